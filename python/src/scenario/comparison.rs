//! Scenarios beside each other and beside the base, in Python.

use super::Scenario;
use super::projectable::ProjectableArg;
use crate::error::err;
use crate::projection::outlook::Projection;
use crate::report::Words;
use crate::result::{Field, pickled, record, tabular};
use crate::words::Word;
use kaiin::FiscalYear;
use kaiin::projection::Quantity;
use pyo3::prelude::*;

record! {
    /// What follows from one scenario.
    ScenarioOutcome of kaiin::decision::scenario::ScenarioOutcome {
        /// The scenario.
        scenario: Scenario,
        /// The projection under it; of segments, the whole.
        projection: Projection,
        /// Its expected cost, by projected year.
        costs: Vec<f64>,
    }
}

#[pymethods]
impl ScenarioOutcome {
    /// The cost of all years until a fiscal year, the last one included, those of later years than the first discounted to it: the sum of
    /// ``cost(y) / (1 + discount)^y`` over the years 0, 1, ...
    ///
    /// Args:
    ///     year: The fiscal year.
    ///     discount: The yearly discount rate, 0 for none.
    ///
    /// Raises:
    ///     SettingError: The discount rate is negative or not finite.
    fn cost_until(&self, year: i32, discount: f64) -> PyResult<f64> {
        self.inner.cost_until(FiscalYear(year), discount).map_err(err)
    }
}

/// Scenarios projected from one start, beside the base. Means are exact: the difference between two is what their changes do, not chance.
///
/// Args:
///     settings: Population, assumptions and inflow of the base, or segments, of which the whole is compared.
///     scenarios: The scenarios, each with a name of its own.
///
/// Raises:
///     SettingError: Two scenarios have one name, in whichever language, or as `Scenario.run`.
///
/// Examples:
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0])
///     >>> compared = ScenarioComparison(base, [Scenario("half", [LeverChange("lapse", factor=0.5)])])
///     >>> compared.difference("half", 2025)
///     50.0
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ScenarioComparison {
    pub(crate) inner: kaiin::decision::scenario::ScenarioComparison,
}

#[pymethods]
impl ScenarioComparison {
    #[new]
    fn new(py: Python<'_>, settings: ProjectableArg<'_>, scenarios: Vec<Scenario>) -> PyResult<Self> {
        let scenarios: Vec<_> = scenarios.into_iter().map(|scenario| scenario.inner).collect();
        let compared = settings.enter(py, |settings| kaiin::decision::scenario::ScenarioComparison::of(settings, &scenarios));
        compared.map(|inner| Self { inner })
    }

    /// The projection if nothing changes.
    #[getter]
    fn base(&self) -> Projection {
        self.inner.base().field()
    }

    /// What follows from each scenario, in the order given.
    #[getter]
    fn outcomes(&self) -> Vec<ScenarioOutcome> {
        self.inner.outcomes().iter().map(Field::field).collect()
    }

    /// What follows from the scenario of a name, in either language or both; ``None`` when it was not compared.
    fn outcome(&self, name: Words) -> Option<ScenarioOutcome> {
        self.inner.outcome(&name.bilingual().english).map(Field::field)
    }

    /// By how much a scenario's mean lies above the base; ``None`` where the projection does not know the quantity.
    ///
    /// Args:
    ///     name: The scenario, by its name in either language or both.
    ///     year: The fiscal year.
    ///     quantity: ``"members"`` (the default), ``"organization_rate"``, ``"organization_rate_practising"``, ``"entry_rate"``,
    ///         ``"on_leave"``, ``"joined"``, ``"reinstated"`` or ``"left"``.
    ///
    /// Raises:
    ///     SettingError: There is no such scenario, or the year is not projected.
    #[pyo3(signature = (name, year, quantity = None))]
    fn difference(&self, name: Words, year: i32, quantity: Option<Word<Quantity>>) -> PyResult<Option<f64>> {
        self.inner.difference(&name.bilingual().english, FiscalYear(year), quantity.map(|word| word.0).unwrap_or_default()).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ScenarioComparison of {} scenarios>", self.inner.outcomes().len())
    }
}

tabular!(ScenarioComparison);
pickled!(ScenarioComparison, kaiin::decision::scenario::ScenarioComparison);
