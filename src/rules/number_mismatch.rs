//! Figures that differ in value.

use super::facts::{Fact, Value};
use super::{Fault, Read, Rule};

const NAME: &str = "number-mismatch";

pub(super) const RULE: Rule = Rule {
    name: NAME,
    summary: "A figure has another value than in the source",
    page: include_str!("number-mismatch.md"),
    check,
};

fn check(read: &Read<'_>) -> Vec<Fault> {
    read.mismatches(NAME, is_mine)
}

const fn is_mine(fact: &Fact) -> bool {
    matches!(fact.value, Value::Number(_))
}
