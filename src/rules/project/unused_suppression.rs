//! An allowance that allows nothing.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unused-suppression",
    severity: Severity::Warning,
    group: Group::Project,
    summary: "An allowance allows nothing any more",
    page: include_str!("unused-suppression.md"),
    check: Check::Elsewhere,
};
