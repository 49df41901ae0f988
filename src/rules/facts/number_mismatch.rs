//! Figures that differ in value.

use super::compare::Change;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "number-mismatch",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "A figure has another value than in the source",
    page: include_str!("number-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut faults = super::faults(read, Change::Number);
    faults.extend(super::counted::traded(read));
    faults
}
