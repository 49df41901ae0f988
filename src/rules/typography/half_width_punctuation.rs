//! Half-width punctuation in Chinese text.

use super::{after, before, is_atom, is_blank, with_blanks};
use crate::diagnostic::Severity;
use crate::locale::is_han;
use crate::rules::{Check, Flaw, Group, Rule, Text};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "half-width-punctuation",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "Half-width punctuation stands in Chinese text",
    page: include_str!("half-width-punctuation.md"),
    check: Check::Text(check),
};

/// Latin abbreviations that end with their stop.
const ABBREVIATIONS: [&str; 10] = [
    "etc", "Inc", "Ltd", "Co", "Corp", "al", "Jr", "Sr", "vs", "No",
];
const MARKS: [(char, &str); 6] = [
    (',', "，"),
    ('.', "。"),
    (':', "："),
    (';', "；"),
    ('?', "？"),
    ('!', "！"),
];

fn check(text: &Text<'_>) -> Vec<Flaw> {
    if !text.style.is_chinese() {
        return Vec::new();
    }
    let plain = text.plain();
    let mut flaws = Vec::new();
    for (at, c) in plain.char_indices() {
        let Some((_, wide)) = MARKS.iter().find(|(mark, _)| *mark == c) else {
            continue;
        };
        if !is_wrong(plain, at, c) {
            continue;
        }
        let whole = with_blanks(plain, at..at + 1);
        let free =
            text.prose.is_whole(whole.clone()) && !text.prose.by_emphasis(text.text, whole.clone());
        let range = if free { whole } else { at..at + 1 };
        let message = format!("Chinese writes `{wide}` here, and not `{c}`");
        flaws.push(text.flaw(range, message, Some((*wide).to_owned())));
    }
    flaws
}

/// Decides about the mark `c` at `at`.
fn is_wrong(plain: &str, at: usize, c: char) -> bool {
    let head = plain[..at].trim_end_matches(is_blank);
    let tail = plain[at + 1..].trim_start_matches(is_blank);
    let (near, next) = (before(plain, at), after(plain, at + 1));
    let (last, first) = (before(head, head.len()), after(tail, 0));
    let closes = |c: char| matches!(c, '”' | '’' | '）' | '》' | '」' | '』' | '】' | '…');
    let by_han = last.is_some_and(|c| is_han(c) || closes(c));
    if near == Some(c) || next == Some(c) || (near.is_some_and(is_blank) && !matches!(c, ',' | ';'))
    {
        return false;
    }
    let quoted = |c: char| closes(c) || matches!(c, '"' | ')');
    let ends = next.is_none_or(|c| c.is_whitespace() || is_han(c) || quoted(c));
    match c {
        '.' if tail.is_empty() && !by_han => ends_sentence(head),
        '.' => by_han && ends,
        ':' => by_han && next != Some('/') && !next.is_some_and(|c| c.is_ascii_lowercase()),
        '?' | '!' => by_han && (ends || next.is_some_and(char::is_alphabetic)),
        // After Latin the sentence must go on in Chinese.
        _ => {
            by_han
                || (last.is_some_and(|c| is_atom(c) || c.is_alphabetic())
                    && first.is_some_and(is_han))
        }
    }
}
/// Tells whether a stop at the end of a text ends a Chinese sentence, whose last
/// word is Latin or code.
fn ends_sentence(head: &str) -> bool {
    let word = head
        .rsplit(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    let last = before(head, head.len());
    let closes = last.is_some_and(|c| is_atom(c) || c.is_ascii_alphanumeric());
    let initials = word.len() < 2 && !last.is_some_and(is_atom);
    closes && !initials && !ABBREVIATIONS.contains(&word) && head.chars().any(is_han)
}
