//! Measures and percentages that differ in what they count.

use super::compare::Change;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unit-mismatch",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "A figure counts something else than in the source",
    page: include_str!("unit-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    super::faults(read, Change::Unit)
}
