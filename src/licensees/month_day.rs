//! On which day of every year is something announced?

use crate::error::{Error, Result};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A day that comes back every year, such as the day on which examination results are announced.
///
/// # Example
///
/// ```
/// use kaiin::licensees::MonthDay;
/// let announced = MonthDay::new(3, 25)?;
/// assert_eq!(announced.in_year(2019)?.to_string(), "2019-03-25");
/// assert!(MonthDay::new(2, 29).is_err());
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

impl MonthDay {
    /// A month (1 to 12) and a day of it that exists in every year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no such day in a common year.
    pub fn new(month: u8, day: u8) -> Result<Self> {
        Day::from_ymd(2001, u32::from(month), u32::from(day)).map(|_| Self { month, day }).map_err(|_| {
            Error::setting("month and day", format!("{month:02}-{day:02}"), "do not exist in every year; write 3 and 25 for 25 March")
        })
    }

    /// The day in a calendar year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the year lies outside the range of [`Day`].
    pub fn in_year(self, year: i32) -> Result<Day> {
        Day::from_ymd(year, u32::from(self.month), u32::from(self.day))
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}
