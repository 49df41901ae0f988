//! A message that no document needs.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "surplus-message",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A message that no document needs",
    page: include_str!("surplus-message.md"),
    check: Check::Elsewhere,
};
