//! Spans, the line index, and edits applied to text.
//!
//! Everything inside the program counts in bytes; lines and columns exist only
//! in what is reported, and are computed here.

use serde::Serialize;
use std::borrow::Cow;

/// A half-open range of byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes the span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the number of bytes covered.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Returns whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Returns whether `offset` lies inside.
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Returns the covered part of `text`, or `""` where the span does not fit it.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for std::ops::Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A place as people count: lines and columns from 1, columns in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// How many bytes lie between two marks of an index.
const STRIDE: usize = 1024;

/// Where the lines of a text begin, and how many characters stand before every
/// so many bytes: a line may be megabytes long.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// The characters before each multiple of the stride.
    marks: Vec<usize>,
}

impl LineIndex {
    /// Indexes `text`; a line ends with LF, CRLF, or a CR that stands alone.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let (mut marks, mut characters) = (Vec::new(), 0);
        for (at, byte) in bytes.iter().enumerate() {
            if at % STRIDE == 0 {
                marks.push(characters);
            }
            characters += usize::from(begins(*byte));
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { starts, marks }
    }

    /// Returns the position of byte `offset` in the `text` that was indexed.
    ///
    /// An offset inside a character counts as that character's; one past the
    /// end as the end. A byte order mark at the start has no column.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let mut start = self.starts[line - 1];
        if start == 0 && text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8();
        }
        let column = (start..=offset)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .map_or(0, |at| self.before(text, at) - self.before(text, start));
        Position {
            line,
            column: column + 1,
        }
    }

    /// Returns how many characters begin before byte `at`.
    fn before(&self, text: &str, at: usize) -> usize {
        let mark = at / STRIDE;
        let (mark, known) = match self.marks.get(mark) {
            Some(known) => (mark, *known),
            None => (
                self.marks.len().saturating_sub(1),
                self.marks.last().copied().unwrap_or_default(),
            ),
        };
        let rest = &text.as_bytes()[mark * STRIDE..at];
        known + rest.iter().filter(|byte| begins(**byte)).count()
    }

    /// Returns the offset at which `line` (from 1) begins, if there is such a line.
    #[must_use]
    pub fn line_start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }
}

/// Returns whether a byte of UTF-8 begins a character.
const fn begins(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// One replacement of a span by a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Makes an edit that puts `text` in the place of `span`.
    #[must_use]
    pub fn new(span: impl Into<Span>, text: impl Into<String>) -> Self {
        Self {
            span: span.into(),
            text: text.into(),
        }
    }
}

/// Applies `edits` to `text`.
///
/// Edits are taken in order of their start (insertions at one place in the
/// order given). Returns `None` where two overlap, or one does not fit the
/// text or splits a character.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in order {
        if edit.span.end < edit.span.start {
            return None;
        }
        out.push_str(text.get(at..edit.span.start)?);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Returns a hash of `text` that is the same on every machine (FNV-1a).
pub(crate) fn hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

/// Returns a hash of `bytes` that is the same on every machine (FNV-1a).
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Writes `word` as one word of a POSIX shell, for a command that a reader is
/// to copy: as it is where nothing in it means anything to a shell, in single
/// quotes elsewhere (IEEE 1003.1, "Quoting").
pub fn shell_word(word: &str) -> Cow<'_, str> {
    let plain = |one: char| one.is_alphanumeric() || "._-/:@%+,=#".contains(one);
    if !word.is_empty() && !word.starts_with('#') && word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_and_skip_the_byte_order_mark() {
        let text = "\u{feff}é1\r\n中文x\ry\n";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).expect("in the text"));
        assert_eq!(at("é"), Position { line: 1, column: 1 });
        assert_eq!(at("1"), Position { line: 1, column: 2 });
        assert_eq!(at("x"), Position { line: 2, column: 3 });
        assert_eq!(at("y"), Position { line: 3, column: 1 });
        assert_eq!(index.position(text, 999), Position { line: 4, column: 1 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_from_its_start() {
        let line = "a中é𠀀".repeat(2000);
        let text = format!("\u{feff}x\n{line}\r{line}");
        let index = LineIndex::new(&text);
        for offset in (0..=text.len()).step_by(7) {
            let start = text[..floor(&text, offset)]
                .rfind(['\n', '\r'])
                .map_or('\u{feff}'.len_utf8(), |at| at + 1);
            let naive = text.get(start..floor(&text, offset)).unwrap_or_default();
            assert_eq!(
                index.position(&text, offset).column,
                naive.chars().count() + 1
            );
        }
    }

    fn floor(text: &str, at: usize) -> usize {
        (0..=at)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or_default()
    }

    #[test]
    fn edits_apply_in_order_and_refuse_overlap() {
        let edits = [
            Edit::new(4..5, "E"),
            Edit::new(0..1, "A"),
            Edit::new(2..2, "+"),
        ];
        assert_eq!(apply("abcde", &edits).as_deref(), Some("Ab+cdE"));
        assert_eq!(
            apply("abcde", &[Edit::new(0..3, ""), Edit::new(2..4, "")]),
            None
        );
        assert_eq!(apply("é", &[Edit::new(1..1, "x")]), None);
        assert_eq!(apply("abc", &[Edit::new(2..9, "")]), None);
    }

    #[test]
    fn a_word_for_a_shell_is_quoted_only_where_it_must_be() {
        assert_eq!(
            shell_word("noticias/2020.md#el-año"),
            "noticias/2020.md#el-año"
        );
        assert_eq!(shell_word("café news"), "'café news'");
        assert_eq!(shell_word("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(shell_word("#x"), "'#x'");
        assert_eq!(shell_word(""), "''");
    }
}
