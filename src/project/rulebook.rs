//! The rules of what reading, matching and building find, in one table.

use crate::diagnostic::Severity;

/// A rule: what it is called and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its name, after the defect.
    pub name: &'static str,
    /// The severity that its findings have by default.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why it matters and what to do.
    pub page: &'static str,
}

const fn rule(
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    page: &'static str,
) -> Rule {
    Rule {
        name,
        severity,
        summary,
        page,
    }
}

use Severity::{Error, Note, Warning};

/// All of them, by name.
pub static RULES: &[Rule] = &[
    rule(
        "below-publish-at",
        Note,
        "A document is left out, since too little of it is translated",
        "An edition with `publish_at = 0.95` leaves out a document of which less than 95 % is\ntranslated. Translate more of it, or lower the share.",
    ),
    rule(
        "breaks-structure",
        Error,
        "A translation would change the structure of its document",
        "A translation is text: it brings in no heading, list, cell, raw HTML or link that the\nsource does not have. What cannot be escaped falls back with its block.",
    ),
    rule(
        "configuration",
        Error,
        "The configuration has a fault",
        "An unknown key, a value of the wrong type, a locale that is none. Nothing is done until\nit is mended: a misspelt key would be a setting that silently does nothing.",
    ),
    rule(
        "date-mismatch",
        Error,
        "A date or a time is another than in the source",
        include_str!("../rules/date-mismatch.md"),
    ),
    rule(
        "draft-translation",
        Warning,
        "A translation was not accepted yet",
        "Drafts are shown only where the edition asks (`drafts = true`). `fluentdown accept`\nrecords that they hold.",
    ),
    rule(
        "duplicate-message",
        Error,
        "A message stands twice in a resource",
        "The first one holds, and the other is never shown. Remove one of them.",
    ),
    rule(
        "format-error",
        Error,
        "A message does not format",
        "It refers to a variable, term or function that is not there, or gives a function what\nit cannot take. Its block falls back; nothing half-formatted is written.",
    ),
    rule(
        "inconsistent-translation",
        Warning,
        "One source text is translated in two ways",
        "A caption or a heading that stands twice should read the same both times. Make the\ntranslations alike, or allow the rule where the places need different words.",
    ),
    rule(
        "invalid-document",
        Error,
        "A document has a fault",
        "The front matter, or a directive, cannot be read.",
    ),
    rule(
        "missing-translation",
        Warning,
        "A message is not translated",
        "Its block falls back whole, along the chain of locales, at last to the source. Fill in\nthe stub in the resource, with or without its `#`.",
    ),
    rule(
        "no-documents",
        Note,
        "There is no document",
        "The content folder is empty or not there.",
    ),
    rule(
        "not-all-translated",
        Error,
        "A document is left out by `build --strict`",
        "`--strict` writes a document only if all of it is translated.",
    ),
    rule(
        "not-ours",
        Error,
        "A file stands where an output would go",
        "fluentdown replaces and removes only files that it wrote. Move the file away.",
    ),
    rule(
        "not-utf8",
        Error,
        "A file is not UTF-8",
        "Save it as UTF-8. A document is left out until then; a resource stops the run, since\nwhat it holds would look missing.",
    ),
    rule(
        "number-mismatch",
        Error,
        "A figure has another value than in the source",
        include_str!("../rules/number-mismatch.md"),
    ),
    rule(
        "output-collision",
        Error,
        "Two documents would write the same output",
        "`a.md` and `a.txt` are both `a.html`. Rename one of them.",
    ),
    rule(
        "placeable-mismatch",
        Error,
        "A translation does not show a variable of its source",
        include_str!("../rules/placeable-mismatch.md"),
    ),
    rule(
        "refused-import",
        Error,
        "A row of an imported file is not taken",
        "Its message is gone, its text is no Fluent, or the translation in the project is newer.\nExport again, and carry the row over.",
    ),
    rule(
        "stale-translation",
        Warning,
        "A message was translated from another source text",
        "The author has changed the sentence since. The translation is still shown. Edit it, or\n`fluentdown accept` it as it is.",
    ),
    rule(
        "surplus-message",
        Warning,
        "A message that no document needs",
        "`fluentdown extract` moves it to the attic, from where it comes back when its text does.",
    ),
    rule(
        "syntax-error",
        Error,
        "A part of a resource is no Fluent",
        "Fluent cannot read it: a brace that is not closed, a line that begins with no id. What\nstands there stays in the file, and is not shown until it is mended.",
    ),
    rule(
        "unlisted-locale",
        Warning,
        "A locale's folder that nobody reads",
        "Add it to `locales` in the configuration, or remove it.",
    ),
    rule(
        "unusable-file",
        Error,
        "A file that cannot be read as part of the project",
        "It is a link that leads out of the project, or its name is not UTF-8.",
    ),
];

/// Returns the rule of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_unique() {
        assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
