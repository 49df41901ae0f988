//! Builds the editions: assembles each document, renders it, publishes it.

use super::anchors;
use super::assemble::{Assembled, Counts, Reader, assemble};
use super::config::{Edition, OutputFormat};
use super::dist::{Dist, Published};
use super::error::Error;
use super::files::Root;
use super::load::{Document, Project};
use crate::catalog::DocumentUnits;
use crate::diagnostic::{Finding, Severity};
use crate::document::Format;
use crate::edition::{html, plain};
use crate::locale::Locale;
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

/// How one document came out in one edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The edition.
    pub edition: String,
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
    /// Blocks that fell back, by the language of what they show.
    pub fallback: BTreeMap<String, usize>,
    /// The files that were made, in the folder of the outputs.
    pub files: Vec<String>,
    /// Whether it was left out.
    pub left_out: bool,
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

/// Builds and publishes.
///
/// # Errors
/// If an edition is not there, or a file cannot be read or written.
pub fn build(project: &Project, request: &Request) -> Result<Built, Error> {
    let editions = chosen(project, &request.editions)?;
    let mut findings = collisions(project, &editions);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut rows = Vec::new();
    let clashing: BTreeSet<String> = findings
        .iter()
        .map(|finding| finding.path.clone())
        .collect();
    for edition in &editions {
        let Some(reader) = Reader::new(project, edition) else {
            continue;
        };
        let made = make(project, &reader, request, &clashing, &mut findings);
        copy_assets(project, edition, request, &made, &mut files, &mut findings)?;
        for mut one in made {
            render(project, &reader, &mut one, &mut files);
            findings.append(&mut one.assembled.findings);
            rows.push(one.row);
        }
    }
    dedup(&mut findings);
    let (published, out) = publish(project, request, &editions, &files)?;
    findings.extend(published.refused.iter().map(|path| not_ours(&out, path)));
    Ok(Built {
        rows,
        findings,
        published,
        out,
    })
}

/// Finds what building would find, and writes nothing: messages that do not
/// format, texts that the gate refuses, outputs that collide.
#[must_use]
pub fn faults(project: &Project) -> Vec<Finding> {
    let editions: Vec<&Edition> = project.config.editions.iter().collect();
    let mut findings = collisions(project, &editions);
    let request = Request::default();
    for edition in &editions {
        if let Some(reader) = Reader::new(project, edition) {
            make(project, &reader, &request, &BTreeSet::new(), &mut findings);
        }
    }
    findings
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

/// Assembles the documents that the edition shows, in parallel.
fn make<'a>(
    project: &'a Project,
    reader: &Reader<'a>,
    request: &Request,
    clashing: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Vec<Made<'a>> {
    let shown: Vec<(&Document, &DocumentUnits)> = project
        .extraction
        .documents
        .iter()
        .filter_map(|units| Some((project.document(&units.path)?, units)))
        .filter(|(document, _)| {
            reader.shows(document.split.audiences.as_deref()) && !clashing.contains(&document.file)
        })
        .collect();
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
    let mut fallback: BTreeMap<String, usize> = BTreeMap::new();
    for (_, origin) in assembled
        .blocks
        .iter()
        .filter(|(_, origin)| origin.fallback)
    {
        *fallback.entry(origin.lang.clone()).or_default() += 1;
    }
    let Counts {
        segments,
        translated,
        stale,
        draft,
        missing,
    } = assembled.counts;
    Row {
        edition: edition.name.clone(),
        document: document.path.clone(),
        segments,
        translated,
        stale,
        draft,
        missing,
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
    } else if segments > 0 && (translated as f64) < edition.publish_at * segments as f64 {
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

/// Renders a document in each of its formats.
fn render(
    project: &Project,
    reader: &Reader<'_>,
    made: &mut Made<'_>,
    files: &mut BTreeMap<String, Vec<u8>>,
) {
    if made.row.left_out {
        return;
    }
    for format in &made.formats {
        let path = format!(
            "{}/{}",
            reader.edition.name,
            output_path(made.document, *format)
        );
        let text = match format {
            OutputFormat::Md => {
                anchors::write(made.document, &made.assembled, project.config.anchors)
            }
            OutputFormat::Txt if made.document.format == Format::Text => {
                made.assembled.text.clone()
            }
            OutputFormat::Txt => plain::render(&made.assembled.text),
            OutputFormat::Html => match page(project, reader, made) {
                Ok(page) => page,
                Err(finding) => {
                    made.assembled.findings.push(*finding);
                    continue;
                }
            },
        };
        if files.insert(path.clone(), text.into_bytes()).is_none() {
            made.row.files.push(path);
        }
    }
}

/// Renders the page of a document, with a switcher to its other editions.
fn page(project: &Project, reader: &Reader<'_>, made: &Made<'_>) -> Result<String, Box<Finding>> {
    let document = made.document;
    let path = output_path(document, OutputFormat::Html);
    let up = "../".repeat(path.matches('/').count() + 1);
    let alternates: Vec<html::Alternate> = project
        .config
        .editions
        .iter()
        .filter(|edition| edition.formats.contains(&OutputFormat::Html))
        .filter(|edition| {
            let audiences = document.split.audiences.as_deref();
            audiences.is_none_or(|names| names.contains(&edition.audience))
        })
        .map(|edition| html::Alternate {
            label: edition.label.clone(),
            locale: edition.locale.clone(),
            href: format!("{up}{}/{path}", edition.name),
            current: edition.name == reader.edition.name,
        })
        .collect();
    let all = anchors::anchors(document);
    let anchors: Vec<(usize, String)> = made
        .assembled
        .blocks
        .iter()
        .filter_map(|(span, origin)| Some((span.start, all.get(&origin.block)?.clone())))
        .collect();
    let fault = |message: String| {
        Box::new(Finding::new(
            "format-error",
            Severity::Error,
            document.file.clone(),
            message,
        ))
    };
    let locale = Locale::parse(&reader.edition.locale)
        .map_err(|error| fault(format!("the page has no locale: {error}")))?;
    html::render(
        &made.assembled.text,
        document.format,
        &locale,
        &anchors,
        &alternates,
    )
    .map_err(|error| fault(format!("the page cannot be made: {error}")))
}

/// Copies what is no document, such as pictures, beside the pages.
fn copy_assets(
    project: &Project,
    edition: &Edition,
    request: &Request,
    made: &[Made<'_>],
    files: &mut BTreeMap<String, Vec<u8>>,
    findings: &mut Vec<Finding>,
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
            findings.push(
                Finding::new("output-collision", Severity::Error, file, message)
                    .help("rename the file, or the document"),
            );
        } else if let Some(bytes) = project.root.read(&file)? {
            files.insert(format!("{}/{asset}", edition.name), bytes);
        }
    }
    Ok(())
}

fn publish(
    project: &Project,
    request: &Request,
    editions: &[&Edition],
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(Published, String), Error> {
    // An edition that is not in the configuration any more is in scope of a
    // whole build; a part of the editions or formats leaves the rest alone.
    let whole = request.editions.is_empty() && request.formats.is_empty();
    let in_scope = |path: &str| {
        let Some((edition, rest)) = path.split_once('/') else {
            return whole;
        };
        let named = editions.iter().any(|one| one.name == edition);
        let extension = rest.rsplit_once('.').map_or("", |(_, extension)| extension);
        let format = OutputFormat::from_name(extension);
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
