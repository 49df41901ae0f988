//! Footnotes that are lost or added.

use super::multiset::{all, lacking};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "footnote-mismatch",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "A footnote's mark is added or lost",
    page: include_str!("footnote-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let source = all(&read.source_markup, |inline| &inline.footnotes);
    let target = all(&read.target_markup, |inline| &inline.footnotes);
    let lost = lacking(&source, &target, str::to_lowercase)
        .into_iter()
        .map(|(index, piece)| {
            let label = &piece.value;
            Fault::new(
                index,
                format!("the source has the footnote `[^{label}]`, the translation has not"),
            )
        });
    let added = lacking(&target, &source, str::to_lowercase)
        .into_iter()
        .map(|(index, piece)| {
            let label = &piece.value;
            let message =
                format!("the translation has the footnote `[^{label}]`, the source has not");
            Fault::new(index, message).at(Place::Formatted(piece.span))
        });
    lost.chain(added).collect()
}
