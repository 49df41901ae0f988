//! The target side: a locale's translations, their states, and its files.

mod regroup;
mod write;

use super::attic::{Attic, Returned};
use super::source::Side;
use super::{
    ATTIC_FILE, Fact, Facts, Key, LocaleCatalog, LocaleFiles, Resources, STATE_FILE, State,
    Surplus, Translation, Unit, document_of, layout, marks,
};
use crate::ftl::{Chunk, Kind, fingerprint, is_broken, write_message};
use std::collections::{BTreeMap, BTreeSet};

/// A unit, by document and place.
type At = (usize, usize);
/// A chunk, by document and place.
type Place = (String, usize);

/// What a locale has and what its files become.
pub(super) struct Outcome {
    pub(super) catalog: LocaleCatalog,
    pub(super) files: BTreeMap<String, Option<String>>,
}

/// What happens to a chunk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Unit(At),
    Attic,
    Remove,
}

struct Run<'a> {
    files: &'a LocaleFiles,
    side: &'a Side<'a>,
    language: String,
    before: Facts,
    facts: Facts,
    resources: Resources,
    fates: BTreeMap<Place, Fate>,
    have: BTreeMap<At, Place>,
    stubs: BTreeMap<At, Place>,
    /// Entries whose id another entry has already.
    doubles: BTreeMap<Place, At>,
    returned: BTreeMap<At, Returned>,
    /// Translations that are made of others.
    made: BTreeMap<At, String>,
    fact_of: BTreeMap<At, Fact>,
    /// The facts of entries whose id another entry has already.
    fact_of_double: BTreeMap<Place, Fact>,
    /// Units whose entry is no Fluent as it stands.
    broken: BTreeSet<At>,
    catalog: LocaleCatalog,
}

/// Says what the locale of `files` has for the units of `side`, and what its
/// files become.
pub(super) fn extract(
    files: &LocaleFiles,
    resources: Resources,
    side: &Side<'_>,
    source_locale: &str,
) -> Outcome {
    let before = files
        .files
        .get(STATE_FILE)
        .map_or_else(Facts::default, |text| Facts::parse(text));
    let language = marks::source_mark(source_locale);
    let mut attic = Attic::new(files.files.get(ATTIC_FILE), &before, &language);
    let mut run = Run {
        files,
        side,
        language,
        before,
        facts: Facts::new(),
        resources,
        fates: BTreeMap::new(),
        have: BTreeMap::new(),
        stubs: BTreeMap::new(),
        doubles: BTreeMap::new(),
        returned: BTreeMap::new(),
        made: BTreeMap::new(),
        fact_of: BTreeMap::new(),
        fact_of_double: BTreeMap::new(),
        broken: BTreeSet::new(),
        catalog: LocaleCatalog {
            locale: files.locale.clone(),
            ..LocaleCatalog::default()
        },
    };
    run.assign();
    run.settle_rest();
    run.derive_facts();
    run.send_away(&mut attic);
    run.give_back(&mut attic);
    run.regroup();
    run.describe();
    let made = run.write();
    run.remember();
    run.finish(attic, made)
}

impl Run<'_> {
    fn unit(&self, at: At) -> &Unit {
        &self.side.documents[at.0].units[at.1]
    }

    fn chunk(&self, place: &Place) -> &Chunk {
        &self.resources[&place.0].chunks[place.1]
    }

    fn owed(&self, unit: &Unit) -> bool {
        match (&self.files.audiences, &unit.audiences) {
            (None, _) | (_, None) => !matches!(&self.files.audiences, Some(a) if a.is_empty()),
            (Some(ours), Some(its)) => its.iter().any(|one| ours.contains(one)),
        }
    }

    /// Returns the units that the message of this key may be. It is none of
    /// those that have only a part of its text, or more than it.
    fn candidates(&self, key: &Key) -> Vec<At> {
        let whole = |list: &Vec<At>| -> Vec<At> {
            let whole = list
                .iter()
                .filter(|at| !self.side.regrouped.contains_key(at));
            whole.copied().collect()
        };
        self.side.by_origin.get(key).map(whole).unwrap_or_else(|| {
            let fresh = self.side.by_key.get(key);
            fresh
                .filter(|_| !self.side.known.contains_key(key))
                .copied()
                .into_iter()
                .collect()
        })
    }

    /// Finds the entry of each unit; entries before filled stubs.
    fn assign(&mut self) {
        let mut places: Vec<(Kind, Place)> = Vec::new();
        for (document, file) in &self.resources {
            for (at, chunk) in file.chunks.iter().enumerate() {
                if matches!(chunk.kind, Kind::Message | Kind::Stub) {
                    places.push((chunk.kind, (document.clone(), at)));
                }
            }
        }
        places.sort_by_key(|(kind, _)| *kind == Kind::Stub);
        let mut strays = Vec::new();
        for (kind, place) in places {
            let chunk = self.chunk(&place);
            let key = (place.0.clone(), chunk.id.clone());
            let candidates = self.candidates(&key);
            if candidates.is_empty() {
                strays.push((kind, place));
                continue;
            }
            let empty = chunk.pattern().is_none();
            let bare = empty && chunk.body.trim_end().ends_with('=');
            if empty && (kind == Kind::Stub || bare) {
                let free = candidates
                    .iter()
                    .find(|at| !self.have.contains_key(at) && !self.stubs.contains_key(at));
                if let Some(at) = free {
                    self.stubs.insert(*at, place);
                } else {
                    self.fates.insert(place, Fate::Remove);
                }
                continue;
            }
            let meant = self.meant(&candidates, chunk, &key);
            self.give(meant, kind, place);
        }
        self.adopt(strays);
        let (have, fates) = (&self.have, &mut self.fates);
        self.stubs.retain(|at, place| {
            let needed = !have.contains_key(at);
            let fate = if needed {
                Fate::Unit(*at)
            } else {
                Fate::Remove
            };
            fates.insert(place.clone(), fate);
            needed
        });
    }

    /// Gives an entry to the unit that it was made for, unless that has one.
    fn give(&mut self, at: At, kind: Kind, place: Place) {
        if !self.have.contains_key(&at) {
            self.fates.insert(place.clone(), Fate::Unit(at));
            self.have.insert(at, place);
            return;
        }
        let chunk = self.chunk(&place);
        let key = (place.0.clone(), chunk.id.clone());
        if kind == Kind::Message {
            let span = chunk.span();
            self.catalog.duplicates.push(surplus(&key, span));
        }
        // Where the message leaves, what stands there twice is left.
        let fate = if self.stays(at, &key) {
            Fate::Keep
        } else {
            Fate::Attic
        };
        self.fates.insert(place.clone(), fate);
        self.doubles.insert(place, at);
    }

    /// Gives the entries that were no message's to the units that come to
    /// stand in their place, under their ids: a branch may bring back a
    /// resource whose document had left and comes back, too.
    fn adopt(&mut self, strays: Vec<(Kind, Place)>) {
        if strays.is_empty() {
            return;
        }
        let side = self.side;
        let mut own: BTreeMap<(&str, &str), At> = BTreeMap::new();
        for (d, document) in side.documents.iter().enumerate() {
            for (u, unit) in document.units.iter().enumerate() {
                if side.regrouped.contains_key(&(d, u)) {
                    continue;
                }
                // A resource goes where its document goes.
                for path in document.renamed_from.iter().chain([&document.path]) {
                    own.insert((path.as_str(), unit.id.as_str()), (d, u));
                }
            }
        }
        for (kind, place) in strays {
            let chunk = self.chunk(&place);
            let key = (place.0.clone(), chunk.id.clone());
            let known = side.known.contains_key(&key) || !self.before.of(&key.0, &key.1).is_empty();
            let at = own.get(&(key.0.as_str(), key.1.as_str())).copied();
            if let Some(at) = at.filter(|_| !known && chunk.pattern().is_some()) {
                self.give(at, kind, place);
            }
        }
    }

    /// Returns whether a unit's message stays in its resource under its id.
    fn stays(&self, at: At, key: &Key) -> bool {
        let document = &self.side.documents[at.0];
        let home = document.renamed_from.as_ref().unwrap_or(&document.path);
        (home == &key.0 || document.path == key.0) && document.units[at.1].id == key.1
    }

    /// Of the units that share an id, returns the one that an entry was made
    /// from, else the first that has none yet.
    fn meant(&self, candidates: &[At], chunk: &Chunk, key: &Key) -> At {
        if let [only] = candidates {
            return *only;
        }
        let print = chunk.pattern().map(|p| fingerprint(&p)).unwrap_or_default();
        let facts = self.before.of(&key.0, &key.1);
        let fact = facts.iter().find(|fact| fact.fingerprint == print);
        let source = fact
            .map(|fact| fact.source.clone())
            .or_else(|| marks::read(&chunk.comment, &self.language));
        let fits = |at: &&At| {
            let unit = self.unit(**at);
            source.is_some() && (source == unit.seen || source.as_ref() == Some(&unit.pattern))
        };
        let free = |at: &&At| !self.have.contains_key(*at);
        candidates
            .iter()
            .find(|at| fits(at) && free(at))
            .or_else(|| candidates.iter().find(fits))
            .or_else(|| candidates.iter().find(free))
            .copied()
            .unwrap_or(candidates[0])
    }

    /// Decides what becomes of entries that are no unit's: translations of
    /// segments that left go to the attic, all else stays.
    fn settle_rest(&mut self) {
        let mut fates = Vec::new();
        for (document, file) in &self.resources {
            let referred = layout::references(&file.chunks);
            for (at, chunk) in file.chunks.iter().enumerate() {
                let place = (document.clone(), at);
                let entry = matches!(chunk.kind, Kind::Message | Kind::Stub);
                if !entry || self.fates.contains_key(&place) {
                    continue;
                }
                let key = (document.clone(), chunk.id.clone());
                let was_segment = self.side.known.contains_key(&key)
                    || !self.before.of(&key.0, &key.1).is_empty();
                let needed = referred.contains(&chunk.id);
                let empty = chunk.pattern().is_none();
                let ours = marks::read(&chunk.comment, &self.language).is_some();
                let fate = match chunk.kind {
                    Kind::Stub if empty && (was_segment || ours) => Fate::Remove,
                    Kind::Message
                        if was_segment && empty && chunk.body.trim_end().ends_with('=') =>
                    {
                        Fate::Remove
                    }
                    _ if was_segment && !needed && !empty => Fate::Attic,
                    _ => Fate::Keep,
                };
                if chunk.kind == Kind::Message && !needed && fate != Fate::Remove {
                    self.catalog.surplus.push(surplus(&key, chunk.span()));
                }
                fates.push((place, fate));
            }
        }
        self.fates.extend(fates);
    }

    /// Puts into the attic what goes there.
    fn send_away(&self, attic: &mut Attic) {
        for (place, _) in self.fates.iter().filter(|(_, fate)| **fate == Fate::Attic) {
            let chunk = self.chunk(place);
            let key = (place.0.clone(), chunk.id.clone());
            let source = marks::read(&chunk.comment, &self.language);
            let source = source.or_else(|| self.side.known.get(&key).cloned());
            let mut facts = self.before.of(&key.0, &key.1).to_vec();
            facts.extend(self.fact_of_double.get(place).cloned());
            attic.put(chunk.clone(), &key, &facts, &source.unwrap_or_default());
        }
    }

    /// Finds or makes the fact of each translation.
    fn derive_facts(&mut self) {
        let (have, doubles) = (self.have.clone(), self.doubles.clone());
        for (at, place) in have {
            let Some((fact, broken)) = self.fact(at, &place) else {
                continue;
            };
            self.fact_of.insert(at, fact);
            if broken {
                self.broken.insert(at);
            }
        }
        for (place, at) in doubles {
            if let Some((fact, false)) = self.fact(at, &place) {
                self.fact_of_double.insert(place, fact);
            }
        }
    }

    /// Keeps what was known about texts that a unit had: one may come back, by
    /// hand or from a branch, and is then as old as it was.
    fn remember(&mut self) {
        let side = self.side;
        for (d, document) in side.documents.iter().enumerate() {
            for (u, unit) in document.units.iter().enumerate() {
                let now = self.fact_of.get(&(d, u));
                let now = now.filter(|_| !self.broken.contains(&(d, u)));
                let key = (document.path.clone(), unit.id.clone());
                let (path, id) = unit.origin.as_ref().unwrap_or(&key);
                for fact in self.before.of(path, id) {
                    if now.is_none_or(|now| now.fingerprint != fact.fingerprint) {
                        self.facts.add(&document.path, &unit.id, fact.clone());
                    }
                }
            }
        }
    }

    /// Returns the fact about an entry of a unit, as [`Run::fact_about`] does.
    fn fact(&self, at: At, place: &Place) -> Option<(Fact, bool)> {
        let unit = self.unit(at);
        let chunk = self.chunk(place);
        self.fact_about(&place.0, chunk, unit.seen.as_ref(), &unit.pattern)
    }

    /// Returns the fact about an entry of a document's resource whose source
    /// text was `seen` at the last extraction and is now `present`; and
    /// whether it is one for the moment alone: what is no Fluent is nobody's
    /// translation, so that no fact about it is kept, and what was known
    /// before stays known.
    fn fact_about(
        &self,
        document: &str,
        chunk: &Chunk,
        seen: Option<&String>,
        present: &str,
    ) -> Option<(Fact, bool)> {
        let pattern = chunk.pattern()?;
        let print = fingerprint(&pattern);
        if let Some(known) = self.before.find(document, &chunk.id, &print, present) {
            return Some((known.clone(), false));
        }
        let mut fact = self.new_fact(document, chunk, seen, print);
        let broken = is_broken(&pattern);
        if broken {
            fact.draft = Some(String::new());
        }
        Some((fact, broken))
    }

    /// Makes the fact of a text that a person wrote: from the source text that
    /// they could see. It is a draft where facts may have been lost.
    fn new_fact(
        &self,
        document: &str,
        chunk: &Chunk,
        seen: Option<&String>,
        print: String,
    ) -> Fact {
        let shown = marks::read(&chunk.comment, &self.language).filter(|_| self.files.comments);
        let key = (document.to_owned(), chunk.id.clone());
        let known = self.before.of(&key.0, &key.1);
        let was = marks::read(&chunk.comment, "WAS");
        // Whoever wrote that line wrote a fact about that text, too.
        let torn = was.as_deref().is_some_and(|was| {
            let mut known = known.iter();
            !known.any(|fact| marks::shown(&fact.source).as_deref() == Some(was))
        });
        let lost = !self.before.is_known()
            || self.before.is_damaged()
            || torn
            || seen.is_none()
            // What stood elsewhere was not what its author saw.
            || (shown.is_none() && self.side.known.get(&key) != seen);
        // Where its author saw nothing, it was made from nothing.
        let source = was.filter(|_| lost).or(shown).or_else(|| seen.cloned());
        let source = source.unwrap_or_default();
        Fact {
            fingerprint: print,
            source,
            draft: lost.then(String::new),
        }
    }

    /// Fetches from the attic what units have come back.
    fn give_back(&mut self, attic: &mut Attic) {
        for (d, document) in self.side.documents.iter().enumerate() {
            for (u, unit) in document.units.iter().enumerate() {
                if self.have.contains_key(&(d, u)) {
                    continue;
                }
                let key = (document.path.clone(), unit.id.clone());
                if let Some(returned) = attic.take(&unit.pattern, &key) {
                    self.fact_of.insert((d, u), returned.fact.clone());
                    self.returned.insert((d, u), returned);
                }
            }
        }
    }

    /// Derives the states.
    fn describe(&mut self) {
        for (d, document) in self.side.documents.iter().enumerate() {
            for (u, unit) in document.units.iter().enumerate() {
                let owed = self.owed(unit) && !self.files.overlay;
                let at = (d, u);
                let (path, chunk) = if let Some(returned) = self.returned.get(&at) {
                    match &returned.moved {
                        Some((document, chunk)) => (format!("{document}.ftl"), Some(chunk)),
                        None => (ATTIC_FILE.to_owned(), Some(&returned.chunk)),
                    }
                } else if let Some(place) = self.have.get(&at).or_else(|| self.stubs.get(&at)) {
                    (format!("{}.ftl", place.0), Some(self.chunk(place)))
                } else {
                    (format!("{}.ftl", document.path), None)
                };
                let fact = self.fact_of.get(&at);
                if fact.is_none() && !owed {
                    continue;
                }
                let document_key = document_of(&path).unwrap_or(&path).to_owned();
                let id = chunk.map_or(&unit.id, |chunk| &chunk.id).clone();
                let translation = Translation {
                    state: fact.map_or(State::Missing, |fact| state(fact, unit)),
                    owed,
                    pattern: self.made.get(&at).cloned().or_else(|| chunk?.pattern()),
                    span: chunk.map(Chunk::span),
                    value_span: chunk.map(Chunk::value_span),
                    was: fact
                        .filter(|fact| fact.source != unit.pattern && !fact.source.is_empty())
                        .map(|fact| fact.source.clone()),
                    draft: fact.and_then(|fact| fact.draft.clone()),
                    key: (document_key, id),
                    path,
                };
                let key = (document.path.clone(), unit.id.clone());
                self.catalog.translations.insert(key, translation);
            }
        }
    }

    fn finish(mut self, attic: Attic, mut made: BTreeMap<String, Option<String>>) -> Outcome {
        made.insert(ATTIC_FILE.to_owned(), attic.finish(&mut self.facts));
        // Written even if empty: a new locale is not one that lost its facts.
        let used = !self.files.overlay || !self.files.files.is_empty();
        if used {
            made.insert(STATE_FILE.to_owned(), Some(self.facts.to_text()));
        }
        self.catalog.facts = self.facts;
        Outcome {
            catalog: self.catalog,
            files: made,
        }
    }
}

fn surplus(key: &Key, span: crate::text::Span) -> Surplus {
    Surplus {
        document: key.0.clone(),
        id: key.1.clone(),
        path: format!("{}.ftl", key.0),
        span,
    }
}

fn state(fact: &Fact, unit: &Unit) -> State {
    if fact.draft.is_some() {
        State::Draft
    } else if fact.source == unit.pattern {
        State::Translated
    } else {
        State::Stale
    }
}

/// Writes an entry for [`super::fill`].
pub(super) fn entry(id: &str, pattern: &str, eol: &str) -> String {
    write_message(id, pattern, eol)
}
