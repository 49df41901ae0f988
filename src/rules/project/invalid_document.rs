//! A document has a fault.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "invalid-document",
    severity: Severity::Error,
    group: Group::Project,
    summary: "A document has a fault",
    page: include_str!("invalid-document.md"),
    check: Check::Elsewhere,
};
