//! Mass exit days: days on which records were closed, not days on which people decided.

use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A day on which far more members left than on any other: arrears struck off, an audit of inactive members, a change of system.
///
/// A lapse hazard by tenure shows a cliff wherever such a day falls; the cliff belongs to the day, not to the tenure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct MassExitDay {
    /// The day.
    pub day: Day,
    /// Members who left on it.
    pub exits: u64,
    /// Members who left in the twelve months that end with the day, the day included.
    pub exits_of_twelve_months: u64,
    /// Whether the record covers those twelve months; where not, the day is a candidate only, because what is usual before it is not
    /// known.
    pub judged: bool,
}

/// Mass exit days that fall on one day of the year again and again: the association's own closing day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RecurringExitDay {
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month.
    pub day: u32,
    /// The mass exit days that fall on it, in order.
    pub days: Vec<MassExitDay>,
}

impl RecurringExitDay {
    /// Members who left on all these days together.
    #[must_use]
    pub fn exits(&self) -> u64 {
        self.days.iter().map(|day| day.exits).sum()
    }
}

/// Mass exit days parted into those that recur on one day of the year, in at least three years, and those that stand alone.
///
/// # Example
///
/// ```
/// use kaiin::{Day, register::{MassExitDay, recurring_exit_days}};
/// let day = |y, m, d| Day::from_ymd(y, m, d).map(|day| MassExitDay { day, exits: 30, exits_of_twelve_months: 40, judged: true });
/// let (recurring, single) = recurring_exit_days(&[day(2020, 7, 1)?, day(2021, 7, 1)?, day(2021, 9, 5)?, day(2022, 7, 1)?]);
/// assert_eq!((recurring.len(), recurring[0].month, recurring[0].exits()), (1, 7, 90));
/// assert_eq!(single[0].day, Day::from_ymd(2021, 9, 5)?);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[must_use]
pub fn recurring_exit_days(days: &[MassExitDay]) -> (Vec<RecurringExitDay>, Vec<MassExitDay>) {
    let mut by_day_of_year: BTreeMap<(u32, u32), Vec<MassExitDay>> = BTreeMap::new();
    for found in days {
        let (_, month, day) = found.day.ymd();
        by_day_of_year.entry((month, day)).or_default().push(*found);
    }
    let (recurring, single): (Vec<_>, Vec<_>) = by_day_of_year.into_iter().partition(|(_, days)| days.len() >= YEARS_TO_RECUR);
    let recurring = recurring.into_iter().map(|((month, day), days)| RecurringExitDay { month, day, days }).collect();
    let mut single: Vec<MassExitDay> = single.into_iter().flat_map(|(_, days)| days).collect();
    single.sort_by_key(|found| found.day);
    (recurring, single)
}

/// Years in which a day of the year must be a mass exit day to count as recurring.
const YEARS_TO_RECUR: usize = 3;
/// Least number of exits of a mass exit day: below it a few people moving together would do.
const FEWEST_EXITS: u64 = 20;
/// Least share of the exits of twelve months, as a fraction 1 / `LEAST_SHARE`.
const LEAST_SHARE: u64 = 3;
/// Days that end with the day judged.
const TWELVE_MONTHS: i32 = 365;

/// Days on which at least 20 members left who are at least a third of all who left in the twelve months that end with the day.
///
/// `exits` are the days on which members left, in any order; `record_begins` is the first day of the record.
pub(super) fn mass_exit_days(mut exits: Vec<i32>, record_begins: i32) -> Vec<MassExitDay> {
    exits.sort_unstable();
    let mut found = Vec::new();
    let (mut at, mut window) = (0, 0);
    while at < exits.len() {
        let day = exits[at];
        let next = at + exits[at..].partition_point(|&other| other == day);
        window += exits[window..].partition_point(|&other| other <= day - TWELVE_MONTHS);
        let (on_day, in_year) = ((next - at) as u64, (next - window) as u64);
        if on_day >= FEWEST_EXITS && on_day * LEAST_SHARE >= in_year {
            let judged = day - TWELVE_MONTHS >= record_begins;
            found.push(MassExitDay { day: Day::from_days_unchecked(day), exits: on_day, exits_of_twelve_months: in_year, judged });
        }
        at = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_a_years_exits_on_one_day_is_named_and_less_is_not() {
        let mut exits: Vec<i32> = (1_000..1_060).collect(); // one a day for sixty days
        exits.extend([1_100; 30]); // 30 of 90 within twelve months: exactly a third
        let found = mass_exit_days(exits.clone(), 0);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].exits, found[0].exits_of_twelve_months, found[0].judged), (30, 90, true));
        exits.push(1_061); // 30 of 91
        assert_eq!(mass_exit_days(exits, 0), []);
    }

    #[test]
    fn twelve_months_earlier_is_another_year() {
        let mut exits = vec![100; 19];
        exits.extend([100 + TWELVE_MONTHS; 20]);
        let found = mass_exit_days(exits, 0);
        assert_eq!((found.len(), found[0].exits_of_twelve_months), (1, 20));
    }

    #[test]
    fn a_day_in_the_first_year_of_the_record_is_a_candidate_only() {
        assert!(!mass_exit_days(vec![100; 50], 0)[0].judged);
    }
}
