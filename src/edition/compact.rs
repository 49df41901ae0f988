//! `NUMBER` with `notation: "compact"`: `3万`, `30 mil`, `30K`.
//!
//! ICU4X has the patterns and the powers of ten; digits and rounding are ours,
//! because it rounds halves to even and takes no option, and ECMA-402 rounds
//! them away from zero. The formatter is behind ICU4X's feature `unstable`:
//! `Cargo.toml` holds its minor version for this file alone.

use fixed_decimal::{Decimal, Sign};
use icu_decimal::options::{
    CompactDecimalFormatterOptions, DecimalFormatterOptions, GroupingStrategy,
};
use icu_decimal::{CompactDecimalFormatter, DecimalFormatter};

use super::grouping::grouped;

/// How the power of ten is written, `compactDisplay`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Display {
    /// `2M`, `2 mn`.
    #[default]
    Short,
    /// `2 million`, `2 miljoner`.
    Long,
}

/// A number in compact form.
pub(super) struct Compact {
    /// The digits that are shown, `1.2` of `1.2 million`.
    pub(super) significand: Decimal,
    /// The power of ten that a word stands for, 6 of `1.2 million`; 0 where
    /// the language writes a number of this size out.
    pub(super) exponent: u8,
    /// How it reads.
    pub(super) text: String,
}

/// Writes a number in compact form for a locale that says its numbering system.
/// `round` gives the significand its digits and its sign. `None` where ICU4X
/// has no such form.
pub(super) fn write(
    locale: &icu_locale::Locale,
    display: Display,
    grouping: GroupingStrategy,
    value: &Decimal,
    round: impl Fn(&mut Decimal),
) -> Option<Compact> {
    let options = CompactDecimalFormatterOptions::from(grouping);
    let formatter = match display {
        Display::Short => CompactDecimalFormatter::try_new_short(locale.into(), options),
        Display::Long => CompactDecimalFormatter::try_new_long(locale.into(), options),
    }
    .ok()?;
    let (significand, exponent) = scaled(&formatter, value, round);
    let written = formatter.format_with_exponent(&significand, exponent);
    let mut text = written.ok()?.to_string();
    if grouping == GroupingStrategy::Always {
        group(locale, &significand, &mut text);
    }
    Some(Compact {
        significand,
        exponent,
        text,
    })
}

/// Divides a number by its power of ten and rounds it: ECMA-402's
/// `ComputeExponent`. What rounding makes longer takes the next power, so that
/// 999,950 is a million and not a thousand thousands.
fn scaled(
    formatter: &CompactDecimalFormatter,
    value: &Decimal,
    round: impl Fn(&mut Decimal),
) -> (Decimal, u8) {
    let rounded = |exponent: u8| {
        let mut number = value.clone();
        number.multiply_pow10(-i16::from(exponent));
        round(&mut number);
        number
    };
    let magnitude = value.absolute.nonzero_magnitude_start();
    let exponent = formatter.compact_exponent_for_magnitude(magnitude);
    let number = rounded(exponent);
    if number.absolute.nonzero_magnitude_start() + i16::from(exponent) <= magnitude {
        return (number, exponent);
    }
    let next = formatter.compact_exponent_for_magnitude(magnitude + 1);
    (rounded(next), next)
}

/// Groups a significand of four digits where the locale begins at five.
fn group(locale: &icu_locale::Locale, significand: &Decimal, text: &mut String) {
    let options = DecimalFormatterOptions::from(GroupingStrategy::Always);
    let Ok(formatter) = DecimalFormatter::try_new(locale.into(), options) else {
        return;
    };
    let unsigned = Decimal::new(Sign::None, significand.absolute.clone());
    let plain = formatter.format(&unsigned).to_string();
    if let Some(grouped) = grouped(&formatter, &unsigned, &plain) {
        *text = text.replacen(&plain, &grouped, 1);
    }
}
