//! A message was translated from another source text.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "stale-translation",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A message was translated from another source text",
    page: include_str!("stale-translation.md"),
    check: Check::Elsewhere,
};
