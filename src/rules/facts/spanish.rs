//! Spanish number words.

use super::reader::{Number, Reader};
use super::{Class, ONE, Weight};

/// What a word does in a number that is spelled out.
#[derive(Clone, Copy)]
enum Word {
    Unit(i128),
    Tens(i128),
    Hundreds(i128),
    Times(i128),
}

fn word(word: &str) -> Option<Word> {
    Some(match word {
        "cero" => Word::Unit(0),
        "un" | "uno" | "una" => Word::Unit(1),
        "dos" => Word::Unit(2),
        "tres" => Word::Unit(3),
        "cuatro" => Word::Unit(4),
        "cinco" => Word::Unit(5),
        "seis" => Word::Unit(6),
        "siete" => Word::Unit(7),
        "ocho" => Word::Unit(8),
        "nueve" => Word::Unit(9),
        "diez" => Word::Unit(10),
        "once" => Word::Unit(11),
        "doce" => Word::Unit(12),
        "trece" => Word::Unit(13),
        "catorce" => Word::Unit(14),
        "quince" => Word::Unit(15),
        "dieciseis" => Word::Unit(16),
        "diecisiete" => Word::Unit(17),
        "dieciocho" => Word::Unit(18),
        "diecinueve" => Word::Unit(19),
        "veinte" => Word::Unit(20),
        "veintiun" | "veintiuno" | "veintiuna" => Word::Unit(21),
        "veintidos" => Word::Unit(22),
        "veintitres" => Word::Unit(23),
        "veinticuatro" => Word::Unit(24),
        "veinticinco" => Word::Unit(25),
        "veintiseis" => Word::Unit(26),
        "veintisiete" => Word::Unit(27),
        "veintiocho" => Word::Unit(28),
        "veintinueve" => Word::Unit(29),
        "treinta" => Word::Tens(30),
        "cuarenta" => Word::Tens(40),
        "cincuenta" => Word::Tens(50),
        "sesenta" => Word::Tens(60),
        "setenta" => Word::Tens(70),
        "ochenta" => Word::Tens(80),
        "noventa" => Word::Tens(90),
        "cien" | "ciento" => Word::Hundreds(100),
        "doscientos" | "doscientas" => Word::Hundreds(200),
        "trescientos" | "trescientas" => Word::Hundreds(300),
        "cuatrocientos" | "cuatrocientas" => Word::Hundreds(400),
        "quinientos" | "quinientas" => Word::Hundreds(500),
        "seiscientos" | "seiscientas" => Word::Hundreds(600),
        "setecientos" | "setecientas" => Word::Hundreds(700),
        "ochocientos" | "ochocientas" => Word::Hundreds(800),
        "novecientos" | "novecientas" => Word::Hundreds(900),
        "mil" => Word::Times(1_000),
        "millon" | "millones" => Word::Times(1_000_000),
        "millardo" | "millardos" => Word::Times(1_000_000_000),
        "billon" | "billones" => Word::Times(1_000_000_000_000),
        "trillon" | "trillones" => Word::Times(1_000_000_000_000_000_000),
        _ => return None,
    })
}

/// Nouns that count: `una docena`, `dos decenas`, `medio centenar`.
fn noun(word: &str) -> Option<i128> {
    Some(match word {
        "par" => 2,
        "decena" | "decenas" => 10,
        "docena" | "docenas" => 12,
        "quincena" => 15,
        "veintena" => 20,
        "treintena" => 30,
        "cuarentena" => 40,
        "cincuentena" => 50,
        "centena" | "centenar" | "centenas" | "centenares" => 100,
        "millar" | "millares" => 1_000,
        _ => return None,
    })
}

/// Words that may stand for a figure, and no more.
fn hint(word: &str) -> Option<i128> {
    Some(match word {
        "sin" | "ningun" | "ninguna" | "ninguno" | "nula" | "nulo" => 0,
        "otro" | "otra" | "unico" | "unica" | "cada" | "solo" | "sola" => 1,
        "ambos" | "ambas" | "doble" | "dobles" | "duplicar" | "duplicado" | "duplicada"
        | "duplicados" | "duplicadas" | "duplicando" | "pareja" | "sendos" | "sendas" | "dual" => 2,
        "triple" | "triples" | "trio" => 3,
        "cuadruple" => 4,
        _ => return None,
    })
}

/// Sayings, by two words of them: another language says them with another number.
const SAYINGS: [(&str, &str); 5] = [
    ("siete", "vidas"),
    ("septimo", "cielo"),
    ("cuatro", "gatos"),
    ("cuatro", "vientos"),
    ("ultima", "hora"),
];

/// Stems of ordinals, longest first where one begins another.
const ORDINALS: [(&str, i128); 24] = [
    ("primer", 1),
    ("segund", 2),
    ("tercer", 3),
    ("cuart", 4),
    ("quint", 5),
    ("sext", 6),
    ("septim", 7),
    ("setim", 7),
    ("octav", 8),
    ("noven", 9),
    ("decim", 10),
    ("undecim", 11),
    ("duodecim", 12),
    ("vigesim", 20),
    ("trigesim", 30),
    ("cuadragesim", 40),
    ("quincuagesim", 50),
    ("sexagesim", 60),
    ("septuagesim", 70),
    ("octogesim", 80),
    ("nonagesim", 90),
    ("centesim", 100),
    ("milesim", 1_000),
    ("millonesim", 1_000_000),
];

/// Returns the value of an ordinal, in any gender and number, a compound one too.
pub(super) fn ordinal(word: &str) -> Option<i128> {
    let simple = |word: &str| {
        ORDINALS.iter().find_map(|(stem, value)| {
            let ending = word.strip_prefix(stem)?;
            let fits = matches!(ending, "o" | "a" | "os" | "as")
                || ending.is_empty() && matches!(*value, 1 | 3);
            fits.then_some(*value)
        })
    };
    simple(word).or_else(|| {
        // `decimotercera`, `vigesimoprimer`
        let (tens, rest) =
            ORDINALS
                .iter()
                .filter(|(_, value)| *value >= 10)
                .find_map(|(stem, value)| {
                    let rest = word.strip_prefix(stem)?.strip_prefix(['o', 'a'])?;
                    Some((*value, rest))
                })?;
        simple(rest)
            .filter(|unit| *unit < 10)
            .map(|unit| tens + unit)
    })
}

impl Reader<'_> {
    /// `1er`, `2da`, `3.º`: the letters of an ordinal.
    pub(super) fn ordinal_suffix(&self, at: usize) -> bool {
        self.is_word(
            at,
            &[
                "er", "o", "a", "ro", "ra", "do", "da", "to", "ta", "mo", "ma", "vo", "va", "no",
                "na", "os", "as",
            ],
        )
    }

    /// A Spanish number: a figure with its scales, words, or both.
    pub(super) fn spanish(&self, at: usize) -> Option<Number> {
        let folded = self.word(at);
        let first = folded.as_str();
        if let Some(mut number) = self.bare(at) {
            self.spanish_scales(&mut number);
            return Some(number);
        }
        if first.is_empty() {
            return None;
        }
        self.spanish_part(at)
            .or_else(|| self.spanish_multiple(at))
            .or_else(|| self.spanish_ordinal(at))
            .or_else(|| self.spanish_words(at))
            .or_else(|| hint(first).map(|value| Number::new(value * ONE, Weight::Hint, at + 1)))
    }

    /// The scales behind a figure, and the figures behind them: `12 mil 500`.
    fn spanish_scales(&self, number: &mut Number) {
        let (mut total, mut part) = (0_i128, Some(number.value));
        let mut factor = 1;
        let mut next = number.next;
        loop {
            // `30mil` may be written in one.
            let at = self.joint(next).unwrap_or(next);
            let behind = self.word(at);
            match word(behind.as_str()) {
                Some(Word::Times(by)) => {
                    let low = part.take();
                    if total > 0 && total < by.saturating_mul(ONE) {
                        total = total.saturating_add(low.unwrap_or(0)).saturating_mul(by);
                    } else {
                        total = total.saturating_add(low.unwrap_or(ONE).saturating_mul(by));
                    }
                    number.other = number.other.map(|other| other.saturating_mul(by));
                    factor = factor.max(by);
                    next = at + 1;
                }
                _ => match self.figure(at) {
                    Some(more)
                        if part.is_none()
                            && at > next
                            && factor >= 1_000
                            && factor > 1
                            && (more.digits == 3
                                || self.is_scaled(at + 1, factor)
                                || (1..3).contains(&more.digits)
                                    && total >= 1_000_000 * ONE
                                    && self.is_word(next - 1, &["mil"])) =>
                    {
                        part = more.value;
                        next = at + 1;
                    }
                    _ => break,
                },
            }
        }
        if factor > 1 {
            number.value = total.saturating_add(part.unwrap_or(0));
            number.factor = factor;
            number.digits = 0;
            number.next = next;
            self.spanish_half(number);
        }
    }

    fn is_scaled(&self, at: usize, below: i128) -> bool {
        let at = self.gap(at);
        matches!(word(self.word(at).as_str()), Some(Word::Times(by)) if by < below)
    }

    /// `dos millones y medio`, of what was counted last.
    fn spanish_half(&self, number: &mut Number) {
        let (y, half) = (self.gap(number.next), self.gap(self.gap(number.next) + 1));
        if !self.is_word(y, &["y"]) || !self.is_word(half, &["medio", "media"]) {
            return;
        }
        let behind = self.gap(half + 1);
        let scale = word(self.word(behind).as_str());
        if number.factor >= 1_000_000 {
            number.value += number.factor * ONE / 2;
            number.next = half + 1;
        } else if number.factor == 1 && self.is_word(behind, &["por", "puntos"]) {
            // `doce y medio por ciento`
            number.value += ONE / 2;
            number.digits = 0;
            number.next = half + 1;
        } else if number.factor == 1
            && let Some(Word::Times(by)) = scale
        {
            number.value += ONE / 2;
            number.scale(by);
            number.next = behind + 1;
        }
    }

    fn spanish_words(&self, at: usize) -> Option<Number> {
        let (mut total, mut part): (i128, Option<i128>) = (0, None);
        let (mut factor, mut next, mut place) = (1_i128, at, at);
        loop {
            let folded = self.word(place);
            match word(folded.as_str()) {
                Some(Word::Unit(value)) if part.is_none_or(|part| part % 100 == 0 && part > 0) => {
                    part = Some(part.unwrap_or(0) + value);
                }
                Some(Word::Tens(value)) if part.is_none_or(|part| part % 100 == 0 && part > 0) => {
                    part = Some(part.unwrap_or(0) + value);
                    // `treinta y uno`
                    let (y, unit) = (self.gap(place + 1), self.gap(self.gap(place + 1) + 1));
                    if self.is_word(y, &["y"])
                        && let Some(Word::Unit(more @ 1..=9)) = word(self.word(unit).as_str())
                    {
                        part = part.map(|part| part + more);
                        place = unit;
                    }
                }
                Some(Word::Hundreds(value)) if part.is_none() => part = Some(value),
                Some(Word::Times(by))
                    if by == 1_000 || part.is_some() || total > 0 || place == at =>
                {
                    // `millones de personas` counts nothing.
                    if place == at && by > 1_000 && !self.s(at).ends_with("lón") {
                        return None;
                    }
                    let low = part.take();
                    if total > 0 && total < by {
                        total = total.saturating_add(low.unwrap_or(0)).saturating_mul(by);
                    } else {
                        total = total.saturating_add(low.unwrap_or(1).saturating_mul(by));
                    }
                    factor = factor.max(by);
                }
                _ => {
                    if let Some(by) = noun(folded.as_str()).filter(|_| place > at && total == 0) {
                        part = Some(part.unwrap_or(1) * by);
                        next = place + 1;
                    }
                    break;
                }
            }
            next = place + 1;
            if !self.is_space(next) {
                break;
            }
            place = next + 1;
        }
        if next == at {
            return None;
        }
        // `las mil y una noches`
        let one = self.gap(self.gap(next) + 1);
        if total >= 1_000
            && part.is_none()
            && self.is_word(self.gap(next), &["y"])
            && self.is_word(one, &["un", "una", "uno"])
        {
            part = Some(1);
            next = one + 1;
        }
        let value = total.saturating_add(part.unwrap_or(0)).saturating_mul(ONE);
        let by = noun(self.word(next - 1).as_str());
        let counted = by.is_some();
        // `una docena` is about so many, and `dos docenas` are told by their number.
        let round = by.is_some_and(|by| value < 2 * by * ONE);
        let weight = if value <= ONE || round {
            Weight::Hint
        } else {
            Weight::Word
        };
        // `mil veces` counts nothing.
        let often = place <= at + 3
            && self.is_word(at, &["cien", "mil", "un"])
            && matches!(value / ONE, 100 | 1_000 | 1_000_000)
            && (self.is_word(self.gap(next), &["veces"])
                || self.is_word(self.gap(self.gap(next) + 1), &["veces"]));
        let often = often || self.is_saying(at, &SAYINGS);
        let weight = if often { Weight::Hint } else { weight };
        let mut number = Number::new(value, weight, next);
        number.factor = factor;
        self.spanish_half(&mut number);
        let (y, half) = (self.gap(next), self.gap(self.gap(next) + 1));
        if let Some(by) = by
            && self.is_word(y, &["y"])
            && self.is_word(half, &["media", "medio"])
        {
            // `docena y media`
            number.value += by * ONE / 2;
            number.weight = Weight::Word;
            number.next = half + 1;
        }
        if part.is_some_and(|part| part < 100)
            && total == 0
            && !counted
            && let Some(fraction) = self.spanish_fraction(&number)
        {
            return Some(fraction);
        }
        Some(number)
    }

    /// `dos tercios`, `tres cuartas partes`, `un quinto`.
    fn spanish_fraction(&self, count: &Number) -> Option<Number> {
        let at = self.gap(count.next);
        let folded = self.word(at);
        let name = folded.as_str();
        let behind = self.gap(at + 1);
        let parts = self.is_word(behind, &["parte", "partes"]);
        let part = match name {
            "tercio" | "tercios" => 3,
            "medio" | "medios" if count.value > ONE => 2,
            _ => ordinal(name).filter(|part| {
                *part >= 3
                    && (parts
                        || name.ends_with("os") && *part >= 4
                        || self.is_word(behind, &["de", "del"])
                            && name.ends_with('o')
                            && *part != 10)
            })?,
        };
        let next = if parts { behind + 1 } else { at + 1 };
        let mut number = Number::new(count.value / part, Weight::Word, next);
        // `tres cuartos de hora`
        let unit = self.gap(self.gap(next) + 1);
        if self.is_word(self.gap(next), &["de"])
            && self.is_word(
                unit,
                &["hora", "siglo", "milla", "kilometro", "litro", "kilo"],
            )
        {
            number.next = self.gap(next) + 1;
        } else {
            number.class = Class::Fraction;
        }
        Some(number)
    }

    /// `la tercera parte`, `mitad`, `medio millón`, `media docena`, `medio`.
    fn spanish_part(&self, at: usize) -> Option<Number> {
        let folded = self.word(at);
        let first = folded.as_str();
        let behind = self.gap(at + 1);
        match first {
            "mitad" => {
                let mut number = Number::new(ONE / 2, Weight::Word, at + 1);
                number.class = Class::Fraction;
                Some(number)
            }
            "medio" | "media" => {
                let mut number = Number::new(ONE / 2, Weight::Hint, at + 1);
                let by = match word(self.word(behind).as_str()) {
                    Some(Word::Times(by)) => Some(by),
                    _ => noun(self.word(behind).as_str()),
                };
                if let Some(by) = by {
                    number.scale(by);
                    number.weight = Weight::Word;
                    number.next = behind + 1;
                } else if super::units::of_word(self.word(behind).as_str()).is_some()
                    || self.is_word(behind, &["punto"])
                {
                    // `media hora`
                    number.weight = Weight::Word;
                } else {
                    number.class = Class::Fraction;
                }
                Some(number)
            }
            _ => {
                let part = ordinal(first).filter(|part| *part >= 3)?;
                if !self.is_word(behind, &["parte"]) {
                    return None;
                }
                let mut number = Number::new(ONE / part, Weight::Word, behind + 1);
                number.class = Class::Fraction;
                Some(number)
            }
        }
    }

    /// Whether `segundo` is a time: behind a count, or before no noun.
    fn is_second(&self, at: usize) -> bool {
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let behind = self.word(self.gap(at + 1));
        at.checked_sub(2)
            .is_some_and(|before| self.figure(before).is_some())
            || matches!(before, "un" | "cada" | "por" | "medio" | "al")
            || matches!(
                behind.as_str(),
                "" | "de" | "que" | "y" | "en" | "con" | "a" | "o"
            )
    }

    /// Whether an ordinal that is also a noun stands between an article and a noun.
    fn is_place(&self, at: usize) -> bool {
        let before = at.checked_sub(2).map_or("", |before| self.s(before));
        let behind = self.word(self.gap(at + 1));
        matches!(
            before,
            "el" | "del" | "al" | "su" | "este" | "ese" | "nuestro"
        ) && !matches!(
            behind.as_str(),
            "" | "de" | "que" | "y" | "en" | "con" | "a" | "o"
        )
    }

    /// `cuadragésimo`, `vigésima primera`.
    fn spanish_ordinal(&self, at: usize) -> Option<Number> {
        let folded = self.word(at);
        let mut value = ordinal(folded.as_str())?;
        let mut next = at + 1;
        let behind = self.gap(next);
        if value >= 10
            && value % 10 == 0
            && value < 1_000
            && let Some(unit) = ordinal(self.word(behind).as_str())
                .filter(|unit| *unit < 10 || value == 100 && *unit < 100)
        {
            value += unit;
            next = behind + 1;
        }
        // Seconds, quarters and rooms are no places in an order.
        let other = match folded.as_str() {
            "segundo" => self.is_second(at),
            "cuarto" => !self.is_place(at),
            "segundos" | "cuartos" | "quinta" | "quintas" | "segundas" | "decimas"
            | "centesimas" | "milesimas" => true,
            _ => false,
        };
        let mut number = Number::new(
            value * ONE,
            if other || self.is_saying(at, &SAYINGS) {
                Weight::Hint
            } else {
                Weight::Word
            },
            next,
        );
        number.class = Class::Ordinal;
        Some(number)
    }
}
