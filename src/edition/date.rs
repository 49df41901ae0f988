//! `DATETIME`: dates and times by CLDR through ICU4X.
//!
//! The options are those of `Intl.DateTimeFormat` that ICU4X's field sets can
//! say; `docs/formatting.md` lists what they cannot. Without `timeZone` a time
//! is shown as it is written, on any machine.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::builder::{DateFields, FieldSetBuilder, ZoneStyle};
use icu_datetime::fieldsets::enums::CompositeFieldSet;
use icu_datetime::options::{Alignment, Length, SubsecondDigits, TimePrecision, YearStyle};
use icu_datetime::pattern::DateTimeNames;

use super::argument::{Options, no_option, not_a_value, prefer};
use super::moment::{Moment, Zoned};
use crate::locale::Locale;
use icu_datetime::parts;
use writeable::{Part, PartsWrite, Writeable};

/// The options that choose a field each.
const FIELDS: [&str; 10] = [
    "weekday",
    "era",
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "fractionalSecondDigits",
    "timeZoneName",
];

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    Numeric,
    TwoDigit,
    Short,
    Long,
}

/// The options, by name, each checked for itself.
#[derive(Default)]
struct Wanted<'a> {
    styles: (Option<Length>, Option<Clock>),
    full_date: bool,
    weekday: Option<Width>,
    era: bool,
    year: Option<Width>,
    month: Option<Width>,
    day: Option<Width>,
    hour: Option<Width>,
    minute: bool,
    second: bool,
    fraction: Option<u8>,
    zone_name: Option<ZoneStyle>,
    zone: Option<&'a str>,
    keywords: Vec<(&'static str, &'a str)>,
    /// A field that was asked for, to be named where it cannot be had.
    named: Option<&'a str>,
}

/// What `timeStyle` shows.
#[derive(Clone, Copy)]
struct Clock {
    seconds: bool,
    zone: Option<ZoneStyle>,
}

/// Formats a date or time; the error is a sentence.
pub(super) fn format(locale: &Locale, iso: &str, options: &Options) -> Result<String, String> {
    let mut moment =
        Moment::parse(iso).ok_or_else(|| format!("`{iso}` is no date such as 2020-09-17"))?;
    let wanted = Wanted::read(options)?;
    let fields = wanted.fields(&moment)?;
    check(&fields, &moment, iso)?;
    let mut preferred = locale.icu().clone();
    for (key, value) in &wanted.keywords {
        let value = value.to_ascii_lowercase();
        prefer(&mut preferred, key, &value)
            .ok_or_else(|| format!("`{value}` is no value that a locale can prefer"))?;
    }
    if let Some(zone) = wanted.zone {
        moment = moment.in_zone(zone)?;
    }
    if fields.zone_style.is_some() && !moment.has_offset() {
        return Err(format!(
            "`{iso}` has no distance from UTC, so that its time zone has no name"
        ));
    }
    let fields: CompositeFieldSet = fields
        .build_composite()
        .map_err(|_| "`DATETIME` cannot show these fields together".to_owned())?;
    let formatter =
        formatter(&preferred, fields).ok_or_else(|| format!("no date format for `{locale}`"))?;
    let zoned = moment
        .zoned()
        .ok_or_else(|| format!("`{iso}` is no date such as 2020-09-17"))?;
    let parts = Parts::of(&formatter.format(&zoned));
    if wanted.month == Some(Width::Short) && wanted.styles.0.is_none() {
        wanted.check_month(locale, &preferred, &zoned, &parts)?;
    }
    // CLDR's narrow no-break spaces are plain blanks here, as in every engine
    // of JavaScript: software that reads times does not know them.
    Ok(parts.text.replace('\u{202F}', " "))
}

/// A formatted date, with the text of its month.
#[derive(Default)]
struct Parts {
    text: String,
    month: String,
    inside: bool,
}

impl Parts {
    fn of(date: &impl Writeable) -> Self {
        let mut parts = Self::default();
        // Writing to text cannot fail.
        let _ = date.write_to_parts(&mut parts);
        parts
    }
}

impl std::fmt::Write for Parts {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.text.push_str(text);
        if self.inside {
            self.month.push_str(text);
        }
        Ok(())
    }
}

impl PartsWrite for Parts {
    type SubPartsWrite = Self;

    fn with_part(
        &mut self,
        part: Part,
        mut write: impl FnMut(&mut Self) -> std::fmt::Result,
    ) -> std::fmt::Result {
        let before = self.inside;
        self.inside |= part == parts::MONTH;
        write(self)?;
        self.inside = before;
        Ok(())
    }
}

/// Loads the formatter. The digits are loaded whatever the pattern: ICU4X 2.4
/// looks for them in one variant of it alone, and misses those of pt-BR's month
/// with a year.
fn formatter(
    locale: &icu_locale::Locale,
    fields: CompositeFieldSet,
) -> Option<DateTimeFormatter<CompositeFieldSet>> {
    let formatter = DateTimeFormatter::try_new(locale.into(), fields).ok()?;
    let mut names = DateTimeNames::from_formatter(locale.into(), formatter);
    names.as_mut().include_decimal_formatter().ok()?;
    names.try_into_formatter(fields).ok()
}

/// Refuses to show what the value does not hold.
fn check(fields: &FieldSetBuilder, moment: &Moment, iso: &str) -> Result<(), String> {
    if fields.date_fields.is_some() && moment.date.is_none() {
        return Err(format!("`{iso}` has no date"));
    }
    if fields.time_precision.is_some() && moment.time.is_none() {
        return Err(format!("`{iso}` has no time of day"));
    }
    Ok(())
}

impl<'a> Wanted<'a> {
    fn read(options: &'a Options) -> Result<Self, String> {
        let mut wanted = Self::default();
        for (name, value) in options {
            wanted.set(name, value)?;
            if FIELDS.contains(&name.as_str()) {
                wanted.named = Some(name);
            }
        }
        let (date, time) = &wanted.styles;
        if let (true, Some(name)) = (date.is_some() || time.is_some(), wanted.named) {
            return Err(format!(
                "`{name}` cannot stand beside `dateStyle` or `timeStyle`"
            ));
        }
        Ok(wanted)
    }

    fn set(&mut self, name: &str, value: &'a str) -> Result<(), String> {
        let bad = || not_a_value("DATETIME", name, value);
        match name {
            "dateStyle" => {
                self.styles.0 = Some(match value {
                    "full" | "long" => Length::Long,
                    "medium" => Length::Medium,
                    "short" => Length::Short,
                    _ => return Err(bad()),
                });
                self.full_date = value == "full";
            }
            "timeStyle" => {
                let (seconds, zone) = match value {
                    "full" => (true, Some(ZoneStyle::SpecificLong)),
                    "long" => (true, Some(ZoneStyle::SpecificShort)),
                    "medium" => (true, None),
                    "short" => (false, None),
                    _ => return Err(bad()),
                };
                self.styles.1 = Some(Clock { seconds, zone });
            }
            "weekday" => self.weekday = Some(text_width(value).ok_or_else(bad)?),
            "era" => {
                text_width(value).ok_or_else(bad)?;
                self.era = true;
            }
            "year" if value == "2-digit" => {
                return Err(
                    "`DATETIME` writes years in full; `dateStyle: \"short\"` has two digits \
                     where the locale has them"
                        .to_owned(),
                );
            }
            "year" => self.year = Some(number_width(value).ok_or_else(bad)?),
            "month" => {
                let width = number_width(value).or_else(|| text_width(value));
                self.month = Some(width.ok_or_else(bad)?);
            }
            "day" => self.day = Some(number_width(value).ok_or_else(bad)?),
            "hour" => self.hour = Some(number_width(value).ok_or_else(bad)?),
            "minute" => self.minute = number_width(value).map(|_| true).ok_or_else(bad)?,
            "second" => self.second = number_width(value).map(|_| true).ok_or_else(bad)?,
            "fractionalSecondDigits" => {
                let digits = value.parse().ok().filter(|it| (1..=3).contains(it));
                self.fraction = Some(digits.ok_or_else(bad)?);
            }
            "timeZoneName" => self.zone_name = Some(zone_style(value).ok_or_else(bad)?),
            "timeZone" => self.zone = Some(value),
            "hour12" => self.keywords.push((
                "hc",
                match value {
                    "true" | "1" => "c12",
                    "false" | "0" => "c24",
                    _ => return Err(bad()),
                },
            )),
            "hourCycle" if matches!(value, "h11" | "h12" | "h23") => {
                self.keywords.push(("hc", value));
            }
            "calendar" => self.keywords.push(("ca", value)),
            "numberingSystem" => self.keywords.push(("nu", value)),
            "hourCycle" => return Err(bad()),
            _ => return Err(no_option("DATETIME", name)),
        }
        Ok(())
    }

    fn fields(&self, moment: &Moment) -> Result<FieldSetBuilder, String> {
        let mut fields = FieldSetBuilder::new();
        if self.styles.0.is_some() || self.styles.1.is_some() {
            fields.length = Some(self.styles.0.unwrap_or(Length::Medium));
            fields.date_fields = self.styles.0.map(|_| {
                if self.full_date {
                    DateFields::YMDE
                } else {
                    DateFields::YMD
                }
            });
            if let Some(clock) = self.styles.1 {
                fields.time_precision = Some(if clock.seconds {
                    TimePrecision::Second
                } else {
                    TimePrecision::Minute
                });
                fields.zone_style = clock.zone;
            }
            return Ok(fields);
        }
        fields.zone_style = self.zone_name;
        fields.time_precision = self.precision()?;
        fields.date_fields = self.date_fields()?;
        let nothing = fields.date_fields.is_none() && fields.time_precision.is_none();
        // As in Intl, a name of the zone or an era alone comes with the day.
        if nothing && moment.date.is_some() {
            fields.date_fields = Some(DateFields::YMD);
            fields.length = Some(Length::Short);
            fields.year_style = Some(self.year_style(YearStyle::Full));
            return Ok(fields);
        }
        if nothing {
            fields.time_precision = Some(TimePrecision::Second);
        }
        self.widths(&mut fields)?;
        Ok(fields)
    }

    fn year_style(&self, plain: YearStyle) -> YearStyle {
        if self.era { YearStyle::WithEra } else { plain }
    }

    fn precision(&self) -> Result<Option<TimePrecision>, String> {
        let fraction = self.fraction.and_then(SubsecondDigits::try_from_int);
        Ok(match (self.hour.is_some(), self.minute, self.second) {
            (false, false, false) if fraction.is_none() => None,
            (true, false, false) if fraction.is_none() => Some(TimePrecision::Hour),
            (true, true, false) if fraction.is_none() => Some(TimePrecision::Minute),
            (true, true, true) => {
                Some(fraction.map_or(TimePrecision::Second, TimePrecision::Subsecond))
            }
            _ => {
                return Err(
                    "`DATETIME` shows hours, hours with minutes, or hours with minutes and seconds"
                        .to_owned(),
                );
            }
        })
    }

    fn date_fields(&self) -> Result<Option<DateFields>, String> {
        let has = |width: Option<Width>| width.is_some();
        let year = has(self.year) || (self.era && (has(self.month) || has(self.day)));
        Ok(Some(
            match (year, has(self.month), has(self.day), has(self.weekday)) {
                (false, false, false, false) => return Ok(None),
                (false, false, true, false) => DateFields::D,
                (false, true, true, false) => DateFields::MD,
                (true, true, true, false) => DateFields::YMD,
                (false, false, true, true) => DateFields::DE,
                (false, true, true, true) => DateFields::MDE,
                (true, true, true, true) => DateFields::YMDE,
                (false, false, false, true) => DateFields::E,
                (false, true, false, false) => DateFields::M,
                (true, true, false, false) => DateFields::YM,
                (true, false, false, false) => DateFields::Y,
                _ => {
                    return Err(
                        "`DATETIME` cannot show a year with a day or a weekday and no month, \
                         nor a weekday with a month and no day"
                            .to_owned(),
                    );
                }
            },
        ))
    }

    /// Refuses a short month that comes out in digits: ICU4X shows fields
    /// together as the locale's medium date does, in German `17.09.2020`.
    fn check_month(
        &self,
        locale: &Locale,
        preferred: &icu_locale::Locale,
        zoned: &Zoned,
        parts: &Parts,
    ) -> Result<(), String> {
        let digits = |text: &str| text.chars().any(char::is_numeric);
        if !digits(&parts.month) {
            return Ok(());
        }
        let mut alone = FieldSetBuilder::new();
        alone.date_fields = Some(DateFields::M);
        alone.length = Some(Length::Medium);
        let alone = alone.build_composite().ok();
        let alone = alone.and_then(|fields| formatter(preferred, fields));
        if alone.is_some_and(|alone| digits(&alone.format(zoned).to_string())) {
            return Ok(()); // In Chinese every month is written with its number.
        }
        Err(format!(
            "`{locale}` has no short month beside these fields: take `month: \"long\"` or `dateStyle`"
        ))
    }

    /// ICU4X has one length for all fields, and one alignment.
    fn widths(&self, fields: &mut FieldSetBuilder) -> Result<(), String> {
        let lengths = [self.month, self.weekday].map(|width| width.map(length_of));
        let length = lengths[0].or(lengths[1]);
        if let [Some(month), Some(weekday)] = lengths
            && month != weekday
        {
            return Err(
                "`DATETIME` writes the weekday and the month at the same length".to_owned(),
            );
        }
        let numeric = length == Some(Length::Short);
        fields.length = length.or(fields.date_fields.map(|_| Length::Short));
        if self.year.is_some() || self.era {
            fields.year_style = Some(self.year_style(YearStyle::Full));
        }
        let month = self.month.filter(|_| numeric);
        let padded: Vec<bool> = [month, self.day, self.hour]
            .into_iter()
            .flatten()
            .map(|width| width == Width::TwoDigit)
            .collect();
        if padded.contains(&true) {
            if padded.contains(&false) {
                return Err(
                    "`DATETIME` writes month, day and hour all with two digits, or none".to_owned(),
                );
            }
            fields.alignment = Some(Alignment::Column);
        }
        Ok(())
    }
}

const fn length_of(width: Width) -> Length {
    match width {
        Width::Numeric | Width::TwoDigit => Length::Short,
        Width::Short => Length::Medium,
        Width::Long => Length::Long,
    }
}

fn number_width(value: &str) -> Option<Width> {
    match value {
        "numeric" => Some(Width::Numeric),
        "2-digit" => Some(Width::TwoDigit),
        _ => None,
    }
}

/// `narrow` is not in ICU4X.
fn text_width(value: &str) -> Option<Width> {
    match value {
        "short" => Some(Width::Short),
        "long" => Some(Width::Long),
        _ => None,
    }
}

fn zone_style(value: &str) -> Option<ZoneStyle> {
    Some(match value {
        "long" => ZoneStyle::SpecificLong,
        "short" => ZoneStyle::SpecificShort,
        "longOffset" => ZoneStyle::LocalizedOffsetLong,
        "shortOffset" => ZoneStyle::LocalizedOffsetShort,
        "longGeneric" => ZoneStyle::GenericLong,
        "shortGeneric" => ZoneStyle::GenericShort,
        _ => return None,
    })
}
