//! An article cannot show a part of its document.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "unshown-element",
    severity: Severity::Warning,
    group: Group::Project,
    summary: "An article cannot show a part of its document",
    page: include_str!("unshown-element.md"),
    check: Check::Elsewhere,
};
