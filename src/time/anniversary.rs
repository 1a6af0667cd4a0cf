//! Anniversaries: when a person completes a year of membership.

use super::day::{Day, days_in_month};
use serde::{Deserialize, Serialize};

/// When someone who joined on 29 February completes a year, in years that have no such day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum LeapDay {
    /// On 28 February. The default: the anniversary stays in the month of joining.
    #[default]
    Feb28,
    /// On 1 March.
    Mar1,
}

/// The day on which `years` years are completed since `start`.
///
/// Stays at [`Day::MAX`] for years beyond the range of days.
///
/// # Example
///
/// ```
/// use kaiin::{Day, time::{LeapDay, anniversary}};
/// let joined = Day::from_ymd(2020, 2, 29)?;
/// assert_eq!(anniversary(joined, 1, LeapDay::Feb28), Day::from_ymd(2021, 2, 28)?);
/// assert_eq!(anniversary(joined, 1, LeapDay::Mar1), Day::from_ymd(2021, 3, 1)?);
/// assert_eq!(anniversary(joined, 4, LeapDay::Mar1), Day::from_ymd(2024, 2, 29)?);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[must_use]
pub fn anniversary(start: Day, years: u32, leap_day: LeapDay) -> Day {
    let (year, month, day) = start.ymd();
    let year = year.saturating_add(i32::try_from(years).unwrap_or(i32::MAX));
    if year > Day::MAX.year() {
        return Day::MAX;
    }
    let exists = day <= days_in_month(year, month);
    let (month, day) = match (exists, leap_day) {
        (true, _) => (month, day),
        (false, LeapDay::Feb28) => (2, 28),
        (false, LeapDay::Mar1) => (3, 1),
    };
    Day::from_ymd(year, month, day).unwrap_or(Day::MAX)
}

/// How many years are completed between `start` and `day`; 0 when `day` is not after `start`.
///
/// Law: `anniversary(start, n) <= day < anniversary(start, n + 1)` for the `n` returned, when `day >= start`.
///
/// # Example
///
/// ```
/// use kaiin::{Day, time::{LeapDay, completed_years}};
/// let joined = Day::from_ymd(2020, 2, 29)?;
/// assert_eq!(completed_years(joined, Day::from_ymd(2021, 2, 28)?, LeapDay::Feb28), 1);
/// assert_eq!(completed_years(joined, Day::from_ymd(2021, 2, 28)?, LeapDay::Mar1), 0);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[must_use]
pub fn completed_years(start: Day, day: Day, leap_day: LeapDay) -> u32 {
    let years = u32::try_from(day.year() - start.year()).unwrap_or(0);
    if years > 0 && anniversary(start, years, leap_day) > day { years - 1 } else { years }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completed_years_fit_between_two_anniversaries() {
        let first = Day::from_ymd(2019, 12, 30).unwrap();
        for rule in [LeapDay::Feb28, LeapDay::Mar1] {
            for offset in 0..800 {
                let start = first.plus_days(offset).unwrap();
                for later in (0..2_000).step_by(7) {
                    let day = start.plus_days(later).unwrap();
                    let n = completed_years(start, day, rule);
                    assert!(anniversary(start, n, rule) <= day && day < anniversary(start, n + 1, rule), "{start} {day} {n}");
                }
            }
        }
    }
}
