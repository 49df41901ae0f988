//! Rules: what a translation must share with its source, compared by block.
//!
//! A rule is a file here with its page beside it; the pages' examples run as
//! tests. A rule sees the *formatted* texts of a block, so that `3万` may stand
//! for `{ NUMBER($masks) }`, and the patterns they come from.

pub mod facts;

mod date_mismatch;
mod number_mismatch;
mod placeable_mismatch;
#[cfg(test)]
mod tests;

use facts::Fact;

/// A message of a block, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'a> {
    /// The source's pattern.
    pub source_pattern: &'a str,
    /// The translation's pattern.
    pub target_pattern: &'a str,
    /// The source, formatted.
    pub source: &'a str,
    /// The translation, formatted.
    pub target: &'a str,
}

/// A block that is wholly translated.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// The source's locale, as BCP 47.
    pub source_locale: &'a str,
    /// The edition's locale, as BCP 47.
    pub target_locale: &'a str,
    /// Its messages, in order.
    pub messages: &'a [Message<'a>],
    /// Variables that come and go as they please: the audience, the edition's.
    pub free: &'a [String],
}

/// A fault of a block's translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule's name.
    pub rule: &'static str,
    /// What is wrong: a sentence without a final stop.
    pub message: String,
    /// Index of the message at fault.
    pub index: usize,
    /// The text in the translation that is wrong, if it is one.
    pub text: Option<String>,
}

/// A rule.
pub struct Rule {
    /// Its name, after the defect.
    pub name: &'static str,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Its page, in Markdown, with examples that run as tests.
    pub page: &'static str,
    check: fn(&Read<'_>) -> Vec<Fault>,
}

/// All rules, by name.
pub static RULES: &[Rule] = &[
    date_mismatch::RULE,
    number_mismatch::RULE,
    placeable_mismatch::RULE,
];

/// A block with its facts read once, for all rules.
struct Read<'a> {
    block: Block<'a>,
    source: Vec<(usize, Fact)>,
    target: Vec<(usize, Fact)>,
}

/// Compares a block with its translation.
#[must_use]
pub fn check(block: &Block<'_>) -> Vec<Fault> {
    let all = |read: &dyn Fn(&Message<'_>) -> Vec<Fact>| -> Vec<(usize, Fact)> {
        block
            .messages
            .iter()
            .enumerate()
            .flat_map(|(index, message)| read(message).into_iter().map(move |fact| (index, fact)))
            .collect()
    };
    let read = Read {
        block: *block,
        source: all(&|message| facts::read(message.source, block.source_locale)),
        target: all(&|message| facts::read(message.target, block.target_locale)),
    };
    RULES.iter().flat_map(|rule| (rule.check)(&read)).collect()
}

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
    fn mismatches(&self, rule: &'static str, wanted: fn(&Fact) -> bool) -> Vec<Fault> {
        let mut missing = self.lacking(true, wanted).into_iter().peekable();
        let mut faults = Vec::new();
        for (index, fact) in self.lacking(false, wanted) {
            let text = fact
                .span
                .slice(self.block.messages[*index].target)
                .trim()
                .to_owned();
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
            faults.push(Fault {
                rule,
                message,
                index: *index,
                text: Some(text),
            });
        }
        for (index, fact) in missing {
            let text = fact.span.slice(self.block.messages[*index].source).trim();
            let message = format!(
                "the source has `{text}` ({}), the translation has not",
                fact.value
            );
            faults.push(Fault {
                rule,
                message,
                index: *index,
                text: None,
            });
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
