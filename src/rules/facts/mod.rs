//! Figures and dates of a text, by value.
//!
//! [`read`] masks what is no prose (code, addresses, tags, names with digits
//! in them), takes dates and times out first, then figures with their scale
//! words, and at last number words. A *soft* fact may stand for a figure of the
//! other side and never demands one: a number word, a month by itself.

mod compare;
pub mod date_mismatch;
mod dates;
mod mask;
pub mod number_mismatch;
mod numbers;
mod words;

use crate::text::Span;
use std::fmt;

/// What a fact says, whatever its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A number, in millionths.
    Number(i128),
    /// A month and a day.
    Day(u8, u8),
    /// A month.
    Month(u8),
    /// A time of the day, in minutes from midnight.
    Time(u16),
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
                let fraction = format!("{:06}", (value % ONE).abs());
                write!(f, "{}.{}", value / ONE, fraction.trim_end_matches('0'))
            }
            Self::Day(month, day) => write!(f, "{month:02}-{day:02}"),
            Self::Month(month) => write!(f, "month {month}"),
            Self::Time(minutes) => write!(f, "{:02}:{:02}", minutes / 60, minutes % 60),
        }
    }
}

/// A fact, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it says.
    pub value: Value,
    /// A second reading, where a spelling has two and either may be meant.
    pub other: Option<Value>,
    /// Where it stands in the text.
    pub span: Span,
    /// Whether it may satisfy but never demands.
    pub soft: bool,
}

impl Fact {
    const fn new(value: Value, start: usize, end: usize) -> Self {
        Self {
            value,
            other: None,
            span: Span::new(start, end),
            soft: false,
        }
    }

    const fn soft(value: Value, start: usize, end: usize) -> Self {
        Self {
            value,
            other: None,
            span: Span::new(start, end),
            soft: true,
        }
    }

    /// Returns whether both say the same, in one of their readings.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let readings = |fact: &Self| [Some(fact.value), fact.other];
        readings(self)
            .into_iter()
            .flatten()
            .any(|value| readings(other).contains(&Some(value)))
    }
}

/// How a language writes figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    /// Spanish with a decimal comma; or with a decimal point, as in Mexico.
    Spanish {
        comma: bool,
    },
    Chinese,
    Other,
}

impl Language {
    /// Returns the language of a BCP 47 tag.
    pub(crate) fn of(tag: &str) -> Self {
        // CLDR 48: the regions whose Spanish groups with commas.
        const POINT: [&str; 12] = [
            "MX", "US", "PR", "DO", "GT", "HN", "NI", "PA", "PE", "SV", "CU", "419",
        ];
        let mut parts = tag.split(['-', '_']);
        match parts.next().unwrap_or_default() {
            "en" => Self::English,
            "es" => Self::Spanish {
                comma: !parts.any(|part| POINT.contains(&part)),
            },
            "zh" | "yue" => Self::Chinese,
            _ => Self::Other,
        }
    }
}

/// Reads the facts of `text`, which is inline Markdown in the language of `tag`.
#[must_use]
pub fn read(text: &str, tag: &str) -> Vec<Fact> {
    let language = Language::of(tag);
    let mut masked = mask::mask(text);
    let mut facts = dates::take(&mut masked, language);
    facts.extend(numbers::take(&mut masked, language));
    facts.extend(words::take(&masked, language));
    facts.sort_by_key(|fact| fact.span);
    facts
}

/// Blanks a part of a masked text out, keeping its length.
fn clear(masked: &mut [u8], start: usize, end: usize) {
    masked[start..end].fill(b' ');
}
