//! Anchors of headings: every edition keeps the source's, so that a link to a
//! heading outlives its translation.

use super::assemble::Assembled;
use super::config::Anchors;
use super::load::Document;
use crate::document::BlockKind;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the anchor of each heading of the source, by block: the author's
/// own (`{#id}`), or what GitHub makes of its text.
#[must_use]
pub fn anchors(document: &Document) -> BTreeMap<usize, String> {
    let mut taken = BTreeSet::new();
    let mut anchors = BTreeMap::new();
    for heading in &document.split.document.headings {
        let own = heading.id.clone();
        let anchor = own.unwrap_or_else(|| unique(&slug(&heading.text), &taken));
        taken.insert(anchor.clone());
        let block = document.split.blocks.iter().position(|block| {
            matches!(block.kind, BlockKind::Heading(_))
                && heading.span.start <= block.span.start
                && block.span.end <= heading.span.end
        });
        if let Some(block) = block {
            anchors.insert(block, anchor);
        }
    }
    anchors
}

/// Writes the source's anchors into the Markdown of an edition. Headings that
/// show the source's own text, or have an anchor of their author's, keep it
/// anyway.
#[must_use]
pub fn write(document: &Document, assembled: &Assembled, style: Anchors) -> String {
    let mut text = assembled.text.clone();
    let all = anchors(document);
    let own: BTreeSet<&String> = document
        .split
        .document
        .headings
        .iter()
        .filter_map(|heading| heading.id.as_ref())
        .collect();
    for (span, origin) in assembled.blocks.iter().rev() {
        let Some(anchor) = all
            .get(&origin.block)
            .filter(|anchor| !own.contains(anchor))
        else {
            continue;
        };
        let source = &document.split.blocks[origin.block];
        if source.span.slice(&document.text) == span.slice(&assembled.text) {
            continue;
        }
        match style {
            Anchors::None => {}
            Anchors::Attribute => text.insert_str(span.end, &format!(" {{#{anchor}}}")),
            Anchors::Html => text.insert_str(span.start, &format!("<a id=\"{anchor}\"></a>")),
        }
    }
    text
}

/// Returns the anchor that GitHub gives a heading of this text.
fn slug(text: &str) -> String {
    text.trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ => c.is_alphanumeric().then_some(c),
        })
        .collect()
}

fn unique(slug: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(slug) {
        return slug.to_owned();
    }
    (1..)
        .map(|number| format!("{slug}-{number}"))
        .find(|one| !taken.contains(one))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        assert_eq!(slug("What was held, & where?"), "what-was-held--where");
        assert_eq!(slug(" 潍坊 Über_x-y "), "潍坊-über_x-y");
        let taken = BTreeSet::from(["a".to_owned(), "a-1".to_owned()]);
        assert_eq!(unique("a", &taken), "a-2");
    }
}
