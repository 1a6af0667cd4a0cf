//! Which twelve months a fiscal year names.

use super::day::Day;
use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether a fiscal year is called after the calendar year in which it begins or in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum YearLabel {
    /// Called after its first day: 年度 2024 begins on 2024-04-01.
    #[default]
    StartYear,
    /// Called after its last day: FY2024 ends on 2024-06-30.
    EndYear,
}

/// The twelve months that a fiscal year names: its first day, and whether it is labelled by its start or its end.
///
/// # Example
///
/// ```
/// use kaiin::{Day, FiscalCalendar, FiscalYear};
/// let japan = FiscalCalendar::japan();
/// assert_eq!(japan.year_of(Day::from_ymd(2025, 3, 31)?), FiscalYear(2024));
/// assert_eq!(japan.start_of(FiscalYear(2024))?, Day::from_ymd(2024, 4, 1)?);
/// assert_eq!(japan.end_of(FiscalYear(2024))?, Day::from_ymd(2025, 4, 1)?); // exclusive
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct FiscalCalendar {
    start_month: u8,
    start_day: u8,
    label: YearLabel,
}

impl FiscalCalendar {
    /// A calendar whose years begin on a month (1 to 12) and day (1 to 28, so that the day exists every year).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when month or day is out of range.
    pub fn new(start_month: u8, start_day: u8, label: YearLabel) -> Result<Self> {
        if !(1..=12).contains(&start_month) {
            return Err(Error::setting("start_month", start_month, "is not a month; write 1 to 12, 4 for a Japanese fiscal year"));
        }
        if !(1..=28).contains(&start_day) {
            return Err(Error::setting("start_day", start_day, "does not exist in every year; write 1 to 28"));
        }
        Ok(Self { start_month, start_day, label })
    }

    /// April to March, labelled by its first year (年度).
    #[must_use]
    pub const fn japan() -> Self {
        Self { start_month: 4, start_day: 1, label: YearLabel::StartYear }
    }

    /// January to December.
    #[must_use]
    pub const fn calendar_year() -> Self {
        Self { start_month: 1, start_day: 1, label: YearLabel::StartYear }
    }

    /// The month in which a year begins, 1 to 12.
    #[must_use]
    pub fn start_month(self) -> u8 {
        self.start_month
    }

    /// The day of the month on which a year begins, 1 to 28.
    #[must_use]
    pub fn start_day(self) -> u8 {
        self.start_day
    }

    /// How a year is labelled.
    #[must_use]
    pub fn label(self) -> YearLabel {
        self.label
    }

    /// The fiscal year in which a day lies.
    #[must_use]
    pub fn year_of(self, day: Day) -> FiscalYear {
        let (year, month, day) = day.ymd();
        let begun = (month, day) >= (u32::from(self.start_month), u32::from(self.start_day));
        FiscalYear(if begun { year } else { year - 1 } + self.label_offset())
    }

    /// The first day of a fiscal year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the year lies outside the range of [`Day`].
    pub fn start_of(self, year: FiscalYear) -> Result<Day> {
        Day::from_ymd(year.plus(-self.label_offset()).get(), u32::from(self.start_month), u32::from(self.start_day))
            .map_err(|_| Error::setting("fiscal year", year, "lies outside 1801 to 2198; correct the year"))
    }

    /// The day after the last day of a fiscal year: the exclusive end.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the year lies outside the range of [`Day`].
    pub fn end_of(self, year: FiscalYear) -> Result<Day> {
        self.start_of(year.plus(1))
    }

    /// Calendar years between the first day and the label.
    fn label_offset(self) -> i32 {
        match self.label {
            YearLabel::EndYear if (self.start_month, self.start_day) != (1, 1) => 1,
            _ => 0,
        }
    }
}

impl Default for FiscalCalendar {
    /// [`FiscalCalendar::japan`].
    fn default() -> Self {
        Self::japan()
    }
}

impl fmt::Display for FiscalCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = match self.label {
            YearLabel::StartYear => "first",
            YearLabel::EndYear => "last",
        };
        write!(f, "years begin on {:02}-{:02}, labelled by their {label} day", self.start_month, self.start_day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd(y, m, d).unwrap()
    }

    #[test]
    fn a_year_contains_its_first_day_and_not_its_end() {
        for calendar in [FiscalCalendar::japan(), FiscalCalendar::calendar_year(), FiscalCalendar::new(7, 15, YearLabel::EndYear).unwrap()]
        {
            for year in (1900..2100).map(FiscalYear) {
                let (start, end) = (calendar.start_of(year).unwrap(), calendar.end_of(year).unwrap());
                assert_eq!(calendar.year_of(start), year);
                assert_eq!(calendar.year_of(end), year.plus(1));
                assert_eq!(calendar.year_of(end.plus_days(-1).unwrap()), year);
            }
        }
    }

    #[test]
    fn an_end_year_label_is_one_later() {
        let calendar = FiscalCalendar::new(7, 1, YearLabel::EndYear).unwrap();
        assert_eq!(calendar.year_of(day(2023, 7, 1)), FiscalYear(2024));
        assert_eq!(calendar.start_of(FiscalYear(2024)).unwrap(), day(2023, 7, 1));
    }

    #[test]
    fn a_calendar_year_has_one_label_only() {
        let calendar = FiscalCalendar::new(1, 1, YearLabel::EndYear).unwrap();
        assert_eq!(calendar.year_of(day(2023, 12, 31)), FiscalYear(2023));
    }

    #[test]
    fn a_calendar_that_starts_in_month_13_is_refused() {
        assert_eq!(
            FiscalCalendar::new(13, 1, YearLabel::StartYear).unwrap_err().to_string(),
            "start_month 13 is not a month; write 1 to 12, 4 for a Japanese fiscal year"
        );
        assert!(FiscalCalendar::new(2, 29, YearLabel::StartYear).is_err());
        assert!(FiscalCalendar::new(0, 0, YearLabel::StartYear).is_err());
    }
}
