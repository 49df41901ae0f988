//! A file is not UTF-8.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "not-utf8",
    severity: Severity::Error,
    group: Group::Project,
    summary: "A file is not UTF-8",
    page: include_str!("not-utf8.md"),
    check: Check::Elsewhere,
};
