//! Documents: bytes become blocks.

use crate::text::Span;

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
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A date, or a date with a time, as ISO 8601 writes it.
    Date(String),
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
