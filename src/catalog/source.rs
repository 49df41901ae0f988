//! The source side: segments become units, and source resources are written.

mod addresses;
mod origins;
mod regroup;
mod write;

pub(super) use write::write;

use super::{
    ATTIC_FILE, DocumentInput, DocumentUnits, Facts, Held, Key, LocaleFiles, Reads, Resources,
    STATE_FILE, Unit, document_of, hash, id, layout, marks, matching,
};
use crate::catalog::reads::Values;
use crate::ftl::fingerprint;
use crate::ftl::{Chunk, File, Kind};
use crate::segment::Address;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// A message of a source resource before this run.
struct Old {
    id: String,
    /// What stands there.
    seen: String,
    /// What `extract` put there, as far as is known: what segments are
    /// compared with.
    text: String,
    /// The hash of that text, addresses' numbers left out.
    hash: u64,
    /// Whether a person changed it since.
    edited: bool,
    addresses: Vec<Address>,
    chunk: usize,
}

/// A document's source resource before this run.
#[derive(Default)]
struct OldFile {
    file: File,
    entries: Vec<Old>,
    /// The entries sorted by id; of those with one id the first comes first.
    by_id: Vec<usize>,
}

impl OldFile {
    fn new(file: File, entries: Vec<Old>) -> Self {
        let mut by_id: Vec<usize> = (0..entries.len()).collect();
        by_id.sort_by(|a, b| entries[*a].id.cmp(&entries[*b].id));
        Self {
            file,
            entries,
            by_id,
        }
    }

    /// Returns the entries that have this id.
    fn with_id(&self, id: &str) -> &[usize] {
        let from = self
            .by_id
            .partition_point(|at| self.entries[*at].id.as_str() < id);
        let rest = &self.by_id[from..];
        let count = rest.iter().take_while(|at| self.entries[**at].id == id);
        &rest[..count.count()]
    }
}

type OldFiles = BTreeMap<String, OldFile>;

/// The source resources as the last extraction left them, read.
pub struct Previous {
    files: OldFiles,
    facts: Facts,
    /// Documents that nobody can tell anything of: they are not in `files`.
    held: Held,
}

impl Previous {
    /// Reads the resources and facts of the source locale.
    #[must_use]
    pub fn read(source: &LocaleFiles) -> Self {
        let mut facts = source
            .files
            .get(STATE_FILE)
            .map_or_else(Facts::new, |text| Facts::parse(text));
        let resources = source.files.iter();
        let resources: Vec<(&str, &String)> = resources
            .filter_map(|(path, text)| Some((document_of(path)?, text)))
            .collect();
        let names: Vec<&str> = resources.iter().map(|(document, _)| *document).collect();
        let ids = |at: usize| {
            let chunks = File::parse(resources[at].1).chunks.into_iter();
            chunks.map(|chunk| chunk.id).collect()
        };
        facts.follow(&names, ids, &source.held);
        Self {
            files: read_old(source, &facts),
            facts,
            held: source.held.clone(),
        }
    }

    /// Returns whether a newer version of the program wrote the source's facts.
    pub(super) const fn is_newer(&self) -> bool {
        self.facts.is_newer()
    }

    /// Returns the messages of each document, in their order.
    pub fn messages(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.files.iter().map(|(path, file)| {
            let texts = file.entries.iter().map(|entry| entry.text.as_str());
            (path.as_str(), texts.collect())
        })
    }
}

/// What the target side needs to know.
pub(super) struct Side<'a> {
    pub(super) inputs: &'a [DocumentInput],
    pub(super) documents: Vec<DocumentUnits>,
    /// The documents before this run, by their paths.
    homes: FxHashMap<&'a str, Home<'a>>,
    /// The units that are new, by their own key.
    pub(super) by_key: BTreeMap<Key, (usize, usize)>,
    /// The units whose text was divided otherwise before.
    pub(super) regrouped: BTreeMap<(usize, usize), Regrouped>,
    previous: &'a Previous,
    pub(super) values: Values<'a>,
    /// For each document which messages its segments were.
    origins: Vec<Origins<'a>>,
}

/// A document before this run.
pub(super) struct Home<'a> {
    old: &'a OldFile,
    /// The units, as (document, unit), by the entry that they were.
    units: Vec<(usize, (usize, usize))>,
}

impl<'a> Home<'a> {
    /// Returns the text of a message before this run.
    pub(super) fn text(&self, id: &str) -> Option<&'a str> {
        let at = *self.old.with_id(id).first()?;
        Some(self.old.entries[at].seen.as_str())
    }

    /// Adds the units whose message stood here under this id, in their order.
    pub(super) fn add_units(&self, id: &str, found: &mut Vec<(usize, usize)>) {
        for entry in self.old.with_id(id) {
            let from = self.units.partition_point(|(at, _)| at < entry);
            let own = self.units[from..].iter().take_while(|(at, _)| at == entry);
            found.extend(own.map(|(_, unit)| *unit));
        }
        found.sort_unstable();
    }
}

impl<'a> Side<'a> {
    /// Returns a document as it was before this run.
    pub(super) fn home(&self, document: &str) -> Option<&Home<'a>> {
        self.homes.get(document)
    }

    /// Returns the text that the last extraction gave a message, whatever a
    /// person made of it since.
    pub(super) fn given(&self, document: &str, id: &str) -> Option<&'a str> {
        let old = self.home(document)?.old;
        let at = *old.with_id(id).first()?;
        Some(old.entries[at].text.as_str())
    }

    /// Returns the text of a message before this run.
    pub(super) fn known(&self, document: &str, id: &str) -> Option<&'a str> {
        self.home(document)?.text(id)
    }

    /// Returns the values that a unit's message showed at the last extraction.
    pub(super) fn seen_values(&self, at: (usize, usize)) -> Option<&Reads> {
        let unit = &self.documents[at.0].units[at.1];
        let (path, id) = unit.origin.as_ref()?;
        let facts = self.previous.facts.of(path, id).iter();
        let seen = unit.seen.as_ref()?;
        facts
            .rev()
            .find(|fact| fact.source == *seen)
            .map(|fact| &fact.reads)
    }
}

/// A unit whose text stood in other messages before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Regrouped {
    /// Those messages, in their order.
    pub(super) parts: Vec<Key>,
    /// Which of the units it is that have their text now, and how many there are.
    pub(super) place: (usize, usize),
}

/// For each segment of a document the message it was: document and index.
type Origins<'a> = Vec<Option<(&'a str, usize)>>;

/// Gives every segment its id.
pub(super) fn extract<'a>(
    previous: &'a Previous,
    values: Values<'a>,
    (targets, resources): (&[LocaleFiles], &[Resources]),
) -> Side<'a> {
    let (old, inputs) = (&previous.files, values.inputs());
    let renamed = origins::renames(inputs, old);
    let returned = attic_ids(targets);
    let (origins, regrouped) = origins::find_origins(inputs, old, &renamed, &returned);
    let helpers = helper_ids(resources, old);
    let leaving = leaving_ids(old, &origins);
    let mut side = Side {
        inputs,
        documents: Vec::new(),
        homes: FxHashMap::default(),
        by_key: BTreeMap::new(),
        regrouped,
        previous,
        values,
        origins,
    };
    let units = |(at, input): (usize, &DocumentInput)| {
        let home = renamed.get(&at).unwrap_or(&input.path);
        let mut avoid = helpers.get(&input.path).cloned().unwrap_or_default();
        avoid.extend(leaving.get(home).cloned().unwrap_or_default());
        let ids = give_ids(input, &side.origins[at], old, home, &avoid, &returned);
        let (patterns, addresses) = addresses::number_addresses(input, &side.origins[at], old);
        DocumentUnits {
            path: input.path.clone(),
            units: make_units(input, &side.origins[at], old, ids, patterns),
            addresses,
            renamed_from: renamed.get(&at).cloned(),
        }
    };
    side.documents = inputs.par_iter().enumerate().map(units).collect();
    side.values.note(&mut side.documents);
    index(&mut side, old);
    side
}

fn read_old(source: &LocaleFiles, facts: &Facts) -> OldFiles {
    let files: Vec<(&str, &String)> = source
        .files
        .iter()
        .filter_map(|(path, text)| Some((document_of(path)?, text)))
        .filter(|(document, _)| !source.held.holds_document(document))
        .collect();
    let read = |(document, text): (&str, &String)| {
        let file = File::parse(text);
        let entry = |(at, chunk)| old_entry(document, at, chunk, facts);
        let entries = file.chunks.iter().enumerate().filter_map(entry).collect();
        (document.to_owned(), OldFile::new(file, entries))
    };
    let files: Vec<(String, OldFile)> = files.into_par_iter().map(read).collect();
    files.into_iter().collect()
}

fn old_entry(document: &str, at: usize, chunk: &Chunk, facts: &Facts) -> Option<Old> {
    let seen = chunk.pattern().filter(|_| chunk.kind == Kind::Message)?;
    let known = facts.of(document, &chunk.id);
    // Of an equal text nobody needs the fingerprint.
    let stands = known.is_empty() || known.iter().any(|fact| fact.source == seen);
    let edited = !stands && {
        let print = fingerprint(&seen);
        known.iter().all(|fact| fact.fingerprint != print)
    };
    let text = match known.last() {
        Some(fact) if edited => fact.source.clone(),
        _ => seen.clone(),
    };
    Some(Old {
        id: chunk.id.clone(),
        hash: text_hash(&text),
        seen,
        text,
        edited,
        addresses: marks::addresses(&chunk.comment),
        chunk: at,
    })
}

fn text_hash(pattern: &str) -> u64 {
    if pattern.contains("$url") {
        hash(&matching::normalised(pattern))
    } else {
        hash(pattern)
    }
}

/// Returns the ids under which attics keep translations, by their source text.
fn attic_ids(targets: &[LocaleFiles]) -> BTreeMap<u64, String> {
    let mut ids = BTreeMap::new();
    for target in targets {
        let Some(text) = target.files.get(ATTIC_FILE) else {
            continue;
        };
        let facts = target
            .files
            .get(STATE_FILE)
            .map_or_else(Facts::new, |text| Facts::parse(text));
        for chunk in File::parse(text).chunks {
            let Some((_, id)) = super::attic::home(&chunk) else {
                continue;
            };
            for fact in facts.of(ATTIC_FILE, &chunk.id) {
                ids.entry(text_hash(&fact.source))
                    .or_insert_with(|| id.clone());
            }
        }
    }
    ids
}

/// Returns by document the ids of messages that people added to targets.
fn helper_ids(resources: &[Resources], old: &OldFiles) -> BTreeMap<String, BTreeSet<String>> {
    let all: Vec<(&String, &File)> = resources.iter().flat_map(Resources::iter).collect();
    let found: Vec<(&String, Vec<&String>)> = all
        .into_par_iter()
        // Without a source resource nothing tells helpers from translations.
        .filter_map(|(document, file)| Some((document, helpers_of(file, old.get(document)?))))
        .filter(|(_, ids)| !ids.is_empty())
        .collect();
    let mut helpers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (document, ids) in found {
        let known = helpers.entry(document.clone()).or_default();
        known.extend(ids.into_iter().cloned());
    }
    helpers
}

/// Returns the ids of messages that people added to a target's resource.
fn helpers_of<'f>(file: &'f File, source: &OldFile) -> Vec<&'f String> {
    let known: FxHashSet<&str> = source.entries.iter().map(|e| e.id.as_str()).collect();
    let foreign =
        |chunk: &&Chunk| chunk.kind == Kind::Message && !known.contains(chunk.id.as_str());
    let added: Vec<&Chunk> = file.chunks.iter().filter(foreign).collect();
    if added.is_empty() {
        return Vec::new();
    }
    let referred = layout::references(&file.chunks);
    let ids = added.into_iter().map(|chunk| &chunk.id);
    ids.filter(|id| referred.contains(*id)).collect()
}

/// Returns by document the ids of messages that no segment is any more: a new
/// segment must not take over their translations.
fn leaving_ids(old: &OldFiles, origins: &[Origins<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut staying: FxHashMap<&str, Vec<bool>> = old
        .iter()
        .map(|(path, file)| (path.as_str(), vec![false; file.entries.len()]))
        .collect();
    for origins in origins {
        for (path, own) in runs(origins) {
            if let Some(staying) = staying.get_mut(path) {
                own.for_each(|(_, at)| staying[at] = true);
            }
        }
    }
    let mut leaving: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, file) in old {
        let Some(staying) = staying.get(path.as_str()) else {
            continue;
        };
        for (entry, stays) in file.entries.iter().zip(staying) {
            if !stays {
                let ids = leaving.entry(path.clone()).or_default();
                ids.insert(entry.id.clone());
            }
        }
    }
    leaving
}

/// Returns the documents that the segments of one document were in, each with
/// those beside each other that were: the segment, and the message it was.
fn runs<'o, 'a>(
    origins: &'o [Option<(&'a str, usize)>],
) -> impl Iterator<Item = (&'a str, impl Iterator<Item = (usize, usize)> + 'o)>
where
    'a: 'o,
{
    let mut at = 0;
    let path = |one: &Option<(&'a str, usize)>| one.map(|(path, _)| path);
    std::iter::from_fn(move || {
        at += origins[at..].iter().take_while(|one| one.is_none()).count();
        let own = path(origins.get(at)?)?;
        let size = origins[at..]
            .iter()
            .take_while(|one| path(one) == Some(own));
        let (start, end) = (at, at + size.count());
        at = end;
        let places = origins[start..end].iter().enumerate();
        let run = places.filter_map(move |(n, one)| one.map(|(_, entry)| (start + n, entry)));
        Some((own, run))
    })
}

/// Gives ids: those the author asked for, then those that are kept, then new ones.
fn give_ids(
    input: &DocumentInput,
    origins: &Origins<'_>,
    old: &OldFiles,
    home: &str,
    avoid: &BTreeSet<String>,
    returned: &BTreeMap<u64, String>,
) -> Vec<String> {
    let mut taken = id::Taken::default();
    let mut ids: Vec<Option<String>> = vec![None; input.segments.len()];
    for (n, segment) in input.segments.iter().enumerate() {
        let asked = input.blocks.get(segment.block).and_then(|b| b.id.as_ref());
        ids[n] = asked.map(|name| taken.claim(&id::valid(name)));
    }
    for own in [true, false] {
        for (n, origin) in origins.iter().enumerate() {
            let Some((path, at)) = origin.filter(|_| ids[n].is_none()) else {
                continue;
            };
            if own != (path == home) {
                continue;
            }
            let Some(kept) = old.get(path).and_then(|file| file.entries.get(at)) else {
                continue;
            };
            if (own || !avoid.contains(&kept.id)) && taken.insert(&kept.id) {
                ids[n] = Some(kept.id.clone());
            }
        }
    }
    for id in avoid {
        taken.insert(id);
    }
    let fresh = |segment: &crate::segment::Segment| {
        returned
            .get(&text_hash(&segment.pattern))
            .filter(|id| !avoid.contains(*id))
            .cloned()
            .unwrap_or_else(|| id::slug(&segment.pattern))
    };
    ids.into_iter()
        .zip(&input.segments)
        .map(|(id, segment)| id.unwrap_or_else(|| taken.claim(&fresh(segment))))
        .collect()
}

fn make_units(
    input: &DocumentInput,
    origins: &Origins<'_>,
    old: &OldFiles,
    ids: Vec<String>,
    patterns: Vec<String>,
) -> Vec<Unit> {
    let mut units = Vec::with_capacity(ids.len());
    for (n, (id, pattern)) in ids.into_iter().zip(patterns).enumerate() {
        let entry = origins[n].and_then(|(path, at)| {
            let entry = old.get(path)?.entries.get(at)?;
            Some(((path.to_owned(), entry.id.clone()), entry.seen.clone()))
        });
        let block = input.segments[n].block;
        let own = input.blocks.get(block).and_then(|b| b.audiences.as_ref());
        let audiences = match (&input.audiences, own) {
            (None, own) => own.cloned(),
            (Some(whole), None) => Some(whole.clone()),
            (Some(whole), Some(own)) => Some(
                own.iter()
                    .filter(|one| whole.contains(one))
                    .cloned()
                    .collect(),
            ),
        };
        let (origin, seen) = entry.unzip();
        units.push(Unit {
            id,
            block,
            segment: n,
            pattern,
            audiences,
            reads: Reads::new(),
            origin,
            seen,
        });
    }
    units
}

fn index<'a>(side: &mut Side<'a>, old: &'a OldFiles) {
    for (path, old) in old {
        let units = Vec::with_capacity(old.entries.len());
        side.homes.insert(path, Home { old, units });
    }
    for (d, origins) in side.origins.iter().enumerate() {
        for (path, own) in runs(origins) {
            if let Some(home) = side.homes.get_mut(path) {
                home.units.extend(own.map(|(u, entry)| (entry, (d, u))));
            }
        }
    }
    let homes = side.homes.par_iter_mut();
    homes.for_each(|(_, home)| home.units.sort_unstable());
    for (d, document) in side.documents.iter().enumerate() {
        for (u, unit) in document.units.iter().enumerate() {
            if unit.origin.is_none() {
                let key = (document.path.clone(), unit.id.clone());
                side.by_key.insert(key, (d, u));
            }
        }
    }
}
