//! Dates and times that differ.

use super::{Fact, Value};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "date-mismatch",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "A date or a time is another than in the source",
    page: include_str!("date-mismatch.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    read.mismatches(is_mine)
}

const fn is_mine(fact: &Fact) -> bool {
    !matches!(fact.value, Value::Number(_))
}
