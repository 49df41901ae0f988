//! Numbers that are told in two: `6 ft 2 in`, `1米88`, `3元5角`, `7(2)`, `1500 M€`, `2 M`.

use super::language::Tongue;
use super::numerals;
use super::reader::{Number, Reader};
use super::token::Kind;
use super::units::{self, Unit};
use super::{Class, ONE, Value, Weight};

impl Reader<'_> {
    /// `7(2)`: a paragraph of an article, which is told as `7.2` too.
    pub(super) fn paragraph(&mut self, at: usize) {
        let Some(article) = at.checked_sub(2).and_then(|before| self.plain(before, 3)) else {
            return;
        };
        let (Some(paragraph), Some(digits)) =
            (self.plain(at, 2), self.figure(at).map(|one| one.digits))
        else {
            return;
        };
        if self.s(at - 1) != "(" || self.s(at + 1) != ")" {
            return;
        }
        let place = if digits == 1 { 10 } else { 100 };
        let joined = i128::from(article) * ONE + i128::from(paragraph) * ONE / place;
        let count = self.facts.len();
        for fact in &mut self.facts[count.saturating_sub(2)..] {
            fact.others.push(Value::Number(joined));
        }
    }

    /// `30K`, `$3m`, `2bn`: letters right behind a figure.
    pub(super) fn magnitude(&self, number: &mut Number, money: bool) {
        let behind = self.gap(number.next);
        let is_spanish = self.language.tongue == Tongue::Spanish;
        let money = money || is_spanish && self.is_money_letter(behind);
        let at = if money { behind } else { number.next };
        let factor = match self.word(at).as_str() {
            "k" if number.value >= 10 * ONE || money => 1_000,
            "m" | "mm" if money => 1_000_000,
            "bn" => 1_000_000_000,
            "b" if money => 1_000_000_000,
            "tn" | "trn" => 1_000_000_000_000,
            _ => return,
        };
        number.scale(factor);
        number.next = at + 1;
    }

    /// `1.2M` and `1T` in English, `1,2 M` and `30 k` in Spanish: how CLDR shortens a
    /// large number, and perhaps a unit or a letter of a name. Either may be meant.
    pub(super) fn shortened(&self, number: &mut Number) {
        let (at, letter) = match self.language.tongue {
            Tongue::English => (number.next, self.letter(number.next)),
            Tongue::Spanish => {
                let at = self.gap(number.next);
                (at, self.letter(at))
            }
            _ => return,
        };
        let plain = number.value;
        // `1m`: British for a million, and everybody's for a metre, which the unit tells.
        if letter == "m" && self.language.tongue == Tongue::English {
            number.other = Some(plain.saturating_mul(1_000_000));
        }
        let Some(factor) = self.factor_of(letter) else {
            return;
        };
        let is_scaled = number.factor > 1;
        number.scale(factor);
        // `20 mil M` are no thousands of metres.
        number.other = (!is_scaled).then_some(plain);
        number.next = at + 1;
    }

    /// The power of ten that a letter after a figure stands for.
    pub(super) fn factor_of(&self, letter: &str) -> Option<i128> {
        let is_spanish = self.language.tongue == Tongue::Spanish;
        Some(match letter {
            "K" | "k" => 1_000,
            "M" => 1_000_000,
            "B" if is_spanish => 1_000_000_000_000,
            "B" => 1_000_000_000,
            "T" if !is_spanish => 1_000_000_000_000,
            _ => return None,
        })
    }

    /// A word as it is written, with its capitals.
    pub(super) fn letter(&self, at: usize) -> &str {
        let word = self.start(at)..self.start(at + 1);
        self.original.get(word).unwrap_or_default()
    }

    /// Whether a letter stands for thousands or millions of the money behind it: `M€`.
    fn is_money_letter(&self, at: usize) -> bool {
        self.is_word(at, &["m", "k"])
            && units::money_of_sign(self.s(at + 1)).is_some()
            && self.figure(at + 2).is_none()
    }

    /// Tells a measure and a smaller one right behind it that they are one amount:
    /// `6 ft 2 in`, `1 h 20 min`.
    pub(super) fn compound(&mut self, unit: Option<Unit>) {
        let [.., first, second] = &mut self.facts[..] else {
            return;
        };
        let (Some(Unit::Measure(big)), Some(Unit::Measure(small))) = (first.unit, unit) else {
            return;
        };
        let (Value::Number(whole), Value::Number(rest)) = (&first.value, &second.value) else {
            return;
        };
        let (from, to) = (first.span.end, second.span.start);
        let between = self.text.get(from..to).unwrap_or("-").trim();
        let joined = matches!(between, "" | "and" | "y" | "con" | "零" | "又" | ",");
        let size = rest.saturating_mul(small.factor);
        if !joined || big.kind != small.kind || size >= big.factor.saturating_mul(ONE) {
            return;
        }
        let sum = whole.saturating_mul(big.factor).saturating_add(size);
        first.others.push(Value::Number(sum / big.factor));
        second.others.push(Value::Number(sum / small.factor));
    }

    /// `1米88`, `一米六五`, `三块五`, `3元5角`: digits behind a unit are its tenths.
    pub(super) fn tenths_behind(&mut self, at: usize, number: &Number) -> Option<usize> {
        let unit = match self.s(number.next) {
            "米" => units::of_word("m"),
            "元" | "块" | "塊" => Some(Unit::Money("元")),
            _ => return None,
        };
        let (mut value, mut next) = self.digits_of_tenths(number.next + 1)?;
        let is_coin = self.is(next, &["角", "毛"]);
        next += usize::from(is_coin);
        let behind = self.s(next);
        let is_word = self
            .tokens
            .get(next)
            .is_some_and(|token| token.kind == Kind::Word);
        // `一米五个`, `三块五分`: the digits count something of their own.
        let counts = is_word
            || !behind.is_empty() && "%％.-–~～分个個米元次人名岁年月日号条张件层".contains(behind);
        if is_coin
            && let Some((more, end)) = self.digits_of_tenths(next)
            && self.is(end, &["分"])
        {
            value += more / 10;
            next = end + 1;
        } else if counts || self.is(number.next, &["元"]) && !is_coin {
            return None;
        }
        let weight = number.weight.min(Weight::Word);
        let value = Value::Number(number.value + value);
        self.push(at, next, Class::Number, weight, value).unit = unit;
        Some(next)
    }

    /// One digit or two, in figures or in Han, as what they are behind a point.
    fn digits_of_tenths(&self, at: usize) -> Option<(i128, usize)> {
        if let Some(figure) = self.figure(at) {
            let by = match figure.digits {
                1 => 10,
                2 => 100,
                _ => return None,
            };
            return Some((figure.value? / by, at + 1));
        }
        let digit = |at: usize| numerals::digit(self.s(at).chars().next()?);
        let first = digit(at)? * ONE / 10;
        let place = |at: usize| self.s(at).chars().next().and_then(numerals::place);
        let (value, next) = match digit(at + 1) {
            Some(second) => (first + second * ONE / 100, at + 2),
            None => (first, at + 1),
        };
        (place(next).is_none() && digit(next).is_none()).then_some((value, next))
    }
}
