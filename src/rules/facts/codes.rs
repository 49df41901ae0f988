//! Versions, telephone numbers, names with figures: compared as they stand.

use super::language::Tongue;
use super::reader::Reader;
use super::token::{self, Kind};
use super::{Class, ONE, Value, Weight, technical, units};

/// Words with a hyphen before a figure that is a figure still.
const PREFIXES: [&str; 30] = [
    "mid", "pre", "post", "sub", "non", "under", "over", "top", "late", "early", "age", "anti",
    "pos", "circa", "near", "about", "to", "and", "a", "y", "de", "the", "sept", "oct", "nov",
    "dec", "day", "page", "usd", "rmb",
];

/// Words that say that a figure is a version.
const VERSION: [&str; 6] = ["version", "versions", "versiones", "v", "release", "ver"];

/// Programs that number their releases behind a point.
const PRODUCTS: [&str; 24] = [
    "python",
    "rust",
    "go",
    "ruby",
    "php",
    "java",
    "node",
    "js",
    "ubuntu",
    "debian",
    "fedora",
    "linux",
    "kernel",
    "django",
    "rails",
    "kubernetes",
    "docker",
    "git",
    "mysql",
    "postgresql",
    "cmake",
    "gcc",
    "clang",
    "kotlin",
];

/// Words that say that figures are a telephone number.
const TELEPHONE: [&str; 19] = [
    "tel",
    "phone",
    "telephone",
    "call",
    "fax",
    "telefono",
    "tfno",
    "llame",
    "llamar",
    "llama",
    "movil",
    "celular",
    "mobile",
    "whatsapp",
    "numero",
    "dial",
    "marque",
    "marcar",
    "marca",
];

impl Reader<'_> {
    /// Reads a name, a version or a telephone number.
    pub(super) fn code(&mut self, at: usize) -> Option<usize> {
        match self.tokens[at].kind {
            Kind::Word => self.name(at),
            Kind::Figure(_) => self
                .telephone(at)
                .or_else(|| self.version(at))
                .or_else(|| self.mixed(at)),
            _ if matches!(self.s(at), "+" | "＋" | "(") => self.telephone(at),
            _ => None,
        }
    }

    /// The text of a part, without hyphens.
    fn compact(&self, from: usize, next: usize) -> Box<str> {
        let span = self.span(from, next);
        let parts = self.text[span.start..span.end].chars();
        parts.filter(|c| !matches!(c, '-' | '‑' | ' ')).collect()
    }

    fn push_code(&mut self, from: usize, next: usize, weight: Weight) -> usize {
        let text = self.compact(from, next);
        let numbers: Vec<Value> = (from..next)
            .filter_map(|at| self.figure(at)?.value)
            .map(Value::Number)
            .collect();
        let fact = self.push(from, next, Class::Code, weight, Value::Code(text));
        // A name may be told with its figure, a version only as it stands.
        if weight != Weight::Figure {
            fact.others = numbers;
        }
        next
    }

    /// `COVID-19`, `A320-200`, `H1N1`: letters and then figures.
    fn name(&mut self, at: usize) -> Option<usize> {
        let hyphen = usize::from(matches!(self.s(at + 1), "-" | "‑"));
        self.figure(at + 1 + hyphen)?;
        let word = self.word(at);
        let word = word.as_str();
        // Letters of another script have suffixes of their own.
        if word.is_empty()
            || !self.s(at).is_ascii()
            || hyphen == 1 && PREFIXES.contains(&word)
            || self.is_root_month(at)
            // `800x500`
            || word == "x" && at > 0 && self.figure(at - 1).is_some()
            || hyphen == 0 && units::money_of_word(word).is_some()
            || super::dates::month(self.language.tongue, word).is_some()
            || hyphen == 1 && self.number(at).is_some()
        {
            return None;
        }
        if hyphen == 0
            && let Some(next) = self.quarter_of_year(at)
        {
            return Some(next);
        }
        if matches!(word, "v" | "ver") && hyphen == 0 {
            // A major version may be told in another way.
            let major = self.figure(at + 1).is_some_and(|figure| figure.digits > 0);
            let weight = if major { Weight::Word } else { Weight::Figure };
            return Some(self.push_code(at + 1, at + 2, weight));
        }
        // A word of prose before a hyphen, `visit-2020`, names nothing.
        let original = &self.original[self.tokens[at].start..self.tokens[at].end];
        if hyphen == 1
            && !original.contains(char::is_uppercase)
            && word.len() > 1
            && word != "covid"
        {
            return None;
        }
        let next = self.name_end(at + 2 + hyphen);
        // `MP3s` are more than one of them, in a language that copies the word too.
        let many = self.is_word(next - 1, &["s"]);
        self.push_code(at, next - usize::from(many), Weight::Word);
        Some(next)
    }

    /// `Q1`, in Spanish also `T1`: a quarter of a year; `H2`, half of one.
    fn quarter_of_year(&mut self, at: usize) -> Option<usize> {
        let letters: &[&str] = match self.language.tongue {
            Tongue::Spanish => &["q", "h", "t", "s"],
            _ => &["q", "h"],
        };
        let half = self.is_word(at, &["h", "s"]);
        let most = if half { 2 } else { 4 };
        let number = self
            .plain(at + 1, 1)
            .filter(|one| (1..=most).contains(one))?;
        let behind = self.tokens.get(at + 2).map(|token| token.kind);
        if !self.is_word(at, letters) || matches!(behind, Some(Kind::Word)) {
            return None;
        }
        let text = self.compact(at, at + 2);
        let value = Value::whole(i128::from(number));
        let fact = self.push(at, at + 2, Class::Ordinal, Weight::Word, value);
        fact.others.push(Value::Code(text));
        Some(at + 2)
    }

    /// `M09`, where CLDR has no names of months.
    fn is_root_month(&self, at: usize) -> bool {
        self.language.tongue == Tongue::Other
            && self.is_word(at, &["m"])
            && self.figure(at + 1).is_some_and(|month| month.digits == 2)
            && self
                .plain(at + 1, 2)
                .is_some_and(|month| (1..=12).contains(&month))
    }

    /// The end of a name that has come to a figure.
    fn name_end(&self, mut next: usize) -> usize {
        loop {
            let is_ascii = |at: usize| self.s(at).is_ascii();
            let kind = |at: usize| self.tokens.get(at).map(|token| token.kind);
            match kind(next) {
                Some(Kind::Word) if is_ascii(next) => next += 1,
                Some(Kind::Figure(_)) => next += 1,
                Some(Kind::Mark) if self.s(next) == "-" && self.figure(next + 1).is_some() => {
                    next += 2;
                }
                _ => return next,
            }
        }
    }

    /// `3D`, `5G`, `2x`: a figure and letters that are no unit.
    fn mixed(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at + 1);
        let word = word.as_str();
        if word.is_empty() || !self.s(at + 1).is_ascii() || self.figure(at)?.value.is_none() {
            return None;
        }
        let suffix = matches!(
            word,
            "s" | "ies" | "k" | "m" | "bn" | "mm" | "tn" | "trn" | "am" | "pm"
        ) || units::of_word(word).is_some()
            || units::money_of_word(word).is_some()
            || units::is_compound(word)
            || technical::is_suffix(&self.original[self.start(at + 1)..self.start(at + 2)])
            || self.language.tongue == Tongue::English && matches!(word, "st" | "nd" | "rd" | "th")
            || self.language.tongue == Tongue::Spanish && self.ordinal_suffix(at + 1);
        let scale = self.language.tongue != Tongue::Chinese
            && self.number(at).is_some_and(|number| number.factor > 1);
        if suffix || scale || word == "x" {
            return None;
        }
        // `1B`: a room, or a billion.
        let billions = self.factor_of(self.letter(at + 1));
        let value = self.figure(at)?.value;
        let next = self.name_end(at + 1);
        let end = self.push_code(at, next, Weight::Word);
        if let (Some(billions), Some(value), Some(fact)) = (billions, value, self.facts.last_mut())
            && next == at + 2
        {
            fact.others
                .push(Value::Number(value.saturating_mul(billions)));
        }
        Some(end)
    }

    /// `1.2.3`; `version 2.10`, `2.10版`.
    fn version(&mut self, at: usize) -> Option<usize> {
        let figure = self.figure(at)?;
        let text = self.s(at);
        if figure.value.is_none() {
            let is_date = self.date_of_points(at).is_some();
            return (!is_date).then(|| self.push_code(at, at + 1, Weight::Figure));
        }
        if figure.digits > 0 || text.matches('.').count() != 1 || text.contains(',') {
            return None;
        }
        let before = at.checked_sub(1).map(|before| {
            if self.is_space(before) {
                before.saturating_sub(1)
            } else {
                before
            }
        });
        let behind = self.gap(at + 1);
        let is_version = before.is_some_and(|before| {
            self.is_word(before, &VERSION)
                || self.s(before) == "本" && self.s(before.wrapping_sub(1)) == "版"
        }) || self.s(behind) == "版"
            || text.ends_with('0') && self.is_product(at, text);
        is_version.then(|| self.push_code(at, at + 1, Weight::Figure))
    }

    /// Whether a name of programs stands before a figure that ends in a nought behind
    /// another digit: `Python 3.10` is no 3.1.
    fn is_product(&self, at: usize, text: &str) -> bool {
        let minor = text.rsplit('.').next().unwrap_or_default();
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        minor.len() > 1 && PRODUCTS.contains(&before)
    }

    fn telephone(&mut self, at: usize) -> Option<usize> {
        let plus = matches!(self.s(at), "+" | "＋");
        let (mut groups, mut digits) = (Vec::new(), String::new());
        let mut only_hyphens = true;
        let mut next = at + usize::from(plus || self.s(at) == "(");
        self.figure(next)?;
        loop {
            let text = self.s(next);
            if text.contains(',') || groups.len() > 12 {
                return None;
            }
            let group: Vec<u8> = text.chars().filter_map(token::digit).collect();
            digits.extend(group.iter().map(|digit| char::from(b'0' + digit)));
            groups.push(group.len());
            next += 1;
            let mut behind = next;
            while behind < next + 3
                && (self.is_space(behind) || matches!(self.s(behind), "-" | "‑" | "(" | ")"))
            {
                behind += 1;
            }
            if behind == next || self.figure(behind).is_none() {
                break;
            }
            only_hyphens &= behind == next + 1 && !self.is_space(next);
            next = behind;
        }
        let is_year = |group: &usize| *group == 4;
        let is_date = groups == [4, 2, 2] || groups.len() == 3 && groups[2] == 4 && groups[0] <= 2;
        let called = self.is_called(at);
        let is_number = match groups.len() {
            _ if is_date || groups.iter().all(is_year) => false,
            1 => (plus || called) && digits.len() >= 7,
            _ if plus => digits.len() >= 7,
            _ if called => digits.len() >= 6,
            2 => only_hyphens && groups == [3, 4],
            _ => only_hyphens && digits.len() >= 7,
        };
        if !is_number {
            return None;
        }
        let value = digits.parse::<i128>().ok().filter(|_| digits.len() <= 24);
        let fact = self.push(
            at,
            next,
            Class::Code,
            Weight::Figure,
            Value::Code(digits.into()),
        );
        fact.others = value
            .map(|value| Value::Number(value * ONE))
            .into_iter()
            .collect();
        Some(next)
    }

    /// Whether a word for telephones stands a little before.
    fn is_called(&self, at: usize) -> bool {
        let from = at.saturating_sub(6);
        let words = (from..at).any(|before| self.is_word(before, &TELEPHONE));
        let near = &self.text[self.start(from)..self.start(at)];
        let han = ["电话", "電話", "致电", "热线", "拨打", "手机", "传真"];
        words || han.iter().any(|word| near.contains(word))
    }
}
