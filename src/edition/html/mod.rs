//! HTML: an edition's Markdown, or plain text, becomes the body of a page.
//!
//! [`body`] is the way in:
//!
//! 1. pulldown-cmark reads the Markdown with the options that the splitter has;
//! 2. `notes` numbers the footnotes and takes them to the end;
//! 3. `writer` writes each event: headings with the source's anchors, what
//!    fell back with its own `lang`, tables that scroll, pictures with their
//!    captions; `unbroken` keeps a figure and what it counts on one line;
//! 4. `bare` links the addresses that stand in text without a mark;
//! 5. `raw` follows the addresses in the raw HTML of the source, which is kept
//!    otherwise: the gate of `segment` lets none in that the source lacks.
//!
//! Every address is asked for by a [`Reference`]: only the project knows which
//! documents have a page.

mod bare;
mod notes;
mod raw;
mod unbroken;
mod writer;

pub use unbroken::unbroken;

use super::inline::{Heading, first_heading};
use super::words::Words;
use crate::document::{self, Format, OPTIONS};
use crate::locale::Direction;
use crate::text::Span;
use pulldown_cmark::{Event, LinkType, Parser, Tag};
use std::borrow::Cow;

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A link that a reader follows.
    Link,
    /// A picture, or another file that the page shows.
    Picture,
}

/// An address of the document.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The address, as it is meant: without entities and angle brackets.
    pub address: &'a str,
    /// What it is for.
    pub kind: Kind,
    /// Where in the text it is used.
    pub at: usize,
    /// Whether it stands in raw HTML, which is the author's alone.
    pub raw: bool,
}

/// Where an address leads in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Where it says.
    Kept,
    /// To another address.
    To(String),
    /// Nowhere: the link has no page in this edition.
    Nowhere,
}

/// A part of the text that is in another language than its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tongue {
    /// Where it stands.
    pub span: Span,
    /// Its language.
    pub lang: String,
    /// Its direction, where that differs from the page's.
    pub dir: Option<Direction>,
}

impl Tongue {
    /// Writes the attributes `lang` and `dir`, each with a blank before it.
    fn attributes(&self) -> String {
        let dir = self
            .dir
            .map_or_else(String::new, |dir| format!(" dir=\"{}\"", dir.as_str()));
        format!(" lang=\"{}\"{dir}", escape(&self.lang))
    }
}

/// What a body is made of.
pub struct Source<'a> {
    /// The text of the document in the edition.
    pub text: &'a str,
    /// What kind of text that is.
    pub format: Format,
    /// Places in the text, in order, and the anchor of the heading that stands there.
    pub anchors: &'a [(usize, String)],
    /// What is in another language, in order.
    pub tongues: &'a [Tongue],
    /// Where the captions of pictures stand, in order.
    pub captions: &'a [Span],
    /// The words of the interface.
    pub words: &'a Words,
    /// Says where an address leads.
    pub target: &'a dyn Fn(Reference<'_>) -> Target,
}

impl Source<'_> {
    /// Returns the tongue of the text at `offset`, if it is not the page's.
    fn tongue(&self, offset: usize) -> Option<&Tongue> {
        let next = self.tongues.partition_point(|one| one.span.start <= offset);
        let one = &self.tongues[next.checked_sub(1)?];
        (offset < one.span.end).then_some(one)
    }
}

/// The body of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The body, as HTML.
    pub html: String,
    /// Its first heading, or the title of a plain text.
    pub heading: Option<Heading>,
    /// Where in `html` the first heading of level 1 ends that stands in
    /// nothing else, with its line; 0 where there is none.
    pub opening: usize,
}

/// Writes the body of a page.
#[must_use]
pub fn body(source: &Source<'_>) -> Body {
    if let Cow::Owned(text) = document::line_ends(source.text) {
        return body(&Source {
            text: &text,
            ..*source
        });
    }
    if source.format == Format::Text {
        return paragraphs(source);
    }
    let start = document::front(source.text, source.format).body;
    let parser = Parser::new_ext(&source.text[start..], OPTIONS);
    let events: Vec<_> = parser
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + start..range.end + start))
        .collect();
    let heading = first_heading(&events);
    let (html, opening) = writer::write(source, events);
    Body {
        html,
        heading,
        opening,
    }
}

/// Tells `see` every address that a document has in its text.
pub fn references(text: &str, format: Format, see: &dyn Fn(Reference<'_>)) {
    if format == Format::Text {
        return;
    }
    let start = document::front(text, format).body;
    let words = Words::none();
    let source = Source {
        text,
        format,
        anchors: &[],
        tongues: &[],
        captions: &[],
        words: &words,
        target: &|reference| {
            see(reference);
            Target::Kept
        },
    };
    for (event, range) in Parser::new_ext(&text[start..], OPTIONS).into_offset_iter() {
        let at = range.start + start;
        let (address, kind) = match &event {
            Event::Start(Tag::Link {
                dest_url,
                link_type,
                ..
            }) if *link_type != LinkType::Email => (dest_url, Kind::Link),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, Kind::Picture),
            Event::Html(html) | Event::InlineHtml(html) => {
                raw::write(&source, &[(at, html)]);
                continue;
            }
            _ => continue,
        };
        see(Reference {
            address,
            kind,
            at,
            raw: false,
        });
    }
}

/// Returns whether the first paragraph of a plain text is its title: short,
/// and followed by others.
fn is_title(text: &str) -> bool {
    let is_sentence = text.ends_with(['.', '。', ':', '：', '!', '?', '！', '？']);
    text.chars().count() <= 120 && !is_sentence
}

/// Renders plain text: a paragraph for each, with nothing read as markup.
fn paragraphs(source: &Source<'_>) -> Body {
    let read = document::read(source.text, source.format, &[]);
    let mut html = String::with_capacity(source.text.len() * 2);
    let mut opening = 0;
    let heading = match read.leaves.as_slice() {
        [first, _, ..] => Some(first.span).filter(|span| is_title(span.slice(source.text))),
        _ => None,
    };
    for (index, leaf) in read.leaves.iter().enumerate() {
        let tag = if index == 0 && heading.is_some() {
            "h1"
        } else {
            "p"
        };
        let tongue = source.tongue(leaf.span.start);
        let attributes = tongue.map_or_else(String::new, Tongue::attributes);
        let lines = closed_lines(leaf.span.slice(source.text));
        html.push_str(&format!("<{tag}{attributes}>"));
        bare::write(&lines, unbroken, &mut html);
        html.push_str(&format!("</{tag}>\n"));
        if tag == "h1" {
            opening = html.len();
        }
    }
    let heading = heading.map(|span| Heading {
        at: span.start,
        text: span.slice(source.text).to_owned(),
    });
    Body {
        html,
        heading,
        opening,
    }
}

/// Joins lines between Han or Kana, where a browser would show a blank.
fn closed_lines(text: &str) -> String {
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let closed =
            out.ends_with(crate::locale::is_cjk) && line.starts_with(crate::locale::is_cjk);
        if !closed {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

/// Escapes text for HTML, also for an attribute in double quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + 1;
    }
    out.push_str(&text[done..]);
    out
}

/// Writes an address so that it is one in HTML: what may not stand in an
/// address becomes `%XX`, what already is `%XX` stays.
#[must_use]
pub fn encode(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Returns whether an address is whole, and its scheme shows something and
/// runs nothing; a relative address is harmless too.
#[must_use]
pub fn is_harmless(address: &str, kind: Kind) -> bool {
    let Some((scheme, rest)) = scheme(address) else {
        return true;
    };
    let picture = kind == Kind::Picture && scheme == "data";
    // A picture's own scripts never run in `img`.
    if picture && rest.trim_start().to_ascii_lowercase().starts_with("image/") {
        return true;
    }
    [
        "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "geo", "xmpp", "irc",
        "ircs", "magnet", "news", "urn", "doi", "ssh", "git",
    ]
    .contains(&scheme.as_str())
}

/// Returns whether an address leads to another host.
#[must_use]
pub fn is_remote(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace('\\', "/");
    plain.starts_with("//")
        || scheme(address).is_some_and(|(scheme, _)| scheme != "data" && scheme != "mailto")
}

/// Splits an address at its scheme, as a browser would: blanks and control
/// characters do not count.
fn scheme(address: &str) -> Option<(String, String)> {
    let bare: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let head = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let (scheme, _) = head.split_once(':')?;
    Some((
        scheme.to_ascii_lowercase(),
        bare[scheme.len() + 1..].to_owned(),
    ))
}
