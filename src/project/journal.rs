//! What a run that writes several files was about to change, so that a run
//! that was cut off can be taken back.
//!
//! A translation may move from one file into another. Each file is written
//! whole, but between the two writes it may stand in neither. So what the
//! files held is written down first, and removed when all are written. A run
//! that finds it there puts the files back as they were, and then does its own
//! work as if the other had never begun.

use super::error::Error;
use super::files::{Root, Text};
use crate::text::hash;
use serde::{Deserialize, Serialize};

/// The name of the record, in the project's folder.
pub const UNDO_FILE: &str = ".fluentdown-undo";
/// What is added to the name of a file to keep what it held.
const BEFORE: &str = ".before";

/// A file that changes.
#[derive(Debug, Serialize, Deserialize)]
struct Change {
    path: String,
    /// What it held; nothing where it was not there.
    old: Option<String>,
    /// The hash of what it will hold; nothing where it is removed.
    new: Option<String>,
}

fn print(text: &str) -> String {
    format!("{:016x}{:x}", hash(text), text.len())
}

/// Writes down the files that change: path, what each holds, what it will hold.
///
/// # Errors
/// If the record cannot be written.
pub(super) fn begin<'a>(
    root: &Root,
    changes: impl Iterator<Item = (String, Option<&'a str>, Option<&'a str>)>,
) -> Result<(), Error> {
    let changes: Vec<Change> = changes
        .map(|(path, old, new)| Change {
            path,
            old: old.map(str::to_owned),
            new: new.map(print),
        })
        .collect();
    let text = serde_json::to_string(&changes).map_err(|error| Error::Input(error.to_string()))?;
    root.write(UNDO_FILE, text.as_bytes())?;
    Ok(())
}

/// Removes the record: all is written.
///
/// # Errors
/// If it cannot be removed.
pub(super) fn end(root: &Root) -> Result<(), Error> {
    root.remove(UNDO_FILE)
}

/// Takes back what a run that was cut off had written; only for a run that has
/// the lock, before it reads.
///
/// A file that somebody changed since stays as it is; what it held is put
/// beside it, as `NAME.before`. Returns those.
///
/// # Errors
/// If a file cannot be read or written, or the record is no such record.
pub fn recover(root: &Root) -> Result<Vec<String>, Error> {
    let text = match root.read_text(UNDO_FILE)? {
        Text::Absent => return Ok(Vec::new()),
        Text::Utf8(text) => text,
        Text::Invalid(_) => String::new(),
    };
    let changes: Vec<Change> = serde_json::from_str(&text).map_err(|_| {
        Error::Input(format!(
            "`{UNDO_FILE}` is not as fluentdown wrote it; look at `git status`, and remove it"
        ))
    })?;
    let mut changed = Vec::new();
    for change in changes {
        let present = match root.read_text(&change.path) {
            Ok(Text::Absent) => None,
            Ok(Text::Utf8(text)) => Some(text),
            // Somebody has put something else there.
            Ok(Text::Invalid(_)) | Err(Error::WrongKind { .. }) => Some(String::new()),
            Err(error) => return Err(error),
        };
        if present == change.old {
            continue;
        }
        if present.as_deref().map(print) == change.new {
            match &change.old {
                Some(old) => drop(root.write(&change.path, old.as_bytes())?),
                None => root.remove(&change.path)?,
            }
        } else if let Some(old) = &change.old {
            let beside = format!("{}{BEFORE}", change.path);
            root.write(&beside, old.as_bytes())?;
            changed.push(beside);
        }
    }
    end(root)?;
    Ok(changed)
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests play the user, who has no Root"
)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_cut_off_is_taken_back_and_what_people_did_stays() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path()).unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(recover(&root).unwrap().is_empty());
        let files = [
            ("done", Some("1"), Some("2")),
            ("open", Some("1"), Some("2")),
            ("made", None, Some("2")),
            ("gone", Some("1"), None),
            ("theirs", Some("1"), Some("2")),
        ];
        begin(
            &root,
            files
                .iter()
                .map(|(path, old, new)| ((*path).to_owned(), *old, *new)),
        )
        .unwrap();
        for (name, text) in [("done", "2"), ("open", "1"), ("made", "2"), ("theirs", "3")] {
            fs::write(at(name), text).unwrap();
        }
        assert_eq!(recover(&root).unwrap(), ["theirs.before"]);
        for (name, text) in [
            ("done", "1"),
            ("open", "1"),
            ("gone", "1"),
            ("theirs", "3"),
            ("theirs.before", "1"),
        ] {
            assert_eq!(fs::read_to_string(at(name)).unwrap(), text, "{name}");
        }
        assert!(!at("made").exists() && !at(UNDO_FILE).exists());
        fs::write(at(UNDO_FILE), "[{\"path\": \"../x\"}]").unwrap();
        assert!(recover(&root).is_err());
        fs::write(
            at(UNDO_FILE),
            "[{\"path\": \"../x\", \"old\": \"1\", \"new\": null}]",
        )
        .unwrap();
        assert!(recover(&root).is_err(), "no path leaves the project");
    }
}
