//! Controls of direction.

use super::Pattern;
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "bidi-control",
    severity: Severity::Error,
    group: Group::Typography,
    summary: "An invisible character changes the direction of the text",
    page: include_str!("bidi-control.md"),
    check: Check::Text(check),
};

static CONTROLS: Pattern = Pattern::new(|| {
    Regex::new(r"[\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200e}\u{200f}\u{61c}]").ok()
});

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let found = CONTROLS
        .iter()
        .flat_map(|pattern| pattern.find_iter(text.text));
    let flagged = found.filter(|found| {
        let overrides = matches!(found.as_str(), "\u{202d}" | "\u{202e}");
        (!text.style.rtl || overrides) && !text.source.contains(found.as_str())
    });
    flagged
        .map(|found| {
            let control = found.as_str().chars().next().unwrap_or_default();
            let message = format!(
                "U+{:04X} changes the direction of the text unseen",
                u32::from(control)
            );
            Flaw::new(found.range().into(), message, Some(String::new()))
        })
        .collect()
}
