//! To which fiscal year's cohort does a licence belong?

use crate::error::{Error, Result};
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Days in 400 Gregorian years, after which the calendar repeats.
const DAYS_IN_400_YEARS: i64 = 146_097;

/// Which licences make one licence cohort (免許取得コホート): the fiscal year in which their holders become able to join.
///
/// A licence announced within `lead_days` before a fiscal year begins belongs to that next year's cohort. In Japan the examination
/// takes place in February and is announced between 21 and 31 March, the last days of a fiscal year; whoever passes can only join in
/// the year that begins on 1 April. Dividing the joiners of a fiscal year by the licences announced inside it therefore divides one
/// cohort by the next. One rule serves examination tables and the licence days of persons alike, so that both sides of a rate are
/// shifted together.
///
/// # Formula
///
/// ```text
/// cohort(d) = fiscal_year(d + L)
/// ```
///
/// where `d` is the day of the licence and `L` is `lead_days`; `L = 0` is no shift.
///
/// # Example
///
/// ```
/// use kaiin::{Day, FiscalCalendar, FiscalYear, licensees::CohortRule};
/// let announced = Day::from_ymd(2019, 3, 25)?;
/// assert_eq!(CohortRule::default().cohort_of(announced), FiscalYear(2019));
/// assert_eq!(CohortRule::new(FiscalCalendar::japan(), 0)?.cohort_of(announced), FiscalYear(2018));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct CohortRule {
    calendar: FiscalCalendar,
    lead_days: u16,
}

impl CohortRule {
    /// The default lead: 1 to 31 March count towards the year that begins on 1 April.
    pub const DEFAULT_LEAD_DAYS: u16 = 31;

    /// A rule with fiscal years of `calendar` and a lead of 0 (no shift) to 364 days.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the lead is a year or more, which would move every licence by a whole year.
    pub fn new(calendar: FiscalCalendar, lead_days: u16) -> Result<Self> {
        if lead_days > 364 {
            return Err(Error::setting("lead_days", lead_days, "is a year or more; write 0 to 364, 31 for an announcement in March"));
        }
        Ok(Self { calendar, lead_days })
    }

    /// The rule with the default lead for the fiscal years of `calendar`.
    #[must_use]
    pub fn of(calendar: FiscalCalendar) -> Self {
        Self { calendar, lead_days: Self::DEFAULT_LEAD_DAYS }
    }

    /// The fiscal years meant.
    #[must_use]
    pub fn calendar(self) -> FiscalCalendar {
        self.calendar
    }

    /// How many days before a fiscal year begins a licence already counts towards it; 0 is no shift.
    #[must_use]
    pub fn lead_days(self) -> u16 {
        self.lead_days
    }

    /// The cohort of a licence of that day.
    #[must_use]
    pub fn cohort_of(self, day: Day) -> FiscalYear {
        let shifted = i64::from(day.days()) + i64::from(self.lead_days);
        match Day::from_days(shifted) {
            Ok(day) => self.calendar.year_of(day),
            // Beyond the last day of the range: the same day of the calendar 400 years earlier always lies inside it.
            Err(_) => {
                let earlier = Day::from_days(shifted - DAYS_IN_400_YEARS).unwrap_or(Day::MIN);
                self.calendar.year_of(earlier).plus(400)
            }
        }
    }
}

impl Default for CohortRule {
    /// April to March with a lead of [`CohortRule::DEFAULT_LEAD_DAYS`].
    fn default() -> Self {
        Self { calendar: FiscalCalendar::japan(), lead_days: Self::DEFAULT_LEAD_DAYS }
    }
}

impl fmt::Display for CohortRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lead_days {
            0 => write!(f, "cohort = fiscal year of the licence ({})", self.calendar),
            lead => write!(f, "cohort = fiscal year of the licence, the next one for licences of its last {lead} days ({})", self.calendar),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohort(lead: u16, (y, m, d): (i32, u32, u32)) -> i32 {
        CohortRule::new(FiscalCalendar::japan(), lead).unwrap().cohort_of(Day::from_ymd(y, m, d).unwrap()).get()
    }

    #[test]
    fn a_lead_of_31_days_takes_in_all_of_march_and_nothing_of_february() {
        assert_eq!(cohort(31, (2019, 2, 28)), 2018);
        assert_eq!(cohort(31, (2020, 2, 29)), 2019);
        for day in 1..=31 {
            assert_eq!(cohort(31, (2019, 3, day)), 2019);
            assert_eq!(cohort(31, (2020, 3, day)), 2020);
        }
        assert_eq!(cohort(31, (2019, 4, 1)), 2019);
        assert_eq!(cohort(31, (2020, 2, 28)), 2019);
    }

    #[test]
    fn a_lead_of_0_is_the_fiscal_year() {
        assert_eq!(cohort(0, (2019, 3, 31)), 2018);
        assert_eq!(cohort(0, (2019, 4, 1)), 2019);
    }

    #[test]
    fn the_last_days_of_the_range_have_a_cohort_too() {
        let rule = CohortRule::new(FiscalCalendar::calendar_year(), 31).unwrap();
        assert_eq!(rule.cohort_of(Day::MAX), FiscalYear(2200));
        assert_eq!(rule.cohort_of(Day::from_ymd(2199, 11, 30).unwrap()), FiscalYear(2199));
        assert_eq!(cohort(364, (2199, 12, 31)), 2200);
        assert_eq!(rule.cohort_of(Day::MIN), FiscalYear(1800));
    }

    #[test]
    fn a_lead_of_a_year_is_refused() {
        let message = CohortRule::new(FiscalCalendar::japan(), 365).unwrap_err().to_string();
        assert_eq!(message, "lead_days 365 is a year or more; write 0 to 364, 31 for an announcement in March");
    }
}
