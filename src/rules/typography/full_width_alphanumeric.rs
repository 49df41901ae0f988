//! Full-width digits and Latin letters.

use super::{Pattern, places};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "full-width-alphanumeric",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Full-width digits or Latin letters",
    page: include_str!("full-width-alphanumeric.md"),
    check: Check::Text(check),
};

static WIDE: Pattern = Pattern::new(|| {
    Regex::new("[０-９Ａ-Ｚａ-ｚ](?:[０-９Ａ-Ｚａ-ｚ．，]*[０-９Ａ-Ｚａ-ｚ])?").ok()
});

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    let narrow = |at: &std::ops::Range<usize>| -> String {
        let shift = |c: char| char::from_u32(u32::from(c).wrapping_sub(0xfee0)).unwrap_or(c);
        plain[at.clone()].chars().map(shift).collect()
    };
    places(&WIDE, text)
        .map(|at| {
            let fix = narrow(&at);
            text.flaw(at, format!("write `{fix}`, half-width"), Some(fix))
        })
        .collect()
}
