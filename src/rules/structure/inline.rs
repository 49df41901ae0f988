//! The inline markup of a message, for comparison with its source's.
//!
//! A message is parsed by itself, as a paragraph: no emphasis or link reaches
//! from one sentence into another. Labels of references are taken to exist,
//! since the document has them.

use crate::text::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// What stands before the text that is parsed, so that nothing in it begins a line.
const LEAD: &str = "x ";

const OPTIONS: Options = Options::ENABLE_STRIKETHROUGH
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_FOOTNOTES);

/// A piece of markup with where it stands in the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it says: the code, the address, the tag's name, the label.
    pub value: String,
    /// Where it stands in the message.
    pub span: Span,
}

/// The inline markup of one message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inline {
    /// How often there is emphasis (`*x*`).
    pub emphasis: usize,
    /// How often there is strong emphasis (`**x**`).
    pub strong: usize,
    /// How often something is struck out (`~~x~~`).
    pub struck: usize,
    /// The texts of code spans and formulas.
    pub code: Vec<Piece>,
    /// The addresses of links, or their labels in brackets.
    pub links: Vec<Piece>,
    /// The addresses of images, or their labels in brackets.
    pub images: Vec<Piece>,
    /// The labels of footnotes.
    pub footnotes: Vec<Piece>,
    /// The names of HTML tags, closing ones with their `/`.
    pub tags: Vec<Piece>,
    /// How many hard breaks there are.
    pub breaks: usize,
    /// The text that is no markup, each piece with its place.
    pub text: Vec<Piece>,
}

impl Inline {
    /// Reads the markup of a message, which is inline Markdown.
    #[must_use]
    pub fn read(message: &str) -> Self {
        let mut inline = Self::default();
        let has_markup = message.contains(['*', '_', '`', '[', '<', '~', '\\', '$', '!', '\n']);
        if !has_markup {
            inline.text.push(Piece {
                value: message.to_owned(),
                span: Span::new(0, message.len()),
            });
            return inline;
        }
        let source = format!("{LEAD}{}{}", lines(message), definitions(message));
        let mut callback = |link: BrokenLink<'_>| {
            let is_full = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
            is_full.then(|| {
                // Brackets tell a label from an address.
                let label = CowStr::from(format!("[{}]", link.reference));
                (label, CowStr::Borrowed(""))
            })
        };
        let parser = Parser::new_with_broken_link_callback(&source, OPTIONS, Some(&mut callback));
        for (event, range) in parser.into_offset_iter() {
            if matches!(event, Event::End(TagEnd::Paragraph)) {
                break;
            }
            let start = range.start.max(LEAD.len()) - LEAD.len();
            let span = Span::new(start, range.end.max(LEAD.len()) - LEAD.len());
            inline.take(&event, span);
        }
        inline
    }

    /// Places every piece at `span`: where the text that was read is not the
    /// one to be shown.
    #[must_use]
    pub fn placed(mut self, span: Span) -> Self {
        let kinds = [
            &mut self.code,
            &mut self.links,
            &mut self.images,
            &mut self.footnotes,
            &mut self.tags,
            &mut self.text,
        ];
        for piece in kinds.into_iter().flatten() {
            piece.span = span;
        }
        self
    }

    /// Returns how often there is strong emphasis, or the weaker one, by tags: a
    /// translation into Chinese may write `<strong>` where `**` would not close.
    pub(super) fn emphasised_by_tags(&self, strong: bool) -> usize {
        let names: [&str; 4] = if strong {
            ["strong", "b", "/strong", "/b"]
        } else {
            ["em", "i", "/em", "/i"]
        };
        let count = |names: &[&str]| {
            let tags = self.tags.iter();
            tags.filter(|tag| names.contains(&tag.value.as_str()))
                .count()
        };
        count(&names[..2]).min(count(&names[2..]))
    }

    fn take(&mut self, event: &Event<'_>, span: Span) {
        let piece = |value: &str| Piece {
            value: value.to_owned(),
            span,
        };
        match event {
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::Start(Tag::Strikethrough) => self.struck += 1,
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push(piece(dest_url)),
            Event::Start(Tag::Image { dest_url, .. }) => self.images.push(piece(dest_url)),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.code.push(piece(code));
            }
            Event::InlineHtml(html) => {
                if let Some(name) = tag_name(html) {
                    self.tags.push(piece(&name));
                }
            }
            Event::HardBreak => self.breaks += 1,
            Event::FootnoteReference(label) => self.footnotes.push(piece(label)),
            Event::Text(text) => self.text.push(piece(text)),
            _ => {}
        }
    }
}

/// Returns definitions for the footnotes of a message: without theirs they
/// would be text to the parser.
fn definitions(message: &str) -> String {
    let mut out = String::new();
    for (at, mark) in message.match_indices("[^") {
        let label = message[at + mark.len()..]
            .split(']')
            .next()
            .unwrap_or_default();
        if !label.is_empty() && !label.contains(char::is_whitespace) {
            out.push_str(&format!("\n\n[^{label}]: x"));
        }
    }
    out
}

/// Puts the lines of a message on one, keeping its length; hard breaks stay.
fn lines(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut backslash = false;
    for c in message.chars() {
        // A blank line or a mark at a line's start would end the paragraph.
        out.push(if c == '\n' && !backslash { ' ' } else { c });
        backslash = c == '\\' && !backslash;
    }
    out
}

/// Returns the name of a tag in lower case, `/name` for a closing one; `None`
/// for comments and the like.
fn tag_name(html: &str) -> Option<String> {
    let rest = html.strip_prefix('<')?;
    let (slash, rest) = rest
        .strip_prefix('/')
        .map_or(("", rest), |rest| ("/", rest));
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(rest.len());
    (end > 0).then(|| format!("{slash}{}", rest[..end].to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pieces: &[Piece]) -> Vec<&str> {
        pieces.iter().map(|piece| piece.value.as_str()).collect()
    }

    #[test]
    fn markup_is_read_where_it_stands() {
        let text = "# a *b* **c** ~~d~~ `e f` [g](/h \"t\") ![i][j] [k][] [l] n.[^1] <b>o</b>\\\np \\*q\\*";
        let inline = Inline::read(text);
        assert_eq!((inline.emphasis, inline.strong, inline.struck), (1, 1, 1));
        assert_eq!(values(&inline.code), ["e f"]);
        assert_eq!(values(&inline.links), ["/h", "[k]"]);
        assert_eq!(values(&inline.images), ["[j]"]);
        assert_eq!(values(&inline.footnotes), ["1"]);
        assert_eq!(values(&inline.tags), ["b", "/b"]);
        assert_eq!(inline.breaks, 1);
        assert_eq!(inline.code[0].span.slice(text), "`e f`");
        assert_eq!(inline.footnotes[0].span.slice(text), "[^1]");
        assert!(values(&inline.text).contains(&"*q"));
    }

    #[test]
    fn plain_text_is_one_piece() {
        let inline = Inline::read("2024. Plain.");
        assert_eq!(values(&inline.text), ["2024. Plain."]);
        assert_eq!(Inline::read("").text.len(), 1);
    }
}
