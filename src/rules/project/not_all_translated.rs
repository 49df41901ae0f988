//! A document is left out by `build --strict`.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "not-all-translated",
    severity: Severity::Error,
    group: Group::Project,
    summary: "A document is left out by `build --strict`",
    page: include_str!("not-all-translated.md"),
    check: Check::Elsewhere,
};
