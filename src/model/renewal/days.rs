//! The years of one membership: when each begins, and when its renewal window opens and closes.

use super::settings::{RenewalDate, RenewalSettings};
use crate::time::{Day, anniversary, completed_years};

/// One year of membership.
#[derive(Debug, Clone, Copy)]
pub(super) struct Year {
    pub(super) number: u32,
    /// The day from which days of the year are counted.
    pub(super) begins: Day,
    /// The day after which the mid-term runs: the close of the window before, or the first day.
    pub(super) mid_term_from: Day,
    /// First day of the window.
    pub(super) opens: Day,
    /// Last day of the window.
    pub(super) closes: Day,
}

impl RenewalSettings {
    /// The year of a membership by its number; `None` beyond the range of days.
    pub(super) fn year(&self, start: Day, number: u32) -> Option<Year> {
        let (begins, renewal) = (self.begins(start, number)?, self.begins(start, number.checked_add(1)?)?);
        let later = |day: Day, days: u32| i32::try_from(days).ok().and_then(|days| day.plus_days(days).ok());
        let opens = renewal.plus_days(-i32::try_from(self.before).ok()?).ok()?;
        let mid_term_from = if number == 0 { start } else { later(begins, self.after)? };
        (renewal > begins).then_some(Year { number, begins, mid_term_from, opens, closes: later(renewal, self.after)? })
    }

    /// The number of the year of a membership to which a day belongs that is not in a window before.
    pub(super) fn number(&self, start: Day, day: Day) -> u32 {
        match self.date {
            RenewalDate::Anniversary(leap_day) => completed_years(start, day, leap_day),
            RenewalDate::FiscalYear(calendar) => u32::try_from(calendar.year_of(day).since(calendar.year_of(start))).unwrap_or(0),
        }
    }

    fn begins(&self, start: Day, number: u32) -> Option<Day> {
        match self.date {
            RenewalDate::Anniversary(leap_day) => Some(anniversary(start, number, leap_day)).filter(|day| *day < Day::MAX),
            RenewalDate::FiscalYear(calendar) => calendar.start_of(calendar.year_of(start).plus(i32::try_from(number).ok()?)).ok(),
        }
    }
}
