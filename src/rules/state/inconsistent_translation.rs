//! One source text is translated in two ways.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "inconsistent-translation",
    severity: Severity::Warning,
    group: Group::State,
    summary: "One source text is translated in two ways",
    page: include_str!("inconsistent-translation.md"),
    check: Check::Elsewhere,
};
