//! Dates and times.

use super::{Fact, Language, Value, clear};
use regex::{Captures, Regex};
use std::sync::LazyLock;

const ENGLISH: &str = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";
const SPANISH: &str = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|ene|feb|mar|abr|may|jun|jul|ago|sept|sep|oct|nov|dic";

/// What the groups of a pattern are.
#[derive(Clone, Copy)]
enum Shape {
    MonthDayYear,
    DayMonthYear,
    YearMonthDay,
    MonthYear,
    /// Day or month first: both are tried.
    Slashes,
    MonthAlone,
    Clock,
    ClockZh,
    /// `20世纪90年代`: the decade's first year.
    Decade,
}

struct Pattern(Regex, Shape);

fn patterns(list: &[(String, Shape)]) -> Vec<Pattern> {
    list.iter()
        .filter_map(|(text, shape)| Some(Pattern(Regex::new(text).ok()?, *shape)))
        .collect()
}

static COMMON: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    patterns(&[
        (r"\b(\d{4})-(\d{2})-(\d{2})\b".to_owned(), Shape::YearMonthDay),
        (r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b".to_owned(), Shape::Slashes),
        (r"\b(\d{1,2}):(\d{2})(?::\d{2})?\b[\s\u{a0}\u{202f}]*(?i:([ap])\.?[\s\u{a0}\u{202f}]?m\b\.?)?".to_owned(), Shape::Clock),
    ])
});

static IN_ENGLISH: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    patterns(&[
        (
            format!(r"\b({ENGLISH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}})\b)?"),
            Shape::MonthDayYear,
        ),
        (
            format!(
                r"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({ENGLISH})\b\.?(?:,?\s+(\d{{4}})\b)?"
            ),
            Shape::DayMonthYear,
        ),
        (
            format!(r"\b({ENGLISH})\b\.?,?\s+(?:of\s+)?(\d{{4}})\b"),
            Shape::MonthYear,
        ),
        (
            r"\b(\d{1,2})()\s*(?i:([ap])\.?\s?m\b\.?)".to_owned(),
            Shape::Clock,
        ),
        (
            "\\b(January|February|April|June|July|August|September|October|November|December)\\b"
                .to_owned(),
            Shape::MonthAlone,
        ),
    ])
});

static IN_SPANISH: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    patterns(&[
        (format!(r"(?i)\b(\d{{1,2}}|primero)\.?[ºo°]?\s+(?:de\s+)?({SPANISH})\b\.?(?:,?\s+(?:del?\s+)?(\d{{4}})\b)?"), Shape::DayMonthYear),
        (format!(r"(?i)\b({SPANISH})\b\.?\s+(?:del?\s+)?(\d{{4}})\b"), Shape::MonthYear),
        ("(?i)\\b(enero|febrero|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\\b".to_owned(), Shape::MonthAlone),
    ])
});

static IN_CHINESE: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    patterns(&[
        (r"(凌晨|早上|清晨|上午|中午|下午|傍晚|晚上|晚)\s*(\d{1,2})[:：](\d{2})".to_owned(), Shape::ClockZh),
        (r"(\d{1,2})\s*世纪\s*(\d)0\s*年代".to_owned(), Shape::Decade),
        (r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]".to_owned(), Shape::YearMonthDay),
        (r"(\d{4})\s*年\s*(\d{1,2})\s*月()".to_owned(), Shape::YearMonthDay),
        (r"()(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]".to_owned(), Shape::YearMonthDay),
        (r"(\d{1,2})\s*月份?".to_owned(), Shape::MonthAlone),
        (r"(凌晨|早上|清晨|上午|中午|下午|傍晚|晚上|晚)?\s*(\d{1,2})\s*[点时](?:(\d{1,2})\s*分|(半))?".to_owned(), Shape::ClockZh),
    ])
});

/// Takes dates and times out of a masked text.
pub(super) fn take(masked: &mut [u8], language: Language) -> Vec<Fact> {
    let own: &[Pattern] = match language {
        Language::English => &IN_ENGLISH,
        Language::Spanish { .. } => &IN_SPANISH,
        Language::Chinese => &IN_CHINESE,
        Language::Other => &[],
    };
    let mut facts = Vec::new();
    for Pattern(regex, shape) in own.iter().chain(COMMON.iter()) {
        let text = String::from_utf8_lossy(masked).into_owned();
        for found in regex.captures_iter(&text) {
            let Some(whole) = found.get(0) else { continue };
            let Some(read) = facts_of(&found, *shape, language) else {
                continue;
            };
            facts.extend(read);
            clear(masked, whole.start(), whole.end());
        }
    }
    facts
}

fn number(found: &Captures<'_>, group: usize) -> Option<u16> {
    found.get(group)?.as_str().parse().ok()
}

fn facts_of(found: &Captures<'_>, shape: Shape, language: Language) -> Option<Vec<Fact>> {
    let whole = found.get(0)?;
    let (start, end) = (whole.start(), whole.end());
    let year = |group: usize| {
        number(found, group).map(|year| Fact::new(Value::whole(i128::from(year)), start, end))
    };
    let day = |month: u16, day: u16| {
        ((1..=12).contains(&month) && (1..=31).contains(&day))
            .then_some(Value::Day(month as u8, day as u8))
    };
    let mut facts = Vec::new();
    match shape {
        Shape::MonthDayYear => {
            facts.push(Fact::new(
                day(month(found, 1)?, number(found, 2)?)?,
                start,
                end,
            ));
            facts.extend(year(3));
        }
        Shape::DayMonthYear => {
            let first = number(found, 1).unwrap_or(1);
            facts.push(Fact::new(day(month(found, 2)?, first)?, start, end));
            facts.extend(year(3));
        }
        Shape::YearMonthDay => {
            let month = number(found, 2)?;
            facts.push(match number(found, 3) {
                Some(date) => Fact::new(day(month, date)?, start, end),
                None => Fact::new(
                    Value::Month(
                        u8::try_from(month)
                            .ok()
                            .filter(|month| (1..=12).contains(month))?,
                    ),
                    start,
                    end,
                ),
            });
            facts.extend(year(1));
        }
        Shape::MonthYear => {
            facts.push(Fact::new(Value::Month(month(found, 1)? as u8), start, end));
            facts.extend(year(2));
        }
        Shape::Slashes => {
            let (first, second) = (number(found, 1)?, number(found, 2)?);
            let (day_first, month_first) = (day(second, first), day(first, second));
            let mut fact = Fact::new(day_first.or(month_first)?, start, end);
            fact.other = month_first;
            // A locale that writes the day first means it.
            if matches!(language, Language::Spanish { .. }) && day_first.is_some() {
                fact.other = None;
            }
            facts.push(fact);
            facts.extend(year(3));
        }
        Shape::MonthAlone => {
            let month = number(found, 1).or_else(|| month(found, 1))?;
            let month = u8::try_from(month)
                .ok()
                .filter(|month| (1..=12).contains(month))?;
            let mut fact = Fact::soft(Value::Month(month), start, end);
            fact.other = Some(Value::whole(i128::from(month)));
            facts.push(fact);
        }
        Shape::Decade => {
            let (century, decade) = (number(found, 1)?, number(found, 2)?);
            let first = i128::from(century.checked_sub(1)?) * 100 + i128::from(decade) * 10;
            facts.push(Fact::new(Value::whole(first), start, end));
        }
        Shape::Clock => facts.push(clock(found, start, end)?),
        Shape::ClockZh => facts.push(chinese_clock(found, start, end)?),
    }
    Some(facts)
}

fn clock(found: &Captures<'_>, start: usize, end: usize) -> Option<Fact> {
    let (hour, minute) = (number(found, 1)?, number(found, 2).unwrap_or(0));
    if hour > 24 || minute > 59 {
        return None;
    }
    let hour = match found.get(3).map(|half| half.as_str().to_ascii_lowercase()) {
        Some(half) if half == "p" && hour < 12 => hour + 12,
        Some(half) if half == "a" && hour == 12 => 0,
        _ => hour,
    };
    Some(Fact::new(Value::Time(hour * 60 + minute), start, end))
}

fn chinese_clock(found: &Captures<'_>, start: usize, end: usize) -> Option<Fact> {
    let part = found.get(1).map_or("", |part| part.as_str());
    let hour = number(found, 2)?;
    let half = found.get(4).is_some();
    let minute = number(found, 3).unwrap_or(if half { 30 } else { 0 });
    if hour > 24 || minute > 59 {
        return None;
    }
    let later = matches!(part, "下午" | "傍晚" | "晚上" | "晚") || (part == "中午" && hour < 10);
    let hour = if later && hour < 12 { hour + 12 } else { hour };
    Some(Fact::new(Value::Time(hour * 60 + minute), start, end))
}

/// Reads a month's name, whole or shortened.
fn month(found: &Captures<'_>, group: usize) -> Option<u16> {
    let name = found.get(group)?.as_str().to_lowercase();
    let key: String = name.chars().take(3).collect();
    Some(match key.as_str() {
        "jan" | "ene" => 1,
        "feb" => 2,
        "mar" => 3,
        "apr" | "abr" => 4,
        "may" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" | "ago" => 8,
        "sep" | "set" => 9,
        "oct" => 10,
        "nov" => 11,
        "dec" | "dic" => 12,
        _ => return None,
    })
}
