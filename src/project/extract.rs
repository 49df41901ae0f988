//! Writes what the catalog made: the one way into the locales' folder.

use super::error::Error;
use super::load::Project;
use crate::catalog::{ATTIC_FILE, Facts, LocaleFiles, STATE_FILE, Writes};

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
/// Files that are removed go last: what they held stands elsewhere by then,
/// whenever the run is cut off. For the same reason the facts go first, the
/// old ones and the new together: a resource that was written shows the
/// present source text over a translation that its author made from an older.
///
/// # Errors
/// If a file cannot be written.
pub fn write(project: &Project, writes: &Writes) -> Result<Written, Error> {
    let mut written = Written::default();
    for (files, state) in facts_with_resources(project, writes) {
        let mut facts = files
            .files
            .get(STATE_FILE)
            .map_or_else(Facts::new, |text| Facts::parse(text));
        facts.merge(&Facts::parse(state));
        let path = project.locale_file(&files.locale, STATE_FILE);
        project.root.write(&path, facts.to_text().as_bytes())?;
    }
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

/// Returns the target locales of which facts and resources are written.
fn facts_with_resources<'a>(
    project: &'a Project,
    writes: &'a Writes,
) -> Vec<(&'a LocaleFiles, &'a str)> {
    let written = |files: &LocaleFiles| {
        writes
            .keys()
            .any(|(locale, path)| *locale == files.locale && path != STATE_FILE)
    };
    project
        .targets
        .iter()
        .filter(|files| written(files))
        .filter_map(|files| {
            let key = (files.locale.clone(), STATE_FILE.to_owned());
            Some((files, writes.get(&key)?.as_deref()?))
        })
        .collect()
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

/// Lists the files that [`write`](fn@write) would change or remove.
#[must_use]
pub fn planned(project: &Project, writes: &Writes) -> Vec<String> {
    writes
        .keys()
        .map(|(locale, path)| project.locale_file(locale, path))
        .collect()
}
