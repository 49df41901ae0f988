//! Putting texts into the places of a document's blocks.

use super::escape::{self, Level};
use super::gate::{self, Changed};
use super::message::closes_up;
use super::{BlockText, Rebuilt, Refusal, Split};
use crate::text::{Edit, Span, apply};
use std::borrow::Cow;

/// How often the result is parsed again before every changed block falls back.
const ATTEMPTS: usize = 40;

/// What is to be written for one block.
enum Plan<'a> {
    Source,
    Text(Cow<'a, str>, Level),
}

/// What replaces the places of some blocks, and the text that it makes.
struct Edits {
    blocks: Vec<usize>,
    edits: Vec<Edit>,
    result: Option<String>,
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
                Some(BlockText::Text(texts)) => self.plan(block, texts, &mut refused),
                _ => Plan::Source,
            })
            .collect();
        let edits = self.gated(&mut plans, &mut refused);
        refused.sort_by_key(|refusal: &Refusal| refusal.block);
        self.finish(edits, audience, refused)
    }

    fn plan<'a>(&self, block: usize, texts: &'a [String], refused: &mut Vec<Refusal>) -> Plan<'a> {
        let segments = self.blocks[block].segments.clone();
        let mut own = segments.clone().map(|segment| self.inline(segment));
        if texts.len() == segments.len() && texts.iter().all(|text| own.next() == Some(text)) {
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
        Plan::Text(text, Level::Least)
    }

    /// Joins the texts of a block with what stands between its segments.
    fn joined(&self, block: usize, texts: &[String]) -> String {
        let message = &self.messages[block];
        let ranges = &message.ranges;
        let mut out = String::new();
        for (index, text) in texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            if !out.is_empty() {
                let between = match (ranges.get(index.wrapping_sub(1)), ranges.get(index)) {
                    (Some(before), Some(after)) => &message.text[before.end..after.start],
                    _ => " ",
                };
                if between.contains('\n') {
                    out.push_str(between);
                } else if !closes_up(&out, text) {
                    out.push_str(if between.is_empty() { " " } else { between });
                }
            }
            out.push_str(text);
        }
        out
    }

    /// Writes the changed blocks and parses the result, until it holds.
    fn gated(&self, plans: &mut [Plan<'_>], refused: &mut Vec<Refusal>) -> Edits {
        let none = Edits {
            blocks: Vec::new(),
            edits: Vec::new(),
            result: None,
        };
        for _ in 0..ATTEMPTS {
            let mut edits = self.edits(plans, refused);
            if edits.blocks.is_empty() {
                return edits;
            }
            let Some(result) = apply(&self.text, &edits.edits) else {
                break;
            };
            let faults = if self.is_markdown() {
                gate::differs(self, &edits.blocks, &edits.edits, &result)
            } else {
                Vec::new()
            };
            if faults.is_empty() {
                edits.result = Some(result);
                return edits;
            }
            for fault in faults {
                let Some(culprit) = fault.block else {
                    fall_back(plans, refused);
                    return none;
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
        none
    }

    fn is_markdown(&self) -> bool {
        self.document
            .leaves
            .first()
            .is_none_or(|leaf| leaf.slot != crate::document::Slot::Plain)
    }

    fn edits(&self, plans: &mut [Plan<'_>], refused: &mut Vec<Refusal>) -> Edits {
        let mut blocks = Vec::with_capacity(plans.len());
        let mut edits = Vec::with_capacity(plans.len());
        for (block, plan) in plans.iter_mut().enumerate() {
            let Plan::Text(text, level) = plan else {
                continue;
            };
            let leaf = &self.document.leaves[block];
            let place = escape::Place {
                source: &self.text,
                eol: self.eol,
                leaf,
                message: &self.messages[block],
            };
            if let Some(written) = place.write(text, *level) {
                if written != leaf.span.slice(&self.text) {
                    blocks.push(block);
                    edits.push(Edit::new(leaf.span, written));
                }
            } else {
                refused.push(Refusal {
                    block,
                    reason: "the text cannot be written in this place".to_owned(),
                });
                *plan = Plan::Source;
            }
        }
        Edits {
            blocks,
            edits,
            result: None,
        }
    }

    /// Takes directives and the parts of other audiences out, and says where
    /// the blocks stand.
    fn finish(&self, edits: Edits, audience: Option<&str>, refused: Vec<Refusal>) -> Rebuilt {
        let cuts = self.cuts(audience);
        let is_cut = |span: Span| {
            let next = cuts.partition_point(|cut| cut.span.start <= span.start);
            next > 0 && span.end <= cuts[next - 1].span.end
        };
        let mut all = edits.edits;
        let mut result = edits.result;
        if !cuts.is_empty() {
            all.retain(|edit| !is_cut(edit.span));
            all.extend(cuts.iter().cloned());
            all.sort_by_key(|edit| edit.span);
            result = apply(&self.text, &all);
        }
        let moved = Changed::new(&all);
        let blocks = self
            .document
            .leaves
            .iter()
            .enumerate()
            .filter(|(_, leaf)| !is_cut(leaf.span))
            .map(|(block, leaf)| (block, moved.span(leaf.span)))
            .collect();
        Rebuilt {
            text: result.unwrap_or_else(|| self.text.clone()),
            blocks,
            body: moved.offset(self.document.body),
            refused,
        }
    }
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
