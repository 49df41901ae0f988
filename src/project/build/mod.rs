//! Builds the editions: assembles each document, renders it, publishes it.
//!
//! [`compose`] makes the outputs in memory and [`build`] writes them; [`faults`]
//! finds what they would find for the checks.
//!
//! 1. `stage` assembles the documents of all editions, and decides which of
//!    them are left out: links lead from one to another; `embargo` keeps some
//!    back;
//! 2. `outputs` renders those that were asked for, and publishes them.

mod embargo;
mod outputs;
mod stage;

pub use embargo::Embargoes;

use super::assemble::Reader;
use super::config::{Edition, OutputFormat};
use super::dist::Published;
use super::error::Error;
use super::files::Root;
use super::load::{Document, Project};
use super::pages::{self, Site};
use crate::diagnostic::Finding;
use rayon::prelude::*;
use serde::Serialize;
use stage::{Made, Stage};
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
    /// Whether a document that is not all translated, or is under embargo, is left
    /// out as an error.
    pub strict: bool,
    /// What becomes of documents under embargo; [`build`] keeps them back.
    pub embargoes: Embargoes,
    /// Whether more than half of the outputs may be removed.
    pub allow_removal: bool,
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
    /// Translated from another source text; shown as far as the edition allows.
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
/// If an edition is not there, the outputs would become input, or a file cannot
/// be read or written.
pub fn build(project: &Project, request: &Request) -> Result<Built, Error> {
    if let Some(folder) = &request.out {
        outputs::check_out(project, folder)?;
    }
    let embargoes = match &request.out {
        None => Embargoes::kept_back(project, &project.root, &project.config.out)?,
        Some(folder) => Embargoes::kept_back(project, &Root::create(folder)?, "")?,
    };
    let request = &Request {
        embargoes,
        ..request.clone()
    };
    let mut composed = compose(project, request)?;
    let (published, out) = outputs::publish(project, request, &composed)?;
    let refused = published
        .refused
        .iter()
        .map(|path| outputs::not_ours(&out, path));
    composed.findings.extend(refused);
    let edited = published.edited.iter();
    composed
        .findings
        .extend(edited.map(|path| outputs::edited(&out, path)));
    Ok(Built {
        rows: composed.rows,
        findings: composed.findings,
        published,
        out,
    })
}

/// Makes the outputs, and writes nothing.
///
/// What is found is what [`faults`] finds, and more: what has to do with the
/// writing.
///
/// # Errors
/// If an edition is not there, or a file cannot be read.
pub fn compose<'a>(project: &'a Project, request: &Request) -> Result<Composed<'a>, Error> {
    let editions = chosen(project, &request.editions)?;
    let Stage {
        made,
        site,
        findings,
    } = Stage::new(project, request, &editions);
    let mut composed = Composed {
        editions,
        rows: Vec::new(),
        findings,
        files: BTreeMap::new(),
    };
    for (reader, made) in made {
        if request.editions.is_empty() || request.editions.contains(&reader.edition.name) {
            outputs::add(project, request, &site, &reader, made, &mut composed)?;
        } else {
            composed.findings.extend(site_faults(&site, &reader, &made));
            composed
                .findings
                .extend(article_faults(&site, &reader, &made));
        }
    }
    // A part of the editions leaves the page that leads to all of them alone.
    let has_pages = request.formats.is_empty() || request.formats.contains(&OutputFormat::Html);
    let is_empty = project.documents.is_empty();
    if has_pages && request.editions.is_empty() && !is_empty && site.can_make_pages() {
        match site.editions() {
            Ok(Some(page)) => {
                composed
                    .files
                    .insert(pages::INDEX.to_owned(), page.into_bytes());
            }
            Ok(None) => {}
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
    let stage = Stage::new(project, &Request::default(), &editions);
    let mut findings = stage.findings;
    for (reader, made) in &stage.made {
        findings.extend(site_faults(&stage.site, reader, made));
        findings.extend(article_faults(&stage.site, reader, made));
    }
    findings
}

/// Finds what is wrong with the articles for WeChat, where an edition has them.
fn article_faults(site: &Site<'_>, reader: &Reader<'_>, made: &[Made<'_>]) -> Vec<Finding> {
    if !reader.edition.formats.contains(&OutputFormat::Wechat) {
        return Vec::new();
    }
    let shown = made.par_iter().filter(|one| !one.row.left_out);
    let found: Vec<Vec<Finding>> = shown
        .map(|one| site.article(reader, one.document, &one.assembled).findings)
        .collect();
    found.into_iter().flatten().collect()
}

/// Finds what is wrong with the links of the documents that have a page.
fn site_faults(site: &Site<'_>, reader: &Reader<'_>, made: &[Made<'_>]) -> Vec<Finding> {
    let with_page = made.par_iter().filter(|one| one.has_page());
    let found: Vec<Vec<Finding>> = with_page
        .map(|one| pages::faults(site, reader, one.document, &one.assembled))
        .collect();
    found.into_iter().flatten().collect()
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

/// Returns the path of an output in its edition's folder: the first, where
/// there are more.
pub(super) fn output_path(document: &Document, format: OutputFormat) -> String {
    let stem = stem(document);
    match format {
        // The document itself keeps its name.
        OutputFormat::Md => document.path.clone(),
        OutputFormat::Html => format!("{stem}.html"),
        OutputFormat::Txt => format!("{stem}.txt"),
        OutputFormat::Wechat => format!("{stem}.wechat.html"),
    }
}

/// Returns the paths of all outputs of a format in their edition's folder.
pub(super) fn output_paths(document: &Document, format: OutputFormat) -> Vec<String> {
    let mut paths = vec![output_path(document, format)];
    if format == OutputFormat::Wechat {
        paths.push(format!("{}.wechat-copy.html", stem(document)));
    }
    paths
}

/// Returns the path of a document without its extension.
fn stem(document: &Document) -> &str {
    let path = document.path.as_str();
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
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
