//! The second half of a build: documents in their formats, and what goes along.

use super::stage::{Made, formats};
use super::{Composed, Request, Row, output_path, output_paths};
use crate::diagnostic::{Finding, Severity};
use crate::document::Format;
use crate::edition::plain;
use crate::project::anchors;
use crate::project::assemble::Reader;
use crate::project::config::{Edition, OutputFormat};
use crate::project::dist::{Dist, Published};
use crate::project::error::Error;
use crate::project::files::{Root, check_given};
use crate::project::load::{DOCUMENTS, Project};
use crate::project::pages::{self, Article, Site};
use crate::rules::project::{broken_template, output_collision, unusable_file};
use rayon::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The document whose page an edition's index would take the place of.
const INDEX_DOCUMENT: &str = "index.md";

/// What is said of a file among the outputs that is somebody's own.
const NOT_OURS: &str = "not-ours";

/// Adds the outputs of an edition.
///
/// # Errors
/// If a file that goes along cannot be read.
pub(super) fn add(
    project: &Project,
    request: &Request,
    site: &Site<'_>,
    reader: &Reader<'_>,
    made: Vec<Made<'_>>,
    composed: &mut Composed<'_>,
) -> Result<(), Error> {
    copy_assets(project, reader.edition, &made, composed)?;
    let rendered: Vec<Rendered> = made
        .into_par_iter()
        .map(|one| render(project, site, reader, one))
        .collect();
    // One that may be a document's is not written over.
    let held = project.holds_document(INDEX_DOCUMENT) || reader.holds(INDEX_DOCUMENT);
    let asks_pages = formats(reader.edition, request).contains(&OutputFormat::Html)
        && !project.documents.is_empty()
        && !held;
    collect(
        project,
        site,
        reader.edition,
        asks_pages,
        rendered,
        composed,
    )
}

/// A document in its formats.
struct Rendered {
    row: Row,
    findings: Vec<Finding>,
    files: Vec<(String, Vec<u8>)>,
    page: Option<pages::Made>,
    article: Option<Article>,
}

/// Renders a document in each of its formats.
fn render(project: &Project, site: &Site<'_>, reader: &Reader<'_>, made: Made<'_>) -> Rendered {
    let has_page = made.has_page();
    let mut rendered = Rendered {
        row: made.row,
        findings: made.assembled.findings.clone(),
        files: Vec::new(),
        page: None,
        article: None,
    };
    if rendered.row.left_out {
        // A page that stays is in the index still.
        rendered.page = made.stays;
        return rendered;
    }
    let (document, assembled) = (made.document, &made.assembled);
    if reader.edition.formats.contains(&OutputFormat::Wechat) {
        let mut article = site.article(reader, document, assembled);
        rendered.findings.append(&mut article.findings);
        // One that is not asked for this time has the same faults.
        let is_asked = made.formats.contains(&OutputFormat::Wechat);
        rendered.article = is_asked.then_some(article);
    }
    for format in made.formats {
        let text = match format {
            OutputFormat::Md => anchors::write(document, assembled, project.config.anchors),
            OutputFormat::Txt if document.format == Format::Text => assembled.text.clone(),
            OutputFormat::Txt => plain::render(
                &assembled.text,
                &plain::Setting {
                    wide: reader.locale.is_cjk(),
                    words: site.words(reader.edition),
                    address: &|address| pages::address_in_text(site, reader, document, address),
                },
            ),
            OutputFormat::Wechat => continue,
            OutputFormat::Html if !site.can_make_pages() => continue,
            OutputFormat::Html => {
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
    if has_page && rendered.page.is_none() {
        // A page that is not made this time has the same faults.
        let faults = pages::faults(site, reader, document, assembled);
        rendered.findings.extend(faults);
    }
    rendered
}

/// Takes the documents of an edition in, and makes the index of its pages.
fn collect(
    project: &Project,
    site: &Site<'_>,
    edition: &Edition,
    asks_pages: bool,
    rendered: Vec<Rendered>,
    composed: &mut Composed<'_>,
) -> Result<(), Error> {
    let (mut index, mut beside) = (Vec::new(), BTreeSet::new());
    let mut pictures = BTreeMap::new();
    for mut one in rendered {
        let mut row = one.row;
        if let Some(article) = one.article {
            let files = article.files.into_iter();
            one.files
                .extend(files.map(|(path, bytes)| (format!("{}/{path}", edition.name), bytes)));
            beside.extend(article.beside);
            pictures.extend(article.pictures);
        }
        for (path, bytes) in one.files {
            if composed.files.insert(path.clone(), bytes).is_none() {
                row.files.push(path);
            }
        }
        composed.findings.extend(one.findings);
        composed.rows.push(row);
        if let Some(page) = one.page {
            beside.extend(page.files);
            for (path, png) in page.drawn {
                let to = format!("{}/{path}", edition.name);
                composed
                    .files
                    .entry(to)
                    .or_insert_with(|| png.bytes.clone());
            }
            index.push((page.order, site.dated(edition, page.entry)));
        }
    }
    for path in beside {
        match project.root.read_bytes(&path) {
            Ok(bytes) => {
                let to = format!("{}/{}", edition.name, pages::file_path(&path));
                composed.files.insert(to, bytes);
            }
            Err(unread) => composed.findings.push(unread.finding),
        }
    }
    add_pictures(project, edition, pictures, composed);
    if asks_pages && site.can_make_pages() && site.has_index(edition) {
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

/// Adds the pictures that were drawn; none takes the place of another file.
fn add_pictures(
    project: &Project,
    edition: &Edition,
    pictures: BTreeMap<String, Vec<u8>>,
    composed: &mut Composed<'_>,
) {
    for (path, bytes) in pictures {
        let to = format!("{}/{path}", edition.name);
        match composed.files.entry(to) {
            Entry::Vacant(place) => {
                place.insert(bytes);
            }
            Entry::Occupied(_) => {
                let file = format!("{}/{path}", project.config.content);
                let message = format!("`{path}` would be written over by the PNG of a picture");
                composed.findings.push(
                    output_collision::RULE
                        .finding(file, message)
                        .help("rename the file"),
                );
            }
        }
    }
}

/// Copies what is no document, such as pictures, beside the pages.
fn copy_assets(
    project: &Project,
    edition: &Edition,
    made: &[Made<'_>],
    composed: &mut Composed<'_>,
) -> Result<(), Error> {
    let mut formats = made.iter().flat_map(|one| &one.formats);
    if formats.all(|format| *format == OutputFormat::Txt) {
        return Ok(());
    }
    let outputs: BTreeSet<String> = made
        .iter()
        .flat_map(|one| {
            one.formats
                .iter()
                .flat_map(|format| output_paths(one.document, *format))
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
            continue;
        }
        match project.root.read_bytes(&file) {
            Ok(bytes) => {
                composed
                    .files
                    .insert(format!("{}/{asset}", edition.name), bytes);
            }
            Err(unread) => composed.findings.push(unread.finding),
        }
    }
    Ok(())
}

/// Checks that outputs which go to another folder become no input.
///
/// # Errors
/// If they would lie among the documents or the resources.
pub(super) fn check_out(project: &Project, folder: &Path) -> Result<(), Error> {
    check_given(folder, Some(project.root.path()))?;
    let Some(place) = project.root.place_of(folder) else {
        return Ok(());
    };
    let lies = |inner: &str, outer: &str| {
        let rest = inner.strip_prefix(outer);
        outer.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let config = &project.config;
    for source in [&config.content, &config.locales_dir] {
        let covers = config.editions.iter().any(|edition| {
            let own = format!("{place}/{}", edition.name);
            lies(source, own.trim_start_matches('/'))
        });
        if covers || lies(&place, source) {
            return Err(Error::Input(format!(
                "the outputs would lie in `{source}`, among what they are made of: choose another folder"
            )));
        }
    }
    Ok(())
}

/// Returns the documents that an output, by its path in its edition's folder,
/// may be of.
fn documents_of(path: &str) -> impl Iterator<Item = String> {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let of_article = [".wechat", ".wechat-copy"].map(|end| stem.strip_suffix(end));
    let stems = [Some(stem)].into_iter().chain(of_article).flatten();
    stems.flat_map(|stem| {
        DOCUMENTS
            .iter()
            .map(move |extension| format!("{stem}.{extension}"))
    })
}

pub(super) fn publish(
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
    let holding: BTreeMap<&str, Reader<'_>> = project
        .config
        .editions
        .iter()
        .map(|edition| (edition.name.as_str(), Reader::new(project, edition)))
        .collect();
    let all = composed.findings.iter().chain(&project.findings);
    let unread: BTreeSet<&str> = all
        .filter(|one| one.rule == unusable_file::RULE.name)
        .map(|one| one.path.as_str())
        .collect();
    let documents = project.documents.iter();
    let pages: BTreeSet<String> = documents
        .map(|one| output_path(one, OutputFormat::Html))
        .collect();
    let in_scope = |path: &str| {
        // An article that stays as it was needs its pictures.
        let is_picture = path.ends_with(".wechat.png");
        let are_needed = request.embargoes.keeps_articles() || !unread.is_empty();
        if request.embargoes.keeps(path) || is_picture && are_needed {
            return false;
        }
        let Some((edition, rest)) = path.split_once('/') else {
            return whole && !keeps_pages && !project.holds_document(INDEX_DOCUMENT);
        };
        // What is not made since it could not be read stays as it was.
        let reader = holding.get(edition);
        if documents_of(rest).any(|document| {
            project.holds_document(&document) || reader.is_some_and(|one| one.holds(&document))
        }) {
            return false;
        }
        if unread.contains(format!("{}/{rest}", project.config.content).as_str()) {
            return false;
        }
        let named = editions.iter().any(|one| one.name == edition);
        let format = format_of(&pages, rest);
        if keeps_pages && format == Some(OutputFormat::Html) {
            return false;
        }
        whole
            || (named
                && (request.formats.is_empty()
                    || format.is_some_and(|one| request.formats.contains(&one))))
    };
    // What is left out is there, and comes back when it is translated.
    let left_out = composed.rows.iter().filter(|row| row.left_out);
    let left_out: BTreeSet<String> = left_out
        .map(|row| {
            let stem = row.document.rsplit_once('.');
            format!(
                "{}/{}",
                row.edition,
                stem.map_or(row.document.as_str(), |one| one.0)
            )
        })
        .collect();
    let may_go = |path: &str| {
        let name = path.rfind('/').map_or(0, |at| at + 1);
        let mut ends = path[name..].match_indices('.');
        request.allow_removal || ends.any(|(at, _)| left_out.contains(&path[..name + at]))
    };
    match &request.out {
        None => {
            let dist = Dist::new(&project.root, &project.config.out);
            let published = dist.publish(files, in_scope, may_go)?;
            Ok((published, project.config.out.clone()))
        }
        Some(folder) => {
            let root = Root::create(folder)?;
            let dist = Dist::new(&root, "");
            let published = dist.publish(files, in_scope, may_go)?;
            Ok((published, folder.display().to_string()))
        }
    }
}

/// Returns the format that a file in an edition's folder belongs to; `pages`
/// are the paths that documents have as pages.
fn format_of(pages: &BTreeSet<String>, path: &str) -> Option<OutputFormat> {
    let of_article = [".wechat.html", ".wechat-copy.html", ".wechat.png"];
    // A document may be called `a.wechat.md`.
    if of_article.iter().any(|end| path.ends_with(end)) && !pages.contains(path) {
        return Some(OutputFormat::Wechat);
    }
    let (_, extension) = path.rsplit_once('.')?;
    OutputFormat::from_name(extension)
}

pub(super) fn edited(out: &str, path: &str) -> Finding {
    let message = format!("`{path}` was changed since fluentdown wrote it, so it is left as it is");
    Finding::new(NOT_OURS, Severity::Error, format!("{out}/{path}"), message)
        .help("move the file away, or remove it, and build again")
}

pub(super) fn not_ours(out: &str, path: &str) -> Finding {
    let message = format!("`{path}` was not written by fluentdown, so it is left alone");
    Finding::new(NOT_OURS, Severity::Error, format!("{out}/{path}"), message)
        .help("move the file away, or write to another folder by `--out`")
}
