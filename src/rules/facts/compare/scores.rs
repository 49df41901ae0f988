//! Figures that are told in two, `3-1`, of which the one has another value: a word such
//! as *double* elsewhere in the block must not stand for it.

use super::{Change, Comparison, Difference, Side};
use crate::rules::facts::{Class, Value, Weight};

/// What joins the two.
const JOINTS: [&str; 9] = ["-", "–", "—", ":", "：", "∶", "比", " a ", " to "];

/// Reports figures whose joined neighbour is the same on both sides, and which no figure
/// of the other side agrees with.
pub(super) fn scores(source: &Side<'_>, target: &Side<'_>, comparison: &mut Comparison) {
    let mut own = vec![true; source.facts.len()];
    let mut its = vec![true; target.facts.len()];
    for (left, right) in &comparison.pairs {
        let figures = source.facts[*left].fact.weight == Weight::Figure
            && target.facts[*right].fact.weight == Weight::Figure;
        (own[*left], its[*right]) = (own[*left] && !figures, its[*right] && !figures);
    }
    for one in &comparison.differences {
        one.source.into_iter().for_each(|at| own[at] = false);
        one.target.into_iter().for_each(|at| its[at] = false);
    }
    let mut found = Vec::new();
    for (left, right) in &comparison.pairs {
        for before in [true, false] {
            let one = neighbour(source, *left, before);
            let other = neighbour(target, *right, before);
            if let (Some(one), Some(other)) = (one, other)
                && source.facts[one].fact.value != target.facts[other].fact.value
                && own[one]
                && its[other]
            {
                (own[one], its[other]) = (false, false);
                found.push(Difference {
                    change: Change::Number,
                    source: Some(one),
                    target: Some(other),
                });
            }
        }
    }
    comparison.pairs.retain(|(left, right)| {
        let told = |one: &Difference| one.source == Some(*left) || one.target == Some(*right);
        found.is_empty() || !found.iter().any(told)
    });
    comparison.differences.extend(found);
}

/// The figure that is joined to another, before it or behind it.
fn neighbour(side: &Side<'_>, at: usize, before: bool) -> Option<usize> {
    let (first, second, other) = if before {
        (at.checked_sub(1)?, at, at.checked_sub(1)?)
    } else {
        (at, at + 1, at + 1)
    };
    let (one, two) = (side.facts.get(first)?, side.facts.get(second)?);
    let plain = [one, two].iter().all(|placed| {
        let fact = &placed.fact;
        let is_number = fact.class == Class::Number && matches!(fact.value, Value::Number(_));
        is_number && fact.weight == Weight::Figure && fact.unit.is_none() && fact.others.is_empty()
    });
    let text = *side.texts.get(one.index)?;
    let joint = text.get(one.fact.span.end..two.fact.span.start)?;
    (plain && one.index == two.index && JOINTS.contains(&joint)).then_some(other)
}
