//! There is no document.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "no-documents",
    severity: Severity::Note,
    group: Group::Project,
    summary: "There is no document",
    page: include_str!("no-documents.md"),
    check: Check::Elsewhere,
};
