//! Sentences: where a block's text may be divided.
//!
//! sentencex decides; here the text is prepared for it (code, links and
//! parentheses are masked by filler of the same length, since it is quadratic
//! in brackets) and its answer is mended by what the field has shown it to
//! miss: initials, abbreviations of Spanish, those of the project.

use super::Options;
use super::message::{Message, is_han_like};
use std::ops::Range;

/// Abbreviations that the library splits after, lower-case, with their stop.
const ABBREVIATIONS: &[&str] = &[
    "dra.", "dr.", "sr.", "sra.", "srta.", "ma.", "ing.", "lic.", "ec.", "arq.", "abg.", "prof.",
    "av.", "núm.", "pág.", "art.", "aprox.", "ee.", "uu.", "ee.uu.", "mr.", "mrs.", "ms.", "st.",
    "no.", "vs.", "e.g.", "i.e.", "fig.", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.",
    "sep.", "sept.", "oct.", "nov.", "dec.", "gen.", "gov.", "sen.", "rep.", "inc.", "ltd.", "co.",
    "corp.",
];

/// Divides the text of `message` into sentences, without the blanks between.
pub(super) fn divide(message: &Message, options: &Options) -> Vec<Range<usize>> {
    let text = &message.text;
    let whole = std::iter::once(0..text.len()).collect::<Vec<_>>();
    if !may_have_two(text) {
        return whole;
    }
    let masked = mask(message);
    let language = options.locale.split(['-', '_']).next().unwrap_or("en");
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut start = 0;
    for piece in sentencex::segment(language, &masked) {
        at += piece.len();
        if at < text.len() && is_boundary(message, &masked, start, at, options) {
            ranges.extend(trimmed(text, start..at));
            start = at;
        }
    }
    // The library may leave a tail out; nothing of the text is lost by that.
    ranges.extend(trimmed(text, start..text.len()));
    if ranges.is_empty() { whole } else { ranges }
}

/// A look first: most blocks have no sentence's end but their own.
fn may_have_two(text: &str) -> bool {
    let mut chars = text.trim_end().chars().peekable();
    let mut ended = false;
    while let Some(c) = chars.next() {
        match c {
            '。' | '！' | '？' | '…' | '．' | '｡' => {
                if chars.peek().is_some() {
                    return true;
                }
            }
            '.' | '!' | '?' => ended = true,
            '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '*' | '_' => {}
            c if c.is_whitespace() => {
                if ended {
                    return true;
                }
            }
            c if c.is_ascii()
                || c.is_alphanumeric()
                || matches!(c, '¿' | '¡' | '“' | '‘' | '«' | '—' | '–') =>
            {
                ended = false;
            }
            _ => return true,
        }
    }
    false
}

/// Replaces what holds no sentence's end by filler of the same length.
fn mask(message: &Message) -> String {
    let mut bytes = message.text.clone().into_bytes();
    for nest in message.nests.iter().chain(&message.atoms) {
        bytes[nest.clone()].fill(b'x');
    }
    for nest in &message.nests {
        // A stop inside emphasis ends the sentence behind the marks.
        let inner = message.text[nest.clone()].trim_end_matches(['*', '_', '~']);
        if let (Some(stop @ ('.' | '!' | '?')), Some(last)) =
            (inner.chars().last(), bytes.get_mut(nest.end - 1))
            && !message.atoms.contains(nest)
        {
            *last = stop as u8;
        }
    }
    for byte in &mut bytes {
        if *byte == b'\n' {
            *byte = b' ';
        }
    }
    let mut depth: Vec<usize> = Vec::new();
    for at in 0..bytes.len() {
        match bytes[at] {
            b'(' | b'[' => depth.push(at),
            b')' | b']' => {
                if let Some(open) = depth.pop()
                    && depth.is_empty()
                {
                    bytes[open..=at].fill(b'x');
                }
            }
            _ => {}
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| message.text.clone())
}

fn is_boundary(
    message: &Message,
    masked: &str,
    start: usize,
    at: usize,
    options: &Options,
) -> bool {
    let text = &message.text;
    if !text.is_char_boundary(at) || !masked.is_char_boundary(at) {
        return false;
    }
    if message
        .nests
        .iter()
        .chain(&message.atoms)
        .any(|nest| nest.start < at && at < nest.end)
    {
        return false;
    }
    let before = text[start..at].trim_end();
    let after = text[at..].trim_start();
    if before.is_empty() || after.is_empty() || !before.chars().any(char::is_alphanumeric) {
        return false;
    }
    if before.starts_with(['“', '「'])
        && before.ends_with(['”', '」'])
        && after.starts_with(is_han_like)
    {
        // Who said it belongs to what was said.
        return false;
    }
    if before.ends_with(['。', '！', '？', '”', '’', '」']) || after.starts_with(is_han_like)
    {
        return true;
    }
    if after.starts_with(|c: char| c.is_lowercase()) {
        return false;
    }
    let word = before
        .rsplit([' ', '\n', '(', '“', '"', '«', '¿', '¡'])
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    let is_initial = {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.as_str() == "."
    };
    let known = ABBREVIATIONS.contains(&lower.as_str());
    let own = options
        .abbreviations
        .iter()
        .any(|abbreviation| abbreviation.to_lowercase() == lower);
    !(is_initial || known || own)
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}
