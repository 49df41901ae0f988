//! A document is left out, since too little of it is translated.

use crate::diagnostic::Severity;
use crate::rules::{Check, Group, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "below-publish-at",
    severity: Severity::Note,
    group: Group::Project,
    summary: "A document is left out, since too little of it is translated",
    page: include_str!("below-publish-at.md"),
    check: Check::Elsewhere,
};
