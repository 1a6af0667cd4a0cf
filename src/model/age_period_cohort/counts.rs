//! The counts of a table by age and period, with its cohorts.

use crate::cohort::MemberDays;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Exits and exposure by age (or tenure) and period, in steps of one year along both.
///
/// # Example
///
/// ```
/// use kaiin::model::age_period_cohort::AgePeriodCounts;
/// // tenures 0 and 1 down, years 2022 to 2024 across
/// let counts = AgePeriodCounts::new(0, 2022, 3, &[20, 18, 22, 9, 8, 7], &[100.0; 6])?;
/// assert_eq!((counts.ages(), counts.periods(), counts.cohorts()), (2, 3, 4));
/// assert_eq!(counts.cohort_label(0), 2021); // tenure 1 in 2022
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgePeriodCounts {
    first_age: i32,
    first_period: i32,
    periods: usize,
    /// Row by row of age.
    pub(super) events: Vec<u64>,
    pub(super) exposure: Vec<f64>,
}

impl AgePeriodCounts {
    /// Events and exposure row by row of age, `periods` to a row.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] when they do not fill whole rows, for an exposure that is negative or not a finite
    /// number, and for events without exposure; [`Error::NoRows`].
    pub fn new(first_age: i32, first_period: i32, periods: usize, events: &[u64], exposure: &[f64]) -> Result<Self> {
        if events.len() != exposure.len() {
            let (found, expected) = (exposure.len(), events.len());
            return Err(Error::ColumnLength { column: "exposure".into(), found, reference: "events".into(), expected });
        }
        if events.is_empty() {
            return Err(Error::NoRows { input: "the table".into(), advice: "give events and exposure by age and period".into() });
        }
        if periods == 0 || !events.len().is_multiple_of(periods) {
            return Err(Error::setting("periods", periods, format!("does not divide the {} cells into whole rows of age", events.len())));
        }
        for (cell, (&events, &exposure)) in events.iter().zip(exposure).enumerate() {
            if !(exposure >= 0.0 && exposure.is_finite()) || (exposure == 0.0 && events > 0) {
                let reason = format!("in cell {cell} with {events} events is not possible; give a finite time at risk");
                return Err(Error::setting("exposure", exposure, reason));
            }
        }
        Ok(Self { first_age, first_period, periods, events: events.to_vec(), exposure: exposure.to_vec() })
    }

    /// Exits for some reasons and person-years by completed years of membership, up to `last_tenure`, and fiscal year. Only fiscal years
    /// that the window covers wholly are taken.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no fiscal year is complete. [`Error::Setting`] for an exit in a cell without a day at risk: count exits on the
    /// last day in ([`ExitDay`](crate::cohort::ExitDay)) then.
    pub fn of_member_days(table: &MemberDays, last_tenure: u32, reasons: &[EndReason]) -> Result<Self> {
        let complete = |year: &crate::unit::FiscalYear| table.coverage(*year).is_some_and(crate::cohort::Coverage::is_complete);
        let years: Vec<_> = table.periods().filter(complete).collect();
        let Some(&first) = years.first() else {
            return Err(Error::NoRows { input: "the table".into(), advice: "give a window that covers a whole fiscal year".into() });
        };
        let cells = (0..=last_tenure).flat_map(|tenure| years.iter().map(move |&year| table.cell(tenure, year).unwrap_or_default()));
        let (events, exposure): (Vec<u64>, Vec<f64>) =
            cells.map(|cell| (reasons.iter().map(|&reason| cell.exits.of(reason)).sum::<u64>(), cell.days.years().get())).unzip();
        Self::new(0, first.get(), years.len(), &events, &exposure)
    }

    /// Events row by row of age: with [`AgePeriodCounts::exposure`] what
    /// [`WhittakerHenderson::count_table`](crate::model::graduation::WhittakerHenderson::count_table) graduates.
    #[must_use]
    pub fn events(&self) -> &[u64] {
        &self.events
    }

    /// Exposure row by row of age.
    #[must_use]
    pub fn exposure(&self) -> &[f64] {
        &self.exposure
    }

    /// Number of ages.
    #[must_use]
    pub fn ages(&self) -> usize {
        self.events.len() / self.periods
    }

    /// Number of periods.
    #[must_use]
    pub fn periods(&self) -> usize {
        self.periods
    }

    /// Number of cohorts: ages + periods − 1.
    #[must_use]
    pub fn cohorts(&self) -> usize {
        self.ages() + self.periods - 1
    }

    /// The age of a row.
    #[must_use]
    pub fn age_label(&self, age: usize) -> i32 {
        self.first_age.saturating_add(i32::try_from(age).unwrap_or(i32::MAX))
    }

    /// The period of a column.
    #[must_use]
    pub fn period_label(&self, period: usize) -> i32 {
        self.first_period.saturating_add(i32::try_from(period).unwrap_or(i32::MAX))
    }

    /// A cohort: period less age, from the oldest.
    #[must_use]
    pub fn cohort_label(&self, cohort: usize) -> i32 {
        let oldest = self.first_period.saturating_sub(self.age_label(self.ages() - 1));
        oldest.saturating_add(i32::try_from(cohort).unwrap_or(i32::MAX))
    }

    /// The positions of age, period and cohort of a cell.
    pub(super) fn place(&self, cell: usize) -> [usize; 3] {
        let (age, period) = (cell / self.periods, cell % self.periods);
        [age, period, period + self.ages() - 1 - age]
    }

    /// Number of levels of age, period, cohort.
    pub(super) fn levels(&self) -> [usize; 3] {
        [self.ages(), self.periods(), self.cohorts()]
    }

    /// Cells with exposure.
    pub(super) fn seen(&self) -> Vec<usize> {
        (0..self.events.len()).filter(|&cell| self.exposure[cell] > 0.0).collect()
    }
}
