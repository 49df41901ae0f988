//! Quotation marks of another style.

use super::{Marks, after, before, is_blank, is_chinese};
use crate::diagnostic::Severity;
use crate::locale::is_han;
use crate::rules::style::{Quotes, Tongue};
use crate::rules::{Check, Flaw, Group, Rule, Text};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "wrong-quote",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Quotation marks are not of the house style",
    page: include_str!("wrong-quote.md"),
    check: Check::Text(check),
};

/// An opening mark with its closing one.
type Pair = (char, char);
const STRAIGHT: Pair = ('"', '"');
const CURLY: Pair = ('“', '”');
const ANGULAR: Pair = ('«', '»');
const CORNER: Pair = ('「', '」');
const CORNERS: Pair = ('『', '』');
const SINGLE: Pair = ('‘', '’');

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let changes: &[(Pair, Pair)] = match (text.style.quotes, text.style.tongue) {
        (Quotes::Any, _) | (Quotes::Locale, Tongue::Other) => return Vec::new(),
        (Quotes::Locale, Tongue::Hans) => &[
            (STRAIGHT, CURLY),
            (CORNER, CURLY),
            (CORNERS, SINGLE),
            (ANGULAR, CURLY),
        ],
        (Quotes::Locale, Tongue::Hant) => &[(STRAIGHT, CORNER), (CURLY, CORNER), (SINGLE, CORNERS)],
        (Quotes::Locale, Tongue::Spanish) => &[(STRAIGHT, ANGULAR), (CURLY, ANGULAR)],
        (Quotes::Curly, _) => &[(STRAIGHT, CURLY), (ANGULAR, CURLY), (CORNER, CURLY)],
    };
    let plain = text.plain();
    let mut flaws = Vec::new();
    for (wrong, right) in changes {
        let marks = [right.0, right.1].map(|mark| Marks::of(plain, mark));
        for (open, close) in pairs(plain, *wrong) {
            let end = close + wrong.1.len_utf8();
            // Within the marks that are right, others are the second kind.
            let nested = *wrong == CURLY && inside(open, &marks);
            if nested || !belongs(text, open, end) {
                continue;
            }
            let both = [open..open + wrong.0.len_utf8(), close..end];
            let message = format!("write {}…{} here", right.0, right.1);
            let written = [right.0.to_string(), right.1.to_string()];
            flaws.push(text.pair(both, message, [&written[0], &written[1]]));
        }
    }
    flaws
}

/// Tells whether quoted text is in the language, and not a piece of another.
fn belongs(text: &Text<'_>, open: usize, end: usize) -> bool {
    let plain = text.plain();
    if !text.style.is_chinese() {
        return true;
    }
    let inner = plain.get(open..end).unwrap_or_default().chars().any(is_han);
    let head = plain[..open].trim_end_matches(is_blank);
    let tail = plain[end..].trim_start_matches(is_blank);
    inner || is_chinese(before(head, head.len())) || is_chinese(after(tail, 0))
}

/// Tells whether a place lies between two marks, which stand at these places.
fn inside(at: usize, [open, close]: &[Marks; 2]) -> bool {
    open.before(at) > close.before(at)
}

/// Returns the places of pairs; of straight marks, only where they are even and
/// none is a second or an inch.
fn pairs(plain: &str, (open, close): Pair) -> Vec<(usize, usize)> {
    if open == close {
        let marks: Vec<usize> = plain.match_indices(open).map(|(at, _)| at).collect();
        let inch = |at: &usize| before(plain, *at).is_some_and(|c| c.is_ascii_digit());
        let alternate =
            marks.len().is_multiple_of(2) && marks.iter().step_by(2).all(|at| !inch(at));
        let two = marks.chunks_exact(2).filter(|_| alternate);
        return two.map(|two| (two[0], two[1])).collect();
    }
    let mut stack = Vec::new();
    let mut found = Vec::new();
    for (at, c) in plain.char_indices() {
        if c == open {
            stack.push(at);
        } else if c == close {
            found.extend(stack.pop().map(|start| (start, at)));
        }
    }
    found.sort_unstable();
    found
}
