//! A term that nothing uses.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unused-term",
    severity: Severity::Note,
    group: Group::Fluent,
    summary: "A term that nothing uses",
    page: include_str!("unused-term.md"),
    check: Check::Elsewhere,
};
