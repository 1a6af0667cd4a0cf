//! One calendar day.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar day of the proleptic Gregorian calendar, counted from 1970-01-01 as Arrow's `date32` does.
///
/// Only days from 1800-01-01 to 2199-12-31 can be made: what lies outside is a typing mistake or a placeholder in every register
/// seen, and a bounded range keeps the tables small.
///
/// # Example
///
/// ```
/// use kaiin::Day;
/// let day = Day::from_ymd(2024, 4, 1)?;
/// assert_eq!(day.to_string(), "2024-04-01");
/// assert_eq!(day.ymd(), (2024, 4, 1));
/// assert_eq!(day.plus_days(-1)?.to_string(), "2024-03-31");
/// assert_eq!(day.since(Day::from_ymd(2023, 4, 1)?), 366);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

impl Day {
    /// 1800-01-01, the earliest day.
    pub const MIN: Self = Self(-62_091);
    /// 2199-12-31, the latest day.
    pub const MAX: Self = Self(84_005);

    /// The day of a year (1800 to 2199), month (1 to 12) and day of the month.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no such day or it is out of range.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Result<Self> {
        let shown = || format!("{year:04}-{month:02}-{day:02}");
        if !(1800..=2199).contains(&year) {
            return Err(Error::setting("date", shown(), "lies outside 1800-01-01 to 2199-12-31; correct the year"));
        }
        if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return Err(Error::setting("date", shown(), "is not a day of the calendar; correct the month or the day"));
        }
        Ok(Self(days_from_civil(year, month, day)))
    }

    /// The day that lies `days` after 1970-01-01.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is out of range.
    pub fn from_days(days: i64) -> Result<Self> {
        if (i64::from(Self::MIN.0)..=i64::from(Self::MAX.0)).contains(&days) {
            Ok(Self(days as i32))
        } else {
            Err(Error::setting("date", format!("1970-01-01 plus {days} days"), "lies outside 1800-01-01 to 2199-12-31"))
        }
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i32 {
        self.0
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// How many days `self` lies after `earlier`; negative when before.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The day `days` later (earlier when negative).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is out of range.
    pub fn plus_days(self, days: i32) -> Result<Self> {
        Self::from_days(i64::from(self.0) + i64::from(days))
    }

    /// The next day: turns an inclusive last day into the exclusive end of a stretch. Stays at [`Day::MAX`].
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(Self::MAX.0))
    }

    /// A day from a number known to be in range.
    pub(crate) const fn from_days_unchecked(days: i32) -> Self {
        Self(days)
    }
}

#[cfg(feature = "report")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "A calendar day, YYYY-MM-DD." })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = Error;
    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl std::str::FromStr for Day {
    type Err = Error;

    /// Reads ISO `YYYY-MM-DD` and nothing else; text as people write it is read by [`input`](crate::input).
    fn from_str(text: &str) -> Result<Self> {
        let number = |range| text.get(range).filter(|t: &&str| t.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse::<u32>().ok());
        let bytes = text.as_bytes();
        match (number(0..4), number(5..7), number(8..10)) {
            (Some(y), Some(m), Some(d)) if text.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' => Self::from_ymd(y as i32, m, d),
            _ => Err(Error::setting("date", format!("{text:?}"), "is not of the form YYYY-MM-DD")),
        }
    }
}

/// Whether a year of the Gregorian calendar has a 29 February.
pub(crate) fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// Number of days in a month (1 to 12).
pub(crate) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01. Years begin in March inside the computation, so that the leap day is the last of its year.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), `days_from_civil`.
const fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`]; same source, `civil_from_days`.
const fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_range_survives_a_round_trip_and_days_follow_each_other() {
        let mut expected = Day::MIN.0;
        for year in 1800..=2199 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    let made = Day::from_ymd(year, month, day).unwrap();
                    assert_eq!(made.0, expected);
                    assert_eq!(made.ymd(), (year, month, day));
                    expected += 1;
                }
            }
        }
        assert_eq!(expected - 1, Day::MAX.0);
    }

    #[test]
    fn the_epoch_is_1970() {
        assert_eq!(Day::from_ymd(1970, 1, 1).unwrap().days(), 0);
    }

    #[test]
    fn days_that_do_not_exist_are_refused_with_the_value() {
        for (y, m, d) in [(2023, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (1, 1, 1), (9999, 12, 31)] {
            let message = Day::from_ymd(y, m, d).unwrap_err().to_string();
            assert!(message.contains(&format!("{y:04}-{m:02}-{d:02}")), "{message}");
        }
    }

    #[test]
    fn only_iso_text_is_parsed() {
        assert_eq!("2024-02-29".parse::<Day>().unwrap().ymd(), (2024, 2, 29));
        for text in ["2024-2-29", "2024/02/29", "", "2024-02-30", "+024-02-29", "２０２４-02-29"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
