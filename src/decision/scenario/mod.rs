//! What would it take? Named changes to named levers, projected, compared, and sought for a goal.
//!
//! | question | answered by |
//! | --- | --- |
//! | what happens if fewer leave, more join, more come back? | [`Scenario`], [`LeverChange`], [`ScenarioComparison`] |
//! | by how much must a lever turn to reach 60 % in 2035? | [`Goal`], [`GoalSeek`] |
//! | which mix of several changes reaches it at the least cost? | [`CheapestMix`] |
//! | what if the other branches did as the better ones do? | [`GoodPractice`] |
//! | which assumptions matter most? | [`Sensitivity`] |
//! | where do the present rates lead in the end? | [`SteadyState`] |

mod amount;
mod apply;
mod change;
mod cheapest_mix;
mod comparison;
mod cost;
mod goal;
mod good_practice;
mod name;
mod projectable;
mod schedule;
mod segment_rates;
mod sensitivity;
mod steady_state;

pub use amount::Amount;
pub use apply::Plan;
pub use change::LeverChange;
pub use cheapest_mix::{CheapestMix, Mix};
pub use comparison::{ScenarioComparison, ScenarioOutcome};
pub use cost::Cost;
pub use goal::{Goal, GoalSeek, Reached};
pub use good_practice::GoodPractice;
pub use projectable::Projectable;
pub use schedule::Schedule;
pub use segment_rates::SegmentRates;
pub use sensitivity::{Sensitivity, SensitivityRow};
pub use steady_state::SteadyState;

use crate::error::Result;
use crate::language::Bilingual;
use crate::projection::{Projection, SegmentSettings, SegmentedProjection};
use serde::{Deserialize, Serialize};

/// A named list of changes to levers. The name is one text for both languages, or a [`Bilingual`] with one in each.
///
/// Changes are made one after the other; scenarios compose by [`Scenario::then`]. A scenario without changes is the base.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, decision::{Lever, scenario::{Amount, LeverChange, Scenario}}};
/// use kaiin::projection::{Assumed, Assumptions, Population, Projection};
/// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let assumptions = Assumptions {
///     entry: vec![Assumed::typed_in(0.5, "half")?, Assumed::typed_in(0.0, "nobody later")?],
///     lapse: vec![Assumed::typed_in(0.0, "nobody at once")?, Assumed::typed_in(0.1, "one in ten")?],
///     ..Assumptions::nothing_happens()
/// };
/// let base = Projection::of(&population, &assumptions, [200, 200]);
/// let fewer_leave = Scenario::named("half as many leave").with(LeverChange::of(Lever::Lapse, Amount::Factor(0.5))?);
/// let projection = fewer_leave.run(&base)?;
/// assert_eq!(projection.years()[0].members.mean, 950.0 + 100.0);
/// assert_eq!(fewer_leave.sentences()[0].english, "Lapse: multiplied by 0.5.");
/// assert_eq!(fewer_leave.name().japanese, "half as many leave"); // one text stands for both languages
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    #[serde(with = "name")]
    name: Bilingual,
    changes: Vec<LeverChange>,
}

impl Scenario {
    /// A scenario without changes, under a name: one text, or one in each language.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{decision::scenario::Scenario, language::Bilingual};
    /// assert_eq!(Scenario::named(Bilingual::new("mentors", "メンター制度")).name().japanese, "メンター制度");
    /// ```
    #[must_use]
    pub fn named(name: impl Into<Bilingual>) -> Self {
        Self { name: name.into(), changes: Vec::new() }
    }

    /// With one more change, made after the others.
    #[must_use]
    pub fn with(mut self, change: LeverChange) -> Self {
        self.changes.push(change);
        self
    }

    /// Both scenarios, the other one made after this one, under a name of their own.
    #[must_use]
    pub fn then(&self, other: &Self, name: impl Into<Bilingual>) -> Self {
        Self { name: name.into(), changes: self.changes.iter().chain(&other.changes).cloned().collect() }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &Bilingual {
        &self.name
    }

    /// The changes, in the order in which they are made.
    #[must_use]
    pub fn changes(&self) -> &[LeverChange] {
        &self.changes
    }

    /// The changes as sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<Bilingual> {
        self.changes.iter().map(LeverChange::sentence).collect()
    }

    /// Projects under the scenario: population, licence holders and variation between years are those of the settings. Of segments, the
    /// whole.
    ///
    /// # Errors
    ///
    /// As [`Plan::of`] and [`ProjectionSettings::run`](crate::projection::ProjectionSettings::run);
    /// [`Error::Setting`](crate::Error::Setting) when a change names a segment that there is not.
    pub fn run<P: Projectable + ?Sized>(&self, settings: &P) -> Result<Projection> {
        projectable::project(self, settings, true)
    }

    /// Projects every segment under the scenario, and the whole.
    ///
    /// # Errors
    ///
    /// As [`Scenario::run`].
    pub fn run_segments(&self, settings: &SegmentSettings<'_>) -> Result<SegmentedProjection> {
        projectable::project_segments(self, settings)
    }

    /// The expected cost of each projected year. A cost per person counts those whom the change concerns under the scenario itself, times
    /// its reach: for entry the new licence holders of the year, for late entry those who never joined, for lapse the members at the start
    /// of the year (with those who join within it, where year 0 is among the years), for reinstatement those who lapsed before.
    ///
    /// # Errors
    ///
    /// As [`Scenario::run`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalYear, decision::{Lever, money::Money, scenario::{Amount, Cost, LeverChange, Scenario}}};
    /// use kaiin::projection::{Assumed, Assumptions, Population, Projection};
    /// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
    /// let assumptions = Assumptions { lapse: vec![Assumed::typed_in(0.1, "one in ten")?], ..Assumptions::nothing_happens() };
    /// let base = Projection::of(&population, &assumptions, [0, 0]);
    /// let calls = LeverChange::of(Lever::Lapse, Amount::Factor(0.5))?.reach(0.5)?.cost(Cost::once(Money(9_000))?.per_person(Money(10))?);
    /// let costs = Scenario::named("calls").with(calls).costs(&base)?;
    /// assert_eq!(costs, [9_000.0 + 500.0 * 10.0, 0.5 * 925.0 * 10.0]); // 7.5 % leave
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn costs<P: Projectable + ?Sized>(&self, settings: &P) -> Result<Vec<f64>> {
        projectable::costs(self, settings)
    }
}
