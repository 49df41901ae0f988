//! Bare addresses in the text of a page, which GitHub shows as links.

use super::notes::Placed;
use super::{encode, escape};
use crate::document::bare::addresses;
use pulldown_cmark::{CowStr, Event};

/// Elements of raw HTML in which an address is no link.
const CLOSED: [&str; 5] = ["a", "code", "kbd", "pre", "samp"];

/// Joins texts that follow each other: the parser divides an address at each
/// sign that could be a mark.
pub(super) fn joined(events: Vec<Placed<'_>>) -> Vec<Placed<'_>> {
    let mut out: Vec<Placed<'_>> = Vec::with_capacity(events.len());
    for (event, range) in events {
        if let (Event::Text(text), Some((Event::Text(before), place))) = (&event, out.last_mut()) {
            let mut whole = String::with_capacity(before.len() + text.len());
            whole.push_str(before);
            whole.push_str(text);
            *before = CowStr::from(whole);
            place.end = range.end;
        } else {
            out.push((event, range));
        }
    }
    out
}

/// Writes a text with links for its bare addresses; `plain` escapes what stands
/// between them.
pub(super) fn write(text: &str, plain: fn(&str) -> String, out: &mut String) {
    let mut at = 0;
    for bare in addresses(text) {
        out.push_str(&plain(&text[at..bare.range.start]));
        let shown = escape(&text[bare.range.clone()]);
        out.push_str(&format!(
            "<a href=\"{}\">{shown}</a>",
            escape(&encode(&bare.href))
        ));
        at = bare.range.end;
    }
    out.push_str(&plain(&text[at..]));
}

/// Counts the elements of raw HTML that are open and hold no links, after this tag.
pub(super) fn depth(open: usize, tag: &str) -> usize {
    let inner = tag.trim_start_matches('<');
    let name = inner.trim_start_matches('/');
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    if !CLOSED
        .iter()
        .any(|one| one.eq_ignore_ascii_case(&name[..end]))
    {
        open
    } else if inner.starts_with('/') {
        open.saturating_sub(1)
    } else {
        open + 1
    }
}
