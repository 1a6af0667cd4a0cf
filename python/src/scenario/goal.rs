//! By how much a lever must turn so that a goal is reached, in Python.

use super::projectable::ProjectableArg;
use super::{LeverChange, Scenario};
use crate::error::err;
use crate::projection::outlook::Projection;
use crate::result::{Field, pickled, wraps};
use crate::words::{Word, tag};
use kaiin::FiscalYear;
use kaiin::decision::scenario::Reached as Answer;
use kaiin::projection::Quantity;
use pyo3::prelude::*;

/// A quantity to be reached in a fiscal year: in the mean, or with a given probability.
///
/// Args:
///     quantity: As in `ScenarioComparison.difference`.
///     year: The fiscal year.
///     value: What is to be reached; 0.6 for an organization rate of 60 %.
///     probability: With which probability, by the normal approximation to everything that the projection holds as uncertain; in the mean
///         unless given.
///
/// Raises:
///     SettingError: The value cannot be reached by its kind, or the probability is not strictly between 0 and 1.
///
/// Examples:
///     >>> Goal("organization_rate", 2035, 0.6, probability=0.9).value
///     0.6
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Goal {
    pub(crate) inner: kaiin::decision::scenario::Goal,
}

#[pymethods]
impl Goal {
    #[new]
    #[pyo3(signature = (quantity, year, value, *, probability = None))]
    fn new(quantity: Word<Quantity>, year: i32, value: f64, probability: Option<f64>) -> PyResult<Self> {
        let goal = kaiin::decision::scenario::Goal::new(quantity.0, FiscalYear(year), value).map_err(err)?;
        probability.map_or(Ok(goal), |probability| goal.with_probability(probability)).map(|inner| Self { inner }).map_err(err)
    }

    /// The quantity.
    #[getter]
    fn quantity(&self) -> Word<Quantity> {
        Word(self.inner.quantity())
    }

    /// The fiscal year.
    #[getter]
    fn year(&self) -> i32 {
        self.inner.year().get()
    }

    /// The value to be reached.
    #[getter]
    fn value(&self) -> f64 {
        self.inner.value()
    }

    /// With which probability it is to be reached; ``None`` in the mean.
    #[getter]
    fn probability(&self) -> Option<f64> {
        self.inner.probability().field()
    }

    /// What a projection reaches: its mean, or the number exceeded with the probability asked for.
    ///
    /// Raises:
    ///     SettingError: The year is not projected.
    ///     RateError: The projection does not know the quantity.
    fn reached_by(&self, projection: PyRef<'_, Projection>) -> PyResult<f64> {
        self.inner.reached_by(&projection.inner).map_err(err)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Goal", &["quantity", "year", "value"])
    }
}

pickled!(Goal, kaiin::decision::scenario::Goal);
wraps!(Goal, kaiin::decision::scenario::Goal);

/// Seeks the turn of one lever that reaches a goal, by the method of R. P. Brent (1973).
///
/// Args:
///     goal: What is to be reached.
///     change: The lever and the kind of change; its number is sought.
///     range: The smallest and largest number; where a number makes no probability, the range ends there.
///     scenario: On top of a scenario.
///
/// Raises:
///     SettingError: The range is empty, not finite, or holds numbers that the change cannot have.
///
/// Examples:
///     >>> assumptions = Assumptions(entry=[1.0, 0.0], lapse=[0.0, 0.1])
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [150])
///     >>> found = GoalSeek(Goal("members", 2025, 1_100), LeverChange("licence_inflow", to=150), (0, 1_000)).run(base)
///     >>> found.kind, round(found.amount, 6)
///     ('at', 200.0)
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct GoalSeek {
    inner: kaiin::decision::scenario::GoalSeek,
}

#[pymethods]
impl GoalSeek {
    #[new]
    #[pyo3(signature = (goal, change, range, *, scenario = None))]
    fn new(goal: Goal, change: LeverChange, range: (f64, f64), scenario: Option<Scenario>) -> PyResult<Self> {
        let seek = kaiin::decision::scenario::GoalSeek::of(goal.inner, change.inner, range.0..=range.1).map_err(err)?;
        Ok(Self { inner: scenario.map_or(seek.clone(), |scenario| seek.on_top_of(&scenario.inner)) })
    }

    /// Seeks, in one population or in the whole of segments.
    ///
    /// Raises:
    ///     SettingError: No number of the range makes probabilities, or the year of the goal is not projected.
    ///     RateError: The projection does not know the quantity.
    fn run(&self, py: Python<'_>, settings: ProjectableArg<'_>) -> PyResult<Reached> {
        settings.enter(py, |settings| self.inner.run(settings)).map(Reached::from)
    }
}

/// Whether and where a goal is reached.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Reached {
    inner: Answer,
}

#[pymethods]
impl Reached {
    /// ``"already_met"`` without any change, ``"at"`` a turn of the lever, or ``"unreachable"``.
    #[getter]
    fn kind(&self) -> String {
        tag(&self.inner)
    }

    /// What is reached: without any change, at the turn found, or at best.
    #[getter]
    fn reached(&self) -> f64 {
        self.inner.reached()
    }

    /// The change that reaches the goal, or the best; ``None`` when none is needed.
    #[getter]
    fn change(&self) -> Option<LeverChange> {
        self.inner.change().map(Field::field)
    }

    /// The number of the change that reaches the goal; ``None`` when none does or none is needed.
    #[getter]
    fn amount(&self) -> Option<f64> {
        self.inner.amount()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Reached", &["kind", "reached", "amount"])
    }
}

pickled!(Reached, Answer);
wraps!(Reached, Answer);
