//! The source side: segments become units, and source resources are written.

use super::file::{Chunk, File, Kind, fingerprint, write_message};
use super::{
    ATTIC_FILE, DocumentInput, DocumentUnits, Facts, Key, LocaleFiles, Options, STATE_FILE, Unit,
    document_of, hash, id, layout, marks, matching,
};
use crate::diagnostic::{Finding, Severity};
use crate::segment::{Address, Block};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A message of a source resource before this run.
struct Old {
    id: String,
    /// What stands there.
    seen: String,
    /// What `extract` put there, as far as is known: what segments are
    /// compared with.
    text: String,
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
}

type OldFiles = BTreeMap<String, OldFile>;

/// What the target side needs to know.
pub(super) struct Side<'a> {
    pub(super) inputs: &'a [DocumentInput],
    pub(super) documents: Vec<DocumentUnits>,
    /// The units by where their message stood, as (document, unit).
    pub(super) by_origin: BTreeMap<Key, Vec<(usize, usize)>>,
    /// The units that are new, by their own key.
    pub(super) by_key: BTreeMap<Key, (usize, usize)>,
    /// The texts of all messages before this run.
    pub(super) known: BTreeMap<Key, String>,
    pub(super) files: BTreeMap<String, Option<String>>,
    pub(super) findings: Vec<Finding>,
}

/// For each segment of a document the message it was: document and index.
type Origins = Vec<Option<(String, usize)>>;

/// Gives every segment its id and writes the source resources.
pub(super) fn extract<'a>(
    source: &LocaleFiles,
    inputs: &'a [DocumentInput],
    targets: &[LocaleFiles],
    options: Options,
) -> Side<'a> {
    let facts = source
        .files
        .get(STATE_FILE)
        .map_or_else(Facts::new, |text| Facts::parse(text));
    let old = read_old(source, &facts);
    let renamed = renames(inputs, &old);
    let returned = attic_ids(targets);
    let origins = find_origins(inputs, &old, &renamed, &returned);
    let helpers = helper_ids(targets, &old);
    let leaving = leaving_ids(&old, &origins);
    let mut side = Side {
        inputs,
        documents: Vec::with_capacity(inputs.len()),
        by_origin: BTreeMap::new(),
        by_key: BTreeMap::new(),
        known: BTreeMap::new(),
        files: BTreeMap::new(),
        findings: Vec::new(),
    };
    for (path, file) in &old {
        for entry in &file.entries {
            side.known
                .entry((path.clone(), entry.id.clone()))
                .or_insert_with(|| entry.seen.clone());
        }
    }
    for (at, input) in inputs.iter().enumerate() {
        let home = renamed.get(&at).unwrap_or(&input.path);
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut avoid = helpers.get(&input.path).cloned().unwrap_or_default();
        avoid.extend(leaving.get(home).cloned().unwrap_or_default());
        let ids = give_ids(
            input,
            &origins[at],
            &old,
            home,
            &mut taken,
            &avoid,
            &returned,
        );
        let (patterns, addresses) = number_addresses(input, &origins[at], &old);
        let units = make_units(input, &origins[at], &old, ids, patterns);
        side.documents.push(DocumentUnits {
            path: input.path.clone(),
            units,
            addresses,
            renamed_from: renamed.get(&at).cloned(),
        });
    }
    index(&mut side);
    write(&mut side, source, &old, &origins, options);
    side
}

fn read_old(source: &LocaleFiles, facts: &Facts) -> OldFiles {
    let mut old = OldFiles::new();
    for (path, text) in &source.files {
        let Some(document) = document_of(path) else {
            continue;
        };
        let file = File::parse(text);
        let mut entries = Vec::new();
        for (at, chunk) in file.chunks.iter().enumerate() {
            if chunk.kind != Kind::Message {
                continue;
            }
            let Some(seen) = chunk.pattern() else {
                continue;
            };
            let known = facts.of(document, &chunk.id);
            let print = fingerprint(&seen);
            let edited = !known.is_empty() && known.iter().all(|fact| fact.fingerprint != print);
            let text = match known.last() {
                Some(fact) if edited => fact.source.clone(),
                _ => seen.clone(),
            };
            entries.push(Old {
                id: chunk.id.clone(),
                seen,
                text,
                edited,
                addresses: marks::addresses(&chunk.comment),
                chunk: at,
            });
        }
        old.insert(document.to_owned(), OldFile { file, entries });
    }
    old
}

/// Finds documents that took another name: a new one that shares most of its
/// texts with one that is gone.
fn renames(inputs: &[DocumentInput], old: &OldFiles) -> BTreeMap<usize, String> {
    let present: BTreeSet<&str> = inputs.iter().map(|one| one.path.as_str()).collect();
    let mut homes: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
    for (path, file) in old {
        if !present.contains(path.as_str()) {
            for entry in &file.entries {
                homes
                    .entry(text_hash(&entry.text))
                    .or_default()
                    .insert(path);
            }
        }
    }
    let mut scored = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        if homes.is_empty() || old.contains_key(&input.path) {
            continue;
        }
        let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
        for segment in &input.segments {
            for path in homes
                .get(&text_hash(&segment.pattern))
                .into_iter()
                .flatten()
            {
                *shared.entry(path).or_default() += 1;
            }
        }
        for (path, count) in shared {
            let size = old.get(path).map_or(0, |file| file.entries.len());
            if 2 * count >= size.min(input.segments.len()) {
                scored.push((std::cmp::Reverse(count), at, path));
            }
        }
    }
    scored.sort_unstable();
    let (mut renamed, mut used) = (BTreeMap::new(), BTreeSet::new());
    for (_, at, path) in scored {
        if !renamed.contains_key(&at) && used.insert(path) {
            renamed.insert(at, path.to_owned());
        }
    }
    renamed
}

fn text_hash(pattern: &str) -> u64 {
    hash(&matching::normalised(pattern))
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

/// Finds for each segment of each document the message it was.
fn find_origins(
    inputs: &[DocumentInput],
    old: &OldFiles,
    renamed: &BTreeMap<usize, String>,
    returned: &BTreeMap<u64, String>,
) -> Vec<Origins> {
    let hashes: Vec<Vec<u64>> = inputs
        .iter()
        .map(|one| one.segments.iter().map(|s| text_hash(&s.pattern)).collect())
        .collect();
    let mut used: BTreeMap<&str, Vec<bool>> = old
        .iter()
        .map(|(path, file)| (path.as_str(), vec![false; file.entries.len()]))
        .collect();
    let mut origins: Vec<Origins> = Vec::with_capacity(inputs.len());
    let mut anchors = Vec::with_capacity(inputs.len());
    for (at, input) in inputs.iter().enumerate() {
        let home = renamed.get(&at).unwrap_or(&input.path);
        let mut found: Origins = vec![None; input.segments.len()];
        let mut pairs = Vec::new();
        if let (Some(file), Some(used)) = (old.get(home), used.get_mut(home.as_str())) {
            let texts: Vec<u64> = file.entries.iter().map(|e| text_hash(&e.text)).collect();
            pairs = matching::in_order(&texts, &hashes[at]);
            for (o, n) in &pairs {
                used[*o] = true;
                found[*n] = Some((home.clone(), *o));
            }
        }
        anchors.push(pairs);
        origins.push(found);
    }
    find_moved(inputs, old, renamed, &hashes, &mut used, &mut origins);
    for (at, input) in inputs.iter().enumerate() {
        let home = renamed.get(&at).unwrap_or(&input.path);
        let (Some(file), Some(used)) = (old.get(home), used.get_mut(home.as_str())) else {
            continue;
        };
        let old_texts: Vec<String> = file
            .entries
            .iter()
            .map(|e| matching::normalised(&e.text))
            .collect();
        let new_texts: Vec<String> = input
            .segments
            .iter()
            .map(|s| matching::normalised(&s.pattern))
            .collect();
        let old_free: Vec<bool> = used.iter().map(|used| !used).collect();
        let new_free: Vec<bool> = origins[at]
            .iter()
            .zip(&hashes[at])
            .map(|(origin, hash)| origin.is_none() && !returned.contains_key(hash))
            .collect();
        let old_texts: Vec<&str> = old_texts.iter().map(String::as_str).collect();
        let new_texts: Vec<&str> = new_texts.iter().map(String::as_str).collect();
        for (o, n) in matching::in_gaps(&old_texts, &old_free, &new_texts, &new_free, &anchors[at])
        {
            used[o] = true;
            origins[at][n] = Some((home.clone(), o));
        }
    }
    origins
}

/// Finds equal texts that moved: in the document first, then from any other.
fn find_moved<'a>(
    inputs: &[DocumentInput],
    old: &'a OldFiles,
    renamed: &BTreeMap<usize, String>,
    hashes: &[Vec<u64>],
    used: &mut BTreeMap<&'a str, Vec<bool>>,
    origins: &mut [Origins],
) {
    let mut pool: BTreeMap<u64, BTreeSet<(&str, usize)>> = BTreeMap::new();
    for (path, file) in old {
        for (at, entry) in file.entries.iter().enumerate() {
            if used.get(path.as_str()).is_some_and(|used| !used[at]) {
                pool.entry(text_hash(&entry.text))
                    .or_default()
                    .insert((path, at));
            }
        }
    }
    for own in [true, false] {
        for (at, input) in inputs.iter().enumerate() {
            let home = renamed.get(&at).unwrap_or(&input.path).as_str();
            for (n, origin) in origins[at].iter_mut().enumerate() {
                let Some(free) = pool.get_mut(&hashes[at][n]).filter(|_| origin.is_none()) else {
                    continue;
                };
                let found = if own {
                    free.range((home, 0)..).next().filter(|one| one.0 == home)
                } else {
                    free.first()
                };
                if let Some(found) = found.copied() {
                    free.remove(&found);
                    if let Some(used) = used.get_mut(found.0) {
                        used[found.1] = true;
                    }
                    *origin = Some((found.0.to_owned(), found.1));
                }
            }
        }
    }
}

/// Returns by document the ids of messages that people added to targets.
fn helper_ids(targets: &[LocaleFiles], old: &OldFiles) -> BTreeMap<String, BTreeSet<String>> {
    let mut helpers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for target in targets {
        for (path, text) in &target.files {
            let Some(document) = document_of(path) else {
                continue;
            };
            // Without a source resource nothing tells helpers from translations.
            let Some(source) = old.get(document) else {
                continue;
            };
            let known: BTreeSet<&str> = source.entries.iter().map(|e| e.id.as_str()).collect();
            let file = File::parse(text);
            let referred = layout::references(&file.chunks);
            for chunk in &file.chunks {
                if chunk.kind == Kind::Message
                    && !known.contains(chunk.id.as_str())
                    && referred.contains(&chunk.id)
                {
                    helpers
                        .entry(document.to_owned())
                        .or_default()
                        .insert(chunk.id.clone());
                }
            }
        }
    }
    helpers
}

/// Returns by document the ids of messages that no segment is any more: a new
/// segment must not take over their translations.
fn leaving_ids(old: &OldFiles, origins: &[Origins]) -> BTreeMap<String, BTreeSet<String>> {
    let staying: BTreeSet<(&str, usize)> = origins
        .iter()
        .flatten()
        .flatten()
        .map(|(path, at)| (path.as_str(), *at))
        .collect();
    let mut leaving: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, file) in old {
        for (at, entry) in file.entries.iter().enumerate() {
            if !staying.contains(&(path.as_str(), at)) {
                leaving
                    .entry(path.clone())
                    .or_default()
                    .insert(entry.id.clone());
            }
        }
    }
    leaving
}

/// Gives ids: those the author asked for, then those that are kept, then new ones.
fn give_ids(
    input: &DocumentInput,
    origins: &Origins,
    old: &OldFiles,
    home: &str,
    taken: &mut BTreeSet<String>,
    avoid: &BTreeSet<String>,
    returned: &BTreeMap<u64, String>,
) -> Vec<String> {
    let mut ids: Vec<Option<String>> = vec![None; input.segments.len()];
    for (n, segment) in input.segments.iter().enumerate() {
        let asked = input.blocks.get(segment.block).and_then(|b| b.id.as_ref());
        ids[n] = asked.map(|name| id::claim(&id::valid(name), taken));
    }
    for own in [true, false] {
        for (n, origin) in origins.iter().enumerate() {
            let Some((path, at)) = origin.as_ref().filter(|_| ids[n].is_none()) else {
                continue;
            };
            let kept = old.get(path).and_then(|file| file.entries.get(*at));
            let Some(kept) = kept.filter(|_| own == (path == home)) else {
                continue;
            };
            if (own || !avoid.contains(&kept.id)) && taken.insert(kept.id.clone()) {
                ids[n] = Some(kept.id.clone());
            }
        }
    }
    taken.extend(avoid.iter().cloned());
    let fresh = |segment: &crate::segment::Segment| {
        returned
            .get(&text_hash(&segment.pattern))
            .filter(|id| !avoid.contains(*id))
            .cloned()
            .unwrap_or_else(|| id::slug(&segment.pattern))
    };
    ids.into_iter()
        .zip(&input.segments)
        .map(|(id, segment)| id.unwrap_or_else(|| id::claim(&fresh(segment), taken)))
        .collect()
}

/// Gives the addresses of each block the numbers that they had.
///
/// First by place where a text is unchanged, then by the address itself, then
/// by order where a text was edited; the rest gets numbers not used before.
fn number_addresses(
    input: &DocumentInput,
    origins: &Origins,
    old: &OldFiles,
) -> (Vec<String>, Vec<Vec<Address>>) {
    let mut patterns: Vec<String> = input.segments.iter().map(|s| s.pattern.clone()).collect();
    let mut addresses: Vec<Vec<Address>> = Vec::with_capacity(input.blocks.len());
    for block in &input.blocks {
        if block.addresses.is_empty() {
            addresses.push(Vec::new());
            continue;
        }
        let range = block.segments.start..block.segments.end.min(patterns.len());
        let map = address_map(block, input, origins, old);
        for pattern in patterns.get_mut(range).into_iter().flatten() {
            *pattern = matching::renumbered(pattern, |n| map.get(&n).unwrap_or(&n).to_string());
        }
        let renumber = |one: &Address| Address {
            number: *map.get(&one.number).unwrap_or(&one.number),
            value: one.value.clone(),
        };
        addresses.push(block.addresses.iter().map(renumber).collect());
    }
    (patterns, addresses)
}

fn address_map(
    block: &Block,
    input: &DocumentInput,
    origins: &Origins,
    old: &OldFiles,
) -> BTreeMap<usize, usize> {
    let mut map: BTreeMap<usize, usize> = BTreeMap::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut before: Vec<&Address> = Vec::new();
    let mut give = |map: &mut BTreeMap<usize, usize>, new: usize, old: usize| {
        if !map.contains_key(&new) && used.insert(old) {
            map.insert(new, old);
        }
    };
    let mut edited = Vec::new();
    for n in block.segments.clone() {
        let (Some(segment), Some(Some((path, at)))) = (input.segments.get(n), origins.get(n))
        else {
            continue;
        };
        let Some(entry) = old.get(path).and_then(|file| file.entries.get(*at)) else {
            continue;
        };
        before.extend(&entry.addresses);
        let (now, then) = (
            matching::numbers(&segment.pattern),
            matching::numbers(&entry.text),
        );
        if matching::normalised(&segment.pattern) == matching::normalised(&entry.text) {
            for (new, old) in now.into_iter().zip(then) {
                give(&mut map, new, old);
            }
        } else {
            edited.push((now, then));
        }
    }
    for address in &block.addresses {
        for one in before
            .iter()
            .filter(|one| one.value == address.value.trim())
        {
            give(&mut map, address.number, one.number);
        }
    }
    for (now, then) in edited {
        if now.len() == then.len() {
            for (new, old) in now.into_iter().zip(then) {
                give(&mut map, new, old);
            }
        }
    }
    let highest = before.iter().map(|one| one.number).max().unwrap_or(0);
    let mut next = map.values().copied().max().unwrap_or(0).max(highest);
    for address in &block.addresses {
        map.entry(address.number).or_insert_with(|| {
            next = next.saturating_add(1);
            next
        });
    }
    map
}

fn make_units(
    input: &DocumentInput,
    origins: &Origins,
    old: &OldFiles,
    ids: Vec<String>,
    patterns: Vec<String>,
) -> Vec<Unit> {
    let mut units = Vec::with_capacity(ids.len());
    for (n, (id, pattern)) in ids.into_iter().zip(patterns).enumerate() {
        let entry = origins[n].as_ref().and_then(|(path, at)| {
            let entry = old.get(path)?.entries.get(*at)?;
            Some(((path.clone(), entry.id.clone()), entry.seen.clone()))
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
            origin,
            seen,
        });
    }
    units
}

fn index(side: &mut Side<'_>) {
    for (d, document) in side.documents.iter().enumerate() {
        for (u, unit) in document.units.iter().enumerate() {
            match &unit.origin {
                Some(key) => side.by_origin.entry(key.clone()).or_default().push((d, u)),
                None => {
                    let key = (document.path.clone(), unit.id.clone());
                    side.by_key.insert(key, (d, u));
                }
            }
        }
    }
}

/// Writes the source resources and their facts.
fn write(
    side: &mut Side<'_>,
    source: &LocaleFiles,
    old: &OldFiles,
    origins: &[Origins],
    options: Options,
) {
    let mut facts = Facts::new();
    let none = OldFile::default();
    for (at, document) in side.documents.iter().enumerate() {
        let home = document.renamed_from.as_ref().unwrap_or(&document.path);
        let before = old.get(home).unwrap_or(&none);
        let mut entries = Vec::with_capacity(document.units.len());
        for (n, unit) in document.units.iter().enumerate() {
            let origin = origins[at][n]
                .as_ref()
                .and_then(|(path, o)| Some((path, old.get(path)?.entries.get(*o)?)));
            let chunk = origin
                .filter(|(path, _)| *path == home)
                .map(|(_, e)| e.chunk);
            let edited = origin.is_some_and(|(_, e)| e.edited && e.seen != unit.pattern);
            if edited
                && !options.force
                && let Some((path, entry)) = origin
            {
                side.findings
                    .push(source_edited(source, path, entry, old, unit));
            }
            entries.push(SourceEntry {
                unit,
                chunk,
                keep: edited && !options.force,
            });
            facts.set(
                &document.path,
                &unit.id,
                super::Fact {
                    fingerprint: fingerprint(&unit.pattern),
                    source: unit.pattern.clone(),
                    draft: None,
                },
            );
        }
        let text = render(&before.file, &entries, document, &side.inputs[at].blocks);
        side.files.insert(format!("{}.ftl", document.path), text);
    }
    for (path, file) in old {
        let name = format!("{path}.ftl");
        let moved = side
            .documents
            .iter()
            .any(|d| d.renamed_from.as_ref() == Some(path));
        if let Entry::Vacant(place) = side.files.entry(name) {
            let empty = DocumentUnits {
                path: path.clone(),
                units: Vec::new(),
                addresses: Vec::new(),
                renamed_from: None,
            };
            let text = if moved {
                None
            } else {
                render(&file.file, &[], &empty, &[])
            };
            place.insert(text);
        }
    }
    side.files
        .insert(STATE_FILE.to_owned(), Some(facts.to_text()));
}

fn source_edited(
    source: &LocaleFiles,
    path: &str,
    entry: &Old,
    old: &OldFiles,
    unit: &Unit,
) -> Finding {
    let message = format!(
        "this source text was edited by hand: the document says “{}”, the resource “{}”",
        unit.pattern, entry.seen
    );
    let file = format!("{}/{path}.ftl", source.locale);
    let mut finding = Finding::new("source-edited", Severity::Warning, file, message)
        .of(&source.locale, path, &entry.id)
        .text(entry.seen.clone())
        .help("edit the document instead; `extract --force` writes its text here again");
    if let Some(chunk) = old.get(path).and_then(|f| f.file.chunks.get(entry.chunk)) {
        finding = finding.at(chunk.value_span());
    }
    finding
}

/// A unit, the chunk it had in the same resource, and whether that is kept.
struct SourceEntry<'a> {
    unit: &'a Unit,
    chunk: Option<usize>,
    keep: bool,
}

/// Writes a source resource: the units in the document's order, each with
/// what people wrote before it.
fn render(
    before: &File,
    entries: &[SourceEntry<'_>],
    document: &DocumentUnits,
    blocks: &[Block],
) -> Option<String> {
    let eol = if before.eol.is_empty() {
        "\n"
    } else {
        before.eol
    };
    let mut lead: BTreeMap<usize, Vec<Chunk>> = BTreeMap::new();
    let mut pending: Vec<Chunk> = Vec::new();
    let staying: BTreeSet<usize> = entries.iter().filter_map(|e| e.chunk).collect();
    for (at, chunk) in before.chunks.iter().enumerate() {
        let message = chunk.kind == Kind::Message;
        if message && staying.contains(&at) {
            lead.insert(at, std::mem::take(&mut pending));
        } else if message {
            let free = marks::free_lines(&chunk.comment, "");
            if !free.is_empty() {
                pending.push(Chunk::new(Kind::Other, "", String::new(), free));
            }
        } else if chunk.kind != Kind::Blank {
            pending.push(chunk.clone());
        }
    }
    let mut out = layout::Writer::new(before, eol);
    for entry in entries {
        let own = entry.chunk.and_then(|at| before.chunks.get(at));
        for chunk in entry
            .chunk
            .and_then(|at| lead.remove(&at))
            .unwrap_or_default()
        {
            out.apart(chunk);
        }
        let block = blocks.get(entry.unit.block);
        let named = layout::named_addresses(document, entry.unit);
        let mut comment = block.map_or_else(String::new, |b| marks::context(b, &named, eol));
        let mut body = write_message(&entry.unit.id, &entry.unit.pattern, eol);
        if let Some(own) = own {
            comment.push_str(&marks::free_lines(&own.comment, ""));
            let same = own.pattern().as_deref() == Some(&entry.unit.pattern);
            if same || entry.keep {
                let mut chunk = own.clone();
                chunk.rename(&entry.unit.id);
                body = chunk.body;
            }
        }
        out.apart(Chunk::new(Kind::Message, &entry.unit.id, comment, body));
    }
    for chunk in pending {
        out.apart(chunk);
    }
    out.finish()
}
