//! The configuration has a fault.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "configuration",
    severity: Severity::Error,
    group: Group::Project,
    summary: "The configuration has a fault",
    page: include_str!("configuration.md"),
    check: Check::Elsewhere,
};
