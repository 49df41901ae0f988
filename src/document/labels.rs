//! Labels of reference links: which of a translation's lead nowhere.

use super::marks::code_span;
use rustc_hash::FxHashSet;

/// Returns a label as CommonMark compares it: in one case, with single spaces.
pub(crate) fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// A reference in brackets.
struct Reference<'t> {
    text: &'t str,
    /// What stands in the second brackets; `None` is a shortcut.
    label: Option<&'t str>,
}

impl<'t> Reference<'t> {
    /// Returns the label that it is looked up by.
    fn name(&self) -> &'t str {
        self.label
            .filter(|label| !label.is_empty())
            .unwrap_or(self.text)
    }
}

/// Returns the first reference of `target` whose label nobody defines: it would
/// be published with its brackets. `defined` are the folded labels of the
/// document.
///
/// What the source has in the same brackets is text. A shortcut counts only
/// where the source has more references than the translation: there it stands
/// for one.
pub(crate) fn undefined(source: &str, target: &str, defined: &FxHashSet<String>) -> Option<String> {
    if !target.contains('[') {
        return None;
    }
    let own = references(source);
    let other = references(target);
    let is_own = |reference: &Reference<'_>| {
        own.iter().any(|one| {
            (one.text == reference.text || reference.label.is_some_and(|label| !label.is_empty()))
                && one.label == reference.label
        })
    };
    let leads = |one: &&Reference<'_>| defined.contains(&folded(one.name()));
    let count = |all: &[Reference<'_>]| all.iter().filter(leads).count();
    let lost = count(&own) > count(&other);
    other
        .iter()
        .find(|one| (one.label.is_some() || lost) && !leads(one) && !is_own(one))
        .map(|one| match one.label {
            Some(label) => format!("[{}][{label}]", one.text),
            None => format!("[{}]", one.text),
        })
}

/// Finds the references of a text: brackets that no address follows, outside of
/// code. Notes (`[^1]`) are none.
fn references(text: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['[', ']', '`', '\\', '<']) {
        let sign = at + next;
        let rest = &text[sign..];
        at = sign
            + match rest.as_bytes()[0] {
                b'`' => code_span(rest),
                b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                b'<' => super::tags::read(rest).map_or(1, |tag| tag.length),
                b'[' => {
                    open.push(sign + 1);
                    1
                }
                _ => {
                    let length = open
                        .pop()
                        .and_then(|start| close(&text[start..sign], &rest[1..], &mut found));
                    1 + length.unwrap_or(0)
                }
            };
    }
    found
}

/// Takes in brackets that hold `text` and are followed by `rest`; returns how
/// much of that belongs to them.
fn close<'t>(text: &'t str, rest: &'t str, found: &mut Vec<Reference<'t>>) -> Option<usize> {
    let is_text = text.is_empty() || text.starts_with('^') || rest.starts_with(['(', ':']);
    if is_text {
        return None;
    }
    let label = rest.strip_prefix('[').and_then(|rest| {
        let end = rest.find(['[', ']'])?;
        (rest.as_bytes()[end] == b']' && !rest.starts_with('^')).then(|| &rest[..end])
    });
    found.push(Reference { text, label });
    label.map(|label| label.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_nobody_defines_is_found() {
        let defined = ["this page", "guide"].map(folded).into_iter().collect();
        let source = "Read [this page][this page] or [the page][guide], a[i][j], [x], `[a][b]`.";
        for (target, found) in [
            ("Lea [esta página][this page] o [la página][Guide].", None),
            ("Lea [la página][guide], [this page][], [Guide].", None),
            ("Lea [esta página][].", Some("[esta página][]")),
            ("Lea [la página][guía].", Some("[la página][guía]")),
            ("Lea [esta página].", Some("[esta página]")),
            ("Lea [ésta][this page] y [la página].", Some("[la página]")),
            ("Lea [ésta][this page] y [la][guide] [sic].", None),
            ("a[i][j], [x], `[c][d]`, \\[e\\]\\[f\\] [^1][^2]", None),
            ("[a](b) ![c](d) [e]: f", None),
        ] {
            assert_eq!(
                undefined(source, target, &defined).as_deref(),
                found,
                "{target}"
            );
        }
        assert_eq!(
            undefined("Hello.", "Hola [sic].", &FxHashSet::default()),
            None
        );
    }
}
