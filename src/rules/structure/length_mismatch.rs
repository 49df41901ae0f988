//! Translations that are far too short or too long.

use super::Inline;
use crate::diagnostic::Severity;
use crate::rules::{Check, Fault, Group, Read, Rule};

/// The rule; its page says more.
pub const RULE: Rule = Rule {
    name: "length-mismatch",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "A translation is far too short or too long",
    page: include_str!("length-mismatch.md"),
    check: Check::Block(check),
};

/// Sources below this many letters may become anything.
const LEAST: f64 = 60.0;
/// Between these a translation lies: on published translations between
/// English, Spanish and Chinese all do, but for one in a thousand.
const BETWEEN: (f64, f64) = (0.62, 2.0);
/// The same for languages that were not measured.
const WIDELY: (f64, f64) = (0.45, 2.6);
/// The languages that were measured.
const MEASURED: [&str; 3] = ["en", "es", "zh"];

fn check(read: &Read<'_>) -> Vec<Fault> {
    let weights = |markup: &[Inline]| -> Vec<f64> { markup.iter().map(weight).collect() };
    let (own, other) = (weights(&read.source_markup), weights(&read.target_markup));
    let (source, target) = (own.iter().sum::<f64>(), other.iter().sum::<f64>());
    if source < LEAST {
        return Vec::new();
    }
    let is_measured = |locale: &str| {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        MEASURED.contains(&language)
    };
    let (least, most) =
        match is_measured(read.block.source_locale) && is_measured(read.block.target_locale) {
            true => BETWEEN,
            false => WIDELY,
        };
    let ratio = target / source;
    let message = if ratio < least {
        "the translation is far shorter than the source: a part may be missing"
    } else if ratio > most {
        "the translation is far longer than the source: something may be added"
    } else {
        return Vec::new();
    };
    // The message at fault is the one that is furthest off.
    let off = |index: &usize| ((other[*index] + 1.0) / (own[*index] + 1.0)).ln();
    let indices = 0..own.len();
    let index = if ratio < least {
        indices.min_by(|a, b| off(a).total_cmp(&off(b)))
    } else {
        indices.max_by(|a, b| off(a).total_cmp(&off(b)))
    };
    vec![Fault::new(index.unwrap_or_default(), message)]
}

/// How much a text says: its letters outside of code and addresses. A Han
/// character is worth three letters, one of Kana or Hangul about two.
fn weight(inline: &Inline) -> f64 {
    let letters = inline.text.iter().flat_map(|piece| piece.value.chars());
    letters
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => 3.0,
            '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' => 1.9,
            _ => 1.0,
        })
        .sum()
}
