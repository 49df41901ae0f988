//! A term is called what it must not be called.

use super::find::{span, uses};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};
use std::ops::Range;

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "forbidden-term",
    severity: Severity::Error,
    group: Group::Terms,
    summary: "A translation uses a form that the glossary says to avoid",
    page: include_str!("forbidden-term.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    if read.block.terms.iter().all(|term| term.avoid.is_empty()) {
        return Vec::new();
    }
    let mut told: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    for term in uses(read).iter().flat_map(|one| &one.terms) {
        if told.contains(&term.name.as_str()) {
            continue;
        }
        told.push(&term.name);
        for (index, message) in read.block.messages.iter().enumerate() {
            let good = read.block.terms.iter().flat_map(|term| &term.target);
            let good: Vec<Range<usize>> = good.flat_map(|form| form.all(message.target)).collect();
            for form in &term.avoid {
                let bad = form.all(message.target);
                let inside = |bad: &Range<usize>| {
                    good.iter()
                        .any(|good| good.start <= bad.start && bad.end <= good.end)
                };
                faults.extend(bad.iter().filter(|bad| !inside(bad)).map(|bad| {
                    Fault::new(
                        index,
                        format!("“{}” is to be avoided", &message.target[bad.clone()]),
                    )
                    .at(Place::Formatted(span(bad)))
                    .help(format!("the glossary has “{}”", term.target[0].text))
                }));
            }
        }
    }
    faults
}
