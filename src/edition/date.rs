//! `DATETIME`: dates by CLDR through ICU4X.
//!
//! Of `Intl.DateTimeFormat` ours has `dateStyle`; no times, time zones, single
//! fields or eras yet.

use icu_calendar::Date;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YMD, YMDE};

use crate::locale::Locale;

/// Formats an ISO 8601 date; the error is a sentence.
pub(super) fn format(
    locale: &Locale,
    iso: &str,
    options: &[(String, String)],
) -> Result<String, String> {
    let date = parse(iso).ok_or_else(|| format!("`{iso}` is no date such as 2020-09-17"))?;
    let mut style = "medium";
    for (name, value) in options {
        match (name.as_str(), value.as_str()) {
            ("dateStyle", "full" | "long" | "medium" | "short") => style = value,
            ("dateStyle", _) => {
                return Err(format!("`{value}` is no value for the option `dateStyle`"));
            }
            _ => return Err(format!("`DATETIME` has no option `{name}`")),
        }
    }
    let preferences = locale.icu().into();
    let missing = |_| format!("no date format for `{locale}`");
    if style == "full" {
        let formatter = DateTimeFormatter::try_new(preferences, YMDE::long()).map_err(missing)?;
        return Ok(formatter.format(&date).to_string());
    }
    let fields = match style {
        "long" => YMD::long(),
        "short" => YMD::short(),
        _ => YMD::medium(),
    };
    let formatter = DateTimeFormatter::try_new(preferences, fields).map_err(missing)?;
    Ok(formatter.format(&date).to_string())
}

/// Reads the day of an ISO date or date with time.
fn parse(iso: &str) -> Option<Date<icu_calendar::Iso>> {
    let day = iso.split(['T', 't', ' ']).next()?;
    let mut parts = day.split('-');
    let (year, month, of_month) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::try_new_iso(
        year.parse().ok()?,
        month.parse().ok()?,
        of_month.parse().ok()?,
    )
    .ok()
}
