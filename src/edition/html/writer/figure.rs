//! Pictures with their captions.

use super::{Placed, Writer, inside};
use pulldown_cmark::{Event, Tag, TagEnd};

/// The part of a figure that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Picture,
    Caption,
}

impl Writer<'_, '_> {
    /// Opens a paragraph, or what stands in its place in a figure.
    pub(super) fn paragraph(&mut self, next: usize, following: &[Placed<'_>]) {
        self.line();
        self.figure = match self.figure {
            Some(_) => Some(Part::Caption),
            None => self.has_caption(following).then_some(Part::Picture),
        };
        let element = match self.figure {
            // The picture says its language itself.
            Some(Part::Picture) => return self.out.push_str("<figure>\n"),
            Some(Part::Caption) => "figcaption",
            None => "p",
        };
        let tongue = self.block_tongue(next);
        self.out.push_str(&format!("<{element}{tongue}>"));
    }

    /// Returns whether the paragraph whose events these are is a picture alone,
    /// with a caption directly after it; only comments may stand between.
    fn has_caption(&self, events: &[Placed<'_>]) -> bool {
        let Some((Event::Start(Tag::Image { .. }), _)) = events.first() else {
            return false;
        };
        let mut at = inside(events) + 1;
        if !matches!(events.get(at), Some((Event::End(TagEnd::Paragraph), _))) {
            return false;
        }
        at += 1;
        while let Some((Event::Start(Tag::HtmlBlock), _)) = events.get(at) {
            let end = at + inside(&events[at..]);
            let is_comment = |(event, _): &Placed<'_>| match event {
                Event::Html(html) => html.trim_start().starts_with("<!--"),
                _ => true,
            };
            if !events[at..end].iter().all(is_comment) {
                return false;
            }
            at = end + 1;
        }
        let Some((Event::Start(Tag::Paragraph), range)) = events.get(at) else {
            return false;
        };
        let captions = self.source.captions;
        let first = captions.partition_point(|one| one.start < range.start);
        captions.get(first).is_some_and(|one| one.start < range.end)
    }
}
