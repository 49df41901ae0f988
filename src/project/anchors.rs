//! Anchors of headings: every edition keeps the source's, so that a link to a
//! heading outlives its translation.

use super::assemble::Assembled;
use super::config::Anchors;
use super::load::Document;
use crate::document::{self, BlockKind, Heading};
use crate::text::{Edit, Span, apply};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use unicode_width::UnicodeWidthChar as _;

/// Returns the anchor of each heading of the source, by block: the author's
/// own (`{#id}`), or what GitHub makes of its text.
#[must_use]
pub fn anchors(document: &Document) -> BTreeMap<usize, String> {
    let headings = with_blocks(document);
    headings
        .into_iter()
        .filter_map(|(_, anchor, block)| Some((block?, anchor)))
        .collect()
}

/// The anchor of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// What stands behind `#`.
    pub name: String,
    /// The heading's block, if it is one.
    pub block: Option<usize>,
    /// Whether the author chose it (`{#id}`), so that a translation keeps it.
    pub chosen: bool,
}

/// Lists the anchors of all headings of the source.
#[must_use]
pub fn listed(document: &Document) -> Vec<Anchor> {
    with_blocks(document)
        .into_iter()
        .map(|(heading, name, block)| Anchor {
            name,
            block,
            chosen: heading.id.is_some(),
        })
        .collect()
}

/// Returns the places of headings in an edition's `text` that are no block
/// (`l10n:skip`, code alone), with their anchors: their text is the source's.
///
/// `known` are the places of those that are blocks.
#[must_use]
pub fn untranslated(
    document: &Document,
    text: &str,
    known: &[(usize, String)],
) -> Vec<(usize, String)> {
    let mut open: BTreeMap<(u8, &str), VecDeque<String>> = BTreeMap::new();
    for (heading, anchor, block) in with_blocks(document) {
        if block.is_none() {
            let alike = open.entry((heading.level, &heading.text)).or_default();
            alike.push_back(anchor);
        }
    }
    if open.is_empty() {
        return Vec::new();
    }
    let mut known: Vec<usize> = known.iter().map(|(at, _)| *at).collect();
    known.sort_unstable();
    let edition = document::read(text, document.format, &[]).headings;
    let mut places = Vec::new();
    for heading in &edition {
        let next = known.partition_point(|at| *at < heading.span.start);
        let is_known = known.get(next).is_some_and(|at| heading.span.contains(*at));
        let alike = open.get_mut(&(heading.level, heading.text.as_str()));
        if let Some(anchor) = alike.filter(|_| !is_known).and_then(VecDeque::pop_front) {
            places.push((heading.span.start, anchor));
        }
    }
    places
}

/// Returns the headings of the source, each with its anchor and its block.
fn with_blocks(document: &Document) -> Vec<(&Heading, String, Option<usize>)> {
    let headings = &document.split.document.headings;
    // An anchor that its author chose is nobody else's.
    let mut taken: BTreeSet<String> = headings
        .iter()
        .filter_map(|heading| heading.id.clone())
        .collect();
    let mut counts = BTreeMap::new();
    let blocks: Vec<(usize, Span)> = document
        .split
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Heading(_)))
        .map(|(index, block)| (index, block.span))
        .collect();
    let mut found = Vec::new();
    for heading in headings {
        let anchor = heading.id.clone().unwrap_or_else(|| {
            let text = slug(&heading.text);
            let text = if text.is_empty() {
                "section".to_owned()
            } else {
                text
            };
            unique(&text, &taken, &mut counts)
        });
        taken.insert(anchor.clone());
        let next = blocks.partition_point(|(_, span)| span.start < heading.span.start);
        let block = blocks
            .get(next)
            .filter(|(_, span)| span.end <= heading.span.end)
            .map(|(index, _)| *index);
        found.push((heading, anchor, block));
    }
    found
}

/// Writes the source's anchors into the Markdown of an edition. Headings that
/// show the source's own text, or have an anchor of their author's, keep it
/// anyway.
#[must_use]
pub fn write(document: &Document, assembled: &Assembled, style: Anchors) -> String {
    let text = &assembled.text;
    let mut edits = Vec::new();
    let all = anchors(document);
    let own: BTreeSet<&String> = document
        .split
        .document
        .headings
        .iter()
        .filter_map(|heading| heading.id.as_ref())
        .collect();
    for (span, origin) in &assembled.blocks {
        let Some(anchor) = all
            .get(&origin.block)
            .filter(|anchor| !own.contains(anchor))
        else {
            continue;
        };
        let source = &document.split.blocks[origin.block];
        if source.span.slice(&document.text) == span.slice(text) {
            continue;
        }
        let (at, written) = match style {
            Anchors::None => continue,
            Anchors::Attribute => (heading_end(text, span.end), format!(" {{#{anchor}}}")),
            Anchors::Html => (span.start, format!("<a id=\"{anchor}\"></a>")),
        };
        edits.push(Edit::new(Span::new(at, at), written));
    }
    apply(text, &edits).unwrap_or_else(|| text.clone())
}

/// Returns the anchor that GitHub gives a heading of this text.
#[must_use]
pub fn slug(text: &str) -> String {
    text.trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            // GitHub keeps the marks of Indic scripts and the like, too.
            _ => (c.is_alphanumeric() || is_mark(c)).then_some(c),
        })
        .collect()
}

/// Whether a character combines with the one before it; joiners do not count.
fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && c.width() == Some(0)
        && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{206f}' | '\u{feff}')
}

/// Returns a slug that is not taken; `counts` holds the last number of each.
fn unique(slug: &str, taken: &BTreeSet<String>, counts: &mut BTreeMap<String, usize>) -> String {
    if !taken.contains(slug) {
        return slug.to_owned();
    }
    let count = counts.entry(slug.to_owned()).or_default();
    loop {
        *count += 1;
        let one = format!("{slug}-{count}");
        if !taken.contains(&one) {
            return one;
        }
    }
}

/// Returns where a heading whose text ends at `end` takes an attribute: behind
/// the hashes that close it.
fn heading_end(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let rest = rest.split(['\n', '\r']).next().unwrap_or_default();
    let rest = rest.trim_end_matches([' ', '\t']);
    if rest
        .trim_start_matches([' ', '\t'])
        .bytes()
        .all(|byte| byte == b'#')
    {
        end + rest.len()
    } else {
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        assert_eq!(slug("What was held, & where?"), "what-was-held--where");
        assert_eq!(slug(" 潍坊 Über_x-y "), "潍坊-über_x-y");
        assert_eq!(slug("ವರ್ಣಮಾಲೆ ಕ್ರಮ"), "ವರ್ಣಮಾಲೆ-ಕ್ರಮ");
        let taken = BTreeSet::from(["a".to_owned(), "a-1".to_owned()]);
        assert_eq!(unique("a", &taken, &mut BTreeMap::new()), "a-2");
    }
}
