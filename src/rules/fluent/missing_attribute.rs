//! A translation lacks an attribute of its message.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "missing-attribute",
    severity: Severity::Warning,
    group: Group::Fluent,
    summary: "A translation lacks an attribute of its message",
    page: include_str!("missing-attribute.md"),
    check: Check::Elsewhere,
};
