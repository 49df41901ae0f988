//! The first half of a build: the documents of all editions, assembled.

use super::{Fallback, Request, Row, embargo, output_paths};
use crate::catalog::DocumentUnits;
use crate::diagnostic::{Finding, Severity};
use crate::project::assemble::{Assembled, Counts, Reader, assemble};
use crate::project::config::{Edition, OutputFormat};
use crate::project::load::{Document, Project};
use crate::project::pages::{self, Site};
use crate::text::LineIndex;
use rayon::prelude::*;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// A document that an edition shows, with what became of it.
pub(super) struct Made<'a> {
    pub(super) document: &'a Document,
    pub(super) assembled: Assembled,
    pub(super) row: Row,
    /// The formats that were asked for.
    pub(super) formats: Vec<OutputFormat>,
    /// What is said of the page that stays while the document is kept back.
    pub(super) stays: Option<pages::Made>,
    /// Whether its edition has pages.
    has_pages: bool,
}

impl Made<'_> {
    /// Returns whether the edition has a page of the document.
    pub(super) const fn has_page(&self) -> bool {
        !self.row.left_out && self.has_pages
    }
}

/// The documents of all editions, and what their pages share.
pub(super) struct Stage<'a> {
    pub(super) made: Vec<(Reader<'a>, Vec<Made<'a>>)>,
    pub(super) site: Site<'a>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Stage<'a> {
    /// Assembles every document of every edition; those of `asked` as the
    /// request wants them.
    pub(super) fn new(project: &'a Project, request: &Request, asked: &[&Edition]) -> Self {
        let all: Vec<&Edition> = project.config.editions.iter().collect();
        let mut findings = collisions(project, &all);
        let clashing: BTreeSet<String> = findings.iter().map(|one| one.path.clone()).collect();
        let readers = all.iter().map(|one| Reader::new(project, one));
        let made: Vec<(Reader<'_>, Vec<Made<'_>>)> = readers
            .map(|reader| {
                let is_asked = asked.iter().any(|one| one.name == reader.edition.name);
                let made = make(
                    project,
                    &reader,
                    (request, is_asked),
                    &clashing,
                    &mut findings,
                );
                (reader, made)
            })
            .collect();
        let with_page = made.iter().map(|(reader, made)| {
            let shown = made
                .iter()
                .filter(|one| one.has_page() || one.stays.is_some());
            let paths = shown.map(|one| one.document.path.clone()).collect();
            (reader.edition.name.clone(), paths)
        });
        let (mut site, fault) = Site::new(project, with_page.collect());
        site.embargoes = request.embargoes.marks(project);
        findings.extend(fault.map(|finding| *finding));
        Self {
            made,
            site,
            findings,
        }
    }
}

/// Returns the formats that the request wants of an edition.
pub(super) fn formats(edition: &Edition, request: &Request) -> Vec<OutputFormat> {
    let wanted =
        |format: &&OutputFormat| request.formats.is_empty() || request.formats.contains(format);
    edition.formats.iter().filter(wanted).copied().collect()
}

/// Finds documents that would write the same output: an error that names both.
fn collisions(project: &Project, editions: &[&Edition]) -> Vec<Finding> {
    let formats: BTreeSet<OutputFormat> = editions
        .iter()
        .flat_map(|edition| edition.formats.iter().copied())
        .collect();
    let mut findings = Vec::new();
    let mut taken: BTreeMap<String, &Document> = BTreeMap::new();
    for document in &project.documents {
        let paths = formats.iter().flat_map(|one| output_paths(document, *one));
        for path in paths {
            // File systems that fold case would put both into one file.
            let key = path.to_lowercase();
            let other = *taken.entry(key).or_insert(document);
            if other.path != document.path {
                let message = format!(
                    "`{}` and `{}` would both be written as `{path}`",
                    other.path, document.path
                );
                findings.push(
                    Finding::new("output-collision", Severity::Error, &document.file, message)
                        .help("rename one of them; this one is left out until then"),
                );
                break;
            }
        }
    }
    findings
}

/// Lists the documents that the edition is to show, but those of which nothing
/// can be told.
fn shown<'a>(
    project: &'a Project,
    reader: &Reader<'_>,
) -> impl Iterator<Item = (&'a Document, &'a DocumentUnits)> {
    project
        .extraction
        .documents
        .iter()
        .filter_map(|units| Some((project.document(&units.path)?, units)))
        .filter(|(document, _)| reader.shows(document.split.audiences.as_deref()))
        .filter(|(document, _)| !reader.holds(&document.path))
}

/// Returns whether too little of a document is translated for the edition.
fn is_below(edition: &Edition, counts: &Counts) -> bool {
    let wanted = edition.publish_at * counts.segments as f64;
    counts.segments > 0 && (counts.translated as f64) < wanted
}

/// Assembles the documents that the edition shows, in parallel.
fn make<'a>(
    project: &'a Project,
    reader: &Reader<'a>,
    (request, is_asked): (&Request, bool),
    clashing: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Vec<Made<'a>> {
    let shown: Vec<(&Document, &DocumentUnits)> = shown(project, reader).collect();
    let mut made: Vec<Made<'_>> = shown
        .into_par_iter()
        .map(|(document, units)| {
            let assembled = assemble(reader, document, units);
            let row = row(reader.edition, document, &assembled);
            Made {
                document,
                assembled,
                row,
                formats: match is_asked {
                    true => formats(reader.edition, request),
                    false => Vec::new(),
                },
                stays: None,
                has_pages: reader.edition.formats.contains(&OutputFormat::Html),
            }
        })
        .filter(|one| !is_for_others(one.document, &one.assembled))
        .collect();
    let strict = request.strict && is_asked;
    for one in &mut made {
        findings.append(&mut one.assembled.findings);
        if clashing.contains(&one.document.file) {
            one.row.left_out = true;
        } else if let Some(held) = request.embargoes.of(one.document) {
            one.row.left_out = true;
            one.stays = request.embargoes.entry(reader.edition, one.document);
            findings.extend(embargo::finding(one.document, held, strict));
        } else if let Some(finding) = refusal(project, reader.edition, one, strict) {
            one.row.left_out = true;
            findings.extend(finding);
        }
    }
    made
}

/// Returns whether all parts of a document are for other audiences: then the
/// edition does not have it. One that is empty for everybody stays.
fn is_for_others(document: &Document, assembled: &Assembled) -> bool {
    let is_empty = |text: &str| {
        let body = crate::document::front(text, document.format).body;
        let body = text.get(body..).unwrap_or_default();
        body.replace("<!-- -->", "").trim().is_empty()
    };
    let mut directives = document.split.directives().iter();
    directives.any(|directive| directive.audiences.is_some())
        && is_empty(&assembled.text)
        && !is_empty(&document.split.rebuild(&[], None).text)
}

fn row(edition: &Edition, document: &Document, assembled: &Assembled) -> Row {
    let lines = LazyCell::new(|| LineIndex::new(&document.text));
    let shown = assembled.blocks.iter().map(|(_, origin)| origin);
    let fallback = shown.filter(|origin| origin.fallback).filter_map(|origin| {
        let block = document.split.blocks.get(origin.block)?;
        let place = lines.position(&document.text, block.span.start);
        Some(Fallback {
            locale: origin.lang.clone(),
            kind: block.kind.as_str(),
            line: place.line,
            column: place.column,
        })
    });
    let fallback = fallback.collect();
    let Counts {
        segments,
        translated,
        stale,
        draft,
        missing,
    } = assembled.counts;
    Row {
        edition: edition.name.clone(),
        locale: edition.locale.to_string(),
        document: document.path.clone(),
        segments,
        translated,
        stale,
        draft,
        missing,
        blocks: assembled.blocks.len(),
        fallback,
        files: Vec::new(),
        left_out: false,
    }
}

/// Says whether a document is left out; the finding, if that is an error or
/// worth a note.
fn refusal(
    project: &Project,
    edition: &Edition,
    made: &Made<'_>,
    strict: bool,
) -> Option<Option<Finding>> {
    let Counts {
        segments,
        translated,
        ..
    } = made.assembled.counts;
    if !made.assembled.complete {
        return Some(None);
    }
    let open = segments - translated;
    let (rule, severity, message) = if strict && open > 0 {
        let message = format!(
            "`{}` is left out of `{}`: {open} of {segments} segments are not translated",
            made.document.path, edition.name
        );
        ("not-all-translated", Severity::Error, message)
    } else if is_below(edition, &made.assembled.counts) {
        let message = format!(
            "`{}` is left out of `{}`: {translated} of {segments} segments are translated, and `publish_at` is {}",
            made.document.path, edition.name, edition.publish_at
        );
        ("below-publish-at", Severity::Note, message)
    } else {
        return None;
    };
    let locale = project.config.source != edition.locale;
    let mut finding = Finding::new(rule, severity, &made.document.file, message);
    finding.document = Some(made.document.path.clone());
    finding.locale = locale.then(|| edition.locale.to_string());
    finding.text.clone_from(&edition.name);
    Some(Some(finding))
}
