//! Finds for each fact its like on the other side.

use super::{MANY, Side};
use crate::rules::facts::{Class, Dimension, Fact, ONE, Unit, Value, Weight};
use rustc_hash::FxHashMap;

/// What a value can be found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key<'a> {
    Number(i128),
    Amount(Dimension, i128),
    Day(u8, u8),
    Decade(u8),
    Value(&'a Value),
    Text(&'a str),
}

fn keys<'k>(side: &'k Side<'_>, at: usize, mut take: impl FnMut(Key<'k>)) {
    let fact = &side.facts[at].fact;
    for value in fact.readings() {
        match value {
            Value::Number(number) => {
                take(Key::Number(*number));
                match fact.unit {
                    Some(Unit::Measure(one)) => {
                        take(Key::Amount(one.kind, number.saturating_mul(one.factor)));
                    }
                    Some(Unit::Percent) => take(Key::Number(number / 100)),
                    _ => {}
                }
            }
            Value::Date { month, day, .. } => {
                take(Key::Day(*month, *day));
                if !side.is_known() {
                    take(Key::Number(i128::from(*day) * ONE));
                }
            }
            Value::Decade(_, tens) => take(Key::Decade(*tens)),
            other => take(Key::Value(other)),
        }
    }
    if fact.weight == Weight::Figure {
        take(Key::Text(side.text(at)));
    }
}

/// Whether two facts say the same in one of their readings.
pub(super) fn agrees(one: &Fact, other: &Fact) -> bool {
    if one.class == Class::Code && other.class == Class::Code {
        return one.value == other.value;
    }
    one.readings().any(|left| {
        other
            .readings()
            .any(|right| says_same(one, left, other, right))
    })
}

fn says_same(one: &Fact, left: &Value, other: &Fact, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => same_number(one, *left, other, *right),
        (
            Value::Date { year, month, day },
            Value::Date {
                year: year2,
                month: month2,
                day: day2,
            },
        ) => (month, day) == (month2, day2) && (year.is_none() || year2.is_none() || year == year2),
        (Value::Decade(century, tens), Value::Decade(century2, tens2)) => {
            tens == tens2 && (century.is_none() || century2.is_none() || century == century2)
        }
        _ => left == right,
    }
}

/// Whether two numbers are the same amount.
fn same_number(one: &Fact, left: i128, other: &Fact, right: i128) -> bool {
    match (one.unit, other.unit) {
        (Some(Unit::Measure(a)), Some(Unit::Measure(b))) if a.kind == b.kind => {
            // What was reckoned has been cut to millionths.
            let apart = left.saturating_mul(a.factor) - right.saturating_mul(b.factor);
            apart == 0 || a != b && apart.abs() < a.factor.max(b.factor)
        }
        (Some(Unit::Percent), None) if other.class == Class::Fraction => left / 100 == right,
        (None, Some(Unit::Percent)) if one.class == Class::Fraction => right / 100 == left,
        (Some(a), Some(b)) => {
            left == right
                && a.agrees(b)
                && is_coin(one, left, b)
                && is_coin(other, right, a)
                && !is_thousandths(one, left)
                && !is_thousandths(other, right)
        }
        _ => left == right,
    }
}

/// Whether a reading of an amount may stand against that unit: 35 cents are 0.35
/// of a currency, and 35 only of cents.
fn is_coin(fact: &Fact, reading: i128, other: Unit) -> bool {
    let cents = Unit::Money("¢");
    fact.unit != Some(cents) || other == cents || fact.value == Value::Number(reading)
}

/// Whether a reading is the bare count of thousandths: `5 per thousand` is no 5 %.
fn is_thousandths(fact: &Fact, reading: i128) -> bool {
    fact.unit == Some(Unit::Percent) && fact.value == Value::Number(reading / 10) && reading != 0
}

/// How the facts of one side have found the other's.
pub(super) struct Matches {
    /// By fact of the source: its partner.
    pub(super) partner: Vec<Option<usize>>,
    /// By fact of the translation: whether it is someone's partner.
    pub(super) taken: Vec<bool>,
    /// Whether anything agrees, taken or not.
    pub(super) source_echo: Vec<bool>,
    pub(super) target_echo: Vec<bool>,
}

pub(super) fn pair(source: &Side<'_>, target: &Side<'_>) -> Matches {
    let mut index: FxHashMap<Key<'_>, Vec<usize>> = FxHashMap::default();
    for at in 0..target.facts.len() {
        keys(target, at, |key| index.entry(key).or_default().push(at));
    }
    let mut matches = Matches {
        partner: vec![None; source.facts.len()],
        taken: vec![false; target.facts.len()],
        source_echo: vec![false; source.facts.len()],
        target_echo: vec![false; target.facts.len()],
    };
    let mut order: Vec<usize> = (0..source.facts.len()).collect();
    order.sort_by_key(|at| source.facts[*at].fact.weight);
    // Where a value is common, those that are taken are passed by.
    let mut passed: FxHashMap<Key<'_>, usize> = FxHashMap::default();
    for at in order {
        let fact = &source.facts[at].fact;
        let mut best: Option<((bool, bool, bool, Weight), usize)> = None;
        keys(source, at, |key| {
            let Some(found) = index.get(&key) else { return };
            let from = passed.entry(key).or_insert(0);
            while found.get(*from).is_some_and(|one| matches.taken[*one]) {
                *from += 1;
            }
            let from = (*from).min(found.len().saturating_sub(1));
            for other in found[from..].iter().take(MANY) {
                let its = &target.facts[*other].fact;
                let same_text = fact.weight == Weight::Figure
                    && its.weight == Weight::Figure
                    && source.text(at) == target.text(*other);
                if !same_text && !agrees(fact, its) {
                    continue;
                }
                matches.source_echo[at] = true;
                matches.target_echo[*other] = true;
                let score = (
                    matches.taken[*other],
                    fact.value != its.value,
                    !same_text,
                    its.weight,
                );
                if best.as_ref().is_none_or(|(other, _)| score < *other) {
                    best = Some((score, *other));
                }
            }
        });
        if let Some(((false, ..), other)) = best {
            matches.partner[at] = Some(other);
            matches.taken[other] = true;
        }
    }
    echoes(source, target, &mut matches);
    matches
}

/// Finds for each fact of the translation that is nobody's partner whether the
/// source has it at all.
fn echoes(source: &Side<'_>, target: &Side<'_>, matches: &mut Matches) {
    let open: Vec<usize> = (0..target.facts.len())
        .filter(|at| !matches.taken[*at] && !matches.target_echo[*at])
        .collect();
    if open.is_empty() {
        return;
    }
    let mut index: FxHashMap<Key<'_>, Vec<usize>> = FxHashMap::default();
    for at in 0..source.facts.len() {
        keys(source, at, |key| {
            let found = index.entry(key).or_default();
            if found.len() < MANY {
                found.push(at);
            }
        });
    }
    for at in open {
        let mut has = false;
        keys(target, at, |key| {
            has = has
                || index.get(&key).into_iter().flatten().any(|other| {
                    agrees(&source.facts[*other].fact, &target.facts[at].fact)
                        || matches!(key, Key::Text(_))
                });
        });
        matches.target_echo[at] = has;
    }
}
