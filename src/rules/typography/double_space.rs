//! Two blanks where one belongs.

use super::{Pattern, places};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "double-space",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Two blanks stand where one belongs",
    page: include_str!("double-space.md"),
    check: Check::Text(check),
};

static BLANKS: Pattern = Pattern::new(|| Regex::new(r"[ \u{a0}]{2,}").ok());

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    let inner = places(&BLANKS, text).filter(|at| at.start > 0 && at.end < plain.len());
    inner
        .map(|at| text.flaw(at, "two blanks in a row", Some(" ".to_owned())))
        .collect()
}
