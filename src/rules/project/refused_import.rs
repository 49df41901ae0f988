//! A row of an imported file is not taken.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "refused-import",
    severity: Severity::Error,
    group: Group::Project,
    summary: "A row of an imported file is not taken",
    page: include_str!("refused-import.md"),
    check: Check::Elsewhere,
};
