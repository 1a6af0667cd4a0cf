//! What would it take, in Python: scenarios on levers, their costs, goals, the cheapest mix, sensitivities and the steady state.

mod change;
mod cheapest_mix;
mod comparison;
mod cost;
mod goal;
mod good_practice;
mod projectable;
mod schedule;
mod sensitivity;
mod steady_state;

pub(crate) use change::LeverChange;
pub(crate) use cheapest_mix::{CheapestMix, Mix};
pub(crate) use comparison::{ScenarioComparison, ScenarioOutcome};
pub(crate) use cost::Cost;
pub(crate) use goal::{Goal, GoalSeek, Reached};
pub(crate) use good_practice::GoodPractice;
pub(crate) use schedule::Schedule;
pub(crate) use sensitivity::{Sensitivity, SensitivityRow};
pub(crate) use steady_state::SteadyState;

use crate::error::enter;
use crate::projection::arrival::Arrival;
use crate::projection::assumptions::Assumptions;
use crate::projection::outlook::{Projection, ProjectionSettings};
use crate::projection::segments::{SegmentSettings, SegmentedProjection};
use crate::report::Words;
use crate::result::{Field, pickled, record, wraps};
use projectable::ProjectableArg;
use pyo3::prelude::*;

/// A named list of changes to levers, made one after the other.
///
/// Args:
///     name: The name: one text, or one in English and one in Japanese.
///     changes: The changes; a scenario without changes is the base.
///
/// Examples:
///     >>> assumptions = Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [200, 200])
///     >>> fewer_leave = Scenario("half as many leave", [LeverChange("lapse", factor=0.5)])
///     >>> fewer_leave.run(base).years[0].members.mean
///     1050.0
///     >>> Scenario(("mentors", "メンター制度")).name
///     ('mentors', 'メンター制度')
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Scenario {
    pub(crate) inner: kaiin::decision::scenario::Scenario,
}

#[pymethods]
impl Scenario {
    #[new]
    #[pyo3(signature = (name, changes = Vec::new()))]
    fn new(name: Words, changes: Vec<LeverChange>) -> Self {
        let empty = kaiin::decision::scenario::Scenario::named(name.bilingual());
        Self { inner: changes.into_iter().fold(empty, |scenario, change| scenario.with(change.inner)) }
    }

    /// The name in English and in Japanese.
    #[getter]
    fn name(&self) -> (String, String) {
        self.inner.name().field()
    }

    /// The changes, in the order in which they are made.
    #[getter]
    fn changes(&self) -> Vec<LeverChange> {
        self.inner.changes().iter().map(Field::field).collect()
    }

    /// The changes as sentences, in English and in Japanese.
    #[getter]
    fn sentences(&self) -> Vec<(String, String)> {
        self.inner.sentences().iter().map(Field::field).collect()
    }

    /// Both scenarios, the other one made after this one, under a name of their own: one text, or one in English and one in Japanese.
    fn then(&self, other: PyRef<'_, Self>, name: Words) -> Self {
        Self { inner: self.inner.then(&other.inner, name.bilingual()) }
    }

    /// Projects under the scenario: population, licence holders and variation between years are those of the settings. Of segments, the
    /// whole.
    ///
    /// Raises:
    ///     SettingError: A probability leaves [0, 1], an inflow becomes negative, a reason is one that the assumptions do not tell apart, or a
    ///         change names a segment that there is not.
    fn run(&self, py: Python<'_>, settings: ProjectableArg<'_>) -> PyResult<Projection> {
        settings.enter(py, |settings| self.inner.run(settings)).map(Projection::from)
    }

    /// Projects every segment under the scenario, and the whole.
    ///
    /// Raises:
    ///     SettingError: As `run`.
    fn run_segments(&self, py: Python<'_>, settings: PyRef<'_, SegmentSettings>) -> PyResult<SegmentedProjection> {
        let settings = settings.core()?;
        enter(py, |_| self.inner.run_segments(&settings)).map(SegmentedProjection::from)
    }

    /// The expected cost of each projected year. A cost per person counts those whom the change concerns under the scenario itself, times
    /// its reach: for entry the new licence holders of the year, for late entry those who never joined, for lapse the members at the start
    /// of the year (with those who join within it, where year 0 is among the years), for reinstatement those who lapsed before.
    ///
    /// Raises:
    ///     SettingError: As `run`.
    ///
    /// Examples:
    ///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0, 0])
    ///     >>> calls = LeverChange("lapse", factor=0.5, reach=0.5, cost=Cost(once=9_000, per_person=10))
    ///     >>> Scenario("calls", [calls]).costs(base)  # half of 1,000, and of the 925 of whom 7.5 % left
    ///     [14000.0, 4625.0]
    fn costs(&self, py: Python<'_>, settings: ProjectableArg<'_>) -> PyResult<Vec<f64>> {
        settings.enter(py, |settings| self.inner.costs(settings))
    }

    /// The assumptions and new licence holders of every projected year of one population under the scenario.
    ///
    /// Raises:
    ///     SettingError: As `run`.
    fn plan(&self, py: Python<'_>, settings: PyRef<'_, ProjectionSettings>) -> PyResult<Plan> {
        let settings = settings.core();
        enter(py, |_| kaiin::decision::scenario::Plan::of(&self.inner, &settings)).map(Plan::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Scenario {:?} of {} changes>", self.inner.name().english, self.inner.changes().len())
    }
}

pickled!(Scenario, kaiin::decision::scenario::Scenario);
wraps!(Scenario, kaiin::decision::scenario::Scenario);

record! {
    /// The assumptions and new licence holders of every projected year under a scenario.
    Plan of kaiin::decision::scenario::Plan {
        /// The assumptions of the first, second, ... projected year. What changed says so in its provenance.
        assumptions: Vec<Assumptions>,
        /// The new licence holders of the first, second, ... projected year.
        inflow: Vec<Arrival>,
    }
}
