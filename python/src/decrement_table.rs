//! What becomes of a cohort when reasons compete: the multiple-decrement table, in Python.

use crate::array::{Array, NamedArrays};
use crate::error::{enter, err};
use crate::life_table::{LifeTable, slices};
use crate::result::{Field, pickled, record, tabular};
use crate::words::Word;
use kaiin::survival::LeavingTime;
use pyo3::prelude::*;

/// How a multiple-decrement table is made.
///
/// Args:
///     radix: How many there are at the start; 100,000 by default.
///     leaving: When in an interval those leave who leave in it, which decides how long they were there and how often they would leave for
///         one reason alone: ``"uniform"`` (the default: evenly, for every reason), ``"constant_force"``, ``"uniform_alone"`` (each reason
///         would take its members evenly if it were the only one) or ``"end_of_interval"`` (annual renewal).
///
/// Raises:
///     SettingError: The radix is not a finite number above 0.
///
/// Examples:
///     >>> settings = DecrementSettings(radix=1000, leaving="end_of_interval")
///     >>> table = settings.of_probabilities([0, 1, 2], {"arrears": [0.2, 0.1], "retired": [0, 0.4]})
///     >>> table.rows[1].survivors, table.rows[1].leavers
///     (800.0, [80.0, 320.0])
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct DecrementSettings {
    inner: kaiin::survival::DecrementSettings,
}

#[pymethods]
impl DecrementSettings {
    #[new]
    #[pyo3(signature = (*, radix = None, leaving = None))]
    fn new(radix: Option<f64>, leaving: Option<Word<LeavingTime>>) -> PyResult<Self> {
        let settings = kaiin::survival::DecrementSettings::new();
        let settings = radix.into_iter().try_fold(settings, kaiin::survival::DecrementSettings::radix).map_err(err)?;
        Ok(Self { inner: leaving.into_iter().fold(settings, |settings, leaving| settings.leaving(leaving.0)) })
    }

    /// The table of probabilities typed in, or from a published table.
    ///
    /// Args:
    ///     breaks: The times between which the intervals lie: two or more, ascending.
    ///     probabilities: For each outcome by its name, one probability an interval: of leaving for it, given that one is there at the
    ///         start.
    ///
    /// Raises:
    ///     InputError: An outcome has not one probability an interval.
    ///     SettingError: Times do not ascend, a probability is outside [0, 1], or those of an interval add up to more than 1.
    fn of_probabilities(&self, py: Python<'_>, breaks: Array, probabilities: NamedArrays) -> PyResult<DecrementTable> {
        let make = || self.inner.of_probabilities(&breaks.reals("breaks")?, &slices(&probabilities.reals()?));
        enter(py, |_| make()).map(|inner| DecrementTable { inner })
    }

    /// The table of the probabilities of a `LifeTable`, up to the first interval that is open or has no probability.
    ///
    /// Args:
    ///     table: The life table.
    ///
    /// Raises:
    ///     InputError: The first interval has none.
    fn of_life_table(&self, py: Python<'_>, table: PyRef<'_, LifeTable>) -> PyResult<DecrementTable> {
        let table = &table.inner;
        enter(py, |_| self.inner.of_life_table(table)).map(|inner| DecrementTable { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.DecrementSettings {:?}>", self.inner)
    }
}

pickled!(DecrementSettings, kaiin::survival::DecrementSettings);

record! {
    /// One interval of a `DecrementTable`; lists are in the order of the outcomes of the table.
    DecrementRow of kaiin::survival::DecrementRow {
        /// When it starts.
        start: f64,
        /// When it ends.
        end: f64,
        /// Members there at its start (l).
        survivors: f64,
        /// Members who leave in it, by outcome (d).
        leavers: Vec<f64>,
        /// Probability of leaving in it, by outcome, given that one is there at its start.
        probabilities: Vec<f64>,
        /// Probability of leaving in it (q).
        probability: f64,
        /// Probability of staying through it (p).
        retention: f64,
        /// Probability of leaving in it for each outcome if the others did not exist; ``None`` where the assumption on leaving has no
        /// answer.
        alone: Vec<Option<f64>>,
        /// Time spent in it by all (L).
        member_time: f64,
        /// Time spent from its start to the end of the table by all (T).
        member_time_after: f64,
        /// Mean time from its start to leaving or to the end of the table (complete e); ``None`` when nobody is there.
        expectation: Option<f64>,
        /// Mean time spent in intervals that are stayed through (curtate e): with intervals of a year the mean number of whole years.
        whole_expectation: Option<f64>,
    }
}

/// What becomes of a cohort that leaves with the given probabilities: a multiple-decrement life table. Made by `DecrementSettings`.
///
/// With ``l`` members at the start of an interval, ``d_k = l q_k`` leave for outcome k. The table ends with its last interval; who is there
/// then is `left_at_end`, and expectations are of the time until then. N. L. Bowers and others (1997), Actuarial Mathematics, 2nd ed.,
/// chapters 3 and 10.
///
/// Examples:
///     Half leave in the first year, on average in its middle, the others in the middle of the second.
///
///     >>> table = DecrementSettings().of_probabilities([0, 1, 2], {"arrears": [0.25, 0.5], "death": [0.25, 0.5]})
///     >>> table.rows[0].expectation, table.rows[0].whole_expectation, table.share_by_outcome
///     (1.0, 0.5, [0.5, 0.5])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct DecrementTable {
    inner: kaiin::survival::DecrementTable,
}

#[pymethods]
impl DecrementTable {
    /// The intervals, ascending.
    #[getter]
    fn rows(&self) -> Vec<DecrementRow> {
        self.inner.rows().iter().map(Field::field).collect()
    }

    /// The names of the outcomes, in order.
    #[getter]
    fn outcomes(&self) -> Vec<String> {
        self.inner.outcomes().to_vec()
    }

    /// The settings it was made with.
    #[getter]
    fn settings(&self) -> DecrementSettings {
        DecrementSettings { inner: *self.inner.settings() }
    }

    /// Members still there at the end of the table.
    #[getter]
    fn left_at_end(&self) -> f64 {
        self.inner.left_at_end()
    }

    /// Share of the cohort that leaves for each outcome by the end of the table, in the order of the outcomes.
    #[getter]
    fn share_by_outcome(&self) -> Vec<f64> {
        self.inner.share_by_outcome()
    }

    /// The table if one outcome did not exist: who would have left for it stays, or leaves for another (cause-deleted life table).
    ///
    /// Assumes that the reasons do not depend on each other, which no count can show: who falls into arrears may be about to resign.
    ///
    /// Args:
    ///     outcome: Name of the outcome.
    ///
    /// Raises:
    ///     RateError: There is no such outcome, or the assumption on leaving has no answer in an interval.
    ///
    /// Examples:
    ///     >>> table = DecrementSettings().of_probabilities([0, 1], {"arrears": [0.36], "death": [0]})
    ///     >>> table.without("arrears").left_at_end
    ///     100000.0
    fn without(&self, py: Python<'_>, outcome: &str) -> PyResult<Self> {
        enter(py, |_| self.inner.without(outcome)).map(|inner| Self { inner })
    }

    fn __len__(&self) -> usize {
        self.inner.rows().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.DecrementTable of {} intervals, outcomes {}>", self.inner.rows().len(), self.inner.outcomes().join(", "))
    }
}

tabular!(DecrementTable);
pickled!(DecrementTable, kaiin::survival::DecrementTable);
