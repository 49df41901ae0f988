//! Facts: records that *this target text was made from this source text*.
//!
//! [`Facts`] knows what is recorded about the messages of a locale, and finds
//! the fact about a text; [`format`](mod@format) reads and writes the file.

mod format;

pub use format::{decoded, encoded};

use super::{ATTIC_FILE, Held};
use std::collections::{BTreeMap, BTreeSet};

/// Values by the names that a source text refers to them by: a field of the front
/// matter (`masks`), a term or its attribute (`-letter`, `-letter.gender`).
pub type Reads = BTreeMap<String, String>;

/// The key of a fact whose text was found under a line `# WAS:`.
const UNSETTLED: &str = "unsettled";

/// A record that a target text was made from a source text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The fingerprint of the target's meaning, 16 hex digits.
    pub fingerprint: String,
    /// The source text it was made from.
    pub source: String,
    /// Whose draft it is (may be empty); `None` is accepted.
    pub draft: Option<String>,
    /// What the source text showed by name then, and the target says in its own
    /// words.
    pub reads: Reads,
    /// What else is recorded, in its order: keys, and values as the file has them.
    pub more: Vec<(String, String)>,
}

impl Fact {
    /// Makes a fact about the target with `fingerprint`, which is nobody's draft.
    #[must_use]
    pub const fn new(fingerprint: String, source: String) -> Self {
        Self {
            fingerprint,
            source,
            draft: None,
            reads: Reads::new(),
            more: Vec::new(),
        }
    }

    /// Returns whether the text was found under a line `# WAS:` that was left there:
    /// it may have been made from what that line says, or from what came after it.
    #[must_use]
    pub fn is_unsettled(&self) -> bool {
        self.more.iter().any(|(key, _)| key == UNSETTLED)
    }

    /// Records that the text was found under a line `# WAS:`.
    pub(super) fn unsettle(&mut self) {
        if !self.is_unsettled() {
            self.more.push((UNSETTLED.to_owned(), "1".to_owned()));
        }
    }

    /// Returns the values of `now` that were others when the text was made.
    pub(super) fn changed<'f>(&'f self, now: &'f Reads) -> impl Iterator<Item = Change<'f>> {
        self.reads.iter().filter_map(|(name, was)| {
            let is = now.get(name)?;
            (was != is).then_some(Change { name, was, is })
        })
    }

    /// Tells how well the fact fits a present source text that shows `now`: the
    /// better of two about one text is the greater.
    fn fit(&self, present: &str, now: &Reads) -> impl Ord {
        let holds = self.source == present && !self.is_unsettled();
        let recorded = now.keys().all(|name| self.reads.contains_key(name));
        // Of a value that is not recorded nobody knows whether it has changed.
        let values = match (self.changed(now).next(), recorded) {
            (None, true) => 2,
            (Some(_), _) => 1,
            (None, false) => 0,
        };
        (holds, values, self.draft.is_none())
    }
}

/// A value that has changed since a translation was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change<'f> {
    /// The name that the source text refers to it by.
    pub(super) name: &'f str,
    /// What it was.
    pub(super) was: &'f str,
    /// What it is.
    pub(super) is: &'f str,
}

/// The facts about the messages of a document, by id.
pub(super) type Book = BTreeMap<String, Vec<Fact>>;

/// The facts of a locale: about each message what is known about its present text,
/// then about texts that it had before, the newest first.
///
/// That order makes each new record an insertion before the message's others,
/// so that git merges it with those of the messages beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// By document, then by id; no document is without a record.
    records: BTreeMap<String, Book>,
    /// Whether the file had its header or a record: else it was lost.
    known: bool,
    /// Whether lines were passed over: records may have been lost.
    damaged: bool,
    /// Whether a newer version of the program wrote the file.
    newer: bool,
}

impl Facts {
    /// Returns facts that are known to be empty, as of a new locale.
    #[must_use]
    pub fn new() -> Self {
        Self {
            known: true,
            ..Self::default()
        }
    }

    /// Returns whether the file was there, if without a record.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.known
    }

    /// Returns whether the file held lines that are not records.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Returns whether a newer version of the program wrote the file: then nothing
    /// of it was read, and nothing of its locale may be written.
    #[must_use]
    pub const fn is_newer(&self) -> bool {
        self.newer
    }

    /// Returns all facts about a message; two branches may each have left one.
    #[must_use]
    pub fn of(&self, document: &str, id: &str) -> &[Fact] {
        let book = self.records.get(document);
        book.and_then(|book| book.get(id))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the fact about the target with `fingerprint`, whose source text is
    /// `present` and shows the values `now` that the target does not refer to.
    ///
    /// Where two branches left one each, the one made from `present` is taken, one
    /// that tells its values before one that does not, an accepted one before a draft.
    #[must_use]
    pub fn find(
        &self,
        document: &str,
        id: &str,
        fingerprint: &str,
        (present, now): (&str, &Reads),
    ) -> Option<&Fact> {
        self.of(document, id)
            .iter()
            .filter(|fact| fact.fingerprint == fingerprint)
            .max_by_key(|fact| fact.fit(present, now))
    }

    /// Adds a fact after those about the same message, unless the very same
    /// is there.
    pub fn add(&mut self, document: &str, id: &str, fact: Fact) {
        add_to(self.book(document), id, fact);
    }

    /// Adds facts, all about messages of one document: each after those about the same
    /// text, else after those about the same message.
    ///
    /// So the order is the same whether a text was known by all of them already, or
    /// one is added only now.
    pub(super) fn add_all(&mut self, document: &str, facts: Vec<(String, Fact)>) {
        if facts.is_empty() {
            return;
        }
        let book = self.book(document);
        for (id, fact) in facts {
            let known = book.entry(id).or_default();
            if !known.contains(&fact) {
                let same = |one: &Fact| one.fingerprint == fact.fingerprint;
                let after = known.iter().rposition(same);
                known.insert(after.map_or(known.len(), |at| at + 1), fact);
            }
        }
    }

    /// Puts `book` in the place of all that is known about a document's messages.
    pub(super) fn set_book(&mut self, document: &str, book: Book) {
        if book.is_empty() {
            self.records.remove(document);
        } else {
            self.records.insert(document.to_owned(), book);
        }
    }

    /// Keeps what was known `before` about the messages of documents that are
    /// held, as it was.
    pub(super) fn keep_held(&mut self, before: &Self, held: &Held) {
        let books = before.records.iter();
        for (document, book) in books.filter(|(document, _)| held.holds_document(document)) {
            self.set_book(document, book.clone());
        }
    }

    /// Lets what is known go with resources that a person gave another name: `ids`
    /// says of a resource which messages stand in it, and `held` of a document that
    /// nobody can tell.
    ///
    /// A resource of which nothing is known takes over from a document that has none
    /// any more, and that it shares most messages with. Returns those that do.
    pub(super) fn follow(
        &mut self,
        resources: &[&str],
        ids: impl Fn(usize) -> BTreeSet<String>,
        held: &Held,
    ) -> BTreeSet<String> {
        let mut taken = BTreeSet::new();
        let present: BTreeSet<&str> = resources.iter().copied().collect();
        let is_gone = |document: &&String| {
            let name = document.as_str();
            name != ATTIC_FILE && !present.contains(name) && !held.holds_document(name)
        };
        let mut gone: Vec<String> = self.records.keys().filter(is_gone).cloned().collect();
        let mut new: Vec<usize> = (0..resources.len()).collect();
        new.retain(|at| !self.records.contains_key(resources[*at]));
        if gone.is_empty() {
            return taken;
        }
        for at in new {
            let ids = ids(at);
            let shared = |document: &String| {
                let book = &self.records[document];
                let count = book.keys().filter(|id| ids.contains(*id)).count();
                (2 * count >= ids.len().min(book.len()) && count > 0).then_some(count)
            };
            let scored = gone.iter().enumerate();
            let scored = scored.filter_map(|(at, document)| Some((shared(document)?, at)));
            // Of two that share as many, the first.
            let best = scored.max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)));
            if let Some((_, from)) = best
                && let Some(book) = self.records.remove(&gone.remove(from))
            {
                self.records.insert(resources[at].to_owned(), book);
                taken.insert(resources[at].to_owned());
            }
        }
        taken
    }

    /// Returns the document's records, to be added to.
    fn book(&mut self, document: &str) -> &mut Book {
        self.records.entry(document.to_owned()).or_default()
    }

    /// Puts `fact` in the place of all that is known about the same target
    /// text of the message. What is known about its other texts stays: an id
    /// may stand twice in a resource.
    pub fn set(&mut self, document: &str, id: &str, fact: Fact) {
        let facts = self.book(document).entry(id.to_owned()).or_default();
        facts.retain(|one| one.fingerprint != fact.fingerprint);
        facts.insert(0, fact);
    }

    /// Removes all facts about the message.
    pub fn remove(&mut self, document: &str, id: &str) {
        if let Some(book) = self.records.get_mut(document) {
            book.remove(id);
            if book.is_empty() {
                self.records.remove(document);
            }
        }
    }

    /// Tells the facts that our own command rewrote a target without a change
    /// of meaning (`check --fix`): the fact stays, with the new fingerprint.
    pub fn rewrite(&mut self, document: &str, id: &str, old: &str, new: &str) {
        let book = self.records.get_mut(document);
        if let Some(facts) = book.and_then(|book| book.get_mut(id)) {
            for fact in facts.iter_mut().filter(|fact| fact.fingerprint == old) {
                new.clone_into(&mut fact.fingerprint);
            }
            let mut seen = Vec::with_capacity(facts.len());
            facts.retain(|fact| {
                let new = !seen.contains(fact);
                seen.push(fact.clone());
                new
            });
        }
    }

    /// Returns every fact with its document and id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Fact)> {
        self.records.iter().flat_map(|(document, book)| {
            book.iter().flat_map(move |(id, facts)| {
                let facts = facts.iter();
                facts.map(move |fact| (document.as_str(), id.as_str(), fact))
            })
        })
    }
}

fn add_to(book: &mut Book, id: &str, fact: Fact) {
    match book.get_mut(id) {
        Some(facts) if facts.contains(&fact) => {}
        Some(facts) => facts.push(fact),
        None => drop(book.insert(id.to_owned(), vec![fact])),
    }
}

#[cfg(test)]
mod tests;
