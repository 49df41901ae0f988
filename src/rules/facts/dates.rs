//! Days, months and days of the week.

use super::language::Tongue;
use super::reader::Reader;
use super::token::Kind;
use super::{Class, ONE, Value, Weight};
use crate::text::Span;

/// Returns the month that a word names, and whether it names it in full.
pub(super) fn month(tongue: Tongue, word: &str) -> Option<(u8, bool)> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let names = match tongue {
        Tongue::English => &ENGLISH,
        Tongue::Spanish => &SPANISH,
        _ => return None,
    };
    let number = |at: usize| u8::try_from(at + 1).ok();
    if word.len() < 3 {
        return None;
    }
    if let Some(at) = names.iter().position(|name| *name == word) {
        return Some((number(at)?, true));
    }
    match word {
        "sept" => return Some((9, false)),
        "setiembre" if tongue == Tongue::Spanish => return Some((9, true)),
        "set" if tongue == Tongue::Spanish => return Some((9, false)),
        _ if word.len() != 3 => return None,
        _ => {}
    }
    let at = names.iter().position(|name| name.starts_with(word))?;
    Some((number(at)?, false))
}

/// Returns the day of the week that a word names.
fn weekday(tongue: Tongue, word: &str) -> Option<(u8, bool)> {
    const ENGLISH: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    const SPANISH: [&str; 7] = [
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
    ];
    if word.len() < 3 {
        return None;
    }
    let names = match tongue {
        Tongue::English => &ENGLISH,
        Tongue::Spanish => &SPANISH,
        _ => return None,
    };
    let number = |at: usize| u8::try_from(at).ok();
    let plain = if word.len() > 6 {
        word.strip_suffix('s').unwrap_or(word)
    } else {
        word
    };
    if let Some(at) = names
        .iter()
        .position(|name| *name == word || *name == plain)
    {
        return Some((number(at)?, true));
    }
    let short = matches!(
        word,
        "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
    );
    if tongue != Tongue::English || !short {
        return None;
    }
    let at = names.iter().position(|name| name.starts_with(word))?;
    Some((number(at)?, false))
}

pub(super) const fn is_day(month: u16, day: u16) -> bool {
    matches!(month, 1..=12) && matches!(day, 1..=31)
}

impl Reader<'_> {
    /// Reads a date of any kind.
    pub(super) fn date(&mut self, at: usize) -> Option<usize> {
        if matches!(self.tokens[at].kind, Kind::Figure(_))
            && let Some(next) = self.numeric_date(at).or_else(|| self.slashes(at))
        {
            return Some(next);
        }
        match self.language.tongue {
            Tongue::English | Tongue::Spanish => self
                .weekday_word(at)
                .or_else(|| self.month_first(at))
                .or_else(|| self.day_first(at))
                .or_else(|| self.decade(at))
                .or_else(|| self.century(at))
                .or_else(|| self.roman(at))
                .or_else(|| self.unit_and_half(at)),
            Tongue::Other => self.root_date(at).or_else(|| self.roman(at)),
            Tongue::Chinese => None,
        }
    }

    /// Takes a day down, with its year and the day of the week before it.
    pub(super) fn push_day(
        &mut self,
        from: usize,
        next: usize,
        year: Option<i32>,
        month: u8,
        day: u8,
    ) {
        let before = self.facts.last().and_then(|last| match last.value {
            Value::Weekday(weekday) if self.is_close(last.span.end, self.start(from)) => {
                Some((weekday, last.span))
            }
            _ => None,
        });
        // Days in words, as `the May Fourth Movement`, are names too.
        let digits = |c: char| super::token::digit(c).is_some();
        let span = self.span(from, next);
        let weight = if self.text[span.start..span.end].contains(digits) {
            Weight::Figure
        } else {
            Weight::Word
        };
        let value = Value::Date { year, month, day };
        let fact = self.push(from, next, Class::Date, weight, value);
        fact.weekday = before;
        if before.is_some() {
            self.tell_day_before(year, month);
        }
    }

    /// `el sábado 3 y el domingo 4 de abril`: the figure behind the weekday before
    /// is a day too.
    fn tell_day_before(&mut self, year: Option<i32>, month: u8) {
        let [.., weekday, number, second, date] = &mut self.facts[..] else {
            return;
        };
        let is_weekday = |value: &Value| matches!(value, Value::Weekday(_));
        let Value::Number(day) = number.value else {
            return;
        };
        let close =
            date.span.start < number.span.end + 24 && number.span.start < weekday.span.end + 4;
        if is_weekday(&weekday.value)
            && is_weekday(&second.value)
            && close
            && (ONE..=31 * ONE).contains(&day)
            && let Ok(day) = u8::try_from(day / ONE)
        {
            number.others.push(Value::Date { year, month, day });
        }
    }

    /// Whether nothing but marks and an article stands between two places.
    fn is_close(&self, from: usize, to: usize) -> bool {
        if to < from || to - from > 12 {
            return false;
        }
        let between = self.text[from..to].trim_matches(|c: char| !c.is_alphanumeric());
        matches!(between, "" | "the" | "el" | "día" | "on" | "dia")
    }

    fn push_year(&mut self, at: usize, year: i32) {
        let value = Value::whole(i128::from(year));
        self.push(at, at + 1, Class::Year, Weight::Figure, value);
    }

    /// Takes the year of the last day down; the day's words end with it.
    fn year_of_day(&mut self, at: usize, year: i32, next: usize) {
        let end = self.span(at, next).end;
        if let Some(day) = self.facts.last_mut() {
            day.span.end = end;
        }
        self.push_year(at, year);
        if let Some(fact) = self.facts.last_mut() {
            fact.span.end = end;
        }
    }

    /// Returns a year of four digits, or one in words behind a date.
    pub(super) fn year(&self, at: usize) -> Option<(i32, usize)> {
        if let Some(year) = self.plain(at, 4).filter(|year| (1000..3000).contains(year))
            && self.figure(at).is_some_and(|figure| figure.digits == 4)
        {
            return Some((i32::from(year), at + 1));
        }
        if self.language.tongue == Tongue::Spanish && self.is_word(at, &["dos", "mil"]) {
            let number = self.spanish(at)?;
            let year = i32::try_from(number.value / ONE).ok()?;
            return (1000..3000).contains(&year).then_some((year, number.next));
        }
        None
    }

    fn is_capital(&self, at: usize) -> bool {
        self.original[self.start(at)..].starts_with(char::is_uppercase)
    }

    /// A day of the month at a token, with the token behind it.
    fn day(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(day) = self.plain(at, 2).filter(|day| (1..=31).contains(day)) {
            let mut next = at + 1;
            let point = usize::from(self.s(next) == "." && self.language.tongue == Tongue::Spanish);
            let is_mark = match self.language.tongue {
                Tongue::English => self.is_word(next, &["st", "nd", "rd", "th"]),
                _ => {
                    matches!(self.s(next + point), "º" | "°")
                        || self.is_word(next + point, &["ro", "o", "er"])
                }
            };
            if is_mark {
                next += 1 + point;
            }
            return Some((u8::try_from(day).ok()?, next));
        }
        if self.tokens.get(at)?.kind != Kind::Word {
            return None;
        }
        let number = self.number(at)?;
        let fits = match self.language.tongue {
            Tongue::English => number.class == Class::Ordinal,
            _ => {
                number.class == Class::Number && number.weight != Weight::Figure
                    || self.is_word(at, &["primero"])
            }
        };
        let day = u8::try_from(number.value / ONE).ok()?;
        (fits && (1..=31).contains(&day) && number.value % ONE == 0).then_some((day, number.next))
    }

    /// `Sept. 17[-19], 2020`, `September 2020`, `septiembre de 2020`, `September`.
    fn month_first(&mut self, at: usize) -> Option<usize> {
        let tongue = self.language.tongue;
        let (month, full) = month(tongue, self.word(at).as_str())?;
        if tongue == Tongue::English && !self.is_capital(at) {
            return None;
        }
        let point = at + 1 + usize::from(self.s(at + 1) == ".");
        let behind = self.gap(point);
        let the = if self.is_word(behind, &["the"]) {
            self.gap(behind + 1)
        } else {
            behind
        };
        if let Some((day, next)) = self
            .day(the)
            .filter(|_| self.figure(the).is_some() || tongue == Tongue::English)
            && self.s(next) != ":"
            && !self.is_word(
                self.gap(next),
                &["a", "p", "am", "pm", "percent", "million"],
            )
        {
            return Some(self.days_of(at, month, day, the, next));
        }
        let mut year = self.gap(point + usize::from(self.s(point) == ","));
        if self.is_word(year, &["of", "de", "del"]) {
            year = self.gap(year + 1);
        }
        if let Some((value, next)) = self.year(year) {
            let fact = self.push(at, point, Class::Date, Weight::Figure, Value::Month(month));
            fact.others.push(Value::whole(i128::from(month)));
            self.push_year(year, value);
            if let Some(fact) = self.facts.last_mut() {
                fact.span.end = self.tokens[next - 1].end;
            }
            return Some(next);
        }
        if !full {
            return None;
        }
        // `may` and `march` are verbs too, and `Julio` and `April` are people.
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let verb = tongue == Tongue::English && matches!(month, 3 | 5);
        let told = matches!(
            before,
            "in" | "of"
                | "since"
                | "until"
                | "last"
                | "next"
                | "this"
                | "by"
                | "early"
                | "late"
                | "mid"
                | "during"
                | "through"
                | "from"
                | "every"
                | "each"
                | "to"
        );
        let name = tongue == Tongue::Spanish && self.is_capital(at);
        let weight = if (verb && !told) || name {
            Weight::Hint
        } else {
            Weight::Word
        };
        let fact = self.push(at, at + 1, Class::Date, weight, Value::Month(month));
        fact.others.push(Value::whole(i128::from(month)));
        Some(at + 1)
    }

    /// Takes the days behind a month down, and their year.
    fn days_of(&mut self, at: usize, month: u8, first: u8, from: usize, behind: usize) -> usize {
        let mut days = vec![(first, from, behind)];
        let mut next = behind;
        while let Some(place) = self.connector(next)
            && let Some((day, end)) = self.day(place).filter(|_| self.figure(place).is_some())
            && self.ends_days(next, end)
        {
            days.push((day, place, end));
            next = end;
        }
        let mut year = self.gap(next);
        if matches!(self.s(year), "," | "，") {
            year = self.gap(year + 1);
        }
        let mut year = if self.is_word(year, &["of", "de", "del"]) {
            self.gap(year + 1)
        } else {
            year
        };
        if self.s(year) == "-" {
            year += 1;
        }
        let found = self.year(year);
        for (index, (day, place, end)) in days.iter().enumerate() {
            let start = if index == 0 { at } else { *place };
            self.push_day(start, *end, found.map(|found| found.0), month, *day);
        }
        match found {
            Some((value, end)) => {
                self.year_of_day(year, value, end);
                end
            }
            None => next,
        }
    }

    /// Whether what follows a second figure lets it be a day: after a dash or
    /// `to` anything, after `and` or a comma no noun that it might count.
    pub(super) fn ends_days(&self, connector: usize, end: usize) -> bool {
        let sign = self.gap(connector);
        let is_list =
            matches!(self.s(sign), "," | "，") || self.is_word(sign, &["and", "or", "y", "e", "o"]);
        let behind = self.gap(end);
        !is_list
            || behind >= self.tokens.len()
            || self.tokens[behind].kind == Kind::Mark
            || self.is_word(behind, &["of", "in", "at", "de", "del", "and", "y"])
    }

    /// `17 September 2020`, `17 al 19 de septiembre de 2020`, `primero de mayo`.
    fn day_first(&mut self, at: usize) -> Option<usize> {
        let (first, behind) = self.day(at)?;
        let mut days = vec![(first, at, behind)];
        let mut next = behind;
        while let Some(place) = self.connector(next)
            && let Some((day, end)) = self.day(place).filter(|_| days.len() < 31)
            && end > next
        {
            days.push((day, place, end));
            next = end;
        }
        let mut place = self.joint(next).unwrap_or(next);
        if self.is_word(place, &["of", "de"]) && place > next {
            place = self.gap(place + 1);
        }
        let (month, full) = month(self.language.tongue, self.word(place).as_str())?;
        if place == next || self.language.tongue == Tongue::English && !self.is_capital(place) {
            return None;
        }
        // `the second March`, `uno de mayo`: only figures before a short month.
        if !full && self.figure(at).is_none() {
            return None;
        }
        let point = place + 1 + usize::from(self.s(place + 1) == ".");
        let mut year = self.gap(point + usize::from(self.s(point) == ","));
        if self.is_word(year, &["de", "del", "of"]) {
            year = self.gap(year + 1);
        }
        if self.is_word(year, &["ano"]) {
            year = self.gap(year + 1);
        }
        if self.s(year) == "-" {
            year += 1;
        }
        let found = self.year(year);
        let last = days.len() - 1;
        for (index, (day, place, end)) in days.iter().enumerate() {
            let end = if index == last { point } else { *end };
            self.push_day(*place, end, found.map(|found| found.0), month, *day);
        }
        Some(match found {
            Some((value, end)) => {
                self.year_of_day(year, value, end);
                end
            }
            None => point,
        })
    }

    fn weekday_word(&mut self, at: usize) -> Option<usize> {
        let tongue = self.language.tongue;
        let (day, full) = weekday(tongue, self.word(at).as_str())?;
        let capital = self.is_capital(at);
        if tongue == Tongue::English && !capital
            || tongue == Tongue::Spanish && capital && at > 0 && day == 6
        {
            return None;
        }
        let point = at + 1 + usize::from(self.s(at + 1) == ".");
        let next = if full { at + 1 } else { point };
        if !full {
            let behind = self.gap(point + usize::from(self.s(point) == ","));
            let dated = month(tongue, self.word(behind).as_str()).is_some()
                || self.figure(behind).is_some();
            if !dated || behind == at + 1 {
                return None;
            }
        }
        self.push_weekday(at, next, day);
        Some(next)
    }

    /// Takes a day of the week down, and tells the date right before it.
    pub(super) fn push_weekday(&mut self, at: usize, next: usize, day: u8) {
        let span = self.span(at, next);
        self.tell_weekday(day, span);
        self.push(at, next, Class::Weekday, Weight::Word, Value::Weekday(day));
    }

    fn tell_weekday(&mut self, day: u8, span: Span) {
        let last = self
            .facts
            .iter()
            .rev()
            .take(2)
            .map(|fact| fact.span.end)
            .max();
        let Some(end) = last.filter(|end| *end <= span.start) else {
            return;
        };
        let text = &self.text[end..span.start];
        if text.len() > 6
            || text.contains(char::is_alphanumeric)
            || text.contains(['.', '。', ';', '；'])
        {
            return;
        }
        for fact in self.facts.iter_mut().rev().take(2) {
            let is_date = matches!(fact.value, Value::Date { .. }) && fact.weekday.is_none();
            if is_date && fact.span.end + 12 > end {
                fact.weekday = Some((day, span));
                return;
            }
        }
    }
}
