//! The text as the parser is given it: what other renderers read as their own
//! syntax, and placeables, made unlike Markdown.

use crate::document::OPTIONS;
use memchr::{memchr, memchr_iter, memmem};
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
    let mut closings = Closings::default();
    let mut at = from;
    while let Some(next) = memchr(b'{', &bytes[at..]) {
        at += next;
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek()
            && range.contains(&at)
        {
            at = range.end;
            continue;
        }
        if let Some(end) = closings.of(bytes, at) {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Where the placeables of a paragraph close that open at each place of it:
/// found for all in one look from its end, so that braces that do not close
/// are not looked through once for each.
#[derive(Default)]
struct Closings {
    /// Where the paragraph begins and ends.
    paragraph: Range<usize>,
    /// How far behind each place of it the braces close that are open there.
    open: Vec<u16>,
}

impl Closings {
    /// A placeable is shorter than this.
    const LONGEST: usize = 4096;

    /// Returns the end of the placeable that opens at `at`; strings may hold braces.
    fn of(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        if !self.paragraph.contains(&at) {
            self.read(bytes, at);
        }
        let index = at + 1 - self.paragraph.start;
        let length = self.open.get(index).copied().filter(|far| *far > 0)?;
        Some(at + 1 + usize::from(length))
    }

    /// Reads the paragraph that holds `from` from there on.
    fn read(&mut self, bytes: &[u8], from: usize) {
        let end = memmem::find(&bytes[from..], b"\n\n").map_or(bytes.len(), |at| from + at);
        self.paragraph = from..end;
        self.open.clear();
        self.open.resize(end - from + 2, 0);
        // The same for a place that is inside a string.
        let mut quoted = vec![0_u16; end - from + 2];
        let longer = |far: u16, by: usize| match usize::from(far) + by {
            sum if far > 0 && sum < Self::LONGEST => sum as u16,
            _ => 0,
        };
        for index in (0..end - from).rev() {
            let (open, string) = (self.open[index + 1], quoted[index + 1]);
            (self.open[index], quoted[index]) = match bytes[from + index] {
                b'\\' => (longer(open, 1), longer(quoted[index + 2], 2)),
                b'"' => (longer(string, 1), longer(open, 1)),
                b'\n' => (longer(open, 1), 0),
                b'{' if open > 0 => {
                    let behind = usize::from(open) + 1;
                    let outer = self.open[index + behind];
                    (longer(outer, behind), longer(string, 1))
                }
                b'{' => (0, longer(string, 1)),
                b'}' => (1, longer(string, 1)),
                _ => (longer(open, 1), longer(string, 1)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks for the end of the placeable at `at` from there on: what
    /// [`Closings`] finds for a whole paragraph.
    fn closing_brace(bytes: &[u8], at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut quoted = false;
        let mut index = at;
        while index < bytes.len().min(at + Closings::LONGEST) {
            match bytes[index] {
                b'\\' if quoted => index += 1,
                b'"' => quoted = !quoted,
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

    #[test]
    fn placeables_have_a_longest_one() {
        for length in Closings::LONGEST - 2..Closings::LONGEST + 2 {
            let text = format!(
                "{{ a }} {{{}{{ b }}}}",
                "{ c } ".repeat(700) + &"-".repeat(length)
            );
            let text = text.as_bytes();
            let mut closings = Closings::default();
            for at in (0..text.len()).filter(|at| text[*at] == b'{') {
                assert_eq!(
                    closings.of(text, at),
                    closing_brace(text, at),
                    "{length} {at}"
                );
            }
            let text = format!("{{{}}}", "-".repeat(length - 2));
            let end = (length <= Closings::LONGEST).then_some(length);
            assert_eq!(Closings::default().of(text.as_bytes(), 0), end);
        }
    }

    proptest::proptest! {
        #[test]
        fn placeables_close_where_a_look_from_each_finds_it(text in "([{}\"\\\\\n a]|\n\n|\"\\\\\n){0,40}") {
            let bytes = text.as_bytes();
            let mut closings = Closings::default();
            for at in (0..bytes.len()).filter(|at| bytes[*at] == b'{') {
                proptest::prop_assert_eq!(closings.of(bytes, at), closing_brace(bytes, at), "{:?} {}", text, at);
            }
        }
    }
}
