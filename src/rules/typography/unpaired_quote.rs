//! Quotation marks without their other half.

use super::balance::{self, Mark};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unpaired-quote",
    severity: Severity::Warning,
    group: Group::Typography,
    summary: "A quotation mark is opened or closed alone",
    page: include_str!("unpaired-quote.md"),
    check: Check::Block(check),
};

const PAIRS: &[(char, char)] = &[('“', '”'), ('«', '»'), ('「', '」'), ('『', '』')];

fn check(read: &Read<'_>) -> Vec<Fault> {
    balance::faults(read, &|text| unpaired(text))
}

/// Returns the quotation marks that have no other half. ‘ ’ are apostrophes
/// too, and are let be; „ is closed by “ in some languages.
fn unpaired(text: &str) -> Vec<Mark> {
    if text.contains('„') {
        return Vec::new();
    }
    let mut alone = Vec::new();
    for (first, second) in PAIRS {
        let mut open = Vec::new();
        for (at, c) in text.char_indices() {
            if c == *first {
                open.push(at);
            } else if c == *second && open.pop().is_none() {
                alone.push(Mark { at, mark: c });
            }
        }
        alone.extend(open.into_iter().map(|at| Mark { at, mark: *first }));
    }
    let straight: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let inch = |at: &usize| text[..*at].ends_with(|c: char| c.is_ascii_digit());
    if straight.len() % 2 == 1 && !straight.iter().any(inch) {
        alone.extend(straight.last().map(|at| Mark { at: *at, mark: '"' }));
    }
    alone
}
