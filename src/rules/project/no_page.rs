//! A link leads to a document that the edition does not show.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "no-page",
    severity: Severity::Warning,
    group: Group::Project,
    summary: "A link leads to a document that the edition does not show",
    page: include_str!("no-page.md"),
    check: Check::Elsewhere,
};
