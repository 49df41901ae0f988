//! Putting texts into the places of a document's blocks.

use super::escape::{self, Level};
use super::gate::{self, Changed};
use super::message::is_han_like;
use super::{BlockText, Rebuilt, Refusal, Split};
use crate::text::{Edit, Span, apply};

/// How often the result is parsed again before every changed block falls back.
const ATTEMPTS: usize = 40;

/// How many directives are tried one by one where taking all out does not hold.
const MOST_CUTS: usize = 64;

/// What is to be written for one block.
enum Plan {
    Source,
    Text(String, Level),
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
        let mut plans: Vec<Plan> = (0..self.blocks.len())
            .map(|block| match texts.get(block) {
                Some(BlockText::Text(texts)) => self.plan(block, texts, &mut refused),
                _ => Plan::Source,
            })
            .collect();
        let edits = self.gated(&mut plans, &mut refused);
        refused.sort_by_key(|refusal: &Refusal| refusal.block);
        self.finish(&edits, audience, refused)
    }

    fn plan(&self, block: usize, texts: &[String], refused: &mut Vec<Refusal>) -> Plan {
        let message = &self.messages[block];
        let own = message
            .ranges
            .iter()
            .map(|range| &message.text[range.clone()]);
        if texts.len() == message.ranges.len() && own.zip(texts).all(|(own, text)| own == text) {
            return Plan::Source;
        }
        let text = self.joined(block, texts);
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
        let mut out = String::new();
        for (index, text) in texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            if !out.is_empty() {
                let between = match (
                    message.ranges.get(index.wrapping_sub(1)),
                    message.ranges.get(index),
                ) {
                    (Some(before), Some(after)) => &message.text[before.end..after.start],
                    _ => " ",
                };
                let han = out.trim_end_matches(['*', '_']).ends_with(is_han_like)
                    && text
                        .trim_start_matches(['*', '_'])
                        .starts_with(|c: char| is_han_like(c) || matches!(c, '“' | '‘'));
                if between.contains('\n') {
                    out.push_str(between);
                } else if !han {
                    out.push_str(if between.is_empty() { " " } else { between });
                }
            }
            out.push_str(text);
        }
        out
    }

    /// Writes the changed blocks and parses the result, until it holds.
    fn gated(&self, plans: &mut [Plan], refused: &mut Vec<Refusal>) -> Vec<(usize, Edit)> {
        for _ in 0..ATTEMPTS {
            let edits = self.edits(plans, refused);
            if edits.is_empty()
                || !self
                    .document
                    .leaves
                    .iter()
                    .any(|leaf| leaf.slot != crate::document::Slot::Plain)
            {
                return edits;
            }
            let Some(result) = self.applied(&edits) else {
                break;
            };
            let faults = gate::differs(self, &edits, &result);
            if faults.is_empty() {
                return edits;
            }
            for fault in faults {
                let Some(culprit) = fault.block else {
                    return self.fall_back(plans, refused);
                };
                match &mut plans[culprit] {
                    Plan::Text(_, level) if *level == Level::Least && fault.escapable => {
                        *level = Level::All;
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
        self.fall_back(plans, refused)
    }

    /// Lets every changed block fall back, where no culprit could be named.
    fn fall_back(&self, plans: &mut [Plan], refused: &mut Vec<Refusal>) -> Vec<(usize, Edit)> {
        for (block, plan) in plans.iter_mut().enumerate() {
            if matches!(plan, Plan::Text(..)) {
                *plan = Plan::Source;
                refused.push(Refusal {
                    block,
                    reason: "the document's structure would change".to_owned(),
                });
            }
        }
        Vec::new()
    }

    fn edits(&self, plans: &mut [Plan], refused: &mut Vec<Refusal>) -> Vec<(usize, Edit)> {
        let mut edits = Vec::new();
        for (block, plan) in plans.iter_mut().enumerate() {
            let Plan::Text(text, level) = plan else {
                continue;
            };
            let leaf = &self.document.leaves[block];
            if let Some(written) =
                escape::write(&self.text, leaf, &self.messages[block], text, *level)
            {
                if written != leaf.span.slice(&self.text) {
                    edits.push((block, Edit::new(leaf.span, written)));
                }
            } else {
                refused.push(Refusal {
                    block,
                    reason: "the text cannot be written in this place".to_owned(),
                });
                *plan = Plan::Source;
            }
        }
        edits
    }

    fn applied(&self, edits: &[(usize, Edit)]) -> Option<String> {
        let edits: Vec<Edit> = edits.iter().map(|(_, edit)| edit.clone()).collect();
        apply(&self.text, &edits)
    }

    /// Takes directives and the parts of other audiences out, and says where
    /// the blocks stand.
    fn finish(
        &self,
        edits: &[(usize, Edit)],
        audience: Option<&str>,
        refused: Vec<Refusal>,
    ) -> Rebuilt {
        let cuts = self.cuts(audience);
        let is_cut = |span: Span| {
            let next = cuts.partition_point(|cut| cut.span.start <= span.start);
            next > 0 && span.end <= cuts[next - 1].span.end
        };
        let mut all: Vec<Edit> = edits
            .iter()
            .map(|(_, edit)| edit.clone())
            .filter(|edit| !is_cut(edit.span))
            .collect();
        all.extend(cuts.iter().cloned());
        all.sort_by_key(|edit| edit.span);
        let text = apply(&self.text, &all).unwrap_or_else(|| self.text.clone());
        let moved = Changed::new(&all);
        let blocks = self
            .document
            .leaves
            .iter()
            .enumerate()
            .filter(|(_, leaf)| !is_cut(leaf.span))
            .map(|(block, leaf)| (block, moved.span(leaf.span)))
            .collect();
        let body = moved.offset(self.document.body);
        Rebuilt {
            text,
            blocks,
            body,
            refused,
        }
    }

    /// Returns the edits that take directives out: with their line and one
    /// blank line that follows, or as an empty comment where blocks would meet.
    fn cuts(&self, audience: Option<&str>) -> Vec<Edit> {
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
            gate::same_without(text, self.document.body, &hidden, &plain)
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
