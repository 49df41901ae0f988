//! Figures parted as the source's language parts them.

use super::{Pattern, places};
use crate::diagnostic::Severity;
use crate::rules::{Check, Flaw, Group, Rule, Text};
use regex::Regex;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "number-format",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A figure is parted as in English",
    page: include_str!("number-format.md"),
    check: Check::Text(check),
};

static GROUPED: Pattern = Pattern::new(|| Regex::new(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?").ok());
static FRACTION: Pattern = Pattern::new(|| {
    Regex::new(r"\d+\.\d+[ \u{a0}\u{202f}]?(?:[%‰°]|(?:mil|millón|millones|billón|billones|km|kg|cm|mm|metros|kilómetros|años|horas|dólares|euros|por ciento)\b)").ok()
});
static POINTED: Pattern = Pattern::new(|| Regex::new(r"\d{1,3}(?:\.\d{3})+").ok());

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if !text.style.numbers || !text.source_locale.starts_with("en") {
        return Vec::new();
    }
    match (text.style.decimal, text.style.grouping) {
        (',', _) => [&GROUPED, &FRACTION]
            .into_iter()
            .flat_map(|one| swapped(text, one))
            .collect(),
        ('.', ',') if !text.style.is_chinese() => pointed(text),
        _ => Vec::new(),
    }
}

/// Returns whether a figure stands alone: no digit, point or letter touches it.
fn alone(plain: &str, at: &std::ops::Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '_' | '-' | '/');
    let digit = |c: char| c.is_ascii_digit() || c == '_';
    let tail = plain[at.end..].trim_start_matches(['.', ',']);
    !plain[..at.start].ends_with(joins) && !tail.starts_with(digit)
}

/// Finds figures that the source has just so, where the locale swaps the marks.
fn swapped(text: &Text<'_>, pattern: &'static Pattern) -> Vec<Flaw> {
    let plain = text.plain();
    let mut flaws = Vec::new();
    for at in places(pattern, text) {
        let digits = plain[at.clone()].trim_end_matches(|c: char| !c.is_ascii_digit());
        let range = at.start..at.start + digits.len();
        if !alone(plain, &range) || !text.source_prose.plain.contains(digits) {
            continue;
        }
        let swap = |c: char| match c {
            ',' => text.style.grouping,
            '.' => text.style.decimal,
            other => other,
        };
        let fix: String = digits.chars().map(swap).collect();
        flaws.push(text.flaw(range, format!("`{digits}` is `{fix}` here"), Some(fix)));
    }
    flaws
}

/// Finds figures with points whose source has commas, as the locale has too.
fn pointed(text: &Text<'_>) -> Vec<Flaw> {
    let plain = text.plain();
    let mut flaws = Vec::new();
    for at in places(&POINTED, text) {
        let commas = plain[at.clone()].replace('.', ",");
        if alone(plain, &at) && text.source_prose.plain.contains(&commas) {
            let message = format!("`{}` is `{commas}` here", &plain[at.clone()]);
            flaws.push(text.flaw(at, message, Some(commas)));
        }
    }
    flaws
}
