//! Amounts of money in another currency.

use super::compare::Change;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "currency-mismatch",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "An amount is in another currency than in the source",
    page: include_str!("currency-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    super::faults(read, Change::Currency)
}
