//! The template of the pages is broken.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "broken-template",
    severity: Severity::Error,
    group: Group::Project,
    summary: "The template of the pages is broken",
    page: include_str!("broken-template.md"),
    check: Check::Elsewhere,
};
