//! Dots that are no ellipsis of the language.

use super::{Pattern, after, before, is_blank, is_chinese, places};
use crate::diagnostic::Severity;
use crate::rules::style::Tongue;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "wrong-ellipsis",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "The ellipsis is not written as the language has it",
    page: include_str!("wrong-ellipsis.md"),
    check: Check::Text(check),
};

static CHINESE: Pattern = Pattern::new(|| Regex::new(r"\.{3,}|…+|⋯+|。{3,}|・{3,}").ok());
static SPANISH: Pattern = Pattern::new(|| Regex::new(r"\.{4,}").ok());

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    match text.style.tongue {
        Tongue::Hans | Tongue::Hant => places(&CHINESE, text)
            .filter(|at| &plain[at.clone()] != "……")
            .filter(|at| {
                let head = plain[..at.start].trim_end_matches(is_blank);
                let tail = plain[at.end..].trim_start_matches(is_blank);
                is_chinese(before(head, head.len())) || is_chinese(after(tail, 0))
            })
            .map(|at| text.flaw(at, "Chinese writes `……` here", Some("……".to_owned())))
            .collect(),
        Tongue::Spanish => places(&SPANISH, text)
            .map(|at| text.flaw(at, "Spanish writes three dots", Some("...".to_owned())))
            .collect(),
        Tongue::Other => Vec::new(),
    }
}
