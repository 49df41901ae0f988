//! What could not be read, and so must stay as it is.

use super::{ATTIC_FILE, STATE_FILE, TERMS_FILE};
use std::collections::BTreeSet;

/// Files of a locale that are there and could not be read, by path in the
/// locale's folder; a folder stands for all that is in it.
///
/// Nobody knows what they hold: nothing is written in their place, nothing is
/// moved into or out of them, what is known about their messages stays, and
/// what they may hold is not missing. A resource that is held in the source
/// locale holds its document in every locale: the document itself may be what
/// could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    paths: BTreeSet<String>,
}

impl Held {
    /// Adds a file or a folder; `""` is the whole folder of the locale.
    pub fn add(&mut self, path: impl Into<String>) {
        self.paths.insert(path.into());
    }

    /// Returns whether nothing is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns whether the file is held: by itself, or in a folder that is.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        if self.paths.is_empty() {
            return false;
        }
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        self.paths.contains(path)
            || self.paths.contains("")
            || folders.any(|folder| self.paths.contains(folder))
    }

    /// Returns whether the resource of a document is held.
    #[must_use]
    pub fn holds_document(&self, document: &str) -> bool {
        !self.paths.is_empty() && self.holds(&format!("{document}.ftl"))
    }

    /// Returns whether the facts are held: then nothing of the locale can be told.
    #[must_use]
    pub fn holds_facts(&self) -> bool {
        self.holds(STATE_FILE)
    }

    /// Returns whether nothing may be written in the locale at all: without its
    /// facts nothing is known, without its attic nothing can be moved there, and
    /// without its terms nobody can tell what its messages say.
    #[must_use]
    pub fn holds_locale(&self) -> bool {
        self.what_holds_locale().is_some()
    }

    /// Returns the file for which nothing may be written in the locale.
    #[must_use]
    pub fn what_holds_locale(&self) -> Option<&'static str> {
        let files = [STATE_FILE, ATTIC_FILE, TERMS_FILE];
        files.into_iter().find(|file| self.holds(file))
    }

    /// Returns what a target holds where the `source` locale holds documents.
    pub(super) fn with_documents_of(&self, source: &Self) -> Self {
        let ours = [ATTIC_FILE, STATE_FILE, TERMS_FILE];
        let documents = source
            .paths
            .iter()
            .filter(|path| !ours.contains(&path.as_str()));
        let mut paths = self.paths.clone();
        paths.extend(documents.cloned());
        // Of a locale whose facts are held nothing is known.
        if self.holds_facts() {
            paths.insert(String::new());
        }
        Self { paths }
    }
}
