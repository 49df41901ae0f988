//! Segments: a document becomes a skeleton and segments, and comes back.
//!
//! [`split`] reads a document and makes the messages of its blocks;
//! [`Split::rebuild`] puts texts into the places of the blocks. The skeleton
//! is the document's own bytes: what is not replaced is copied.
//!
//! 1. `message` lays a leaf's text on one line and writes it as a pattern;
//! 2. `sentence` finds where it may be divided;
//! 3. `kept` divides again as before what has not changed since;
//! 4. `escape` writes a translation so that it stays text in its place;
//! 5. `gate` parses the result again, to be sure.

mod cuts;
mod emphasis;
mod escape;
mod gate;
mod kept;
#[cfg(test)]
mod kept_tests;
mod message;
mod rebuild;
mod sentence;
#[cfg(test)]
mod tests;

pub(crate) use emphasis::closed as closed_emphasis;
pub use kept::Boundaries;
pub(crate) use kept::{Letters, letters_of_pattern};

use crate::diagnostic::{Finding, Severity};
use crate::document::{self, BlockKind, Directive, Document, Format};
use crate::text::Span;
use memchr::memchr;
use message::{Message, Messages};
use std::ops::Range;
use std::sync::Arc;

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
    pub context: Arc<[String]>,
    /// The author's notes to the translator.
    pub notes: Vec<String>,
    /// The id that the author asked for (`l10n:id`).
    pub id: Option<String>,
    /// The audiences it is for; `None` is everybody.
    pub audiences: Option<Vec<String>>,
    /// Whether it is the caption of the picture before it (`l10n:caption`).
    pub caption: bool,
    /// The addresses in it.
    pub addresses: Vec<Address>,
    /// Its segments, as indices.
    pub segments: Range<usize>,
}

/// What one message holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// A sentence.
    #[default]
    Sentence,
    /// A whole block.
    Paragraph,
}

/// How documents are divided.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The locale of the text, for its sentences.
    pub locale: String,
    /// What one message holds.
    pub mode: Mode,
    /// The front-matter fields that are translated.
    pub fields: Vec<String>,
    /// Abbreviations, with their stop, that end no sentence.
    pub abbreviations: Vec<String>,
}

/// A document, divided.
#[derive(Debug, Clone)]
pub struct Split {
    /// The document's text.
    pub text: String,
    /// What was read of it; a block's leaf has the block's index.
    pub document: Document,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its segments, in order.
    pub segments: Vec<Segment>,
    /// Whether braces in the text are Fluent.
    pub fluent: bool,
    /// The audiences of the whole document; `None` is everybody.
    pub audiences: Option<Vec<String>>,
    /// What is wrong with the document (rule `invalid-document`).
    pub findings: Vec<Finding>,
    messages: Messages,
    /// Where each segment stands in the message of its block.
    ranges: Vec<Range<usize>>,
    /// The line end of the document.
    eol: &'static str,
}

/// What a block shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockText {
    /// The source's own bytes.
    Source,
    /// A text for each of its segments: inline Markdown with its addresses.
    Text(Vec<String>),
    /// The same of the source itself, formatted: its marks are its author's.
    Own(Vec<String>),
}

/// A document, rebuilt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The text.
    pub text: String,
    /// Where each block stands in it; blocks for other audiences are not in.
    pub blocks: Vec<(usize, Span)>,
    /// Where the body begins, behind the front matter.
    pub body: usize,
    /// The blocks whose text could not be taken, in order.
    pub refused: Vec<Refusal>,
}

/// A text that would have changed the structure of its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The block, which shows its source.
    pub block: usize,
    /// Why: a sentence without a final stop.
    pub reason: String,
}

/// Divides a document into blocks and segments.
///
/// `path` is the document's path in the project, for the findings.
#[must_use]
pub fn split(path: &str, text: &str, format: Format, options: &Options) -> Split {
    let document = document::read(text, format, &options.fields);
    let mut blocks = Vec::with_capacity(document.leaves.len());
    let mut segments = Vec::with_capacity(document.leaves.len());
    let mut messages = Messages::for_document(text, &document);
    let mut ranges = Vec::with_capacity(document.leaves.len());
    let divider = match options.mode {
        Mode::Sentence => Some(sentence::Divider::new(options)),
        Mode::Paragraph => None,
    };
    for (block, leaf) in document.leaves.iter().enumerate() {
        let message = messages.add(text, leaf, document.inline(leaf), document.fluent);
        let first = segments.len();
        match &divider {
            Some(divider) => {
                divider.divide(&message, &mut ranges);
                emphasis::rejoin(message.text, &mut ranges, first);
            }
            None => ranges.push(0..message.text.len()),
        }
        let made = ranges[first..].iter();
        segments.extend(made.map(|range| message.segment(block, range)));
        let request = leaf.request.as_deref().cloned().unwrap_or_default();
        blocks.push(Block {
            kind: leaf.kind.clone(),
            span: leaf.span,
            context: document.context(leaf),
            notes: request.notes,
            id: request.id,
            audiences: request.audiences,
            caption: request.caption,
            addresses: message.numbered(),
            segments: first..segments.len(),
        });
    }
    let findings = document
        .faults
        .iter()
        .map(|fault| {
            Finding::new(
                "invalid-document",
                Severity::Error,
                path,
                fault.message.clone(),
            )
            .at(fault.span)
            .text(fault.span.slice(text))
            .help(fault.help.clone())
        })
        .collect();
    Split {
        text: text.to_owned(),
        fluent: document.fluent,
        audiences: document.audiences.clone(),
        document,
        blocks,
        segments,
        findings,
        messages,
        ranges,
        eol: line_end(text),
    }
}

/// Returns what ends the lines of a document: CRLF where it has one, a CR where
/// it has nothing else.
fn line_end(text: &str) -> &'static str {
    let has_cr = memchr(b'\r', text.as_bytes()).is_some();
    if has_cr && text.contains("\r\n") {
        "\r\n"
    } else if has_cr && !text.contains('\n') {
        "\r"
    } else {
        "\n"
    }
}

/// Joins texts that make one, with nothing between Han and a blank elsewhere.
pub(crate) fn join<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        if !out.is_empty() && !message::closes_up(&out, text, true) {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

/// Divides a text into sentences of `locale`; one where it is no plain paragraph.
pub(crate) fn sentences(text: &str, locale: &str) -> Vec<String> {
    let options = Options {
        locale: locale.to_owned(),
        ..Options::default()
    };
    let split = split("", text, Format::Markdown, &options);
    let parts: Vec<String> = (0..split.segments.len())
        .map(|segment| split.inline(segment).to_owned())
        .collect();
    let squeeze = |text: &str| -> String { text.split_whitespace().collect() };
    if split.blocks.len() == 1 && squeeze(&parts.concat()) == squeeze(text) {
        parts
    } else {
        vec![text.to_owned()]
    }
}

impl Split {
    /// Returns the texts of a block's segments as the source has them: what
    /// [`BlockText::Text`] would hold for it.
    #[must_use]
    pub fn source_texts(&self, block: usize) -> Vec<String> {
        self.blocks.get(block).map_or_else(Vec::new, |found| {
            found
                .segments
                .clone()
                .map(|segment| self.inline(segment).to_owned())
                .collect()
        })
    }

    /// Returns the text of one segment as the source has it, or `""` where there is none.
    #[must_use]
    pub fn inline(&self, segment: usize) -> &str {
        self.segments
            .get(segment)
            .and_then(|found| {
                let range = self.ranges.get(segment)?.clone();
                self.message(found.block)?.text.get(range)
            })
            .unwrap_or_default()
    }

    /// Returns the message of a block, all of its segments.
    fn message(&self, block: usize) -> Option<Message<'_>> {
        self.messages.get(&self.text, block)
    }

    /// Divides blocks otherwise: each at these ranges of its text.
    fn divide_anew(&mut self, blocks: Vec<(usize, Vec<Range<usize>>)>) {
        if blocks.is_empty() {
            return;
        }
        let mut anew = blocks.into_iter().peekable();
        let old = std::mem::take(&mut self.segments);
        let old_ranges = std::mem::take(&mut self.ranges);
        for (index, block) in self.blocks.iter_mut().enumerate() {
            let first = self.segments.len();
            match anew.next_if(|(other, _)| *other == index) {
                Some((_, ranges)) => {
                    let message = self.messages.get(&self.text, index);
                    let segment = |range| message.map(|message| message.segment(index, range));
                    self.segments.extend(ranges.iter().filter_map(segment));
                    self.ranges.extend(ranges);
                }
                None => {
                    let same = block.segments.clone();
                    self.segments.extend_from_slice(&old[same.clone()]);
                    self.ranges.extend_from_slice(&old_ranges[same]);
                }
            }
            block.segments = first..self.segments.len();
        }
    }

    /// Returns the directives of the document that its outputs do not have.
    #[must_use]
    pub fn directives(&self) -> &[Directive] {
        &self.document.directives
    }
}
