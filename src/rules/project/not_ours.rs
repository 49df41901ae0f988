//! A file stands where an output would go.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "not-ours",
    severity: Severity::Error,
    group: Group::Project,
    summary: "A file stands where an output would go",
    page: include_str!("not-ours.md"),
    check: Check::Elsewhere,
};
