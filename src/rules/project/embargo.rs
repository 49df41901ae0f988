//! A document is kept back until its embargo ends.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "embargo",
    severity: Severity::Note,
    group: Group::Project,
    summary: "A document is under embargo, and `build` leaves it out",
    page: include_str!("embargo.md"),
    check: Check::Elsewhere,
};
