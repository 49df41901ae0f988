//! A mark that stands twice.

use super::{Pattern, places};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "doubled-punctuation",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A mark of punctuation stands twice",
    page: include_str!("doubled-punctuation.md"),
    check: Check::Text(check),
};

static TWICE: Pattern = Pattern::new(|| {
    Regex::new(r"，{2,}|、{2,}|；{2,}|：{2,}|。{2,}|,{2,}|;{2,}|\.{2,}|：:|,，|，,|。\.|\.。|[，、；][。，、；]|,\.(?:\s|$)").ok()
});

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let (plain, source) = (text.plain(), text.source_prose.plain.as_str());
    let mut flaws = Vec::new();
    for at in places(&TWICE, text) {
        let marks = plain[at.clone()].trim_end();
        let first = marks.chars().next().unwrap_or_default();
        let same = marks.chars().all(|c| c == first);
        // Three dots are an ellipsis; a path and a range may have two.
        let dots = first == '.' && same;
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == '/');
        let before = plain[..at.start].chars().next_back();
        let after = plain[at.end..].chars().next();
        let path = dots && (marks.len() != 2 || beside(after) || !beside(before));
        if path || (first == '。' && marks.chars().count() > 2) || source.contains(marks) {
            continue;
        }
        let range = at.start..at.start + marks.len();
        let fix = same.then(|| first.to_string());
        flaws.push(text.flaw(range, format!("`{marks}` is one mark too many"), fix));
    }
    flaws
}
