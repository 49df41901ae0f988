//! `NUMBER`: decimals by CLDR through ICU4X.
//!
//! The options are those of `Intl.NumberFormat` that ICU4X has; what is checked
//! and what is the default follows ECMA-402 (`SetNumberFormatDigitOptions`).
//! `docs/formatting.md` lists the rest.

use fixed_decimal::{
    CompactDecimal, Decimal, Sign, SignDisplay, SignedRoundingMode, UnsignedRoundingMode,
};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_plurals::{PluralRuleType, PluralRules, PluralRulesOptions};

use super::argument::{Options, no_option, not_a_value};
use super::categories;
use super::compact::{self, Display};
use super::grouping::grouped;
use crate::locale::Locale;

/// The most fraction digits that are shown where no option says so.
const FRACTION: i16 = 3;

/// The most significant digits of a compact number where no option says so: of
/// what is longer, the integer digits stay.
const COMPACT: i16 = 2;

/// What `NUMBER` is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape {
    integer: Option<i16>,
    fraction: (Option<i16>, Option<i16>),
    significant: (Option<i16>, Option<i16>),
    grouping: Grouping,
    sign: Signs,
    ordinal: bool,
    numbering: Option<String>,
    is_compact: bool,
    display: Display,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Grouping {
    #[default]
    Auto,
    Always,
    Never,
    Min2,
}

/// `SignDisplay` has no default of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Signs(SignDisplay);

impl Default for Signs {
    fn default() -> Self {
        Self(SignDisplay::Auto)
    }
}

/// A number with the shape that `NUMBER` gave it.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// The value: what the keys of a selector are compared with.
    pub(super) value: Decimal,
    /// What is shown of it: what its plural category is told by.
    pub(super) shown: Decimal,
    /// The power of ten that a word in `text` stands for, 6 of `2 million`.
    exponent: u8,
    /// How it reads.
    pub(super) text: String,
    shape: Shape,
}

impl Number {
    /// Reads a number that is shown as it is written: digits, a point, a sign.
    pub(super) fn as_written(text: &str) -> Option<Self> {
        let value = decimal(text)?;
        Some(Self {
            shown: value.clone(),
            value,
            exponent: 0,
            text: text.to_owned(),
            shape: Shape::default(),
        })
    }

    /// Gives a number a shape, over what an inner `NUMBER` gave it; the error
    /// is a sentence.
    pub(super) fn shaped(mut self, locale: &Locale, options: &Options) -> Result<Self, String> {
        for (name, value) in options {
            self.shape.set(name, value)?;
        }
        self.shape.check()?;
        (self.shown, self.exponent, self.text) = self.shape.write(locale, &self.value)?;
        Ok(self)
    }

    /// Returns whether a selector's key is this number.
    pub(super) fn is(&self, key: &str) -> bool {
        let plain = |number: &Decimal| {
            let mut number = number.clone();
            number.absolute.trim_start();
            number.absolute.trim_end();
            number
        };
        decimal(key).is_some_and(|key| plain(&key) == plain(&self.value))
    }

    /// Returns CLDR's plural category, `one`, `many`, `other` ….
    pub(super) fn category(&self, locale: &Locale) -> &'static str {
        let kind = if self.shape.ordinal {
            PluralRuleType::Ordinal
        } else {
            PluralRuleType::Cardinal
        };
        let options = PluralRulesOptions::default().with_type(kind);
        let Ok(rules) = PluralRules::try_new(locale.icu().into(), options) else {
            return "other";
        };
        let mut shown = self.shown.clone();
        shown.sign = Sign::None;
        let shown = CompactDecimal::from_significand_and_exponent(shown, self.exponent);
        categories::name(rules.category_for(&shown))
    }
}

impl Shape {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let bad = || not_a_value("NUMBER", name, value);
        match name {
            "minimumIntegerDigits" => self.integer = Some(digits(name, value, 1..=21)?),
            "minimumFractionDigits" => self.fraction.0 = Some(digits(name, value, 0..=100)?),
            "maximumFractionDigits" => self.fraction.1 = Some(digits(name, value, 0..=100)?),
            "minimumSignificantDigits" => self.significant.0 = Some(digits(name, value, 1..=21)?),
            "maximumSignificantDigits" => self.significant.1 = Some(digits(name, value, 1..=21)?),
            "useGrouping" => {
                self.grouping = match value {
                    "auto" => Grouping::Auto,
                    "always" | "true" | "1" => Grouping::Always,
                    "false" | "0" => Grouping::Never,
                    "min2" => Grouping::Min2,
                    _ => return Err(bad()),
                }
            }
            "signDisplay" => {
                self.sign = Signs(match value {
                    "auto" => SignDisplay::Auto,
                    "never" => SignDisplay::Never,
                    "always" => SignDisplay::Always,
                    "exceptZero" => SignDisplay::ExceptZero,
                    "negative" => SignDisplay::Negative,
                    _ => return Err(bad()),
                })
            }
            "type" => {
                self.ordinal = match value {
                    "cardinal" => false,
                    "ordinal" => true,
                    _ => return Err(bad()),
                }
            }
            "numberingSystem" => self.numbering = Some(value.to_owned()),
            "notation" => {
                self.is_compact = match value {
                    "standard" => false,
                    "compact" => true,
                    "scientific" | "engineering" => {
                        return Err(format!("`NUMBER` cannot write `notation: \"{value}\"`"));
                    }
                    _ => return Err(bad()),
                }
            }
            "compactDisplay" => {
                self.display = match value {
                    "short" => Display::Short,
                    "long" => Display::Long,
                    _ => return Err(bad()),
                }
            }
            "style" if value == "decimal" => {}
            "style" if matches!(value, "percent" | "currency" | "unit") => {
                return Err(format!(
                    "`NUMBER` cannot write `style: \"{value}\"`: write the number alone, \
                     and the sign or the unit in the text"
                ));
            }
            "style" => return Err(bad()),
            _ => return Err(no_option("NUMBER", name)),
        }
        Ok(())
    }

    /// Refuses a least that is more than its most, as ECMA-402 does.
    fn check(&self) -> Result<(), String> {
        for (name, (least, most)) in [
            ("Fraction", self.fraction),
            ("Significant", self.significant),
        ] {
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                return Err(format!(
                    "`minimum{name}Digits` is {least}, and `maximum{name}Digits` is only {most}"
                ));
            }
        }
        Ok(())
    }

    fn round(&self, number: &mut Decimal) {
        let (least, most) = self.significant;
        if least.is_some() || most.is_some() {
            significant(number, least.unwrap_or(1), most.unwrap_or(21));
        } else if self.is_compact && self.fraction == (None, None) {
            // Two digits, or all before the point: what is more precise.
            let first = number.absolute.nonzero_magnitude_start();
            significant(number, 1, COMPACT.max(first + 1));
        } else {
            let (least, most) = self.fraction;
            let least = least.unwrap_or(0);
            number.round_with_mode(-most.unwrap_or_else(|| least.max(FRACTION)), HALF_EXPAND);
            number.absolute.trim_end();
            number.absolute.pad_end(-least);
        }
        number.absolute.trim_start();
        if let Some(integer) = self.integer {
            number.absolute.pad_start(integer);
        }
        number.apply_sign_display(self.sign.0);
    }

    /// Gives what is shown of a value, the power of ten that a word stands for,
    /// and how both read.
    fn write(&self, locale: &Locale, value: &Decimal) -> Result<(Decimal, u8, String), String> {
        let mut preferred = locale.icu().clone();
        if let Some(system) = &self.numbering {
            super::argument::prefer(&mut preferred, "nu", system)
                .ok_or_else(|| not_a_value("NUMBER", "numberingSystem", system))?;
        }
        let none = || format!("no number format for `{locale}`");
        if self.is_compact {
            let strategy = match self.grouping {
                Grouping::Auto | Grouping::Min2 => GroupingStrategy::Min2,
                Grouping::Always => GroupingStrategy::Always,
                Grouping::Never => GroupingStrategy::Never,
            };
            let round = |number: &mut Decimal| self.round(number);
            let written = compact::write(&preferred, self.display, strategy, value, round);
            let written = written.ok_or_else(none)?;
            return Ok((written.significand, written.exponent, written.text));
        }
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(match self.grouping {
            Grouping::Auto | Grouping::Always => GroupingStrategy::Auto,
            Grouping::Never => GroupingStrategy::Never,
            Grouping::Min2 => GroupingStrategy::Min2,
        });
        let formatter =
            DecimalFormatter::try_new((&preferred).into(), options).map_err(|_| none())?;
        let mut shown = value.clone();
        self.round(&mut shown);
        let mut text = formatter.format(&shown).to_string();
        if self.grouping == Grouping::Always
            && let Some(grouped) = grouped(&formatter, &shown, &text)
        {
            text = grouped;
        }
        Ok((shown, 0, text))
    }
}

/// Halves away from zero, ECMA-402's rule where no option says so.
const HALF_EXPAND: SignedRoundingMode =
    SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);

/// Rounds a number to at most, and fills it to at least, so many significant digits.
fn significant(number: &mut Decimal, least: i16, most: i16) {
    let first = number.absolute.nonzero_magnitude_start();
    number.round_with_mode(first + 1 - most, HALF_EXPAND);
    number.absolute.trim_end();
    // Rounding may have made one more digit, of 9.99 10.0.
    let first = number.absolute.nonzero_magnitude_start();
    number.absolute.pad_end(first + 1 - least);
}

/// Reads a decimal number; no exponent, which could ask for thousands of digits.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    (plain && text.len() <= 400)
        .then(|| text.parse().ok())
        .flatten()
}

fn digits(name: &str, value: &str, range: std::ops::RangeInclusive<i16>) -> Result<i16, String> {
    let number = value.parse::<i16>().ok().filter(|it| range.contains(it));
    number.ok_or_else(|| {
        format!(
            "`{value}` is no value for the option `{name}` of `NUMBER`, which takes {} to {}",
            range.start(),
            range.end()
        )
    })
}
