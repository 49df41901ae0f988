//! A reference to what is not there.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unknown-reference",
    severity: Severity::Error,
    group: Group::Fluent,
    summary: "A reference to what is not there",
    page: include_str!("unknown-reference.md"),
    check: Check::Elsewhere,
};
