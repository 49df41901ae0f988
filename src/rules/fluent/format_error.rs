//! A message does not format.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "format-error",
    severity: Severity::Error,
    group: Group::Fluent,
    summary: "A message does not format",
    page: include_str!("format-error.md"),
    check: Check::Elsewhere,
};
