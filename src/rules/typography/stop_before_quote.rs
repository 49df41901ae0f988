//! A stop before the closing quote in Spanish.

use super::{Marks, Pattern, after, before, places};
use crate::diagnostic::Severity;
use crate::rules::style::Tongue;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "stop-before-quote",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A stop or comma stands before the closing quote",
    page: include_str!("stop-before-quote.md"),
    check: Check::Text(check),
};

static STOP: Pattern = Pattern::new(|| Regex::new("[.,][”»](?:[.,])?|[.,]\"(?:[.,]|\\s|$)").ok());

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if text.style.tongue != Tongue::Spanish {
        return Vec::new();
    }
    let plain = text.plain();
    let quotes = Marks::of(plain, '"');
    let mut flaws = Vec::new();
    for at in places(&STOP, text) {
        let stop = after(plain, at.start).unwrap_or_default();
        let quote = after(plain, at.start + 1).unwrap_or_default();
        let straight = quote == '"' && quotes.before(at.start).is_multiple_of(2);
        if straight || (stop == '.' && is_abbreviation(&plain[..at.start])) {
            continue;
        }
        let end = at.start + 1 + quote.len_utf8();
        let twice = matches!(after(plain, end), Some('.' | ','));
        let fix = if twice {
            quote.to_string()
        } else {
            format!("{quote}{stop}")
        };
        flaws.push(text.flaw(
            at.start..end,
            format!("Spanish writes `{stop}` after the quote"),
            Some(fix),
        ));
    }
    flaws
}

/// Tells whether a stop after this text is an abbreviation's or an ellipsis's.
fn is_abbreviation(head: &str) -> bool {
    let start = head
        .rfind(|c: char| c.is_whitespace() || c == '.')
        .map_or(0, |at| at + 1);
    let word = head.get(start..).unwrap_or_default();
    let length = word.chars().count();
    before(head, head.len()) == Some('.')
        || matches!(
            word,
            "etc" | "cía" | "Cía" | "Inc" | "núm" | "art" | "pág" | "Ltda"
        )
        || (length <= 2 && word.chars().all(|c| c.is_uppercase() || c == '\''))
}
