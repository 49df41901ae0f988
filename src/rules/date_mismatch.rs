//! Dates and times that differ.

use super::facts::{Fact, Value};
use super::{Fault, Read, Rule};

const NAME: &str = "date-mismatch";

pub(super) const RULE: Rule = Rule {
    name: NAME,
    summary: "A date or a time is another than in the source",
    page: include_str!("date-mismatch.md"),
    check,
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    read.mismatches(NAME, is_mine)
}

const fn is_mine(fact: &Fact) -> bool {
    !matches!(fact.value, Value::Number(_))
}
