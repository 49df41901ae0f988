//! A leaf's text on one line, and as a Fluent pattern.

use super::{Address, Segment};
use crate::document::{Inline, Leaf};
use crate::ftl::{Part, from_parts, is_unsafe};
use crate::text::Span;
use std::fmt::Write as _;
use std::ops::Range;

/// The text of a leaf: soft breaks are blanks, hard breaks `\` and a newline.
#[derive(Debug, Clone, Default)]
pub(super) struct Message {
    /// The text, with its addresses.
    pub text: String,
    /// Ranges of `text` inside which no sentence ends.
    pub nests: Vec<Range<usize>>,
    /// Code, math and HTML in `text`: braces are literal there.
    pub atoms: Vec<Range<usize>>,
    /// Whether the text has a line end that is no hard break, inside HTML.
    pub keeps_lines: bool,
    /// Whether joined lines could become a table for another parser.
    keeps_rows: bool,
    /// Whether each hard break of the source is made with blanks, not a backslash.
    pub breaks_with_blanks: Vec<bool>,
    /// The addresses in `text`.
    pub addresses: Vec<Range<usize>>,
    fluent: bool,
    /// Where in the source the text begins.
    start: usize,
    /// Pairs of offsets, in `text` and in the source, from which both run alike.
    anchors: Vec<(usize, usize)>,
    end: usize,
    /// The segments, as ranges of `text`.
    pub ranges: Vec<Range<usize>>,
}

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

impl Message {
    /// Lays out the text of `leaf`, which stands in `source`.
    pub(super) fn new(source: &str, leaf: &Leaf, fluent: bool) -> Self {
        let mut message = Self {
            fluent,
            start: leaf.span.start,
            end: leaf.span.end,
            keeps_rows: has_delimiter_row(source, leaf),
            ..Self::default()
        };
        if let Some(value) = &leaf.value {
            message.text.clone_from(value);
            return message;
        }
        if leaf.inline.is_empty() && !leaf.span.slice(source).contains(['\n', '\r']) {
            message.text.push_str(leaf.span.slice(source));
            return message;
        }
        let mut at = leaf.span.start;
        let mut open: Vec<(Span, bool)> = Vec::new();
        let mut starts: Vec<usize> = Vec::new();
        for inline in &leaf.inline {
            let span = inline.span();
            message.close(source, leaf, &mut at, &mut open, &mut starts, span.start);
            if span.start < at {
                continue;
            }
            message.copy(source, leaf, at, span.start, Ends::Joined);
            at = span.start;
            match inline {
                Inline::Nest(_) | Inline::Atom(_) => {
                    open.push((span, matches!(inline, Inline::Atom(_))));
                    starts.push(message.text.len());
                }
                Inline::Address(_) => {
                    let start = message.text.len();
                    message.anchor(span.start);
                    message.text.push_str(span.slice(source));
                    message.addresses.push(start..message.text.len());
                    at = span.end;
                }
                Inline::Label(_, label) => {
                    let start = message.text.len();
                    message.anchor(span.start);
                    let _ = write!(message.text, "[{label}]");
                    message.atoms.push(start..message.text.len());
                    at = span.end;
                }
                Inline::LongHtml(_) => {
                    let start = message.text.len();
                    message.copy(source, leaf, at, span.end, Ends::Kept);
                    message.atoms.push(start..message.text.len());
                    message.keeps_lines = true;
                    at = span.end;
                }
                Inline::HardBreak(_) => {
                    let blanks = !span.slice(source).trim_end().ends_with('\\');
                    message.breaks_with_blanks.push(blanks);
                    let kept = message.text.trim_end_matches([' ', '\t']).len();
                    message.text.truncate(kept);
                    message.text.push_str("\\\n");
                    at = skip_prefix(source, span.end, leaf).min(leaf.span.end);
                    message.anchor(at);
                }
            }
        }
        message.close(source, leaf, &mut at, &mut open, &mut starts, usize::MAX);
        message.copy(source, leaf, at, leaf.span.end, Ends::Joined);
        message.keeps_lines |= message.keeps_rows;
        message.atoms.sort_by_key(|atom| atom.start);
        message
    }

    /// Ends the nests that end before `limit`.
    fn close(
        &mut self,
        source: &str,
        leaf: &Leaf,
        at: &mut usize,
        open: &mut Vec<(Span, bool)>,
        starts: &mut Vec<usize>,
        limit: usize,
    ) {
        while let Some((span, atom)) = open.last().copied() {
            if span.end > limit {
                return;
            }
            open.pop();
            let start = starts.pop().unwrap_or_default();
            if *at < span.end {
                let ends = if atom { Ends::Code } else { Ends::Joined };
                self.copy(source, leaf, *at, span.end, ends);
                *at = span.end;
            }
            let range = start..self.text.len();
            if atom {
                self.atoms.push(range.clone());
            }
            self.nests.push(range);
        }
    }

    fn anchor(&mut self, source: usize) {
        let (at, from) = self.anchors.last().copied().unwrap_or((0, self.start));
        // Most text runs on as it stands in the source.
        if source.wrapping_sub(from) != self.text.len().wrapping_sub(at) {
            self.anchors.push((self.text.len(), source));
        }
    }

    /// Copies source text with its line ends as `ends` says.
    fn copy(&mut self, source: &str, leaf: &Leaf, from: usize, to: usize, ends: Ends) {
        if from >= to {
            return;
        }
        let mut at = from;
        self.anchor(at);
        while let Some(found) = source[at..to].find(['\n', '\r']) {
            let line_end = at + found;
            let line = &source[at..line_end];
            // In code the blanks at a line's end count.
            if ends == Ends::Code {
                self.text.push_str(line);
            } else {
                self.text.push_str(line.trim_end_matches([' ', '\t']));
                let kept = self.text.trim_end_matches([' ', '\t']).len();
                if found == 0 && !self.text.ends_with("\\\n") {
                    self.text.truncate(kept);
                }
            }
            let width = if source[line_end..].starts_with("\r\n") {
                2
            } else {
                1
            };
            let next = skip_prefix(source, line_end + width, leaf).min(to);
            let joined = if ends == Ends::Kept || self.keeps_rows {
                "\n"
            } else if ends == Ends::Joined
                && source[next..].starts_with(is_han_like)
                && self.text.ends_with(is_han_like)
            {
                ""
            } else {
                " "
            };
            self.text.push_str(joined);
            at = next;
            self.anchor(at);
        }
        self.text.push_str(&source[at..to]);
    }

    /// Returns the addresses, numbered from 1.
    pub(super) fn numbered(&self) -> Vec<Address> {
        let value = |range: &Range<usize>| self.text[range.clone()].to_owned();
        self.addresses
            .iter()
            .enumerate()
            .map(|(index, range)| Address {
                number: index + 1,
                value: value(range),
            })
            .collect()
    }

    /// Keeps how the text was divided.
    pub(super) fn divided(mut self, ranges: Vec<Range<usize>>) -> Self {
        self.ranges = ranges;
        self
    }

    /// Returns the segment that `range` of the text is.
    pub(super) fn segment(&self, block: usize, range: &Range<usize>) -> Segment {
        Segment {
            block,
            pattern: self.pattern(range.clone()),
            span: self.source(range),
        }
    }

    /// Returns what stands in the source for `range` of the text.
    pub(super) fn source(&self, range: &Range<usize>) -> Span {
        let place = |offset: usize| {
            let index = self.anchors.partition_point(|(at, _)| *at <= offset);
            let (at, source) = index
                .checked_sub(1)
                .map_or((0, self.start), |index| self.anchors[index]);
            (source + (offset - at.min(offset))).min(self.end)
        };
        if range.end == self.text.len() {
            return Span::new(place(range.start), self.end);
        }
        Span::new(place(range.start), place(range.end).max(place(range.start)))
    }

    /// Returns whether there is emphasis in the text.
    pub(super) fn has_emphasis(&self) -> bool {
        self.nests.iter().any(|nest| {
            self.text
                .get(nest.clone())
                .is_some_and(|nest| nest.starts_with(['*', '_']))
        })
    }

    /// Returns whether code, math or HTML stands at `at`.
    fn in_atom(&self, at: usize) -> bool {
        let index = self.atoms.partition_point(|atom| atom.start <= at);
        // Atoms do not nest, but for a label inside of one.
        self.atoms[..index]
            .iter()
            .rev()
            .take(2)
            .any(|atom| atom.contains(&at))
    }

    /// Copies `range` of the text, with variables for its addresses.
    fn with_variables(&self, range: Range<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        let first = self
            .addresses
            .partition_point(|place| place.start < range.start);
        for (index, place) in self.addresses.iter().enumerate().skip(first) {
            if place.start >= range.end {
                break;
            }
            if at <= place.start && place.end <= range.end {
                out.push_str(&self.text[at..place.start]);
                let _ = write!(out, "{{ $url{} }}", index + 1);
                at = place.end;
            }
        }
        out.push_str(&self.text[at..range.end]);
        out
    }

    /// Writes `range` of the text as a Fluent pattern: text is exact, addresses
    /// are variables, and where the author writes Fluent, braces are braces.
    pub(super) fn pattern(&self, range: Range<usize>) -> String {
        let text = &self.text[range.clone()];
        if is_plain(text) {
            return self.with_variables(range);
        }
        let variables: Vec<String> = (1..=self.addresses.len())
            .map(|number| format!("{{ $url{number} }}"))
            .collect();
        let mut parts = Vec::new();
        let mut at = range.start;
        let first = self
            .addresses
            .partition_point(|place| place.start < range.start);
        for (index, place) in self.addresses.iter().enumerate().skip(first) {
            if at <= place.start && place.end <= range.end {
                self.add_parts(at..place.start, &mut parts);
                parts.push(Part::Fluent(&variables[index]));
                at = place.end;
            }
        }
        self.add_parts(at..range.end, &mut parts);
        from_parts(&parts)
    }

    /// Adds `range` of the text, which holds no address, to the parts.
    fn add_parts<'t>(&'t self, range: Range<usize>, parts: &mut Vec<Part<'t>>) {
        let mut at = range.start;
        if self.fluent {
            for (index, brace) in self.text[range.clone()].match_indices(['{', '}']) {
                let index = range.start + index;
                if !self.in_atom(index) {
                    parts.push(Part::Text(&self.text[at..index]));
                    parts.push(Part::Fluent(brace));
                    at = index + 1;
                }
            }
        }
        parts.push(Part::Text(&self.text[at..range.end]));
    }
}

/// Returns whether nothing in `text` needs to be written as a literal: one
/// line without braces, control characters and blanks at its ends.
fn is_plain(text: &str) -> bool {
    let is_special = |byte: u8| byte < 0x20 || matches!(byte, b'{' | b'}' | 0x7f);
    !text.bytes().any(is_special)
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && (text.is_ascii() || !text.contains(is_unsafe))
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

/// Returns whether a later line of the leaf looks like a table's second: other
/// parsers could see a table if lines were joined or divided otherwise.
fn has_delimiter_row(source: &str, leaf: &Leaf) -> bool {
    let text = leaf.span.slice(source);
    text.contains('|')
        && text.lines().skip(1).any(|line| {
            let line = line.trim_matches([' ', '\t', '>']);
            line.contains('-')
                && line.contains('|')
                && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
        })
}

/// Returns whether no blank stands beside this character: Han, Kana and the
/// full-width punctuation that goes with them.
pub(super) const fn is_han_like(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3fffd}')
}

/// Returns whether no blank stands between two texts that are joined: between
/// Han, with their quotation marks, and beside their full-width punctuation.
/// Markup at their ends does not count.
pub(super) fn closes_up(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches(['*', '_', '~']);
    let after = after.trim_start_matches(['*', '_', '~', '[']);
    let last = before.trim_end_matches(['”', '’']).chars().next_back();
    let next = after.trim_start_matches(['“', '‘']).chars().next();
    let (Some(last), Some(next)) = (last, next) else {
        return false;
    };
    is_wide_punctuation(last)
        || is_wide_punctuation(next)
        || (is_han_like(last) && is_han_like(next))
}

/// Returns whether this is punctuation as wide as a character of Han.
const fn is_wide_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff5b}'..='\u{ff5e}')
}
