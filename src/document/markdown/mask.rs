//! The text as the parser is given it: what other renderers read as their own
//! syntax, and placeables, made unlike Markdown.

use crate::document::OPTIONS;
use memchr::memchr_iter;
use pulldown_cmark::{Event, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// Returns the text to parse: as long as the source, with colons made
/// unlike definitions where they are none and, in a Fluent document, placeables made unlike markup.
pub(in crate::document) fn mask(text: &str, body: usize, fluent: bool) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    let colons = idle_colons(text, body);
    if !colons.is_empty() {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for run in colons {
            out.push_str(&text[at..run.start]);
            out.extend(std::iter::repeat_n(';', run.len()));
            at = run.end;
        }
        out.push_str(&text[at..]);
        masked = Cow::Owned(out);
    }
    if fluent && text[body..].contains('{') {
        let code = code_ranges(&masked, body);
        let placeables = placeables(text, body, &code);
        let out = masked.to_mut();
        for span in placeables.iter().rev() {
            let filler: String = text[span.clone()]
                .chars()
                .map(|c| {
                    if c == '\n' || c == '\r' {
                        c.to_string()
                    } else {
                        "x".repeat(c.len_utf8())
                    }
                })
                .collect();
            out.replace_range(span.clone(), &filler);
        }
    }
    masked
}

/// Finds the colons at the start of a line that begin no definition, which the
/// parser would take for one: `:::`, `:smile:`, a symbol in a wrapped line.
fn idle_colons(text: &str, body: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for next in memchr_iter(b':', &bytes[body..]) {
        let start = body + next;
        // Most stand behind a word, or behind another colon.
        let before = bytes[body..start].last();
        if before.is_some_and(|c| !matches!(c, b' ' | b'\t' | b'>' | b'\n' | b'\r')) {
            continue;
        }
        let end = start + bytes[start..].iter().take_while(|c| **c == b':').count();
        let is_marker = end - start == 1
            && bytes
                .get(end)
                .is_none_or(|c| matches!(c, b' ' | b'\t' | b'\r' | b'\n'));
        if !is_marker && begins_line(&bytes[body..start]) && !delimits(text, body, start) {
            found.push(start..end);
        }
    }
    found
}

/// Returns whether the colon at `at`, which begins its line, is of a table's
/// delimiter row: one with as many cells as the line before.
fn delimits(text: &str, body: usize, at: usize) -> bool {
    let line = |from: usize| text[from..].split(['\n', '\r']).next().unwrap_or_default();
    let row = line(at);
    if !row.contains('-') || !row.bytes().all(|c| b"-:| \t".contains(&c)) {
        return false;
    }
    let before = text[body..at].trim_end_matches([' ', '\t', '>']);
    let before = before.strip_suffix('\n').unwrap_or(before);
    let before = before.strip_suffix('\r').unwrap_or(before);
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    cells(&before[start..]) == cells(row)
}

/// Counts the cells of a row.
fn cells(row: &str) -> usize {
    let row = row.trim_matches([' ', '\t', '>']);
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row
        .strip_suffix('|')
        .filter(|row| !row.ends_with('\\'))
        .unwrap_or(row);
    let escaped = row.matches("\\|").count();
    1 + row.matches('|').count() - escaped
}

/// Returns whether nothing but blanks and marks of quotes stands before, on its line.
fn begins_line(before: &[u8]) -> bool {
    before
        .iter()
        .rev()
        .find(|c| !matches!(c, b' ' | b'\t' | b'>'))
        .is_none_or(|c| matches!(c, b'\n' | b'\r'))
}

fn code_ranges(text: &str, body: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(&text[body..], OPTIONS).into_offset_iter() {
        if matches!(
            event,
            Event::Code(_)
                | Event::Start(Tag::CodeBlock(_))
                | Event::Start(Tag::HtmlBlock)
                | Event::InlineHtml(_)
        ) {
            ranges.push(range.start + body..range.end + body);
        }
    }
    ranges
}

/// Finds balanced braces outside `code`; a paragraph's end ends the search.
fn placeables(text: &str, from: usize, code: &[Range<usize>]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut code = code.iter().peekable();
    let mut at = from;
    while at < bytes.len() {
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek()
            && range.contains(&at)
        {
            at = range.end;
            continue;
        }
        if bytes[at] == b'{'
            && let Some(end) = closing_brace(bytes, at)
        {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Returns the end of the placeable that opens at `at`; strings may hold braces.
fn closing_brace(bytes: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 4096;
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut index = at;
    while index < bytes.len().min(at + LONGEST) {
        match bytes[index] {
            b'\\' if quoted => index += 1,
            b'"' if depth > 0 => quoted = !quoted,
            b'\n' if quoted || bytes.get(index + 1) == Some(&b'\n') => return None,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(index + 1);
                }
            }
            _ => {}
        }
        index += 1;
    }
    None
}
