//! The PNG of a picture lacks a part of it.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "partial-picture",
    severity: Severity::Warning,
    group: Group::Project,
    summary: "The PNG of a picture lacks a part of it",
    page: include_str!("partial-picture.md"),
    check: Check::Elsewhere,
};
