//! Taking directives out of an edition, with the parts for other audiences.

use super::Split;
use crate::document::OPTIONS;
use crate::text::{Edit, Span, apply};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use rustc_hash::FxHasher;
use std::fmt::Write;
use std::hash::Hasher;

/// How many directives are tried one by one where taking all out does not hold.
const MOST_CUTS: usize = 64;

impl Split {
    /// Returns the edits that take directives out: with their line and one
    /// blank line that follows, or as an empty comment where blocks would meet.
    pub(super) fn cuts(&self, audience: Option<&str>) -> Vec<Edit> {
        let directives = &self.document.directives;
        if directives.is_empty() {
            return Vec::new();
        }
        let hides = |names: &Option<Vec<String>>| {
            names.as_ref().is_some_and(|names| {
                audience.is_some_and(|audience| !names.iter().any(|name| name == audience))
            })
        };
        let mut cuts: Vec<Edit> = Vec::new();
        for directive in directives {
            if cuts
                .last()
                .is_some_and(|cut| directive.span.start < cut.span.end)
            {
                continue;
            }
            let end = match directive.region_end {
                Some(end) if hides(&directive.audiences) => self
                    .document
                    .directives
                    .binary_search_by_key(&end, |other| other.span.start)
                    .map_or(end, |at| self.document.directives[at].span.end),
                _ => directive.span.end,
            };
            cuts.push(self.cut(Span::new(directive.span.start, end)));
        }
        if self.cuts_hold(&cuts) {
            return cuts;
        }
        let comments: Vec<Edit> = cuts
            .iter()
            .map(|cut| Edit::new(trim_lines(&self.text, cut.span), "<!-- -->"))
            .collect();
        if cuts.len() > MOST_CUTS {
            return comments;
        }
        // Only those that join what they stood between leave a comment.
        let mut kept = comments.clone();
        for (index, cut) in cuts.into_iter().enumerate() {
            kept[index] = cut;
            if !self.cuts_hold(&kept) {
                kept[index].clone_from(&comments[index]);
            }
        }
        kept
    }

    /// Returns whether the document has the same structure without these parts.
    fn cuts_hold(&self, cuts: &[Edit]) -> bool {
        let hidden: Vec<Span> = cuts.iter().map(|cut| cut.span).collect();
        apply(&self.text, cuts).is_some_and(|plain| {
            let plain = plain.replace("<!-- -->", "");
            let text = &self.text;
            same_without(text, self.document.body, &hidden, &plain)
        })
    }

    /// Widens a cut to its line, and one blank line after it.
    fn cut(&self, span: Span) -> Edit {
        let text = &self.text;
        let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let own_line = text[line_start..span.start]
            .trim_matches([' ', '\t', '\u{feff}'])
            .is_empty();
        let rest = text[span.end..]
            .find('\n')
            .map_or(text.len(), |at| span.end + at + 1);
        if !own_line || !text[span.end..rest].trim().is_empty() {
            return Edit::new(span, "<!-- -->");
        }
        let start = if line_start < self.document.body {
            span.start
        } else {
            line_start
        };
        let next = text[rest..]
            .find('\n')
            .map_or(text.len(), |at| rest + at + 1);
        let before_is_blank = text[..start]
            .trim_end_matches([' ', '\t'])
            .ends_with("\n\n")
            || text[..start].ends_with("\r\n\r\n")
            || start <= self.document.body;
        let end = if before_is_blank && text[rest..next].trim().is_empty() {
            next
        } else {
            rest
        };
        Edit::new(Span::new(start, end), "")
    }
}

/// Takes the line ends off a cut, so that an empty comment can stand there.
fn trim_lines(text: &str, span: Span) -> Span {
    let part = span.slice(text);
    let start = span.start + part.len() - part.trim_start().len();
    Span::new(start, (span.start + part.trim_end().len()).max(start))
}

/// Returns whether `text` without the `hidden` parts has the structure of `plain`.
fn same_without(text: &str, body: usize, hidden: &[Span], plain: &str) -> bool {
    let mut source = Vec::new();
    let mut skipping = false;
    for (event, range) in Parser::new_ext(&text[body..], OPTIONS).into_offset_iter() {
        let at = range.start + body;
        let next = hidden.partition_point(|span| span.start <= at);
        let is_hidden = next > 0 && range.end + body <= hidden[next - 1].end;
        match &event {
            Event::Start(Tag::HtmlBlock) if is_hidden => skipping = true,
            Event::End(TagEnd::HtmlBlock) if skipping => skipping = false,
            _ if skipping || is_hidden => {}
            event => source.push(hash(event)),
        }
    }
    let start = body.min(plain.len());
    let Some(rest) = plain.get(start..) else {
        return false;
    };
    let target: Vec<u64> = Parser::new_ext(rest, OPTIONS)
        .map(|event| hash(&event))
        .collect();
    source == target
}

/// Hashes an event: the common ones by their bytes, the others by their debug
/// form; a link's title is no structure.
fn hash(event: &Event<'_>) -> u64 {
    let mut sink = Sink(FxHasher::default());
    let written = match event {
        Event::Text(text) => sink.bytes(1, text),
        Event::Code(text) => sink.bytes(2, text),
        Event::Html(text) => sink.bytes(3, text),
        Event::InlineHtml(text) => sink.bytes(4, text),
        Event::SoftBreak => sink.bytes(5, ""),
        Event::Start(Tag::Paragraph) => sink.bytes(6, ""),
        Event::End(TagEnd::Paragraph) => sink.bytes(7, ""),
        Event::Start(Tag::Item) => sink.bytes(8, ""),
        Event::End(TagEnd::Item) => sink.bytes(9, ""),
        Event::Start(Tag::TableCell) => sink.bytes(10, ""),
        Event::End(TagEnd::TableCell) => sink.bytes(11, ""),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) => write!(sink, "link {link_type:?} {dest_url}"),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            ..
        }) => write!(sink, "image {link_type:?} {dest_url}"),
        other => write!(sink, "{other:?}"),
    };
    // The sink takes everything.
    let _ = written;
    sink.0.finish()
}

struct Sink(FxHasher);

impl Sink {
    fn bytes(&mut self, kind: u8, text: &str) -> std::fmt::Result {
        self.0.write_u8(kind);
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl Write for Sink {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
