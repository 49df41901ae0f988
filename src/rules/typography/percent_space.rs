//! The gap before a percent sign.

use super::{Pattern, places};
use crate::diagnostic::Severity;
use crate::rules::style::Spacing;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "percent-space",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "The gap before a percent sign is not of the house style",
    page: include_str!("percent-space.md"),
    check: Check::Text(check),
};

static PERCENT: Pattern = Pattern::new(|| Regex::new(r"\d([ \u{a0}\u{202f}]*)[%‰]").ok());

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    let mut flaws = Vec::new();
    for at in places(&PERCENT, text) {
        let sign = plain[..at.end]
            .char_indices()
            .next_back()
            .map_or(at.end, |(at, _)| at);
        let gap = at.start + 1..sign;
        // `5%d` is a format of a program.
        if plain[at.end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        match (text.style.percent, gap.is_empty()) {
            (Spacing::Spaced, true) => {
                let fix = format!("\u{a0}{}", &plain[sign..at.end]);
                flaws.push(text.flaw(sign..at.end, "a blank belongs before the sign", Some(fix)));
            }
            (Spacing::Closed, false) => {
                flaws.push(text.flaw(gap, "no blank belongs before the sign", Some(String::new())));
            }
            _ => {}
        }
    }
    flaws
}
