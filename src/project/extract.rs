//! Writes what the catalog made: the one way into the locales' folder.

use super::error::Error;
use super::files::{Care, Changes, Clash, Print, Put};
use super::journal;
use super::load::Project;
use crate::catalog::{self, ATTIC_FILE, STATE_FILE, Surplus, Writes};
use crate::diagnostic::{Finding, Severity};
use crate::ftl;
use std::collections::BTreeSet;

/// What is said of a file that was saved while a command ran.
pub const SAVED: &str = "saved-meanwhile";

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new or changed, by path in the project.
    pub changed: Vec<String>,
    /// Files that were removed.
    pub removed: Vec<String>,
    /// Files that somebody saved since they were read. They stay as saved, and
    /// where there is one, nothing is written: all others are as they were.
    pub left: Vec<Clash>,
}

impl Written {
    /// Returns whether nothing changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Says of each file that somebody saved it, and that it is left as it is.
#[must_use]
pub fn saved(left: &[Clash]) -> Vec<Finding> {
    let say = |clash: &Clash| {
        let message = match &clash.beside {
            None => "this file was saved while fluentdown ran, so it is left as it is".to_owned(),
            Some(beside) => format!(
                "this file was saved while fluentdown ran, so it is left as it is; another version of it is in `{beside}`"
            ),
        };
        Finding::new(SAVED, Severity::Error, clash.path.as_str(), message)
            .help("run the command again")
    };
    left.iter().map(say).collect()
}

/// Writes changed files of the locales.
///
/// Nothing is written where one of them cannot be, or has been saved by
/// somebody since it was read. What they held is written down first
/// ([`journal`]), so that a run that fails or is cut off can be taken back.
/// Files that are removed go last: what they held stands elsewhere by then.
///
/// # Errors
/// If a file cannot be written.
pub fn write(project: &Project, writes: &Writes) -> Result<Written, Error> {
    if writes.is_empty() {
        return Ok(Written::default());
    }
    for (locale, path) in writes.keys() {
        check_held(project, locale, path)?;
        let path = project.locale_file(locale, path);
        project.root.check_place(&path)?;
    }
    let swept = project.root.sweep(&project.config.locales_dir, true)?;
    if !swept.is_empty() {
        return Ok(Written {
            left: swept,
            ..Written::default()
        });
    }
    let changes = writes.iter().map(|((locale, path), new)| {
        let path = project.locale_file(locale, path);
        let old = project.texts.get(&path).map(String::as_str);
        (path, old, new.as_deref())
    });
    let journal = journal::begin(&project.root, changes)?;
    match put(project, writes) {
        Ok(written) if written.left.is_empty() => {
            journal::end(&project.root, &journal)?;
            Ok(written)
        }
        done => {
            let undone = journal::undo(&project.root, &project.config.locales_dir);
            // Where that fails, too, the record stays for the next run.
            let mut left = done?.left;
            left.extend(undone?);
            left.sort();
            left.dedup();
            Ok(Written {
                left,
                ..Written::default()
            })
        }
    }
}

/// Makes sure that a file is not written over that could not be read.
fn check_held(project: &Project, locale: &str, path: &str) -> Result<(), Error> {
    let targets = project.targets.iter().chain([&project.source]);
    let Some(files) = targets.into_iter().find(|files| files.locale == locale) else {
        return Ok(());
    };
    project.check_writable(files)?;
    if files.held.holds(path) {
        let path = project.locale_file(locale, path);
        let message = format!("`{path}` cannot be read, so nothing is written there");
        return Err(Error::Input(message));
    }
    Ok(())
}

/// Writes and removes files, one after the other, until one has changed.
fn put(project: &Project, writes: &Writes) -> Result<Written, Error> {
    let mut written = Written::default();
    let changes = Changes::new(&project.root, Care::Shared);
    let was = |path: &str| {
        project
            .texts
            .get(path)
            .map(|text| Print::of(text.as_bytes()))
    };
    let (full, gone): (Vec<_>, Vec<_>) = writes.iter().partition(|(_, text)| text.is_some());
    let all = in_safe_order(full, &project.config.source);
    for ((locale, path), text) in all.into_iter().chain(gone) {
        let path = project.locale_file(locale, path);
        let (put, done) = match (text, was(&path)) {
            (Some(text), was) => (
                changes.write(&path, was, text.as_bytes())?,
                &mut written.changed,
            ),
            (None, Some(was)) => (changes.remove(&path, was)?, &mut written.removed),
            (None, None) => continue,
        };
        match put {
            Put::Done => done.push(path),
            Put::Same => {}
            Put::Left => break,
        }
    }
    written.left = changes.finish()?;
    written.changed.sort();
    Ok(written)
}

type Write<'a> = (&'a (String, String), &'a Option<String>);

/// Orders writes so that a run that is cut off loses nothing: the attic first,
/// since it takes what resources lose; then target resources, then facts; and
/// the source resources last, since they say what translators have seen.
fn in_safe_order<'a>(mut writes: Vec<Write<'a>>, source: &str) -> Vec<Write<'a>> {
    writes.sort_by_key(|((locale, path), _)| match path.as_str() {
        _ if locale == source => 3,
        ATTIC_FILE => 0,
        STATE_FILE => 2,
        _ => 1,
    });
    writes
}

/// How many translations a run may move to the attic, however many there are.
pub const FEW: usize = 20;

/// Makes sure that `extract` would not move most of a locale to the attic: then
/// the documents are probably not where the project looks for them.
///
/// Where text is divided anew (`resegment`), what leaves is that of documents
/// which are not there any more: the rest is carried over.
///
/// # Errors
/// If more than half of a target locale's translations would move, and more
/// than [`FEW`].
pub fn guard(project: &Project, resegment: bool) -> Result<(), Error> {
    for (files, catalog) in project.targets.iter().zip(&project.extraction.locales) {
        let attic = (files.locale.clone(), ATTIC_FILE.to_owned());
        let Some(Some(after)) = project.extraction.writes.get(&attic) else {
            continue;
        };
        let before = files.files.get(ATTIC_FILE);
        let before: BTreeSet<String> = before.map(|text| messages(text)).unwrap_or_default();
        let mut gone = messages(after).difference(&before).count();
        if resegment {
            let surplus = catalog.surplus.iter();
            let leaves = |one: &&Surplus| project.document(&one.document).is_none();
            gone = gone.min(surplus.filter(leaves).count());
        }
        let here = catalog.translations.values();
        let all = gone + here.filter(|one| one.pattern.is_some()).count();
        if gone > FEW && gone * 2 > all {
            let locale = &catalog.locale;
            return Err(Error::Removal {
                what: format!("move {gone} of {all} translations of `{locale}` to the attic"),
                command: "extract",
            });
        }
    }
    Ok(())
}

/// Returns the ids of a resource's messages.
fn messages(text: &str) -> BTreeSet<String> {
    let chunks = ftl::File::parse(text).chunks.into_iter();
    let messages = chunks.filter(|chunk| chunk.kind == ftl::Kind::Message);
    messages.map(|chunk| chunk.id).collect()
}

/// Lists the files that an author owes: those that `extract` would write for other
/// reasons than that somebody translated.
#[must_use]
pub fn owed(project: &Project) -> Vec<String> {
    let owed = catalog::owed(&project.source, &project.targets, &project.extraction);
    owed.into_iter()
        .map(|(locale, path)| project.locale_file(locale, path))
        .collect()
}
