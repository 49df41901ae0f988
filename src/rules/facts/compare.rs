//! Facts of both sides of a block, matched by value.

use super::Fact;
use crate::rules::{Fault, Message, Place, Read};

impl<'a> Read<'a> {
    /// Returns the facts that one side demands and the other has not, of the
    /// kind that `wanted` says.
    fn lacking(&self, of_source: bool, wanted: fn(&Fact) -> bool) -> Vec<&(usize, Fact)> {
        let (these, those) = if of_source {
            (&self.source, &self.target)
        } else {
            (&self.target, &self.source)
        };
        let sides = |message: &Message<'a>| match of_source {
            true => (message.source, message.target),
            false => (message.target, message.source),
        };
        let texts: Vec<(&str, &str)> = self.block.messages.iter().map(sides).collect();
        // A figure that one side sets as code is the other's figure still.
        let is_code = |index: usize, fact: &Fact| {
            let text = fact.span.slice(texts[index].0).trim();
            texts.iter().any(|(_, other)| in_code(other, text))
        };
        these
            .iter()
            .filter(|(_, fact)| wanted(fact) && !fact.soft)
            .filter(|(_, fact)| !those.iter().any(|(_, other)| fact.agrees(other)))
            .filter(|(index, fact)| !is_code(*index, fact))
            .collect()
    }

    /// Pairs what the source has and the translation lacks with what the
    /// translation has and the source does not.
    pub(super) fn mismatches(&self, wanted: fn(&Fact) -> bool) -> Vec<Fault> {
        let mut missing = self.lacking(true, wanted).into_iter().peekable();
        let mut faults = Vec::new();
        for (index, fact) in self.lacking(false, wanted) {
            let text = fact.span.slice(self.block.messages[*index].target).trim();
            let message = match missing.next() {
                Some((at, own)) => {
                    let own_text = own.span.slice(self.block.messages[*at].source).trim();
                    format!(
                        "the source has `{own_text}` ({}), the translation `{text}` ({})",
                        own.value, fact.value
                    )
                }
                None => format!(
                    "the translation has `{text}` ({}), which the source has not",
                    fact.value
                ),
            };
            faults.push(Fault::new(*index, message).at(Place::Formatted(fact.span)));
        }
        for (index, fact) in missing {
            let text = fact.span.slice(self.block.messages[*index].source).trim();
            let message = format!(
                "the source has `{text}` ({}), the translation has not",
                fact.value
            );
            faults.push(Fault::new(*index, message));
        }
        faults
    }
}

/// Returns whether `figure` stands in a code span of `text`, not in a longer figure.
fn in_code(text: &str, figure: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    text.split('`').skip(1).step_by(2).any(|code| {
        code.match_indices(figure).any(|(at, _)| {
            !code[..at].ends_with(is_digit) && !code[at + figure.len()..].starts_with(is_digit)
        })
    })
}
