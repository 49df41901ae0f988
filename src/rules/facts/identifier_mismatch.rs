//! Versions, telephone numbers and names with figures that differ.

use super::compare::Change;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "identifier-mismatch",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "A version, a telephone number or a model is another than in the source",
    page: include_str!("identifier-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    super::faults(read, Change::Identifier)
}
