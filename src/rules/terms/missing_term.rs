//! A term of the source is not in the translation.

use super::find::{Form, Use, uses};
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "missing-term",
    severity: Severity::Warning,
    group: Group::Terms,
    summary: "A term of the source is not in the translation as the glossary has it",
    page: include_str!("missing-term.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let target: Vec<&str> = read
        .block
        .messages
        .iter()
        .map(|message| message.target)
        .collect();
    let target = target.join(" ");
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut known: BTreeMap<Vec<&str>, bool> = BTreeMap::new();
    let mut faults = Vec::new();
    for one in uses(read) {
        let here = |form: &Form| form.is_in(&target);
        let given = *known.entry(one.names()).or_insert_with(|| {
            let mut terms = one.terms.iter();
            terms.any(|term| term.target.iter().any(here))
        });
        if !given && told.insert(one.terms[0].name.as_str()) {
            faults.push(fault(&one));
        }
    }
    faults
}

fn fault(one: &Use<'_>) -> Fault {
    let forms = one.terms.iter().flat_map(|term| &term.target);
    let mut forms: Vec<String> = forms.map(|form| format!("“{}”", form.text)).collect();
    forms.dedup();
    Fault::new(
        one.index,
        format!(
            "the source says “{}”, and the translation does not have {}",
            one.text,
            forms.join(" or ")
        ),
    )
    .help(format!(
        "use the term, or list the form as an attribute of `-{}` in terms.ftl",
        one.terms[0].name
    ))
}
