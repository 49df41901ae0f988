//! `NUMBER`: decimals by CLDR through ICU4X.
//!
//! The options are those of `Intl.NumberFormat` that ICU4X has in stable form;
//! what is checked and what is the default follows ECMA-402
//! (`SetNumberFormatDigitOptions`). `docs/formatting.md` lists the rest.

use fixed_decimal::{Decimal, Sign, SignDisplay, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_plurals::{PluralRuleType, PluralRules, PluralRulesOptions};

use super::argument::{Options, no_option, not_a_value};
use super::categories;
use crate::locale::Locale;

/// The most fraction digits that are shown where no option says so.
const FRACTION: i16 = 3;

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
        self.shown = self.value.clone();
        self.shape.round(&mut self.shown);
        self.text = self.shape.write(locale, &self.shown)?;
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
        let mode = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
        let (least, most) = self.significant;
        if least.is_some() || most.is_some() {
            let first = number.absolute.nonzero_magnitude_start();
            number.round_with_mode(first + 1 - most.unwrap_or(21), mode);
            number.absolute.trim_end();
            // Rounding may have made one more digit, of 9.99 10.0.
            let first = number.absolute.nonzero_magnitude_start();
            number.absolute.pad_end(first + 1 - least.unwrap_or(1));
        } else {
            let (least, most) = self.fraction;
            let least = least.unwrap_or(0);
            number.round_with_mode(-most.unwrap_or_else(|| least.max(FRACTION)), mode);
            number.absolute.trim_end();
            number.absolute.pad_end(-least);
        }
        number.absolute.trim_start();
        if let Some(integer) = self.integer {
            number.absolute.pad_start(integer);
        }
        number.apply_sign_display(self.sign.0);
    }

    fn write(&self, locale: &Locale, number: &Decimal) -> Result<String, String> {
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(match self.grouping {
            Grouping::Auto | Grouping::Always => GroupingStrategy::Auto,
            Grouping::Never => GroupingStrategy::Never,
            Grouping::Min2 => GroupingStrategy::Min2,
        });
        let mut preferred = locale.icu().clone();
        if let Some(system) = &self.numbering {
            super::argument::prefer(&mut preferred, "nu", system)
                .ok_or_else(|| not_a_value("NUMBER", "numberingSystem", system))?;
        }
        let formatter = DecimalFormatter::try_new((&preferred).into(), options)
            .map_err(|_| format!("no number format for `{locale}`"))?;
        let text = formatter.format(number).to_string();
        if self.grouping != Grouping::Always {
            return Ok(text);
        }
        Ok(grouped(&formatter, number, &text).unwrap_or(text))
    }
}

/// Groups a number of four digits in locales that begin at five (`3.000` in
/// Spain, where 3000 is the rule): ICU4X does not tell `always` from `auto`.
/// The number is written with two nines before it, which are taken away.
fn grouped(formatter: &DecimalFormatter, number: &Decimal, text: &str) -> Option<String> {
    if *number.absolute.magnitude_range().end() != 3 {
        return None;
    }
    let longer: Decimal = format!("99{}", number.absolute).parse().ok()?;
    let longer = Decimal::new(number.sign, longer.absolute);
    let longer = formatter.format(&longer).to_string();
    // What stands before the digits (a sign, marks of direction) is the same.
    let at = text.find(char::is_alphanumeric)?;
    if !text[at..].chars().take(4).all(char::is_alphanumeric) {
        return None;
    }
    let mut rest = longer.get(at..)?.chars();
    rest.next()?;
    rest.next()?;
    Some(format!("{}{}", &text[..at], rest.as_str()))
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
