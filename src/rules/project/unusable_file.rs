//! A file that cannot be read as part of the project.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unusable-file",
    severity: Severity::Error,
    group: Group::Project,
    summary: "A file that cannot be read as part of the project",
    page: include_str!("unusable-file.md"),
    check: Check::Elsewhere,
};
