//! Pairs the facts of a block with those of its translation.
//!
//! Values find each other through an index, so that long blocks stay linear.
//! A figure that the other side has in no reading is lacking; what is lacking
//! on both sides is one fault: a fact that has changed on its way. Number
//! words are lacking only where both sides have one too many.

mod joining;
mod loose;
mod named;
mod pairing;
mod scores;
mod traded;

use super::language::{Language, Tongue};
use super::{Fact, Value, Weight};
use joining::{change_of, join};
use loose::{converted, is_code_in, is_loose, said_apart, said_twice};
use named::traded_places;
use pairing::pair;
use scores::scores;
use traded::{lost_units, said_once_too_often, swapped, traded_units};

/// How many facts of one value are looked at to find the best.
const MANY: usize = 32;

/// A fact of a block, with the message that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Index of the message in its block.
    pub index: usize,
    /// The fact.
    pub fact: Fact,
}

/// The texts of a block in one language, with their facts.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// The language, as BCP 47.
    pub tag: &'a str,
    /// The formatted texts, in order.
    pub texts: Vec<&'a str>,
    /// Their facts, in order.
    pub facts: Vec<Placed>,
}

impl<'a> Side<'a> {
    /// Reads the facts of these texts.
    #[must_use]
    pub fn read(tag: &'a str, texts: Vec<&'a str>) -> Self {
        let facts = texts
            .iter()
            .enumerate()
            .flat_map(|(index, text)| {
                super::read(text, tag)
                    .into_iter()
                    .map(move |fact| Placed { index, fact })
            })
            .collect();
        Self { tag, texts, facts }
    }

    /// Returns a fact as it is written.
    #[must_use]
    pub fn text(&self, fact: usize) -> &'a str {
        let placed = &self.facts[fact];
        placed.fact.span.slice(self.texts[placed.index]).trim()
    }

    fn language(&self) -> Language {
        Language::of(self.tag)
    }

    fn tongue(&self) -> Tongue {
        self.language().tongue
    }

    /// Whether the words of the language are read.
    fn is_known(&self) -> bool {
        self.language().known
    }
}

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A number, an ordinal, a part.
    Number,
    /// A day, a month, a year, a decade, a century, a day of the week.
    Date,
    /// A time of the day.
    Time,
    /// What is measured, or hundredths.
    Unit,
    /// The currency.
    Currency,
    /// A version, a telephone number, a name with figures.
    Identifier,
}

/// A fact that has changed, is gone, or is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// What has changed.
    pub change: Change,
    /// The fact of the source, by index.
    pub source: Option<usize>,
    /// The fact of the translation, by index.
    pub target: Option<usize>,
}

impl Difference {
    /// Returns whether it may be none: a fact stands on one side alone, and the words of
    /// the other side's language are not read. `3 boxes` may be `trois boîtes` there, a
    /// day, a unit, an hour may be spelled out too. A name with figures is never.
    #[must_use]
    pub fn may_be_spelled_out(&self, source: &Side<'_>, target: &Side<'_>) -> bool {
        let (fact, other) = match (self.source, self.target) {
            (Some(at), None) => (&source.facts[at].fact, target),
            (None, Some(at)) => (&target.facts[at].fact, source),
            _ => return false,
        };
        let has_words = || {
            other
                .texts
                .iter()
                .any(|text| text.contains(char::is_alphabetic))
        };
        !other.is_known() && !matches!(fact.value, Value::Code(_)) && has_words()
    }
}

/// What became of the facts of a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Facts that say the same, source and translation, each at most once.
    pub pairs: Vec<(usize, usize)>,
    /// Facts that differ.
    pub differences: Vec<Difference>,
}

/// Compares the facts of a block with those of its translation.
#[must_use]
pub fn compare(source: &Side<'_>, target: &Side<'_>) -> Comparison {
    let matches = pair(source, target);
    let mut comparison = Comparison::default();
    for (at, partner) in matches.partner.iter().enumerate() {
        comparison
            .pairs
            .extend(partner.map(|partner| (at, partner)));
    }
    lost_units(source, target, &mut comparison);
    traded_units(source, target, &mut comparison);
    traded_places(source, target, &mut comparison);
    let lacking = |side: &Side<'_>, has: &dyn Fn(usize) -> bool, weight: Weight| -> Vec<usize> {
        (0..side.facts.len())
            .filter(|at| side.facts[*at].fact.weight == weight && !has(*at))
            .collect()
    };
    let in_source = |at: usize| matches.partner[at].is_some() || matches.source_echo[at];
    let in_target = |at: usize| matches.taken[at] || matches.target_echo[at];
    let mut lost: Vec<usize> = lacking(source, &in_source, Weight::Figure);
    let mut new: Vec<usize> = lacking(target, &in_target, Weight::Figure);
    said_apart(source, &mut lost, target, &mut new);
    said_apart(target, &mut new, source, &mut lost);
    lost.retain(|at| !is_code_in(target, source.text(*at)) && !is_loose(source, *at, target));
    new.retain(|at| !is_code_in(source, target.text(*at)) && !is_loose(target, *at, source));
    converted(source, &mut lost, target, &mut new);
    said_twice(source, &mut lost);
    said_twice(target, &mut new);
    let mut lost_words = lacking(source, &in_source, Weight::Word);
    let mut new_words = lacking(target, &in_target, Weight::Word);
    converted(source, &mut lost_words, target, &mut new);
    converted(source, &mut lost, target, &mut new_words);
    converted(source, &mut lost_words, target, &mut new_words);
    said_once_too_often(source, target, &matches, (&mut lost_words, &mut new_words));
    let differences = &mut comparison.differences;
    join(source, target, &mut lost, &mut new, differences);
    join(source, target, &mut lost, &mut new_words, differences);
    join(source, target, &mut lost_words, &mut new, differences);
    for at in lost {
        let change = change_of(&source.facts[at].fact);
        differences.push(Difference {
            change,
            source: Some(at),
            target: None,
        });
    }
    for at in new {
        let change = change_of(&target.facts[at].fact);
        differences.push(Difference {
            change,
            source: None,
            target: Some(at),
        });
    }
    join(source, target, &mut lost_words, &mut new_words, differences);
    swapped(source, target, &matches, differences);
    scores(source, target, &mut comparison);
    let differences = &mut comparison.differences;
    differences.sort_by_key(|one| (one.source.unwrap_or(usize::MAX), one.target));
    years_of_days(source, target, differences);
    comparison
}

/// Takes out the years of days that differ as well: one thing has changed, not two.
fn years_of_days(source: &Side<'_>, target: &Side<'_>, differences: &mut Vec<Difference>) {
    let is_year_of = |side: &Side<'_>, part: usize, day: usize| {
        let (part, day) = (&side.facts[part], &side.facts[day]);
        let (inner, whole) = (part.fact.span, day.fact.span);
        let is_inside = whole.start <= inner.start && inner.end <= whole.end;
        let Value::Date {
            year: Some(year), ..
        } = day.fact.value
        else {
            return false;
        };
        part.index == day.index && is_inside && part.fact.value == Value::whole(year.into())
    };
    let within = |side: &Side<'_>, part: Option<usize>, day: Option<usize>| match (part, day) {
        (Some(part), Some(day)) => is_year_of(side, part, day),
        (None, _) => true,
        (Some(_), None) => false,
    };
    // They stand in order, and a day's year is read right behind it.
    let all = differences.clone();
    let mut at = 0_usize;
    differences.retain(|one| {
        let near = &all[at.saturating_sub(3)..(at + 4).min(all.len())];
        at += 1;
        !near.iter().any(|day| {
            day != one
                && within(source, one.source, day.source)
                && within(target, one.target, day.target)
        })
    });
}
