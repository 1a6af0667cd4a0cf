//! Who was at risk and who left, in Python: the rows from which a hazard is estimated.

use super::covariates::{Covariates, CovariatesArg};
use crate::array::{Array, TableArg, missing_column, table_of};
use crate::error::{enter, err};
use crate::person_years::{PersonYearSettings, PersonYearTable, settings_or_default};
use crate::register::Register;
use kaiin::Result;
use kaiin::model::regression::HazardRows as Core;
use pyo3::prelude::*;

/// Rows of a hazard regression: events and trials under covariates, with weights and persons where there are some.
///
/// A row is either one person in one year (a person-period row, 0 or 1 event of 1 trial) or a cell of many; the estimates are the same.
/// Columns that are named for nothing else are covariates.
///
/// Args:
///     data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
///     events: Name of the column of events: how many of the trials had the event, or without `trials` whether the person had it.
///     trials: Name of the column of trials; every row is one person in one period without it.
///     offset: Name of the column that is added to the linear predictor with coefficient 1; none by default.
///     weight: Name of the column of prior weights; every row counts once without it.
///     person: Name of the column of persons, for errors that allow the rows of a person to depend on each other.
///     covariates: Names of the covariates; all other columns by default.
///
/// Raises:
///     InputError: A column is missing, has another length or another type, or there is no row.
///     SettingError: There are more events than trials, a number is not finite, or a weight is negative, each with its row counted from 0.
///
/// Examples:
///     >>> rows = HazardRows({"tenure": [0, 1], "left": [10, 4], "members": [100, 80]}, events="left", trials="members")
///     >>> rows.events, rows.trials, rows.covariates.names
///     (14.0, 180.0, ['tenure'])
///     >>> rows == HazardRows.grouped({"tenure": [0, 1]}, [10, 4], [100, 80])
///     True
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct HazardRows {
    pub(crate) inner: Core,
}

#[pymethods]
impl HazardRows {
    #[new]
    #[pyo3(signature = (data, *, events, trials = None, offset = None, weight = None, person = None, covariates = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        data: TableArg<'_>,
        events: &str,
        trials: Option<&str>,
        offset: Option<&str>,
        weight: Option<&str>,
        person: Option<&str>,
        covariates: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let mut columns = data.columns()?;
        let found: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
        let mut take = |name: &str| take(&mut columns, name, &found).map_err(err);
        let [trials, offset, weight, person] = [trials, offset, weight, person].map(|name| name.map(&mut take).transpose());
        let (events, trials, offset, weight, person) = (take(events)?, trials?, offset?, weight?, person?);
        let columns = match covariates {
            Some(names) => names.iter().map(|name| Ok((name.clone(), take(name)?))).collect::<PyResult<Vec<_>>>()?,
            None => columns,
        };
        enter(py, |_| {
            let known = kaiin::model::regression::Covariates::of_table(&table_of("covariates", columns)?)?;
            let known = offset.into_iter().try_fold(known, |known, array| known.offset(&array.reals("offset")?))?;
            let rows = match trials {
                Some(trials) => Core::grouped(known, &events.counts("events")?, &trials.counts("trials")?)?,
                None => Core::person_periods(known, &events.flags("events")?)?,
            };
            let rows = weight.into_iter().try_fold(rows, |rows, array| rows.weighted(&array.reals("weight")?))?;
            person.into_iter().try_fold(rows, |rows, array| rows.persons(&array.names("person")?))
        })
        .map(|inner| Self { inner })
    }

    /// Cells: of so many trials so many had the event.
    ///
    /// Args:
    ///     covariates: What is known of each cell: `Covariates` or a table.
    ///     events: How many had the event.
    ///     trials: Of how many.
    ///
    /// Raises:
    ///     InputError: The columns differ in length, hold something else, or there is no row.
    ///     SettingError: There are more events than trials, with the row.
    #[staticmethod]
    fn grouped(py: Python<'_>, covariates: CovariatesArg<'_>, events: Array, trials: Array) -> PyResult<Self> {
        let covariates = covariates.covariates(py)?;
        enter(py, |_| Core::grouped(covariates, &events.counts("events")?, &trials.counts("trials")?)).map(|inner| Self { inner })
    }

    /// Person-period rows: whether the person of the row had the event in the period.
    ///
    /// Args:
    ///     covariates: What is known of each row: `Covariates` or a table.
    ///     events: Whether the person had the event.
    ///
    /// Raises:
    ///     InputError: The columns differ in length, hold something else, or there is no row.
    #[staticmethod]
    fn person_periods(py: Python<'_>, covariates: CovariatesArg<'_>, events: Array) -> PyResult<Self> {
        let covariates = covariates.covariates(py)?;
        enter(py, |_| Core::person_periods(covariates, &events.flags("events")?)).map(|inner| Self { inner })
    }

    /// The members of a register at the start of each fiscal year and those who left within it, counted into cells.
    ///
    /// Args:
    ///     register: The register.
    ///     settings: How the cells are counted; by tenure and fiscal year of the Japanese calendar by default.
    ///
    /// Raises:
    ///     InputError: The register has no segment of that name, or no fiscal year is complete.
    ///     TableError: There are more possible cells than 2^62.
    ///
    /// Examples:
    ///     >>> start = {"start": "2020-04-01"}
    ///     >>> people = [{"person": str(n), "end": "2021-06-30" if n < 3 else "2022-06-30" if n < 9 else None, **start} for n in range(30)]
    ///     >>> cells = HazardRows.of_register(Register(people, as_of="2023-03-31"))
    ///     >>> len(cells), cells.events, cells.trials
    ///     (2, 9.0, 57.0)
    #[staticmethod]
    #[pyo3(signature = (register, settings = None))]
    fn of_register(py: Python<'_>, register: PyRef<'_, Register>, settings: Option<PersonYearSettings>) -> PyResult<Self> {
        let (register, settings) = (&register.inner, settings_or_default(settings));
        enter(py, |_| Core::of_register(register, &settings)).map(|inner| Self { inner })
    }

    /// The cells of a table of person-years.
    ///
    /// Raises:
    ///     InputError: There is none.
    #[staticmethod]
    fn of_person_years(py: Python<'_>, table: PyRef<'_, PersonYearTable>) -> PyResult<Self> {
        let table = &table.inner;
        enter(py, |_| Core::of_person_years(table)).map(|inner| Self { inner })
    }

    /// The same rows, each counted as often as its weight says (prior weights, whole or fractional).
    ///
    /// Raises:
    ///     InputError: There is not one weight a row.
    ///     SettingError: A weight is negative or not a finite number, with the row, or all are 0.
    fn weighted(&self, py: Python<'_>, weights: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.weighted(&weights.reals("weights")?))
    }

    /// The same rows with the person that each is about, for a variance that allows the rows of a person to depend on each other.
    ///
    /// Raises:
    ///     InputError: There is not one key a row.
    fn persons(&self, py: Python<'_>, keys: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.persons(&keys.names("persons")?))
    }

    /// The covariates.
    #[getter]
    fn covariates(&self) -> Covariates {
        self.inner.covariates().clone().into()
    }

    /// Events of all rows, weighted.
    #[getter]
    fn events(&self) -> f64 {
        self.inner.events()
    }

    /// Trials of all rows, weighted.
    #[getter]
    fn trials(&self) -> f64 {
        self.inner.trials()
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        let (rows, names) = (self.inner.len(), self.inner.covariates().names().join(", "));
        format!("<kaiin.HazardRows: {rows} rows, {} events of {} trials, covariates {names}>", self.inner.events(), self.inner.trials())
    }
}

impl HazardRows {
    fn with(&self, py: Python<'_>, change: impl FnOnce(Core) -> Result<Core> + Send) -> PyResult<Self> {
        enter(py, |_| change(self.inner.clone())).map(|inner| Self { inner })
    }
}

/// Takes a column out by its name.
fn take(columns: &mut Vec<(String, Array)>, name: &str, found: &[String]) -> Result<Array> {
    let at = columns.iter().position(|(column, _)| column == name);
    at.map(|at| columns.remove(at).1).ok_or_else(|| missing_column(name, found.to_vec()))
}
