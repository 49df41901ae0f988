//! Links to anchors that their documents do not have, in the source and, where
//! an edition is Markdown without written anchors, in a translation.

use super::anchors::{self, Anchor};
use super::config::{Anchors, OutputFormat};
use super::links::{Map, Place, decode, locate};
use super::load::{Document, Project};
use super::state::{inked, place};
use crate::catalog::Translation;
use crate::diagnostic::Finding;
use crate::edition::html::references;
use crate::rules::prose::Prose;
use crate::rules::structure::dead_anchor::RULE;
use crate::segment::Address;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// How many anchors a finding names.
const NAMED: usize = 5;

/// No id is longer, in bytes: this bounds what is kept of a text.
const LONGEST_ID: usize = 256;

/// A link to an anchor of a document.
struct Link<'a> {
    document: &'a Document,
    block: usize,
    address: &'a Address,
    target: &'a Document,
    anchor: String,
}

/// The anchors of a document.
struct Known {
    headings: Vec<Anchor>,
    /// The first heading of each name, in small letters.
    names: FxHashMap<String, usize>,
    /// Ids of HTML, in small letters.
    ids: BTreeSet<String>,
    /// Whether more may come in when the site is made.
    is_open: bool,
}

/// Finds dead anchors of the source and of each target locale.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let map = Map::new(project);
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for link in links(project, &map) {
        let target = known
            .entry(link.target.path.as_str())
            .or_insert_with(|| Known::of(link.target));
        match target.heading(&link.anchor) {
            Some(Anchor {
                block: Some(block),
                chosen: false,
                ..
            }) => translated(project, &link, *block, &mut seen, &mut findings),
            None if target.lacks(&link.anchor) => {
                let place = address_span(&link);
                findings.push(dead(
                    link.document,
                    place,
                    &link.address.value,
                    link.target,
                    target,
                ));
            }
            _ => {}
        }
    }
    let elsewhere = elsewhere(project, &map, &mut known);
    findings.extend(elsewhere);
    findings
}

/// Finds the dead anchors of addresses that are no block's: those of reference
/// definitions and of HTML.
fn elsewhere<'a>(
    project: &'a Project,
    map: &Map,
    known: &mut BTreeMap<&'a str, Known>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in &project.documents {
        if !document.text.contains('#') {
            continue;
        }
        let blocks = document.split.blocks.iter();
        let own: BTreeSet<&str> = blocks
            .flat_map(|block| &block.addresses)
            .map(|address| address.value.trim_matches(['<', '>']))
            .collect();
        let found = RefCell::new(BTreeMap::new());
        let written = RefCell::new(Written::new(&document.text));
        references(&document.text, document.format, &|reference| {
            let address = reference.address;
            if !address.contains('#') || own.contains(address) {
                return;
            }
            // One with entities or escapes is not as the source has it.
            let mut found = found.borrow_mut();
            if !found.contains_key(address)
                && let Some(start) = written.borrow_mut().place(address)
            {
                found.insert(address.to_owned(), start);
            }
        });
        for (address, start) in found.into_inner() {
            let Some((target, anchor)) = target(project, map, document, &address) else {
                continue;
            };
            let one = known
                .entry(target.path.as_str())
                .or_insert_with(|| Known::of(target));
            if one.heading(&anchor).is_none() && one.lacks(&anchor) {
                let place = Span::new(start, start + address.len());
                findings.push(dead(document, place, &address, target, one));
            }
        }
    }
    findings
}

/// Returns the document that an address with an anchor leads to, and the anchor
/// in small letters; `None` for other addresses, and for anchors that are no
/// author's.
fn target<'a>(
    project: &'a Project,
    map: &Map,
    document: &'a Document,
    address: &str,
) -> Option<(&'a Document, String)> {
    let (path, anchor) = address.split_once('#')?;
    let target = if path.is_empty() {
        document
    } else {
        match locate(project, map, &document.path, path)? {
            (Place::Document(path), _) => project.document(&path)?,
            _ => return None,
        }
    };
    let anchor = decode(&resolved(anchor)).to_lowercase();
    // A browser's own, those that generators make of notes, and those that no
    // heading gives and a generator of its own kind must: `#option.theme`.
    let is_special = anchor.is_empty()
        || anchor == "top"
        || anchor.starts_with("fn")
        || anchor.contains(['.', ':', '+', '=', '/', '(', '!']);
    (!is_special).then_some((target, anchor))
}

/// Lists the links of all documents that lead to an anchor in a document.
fn links<'a>(project: &'a Project, map: &Map) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    for document in &project.documents {
        for (block, one) in document.split.blocks.iter().enumerate() {
            for address in &one.addresses {
                let value = address.value.trim_matches(['<', '>']);
                if let Some((target, anchor)) = target(project, map, document, value) {
                    links.push(Link {
                        document,
                        block,
                        address,
                        target,
                        anchor,
                    });
                }
            }
        }
    }
    links
}

/// Resolves the references to characters that an address may have.
fn resolved(address: &str) -> String {
    let mut out = String::new();
    let mut rest = address;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = rest.split_once(';').and_then(|(name, after)| {
            let number = match name.strip_prefix("&#") {
                Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16),
                Some(decimal) => decimal.parse(),
                None if name == "&amp" => Ok(u32::from(b'&')),
                None => return None,
            };
            Some((char::from_u32(number.ok()?)?, after))
        });
        if let Some((c, after)) = found {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out + rest
}

/// Where addresses with an anchor stand in a text.
struct Written<'t> {
    text: &'t str,
    /// What stands around each `#` up to blanks, brackets and quotes.
    pieces: FxHashMap<&'t str, usize>,
    /// How many more addresses are looked for in the whole text.
    left: usize,
}

impl<'t> Written<'t> {
    /// How many addresses that are no piece are looked for.
    const LOOKS: usize = 64;

    fn new(text: &'t str) -> Self {
        let mut pieces = FxHashMap::default();
        let mut end = 0;
        for (at, _) in text.match_indices('#') {
            if at < end {
                continue;
            }
            let start = text[end..at].rfind(parts).map_or(end, |before| {
                let before = end + before;
                before + text[before..].chars().next().map_or(1, char::len_utf8)
            });
            end = at + text[at..].find(parts).unwrap_or(text.len() - at);
            let piece = &text[start..end];
            // The label of a definition and the name of an attribute may stand before.
            for mark in ["", "]:", "="] {
                if let Some(before) = piece.find(mark) {
                    let from = before + mark.len();
                    pieces.entry(&piece[from..]).or_insert(start + from);
                }
            }
        }
        Self {
            text,
            pieces,
            left: Self::LOOKS,
        }
    }

    /// Returns where the text has this address first.
    fn place(&mut self, address: &str) -> Option<usize> {
        if let Some(at) = self.pieces.get(address) {
            return Some(*at);
        }
        self.left = self.left.checked_sub(1)?;
        self.text.find(address)
    }
}

/// Returns whether this stands around an address and not in it.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | '\'')
}

impl Known {
    /// Returns the first heading of this name, which is in small letters.
    fn heading(&self, name: &str) -> Option<&Anchor> {
        self.names.get(name).map(|at| &self.headings[*at])
    }

    /// Returns whether surely no id of the document is `anchor`.
    fn lacks(&self, anchor: &str) -> bool {
        !self.is_open && !self.ids.contains(anchor)
    }

    fn of(document: &Document) -> Self {
        let text = &document.text;
        let mut ids = BTreeSet::new();
        for mark in ["id=", "name=", "{#", " #"] {
            for (at, _) in text.match_indices(mark) {
                let rest = &text[at + mark.len()..];
                let rest = &rest[..rest.floor_char_boundary(LONGEST_ID)];
                let rest = rest.trim_start_matches(['"', '\'']);
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | '}'))
                    .unwrap_or(rest.len());
                ids.insert(rest[..end].to_lowercase());
            }
        }
        let headings = anchors::listed(document);
        let mut names = FxHashMap::default();
        for (at, heading) in headings.iter().enumerate() {
            names.entry(heading.name.to_lowercase()).or_insert(at);
        }
        Self {
            headings,
            names,
            ids,
            is_open: ["{{#", "{% ", "{{%", "{{<", ":::", "[[toc"]
                .iter()
                .any(|mark| text.to_lowercase().contains(mark)),
        }
    }
}

/// Makes the finding about an address of the source that stands at `place`.
fn dead(
    document: &Document,
    place: Span,
    address: &str,
    target: &Document,
    known: &Known,
) -> Finding {
    let (_, shown) = address.split_once('#').unwrap_or_default();
    let shown = shown.trim_end_matches('>');
    let message = format!("`#{shown}` is no anchor of `{}`", target.file);
    let names: Vec<String> = known
        .headings
        .iter()
        .take(NAMED)
        .map(|one| format!("`#{}`", one.name))
        .collect();
    let more = if known.headings.len() > NAMED {
        ", …"
    } else {
        ""
    };
    let help = if names.is_empty() {
        "it has no heading".to_owned()
    } else {
        format!("its headings give {}{more}", names.join(", "))
    };
    RULE.finding(document.file.as_str(), message)
        .at(place)
        .text(address)
        .help(help)
}

/// Returns where the link's address stands, or its block.
fn address_span(link: &Link<'_>) -> Span {
    let block = link.document.split.blocks[link.block].span;
    let text = block.slice(&link.document.text);
    text.find(link.address.value.as_str()).map_or(block, |at| {
        let start = block.start + at;
        Span::new(start, start + link.address.value.len())
    })
}

/// Finds the locales whose translation of the heading gives another anchor.
fn translated(
    project: &Project,
    link: &Link<'_>,
    block: usize,
    seen: &mut BTreeSet<(usize, String, usize)>,
    findings: &mut Vec<Finding>,
) {
    if project.config.anchors != Anchors::None {
        return;
    }
    for (index, catalog) in project.extraction.locales.iter().enumerate() {
        let as_markdown = project
            .readers
            .editions(&project.config, index)
            .any(|edition| edition.formats.contains(&OutputFormat::Md));
        if !as_markdown {
            continue;
        }
        let Some(heading) = translations(project, index, &link.target.path, block) else {
            continue;
        };
        let text: Vec<&str> = heading
            .iter()
            .filter_map(|(_, one)| one.pattern.as_deref())
            .collect();
        let text = text.join(" ");
        // What a placeable will say is not known here.
        if text.contains('{') || anchors::slug(&Prose::read(&text).plain) == link.anchor {
            continue;
        }
        let variable = format!("{{ $url{} }}", link.address.number);
        let keeps =
            translations(project, index, &link.document.path, link.block).is_none_or(|all| {
                all.iter()
                    .filter_map(|(_, one)| one.pattern.as_ref())
                    .any(|pattern| pattern.contains(&variable))
            });
        if !keeps || !seen.insert((index, link.target.path.clone(), block)) {
            continue;
        }
        let Some((id, first)) = heading.first() else {
            continue;
        };
        let path = project.locale_file(&catalog.locale, &first.path);
        let message = format!(
            "a link leads to `#{}`, which this heading gives no more in Markdown",
            link.anchor
        );
        let mut finding = RULE
            .finding(path.as_str(), message)
            .of(&catalog.locale, &link.target.path, id)
            .text(text)
            .related(link.document.file.as_str(), address_span(link), "the link")
            .help(format!(
                "set `anchors = \"attribute\"` or `\"html\"` in {}",
                project.config_path
            ));
        if let (Some(at), Some(text)) = (place(first), project.texts.get(&path)) {
            finding = finding.at(inked(text, at));
        }
        findings.push(finding);
    }
}

/// Returns the translations of a block, drafts too, if it has all of them.
fn translations<'a>(
    project: &'a Project,
    index: usize,
    document: &str,
    block: usize,
) -> Option<Vec<(&'a str, &'a Translation)>> {
    let catalog = &project.extraction.locales[index];
    let units = project
        .extraction
        .documents
        .iter()
        .find(|one| one.path == document)?;
    units
        .of_block(block)
        .iter()
        .map(|unit| {
            let key = (document.to_owned(), unit.id.clone());
            let one = catalog.translations.get(&key)?;
            one.pattern.is_some().then_some((unit.id.as_str(), one))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_to_characters_are_resolved() {
        for (address, expected) in [
            ("agn&#x00F3;sticos", "agnósticos"),
            ("a&#98;c&amp;d", "abc&d"),
            ("a&b;c&#xFFFFFFFF;&", "a&b;c&#xFFFFFFFF;&"),
        ] {
            assert_eq!(resolved(address), expected);
        }
    }
}
