//! Laying out a leaf: its lines become one, and what stands in it is marked.

use super::{Messages, Open, Stored, is_han_like};
use crate::document::{Inline, Leaf};
use crate::text::Span;
use memchr::memchr2;

/// What becomes of the line ends in a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// A blank, or nothing between Han.
    Joined,
    /// A blank, as code is shown.
    Code,
    /// They stay.
    Kept,
}

/// Lays out one leaf at the end of the buffers.
pub(super) struct Layout<'a> {
    pub source: &'a str,
    pub leaf: &'a Leaf,
    pub out: &'a mut Messages,
    /// Where the buffers ended before.
    pub first: Stored,
    /// A line end at or behind `at`, where it is known; none stands between.
    pub line_end: usize,
    /// Whether the text is the source's, so that it is not copied.
    pub is_verbatim: bool,
    /// Whether joined lines could become a table for another parser.
    pub keeps_rows: bool,
    /// Selectors of Fluent in the source, whose variants keep their lines.
    pub selectors: Vec<Span>,
    /// How far the source has been taken.
    pub at: usize,
}

impl Layout<'_> {
    /// Takes in what stands next in the leaf.
    pub(super) fn inline(&mut self, inline: &Inline) {
        let span = inline.span();
        self.close(span.start);
        if span.start < self.at {
            return;
        }
        self.copy(span.start, Ends::Joined);
        let start = self.len();
        match inline {
            Inline::Nest(_) | Inline::Atom(_) => {
                let is_atom = matches!(inline, Inline::Atom(_));
                self.out.open.push(Open {
                    span,
                    is_atom,
                    start,
                });
            }
            Inline::Address(_) => {
                // An address has no line end.
                self.copy(span.end, Ends::Joined);
                self.out.addresses.push(start..self.len());
            }
            Inline::Label(_, label) => {
                self.anchor(span.start);
                self.out.text.extend(["[", label.as_str(), "]"]);
                self.out.atoms.push(start..self.len());
                self.at = span.end;
            }
            Inline::LongHtml(_) => {
                self.copy(span.end, Ends::Kept);
                self.out.atoms.push(start..self.len());
                self.stored(|message| message.keeps_lines = true);
            }
            Inline::HardBreak(_) => {
                let with_blanks = !span.slice(self.source).trim_end().ends_with('\\');
                self.out.breaks.push(with_blanks);
                self.trim();
                self.out.text.push_str("\\\n");
                self.at = skip_prefix(self.source, span.end, self.leaf).min(self.leaf.span.end);
                self.anchor(self.at);
            }
        }
    }

    /// Takes in the rest of the leaf.
    pub(super) fn finish(&mut self) {
        self.close(usize::MAX);
        self.copy(self.leaf.span.end, Ends::Joined);
        let atoms = &mut self.out.atoms[self.first.atoms..];
        if !atoms.is_sorted_by_key(|atom| atom.start) {
            atoms.sort_by_key(|atom| atom.start);
        }
    }

    /// Returns the length of the text so far.
    fn len(&self) -> usize {
        if self.is_verbatim {
            self.at - self.leaf.span.start
        } else {
            self.out.text.len() - self.first.text
        }
    }

    /// Returns the text so far.
    fn text(&self) -> &str {
        &self.out.text[self.first.text..]
    }

    /// Takes blanks off the end of the text.
    fn trim(&mut self) {
        let kept = without_blanks(self.text()).len();
        self.out.text.truncate(self.first.text + kept);
    }

    fn is_in_selector(&self, at: usize) -> bool {
        let index = self.selectors.partition_point(|span| span.end <= at);
        let next = self.selectors.get(index);
        next.is_some_and(|span| span.start <= at)
    }

    fn stored(&mut self, change: impl FnOnce(&mut Stored)) {
        if let Some(message) = self.out.all.last_mut() {
            change(message);
        }
    }

    /// Ends the nests that end before `limit`.
    fn close(&mut self, limit: usize) {
        while let Some(open) = self.out.open.last().copied() {
            if open.span.end > limit {
                return;
            }
            self.out.open.pop();
            let ends = if open.is_atom {
                Ends::Code
            } else {
                Ends::Joined
            };
            self.copy(open.span.end, ends);
            let range = open.start..self.len();
            if open.is_atom {
                self.out.atoms.push(range.clone());
            }
            self.out.nests.push(range);
        }
    }

    fn anchor(&mut self, source: usize) {
        let start = (0, self.leaf.span.start);
        let known = self.out.anchors[self.first.anchors..].last();
        let (at, from) = known.copied().unwrap_or(start);
        let len = self.len();
        // Most text runs on as it stands in the source.
        if source.wrapping_sub(from) != len.wrapping_sub(at) {
            self.out.anchors.push((len, source));
        }
    }

    /// Takes source text up to `to`, with its line ends as `ends` says.
    fn copy(&mut self, to: usize, ends: Ends) {
        let source = self.source;
        let mut at = self.at;
        if at >= to {
            return;
        }
        self.at = to;
        if self.is_verbatim {
            return;
        }
        self.anchor(at);
        loop {
            if self.line_end < at {
                self.line_end = line_end(source, at);
            }
            let line_end = self.line_end;
            if line_end >= to {
                break;
            }
            let line = &source[at..line_end];
            // In code the blanks at a line's end count.
            if ends == Ends::Code {
                self.out.text.push_str(line);
            } else {
                self.out.text.push_str(without_blanks(line));
                if line.is_empty() && !self.text().ends_with("\\\n") {
                    self.trim();
                }
            }
            let is_crlf = source.as_bytes()[line_end..].starts_with(b"\r\n");
            let width = if is_crlf { 2 } else { 1 };
            let next = skip_prefix(source, line_end + width, self.leaf).min(to);
            if ends == Ends::Joined && self.is_in_selector(line_end) {
                let closes = source[next..].starts_with('}');
                self.out.text.push_str(if closes { "\n" } else { "\n    " });
            } else if ends == Ends::Kept || self.keeps_rows {
                self.out.text.push('\n');
            } else if ends == Ends::Code || !is_han_beside(self.text(), &source[next..]) {
                self.out.text.push(' ');
            }
            at = next;
            self.anchor(at);
        }
        self.out.text.push_str(&source[at..to]);
    }
}

/// Finds the placeables of a text that hold a selector.
pub(super) fn selectors(text: &str, offset: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('{') {
        let start = at + next;
        let Some(length) = placeable(&text[start..]) else {
            at = start + 1;
            continue;
        };
        at = start + length;
        if text[start..at].contains("->") {
            found.push(Span::new(offset + start, offset + at));
        }
    }
    found
}

/// Returns the length of the placeable that `text` begins with; strings in it
/// may hold braces. One that does not close within [`LONGEST`] is none.
pub(super) fn placeable(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'\n' if quoted => return None,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A placeable is shorter than this: it bounds the time.
const LONGEST: usize = 4096;

/// Returns where the line ends that holds `at`.
pub(super) fn line_end(source: &str, at: usize) -> usize {
    memchr2(b'\n', b'\r', &source.as_bytes()[at..]).map_or(usize::MAX, |end| at + end)
}

/// Returns `text` without the blanks and tabs at its end.
fn without_blanks(text: &str) -> &str {
    let blanks = text.bytes().rev();
    let blanks = blanks.take_while(|byte| matches!(byte, b' ' | b'\t'));
    &text[..text.len() - blanks.count()]
}

/// Returns whether the one text ends and the other begins with Han or the like.
fn is_han_beside(before: &str, after: &str) -> bool {
    !before.as_bytes().last().is_none_or(u8::is_ascii)
        && before.ends_with(is_han_like)
        && after.starts_with(is_han_like)
}

/// Returns where the content of the line that begins at `at` starts: behind
/// blanks and as many `>` as quotes hold the leaf.
fn skip_prefix(source: &str, at: usize, leaf: &Leaf) -> usize {
    let bytes = source.as_bytes();
    let mut at = at;
    let mut quotes = leaf.quotes;
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t') => at += 1,
            Some(b'>') if quotes > 0 => {
                quotes -= 1;
                at += 1;
            }
            _ => return at,
        }
    }
}
