//! Pairs the facts of a block with those of its translation.
//!
//! Values find each other through an index, so that long blocks stay linear.
//! A figure that the other side has in no reading is lacking; what is lacking
//! on both sides is one fault: a fact that has changed on its way. Number
//! words are lacking only where both sides have one too many.

use super::language::{Language, Tongue};
use super::{Class, Fact, ONE, Unit, Value, Weight};
use rustc_hash::FxHashMap;

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

/// What became of the facts of a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Facts that say the same, source and translation, each at most once.
    pub pairs: Vec<(usize, usize)>,
    /// Facts that differ.
    pub differences: Vec<Difference>,
}

/// What a value can be found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key<'a> {
    Number(i128),
    Amount(super::Dimension, i128),
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
fn agrees(one: &Fact, other: &Fact) -> bool {
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
        (Value::Number(left), Value::Number(right)) => {
            let units = (one.unit, other.unit);
            if let (Some(Unit::Measure(a)), Some(Unit::Measure(b))) = units
                && a.kind == b.kind
            {
                return left.saturating_mul(a.factor) == right.saturating_mul(b.factor);
            }
            let part = |percent: i128, part: i128| percent / 100 == part;
            match units {
                (Some(Unit::Percent), None) if other.class == Class::Fraction => {
                    part(*left, *right)
                }
                (None, Some(Unit::Percent)) if one.class == Class::Fraction => part(*right, *left),
                (Some(a), Some(b)) => left == right && a.agrees(b),
                _ => left == right,
            }
        }
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

/// How the facts of one side have found the other's.
struct Matches {
    /// By fact of the source: its partner.
    partner: Vec<Option<usize>>,
    /// By fact of the translation: whether it is someone's partner.
    taken: Vec<bool>,
    /// Whether anything agrees, taken or not.
    source_echo: Vec<bool>,
    target_echo: Vec<bool>,
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
    let mut lost_words = lacking(source, &in_source, Weight::Word);
    let mut new_words = lacking(target, &in_target, Weight::Word);
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
    differences.sort_by_key(|one| (one.source.unwrap_or(usize::MAX), one.target));
    comparison
}

fn pair(source: &Side<'_>, target: &Side<'_>) -> Matches {
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

/// A percentage or an amount of money that is a bare number on the other side,
/// which has none of them at all.
fn lost_units(source: &Side<'_>, target: &Side<'_>, comparison: &mut Comparison) {
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

/// A day, where the other language's months are not read: its figure is enough.
fn is_loose(side: &Side<'_>, at: usize, other: &Side<'_>) -> bool {
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
    let start = text.find(|c| super::token::digit(c).is_some())?;
    let (_, figures) = super::token::tokens(&text[start..], side.language());
    let value = Value::Number(figures.first()?.value?);
    (value != side.facts[at].fact.value).then_some(value)
}

/// Takes out telephone numbers that the other side has with other blanks, and
/// the figures that it seems to have there.
fn said_apart(side: &Side<'_>, lost: &mut Vec<usize>, other: &Side<'_>, new: &mut Vec<usize>) {
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
        (_, Class::Fraction) if fact.weight == Weight::Word => 9,
        _ => 7,
    }
}

/// Joins what is lost and what is new, in order, where the one may have become the other.
fn join(
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
            let same = own == group(target, source, *other);
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
    letters(one) == letters(other) || digits(one) == digits(other) && one.len() == other.len()
}

/// Figures of which one side has one too many and the other another: `10, 10,
/// 20` and `10, 20, 20`.
fn swapped(
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

fn change_of(fact: &Fact) -> Change {
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

/// Returns whether one side sets as code what the other has as text.
fn is_code_in(side: &Side<'_>, figure: &str) -> bool {
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
