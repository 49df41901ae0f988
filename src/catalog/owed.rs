//! Which of the files that `extract` would write an author owes.
//!
//! An author who changes a document runs `extract`, and commits what it writes:
//! source resources, places to fill in, ids, moves. A translation that a person or a
//! tool pushes is not the author's, and nothing that follows from it alone is owed:
//! a fact that is not recorded yet, a stub that was filled in, comments that a tool
//! dropped or wrote in its own way, another order, a file where there was none.

use super::{ATTIC_FILE, Extraction, Facts, LocaleFiles, STATE_FILE, marks};
use crate::ftl::{Chunk, File, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Returns those of the files in [`Extraction::writes`], by locale and path, that an
/// author owes.
#[must_use]
pub fn owed<'e>(
    source: &LocaleFiles,
    targets: &[LocaleFiles],
    extraction: &'e Extraction,
) -> Vec<&'e (String, String)> {
    let language = marks::source_mark(&source.locale);
    let facts: BTreeMap<&str, Facts> = targets
        .iter()
        .filter_map(|files| Some((files, files.files.get(STATE_FILE)?)))
        .map(|(files, text)| (files.locale.as_str(), Facts::parse(text)))
        .collect();
    let is_owed = |(key, new): &(&'e (String, String), &Option<String>)| {
        let (locale, path) = key;
        let target = targets.iter().find(|one| one.locale == *locale);
        match (path.as_str(), target) {
            (STATE_FILE, _) => false,
            (ATTIC_FILE, _) | (_, None) => true,
            (_, Some(files)) => {
                let document = super::document_of(path).unwrap_or(path);
                let had = |id: &str| {
                    let facts = facts.get(locale.as_str());
                    facts.is_some_and(|facts| !facts.of(document, id).is_empty())
                };
                let present = files.files.get(path).map(String::as_str);
                let new = new.as_deref().unwrap_or_default();
                changes(present, new, &language, &had)
            }
        }
    };
    let writes = extraction.writes.iter();
    writes.filter(is_owed).map(|(key, _)| key).collect()
}

/// Returns whether a target's resource is not as an author leaves it; `had` says
/// whether a message had a translation before.
fn changes(present: Option<&str>, new: &str, language: &str, had: &dyn Fn(&str) -> bool) -> bool {
    let (old, new) = (File::parse(present.unwrap_or_default()), File::parse(new));
    let (before, after) = (Content::of(&old), Content::of(&new));
    if before.entries != after.entries {
        return true;
    }
    let known = |content: &Content<'_>, id: &str| {
        content.entries.contains_key(id) || content.stubs.contains_key(id)
    };
    let left = before.stubs.keys().any(|id| !known(&after, id));
    // A file without a line of ours is a tool's: it has no stubs.
    let ours = present.is_none() || !before.stubs.is_empty() || before.has_mark(&old, language);
    let lacks = |id: &&str| !known(&before, id) && !had(id);
    left || (ours && after.stubs.keys().any(lacks)) || before.is_old(&after, language)
}

/// What stands in a resource for people to fill in, and what they have filled in.
struct Content<'f> {
    /// How often each id stands there with a text.
    entries: BTreeMap<&'f str, usize>,
    /// The ids without a text, with their comments.
    stubs: BTreeMap<&'f str, &'f str>,
}

impl<'f> Content<'f> {
    fn of(file: &'f File) -> Self {
        let (mut entries, mut stubs) = (BTreeMap::new(), BTreeMap::new());
        for chunk in &file.chunks {
            if !matches!(chunk.kind, Kind::Message | Kind::Stub) {
                continue;
            }
            if chunk.pattern().is_some() {
                *entries.entry(chunk.id.as_str()).or_default() += 1;
            } else {
                stubs.insert(chunk.id.as_str(), chunk.comment.as_str());
            }
        }
        Self { entries, stubs }
    }

    fn has_mark(&self, file: &File, language: &str) -> bool {
        let mut comments = file
            .chunks
            .iter()
            .map(|chunk: &Chunk| chunk.comment.as_str());
        !self.entries.is_empty() && comments.any(|text| marks::read(text, language).is_some())
    }

    /// Returns whether a stub shows another source text, or other notes, than it is to.
    /// Where it shows no source text, a tool dropped it.
    fn is_old(&self, new: &Self, language: &str) -> bool {
        let ours = |comment: &str| -> BTreeSet<String> {
            let free = marks::free_lines(comment, language);
            let free: BTreeSet<&str> = free.lines().collect();
            let lines = comment.lines().filter(|line| !free.contains(line));
            lines.map(str::to_owned).collect()
        };
        self.stubs.iter().any(|(id, comment)| {
            let shown = marks::read(comment, language).is_some();
            let new = new.stubs.get(id).filter(|_| shown);
            new.is_some_and(|new| ours(comment) != ours(new))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "# EN: A.\na = Á.\n\n# EN: B.\n# b =\n";

    fn owes(present: &str, new: &str) -> bool {
        changes(Some(present), new, "EN", &|id| id == "had")
    }

    #[test]
    fn what_people_and_tools_push_is_not_owed() {
        for pushed in [
            "# EN: A.\na = Á.\n\n# EN: B.\nb = Bé.\n",
            "# EN: A.\na = Á.\n\n# EN: B.\n# b = Bé.\n",
            "b = Bé.\na = Á.\n",
            "a = Á.\n",
            "# of the tool\na = Á.\n\n# b =\n",
            "# b =\n\n# EN: A.\na = Á.\n# EN: B.\n",
            "# EN: old\n# WAS: older\na = Á.\n\n# EN: B.\n# b =\n",
        ] {
            let new = match pushed.contains("Bé") {
                true => "# EN: A.\na = Á.\n\n# EN: B.\nb = Bé.\n",
                false => OURS,
            };
            assert!(!owes(pushed, new), "{pushed}");
        }
        assert!(!owes("# EN: A.\na = Á.\n", "# EN: A.\na = Á.\n\n# had =\n"));
    }

    #[test]
    fn what_an_author_leaves_behind_is_owed() {
        for (present, new) in [
            ("# EN: A.\na = Á.\n", OURS),
            ("# EN: A.\n# a =\n", "# EN: A.\n# a =\n\n# b =\n"),
            (OURS, "# EN: A.\na = Á.\n"),
            (OURS, "# EN: A.\na2 = Á.\n\n# EN: B.\n# b =\n"),
            (OURS, "# EN: B.\n# b =\n"),
            (OURS, "# EN: A.\na = Á.\n\n# EN: C.\n# b =\n"),
            (OURS, "# EN: A.\na = Á.\n\n# NOTE: x\n# EN: B.\n# b =\n"),
            (OURS, ""),
        ] {
            assert!(owes(present, new), "{new}");
        }
        assert!(changes(None, OURS, "EN", &|_| false));
    }
}
