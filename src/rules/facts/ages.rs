//! Decades, centuries, and Roman numerals.

use super::language::Tongue;
use super::reader::{Number, Reader};
use super::{Class, ONE, Value, Weight, numerals};

impl Reader<'_> {
    /// `the 1990s`, `the ’80s`, `the nineties`, `los años noventa`, `la década de 1990`.
    pub(super) fn decade(&mut self, at: usize) -> Option<usize> {
        if self.language.tongue == Tongue::English {
            return self.english_decade(at);
        }
        let folded = self.word(at);
        let (first, mut next) = (folded.as_str(), self.gap(at + 1));
        let mut said = matches!(first, "anos" | "decada" | "decadas");
        if !said && first != "los" {
            return None;
        }
        while self.is_word(next, &["de", "los", "del", "anos", "ano", "las"]) {
            said |= self.is_word(next, &["anos"]);
            next = self.gap(next + 1);
        }
        next += usize::from(matches!(self.s(next), "'" | "’"));
        let number = self.spanish(next)?;
        let value = u16::try_from(number.value / ONE).ok()?;
        let (century, tens) = match (value, number.digits) {
            (1000..3000, 4) => (u8::try_from(value / 100).ok(), value / 10 % 10),
            (20..100, 0 | 2) => (None, value / 10),
            _ => return None,
        };
        if value % 10 != 0
            || !said && self.figure(next).is_none() && !self.ends_days(next, number.next)
        {
            return None;
        }
        let tens = u8::try_from(tens).ok()?;
        if !said {
            // `los 80` may be eighty of something.
            if number.factor != 1 {
                return None;
            }
            let fact = self.push(
                next,
                number.next,
                Class::Number,
                number.weight,
                Value::whole(i128::from(value)),
            );
            fact.others.push(Value::Decade(None, tens));
            return Some(number.next);
        }
        let from = if first == "los" { next } else { at };
        let fact = self.push(
            from,
            number.next,
            Class::Date,
            number.weight,
            Value::Decade(century, tens),
        );
        fact.others.push(Value::whole(i128::from(value)));
        Some(number.next)
    }

    fn english_decade(&mut self, at: usize) -> Option<usize> {
        if let Some(next) = self.named_decade(at) {
            return Some(next);
        }
        let year = self.plain(at, 4).filter(|year| year % 10 == 0)?;
        let digits = self.figure(at)?.digits;
        let mark = usize::from(matches!(self.s(at + 1), "'" | "’"));
        if !self.is_word(at + 1 + mark, &["s", "ies"]) {
            return None;
        }
        let next = at + 2 + mark;
        if digits == 2 && mark == 0 && !self.is_told_decade(at) {
            // `30s`: seconds, it seems.
            let value = Value::whole(i128::from(year));
            let fact = self.push(at, next, Class::Number, Weight::Figure, value);
            fact.unit = super::units::of_word("sec");
            let tens = u8::try_from(year / 10).ok()?;
            fact.others.push(Value::Decade(None, tens));
            return Some(next);
        }
        let quoted = at > 0 && matches!(self.s(at - 1), "'" | "’" | "‘");
        let (value, weight) = match digits {
            4 if year >= 1000 => (
                Value::Decade(
                    u8::try_from(year / 100).ok(),
                    u8::try_from(year / 10 % 10).ok()?,
                ),
                Weight::Figure,
            ),
            2 => (
                Value::Decade(None, u8::try_from(year / 10).ok()?),
                if quoted { Weight::Figure } else { Weight::Hint },
            ),
            _ => return None,
        };
        let fact = self.push(at, next, Class::Date, weight, value);
        fact.others.push(Value::whole(i128::from(year)));
        // `the 1800s`
        if digits == 4
            && year % 100 == 0
            && let Ok(century) = i16::try_from(year / 100 + 1)
        {
            fact.others.push(Value::Century(century));
        }
        Some(next)
    }

    /// `the nineties`, `in his thirties`.
    fn named_decade(&mut self, at: usize) -> Option<usize> {
        const NAMES: [&str; 8] = [
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ];
        let index = NAMES
            .iter()
            .position(|name| *name == self.word(at).as_str())?;
        let tens = u8::try_from(index + 2).ok()?;
        let (decade, age) = (
            Value::Decade(None, tens),
            Value::whole(i128::from(tens) * 10),
        );
        // `in his thirties` is an age.
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let is_age = matches!(before, "his" | "her" | "their" | "my" | "your" | "our");
        let is_told = matches!(before, "the" | "early" | "late" | "mid");
        let (class, weight, value, other) = match (is_age, is_told) {
            (true, _) => (Class::Number, Weight::Word, age, decade),
            (_, true) => (Class::Date, Weight::Word, decade, age),
            _ => (Class::Date, Weight::Hint, decade, age),
        };
        self.push(at, at + 1, class, weight, value)
            .others
            .push(other);
        Some(at + 1)
    }

    /// Whether the words before two digits and an `s` make a decade of them.
    fn is_told_decade(&self, at: usize) -> bool {
        let before = |by: usize| at.checked_sub(by).map_or("", |at| self.s(at));
        let told = [
            "the", "his", "her", "its", "their", "my", "your", "our", "early", "late", "mid", "in",
            "to", "and", "or",
        ];
        matches!(before(1), "'" | "’" | "‘" | "-" | "–") || told.contains(&before(2))
    }

    /// `21st century`, `siglo XXI`, `siglos XVIII y XIX`.
    pub(super) fn century(&mut self, at: usize) -> Option<usize> {
        if self.language.tongue == Tongue::English {
            let mut number = self.english(at)?;
            if number.digits > 0 && self.is_word(number.next, &["st", "nd", "rd", "th"]) {
                number.next += 1;
            } else if number.class != Class::Ordinal {
                return None;
            }
            let place = self.joint(number.next)?;
            if !self.is_word(place, &["century", "centuries"]) {
                return None;
            }
            return Some(self.push_century(at, place + 1, &number));
        }
        if !self.is_word(at, &["siglo", "siglos"]) {
            return None;
        }
        let mut place = self.gap(at + 1);
        let mut end = None;
        while let Some(number) = self.century_number(place) {
            end = Some(self.push_century(place, number.next, &number));
            if end == Some(place) {
                break;
            }
            let Some(next) = self.connector(end?) else {
                break;
            };
            place = next;
        }
        end
    }

    fn century_number(&self, at: usize) -> Option<Number> {
        if let Some(value) = numerals::roman(self.s(at)).filter(|value| *value <= 30) {
            return Some(Number::new(value * ONE, Weight::Figure, at + 1));
        }
        let number = self.spanish(at)?;
        (ONE..=30 * ONE).contains(&number.value).then_some(number)
    }

    fn push_century(&mut self, at: usize, next: usize, number: &Number) -> usize {
        let value = i16::try_from(number.value / ONE).unwrap_or(0);
        let (before, next) = match self.era(next) {
            Some((before, next)) => (before, next),
            None => (false, next),
        };
        let weight = number.weight.min(Weight::Word);
        let signed = if before { -value } else { value };
        let fact = self.push(at, next, Class::Date, weight, Value::Century(signed));
        if !before {
            fact.others.push(Value::whole(i128::from(value)));
        }
        next
    }

    /// `World War II`, `Felipe II`, `capítulo IV`, `XXV aniversario`.
    pub(super) fn roman(&mut self, at: usize) -> Option<usize> {
        let span = self.span(at, at + 1);
        let mut original = &self.original[span.start..span.end];
        if self.language.tongue == Tongue::Other {
            // `XXIe siècle`
            original = original
                .trim_end_matches(['e', 'è', 'º', 'ª'])
                .trim_end_matches("èm");
        }
        if original.len() < 2 || !original.bytes().all(|byte| b"IVXLCDM".contains(&byte)) {
            return None;
        }
        let value = numerals::roman(&original.to_ascii_lowercase())?;
        // Letters of a name in capitals may be one by chance: `CD`, `MIX`.
        let sure = original.bytes().all(|byte| b"IVX".contains(&byte));
        let weight = if sure { Weight::Word } else { Weight::Hint };
        self.push(at, at + 1, Class::Ordinal, weight, Value::whole(value));
        Some(at + 1)
    }
}
