//! Signs before figures, and figures that say a part together: `one in five`,
//! `nueve de cada diez`, `50-50`.

use super::language::Tongue;
use super::reader::{Minus, Number, Reader};
use super::token::Kind;
use super::units::{self, Unit};
use super::{Class, ONE, Value, Weight};

/// What two figures say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// This part of one.
    Of(i128),
    /// Hundredths that make a whole.
    Hundredths,
}

impl Reader<'_> {
    /// Reads a minus at a token. Between a word and a figure, with a blank before
    /// it and none behind, a hyphen is one; at the beginning it may be a dash, and
    /// right behind Han it joins a name to its figure (`东风-41`), but for a few.
    pub(super) fn minus(&self, at: usize) -> Minus {
        let sign = self.s(at);
        if !matches!(sign, "-" | "−" | "–") || self.figure(at + 1).is_none() {
            return Minus::None;
        }
        let Some(before) = at.checked_sub(1) else {
            return Minus::Perhaps;
        };
        let sure = if sign == "–" {
            Minus::Perhaps
        } else {
            Minus::Sure
        };
        if self.is_space(before) {
            let told = before.checked_sub(1).is_some_and(|word| self.leads(word));
            let is_dash = sign == "-" && self.dash_follows(at + 2);
            return if told && !is_dash {
                sure
            } else {
                Minus::Perhaps
            };
        }
        let joins = [
            "为", "為", "是", "至", "到", "于", "於", "达", "達", "得", "回", "(",
        ];
        match self.s(before) {
            "(" | "（" | "=" | "＝" | "，" | "、" | "：" | "；" | "“" | "「" | "\"" => {
                sure
            }
            text if joins.contains(&text) => sure,
            _ if sign == "−" && self.tokens[before].kind == Kind::Han => sure,
            _ => Minus::None,
        }
    }

    /// Whether a minus may stand behind a token: a word, but no letter of a formula.
    fn leads(&self, at: usize) -> bool {
        match self.tokens[at].kind {
            Kind::Word => {
                self.s(at).chars().nth(1).is_some() || self.is_word(at, &["a", "y", "o", "e"])
            }
            Kind::Han => true,
            Kind::Mark => matches!(
                self.s(at),
                "," | "，" | ":" | "：" | "=" | "<" | ">" | "≥" | "≤" | "、"
            ),
            _ => false,
        }
    }

    /// Whether a dash closes what another has opened: `-30 en total- `.
    fn dash_follows(&self, from: usize) -> bool {
        (from..self.tokens.len().min(from + 40)).any(|at| {
            let alone = |kind: Option<Kind>| {
                !matches!(kind, Some(Kind::Word | Kind::Figure(_) | Kind::Han))
            };
            self.s(at) == "-"
                && !self.is_space(at - 1)
                && alone(self.tokens.get(at + 1).map(|token| token.kind))
        })
    }

    /// Reads whether the last number is a part with the one that follows it, and
    /// tells it so; tells the second when its turn has come.
    pub(super) fn parts(&mut self, first: usize, number: &Number, unit: Option<Unit>) {
        if let Some((at, parts)) = self.whole.take_if(|(at, _)| *at <= first)
            && at == first
        {
            self.tell_parts(parts);
            return;
        }
        let counts = number.class == Class::Number && unit.is_none() && number.factor == 1;
        if !counts || number.value <= 0 {
            return;
        }
        if let Some((at, parts)) = self.hundredths(number).or_else(|| self.part_of(number)) {
            self.tell_parts(parts);
            self.whole = Some((at, parts));
        }
    }

    fn tell_parts(&mut self, parts: Parts) {
        let Some(fact) = self.facts.last_mut() else {
            return;
        };
        fact.class = Class::Fraction;
        match parts {
            Parts::Of(part) => fact.others.push(Value::Number(part)),
            Parts::Hundredths => {
                fact.unit = Some(Unit::Percent);
                fact.weight = Weight::Word;
            }
        }
    }

    /// `50-50`, `80/20`, `fifty-fifty`: hundredths, with the token of the second.
    fn hundredths(&self, number: &Number) -> Option<(usize, Parts)> {
        let at = number.next + 1;
        let joined = matches!(self.s(number.next), "-" | "–" | "/" | ":");
        let other = self.number(at).filter(|_| joined)?;
        let whole = number.value + other.value == 100 * ONE && number.value % (5 * ONE) == 0;
        let alone = !matches!(self.s(other.next), "-" | "–" | "/" | "%" | "％");
        (whole && alone).then_some((at, Parts::Hundredths))
    }

    /// `one in five`, `four out of five`, `nueve de cada diez`.
    fn part_of(&self, number: &Number) -> Option<(usize, Parts)> {
        let word = self.gap(number.next);
        let second = self.gap(word + 1);
        let told = |at: usize, words: &[&str]| self.is_word(at, words);
        let mut sure = true;
        let mut at = match self.language.tongue {
            Tongue::English if told(word, &["out"]) && told(second, &["of"]) => {
                self.gap(second + 1)
            }
            Tongue::English if told(word, &["of"]) && told(second, &["every"]) => second,
            Tongue::English if told(word, &["in"]) => {
                sure = false;
                second
            }
            Tongue::Spanish if told(word, &["de"]) && told(second, &["cada"]) => {
                self.gap(second + 1)
            }
            _ => return None,
        };
        if told(at, &["every"]) {
            (at, sure) = (self.gap(at + 1), true);
        }
        let whole = self.number(at)?;
        let fits =
            number.value < whole.value && whole.value % ONE == 0 && whole.class == Class::Number;
        let round = whole.value <= 10 * ONE || whole.value % (10 * ONE) == 0;
        let is_year = whole.digits == 4 && whole.value > 1_000 * ONE;
        let measured = units::of_word(self.word(self.gap(whole.next)).as_str()).is_some();
        let part = number.value * ONE / whole.value.max(1);
        (fits && !is_year && (sure || round && !measured)).then_some((at, Parts::Of(part)))
    }
}
