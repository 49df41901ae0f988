//! The target side: a locale's translations, their states, and its files.

mod facts;
mod held;
mod regroup;
mod write;

use super::attic::{Attic, Returned};
use super::grid::Grid;
use super::reads::{Referable, told};
use super::source::{Home, Side};
use super::{
    ATTIC_FILE, Fact, Facts, Held, Key, LocaleCatalog, LocaleFiles, Reads, Resources, STATE_FILE,
    State, Surplus, Translation, Unit, drop_aside, layout, marks, spoilt,
};
use crate::ftl::{Chunk, File, Kind, fingerprint, write_message};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A unit, by document and place.
type At = (usize, usize);
/// A chunk, by resource and place.
type Place = (usize, usize);

/// What a locale has and what its files become.
pub(super) struct Outcome {
    pub(super) catalog: LocaleCatalog,
    pub(super) files: BTreeMap<String, Option<String>>,
}

impl Outcome {
    /// Says that nothing is known of a locale, and leaves its files as they are.
    fn closed(locale: &str) -> Self {
        let mut held = Held::default();
        held.add("");
        Self {
            catalog: LocaleCatalog {
                locale: locale.to_owned(),
                closed: true,
                held,
                ..LocaleCatalog::default()
            },
            files: BTreeMap::new(),
        }
    }
}

/// What happens to a chunk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Unit(At),
    Attic,
    Remove,
}

/// The fates of a resource's entries that are no unit's, and those of them that
/// are surplus.
type Rest = (Vec<(Place, Fate)>, Vec<Surplus>);

struct Run<'a> {
    files: &'a LocaleFiles,
    side: &'a Side<'a>,
    /// What nothing is known of, and nothing is written of.
    held: Held,
    language: String,
    before: Facts,
    /// The resources that a person renamed, so that `before` went with them.
    followed: BTreeSet<String>,
    facts: Facts,
    resources: Resources,
    /// For each resource what its chunks say, as patterns.
    patterns: Vec<Vec<Option<String>>>,
    fates: Grid<Fate>,
    have: Grid<Place>,
    stubs: Grid<Place>,
    /// Entries whose id another entry has already.
    doubles: BTreeMap<Place, At>,
    returned: BTreeMap<At, Returned>,
    /// Translations that are made of others.
    made: BTreeMap<At, String>,
    fact_of: Grid<Fact>,
    referable: Referable<'a>,
    /// The values that a unit's source text shows by name now, and its translation
    /// does not refer to; only where there are such.
    unsaid: BTreeMap<At, Reads>,
    /// What a translation reads where it reads nothing.
    nothing: Reads,
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
    mut resources: Resources,
    side: &Side<'_>,
    source: &LocaleFiles,
) -> Outcome {
    let mut before = files
        .files
        .get(STATE_FILE)
        .map_or_else(Facts::default, |text| Facts::parse(text));
    if before.is_newer() {
        return Outcome::closed(&files.locale);
    }
    let own = files.held.with_documents_of(&source.held);
    let names: Vec<&str> = resources
        .iter()
        .map(|(document, _)| document.as_str())
        .collect();
    let followed = before.follow(&names, |row| resources.ids(row), &own);
    let held = held::of(files, &source.held, side, &resources, &before);
    let readable = |(document, _): &(String, File)| !held.holds_document(document);
    resources.files.retain(readable);
    let language = marks::source_mark(&source.locale);
    let mut attic = Attic::new(files.files.get(ATTIC_FILE), &before, &language);
    let mut run = Run {
        files,
        side,
        held,
        language,
        before,
        followed,
        facts: Facts::new(),
        patterns: patterns(&resources),
        resources,
        fates: Grid::default(),
        have: Grid::default(),
        stubs: Grid::default(),
        doubles: BTreeMap::new(),
        returned: BTreeMap::new(),
        made: BTreeMap::new(),
        fact_of: Grid::default(),
        referable: Referable::new(files),
        unsaid: BTreeMap::new(),
        nothing: Reads::new(),
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
    let (translations, texts) = rayon::join(|| run.describe(), || run.texts());
    run.catalog.translations = translations;
    let made = run.write(texts);
    run.remember();
    run.finish(attic, made)
}

impl Run<'_> {
    fn unit(&self, at: At) -> &Unit {
        &self.side.documents[at.0].units[at.1]
    }

    fn chunk(&self, place: &Place) -> &Chunk {
        &self.resources.files[place.0].1.chunks[place.1]
    }

    /// Returns what a chunk says, as [`Chunk::pattern`] does.
    fn pattern(&self, place: &Place) -> Option<&String> {
        self.patterns[place.0][place.1].as_ref()
    }

    /// Returns the document of a resource.
    fn document(&self, place: &Place) -> &String {
        &self.resources.files[place.0].0
    }

    fn key(&self, place: &Place) -> Key {
        (self.document(place).clone(), self.chunk(place).id.clone())
    }

    fn owed(&self, unit: &Unit) -> bool {
        match (&self.files.audiences, &unit.audiences) {
            (None, _) | (_, None) => !matches!(&self.files.audiences, Some(a) if a.is_empty()),
            (Some(ours), Some(its)) => its.iter().any(|one| ours.contains(one)),
        }
    }

    /// Finds the units that the message at this place may be. It is none of
    /// those that have only a part of its text, or more than it.
    fn candidates(&self, home: Option<&Home<'_>>, place: &Place, found: &mut Vec<At>) {
        found.clear();
        let id = self.chunk(place).id.as_str();
        if let Some(home) = home {
            home.add_units(id, found);
        }
        if !found.is_empty() {
            found.retain(|at| !self.side.regrouped.contains_key(at));
        } else if home.is_none_or(|home| home.text(id).is_none()) {
            found.extend(self.side.by_key.get(&self.key(place)));
        }
    }

    /// Finds the entry of each unit; entries before filled stubs.
    fn assign(&mut self) {
        let side = self.side;
        let (mut strays, mut candidates) = (Vec::new(), Vec::new());
        for kind in [Kind::Message, Kind::Stub] {
            for row in 0..self.resources.files.len() {
                let home = side.home(&self.resources.files[row].0);
                for at in 0..self.patterns[row].len() {
                    let place = (row, at);
                    if self.chunk(&place).kind != kind {
                        continue;
                    }
                    self.candidates(home, &place, &mut candidates);
                    let awaited = candidates.iter().copied().find(|at| self.is_held(at.0));
                    candidates.retain(|at| !self.is_held(at.0));
                    if let Some(at) = awaited.filter(|_| candidates.is_empty()) {
                        // It waits in the attic, with its fact, until its new place can be read.
                        let fate = if self.is_stub(&place) {
                            Fate::Remove
                        } else {
                            Fate::Attic
                        };
                        self.fates.insert(place, fate);
                        self.doubles.insert(place, at);
                    } else if candidates.is_empty() {
                        strays.push((kind, place));
                    } else if !self.is_stub(&place) {
                        let meant = self.meant(&candidates, &place);
                        self.give(meant, kind, place);
                    } else if let Some(at) = candidates
                        .iter()
                        .find(|at| !self.have.contains_key(at) && !self.stubs.contains_key(at))
                    {
                        self.stubs.insert(*at, place);
                    } else {
                        self.fates.insert(place, Fate::Remove);
                    }
                }
            }
        }
        self.adopt(strays);
        let stubs: Vec<(At, Place)> = self.stubs.iter().map(|(at, place)| (at, *place)).collect();
        for (at, place) in stubs {
            if self.have.contains_key(&at) {
                self.stubs.remove(&at);
                self.fates.insert(place, Fate::Remove);
            } else {
                self.fates.insert(place, Fate::Unit(at));
            }
        }
    }

    /// Returns whether nothing was written yet at an entry's place.
    fn is_stub(&self, place: &Place) -> bool {
        let chunk = self.chunk(place);
        self.pattern(place).is_none()
            && (chunk.kind == Kind::Stub || chunk.body.trim_end().ends_with('='))
    }

    /// Gives an entry to the unit that it was made for, unless that has one.
    fn give(&mut self, at: At, kind: Kind, place: Place) {
        if !self.have.contains_key(&at) {
            self.fates.insert(place, Fate::Unit(at));
            self.have.insert(at, place);
            return;
        }
        let key = self.key(&place);
        if kind == Kind::Message {
            let span = self.chunk(&place).span();
            self.catalog.duplicates.push(surplus(&key, span));
        }
        // Where the message leaves, what stands there twice is left.
        let fate = if self.stays(at, &key) {
            Fate::Keep
        } else {
            Fate::Attic
        };
        self.fates.insert(place, fate);
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
            if self.is_held(d) {
                continue;
            }
            for (u, unit) in document.units.iter().enumerate() {
                // A resource goes where its document goes.
                for path in document.renamed_from.iter().chain([&document.path]) {
                    own.insert((path.as_str(), unit.id.as_str()), (d, u));
                }
            }
        }
        for (kind, place) in strays {
            let (document, id) = (self.document(&place), &self.chunk(&place).id);
            let recorded =
                !self.followed.contains(document) && !self.before.of(document, id).is_empty();
            let known = side.known(document, id).is_some() || recorded;
            let at = own.get(&(document.as_str(), id.as_str())).copied();
            if let Some(at) = at.filter(|_| !known && self.pattern(&place).is_some()) {
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
    fn meant(&self, candidates: &[At], place: &Place) -> At {
        if let [only] = candidates {
            return *only;
        }
        let chunk = self.chunk(place);
        let pattern = self.pattern(place);
        let print = pattern.map(|p| fingerprint(p)).unwrap_or_default();
        let facts = self.before.of(self.document(place), &chunk.id);
        let fact = facts.iter().find(|fact| fact.fingerprint == print);
        let source = fact
            .map(|fact| fact.source.clone())
            .or_else(|| marks::read(&chunk.comment, &self.language));
        let fits = |at: &&At| {
            let unit = self.unit(**at);
            source.is_some() && (source == unit.seen || source.as_ref() == Some(&unit.pattern))
        };
        let free = |at: &&At| !self.have.contains_key(at);
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
        let settled: Vec<Rest> = (0..self.resources.files.len())
            .into_par_iter()
            .map(|row| self.rest_of(row))
            .collect();
        for (fates, surplus) in settled {
            for (place, fate) in fates {
                self.fates.insert(place, fate);
            }
            self.catalog.surplus.extend(surplus);
        }
    }

    /// Returns the fates of those entries of a resource, and which of them are
    /// surplus.
    fn rest_of(&self, row: usize) -> Rest {
        let (document, file) = &self.resources.files[row];
        let (mut fates, mut extra) = (Vec::new(), Vec::new());
        let mut referred = None;
        for (at, chunk) in file.chunks.iter().enumerate() {
            let place = (row, at);
            let entry = matches!(chunk.kind, Kind::Message | Kind::Stub);
            if !entry || self.fates.contains_key(&place) {
                continue;
            }
            let was_segment = self.side.known(document, &chunk.id).is_some()
                || !self.before.of(document, &chunk.id).is_empty();
            let referred = referred.get_or_insert_with(|| layout::references(&file.chunks));
            let needed = referred.contains(&chunk.id);
            let empty = self.pattern(&place).is_none();
            let ours = marks::read(&chunk.comment, &self.language).is_some();
            let fate = match chunk.kind {
                Kind::Stub if empty && (was_segment || ours) => Fate::Remove,
                Kind::Message if was_segment && self.is_stub(&place) => Fate::Remove,
                _ if was_segment && !needed && !empty => Fate::Attic,
                _ => Fate::Keep,
            };
            if chunk.kind == Kind::Message && !needed && fate != Fate::Remove {
                extra.push(surplus(&self.key(&place), chunk.span()));
            }
            fates.push((place, fate));
        }
        (fates, extra)
    }

    /// Puts into the attic what goes there.
    fn send_away(&self, attic: &mut Attic) {
        let leaves = |fate: Fate| fate == Fate::Attic && !spoilt("no-attic");
        for (place, _) in self.fates.iter().filter(|(_, fate)| leaves(**fate)) {
            let chunk = self.chunk(&place);
            let key = self.key(&place);
            let source = marks::read(&chunk.comment, &self.language);
            let source = source.or_else(|| self.side.known(&key.0, &key.1).map(str::to_owned));
            let mut facts = self.before.of(&key.0, &key.1).to_vec();
            facts.extend(self.fact_of_double.get(&place).cloned());
            attic.put(chunk.clone(), &key, &facts, &source.unwrap_or_default());
        }
    }

    /// Fetches from the attic what units have come back.
    fn give_back(&mut self, attic: &mut Attic) {
        for (d, document) in self.side.documents.iter().enumerate() {
            if self.is_held(d) {
                continue;
            }
            for (u, unit) in document.units.iter().enumerate() {
                if self.have.contains_key(&(d, u)) {
                    continue;
                }
                let key = (document.path.clone(), unit.id.clone());
                if let Some(returned) = attic.take(&unit.pattern, &key) {
                    let pattern = returned.chunk.pattern().unwrap_or_default();
                    let mut fact = returned.fact.clone();
                    self.note_unsaid((d, u), &pattern, &mut fact);
                    self.fact_of.insert((d, u), fact);
                    self.returned.insert((d, u), returned);
                }
            }
        }
    }

    /// Derives the states.
    fn describe(&self) -> BTreeMap<Key, Translation> {
        let side = self.side;
        let described: Vec<Vec<(Key, Translation)>> = side
            .documents
            .par_iter()
            .enumerate()
            .filter(|(d, _)| !self.is_held(*d))
            .map(|(d, document)| {
                let units = document.units.iter().enumerate();
                let describe = |(u, unit)| self.described((d, u), &document.path, unit);
                let mut list: Vec<_> = units.filter_map(describe).collect();
                list.sort_unstable_by(|left, right| left.0.1.cmp(&right.0.1));
                list
            })
            .collect();
        described.into_iter().flatten().collect()
    }

    /// Says what there is for a unit of a document; `None` where nothing is,
    /// and nothing is owed.
    fn described(&self, at: At, path: &str, unit: &Unit) -> Option<(Key, Translation)> {
        let owed = self.owed(unit) && !self.files.overlay;
        let fact = self.fact_of.get(&at);
        if fact.is_none() && !owed {
            return None;
        }
        let resource = |document: &str| (document.to_owned(), format!("{document}.ftl"));
        let (mut own, mut chunk) = (None, None);
        let (document, file) = if let Some(returned) = self.returned.get(&at) {
            let (from, place) = match &returned.moved {
                Some((document, moved)) => (moved, resource(document)),
                None => (
                    &returned.chunk,
                    (ATTIC_FILE.to_owned(), ATTIC_FILE.to_owned()),
                ),
            };
            (own, chunk) = (from.pattern(), Some(from));
            place
        } else if let Some(place) = self.have.get(&at).or_else(|| self.stubs.get(&at)) {
            chunk = Some(self.chunk(place));
            own = self.pattern(place).cloned();
            resource(self.document(place))
        } else {
            resource(path)
        };
        let now = self.counted(at);
        let changed = fact.into_iter().flat_map(|fact| fact.changed(&now));
        let translation = Translation {
            state: fact.map_or(State::Missing, |fact| state(fact, unit, &now)),
            owed,
            pattern: self.made.get(&at).cloned().or(own),
            span: chunk.map(Chunk::span),
            value_span: chunk.map(Chunk::value_span),
            was: fact
                .filter(|fact| fact.source != unit.pattern && !fact.source.is_empty())
                .map(|fact| fact.source.clone()),
            changed: changed.map(|one| told(&one)).collect(),
            unsettled: fact.is_some_and(Fact::is_unsettled),
            unsaid: self.unsaid(at).clone(),
            draft: fact.and_then(|fact| fact.draft.clone()),
            key: (document, chunk.map_or(&unit.id, |chunk| &chunk.id).clone()),
            path: file,
        };
        Some(((path.to_owned(), unit.id.clone()), translation))
    }

    fn finish(mut self, attic: Attic, mut made: BTreeMap<String, Option<String>>) -> Outcome {
        made.insert(ATTIC_FILE.to_owned(), attic.finish(&mut self.facts));
        self.facts.keep_held(&self.before, &self.held);
        // Written even if empty: a new locale is not one that lost its facts.
        let used = !self.files.overlay || !self.files.files.is_empty();
        if used {
            let state = self.facts.over(self.files.files.get(STATE_FILE));
            made.insert(STATE_FILE.to_owned(), Some(state));
        }
        self.catalog.facts = self.facts;
        self.catalog.held = self.held;
        drop_aside((self.resources, self.patterns, self.fact_of, self.before));
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

/// Derives how a translation stands from its fact and the values `now` of what it
/// does not refer to.
fn state(fact: &Fact, unit: &Unit, now: &Reads) -> State {
    let same = fact.source == unit.pattern && !fact.is_unsettled();
    let changed = fact.changed(now).next().is_some() && !spoilt("values-now");
    if fact.draft.is_some() {
        State::Draft
    } else if same && !changed {
        State::Translated
    } else {
        State::Stale
    }
}

/// Returns what the chunks of each resource say.
fn patterns(resources: &Resources) -> Vec<Vec<Option<String>>> {
    let files = resources.files.par_iter();
    files
        .map(|(_, file)| file.chunks.iter().map(Chunk::pattern).collect())
        .collect()
}

/// Writes an entry for [`super::fill`].
pub(super) fn entry(id: &str, pattern: &str, eol: &str) -> String {
    write_message(id, pattern, eol)
}
