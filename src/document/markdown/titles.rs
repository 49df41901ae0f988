//! The titles of reference definitions, which no event reports.

use super::run::after_backslash;
use crate::document::{BlockKind, Document, Leaf, Quoting, Slot};
use crate::text::Span;
use std::ops::Range;

/// Adds the titles of reference definitions as leaves.
pub(super) fn add_titles(text: &str, definitions: &[Range<usize>], document: &mut Document) {
    let mut titles = Vec::new();
    for range in definitions {
        let source = text[range.clone()].trim_end();
        let (open, quoting) = match source.chars().last() {
            Some('"') => ('"', Quoting::Double),
            Some('\'') => ('\'', Quoting::Single),
            Some(')') => ('(', Quoting::Parentheses),
            _ => continue,
        };
        let inner = &source[..source.len() - 1];
        let Some(at) = opening(inner, open) else {
            continue;
        };
        let span = Span::new(range.start + at + 1, range.start + inner.len());
        let value = span.slice(text);
        if !value.chars().any(char::is_alphanumeric) {
            continue;
        }
        let mut leaf = Leaf::new(BlockKind::ReferenceTitle, span, Slot::Title(quoting));
        // Its further lines begin as the definition's first one does.
        let before = &text[..range.start];
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        leaf.quotes = before[line..].matches('>').count();
        let index = document
            .leaves
            .partition_point(|other| other.span.start < span.start);
        let clear = document
            .leaves
            .get(index.wrapping_sub(1))
            .is_none_or(|other| other.span.end <= span.start)
            && document
                .leaves
                .get(index)
                .is_none_or(|other| span.end <= other.span.start);
        if clear {
            titles.push(leaf);
        }
    }
    if !titles.is_empty() {
        document.leaves.append(&mut titles);
        document.leaves.sort_by_key(|leaf| leaf.span.start);
    }
}

/// Finds the delimiter that opens a title: the last unescaped one after a blank.
fn opening(inner: &str, open: char) -> Option<usize> {
    inner
        .char_indices()
        .rev()
        .filter(|(at, c)| *c == open && after_backslash(inner, *at) == *at)
        .find(|(at, _)| inner[..*at].ends_with([' ', '\t', '\n', '\r']))
        .map(|(at, _)| at)
}
