//! Links and images that are lost or added.

use super::address::{is_localised, pair};
use super::{Inline, Piece};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "link-mismatch",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "A link or an image is added or lost",
    page: include_str!("link-mismatch.md"),
    check: Check::Block(check),
};

/// What is compared: how it is called, and where it stands.
type Kind = (&'static str, fn(&Inline) -> &Vec<Piece>);

pub(super) const KINDS: [Kind; 2] = [
    ("link", |inline| &inline.links),
    ("image", |inline| &inline.images),
];

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, kind) in KINDS {
        let paired = pair(read, kind, is_localised);
        // Those that differ in address are another rule's.
        let many = paired.lost.len().min(paired.added.len());
        for (index, piece) in &paired.lost[many..] {
            let message = format!(
                "the source has the {name} `{}`, the translation has not",
                piece.value
            );
            faults.push(Fault::new(*index, message));
        }
        for (index, piece) in &paired.added[many..] {
            let message = format!(
                "the translation has the {name} `{}`, the source has not",
                piece.value
            );
            faults.push(Fault::new(*index, message).at(Place::Formatted(piece.span)));
        }
    }
    faults
}
