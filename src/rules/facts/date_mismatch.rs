//! Days, months, years and other dates that differ.

use super::compare::Change;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "date-mismatch",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "A date is another than in the source",
    page: include_str!("date-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    super::faults(read, Change::Date)
}
