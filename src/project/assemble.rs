//! Assembles one document for one edition: which text each block gets.
//!
//! A block takes its messages from the first group of locales that has them
//! all and formats them all; else it falls back whole, along the chain, at
//! last to the source. What the gate of `segment` refuses falls back too.

use super::chain;
use super::config::Edition;
use super::load::{Document, Project};
use super::state::inked;
use super::voice::Voice;
use crate::catalog::{DocumentUnits, State, TERMS_FILE, Translation, Unit};
use crate::diagnostic::{Finding, Severity};
use crate::document::{BlockKind, Format, Scalar};
use crate::edition::{FormatError, Landing, Value};
use crate::ftl;
use crate::locale::Locale;
use crate::segment::BlockText;
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The rule of messages that do not format.
pub const FORMAT_ERROR: &str = "format-error";
/// The rule of translations that would break the document's structure.
pub const REFUSED: &str = "breaks-structure";

/// An edition with all that it reads, ready to assemble documents.
#[derive(Debug)]
pub struct Reader<'a> {
    project: &'a Project,
    /// The edition.
    pub edition: &'a Edition,
    /// Its locale.
    pub locale: Locale,
    groups: Vec<Voice<'a>>,
    source: Voice<'a>,
    variables: BTreeMap<String, Value>,
}

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

/// The formatted text of a message, with where it stands.
#[derive(Debug, Clone)]
pub struct Formatted<'a> {
    /// The translation.
    pub translation: &'a Translation,
    /// The folder that it stands in.
    pub folder: &'a str,
    /// What it formats to.
    pub text: String,
}

impl Formatted<'_> {
    /// Returns the pattern that it was formatted from.
    #[must_use]
    pub fn pattern(&self) -> &str {
        self.translation.pattern.as_deref().unwrap_or_default()
    }
}

impl<'a> Reader<'a> {
    /// Opens what the edition reads.
    #[must_use]
    pub fn new(project: &'a Project, edition: &'a Edition) -> Option<Self> {
        let locale = Locale::parse(&edition.locale).ok()?;
        let source_locale = Locale::parse(&project.config.source).ok()?;
        let groups = chain::groups(&project.config, &edition.locale, &project.target_names);
        let groups = groups.iter().map(|group| {
            let folders: Vec<_> = group
                .folders
                .iter()
                .map(|index| &project.targets[*index])
                .map(|files| (files, project.extraction.locale(&files.locale)))
                .collect();
            let own = folders
                .first()
                .and_then(|(files, _)| Locale::parse(&files.locale).ok());
            Voice::new(folders, own.as_ref().unwrap_or(&source_locale), &locale)
        });
        let mut variables: BTreeMap<String, Value> = edition
            .vars
            .iter()
            .map(|(name, value)| (name.clone(), value.into()))
            .collect();
        variables.insert("audience".to_owned(), Value::Text(edition.audience.clone()));
        Some(Self {
            groups: groups.collect(),
            source: Voice::new(vec![(&project.source, None)], &source_locale, &locale),
            project,
            edition,
            locale,
            variables,
        })
    }

    /// Returns whether the edition shows what is for these audiences.
    #[must_use]
    pub fn shows(&self, audiences: Option<&[String]>) -> bool {
        audiences.is_none_or(|list| list.contains(&self.edition.audience))
    }

    /// Returns whether the edition is in the source's own language.
    #[must_use]
    pub fn is_source(&self) -> bool {
        let own = &self.source.locale;
        let alike =
            own.language() == self.locale.language() && own.script() == self.locale.script();
        self.groups.is_empty() && alike
    }

    /// Returns the locale that the source's messages are formatted for.
    #[must_use]
    pub const fn source_locale(&self) -> &Locale {
        &self.source.locale
    }

    /// Returns the variables of the document's messages: the edition's, and
    /// the scalars of the front matter. The edition's win.
    #[must_use]
    pub fn variables(&self, document: &Document) -> BTreeMap<String, Value> {
        let fields = document
            .split
            .document
            .fields
            .iter()
            .filter(|field| !is_reserved(&field.name));
        let mut all: BTreeMap<String, Value> = fields
            .map(|field| (field.name.clone(), Value::from(&field.value)))
            .collect();
        all.extend(self.variables.clone());
        all
    }

    /// Returns the texts of the terms files that it reads, the source's and its
    /// own, nearest first.
    #[must_use]
    pub fn term_files(&self) -> (Vec<&'a str>, Vec<&'a str>) {
        let files = |voice: &Voice<'a>| -> Vec<&'a str> {
            let all = voice.folders.iter().map(|(files, _)| &files.files);
            all.filter_map(|files| files.get(TERMS_FILE).map(String::as_str))
                .collect()
        };
        (
            files(&self.source),
            self.groups.first().map(files).unwrap_or_default(),
        )
    }

    /// Formats a message of the source.
    ///
    /// # Errors
    /// Why it does not format, with the place in its pattern.
    pub fn source_text(
        &self,
        document: &str,
        unit: &Unit,
        variables: &BTreeMap<String, Value>,
    ) -> Result<String, FormatError> {
        let landing = self.landing(document, unit);
        self.source
            .format(document, &unit.pattern, variables, landing)
    }

    /// Returns what the text of a message lands in.
    fn landing(&self, document: &str, unit: &Unit) -> Landing {
        let Some(document) = self.project.document(document) else {
            return Landing::default();
        };
        let block = document.split.blocks.get(unit.block);
        match block.map(|block| &block.kind) {
            _ if document.format == Format::Text => Landing::Text,
            Some(BlockKind::FrontMatter(_)) => Landing::Text,
            Some(BlockKind::Html | BlockKind::Attribute(_)) => Landing::Html,
            _ => Landing::Markdown,
        }
    }

    /// Finds and formats the translation of a message in the edition's own
    /// language, a draft too; `None` if there is none.
    #[must_use]
    pub fn target_text(
        &self,
        document: &str,
        unit: &Unit,
        variables: &BTreeMap<String, Value>,
    ) -> Option<Result<Formatted<'a>, Finding>> {
        self.groups
            .first()
            .and_then(|voice| self.spoken(voice, document, unit, variables, true))
    }

    /// Formats a pattern that stands in a document's resource in the edition's
    /// own language; `None` where it does not format.
    #[must_use]
    pub fn format(
        &self,
        document: &str,
        pattern: &str,
        variables: &BTreeMap<String, Value>,
    ) -> Option<String> {
        let voice = self.groups.first()?;
        let landing = Landing::Markdown;
        voice.format(document, pattern, variables, landing).ok()
    }

    /// Returns the translation that the edition shows of a message, and the
    /// folder it stands in, in whatever language of its chain.
    #[must_use]
    pub fn translation(&self, document: &str, unit: &Unit) -> Option<(&'a str, &'a Translation)> {
        let drafts = self.edition.drafts;
        let found = self
            .groups
            .iter()
            .find_map(|voice| voice.find(document, unit, drafts));
        found.map(|(folder, translation, _)| (folder, translation))
    }

    fn spoken(
        &self,
        voice: &Voice<'a>,
        document: &str,
        unit: &Unit,
        variables: &BTreeMap<String, Value>,
        drafts: bool,
    ) -> Option<Result<Formatted<'a>, Finding>> {
        let (folder, translation, pattern) = voice.find(document, unit, drafts)?;
        let landing = self.landing(document, unit);
        Some(match voice.format(document, pattern, variables, landing) {
            Ok(text) => Ok(Formatted {
                translation,
                folder,
                text,
            }),
            Err(error) => Err(self.unformatted(folder, translation, document, unit, &error)),
        })
    }

    /// Says that a translation does not format, and where.
    fn unformatted(
        &self,
        folder: &str,
        translation: &Translation,
        document: &str,
        unit: &Unit,
        error: &FormatError,
    ) -> Finding {
        let path = self.project.locale_file(folder, &translation.path);
        let pattern = translation.pattern.as_deref().unwrap_or_default();
        let message = format!("this message does not format: {}", error.message);
        let mut finding = Finding::new(FORMAT_ERROR, Severity::Error, path.as_str(), message)
            .of(folder, document, &unit.id)
            .text(pattern);
        finding.span = translation.value_span;
        if let (Some(at), Some(text)) = (translation.value_span, self.project.texts.get(&path)) {
            let value = inked(text, at);
            let place = ftl::place(value.slice(text), pattern, error.span);
            finding.span = place.map_or(Some(value), |place| {
                Some(Span::new(
                    place.start + value.start,
                    place.end + value.start,
                ))
            });
        }
        finding
    }
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
            if let (BlockText::Text(parts), true) = (&self.texts[block], own) {
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
        let variables = self.with_addresses(block);
        let voices = &self.reader.groups;
        while let Some(voice) = voices.get(self.tried[block]) {
            self.tried[block] += 1;
            if let Some(parts) = self.speak(voice, block, &variables) {
                self.origins[block].lang = voice.locale.to_string();
                self.origins[block].fallback = self.tried[block] > 1;
                self.texts[block] = BlockText::Text(parts);
                return;
            }
        }
        self.origins[block] = work_origin(self.reader, block);
        self.texts[block] = self.source(block, &variables);
    }

    fn speak(
        &mut self,
        voice: &Voice<'a>,
        block: usize,
        variables: &BTreeMap<String, Value>,
    ) -> Option<Vec<String>> {
        let mut parts = Vec::new();
        for segment in self.document.split.blocks[block].segments.clone() {
            let unit = self.units.units.get(segment)?;
            let drafts = self.reader.edition.drafts;
            let spoken = self
                .reader
                .spoken(voice, &self.units.path, unit, variables, drafts)?;
            match spoken {
                Ok(formatted) => parts.push(formatted.text),
                Err(finding) => {
                    self.findings.push(finding);
                    return None;
                }
            }
        }
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
        BlockText::Text(parts)
    }

    fn with_addresses(&self, block: usize) -> BTreeMap<String, Value> {
        let mut variables = self.variables.clone();
        variables.extend(addresses(self.units, block));
        variables
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

/// Returns the addresses of a block as the variables of its messages.
pub(super) fn addresses(
    units: &DocumentUnits,
    block: usize,
) -> impl Iterator<Item = (String, Value)> + '_ {
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
fn is_reserved(name: &str) -> bool {
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
