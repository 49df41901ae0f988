//! The gate: a rebuilt document is parsed again and its structure compared.
//!
//! Structure is every block event with its attributes, and all that stands
//! outside the changed blocks, their neighbours' text included. Inside a
//! changed block emphasis and code may differ; raw HTML and addresses that
//! the source does not have may not come in.

use super::Split;
use crate::document::OPTIONS;
use crate::text::{Edit, Span};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::hash::Hasher;

/// Where spans of a text stand after edits.
pub(super) struct Changed {
    /// Ends of the edits, and how far what follows has moved.
    moves: Vec<(Span, isize, usize)>,
}

impl Changed {
    /// Takes edits in order.
    pub(super) fn new(edits: &[Edit]) -> Self {
        let mut by = 0_isize;
        let moves = edits
            .iter()
            .map(|edit| {
                let before = by;
                by += edit.text.len() as isize - edit.span.len() as isize;
                (edit.span, before, edit.text.len())
            })
            .collect();
        Self { moves }
    }

    /// Returns where `offset` stands; inside an edit, where its text begins.
    pub(super) fn offset(&self, offset: usize) -> usize {
        let index = self
            .moves
            .partition_point(|(span, _, _)| span.end <= offset);
        let Some((span, before, len)) = index.checked_sub(1).map(|index| self.moves[index]) else {
            return self.moves.first().map_or(offset, |(span, _, _)| {
                offset.min(span.start.max(offset.min(span.start)))
            });
        };
        let by = before + len as isize - span.len() as isize;
        let offset = self
            .moves
            .get(index)
            .map_or(offset, |(next, _, _)| offset.min(next.start));
        offset.saturating_add_signed(by)
    }

    /// Returns where `span` stands; an edited span is what it was replaced by.
    pub(super) fn span(&self, span: Span) -> Span {
        let index = self
            .moves
            .partition_point(|(edited, _, _)| edited.start < span.start);
        if let Some((edited, before, len)) = self.moves.get(index)
            && *edited == span
        {
            let start = span.start.saturating_add_signed(*before);
            return Span::new(start, start + len);
        }
        let start = self.offset(span.start);
        Span::new(start, start + span.len())
    }
}

/// One thing of a document's structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// A hash of an event.
    Event(u64),
    /// Inline events of a changed block.
    Slot(usize),
}

/// What a changed block has that could harm.
#[derive(Debug, Default, PartialEq, Eq)]
struct Guests {
    html: Vec<String>,
    links: Vec<String>,
}

struct Structure {
    items: Vec<Item>,
    guests: BTreeMap<usize, Guests>,
}

/// What a result has that it must not have.
pub(super) struct Fault {
    /// The block at fault, where it can be named.
    pub block: Option<usize>,
    /// What is wrong.
    pub reason: String,
    /// Whether it may be written as text instead: a link shown as its marks
    /// is worse than the source.
    pub escapable: bool,
}

/// Compares the rebuilt `result` with the source.
///
/// Returns nothing where it holds; else one fault at least.
pub(super) fn differs(split: &Split, edits: &[(usize, Edit)], result: &str) -> Vec<Fault> {
    let before: Vec<(usize, Span)> = edits
        .iter()
        .map(|(block, edit)| (*block, edit.span))
        .collect();
    let plain: Vec<Edit> = edits.iter().map(|(_, edit)| edit.clone()).collect();
    let moved = Changed::new(&plain);
    let after: Vec<(usize, Span)> = before
        .iter()
        .map(|(block, span)| (*block, moved.span(*span)))
        .collect();
    let masked = crate::document::masked(&split.text, split.document.body, split.fluent);
    let source = structure(&masked, split.document.body, &before);
    let target = of_result(
        result,
        moved.offset(split.document.body),
        &after,
        split.fluent,
    );
    let found = guests_differ(&source.guests, &target.guests);
    if !found.is_empty() || source.items == target.items {
        return found;
    }
    let at = source
        .items
        .iter()
        .zip(&target.items)
        .take_while(|(a, b)| a == b)
        .count();
    let nearest = |items: &[Item]| {
        items[..items.len().min(at + 1)]
            .iter()
            .rev()
            .find_map(|item| match item {
                Item::Slot(block) => Some(*block),
                Item::Event(_) => None,
            })
    };
    let culprit = nearest(&target.items)
        .or_else(|| nearest(&source.items))
        .or_else(|| after.first().map(|(block, _)| *block));
    vec![Fault {
        block: culprit,
        reason: "it would change the structure of the document".to_owned(),
        escapable: true,
    }]
}

/// Finds the blocks that bring in HTML or addresses, one fault for each.
fn guests_differ(source: &BTreeMap<usize, Guests>, target: &BTreeMap<usize, Guests>) -> Vec<Fault> {
    let none = Guests::default();
    target
        .iter()
        .filter_map(|(block, guests)| {
            let own = source.get(block).unwrap_or(&none);
            let (reason, escapable) = brought_in(own, guests)?;
            Some(Fault {
                block: Some(*block),
                reason,
                escapable,
            })
        })
        .collect()
}

/// Says what a block brings in, and whether it may be written as text instead.
fn brought_in(own: &Guests, guests: &Guests) -> Option<(String, bool)> {
    if let Some(html) = guests.html.iter().find(|html| !own.html.contains(html)) {
        let reason = format!("it brings in HTML that the source does not have: {html}");
        return Some((reason, true));
    }
    let foreign: Vec<&String> = guests
        .links
        .iter()
        .filter(|link| !own.links.contains(link))
        .collect();
    if let Some(link) = foreign.iter().find(|link| !is_harmless(link)) {
        let reason = format!("it brings in an address that may run code: {link}");
        return Some((reason, false));
    }
    if guests.links.len() > own.links.len()
        && let Some(link) = foreign.first()
    {
        let reason = format!("it brings in a link that the source does not have: {link}");
        return Some((reason, false));
    }
    None
}

/// Returns whether an address is relative or of a scheme that only shows something.
fn is_harmless(address: &str) -> bool {
    let scheme: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take_while(|c| !matches!(c, '/' | '?' | '#'))
        .collect();
    scheme.split_once(':').is_none_or(|(scheme, _)| {
        ["http", "https", "mailto", "tel"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scheme))
    })
}

/// Returns whether `text` without the `hidden` parts has the structure of `plain`.
pub(super) fn same_without(text: &str, body: usize, hidden: &[Span], plain: &str) -> bool {
    let mut source = Vec::new();
    let mut skipping = false;
    for (event, range) in Parser::new_ext(&text[body..], OPTIONS).into_offset_iter() {
        let at = range.start + body;
        let next = hidden.partition_point(|span| span.start <= at);
        let is_hidden = next > 0 && range.end + body <= hidden[next - 1].end;
        match &event {
            Event::Start(Tag::HtmlBlock) if is_hidden => skipping = true,
            Event::End(TagEnd::HtmlBlock) if skipping => skipping = false,
            _ if skipping || is_hidden => {}
            event => source.push(hash(event)),
        }
    }
    let start = body.min(plain.len());
    let Some(rest) = plain.get(start..) else {
        return false;
    };
    let target: Vec<u64> = Parser::new_ext(rest, OPTIONS)
        .map(|event| hash(&event))
        .collect();
    source == target
}

/// Reads a result: what was put into a slot has been formatted, so that braces
/// there are no placeables any more. A heading's `{onclick=…}` must be seen.
fn of_result(text: &str, body: usize, slots: &[(usize, Span)], fluent: bool) -> Structure {
    let masked = crate::document::masked(text, body, fluent);
    if !fluent {
        return structure(&masked, body, slots);
    }
    let formatted = crate::document::masked(text, body, false);
    let mut mixed = String::with_capacity(text.len());
    for (_, span) in slots {
        mixed.push_str(Span::new(mixed.len(), span.start).slice(&masked));
        mixed.push_str(span.slice(&formatted));
    }
    mixed.push_str(Span::new(mixed.len(), text.len()).slice(&masked));
    structure(&mixed, body, slots)
}

fn structure(masked: &str, body: usize, slots: &[(usize, Span)]) -> Structure {
    let mut items = Vec::new();
    let mut guests: BTreeMap<usize, Guests> = BTreeMap::new();
    let slot_at = |start: usize, end: usize| {
        let index = slots.partition_point(|(_, span)| span.start <= start);
        let (block, span) = slots.get(index.checked_sub(1)?)?;
        (start < span.end || (start == span.end && end == start)).then_some(*block)
    };
    for (event, range) in
        Parser::new_ext(masked.get(body..).unwrap_or_default(), OPTIONS).into_offset_iter()
    {
        let (start, end) = (range.start + body, range.end + body);
        if let Event::Html(_) = event {
            let first = slots.partition_point(|(_, span)| span.end <= start);
            let touched = slots.get(first).filter(|(_, span)| span.start < end);
            // Each line of a block is an event; a translation may have fewer.
            let item = touched.map_or_else(
                || Item::Event(hash(&event)),
                |(block, _)| Item::Slot(*block),
            );
            if items.last() != Some(&item) {
                items.push(item);
            }
            continue;
        }
        let block = if is_inline(&event) {
            slot_at(start, end)
        } else {
            None
        };
        let Some(block) = block else {
            items.push(Item::Event(hash(&event)));
            continue;
        };
        if items.last() != Some(&Item::Slot(block)) {
            items.push(Item::Slot(block));
        }
        match event {
            Event::InlineHtml(html) => guests.entry(block).or_default().html.push(html.to_string()),
            // A renderer that knows no formulas sees what is in one.
            Event::InlineMath(text) | Event::DisplayMath(text) if has_tag(&text) => {
                guests.entry(block).or_default().html.push(text.to_string());
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                guests
                    .entry(block)
                    .or_default()
                    .links
                    .push(dest_url.to_string());
            }
            _ => {}
        }
    }
    Structure { items, guests }
}

/// Returns whether a text has what may begin a tag.
fn has_tag(text: &str) -> bool {
    text.split('<')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
}

const fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => false,
        _ => true,
    }
}

/// Hashes an event: the common ones by their bytes, the others by their debug
/// form; a link's title is no structure.
fn hash(event: &Event<'_>) -> u64 {
    let mut sink = Sink(FxHasher::default());
    let written = match event {
        Event::Text(text) => sink.bytes(1, text),
        Event::Code(text) => sink.bytes(2, text),
        Event::Html(text) => sink.bytes(3, text),
        Event::InlineHtml(text) => sink.bytes(4, text),
        Event::SoftBreak => sink.bytes(5, ""),
        Event::Start(Tag::Paragraph) => sink.bytes(6, ""),
        Event::End(TagEnd::Paragraph) => sink.bytes(7, ""),
        Event::Start(Tag::Item) => sink.bytes(8, ""),
        Event::End(TagEnd::Item) => sink.bytes(9, ""),
        Event::Start(Tag::TableCell) => sink.bytes(10, ""),
        Event::End(TagEnd::TableCell) => sink.bytes(11, ""),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) => write!(sink, "link {link_type:?} {dest_url}"),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            ..
        }) => write!(sink, "image {link_type:?} {dest_url}"),
        other => write!(sink, "{other:?}"),
    };
    // The sink takes everything.
    let _ = written;
    sink.0.finish()
}

struct Sink(FxHasher);

impl Sink {
    fn bytes(&mut self, kind: u8, text: &str) -> std::fmt::Result {
        self.0.write_u8(kind);
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl Write for Sink {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
