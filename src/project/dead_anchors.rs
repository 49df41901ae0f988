//! Links to anchors that their documents do not have, in the source and, where
//! an edition is Markdown without written anchors, in a translation.

use super::anchors::{self, Anchor};
use super::chain;
use super::config::{Anchors, OutputFormat};
use super::links::{Map, Place, decode, locate};
use super::load::{Document, Project};
use super::state::{inked, place};
use crate::catalog::Translation;
use crate::diagnostic::Finding;
use crate::rules::prose::Prose;
use crate::rules::structure::dead_anchor::RULE;
use crate::segment::Address;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How many anchors a finding names.
const NAMED: usize = 5;

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
    /// Ids of HTML, in small letters.
    ids: BTreeSet<String>,
    /// Whether more may come in when the site is made.
    is_open: bool,
}

/// Finds dead anchors of the source and of each target locale.
#[must_use]
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for link in links(project) {
        let target = known
            .entry(link.target.path.as_str())
            .or_insert_with(|| Known::of(link.target));
        let heading = target
            .headings
            .iter()
            .find(|one| one.name.to_lowercase() == link.anchor);
        match heading {
            Some(Anchor {
                block: Some(block),
                chosen: false,
                ..
            }) => translated(project, &link, *block, &mut seen, &mut findings),
            None if !target.is_open && !target.ids.contains(&link.anchor) => {
                findings.push(dead(&link, target));
            }
            _ => {}
        }
    }
    findings
}

/// Lists the links of all documents that lead to an anchor in a document.
fn links(project: &Project) -> Vec<Link<'_>> {
    let map = Map::new(project);
    let mut links = Vec::new();
    for document in &project.documents {
        for (block, one) in document.split.blocks.iter().enumerate() {
            for address in &one.addresses {
                let value = address.value.trim_matches(['<', '>']);
                let Some((path, anchor)) = value.split_once('#') else {
                    continue;
                };
                let target = if path.is_empty() {
                    Some(document)
                } else {
                    match locate(project, &map, &document.path, path) {
                        Some((Place::Document(path), _)) => project.document(&path),
                        _ => None,
                    }
                };
                let anchor = decode(&resolved(anchor)).to_lowercase();
                // A browser's own, and those that generators make of notes.
                let is_special = anchor.is_empty()
                    || anchor == "top"
                    || anchor.starts_with(":~:")
                    || anchor.starts_with("fn");
                if let Some(target) = target.filter(|_| !is_special) {
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

impl Known {
    fn of(document: &Document) -> Self {
        let text = &document.text;
        let mut ids = BTreeSet::new();
        for mark in ["id=", "name=", "{#", " #"] {
            for (at, _) in text.match_indices(mark) {
                let rest = text[at + mark.len()..].trim_start_matches(['"', '\'']);
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | '}'))
                    .unwrap_or(rest.len());
                ids.insert(rest[..end].to_lowercase());
            }
        }
        Self {
            headings: anchors::listed(document),
            ids,
            is_open: ["{{#", "{% ", "{{%", "{{<", ":::", "[[toc"]
                .iter()
                .any(|mark| text.to_lowercase().contains(mark)),
        }
    }
}

/// Makes the finding about a link of the source.
fn dead(link: &Link<'_>, known: &Known) -> Finding {
    let (_, shown) = link.address.value.split_once('#').unwrap_or_default();
    let shown = shown.trim_end_matches('>');
    let message = format!("`#{shown}` is no anchor of `{}`", link.target.file);
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
    RULE.finding(link.document.file.as_str(), message)
        .at(address_span(link))
        .text(link.address.value.clone())
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
        let as_markdown = chain::readers(&project.config, index, &project.target_names)
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
        .units
        .iter()
        .filter(|unit| unit.block == block)
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
