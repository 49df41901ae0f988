//! A link leads to an anchor that its document does not have.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "dead-anchor",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "A link leads to an anchor that is not there",
    page: include_str!("dead-anchor.md"),
    check: Check::Elsewhere,
};
