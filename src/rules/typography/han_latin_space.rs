//! The gap between Han and Latin.

use super::{after, before, is_blank};
use crate::diagnostic::Severity;
use crate::locale::is_han;
use crate::rules::style::Spacing;
use crate::rules::{Check, Flaw, Group, Rule, Text};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "han-latin-space",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "The gap between Han and Latin or figures is not of the house style",
    page: include_str!("han-latin-space.md"),
    check: Check::Text(check),
};

fn check(text: &Text<'_>) -> Vec<Flaw> {
    match (text.style.is_chinese(), text.style.han_latin) {
        (true, Spacing::Closed) => closed(text),
        (true, Spacing::Spaced) => spaced(text),
        _ => Vec::new(),
    }
}

/// Finds blanks that should not be there.
fn closed(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    let mut flaws = Vec::new();
    let mut start = None;
    for (at, c) in plain.char_indices() {
        if is_blank(c) {
            start.get_or_insert(at);
            continue;
        }
        let Some(from) = start.take() else { continue };
        let latin = |c: char| c.is_ascii_alphanumeric();
        let beside = before(plain, from)
            .is_some_and(|head| (is_han(head) && latin(c)) || (latin(head) && is_han(c)));
        if beside && !text.prose.by_emphasis(text.text, from..at) {
            flaws.push(text.flaw(
                from..at,
                "no blank belongs between Han and Latin or figures",
                Some(String::new()),
            ));
        }
    }
    flaws
}

/// Finds letters that touch Han; figures stay with their measure words.
fn spaced(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    let mut flaws = Vec::new();
    for (at, c) in plain.char_indices() {
        let next = after(plain, at + c.len_utf8());
        let touch = next.is_some_and(|next| {
            (is_han(c) && next.is_ascii_alphabetic()) || (c.is_ascii_alphabetic() && is_han(next))
        });
        if touch {
            let end = at + c.len_utf8();
            let range = at..end + next.map_or(0, char::len_utf8);
            let fix = format!("{c} {}", &plain[end..range.end]);
            flaws.push(text.flaw(range, "a blank belongs between Han and Latin", Some(fix)));
        }
    }
    flaws
}
