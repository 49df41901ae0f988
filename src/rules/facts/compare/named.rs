//! Figures that have traded their places between two names: `Quito 120, Cuenca 80` and
//! `Quito 80, Cuenca 120`.

use super::{Change, Comparison, Difference, Placed, Side};
use crate::rules::facts::{Fact, Value, Weight};

/// How far two figures may stand apart, in bytes.
const NEAR: usize = 120;

/// What ends a sentence, or is no prose.
const ENDS: [char; 12] = [
    '.', '。', '!', '?', '！', '？', ':', '：', '`', '|', '[', ']',
];

/// How many figures a block may have to be looked at: each two of them are.
const MOST: usize = 24;

/// Reports two figures that are both there, between the same two names in the same order,
/// with each other's places. Names are words with a capital that both sides write alike,
/// once each, and no other figure may stand among the four: a sentence that was turned
/// round carries its figures along with the names.
pub(super) fn traded_places(source: &Side<'_>, target: &Side<'_>, comparison: &mut Comparison) {
    let figures: Vec<(usize, usize)> = comparison
        .pairs
        .iter()
        .copied()
        .filter(|(left, right)| {
            let (one, other) = (&source.facts[*left].fact, &target.facts[*right].fact);
            is_plain(one) && is_plain(other) && one.value == other.value
        })
        .collect();
    if figures.len() < 2 || figures.len() > MOST {
        return;
    }
    let mut traded: Vec<(usize, usize)> = Vec::new();
    for (at, first) in figures.iter().enumerate() {
        for second in &figures[at + 1..] {
            if has_traded(source, target, *first, *second) {
                // Each stands where the source has the other.
                traded.extend([(first.0, second.1), (second.0, first.1)]);
            }
        }
    }
    let told = |left: usize| traded.iter().any(|(other, _)| *other == left);
    comparison.pairs.retain(|(left, _)| !told(*left));
    let differences = traded.iter().map(|(left, right)| Difference {
        change: Change::Number,
        source: Some(*left),
        target: Some(*right),
    });
    comparison.differences.extend(differences);
}

fn is_plain(fact: &Fact) -> bool {
    fact.weight == Weight::Figure && matches!(fact.value, Value::Number(_))
}

/// Whether two pairs of figures stand in each other's places among two names.
fn has_traded(
    source: &Side<'_>,
    target: &Side<'_>,
    first: (usize, usize),
    second: (usize, usize),
) -> bool {
    let (Some(own), Some(its)) = (
        stretch(source, first.0, second.0),
        stretch(target, second.1, first.1),
    ) else {
        return false;
    };
    // The name between them is one, and so is that before the first or behind the second.
    let between = only_name(own.between);
    between.is_some()
        && between == only_name(its.between)
        && (nearest(own.before, true).is_some_and(|name| {
            Some(name) == nearest(its.before, true) && is_once(source, target, name)
        }) || nearest(own.behind, false).is_some_and(|name| {
            Some(name) == nearest(its.behind, false) && is_once(source, target, name)
        }))
        && between.is_some_and(|name| is_once(source, target, name))
}

/// What stands around two figures that follow each other.
struct Stretch<'t> {
    before: &'t str,
    between: &'t str,
    behind: &'t str,
}

/// Returns the texts around two figures in this order, up to the figures next to them;
/// `None` where another stands between them, or an end of a sentence.
fn stretch<'t>(side: &Side<'t>, first: usize, second: usize) -> Option<Stretch<'t>> {
    let (one, other) = (side.facts.get(first)?, side.facts.get(second)?);
    let text = *side.texts.get(one.index)?;
    let (from, to) = (one.fact.span.end, other.fact.span.start);
    if one.index != other.index || first > second || from > to || to - from > NEAR {
        return None;
    }
    let is_figure =
        |placed: &&Placed| placed.index == one.index && placed.fact.weight == Weight::Figure;
    if side.facts[first + 1..second]
        .iter()
        .any(|placed| is_figure(&placed))
    {
        return None;
    }
    let last = side.facts[..first].iter().rev().find(is_figure);
    let next = side.facts[second + 1..].iter().find(is_figure);
    let start = last.map_or(0, |placed| placed.fact.span.end);
    let end = next.map_or(text.len(), |placed| placed.fact.span.start);
    let before = text.get(start..one.fact.span.start)?;
    let behind = text.get(other.fact.span.end..end)?;
    let between = text.get(from..to)?;
    (!between.contains(ENDS)).then_some(Stretch {
        before: before.rsplit(ENDS).next()?,
        between,
        behind: behind.split(ENDS).next()?,
    })
}

/// The words with a capital of a text, in order.
fn names(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| word.split(|c: char| ('\u{3400}'..='\u{9fff}').contains(&c)))
        .filter(|word| word.len() > 2 && word.starts_with(char::is_uppercase))
}

fn only_name(text: &str) -> Option<&str> {
    let mut all = names(text);
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn nearest(text: &str, last: bool) -> Option<&str> {
    let mut all = names(text);
    if last { all.next_back() } else { all.next() }
}

fn is_once(source: &Side<'_>, target: &Side<'_>, name: &str) -> bool {
    let count = |side: &Side<'_>| -> usize {
        let texts = side.texts.iter();
        texts.map(|text| text.matches(name).count()).sum()
    };
    count(source) == 1 && count(target) == 1
}
