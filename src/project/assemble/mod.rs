//! Assembles one document for one edition: which text each block gets.
//!
//! A block takes its messages from the first group of locales that has them
//! all and formats them all; else it falls back whole, along the chain, at
//! last to the source. What the gate of `segment` refuses falls back too.

mod reader;
mod stale;

pub use reader::{Formatted, Reader};

use super::load::Document;
use super::voice::Voice;
use crate::catalog::{DocumentUnits, State};
use crate::diagnostic::{Finding, Severity};
use crate::document::{BlockKind, Scalar};
use crate::edition::Value;
use crate::segment::BlockText;
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The rule of messages that do not format.
pub const FORMAT_ERROR: &str = "format-error";
/// The rule of translations that would break the document's structure.
pub const REFUSED: &str = "breaks-structure";

/// Where a block's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The block.
    pub block: usize,
    /// The language of its text.
    pub lang: String,
    /// Whether it is not the edition's first choice.
    pub fallback: bool,
}

/// How the segments of a document stand in an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All that the edition shows.
    pub segments: usize,
    /// Translated from the present source text.
    pub translated: usize,
    /// Translated from another source text.
    pub stale: usize,
    /// Not accepted yet.
    pub draft: usize,
    /// Not there.
    pub missing: usize,
}

/// A document, assembled.
#[derive(Debug)]
pub struct Assembled {
    /// Its text in the edition.
    pub text: String,
    /// Where each block stands in the text, with where its text is from.
    pub blocks: Vec<(Span, Origin)>,
    /// How its segments stand.
    pub counts: Counts,
    /// The variables that its messages had.
    pub variables: BTreeMap<String, Value>,
    /// What does not format, and what the gate refused.
    pub findings: Vec<Finding>,
    /// Whether it may be written: not so where the source does not format.
    pub complete: bool,
}

/// A document on its way into an edition.
struct Work<'r, 'a> {
    reader: &'r Reader<'a>,
    document: &'a Document,
    units: &'a DocumentUnits,
    variables: BTreeMap<String, Value>,
    texts: Vec<BlockText>,
    origins: Vec<Origin>,
    /// How many voices have been tried for each block.
    tried: Vec<usize>,
    findings: Vec<Finding>,
    source_faults: OnceCell<()>,
}

/// Assembles a document for an edition.
#[must_use]
pub fn assemble<'a>(
    reader: &Reader<'a>,
    document: &'a Document,
    units: &'a DocumentUnits,
) -> Assembled {
    let blocks = document.split.blocks.len();
    let mut work = Work {
        reader,
        document,
        units,
        variables: reader.variables(document),
        texts: vec![BlockText::Source; blocks],
        origins: (0..blocks)
            .map(|block| work_origin(reader, block))
            .collect(),
        tried: vec![0; blocks],
        findings: Vec::new(),
        source_faults: OnceCell::new(),
    };
    work.fill_front_matter();
    for block in 0..blocks {
        if !matches!(document.split.blocks[block].kind, BlockKind::FrontMatter(_)) {
            work.fill(block);
        }
    }
    let rebuilt = work.rebuild();
    let blocks = rebuilt
        .blocks
        .iter()
        .filter_map(|(block, span)| Some((*span, work.origins.get(*block)?.clone())))
        .collect();
    Assembled {
        text: rebuilt.text,
        blocks,
        counts: counts(reader, document, units),
        complete: work.source_faults.get().is_none(),
        variables: work.variables,
        findings: work.findings,
    }
}

fn work_origin(reader: &Reader<'_>, block: usize) -> Origin {
    Origin {
        block,
        lang: reader.source.locale.to_string(),
        fallback: !reader.is_source(),
    }
}

impl<'a> Work<'_, 'a> {
    /// Front-matter fields come first: other messages may show them.
    fn fill_front_matter(&mut self) {
        let fields: Vec<(String, Option<usize>)> = self
            .document
            .split
            .document
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.block))
            .collect();
        for (name, block) in fields {
            let Some(block) = block else {
                continue;
            };
            self.fill(block);
            let own = !self.reader.variables.contains_key(&name) && !is_reserved(&name);
            if let (BlockText::Text(parts) | BlockText::Own(parts), true) =
                (&self.texts[block], own)
            {
                self.variables.insert(name, Value::Text(parts.join(" ")));
            }
        }
    }

    /// Gives a block the text of the next voice that has it.
    fn fill(&mut self, block: usize) {
        let audiences = self.document.split.blocks[block].audiences.as_deref();
        if !self.reader.shows(audiences) {
            return;
        }
        let mut variables = std::mem::take(&mut self.variables);
        with_addresses(&mut variables, self.units, block, |variables| {
            self.fill_with(block, variables);
        });
        self.variables = variables;
    }

    fn fill_with(&mut self, block: usize, variables: &BTreeMap<String, Value>) {
        let voices = &self.reader.groups;
        while let Some(voice) = voices.get(self.tried[block]) {
            self.tried[block] += 1;
            if let Some(parts) = self.speak(voice, block, variables) {
                self.origins[block].lang = voice.locale.to_string();
                self.origins[block].fallback = self.tried[block] > 1;
                self.texts[block] = BlockText::Text(parts);
                return;
            }
        }
        self.origins[block] = work_origin(self.reader, block);
        self.texts[block] = self.source(block, variables);
    }

    fn speak(
        &mut self,
        voice: &Voice<'a>,
        block: usize,
        variables: &BTreeMap<String, Value>,
    ) -> Option<Vec<String>> {
        let mut spoken = Vec::new();
        for segment in self.document.split.blocks[block].segments.clone() {
            let unit = self.units.units.get(segment)?;
            let drafts = self.reader.edition.drafts;
            let text = self
                .reader
                .spoken(voice, &self.units.path, unit, variables, drafts)?;
            match text {
                Ok(formatted) => spoken.push((unit, formatted)),
                Err(finding) => {
                    self.findings.push(finding);
                    return None;
                }
            }
        }
        match stale::refusal(self.reader, voice, self.document, &spoken, variables) {
            Ok(()) => {}
            Err(finding) => {
                self.findings.extend(finding.map(|finding| *finding));
                return None;
            }
        }
        let parts = spoken.into_iter().map(|(_, formatted)| formatted.text);
        let parts = parts.collect();
        // One that is all empty is refused on rebuilding.
        Some(parts)
    }

    /// The source's own text: as it stands, or formatted where it is Fluent.
    fn source(&mut self, block: usize, variables: &BTreeMap<String, Value>) -> BlockText {
        if !self.document.split.fluent {
            return BlockText::Source;
        }
        let mut parts = Vec::new();
        for segment in self.document.split.blocks[block].segments.clone() {
            let Some(unit) = self.units.units.get(segment) else {
                return BlockText::Source;
            };
            match self.reader.source_text(&self.units.path, unit, variables) {
                Ok(text) => parts.push(text),
                Err(error) => {
                    let _ = self.source_faults.set(());
                    let message = format!("this sentence does not format: {}", error.message);
                    let whole = self.document.split.segments[segment].span;
                    let place = in_document(&self.document.text, whole, &unit.pattern, error.span);
                    let finding =
                        Finding::new(FORMAT_ERROR, Severity::Error, &self.document.file, message)
                            .at(place)
                            .of(
                                &self.reader.project.config.source,
                                &self.units.path,
                                &unit.id,
                            )
                            .text(&unit.pattern)
                            .help("the document is left out of this edition until it does");
                    self.findings.push(finding);
                    return BlockText::Source;
                }
            }
        }
        BlockText::Own(parts)
    }

    /// Rebuilds the document; what is refused falls back, until all holds.
    fn rebuild(&mut self) -> crate::segment::Rebuilt {
        // Each round takes a voice away from a block, so that this ends.
        let rounds = self.reader.groups.len() + 2;
        let mut rebuilt = self.rebuild_once();
        for _ in 0..rounds {
            if rebuilt.refused.is_empty() {
                break;
            }
            for refusal in std::mem::take(&mut rebuilt.refused) {
                self.refuse(refusal.block, &refusal.reason);
                self.fill(refusal.block);
            }
            rebuilt = self.rebuild_once();
        }
        rebuilt
    }

    fn rebuild_once(&self) -> crate::segment::Rebuilt {
        self.document
            .split
            .rebuild(&self.texts, Some(&self.reader.edition.audience))
    }

    fn refuse(&mut self, block: usize, reason: &str) {
        let Some(first) = self.document.split.blocks[block].segments.clone().next() else {
            return;
        };
        let Some(unit) = self.units.units.get(first) else {
            return;
        };
        let project = self.reader.project;
        let message = format!("this translation would change the document's structure: {reason}");
        let voice = self.tried[block]
            .checked_sub(1)
            .and_then(|at| self.reader.groups.get(at));
        let found =
            voice.and_then(|voice| voice.find(&self.units.path, unit, self.reader.edition.drafts));
        let (path, span, locale) = match found {
            Some((folder, translation, _)) => (
                project.locale_file(folder, &translation.path),
                translation.value_span,
                folder,
            ),
            None => (
                self.document.file.clone(),
                Some(self.document.split.blocks[block].span),
                project.config.source.as_str(),
            ),
        };
        let mut finding = Finding::new(REFUSED, Severity::Error, path, message)
            .of(locale, &self.units.path, &unit.id)
            .text(found.map_or("", |(_, _, pattern)| pattern))
            .related(
                &self.document.file,
                self.document.split.blocks[block].span,
                "the block of the document",
            )
            .help("its block falls back until the translation fits its place");
        finding.span = span;
        self.findings.push(finding);
    }
}

/// Returns where a part of a message stands in its document: where the same
/// characters stand there as often before it; else the whole sentence.
fn in_document(text: &str, whole: Span, pattern: &str, part: Span) -> Span {
    let name = part.slice(pattern);
    let before = pattern[..part.start].matches(name).count();
    let found = whole.slice(text).match_indices(name).nth(before);
    match found {
        Some((at, _)) if !name.is_empty() && part.end - part.start < pattern.len() => {
            Span::new(whole.start + at, whole.start + at + name.len())
        }
        _ => whole,
    }
}

/// Lends a block's addresses to the variables of its messages for as long as `run`
/// takes. No field has the name of an address.
pub(super) fn with_addresses<R>(
    variables: &mut BTreeMap<String, Value>,
    units: &DocumentUnits,
    block: usize,
    run: impl FnOnce(&BTreeMap<String, Value>) -> R,
) -> R {
    variables.extend(addresses(units, block));
    let result = run(variables);
    for (name, _) in addresses(units, block) {
        variables.remove(&name);
    }
    result
}

/// Returns the addresses of a block as the variables of its messages.
fn addresses(units: &DocumentUnits, block: usize) -> impl Iterator<Item = (String, Value)> + '_ {
    let addresses = units.addresses.get(block).into_iter().flatten();
    addresses.map(|address| {
        let value = Value::Text(address.value.clone());
        (format!("url{}", address.number), value)
    })
}

/// Counts how the document's segments stand in the edition.
pub(super) fn counts(reader: &Reader<'_>, document: &Document, units: &DocumentUnits) -> Counts {
    let mut counts = Counts::default();
    for unit in &units.units {
        let block = &document.split.blocks[unit.block];
        if !reader.shows(block.audiences.as_deref()) {
            continue;
        }
        counts.segments += 1;
        let key = (units.path.clone(), unit.id.clone());
        let states = reader
            .groups
            .first()
            .into_iter()
            .flat_map(|voice| &voice.folders);
        let best = states
            .filter_map(|(_, catalog)| Some(catalog.as_ref()?.translations.get(&key)?.state))
            .find(|state| *state != State::Missing);
        match best {
            _ if reader.is_source() => counts.translated += 1,
            Some(State::Translated) => counts.translated += 1,
            Some(State::Stale) => counts.stale += 1,
            Some(State::Draft) => counts.draft += 1,
            Some(State::Missing) | None => counts.missing += 1,
        }
    }
    counts
}

/// Returns whether a front-matter field cannot be a variable of this name.
pub(super) fn is_reserved(name: &str) -> bool {
    let url = name.strip_prefix("url");
    name == "audience" || url.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the text of a scalar field, for the page around a document.
#[must_use]
pub fn scalar_text(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) | Scalar::Date(text) | Scalar::Number(text) => text.clone(),
        Scalar::Bool(value) => value.to_string(),
    }
}
