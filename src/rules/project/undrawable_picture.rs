//! No PNG can be made of a picture.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "undrawable-picture",
    severity: Severity::Error,
    group: Group::Project,
    summary: "No PNG can be made of a picture",
    page: include_str!("undrawable-picture.md"),
    check: Check::Elsewhere,
};
