//! Hyphens or another dash for a Chinese dash.

use super::{Pattern, after, before, is_chinese, places};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "wrong-dash",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Hyphens or another dash stand for a Chinese dash",
    page: include_str!("wrong-dash.md"),
    check: Check::Text(check),
};

static DASHES: Pattern = Pattern::new(|| {
    Regex::new(r"[ \u{a0}]*(?:-{2,3}|－{2,}|─+|―+)[ \u{a0}]*|[ \u{a0}]+[—–][ \u{a0}]+").ok()
});

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if !text.style.is_chinese() {
        return Vec::new();
    }
    let plain = text.plain();
    let mut flaws = Vec::new();
    for at in places(&DASHES, text) {
        let (head, tail) = (before(plain, at.start), after(plain, at.end));
        let (Some(_), Some(_)) = (head, tail) else {
            continue;
        };
        if !is_chinese(head) || !is_chinese(tail) {
            continue;
        }
        // A single dash may have been meant for a range, which has one.
        let single = plain[at.clone()].contains(['—', '–']);
        let free = !single && !text.prose.by_emphasis(text.text, at.clone());
        flaws.push(text.flaw(
            at,
            "Chinese writes `——` here",
            free.then(|| "——".to_owned()),
        ));
    }
    flaws
}
