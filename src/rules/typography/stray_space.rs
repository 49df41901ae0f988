//! Blanks before punctuation, after what opens, at the ends.

use super::{Pattern, is_blank, places};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "stray-space",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A blank stands where none belongs",
    page: include_str!("stray-space.md"),
    check: Check::Text(check),
};

static BEFORE: Pattern = Pattern::new(|| {
    Regex::new(r"[\p{L}\p{N}%)\]»”’\u{fffc}]([ \u{a0}]+)(?:[,;]|[.:?!](?:[\s)\]»”]|$))").ok()
});
static AFTER: Pattern =
    Pattern::new(|| Regex::new(r"(?:^|[\s])[(\[«“¿¡]([ \u{a0}]+)[\p{L}\p{N}]").ok());
static BEFORE_CLOSING: Pattern =
    Pattern::new(|| Regex::new(r"[\p{L}\p{N}.]([ \u{a0}]+)[)\]»”](?:[\s,.;:?!]|$)").ok());

fn check(text: &Text<'_>) -> Vec<Flaw> {
    let mut flaws = ends(text);
    // French parts its marks, and Chinese has rules of its own.
    let french = text.locale.starts_with("fr");
    if text.style.is_chinese() || french {
        return flaws;
    }
    for pattern in [&BEFORE, &AFTER, &BEFORE_CLOSING] {
        // What the source has too, such as an operator, is meant.
        if places(
            pattern,
            &Text {
                prose: text.source_prose,
                ..*text
            },
        )
        .next()
        .is_some()
        {
            continue;
        }
        for groups in pattern
            .iter()
            .flat_map(|pattern| pattern.captures_iter(text.plain()))
        {
            let Some(blank) = groups.get(1) else { continue };
            if !text.prose.by_emphasis(text.text, blank.range()) {
                flaws.push(text.flaw(blank.range(), "no blank belongs here", Some(String::new())));
            }
        }
    }
    flaws.sort_by_key(|flaw| flaw.span);
    flaws.dedup();
    flaws
}

/// Finds blanks at the ends of a text whose source has none there.
fn ends(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    let head = plain.len() - plain.trim_start_matches(is_blank).len();
    let tail = plain.trim_end_matches(is_blank).len();
    let source = text.source_prose.plain.as_str();
    let mut flaws = Vec::new();
    if head > 0 && head < plain.len() && !source.starts_with(is_blank) {
        flaws.push(text.flaw(0..head, "the text begins with a blank", Some(String::new())));
    }
    if tail < plain.len() && tail > 0 && !source.ends_with(is_blank) {
        flaws.push(text.flaw(
            tail..plain.len(),
            "the text ends with a blank",
            Some(String::new()),
        ));
    }
    flaws
}
