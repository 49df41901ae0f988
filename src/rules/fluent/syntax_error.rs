//! A part of a resource is no Fluent.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "syntax-error",
    severity: Severity::Error,
    group: Group::Fluent,
    summary: "A part of a resource is no Fluent",
    page: include_str!("syntax-error.md"),
    check: Check::Elsewhere,
};
