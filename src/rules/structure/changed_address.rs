//! Addresses that are others than in the source.

use super::address::{is_localised, pair};
use super::link_mismatch::KINDS;
use super::suspicious_address::suspicious;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "changed-address",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "A link leads elsewhere than in the source",
    page: include_str!("changed-address.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, kind) in KINDS {
        let paired = pair(read, kind, is_localised);
        for ((_, own), (index, other)) in paired.lost.iter().zip(&paired.added) {
            if suspicious(&other.value).is_some() {
                continue;
            }
            let message = format!(
                "the {name} leads to `{}` in the source, to `{}` in the translation",
                own.value, other.value
            );
            let fault = Fault::new(*index, message).at(Place::Formatted(other.span));
            faults.push(fault.help("write `{ $url1 }` in the place of an address, and it cannot go wrong; an address of the same page in another language is no fault"));
        }
    }
    faults
}
