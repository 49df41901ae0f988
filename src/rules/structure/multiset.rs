//! Pieces of both sides of a block as multisets.

use super::{Inline, Piece};
use std::collections::BTreeMap;

/// A piece with the index of its message.
pub(super) type Found<'a> = (usize, &'a Piece);

/// Returns all pieces of one kind, over the messages of a block.
pub(super) fn all<'a>(
    messages: &'a [Inline],
    kind: fn(&'a Inline) -> &'a Vec<Piece>,
) -> Vec<Found<'a>> {
    let each = |(index, inline)| kind(inline).iter().map(move |piece| (index, piece));
    messages.iter().enumerate().flat_map(each).collect()
}

/// What one side has and the other lacks: the pieces of `these` beyond their
/// count in `those`, compared by `key`; of equal ones the last.
pub(super) fn lacking<'a>(
    these: &[Found<'a>],
    those: &[Found<'_>],
    key: impl Fn(&str) -> String,
) -> Vec<Found<'a>> {
    let mut pairs = these.iter().zip(those);
    // Most translations keep them all, in their order.
    if these.len() <= those.len() && pairs.all(|(own, other)| own.1.value == other.1.value) {
        return Vec::new();
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, piece) in those {
        *counts.entry(key(&piece.value)).or_default() += 1;
    }
    let mut left = Vec::new();
    for found in these {
        match counts.get_mut(&key(&found.1.value)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => left.push(*found),
        }
    }
    left
}
