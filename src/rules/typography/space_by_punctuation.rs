//! A blank beside full-width punctuation.

use super::{after, before, is_blank, is_wide};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "space-by-punctuation",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A blank stands beside full-width punctuation",
    page: include_str!("space-by-punctuation.md"),
    check: Check::Text(check),
};

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if !text.style.is_chinese() {
        return Vec::new();
    }
    let plain = text.plain();
    let mut flaws = Vec::new();
    let mut start = None;
    for (at, c) in plain.char_indices().chain([(plain.len(), 'x')]) {
        if is_blank(c) {
            start.get_or_insert(at);
            continue;
        }
        let Some(from) = start.take() else { continue };
        let range = from..at;
        let wide = |c: Option<char>| c.is_some_and(is_wide);
        let beside = wide(before(plain, from)) || wide(after(plain, at)) || by_dash(plain, &range);
        if beside
            && from > 0
            && at < plain.len()
            && !text.prose.by_emphasis(text.text, range.clone())
        {
            flaws.push(text.flaw(
                range,
                "no blank belongs beside full-width punctuation",
                Some(String::new()),
            ));
        }
    }
    flaws
}

/// Tells whether a Chinese dash stands on either side.
fn by_dash(plain: &str, range: &std::ops::Range<usize>) -> bool {
    plain[..range.start].ends_with("——") || plain[range.end..].starts_with("——")
}
