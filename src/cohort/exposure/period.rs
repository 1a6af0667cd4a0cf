//! Into which periods does actuarial exposure divide time: the years, quarters or months since joining, or those of a calendar?

use crate::cohort::span::Span;
use crate::time::{Day, FiscalCalendar};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How long a period of exposure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodLength {
    /// Twelve months.
    #[default]
    Year,
    /// Three months.
    Quarter,
    /// One month.
    Month,
}

impl PeriodLength {
    fn months(self) -> i32 {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }
}

/// What the periods of exposure are counted from.
///
/// A period that begins on a day which a month does not have begins on the last day of that month, and later periods return to the
/// day of joining: who joined on 31 January begins months on 28 February, 31 March and 30 April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExposureBasis {
    /// From the day of joining: the first, second, … year of membership (policy years).
    Anniversary(PeriodLength),
    /// From the start of the fiscal year: fiscal years and their quarters or months, the same for everybody.
    Calendar(PeriodLength, FiscalCalendar),
}

impl ExposureBasis {
    /// The periods of one person, laid so that `day` and all days of membership after it lie in one.
    pub(super) fn grid(self, span: &Span, day: Day) -> PeriodGrid {
        match self {
            Self::Anniversary(length) => PeriodGrid { origin: span.start, months: length.months() },
            Self::Calendar(length, calendar) => {
                let origin = calendar.start_of(calendar.year_of(day)).unwrap_or(Day::MIN);
                PeriodGrid { origin, months: length.months() }
            }
        }
    }

    /// The key under which a period is added up.
    pub(super) fn key(self, number: u32, start: Day) -> ExposurePeriod {
        match self {
            Self::Anniversary(_) => ExposurePeriod::SinceJoining(number + 1),
            Self::Calendar(..) => ExposurePeriod::Starting(start),
        }
    }
}

impl fmt::Display for ExposureBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = |length: &PeriodLength| match length {
            PeriodLength::Year => "years",
            PeriodLength::Quarter => "quarters",
            PeriodLength::Month => "months",
        };
        match self {
            Self::Anniversary(length) => write!(f, "{} since joining", unit(length)),
            Self::Calendar(length, calendar) => write!(f, "calendar {}, {calendar}", unit(length)),
        }
    }
}

/// Which period of exposure: what a table of exposure has one line for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExposurePeriod {
    /// The first (1), second (2), … period since joining.
    SinceJoining(u32),
    /// The calendar period that begins on a day.
    Starting(Day),
}

impl fmt::Display for ExposurePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SinceJoining(number) => number.fmt(f),
            Self::Starting(day) => day.fmt(f),
        }
    }
}

/// Periods of equal months from an origin, numbered from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct PeriodGrid {
    origin: Day,
    months: i32,
}

impl PeriodGrid {
    /// First day of a period; [`Day::MAX`] beyond the range of days.
    pub(super) fn start(self, number: u32) -> Day {
        let months = i64::from(self.months) * i64::from(number);
        months_after(self.origin, i32::try_from(months).unwrap_or(i32::MAX))
    }

    /// The period in which a day lies; 0 for days before the origin.
    pub(super) fn containing(self, day: Day) -> u32 {
        let ((from_year, from_month, _), (year, month, _)) = (self.origin.ymd(), day.ymd());
        let months = 12 * (year - from_year) + month as i32 - from_month as i32;
        let number = u32::try_from(months / self.months).unwrap_or(0);
        if number > 0 && self.start(number) > day { number - 1 } else { number }
    }

    /// The first period that begins on a day or after it.
    pub(super) fn first_from(self, day: Day) -> u32 {
        let number = self.containing(day);
        if self.start(number) < day { number + 1 } else { number }
    }

    /// The last period begun by the end of `day` when elapsed time is counted from the evening before the origin: a period is complete
    /// when the day before the origin comes round again, rolled back to the end of a short month. Never one that begins after `day`.
    pub(super) fn elapsed(self, day: Day) -> u32 {
        let eve = self.origin.plus_days(-1).unwrap_or(self.origin);
        let from_eve = Self { origin: eve, ..self };
        let complete = from_eve.containing(day);
        let begun = if from_eve.start(complete) == day { complete.saturating_sub(1) } else { complete };
        if self.start(begun) > day { begun.saturating_sub(1) } else { begun }
    }
}

/// The same day of the month some months later, rolled back to the last day of a shorter month.
fn months_after(start: Day, months: i32) -> Day {
    let (year, month, day) = start.ymd();
    let count = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let on = |count: i64, day: u32| {
        let year = i32::try_from(count.div_euclid(12)).unwrap_or(i32::MAX);
        if year > Day::MAX.year() { None } else { Day::from_ymd(year, count.rem_euclid(12) as u32 + 1, day).ok() }
    };
    if day <= 28 {
        return on(count, day).unwrap_or(Day::MAX);
    }
    match (on(count, 28), on(count + 1, 1)) {
        (Some(later), Some(next)) => later.plus_days((day as i32 - 28).min(next.since(later) - 1)).unwrap_or(Day::MAX),
        _ => Day::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn months_from(origin: &str) -> PeriodGrid {
        PeriodGrid { origin: day(origin), months: 1 }
    }

    #[test]
    fn periods_roll_back_in_short_months_and_return() {
        let starts: Vec<String> = (0..4).map(|number| months_from("2021-01-31").start(number).to_string()).collect();
        assert_eq!(starts, ["2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30"]);
    }

    #[test]
    fn every_day_lies_between_the_starts_of_its_period_and_the_next() {
        for (origin, months) in [("2019-12-31", 1), ("2020-02-29", 12), ("2020-02-29", 1), ("2020-11-30", 3), ("2021-03-01", 3)] {
            let grid = PeriodGrid { origin: day(origin), months };
            for later in 0..3_000 {
                let day = grid.origin.plus_days(later).unwrap();
                let number = grid.containing(day);
                assert!(grid.start(number) <= day && day < grid.start(number + 1), "{origin} {day} {number}");
                assert!(grid.start(grid.first_from(day)) >= day);
                let elapsed = grid.elapsed(day);
                assert!(elapsed.abs_diff(number) <= 1 && grid.start(elapsed) <= day, "{origin} {day} {number} {elapsed}");
            }
        }
    }

    #[test]
    fn elapsed_periods_end_on_the_day_before_joining_comes_round() {
        // From the evening of 30 January to the evening of 30 April are three months, though the fourth begins on 30 April.
        let grid = months_from("2020-01-31");
        assert_eq!((grid.elapsed(day("2020-04-30")), grid.containing(day("2020-04-30"))), (2, 3));
        assert_eq!((grid.elapsed(day("2020-05-01")), grid.containing(day("2020-05-01"))), (3, 3));
        // From the evening of 28 February to that of 30 March is more than a month, but the second month begins on 1 April.
        assert_eq!(months_from("2021-03-01").elapsed(day("2021-03-30")), 0);
    }

    #[test]
    fn periods_beyond_the_range_of_days_stay_at_its_end() {
        assert_eq!(months_from("2199-12-01").start(1), Day::MAX);
        assert_eq!(months_from("2020-01-01").start(u32::MAX), Day::MAX);
    }
}
