//! Taking directives out of an edition, with the parts for other audiences.

use super::Split;
use crate::document::OPTIONS;
use crate::text::{Edit, Span, apply};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use rustc_hash::FxHasher;
use std::fmt::Write;
use std::hash::Hasher;
use std::ops::Range;

/// What stays of a directive that holds apart what it stands between.
const COMMENT: &str = "<!-- -->";
/// How often the document is parsed to find which directives can go.
const MOST_TRIALS: usize = 128;

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
        let mut cuts: Vec<Span> = Vec::new();
        for directive in directives {
            if cuts
                .last()
                .is_some_and(|cut| directive.span.start < cut.end)
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
            cuts.push(Span::new(directive.span.start, end));
        }
        // Those of one line go together.
        cuts.dedup_by(|next, cut| {
            let between = self.text[cut.end..next.start].trim_matches([' ', '\t']);
            let joined = between.is_empty();
            cut.end = if joined { next.end } else { cut.end };
            joined
        });
        let comments = cuts.iter().map(|span| Edit::new(*span, COMMENT)).collect();
        let cuts: Vec<Edit> = cuts.into_iter().map(|span| self.cut(span)).collect();
        let mut trial = Trial {
            split: self,
            structure: Vec::new(),
            left: MOST_TRIALS,
            kept: comments,
        };
        trial.structure = trial.structure(&trial.kept);
        trial.cut(&cuts, 0..cuts.len());
        trial.kept
    }

    /// Widens a cut to its line, and one blank line after it.
    fn cut(&self, span: Span) -> Edit {
        let text = &self.text;
        let blanks = [' ', '\t', '\r', '\n', '>', '\u{feff}'];
        let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let prefix = &text[line_start..span.start];
        let quotes = prefix.matches('>').count();
        // A line of as many quotes and nothing else is blank to a reader.
        let is_blank = |line: &str| {
            line.trim_matches(blanks).is_empty() && line.matches('>').count() == quotes
        };
        let line_end = |from: usize| {
            text[from..]
                .find('\n')
                .map_or(text.len(), |at| from + at + 1)
        };
        let rest = line_end(span.end);
        if !prefix.trim_matches(blanks).is_empty() || !text[span.end..rest].trim().is_empty() {
            return Edit::new(span, COMMENT);
        }
        let start = if line_start < self.document.body {
            span.start
        } else {
            line_start
        };
        let next = line_end(rest);
        let before = text[..start].trim_end_matches('\n');
        let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let before_is_blank = start <= self.document.body
            || text[..start].ends_with("\n\n")
            || (text[..start].ends_with('\n') && is_blank(before));
        let end = if before_is_blank && rest < next && is_blank(&text[rest..next]) {
            next
        } else {
            rest
        };
        Edit::new(Span::new(start, end), "")
    }
}

/// An attempt to take out as many directives as the structure allows.
struct Trial<'a> {
    split: &'a Split,
    /// The structure with a comment for each.
    structure: Vec<u64>,
    /// How many attempts are left.
    left: usize,
    /// What is done with each so far.
    kept: Vec<Edit>,
}

impl Trial<'_> {
    /// Takes out these, or as many of them as can be: those that join what
    /// they stood between leave a comment.
    fn cut(&mut self, cuts: &[Edit], range: Range<usize>) {
        if range.is_empty() || self.left == 0 {
            return;
        }
        self.left -= 1;
        let mut trial = self.kept.clone();
        trial[range.clone()].clone_from_slice(&cuts[range.clone()]);
        if self.structure(&trial) == self.structure {
            self.kept = trial;
        } else if range.len() > 1 {
            let middle = range.start + range.len() / 2;
            self.cut(cuts, range.start..middle);
            self.cut(cuts, middle..range.end);
        }
    }

    /// Returns the events of the document with these edits, but for the empty
    /// comments in the place of directives; a link's title is no structure.
    fn structure(&self, edits: &[Edit]) -> Vec<u64> {
        let Some(text) = apply(&self.split.text, edits) else {
            return Vec::new();
        };
        let body = self.split.document.body.min(text.len());
        let mut hashes = Vec::new();
        let mut events = Parser::new_ext(text.get(body..).unwrap_or_default(), OPTIONS).peekable();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::HtmlBlock) => {
                    let empty = |event: &Event<'_>| match event {
                        Event::Html(html) => html.trim() == COMMENT,
                        _ => false,
                    };
                    while events.next_if(empty).is_some() {}
                    if events.next_if_eq(&Event::End(TagEnd::HtmlBlock)).is_none() {
                        hashes.push(hash(&event));
                    }
                }
                event => hashes.push(hash(&event)),
            }
        }
        hashes
    }
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
