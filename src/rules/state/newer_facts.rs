//! A newer version of the program wrote a locale's facts.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "newer-facts",
    severity: Severity::Error,
    group: Group::State,
    summary: "A newer version of the program wrote a locale's facts",
    page: include_str!("newer-facts.md"),
    check: Check::Elsewhere,
};
