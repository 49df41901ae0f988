//! Documents: bytes become blocks.
//!
//! [`read`] finds everything in a document that can be translated, as leaves:
//! spans of the source with what stands in them. Nothing is copied or
//! rewritten here; what is not in a leaf is skeleton.
//!
//! 1. the byte order mark and the front matter are read by hand
//!    (`front_matter`), since the parser's own option matches `---` anywhere;
//! 2. pulldown-cmark's events with source offsets give the leaves of Markdown
//!    (`markdown`), HTML blocks are taken apart by a tokenizer (`html`);
//! 3. comments that are directives (`directive`) say what is left out.

pub(crate) mod bare;
mod directive;
pub(crate) mod elsewhere;
mod embargo;
mod front_matter;
mod html;
mod html_input;
pub(crate) mod labels;
mod markdown;
pub(crate) mod marks;
mod outline;
mod plain;
pub(crate) mod tags;

use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use html::{Mark, marks};
pub(crate) use html_input::Input as HtmlInput;

pub use embargo::Embargo;
pub use front_matter::Quoted;
pub use front_matter::quote;
pub use outline::{Boundary, Guest, GuestKind, Outline};

/// Reads a document.
///
/// `fields` names the front-matter fields that are translated. Any text is a
/// document; what is wrong with it is in [`Document::faults`].
#[must_use]
pub fn read(text: &str, format: Format, fields: &[String]) -> Document {
    let mut document = Document {
        body: bom(text),
        ..Document::default()
    };
    match format {
        Format::Markdown => {
            let text = &*line_ends(text);
            front_matter::read(text, fields, &mut document);
            markdown::read(text, &mut document);
        }
        Format::Text => plain::read(text, &mut document),
    }
    document
}

/// Reads the front matter of a document alone: its fields, and where the body
/// begins.
#[must_use]
pub fn front(text: &str, format: Format) -> Document {
    let mut document = Document {
        body: bom(text),
        ..Document::default()
    };
    if format == Format::Markdown {
        front_matter::read(&line_ends(text), &[], &mut document);
    }
    document
}

/// Returns the text as it is given to the parser: as long as `text`, with what
/// would be read as other than text made unlike it.
pub(crate) fn masked(text: &str, body: usize, fluent: bool) -> Cow<'_, str> {
    match line_ends(text) {
        Cow::Borrowed(text) => markdown::mask(text, body, fluent),
        Cow::Owned(text) => Cow::Owned(markdown::mask(&text, body, fluent).into_owned()),
    }
}

/// Returns `text` with a LF for each CR that stands alone: a line end for
/// CommonMark, and none for the parser. Nothing moves.
pub(crate) fn line_ends(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', bytes).any(|at| is_alone(&at)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in memchr::memchr_iter(b'\r', bytes).filter(is_alone) {
        out.push_str(&text[from..at]);
        out.push('\n');
        from = at + 1;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Returns the outline of `text` from `body` on, with every brace literal.
#[must_use]
pub fn outline(text: &str, body: usize) -> Outline {
    Outline::of(&masked(text, body, false), body)
}

/// Returns the length of the byte order mark that `text` begins with.
fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    }
}

/// What kind of text a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown (`.md`, `.markdown`).
    Markdown,
    /// Plain text (`.txt`).
    Text,
}

/// What a block is in its document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph outside lists.
    Paragraph,
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A paragraph of a list item.
    ListItem,
    /// A table cell.
    TableCell,
    /// A paragraph of a footnote.
    Footnote,
    /// A term (title) of a definition list.
    DefinitionTerm,
    /// A definition of a definition list.
    Definition,
    /// A front-matter field of this name.
    FrontMatter(String),
    /// A text node of block HTML.
    Html,
    /// An attribute of this name in block HTML.
    Attribute(String),
    /// The alternative text of an image that is alone in its block.
    Alt,
    /// The title of a reference definition.
    ReferenceTitle,
}

impl BlockKind {
    /// Returns the word that `extract --format json` prints.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading(_) => "heading",
            Self::ListItem => "list-item",
            Self::TableCell => "table-cell",
            Self::Footnote => "footnote",
            Self::DefinitionTerm => "definition-term",
            Self::Definition => "definition",
            Self::FrontMatter(_) => "front-matter",
            Self::Html => "html",
            Self::Attribute(_) => "attribute",
            Self::Alt => "alt",
            Self::ReferenceTitle => "reference-title",
        }
    }
}

/// A scalar of the front matter, typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// Text.
    Text(String),
    /// A number, in decimal digits as written (an exponent written out).
    Number(String),
    /// True or false.
    Bool(bool),
    /// A date, or a date with a time, as ISO 8601 writes it.
    Date(String),
}

impl Scalar {
    /// Reads a decimal number; `None` for what is none, or is not finite.
    #[must_use]
    pub fn number(text: &str) -> Option<Self> {
        let value: f64 = text.parse().ok()?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
            && !digits.starts_with('.')
            && !digits.ends_with('.');
        let written = if plain {
            text.to_owned()
        } else {
            value.to_string()
        };
        value.is_finite().then_some(Self::Number(written))
    }
}

/// A top-level scalar field of the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key.
    pub name: String,
    /// The value.
    pub value: Scalar,
    /// Where the value stands in the document, quotes included.
    pub span: Span,
    /// The block that translates it, if the field is translated.
    pub block: Option<usize>,
}

/// Extensions of Markdown that are read; renderers must use the same.
pub const OPTIONS: pulldown_cmark::Options = pulldown_cmark::Options::ENABLE_TABLES
    .union(pulldown_cmark::Options::ENABLE_FOOTNOTES)
    .union(pulldown_cmark::Options::ENABLE_STRIKETHROUGH)
    .union(pulldown_cmark::Options::ENABLE_TASKLISTS)
    .union(pulldown_cmark::Options::ENABLE_HEADING_ATTRIBUTES)
    .union(pulldown_cmark::Options::ENABLE_DEFINITION_LIST)
    .union(pulldown_cmark::Options::ENABLE_MATH)
    .union(pulldown_cmark::Options::ENABLE_GFM);

/// The quoting of a front-matter value, an attribute or a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// None: a plain YAML scalar, an unquoted attribute.
    None,
    /// `'…'`.
    Single,
    /// `"…"`.
    Double,
    /// `(…)`, of a title.
    Parentheses,
    /// A YAML block scalar with the indentation of its lines.
    Block(usize),
}

/// What kind of place a leaf's text stands in: it decides what must be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Lines of a paragraph, also of an item or a definition.
    Lines,
    /// The lines of a heading that is underlined.
    Setext,
    /// The one line of a heading that begins with `#`.
    Atx,
    /// A table cell.
    Cell,
    /// Brackets: the text of an image.
    Brackets,
    /// A text node of HTML.
    HtmlText,
    /// The value of an HTML attribute, without its quotes.
    HtmlAttribute(Quoting),
    /// A YAML value, quotes included.
    Yaml(Quoting),
    /// A TOML string, quotes included.
    Toml(Quoting),
    /// The title of a reference definition, without its delimiters.
    Title(Quoting),
    /// A paragraph of plain text.
    Plain,
}

impl Slot {
    /// Returns whether the slot holds inline Markdown.
    #[must_use]
    pub const fn is_markdown(self) -> bool {
        matches!(
            self,
            Self::Lines | Self::Setext | Self::Atx | Self::Cell | Self::Brackets
        )
    }

    /// Returns whether the slot may hold more than one line.
    #[must_use]
    pub const fn has_lines(self) -> bool {
        matches!(self, Self::Lines | Self::Setext | Self::Plain)
    }
}

/// A part of a leaf that is not plain inline text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// The destination of a link or an image.
    Address(Span),
    /// A reference link without a label of its own: what it replaces (empty,
    /// or `[]`) and the label.
    Label(Span, String),
    /// Code, math, HTML, an autolink, a footnote's label: never divided.
    Atom(Span),
    /// Inline HTML that runs over several lines.
    LongHtml(Span),
    /// Emphasis, a link and the like: no sentence ends inside.
    Nest(Span),
    /// A hard break; the span holds its marker and the line's end.
    HardBreak(Span),
}

/// A piece of text of the document that can be translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub kind: BlockKind,
    /// Where its text stands.
    pub span: Span,
    /// What kind of place that is.
    pub slot: Slot,
    /// How many block quotes hold it.
    pub quotes: usize,
    /// What stands in it, in order: a part of [`Document::inlines`].
    pub inline: Range<usize>,
    /// The headings over it, as an index of [`Document::contexts`].
    pub context: usize,
    /// What directives say of it; few leaves have any.
    pub request: Option<Box<Request>>,
    /// The text that a message would hold where the slot's is written
    /// otherwise (a quoted YAML value); `None` is the slot's own.
    pub value: Option<String>,
}

impl Inline {
    /// Returns what it covers.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Address(span)
            | Self::Label(span, _)
            | Self::Atom(span)
            | Self::LongHtml(span)
            | Self::Nest(span)
            | Self::HardBreak(span) => *span,
        }
    }

    const fn order(&self) -> (usize, usize) {
        let span = self.span();
        (span.start, usize::MAX - span.end)
    }
}

impl Leaf {
    /// Makes a leaf with nothing in it.
    #[must_use]
    pub fn new(kind: BlockKind, span: Span, slot: Slot) -> Self {
        Self {
            kind,
            span,
            slot,
            quotes: 0,
            inline: 0..0,
            context: 0,
            request: None,
            value: None,
        }
    }
}

/// What directives say of a leaf.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The author's notes.
    pub notes: Vec<String>,
    /// The id that the author asked for.
    pub id: Option<String>,
    /// The audiences it is for; `None` is everybody.
    pub audiences: Option<Vec<String>>,
    /// Whether it is the caption of the picture before it (`l10n:caption`).
    pub caption: bool,
}

/// A heading with the anchor that renderers give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The heading's level, 1 to 6.
    pub level: u8,
    /// Where it stands.
    pub span: Span,
    /// Its text without markup.
    pub text: String,
    /// The anchor that its author gave it (`{#id}`).
    pub id: Option<String>,
}

/// A directive that leaves the outputs, or a region for some audiences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The comment, without blanks around it.
    pub span: Span,
    /// The audiences of the region that it opens.
    pub audiences: Option<Vec<String>>,
    /// Where the region that it opens ends.
    pub region_end: Option<usize>,
}

/// A document, read.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Where the text begins that is neither front matter nor byte order mark.
    pub body: usize,
    /// What can be translated, in order; the spans are disjoint.
    pub leaves: Vec<Leaf>,
    /// What stands in the leaves, one leaf after another.
    pub inlines: Vec<Inline>,
    /// Headings that stand over leaves, outermost first; none is the first one.
    pub contexts: Vec<Arc<[String]>>,
    /// The scalars of the front matter.
    pub fields: Vec<Field>,
    /// Whether braces in the text are Fluent (`fluent: true`).
    pub fluent: bool,
    /// The audiences of the whole document (`audience:`).
    pub audiences: Option<Vec<String>>,
    /// Until when it is kept back (`embargo:`).
    pub embargo: Option<Embargo>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The directives that leave the outputs.
    pub directives: Vec<Directive>,
    /// The labels that it defines, folded.
    pub(crate) labels: rustc_hash::FxHashSet<String>,
    /// Its blocks, to compare with what becomes of it.
    pub outline: Outline,
    /// What is wrong with the document, as a message, a place and what to do.
    pub faults: Vec<Fault>,
}

impl Document {
    /// Makes room for what a text of `length` bytes most often has.
    fn make_room(&mut self, length: usize) {
        self.leaves.reserve(length / 128 + 4);
        self.inlines.reserve(length / 64 + 4);
        self.outline.boundaries.reserve(length / 24 + 8);
    }

    /// Returns what stands in a leaf of this document, in order.
    #[must_use]
    pub fn inline(&self, leaf: &Leaf) -> &[Inline] {
        self.inlines.get(leaf.inline.clone()).unwrap_or_default()
    }

    /// Returns the headings over a leaf of this document, outermost first.
    #[must_use]
    pub fn context(&self, leaf: &Leaf) -> Arc<[String]> {
        self.contexts
            .get(leaf.context)
            .map_or_else(Arc::default, Arc::clone)
    }
}

/// A fault of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn leaves_of_any_document_are_in_order(
            text in "(a|B é|中文|\n|\n\n|\r\n|> |- |1\\. |# |    |\t|---\n|\\||\\*\\*|_|`|```\n|~~|<div>|</div>|<b |<pre>|<!-- l10n:(skip|off|on|end|audience x|note n) -->\n|-->|\\[|\\]|\\(|\\)|!\\[|: |\\[\\^1\\]|\\[a\\]: /x \"T\"\n|\\{|\\}|\\{%|:::\n|\\$|\\\\|title: |\\{#i\\}|=){0,24}"
        ) {
            for format in [Format::Markdown, Format::Text] {
                let document = read(&text, format, &["title".to_owned()]);
                let mut end = 0;
                for leaf in &document.leaves {
                    proptest::prop_assert!(leaf.span.start >= end, "{:?} {:?}", text, leaf);
                    proptest::prop_assert!(text.get(leaf.span.start..leaf.span.end).is_some(), "{:?} {:?}", text, leaf);
                    end = leaf.span.end;
                }
            }
        }
    }
}
