//! What is no difference, though it looks like one: what a language that is not
//! read says in its own words, and figures that stand there in another way.

use super::Side;
use crate::rules::facts::{Class, Dimension, Fact, Measure, ONE, Unit, Value, token};

/// A day, where the other language's months are not read: its figure is enough.
pub(super) fn is_loose(side: &Side<'_>, at: usize, other: &Side<'_>) -> bool {
    if other.is_known() && side.is_known() {
        return false;
    }
    let has = |number: i128| {
        let number = Value::Number(number * ONE);
        other
            .facts
            .iter()
            .take(1_000)
            .any(|one| one.fact.readings().any(|value| *value == number))
    };
    match &side.facts[at].fact.value {
        Value::Date { day, .. } => has(i128::from(*day)),
        Value::Month(_) | Value::Weekday(_) => true,
        Value::Time(seconds) => {
            let hour = i128::from(seconds / 3_600);
            seconds % 3_600 == 0 && (has(hour) || other.language().twelve && has(hour % 12))
        }
        Value::Number(_) if bare_scale(side, at, other) => true,
        Value::Number(_) => {
            // The day, or the month, that the other side says with its date.
            let said = |number: u8| Value::whole(i128::from(number)) == side.facts[at].fact.value;
            let mut others = other.facts.iter().take(1_000);
            others.any(|one| match one.fact.value {
                Value::Date { month, day, .. } => said(day) || said(month),
                Value::Month(month) => said(month),
                _ => false,
            })
        }
        _ => false,
    }
}

/// Whether a figure with a scale, `1.5 million`, stands against its bare figure in
/// a language whose scale words are not read.
fn bare_scale(side: &Side<'_>, at: usize, other: &Side<'_>) -> bool {
    let values = |side: &Side<'_>| {
        let facts = side.facts.iter().take(1_000).enumerate();
        facts
            .map(|(at, placed)| (at, placed.fact.value.clone()))
            .collect::<Vec<_>>()
    };
    let figure = |side: &Side<'_>, at: usize| bare_figure(side, at);
    if !other.language().scaled {
        return figure(side, at)
            .is_some_and(|bare| values(other).iter().any(|(_, value)| *value == bare));
    }
    let own = &side.facts[at].fact.value;
    !side.language().scaled
        && (0..other.facts.len().min(1_000)).any(|at| figure(other, at).as_ref() == Some(own))
}

/// The figure of a fact that is a figure and scale words, without them.
fn bare_figure(side: &Side<'_>, at: usize) -> Option<Value> {
    let text = side.text(at);
    let start = text.find(|c| token::digit(c).is_some())?;
    let (_, figures) = token::tokens(&text[start..], side.language());
    let value = Value::Number(figures.first()?.value?);
    (value != side.facts[at].fact.value).then_some(value)
}

/// Takes out telephone numbers that the other side has with other blanks, and
/// the figures that it seems to have there.
pub(super) fn said_apart(
    side: &Side<'_>,
    lost: &mut Vec<usize>,
    other: &Side<'_>,
    new: &mut Vec<usize>,
) {
    lost.retain(|at| {
        let Value::Code(code) = &side.facts[*at].fact.value else {
            return true;
        };
        if code.len() < 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return true;
        }
        let found = other.texts.iter().enumerate().find_map(|(index, text)| {
            find_digits(text, code).map(|(start, end)| (index, start, end))
        });
        let Some((index, start, end)) = found else {
            return true;
        };
        new.retain(|at| {
            let placed = &other.facts[*at];
            let span = placed.fact.span;
            placed.index != index || span.end <= start || end <= span.start
        });
        false
    });
}

/// Finds digits in a text, whatever blanks and marks stand between them.
fn find_digits(text: &str, digits: &str) -> Option<(usize, usize)> {
    let found: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}' | '–' | '/'))
        .collect();
    let wanted: Vec<char> = digits.chars().collect();
    let at = found
        .windows(wanted.len())
        .position(|part| part.iter().map(|(_, c)| c).eq(&wanted))?;
    let last = found[at + wanted.len() - 1].0;
    Some((found[at].0, last + 1))
}

/// Returns whether one side sets as code what the other has as text.
pub(super) fn is_code_in(side: &Side<'_>, figure: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    !figure.is_empty()
        && side.texts.iter().any(|text| {
            text.contains('`')
                && text.split('`').skip(1).step_by(2).any(|code| {
                    code.match_indices(figure).any(|(at, _)| {
                        !code[..at].ends_with(is_digit)
                            && !code[at + figure.len()..].starts_with(is_digit)
                    })
                })
        })
}

/// Takes out measures that are told in those of another country, rounded as people
/// round them (`5 miles`, `8 km`), and parts told as percentages (`a third`, `33 %`).
pub(super) fn converted(
    source: &Side<'_>,
    lost: &mut Vec<usize>,
    target: &Side<'_>,
    new: &mut Vec<usize>,
) {
    let mut told: Vec<usize> = Vec::new();
    lost.retain(|at| {
        let fact = &source.facts[*at].fact;
        let is_same = |other: &usize| is_about_any(fact, &target.facts[*other].fact);
        if let Some(place) = new.iter().take(super::MANY).position(is_same) {
            told.push(new.remove(place));
            return false;
        }
        // `6 pies y 2 pulgadas`: both are told by one measure.
        !told.iter().take(super::MANY).any(is_same)
    });
}

/// Takes out measures that their own side says again in those of another country,
/// `15 °C (59 °F)`, which the other side need not do.
pub(super) fn said_twice(side: &Side<'_>, lost: &mut Vec<usize>) {
    let taken = lost.clone();
    let measured = |at: usize| {
        let fact = &side.facts.get(at)?.fact;
        let is_measure = |unit: &Unit| unit.measured().is_some();
        // `46 to 59 °F`: the first has the unit of the second.
        let next = || {
            let next = &side.facts.get(at + 1)?.fact;
            let close = next.span.start.saturating_sub(fact.span.end) < 8;
            next.unit.filter(|unit| close && is_measure(unit))
        };
        let unit = fact.unit.filter(is_measure).or_else(next)?;
        Some(Fact {
            unit: Some(unit),
            ..fact.clone()
        })
    };
    lost.retain(|at| {
        let Some(own) = measured(*at) else {
            return true;
        };
        let near = at.saturating_sub(4)..(*at + 5).min(side.facts.len());
        !near
            .filter(|other| other != at && !taken.contains(other))
            .filter_map(measured)
            .any(|other| is_about(&own, &other))
    });
}

/// Whether a figure may be an hour of the clock: `from 1 to 3`, `de 13:00 a 15:00`.
fn is_hour(fact: &Fact, number: i128, seconds: u32) -> bool {
    let hour = i128::from(seconds / 3_600) * ONE;
    let alone = fact.class == Class::Number && fact.unit.is_none();
    let on_clock = (ONE..=12 * ONE).contains(&number) && seconds.is_multiple_of(3_600);
    alone && on_clock && number % (12 * ONE) == hour % (12 * ONE)
}

/// Whether two facts are about one amount in one of their readings.
fn is_about_any(one: &Fact, other: &Fact) -> bool {
    let reading = |fact: &Fact, value: &Value| Fact {
        value: value.clone(),
        others: Vec::new(),
        ..fact.clone()
    };
    one.readings().any(|left| {
        let left = reading(one, left);
        other
            .readings()
            .any(|right| is_about(&left, &reading(other, right)))
    })
}

/// Whether two facts are one amount in other measures, all but a rounding, or one
/// hour.
fn is_about(one: &Fact, other: &Fact) -> bool {
    match (&one.value, &other.value) {
        (Value::Number(number), Value::Time(time)) => return is_hour(one, *number, *time),
        (Value::Time(time), Value::Number(number)) => return is_hour(other, *number, *time),
        _ => {}
    }
    let (Value::Number(left), Value::Number(right)) = (&one.value, &other.value) else {
        return false;
    };
    let near = |left: i128, right: i128, least: i128| {
        let most = left.abs().max(right.abs()) / 30;
        (left - right).abs() <= most.max(least)
    };
    let measures = (
        one.unit.and_then(Unit::measured),
        other.unit.and_then(Unit::measured),
    );
    if let (Some(a), Some(b)) = measures {
        if let Some((celsius, fahrenheit)) = degrees((a, *left), (b, *right)) {
            return near(fahrenheit, celsius * 9 / 5 + 32 * ONE, ONE);
        }
        // A few of them are rounded to whole ones.
        let few = |value: i128, one: Measure| {
            let is_few = value % ONE == 0 && value < 20 * ONE;
            if is_few { one.factor * ONE / 2 } else { 0 }
        };
        let least = few(*left, a).max(few(*right, b));
        if let Some((days, months)) = days_and_months((a, *left), (b, *right)) {
            // A month is about thirty days, and half of it two weeks.
            return (days - months * 61 / 2).abs() * 11 <= days;
        }
        let apart = a.kind == b.kind && a.is_customary() != b.is_customary();
        let sizes = (
            left.saturating_mul(a.factor),
            right.saturating_mul(b.factor),
        );
        return apart && near(sizes.0, sizes.1, least);
    }
    match (one.unit, other.unit) {
        (Some(Unit::Percent), None) if other.class == Class::Fraction => {
            (left / 100 - right).abs() < ONE / 100
        }
        (None, Some(Unit::Percent)) if one.class == Class::Fraction => {
            (right / 100 - left).abs() < ONE / 100
        }
        _ => false,
    }
}

/// Two temperatures, if one is of either scale: Celsius first.
fn degrees(one: (Measure, i128), other: (Measure, i128)) -> Option<(i128, i128)> {
    match (one.0.name, other.0.name) {
        ("°C", "°F") => Some((one.1, other.1)),
        ("°F", "°C") => Some((other.1, one.1)),
        _ => None,
    }
}

/// A span of days and one of months, if one is of either.
fn days_and_months(one: (Measure, i128), other: (Measure, i128)) -> Option<(i128, i128)> {
    let days =
        |(measure, value): (Measure, i128)| value.saturating_mul(measure.factor) / 86_400_000;
    let months = |(measure, value): (Measure, i128)| value.saturating_mul(measure.factor);
    match (one.0.kind, other.0.kind) {
        (Dimension::Duration, Dimension::Months) => Some((days(one), months(other))),
        (Dimension::Months, Dimension::Duration) => Some((days(other), months(one))),
        _ => None,
    }
}
