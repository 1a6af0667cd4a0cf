//! Rows of observed time, in Python: what every estimator that goes back to the rows takes.

use crate::array::{Array, TableArg};
use crate::error::{enter, err, setting};
use crate::survival::RiskTable;
use crate::words::Word;
use kaiin::Result;
use kaiin::survival::NearTies;
use pyo3::prelude::*;

/// Rows of observed time, from the columns of a table or from arrays.
///
/// One row is one stretch of time at risk, ``(entry, time]``, and what ended it. A person may have several rows (start-stop rows); name
/// `person` then, so that variances can tell. Times are in any one unit; results are in the same.
///
/// Arrays typed in or computed elsewhere come in by `of_events` and `of_outcomes`; an array is a list, a numpy array or another buffer of
/// numbers, a pandas or polars series, or an Arrow array.
///
/// Args:
///     data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
///     time: Name of the column of times.
///     event: Name of the column that says whether the row ended in the event: True or 1, and False or 0 when it was censored.
///     outcome: Instead of `event`, name of the column of what the row ended in; a row without an outcome is censored.
///     entry: Name of the column of times of entry (delayed entry); all are at risk from the origin without it.
///     weight: Name of the column of weights; every row counts once without it.
///     group: Name of the column of groups; all rows are one group without it.
///     person: Name of the column of persons; every row is a person without it.
///
/// Raises:
///     InputError: A column is missing, has another length or another type.
///     SettingError: A time is not a finite number, an entry is not before its time, or a weight is negative, each with its row counted
///         from 0; or not exactly one of `event` and `outcome` is named.
///
/// Examples:
///     >>> rows = Observations({"years": [1, 2, 2, 3], "left": [True, True, False, True]}, time="years", event="left")
///     >>> len(rows), rows.outcomes, rows.groups
///     (4, ['event'], ['all'])
///     >>> rows == Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1])
///     True
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Observations {
    pub(crate) inner: kaiin::survival::Observations,
}

#[pymethods]
impl Observations {
    #[new]
    #[pyo3(signature = (data, *, time, event = None, outcome = None, entry = None, weight = None, group = None, person = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        data: TableArg<'_>,
        time: &str,
        event: Option<&str>,
        outcome: Option<&str>,
        entry: Option<&str>,
        weight: Option<&str>,
        group: Option<&str>,
        person: Option<&str>,
    ) -> PyResult<Self> {
        let end = one_of(event, outcome).map_err(err)?;
        let optional = [entry, weight, group, person];
        let names: Vec<&str> = [time, end].into_iter().chain(optional.into_iter().flatten()).collect();
        let mut arrays = names.iter().copied().zip(data.arrays(&names)?);
        let mut next = |wanted: bool| if wanted { arrays.next() } else { None };
        let (time, end) = (next(true), next(true));
        let [entry, weight, group, person] = optional.map(|name| next(name.is_some()));
        enter(py, |_| {
            let rows = match event {
                Some(_) => kaiin::survival::Observations::of_events(&reals(time)?, &flags(end)?)?,
                None => kaiin::survival::Observations::of_outcomes(&reals(time)?, &labels(end)?)?,
            };
            let rows = entry.into_iter().try_fold(rows, |rows, (name, array)| rows.entering(&array.reals(name)?))?;
            let rows = weight.into_iter().try_fold(rows, |rows, (name, array)| rows.weighted(&array.reals(name)?))?;
            let rows = group.into_iter().try_fold(rows, |rows, (name, array)| rows.grouped(&array.names(name)?))?;
            person.into_iter().try_fold(rows, |rows, (name, array)| rows.persons(&array.names(name)?))
        })
        .map(|inner| Self { inner })
    }

    /// Rows that end in one kind of event, or censored.
    ///
    /// Args:
    ///     time: When each row ends.
    ///     event: Whether it ended in the event: True or 1, and False or 0 when it was censored.
    ///
    /// Raises:
    ///     InputError: The arrays differ in length, or have another type.
    ///     SettingError: A time is not a finite number, with its row.
    #[staticmethod]
    fn of_events(py: Python<'_>, time: Array, event: Array) -> PyResult<Self> {
        enter(py, |_| kaiin::survival::Observations::of_events(&time.reals("time")?, &event.flags("event")?)).map(|inner| Self { inner })
    }

    /// Rows that end in one of several outcomes, named, or censored (``None``). Outcomes are numbered in the order of their names.
    ///
    /// Args:
    ///     time: When each row ends.
    ///     outcome: What it ended in.
    ///
    /// Raises:
    ///     InputError: As for `of_events`.
    ///     SettingError: As for `of_events`.
    #[staticmethod]
    fn of_outcomes(py: Python<'_>, time: Array, outcome: Array) -> PyResult<Self> {
        enter(py, |_| kaiin::survival::Observations::of_outcomes(&time.reals("time")?, &outcome.labels("outcome")?))
            .map(|inner| Self { inner })
    }

    /// The same rows, at risk only after their entry (delayed entry, left truncation).
    ///
    /// Raises:
    ///     InputError: The arrays differ in length.
    ///     SettingError: An entry is not a finite number or not before the time of its row, with the row.
    fn entering(&self, py: Python<'_>, entry: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.entering(&entry.reals("entry")?))
    }

    /// The same rows, each counted as often as its weight says (whole or fractional). A row of weight 0 counts nowhere.
    ///
    /// Raises:
    ///     InputError: The arrays differ in length.
    ///     SettingError: A weight is negative or not a finite number, with the row, or all are 0.
    fn weighted(&self, py: Python<'_>, weight: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.weighted(&weight.reals("weight")?))
    }

    /// The same rows in groups, named. Groups are in the order of their names.
    ///
    /// Raises:
    ///     InputError: There is not one name a row.
    fn grouped(&self, py: Python<'_>, group: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.grouped(&group.names("group")?))
    }

    /// The same rows, with the person that each is about.
    ///
    /// Raises:
    ///     InputError: There is not one key a row.
    fn persons(&self, py: Python<'_>, person: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.persons(&person.names("person")?))
    }

    /// The same rows with times that count as one made equal.
    ///
    /// Args:
    ///     ties: Times closer than ``"rounding"`` (10⁻¹² of their size; estimators do this unless told otherwise), only equal numbers,
    ///         ``"distinct"``, or as R `survival` does, ``"timefix"``.
    fn merging(&self, py: Python<'_>, ties: Word<NearTies>) -> PyResult<Self> {
        self.with(py, |rows| Ok(rows.merging(ties.0)))
    }

    /// The names of the outcomes, in order.
    #[getter]
    fn outcomes(&self) -> Vec<String> {
        self.inner.outcomes().to_vec()
    }

    /// The names of the groups, in order; ``"all"`` when the rows are not grouped.
    #[getter]
    fn groups(&self) -> Vec<String> {
        self.inner.groups().to_vec()
    }

    /// Who is at risk in all groups together.
    ///
    /// Raises:
    ///     InputError: No row counts.
    fn risk_table(&self, py: Python<'_>) -> PyResult<RiskTable> {
        enter(py, |_| self.inner.risk_table()).map(RiskTable::from)
    }

    /// Who is at risk in each group, by the name of the group.
    ///
    /// Raises:
    ///     InputError: A group has no row that counts.
    fn risk_tables(&self, py: Python<'_>) -> PyResult<Vec<(String, RiskTable)>> {
        let tables = enter(py, |_| self.inner.risk_tables())?;
        Ok(tables.into_iter().map(|(group, table)| (group, RiskTable::from(table))).collect())
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        let (rows, outcomes, groups) = (self.inner.len(), self.inner.outcomes().join(", "), self.inner.groups().len());
        format!("<kaiin.Observations: {rows} rows, outcomes {outcomes}, {groups} groups>")
    }
}

impl Observations {
    fn with(
        &self,
        py: Python<'_>,
        change: impl FnOnce(kaiin::survival::Observations) -> Result<kaiin::survival::Observations> + Send,
    ) -> PyResult<Self> {
        enter(py, |_| change(self.inner.clone())).map(|inner| Self { inner })
    }
}

type Named<'a> = Option<(&'a str, Array)>;

fn reals(named: Named<'_>) -> Result<Vec<f64>> {
    named.map_or(Ok(Vec::new()), |(name, array)| array.reals(name))
}

fn flags(named: Named<'_>) -> Result<Vec<bool>> {
    named.map_or(Ok(Vec::new()), |(name, array)| array.flags(name))
}

fn labels(named: Named<'_>) -> Result<Vec<Option<String>>> {
    named.map_or(Ok(Vec::new()), |(name, array)| array.labels(name))
}

/// The column that says how rows end.
fn one_of<'a>(event: Option<&'a str>, outcome: Option<&'a str>) -> Result<&'a str> {
    match (event, outcome) {
        (Some(name), None) | (None, Some(name)) => Ok(name),
        (None, None) => Err(setting("event", "None", "is not a column; name the column of events, or that of outcomes")),
        (Some(event), Some(_)) => Err(setting("event", event, "is named beside a column of outcomes; name one of the two")),
    }
}
