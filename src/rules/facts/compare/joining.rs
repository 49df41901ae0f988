//! Joins what is lost with what is new: a fact that has changed on its way.

use super::{Change, Difference, MANY, Side};
use crate::rules::facts::language::Tongue;
use crate::rules::facts::{Class, Fact, ONE, Unit, Value, Weight};

/// Facts that may stand in each other's place.
fn group(side: &Side<'_>, other: &Side<'_>, at: usize) -> u8 {
    let fact = &side.facts[at].fact;
    match (&fact.value, fact.class) {
        (Value::Date { .. }, _) => 0,
        (Value::Month(_), _) => 1,
        (Value::Weekday(_), _) => 2,
        (Value::Decade(..), _) => 3,
        (Value::Century(_), _) => 4,
        (Value::Time(_), _) => 5,
        (Value::Code(_), _) => 6,
        (_, Class::Ordinal) if fact.weight == Weight::Word => {
            // In Chinese an ordinal may lack its 第.
            let han = side.tongue() == Tongue::Chinese || other.tongue() == Tongue::Chinese;
            if han { 7 } else { 8 }
        }
        // The whole of a part, the five of `one in five`, is a number as well.
        (Value::Number(value), Class::Fraction)
            if fact.weight == Weight::Word && value % ONE != 0 =>
        {
            9
        }
        _ => 7,
    }
}

/// Whether a fact may be a decade: `los sesenta` may be sixty of something too.
fn is_decade(fact: &Fact) -> bool {
    let mut readings = fact.readings();
    readings.any(|value| matches!(value, Value::Decade(..)))
}

/// Whether a fact is a part of something, in hundredths too: `nine tenths`, `八成`.
fn is_part(fact: &Fact) -> bool {
    fact.weight == Weight::Word
        && (fact.class == Class::Fraction
            || fact.unit == Some(Unit::Percent) && fact.value != Value::whole(100))
}

/// Joins what is lost and what is new, in order, where the one may have become the other.
pub(super) fn join(
    source: &Side<'_>,
    target: &Side<'_>,
    lost: &mut Vec<usize>,
    new: &mut Vec<usize>,
    differences: &mut Vec<Difference>,
) {
    let mut left = Vec::new();
    let one = Value::whole(1);
    for at in lost.drain(..) {
        let fact = &source.facts[at].fact;
        let own = group(source, target, at);
        // Most likely it is the one of the same kind; a day may be any figure.
        let fits = |other: &usize| {
            let its = &target.facts[*other].fact;
            let same = own == group(target, source, *other)
                || is_part(fact) && is_part(its)
                || is_decade(fact) && is_decade(its);
            let both = fact.weight == Weight::Word && its.weight == Weight::Word;
            let figures = fact.weight == Weight::Figure && its.weight == Weight::Figure;
            match (&fact.value, &its.value) {
                (Value::Code(one), Value::Code(other)) => figures || alike(one, other),
                // In Chinese a first and a one are not told apart.
                _ if both => {
                    same && (fact.class == its.class || fact.value != one && its.value != one)
                }
                _ => {
                    same || figures
                        && own != 6
                        && fact.class != Class::Code
                        && its.class != Class::Code
                }
            }
        };
        let like = |other: &usize| target.facts[*other].fact.class == fact.class && fits(other);
        let found = new
            .iter()
            .take(MANY)
            .position(like)
            .or_else(|| new.iter().take(MANY).position(fits));
        match found {
            Some(place) => {
                let other = new.remove(place);
                let change = change_between(fact, &target.facts[other].fact);
                differences.push(Difference {
                    change,
                    source: Some(at),
                    target: Some(other),
                });
            }
            None => left.push(at),
        }
    }
    *lost = left;
}

/// Whether two names may be meant for one: the same letters or the same figures.
fn alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let digits = |text: &str| -> String { text.chars().filter(|c| !c.is_alphabetic()).collect() };
    let (own, its) = (letters(one), letters(other));
    own == its
        || digits(one) == digits(other) && (one.len() == other.len() || lacks_one(&own, &its))
}

/// Whether one word is the other without one of its letters: `N95`, `KN95`.
fn lacks_one(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    !short.is_empty()
        && long.char_indices().any(|(at, c)| {
            let rest = &long[at + c.len_utf8()..];
            short.strip_prefix(&long[..at]) == Some(rest)
        })
}

pub(super) fn change_of(fact: &Fact) -> Change {
    match fact.class {
        Class::Number | Class::Ordinal | Class::Fraction => Change::Number,
        Class::Year | Class::Date | Class::Weekday => Change::Date,
        Class::Time => Change::Time,
        Class::Code => Change::Identifier,
    }
}

fn change_between(one: &Fact, other: &Fact) -> Change {
    if one.value == other.value {
        return match (one.unit, other.unit) {
            (Some(Unit::Money(_)), Some(Unit::Money(_))) => Change::Currency,
            (Some(_), Some(_)) => Change::Unit,
            _ => change_of(one),
        };
    }
    change_of(one)
}
