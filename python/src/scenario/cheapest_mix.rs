//! Which mix of several changes reaches a goal at the least cost, in Python.

use super::projectable::ProjectableArg;
use super::{Goal, LeverChange, Scenario};
use crate::error::err;
use crate::result::{Field, pickled, wraps};
use crate::table::Table;
use crate::words::tag;
use kaiin::decision::scenario::Mix as Answer;
use kaiin::table::Values;
use pyo3::prelude::*;

/// Seeks the cheapest mix of changes that reaches a goal.
///
/// Each change is made for a share of the people whom its reach names: none, all, or a part. What it costs is its `Cost`: what is paid once
/// or yearly is paid in full as soon as it is made at all, what is paid for a person in proportion. Diminishing returns are told by several
/// changes of one lever, the cheap part first.
///
/// What each change brings is measured beside the others as they are, every subset is looked at, the one change that is made in part is
/// turned until the projection itself reaches the goal, and gains are measured again there, until the mix stays. Weak: exact where gains
/// add up; of several mixes that stay, the cheapest that was met is told, and another one could be a little cheaper.
///
/// Args:
///     goal: What is to be reached.
///     changes: The changes, each at most as it is given, with its cost; 12 at most.
///     scenario: On top of a scenario, whose cost is not counted.
///     discount: A yearly rate by which later costs are discounted; none unless given.
///
/// Raises:
///     InputError: There is no change.
///     TableError: There are more than 12.
///     SettingError: The discount rate is negative or not finite.
///
/// Examples:
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), Assumptions(lapse=[0.1]), [0])
///     >>> calls = LeverChange("lapse", points=-0.02, years=(1, None), cost=Cost(per_person=30))
///     >>> letters = LeverChange("lapse", points=-0.02, years=(1, None), cost=Cost(per_person=10))
///     >>> mix = CheapestMix(Goal("members", 2025, 930), [calls, letters]).run(base)  # letters to all, calls to half
///     >>> mix.kind, [round(share, 6) for share in mix.shares], round(mix.cost, 3)
///     ('found', [0.5, 1.0], 25000.0)
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct CheapestMix {
    inner: kaiin::decision::scenario::CheapestMix,
}

#[pymethods]
impl CheapestMix {
    #[new]
    #[pyo3(signature = (goal, changes, *, scenario = None, discount = None))]
    fn new(goal: Goal, changes: Vec<LeverChange>, scenario: Option<Scenario>, discount: Option<f64>) -> PyResult<Self> {
        let changes = changes.into_iter().map(|change| change.inner);
        let mix = kaiin::decision::scenario::CheapestMix::of(goal.inner, changes).map_err(err)?;
        let mix = scenario.into_iter().fold(mix, |mix, scenario| mix.on_top_of(&scenario.inner));
        discount.into_iter().try_fold(mix, |mix, rate| mix.discount(rate)).map(|inner| Self { inner }).map_err(err)
    }

    /// Seeks, in one population or in the whole of segments.
    ///
    /// Raises:
    ///     SettingError: All changes together make no probabilities, a change names a segment that there is not, or the year of the goal is
    ///         not projected.
    ///     RateError: The projection does not know the quantity.
    fn run(&self, py: Python<'_>, settings: ProjectableArg<'_>) -> PyResult<Mix> {
        settings.enter(py, |settings| self.inner.run(settings)).map(Mix::from)
    }

    /// The cheapest mixes for goals between what is reached without any change and with all of them, evenly spaced: a table of ``cost``
    /// against what is ``reached``, with the goal itself left aside. The first row costs nothing.
    ///
    /// Args:
    ///     settings: As in `run`.
    ///     points: How many, from 2 to 100.
    ///
    /// Raises:
    ///     SettingError: Fewer than two points or more than 100, or as `run`.
    ///     RateError: As `run`.
    fn frontier(&self, py: Python<'_>, settings: ProjectableArg<'_>, points: usize) -> PyResult<Table> {
        let found = settings.enter(py, |settings| self.inner.frontier(settings, points))?;
        let (costs, reached) = found.into_iter().map(|(cost, reached)| (Some(cost), Some(reached))).unzip();
        let table = kaiin::Table::new("frontier").with("cost", Values::Reals(costs));
        table.and_then(|table| table.with("reached", Values::Reals(reached))).map(Table::from).map_err(err)
    }
}

/// Whether, how and for how much a mix of changes reaches a goal.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Mix {
    inner: Answer,
}

#[pymethods]
impl Mix {
    /// ``"already_met"`` without any change, ``"found"``, or ``"unreachable"``.
    #[getter]
    fn kind(&self) -> String {
        tag(&self.inner)
    }

    /// What is reached: without any change, by the mix (the goal, to rounding, or more where a change made in full does more than is
    /// needed), or at best.
    #[getter]
    fn reached(&self) -> f64 {
        self.inner.reached()
    }

    /// The mix as a scenario, changes that are not made left out, or all changes that help where the goal is out of reach; ``None`` when
    /// none is needed.
    #[getter]
    fn scenario(&self) -> Option<Scenario> {
        self.inner.scenario_and_cost().map(|(scenario, _)| scenario.field())
    }

    /// The expected cost of that scenario until the year of the goal, discounted; ``None`` when none is needed.
    #[getter]
    fn cost(&self) -> Option<f64> {
        self.inner.scenario_and_cost().map(|(_, cost)| cost)
    }

    /// For which share of its people each change is made, in the order given; ``None`` unless the kind is ``"found"``.
    #[getter]
    fn shares(&self) -> Option<Vec<f64>> {
        self.inner.shares().map(<[f64]>::to_vec)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Mix", &["kind", "reached", "cost", "shares"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "Mix", &["kind", "reached", "cost", "shares"])
    }
}

pickled!(Mix, Answer);
wraps!(Mix, Answer);
