//! Sentences: where a block's text may be divided.
//!
//! sentencex decides; here the text is prepared for it (code, links and
//! parentheses are masked by filler of the same length, since it is quadratic
//! in brackets) and its answer is mended by what the field has shown it to
//! miss: initials, abbreviations of Spanish, those of the project.

use super::Options;
use super::message::{Message, is_han_like};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Abbreviations that the library splits after, lower-case, with their stop.
const ABBREVIATIONS: &[&str] = &[
    "dra.", "dr.", "sr.", "sra.", "srta.", "ma.", "ing.", "lic.", "ec.", "arq.", "abg.", "prof.",
    "av.", "núm.", "pág.", "art.", "aprox.", "ee.", "uu.", "ee.uu.", "mr.", "mrs.", "ms.", "st.",
    "no.", "vs.", "e.g.", "i.e.", "fig.", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.",
    "sep.", "sept.", "oct.", "nov.", "dec.", "gen.", "gov.", "sen.", "rep.", "inc.", "ltd.", "co.",
    "corp.", "approx.", "capt.", "gral.", "pdte.", "sres.", "cía.",
];

/// How much of a text the library is given at once, in bytes: its time is not
/// linear in what it is given.
const WINDOW: usize = 4096;

/// Divides the text of `message` into sentences, without the blanks between.
pub(super) fn divide(message: &Message, options: &Options) -> Vec<Range<usize>> {
    let text = &message.text;
    let whole = std::iter::once(0..text.len()).collect::<Vec<_>>();
    if !may_have_two(text) {
        return whole;
    }
    let inside = closed(message);
    let masked = mask(message);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for at in ends(&masked, &options.locale) {
        let at = past_marks(text, start, at);
        if at > start && is_boundary(text, &inside, start, at, options) {
            ranges.extend(trimmed(text, start..at));
            start = at;
        }
    }
    // The library may leave a tail out; nothing of the text is lost by that.
    ranges.extend(trimmed(text, start..text.len()));
    if ranges.is_empty() { whole } else { ranges }
}

/// Returns where sentences may end in `masked`: what the library says, and
/// ends that it is known to miss. In order, on character boundaries.
fn ends(masked: &str, locale: &str) -> Vec<usize> {
    let language = locale.split(['-', '_']).next().unwrap_or("en");
    let mut found = Vec::new();
    let mut from = 0;
    while from < masked.len() {
        let mut to = (from + WINDOW).min(masked.len());
        while !masked.is_char_boundary(to) {
            to += 1;
        }
        let is_last = to == masked.len();
        let mut at = from;
        let mut last = from;
        for piece in sentencex::segment(language, &masked[from..to]) {
            at += piece.len();
            // The last piece of a window may go on in the next.
            if at < to && masked.is_char_boundary(at) {
                found.push(at);
                last = at;
            }
        }
        from = if is_last {
            masked.len()
        } else if last > from {
            last
        } else {
            to
        };
    }
    found.extend(missed(masked));
    found.sort_unstable();
    found.dedup();
    found
}

/// Finds ends that the library does not see: after an ellipsis, after a
/// sentence in brackets, between two quotations, at a stop before Han.
fn missed(masked: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = ['\0'; 2];
    let mut chars = masked.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &masked[at..];
        let is_end = match c {
            ' ' => {
                let next = chars.peek().map_or('\0', |(_, next)| *next);
                let begins = next.is_uppercase() || matches!(next, '¿' | '¡' | '“' | '«');
                begins
                    && (before[1] == '…'
                        || (before[1] == ')' && matches!(before[0], '.' | '!' | '?')))
            }
            '「' | '『' => {
                matches!(before[1], '」' | '』') && matches!(before[0], '。' | '！' | '？')
            }
            _ if before[1] == '）' => matches!(before[0], '。' | '！' | '？') && !rest.is_empty(),
            _ => before[1] == '.' && before[0].is_ascii_alphabetic() && is_han_like(c) && c > '〿',
        };
        if is_end {
            found.push(at);
        }
        before = [before[1], c];
    }
    found
}

/// Moves an end behind the marks of emphasis that the sentence has opened.
fn past_marks(text: &str, start: usize, at: usize) -> usize {
    let Some(rest) = text.get(at..) else {
        return at;
    };
    let run = rest.len() - rest.trim_start_matches('*').len();
    let opened = run > 0 && text[start..at].matches(&rest[..run]).count() % 2 == 1;
    if opened { at + run } else { at }
}

/// Returns the parts that no sentence ends in: in order, and joined where they
/// overlap.
fn closed(message: &Message) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = message
        .nests
        .iter()
        .chain(&message.atoms)
        .cloned()
        .collect();
    all.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
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
    let atoms: FxHashSet<(usize, usize)> = message
        .atoms
        .iter()
        .map(|atom| (atom.start, atom.end))
        .collect();
    for nest in &message.nests {
        // A stop inside emphasis ends the sentence behind the marks.
        let inner = message.text[nest.clone()].trim_end_matches(['*', '_', '~']);
        if let (Some(stop @ ('.' | '!' | '?')), Some(last)) =
            (inner.chars().last(), bytes.get_mut(nest.end - 1))
            && !atoms.contains(&(nest.start, nest.end))
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
    text: &str,
    inside: &[Range<usize>],
    start: usize,
    at: usize,
    options: &Options,
) -> bool {
    if !text.is_char_boundary(at) {
        return false;
    }
    let nearest = inside.partition_point(|range| range.start < at);
    if nearest > 0 && at < inside[nearest - 1].end {
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
    if before.ends_with("。）") || before.ends_with("！）") || before.ends_with("？）") {
        // An aside in the middle of a sentence does not end it.
        return before.starts_with('（');
    }
    if before.ends_with(')') && !before.starts_with('(') && !before.starts_with("¿") {
        let inner = before.trim_end_matches(')');
        if inner.ends_with(['.', '!', '?']) && before.matches('(').count() == 1 {
            return false;
        }
    }
    if before.ends_with(['。', '！', '？', '”', '’', '」'])
        || before.ends_with("。**")
        || after.starts_with(is_han_like)
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
        let first = chars.next();
        // `d. C.` and the like: a letter, and another after it.
        let another = || {
            let mut next = after.chars();
            next.next().is_some_and(char::is_alphabetic) && next.as_str().starts_with('.')
        };
        chars.as_str() == "."
            && first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && another()))
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
