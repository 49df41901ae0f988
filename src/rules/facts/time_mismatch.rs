//! Times of the day that differ.

use super::compare::Change;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "time-mismatch",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "A time of the day is another than in the source",
    page: include_str!("time-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    super::faults(read, Change::Time)
}
