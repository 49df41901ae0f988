//! An address leads to a file that is not there.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "missing-file",
    severity: Severity::Warning,
    group: Group::Project,
    summary: "An address leads to a file that is not there",
    page: include_str!("missing-file.md"),
    check: Check::Elsewhere,
};
