//! Two documents would write the same output.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "output-collision",
    severity: Severity::Error,
    group: Group::Project,
    summary: "Two documents would write the same output",
    page: include_str!("output-collision.md"),
    check: Check::Elsewhere,
};
