//! Putting texts into the places of a document's blocks.

use super::emphasis;
use super::escape::{self, Level};
use super::gate::{self, Changed};
use super::message::{closes_up, meet_at_marks};
use super::{BlockText, Rebuilt, Refusal, Split};
use crate::document::marks::{self, Ground};
use crate::document::{Slot, elsewhere, labels, tags};
use crate::text::{Span, apply};
use std::borrow::Cow;
use std::ops::Range;

/// How often the result is parsed again before every changed block falls back.
const ATTEMPTS: usize = 40;

/// What is to be written for one block.
enum Plan<'a> {
    Source,
    Text(Cow<'a, str>, Level),
}

/// The text with some blocks written otherwise.
struct Written {
    /// Those blocks.
    blocks: Vec<usize>,
    /// Where they stood, and stand.
    moved: Changed,
    text: String,
}

impl Split {
    /// Rebuilds the document with `texts`, one for each block (a block beyond
    /// its end shows the source), for an edition of `audience`; `None` shows
    /// every part.
    ///
    /// The result is parsed again: a text that changes the structure of the
    /// document, or brings in HTML or links that the source does not have, is
    /// escaped in full, and refused where that does not help.
    #[must_use]
    pub fn rebuild(&self, texts: &[BlockText], audience: Option<&str>) -> Rebuilt {
        let mut refused = Vec::new();
        let mut plans: Vec<Plan<'_>> = (0..self.blocks.len())
            .map(|block| match texts.get(block) {
                Some(BlockText::Text(texts)) => self.plan(block, texts, false, &mut refused),
                Some(BlockText::Own(texts)) => self.plan(block, texts, true, &mut refused),
                _ => Plan::Source,
            })
            .collect();
        let written = self.gated(&mut plans, &mut refused);
        refused.sort_by_key(|refusal: &Refusal| refusal.block);
        self.finish(written, audience, refused)
    }

    fn plan<'a>(
        &self,
        block: usize,
        texts: &'a [String],
        is_own: bool,
        refused: &mut Vec<Refusal>,
    ) -> Plan<'a> {
        let segments = self.blocks[block].segments.clone();
        let mut lengths = self.ranges[segments.clone()].iter().map(Range::len);
        let mut own = segments.clone().map(|segment| self.inline(segment));
        if texts.len() == segments.len()
            && texts.iter().all(|text| lengths.next() == Some(text.len()))
            && texts.iter().all(|text| own.next() == Some(text))
        {
            return Plan::Source;
        }
        let text = match texts {
            [text] => Cow::Borrowed(text.as_str()),
            _ => Cow::Owned(self.joined(block, texts)),
        };
        if text.trim().is_empty() {
            refused.push(Refusal {
                block,
                reason: "the translation is empty".to_owned(),
            });
            return Plan::Source;
        }
        let foreign = if is_own {
            None
        } else {
            self.foreign(block, &text)
        };
        match foreign {
            Some(reason) => {
                refused.push(Refusal { block, reason });
                Plan::Source
            }
            None => Plan::Text(text, Level::Least),
        }
    }

    /// Says what a translation has that its renderer would run, or show, and
    /// its source does not have: marks of any dialect, and tags in pieces.
    fn foreign(&self, block: usize, text: &str) -> Option<String> {
        let leaf = &self.document.leaves[block];
        let ground = match leaf.slot {
            Slot::Plain => return None,
            slot if slot.is_markdown() => Ground::Markdown,
            Slot::HtmlText => Ground::Html,
            _ => Ground::Value,
        };
        let own = || self.literal_text(block);
        if let Some(mark) = marks::brought_in(own, text, ground) {
            return Some(format!(
                "it brings in a mark that a site generator may run, and that the source does not have: {}",
                mark.text
            ));
        }
        let message = self.message(block)?;
        if leaf.slot.is_markdown() {
            return tags::misfit(message.text, text)
                .or_else(|| elsewhere::danger(message.text, text))
                .or_else(|| {
                    let labels = &self.document.labels;
                    let found = labels::undefined(message.text, text, labels)?;
                    Some(format!("nobody defines the label of {found}"))
                });
        }
        if matches!(leaf.slot, Slot::Yaml(_) | Slot::Toml(_))
            && let Some(tag) = tags::brought_in(message.text, text)
        {
            return Some(format!(
                "it brings in HTML that the source does not have: {tag}"
            ));
        }
        None
    }

    /// Returns the text of a block; where the document is Fluent, with what its
    /// placeables say by themselves.
    fn literal_text(&self, block: usize) -> Cow<'_, str> {
        let message = self.message(block).map_or("", |message| message.text);
        if !self.fluent {
            return Cow::Borrowed(message);
        }
        let segments = self.blocks[block].segments.clone();
        let patterns = segments.filter_map(|segment| self.segments.get(segment));
        let said = patterns.map(|segment| literals(&segment.pattern));
        let said: Vec<String> = said.collect();
        Cow::Owned(format!("{message}\n{}", said.join(" ")))
    }

    /// Joins the texts of a block with what stands between its segments.
    fn joined(&self, block: usize, texts: &[String]) -> String {
        let whole = self.message(block).map_or("", |message| message.text);
        let ranges = &self.ranges[self.blocks[block].segments.clone()];
        let mut out = String::new();
        let mut has_idle = None;
        // A blank must stay where marks of emphasis meet that are not written
        // so that they close.
        let mut needs_blank = |before: &str, after: &str| {
            meet_at_marks(before, after)
                && *has_idle.get_or_insert_with(|| emphasis::has_idle(whole))
        };
        for (index, text) in texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            if !out.is_empty() {
                let between = match (ranges.get(index.wrapping_sub(1)), ranges.get(index)) {
                    (Some(before), Some(after)) => &whole[before.end..after.start],
                    _ => " ",
                };
                if between.contains('\n') {
                    out.push_str(between);
                } else if !closes_up(&out, text, !between.is_empty())
                    || (!between.is_empty() && needs_blank(&out, text))
                {
                    out.push_str(if between.is_empty() { " " } else { between });
                }
            }
            out.push_str(text);
        }
        out
    }

    /// Writes the changed blocks and parses the result, until it holds; `None`
    /// is the source as it stands.
    fn gated(&self, plans: &mut [Plan<'_>], refused: &mut Vec<Refusal>) -> Option<Written> {
        for _ in 0..ATTEMPTS {
            let written = self.write(plans, refused);
            if written.blocks.is_empty() {
                return None;
            }
            let faults = if self.is_markdown() {
                gate::differs(self, &written.blocks, &written.moved, &written.text)
            } else {
                Vec::new()
            };
            if faults.is_empty() {
                return Some(written);
            }
            for fault in faults {
                let Some(culprit) = fault.block else {
                    fall_back(plans, refused);
                    return None;
                };
                match &mut plans[culprit] {
                    Plan::Text(_, level) if fault.escapable && *level != Level::All => {
                        *level = level.next(fault.guest);
                    }
                    plan => {
                        *plan = Plan::Source;
                        refused.push(Refusal {
                            block: culprit,
                            reason: fault.reason,
                        });
                    }
                }
            }
        }
        fall_back(plans, refused);
        None
    }

    fn is_markdown(&self) -> bool {
        self.document
            .leaves
            .first()
            .is_none_or(|leaf| leaf.slot != Slot::Plain)
    }

    /// Writes the document with what is planned for its blocks.
    fn write(&self, plans: &mut [Plan<'_>], refused: &mut Vec<Refusal>) -> Written {
        let mut blocks = Vec::with_capacity(plans.len());
        let mut moved = Changed::with_capacity(plans.len());
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 4);
        let mut at = 0;
        for (block, plan) in plans.iter_mut().enumerate() {
            let Plan::Text(text, level) = plan else {
                continue;
            };
            let leaf = &self.document.leaves[block];
            let (Some(message), Some(before)) =
                (self.message(block), self.text.get(at..leaf.span.start))
            else {
                continue;
            };
            let place = escape::Place {
                source: &self.text,
                eol: self.eol,
                leaf,
                message,
            };
            out.push_str(before);
            at = leaf.span.start;
            let start = out.len();
            let is_written = place.write(text, *level, &mut out);
            if is_written && out[start..] != *leaf.span.slice(&self.text) {
                at = leaf.span.end;
                blocks.push(block);
                moved.push(leaf.span, out.len() - start);
                continue;
            }
            out.truncate(start);
            if !is_written {
                refused.push(Refusal {
                    block,
                    reason: "the text cannot be written in this place".to_owned(),
                });
                *plan = Plan::Source;
            }
        }
        out.push_str(&self.text[at..]);
        Written {
            blocks,
            moved,
            text: out,
        }
    }

    /// Takes directives and the parts of other audiences out, and says where
    /// the blocks stand.
    fn finish(
        &self,
        written: Option<Written>,
        audience: Option<&str>,
        refused: Vec<Refusal>,
    ) -> Rebuilt {
        let cuts = self.cuts(audience);
        let is_cut = |span: Span| {
            let next = cuts.partition_point(|cut| cut.span.start <= span.start);
            next > 0 && span.end <= cuts[next - 1].span.end
        };
        let (mut moved, mut text) = match written {
            Some(written) => (written.moved, written.text),
            None => (Changed::default(), self.text.clone()),
        };
        if !cuts.is_empty() {
            let mut edits = moved.edits(&text);
            edits.retain(|edit| !is_cut(edit.span));
            edits.extend(cuts.iter().cloned());
            edits.sort_by_key(|edit| edit.span);
            if let Some(cut) = apply(&self.text, &edits) {
                (moved, text) = (Changed::new(&edits), cut);
            }
        }
        let leaves = self.document.leaves.iter().enumerate();
        let mut near = 0;
        let blocks = leaves
            .filter(|(_, leaf)| !is_cut(leaf.span))
            .map(|(block, leaf)| (block, moved.span(leaf.span, &mut near)))
            .collect();
        Rebuilt {
            text,
            blocks,
            body: moved.offset(self.document.body),
            refused,
        }
    }
}

/// Returns what a pattern says by itself: its text and its string literals.
fn literals(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        let end = match inner.trim_start().strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"').unwrap_or(quoted.len());
                out.push_str(&quoted[..end]);
                let after = &quoted[end..];
                pattern.len() - after.len() + after.find('}').map_or(after.len(), |at| at + 1)
            }
            None => pattern.len() - inner.len() + inner.find('}').map_or(inner.len(), |at| at + 1),
        };
        rest = &pattern[end..];
    }
    out.push_str(rest);
    out
}

/// Lets every changed block fall back, where no culprit could be named.
fn fall_back(plans: &mut [Plan<'_>], refused: &mut Vec<Refusal>) {
    for (block, plan) in plans.iter_mut().enumerate() {
        if matches!(plan, Plan::Text(..)) {
            *plan = Plan::Source;
            refused.push(Refusal {
                block,
                reason: "the document's structure would change".to_owned(),
            });
        }
    }
}
