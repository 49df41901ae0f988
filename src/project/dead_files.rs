//! Addresses that name a file of the content folder that is not there, in the
//! documents and in the translations.
//!
//! Pages find the same when they are made, and more, since all they need must
//! be under the content folder. Here is what holds in Markdown alone, where
//! another program makes the pages: so what that program may put there, or
//! find elsewhere, is left alone.

use super::links::{Map, Place, decode, join, locate};
use super::load::{Document, Project};
use crate::diagnostic::Finding;
use crate::document::Format;
use crate::edition::html::references;
use crate::rules::project::missing_file::RULE;
use crate::text::Span;
use rayon::prelude::*;
use std::cell::RefCell;

/// What people put into a content folder. Others are made when the site is
/// (`.html`, feeds, what is offered for download), or are no files: `items.static`.
const FILES: [&str; 37] = [
    "md", "markdown", "mdx", "txt", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp",
    "ico", "tif", "tiff", "mp4", "webm", "mov", "mp3", "ogg", "wav", "csv", "tsv", "json", "yaml",
    "yml", "toml", "ftl", "css", "js", "py", "rs", "sh", "doc", "docx", "xlsx", "odt",
];

/// Front matter that moves a document's page away from its place.
const MOVED: [&str; 3] = ["permalink", "slug", "url"];

/// Finds the dead addresses of the source and of each target locale.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let map = Map::new(project);
    let found: Vec<Vec<Finding>> = project
        .documents
        .par_iter()
        .filter(|document| !is_moved(document))
        .map(|document| {
            let dead = dead(project, &map, document, &document.text);
            let mut all: Vec<Finding> = dead
                .iter()
                .map(|address| finding(document, address))
                .collect();
            all.extend(translated(project, &map, document));
            all
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// Makes the finding about an address, at its first place in the document.
pub(super) fn finding(document: &Document, address: &str) -> Finding {
    let message = format!("`{address}` leads to no file of the content");
    let mut finding = RULE
        .finding(document.file.as_str(), message)
        .text(address)
        .help("put the file under the content folder, or mend the address");
    finding.document = Some(document.path.clone());
    if let Some(at) = document.text.find(address) {
        finding.span = Some((at..at + address.len()).into());
    }
    finding
}

/// Returns where `address` stands in a translation, or the whole of it.
pub(super) fn place(
    project: &Project,
    path: &str,
    value: Option<Span>,
    address: &str,
) -> Option<Span> {
    let value = value?;
    let text = project.texts.get(path)?;
    let inside = value.slice(text).find(address);
    Some(inside.map_or(value, |at| {
        let start = value.start + at;
        Span::new(start, start + address.len())
    }))
}

fn is_moved(document: &Document) -> bool {
    let fields = &document.split.document.fields;
    fields
        .iter()
        .any(|field| MOVED.contains(&field.name.as_str()))
}

/// Lists the dead addresses in a text of the document, each once.
fn dead(project: &Project, map: &Map, document: &Document, text: &str) -> Vec<String> {
    // Nothing without these has an address.
    if document.format == Format::Text || !text.contains(['(', ':', '=']) {
        return Vec::new();
    }
    let found = RefCell::new(Vec::new());
    references(text, document.format, &|reference| {
        let address = reference.address.trim();
        let mut found = found.borrow_mut();
        if !found.iter().any(|one| one == address) && is_dead(project, map, &document.path, address)
        {
            found.push(address.to_owned());
        }
    });
    found.into_inner()
}

/// Returns whether an address names a file that should be in the content
/// folder and is not.
fn is_dead(project: &Project, map: &Map, from: &str, address: &str) -> bool {
    let end = address.find(['#', '?']).unwrap_or(address.len());
    let path = &address[..end];
    // A template's own syntax, a site's path, an alias of a bundler.
    let is_foreign = path.contains(['{', '}', '<', '>', '$', '*', '|'])
        || path.starts_with(['/', '@', '~'])
        || !names_file(path);
    if is_foreign
        || !matches!(
            locate(project, map, from, address),
            Some((Place::Missing, _))
        )
    {
        return false;
    }
    let content = &project.config.content;
    let inner = format!("{content}/");
    let places = [decode(path), path.to_owned()];
    let mut places = places.iter().map(|path| join(content, from, path));
    // What is not listed may be there all the same: hidden, ignored, a
    // book's `index.md` that is `README.md` here.
    places.all(|place| {
        place.is_some_and(|full| {
            let readme = full
                .strip_suffix("index.md")
                .map(|folder| format!("{folder}README.md"));
            full.starts_with(&inner)
                && !project.root.exists(&full)
                && !readme.is_some_and(|path| project.root.exists(&path))
        })
    })
}

/// Returns whether a path ends as the name of a file does that people put in a
/// folder.
fn names_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        let is_file = |known: &&str| extension.eq_ignore_ascii_case(known);
        !stem.trim_matches('.').is_empty() && FILES.iter().any(is_file)
    })
}

/// Finds the dead addresses that translations of the document have of their own.
fn translated(project: &Project, map: &Map, document: &Document) -> Vec<Finding> {
    let documents = &project.extraction.documents;
    let Some(units) = documents.iter().find(|one| one.path == document.path) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for catalog in &project.extraction.locales {
        for unit in &units.units {
            let key = (document.path.clone(), unit.id.clone());
            let Some(one) = catalog.translations.get(&key) else {
                continue;
            };
            let pattern = one.pattern.as_deref().unwrap_or_default();
            if !pattern.contains("](") && !pattern.contains("<a") && !pattern.contains("<img") {
                continue;
            }
            for address in dead(project, map, document, pattern) {
                // The source's own is said already.
                if document.text.contains(&address) {
                    continue;
                }
                let path = project.locale_file(&catalog.locale, &one.path);
                let mut finding = finding(document, &address);
                finding.span = place(project, &path, one.value_span, &address);
                finding.path = path;
                finding.locale = Some(catalog.locale.clone());
                findings.push(finding);
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::names_file;

    #[test]
    fn names_of_files_are_told_from_other_addresses() {
        for path in ["a.md", "../x/Ü b.PNG", "img/a.csv", "a.b.svg", "x.mp4"] {
            assert!(names_file(path), "{path}");
        }
        for path in [
            "",
            "a",
            "a/",
            "..",
            ".",
            "../..",
            ".hidden",
            "v1.2",
            "items.static",
            "a.html",
            "feed.xml",
            "book.pdf",
            "a.tar.gz",
            "a. b",
            "x.y z",
        ] {
            assert!(!names_file(path), "{path}");
        }
    }
}
