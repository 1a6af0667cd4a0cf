//! Which assumptions matter, in Python.

use super::projectable::ProjectableArg;
use crate::result::{Field, pickled, record, tabular, wraps};
use crate::words::{Word, word};
use kaiin::projection::Quantity;
use kaiin::{EndReason, FiscalYear};
use pyo3::prelude::*;

record! {
    /// How a quantity moves with one assumption.
    SensitivityRow of kaiin::decision::scenario::SensitivityRow {
        /// The segment whose assumption it is; ``None`` where there are none.
        segment: Option<String>,
        /// Name of the assumption: ``"entry"``, ``"lapse"``, ``"reason"``, ``"reinstatement"``, ``"leave"``, ``"leave_end"``,
        /// ``"lapse_on_leave"`` or ``"exit"``.
        assumption: String,
        /// The reason of leaving whose share it is; ``None`` for other assumptions.
        reason: Option<Word<EndReason>>,
        /// Its year since licence, joining or lapse; the last one stands for all later years.
        year: Option<u32>,
        /// The assumed probability.
        probability: f64,
        /// Its standard error, where known.
        standard_error: Option<f64>,
        /// Change of the quantity for one unit more of the probability in all projected years, at the margin.
        derivative: f64,
        /// Relative change of the quantity for a relative change of the probability; ``None`` where the quantity is 0.
        elasticity: Option<f64>,
    }
}

#[pymethods]
impl SensitivityRow {
    /// By how much the quantity moves when the probability is one standard error higher; ``None`` without one.
    #[getter]
    fn swing(&self) -> Option<f64> {
        self.inner.swing()
    }

    /// By how much the quantity moves when the probability is a tenth of itself higher.
    #[getter]
    fn swing_of_a_tenth(&self) -> f64 {
        self.inner.swing_of_a_tenth()
    }
}

/// How a quantity of one projected year moves with every assumption, the largest first. Derivatives are exact, at the margin.
///
/// What the share of a reason among those who leave gains, the unstated reason loses, and no other. Shares of reasons that are not final
/// (final are death and retirement) move none of the quantities: their derivative is 0.
///
/// Args:
///     settings: Population, assumptions and inflow, or segments, of which the whole moves.
///     quantity: As in `ScenarioComparison.difference`.
///     year: The fiscal year.
///
/// Raises:
///     SettingError: The year is not projected.
///     RateError: The projection does not know the quantity.
///
/// Examples:
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
///     >>> round(Sensitivity(base, "members", 2026).rows[0].derivative, 6)  # of 1,000 (1 - p)^2
///     -1800.0
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Sensitivity {
    pub(crate) inner: kaiin::decision::scenario::Sensitivity,
}

#[pymethods]
impl Sensitivity {
    #[new]
    fn new(py: Python<'_>, settings: ProjectableArg<'_>, quantity: Word<Quantity>, year: i32) -> PyResult<Self> {
        let found = settings.enter(py, |settings| kaiin::decision::scenario::Sensitivity::of(settings, quantity.0, FiscalYear(year)));
        found.map(|inner| Self { inner })
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

    /// The quantity's mean under the assumptions as they are.
    #[getter]
    fn mean(&self) -> f64 {
        self.inner.mean()
    }

    /// The assumptions, those first that move the quantity most when they are a tenth higher.
    #[getter]
    fn rows(&self) -> Vec<SensitivityRow> {
        self.inner.rows().iter().map(Field::field).collect()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Sensitivity of {} to {} assumptions>", word(self.inner.quantity()), self.inner.rows().len())
    }
}

tabular!(Sensitivity);
pickled!(Sensitivity, kaiin::decision::scenario::Sensitivity);
wraps!(Sensitivity, kaiin::decision::scenario::Sensitivity);
