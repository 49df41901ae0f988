//! Quotation marks nested in the wrong order.

use crate::diagnostic::Severity;
use crate::rules::style::Tongue;
use crate::rules::{Check, Flaw, Group, Rule, Text};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "wrong-nested-quote",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Quotation marks are nested in the wrong order",
    page: include_str!("wrong-nested-quote.md"),
    check: Check::Text(check),
};

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let order: &[(char, char)] = match text.style.tongue {
        Tongue::Spanish => &[('«', '»'), ('“', '”'), ('‘', '’')],
        Tongue::Hans => &[('“', '”'), ('‘', '’')],
        Tongue::Hant => &[('「', '」'), ('『', '』')],
        Tongue::Other => return Vec::new(),
    };
    let plain = text.plain();
    let mut stack: Vec<(usize, usize)> = Vec::new();
    let mut flaws = Vec::new();
    for (at, c) in plain.char_indices() {
        if let Some(kind) = order.iter().position(|(open, _)| *open == c) {
            stack.push((kind, at));
        } else if let Some(kind) = order.iter().position(|(_, close)| *close == c) {
            // An apostrophe closes nothing.
            if stack.last().is_none_or(|(top, _)| *top != kind) {
                continue;
            }
            let Some((_, start)) = stack.pop() else {
                continue;
            };
            let Some((outer, _)) = stack.last() else {
                continue;
            };
            let wanted = if text.style.is_chinese() {
                1 - outer.min(&1)
            } else {
                outer + 1
            };
            let wrong = if text.style.is_chinese() {
                kind == *outer
            } else {
                kind <= *outer
            };
            let Some((open, close)) = order.get(wanted).filter(|_| wrong) else {
                continue;
            };
            let message = format!(
                "within {}…{} stand {open}…{close}",
                order[*outer].0, order[*outer].1
            );
            let (old_open, old_close) = order[kind];
            let both = [
                start..start + old_open.len_utf8(),
                at..at + old_close.len_utf8(),
            ];
            flaws.push(text.pair(both, message, [&open.to_string(), &close.to_string()]));
        }
    }
    flaws
}
