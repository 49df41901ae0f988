//! Records that stale or draft translations hold.

use super::error::Error;
use super::extract::{Written, write};
use super::load::Project;
use crate::catalog::{self, Key, Selection, Writes};

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
/// those were; and what was written, which is nothing where somebody has saved
/// the facts meanwhile.
///
/// # Errors
/// If the facts cannot be written.
pub fn accept(
    project: &Project,
    target: usize,
    selection: &Selection,
) -> Result<(Vec<Key>, Written), Error> {
    let files = &project.targets[target];
    let (state, accepted) = catalog::accept(files, &project.extraction, selection);
    if accepted.is_empty() {
        return Ok((accepted, Written::default()));
    }
    let file = (files.locale.clone(), catalog::STATE_FILE.to_owned());
    let written = write(project, &Writes::from([(file, Some(state))]))?;
    Ok((accepted, written))
}
