//! What a target holds that could not be read, and the documents that this is about.

use super::Run;
use crate::catalog::source::Side;
use crate::catalog::{Facts, Held, LocaleFiles, Resources, hash};
use rustc_hash::FxHashSet;

impl Run<'_> {
    /// Returns whether a document of this run is held.
    pub(super) fn is_held(&self, document: usize) -> bool {
        self.held
            .holds_document(&self.side.documents[document].path)
    }
}

/// Returns what is held in a target: its own files, the documents that the
/// `source` holds, and a document that has moved where its old or its new
/// place is held.
pub(super) fn of(
    files: &LocaleFiles,
    source: &Held,
    side: &Side<'_>,
    resources: &Resources,
    before: &Facts,
) -> Held {
    let mut held = files.held.with_documents_of(source);
    if held.is_empty() {
        return held;
    }
    let moved: Vec<[&String; 2]> = side
        .documents
        .iter()
        .filter_map(|one| Some([one.renamed_from.as_ref()?, &one.path]))
        .filter(|places| places.iter().any(|path| held.holds_document(path)))
        .collect();
    for path in moved.into_iter().flatten() {
        held.add(format!("{path}.ftl"));
    }
    // The source's resources tell of a move in one run alone; the facts tell of it later.
    let known = orphans(&held, side, before);
    for document in side.documents.iter().filter(|_| !known.is_empty()) {
        let units = document.units.iter();
        let shared = units.filter(|unit| known.contains(&hash(&unit.pattern)));
        let shared = shared.count();
        let is_moved = shared > 0 && 2 * shared >= document.units.len().min(known.len());
        if is_moved && resources.find(&document.path).is_none() {
            held.add(format!("{}.ftl", document.path));
        }
    }
    held
}

/// Returns the source texts, as hashes, that translations in held resources
/// were made from whose documents are gone.
fn orphans(held: &Held, side: &Side<'_>, before: &Facts) -> FxHashSet<u64> {
    let present: FxHashSet<&str> = side.documents.iter().map(|one| one.path.as_str()).collect();
    let facts = before.iter();
    facts
        .filter(|(document, ..)| !present.contains(document) && held.holds_document(document))
        .map(|(_, _, fact)| hash(&fact.source))
        .collect()
}
