//! Writing source resources and their facts.

use super::{Old, OldFile, OldFiles, Side};
use crate::catalog::state::Book;
use crate::catalog::{
    DocumentUnits, Fact, Facts, LocaleFiles, Options, STATE_FILE, Unit, drop_aside, layout, marks,
};
use crate::diagnostic::{Finding, Severity};
use crate::ftl::fingerprint;
use crate::ftl::{Chunk, File, Kind, write_message};
use crate::segment::Block;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What becomes of one document's source resource.
struct Written {
    text: Option<String>,
    /// Whether that is what stands there.
    stands: bool,
    book: Book,
    findings: Vec<Finding>,
}

/// The files that may have changed, by path; `None` is none.
type Files = BTreeMap<String, Option<String>>;

/// Writes the source resources and their facts.
pub(in crate::catalog) fn write(
    side: &Side<'_>,
    source: &LocaleFiles,
    options: Options,
) -> (Files, Vec<Finding>) {
    let all: Vec<Written> = (0..side.documents.len())
        .into_par_iter()
        .map(|at| of_document(side, source, at, options))
        .collect();
    let (mut files, mut findings) = (Files::new(), Vec::new());
    let mut facts = Facts::new();
    facts.keep_held(&side.previous.facts, &side.previous.held);
    for (document, written) in side.documents.iter().zip(all) {
        facts.set_book(&document.path, written.book);
        findings.extend(written.findings);
        if !written.stands {
            files.insert(format!("{}.ftl", document.path), written.text);
        }
    }
    let present: FxHashSet<&str> = side.documents.iter().map(|d| d.path.as_str()).collect();
    let moved: FxHashSet<&str> = side
        .documents
        .iter()
        .filter_map(|one| one.renamed_from.as_deref())
        .collect();
    for (path, file) in &side.previous.files {
        if present.contains(path.as_str()) {
            continue;
        }
        let empty = DocumentUnits {
            path: path.clone(),
            units: Vec::new(),
            addresses: Vec::new(),
            renamed_from: None,
        };
        let text = if moved.contains(path.as_str()) {
            None
        } else {
            render(&file.file, &[], &empty, &[])
        };
        files.insert(format!("{path}.ftl"), text);
    }
    let state = facts.over(source.files.get(STATE_FILE));
    files.insert(STATE_FILE.to_owned(), Some(state));
    drop_aside(facts);
    (files, findings)
}

/// Writes the resource of the document at `at`.
fn of_document(side: &Side<'_>, source: &LocaleFiles, at: usize, options: Options) -> Written {
    let (previous, document) = (side.previous, &side.documents[at]);
    let old = &previous.files;
    let none = OldFile::default();
    let home = document.renamed_from.as_ref().unwrap_or(&document.path);
    let before = old.get(home).unwrap_or(&none);
    let mut entries = Vec::with_capacity(document.units.len());
    let mut book = Book::new();
    let mut findings = Vec::new();
    for (unit, origin) in document.units.iter().zip(&side.origins[at]) {
        let origin = origin.and_then(|(path, o)| Some((path, old.get(path)?.entries.get(o)?)));
        let own = origin.filter(|(path, _)| path == home);
        let edited = origin.is_some_and(|(_, e)| e.edited && e.seen != unit.pattern);
        if edited
            && !options.force
            && let Some((path, entry)) = origin
        {
            findings.push(source_edited(source, path, entry, old, unit));
        }
        entries.push(SourceEntry {
            unit,
            own: own.map(|(_, entry)| entry),
            keep: edited && !options.force,
        });
        let key = unit.origin.as_ref();
        let known = key.map_or(&[][..], |(path, id)| previous.facts.of(path, id));
        let known = known.iter().find(|fact| fact.source == unit.pattern);
        let print = known.map_or_else(
            || fingerprint(&unit.pattern),
            |fact| fact.fingerprint.clone(),
        );
        let mut fact = Fact::new(print, unit.pattern.clone());
        fact.reads.clone_from(&unit.reads);
        book.insert(unit.id.clone(), vec![fact]);
    }
    let text = render(&before.file, &entries, document, &side.inputs[at].blocks);
    Written {
        stands: text.as_ref() == source.files.get(&format!("{}.ftl", document.path)),
        text,
        book,
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

/// A unit, what it was in the same resource, and whether that is kept.
struct SourceEntry<'a> {
    unit: &'a Unit,
    own: Option<&'a Old>,
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
    let mut lead: BTreeMap<usize, Vec<Cow<'_, Chunk>>> = BTreeMap::new();
    let mut pending: Vec<Cow<'_, Chunk>> = Vec::new();
    let mut staying = vec![false; before.chunks.len()];
    for own in entries.iter().filter_map(|entry| entry.own) {
        staying[own.chunk] = true;
    }
    for (at, chunk) in before.chunks.iter().enumerate() {
        let message = chunk.kind == Kind::Message;
        if message && staying[at] {
            if !pending.is_empty() {
                lead.insert(at, std::mem::take(&mut pending));
            }
        } else if message {
            let free = marks::free_lines(&chunk.comment, "");
            if !free.is_empty() {
                let free = Chunk::new(Kind::Other, "", String::new(), free);
                pending.push(Cow::Owned(free));
            }
        } else if chunk.kind != Kind::Blank {
            pending.push(Cow::Borrowed(chunk));
        }
    }
    let mut out = layout::Writer::new(before, eol);
    for entry in entries {
        let led = entry.own.and_then(|own| lead.remove(&own.chunk));
        for chunk in led.unwrap_or_default() {
            out.apart(chunk);
        }
        let block = blocks.get(entry.unit.block);
        let named = layout::named_addresses(document, entry.unit);
        let comment = block.map_or_else(String::new, |b| marks::context(b, &named, eol));
        out.apart(written(entry, before, comment, eol));
    }
    for chunk in pending {
        out.apart(chunk);
    }
    out.finish()
}

/// Writes the message of a unit under its comment; what stands already is left.
fn written<'f>(
    entry: &SourceEntry<'_>,
    before: &'f File,
    mut comment: String,
    eol: &str,
) -> Cow<'f, Chunk> {
    let unit = entry.unit;
    let own = entry.own.map(|own| (own, &before.chunks[own.chunk]));
    if let Some((own, chunk)) = own {
        let free = marks::free_lines(&chunk.comment, "");
        comment.push_str(&marks::stamped(&free, &own.seen));
        if own.seen == unit.pattern || entry.keep {
            if chunk.id == unit.id && chunk.comment == comment {
                return Cow::Borrowed(chunk);
            }
            let mut chunk = chunk.clone();
            chunk.rename(&unit.id);
            let body = chunk.body;
            return Cow::Owned(Chunk::new(Kind::Message, &unit.id, comment, body));
        }
    }
    let body = write_message(&unit.id, &unit.pattern, eol);
    Cow::Owned(Chunk::new(Kind::Message, &unit.id, comment, body))
}
