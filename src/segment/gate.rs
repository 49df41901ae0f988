//! The gate: a rebuilt document is parsed again and its structure compared.
//!
//! Structure is where every block begins and ends, with its attributes, in the
//! source's offsets: what stands outside the changed places is the same bytes
//! in both. Inside a changed block emphasis and code may differ; raw HTML and
//! addresses that the source does not have may not come in.

use super::Split;
use crate::document::{Boundary, Guest, GuestKind, Outline};
use crate::text::{Edit, Span};
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// Where spans of a text stand after edits.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// The edits, how far each has moved, and the length of its text.
    moves: Vec<(Span, isize, usize)>,
    /// How far what follows all of them has moved.
    by: isize,
}

impl Changed {
    /// Makes room for `count` edits.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            moves: Vec::with_capacity(count),
            by: 0,
        }
    }

    /// Takes edits in order.
    pub(super) fn new(edits: &[Edit]) -> Self {
        let mut changed = Self::with_capacity(edits.len());
        for edit in edits {
            changed.push(edit.span, edit.text.len());
        }
        changed
    }

    /// Takes the next edit: `span` is replaced by a text of this length.
    pub(super) fn push(&mut self, span: Span, length: usize) {
        self.moves.push((span, self.by, length));
        self.by += length as isize - span.len() as isize;
    }

    /// Returns the edits, whose texts stand in `text`.
    pub(super) fn edits(&self, text: &str) -> Vec<Edit> {
        let spans = self.moves.iter().map(|(span, _, _)| *span);
        spans
            .zip(self.places())
            .map(|(span, place)| Edit::new(span, place.slice(text)))
            .collect()
    }

    /// Returns where the texts of the edits stand, in order.
    fn places(&self) -> impl Iterator<Item = Span> {
        self.moves.iter().map(|(span, before, length)| {
            let start = span.start.saturating_add_signed(*before);
            Span::new(start, start + length)
        })
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
    ///
    /// `near` is kept from one call to the next: spans that come in order are
    /// found where the one before was.
    pub(super) fn span(&self, span: Span, near: &mut usize) -> Span {
        let index = self.first(near, |(edited, _, _)| edited.start >= span.start);
        if let Some((edited, before, len)) = self.moves.get(index)
            && *edited == span
        {
            let start = span.start.saturating_add_signed(*before);
            return Span::new(start, start + len);
        }
        let start = self.offset(span.start);
        Span::new(start, start + span.len())
    }

    /// Returns the edit whose text holds `offset` of the edited text.
    fn edit_at(&self, offset: usize) -> Option<usize> {
        self.moves
            .partition_point(|(span, before, _)| {
                span.start.saturating_add_signed(*before) <= offset
            })
            .checked_sub(1)
    }

    /// Returns the first edit of which `is_behind` holds, as it does for all
    /// that follow it, looking on from `near`.
    fn first(&self, near: &mut usize, is_behind: impl Fn(&(Span, isize, usize)) -> bool) -> usize {
        if *near > 0 && self.moves.get(*near - 1).is_none_or(&is_behind) {
            *near = self.moves[..*near].partition_point(|one| !is_behind(one));
        }
        while self.moves.get(*near).is_some_and(|one| !is_behind(one)) {
            *near += 1;
        }
        *near
    }

    /// Returns where `offset` of the edited text stood; `None` inside an edit.
    /// `near` is as for [`Self::span`].
    fn back(&self, offset: usize, near: &mut usize) -> Option<usize> {
        let start =
            |(span, before, _): &(Span, isize, usize)| span.start.saturating_add_signed(*before);
        let index = self.first(near, |one| start(one) >= offset);
        let Some(one @ (span, before, len)) = index.checked_sub(1).map(|at| &self.moves[at]) else {
            return Some(offset);
        };
        if offset < start(one) + len {
            return None;
        }
        let by = before + *len as isize - span.len() as isize;
        Some(offset.saturating_add_signed(-by))
    }
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
    /// Whether it is a tag that came in, and not the structure.
    pub guest: bool,
}

/// Compares the rebuilt `result` with the source; `moved` is what was done to
/// `blocks`.
///
/// Returns nothing where it holds; else one fault at least.
pub(super) fn differs(
    split: &Split,
    blocks: &[usize],
    moved: &Changed,
    result: &str,
) -> Vec<Fault> {
    let body = moved.offset(split.document.body);
    let target = Outline::of(&as_formatted(result, body, moved, split.fluent), body);
    let source = &split.document.outline;
    let mut faults = guests(source, &target, blocks, moved, result);
    let culprits = culprits(source, &target, moved);
    for index in culprits {
        let block = blocks.get(index).copied();
        faults.retain(|fault| fault.block != block);
        faults.push(Fault {
            block,
            reason: "it would change the structure of the document".to_owned(),
            escapable: true,
            guest: false,
        });
    }
    faults
}

/// Makes a result as the parser is given it: what was put into it has been
/// formatted, so that braces there are no placeables any more. A
/// heading's `{onclick=…}` must be seen.
fn as_formatted<'a>(text: &'a str, body: usize, moved: &Changed, fluent: bool) -> Cow<'a, str> {
    let masked = crate::document::masked(text, body, fluent);
    if !fluent {
        return masked;
    }
    let formatted = crate::document::masked(text, body, false);
    let mut mixed = String::with_capacity(text.len());
    for span in moved.places() {
        mixed.push_str(Span::new(mixed.len(), span.start).slice(&masked));
        mixed.push_str(span.slice(&formatted));
    }
    mixed.push_str(Span::new(mixed.len(), text.len()).slice(&masked));
    Cow::Owned(mixed)
}

/// Finds the edits at fault for blocks that the source does not have, or has
/// and the result has not, as indices, in order.
fn culprits(source: &Outline, target: &Outline, moved: &Changed) -> Vec<usize> {
    let mut pairs = source.boundaries.iter().zip(&target.boundaries);
    let mut near = 0;
    let first = pairs.position(|(own, other)| {
        own.kind != other.kind || moved.back(other.at, &mut near) != Some(own.at)
    });
    let same_length = source.boundaries.len() == target.boundaries.len();
    if first.is_none() && same_length && source.labels == target.labels {
        return Vec::new();
    }
    let from = first.unwrap_or(source.boundaries.len().min(target.boundaries.len()));
    // A block that begins or ends inside of a text is that text's work.
    let mut found: Vec<usize> = target.boundaries[from..]
        .iter()
        .filter(|one| moved.back(one.at, &mut near).is_none())
        .filter_map(|one| moved.edit_at(one.at))
        .collect();
    let place = |boundaries: &[Boundary]| boundaries.get(from).map_or(usize::MAX, |one| one.at);
    let other = target.boundaries.get(from).map_or(usize::MAX, |one| {
        moved.back(one.at, &mut near).unwrap_or(one.at)
    });
    let at = place(&source.boundaries).min(other);
    if found.is_empty() {
        let next = moved.moves.partition_point(|(span, _, _)| span.start <= at);
        found.push(next.saturating_sub(1));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Finds the blocks that bring in HTML or addresses, one fault for each.
fn guests(
    source: &Outline,
    target: &Outline,
    blocks: &[usize],
    moved: &Changed,
    result: &str,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut left = target.guests.as_slice();
    let edits = moved.moves.iter().zip(moved.places());
    for (((span, _, _), place), block) in edits.zip(blocks) {
        // Most blocks have none.
        if left
            .first()
            .is_none_or(|guest| place.end <= guest.span.start)
        {
            continue;
        }
        let inside = within(left, place);
        let brought = &left[inside.clone()];
        left = &left[inside.end..];
        if brought.is_empty() {
            continue;
        }
        let own = &source.guests[within(&source.guests, *span)];
        if let Some((reason, escapable)) = brought_in(own, brought, result) {
            faults.push(Fault {
                block: Some(*block),
                reason,
                escapable,
                guest: true,
            });
        }
    }
    faults
}

/// Returns which of `guests`, which are in order, begin in `span`.
fn within(guests: &[Guest], span: Span) -> std::ops::Range<usize> {
    guests.partition_point(|guest| guest.span.start < span.start)
        ..guests.partition_point(|guest| guest.span.start < span.end)
}

/// Says what a block brings in, and whether it may be written as text instead.
fn brought_in(own: &[Guest], guests: &[Guest], result: &str) -> Option<(String, bool)> {
    let own_values: FxHashSet<(bool, u64)> = own.iter().map(key).collect();
    let shown = |guest: &Guest| guest.span.slice(result).to_owned();
    let foreign = |guest: &&Guest| !own_values.contains(&key(guest));
    if let Some(html) = guests.iter().filter(|one| !is_link(one)).find(foreign) {
        let what = if html.kind == GuestKind::Note {
            "a footnote"
        } else {
            "HTML"
        };
        let html = shown(html);
        let reason = format!("it brings in {what} that the source does not have: {html}");
        return Some((reason, true));
    }
    let mut strange = guests.iter().filter(is_link).filter(foreign);
    if let Some(link) = strange
        .clone()
        .find(|guest| guest.kind == GuestKind::Danger)
    {
        let link = shown(link);
        let reason = format!("it brings in an address that may run code: {link}");
        return Some((reason, false));
    }
    let links = |guests: &[Guest]| guests.iter().filter(is_link).count();
    if links(guests) > links(own)
        && let Some(link) = strange.next()
    {
        let link = shown(link);
        let reason = format!("it brings in a link that the source does not have: {link}");
        return Some((reason, false));
    }
    None
}

fn is_link(guest: &&Guest) -> bool {
    matches!(guest.kind, GuestKind::Link | GuestKind::Danger)
}

fn key(guest: &Guest) -> (bool, u64) {
    (is_link(&guest), guest.value)
}
