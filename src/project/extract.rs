//! Writes what the catalog made: the one way into the locales' folder.

use super::error::Error;
use super::journal;
use super::load::Project;
use crate::catalog::{self, ATTIC_FILE, STATE_FILE, Writes};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that are new or changed, by path in the project.
    pub changed: Vec<String>,
    /// Files that were removed.
    pub removed: Vec<String>,
}

impl Written {
    /// Returns whether nothing changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Writes changed files of the locales.
///
/// Nothing is written where one of them cannot be. What they held is written
/// down first ([`journal`]), so that a run that fails or is cut off can be taken
/// back. Files that are removed go last: what they held
/// stands elsewhere by then.
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
    project.root.sweep(&project.config.locales_dir, true)?;
    // One file alone is old or new; of several, some may be old and some new.
    if writes.len() > 1 {
        let changes = writes.iter().map(|((locale, path), new)| {
            let path = project.locale_file(locale, path);
            let old = project.texts.get(&path).map(String::as_str);
            (path, old, new.as_deref())
        });
        journal::begin(&project.root, changes)?;
    }
    let done = put(project, writes);
    if writes.len() > 1 {
        match &done {
            Ok(_) => journal::end(&project.root)?,
            // Where that fails, too, the record stays for the next run.
            Err(_) => drop(journal::recover(&project.root)),
        }
    }
    done
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

/// Writes and removes files, one after the other.
fn put(project: &Project, writes: &Writes) -> Result<Written, Error> {
    let mut written = Written::default();
    let (full, gone): (Vec<_>, Vec<_>) = writes.iter().partition(|(_, text)| text.is_some());
    for ((locale, path), text) in in_safe_order(full, &project.config.source) {
        let path = project.locale_file(locale, path);
        let bytes = text.as_deref().unwrap_or_default().as_bytes();
        if project.root.write(&path, bytes)? {
            written.changed.push(path);
        }
    }
    for ((locale, path), _) in gone {
        let path = project.locale_file(locale, path);
        project.root.remove(&path)?;
        written.removed.push(path);
    }
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

/// Lists the files that an author owes: those that `extract` would write for other
/// reasons than that somebody translated.
#[must_use]
pub fn owed(project: &Project) -> Vec<String> {
    let owed = catalog::owed(&project.source, &project.targets, &project.extraction);
    owed.into_iter()
        .map(|(locale, path)| project.locale_file(locale, path))
        .collect()
}
