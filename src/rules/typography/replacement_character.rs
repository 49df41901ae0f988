//! U+FFFD, where a character was lost.

use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use crate::text::Span;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "replacement-character",
    severity: Severity::Error,
    group: Group::Typography,
    summary: "A character was lost in a conversion",
    page: include_str!("replacement-character.md"),
    check: Check::Text(check),
};

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if text.source.contains('\u{fffd}') {
        return Vec::new();
    }
    let found = text.text.match_indices('\u{fffd}');
    found
        .map(|(at, lost)| {
            let message = "U+FFFD stands where a character was lost";
            Flaw::new(Span::new(at, at + lost.len()), message, None)
        })
        .collect()
}
