//! Who leaves when, if only the two days are known between which it was (Turnbull's estimator), in Python.

use crate::array::Array;
use crate::error::{enter, err};
use crate::result::{pickled, record, tabular};
use kaiin::Result;
use pyo3::prelude::*;

/// Rows of time to an event that is known to lie in an interval: one row is one person.
///
/// Args:
///     left: The event lies after this time, or at it where `right` is equal.
///     right: The last time at which it can lie; ``None`` (or NaN) when it had not happened at `left` (right-censored).
///     entry: The row is known only because its event lies after this time (delayed entry); all are under observation from the origin
///         without it.
///     weight: How often each row counts; once without it. A row of weight 0 counts nowhere.
///
/// Raises:
///     InputError: The arrays differ in length, or have another type.
///     SettingError: A time is not a finite number, a right end is before the left one, an entry is not before its event, or a weight is
///         negative, each with its row counted from 0.
///
/// Examples:
///     Left between 0 and 1 year; left at 2 years exactly; still a member at 3 years.
///
///     >>> rows = IntervalObservations([0, 2, 3], [1, 2, None])
///     >>> len(rows), rows.exact, rows.censored
///     (3, 1, 1)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct IntervalObservations {
    inner: kaiin::survival::IntervalObservations,
}

impl From<kaiin::survival::IntervalObservations> for IntervalObservations {
    fn from(inner: kaiin::survival::IntervalObservations) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl IntervalObservations {
    #[new]
    #[pyo3(signature = (left, right, *, entry = None, weight = None))]
    fn new(py: Python<'_>, left: Array, right: Array, entry: Option<Array>, weight: Option<Array>) -> PyResult<Self> {
        let make = || {
            let rows = kaiin::survival::IntervalObservations::new(&left.reals("left")?, &right.optional_reals("right")?)?;
            let rows = entry.into_iter().try_fold(rows, |rows, entry| rows.entering(&entry.reals("entry")?))?;
            weight.into_iter().try_fold(rows, |rows, weight| rows.weighted(&weight.reals("weight")?))
        };
        enter(py, |_| make()).map(|inner| Self { inner })
    }

    /// The same rows, known only because their event lies after `entry` (delayed entry, left truncation).
    ///
    /// Raises:
    ///     InputError: The arrays differ in length.
    ///     SettingError: An entry is not a finite number, lies after the left end of its row or at the time of an exact event.
    fn entering(&self, py: Python<'_>, entry: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.entering(&entry.reals("entry")?))
    }

    /// The same rows, each counted as often as its weight says. A row of weight 0 counts nowhere.
    ///
    /// Raises:
    ///     InputError: The arrays differ in length.
    ///     SettingError: A weight is negative or not a finite number, with the row.
    fn weighted(&self, py: Python<'_>, weight: Array) -> PyResult<Self> {
        self.with(py, |rows| rows.weighted(&weight.reals("weight")?))
    }

    /// Number of rows whose event happened at a known time.
    #[getter]
    fn exact(&self) -> usize {
        self.inner.exact()
    }

    /// Number of rows whose event had not happened when they were last seen.
    #[getter]
    fn censored(&self) -> usize {
        self.inner.censored()
    }

    /// The left ends, in the order of the rows.
    #[getter]
    fn left(&self) -> Vec<f64> {
        self.inner.left().to_vec()
    }

    /// The right ends, in the order of the rows; ``None`` where a row has none.
    #[getter]
    fn right(&self) -> Vec<Option<f64>> {
        self.inner.right().collect()
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __repr__(&self) -> String {
        let (rows, exact, censored) = (self.inner.len(), self.inner.exact(), self.inner.censored());
        format!("<kaiin.IntervalObservations: {rows} rows, {exact} exact, {censored} censored>")
    }
}

impl IntervalObservations {
    fn with(
        &self,
        py: Python<'_>,
        change: impl FnOnce(kaiin::survival::IntervalObservations) -> Result<kaiin::survival::IntervalObservations> + Send,
    ) -> PyResult<Self> {
        enter(py, |_| change(self.inner.clone())).map(|inner| Self { inner })
    }
}

/// How far the estimate is driven.
///
/// Args:
///     tolerance: How nearly the conditions of a maximum must hold (`TurnbullCurve.gap`), from 1e-13 to 0.01; 1e-9 by default.
///     most_steps: The most steps that are taken; 100,000 by default.
///
/// Raises:
///     SettingError: The tolerance is out of range.
///
/// Examples:
///     >>> rows = IntervalObservations([0, 0, 1, 2], [2, 2, 3, None])
///     >>> TurnbullSettings(tolerance=1e-6).curve(rows).gap <= 1e-6
///     True
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct TurnbullSettings {
    inner: kaiin::survival::TurnbullSettings,
}

#[pymethods]
impl TurnbullSettings {
    #[new]
    #[pyo3(signature = (*, tolerance = None, most_steps = None))]
    fn new(tolerance: Option<f64>, most_steps: Option<u32>) -> PyResult<Self> {
        let settings = kaiin::survival::TurnbullSettings::new();
        let settings = tolerance.into_iter().try_fold(settings, kaiin::survival::TurnbullSettings::tolerance).map_err(err)?;
        Ok(Self { inner: most_steps.into_iter().fold(settings, kaiin::survival::TurnbullSettings::most_steps) })
    }

    /// The curve of some rows.
    ///
    /// Args:
    ///     rows: The rows.
    ///
    /// Raises:
    ///     InputError: No row counts.
    ///     TableError: The steps did not suffice: the estimate is not given unless it is verified to be a maximum.
    fn curve(&self, py: Python<'_>, rows: PyRef<'_, IntervalObservations>) -> PyResult<TurnbullCurve> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.curve(rows)).map(|inner| TurnbullCurve { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.TurnbullSettings {:?}>", self.inner)
    }
}

pickled!(TurnbullSettings, kaiin::survival::TurnbullSettings);

record! {
    /// The share still there at a time, between two values that the data do not tell apart. Not a confidence interval.
    SurvivalBounds of kaiin::survival::SurvivalBounds {
        /// When all mass of the interval that holds the time lies before it.
        lower: f64,
        /// When all lies after it.
        upper: f64,
    }
}

/// An interval that holds mass; where in it is not known.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct InnermostInterval {
    inner: kaiin::survival::InnermostInterval,
}

crate::result::fields!(InnermostInterval {
    /// The last time at which the event can lie.
    through: f64,
    /// Whether it is one time.
    is_exact: bool,
    /// The share that leaves in it.
    mass: f64,
    /// Share still there before it.
    before: f64,
    /// Share still there after it.
    after: f64,
});

#[pymethods]
impl InnermostInterval {
    /// The event lies after this time, or at it when `is_exact`; ``from`` is a word of the language.
    #[getter]
    fn from_(&self) -> f64 {
        self.inner.from
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "InnermostInterval", &["from_", "through", "is_exact", "mass", "before", "after"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "InnermostInterval", &["from_", "through", "is_exact", "mass", "before", "after"])
    }
}

pickled!(InnermostInterval, kaiin::survival::InnermostInterval);

/// The share still there after each time, when events are known to lie in intervals (Turnbull's estimator), with delayed entry. Made by
/// `TurnbullSettings.curve`.
///
/// The nonparametric maximum of the likelihood; given only when its conditions hold to the tolerance. Mass lies in innermost intervals
/// only, and where it lies within one is not identified, so the curve has a lower and an upper value there. With exact and right-censored
/// times alone it is the Kaplan-Meier estimator. Assumes that when people are looked at says nothing about when they leave. Has no standard
/// errors: resample persons. B. W. Turnbull (1976), J. R. Statist. Soc. B 38, 290-295.
///
/// Examples:
///     Two left between 0 and 2, one between 1 and 3, one was still there at 2. With p in (1, 2] and 1 - p in (2, 3], p * p * (1 - p) is
///     largest at p = 2/3.
///
///     >>> curve = TurnbullSettings().curve(IntervalObservations([0, 0, 1, 2], [2, 2, 3, None]))
///     >>> [(interval.from_, interval.through, round(interval.mass, 6)) for interval in curve.intervals]
///     [(1.0, 2.0, 0.666667), (2.0, 3.0, 0.333333)]
///     >>> bounds = curve.at(1.5)
///     >>> round(bounds.lower, 6), bounds.upper
///     (0.333333, 1.0)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct TurnbullCurve {
    inner: kaiin::survival::TurnbullCurve,
}

#[pymethods]
impl TurnbullCurve {
    /// The innermost intervals with mass, ascending.
    #[getter]
    fn intervals(&self) -> Vec<InnermostInterval> {
        self.inner.intervals().iter().map(|&inner| InnermostInterval { inner }).collect()
    }

    /// Number of rows counted.
    #[getter]
    fn count(&self) -> u64 {
        self.inner.count()
    }

    /// The logarithm of the likelihood.
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.inner.log_likelihood()
    }

    /// By how much the conditions of a maximum fail, against all weight; at most the tolerance.
    #[getter]
    fn gap(&self) -> f64 {
        self.inner.gap()
    }

    /// Steps taken.
    #[getter]
    fn steps(&self) -> u32 {
        self.inner.steps()
    }

    /// Whether rows entered late: then the maximum is verified in its neighbourhood only.
    #[getter]
    fn is_local(&self) -> bool {
        self.inner.is_local()
    }

    /// The share that leaves after the last time anyone was seen.
    #[getter]
    fn beyond(&self) -> f64 {
        self.inner.beyond()
    }

    /// The share still there at a time: after what happens at it. ``None`` before anyone was seen, and after the last time seen while
    /// anyone was left.
    fn at(&self, time: f64) -> Option<SurvivalBounds> {
        self.inner.at(time).map(SurvivalBounds::from)
    }

    fn __len__(&self) -> usize {
        self.inner.intervals().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.TurnbullCurve of {} rows, {} intervals>", self.inner.count(), self.inner.intervals().len())
    }
}

tabular!(TurnbullCurve);
pickled!(TurnbullCurve, kaiin::survival::TurnbullCurve);
