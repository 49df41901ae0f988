//! Half-width round brackets in Chinese text.

use super::{after, before, with_blanks};
use crate::diagnostic::Severity;
use crate::locale::is_han;
use crate::rules::style::Brackets;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use std::ops::Range;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "half-width-bracket",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Half-width brackets stand in Chinese text",
    page: include_str!("half-width-bracket.md"),
    check: Check::Text(check),
};

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if !text.style.is_chinese() || text.style.brackets == Brackets::Any {
        return Vec::new();
    }
    let plain = text.plain();
    let mut flaws = Vec::new();
    for (open, close) in pairs(plain) {
        let inside = plain[open + 1..close].chars().any(is_han);
        let head = plain[..open].trim_end_matches(super::is_blank);
        // `函数 f(x)` is a call, and `(a)` with Latin on both sides is Latin.
        let after_han = before(head, head.len()).is_some_and(is_han)
            && close > open + 1
            && after(plain, close + 1) != Some('(');
        let wrong = inside || (after_han && text.style.brackets == Brackets::Full);
        if !wrong {
            continue;
        }
        let ends = [edge(text, open), edge(text, close)];
        flaws.push(text.pair(ends, "Chinese writes `（` and `）` here", ["（", "）"]));
    }
    flaws
}

/// Returns a bracket with the blanks that go with it.
fn edge(text: &Text<'_>, at: usize) -> Range<usize> {
    let whole = with_blanks(text.plain(), at..at + 1);
    let free =
        text.prose.is_whole(whole.clone()) && !text.prose.by_emphasis(text.text, whole.clone());
    if free { whole } else { at..at + 1 }
}

/// Returns the pairs of round brackets.
fn pairs(plain: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (at, byte) in plain.bytes().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' => pairs.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}
