//! Hard breaks that are lost or added.

use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "hard-break-mismatch",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "A hard line break is added or lost",
    page: include_str!("hard-break-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let count =
        |messages: &[super::Inline]| -> Vec<usize> { messages.iter().map(breaks).collect() };
    let (own, other) = (count(&read.source_markup), count(&read.target_markup));
    let (source, target) = (own.iter().sum::<usize>(), other.iter().sum::<usize>());
    if source == target {
        return Vec::new();
    }
    let mut pairs = own.iter().zip(&other);
    let index = pairs.position(|(own, other)| own != other).unwrap_or(0);
    let message = format!("the source has {source} hard breaks, the translation {target}");
    vec![Fault::new(index, message).help("a hard break is `\\` at the end of a line")]
}

fn breaks(inline: &super::Inline) -> usize {
    let tags = inline.tags.iter().filter(|piece| piece.value == "br");
    inline.breaks + tags.count()
}
