//! Number words: they may stand for a figure, and never demand one.

use super::{Fact, Language, Value};

/// Takes the number words of a masked text.
pub(super) fn take(masked: &[u8], language: Language) -> Vec<Fact> {
    let text = String::from_utf8_lossy(masked);
    match language {
        Language::English => in_words(&text, english),
        Language::Spanish { .. } => in_words(&text, spanish),
        Language::Chinese => in_chinese(&text),
        Language::Other => Vec::new(),
    }
}

/// What a word does in a number that is spelled out.
#[derive(Clone, Copy)]
enum Word {
    Adds(i128),
    Times(i128),
    /// `and`, `y`: nothing, inside a number.
    Joins,
}

fn in_words(text: &str, read: fn(&str) -> Option<Word>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut open: Option<(usize, usize, i128, i128)> = None;
    let mut close = |open: &mut Option<(usize, usize, i128, i128)>| {
        if let Some((start, end, total, part)) = open.take() {
            facts.push(Fact::soft(Value::whole(total + part), start, end));
        }
    };
    for (start, word) in words(text) {
        let end = start + word.len();
        match (read(&word.to_lowercase()), &mut open) {
            (Some(Word::Adds(value)), Some((_, last, _, part)))
                if *part == 0 || value < lowest(*part) =>
            {
                *part += value;
                *last = end;
            }
            (Some(Word::Adds(value)), _) => {
                close(&mut open);
                open = Some((start, end, 0, value));
            }
            (Some(Word::Times(factor)), Some((_, last, total, part))) => {
                if factor < 1_000 {
                    *part = (*part).max(1).saturating_mul(factor);
                } else if *part == 0 && *total > 0 {
                    // `dos mil millones`
                    *total = total.saturating_mul(factor);
                } else {
                    *total = total.saturating_add((*part).max(1).saturating_mul(factor));
                    *part = 0;
                }
                *last = end;
            }
            (Some(Word::Times(factor)), None) if factor < 1_000 => {
                open = Some((start, end, 0, factor))
            }
            (Some(Word::Times(factor)), None) => open = Some((start, end, factor, 0)),
            (Some(Word::Joins), Some(_)) => {}
            _ => close(&mut open),
        }
    }
    close(&mut open);
    facts
}

/// Returns the place value of the last digit of a number that is not zero.
fn lowest(number: i128) -> i128 {
    let mut place = 1;
    while number % (place * 10) == 0 && place < 100 {
        place *= 10;
    }
    place
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr().addr();
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr().addr() - base, word))
}

fn english(word: &str) -> Option<Word> {
    Some(Word::Adds(match word {
        "and" => return Some(Word::Joins),
        "hundred" => return Some(Word::Times(100)),
        "thousand" | "thousands" => return Some(Word::Times(1_000)),
        "million" | "millions" => return Some(Word::Times(1_000_000)),
        "billion" | "billions" => return Some(Word::Times(1_000_000_000)),
        "zero" | "no" => 0,
        "one" | "first" | "a" | "an" | "single" | "once" => 1,
        "two" | "second" | "both" | "twice" | "pair" => 2,
        "three" | "third" => 3,
        "four" | "fourth" => 4,
        "five" | "fifth" => 5,
        "six" | "sixth" => 6,
        "seven" | "seventh" => 7,
        "eight" | "eighth" => 8,
        "nine" | "ninth" => 9,
        "ten" | "tenth" => 10,
        "eleven" | "eleventh" => 11,
        "twelve" | "twelfth" | "dozen" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" | "twentieth" => 20,
        "thirty" | "thirtieth" => 30,
        "forty" | "fortieth" => 40,
        "fifty" | "fiftieth" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    }))
}

fn spanish(word: &str) -> Option<Word> {
    Some(Word::Adds(match word {
        "y" => return Some(Word::Joins),
        "mil" | "miles" => return Some(Word::Times(1_000)),
        "millón" | "millones" => return Some(Word::Times(1_000_000)),
        "cero" | "ningún" | "ninguna" => 0,
        "un" | "uno" | "una" | "primer" | "primero" | "primera" => 1,
        "dos" | "segundo" | "segunda" | "ambos" | "ambas" => 2,
        "tres" | "tercer" | "tercero" | "tercera" => 3,
        "cuatro" | "cuarto" | "cuarta" => 4,
        "cinco" | "quinto" | "quinta" => 5,
        "seis" | "sexto" | "sexta" => 6,
        "siete" | "séptimo" | "séptima" => 7,
        "ocho" | "octavo" | "octava" => 8,
        "nueve" | "noveno" | "novena" => 9,
        "diez" | "décimo" | "décima" => 10,
        "once" => 11,
        "doce" => 12,
        "trece" => 13,
        "catorce" => 14,
        "quince" => 15,
        "dieciséis" => 16,
        "diecisiete" => 17,
        "dieciocho" => 18,
        "diecinueve" => 19,
        "veinte" | "vigésimo" | "vigésima" => 20,
        "veintiuno" | "veintiún" | "veintiuna" => 21,
        "treinta" | "trigésimo" => 30,
        "cuarenta" | "cuadragésimo" | "cuadragésima" => 40,
        "cincuenta" | "quincuagésimo" => 50,
        "sesenta" => 60,
        "setenta" => 70,
        "ochenta" => 80,
        "noventa" => 90,
        "cien" | "ciento" => 100,
        "doscientos" | "doscientas" => 200,
        "trescientos" | "trescientas" => 300,
        "cuatrocientos" | "cuatrocientas" => 400,
        "quinientos" | "quinientas" => 500,
        _ => return None,
    }))
}

fn in_chinese(text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if "零〇一二两三四五六七八九十百千万亿".contains(c) {
            open.get_or_insert_with(|| (at, String::new())).1.push(c);
        } else if let Some((start, digits)) = open.take() {
            facts.extend(chinese(&digits).map(|value| Fact::soft(Value::whole(value), start, at)));
        }
    }
    facts
}

/// Reads a number in Han digits, with places (`三万二千`) or without (`二〇二〇`).
fn chinese(digits: &str) -> Option<i128> {
    let digit = |c: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .or(match c {
                '〇' => Some(0),
                '两' => Some(2),
                _ => None,
            })
    };
    if digits.chars().all(|c| digit(c).is_some()) {
        return digits.chars().try_fold(0_i128, |value, c| {
            value
                .checked_mul(10)?
                .checked_add(i128::try_from(digit(c)?).ok()?)
        });
    }
    let (mut total, mut section, mut last) = (0_i128, 0_i128, 0_i128);
    for c in digits.chars() {
        if let Some(value) = digit(c) {
            last = i128::try_from(value).ok()?;
            continue;
        }
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            _ => 100_000_000,
        };
        if place >= 10_000 {
            total = total.checked_add((section + last).max(1))?.checked_mul(
                if section + last == 0 && total > 0 {
                    1
                } else {
                    place
                },
            )?;
            section = 0;
        } else {
            section += last.max(1) * place;
        }
        last = 0;
    }
    total.checked_add(section + last)
}
