//! How many members were at risk in each year, how many of them left and why, and how long were they at risk?
//!
//! The aggregate behind a discrete-time hazard. [`HazardRates`](crate::rates::HazardRates) turns it into probabilities and rates with
//! intervals.

use super::axes::{AttainedAge, HazardAxes, HazardKey};
use super::settings::HazardTableSettings;
use crate::cohort::span::ExitCounts;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use crate::time::FiscalCalendar;
use crate::unit::PersonDays;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The years at risk of one row: persons, exits, days. One person in one year is a *year at risk*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct HazardCell {
    /// Years at risk, whole or in part.
    pub(super) years: u64,
    /// Years at risk from their first day on, of which the whole is on the record.
    pub(super) at_risk: u64,
    pub(super) left: ExitCounts,
    pub(super) exits: ExitCounts,
    /// Days at risk in years of 365 and of 366 days.
    pub(super) days: [u64; 2],
    /// Days from the exit to the end of the year, by reason, in years of 365 and of 366 days.
    pub(super) rest: [[u64; 2]; EndReason::ALL.len()],
}

impl HazardCell {
    /// Years at risk, whole or in part: persons who were at risk in such a year for at least one day, or left in it.
    #[must_use]
    pub fn years(&self) -> u64 {
        self.years
    }

    /// Persons at risk at the start of a year the whole of which lies in the record: the trials of a probability a year.
    #[must_use]
    pub fn at_risk(&self) -> u64 {
        self.at_risk
    }

    /// Of these, persons who left within the year, by reason.
    #[must_use]
    pub fn left(&self) -> ExitCounts {
        self.left
    }

    /// All exits, also those of persons who came under observation within the year, and of years that are not on record to their end.
    #[must_use]
    pub fn exits(&self) -> ExitCounts {
        self.exits
    }

    /// Exact days at risk: the denominator of a central rate.
    #[must_use]
    pub fn days(&self) -> PersonDays {
        PersonDays(self.days.iter().sum())
    }

    /// Actuarial exposure in years for the exits of some reasons: days at risk over the days of the year, and the whole rest of the year
    /// for who left in it for one of them (Balducci; [`ActuarialExposure`](crate::cohort::ActuarialExposure)).
    #[must_use]
    pub fn actuarial_years(&self, reasons: &[EndReason]) -> f64 {
        let mut studied = EndReason::ALL.to_vec();
        studied.retain(|reason| reasons.contains(reason));
        let days = |length: usize| {
            let rest: u64 = studied.iter().filter_map(|&reason| self.rest.get(reason as usize)).map(|days| days[length]).sum();
            (self.days[length] + rest) as f64
        };
        days(0) / 365.0 + days(1) / 366.0
    }

    /// Adds the years at risk of another cell.
    pub(super) fn add(&mut self, other: &Self) {
        self.years += other.years;
        self.at_risk += other.at_risk;
        self.left.add(other.left);
        self.exits.add(other.exits);
        let rest = self.rest.iter_mut().zip(&other.rest);
        std::iter::once((&mut self.days, &other.days)).chain(rest).for_each(|(days, more)| {
            days[0] += more[0];
            days[1] += more[1];
        });
    }
}

/// Years at risk and exits by tenure, fiscal year, attained age, cohort and segment, made in one pass over a register.
///
/// A member has one row a year: the year of membership (or the fiscal year) that begins while the membership lasts. Its tenure, fiscal
/// year, age and group are those of the first day at risk in it.
///
/// # Properties
///
/// Integers: the order of the rows changes nothing, merged tables of any partition of the persons are the table of the whole, and a
/// regrouped table is the table built with fewer axes.
///
/// Weak where memberships move to another group within a year: the year stays with the group in which it began.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::HazardTable};
/// let day = |text: &str| text.parse::<Day>();
/// let rows = [
///     Episode::new("A", day("2021-04-01")?),
///     Episode::new("B", day("2021-04-01")?).until(day("2022-04-01")?, EndReason::Arrears), // left with the last day of the first year
///     Episode::new("C", day("2023-10-01")?), // the first year has not ended: not among those at risk for a whole year
/// ];
/// let register = Register::settings_as_of(day("2024-03-31")?).build(&rows.into_iter().collect())?;
/// let table = HazardTable::settings(FiscalCalendar::japan()).build(&register)?;
/// let (_, first) = &table.cells()[0];
/// assert_eq!((first.at_risk(), first.left().of(EndReason::Arrears), first.years()), (2, 1, 3));
/// assert_eq!(first.days().get(), 365 + 365 + 183);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HazardTable {
    pub(super) settings: HazardTableSettings,
    /// Ascending by key.
    pub(super) cells: Vec<(HazardKey, HazardCell)>,
    pub(super) tenure_unknown: u64,
}

impl HazardTable {
    /// Settings for a table of the years of membership of all memberships, by tenure.
    pub fn settings(calendar: FiscalCalendar) -> HazardTableSettings {
        HazardTableSettings::new(calendar)
    }

    /// How it was built.
    pub fn made_by(&self) -> &HazardTableSettings {
        &self.settings
    }

    /// The rows in which anybody was at risk, ascending.
    #[must_use]
    pub fn cells(&self) -> &[(HazardKey, HazardCell)] {
        &self.cells
    }

    /// The row of a key; `None` when nobody was at risk.
    #[must_use]
    pub fn cell(&self, key: &HazardKey) -> Option<&HazardCell> {
        self.cells.binary_search_by(|(found, _)| found.cmp(key)).ok().and_then(|at| self.cells.get(at)).map(|(_, cell)| cell)
    }

    /// Episodes left out because the first day of the membership is not known: it has no tenure.
    #[must_use]
    pub fn tenure_unknown(&self) -> u64 {
        self.tenure_unknown
    }

    /// All rows together.
    #[must_use]
    pub fn total(&self) -> HazardCell {
        let mut total = HazardCell::default();
        self.cells.iter().for_each(|(_, cell)| total.add(cell));
        total
    }

    /// The table by fewer axes: rows that no longer differ are added.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `axes` has one that the table does not have.
    pub fn regroup(&self, axes: &HazardAxes) -> Result<Self> {
        axes.must_be_within(&self.settings.axes)?;
        let cells = added(self.cells.iter().map(|(key, cell)| (axes.project(key), cell)));
        Ok(Self { settings: self.settings.clone().by(axes.clone()), cells, tenure_unknown: self.tenure_unknown })
    }

    /// The table of two registers with no person in both.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        if self.settings != other.settings {
            return Err(Error::Mismatch { what: "settings", left: self.settings.to_string(), right: other.settings.to_string() });
        }
        let cells = added(self.cells.iter().chain(&other.cells).map(|(key, cell)| (key.clone(), cell)));
        Ok(Self { settings: self.settings.clone(), cells, tenure_unknown: self.tenure_unknown + other.tenure_unknown })
    }

    /// One row a cell: the axes, `years`, `at_risk`, `left`, `exits`, `exits_…` for each reason, `person_days`, `actuarial_years` (for the
    /// exits of all reasons).
    #[must_use]
    pub fn to_table(&self) -> Table {
        let cells = || self.cells.iter().map(|(_, cell)| cell);
        let whole = |value: &dyn Fn(&HazardCell) -> u64| Values::Integers(cells().map(|cell| i64::try_from(value(cell)).ok()).collect());
        let mut columns = key_columns(&self.settings.axes, self.cells.iter().map(|(key, _)| key));
        columns.push(("years".into(), whole(&HazardCell::years)));
        columns.push(("at_risk".into(), whole(&HazardCell::at_risk)));
        columns.push(("left".into(), whole(&|cell| cell.left.total())));
        columns.push(("exits".into(), whole(&|cell| cell.exits.total())));
        for reason in EndReason::ALL {
            columns.push((format!("exits_{reason}"), whole(&|cell| cell.exits.of(reason))));
        }
        columns.push(("person_days".into(), whole(&|cell| cell.days().get())));
        let actuarial = cells().map(|cell| Some(cell.actuarial_years(&EndReason::ALL))).collect();
        columns.push(("actuarial_years".into(), Values::Reals(actuarial)));
        Table::of_columns("hazard", columns)
    }
}

/// The columns that tell which years at risk each row is about.
pub(crate) fn key_columns<'a>(axes: &HazardAxes, keys: impl Iterator<Item = &'a HazardKey>) -> Vec<(String, Values)> {
    let keys: Vec<&HazardKey> = keys.collect();
    let groups: Vec<_> = keys.iter().map(|key| &key.group).collect();
    let mut columns = axes.group().columns_of(&groups);
    if axes.has_tenure() {
        columns.push(("tenure".into(), Values::Integers(keys.iter().map(|key| key.tenure.map(i64::from)).collect())));
    }
    if axes.has_period() {
        columns.push(("period".into(), Values::Integers(keys.iter().map(|key| key.period.map(|year| i64::from(year.get()))).collect())));
    }
    if axes.has_age() {
        let years = |key: &&HazardKey| match key.age {
            Some(AttainedAge::Years(years)) => Some(i64::from(years)),
            Some(AttainedAge::Unknown) | None => None,
        };
        columns.push(("age".into(), Values::Integers(keys.iter().map(years).collect())));
    }
    columns
}

/// The sums of the cells of each key, ascending.
fn added<'a>(cells: impl Iterator<Item = (HazardKey, &'a HazardCell)>) -> Vec<(HazardKey, HazardCell)> {
    let mut sums = BTreeMap::<HazardKey, HazardCell>::new();
    cells.for_each(|(key, cell)| sums.entry(key).or_default().add(cell));
    sums.into_iter().collect()
}
