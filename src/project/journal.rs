//! What a run that writes several files was about to change, so that a run
//! that was cut off, or that met a save by somebody else, can be taken back.
//!
//! A translation may move from one file into another. Each file is written
//! whole, but between the two writes it may stand in neither. So what the
//! files held is written down first, and removed when all are written. A run
//! that finds it there puts the files back as they were, and then does its own
//! work as if the other had never begun.
//!
//! The record is believed only where it names what our commands write: files
//! of the folder of locales. It may have come with somebody else's project.

use super::config::Config;
use super::error::Error;
use super::files::{Care, Changes, Clash, Print, Put, Root, Text};
use crate::catalog::STATE_FILE;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The name of the record, in the project's folder.
pub const UNDO_FILE: &str = ".fluentdown-undo";

/// A file that changes.
#[derive(Debug, Serialize, Deserialize)]
struct Change {
    path: String,
    /// What it held; nothing where it was not there.
    old: Option<String>,
    /// The print of what it will hold; nothing where it is removed.
    new: Option<String>,
}

/// A record that stands on the disk.
#[derive(Debug)]
pub(super) struct Journal(Print);

/// Writes down the files that change: path, what each holds, what it will hold.
///
/// # Errors
/// If the record cannot be written.
pub(super) fn begin<'a>(
    root: &Root,
    changes: impl Iterator<Item = (String, Option<&'a str>, Option<&'a str>)>,
) -> Result<Journal, Error> {
    let changes: Vec<Change> = changes
        .map(|(path, old, new)| Change {
            path,
            old: old.map(str::to_owned),
            new: new.map(|text| Print::of(text.as_bytes()).to_string()),
        })
        .collect();
    let text = serde_json::to_string(&changes).map_err(|error| Error::Input(error.to_string()))?;
    match root.write(Care::Own, UNDO_FILE, None, text.as_bytes())? {
        Put::Same | Put::Done => Ok(Journal(Print::of(text.as_bytes()))),
        Put::Left => Err(no_record()),
    }
}

/// Removes the record: all is written.
///
/// # Errors
/// If it cannot be removed.
pub(super) fn end(root: &Root, journal: &Journal) -> Result<(), Error> {
    root.remove(Care::Own, UNDO_FILE, journal.0).map(drop)
}

/// Takes back what a run that was cut off had written; only for a run that has
/// the lock, before it reads. `config_path` is the project's configuration.
///
/// A file that somebody changed since stays as it is; what it held is put
/// beside it, as `NAME.before` or the next name that is free. Returns those.
///
/// # Errors
/// If a file cannot be read or written, or the record is no such record, or
/// names a file that is not one of the locales'.
pub fn recover(root: &Root, config_path: &str) -> Result<Vec<Clash>, Error> {
    let text = match root.read_text(UNDO_FILE)? {
        Text::Absent => return Ok(Vec::new()),
        Text::Utf8(text) => text,
        Text::Invalid(_) => return Err(no_record()),
    };
    let config = match root.read_text(config_path)? {
        Text::Utf8(text) => Config::parse(config_path, &text).0,
        Text::Absent | Text::Invalid(_) => return Err(no_record()),
    };
    take_back(root, &text, &config.locales_dir)
}

/// Takes back what this run has written under the folder of the locales.
///
/// # Errors
/// As [`recover`].
pub(super) fn undo(root: &Root, locales_dir: &str) -> Result<Vec<Clash>, Error> {
    match root.read_text(UNDO_FILE)? {
        Text::Utf8(text) => take_back(root, &text, locales_dir),
        Text::Absent | Text::Invalid(_) => Err(no_record()),
    }
}

fn take_back(root: &Root, text: &str, locales_dir: &str) -> Result<Vec<Clash>, Error> {
    let list: Vec<Change> = serde_json::from_str(text).map_err(|_| no_record())?;
    if let Some(change) = list.iter().find(|one| !is_ours(&one.path, locales_dir)) {
        return Err(Error::Input(format!(
            "`{UNDO_FILE}` names `{}`, which fluentdown does not write: look where it came from, and remove it",
            change.path
        )));
    }
    let parent = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let folders: BTreeSet<String> = list.iter().filter_map(|one| parent(&one.path)).collect();
    let mut kept = Vec::new();
    // Saves that the other run had in its hands come first: they are newer.
    for folder in folders.iter().filter(|folder| root.is_folder(folder)) {
        kept.extend(root.sweep(folder, false)?);
    }
    let changes = Changes::new(root, Care::Shared);
    for change in &list {
        kept.extend(take_back_one(root, &changes, change)?);
    }
    kept.extend(changes.finish()?);
    end(root, &Journal(Print::of(text.as_bytes())))?;
    Ok(kept)
}

/// Puts a file back as it was, where it is what the run that was cut off made
/// of it; else puts what it held beside it.
fn take_back_one(
    root: &Root,
    changes: &Changes<'_>,
    change: &Change,
) -> Result<Option<Clash>, Error> {
    let present = match root.read(&change.path) {
        Ok(bytes) => bytes.map(|bytes| Print::of(&bytes)),
        // Somebody has put something else there.
        Err(Error::WrongKind { .. }) => Some(Print::of(b"")),
        Err(error) => return Err(error),
    };
    let old = change.old.as_deref().map(str::as_bytes);
    let new = change.new.as_deref().and_then(Print::parse);
    if present == old.map(Print::of) {
        return Ok(None);
    }
    let put = match (present == new, old) {
        (true, Some(old)) => changes.write(&change.path, new, old)?,
        (true, None) => match new {
            Some(new) => changes.remove(&change.path, new)?,
            None => Put::Same,
        },
        (false, _) => Put::Left,
    };
    match old {
        Some(old) if put == Put::Left => {
            let beside = Some(root.keep_beside(&change.path, old)?);
            let path = change.path.clone();
            Ok(Some(Clash { path, beside }))
        }
        _ => Ok(None),
    }
}

/// Tells whether our commands write this file in several steps: a resource, an
/// attic or a file of facts of a locale, in no hidden folder.
fn is_ours(path: &str, locales_dir: &str) -> bool {
    let inside = path
        .strip_prefix(locales_dir)
        .and_then(|rest| rest.strip_prefix('/'));
    inside.is_some_and(|inside| {
        let parts: Vec<&str> = inside.split('/').collect();
        let named = parts.last().is_some_and(|name| {
            *name == STATE_FILE || name.len() > ".ftl".len() && name.ends_with(".ftl")
        });
        parts.len() > 1 && named && parts.iter().all(|part| !part.starts_with('.'))
    })
}

fn no_record() -> Error {
    Error::Input(format!(
        "`{UNDO_FILE}` is not as fluentdown wrote it; look at `git status`, and remove it"
    ))
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests play the user, who has no Root"
)]
mod tests {
    use super::*;
    use std::fs;

    const CONFIG: &str = "fluentdown.toml";

    fn beside(kept: &[Clash]) -> Vec<&str> {
        kept.iter()
            .filter_map(|one| one.beside.as_deref())
            .collect()
    }

    #[test]
    fn what_was_cut_off_is_taken_back_and_what_people_did_stays() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path()).unwrap();
        let at = |name: &str| folder.path().join("locales/es").join(name);
        fs::create_dir_all(at("")).unwrap();
        fs::write(folder.path().join(CONFIG), "").unwrap();
        assert!(recover(&root, CONFIG).unwrap().is_empty());
        let files = [
            ("done.ftl", Some("1"), Some("2")),
            ("open.ftl", Some("1"), Some("2")),
            ("made.ftl", None, Some("2")),
            ("gone.ftl", Some("1"), None),
            ("theirs.ftl", Some("1"), Some("2")),
        ];
        let record = files
            .iter()
            .map(|(path, old, new)| (format!("locales/es/{path}"), *old, *new));
        begin(&root, record).unwrap();
        let written = [
            ("done.ftl", "2"),
            ("open.ftl", "1"),
            ("made.ftl", "2"),
            ("theirs.ftl", "3"),
            // What an earlier recovery has put there is nobody's to write over.
            ("theirs.ftl.before", "0"),
        ];
        for (name, text) in written {
            fs::write(at(name), text).unwrap();
        }
        let kept = recover(&root, CONFIG).unwrap();
        assert_eq!(beside(&kept), ["locales/es/theirs.ftl.before-2"]);
        for (name, text) in [
            ("done.ftl", "1"),
            ("open.ftl", "1"),
            ("gone.ftl", "1"),
            ("theirs.ftl", "3"),
            ("theirs.ftl.before", "0"),
            ("theirs.ftl.before-2", "1"),
        ] {
            assert_eq!(fs::read_to_string(at(name)).unwrap(), text, "{name}");
        }
        assert!(!at("made.ftl").exists() && !folder.path().join(UNDO_FILE).exists());
    }

    #[test]
    fn a_record_that_names_what_we_do_not_write_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::open(folder.path()).unwrap();
        fs::write(folder.path().join(CONFIG), "").unwrap();
        for path in [
            "../x.ftl",
            "locales/../x.ftl",
            ".git/hooks/post-checkout",
            ".git/a/b.ftl",
            "locales/.git/b.ftl",
            "locales/es/.hidden/b.ftl",
            "locales/es/.ftl",
            "locales/es.ftl",
            "localesque/es/a.md.ftl",
            "content/planted.md",
            "locales/es/planted.sh",
            "/etc/a/b.ftl",
            "fluentdown.toml",
        ] {
            let good = "{\"path\": \"locales/es/a.md.ftl\", \"old\": \"1\", \"new\": null}";
            let bad = format!("{{\"path\": \"{path}\", \"old\": \"1\", \"new\": null}}");
            fs::write(folder.path().join(UNDO_FILE), format!("[{good}, {bad}]")).unwrap();
            assert!(recover(&root, CONFIG).is_err(), "{path}");
            assert!(!folder.path().join("locales").exists(), "{path}");
        }
        fs::write(folder.path().join(UNDO_FILE), "[{\"path\": \"x\"}]").unwrap();
        assert!(recover(&root, CONFIG).is_err());
    }
}
