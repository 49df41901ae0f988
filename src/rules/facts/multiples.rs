//! How many times as much: `tripled`, `tenfold`, `el triple de`, `翻一番`, `增长两倍`.
//!
//! A growth is told in more ways than one: what has tripled is three times as much,
//! two times more, and 200 percent more.

use super::reader::{Number, Reader};
use super::{Class, ONE, Value, Weight};

/// Returns the multiple that an English word says.
fn english(word: &str) -> Option<i128> {
    Some(match word {
        "doubled" | "doubling" => 2,
        "tripled" | "tripling" | "trebled" | "trebling" => 3,
        "quadrupled" | "quadrupling" => 4,
        "quintupled" | "quintupling" => 5,
        _ => match word.strip_suffix("fold")? {
            "two" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            "seven" => 7,
            "eight" => 8,
            "nine" => 9,
            "ten" => 10,
            "hundred" => 100,
            "thousand" => 1_000,
            _ => return None,
        },
    })
}

/// Returns the multiple that a Spanish verb says, accents left out. What is
/// `duplicado` may be a copy.
fn spanish(word: &str) -> Option<i128> {
    const STEMS: [(&str, i128); 6] = [
        ("duplic", 2),
        ("triplic", 3),
        ("cuadruplic", 4),
        ("quintuplic", 5),
        ("sextuplic", 6),
        ("decuplic", 10),
    ];
    let (ending, value) = STEMS
        .iter()
        .find_map(|(stem, value)| Some((word.strip_prefix(stem)?, *value)))?;
    let is_copy = value == 2 && (ending.starts_with("ad") || matches!(ending, "ar" | "ando"));
    let is_noun = ending.starts_with("acion") || ending == "idad";
    (!is_copy && !is_noun).then_some(value)
}

/// A multiple, which may be told as the percentage that it has grown by.
fn number(value: i128, next: usize) -> Number {
    let mut number = Number::new(value * ONE, Weight::Word, next);
    number.other = Some((value - 1) * 100 * ONE);
    number
}

impl Reader<'_> {
    /// `tripled`, `tenfold`, `double the price`, `halved`.
    pub(super) fn english_multiple(&self, at: usize) -> Option<Number> {
        let folded = self.word(at);
        let first = folded.as_str();
        if let Some(value) = english(first) {
            return Some(number(value, at + 1));
        }
        if matches!(first, "halved" | "halving") {
            let mut half = Number::new(ONE / 2, Weight::Word, at + 1);
            half.class = Class::Fraction;
            return Some(half);
        }
        let value = match first {
            "double" => 2,
            "triple" | "treble" => 3,
            "quadruple" => 4,
            _ => return None,
        };
        let is_told = self.is_word(self.gap(at + 1), &["the", "what"]);
        is_told.then(|| number(value, at + 1))
    }

    /// `se triplicó`, `el triple de`, `el doble que`.
    pub(super) fn spanish_multiple(&self, at: usize) -> Option<Number> {
        let folded = self.word(at);
        let first = folded.as_str();
        if let Some(value) = spanish(first) {
            return Some(number(value, at + 1));
        }
        let value = match first {
            "doble" => 2,
            "triple" => 3,
            "cuadruple" => 4,
            _ => return None,
        };
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let is_told = matches!(before, "el" | "del" | "al")
            && self.is_word(self.gap(at + 1), &["", "de", "que"]);
        is_told.then(|| number(value, at + 1))
    }

    /// `翻番`, `翻一番`, `翻了两番`, `减半`.
    pub(super) fn chinese_multiple(&mut self, at: usize) -> Option<usize> {
        if matches!(self.s(at), "减" | "減" | "折") && self.is(at + 1, &["半"]) {
            let half = Value::Number(ONE / 2);
            self.push(at, at + 2, Class::Fraction, Weight::Word, half);
            return Some(at + 2);
        }
        if !self.is(at, &["翻"]) {
            return None;
        }
        let count = at + 1 + usize::from(self.is(at + 1, &["了"]));
        let (times, next) = if self.is(count, &["番", "倍"]) {
            (1, count)
        } else {
            self.small(count, 9)?
        };
        if !self.is(next, &["番"]) && next > count || times == 0 {
            return None;
        }
        let value = 1 << times;
        let fact = self.push(
            at,
            next + 1,
            Class::Number,
            Weight::Word,
            Value::whole(value),
        );
        fact.others = vec![Value::whole((value - 1) * 100)];
        Some(next + 1)
    }

    /// What has grown by twice as much, `增长两倍`, is three times as much.
    pub(super) fn grown_by(&mut self, at: usize, next: usize) {
        const GROWTH: [&str; 14] = [
            "增长", "增加", "提高", "扩大", "上升", "上涨", "增", "涨", "增長", "提升", "擴大",
            "激增", "高出", "猛增",
        ];
        if !self.is(next, &["倍"]) {
            return;
        }
        let before =
            self.text[..self.start(at)].trim_end_matches(['了', '近', '约', '約', '逾', ' ']);
        let grown = GROWTH.iter().any(|verb| before.ends_with(verb));
        if let Some(fact) = self.facts.last_mut()
            && let Value::Number(value) = fact.value
            && grown
        {
            fact.others.push(Value::Number(value + ONE));
            fact.others.push(Value::Number(value.saturating_mul(100)));
        }
    }
}
