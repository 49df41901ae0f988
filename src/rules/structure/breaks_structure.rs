//! A translation would change the structure of its document.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "breaks-structure",
    severity: Severity::Error,
    group: Group::Structure,
    summary: "A translation would change the structure of its document",
    page: include_str!("breaks-structure.md"),
    check: Check::Elsewhere,
};
