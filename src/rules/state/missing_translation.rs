//! A message is not translated.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "missing-translation",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A message is not translated",
    page: include_str!("missing-translation.md"),
    check: Check::Elsewhere,
};
