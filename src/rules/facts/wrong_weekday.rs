//! Days of the week that the calendar does not have for their date.

use super::Value;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Place, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "wrong-weekday",
    severity: Severity::Error,
    group: Group::Facts,
    summary: "A day of the week is not that of its date",
    page: include_str!("wrong-weekday.md"),
    check: Check::Block(check),
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    let facts = read.facts();
    let source: Vec<u8> = facts
        .source
        .facts
        .iter()
        .filter_map(|placed| Some(placed.fact.wrong_weekday()?.0))
        .collect();
    let wrong = facts.target.facts.iter().filter_map(|placed| {
        let (said, right, span) = placed.fact.wrong_weekday()?;
        let (said_name, right_name) = (Value::Weekday(said), Value::Weekday(right));
        let text = span.slice(facts.target.texts[placed.index]);
        let date = &placed.fact.value;
        let mut fault = Fault::new(
            placed.index,
            format!("`{text}` is a {said_name}, and {date} was a {right_name}"),
        );
        if source.contains(&said) {
            fault = fault.help("the source says so too: ask its author which one is right");
        }
        Some(fault.at(Place::Formatted(span)))
    });
    wrong.collect()
}
