//! More placeables than other programs format.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "too-many-placeables",
    severity: Severity::Warning,
    group: Group::Fluent,
    summary: "More placeables than other programs format",
    page: include_str!("too-many-placeables.md"),
    check: Check::Elsewhere,
};
