//! A stale translation states what its source no longer states.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "stale-fact",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A stale translation is not shown: it states another value than its source",
    page: include_str!("stale-fact.md"),
    check: Check::Elsewhere,
};
