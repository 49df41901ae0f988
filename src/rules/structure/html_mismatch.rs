//! HTML tags that are lost or added.

use super::multiset::{all, lacking};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "html-mismatch",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "An HTML tag is added or lost",
    page: include_str!("html-mismatch.md"),
    check: Check::Block(check),
};

/// Tags that are typography and not structure.
const FREE: [&str; 4] = ["br", "wbr", "nobr", "/nobr"];

fn check(read: &Read<'_>) -> Vec<Fault> {
    let source = all(&read.source_markup, |inline| &inline.tags);
    let target = all(&read.target_markup, |inline| &inline.tags);
    let own = |name: &str| name.to_owned();
    let is_free = |name: &str| FREE.contains(&name);
    let lost = lacking(&source, &target, own)
        .into_iter()
        .filter(|(_, piece)| !is_free(&piece.value))
        .map(|(index, piece)| {
            let message = format!(
                "the source has `<{}>`, the translation has not",
                piece.value
            );
            Fault::new(index, message)
        });
    let added = lacking(&target, &source, own)
        .into_iter()
        .filter(|(_, piece)| !is_free(&piece.value))
        .map(|(index, piece)| {
            let message = format!(
                "the translation has `<{}>`, the source has not",
                piece.value
            );
            Fault::new(index, message).at(Place::Formatted(piece.span))
        });
    lost.chain(added).collect()
}
