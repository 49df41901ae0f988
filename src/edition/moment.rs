//! A date, a time, or both, as ISO 8601, YAML and TOML write them.

use icu_calendar::{Date, Iso};
use icu_datetime::input::{DateTime, Time, TimeZone, TimeZoneInfo, UtcOffset, ZonedDateTime};
use icu_time::zone::models::AtTime;

/// A point of civil time, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    /// The day, where it is known.
    pub(super) date: Option<Date<Iso>>,
    /// The time of day, where it is known.
    pub(super) time: Option<Time>,
    /// The distance from UTC in seconds, where it is known.
    offset: Option<i32>,
    zone: TimeZone,
}

/// What ICU4X formats.
pub(super) type Zoned = ZonedDateTime<Iso, TimeZoneInfo<AtTime>>;

impl Moment {
    /// Reads `2020-09-17`, `2020-09-17T10:30:00-05:00`, `2020-09-17 10:30 -5`,
    /// `10:30`; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut moment = Self {
            date: None,
            time: None,
            offset: None,
            zone: TimeZone::UNKNOWN,
        };
        let text = text.trim();
        let clock = if text.get(..5).is_some_and(|start| start.contains(':')) {
            Some(text)
        } else {
            let (day, clock) = match text.split_once(['T', 't', ' ', '\t']) {
                Some((day, clock)) => (day, Some(clock.trim_start())),
                None => (text, None),
            };
            moment.date = Some(date(day)?);
            clock
        };
        if let Some(clock) = clock {
            let end = clock
                .find(['Z', 'z', '+', '-', ' ', '\t'])
                .unwrap_or(clock.len());
            moment.time = Some(time(&clock[..end])?);
            let offset = clock[end..].trim_start();
            if !offset.is_empty() {
                moment.offset = Some(seconds(offset)?);
            }
        }
        Some(moment)
    }

    /// Writes the date, with the time where it is known, as HTML's `datetime` and
    /// schema.org take it; `None` where there is no date.
    pub(super) fn machine(self) -> Option<String> {
        let date = self.date?;
        let (year, month) = (date.year().extended_year(), date.month().ordinal);
        let mut out = format!("{year:04}-{month:02}-{:02}", date.day_of_month().0);
        let Some(time) = self.time else {
            return Some(out);
        };
        let (hour, minute) = (time.hour.number(), time.minute.number());
        out.push_str(&format!(
            "T{hour:02}:{minute:02}:{:02}",
            time.second.number()
        ));
        if let Some(offset) = self.offset {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.abs() / 60;
            out.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
        Some(out)
    }

    /// Tells the same instant in another zone: `UTC`, `+08:00`, or an IANA name
    /// such as `America/Guayaquil`; the error is a sentence.
    pub(super) fn in_zone(self, name: &str) -> Result<Self, String> {
        let zone = jiff::tz::TimeZone::get(name)
            .ok()
            .or_else(|| {
                let fixed = jiff::tz::Offset::from_seconds(seconds(name)?).ok()?;
                Some(jiff::tz::TimeZone::fixed(fixed))
            })
            .ok_or_else(|| {
                format!("`{name}` is no time zone such as `America/Guayaquil`, `UTC` or `+08:00`")
            })?;
        let (Some(date), Some(time), Some(offset)) = (self.date, self.time, self.offset) else {
            return Err(
                "a time zone needs a date with a time and its distance from UTC, \
                 such as 2020-09-17T10:30:00-05:00"
                    .to_owned(),
            );
        };
        let day = date.to_rata_die().to_i64_date();
        let unix = Date::try_new_iso(1970, 1, 1).map_or(0, |it| it.to_rata_die().to_i64_date());
        let of_day = i64::from(time.hour.number()) * 3600
            + i64::from(time.minute.number()) * 60
            + i64::from(time.second.number());
        let instant = (day - unix) * 86_400 + of_day - i64::from(offset);
        let there = jiff::Timestamp::from_second(instant)
            .map_err(|_| "this date is too far away for a time zone".to_owned())?;
        let offset = zone.to_offset(there);
        let civil = offset.to_datetime(there);
        let day = (i32::from(civil.year()), civil.month(), civil.day());
        let date = Date::try_new_iso(day.0, day.1.unsigned_abs(), day.2.unsigned_abs());
        Ok(Self {
            date: date.ok(),
            time: Time::try_new(
                civil.hour().unsigned_abs(),
                civil.minute().unsigned_abs(),
                civil.second().unsigned_abs(),
                time.subsecond.number(),
            )
            .ok(),
            offset: Some(offset.seconds()),
            zone: match seconds(name) {
                Some(_) => TimeZone::UNKNOWN,
                None => TimeZone::from_iana_id(name),
            },
        })
    }

    /// Returns whether the distance from UTC is known.
    pub(super) const fn has_offset(&self) -> bool {
        self.offset.is_some()
    }

    /// Returns what ICU4X formats; what is not known is filled up, and must
    /// not be asked for.
    pub(super) fn zoned(&self) -> Option<Zoned> {
        let date = self.date.or_else(|| Date::try_new_iso(1970, 1, 1).ok())?;
        let time = self.time.unwrap_or_else(Time::start_of_day);
        let offset = self.offset.map(UtcOffset::try_from_seconds);
        let offset = offset.transpose().ok()?;
        let zone = if offset == Some(UtcOffset::zero()) && self.zone.is_unknown() {
            TimeZone::from_iana_id("UTC")
        } else {
            self.zone
        };
        let zone = zone
            .with_offset(offset)
            .at_date_time(DateTime { date, time });
        Some(ZonedDateTime { date, time, zone })
    }
}

fn date(text: &str) -> Option<Date<Iso>> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || ![year, month, day].into_iter().all(digits) {
        return None;
    }
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Date::try_new_iso(year.parse().ok()?, month, day).ok()
}

fn time(text: &str) -> Option<Time> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let mut parts = whole.split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next().unwrap_or("0");
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts_fit = [hour, minute, second]
        .into_iter()
        .all(|part| digits(part) && (1..=2).contains(&part.len()));
    if parts.next().is_some() || !parts_fit || !digits(fraction) {
        return None;
    }
    // A leap second is shown as the second before it.
    let second: u8 = second.parse().ok()?;
    let nanoseconds: String = fraction
        .chars()
        .chain("000000000".chars())
        .take(9)
        .collect();
    Time::try_new(
        hour.parse().ok()?,
        minute.parse().ok()?,
        if second == 60 { 59 } else { second },
        nanoseconds.parse().ok()?,
    )
    .ok()
}

/// Reads a distance from UTC: `Z`, `+08:00`, `-0500`, `-5`.
fn seconds(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = &text[1..];
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let number = |part: &str| -> Option<i32> {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_front_matter_holds_is_read() {
        for text in [
            "2020-09-17",
            "2020-9-7",
            "2020-09-17T10:30",
            "2020-09-17t10:30:15.25Z",
            "2020-09-17 10:30:00 -5",
            "2020-09-17 10:30:00 +0800",
            "2020-09-17T23:59:60-05:00",
            "07:32:00",
        ] {
            assert!(Moment::parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "x",
            "2020",
            "2020-13-01",
            "2020-02-30",
            "20-02-03",
            "2020-09-17T",
            "2020-09-17T25:00",
            "2020-09-17T10:30 x",
            "2020-09-17T10:30+99",
            "+020-01-01",
            "é-é-é",
            "ééé:",
        ] {
            assert!(Moment::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_instant_is_told_in_another_zone() {
        let moment = Moment::parse("2020-09-17T23:30:00-05:00").unwrap();
        let there = moment.in_zone("Asia/Shanghai").unwrap().zoned().unwrap();
        assert_eq!(there.time.hour.number(), 12);
        assert_eq!(there.date.day_of_month().0, 18);
        assert!(moment.in_zone("Mars/Olympus").is_err());
        assert!(Moment::parse("2020-09-17").unwrap().in_zone("UTC").is_err());
    }
}
