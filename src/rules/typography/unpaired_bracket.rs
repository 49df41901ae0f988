//! Brackets without their other half.

use super::balance::{self, Mark};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unpaired-bracket",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A bracket is opened or closed alone",
    page: include_str!("unpaired-bracket.md"),
    check: Check::Block(check),
};

const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('（', '）'),
    ('【', '】'),
    ('《', '》'),
    ('〈', '〉'),
    ('〔', '〕'),
];

fn check(read: &Read<'_>) -> Vec<Fault> {
    balance::faults(read, &|text| unpaired(text))
}

/// Returns the brackets that have no other half. A half-width one may close a
/// full-width one: that is another rule's business.
fn unpaired(text: &str) -> Vec<Mark> {
    let mut open: [Vec<Mark>; PAIRS.len()] = Default::default();
    let mut alone = Vec::new();
    for (at, c) in text.char_indices() {
        let alike = |kind: usize| if kind == 2 { 0 } else { kind };
        if let Some(kind) = PAIRS.iter().position(|(mark, _)| *mark == c) {
            open[alike(kind)].push(Mark { at, mark: c });
        } else if let Some(kind) = PAIRS.iter().position(|(_, mark)| *mark == c) {
            match open[alike(kind)].pop() {
                Some(_) => {}
                None if !balance::is_label(text, at) => alone.push(Mark { at, mark: c }),
                None => {}
            }
        }
    }
    let mut open = open.concat();
    open.sort_unstable_by_key(|one| one.at);
    alone.append(&mut open);
    alone
}
