//! Who was at risk and who left: the rows from which a hazard is estimated.

use super::covariates::{Covariates, coded, finite, picked};
use crate::cohort::{PersonYearRow, PersonYearSettings, PersonYearTable};
use crate::error::{Error, Result};
use crate::register::Register;

/// Rows of a hazard regression: events and trials under covariates, with weights and persons where there are some.
///
/// A row is either one person in one year (a person-period row, 0 or 1 event of 1 trial) or a cell of many; the estimates are the same.
///
/// # Example
///
/// ```
/// use kaiin::model::regression::{Covariates, HazardRows};
/// let cells = Covariates::new().number("tenure", &[0.0, 1.0])?;
/// let rows = HazardRows::grouped(cells, &[10, 4], &[100, 80])?;
/// assert_eq!((rows.events(), rows.trials()), (14.0, 180.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct HazardRows {
    pub(super) covariates: Covariates,
    pub(super) events: Vec<f64>,
    pub(super) trials: Vec<f64>,
    /// Empty when every row counts once.
    pub(super) weights: Vec<f64>,
    /// Position of the person of each row among the persons in the order of their keys; empty when not known.
    pub(super) persons: Vec<u32>,
}

impl HazardRows {
    /// Cells: of so many trials so many had the event.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for more events than trials, with the row; [`Error::NoRows`].
    pub fn grouped(covariates: Covariates, events: &[u64], trials: &[u64]) -> Result<Self> {
        same_length("trials", trials.len(), "events", events.len())?;
        if let Some(row) = events.iter().zip(trials).position(|(events, trials)| events > trials) {
            let reason = format!("in row {row} are more than its {} trials; count an event only among those at risk", trials[row]);
            return Err(Error::setting("events", events[row], reason));
        }
        let real = |counts: &[u64]| counts.iter().map(|&count| count as f64).collect();
        Self::new(covariates, real(events), real(trials))
    }

    /// Person-period rows: whether the person of the row had the event in the period.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::NoRows`].
    pub fn person_periods(covariates: Covariates, events: &[bool]) -> Result<Self> {
        let events: Vec<f64> = events.iter().map(|&event| f64::from(u8::from(event))).collect();
        let trials = vec![1.0; events.len()];
        Self::new(covariates, events, trials)
    }

    /// The members of a register at the start of each fiscal year and those who left within it, counted into cells.
    ///
    /// # Errors
    ///
    /// As [`PersonYearSettings::count`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::cohort::PersonYearTable;
    /// use kaiin::model::regression::{HazardRegression, HazardRows, Link, Term};
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register};
    /// let [joined, first, second] = [Day::from_ymd(2020, 4, 1)?, Day::from_ymd(2021, 6, 30)?, Day::from_ymd(2022, 6, 30)?];
    /// // 30 persons: one in ten leaves in 2021, one in five in 2022
    /// let row = |person: usize| match person {
    ///     0..3 => Episode::new(person.to_string(), joined).until(first, EndReason::Arrears),
    ///     3..9 => Episode::new(person.to_string(), joined).until(second, EndReason::Arrears),
    ///     _ => Episode::new(person.to_string(), joined),
    /// };
    /// let register = Register::settings_as_of(Day::from_ymd(2023, 3, 31)?).build(&(0..30).map(row).collect())?;
    /// let cells = HazardRows::of_register(&register, &PersonYearTable::settings(FiscalCalendar::japan()))?;
    /// assert_eq!((cells.len(), cells.events(), cells.trials()), (2, 9.0, 57.0));
    /// let fit = HazardRegression::new(Link::Logit).term(Term::category("tenure")).fit(&cells)?;
    /// assert!((fit.coefficient("tenure=1").unwrap().ratio.unwrap() - (6.0 / 21.0) / (3.0 / 27.0)).abs() < 1e-12);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_register(register: &Register, settings: &PersonYearSettings) -> Result<Self> {
        Self::of_person_years(&settings.count(register)?)
    }

    /// The cells of a table of person-years.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when there is none.
    pub fn of_person_years(table: &PersonYearTable) -> Result<Self> {
        let count = |value: fn(&PersonYearRow) -> u64| table.rows().iter().map(value).collect::<Vec<u64>>();
        let covariates = Covariates::of_person_years(table.made_by(), table.rows())?;
        Self::grouped(covariates, &count(|row| row.events), &count(|row| row.trials))
    }

    fn new(mut covariates: Covariates, events: Vec<f64>, trials: Vec<f64>) -> Result<Self> {
        if events.is_empty() {
            return Err(Error::NoRows { input: "the hazard regression".into(), advice: "give at least one row at risk".into() });
        }
        if covariates == Covariates::default() {
            covariates = Covariates::new().offset(&vec![0.0; events.len()])?;
        }
        same_length("events", events.len(), "covariates", covariates.len())?;
        Ok(Self { covariates, events, trials, weights: Vec::new(), persons: Vec::new() })
    }

    /// The same rows, each counted as often as its weight says (prior weights, whole or fractional).
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a weight that is negative or not a finite number, and when all are 0.
    pub fn weighted(mut self, weights: &[f64]) -> Result<Self> {
        same_length("weights", weights.len(), "events", self.len())?;
        finite("weight", "weights", weights)?;
        if let Some(row) = weights.iter().position(|&weight| weight < 0.0) {
            return Err(Error::setting("weight", weights[row], format!("in row {row} is negative; leave the row out or give it weight 0")));
        }
        if weights.iter().all(|&weight| weight == 0.0) {
            return Err(Error::setting("weight", 0, "is the weight of every row; nothing is left to count"));
        }
        self.weights = weights.to_vec();
        Ok(self)
    }

    /// The same rows with the person that each is about, for a variance that allows the rows of a person to depend on each other.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one key a row.
    pub fn persons<S: AsRef<str>>(mut self, keys: &[S]) -> Result<Self> {
        same_length("persons", keys.len(), "events", self.len())?;
        self.persons = coded(keys).1;
        Ok(self)
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The covariates.
    #[must_use]
    pub fn covariates(&self) -> &Covariates {
        &self.covariates
    }

    /// Events of all rows, weighted.
    #[must_use]
    pub fn events(&self) -> f64 {
        (0..self.len()).map(|row| self.weight(row) * self.events[row]).sum()
    }

    /// Trials of all rows, weighted.
    #[must_use]
    pub fn trials(&self) -> f64 {
        (0..self.len()).map(|row| self.weight(row) * self.trials[row]).sum()
    }

    /// The weight of a row.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.get(row).copied().unwrap_or(1.0)
    }

    /// Some of the rows; `None` when there are none.
    pub(super) fn select(&self, rows: &[usize]) -> Option<Self> {
        (!rows.is_empty()).then(|| Self {
            covariates: self.covariates.select(rows),
            events: picked(&self.events, rows),
            trials: picked(&self.trials, rows),
            weights: picked(&self.weights, rows),
            persons: picked(&self.persons, rows),
        })
    }
}

fn same_length(column: &str, found: usize, reference: &str, expected: usize) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(Error::ColumnLength { column: column.to_owned(), found, reference: reference.to_owned(), expected })
}
