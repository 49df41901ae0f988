//! An allowance that cannot be read.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "malformed-suppression",
    severity: Severity::Warning,
    group: Group::Project,
    summary: "An allowance in a comment cannot be read",
    page: include_str!("malformed-suppression.md"),
    check: Check::Elsewhere,
};
