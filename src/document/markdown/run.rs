//! A run of inline events, which becomes a leaf.
//!
//! Its extent is that of the events, mended where the parser reports less than
//! the source has: text begins after a backslash, a collapsed reference ends
//! before its `[]`.

use crate::document::{Inline, Slot};
use crate::text::Span;
use pulldown_cmark::{CowStr, LinkType};

/// The inline events between a block's beginning and its end.
///
/// One serves all blocks of a document, so that its buffers are made once.
pub(super) struct Run<'a> {
    /// Whether a block is open.
    pub is_open: bool,
    pub slot: Slot,
    /// What the events cover so far.
    pub span: Option<Span>,
    /// What stands in it, in order.
    pub inline: Vec<Inline>,
    /// Whether there is a letter or a figure to translate.
    pub visible: bool,
    /// Whether there is a tag.
    pub tags: bool,
    /// The text without markup, where it is a heading's.
    pub text: String,
    pub is_heading: bool,
    nest: Vec<Nested<'a>>,
    /// Images, and whether they have a text.
    images: Vec<(Span, bool)>,
}

/// Markup that is open.
struct Nested<'a> {
    start: usize,
    /// The end of what is inside so far.
    inner_end: usize,
    /// Its place in [`Run::inline`].
    index: usize,
    link: Option<Link<'a>>,
}

/// A link or an image that is open.
pub(super) struct Link<'a> {
    pub kind: LinkType,
    pub label: CowStr<'a>,
    pub image: bool,
}

impl Link<'_> {
    const fn is_auto(&self) -> bool {
        matches!(self.kind, LinkType::Autolink | LinkType::Email)
    }
}

impl<'a> Run<'a> {
    pub(super) fn new() -> Self {
        Self {
            is_open: false,
            slot: Slot::Lines,
            span: None,
            inline: Vec::new(),
            visible: false,
            tags: false,
            text: String::new(),
            is_heading: false,
            nest: Vec::new(),
            images: Vec::new(),
        }
    }

    /// Begins anew.
    pub(super) fn begin(&mut self, slot: Slot) {
        self.is_open = true;
        self.slot = slot;
        self.span = None;
        self.inline.clear();
        (self.visible, self.tags, self.is_heading) = (false, false, false);
        self.text.clear();
        self.nest.clear();
        self.images.clear();
    }

    fn extend(&mut self, span: Span) {
        let whole = self.span.get_or_insert(span);
        whole.start = whole.start.min(span.start);
        whole.end = whole.end.max(span.end);
        // Outer ones follow when the inner one closes.
        if let Some(nested) = self.nest.last_mut() {
            nested.inner_end = nested.inner_end.max(span.end);
        }
    }

    /// Takes in text that covers `span` of `source`.
    pub(super) fn text(&mut self, source: &str, span: Span, text: &str) {
        let mut start = span.start;
        if source.as_bytes()[..start].ends_with(b"\\") {
            // Only what no event has covered can escape what stands here.
            let covered = self.span.map_or(0, |whole| whole.end.min(start));
            start = covered + after_backslash(&source[covered..start], start - covered);
        }
        self.extend(Span::new(start, span.end));
        // What was masked for the parser is shown as it is written.
        let text = if text.len() == span.len() {
            span.slice(source)
        } else {
            text
        };
        if self.is_heading {
            self.text.push_str(text);
        }
        if !self.visible {
            let link = self.nest.last().and_then(|nested| nested.link.as_ref());
            let is_seen = text
                .as_bytes()
                .first()
                .is_some_and(u8::is_ascii_alphanumeric)
                || text.contains(char::is_alphanumeric);
            self.visible = is_seen && !link.is_some_and(Link::is_auto);
        }
    }

    /// Takes in what is no text.
    pub(super) fn inline(&mut self, source: &str, inline: Inline) {
        let span = inline.span();
        self.extend(span);
        if self.is_heading && matches!(inline, Inline::Atom(_)) {
            let code = span.slice(source).trim_matches(['`', '$']);
            self.text.push_str(code);
        }
        self.inline.push(inline);
    }

    /// Takes in the end of a line.
    pub(super) fn line_end(&mut self) {
        if self.is_heading {
            self.text.push(' ');
        }
    }

    /// Opens emphasis, a link and the like.
    pub(super) fn open(&mut self, span: Span, link: Option<Link<'a>>) {
        let width = if link.as_ref().is_some_and(|link| link.image) {
            2
        } else {
            1
        };
        self.extend(Span::new(span.start, span.start));
        self.nest.push(Nested {
            start: span.start,
            inner_end: span.start + width,
            index: self.inline.len(),
            link,
        });
        self.inline.push(Inline::Nest(span));
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self, source: &str, span: Span) {
        let Some(nested) = self.nest.pop() else {
            return;
        };
        let mut end = span.end;
        if let Some(link) = nested.link {
            end = self.close_link(source, &link, nested.inner_end, span);
            if link.image {
                let has_text = nested.inner_end > nested.start + 2;
                self.images.push((Span::new(nested.start, end), has_text));
            }
        }
        let whole = Span::new(nested.start, end);
        self.inline[nested.index] = Inline::Nest(whole);
        self.extend(whole);
    }

    /// Adds a link's address or label; returns the link's end.
    fn close_link(&mut self, source: &str, link: &Link<'_>, inner_end: usize, span: Span) -> usize {
        let end = span.end;
        match link.kind {
            LinkType::Autolink | LinkType::Email => self.inline.push(Inline::Atom(span)),
            LinkType::Inline => self
                .inline
                .extend(destination(source, inner_end, end).map(Inline::Address)),
            LinkType::Collapsed | LinkType::CollapsedUnknown => {
                let brackets = if source[..end].ends_with("[]") {
                    end - 2
                } else {
                    end
                };
                if source[brackets..].starts_with("[]") {
                    let place = Span::new(brackets, brackets + 2);
                    self.inline
                        .push(Inline::Label(place, String::from(&*link.label)));
                    return place.end;
                }
            }
            LinkType::Shortcut | LinkType::ShortcutUnknown => self.inline.push(Inline::Label(
                Span::new(end, end),
                String::from(&*link.label),
            )),
            LinkType::Reference | LinkType::ReferenceUnknown => {
                let label = source[inner_end..end]
                    .rfind("][")
                    .map_or(end, |at| inner_end + at + 1);
                self.inline.push(Inline::Atom(Span::new(label, end)));
            }
            LinkType::WikiLink { .. } => {}
        }
        end
    }

    /// Returns the alternative text where one image, without a title, is all of a block.
    pub(super) fn lone_image(&self, source: &str, span: Span) -> Option<Span> {
        let [(image, true)] = self.images.as_slice() else {
            return None;
        };
        if *image != span || self.slot != Slot::Lines {
            return None;
        }
        let address = self.inline.iter().find_map(|inline| match inline {
            Inline::Address(address) => Some(*address),
            _ => None,
        })?;
        let alt_end = source[..address.start].rfind("](")?;
        let plain_end = source[address.end..span.end].trim() == ")";
        (plain_end && alt_end > span.start + 2).then(|| Span::new(span.start + 2, alt_end))
    }
}

/// Returns `start`, or the offset of the backslash that escapes what stands there.
pub(super) fn after_backslash(text: &str, start: usize) -> usize {
    let backslashes = text[..start]
        .bytes()
        .rev()
        .take_while(|byte| *byte == b'\\')
        .count();
    start - backslashes % 2
}

/// Returns the marker of a hard break with its line end, without the next line's prefix.
pub(super) fn break_span(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let mut end = span.start;
    while end < bytes.len() && !matches!(bytes[end], b'\n' | b'\r') {
        end += 1;
    }
    let mut start = span.start;
    while start > 0 && matches!(bytes[start - 1], b' ' | b'\t') {
        start -= 1;
    }
    let width = if bytes[end..].starts_with(b"\r\n") {
        2
    } else {
        usize::from(end < bytes.len())
    };
    Span::new(start, end + width)
}

/// Finds the destination in `](destination "title")`, between `from` and `end`.
fn destination(text: &str, from: usize, end: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let open = from + text.get(from..end)?.find("](")? + 2;
    let mut start = open;
    while start < end && matches!(bytes[start], b' ' | b'\t' | b'\n' | b'\r' | b'>') {
        if bytes[start] == b'>' && !text[open..start].contains(['\n', '\r']) {
            break;
        }
        start += 1;
    }
    let mut at = start;
    if bytes.get(at) == Some(&b'<') {
        while at < end && (bytes[at] != b'>' || text[..at].ends_with('\\')) {
            at += 1;
        }
        return (at < end).then(|| Span::new(start, at + 1));
    }
    let mut depth = 0_usize;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b' ' | b'\t' | b'\n' | b'\r' => break,
            _ => {}
        }
        at += 1;
    }
    let at = at.min(end);
    (at > start && text.is_char_boundary(at)).then(|| Span::new(start, at))
}
