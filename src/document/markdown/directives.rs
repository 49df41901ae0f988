//! What directives do to the walk.

use super::Walk;
use crate::document::directive::{self, Order};
use crate::document::{Directive, Fault};
use crate::text::Span;

impl Walk<'_> {
    /// Obeys the comment that is the next one from `from` on; returns its end.
    pub(super) fn directive(&mut self, comment: directive::Comment, from: usize) -> usize {
        let find =
            |at: usize, mark: &str| self.text[at..].find(mark).map_or(at, |found| at + found);
        let start = find(from, "<!--");
        let end = self.text.len().min(find(start, "-->") + "-->".len());
        let span = Span::new(start, end);
        let mut audiences = None;
        match comment.order {
            Order::Note(note) => self.notes.push(note),
            Order::Skip => self.skip = true,
            Order::Off => self.off = Some(span),
            Order::On if self.off.is_none() => self.fault(span, "`l10n:on` without `l10n:off` before it", "remove it, or put `<!-- l10n:off -->` where the untranslated part begins"),
            Order::On => self.off = None,
            Order::Id(id) => self.id = Some(id),
            Order::Caption => self.caption = Some(span),
            Order::Audience(names) => {
                if self.region.is_some() {
                    self.fault(span, "`l10n:audience` inside another audience's part", "put `<!-- l10n:end -->` before it");
                    self.end_region(span.start);
                }
                audiences = Some(names);
                self.region = Some(self.document.directives.len());
            }
            Order::End if self.region.is_none() => self.fault(span, "`l10n:end` without `l10n:audience` before it", "remove it, or put `<!-- l10n:audience NAME -->` where the part begins"),
            Order::End => self.end_region(span.start),
            Order::Unknown(text) => self.fault(
                span,
                &format!("`l10n:{text}` is no directive"),
                "write l10n:note TEXT, l10n:skip, l10n:off, l10n:on, l10n:id NAME, l10n:caption, l10n:audience NAME… or l10n:end",
            ),
        }
        if comment.ours {
            self.document.directives.push(Directive {
                span,
                audiences,
                region_end: None,
            });
        }
        end
    }

    /// Says that a directive stands where it does nothing.
    pub(super) fn misplaced(&mut self, span: Span, word: &str) {
        let message = format!("`l10n:{word}` does nothing among other text, and readers get it");
        self.fault(
            span,
            &message,
            "put it on a line of its own before the block that it is for",
        );
    }

    /// Takes what says that the block which ends is a caption; says that it
    /// does nothing where the block is not a paragraph directly after a picture.
    pub(super) fn take_caption(&mut self, is_paragraph: bool) -> bool {
        let Some(span) = self.caption.take() else {
            return false;
        };
        let fits = is_paragraph && self.after_picture;
        if !fits {
            self.fault(
                span,
                "`l10n:caption` is not between a picture and its caption",
                "put it after a picture that stands alone, directly before the paragraph that is its caption",
            );
        }
        fits
    }

    pub(super) fn end_region(&mut self, at: usize) {
        if let Some(index) = self.region.take() {
            self.document.directives[index].region_end = Some(at);
        }
    }

    pub(super) fn fault(&mut self, span: Span, message: &str, help: &str) {
        self.document.faults.push(Fault {
            span,
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }
}
