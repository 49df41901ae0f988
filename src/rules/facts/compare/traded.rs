//! Figures that are all there, and have traded what they count or their places.

use super::pairing::Matches;
use super::{Change, Comparison, Difference, MANY, Side};
use crate::rules::facts::{Class, Fact, ONE, Unit, Value, Weight};

/// A percentage or an amount of money that is a bare number on the other side,
/// which has none of them at all.
pub(super) fn lost_units(source: &Side<'_>, target: &Side<'_>, comparison: &mut Comparison) {
    if !source.is_known() || !target.is_known() {
        return;
    }
    let kind = |fact: &Fact| match fact.unit {
        Some(Unit::Percent) => Some(Change::Unit),
        Some(Unit::Money(_)) => Some(Change::Currency),
        _ => None,
    };
    let has = |side: &Side<'_>, change: Change| {
        side.facts.iter().any(|one| kind(&one.fact) == Some(change))
    };
    let signs = ['%', '％', '‰', '$', '€', '¥', '￥', '£'];
    let mut lost = Vec::new();
    for (left, right) in &comparison.pairs {
        let (one, other) = (&source.facts[*left].fact, &target.facts[*right].fact);
        // `5 per thousand` and `5 de cada mil`; pounds are money or weight.
        if one.value != other.value
            || matches!((one.unit, other.unit), (Some(a), Some(b)) if a.agrees(b))
        {
            continue;
        }
        let figures = one.weight == Weight::Figure && other.weight == Weight::Figure;
        if !figures || one.class == Class::Fraction || other.class == Class::Fraction {
            continue;
        }
        let found = match (kind(one), kind(other)) {
            (Some(change), None) if !has(target, change) => Some((change, target)),
            (None, Some(change)) if !has(source, change) => Some((change, source)),
            _ => None,
        };
        if let Some((change, side)) = found
            && !side.texts.iter().any(|text| text.contains(signs))
        {
            lost.push(Difference {
                change,
                source: Some(*left),
                target: Some(*right),
            });
        }
    }
    comparison
        .pairs
        .retain(|(left, _)| !lost.iter().any(|one| one.source == Some(*left)));
    comparison.differences.extend(lost);
}

/// Figures of which one side has one too many and the other another: `10, 10,
/// 20` and `10, 20, 20`.
pub(super) fn swapped(
    source: &Side<'_>,
    target: &Side<'_>,
    matches: &Matches,
    differences: &mut Vec<Difference>,
) {
    let is_open = |fact: &Fact| {
        fact.weight == Weight::Figure
            && matches!(&fact.value, Value::Number(value) if *value >= 2 * ONE)
            && fact.class != Class::Year
    };
    let count = |side: &Side<'_>| {
        side.facts
            .iter()
            .filter(|one| one.fact.weight == Weight::Figure)
            .count()
    };
    if count(source) != count(target) {
        return;
    }
    let lost = (0..source.facts.len()).filter(|at| {
        matches.partner[*at].is_none()
            && matches.source_echo[*at]
            && is_open(&source.facts[*at].fact)
    });
    let new = (0..target.facts.len()).filter(|at| {
        !matches.taken[*at] && matches.target_echo[*at] && is_open(&target.facts[*at].fact)
    });
    for (at, other) in lost.zip(new) {
        differences.push(Difference {
            change: Change::Number,
            source: Some(at),
            target: Some(other),
        });
    }
}

/// Two figures of which each has what the other counts on the other side: `30 %
/// and 50 days` and `50 % and 30 days`. Where a noun is no unit that is known,
/// that the one has a unit and the other has none tells it.
pub(super) fn traded_units(source: &Side<'_>, target: &Side<'_>, comparison: &mut Comparison) {
    if !source.is_known() || !target.is_known() {
        return;
    }
    let units = |(left, right): &(usize, usize)| {
        let (one, other) = (&source.facts[*left].fact, &target.facts[*right].fact);
        let plain = |fact: &Fact| {
            fact.weight == Weight::Figure && matches!(fact.class, Class::Number | Class::Year)
        };
        let differ = one.value == other.value && plain(one) && plain(other);
        differ.then_some((one.unit, other.unit))
    };
    let mut traded = Vec::new();
    for one in &comparison.pairs {
        let Some((Some(lost), None)) = units(one) else {
            continue;
        };
        let back = comparison.pairs.iter().find(|other| {
            matches!(units(other), Some((None, Some(gained))) if lost.agrees(gained))
                && !traded.contains(*other)
        });
        if let Some(back) = back {
            traded.extend([*one, *back]);
        }
    }
    comparison.pairs.retain(|pair| !traded.contains(pair));
    let differences = traded.into_iter().map(|(left, right)| Difference {
        change: Change::Unit,
        source: Some(left),
        target: Some(right),
    });
    comparison.differences.extend(differences);
}

/// Adds number words that the source says once more than the translation, where
/// that has one which the source does not have: `chapter 7, seven steps` and
/// `第八章，七个步骤`. Both must have as many numbers, so that nothing was left out.
pub(super) fn said_once_too_often(
    source: &Side<'_>,
    target: &Side<'_>,
    matches: &Matches,
    (lost, new): (&mut Vec<usize>, &mut Vec<usize>),
) {
    let count = |side: &Side<'_>| {
        let facts = side.facts.iter();
        facts.filter(|one| one.fact.weight != Weight::Hint).count()
    };
    if lost.len() == new.len() || count(source) != count(target) {
        return;
    }
    let again = |fact: &Fact| {
        fact.weight == Weight::Word
            && matches!(&fact.value, Value::Number(value) if *value >= 2 * ONE)
    };
    let missing = new.len().saturating_sub(lost.len());
    let own = (0..source.facts.len()).filter(|at| {
        let extra = matches.partner[*at].is_none() && matches.source_echo[*at];
        extra && again(&source.facts[*at].fact)
    });
    let own = own.take(missing.min(MANY));
    lost.extend(own.map(|at| likelier(source, target, matches, at)));
    let missing = lost.len().saturating_sub(new.len());
    let its = (0..target.facts.len()).filter(|at| {
        let extra = !matches.taken[*at] && matches.target_echo[*at];
        extra && again(&target.facts[*at].fact)
    });
    new.extend(its.take(missing));
}

/// Returns the fact that a fact said once more stands for: of two of one value, that
/// which has found one of another class, `three nephews` and `thirds`.
fn likelier(source: &Side<'_>, target: &Side<'_>, matches: &Matches, at: usize) -> usize {
    let fact = &source.facts[at].fact;
    let mut all = source.facts.iter().zip(&matches.partner);
    let other = all.position(|(placed, partner)| {
        let its = partner.map(|partner| target.facts[partner].fact.class);
        its == Some(fact.class)
            && placed.fact.class != fact.class
            && placed.fact.value == fact.value
            && placed.fact.weight == Weight::Word
    });
    other.unwrap_or(at)
}
