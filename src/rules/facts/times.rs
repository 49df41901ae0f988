//! Times of the day.

use super::language::Tongue;
use super::reader::Reader;
use super::{Class, ONE, Value, Weight};

/// Half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
    /// Evening and night: twelve is midnight.
    Night,
    /// The hour is on a clock of 24 already.
    Whole,
}

const DAY: u32 = 86_400;

/// Returns the seconds from midnight of an hour in a half of the day.
pub(super) fn seconds(hour: u16, minute: u16, half: Option<Half>) -> Option<u32> {
    if hour > 24 || minute > 59 {
        return None;
    }
    let hour = match half {
        Some(Half::Morning | Half::Night) if hour == 12 => 0,
        Some(Half::Afternoon | Half::Night)
            if hour < 12 && !(half == Some(Half::Night) && hour < 5) =>
        {
            hour + 12
        }
        _ => hour,
    };
    Some((u32::from(hour) * 3_600 + u32::from(minute) * 60) % DAY)
}

impl Reader<'_> {
    /// Reads a time at a word or a figure.
    pub(super) fn time(&mut self, at: usize) -> Option<usize> {
        self.clock(at).or_else(|| match self.language.tongue {
            Tongue::English => self.english_time(at),
            Tongue::Spanish => self.spanish_time(at),
            _ => None,
        })
    }

    /// Takes a time down. A time of a range may share the half of the day.
    pub(super) fn push_time(
        &mut self,
        from: usize,
        next: usize,
        weight: Weight,
        seconds: u32,
        half: Option<Half>,
    ) -> usize {
        let shares = self.follows_last(from);
        let marked = half.is_some();
        let later = half.is_some_and(|half| matches!(half, Half::Afternoon | Half::Night));
        let was_marked = std::mem::replace(&mut self.marked, marked);
        let mut others = Vec::new();
        if shares && let Some(last) = self.facts.last_mut() {
            let half_day = DAY / 2;
            match last.value {
                Value::Time(before) if marked && !was_marked && later && before < half_day => {
                    last.others.push(Value::Time(before + half_day));
                }
                Value::Time(before)
                    if !marked && was_marked && before >= half_day && seconds < half_day =>
                {
                    others.push(Value::Time(seconds + half_day));
                }
                Value::Number(hour) if (ONE..=12 * ONE).contains(&hour) && hour % ONE == 0 => {
                    let hour = u32::try_from(hour / ONE).unwrap_or(0) * 3_600;
                    last.others.push(Value::Time(hour % DAY));
                    last.others.push(Value::Time((hour + half_day) % DAY));
                }
                _ => {}
            }
        }
        // A clock of twelve hours that does not say which half.
        let twelve = self.language.twelve && !marked;
        if twelve && seconds < DAY / 2 + 3_600 {
            others.push(Value::Time((seconds + DAY / 2) % DAY));
        }
        let fact = self.push(from, next, Class::Time, weight, Value::Time(seconds));
        fact.others.extend(others);
        next
    }

    /// `23:45`, `11:45 p.m.`, `9:30:15`.
    fn clock(&mut self, at: usize) -> Option<usize> {
        let hour = self.plain(at, 2)?;
        if self.language.tongue == Tongue::Other
            && let Some(next) = self.clock_of_letters(at, hour)
        {
            return Some(next);
        }
        if !matches!(self.s(at + 1), ":" | "：") {
            return None;
        }
        let minute = self.plain(at + 2, 2)?;
        if self.figure(at + 2)?.digits != 2 {
            return None;
        }
        let mut next = at + 3;
        let mut second = 0;
        if self.s(next) == ":"
            && let Some(value) = self.plain(next + 1, 2)
        {
            (second, next) = (value, next + 2);
        }
        let (mut half, behind) = self
            .half(next)
            .map_or((None, next), |(half, next)| (Some(half), next));
        next = behind;
        if self.is_word(self.gap(next), &["h", "hs", "horas", "hrs", "hours"]) {
            next = self.gap(next) + 1;
        }
        if half.is_none() && self.language.tongue == Tongue::Chinese {
            half = self.part_before(at);
        }
        let time = seconds(hour, minute, half)? + u32::from(second);
        Some(self.push_time(at, next, Weight::Figure, time, half))
    }

    /// `23 h 45`, `23h45`: as French and others write it.
    fn clock_of_letters(&mut self, at: usize, hour: u16) -> Option<usize> {
        let h = self.gap(at + 1);
        let minutes = self.gap(h + 1);
        if !self.is_word(h, &["h"]) || self.figure(minutes)?.digits != 2 {
            return None;
        }
        let time = seconds(hour, self.plain(minutes, 2)?, None)?;
        Some(self.push_time(at, minutes + 1, Weight::Figure, time, None))
    }

    /// `a.m.`, `pm`, `in the evening`, `de la tarde`.
    pub(super) fn half(&self, at: usize) -> Option<(Half, usize)> {
        let at = self.gap(at);
        let first = self.word(at);
        let behind = self.gap(at + 1);
        match first.as_str() {
            "am" => return Some((Half::Morning, at + 1)),
            "pm" => return Some((Half::Afternoon, at + 1)),
            letter @ ("a" | "p") => {
                let point = self.s(at + 1) == ".";
                let m = self.gap(at + 1 + usize::from(point));
                if self.is_word(m, &["m"]) && (point || self.s(m + 1) == ".") {
                    let half = if letter == "a" {
                        Half::Morning
                    } else {
                        Half::Afternoon
                    };
                    return Some((half, m + 1 + usize::from(self.s(m + 1) == ".")));
                }
            }
            "in" | "de" => {
                let part = self.gap(behind + 1);
                if self.is_word(behind, &["the", "la"]) {
                    let half = match self.word(part).as_str() {
                        "morning" | "manana" | "madrugada" => Half::Morning,
                        "afternoon" | "tarde" => Half::Afternoon,
                        "evening" | "noche" => Half::Night,
                        _ => return None,
                    };
                    return Some((half, part + 1));
                }
            }
            "noon" | "midday" if self.is_twelve(at) => return Some((Half::Afternoon, at + 1)),
            "midnight" if self.is_twelve(at) => return Some((Half::Night, at + 1)),
            "at" if self.is_word(behind, &["night"]) => return Some((Half::Night, behind + 1)),
            "del" if self.is_word(behind, &["mediodia"]) => {
                return Some((Half::Afternoon, behind + 1));
            }
            _ => {}
        }
        None
    }

    /// `9 a.m.`, `9.30pm`, `nine o’clock`, `half past nine`, `noon`.
    fn english_time(&mut self, at: usize) -> Option<usize> {
        match self.word(at).as_str() {
            "noon" | "midday" => {
                return Some(self.push_time(at, at + 1, Weight::Word, DAY / 2, Some(Half::Whole)));
            }
            "midnight" => {
                return Some(self.push_time(at, at + 1, Weight::Word, 0, Some(Half::Whole)));
            }
            _ => {}
        }
        if let Some(next) = self.past(at) {
            return Some(next);
        }
        let (hour, minute, next) = self.hour(at)?;
        let clock = self.gap(next);
        let oclock = self.is_word(clock, &["o"])
            && matches!(self.s(clock + 1), "'" | "’")
            && self.is_word(clock + 2, &["clock"]);
        let next = if oclock { clock + 3 } else { next };
        let half = self.half(next);
        let weight = if self.figure(at).is_some() {
            Weight::Figure
        } else {
            Weight::Word
        };
        match half {
            Some((half, end)) => {
                let time = seconds(hour, minute, Some(half))?;
                Some(self.push_time(at, end, weight, time, Some(half)))
            }
            None if oclock => {
                let time = seconds(hour, minute, None)?;
                Some(self.push_time(at, next, weight, time, None))
            }
            // `at 9`
            None if at >= 2
                && self.is_word(at - 2, &["at"])
                && self.figure(at).is_some()
                && minute == 0
                && self.ends_clause(next) =>
            {
                let time = seconds(hour, minute, None)?;
                let fact = self.push(
                    at,
                    next,
                    Class::Number,
                    weight,
                    Value::whole(i128::from(hour)),
                );
                fact.others = vec![Value::Time(time), Value::Time((time + DAY / 2) % DAY)];
                Some(next)
            }
            None => None,
        }
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|_| {
            matches!(self.s(at), "." | "," | ";" | ":" | ")") && !self.is_word(at, &["%"])
        }) || self.is_word(self.gap(at), &["on", "and", "to", "in"])
    }

    /// An hour in a figure or in words, with minutes behind a point.
    fn hour(&self, at: usize) -> Option<(u16, u16, usize)> {
        if let Some(hour) = self.plain(at, 2) {
            return (hour <= 24).then_some((hour, 0, at + 1));
        }
        if self.figure(at).is_some() {
            let (hour, minute) = self.s(at).split_once('.')?;
            if minute.len() != 2 || hour.len() > 2 {
                return None;
            }
            return Some((hour.parse().ok()?, minute.parse().ok()?, at + 1));
        }
        let number = self
            .number(at)
            .filter(|number| number.class == Class::Number)?;
        let hour = u16::try_from(number.value / ONE).ok()?;
        (number.value % ONE == 0 && (1..=24).contains(&hour) && number.factor == 1).then_some((
            hour,
            0,
            number.next,
        ))
    }

    /// `half past nine`, `quarter to twelve`, `ten past nine`.
    fn past(&mut self, at: usize) -> Option<usize> {
        let (minute, next) = match self.word(at).as_str() {
            "half" => (30, at + 1),
            "quarter" => (15, at + 1),
            "" => return None,
            _ => {
                let number = self.english(at)?;
                let minute = u16::try_from(number.value / ONE).ok()?;
                ((1..=29).contains(&minute) && number.class == Class::Number)
                    .then_some((minute, number.next))?
            }
        };
        let mut place = self.gap(next);
        if self.is_word(place, &["minutes"]) {
            place = self.gap(place + 1);
        }
        let before = match self.word(place).as_str() {
            "past" => false,
            "to" | "before" => true,
            _ => return None,
        };
        if before && self.figure(at).is_some() {
            return None;
        }
        let (hour, zero, end) = self.hour(self.gap(place + 1))?;
        if zero != 0
            || hour > 12
            || before
                && !matches!(
                    self.word(at).as_str(),
                    "quarter" | "ten" | "five" | "twenty"
                )
        {
            return None;
        }
        // `five to ten people` is a range.
        let told = at >= 2 && self.is_word(at - 2, &["at", "until", "till", "by", "after"]);
        if before && !told && self.word(at).as_str() != "quarter" && self.half(end).is_none() {
            return None;
        }
        let (half, end) = self
            .half(end)
            .map_or((None, end), |(half, end)| (Some(half), end));
        let hour = seconds(hour, 0, half)?;
        let time = if before {
            (hour + DAY - u32::from(minute) * 60) % DAY
        } else {
            hour + u32::from(minute) * 60
        };
        Some(self.push_time(at, end, Weight::Word, time, half))
    }

    /// `23h45`, `las 9`, `las nueve y media`, `las tres de la tarde`, `mediodía`.
    fn spanish_time(&mut self, at: usize) -> Option<usize> {
        match self.word(at).as_str() {
            "mediodia" => {
                return Some(self.push_time(at, at + 1, Weight::Word, DAY / 2, Some(Half::Whole)));
            }
            "medianoche" => {
                return Some(self.push_time(at, at + 1, Weight::Word, 0, Some(Half::Whole)));
            }
            _ => {}
        }
        if let Some(hour) = self.plain(at, 2)
            && self.is_word(at + 1, &["h"])
            && let Some(minute) = self.plain(at + 2, 2)
        {
            let time = seconds(hour, minute, None)?;
            return Some(self.push_time(at, at + 3, Weight::Figure, time, None));
        }
        if let Some(next) = self.minutes_before(at) {
            return Some(next);
        }
        let told = at >= 2 && self.is_word(at - 2, &["las", "la"]) && self.is_space(at - 1);
        let (hour, mut minute, mut next) = self.hour(at)?;
        let is_figure = self.figure(at).is_some();
        let dotted = is_figure && self.plain(at, 2).is_none();
        if !told {
            // `9 a. m.` needs no article.
            let (half, end) = self.half(next).filter(|_| is_figure)?;
            let time = seconds(hour, minute, Some(half))?;
            return Some(self.push_time(at, end, Weight::Figure, time, Some(half)));
        }
        let mut sure = dotted;
        let mut before = 0;
        let y = self.gap(next);
        let behind = self.gap(y + 1);
        let part = match self.word(behind).as_str() {
            "media" => Some((30, behind + 1)),
            "cuarto" => Some((15, behind + 1)),
            _ => self.hour_part(behind),
        };
        if let Some((part, end)) = part {
            if self.is_word(y, &["y", "con"])
                && (self.is_word(behind, &["media", "cuarto"])
                    || self.half(end).is_some()
                    || part >= 10)
            {
                (minute, next, sure) = (part, end, true);
            } else if self.is_word(y, &["menos"]) {
                (before, next, sure) = (part, end, true);
            }
        }
        let en = self.gap(next);
        if self.is_word(en, &["en"]) && self.is_word(self.gap(en + 1), &["punto"]) {
            (next, sure) = (self.gap(en + 1) + 1, true);
        }
        if self.is_word(en, &["h", "horas", "hs"]) {
            // `las 24 horas` are a day; `a las 20 horas` is a time.
            let is_time = at >= 4 && self.is_word(at - 4, &["a", "desde", "hasta", "de", "entre"]);
            if !is_time {
                return None;
            }
            (next, sure) = (en + 1, true);
        }
        let (half, end) = self
            .half(next)
            .map_or((None, next), |(half, end)| (Some(half), end));
        sure |= half.is_some();
        let time = (seconds(hour, minute, half)? + DAY - u32::from(before) * 60) % DAY;
        if sure {
            let weight = if is_figure {
                Weight::Figure
            } else {
                Weight::Word
            };
            let end = self.push_time(at, end, weight, time, half);
            // In words nobody says the hours from thirteen on.
            if half.is_none()
                && !is_figure
                && let Some(fact) = self.facts.last_mut()
            {
                fact.others.push(Value::Time((time + DAY / 2) % DAY));
            }
            return Some(end);
        }
        if !is_figure || !self.no_unit(next) {
            return None;
        }
        let fact = self.push(
            at,
            next,
            Class::Number,
            Weight::Figure,
            Value::whole(i128::from(hour)),
        );
        fact.others.push(Value::Time(time));
        Some(next)
    }

    fn hour_part(&self, at: usize) -> Option<(u16, usize)> {
        if let Some(minute) = self.plain(at, 2) {
            return Some((minute, at + 1));
        }
        let number = self
            .number(at)
            .filter(|number| number.class == Class::Number)?;
        let minute = u16::try_from(number.value / ONE).ok()?;
        ((1..60).contains(&minute) && number.value % ONE == 0).then_some((minute, number.next))
    }

    /// Whether twelve stands before a word: `12 noon`, `12:00 midnight`.
    fn is_twelve(&self, at: usize) -> bool {
        let near = &self.text[..self.start(at)].trim_end();
        ["12", "12:00", "twelve"]
            .iter()
            .any(|hour| near.ends_with(hour))
    }

    /// `diez para las seis`, as they say in America.
    fn minutes_before(&mut self, at: usize) -> Option<usize> {
        let (minute, next) = match self.word(at).as_str() {
            "cuarto" => (15, at + 1),
            _ => self.hour_part(at)?,
        };
        let para = self.gap(next);
        let las = self.gap(para + 1);
        let told = self.is_word(para, &["para"]) && self.is_word(las, &["las", "la"]);
        if !told || !matches!(minute, 5 | 10 | 15 | 20 | 25) {
            return None;
        }
        let (hour, zero, end) = self.hour(self.gap(las + 1))?;
        if zero != 0 || hour > 12 {
            return None;
        }
        let (half, end) = self
            .half(end)
            .map_or((None, end), |(half, end)| (Some(half), end));
        let time = (seconds(hour, 0, half)? + DAY - u32::from(minute) * 60) % DAY;
        let end = self.push_time(at, end, Weight::Word, time, half);
        if half.is_none()
            && let Some(fact) = self.facts.last_mut()
        {
            fact.others.push(Value::Time((time + DAY / 2) % DAY));
        }
        Some(end)
    }

    /// Whether no unit, scale or percent stands behind a figure.
    fn no_unit(&self, at: usize) -> bool {
        let behind = self.gap(at);
        !matches!(self.s(behind), "%" | "$" | "€" | "/" | "-" | "–")
            && super::units::of_word(self.word(behind).as_str()).is_none()
            && self.ends_clause(at)
    }
}
