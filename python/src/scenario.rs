//! What would it take, in Python: scenarios on levers, goals, sensitivities, the steady state.

use crate::error::{enter, err, setting};
use crate::projection::arrival::Arrival;
use crate::projection::assumptions::Assumptions;
use crate::projection::outlook::{Projection, ProjectionSettings};
use crate::result::{Field, fields, pickled, record, tabular, wraps};
use crate::words::{Word, word};
use kaiin::decision::Lever;
use kaiin::decision::scenario::Amount;
use kaiin::projection::Quantity;
use kaiin::{EndReason, FiscalYear};
use pyo3::prelude::*;

/// In which fiscal years a change works, and how strongly: it starts, grows evenly to its full strength, and may fade evenly.
///
/// Args:
///     from_year: First fiscal year; the first projected one unless given.
///     ramp: Growing evenly over so many years, the first of them at one part in so many.
///     until: Last fiscal year of full strength; without end unless given.
///     fade: Fading evenly over so many years after it.
///
/// Raises:
///     SettingError: A ramp without a first year.
///
/// Examples:
///     >>> [Schedule(from_year=2026, ramp=2).strength(year) for year in (2025, 2026, 2027)]
///     [0.0, 0.5, 1.0]
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Schedule {
    inner: kaiin::decision::scenario::Schedule,
}

#[pymethods]
impl Schedule {
    #[new]
    #[pyo3(signature = (*, from_year = None, ramp = None, until = None, fade = None))]
    fn new(from_year: Option<i32>, ramp: Option<u32>, until: Option<i32>, fade: Option<u32>) -> PyResult<Self> {
        use kaiin::decision::scenario::Schedule;
        let schedule = from_year.map_or_else(Schedule::always, |year| Schedule::from(FiscalYear(year)));
        let schedule = ramp.map_or(Ok(schedule), |years| schedule.ramp(years)).map_err(err)?;
        let schedule = until.map_or(schedule, |year| schedule.until(FiscalYear(year)));
        Ok(Self { inner: fade.map_or(schedule, |years| schedule.fade(years)) })
    }

    /// The strength in a fiscal year, from 0 to 1.
    fn strength(&self, year: i32) -> f64 {
        self.inner.strength(FiscalYear(year))
    }
}

pickled!(Schedule, kaiin::decision::scenario::Schedule);

/// A change of one lever: by how much, for whom, when, and for which share of them. Exactly one of `points`, `factor`, `odds`,
/// `complement` and `to` is given.
///
/// Args:
///     lever: ``"entry"``, ``"late_entry"``, ``"lapse"``, ``"leave_taken"``, ``"leave_end"``, ``"reinstatement"`` or
///         ``"licence_inflow"``.
///     points: Added: -0.02 is two percentage points less; for the inflow, persons a year.
///     factor: Multiplied: 0.8 is a fifth less.
///     odds: The odds p / (1 - p) multiplied; a probability stays between 0 and 1. Not for the inflow.
///     complement: Of those to whom it does not happen, the share multiplied: of lapse, 1.02 lets 2 % more stay. Not for the inflow.
///     to: Set to this value.
///     years: Only for these years, the last one included, since joining (lapse), since the licence (late entry) or since the lapse
///         (reinstatement).
///     reason: Only for one reason of leaving.
///     reach: For which share of those concerned; all unless given.
///     schedule: When the change works; from the first projected year on unless given.
///
/// Raises:
///     SettingError: Not exactly one amount, an amount that the lever cannot have, or years or a reason where the lever has none.
///
/// Examples:
///     >>> LeverChange("lapse", factor=0.8, years=(1, 3), schedule=Schedule(from_year=2026)).sentence[0]
///     'Lapse in years 1 to 3: multiplied by 0.8, from fiscal 2026 on.'
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct LeverChange {
    pub(crate) inner: kaiin::decision::scenario::LeverChange,
}

#[pymethods]
impl LeverChange {
    #[new]
    #[pyo3(signature = (lever, *, points = None, factor = None, odds = None, complement = None, to = None, years = None, reason = None,
        reach = None, schedule = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        lever: Word<Lever>,
        points: Option<f64>,
        factor: Option<f64>,
        odds: Option<f64>,
        complement: Option<f64>,
        to: Option<f64>,
        years: Option<(u32, u32)>,
        reason: Option<Word<EndReason>>,
        reach: Option<f64>,
        schedule: Option<Schedule>,
    ) -> PyResult<Self> {
        let given = [points.map(Amount::Points), factor.map(Amount::Factor), odds.map(Amount::Odds)];
        let mut given = given.into_iter().chain([complement.map(Amount::Complement), to.map(Amount::To)]).flatten();
        let (Some(amount), None) = (given.next(), given.next()) else {
            return Err(err(setting("amount", "", "must be given once; write one of points, factor, odds, complement and to")));
        };
        let change = || {
            let change = kaiin::decision::scenario::LeverChange::of(lever.0, amount)?;
            let change = years.map_or(Ok(change.clone()), |(first, last)| change.years(first, last))?;
            let change = reason.map_or(Ok(change.clone()), |reason| change.reason(reason.0))?;
            let change = reach.map_or(Ok(change.clone()), |share| change.reach(share))?;
            kaiin::Result::Ok(schedule.map_or(change.clone(), |schedule| change.schedule(schedule.inner)))
        };
        change().map(Self::from).map_err(err)
    }

    /// The lever.
    #[getter]
    fn lever(&self) -> Word<Lever> {
        Word(self.inner.lever())
    }

    /// By how much it turns: the kind of change and its number, such as ``("factor", 0.8)``.
    #[getter]
    fn amount(&self) -> (String, f64) {
        (crate::words::tag(self.inner.amount()), self.inner.amount().value())
    }

    /// The change as a sentence, in English and in Japanese.
    #[getter]
    fn sentence(&self) -> (String, String) {
        self.inner.sentence().field()
    }

    /// The same change by another number.
    ///
    /// Raises:
    ///     SettingError: The lever cannot have that number.
    fn with_value(&self, value: f64) -> PyResult<Self> {
        self.inner.with_value(value).map(Self::from).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.LeverChange {}>", self.inner.sentence().english)
    }
}

pickled!(LeverChange, kaiin::decision::scenario::LeverChange);
wraps!(LeverChange, kaiin::decision::scenario::LeverChange);

/// A named list of changes to levers, made one after the other.
///
/// Args:
///     name: The name.
///     changes: The changes; a scenario without changes is the base.
///
/// Examples:
///     >>> assumptions = Assumptions(entry=[0.5, 0.0], lapse=[0.0, 0.1])
///     >>> base = ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [200, 200])
///     >>> fewer_leave = Scenario("half as many leave", [LeverChange("lapse", factor=0.5)])
///     >>> fewer_leave.run(base).years[0].members.mean
///     1050.0
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Scenario {
    pub(crate) inner: kaiin::decision::scenario::Scenario,
}

#[pymethods]
impl Scenario {
    #[new]
    #[pyo3(signature = (name, changes = Vec::new()))]
    fn new(name: &str, changes: Vec<LeverChange>) -> Self {
        let empty = kaiin::decision::scenario::Scenario::named(name);
        Self { inner: changes.into_iter().fold(empty, |scenario, change| scenario.with(change.inner)) }
    }

    /// The name.
    #[getter]
    fn name(&self) -> &str {
        self.inner.name()
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

    /// Both scenarios, the other one made after this one, under a name of their own.
    fn then(&self, other: PyRef<'_, Self>, name: &str) -> Self {
        Self { inner: self.inner.then(&other.inner, name) }
    }

    /// Projects under the scenario.
    ///
    /// Raises:
    ///     SettingError: A probability leaves [0, 1], an inflow becomes negative, or a reason is one that the assumptions do not tell apart.
    fn run(&self, py: Python<'_>, settings: PyRef<'_, ProjectionSettings>) -> PyResult<Projection> {
        let settings = settings.core();
        enter(py, |_| self.inner.run(&settings)).map(Projection::from)
    }

    /// The assumptions and new licence holders of every projected year under the scenario.
    ///
    /// Raises:
    ///     SettingError: As `run`.
    fn plan(&self, py: Python<'_>, settings: PyRef<'_, ProjectionSettings>) -> PyResult<Plan> {
        let settings = settings.core();
        enter(py, |_| kaiin::decision::scenario::Plan::of(&self.inner, &settings)).map(Plan::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Scenario {:?} of {} changes>", self.inner.name(), self.inner.changes().len())
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

record! {
    /// What follows from one scenario.
    ScenarioOutcome of kaiin::decision::scenario::ScenarioOutcome {
        /// The scenario.
        scenario: Scenario,
        /// The projection under it.
        projection: Projection,
    }
}

/// Scenarios projected from one start, beside the base. Means are exact: the difference between two is what their changes do, not chance.
///
/// Args:
///     settings: Population, assumptions and inflow of the base.
///     scenarios: The scenarios, each with a name of its own.
///
/// Raises:
///     SettingError: Two scenarios have one name, or as `Scenario.run`.
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
    fn new(py: Python<'_>, settings: PyRef<'_, ProjectionSettings>, scenarios: Vec<Scenario>) -> PyResult<Self> {
        let scenarios: Vec<_> = scenarios.into_iter().map(|scenario| scenario.inner).collect();
        let settings = settings.core();
        enter(py, |_| kaiin::decision::scenario::ScenarioComparison::of(&settings, &scenarios)).map(|inner| Self { inner })
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

    /// What follows from the scenario of a name; ``None`` when it was not compared.
    fn outcome(&self, name: &str) -> Option<ScenarioOutcome> {
        self.inner.outcome(name).map(Field::field)
    }

    /// By how much a scenario's mean lies above the base; ``None`` where the projection does not know the quantity.
    ///
    /// Args:
    ///     name: The scenario.
    ///     year: The fiscal year.
    ///     quantity: ``"members"`` (the default), ``"organization_rate"``, ``"organization_rate_practising"``, ``"entry_rate"``,
    ///         ``"on_leave"``, ``"joined"``, ``"reinstated"`` or ``"left"``.
    ///
    /// Raises:
    ///     SettingError: There is no such scenario, or the year is not projected.
    #[pyo3(signature = (name, year, quantity = None))]
    fn difference(&self, name: &str, year: i32, quantity: Option<Word<Quantity>>) -> PyResult<Option<f64>> {
        self.inner.difference(name, FiscalYear(year), quantity.map(|word| word.0).unwrap_or_default()).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ScenarioComparison of {} scenarios>", self.inner.outcomes().len())
    }
}

tabular!(ScenarioComparison);
pickled!(ScenarioComparison, kaiin::decision::scenario::ScenarioComparison);

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

    /// Seeks.
    ///
    /// Raises:
    ///     SettingError: No number of the range makes probabilities, or the year of the goal is not projected.
    ///     RateError: The projection does not know the quantity.
    fn run(&self, py: Python<'_>, settings: PyRef<'_, ProjectionSettings>) -> PyResult<Reached> {
        let settings = settings.core();
        enter(py, |_| self.inner.run(&settings)).map(Reached::from)
    }
}

/// Whether and where a goal is reached.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Reached {
    inner: kaiin::decision::scenario::Reached,
}

#[pymethods]
impl Reached {
    /// ``"already_met"`` without any change, ``"at"`` a turn of the lever, or ``"unreachable"``.
    #[getter]
    fn kind(&self) -> String {
        crate::words::tag(&self.inner)
    }

    /// What is reached: without any change, at the turn found, or at best.
    #[getter]
    fn reached(&self) -> f64 {
        match &self.inner {
            kaiin::decision::scenario::Reached::AlreadyMet { reached } | kaiin::decision::scenario::Reached::At { reached, .. } => *reached,
            kaiin::decision::scenario::Reached::Unreachable { best, .. } => *best,
        }
    }

    /// The change that reaches the goal, or the best; ``None`` when none is needed.
    #[getter]
    fn change(&self) -> Option<LeverChange> {
        match &self.inner {
            kaiin::decision::scenario::Reached::AlreadyMet { .. } => None,
            kaiin::decision::scenario::Reached::At { change, .. } | kaiin::decision::scenario::Reached::Unreachable { change, .. } => {
                Some(change.field())
            }
        }
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

pickled!(Reached, kaiin::decision::scenario::Reached);
wraps!(Reached, kaiin::decision::scenario::Reached);

record! {
    /// How a quantity moves with one assumption.
    SensitivityRow of kaiin::decision::scenario::SensitivityRow {
        /// Name of the assumption.
        assumption: String,
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

/// How a quantity of one projected year moves with every assumption, the largest first. Derivatives are exact, at the margin; shares of the
/// reasons are left out.
///
/// Args:
///     settings: Population, assumptions and inflow.
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
    fn new(py: Python<'_>, settings: PyRef<'_, ProjectionSettings>, quantity: Word<Quantity>, year: i32) -> PyResult<Self> {
        let settings = settings.core();
        let found = enter(py, |_| kaiin::decision::scenario::Sensitivity::of(&settings, quantity.0, FiscalYear(year)));
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

/// The membership to which a projection tends when the assumptions and the inflow of its last year hold for ever.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct SteadyState {
    inner: kaiin::decision::scenario::SteadyState,
}

#[pymethods]
impl SteadyState {
    /// The steady state of a projection; ``None`` when the membership still moves after 5,000 years.
    ///
    /// Raises:
    ///     SettingError: As `Projection`.
    ///
    /// Examples:
    ///     >>> assumptions = Assumptions(entry=[1.0, 0.0], lapse=[0.0, 0.1])
    ///     >>> found = SteadyState.of(ProjectionSettings(Population.from_totals(2024, 1_000), assumptions, [200]))
    ///     >>> round(found.members), found.years_to_half  # 200 / 0.1; 0.9 ** 7 = 0.478
    ///     (2000, 7)
    #[staticmethod]
    fn of(py: Python<'_>, settings: PyRef<'_, ProjectionSettings>) -> PyResult<Option<Self>> {
        let settings = settings.core();
        enter(py, |_| kaiin::decision::scenario::SteadyState::of(&settings)).map(|found| found.map(|inner| Self { inner }))
    }

    /// Members in the end over members at the base; ``None`` when there are none at the base.
    #[getter]
    fn momentum(&self) -> Option<f64> {
        self.inner.momentum()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "SteadyState", &["base_members", "members", "years_to_half", "years_to_a_hundredth"])
    }
}

fields!(SteadyState {
    /// Members at the base.
    base_members: f64,
    /// Members in the end.
    members: f64,
    /// Fiscal years until half of the way is behind.
    years_to_half: u32,
    /// Fiscal years until no more than a hundredth of the way is left.
    years_to_a_hundredth: u32,
});
pickled!(SteadyState, kaiin::decision::scenario::SteadyState);
wraps!(SteadyState, kaiin::decision::scenario::SteadyState);
