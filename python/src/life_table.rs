//! How many leave in each year of membership: the actuarial life table, in Python.

use crate::array::{Array, NamedArrays};
use crate::durations::DurationTable;
use crate::error::{enter, err};
use crate::observations::Observations;
use crate::rates::confidence_or_default;
use crate::result::{Field, pickled, record, tabular};
use crate::survival::{Limits, RiskTable};
use crate::words::Word;
use kaiin::survival::{AtBoundary, CurveInterval, WithdrawalTiming};
use pyo3::prelude::*;

/// How a life table is made; `between` and `every` make the settings.
///
/// Examples:
///     Of 100 members 10 are last seen and 19 leave in the first year, 4 and 12 in the second.
///
///     >>> table = LifeTableSettings.every(1, 2).of_counts(100, [10, 4], [19, 12])
///     >>> table.rows[0].probability, table.rows[1].survival  # 19 of 95
///     (0.2, 0.8)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct LifeTableSettings {
    inner: kaiin::survival::LifeTableSettings,
}

/// The settings that both constructors take.
fn finished(
    settings: kaiin::Result<kaiin::survival::LifeTableSettings>,
    open_ended: bool,
    timing: Option<Word<WithdrawalTiming>>,
    boundary: Option<Word<AtBoundary>>,
    interval: Option<Word<CurveInterval>>,
    confidence: Option<f64>,
) -> PyResult<LifeTableSettings> {
    let settings = settings.map_err(err)?;
    let settings = if open_ended { settings.open_ended() } else { settings };
    let settings = timing.into_iter().fold(settings, |settings, timing| settings.timing(timing.0));
    let settings = boundary.into_iter().fold(settings, |settings, boundary| settings.boundary(boundary.0));
    let settings = interval.into_iter().fold(settings, |settings, interval| settings.interval(interval.0));
    let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
    Ok(LifeTableSettings { inner: confidence.into_iter().fold(settings, kaiin::survival::LifeTableSettings::confidence) })
}

#[pymethods]
impl LifeTableSettings {
    /// Intervals between the given times.
    ///
    /// Args:
    ///     breaks: Two or more times, ascending.
    ///     open_ended: Whether one more interval follows, from the last time on, without an end.
    ///     timing: When in an interval people are last seen, or enter: ``"uniform"`` (the default, each counts for half), ``"at_start"``
    ///         (they do not count) or ``"at_end"`` (each counts in full).
    ///     boundary: To which interval a time belongs that ends one and starts the next: ``"before"`` (the default, intervals are
    ///         ``(start, end]``: who does not renew after exactly a year belongs to the first year) or ``"after"`` (``[start, end)``, as in
    ///         Klein and Moeschberger).
    ///     interval: The scale on which limits of the share still there are symmetric: ``"log_log"`` (the default), ``"log"``, ``"plain"``,
    ///         ``"logit"`` or ``"arcsine"``.
    ///     confidence: How often the limits contain the true share; 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: There are fewer than two times, one is not finite or not after the one before it, or the confidence is not strictly
    ///         between 0 and 1.
    #[staticmethod]
    #[pyo3(signature = (breaks, *, open_ended = false, timing = None, boundary = None, interval = None, confidence = None))]
    fn between(
        breaks: Array,
        open_ended: bool,
        timing: Option<Word<WithdrawalTiming>>,
        boundary: Option<Word<AtBoundary>>,
        interval: Option<Word<CurveInterval>>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let settings = breaks.reals("breaks").and_then(|breaks| kaiin::survival::LifeTableSettings::between(&breaks));
        finished(settings, open_ended, timing, boundary, interval, confidence)
    }

    /// So many intervals of one width, from 0 on.
    ///
    /// Args:
    ///     width: The width, in the unit of the times; 365.25 for years of a `DurationTable`, which is in days.
    ///     intervals: Number of intervals.
    ///     open_ended: As for `between`.
    ///     timing: As for `between`.
    ///     boundary: As for `between`.
    ///     interval: As for `between`.
    ///     confidence: As for `between`.
    ///
    /// Raises:
    ///     SettingError: The width is not above 0, there is no interval, or the confidence is not strictly between 0 and 1.
    ///     TableError: There are more than a million intervals.
    #[staticmethod]
    #[allow(clippy::too_many_arguments)]
    #[pyo3(signature = (width, intervals, *, open_ended = false, timing = None, boundary = None, interval = None, confidence = None))]
    fn every(
        width: f64,
        intervals: usize,
        open_ended: bool,
        timing: Option<Word<WithdrawalTiming>>,
        boundary: Option<Word<AtBoundary>>,
        interval: Option<Word<CurveInterval>>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let settings = kaiin::survival::LifeTableSettings::every(width, intervals);
        finished(settings, open_ended, timing, boundary, interval, confidence)
    }

    /// Number of intervals, with the open one.
    #[getter]
    fn intervals(&self) -> usize {
        self.inner.intervals()
    }

    /// The life table of counts typed in.
    ///
    /// Args:
    ///     initial: How many there are at the start.
    ///     censored: For each interval, how many were last seen in it.
    ///     events: For each interval, how many left in it.
    ///
    /// Raises:
    ///     InputError: There is not one count an interval.
    ///     SettingError: A count is negative or not finite, or more leave or are last seen than there are.
    fn of_counts(&self, py: Python<'_>, initial: f64, censored: Array, events: Array) -> PyResult<LifeTable> {
        enter(py, |_| self.inner.of_counts(initial, &censored.reals("censored")?, &events.reals("event")?)).map(|inner| LifeTable { inner })
    }

    /// The life table of counts typed in, by outcome.
    ///
    /// Args:
    ///     initial: How many there are at the start.
    ///     censored: For each interval, how many were last seen in it.
    ///     events: For each outcome by its name, how many left for it in each interval.
    ///
    /// Raises:
    ///     InputError: There is not one count an interval.
    ///     SettingError: A count is negative or not finite, or more leave or are last seen than there are.
    fn of_outcome_counts(&self, py: Python<'_>, initial: f64, censored: Array, events: NamedArrays) -> PyResult<LifeTable> {
        let make = || self.inner.of_outcome_counts(initial, &censored.reals("censored")?, &slices(&events.reals()?));
        enter(py, |_| make()).map(|inner| LifeTable { inner })
    }

    /// The life table of a group of a `DurationTable`, in days.
    ///
    /// Args:
    ///     durations: The table.
    ///     group: Position of the group among ``durations.groups``; the first by default.
    ///
    /// Raises:
    ///     SettingError: There is no group at the position.
    ///
    /// Examples:
    ///     >>> rows = [
    ///     ...     {"person": "A", "start": "2022-04-01"},
    ///     ...     {"person": "B", "start": "2022-04-01", "end": "2023-04-01"},  # after 365 days
    ///     ... ]
    ///     >>> durations = DurationTable(Register(rows, as_of="2024-03-31"))
    ///     >>> LifeTableSettings.every(365.25, 2).of_durations(durations).rows[0].probability
    ///     0.5
    #[pyo3(signature = (durations, group = 0))]
    fn of_durations(&self, py: Python<'_>, durations: PyRef<'_, DurationTable>, group: usize) -> PyResult<LifeTable> {
        let durations = &durations.inner;
        enter(py, |_| self.inner.of_durations(durations, group)).map(|inner| LifeTable { inner })
    }

    /// The life table of a group of rows.
    ///
    /// Args:
    ///     rows: The rows.
    ///     group: Name of the group; ``"all"`` when the rows are not grouped.
    ///
    /// Raises:
    ///     RateError: There is no such group.
    ///     InputError: No row of it counts.
    #[pyo3(signature = (rows, group = "all"))]
    fn of_rows(&self, py: Python<'_>, rows: PyRef<'_, Observations>, group: &str) -> PyResult<LifeTable> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.of_rows(rows, group)).map(|inner| LifeTable { inner })
    }

    /// The life table of a group of which is known who was at risk when.
    ///
    /// Args:
    ///     table: Who was at risk.
    ///
    /// Raises:
    ///     RateError: Someone entered after the start of the first interval: the table does not tell in which; use `of_rows`.
    fn of_risk_table(&self, py: Python<'_>, table: PyRef<'_, RiskTable>) -> PyResult<LifeTable> {
        let table = &table.inner;
        enter(py, |_| self.inner.of_risk_table(table)).map(|inner| LifeTable { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LifeTableSettings of {} intervals>", self.inner.intervals())
    }
}

pickled!(LifeTableSettings, kaiin::survival::LifeTableSettings);

/// Named columns as the core takes them.
pub(crate) fn slices(columns: &[(String, Vec<f64>)]) -> Vec<(&str, &[f64])> {
    columns.iter().map(|(name, values)| (name.as_str(), values.as_slice())).collect()
}

record! {
    /// One interval of a `LifeTable`.
    LifeTableRow of kaiin::survival::LifeTableRow {
        /// When it starts.
        start: f64,
        /// When it ends; ``None`` for the open one.
        end: Option<f64>,
        /// Weight there at its start.
        entered: f64,
        /// Weight first seen in it, that is, later than at its start.
        entered_late: f64,
        /// Weight last seen in it.
        censored: f64,
        /// The part of it that was last seen exactly at the end of the interval and counts in full.
        censored_at_end: f64,
        /// Weight that counts as at risk in the interval.
        at_risk: f64,
        /// Weight that left in it, by outcome, in the order of the outcomes of the table.
        events: Vec<f64>,
        /// Probability of leaving in it, given that one is there at its start; ``None`` when nobody is at risk, and when more left than
        /// count as at risk (many entered late and left in the same interval: take narrower ones).
        probability: Option<f64>,
        /// Share still there at its start; ``None`` after an interval without a probability.
        survival: Option<f64>,
        /// Its standard error (Greenwood); ``None`` once nobody is left.
        survival_error: Option<f64>,
        /// Share of the cohort that leaves per unit of time in it; ``None`` in the open interval.
        density: Option<f64>,
        /// Its standard error; ``None`` when nobody left.
        density_error: Option<f64>,
        /// Hazard per unit of time at its middle; ``None`` in the open interval.
        hazard: Option<f64>,
        /// Its standard error; ``None`` when nobody left.
        hazard_error: Option<f64>,
        /// Time from its start in which half of those there leave; ``None`` when that is not seen.
        median_residual: Option<f64>,
        /// Its standard error.
        median_residual_error: Option<f64>,
    }
}

#[pymethods]
impl LifeTableRow {
    /// Weight that left in it for any outcome.
    #[getter]
    fn all_events(&self) -> f64 {
        self.inner.all_events()
    }
}

/// The actuarial life table of a cohort, when only the interval is known in which people left, or when a table by years is wanted. Made by
/// `LifeTableSettings`.
///
/// With ``n`` there at the start of an interval, ``c`` last seen in it, ``e`` entered in it and ``d`` left:
/// ``q = d / (n + e/2 - c/2)``, and the share still there is the product of ``1 - q`` of the intervals before. Assumes that who is last seen
/// in an interval, or enters in it, is spread over it as the timing of the settings says; where the days are known, the survival curve
/// needs no such assumption. J. P. Klein and M. L. Moeschberger (2003), Survival Analysis, 2nd ed., section 5.4.
///
/// Examples:
///     Half of the 100 have left when 30 of the 40 of the second year have.
///
///     >>> table = LifeTableSettings.every(1, 3).of_counts(100, [0, 0, 0], [20, 40, 20])
///     >>> table.rows[0].median_residual, table.rows[0].density
///     (1.75, 0.2)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LifeTable {
    pub(crate) inner: kaiin::survival::LifeTable,
}

#[pymethods]
impl LifeTable {
    /// The intervals, ascending.
    #[getter]
    fn rows(&self) -> Vec<LifeTableRow> {
        self.inner.rows().iter().map(Field::field).collect()
    }

    /// The names of the outcomes, in order.
    #[getter]
    fn outcomes(&self) -> Vec<String> {
        self.inner.outcomes().to_vec()
    }

    /// The settings it was made with.
    #[getter]
    fn settings(&self) -> LifeTableSettings {
        LifeTableSettings { inner: self.inner.settings().clone() }
    }

    /// The limits of the share still there at the start of an interval; ``None`` where the scale has none.
    ///
    /// Args:
    ///     row: One of `rows`.
    fn limits(&self, row: PyRef<'_, LifeTableRow>) -> Option<Limits> {
        self.inner.limits(&row.inner).map(Limits::from)
    }

    fn __len__(&self) -> usize {
        self.inner.rows().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LifeTable of {} intervals, outcomes {}>", self.inner.rows().len(), self.inner.outcomes().join(", "))
    }
}

tabular!(LifeTable);
pickled!(LifeTable, kaiin::survival::LifeTable);
