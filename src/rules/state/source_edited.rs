//! A source resource was edited by hand.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "source-edited",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A source resource was edited by hand",
    page: include_str!("source-edited.md"),
    check: Check::Elsewhere,
};
