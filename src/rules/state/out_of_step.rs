//! A source resource is not what the content says.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "out-of-step",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A source resource is not what the content says",
    page: include_str!("out-of-step.md"),
    check: Check::Elsewhere,
};
