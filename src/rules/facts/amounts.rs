//! What stands behind a number: its unit, a half, a side of zero.

use super::language::Tongue;
use super::reader::{Number, Reader};
use super::technical;
use super::units::{self, Unit};
use super::{Class, ONE, Weight};

impl Reader<'_> {
    /// Returns the unit behind a number, and moves the number's end behind it.
    pub(super) fn unit_behind(&self, number: &mut Number) -> Option<Unit> {
        let mut at = self.gap(number.next);
        at += usize::from(self.s(at) == "\\");
        if let Some((unit, next)) = self.sign_behind(at) {
            if self.s(at) == "‰" {
                number.value /= 10;
            }
            if self.s(at) == "¢" {
                as_cents(number);
            }
            number.next = next;
            return Some(unit);
        }
        if self.language.tongue == Tongue::Chinese
            && let Some((unit, len)) = units::of_chinese(&self.text[self.start(at)..])
        {
            let end = self.start(at) + len;
            let mut next = at;
            while self.start(next) < end {
                next += 1;
            }
            if matches!(unit, Unit::Measure(one) if one.name == "li")
                && number.weight != Weight::Figure
            {
                return None;
            }
            if unit == Unit::Money("¢") {
                as_cents(number);
            }
            number.next = next;
            return Some(unit);
        }
        let mut at = self.joint(number.next).unwrap_or(number.next);
        // `3 millones de dólares`
        if number.factor >= 1_000_000 && self.is_word(at, &["de"]) {
            at = self.gap(at + 1);
        }
        self.percent_words(number, at)
            .or_else(|| self.money_words(number, at))
            .or_else(|| self.measure_words(number, at))
    }

    fn sign_behind(&self, at: usize) -> Option<(Unit, usize)> {
        match self.s(at) {
            "%" | "％" | "٪" | "‰" => Some((Unit::Percent, at + 1)),
            "℃" => Some((units::degrees(true)?, at + 1)),
            "℉" => Some((units::degrees(false)?, at + 1)),
            "¢" => Some((Unit::Money("¢"), at + 1)),
            "°" | "º" => {
                let next = self.gap(at + 1);
                match self.word(next).as_str() {
                    "c" => Some((units::degrees(true)?, next + 1)),
                    "f" => Some((units::degrees(false)?, next + 1)),
                    _ => None,
                }
            }
            "$" | "＄" if self.figure(at + 1).is_some() || self.figure(at + 2).is_some() => None,
            // `a €75m loan`
            _ if self.figure(at + 1).is_some() => None,
            sign => Some((Unit::Money(units::money_of_sign(sign)?), at + 1)),
        }
    }

    fn percent_words(&self, number: &mut Number, at: usize) -> Option<Unit> {
        let behind = self.gap(at + 1);
        let next = match self.word(at).as_str() {
            "percent" | "pct" => at + 1,
            "percentage" if self.is_word(behind, &["points", "point"]) => behind + 1,
            "per" if self.is_word(behind, &["cent"]) => behind + 1,
            "por" if self.is_word(behind, &["ciento", "cien"]) => behind + 1,
            // The thousand may be told too, `11 por cada 1000`, and is read in its turn.
            "per" | "por" if self.is_word(behind, &["thousand", "mil"]) => {
                number.other = Some(number.value);
                number.value /= 10;
                number.next
            }
            "puntos" | "punto" if self.is_word(behind, &["porcentuales", "porcentual"]) => {
                behind + 1
            }
            _ => return None,
        };
        number.next = next;
        Some(Unit::Percent)
    }

    fn money_words(&self, number: &mut Number, at: usize) -> Option<Unit> {
        // `5 US dollars`
        let mut at = at;
        if self.is_word(at, &["us", "american"]) {
            at = self.gap(at + 1);
        }
        let behind = self.gap(at + 1);
        let folded = self.word(at);
        match folded.as_str() {
            "cent" | "cents" | "centavo" | "centavos" | "centimo" | "centimos" => {
                as_cents(number);
                number.next = at + 1;
                Some(Unit::Money("¢"))
            }
            "pound" | "pounds" | "libra" | "libras"
                if self.is_word(behind, &["sterling", "esterlina", "esterlinas"]) =>
            {
                number.next = behind + 1;
                Some(Unit::Money("GBP"))
            }
            // Money or weight.
            "pound" | "pounds" | "libra" | "libras" => {
                number.next = at + 1;
                Some(Unit::Money("pound"))
            }
            // Of Mexico's press: millions of dollars, of pesos.
            "mdd" | "mdp" => {
                number.scale(1_000_000);
                number.next = at + 1;
                Some(Unit::Money(if self.is_word(at, &["mdd"]) {
                    "dollar"
                } else {
                    "peso"
                }))
            }
            // `version 17 won` is no money of Korea.
            "won" if number.value < 100 * ONE && self.language.tongue == Tongue::English => None,
            name => {
                let code = units::money_of_word(name)?;
                number.next = at + 1;
                Some(Unit::Money(code))
            }
        }
    }

    fn measure_words(&self, number: &mut Number, at: usize) -> Option<Unit> {
        let behind = self.gap(at + 1);
        let folded = self.word(at);
        let name = folded.as_str();
        let is_figure = number.weight == Weight::Figure;
        if let Some(unit) = self.unit_of_two(number, at) {
            return Some(unit);
        }
        // One or two letters are a symbol only behind a figure.
        if name.len() <= 2 && !is_figure && !matches!(name, "km" | "kg") {
            return None;
        }
        // `mi casa`, `5 h` and `el 5 m.`: a symbol that is also a word.
        if matches!(name, "mi" | "t" | "w" | "l")
            && self.language.tongue == Tongue::Spanish
            && name == "mi"
        {
            return None;
        }
        // `quince días` are two weeks, and `ocho días` is one.
        if matches!(name, "dias") && number.other.is_none() && !is_figure {
            number.other = match number.value / ONE {
                15 => Some(14 * ONE),
                8 => Some(7 * ONE),
                _ => None,
            };
        }
        let unit = match name {
            // Behind four digits it makes a decade.
            // `the over-65s` are people.
            "s" if at == number.next && self.is_age_group(at) => return None,
            "s" if is_figure && number.digits < 4 => units::of_word("sec")?,
            _ => self
                .symbol(at)
                .filter(|_| is_figure)
                .or_else(|| units::of_word(name))?,
        };
        number.next = at + 1;
        if matches!(name, "foot" | "feet" | "ft")
            && let Some(inches) = self.joint(at + 1).and_then(|at| self.plain(at, 2))
            && (1..12).contains(&inches)
        {
            // `6-foot-3`, `6 ft 2 in`
            let hyphen = self.s(at + 1) == "-";
            let inch = self.gap(at + 3);
            let said = self.is_word(inch, &["in", "inch", "inches"]);
            if hyphen || said {
                number.value += i128::from(inches) * ONE / 12;
                number.next = if hyphen { at + 3 } else { inch + 1 };
                return Some(unit);
            }
        }
        let power = |unit| match self.s(at + 1) {
            "²" | "2" => units::squared(unit),
            "³" | "3" => units::cubed(unit),
            _ => None,
        };
        if let Some(unit) = power(unit) {
            number.next = at + 2;
            return Some(unit);
        }
        let by = if self.s(at + 1) == "/" {
            at + 2
        } else {
            self.gap(behind + 1)
        };
        if (self.s(at + 1) == "/" || self.is_word(behind, &["per", "an", "por"]))
            && self.is_word(by, &["h", "hour", "hora"])
            && let Some(speed) = units::by_hour(unit)
        {
            number.next = by + 1;
            return Some(speed);
        }
        match self.word(behind).as_str() {
            "cuadrado" | "cuadrados" | "cuadradas" => {
                number.next = behind + 1;
                units::squared(unit)
            }
            "cubico" | "cubicos" => {
                number.next = behind + 1;
                units::cubed(unit)
            }
            _ => Some(unit),
        }
    }

    /// `square miles`, `degrees Celsius`, `working days`, `mph`: units of two words, or of
    /// two units.
    fn unit_of_two(&self, number: &mut Number, at: usize) -> Option<Unit> {
        let behind = self.gap(at + 1);
        let folded = self.word(at);
        match folded.as_str() {
            name @ ("square" | "sq" | "cubic") => {
                // `24,000-square-foot`
                let behind = self.joint(at + 1).unwrap_or(behind);
                let unit = units::of_word(self.word(behind).as_str())?;
                number.next = behind + 1;
                match name {
                    "cubic" => units::cubed(unit),
                    _ => units::squared(unit),
                }
            }
            "degree" | "degrees" | "grado" | "grados" => self.degrees(number, at),
            "nautical" if self.is_word(behind, &["mile", "miles"]) => {
                number.next = behind + 1;
                Some(units::nautical())
            }
            "milla" | "millas" if self.is_word(behind, &["nauticas", "nautica", "marinas"]) => {
                number.next = behind + 1;
                Some(units::nautical())
            }
            "working" | "business" | "calendar" | "consecutive" | "straight" | "full" | "whole"
            | "more" | "long" | "additional" | "successive" => {
                let unit = self.word(behind);
                let unit = units::of_word(unit.as_str()).filter(|_| unit.as_str().len() > 2)?;
                number.next = behind + 1;
                Some(unit)
            }
            "mph" => {
                number.next = at + 1;
                units::by_hour(units::of_word("mile")?)
            }
            "kmh" | "kph" => {
                number.next = at + 1;
                units::by_hour(units::of_word("km")?)
            }
            _ => None,
        }
    }

    /// Whether a hyphen, or a word of ages, stands before the figure before a token.
    fn is_age_group(&self, at: usize) -> bool {
        let before = |by: usize| at.checked_sub(by).map_or("", |at| self.s(at));
        matches!(before(2), "-" | "‑") || matches!(before(3), "over" | "under" | "the")
    }

    /// The unit of a symbol in which capitals count.
    fn symbol(&self, at: usize) -> Option<Unit> {
        let span = self.span(at, at + 1);
        technical::of_symbol(&self.original[span.start..span.end])
    }

    /// Degrees; of no scale that is said, they have no unit.
    fn degrees(&self, number: &mut Number, at: usize) -> Option<Unit> {
        let behind = self.gap(at + 1);
        number.next = at + 1;
        let celsius = match self.word(behind).as_str() {
            "celsius" | "centigrados" | "centigrade" | "c" => true,
            "fahrenheit" | "f" => false,
            _ => return None,
        };
        number.next = behind + 1;
        units::degrees(celsius)
    }

    /// `two hours and a half`, `dos horas y media`, `2 millones y medio`, `两年半`.
    pub(super) fn half_behind(&self, number: &mut Number, unit: Option<Unit>) {
        let and = self.gap(number.next);
        let a = self.gap(and + 1);
        let is_measure = matches!(unit, Some(Unit::Measure(_)));
        let next = match self.language.tongue {
            Tongue::English
                if is_measure && self.is_word(and, &["and"]) && self.is_word(a, &["a"]) =>
            {
                let half = self.gap(a + 1);
                self.is_word(half, &["half"]).then_some(half + 1)
            }
            Tongue::Spanish if is_measure && self.is_word(and, &["y"]) => {
                self.is_word(a, &["medio", "media"]).then_some(a + 1)
            }
            Tongue::Chinese if is_measure && self.s(number.next) == "半" => Some(number.next + 1),
            _ => None,
        };
        if next.is_none() && unit.is_none() && number.other.is_none() && self.noun_and_half(number)
        {
            number.other = Some(number.value + ONE / 2);
        }
        if let Some(next) = next {
            number.value += ONE / 2;
            if number.weight == Weight::Hint {
                number.weight = Weight::Word;
            }
            number.digits = 0;
            number.next = next;
        }
    }

    /// Whether a half is said behind what a number counts: `tres tazas y media`, `三杯半`.
    fn noun_and_half(&self, number: &Number) -> bool {
        let noun = self.gap(number.next);
        let and = self.gap(noun + 1);
        let half = self.gap(and + 1);
        match self.language.tongue {
            Tongue::English => {
                self.is_word(and, &["and"])
                    && self.is_word(half, &["a"])
                    && self.is_word(self.gap(half + 1), &["half"])
            }
            Tongue::Spanish => self.is_word(and, &["y"]) && self.is_word(half, &["medio", "media"]),
            Tongue::Chinese => self.s(number.next + 1) == "半" && noun == number.next,
            Tongue::Other => false,
        }
    }

    /// `five below zero`, `cinco bajo cero`.
    pub(super) fn below_zero(&self, number: &mut Number) -> bool {
        let at = self.gap(number.next);
        let zero = self.gap(at + 1);
        let below = self.is_word(at, &["below", "bajo"]) && self.is_word(zero, &["zero", "cero"]);
        if below {
            number.next = zero + 1;
        }
        below
    }

    /// `año y medio`, `hora y media`: one and a half, with no number before.
    pub(super) fn unit_and_half(&mut self, at: usize) -> Option<usize> {
        let unit =
            units::of_word(self.word(at).as_str()).filter(|_| self.word(at).as_str().len() > 2)?;
        let y = self.gap(at + 1);
        let half = self.gap(y + 1);
        if !self.is_word(y, &["y"]) || !self.is_word(half, &["medio", "media"]) {
            return None;
        }
        let value = super::Value::Number(ONE * 3 / 2);
        self.push(at, half + 1, Class::Number, Weight::Word, value)
            .unit = Some(unit);
        Some(half + 1)
    }
}

/// Hundredths of a currency.
fn as_cents(number: &mut Number) {
    number.other = Some(number.value);
    number.value /= 100;
}
