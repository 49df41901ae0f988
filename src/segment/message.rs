//! A leaf's text on one line, and as a Fluent pattern.

mod layout;

use super::{Address, Segment};
use crate::document::{Document, Inline, Leaf};
use crate::ftl::{Part, from_parts, has_unsafe};
use crate::text::Span;
use layout::{Layout, line_end, placeable, selectors};
use memchr::memchr2;
use std::ops::Range;

/// The messages of a document, one after another.
///
/// What belongs to them stands in one buffer each: a document has thousands
/// of messages, and a few small buffers for each cost more than all else.
#[derive(Debug, Clone, Default)]
pub(super) struct Messages {
    text: String,
    nests: Vec<Range<usize>>,
    atoms: Vec<Range<usize>>,
    addresses: Vec<Range<usize>>,
    anchors: Vec<(usize, usize)>,
    breaks: Vec<bool>,
    all: Vec<Stored>,
    /// What is open while a leaf is laid out.
    open: Vec<Open>,
}

/// Where a message begins in each of the buffers, and what else is known of it.
#[derive(Debug, Clone, Copy, Default)]
struct Stored {
    text: usize,
    nests: usize,
    atoms: usize,
    addresses: usize,
    anchors: usize,
    breaks: usize,
    span: Span,
    is_verbatim: bool,
    /// Whether the source has no sign that a pattern writes as a literal, but
    /// for line ends and blanks.
    is_plain: bool,
    has_lines: bool,
    keeps_lines: bool,
    fluent: bool,
}

/// Markup that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    span: Span,
    is_atom: bool,
    /// Where it begins in the text.
    start: usize,
}

/// The text of a leaf: soft breaks are blanks, hard breaks `\` and a newline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Message<'a> {
    /// The text, with its addresses.
    pub text: &'a str,
    /// Ranges of `text` inside which no sentence ends.
    pub nests: &'a [Range<usize>],
    /// Code, math and HTML in `text`: braces are literal there.
    pub atoms: &'a [Range<usize>],
    /// The addresses in `text`.
    pub addresses: &'a [Range<usize>],
    /// Whether the text has a line end that is no hard break, inside HTML.
    pub keeps_lines: bool,
    /// Whether each hard break of the source is made with blanks, not a backslash.
    pub breaks_with_blanks: &'a [bool],
    fluent: bool,
    is_plain: bool,
    has_lines: bool,
    /// Where it stands in the source.
    span: Span,
    /// Pairs of offsets, in `text` and in the source, from which both run alike.
    anchors: &'a [(usize, usize)],
}

impl Messages {
    /// Makes room for the messages of `document`, whose text is `text`.
    pub(super) fn for_document(text: &str, document: &Document) -> Self {
        let inlines = document.inlines.len();
        Self {
            text: String::with_capacity(text.len()),
            nests: Vec::with_capacity(inlines),
            atoms: Vec::with_capacity(inlines),
            anchors: Vec::with_capacity(inlines + document.leaves.len()),
            all: Vec::with_capacity(document.leaves.len()),
            ..Self::default()
        }
    }

    /// Lays out the text of `leaf`, which stands in `source` and holds `inline`.
    /// Returns its message.
    pub(super) fn add<'a>(
        &'a mut self,
        source: &'a str,
        leaf: &Leaf,
        inline: &[Inline],
        fluent: bool,
    ) -> Message<'a> {
        let first = self.end();
        self.all.push(Stored {
            span: leaf.span,
            fluent,
            ..first
        });
        self.lay_out(source, leaf, inline, first);
        let last = self.all.len() - 1;
        self.message(source, self.all[last], self.end())
    }

    fn lay_out(&mut self, source: &str, leaf: &Leaf, inline: &[Inline], first: Stored) {
        let Some(message) = self.all.last_mut() else {
            return;
        };
        if let Some(value) = &leaf.value {
            self.text.push_str(value);
            return;
        }
        let text = leaf.span.slice(source);
        let signs = signs(text);
        let has_lines = signs & LINE_END != 0;
        message.is_plain = signs & SPECIAL == 0;
        message.has_lines = has_lines;
        let stays = |one: &Inline| {
            let is_kept = !matches!(one, Inline::Label(..) | Inline::HardBreak(_));
            is_kept && one.span().end <= leaf.span.end
        };
        let is_verbatim = !has_lines && inline.iter().all(stays);
        message.is_verbatim = is_verbatim;
        let keeps_rows = has_lines && signs & BAR != 0 && has_delimiter_row(text);
        message.keeps_lines = keeps_rows;
        let mut layout = Layout {
            source,
            leaf,
            line_end: if has_lines {
                line_end(source, leaf.span.start)
            } else {
                usize::MAX
            },
            is_verbatim,
            keeps_rows,
            selectors: if message.fluent && has_lines && text.contains("->") {
                selectors(text, leaf.span.start)
            } else {
                Vec::new()
            },
            first,
            at: leaf.span.start,
            out: self,
        };
        for inline in inline {
            layout.inline(inline);
        }
        layout.finish();
    }

    /// Returns a message of the document with the text `source`.
    pub(super) fn get<'a>(&'a self, source: &'a str, index: usize) -> Option<Message<'a>> {
        let next = self.all.get(index + 1).copied();
        Some(self.message(
            source,
            *self.all.get(index)?,
            next.unwrap_or_else(|| self.end()),
        ))
    }

    /// Returns where the next message would begin.
    fn end(&self) -> Stored {
        Stored {
            text: self.text.len(),
            nests: self.nests.len(),
            atoms: self.atoms.len(),
            addresses: self.addresses.len(),
            anchors: self.anchors.len(),
            breaks: self.breaks.len(),
            ..Stored::default()
        }
    }

    fn message<'a>(&'a self, source: &'a str, first: Stored, next: Stored) -> Message<'a> {
        Message {
            text: if first.is_verbatim {
                first.span.slice(source)
            } else {
                &self.text[first.text..next.text]
            },
            nests: &self.nests[first.nests..next.nests],
            atoms: &self.atoms[first.atoms..next.atoms],
            addresses: &self.addresses[first.addresses..next.addresses],
            anchors: &self.anchors[first.anchors..next.anchors],
            is_plain: first.is_plain,
            has_lines: first.has_lines,
            keeps_lines: first.keeps_lines,
            breaks_with_blanks: &self.breaks[first.breaks..next.breaks],
            fluent: first.fluent,
            span: first.span,
        }
    }
}

impl Message<'_> {
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
                .map_or((0, self.span.start), |index| self.anchors[index]);
            (source + (offset - at.min(offset))).min(self.span.end)
        };
        if range.end == self.text.len() {
            return Span::new(place(range.start), self.span.end);
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
                push_variable(&mut out, index + 1);
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
        let ends_in_blank = text.starts_with(' ') || text.ends_with(' ');
        let has_literals = || {
            let signs = signs(text);
            signs & (SPECIAL | LINE_END) != 0 && has_literals(text)
        };
        let has_lines = self.has_lines && memchr2(b'\n', b'\r', text.as_bytes()).is_some();
        let is_plain = self.is_plain && !has_lines;
        if !ends_in_blank && (is_plain || !has_literals()) {
            return self.with_variables(range);
        }
        let first = self
            .addresses
            .partition_point(|place| place.start < range.start);
        let places = self.addresses[first..].iter();
        let places = places.take_while(|place| place.start < range.end);
        let variables: Vec<(&Range<usize>, String)> = (first + 1..)
            .zip(places)
            .map(|(number, place)| (place, format!("{{ $url{number} }}")))
            .collect();
        let mut parts = Vec::new();
        let mut at = range.start;
        for (place, variable) in &variables {
            if at <= place.start && place.end <= range.end {
                self.add_parts(at..place.start, &mut parts);
                parts.push(Part::Fluent(variable));
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
            for (index, _) in self.text[range.clone()].match_indices(['{', '}']) {
                let index = range.start + index;
                if index >= at && !self.in_atom(index) {
                    // A selector is written as a whole: its lines are Fluent's.
                    let rest = &self.text[index..range.end];
                    let code = if rest.starts_with('{') {
                        placeable(rest).filter(|end| rest[..*end].contains("->"))
                    } else {
                        None
                    };
                    let end = index + code.unwrap_or(1);
                    parts.push(Part::Text(&self.text[at..index]));
                    parts.push(Part::Fluent(&self.text[index..end]));
                    at = end;
                }
            }
        }
        parts.push(Part::Text(&self.text[at..range.end]));
    }
}

/// Writes the variable of an address.
fn push_variable(out: &mut String, number: usize) {
    out.push_str("{ $url");
    match u8::try_from(number) {
        Ok(digit @ 0..=9) => out.push(char::from(b'0' + digit)),
        _ => out.push_str(&number.to_string()),
    }
    out.push_str(" }");
}

/// Returns whether something in `text` needs to be written as a literal:
/// braces, control characters and line ends.
fn has_literals(text: &str) -> bool {
    memchr2(b'{', b'}', text.as_bytes()).is_some() || has_unsafe(text)
}

/// What kinds of bytes [`signs`] tells apart: LF and CR,
const LINE_END: u8 = 1;
/// what a cell ends with,
const BAR: u8 = 2;
/// and what a pattern may have to write as a literal: braces, other control
/// characters, and what such characters begin with in UTF-8.
const SPECIAL: u8 = 4;

/// Returns which kinds of bytes a text has, in one look at it.
fn signs(text: &str) -> u8 {
    const KINDS: [u8; 256] = {
        let mut kinds = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            kinds[byte] = match byte as u8 {
                b'\n' | b'\r' => LINE_END,
                b'|' => BAR,
                b'{' | b'}' | 0..0x20 | 0x7f | 0xc2 | 0xe2 | 0xef => SPECIAL,
                _ => 0,
            };
            byte += 1;
        }
        kinds
    };
    text.bytes()
        .fold(0, |all, byte| all | KINDS[usize::from(byte)])
}

/// Returns whether a later line of the leaf looks like a table's second: other
/// parsers could see a table if lines were joined or divided otherwise.
fn has_delimiter_row(text: &str) -> bool {
    text.lines().skip(1).any(|line| {
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
///
/// Where a blank stood (`spaced`) between marks and what is narrow it stays:
/// without it the marks would not close.
pub(super) fn closes_up(before: &str, after: &str, spaced: bool) -> bool {
    let marked = spaced && meet_at_marks(before, after);
    let before = before.trim_end_matches(MARKS);
    let after = after.trim_start_matches(MARKS).trim_start_matches('[');
    let last = before.trim_end_matches(['”', '’']).chars().next_back();
    let next = after.trim_start_matches(['“', '‘']).chars().next();
    let (Some(last), Some(next)) = (last, next) else {
        return false;
    };
    (!marked && (is_wide_punctuation(last) || is_wide_punctuation(next)))
        || (is_han_like(last) && is_han_like(next))
}

/// Returns whether marks of emphasis stand where two texts meet.
pub(super) fn meet_at_marks(before: &str, after: &str) -> bool {
    before.ends_with(MARKS) || after.starts_with(MARKS)
}

/// Marks of emphasis.
const MARKS: [char; 3] = ['*', '_', '~'];

/// Returns whether this is punctuation as wide as a character of Han.
const fn is_wide_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff5b}'..='\u{ff5e}')
}
