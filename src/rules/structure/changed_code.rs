//! Code that is another than in the source.

use super::dropped_code::normal;
use super::multiset::{all, lacking};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "changed-code",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "Code is written otherwise than in the source",
    page: include_str!("changed-code.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let pairs = changes(read);
    let fault = |(own, other): &(String, (usize, crate::text::Span, String))| {
        let (index, span, text) = other;
        let message = format!("the source has the code `{own}`, the translation `{text}`");
        Fault::new(*index, message).at(Place::Formatted(*span))
    };
    pairs.iter().map(fault).collect()
}

/// A code text of the source, and the one that stands for it: message, place, text.
type Change = (String, (usize, crate::text::Span, String));

/// Pairs code that only the source has with code that only the translation
/// has. Code with words that a translator may translate (letters that are not
/// ASCII) is not compared, nor what the source says outside of code.
pub(super) fn changes(read: &Read<'_>) -> Vec<Change> {
    let source = all(&read.source_markup, |inline| &inline.code);
    let target = all(&read.target_markup, |inline| &inline.code);
    let missing = lacking(&source, &target, normal);
    let extra = lacking(&target, &source, normal);
    let is_gone = |text: &str| {
        !target
            .iter()
            .any(|(_, piece)| normal(&piece.value) == normal(text))
    };
    let is_new = |text: &str| {
        text.is_ascii()
            && !read
                .block
                .messages
                .iter()
                .any(|message| stands_in(message.source, text))
    };
    let mut missing: Vec<&str> = missing
        .iter()
        .map(|(_, piece)| piece.value.as_str())
        .filter(|text| text.is_ascii() && is_gone(text))
        .collect();
    let mut changes = Vec::new();
    for (index, piece) in extra {
        if !is_new(&piece.value) {
            continue;
        }
        let near = |own: &&str| strsim::normalized_levenshtein(own, &piece.value);
        let best =
            (0..missing.len()).max_by(|a, b| near(&missing[*a]).total_cmp(&near(&missing[*b])));
        if let Some(best) = best {
            let own = missing.swap_remove(best).to_owned();
            changes.push((own, (index, piece.span, piece.value.clone())));
        }
    }
    changes
}

/// Returns whether `text` stands in `source` as a whole word.
fn stands_in(source: &str, text: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    source.match_indices(text).any(|(at, _)| {
        !source[..at].ends_with(in_word) && !source[at + text.len()..].starts_with(in_word)
    })
}
