//! How sure is a retention curve, without a formula? Persons drawn again and again, in Python.

use crate::array::Array;
use crate::durations::DurationTable;
use crate::error::{enter, err};
use crate::observations::Observations;
use crate::result::{Field, pickled, record, tabular};
use crate::survival::SurvivalSettings;
use crate::words::Word;
use kaiin::survival::BootstrapLimits;
use pyo3::prelude::*;

/// How persons are drawn again: the settings of a bootstrap.
///
/// Each replicate draws as many persons as there are, with replacement, with all rows of each. The result is the same for any number of
/// threads and on any machine. B. Efron (1981), J. Amer. Statist. Assoc. 76, 312-319.
///
/// Args:
///     seed: Where the random numbers begin.
///     replicates: Number of replicates; 1,000 by default.
///     limits: How limits are taken from the replicates: their quantiles (``"percentile"``, the default: shares stay between 0 and 1), or
///         twice the estimate less the opposite quantile (``"basic"``).
///     threads: Number of threads, 1 to 256; as many as there are processors by default.
///
/// Raises:
///     SettingError: There are fewer than 2 replicates.
///     TableError: There are more than a million.
///
/// Examples:
///     >>> rows = Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1])
///     >>> curve = Bootstrap(2026, replicates=500).curve(SurvivalSettings(), rows, [1])
///     >>> first = curve.points[0]
///     >>> first.survival, abs(first.error - 0.2165) < 0.02  # a share of 4 persons: sqrt(3/4 * 1/4 / 4)
///     (0.75, True)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Bootstrap {
    inner: kaiin::survival::Bootstrap,
}

#[pymethods]
impl Bootstrap {
    #[new]
    #[pyo3(signature = (seed, *, replicates = None, limits = None, threads = None))]
    fn new(seed: u64, replicates: Option<u32>, limits: Option<Word<BootstrapLimits>>, threads: Option<usize>) -> PyResult<Self> {
        let settings = kaiin::survival::Bootstrap::new(seed);
        let settings = replicates.into_iter().try_fold(settings, kaiin::survival::Bootstrap::replicates).map_err(err)?;
        let settings = limits.into_iter().fold(settings, |settings, limits| settings.limits(limits.0));
        Ok(Self { inner: threads.into_iter().fold(settings, kaiin::survival::Bootstrap::threads) })
    }

    /// The curve of a group of rows at some times, with the spread that persons drawn again give it.
    ///
    /// Where a replicate is not followed as far as a time, its last share is taken. With few persons, and at times before anyone has left,
    /// all replicates agree and the limits are too narrow: take the intervals of `SurvivalCurve` there.
    ///
    /// Args:
    ///     settings: How the curve is made.
    ///     rows: The rows, without weights.
    ///     times: The times.
    ///     group: Name of the group; ``"all"`` when the rows are not grouped.
    ///
    /// Raises:
    ///     SettingError: A time is no number or not seen in the rows, or rows have weights (draw persons, not weights).
    ///     RateError: There is no such group.
    ///     InputError: No row of it counts.
    #[pyo3(signature = (settings, rows, times, group = "all"))]
    fn curve(
        &self,
        py: Python<'_>,
        settings: SurvivalSettings,
        rows: PyRef<'_, Observations>,
        times: Array,
        group: &str,
    ) -> PyResult<BootstrapCurve> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.curve(&settings.inner, rows, group, &times.reals("times")?)).map(|inner| BootstrapCurve { inner })
    }

    /// The same for a group of a duration table, with a membership a person: times are days.
    ///
    /// Args:
    ///     settings: How the curve is made.
    ///     table: The table, of first memberships.
    ///     times: The times, in days.
    ///     group: Position of the group among ``table.groups``; the first by default.
    ///
    /// Raises:
    ///     SettingError: A time is no number or not seen, there is no group at the position, or the table counts all memberships of a
    ///         person, or has members who entered late: it does not know which entry belongs to which exit.
    ///     InputError: The group has no members.
    #[pyo3(signature = (settings, table, times, group = 0))]
    fn durations(
        &self,
        py: Python<'_>,
        settings: SurvivalSettings,
        table: PyRef<'_, DurationTable>,
        times: Array,
        group: usize,
    ) -> PyResult<BootstrapCurve> {
        let table = &table.inner;
        enter(py, |_| self.inner.durations(&settings.inner, table, group, &times.reals("times")?)).map(|inner| BootstrapCurve { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Bootstrap {:?}>", self.inner)
    }
}

pickled!(Bootstrap, kaiin::survival::Bootstrap);

record! {
    /// One time of a `BootstrapCurve`.
    BootstrapPoint of kaiin::survival::BootstrapPoint {
        /// The time.
        time: f64,
        /// Share still there just after the time, of the persons as they are.
        survival: f64,
        /// Standard deviation of the share over the replicates.
        error: f64,
        /// Lower limit.
        lower: f64,
        /// Upper limit.
        upper: f64,
    }
}

/// A retention curve with the spread of its replicates. Made by `Bootstrap.curve` and `Bootstrap.durations`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct BootstrapCurve {
    inner: kaiin::survival::BootstrapCurve,
}

#[pymethods]
impl BootstrapCurve {
    /// The times asked for, in the order in which they were asked for.
    #[getter]
    fn points(&self) -> Vec<BootstrapPoint> {
        self.inner.points().iter().map(Field::field).collect()
    }

    /// How it was drawn; the number of threads is not kept.
    #[getter]
    fn bootstrap(&self) -> Bootstrap {
        Bootstrap { inner: *self.inner.bootstrap() }
    }

    /// The settings of the curve.
    #[getter]
    fn settings(&self) -> SurvivalSettings {
        SurvivalSettings { inner: *self.inner.settings() }
    }

    /// Number of persons, and so of draws a replicate.
    #[getter]
    fn persons(&self) -> u64 {
        self.inner.persons()
    }

    fn __len__(&self) -> usize {
        self.inner.points().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.BootstrapCurve of {} persons, {} times>", self.inner.persons(), self.inner.points().len())
    }
}

tabular!(BootstrapCurve);
pickled!(BootstrapCurve, kaiin::survival::BootstrapCurve);
