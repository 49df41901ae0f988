//! Builds the editions: assembles each document, renders it, publishes it.

use super::anchors;
use super::assemble::{Assembled, Counts, Reader, assemble, counts};
use super::config::{Edition, OutputFormat};
use super::dist::{Dist, Published};
use super::error::Error;
use super::files::Root;
use super::load::{Document, Project};
use super::pages::{self, Site};
use crate::catalog::DocumentUnits;
use crate::diagnostic::{Finding, Severity};
use crate::document::Format;
use crate::edition::plain;
use crate::rules::project::broken_template;
use crate::text::LineIndex;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What is to be built.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The editions, by name; all for none.
    pub editions: Vec<String>,
    /// The formats, of those that each edition has; all for none.
    pub formats: Vec<OutputFormat>,
    /// Another folder than the configured one.
    pub out: Option<PathBuf>,
    /// Whether a document that is not all translated is left out, as an error.
    pub strict: bool,
}

/// How one document came out in one edition: what `build --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The edition.
    pub edition: String,
    /// Its locale.
    pub locale: String,
    /// The document.
    pub document: String,
    /// The segments that the edition shows.
    pub segments: usize,
    /// Translated from the present source text.
    pub translated: usize,
    /// Translated from another source text; shown all the same.
    pub stale: usize,
    /// Not accepted yet.
    pub draft: usize,
    /// Not there.
    pub missing: usize,
    /// The blocks that the edition shows.
    pub blocks: usize,
    /// Those of them that fell back, in the order of the document.
    pub fallback: Vec<Fallback>,
    /// The files that were made, in the folder of the outputs.
    pub files: Vec<String>,
    /// Whether it was left out.
    pub left_out: bool,
}

/// A block that does not speak the edition's own language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fallback {
    /// The locale of what it shows.
    pub locale: String,
    /// What it is, such as `paragraph`.
    pub kind: &'static str,
    /// Where it stands in the source document, from 1.
    pub line: usize,
    /// In Unicode code points, from 1.
    pub column: usize,
}

/// What was built.
#[derive(Debug, Clone)]
pub struct Built {
    /// A row for each document of each edition.
    pub rows: Vec<Row>,
    /// What was found on the way.
    pub findings: Vec<Finding>,
    /// What became of the files.
    pub published: Published,
    /// The folder of the outputs, as it is shown.
    pub out: String,
}

/// A document that an edition shows, with what became of it.
struct Made<'a> {
    document: &'a Document,
    assembled: Assembled,
    row: Row,
    formats: Vec<OutputFormat>,
}

impl Made<'_> {
    /// Returns whether the edition has a page of the document.
    fn has_page(&self) -> bool {
        !self.row.left_out && self.formats.contains(&OutputFormat::Html)
    }
}

/// What the outputs are, before anything is written.
#[derive(Debug)]
pub struct Composed<'a> {
    /// The editions that were asked for.
    pub editions: Vec<&'a Edition>,
    /// A row for each document of each edition.
    pub rows: Vec<Row>,
    /// What was found on the way.
    pub findings: Vec<Finding>,
    /// The files, by path in the folder of the outputs.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Builds and publishes.
///
/// # Errors
/// If an edition is not there, or a file cannot be read or written.
pub fn build(project: &Project, request: &Request) -> Result<Built, Error> {
    let mut composed = compose(project, request)?;
    let (published, out) = publish(project, request, &composed)?;
    let refused = published.refused.iter().map(|path| not_ours(&out, path));
    composed.findings.extend(refused);
    Ok(Built {
        rows: composed.rows,
        findings: composed.findings,
        published,
        out,
    })
}

/// Makes the outputs, and writes nothing.
///
/// # Errors
/// If an edition is not there, or a file cannot be read.
pub fn compose<'a>(project: &'a Project, request: &Request) -> Result<Composed<'a>, Error> {
    let editions = chosen(project, &request.editions)?;
    let mut findings = collisions(project, &editions);
    let clashing: BTreeSet<String> = findings
        .iter()
        .map(|finding| finding.path.clone())
        .collect();
    let readers = editions.iter().filter_map(|one| Reader::new(project, one));
    let made: Vec<(Reader<'_>, Vec<Made<'_>>)> = readers
        .map(|reader| {
            let made = make(project, &reader, request, &clashing, &mut findings);
            (reader, made)
        })
        .collect();
    let site = site(project, request, &made, &clashing, &mut findings);
    let mut composed = Composed {
        editions,
        rows: Vec::new(),
        findings,
        files: BTreeMap::new(),
    };
    for (reader, made) in made {
        copy_assets(project, reader.edition, request, &made, &mut composed)?;
        let rendered: Vec<Rendered> = made
            .into_par_iter()
            .map(|one| render(project, site.as_ref(), &reader, one))
            .collect();
        collect(
            project,
            site.as_ref(),
            reader.edition,
            rendered,
            &mut composed,
        )?;
    }
    // A part of the editions leaves the page that leads to all of them alone.
    if let Some(site) = site.filter(|_| request.editions.is_empty()) {
        match site.editions() {
            Ok(page) => {
                composed
                    .files
                    .insert(pages::INDEX.to_owned(), page.into_bytes());
            }
            Err(finding) => composed.findings.push(*finding),
        }
    }
    dedup(&mut composed.findings);
    Ok(composed)
}

/// Finds what building would find, and writes nothing: messages that do not
/// format, texts that the gate refuses, outputs that collide, links that lead
/// nowhere.
#[must_use]
pub fn faults(project: &Project) -> Vec<Finding> {
    let editions: Vec<&Edition> = project.config.editions.iter().collect();
    let mut findings = collisions(project, &editions);
    let request = Request::default();
    let readers = editions.iter().filter_map(|one| Reader::new(project, one));
    let made: Vec<(Reader<'_>, Vec<Made<'_>>)> = readers
        .map(|reader| {
            let made = make(project, &reader, &request, &BTreeSet::new(), &mut findings);
            (reader, made)
        })
        .collect();
    if let Some(site) = site(project, &request, &made, &BTreeSet::new(), &mut findings) {
        for (reader, made) in &made {
            let with_page = made.par_iter().filter(|one| one.has_page());
            let found: Vec<Vec<Finding>> = with_page
                .map(|one| pages::faults(&site, reader, one.document, &one.assembled))
                .collect();
            findings.extend(found.into_iter().flatten());
        }
    }
    findings
}

/// Prepares the pages, where any are wanted and can be made.
fn site<'a>(
    project: &'a Project,
    request: &Request,
    made: &[(Reader<'_>, Vec<Made<'_>>)],
    clashing: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Option<Site<'a>> {
    let is_wanted = request.formats.is_empty() || request.formats.contains(&OutputFormat::Html);
    // A template that is not there is a finding already.
    let is_lost = project.config.template.is_some() && project.template.is_none();
    let mut editions = pages::html_editions(&project.config).peekable();
    let is_empty = project.documents.is_empty() || editions.peek().is_none();
    if !is_wanted || is_lost || is_empty {
        return None;
    }
    let shown = editions.map(|edition| {
        let own = made
            .iter()
            .find(|(one, _)| one.edition.name == edition.name);
        let documents = match own {
            Some((_, made)) => made
                .iter()
                .filter(|one| one.has_page())
                .map(|one| one.document.path.clone())
                .collect(),
            None => expected(project, edition, clashing),
        };
        (edition.name.clone(), documents)
    });
    match Site::new(project, shown.collect()) {
        Ok(site) => Some(site),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

/// Returns the documents that an edition shows which is not built this time.
fn expected(project: &Project, edition: &Edition, clashing: &BTreeSet<String>) -> BTreeSet<String> {
    let Some(reader) = Reader::new(project, edition) else {
        return BTreeSet::new();
    };
    let shown = shown(project, &reader, clashing).filter(|(document, units)| {
        let counts = counts(&reader, document, units);
        !is_below(edition, &counts)
    });
    shown.map(|(document, _)| document.path.clone()).collect()
}

fn chosen<'a>(project: &'a Project, names: &[String]) -> Result<Vec<&'a Edition>, Error> {
    let all = &project.config.editions;
    if names.is_empty() {
        return Ok(all.iter().collect());
    }
    for name in names {
        if all.iter().all(|edition| edition.name != *name) {
            return Err(Error::Unknown {
                kind: "edition",
                name: name.clone(),
                known: all.iter().map(|edition| edition.name.clone()).collect(),
            });
        }
    }
    Ok(all
        .iter()
        .filter(|edition| names.contains(&edition.name))
        .collect())
}

/// Returns the formats that the request wants of an edition.
fn formats(edition: &Edition, request: &Request) -> Vec<OutputFormat> {
    let wanted =
        |format: &&OutputFormat| request.formats.is_empty() || request.formats.contains(format);
    edition.formats.iter().filter(wanted).copied().collect()
}

/// Returns the path of an output in its edition's folder.
pub(super) fn output_path(document: &Document, format: OutputFormat) -> String {
    let stem = document
        .path
        .rsplit_once('.')
        .map_or(document.path.as_str(), |(stem, _)| stem);
    match format {
        // The document itself keeps its name.
        OutputFormat::Md => document.path.clone(),
        OutputFormat::Html => format!("{stem}.html"),
        OutputFormat::Txt => format!("{stem}.txt"),
    }
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
        for format in &formats {
            let path = output_path(document, *format);
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

/// Lists the documents that the edition is to show.
fn shown<'a>(
    project: &'a Project,
    reader: &Reader<'_>,
    clashing: &BTreeSet<String>,
) -> impl Iterator<Item = (&'a Document, &'a DocumentUnits)> {
    project
        .extraction
        .documents
        .iter()
        .filter_map(|units| Some((project.document(&units.path)?, units)))
        .filter(|(document, _)| {
            reader.shows(document.split.audiences.as_deref()) && !clashing.contains(&document.file)
        })
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
    request: &Request,
    clashing: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Vec<Made<'a>> {
    let shown: Vec<(&Document, &DocumentUnits)> = shown(project, reader, clashing).collect();
    let mut made: Vec<Made<'_>> = shown
        .into_par_iter()
        .map(|(document, units)| {
            let assembled = assemble(reader, document, units);
            let formats = formats(reader.edition, request);
            let row = row(reader.edition, document, &assembled);
            Made {
                document,
                assembled,
                row,
                formats,
            }
        })
        .collect();
    for one in &mut made {
        findings.append(&mut one.assembled.findings);
        if let Some(finding) = refusal(project, reader.edition, one, request.strict) {
            one.row.left_out = true;
            findings.extend(finding);
        }
    }
    made
}

fn row(edition: &Edition, document: &Document, assembled: &Assembled) -> Row {
    let lines = LineIndex::new(&document.text);
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
        locale: edition.locale.clone(),
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
    finding.locale = locale.then(|| edition.locale.clone());
    finding.text.clone_from(&edition.name);
    Some(Some(finding))
}

/// A document in its formats.
struct Rendered {
    row: Row,
    findings: Vec<Finding>,
    files: Vec<(String, Vec<u8>)>,
    page: Option<pages::Made>,
}

/// Renders a document in each of its formats.
fn render(
    project: &Project,
    site: Option<&Site<'_>>,
    reader: &Reader<'_>,
    made: Made<'_>,
) -> Rendered {
    let mut rendered = Rendered {
        row: made.row,
        findings: made.assembled.findings.clone(),
        files: Vec::new(),
        page: None,
    };
    if rendered.row.left_out {
        return rendered;
    }
    let (document, assembled) = (made.document, &made.assembled);
    for format in made.formats {
        let text = match format {
            OutputFormat::Md => anchors::write(document, assembled, project.config.anchors),
            OutputFormat::Txt if document.format == Format::Text => assembled.text.clone(),
            OutputFormat::Txt => plain::render(&assembled.text, reader.locale.is_cjk()),
            OutputFormat::Html => {
                let Some(site) = site else {
                    continue;
                };
                match site.page(reader, document, assembled, &mut rendered.findings) {
                    Ok(mut page) => {
                        let html = std::mem::take(&mut page.html);
                        rendered.page = Some(page);
                        html
                    }
                    Err(finding) => {
                        rendered.findings.push(*finding);
                        continue;
                    }
                }
            }
        };
        let path = format!("{}/{}", reader.edition.name, output_path(document, format));
        rendered.files.push((path, text.into_bytes()));
    }
    rendered
}

/// Takes the documents of an edition in, and makes the index of its pages.
fn collect(
    project: &Project,
    site: Option<&Site<'_>>,
    edition: &Edition,
    rendered: Vec<Rendered>,
    composed: &mut Composed<'_>,
) -> Result<(), Error> {
    let (mut index, mut beside) = (Vec::new(), BTreeSet::new());
    for one in rendered {
        let mut row = one.row;
        for (path, bytes) in one.files {
            if composed.files.insert(path.clone(), bytes).is_none() {
                row.files.push(path);
            }
        }
        composed.findings.extend(one.findings);
        composed.rows.push(row);
        if let Some(page) = one.page {
            beside.extend(page.files);
            index.push((page.order, page.entry));
        }
    }
    for path in beside {
        if let Some(bytes) = project.root.read(&path)? {
            let to = format!("{}/{}", edition.name, pages::file_path(&path));
            composed.files.insert(to, bytes);
        }
    }
    let has_pages = edition.formats.contains(&OutputFormat::Html);
    if let Some(site) = site.filter(|site| has_pages && site.has_index(edition)) {
        index.sort_by(|left, right| left.0.compare(&right.0));
        let entries = index.into_iter().map(|(_, entry)| entry).collect();
        match site.index(edition, entries) {
            Ok(page) => {
                let path = format!("{}/{}", edition.name, pages::INDEX);
                composed.files.insert(path, page.into_bytes());
            }
            Err(finding) => composed.findings.push(*finding),
        }
    }
    Ok(())
}

/// Copies what is no document, such as pictures, beside the pages.
fn copy_assets(
    project: &Project,
    edition: &Edition,
    request: &Request,
    made: &[Made<'_>],
    composed: &mut Composed<'_>,
) -> Result<(), Error> {
    let formats = formats(edition, request);
    if formats.iter().all(|format| *format == OutputFormat::Txt) || made.is_empty() {
        return Ok(());
    }
    let outputs: BTreeSet<String> = made
        .iter()
        .flat_map(|one| {
            one.formats
                .iter()
                .map(|format| output_path(one.document, *format))
        })
        .collect();
    for asset in &project.assets {
        let file = format!("{}/{asset}", project.config.content);
        if outputs.contains(asset) {
            let message = format!("`{asset}` would be written over by the output of a document");
            composed.findings.push(
                Finding::new("output-collision", Severity::Error, file, message)
                    .help("rename the file, or the document"),
            );
        } else if let Some(bytes) = project.root.read(&file)? {
            composed
                .files
                .insert(format!("{}/{asset}", edition.name), bytes);
        }
    }
    Ok(())
}

fn publish(
    project: &Project,
    request: &Request,
    composed: &Composed<'_>,
) -> Result<(Published, String), Error> {
    let (editions, files) = (&composed.editions, &composed.files);
    // A broken template makes no page go away.
    let is_broken = |one: &Finding| one.rule == broken_template::RULE.name;
    let all = composed.findings.iter().chain(&project.findings);
    let keeps_pages = all.into_iter().any(is_broken);
    // An edition that is not in the configuration any more is in scope of a
    // whole build; a part of the editions or formats leaves the rest alone.
    let whole = request.editions.is_empty() && request.formats.is_empty();
    let in_scope = |path: &str| {
        let Some((edition, rest)) = path.split_once('/') else {
            return whole && !keeps_pages;
        };
        let named = editions.iter().any(|one| one.name == edition);
        let extension = rest.rsplit_once('.').map_or("", |(_, extension)| extension);
        let format = OutputFormat::from_name(extension);
        if keeps_pages && format == Some(OutputFormat::Html) {
            return false;
        }
        whole
            || (named
                && (request.formats.is_empty()
                    || format.is_some_and(|one| request.formats.contains(&one))))
    };
    match &request.out {
        None => {
            let dist = Dist::new(&project.root, &project.config.out);
            Ok((dist.publish(files, in_scope)?, project.config.out.clone()))
        }
        Some(folder) => {
            let root = Root::create(folder)?;
            let dist = Dist::new(&root, "");
            Ok((dist.publish(files, in_scope)?, folder.display().to_string()))
        }
    }
}

fn not_ours(out: &str, path: &str) -> Finding {
    let message = format!("`{path}` was not written by fluentdown, so it is left alone");
    Finding::new(
        "not-ours",
        Severity::Error,
        format!("{out}/{path}"),
        message,
    )
    .help("move the file away, or write to another folder by `--out`")
}

/// Two editions of one locale find the same faults: one is enough.
pub(super) fn dedup(findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    findings.retain(|one| {
        let key = (
            one.path.clone(),
            one.span,
            one.rule,
            one.message.clone(),
            one.id.clone(),
        );
        seen.insert(key)
    });
}
