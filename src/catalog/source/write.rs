//! Writing source resources and their facts.

use super::{Old, OldFile, OldFiles, Origins, Previous, Side};
use crate::catalog::{
    DocumentUnits, Fact, Facts, LocaleFiles, Options, STATE_FILE, Unit, layout, marks,
};
use crate::diagnostic::{Finding, Severity};
use crate::ftl::fingerprint;
use crate::ftl::{Chunk, File, Kind, write_message};
use crate::segment::Block;
use rayon::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of one document's source resource.
struct Written {
    text: Option<String>,
    prints: Vec<String>,
    findings: Vec<Finding>,
}

/// Writes the source resources and their facts.
pub(super) fn write(
    side: &mut Side<'_>,
    source: &LocaleFiles,
    previous: &Previous,
    origins: &[Origins],
    options: Options,
) {
    let old = &previous.files;
    let all: Vec<Written> = (0..side.documents.len())
        .into_par_iter()
        .map(|at| of_document(side, source, previous, (at, &origins[at]), options))
        .collect();
    let mut facts = Facts::new();
    for (at, written) in all.into_iter().enumerate() {
        let document = &side.documents[at];
        for (unit, fingerprint) in document.units.iter().zip(written.prints) {
            let fact = Fact {
                fingerprint,
                source: unit.pattern.clone(),
                draft: None,
            };
            facts.set(&document.path, &unit.id, fact);
        }
        side.findings.extend(written.findings);
        side.files
            .insert(format!("{}.ftl", document.path), written.text);
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

/// Writes the resource of the document at `at`, whose segments were `origins`.
fn of_document(
    side: &Side<'_>,
    source: &LocaleFiles,
    previous: &Previous,
    (at, origins): (usize, &Origins),
    options: Options,
) -> Written {
    let (old, document) = (&previous.files, &side.documents[at]);
    let none = OldFile::default();
    let home = document.renamed_from.as_ref().unwrap_or(&document.path);
    let before = old.get(home).unwrap_or(&none);
    let mut entries = Vec::with_capacity(document.units.len());
    let mut prints = Vec::with_capacity(document.units.len());
    let mut findings = Vec::new();
    for (unit, origin) in document.units.iter().zip(origins) {
        let origin = origin
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
            findings.push(source_edited(source, path, entry, old, unit));
        }
        entries.push(SourceEntry {
            unit,
            chunk,
            keep: edited && !options.force,
        });
        let key = unit.origin.as_ref();
        let known = key.map_or(&[][..], |(path, id)| previous.facts.of(path, id));
        let known = known.iter().find(|fact| fact.source == unit.pattern);
        prints.push(known.map_or_else(
            || fingerprint(&unit.pattern),
            |fact| fact.fingerprint.clone(),
        ));
    }
    Written {
        text: render(&before.file, &entries, document, &side.inputs[at].blocks),
        prints,
        findings,
    }
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
            let free = marks::free_lines(&own.comment, "");
            let made_for = own.pattern().unwrap_or_default();
            comment.push_str(&marks::stamped(&free, &made_for));
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
