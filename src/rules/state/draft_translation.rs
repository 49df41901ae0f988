//! A translation was not accepted yet.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "draft-translation",
    severity: Severity::Warning,
    group: Group::State,
    summary: "A translation was not accepted yet",
    page: include_str!("draft-translation.md"),
    check: Check::Elsewhere,
};
