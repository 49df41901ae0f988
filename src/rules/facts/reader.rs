//! Walks over the tokens of a text, and reads the fact at each.

use super::language::{Language, Tongue};
use super::parts::Parts;
use super::token::{self, Figure, Kind, Token};
use super::units::{self, Unit};
use super::{Class, Fact, ONE, Value, Weight};
use crate::text::Span;

/// A text with its tokens, and the facts read so far.
pub(super) struct Reader<'t> {
    /// The text as its author wrote it.
    pub(super) original: &'t str,
    /// The text in lower case, masked.
    pub(super) text: &'t str,
    pub(super) language: Language,
    pub(super) tokens: Vec<Token>,
    pub(super) figures: Vec<Figure>,
    pub(super) facts: Vec<Fact>,
    /// Whether the last time said which half of the day it is in.
    pub(super) marked: bool,
    /// A number that is to come, by its token, and what it makes of the last.
    pub(super) whole: Option<(usize, Parts)>,
}

/// A sign before a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Minus {
    /// None, or one that is something else.
    None,
    /// One that is a minus before degrees, else a dash.
    Perhaps,
    /// One that can be nothing else.
    Sure,
}

/// A number as it stands, before what follows it is known.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) value: i128,
    pub(super) other: Option<i128>,
    pub(super) class: Class,
    pub(super) weight: Weight,
    /// What scale words have made of it.
    pub(super) factor: i128,
    /// Digits, of a figure that is nothing but digits.
    pub(super) digits: usize,
    /// The token behind it.
    pub(super) next: usize,
}

impl Number {
    pub(super) const fn new(value: i128, weight: Weight, next: usize) -> Self {
        Self {
            value,
            other: None,
            class: Class::Number,
            weight,
            factor: 1,
            digits: 0,
            next,
        }
    }

    pub(super) fn scale(&mut self, factor: i128) {
        self.value = self.value.saturating_mul(factor);
        self.other = self.other.map(|other| other.saturating_mul(factor));
        self.factor = self.factor.saturating_mul(factor);
        self.digits = 0;
    }
}

/// Letters without their accents, to be looked up.
pub(super) enum Folded<'t> {
    /// Those of the text itself: most have none.
    Plain(&'t str),
    /// Others, and how many they are.
    Other([u8; LONGEST], usize),
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 24;

impl<'t> Folded<'t> {
    pub(super) fn new(word: &'t str) -> Self {
        if word.is_ascii() {
            return Self::Plain(if word.len() > LONGEST { "" } else { word });
        }
        let (mut letters, mut length) = ([0; LONGEST], 0);
        for c in word.chars() {
            let plain = match c {
                'á' | 'à' => b'a',
                'é' => b'e',
                'í' => b'i',
                'ó' => b'o',
                'ú' | 'ü' => b'u',
                'ñ' => b'n',
                c if c.is_ascii() => c as u8,
                _ => return Self::Plain(""),
            };
            let Some(place) = letters.get_mut(length) else {
                return Self::Plain("");
            };
            *place = plain;
            length += 1;
        }
        Self::Other(letters, length)
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Plain(word) => word,
            Self::Other(letters, length) => {
                std::str::from_utf8(&letters[..*length]).unwrap_or_default()
            }
        }
    }
}

/// Reads all facts.
pub(super) fn read(original: &str, text: &str, language: Language) -> Vec<Fact> {
    let (tokens, figures) = token::tokens(text, language);
    let mut reader = Reader {
        original,
        text,
        language,
        tokens,
        figures,
        facts: Vec::new(),
        marked: false,
        whole: None,
    };
    let mut at = 0;
    while at < reader.tokens.len() {
        at = reader.step(at).unwrap_or(at + 1).max(at + 1);
    }
    reader.facts
}

impl<'t> Reader<'t> {
    fn step(&mut self, at: usize) -> Option<usize> {
        match self.tokens[at].kind {
            Kind::Space => None,
            Kind::Mark => self.code(at).or_else(|| self.amount(at)),
            Kind::Han if self.language.tongue == Tongue::Chinese => self.chinese(at),
            Kind::Han => None,
            Kind::Word => self
                .code(at)
                .or_else(|| self.date(at))
                .or_else(|| self.time(at))
                .or_else(|| self.amount(at)),
            Kind::Figure(_) => self
                .code(at)
                .or_else(|| self.date(at))
                .or_else(|| self.time(at))
                .or_else(|| match self.language.tongue {
                    Tongue::Chinese => self.chinese(at),
                    _ => None,
                })
                .or_else(|| self.amount(at)),
        }
    }

    /// The text of a token in lower case; nothing behind the end.
    pub(super) fn s(&self, at: usize) -> &'t str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.text[token.start..token.end])
    }

    pub(super) fn word(&self, at: usize) -> Folded<'t> {
        match self.tokens.get(at) {
            Some(token) if token.kind == Kind::Word => Folded::new(self.s(at)),
            _ => Folded::new(""),
        }
    }

    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at).as_str())
    }

    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
        match self.tokens.get(at)?.kind {
            Kind::Figure(index) => self.figures.get(index).copied(),
            _ => None,
        }
    }

    /// A figure of at most so many digits, and nothing else.
    pub(super) fn plain(&self, at: usize, digits: usize) -> Option<u16> {
        let figure = self.figure(at).filter(|figure| figure.digits <= digits)?;
        figure.plain()
    }

    pub(super) fn is_space(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Space)
    }

    /// Whether a number word is part of a saying.
    pub(super) fn is_saying(&self, at: usize, sayings: &[(&str, &str)]) -> bool {
        let behind = self.word(self.gap(at + 1));
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let own = self.word(at);
        sayings.iter().any(|(first, second)| {
            (own.as_str(), behind.as_str()) == (*first, *second)
                || (before, own.as_str()) == (*first, *second)
        })
    }

    /// The token at or behind a blank.
    pub(super) fn gap(&self, at: usize) -> usize {
        at + usize::from(self.is_space(at))
    }

    /// The token behind a blank or a hyphen, if one is there.
    pub(super) fn joint(&self, at: usize) -> Option<usize> {
        (self.is_space(at) || matches!(self.s(at), "-" | "‑")).then_some(at + 1)
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.tokens
            .get(at)
            .map_or(self.text.len(), |token| token.start)
    }

    pub(super) fn span(&self, from: usize, next: usize) -> Span {
        let end = next
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(0, |token| token.end);
        Span::new(self.start(from), end.max(self.start(from)))
    }

    pub(super) fn push(
        &mut self,
        from: usize,
        next: usize,
        class: Class,
        weight: Weight,
        value: Value,
    ) -> &mut Fact {
        let index = self.facts.len();
        self.facts.push(Fact {
            value,
            others: Vec::new(),
            unit: None,
            class,
            weight,
            span: self.span(from, next),
            weekday: None,
        });
        &mut self.facts[index]
    }

    /// Whether a token is a connector of a range or a list, and what is behind it.
    pub(super) fn connector(&self, at: usize) -> Option<usize> {
        let at = self.gap(at);
        let next = match self.s(at) {
            "-" | "–" | "—" | "―" | "~" | "～" | "至" | "到" | "和" | "或" | "、" | "," | "，"
            | "−" => at + 1,
            _ if self.is_word(
                at,
                &["to", "and", "or", "through", "a", "al", "y", "o", "u", "e"],
            ) =>
            {
                at + 1
            }
            _ => return None,
        };
        // `——`, `, and`, `al 19`, `a las 21`, `to the 19th`
        let mut next = self.gap(next);
        if matches!(self.s(next), "—" | "-") {
            next = self.gap(next + 1);
        }
        if self.is_word(next, &["and", "or", "y", "o", "the", "el", "las", "la"]) {
            next = self.gap(next + 1);
            if self.is_word(next, &["las", "the"]) {
                next = self.gap(next + 1);
            }
        }
        Some(next)
    }

    /// Whether nothing but a connector stands between the last fact and a token.
    pub(super) fn follows_last(&self, at: usize) -> bool {
        let Some(last) = self.facts.last() else {
            return false;
        };
        let (from, to) = (last.span.end, self.start(at));
        if from > to || to - from > 12 {
            return false;
        }
        let between = self.tokens[..at]
            .iter()
            .rposition(|token| token.start < from);
        let first = between.map_or(0, |index| index + 1);
        self.connector(first) == Some(at)
    }

    /// A number in this language.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        match self.language.tongue {
            Tongue::English => self.english(at),
            Tongue::Spanish => self.spanish(at),
            Tongue::Chinese => self.han(at),
            Tongue::Other => {
                let mut number = self.bare(at)?;
                while let Some(factor) = super::language::scale(self.s(self.gap(number.next))) {
                    number.next = self.gap(number.next) + 1;
                    number.scale(factor);
                }
                Some(number)
            }
        }
    }

    /// A figure, with the fraction of one character that may follow it.
    pub(super) fn bare(&self, at: usize) -> Option<Number> {
        if let Some(part) = vulgar(self.s(at)) {
            let mut number = Number::new(part, Weight::Figure, at + 1);
            number.class = Class::Fraction;
            return Some(number);
        }
        let figure = self.figure(at)?;
        let mut number = Number::new(figure.value?, Weight::Figure, at + 1);
        number.other = figure.other;
        number.digits = figure.digits;
        if let Some(part) = vulgar(self.s(at + 1)) {
            number.value += part;
            number.digits = 0;
            number.next = at + 2;
        }
        Some(number)
    }

    /// A sign of money before a figure, with the token behind it.
    fn money_before(&self, at: usize) -> Option<(&'static str, usize)> {
        if let Some(code) = units::money_of_sign(self.s(at)) {
            return Some((code, self.gap(at + 1)));
        }
        let sign = |at: usize| matches!(self.s(at), "$" | "＄");
        let code = match self.word(at).as_str() {
            "us" | "u" if sign(at + 1) => "USD",
            "hk" if sign(at + 1) => "HKD",
            "nt" if sign(at + 1) => "TWD",
            "au" | "a" if sign(at + 1) => "AUD",
            "ca" | "c" if sign(at + 1) => "CAD",
            "mx" if sign(at + 1) => "MXN",
            code @ ("usd" | "eur" | "gbp" | "rmb" | "cny" | "jpy" | "mxn" | "hkd" | "twd"
            | "chf" | "inr") => {
                return Some((units::money_of_word(code)?, self.gap(at + 1)));
            }
            _ => return None,
        };
        Some((code, self.gap(at + 2)))
    }

    /// An amount: a number with its sign, its currency, its unit.
    pub(super) fn amount(&mut self, at: usize) -> Option<usize> {
        let (money, mut first) = match self.money_before(at) {
            Some((code, next)) => (Some(code), next),
            None => (None, at),
        };
        let mut minus = self.minus(first);
        first += usize::from(minus != Minus::None);
        if self.is_word(first, &["minus", "menos"]) {
            let next = self.gap(first + 1);
            if self.figure(next).is_some() {
                minus = Minus::Perhaps;
                first = next;
            }
        }
        if money.is_some() && self.figure(first).is_none() {
            return None;
        }
        let number = self.number(first)?;
        Some(self.finish(at, first, number, money, minus))
    }

    /// Reads what follows a number, and takes the fact down.
    pub(super) fn finish(
        &mut self,
        at: usize,
        first: usize,
        mut number: Number,
        money: Option<&'static str>,
        minus: Minus,
    ) -> usize {
        if number.digits > 0 || number.factor == 1 && self.figure(first).is_some() {
            self.magnitude(&mut number, money.is_some());
        }
        if money.is_none() && self.figure(first).is_some() {
            self.shortened(&mut number);
        }
        let is_ordinal = self.ordinal_mark(&mut number);
        let mut unit = money.map(Unit::Money);
        if unit.is_none() && !is_ordinal {
            unit = self.unit_behind(&mut number);
        }
        if unit.is_none() && self.is_word(first, &["fortnight"]) {
            unit = units::of_word("day");
        }
        self.half_behind(&mut number, unit);
        // `3rd-party`, `2nd-hand`: words, that other languages have without a number.
        if is_ordinal && matches!(self.s(number.next), "-" | "‑") {
            number.weight = number.weight.max(Weight::Word);
        }
        let is_degree = matches!(unit, Some(Unit::Measure(one)) if one.name.starts_with('°'))
            || self.is_word(number.next - 1, &["degree", "degrees", "grado", "grados"])
            || self.s(number.next) == "度"
            || self.s(at) == "minus";
        let mut minus = minus == Minus::Sure || minus == Minus::Perhaps && is_degree;
        minus |= self.below_zero(&mut number);
        if self.s(at) == "menos" && !minus {
            number.other = number.other.or(Some(-number.value));
        }
        minus |= self.before_our_era(&mut number);
        if minus {
            number.value = -number.value;
            number.other = number.other.map(|other| -other);
        }
        self.share_scale(at, &number);
        let next = self.take_down(at, &number, unit);
        self.paragraph(first);
        self.compound(unit);
        self.parts(first, &number, unit);
        next
    }

    fn take_down(&mut self, at: usize, number: &Number, unit: Option<Unit>) -> usize {
        let is_year = number.digits == 4
            && unit.is_none()
            && number.class == Class::Number
            && (1500..2101).contains(&(number.value.abs() / ONE));
        let class = if is_year { Class::Year } else { number.class };
        let value = Value::Number(number.value);
        // All of it is told in many ways: `totally`, `por completo`, `完全`.
        let whole = unit == Some(Unit::Percent) && number.value == 100 * ONE;
        let weight = number
            .weight
            .max(if whole { Weight::Word } else { Weight::Figure });
        let fact = self.push(at, number.next, class, weight, value);
        fact.unit = unit;
        fact.others.extend(number.other.map(Value::Number));
        if number.digits == 2 {
            self.short_year(at, number.value);
        }
        number.next
    }

    /// `2019–20`: two figures behind a year may be one too.
    fn short_year(&mut self, at: usize, value: i128) {
        let before = at.checked_sub(2).and_then(|before| self.plain(before, 4));
        if let Some(year) = before.filter(|year| *year >= 1000)
            && matches!(self.s(at - 1), "-" | "–" | "/")
            && let Some(fact) = self.facts.last_mut()
        {
            let century = i128::from(year / 100) * 100 * ONE;
            fact.others.push(Value::Number(century + value));
        }
    }

    /// `40th`, `40.º`, `1er`: the mark of an ordinal right behind a figure.
    fn ordinal_mark(&self, number: &mut Number) -> bool {
        if number.digits == 0 {
            return number.class == Class::Ordinal;
        }
        let point = usize::from(self.s(number.next) == ".");
        let at = number.next + point;
        let is_mark = match self.language.tongue {
            Tongue::English => point == 0 && self.is_word(at, &["st", "nd", "rd", "th"]),
            Tongue::Spanish => {
                matches!(self.s(at), "º" | "ª" | "ᵉʳ")
                    || self.s(at) == "°" && !self.is_word(at + 1, &["c", "f"])
                    || self.is_word(
                        at,
                        &[
                            "er", "o", "a", "ro", "ra", "do", "da", "to", "ta", "mo", "ma", "vo",
                            "va", "no", "na", "os", "as",
                        ],
                    )
            }
            _ => false,
        };
        if is_mark {
            number.class = Class::Ordinal;
            number.next = at + 1;
            number.digits = 0;
        }
        is_mark
    }

    /// A number of a range or a list may share the scale of the next one:
    /// `2 to 3 million`, `2至3万`.
    fn share_scale(&mut self, at: usize, number: &Number) {
        if number.factor <= 1 || !self.follows_last(at) {
            return;
        }
        if let Some(last) = self.facts.last_mut()
            && let Value::Number(value) = last.value
            && last.class == Class::Number
            && value < 1_000 * ONE
        {
            last.others
                .push(Value::Number(value.saturating_mul(number.factor)));
        }
    }

    fn before_our_era(&self, number: &mut Number) -> bool {
        if number.digits == 0 {
            return false;
        }
        match self.era(number.next) {
            Some((true, next)) => {
                number.next = next;
                true
            }
            _ => false,
        }
    }

    /// Whether an era is said, and whether it is the one before ours.
    pub(super) fn era(&self, at: usize) -> Option<(bool, usize)> {
        let at = self.gap(at);
        if self.is_word(at, &["bc", "bce"]) {
            return Some((true, at + 1));
        }
        if self.is_word(at, &["ad", "ce"]) {
            return Some((false, at + 1));
        }
        let first = self.word(at);
        let point = at + 1 + usize::from(self.s(at + 1) == ".");
        let next = self.gap(point);
        let second = self.word(next);
        let end = next + 1 + usize::from(self.s(next + 1) == ".");
        match (first.as_str(), second.as_str()) {
            ("b", "c") | ("a", "c") if point > at + 1 => Some((true, end)),
            ("a" | "d", "d" | "c") if point > at + 1 => Some((false, end)),
            ("antes", "de") if self.is_word(self.gap(next + 1), &["cristo"]) => {
                Some((true, self.gap(next + 1) + 1))
            }
            ("despues", "de") if self.is_word(self.gap(next + 1), &["cristo"]) => {
                Some((false, self.gap(next + 1) + 1))
            }
            _ => None,
        }
    }
}

/// Fractions that are one character.
pub(super) fn vulgar(sign: &str) -> Option<i128> {
    Some(match sign {
        "½" => ONE / 2,
        "¼" => ONE / 4,
        "¾" => ONE * 3 / 4,
        "⅓" => ONE / 3,
        "⅔" => ONE * 2 / 3,
        "⅕" => ONE / 5,
        "⅛" => ONE / 8,
        _ => return None,
    })
}
