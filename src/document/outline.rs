//! The outline of a document: where its blocks begin and end, to see whether
//! another text has the same.
//!
//! The bytes outside the changed places are the same in both texts, so that a
//! block's kind and its place say all of it: its text need not be compared.

use super::{OPTIONS, tags};
use crate::text::Span;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// The beginning or the end of a block, a rule, or a task's box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Boundary {
    /// What it is, with its attributes.
    pub kind: u32,
    /// Where it begins; for an end, where it ends.
    pub at: usize,
}

/// A link, an image or a tag inside of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: GuestKind,
    /// A hash of its address, or of the tag.
    pub value: u64,
}

/// What a guest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestKind {
    /// Inline HTML.
    Html,
    /// A footnote's number.
    Note,
    /// A link or an image.
    Link,
    /// One with an address that may run code.
    Danger,
}

/// The blocks of a document and the guests in them, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Where blocks begin and end.
    pub boundaries: Vec<Boundary>,
    /// Links, images and tags.
    pub guests: Vec<Guest>,
    /// How many labels are defined.
    pub labels: usize,
}

impl Outline {
    /// Parses `text`, which has been masked as a document is, from `body` on.
    #[must_use]
    pub fn of(text: &str, body: usize) -> Self {
        let parser = Parser::new_ext(text.get(body..).unwrap_or_default(), OPTIONS);
        let mut outline = Self {
            labels: parser.reference_definitions().iter().count(),
            ..Self::default()
        };
        let mut events = parser.into_offset_iter();
        while let Some((event, range)) = &events.next() {
            outline.take(event, Span::new(range.start + body, range.end + body));
        }
        outline
    }

    /// Takes in an event that covers `span`.
    #[inline]
    pub(super) fn take(&mut self, event: &Event<'_>, span: Span) {
        // Most are text, of which there is nothing to know.
        if !matches!(event, Event::Text(_) | Event::SoftBreak | Event::Code(_)) {
            self.take_markup(event, span);
        }
    }

    fn take_markup(&mut self, event: &Event<'_>, span: Span) {
        let (kind, at) = match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let kind = if is_harmless(dest_url) {
                    GuestKind::Link
                } else {
                    GuestKind::Danger
                };
                return self.guest(span, kind, dest_url);
            }
            Event::FootnoteReference(label) => return self.guest(span, GuestKind::Note, label),
            Event::InlineHtml(html) => {
                return self.guest(span, GuestKind::Html, &tags::key(html));
            }
            // A renderer that knows no formulas sees what is in one.
            Event::InlineMath(text) | Event::DisplayMath(text) if has_tag(text) => {
                return self.guest(span, GuestKind::Html, text);
            }
            Event::Start(tag) => match block(tag) {
                Some(kind) => (kind, span.start),
                None => return,
            },
            Event::End(tag) => match ended(*tag) {
                Some(kind) => (kind, span.end),
                None => return,
            },
            Event::Rule => (RULE, span.start),
            Event::TaskListMarker(checked) => (TASK + u32::from(*checked), span.start),
            _ => return,
        };
        self.boundaries.push(Boundary { kind, at });
    }

    fn guest(&mut self, span: Span, kind: GuestKind, value: &str) {
        self.guests.push(Guest {
            span,
            kind,
            value: hashed(value),
        });
    }
}

const END: u32 = 0x80;
const RULE: u32 = 0x40;
const TASK: u32 = 0x41;

/// Returns the kind of a block with its attributes; `None` for inline markup.
fn block(tag: &Tag<'_>) -> Option<u32> {
    let with = |kind: u32, attributes: u64| kind | (attributes as u32) << 8;
    Some(match tag {
        Tag::Paragraph => 1,
        Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } if id.is_some() || !classes.is_empty() || !attrs.is_empty() => {
            with(2, hashed(&(*level as u8, id, classes, attrs)))
        }
        Tag::Heading { level, .. } => with(2, *level as u64),
        Tag::BlockQuote(kind) => with(3, kind.map_or(0, |kind| kind as u64 + 1)),
        Tag::CodeBlock(CodeBlockKind::Indented) => 4,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => with(5, hashed(&**info)),
        Tag::HtmlBlock => 6,
        Tag::List(start) => with(7, start.map_or(0, |start| start + 1)),
        Tag::Item => 8,
        Tag::FootnoteDefinition(label) => with(9, hashed(&**label)),
        Tag::DefinitionList => 10,
        Tag::DefinitionListTitle => 11,
        Tag::DefinitionListDefinition => 12,
        Tag::Table(alignments) => with(
            13,
            hashed(&alignments.iter().map(|one| *one as u8).collect::<Vec<_>>()),
        ),
        Tag::TableHead => 14,
        Tag::TableRow => 15,
        Tag::TableCell => 16,
        Tag::MetadataBlock(_) => 17,
        _ => return None,
    })
}

const fn ended(tag: TagEnd) -> Option<u32> {
    Some(
        END | match tag {
            TagEnd::Paragraph => 1,
            TagEnd::Heading(_) => 2,
            TagEnd::BlockQuote(_) => 3,
            TagEnd::CodeBlock => 4,
            TagEnd::HtmlBlock => 6,
            TagEnd::List(_) => 7,
            TagEnd::Item => 8,
            TagEnd::FootnoteDefinition => 9,
            TagEnd::DefinitionList => 10,
            TagEnd::DefinitionListTitle => 11,
            TagEnd::DefinitionListDefinition => 12,
            TagEnd::Table => 13,
            TagEnd::TableHead => 14,
            TagEnd::TableRow => 15,
            TagEnd::TableCell => 16,
            TagEnd::MetadataBlock(_) => 17,
            _ => return None,
        },
    )
}

fn hashed(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Returns whether a text has what may begin a tag.
fn has_tag(text: &str) -> bool {
    // What was escaped was meant as text, and not as a formula.
    text.contains("&lt;")
        || text
            .split('<')
            .skip(1)
            .any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
}

/// Returns whether an address is relative or of a scheme that only shows something.
fn is_harmless(address: &str) -> bool {
    if address.starts_with("https://") || address.starts_with("http://") {
        return true;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    if !head.contains(':') {
        return true;
    }
    let scheme: String = head
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take_while(|c| *c != ':')
        .collect();
    ["http", "https", "mailto", "tel"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&scheme))
}
