//! English number words.

use super::reader::{Number, Reader};
use super::{Class, ONE, Weight};

/// What a word does in a number that is spelled out.
#[derive(Clone, Copy)]
enum Word {
    Unit(i128),
    Tens(i128),
    Times(i128),
    Ordinal(i128),
    /// A part: a half, a third.
    Part(i128),
    And,
}

fn word(word: &str) -> Option<Word> {
    Some(match word {
        "and" => Word::And,
        "zero" => Word::Unit(0),
        "one" => Word::Unit(1),
        "two" => Word::Unit(2),
        "three" => Word::Unit(3),
        "four" => Word::Unit(4),
        "five" => Word::Unit(5),
        "six" => Word::Unit(6),
        "seven" => Word::Unit(7),
        "eight" => Word::Unit(8),
        "nine" => Word::Unit(9),
        "ten" => Word::Unit(10),
        "eleven" => Word::Unit(11),
        "twelve" => Word::Unit(12),
        "thirteen" => Word::Unit(13),
        "fourteen" => Word::Unit(14),
        "fifteen" => Word::Unit(15),
        "sixteen" => Word::Unit(16),
        "seventeen" => Word::Unit(17),
        "eighteen" => Word::Unit(18),
        "nineteen" => Word::Unit(19),
        "twenty" => Word::Tens(20),
        "thirty" => Word::Tens(30),
        "forty" => Word::Tens(40),
        "fifty" => Word::Tens(50),
        "sixty" => Word::Tens(60),
        "seventy" => Word::Tens(70),
        "eighty" => Word::Tens(80),
        "ninety" => Word::Tens(90),
        "hundred" => Word::Times(100),
        "thousand" => Word::Times(1_000),
        "lakh" => Word::Times(100_000),
        "million" => Word::Times(1_000_000),
        "crore" => Word::Times(10_000_000),
        "billion" | "milliard" => Word::Times(1_000_000_000),
        "trillion" => Word::Times(1_000_000_000_000),
        "quadrillion" => Word::Times(1_000_000_000_000_000),
        "dozen" | "dozens" => Word::Times(12),
        "zeroth" => Word::Ordinal(0),
        "first" => Word::Ordinal(1),
        "second" => Word::Ordinal(2),
        "third" | "thirds" => Word::Ordinal(3),
        "fourth" | "fourths" => Word::Ordinal(4),
        "fifth" | "fifths" => Word::Ordinal(5),
        "sixth" | "sixths" => Word::Ordinal(6),
        "seventh" | "sevenths" => Word::Ordinal(7),
        "eighth" | "eighths" => Word::Ordinal(8),
        "ninth" | "ninths" => Word::Ordinal(9),
        "tenth" | "tenths" => Word::Ordinal(10),
        "eleventh" => Word::Ordinal(11),
        "twelfth" => Word::Ordinal(12),
        "thirteenth" => Word::Ordinal(13),
        "fourteenth" => Word::Ordinal(14),
        "fifteenth" => Word::Ordinal(15),
        "sixteenth" => Word::Ordinal(16),
        "seventeenth" => Word::Ordinal(17),
        "eighteenth" => Word::Ordinal(18),
        "nineteenth" => Word::Ordinal(19),
        "twentieth" => Word::Ordinal(20),
        "thirtieth" => Word::Ordinal(30),
        "fortieth" => Word::Ordinal(40),
        "fiftieth" => Word::Ordinal(50),
        "sixtieth" => Word::Ordinal(60),
        "seventieth" => Word::Ordinal(70),
        "eightieth" => Word::Ordinal(80),
        "ninetieth" => Word::Ordinal(90),
        "hundredth" => Word::Ordinal(100),
        "thousandth" => Word::Ordinal(1_000),
        "half" | "halves" => Word::Part(2),
        "quarter" | "quarters" => Word::Part(4),
        _ => return None,
    })
}

/// Words that may stand for a figure, and no more.
fn hint(word: &str) -> Option<(i128, Class)> {
    Some(match word {
        "a" | "an" | "single" | "once" | "sole" | "unique" | "monthly" => (1, Class::Number),
        "another" | "other" | "each" | "alone" => (1, Class::Number),
        "both" | "twice" | "double" | "doubles" | "pair" | "pairs" | "couple" | "dual" | "twin"
        | "either" | "duo" | "biennial" => (2, Class::Number),
        "triple" | "triples" | "thrice" | "trio" => (3, Class::Number),
        "quadruple" => (4, Class::Number),
        "none" | "no" | "scratch" | "nothing" | "nil" | "nought" | "without" | "goalless"
        | "scoreless" => (0, Class::Number),
        "percent" => return None,
        _ => return None,
    })
}

/// Sayings, by two words of them: another language says them with another number.
const SAYINGS: [(&str, &str); 6] = [
    ("nine", "lives"),
    ("cloud", "nine"),
    ("sixes", "and"),
    ("forty", "winks"),
    ("eleventh", "hour"),
    ("seventh", "heaven"),
];

/// What a half is called that is a side of something, or a part of its time.
const SIDES: [&str; 14] = [
    "last", "latter", "other", "top", "bottom", "final", "early", "front", "back", "better",
    "upper", "lower", "opening", "the",
];

/// What has its place in an order: a `second` before it is no time.
const RANKED: [&str; 22] = [
    "prize", "place", "floor", "grade", "quarter", "half", "edition", "round", "phase", "stage",
    "term", "chapter", "semester", "season", "day", "week", "month", "year", "time", "dose",
    "wave", "division",
];

/// A number on its way.
struct Sum {
    total: i128,
    part: Option<i128>,
    /// The biggest scale so far.
    factor: i128,
    next: usize,
}

impl Sum {
    fn accepts(&self, value: i128) -> bool {
        match self.part {
            None => true,
            Some(part) if part >= 100 && part % 100 == 0 => value < 100,
            Some(part) => part % 10 == 0 && part % 100 >= 20 && (1..10).contains(&value),
        }
    }

    fn times(&mut self, factor: i128) {
        let part = self.part.take();
        if factor < 1_000 {
            self.part = Some(part.unwrap_or(1).saturating_mul(factor));
        } else if self.total > 0 && self.total < factor {
            self.total = self
                .total
                .saturating_add(part.unwrap_or(0))
                .saturating_mul(factor);
        } else {
            self.total = self
                .total
                .saturating_add(part.unwrap_or(1).saturating_mul(factor));
        }
        self.factor = self.factor.max(if factor >= 1_000 { factor } else { 1 });
    }
}

impl Reader<'_> {
    /// An English number: a figure with its scale, or words.
    pub(super) fn english(&self, at: usize) -> Option<Number> {
        if let Some(mut number) = self.bare(at) {
            self.english_scale(&mut number);
            return Some(number);
        }
        let folded = self.word(at);
        let first = folded.as_str();
        if matches!(first, "a" | "an" | "one" | "half" | "quarter")
            && let Some(number) = self.english_part(at, 1)
        {
            return Some(number);
        }
        if let Some(number) = self.english_multiple(at) {
            return Some(number);
        }
        let is_article = matches!(first, "a" | "an");
        let start = if is_article { self.joint(at + 1)? } else { at };
        let counts = matches!(word(self.word(start).as_str()), Some(Word::Times(_)));
        if is_article && !counts {
            return Some(Number::new(ONE, Weight::Hint, at + 1));
        }
        if let Some((value, class)) = hint(first).filter(|_| !is_article) {
            // `twice` is told by its number, and another is a fault.
            let often = matches!(first, "twice" | "thrice");
            let weight = if often { Weight::Word } else { Weight::Hint };
            let mut number = Number::new(value * ONE, weight, at + 1);
            number.class = class;
            return Some(number);
        }
        if first == "fortnight" || first == "fortnightly" {
            let is_span = first == "fortnight";
            let weight = if is_span { Weight::Word } else { Weight::Hint };
            let mut number = Number::new(14 * ONE, weight, at + 1);
            number.other = Some(15 * ONE);
            return Some(number);
        }
        // `hundreds`, `millions`, and `dozens` count nothing by themselves.
        if first == "dozens" || matches!(word(first), Some(Word::And | Word::Part(_))) {
            return None;
        }
        // `one in every thousand`, `per million` do.
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let one = is_article || first == "dozen" || matches!(before, "every" | "per");
        if !one && matches!(word(first), Some(Word::Times(_))) {
            return None;
        }
        let mut number = self.english_words(start)?;
        // `a hundred times` counts nothing.
        if is_article && self.is_word(self.gap(number.next), &["times"]) {
            number.weight = Weight::Hint;
        }
        Some(number)
    }

    fn english_words(&self, at: usize) -> Option<Number> {
        let mut sum = Sum {
            total: 0,
            part: None,
            factor: 1,
            next: at,
        };
        let mut class = Class::Number;
        let mut place = at;
        loop {
            let folded = self.word(place);
            match word(folded.as_str()) {
                // `nineteen eighty-four`
                Some(Word::Tens(tens)) if matches!(sum.part, Some(16..=19)) && sum.total == 0 => {
                    sum.part = sum.part.map(|part| part * 100 + tens);
                }
                Some(Word::Unit(value) | Word::Tens(value)) if sum.accepts(value) => {
                    sum.part = Some(sum.part.unwrap_or(0) + value);
                }
                Some(Word::Times(factor)) => {
                    // `the first hundred` has its own number.
                    sum.times(factor);
                }
                Some(Word::Ordinal(value)) if value >= 100 => {
                    sum.part = Some(sum.part.unwrap_or(1) * value);
                    class = Class::Ordinal;
                }
                Some(Word::Ordinal(value)) if sum.accepts(value) => {
                    // `two thirds`, `one-fifth`; `twenty-first` goes on.
                    let whole = sum.part.filter(|part| sum.total == 0 && *part < 20);
                    if whole.is_some() {
                        break;
                    }
                    sum.part = Some(sum.part.unwrap_or(0) + value);
                    class = Class::Ordinal;
                }
                Some(Word::And)
                    if sum.part.is_none_or(|part| part % 100 == 0)
                        && matches!(
                            word(self.word(self.gap(place + 1)).as_str()),
                            Some(Word::Unit(_) | Word::Tens(_))
                        ) =>
                {
                    place = self.gap(place + 1);
                    continue;
                }
                _ => break,
            }
            sum.next = place + 1;
            let Some(next) = self.joint(place + 1).filter(|_| class != Class::Ordinal) else {
                break;
            };
            place = next;
        }
        if sum.next == at {
            return None;
        }
        let value = (sum.total + sum.part.unwrap_or(0)).saturating_mul(ONE);
        let weight = match self.is_saying(at, &SAYINGS) {
            true => Weight::Hint,
            false => self.english_weight(at, value, class),
        };
        let mut number = Number::new(value, weight, sum.next);
        number.factor = sum.factor;
        number.class = class;
        if class == Class::Number && sum.factor == 1 {
            if let Some(part) = self.english_part(at, value / ONE) {
                return Some(part);
            }
            let whole = number.value;
            self.english_half(&mut number);
            // `one and a half` is no article.
            if number.value != whole {
                number.weight = number.weight.min(Weight::Word);
            }
        }
        Some(number)
    }

    /// `one` is no more than an article; `second` and `quarter` are also units.
    fn english_weight(&self, at: usize, value: i128, class: Class) -> Weight {
        let is = |word: &str| self.word(at).as_str() == word;
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let told = matches!(before, "the" | "his" | "her" | "its" | "their" | "our");
        let behind = self.word(self.gap(at + 1));
        let told = told || RANKED.contains(&behind.as_str());
        if value == ONE && class == Class::Number || is("second") && !told || value == 0 {
            Weight::Hint
        } else {
            Weight::Word
        }
    }

    /// A figure's scale: `1.5 million`, `30 thousand`, `2 and a half billion`.
    fn english_scale(&self, number: &mut Number) {
        self.english_half(number);
        while let Some(at) = self.joint(number.next) {
            let folded = self.word(at);
            // `5 thousand millions`
            let name = folded.as_str();
            let many = matches!(name, "millions" | "billions");
            let name = if many { &name[..name.len() - 1] } else { name };
            let Some(Word::Times(factor)) = word(name) else {
                return;
            };
            number.scale(factor);
            number.next = at + 1;
        }
    }

    /// `and a half`, with a scale that may follow.
    fn english_half(&self, number: &mut Number) {
        let and = self.gap(number.next);
        let a = self.gap(and + 1);
        let half = self.gap(a + 1);
        if self.is_word(and, &["and"]) && self.is_word(a, &["a"]) && self.is_word(half, &["half"]) {
            number.value += ONE / 2;
            number.digits = 0;
            number.next = half + 1;
            if let Some(Word::Times(factor)) = word(self.word(self.gap(half + 1)).as_str()) {
                number.scale(factor);
                number.next = self.gap(half + 1) + 1;
            }
        }
    }

    /// `two thirds`, `a third of`, `half`, `half a million`, `three quarters`.
    fn english_part(&self, at: usize, count: i128) -> Option<Number> {
        let is_half = self.is_word(at, &["half", "quarter"]);
        // The word of the part: behind the count's words.
        let mut place = at;
        if !is_half {
            place = self.joint(at + 1)?;
        }
        let part = match word(self.word(place).as_str())? {
            Word::Part(part) => part,
            Word::Ordinal(part) if (3..=100).contains(&part) => part,
            _ => return None,
        };
        let many = self.s(place).ends_with('s') || self.s(place) == "halves";
        let of = self.gap(place + 1);
        let is_of = self.is_word(of, &["of"]);
        if !is_half && part != 2 && !many && !is_of && !self.is_word(at, &["one"]) {
            return None;
        }
        let mut number = Number::new(count * ONE / part, Weight::Word, place + 1);
        number.class = Class::Fraction;
        // `half a million`, `half a dozen`
        let scaled = if self.is_word(of, &["a"]) {
            self.gap(of + 1)
        } else {
            of
        };
        if let Some(Word::Times(factor)) = word(self.word(scaled).as_str()) {
            number.scale(factor);
            number.class = Class::Number;
            number.next = scaled + 1;
        } else if let Some(next) = self.article_of_unit(of) {
            // `half an hour`, `a quarter of an hour`
            number.next = next;
            number.class = Class::Number;
        } else if part == 2 || part == 4 {
            // `quarter` is three months too, and `half` a side.
            let told = many || self.is_half_of(at, place, of);
            number.weight = if told { Weight::Word } else { Weight::Hint };
        }
        Some(number)
    }

    /// Whether a half or a quarter is one of what follows, `half of them`, `half the
    /// seats`, `a quarter of`, and no side, `the first half of`.
    fn is_half_of(&self, at: usize, place: usize, behind: usize) -> bool {
        let half = self.is_word(place, &["half"]);
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let side = SIDES.contains(&before) || matches!(word(before), Some(Word::Ordinal(_)));
        let whole = self.is_word(behind, &["of"])
            || half
                && self.is_word(
                    behind,
                    &["the", "its", "their", "his", "her", "our", "all", "as"],
                );
        whole && !side && (half || place > at)
    }

    /// The token behind an article before a unit, `an hour`, `of a mile`.
    fn article_of_unit(&self, at: usize) -> Option<usize> {
        let article = if self.is_word(at, &["of"]) {
            self.gap(at + 1)
        } else {
            at
        };
        let unit = self.word(self.gap(article + 1));
        let is_unit = super::units::of_word(unit.as_str()).is_some()
            || matches!(unit.as_str(), "percentage" | "percent" | "point");
        (self.is_word(article, &["a", "an"]) && is_unit).then_some(article + 1)
    }
}
