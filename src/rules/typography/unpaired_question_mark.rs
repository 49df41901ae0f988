//! ¿ ¡ without ? !, and the other way round.

use super::{after, before, words};
use crate::diagnostic::Severity;
use crate::rules::style::Tongue;
use crate::rules::{Check, Flaw, Group, Rule, Text};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unpaired-question-mark",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A Spanish question or exclamation lacks one of its marks",
    page: include_str!("unpaired-question-mark.md"),
    check: Check::Text(check),
};

/// Words that begin a question or an exclamation.
const ASKING: &[&str] = &[
    "qué",
    "quién",
    "quiénes",
    "cómo",
    "cuándo",
    "dónde",
    "cuál",
    "cuáles",
    "cuánto",
    "cuánta",
    "cuántos",
    "cuántas",
    "por",
    "para",
    "de",
    "a",
    "en",
    "con",
    "pero",
    "y",
    "entonces",
    "hola",
    "gracias",
    "listo",
    "bienvenido",
    "bienvenidos",
];

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if text.style.tongue != Tongue::Spanish {
        return Vec::new();
    }
    let plain = text.plain();
    let mut flaws = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut start = 0;
    for (at, c) in plain.char_indices() {
        match c {
            '¿' | '¡' => open.push((c, at)),
            '?' | '!' => {
                let run = before(plain, at).is_some_and(|c| matches!(c, '?' | '!'));
                let opening = if c == '?' { '¿' } else { '¡' };
                // `¡Qué?` and `¿Qué!` are allowed: the reader has a mark on each side.
                if open.pop().is_none() && !run && !is_symbol(text, at) {
                    flaws.push(missing(text, start, at, opening));
                }
                if !matches!(after(plain, at + 1), Some('?' | '!')) {
                    open.clear();
                    start = at + 1;
                }
            }
            '.' | '\n' if after(plain, at + 1).is_none_or(char::is_whitespace) => start = at + 1,
            _ => {}
        }
    }
    for (mark, at) in open {
        let closing = if mark == '¿' { '?' } else { '!' };
        let message = format!("this `{mark}` has no `{closing}`");
        flaws.push(text.flaw(at..at + mark.len_utf8(), message, None));
    }
    flaws
}

/// Tells whether a mark is a symbol, a name's or a doubt's, and asks nothing.
fn is_symbol(text: &Text<'_>, at: usize) -> bool {
    let plain = text.plain();
    let (head, next) = (before(plain, at), after(plain, at + 1));
    let alone = head.is_none_or(|c| {
        !c.is_alphanumeric()
            && !matches!(c, ')' | ']' | '”' | '»' | '’' | '.' | '…' | '%' | '?' | '!')
    });
    let joined =
        next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '[' | '{' | '=' | '_' | '/'));
    let start = super::last_word(&plain[..at]);
    let name = plain[start..=at].trim_start_matches(|c: char| c.is_ascii_punctuation());
    alone || joined || (name.len() > 1 && text.source_prose.plain.contains(name))
}

/// Makes the flaw of a closing mark without an opening one. Where the
/// sentence has no part that the question may begin after, it is mended.
fn missing(text: &Text<'_>, start: usize, at: usize, opening: char) -> Flaw {
    let plain = text.plain();
    let sentence = &plain[start..at];
    let first = words(sentence)
        .first()
        .map(|(place, word)| (start + place.start, word.to_lowercase()));
    let clear = !sentence.contains([',', ';', ':', '—', '(', '“', '«', '"', '…'])
        && sentence
            .chars()
            .take_while(|c| !c.is_alphabetic())
            .all(char::is_whitespace);
    let message = format!("a `{opening}` is missing");
    match first.filter(|(_, word)| clear && ASKING.contains(&word.as_str())) {
        Some((place, _)) => {
            let letter = after(plain, place).unwrap_or_default();
            let end = place + letter.len_utf8();
            text.flaw(place..end, message, Some(format!("{opening}{letter}")))
        }
        None => text.flaw(at..at + 1, message, None),
    }
}
