//! A locale's folder that nobody reads.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unlisted-locale",
    severity: Severity::Warning,
    group: Group::Project,
    summary: "A locale's folder that nobody reads",
    page: include_str!("unlisted-locale.md"),
    check: Check::Elsewhere,
};
