//! Figures, dates, amounts and names with figures of a text, by value.
//!
//! [`read`] masks what is no prose (code, addresses, tags), divides the rest
//! into words, Han characters and figures, and reads facts from left to right:
//! dates and times first, then amounts. [`compare`] pairs the facts of a block
//! with those of its translation.
//!
//! A *figure* demands that the other side has its value. A *word* (`seven`,
//! `agosto`, `周五`) may stand for a figure, and is only compared with words:
//! its absence is no fault. A *hint* (`a`, `both`, `一`) satisfies, and no more.

mod ages;
mod amounts;
mod chinese;
mod chinese_amounts;
mod chinese_dates;
mod codes;
pub mod compare;
mod compounds;
mod counted;
pub mod currency_mismatch;
pub mod date_mismatch;
mod dates;
mod english;
pub mod identifier_mismatch;
mod language;
mod mask;
mod multiples;
pub mod number_mismatch;
mod numerals;
mod numeric_dates;
mod parts;
mod reader;
mod spanish;
mod technical;
pub mod time_mismatch;
mod times;
mod token;
pub mod unit_mismatch;
mod units;
pub mod wrong_weekday;

use crate::rules::{Fault, Message, Place, Read};
use crate::text::Span;
use compare::{Change, Comparison, Difference, Side};
use std::fmt;

pub use units::{Dimension, Measure, Unit};

/// What a fact says, whatever its spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A number, in millionths.
    Number(i128),
    /// A day of a month, of a year where that is said.
    Date {
        /// The year; one before our era is negative.
        year: Option<i32>,
        /// The month, from 1.
        month: u8,
        /// The day, from 1.
        day: u8,
    },
    /// A month.
    Month(u8),
    /// A day of the week, from Monday, which is 0.
    Weekday(u8),
    /// A decade: its first two digits where they are said, and its tens.
    Decade(Option<u8>, u8),
    /// A century; one before our era is negative.
    Century(i16),
    /// A time of the day, in seconds from midnight.
    Time(u32),
    /// A version, a telephone number, a name with figures: its characters.
    Code(Box<str>),
}

/// Millionths in one.
const ONE: i128 = 1_000_000;

impl Value {
    /// Makes the value of a whole number.
    #[must_use]
    pub const fn whole(number: i128) -> Self {
        Self::Number(number.saturating_mul(ONE))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) if value % ONE == 0 => write!(f, "{}", value / ONE),
            Self::Number(value) => {
                let sign = if *value < 0 { "-" } else { "" };
                let (whole, fraction) = (value.abs() / ONE, value.abs() % ONE);
                let fraction = format!("{fraction:06}");
                write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
            }
            Self::Date { year, month, day } => {
                if let Some(year) = year {
                    write!(f, "{year:04}-")?;
                }
                write!(f, "{month:02}-{day:02}")
            }
            Self::Month(month) => write!(f, "month {month}"),
            Self::Weekday(day) => f.write_str(
                [
                    "Monday",
                    "Tuesday",
                    "Wednesday",
                    "Thursday",
                    "Friday",
                    "Saturday",
                    "Sunday",
                ][usize::from(*day) % 7],
            ),
            Self::Decade(Some(century), tens) => write!(f, "{century}{tens}0s"),
            Self::Decade(None, tens) => write!(f, "{tens}0s"),
            Self::Century(century) if *century < 0 => write!(f, "century {} BC", -century),
            Self::Century(century) => write!(f, "century {century}"),
            Self::Time(seconds) => {
                write!(f, "{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
                match seconds % 60 {
                    0 => Ok(()),
                    rest => write!(f, ":{rest:02}"),
                }
            }
            Self::Code(text) => f.write_str(text),
        }
    }
}

/// What kind of fact it is: what a reader would call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A number or an amount.
    Number,
    /// A place in an order.
    Ordinal,
    /// A part of one.
    Fraction,
    /// A year.
    Year,
    /// A day, a month, a decade, a century.
    Date,
    /// A day of the week.
    Weekday,
    /// A time of the day.
    Time,
    /// A version, a telephone number, a name with figures.
    Code,
}

/// What a fact asks of the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The other side must have it.
    Figure,
    /// It may stand for a figure, and is compared with words.
    Word,
    /// It may stand for a figure.
    Hint,
}

/// A fact, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it says.
    pub value: Value,
    /// Other readings, where a spelling has more than one and any may be meant.
    pub others: Vec<Value>,
    /// What it counts, if that is known.
    pub unit: Option<Unit>,
    /// What kind of fact it is.
    pub class: Class,
    /// What it asks of the other side.
    pub weight: Weight,
    /// Where it stands in the text.
    pub span: Span,
    /// The day of the week that is said with a date.
    pub weekday: Option<(u8, Span)>,
}

impl Fact {
    /// Returns what it says, all readings.
    pub fn readings(&self) -> impl Iterator<Item = &Value> {
        std::iter::once(&self.value).chain(&self.others)
    }

    /// Returns the value with its unit.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.unit {
            Some(unit) => format!("{} {unit}", self.value),
            None => self.value.to_string(),
        }
    }

    /// Returns the day of the week that the calendar has for the date, if the
    /// fact is a whole date with a day of the week that is another.
    #[must_use]
    pub fn wrong_weekday(&self) -> Option<(u8, u8, Span)> {
        let (said, span) = self.weekday?;
        let Value::Date {
            year: Some(year),
            month,
            day,
        } = self.value
        else {
            return None;
        };
        let right = weekday(year, month, day)?;
        (right != said && self.others.is_empty()).then_some((said, right, span))
    }
}

/// Returns the day of the week, from Monday, in the Gregorian calendar; `None`
/// for a day that there is not, or one before that calendar.
fn weekday(year: i32, month: u8, day: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let long = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if year < 1583 || !(1..=12).contains(&month) || !(1..=long).contains(&day) {
        return None;
    }
    // Sakamoto's method; 0 is Sunday.
    let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let sum = year + year / 4 - year / 100
        + year / 400
        + offsets[usize::from(month) - 1]
        + i32::from(day);
    u8::try_from((sum + 6) % 7).ok()
}

/// Reads the facts of `text`, which is inline Markdown in the language of `tag`.
#[must_use]
pub fn read(text: &str, tag: &str) -> Vec<Fact> {
    let language = language::Language::of(tag);
    if !may_have_facts(text, language) {
        return Vec::new();
    }
    let masked = mask::mask(text);
    let mut facts = reader::read(text, &masked, language);
    facts.sort_by_key(|fact| fact.span);
    facts
}

/// The facts of a block in both languages, compared.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The source's.
    pub source: Side<'a>,
    /// The translation's.
    pub target: Side<'a>,
    /// What became of them.
    pub comparison: Comparison,
}

impl<'a> Facts<'a> {
    /// Reads and compares the facts of the messages of a block.
    #[must_use]
    pub fn read(source: &'a str, target: &'a str, messages: &[Message<'a>]) -> Self {
        let texts = |side: fn(&Message<'a>) -> &'a str| messages.iter().map(side).collect();
        let source = Side::read(source, texts(|message| message.source));
        let target = Side::read(target, texts(|message| message.target));
        let comparison = compare::compare(&source, &target);
        Self {
            source,
            target,
            comparison,
        }
    }
}

/// Returns what a translation states that differs by value from its source, if
/// anything does, with both values: the first figure, date, amount, time, unit or
/// code that one of them has and the other has not.
///
/// `source` and `target` are the languages, as BCP 47.
#[must_use]
pub fn difference(source: &str, target: &str, messages: &[Message<'_>]) -> Option<Fault> {
    let facts = Facts::read(source, target, messages);
    let first = facts.comparison.differences.first()?;
    Some(fault(&facts, first))
}

/// Returns the faults of what has changed in this way.
fn faults(read: &Read<'_>, change: Change) -> Vec<Fault> {
    let facts = read.facts();
    let all = facts.comparison.differences.iter();
    all.filter(|difference| difference.change == change)
        .map(|difference| {
            let is_doubtful = difference.may_be_spelled_out(&facts.source, &facts.target);
            let fault = fault(facts, difference).doubtful(is_doubtful);
            if is_doubtful {
                fault.help(
                    "spelled out in words it is right: the words of this language are not read",
                )
            } else {
                fault
            }
        })
        .collect()
}

fn fault(facts: &Facts<'_>, difference: &Difference) -> Fault {
    let said = |side: &Side<'_>, at: usize| {
        let fact = &side.facts[at].fact;
        let (text, value) = (side.text(at), fact.shown());
        if text == value {
            format!("`{text}`")
        } else {
            format!("`{text}` ({value})")
        }
    };
    let own = difference.source.map(|at| said(&facts.source, at));
    let Some(at) = difference.target else {
        let index = difference
            .source
            .map_or(0, |at| facts.source.facts[at].index);
        let own = own.unwrap_or_default();
        return Fault::new(
            index,
            format!("the source has {own}, the translation has not"),
        );
    };
    let its = said(&facts.target, at);
    let message = match own {
        Some(own) => format!("the source has {own}, the translation {its}"),
        None => format!("the translation has {its}, which the source has not"),
    };
    let placed = &facts.target.facts[at];
    Fault::new(placed.index, message).at(Place::Formatted(placed.fact.span))
}

/// A quick look: no digit, and a language whose number words are not read.
fn may_have_facts(text: &str, language: language::Language) -> bool {
    let is_digit = |c: char| token::digit(c).is_some() || "½¼¾⅓⅔".contains(c);
    match language.tongue {
        language::Tongue::English | language::Tongue::Spanish => {
            text.contains(|c: char| c.is_alphabetic()) || text.contains(is_digit)
        }
        language::Tongue::Chinese => text.contains(|c: char| is_digit(c) || numerals::is_han(c)),
        language::Tongue::Other => text.contains(|c: char| is_digit(c) || "IVX".contains(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::weekday;

    #[test]
    fn the_calendar_knows_days_of_the_week() {
        // By `date -d DAY +%u`.
        assert_eq!(weekday(2020, 9, 11), Some(4));
        assert_eq!(weekday(2020, 2, 29), Some(5));
        assert_eq!(weekday(2000, 1, 1), Some(5));
        assert_eq!(weekday(1900, 3, 1), Some(3));
        assert_eq!(weekday(2026, 11, 24), Some(1));
        assert_eq!(weekday(2021, 2, 29), None);
    }
}
