//! Segments: a document becomes a skeleton and segments, and comes back.

use crate::document::BlockKind;
use crate::text::Span;
use std::ops::Range;

/// A sentence of a block, or the whole block: what is translated, as one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Index of the block it belongs to.
    pub block: usize,
    /// The message as a Fluent pattern, not indented: one line, but for hard
    /// breaks (`\` and a newline). Braces of the text are Fluent literals
    /// (`{ "{" }`), addresses are `{ $url1 }`, `{ $url2 }`, … numbered in the
    /// block from 1.
    pub pattern: String,
    /// Where its text stands in the document.
    pub span: Span,
}

/// The address of a link or an image of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The variable's number: `$url1` is 1.
    pub number: usize,
    /// The address as the source writes it, angle brackets included.
    pub value: String,
}

/// A block of a document, with what its translator should see beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where its text stands in the document.
    pub span: Span,
    /// The headings over it, outermost first, as plain text.
    pub context: Vec<String>,
    /// The author's notes to the translator.
    pub notes: Vec<String>,
    /// The id that the author asked for (`l10n:id`).
    pub id: Option<String>,
    /// The audiences it is for; `None` is everybody.
    pub audiences: Option<Vec<String>>,
    /// The addresses in it.
    pub addresses: Vec<Address>,
    /// Its segments, as indices.
    pub segments: Range<usize>,
}
