//! The facts about a target's texts: known ones, and those that people's edits make.

use super::{At, Place, Run};
use crate::catalog::{DocumentUnits, Fact, Key, Reads, marks, reads, spoilt};
use crate::ftl::{Chunk, Names, fingerprint, is_broken};
use rayon::prelude::*;

/// A fact, whether it is one for the moment alone, and the values of the source that
/// its text does not refer to.
type Derived = (Fact, bool, Reads);

impl Run<'_> {
    /// Finds or makes the fact of each translation.
    pub(super) fn derive_facts(&mut self) {
        let have: Vec<(At, Place)> = self.have.iter().map(|(at, place)| (at, *place)).collect();
        let facts: Vec<(At, Option<Derived>)> = have
            .into_par_iter()
            .map(|(at, place)| (at, self.fact(at, &place)))
            .collect();
        for (at, fact) in facts {
            let Some((fact, broken, unsaid)) = fact else {
                continue;
            };
            let place = self.have.get(&at);
            let recorded = place.is_some_and(|place| self.is_recorded(at, place, &fact));
            self.catalog.unrecorded += usize::from(!recorded && !broken);
            self.fact_of.insert(at, fact);
            if !unsaid.is_empty() {
                self.unsaid.insert(at, unsaid);
            }
            if broken {
                self.broken.insert(at);
            }
        }
        for (place, at) in self.doubles.clone() {
            let own = self.fact_of.get(&at).map(|fact| &fact.fingerprint);
            // Of a text that stands there twice there is one fact.
            if let Some((fact, false, _)) = self.fact(at, &place)
                && own != Some(&fact.fingerprint)
            {
                self.fact_of_double.insert(place, fact);
            }
        }
    }

    /// Keeps what was known about texts that a unit had: one may come back, by
    /// hand or from a branch, and is then as old as it was.
    pub(super) fn remember(&mut self) {
        let side = self.side;
        let known: Vec<Vec<(String, Fact)>> = side
            .documents
            .par_iter()
            .enumerate()
            .map(|(d, document)| {
                if self.is_held(d) {
                    Vec::new()
                } else {
                    self.known_before(d, document)
                }
            })
            .collect();
        for (document, known) in side.documents.iter().zip(known) {
            self.facts.add_all(&document.path, known);
        }
    }

    /// Returns what was known about texts that the units of a document had.
    fn known_before(&self, d: usize, document: &DocumentUnits) -> Vec<(String, Fact)> {
        let mut known = Vec::new();
        for (u, unit) in document.units.iter().enumerate() {
            let now = self.fact_of.get(&(d, u));
            let now = now.filter(|_| !self.broken.contains(&(d, u)));
            let (path, id) = match &unit.origin {
                Some((path, id)) => (path, id),
                None => (&document.path, &unit.id),
            };
            // A person may have given the resource its new name already.
            let facts = match self.before.of(path, id) {
                [] => self.before.of(&document.path, &unit.id),
                facts => facts,
            };
            for fact in facts {
                if now.is_none_or(|now| now.fingerprint != fact.fingerprint) {
                    known.push((unit.id.clone(), fact.clone()));
                }
            }
        }
        known
    }

    /// Returns the fact about an entry of a unit, as [`Run::fact_about`] does.
    /// With it come the values of the source that the entry does not refer to.
    fn fact(&self, at: At, place: &Place) -> Option<Derived> {
        let unit = self.unit(at);
        let (document, chunk) = (self.document(place), self.chunk(place));
        let pattern = self.pattern(place)?;
        let said = self.said(at, document, pattern);
        let unsaid = self.shown(at, &unit.pattern, said.as_ref());
        let present = (unit.pattern.as_str(), &unsaid);
        let seen = (unit.origin.as_ref(), unit.seen.as_deref());
        let (mut fact, broken) = self.fact_about(document, (chunk, pattern), seen, present);
        let is_new = !self.is_recorded(at, place, &fact);
        match (is_new, &said, self.side.seen_values(at)) {
            // Its author saw what stood there at the last extraction.
            (true, Some(said), Some(seen)) if !spoilt("late-values") => {
                fact.record(&reads::unsaid(seen, said));
            }
            // Or nobody knows which values.
            (true, _, None) if !unsaid.is_empty() => fact.draft = Some(String::new()),
            _ => {}
        }
        if is_new && spoilt("seen-now") {
            fact.source.clone_from(&unit.pattern);
        }
        fact.record(&self.shown(at, &fact.source, said.as_ref()));
        Some((fact, broken, unsaid))
    }

    /// Returns whether something was known about a text that stands at this place.
    fn is_recorded(&self, at: At, place: &Place, fact: &Fact) -> bool {
        let here = self.before.of(self.document(place), &self.chunk(place).id);
        let home = self.unit(at).origin.as_ref();
        let there = home.map_or(&[][..], |(path, id)| self.before.of(path, id));
        let mut known = here.iter().chain(there);
        known.any(|one| one.fingerprint == fact.fingerprint)
    }

    /// Returns those of these values that some edition takes from the source.
    pub(super) fn counted(&self, at: At) -> Reads {
        let all = self.unsaid(at).iter();
        let counted = all.filter(|(name, _)| !self.files.given.contains(*name));
        counted
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Returns the values of the source that a unit's translation does not refer to.
    pub(super) fn unsaid(&self, at: At) -> &Reads {
        self.unsaid.get(&at).unwrap_or(&self.nothing)
    }

    /// Notes which values of the source a text that comes to a unit does not refer
    /// to, and records them with its fact.
    pub(super) fn note_unsaid(&mut self, at: At, pattern: &str, fact: &mut Fact) {
        let document = &self.side.documents[at.0].path;
        let said = self.said(at, document, pattern);
        let unsaid = self.shown(at, &self.unit(at).pattern, said.as_ref());
        fact.record(&self.shown(at, &fact.source, said.as_ref()));
        if !unsaid.is_empty() {
            self.unsaid.insert(at, unsaid);
        }
    }

    /// Returns what a text in a document's resource refers to, which is to be a unit's.
    fn said(&self, at: At, document: &str, pattern: &str) -> Option<Names> {
        let fluent = self.side.inputs[at.0].fluent;
        fluent.then(|| self.referable.said(document, pattern))?
    }

    /// Returns what a source text of a unit shows by name now, but for what is said.
    fn shown(&self, at: At, source: &str, said: Option<&Names>) -> Reads {
        let shown = |said| self.side.values.of(at.0, source, said);
        said.map(shown).unwrap_or_default()
    }

    /// Returns the fact about an entry of a document's resource whose source
    /// text was `seen` at the last extraction, in the message at `home`, and is now
    /// `present`: what is known about the entry, or about that message, since a person
    /// may have given a resource its document's new name already; and
    /// whether it is one for the moment alone: what is no Fluent is nobody's
    /// translation, so that no fact about it is kept, and what was known
    /// before stays known.
    pub(super) fn fact_about(
        &self,
        document: &str,
        (chunk, pattern): (&Chunk, &str),
        (home, seen): (Option<&Key>, Option<&str>),
        present: (&str, &Reads),
    ) -> (Fact, bool) {
        let print = fingerprint(pattern);
        let known = |(path, id): (&str, &str)| self.before.find(path, id, &print, present);
        let home = home.map(|(path, id)| (path.as_str(), id.as_str()));
        if let Some(known) = known((document, &chunk.id)).or_else(|| home.and_then(known)) {
            return (known.clone(), false);
        }
        let broken = is_broken(pattern) || marks::is_in_conflict(pattern);
        let here = self.before.of(document, &chunk.id);
        let there = home.map_or(&[][..], |(path, id)| self.before.of(path, id));
        let known = if here.is_empty() { there } else { here };
        let fact = self.new_fact(document, (chunk, known), seen, print, broken);
        (fact, broken)
    }

    /// Makes the fact of a text that a person wrote: from the source text that
    /// they could see. It is a draft where facts may have been lost, and where the
    /// text is `broken`: then it may be of the time of the line `# WAS:`.
    ///
    /// Where that line was left over a text that is not known, it stays stale: a
    /// translator may have seen the new source text, or git may have put together
    /// their edit of the old one and the author's, which leaves the very same lines.
    fn new_fact(
        &self,
        document: &str,
        (chunk, known): (&Chunk, &[Fact]),
        seen: Option<&str>,
        print: String,
        broken: bool,
    ) -> Fact {
        let shown = marks::read(&chunk.comment, &self.language).filter(|_| self.files.comments);
        let was = marks::read(&chunk.comment, "WAS");
        let of_was = known_as(was.as_deref(), known);
        // Whoever wrote that line wrote a fact about that text, too.
        let torn = was.is_some() && of_was.is_none();
        let lost = !self.before.is_known()
            || self.before.is_damaged()
            || torn
            || seen.is_none()
            // What stood elsewhere was not what its author saw.
            || (shown.is_none() && self.side.known(document, &chunk.id) != seen);
        let draft = (lost || broken).then(String::new);
        // Without comments of ours the line is one of another time, unless nothing came since.
        let told = self.files.comments || of_was.is_some_and(|fact| known.first() == Some(fact));
        let left = of_was.filter(|_| draft.is_none() && told && !spoilt("left-was"));
        // Where its author saw nothing, it was made from nothing.
        let source = left
            .map(|fact| fact.source.clone())
            .or(was.filter(|_| draft.is_some()))
            .or(shown)
            .or_else(|| seen.map(str::to_owned));
        let mut fact = Fact {
            draft,
            ..Fact::new(print, source.unwrap_or_default())
        };
        let changed = marks::changed(&chunk.comment);
        if fact.draft.is_none() && (left.is_some() || !changed.is_empty()) {
            fact.unsettle();
            // The values of that time, as the line over it tells that they have changed.
            let of_then = |name: &String| known.iter().find(|one| one.reads.contains_key(name));
            for (name, was) in changed {
                let value = of_then(&name).map(|one| one.reads[&name].clone());
                fact.reads.insert(name, value.unwrap_or(was));
            }
        }
        fact
    }
}

/// Returns the fact about a text that was made from what a line `# WAS:` shows.
fn known_as<'f>(was: Option<&str>, known: &'f [Fact]) -> Option<&'f Fact> {
    let was = was?;
    let mut known = known.iter();
    known.find(|fact| marks::shown(&fact.source).as_deref() == Some(was))
}
