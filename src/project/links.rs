//! Where the addresses of a document lead: to another document, to a file
//! beside it, or away.
//!
//! [`locate`] reads an address as a browser would, from the place of its
//! document, and never leaves the project.

use super::build::output_path;
use super::config::OutputFormat;
use super::load::{DOCUMENTS, Document, Project};
use std::collections::BTreeMap;

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A document, by its path under the content folder.
    Document(String),
    /// A folder of the content, whose index is meant: `""` is the content itself.
    Folder(String),
    /// A file under the content folder that is no document.
    Asset(String),
    /// Another file of the project, by its path in the project.
    File(String),
    /// A file that is not there, or that is not to be published.
    Missing,
}

/// The documents by what may be written for them.
#[derive(Debug)]
pub struct Map {
    pages: BTreeMap<String, String>,
}

impl Map {
    /// Lists the documents by the paths of their pages.
    #[must_use]
    pub fn new(project: &Project) -> Self {
        let page = |one: &Document| (output_path(one, OutputFormat::Html), one.path.clone());
        Self {
            pages: project.documents.iter().map(page).collect(),
        }
    }

    /// Returns the document whose page has this path.
    fn document(&self, page: &str) -> Option<Place> {
        self.pages.get(page).cloned().map(Place::Document)
    }
}

/// Finds what `address` leads to from the document at `from`, and what of it
/// follows the path (`?…`, `#…`).
///
/// Returns `None` for what is not the project's: a whole address, an anchor in
/// the same document, a path from the root of a host that names nothing here.
#[must_use]
pub fn locate<'a>(
    project: &Project,
    map: &Map,
    from: &str,
    address: &'a str,
) -> Option<(Place, &'a str)> {
    let address = address.trim();
    let end = address.find(['#', '?']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let head = path.split('/').next().unwrap_or_default();
    if path.is_empty() || head.contains(':') || path.starts_with("//") || path.contains('\\') {
        return None;
    }
    let path = decode(path);
    let is_rooted = path.starts_with('/');
    let Some(full) = join(&project.config.content, from, &path) else {
        return (!is_rooted).then_some((Place::Missing, rest));
    };
    let content = format!("{}/", project.config.content);
    let place = match full.strip_prefix(&content) {
        _ if full == project.config.content => Place::Folder(String::new()),
        // Nobody knows what is there, but it may be what is meant.
        Some(inner) if is_held(project, inner) => return None,
        Some(inner) => in_content(project, map, inner),
        None => outside(project, &full),
    };
    (place != Place::Missing || !is_rooted).then_some((place, rest))
}

/// Returns whether a path may be that of a document that could not be read, or
/// of its page.
fn is_held(project: &Project, path: &str) -> bool {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    project.holds_document(path)
        || DOCUMENTS
            .iter()
            .any(|extension| project.holds_document(&format!("{stem}.{extension}")))
}

fn in_content(project: &Project, map: &Map, path: &str) -> Place {
    if project.document(path).is_some() {
        return Place::Document(path.to_owned());
    }
    if let Ok(index) = project
        .assets
        .binary_search_by(|one| one.as_str().cmp(path))
    {
        return Place::Asset(project.assets[index].clone());
    }
    let folder = format!("{path}/");
    let next = project
        .documents
        .partition_point(|one| one.path.as_str() < folder.as_str());
    let holds = project
        .documents
        .get(next)
        .is_some_and(|one| one.path.starts_with(&folder));
    // The address of a page, with and without its extension, is its document's.
    let page = map
        .document(path)
        .or_else(|| map.document(&format!("{path}.html")));
    match page {
        Some(page) => page,
        None if holds => Place::Folder(path.to_owned()),
        None => Place::Missing,
    }
}

/// A file beside the content: nothing hidden, and nothing of ours.
fn outside(project: &Project, path: &str) -> Place {
    let config = &project.config;
    let is_ours = [&config.locales_dir, &config.out].iter().any(|folder| {
        path.strip_prefix(folder.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    let is_file = project.root.exists(path) && !project.root.is_folder(path);
    if is_ours || is_hidden || path == project.config_path || !is_file {
        Place::Missing
    } else {
        Place::File(path.to_owned())
    }
}

/// Joins an address to the folder of `from`; `None` where it leaves the project.
pub(super) fn join(content: &str, from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = content.split('/').collect();
    if !path.starts_with('/') {
        parts.extend(from.split('/'));
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes `%XX`; what gives no text stays.
#[must_use]
pub fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match hex {
            Some(byte) if byte != 0 => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// Writes a path as an address: all but letters, digits and `-._~/` is `%XX`.
#[must_use]
pub fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Returns the address of the file `to` from the file `from`, both by their
/// paths in one folder.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let common = from
        .iter()
        .zip(&to)
        .take(from.len().min(to.len()) - 1)
        .take_while(|(left, right)| left == right)
        .count();
    let up = "../".repeat(from.len() - 1 - common);
    format!("{up}{}", encode_path(&to[common..].join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_their_document() {
        let join = |from: &str, path: &str| join("content", from, path);
        assert_eq!(join("a/b.md", "c.md").unwrap(), "content/a/c.md");
        assert_eq!(join("a/b.md", "../c.md").unwrap(), "content/c.md");
        assert_eq!(join("a/b.md", "/c.md").unwrap(), "content/c.md");
        assert_eq!(join("a/b.md", "../../c.md").unwrap(), "c.md");
        assert_eq!(join("a/b.md", "../../../c.md"), None);
        assert_eq!(decode("a%20b%C3%A9%2e%zz%0"), "a bé.%zz%0");
        assert_eq!(decode("%ff%00"), "%ff%00");
    }

    #[test]
    fn files_are_addressed_from_each_other() {
        assert_eq!(relative("a.html", "b.html"), "b.html");
        assert_eq!(relative("x/a.html", "x/b c.html"), "b%20c.html");
        assert_eq!(relative("x/a.html", "y/b.html"), "../y/b.html");
        assert_eq!(relative("a.html", "x/é:1.png"), "x/%C3%A9%3A1.png");
        assert_eq!(relative("x/y/a.html", "index.html"), "../../index.html");
        assert_eq!(relative("x/x/a.html", "x/a.html"), "../a.html");
    }
}
