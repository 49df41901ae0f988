//! Dates in figures alone.

use super::dates::is_day;
use super::language::Tongue;
use super::reader::Reader;
use super::{Class, ONE, Value, Weight};

impl Reader<'_> {
    /// `2020-09-17`, `17/9/2020`, `9/17/20`, `17.9.2020`.
    pub(super) fn numeric_date(&mut self, at: usize) -> Option<usize> {
        let ([first, second, third], digits, mark, next) = match self.date_of_points(at) {
            Some((parts, digits)) => (parts, digits, ".", at + 1),
            None => {
                let mark = self.s(at + 1);
                if !matches!(mark, "-" | "/") || self.s(at + 3) != mark {
                    return None;
                }
                if matches!(self.s(at + 5), "-" | "/") && self.figure(at + 6).is_some() {
                    return None;
                }
                let part = |at: usize| self.plain(at, 4);
                let digits = |at: usize| self.figure(at).map_or(0, |figure| figure.digits);
                (
                    [part(at)?, part(at + 2)?, part(at + 4)?],
                    [digits(at), digits(at + 2), digits(at + 4)],
                    mark,
                    at + 5,
                )
            }
        };
        let (year, readings) = if digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2 {
            (i32::from(first), [Some((second, third)), None])
        } else if digits[0] <= 2
            && digits[1] <= 2
            && (digits[2] == 4 || digits[2] == 2 && mark == "/")
        {
            let year = match third {
                third if digits[2] == 4 => i32::from(third),
                third if third < 70 => 2000 + i32::from(third),
                third => 1900 + i32::from(third),
            };
            let (day_first, month_first) = (Some((second, first)), Some((first, second)));
            // A language that writes the day first means it.
            let order = match self.language.tongue {
                Tongue::English if mark == "/" => [month_first, day_first],
                Tongue::English | Tongue::Chinese => [day_first, month_first],
                _ if is_day(second, first) => [day_first, None],
                _ => [day_first, month_first],
            };
            (year, order)
        } else {
            return None;
        };
        let mut days = readings
            .into_iter()
            .flatten()
            .filter(|(month, day)| is_day(*month, *day))
            .filter_map(|(month, day)| Some((u8::try_from(month).ok()?, u8::try_from(day).ok()?)));
        let (month, day) = days.next()?;
        let other = days.next().filter(|other| *other != (month, day));
        self.push_day(at, next, Some(year), month, day);
        if let Some((month, day)) = other
            && let Some(fact) = self.facts.last_mut()
        {
            fact.others.push(Value::Date {
                year: Some(year),
                month,
                day,
            });
        }
        let value = Value::whole(i128::from(year));
        self.push(at, next, Class::Year, Weight::Figure, value);
        Some(next)
    }

    /// `2020 M09 17`, `M09 17`, `2020 M09`: as CLDR writes a date where it has
    /// no names of months.
    pub(super) fn root_date(&mut self, at: usize) -> Option<usize> {
        let year = self.year(at);
        let month = year.map_or(at, |(_, next)| self.gap(next));
        if !self.is_word(month, &["m"]) || self.figure(month + 1)?.digits != 2 {
            return None;
        }
        let value = self.plain(month + 1, 2)?;
        let number = u8::try_from(value).ok().filter(|_| is_day(value, 1))?;
        let behind = month + 2;
        let day = self
            .plain(self.gap(behind), 2)
            .filter(|day| is_day(value, *day) && self.is_space(behind));
        let next = match day {
            Some(_) => self.gap(behind) + 1,
            None => behind,
        };
        let years = year.map(|(year, _)| year);
        match day.and_then(|day| u8::try_from(day).ok()) {
            Some(day) => self.push_day(at, next, years, number, day),
            None => {
                let value = Value::Month(number);
                self.push(at, next, Class::Date, Weight::Word, value);
            }
        }
        if let Some(year) = years {
            let value = Value::whole(i128::from(year));
            self.push(at, next, Class::Year, Weight::Figure, value);
        }
        Some(next)
    }

    /// The parts of a date with points, which is no figure.
    pub(super) fn date_of_points(&self, at: usize) -> Option<([u16; 3], [usize; 3])> {
        if self.figure(at)?.value.is_some() {
            return None;
        }
        let mut parts = [0; 3];
        let mut digits = [0; 3];
        let mut split = self.s(at).split('.');
        for index in 0..3 {
            let part = split.next()?;
            parts[index] = part.parse().ok()?;
            digits[index] = part.len();
        }
        let four = digits[0] == 4 && parts[0] >= 1000 && is_day(parts[1], parts[2])
            || digits[2] == 4
                && parts[2] >= 1000
                && (is_day(parts[1], parts[0]) || is_day(parts[0], parts[1]));
        (split.next().is_none() && four).then_some((parts, digits))
    }

    /// `1/2`, `9/17`, `24/7`: a part, a day, or two figures.
    pub(super) fn slashes(&mut self, at: usize) -> Option<usize> {
        if self.s(at + 1) != "/" {
            return None;
        }
        let (first, second) = (self.plain(at, 3)?, self.plain(at + 2, 3)?);
        if self.s(at + 3) == "/" || second == 0 {
            return None;
        }
        let next = at + 3;
        let value = i128::from(first) * ONE / i128::from(second);
        let is_part = first < second && second <= 10;
        // `140/90` is two figures.
        if !is_part && first > 1 && !is_day(first, second) && !is_day(second, first) {
            return None;
        }
        let weight = if is_part {
            Weight::Figure
        } else {
            Weight::Hint
        };
        let parts = [first, second].map(|part| Value::whole(i128::from(part)));
        let mut others = if is_part { Vec::new() } else { parts.to_vec() };
        for (month, day) in [(first, second), (second, first)] {
            if is_day(month, day) {
                let (month, day) = (month as u8, day as u8);
                others.push(Value::Date {
                    year: None,
                    month,
                    day,
                });
            }
        }
        let fact = self.push(at, next, Class::Fraction, weight, Value::Number(value));
        fact.others = others;
        Some(next)
    }
}
