//! Records that stale or draft translations hold.

use super::error::Error;
use super::load::Project;
use crate::catalog::{self, Key, Selection};

/// Reads `DOC` and `DOC#ID` arguments; none select all.
///
/// # Errors
/// If a document or a message is not there.
pub fn selection(project: &Project, arguments: &[String]) -> Result<Selection, Error> {
    if arguments.is_empty() {
        return Ok(Selection::All);
    }
    let content = format!("{}/", project.config.content);
    let mut list = Vec::new();
    for argument in arguments {
        let argument = argument.strip_prefix(&content).unwrap_or(argument);
        let documents = &project.extraction.documents;
        let whole = documents.iter().any(|one| one.path == argument);
        let (document, id) = match argument.rsplit_once('#').filter(|_| !whole) {
            Some((document, id)) => (document, Some(id.to_owned())),
            None => (argument, None),
        };
        let Some(units) = documents.iter().find(|one| one.path == document) else {
            return Err(Error::Unknown {
                kind: "document",
                name: document.to_owned(),
                known: documents.iter().map(|one| one.path.clone()).collect(),
            });
        };
        if let Some(id) = id
            .as_ref()
            .filter(|id| units.units.iter().all(|unit| unit.id != **id))
        {
            return Err(Error::Unknown {
                kind: "message",
                name: id.clone(),
                known: units.units.iter().map(|unit| unit.id.clone()).collect(),
            });
        }
        list.push((document.to_owned(), id));
    }
    Ok(Selection::Some(list))
}

/// Accepts the selected translations of a target locale, and returns which
/// those were.
///
/// # Errors
/// If the facts cannot be written.
pub fn accept(project: &Project, target: usize, selection: &Selection) -> Result<Vec<Key>, Error> {
    let files = &project.targets[target];
    let (state, accepted) = catalog::accept(files, &project.extraction, selection);
    if !accepted.is_empty() {
        let path = project.locale_file(&files.locale, catalog::STATE_FILE);
        project.root.write(&path, state.as_bytes())?;
    }
    Ok(accepted)
}
