//! A message or term that refers to itself.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "cyclic-reference",
    severity: Severity::Error,
    group: Group::Fluent,
    summary: "A message or term that refers to itself",
    page: include_str!("cyclic-reference.md"),
    check: Check::Elsewhere,
};
