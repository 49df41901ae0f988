//! A message stands twice in a resource.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "duplicate-message",
    severity: Severity::Error,
    group: Group::State,
    summary: "A message stands twice in a resource",
    page: include_str!("duplicate-message.md"),
    check: Check::Elsewhere,
};
