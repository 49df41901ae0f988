//! `NUMBER`: decimals by CLDR through ICU4X.
//!
//! Of `Intl.NumberFormat` ours has digits, grouping, sign and plural type; no
//! percent, currency, unit or compact notation.

use fixed_decimal::{Decimal, Sign, SignDisplay, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_plurals::{PluralRuleType, PluralRules, PluralRulesOptions};

use crate::locale::Locale;

/// A number with the shape that `NUMBER` gave it.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) decimal: Decimal,
    pub(super) ordinal: bool,
    pub(super) text: String,
}

/// Applies options to a decimal and formats it; the error is a sentence.
pub(super) fn format(
    locale: &Locale,
    mut decimal: Decimal,
    options: &[(String, String)],
) -> Result<Number, String> {
    let (mut least, mut most) = (None, None);
    let (mut least_significant, mut most_significant, mut integer) = (None, None, None);
    let mut grouping = GroupingStrategy::Auto;
    let mut sign = SignDisplay::Auto;
    let mut ordinal = false;
    for (name, value) in options {
        match name.as_str() {
            "minimumFractionDigits" => least = Some(digits(name, value, 0)?),
            "maximumFractionDigits" => most = Some(digits(name, value, 0)?),
            "minimumSignificantDigits" => least_significant = Some(digits(name, value, 1)?),
            "maximumSignificantDigits" => most_significant = Some(digits(name, value, 1)?),
            "minimumIntegerDigits" => integer = Some(digits(name, value, 1)?),
            "useGrouping" => grouping = choose_grouping(value).ok_or_else(|| bad(name, value))?,
            "signDisplay" => sign = choose_sign(value).ok_or_else(|| bad(name, value))?,
            "type" if value == "cardinal" || value == "ordinal" => ordinal = value == "ordinal",
            "type" => return Err(bad(name, value)),
            _ => return Err(format!("`NUMBER` has no option `{name}`")),
        }
    }
    let mode = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
    if least_significant.is_some() || most_significant.is_some() {
        let start = decimal.absolute.nonzero_magnitude_start();
        if let Some(most) = most_significant {
            decimal.round_with_mode(start - most + 1, mode);
        }
        decimal.absolute.trim_end();
        decimal
            .absolute
            .pad_end(start - least_significant.unwrap_or(1) + 1);
    } else {
        let least = least.unwrap_or(0);
        decimal.round_with_mode(-most.unwrap_or(3).max(least), mode);
        decimal.absolute.trim_end();
        decimal.absolute.pad_end(-least);
    }
    if let Some(integer) = integer {
        decimal.absolute.pad_start(integer);
    }
    decimal.apply_sign_display(sign);
    let mut how = DecimalFormatterOptions::default();
    how.grouping_strategy = Some(grouping);
    let formatter = DecimalFormatter::try_new(locale.icu().into(), how)
        .map_err(|_| format!("no number format for `{locale}`"))?;
    let text = formatter.format(&decimal).to_string();
    Ok(Number {
        decimal,
        ordinal,
        text,
    })
}

/// Returns CLDR's plural category, `one`, `many`, `other` ….
pub(super) fn category(locale: &Locale, number: &Number) -> &'static str {
    let kind = if number.ordinal {
        PluralRuleType::Ordinal
    } else {
        PluralRuleType::Cardinal
    };
    let options = PluralRulesOptions::default().with_type(kind);
    let Ok(rules) = PluralRules::try_new(locale.icu().into(), options) else {
        return "other";
    };
    let mut plain = number.decimal.clone();
    plain.sign = Sign::None;
    match rules.category_for(&plain) {
        icu_plurals::PluralCategory::Zero => "zero",
        icu_plurals::PluralCategory::One => "one",
        icu_plurals::PluralCategory::Two => "two",
        icu_plurals::PluralCategory::Few => "few",
        icu_plurals::PluralCategory::Many => "many",
        icu_plurals::PluralCategory::Other => "other",
    }
}

fn bad(name: &str, value: &str) -> String {
    format!("`{value}` is no value for the option `{name}`")
}

fn digits(name: &str, value: &str, least: i16) -> Result<i16, String> {
    let number = value.parse::<i16>().map_err(|_| bad(name, value))?;
    if (least..=21).contains(&number) {
        Ok(number)
    } else {
        Err(bad(name, value))
    }
}

fn choose_grouping(value: &str) -> Option<GroupingStrategy> {
    Some(match value {
        "auto" | "true" | "1" => GroupingStrategy::Auto,
        "false" | "never" | "0" => GroupingStrategy::Never,
        "always" => GroupingStrategy::Always,
        "min2" => GroupingStrategy::Min2,
        _ => return None,
    })
}

fn choose_sign(value: &str) -> Option<SignDisplay> {
    Some(match value {
        "auto" => SignDisplay::Auto,
        "never" => SignDisplay::Never,
        "always" => SignDisplay::Always,
        "exceptZero" => SignDisplay::ExceptZero,
        "negative" => SignDisplay::Negative,
        _ => return None,
    })
}
