//! Emphasis that the source has and the translation has not, or the other way round.

use super::Inline;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "emphasis-mismatch",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "Emphasis is added or lost",
    page: include_str!("emphasis-mismatch.md"),
    check: Check::Block(check),
};

/// The kinds of emphasis, how each is called, and how it is counted.
type Kind = (&'static str, fn(&Inline) -> usize, fn(&Inline) -> usize);

/// By marks, and by tags.
const KINDS: [Kind; 3] = [
    (
        "emphasis (`*…*`)",
        |inline| inline.emphasis,
        |inline| inline.emphasised_by_tags(false),
    ),
    (
        "strong emphasis (`**…**`)",
        |inline| inline.strong,
        |inline| inline.emphasised_by_tags(true),
    ),
    ("struck text (`~~…~~`)", |inline| inline.struck, |_| 0),
];

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, count, tags) in KINDS {
        let in_all = |side: &[Inline]| side.iter().map(|one| count(one) + tags(one)).sum::<usize>();
        let own: Vec<usize> = read.source_markup.iter().map(count).collect();
        let other: Vec<usize> = read.target_markup.iter().map(count).collect();
        let (source, target) = (own.iter().sum::<usize>(), other.iter().sum::<usize>());
        if source == target || in_all(&read.source_markup) == in_all(&read.target_markup) {
            continue;
        }
        let mut pairs = own.iter().zip(&other);
        let index = pairs.position(|(own, other)| own != other).unwrap_or(0);
        let message = match (source, target) {
            (_, 0) => format!("the source has {name}, the translation has none"),
            (0, _) => format!("the translation has {name}, the source has none"),
            _ => format!("the source has {name} {source} times, the translation {target}"),
        };
        faults.push(Fault::new(index, message));
    }
    faults
}
