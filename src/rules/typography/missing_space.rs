//! A blank that is missing after punctuation.

use super::{Pattern, places};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "missing-space",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "No blank stands after a comma or a stop",
    page: include_str!("missing-space.md"),
    check: Check::Text(check),
};

static TIGHT: Pattern = Pattern::new(|| {
    Regex::new(r"\p{Latin}{2}(?:[,;][\p{Latin}¿¡]|[.?!][A-ZÁÉÍÓÚÑ¿¡])\p{Latin}").ok()
});

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if text.style.is_chinese() {
        return Vec::new();
    }
    let (plain, source) = (text.plain(), text.source_prose.plain.as_str());
    let mut flaws = Vec::new();
    for at in places(&TIGHT, text) {
        // A word with a stop in it, such as a file's name, is one word.
        let start = super::last_word(&plain[..at.start]);
        let end = plain[at.end..]
            .find(char::is_whitespace)
            .map_or(plain.len(), |blank| at.end + blank);
        let word = plain[start..end].trim_matches(|c: char| c.is_ascii_punctuation());
        if source.contains(word) || word.contains(['/', '@', '_', '=']) {
            continue;
        }
        let part = &plain[at.clone()];
        let Some(mark) = part.find([',', ';', '.', '?', '!']) else {
            continue;
        };
        let mark = at.start + mark;
        let fix = format!("{} ", &plain[mark..=mark]);
        flaws.push(text.flaw(mark..mark + 1, "a blank belongs after this", Some(fix)));
    }
    flaws
}
