//! By how much must a lever turn so that a goal is reached in a year, and can it be reached at all?

use super::Scenario;
use super::change::LeverChange;
use super::projectable::{Projectable, project};
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::projection::{Projection, Quantity};
use crate::special::{Tails, normal_quantile};
use crate::unit::{FiscalYear, Probability};
use argmin::core::{CostFunction, Executor};
use argmin::solver::brent::BrentRoot;
use serde::{Deserialize, Serialize};

/// Points of the range at which the goal is tried before the root is sought.
const TRIES: usize = 16;
/// Halvings by which the last possible turn of a lever is found.
const HALVINGS: usize = 60;

/// A quantity to be reached in a fiscal year: in the mean, or with a given probability.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, decision::scenario::Goal, projection::Quantity};
/// let goal = Goal::new(Quantity::OrganizationRate, FiscalYear(2035), 0.6)?.with_probability(0.9)?;
/// assert_eq!(goal.value(), 0.6);
/// assert!(Goal::new(Quantity::OrganizationRate, FiscalYear(2035), 60.0).is_err()); // write 0.6
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema), schemars(!try_from))]
pub struct Goal {
    quantity: Quantity,
    year: FiscalYear,
    value: f64,
    probability: Option<Probability>,
}

remade_when_read! {
    Unchecked => Goal { quantity: Quantity, year: FiscalYear, value: f64, probability: Option<Probability> }
}

impl Goal {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let goal = Self::new(self.quantity, self.year, self.value)?;
        self.probability.map_or(Ok(goal), |probability| goal.with_probability(probability.get()))
    }

    /// A mean of at least `value` at the end of `year`, or within it for flows.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the value is negative or not a number, or an organization rate above 1.
    pub fn new(quantity: Quantity, year: FiscalYear, value: f64) -> Result<Self> {
        let organization = matches!(quantity, Quantity::OrganizationRate | Quantity::OrganizationRatePractising);
        if !(0.0..=if organization { 1.0 } else { f64::MAX }).contains(&value) {
            let reason = if organization { "is no share; write 0.6 for 60 %" } else { "cannot be reached; give 0 or more" };
            return Err(Error::setting("goal", value, reason));
        }
        Ok(Self { quantity, year, value, probability: None })
    }

    /// Reached with this probability, by the normal approximation to everything that the projection holds as uncertain.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `probability` is not strictly between 0 and 1.
    pub fn with_probability(self, probability: f64) -> Result<Self> {
        if !(probability > 0.0 && probability < 1.0) {
            return Err(Error::setting("probability", probability, "of reaching a goal must lie strictly between 0 and 1; write 0.9"));
        }
        Ok(Self { probability: Some(Probability::new(probability)?), ..self })
    }

    /// The same goal at another value.
    pub(super) fn at(&self, value: f64) -> Self {
        Self { value, ..*self }
    }

    /// The quantity.
    #[must_use]
    pub fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// The fiscal year.
    #[must_use]
    pub fn year(&self) -> FiscalYear {
        self.year
    }

    /// The value to be reached.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// With which probability it is to be reached; `None` in the mean.
    #[must_use]
    pub fn probability(&self) -> Option<Probability> {
        self.probability
    }

    /// What the projection reaches: its mean, or the number exceeded with the probability asked for.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the year is not projected; [`Error::Missing`] when the projection does not know the quantity.
    pub fn reached_by(&self, projection: &Projection) -> Result<f64> {
        let Some(year) = projection.year(self.year) else {
            let last = projection.years().last().map_or(projection.base_year(), |year| year.year);
            return Err(Error::setting(
                "year",
                self.year,
                format!("is not projected; the last one is {last}: give the inflow of more years"),
            ));
        };
        let Some(found) = self.quantity.of(year) else {
            let what = format!("the {} of fiscal {}", self.quantity.title().english, self.year);
            return Err(Error::missing(what, "give the projection the licence holders of the base year"));
        };
        let tails = self.probability.map(|p| Tails::from_upper(p.get())).transpose()?;
        let z = tails.map_or(0.0, normal_quantile);
        Ok(found.mean + z * found.deviation())
    }

    /// What is reached under a scenario. A goal without a probability needs no spread, which takes most of the time.
    pub(super) fn reached_under<P: Projectable + ?Sized>(&self, scenario: &Scenario, settings: &P) -> Result<f64> {
        self.reached_by(&project(scenario, settings, self.probability.is_some())?)
    }
}

/// Whether and where a goal is reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// The goal is met without any change.
    AlreadyMet {
        /// What is reached without.
        reached: f64,
    },
    /// The goal is reached at this turn of the lever: the smallest one, coming from no change.
    At {
        /// The change that reaches it.
        change: LeverChange,
        /// What is reached there: the goal, to rounding.
        reached: f64,
    },
    /// No turn within the range reaches the goal.
    Unreachable {
        /// The best that can be reached.
        best: f64,
        /// The change that reaches the best.
        change: LeverChange,
    },
}

impl Reached {
    /// What is reached: without any change, at the turn found, or at best.
    #[must_use]
    pub fn reached(&self) -> f64 {
        match self {
            Self::AlreadyMet { reached } | Self::At { reached, .. } => *reached,
            Self::Unreachable { best, .. } => *best,
        }
    }

    /// The change that reaches the goal, or the best; `None` when none is needed.
    #[must_use]
    pub fn change(&self) -> Option<&LeverChange> {
        match self {
            Self::AlreadyMet { .. } => None,
            Self::At { change, .. } | Self::Unreachable { change, .. } => Some(change),
        }
    }

    /// The number of the change that reaches the goal; `None` when none does or none is needed.
    #[must_use]
    pub fn amount(&self) -> Option<f64> {
        match self {
            Self::At { change, .. } => Some(change.amount().value()),
            Self::AlreadyMet { .. } | Self::Unreachable { .. } => None,
        }
    }
}

/// Seeks the turn of one lever that reaches a goal; consumed by [`GoalSeek::run`].
///
/// # Example
///
/// 1,000 members of whom one in ten leaves: how many must join each year to keep 1,100 after one?
///
/// ```
/// use kaiin::{FiscalYear, decision::{Lever, scenario::*}, projection::{Quantity, Assumed, Assumptions, Population, Projection}};
/// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let assumptions = Assumptions {
///     entry: vec![Assumed::typed_in(1.0, "the inflow is of joiners")?, Assumed::typed_in(0.0, "nobody later")?],
///     lapse: vec![Assumed::typed_in(0.0, "nobody at once")?, Assumed::typed_in(0.1, "one in ten")?],
///     ..Assumptions::nothing_happens()
/// };
/// let base = Projection::of(&population, &assumptions, [150]);
/// let goal = Goal::new(Quantity::Members, FiscalYear(2025), 1_100.0)?;
/// let joiners = LeverChange::of(Lever::LicenceInflow, Amount::To(150.0))?;
/// let found = GoalSeek::of(goal, joiners, 0.0..=1_000.0)?.run(&base)?;
/// assert!((found.amount().unwrap() - 200.0).abs() < 1e-9);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "settings do nothing until `run` is called"]
pub struct GoalSeek {
    goal: Goal,
    change: LeverChange,
    range: (f64, f64),
    scenario: Scenario,
}

impl GoalSeek {
    /// Settings for seeking the number of `change`, within `range`, that reaches `goal`. Where a number of the range makes no probability,
    /// the range ends there.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the range is empty, not finite, or holds numbers that the change cannot have.
    pub fn of(goal: Goal, change: LeverChange, range: std::ops::RangeInclusive<f64>) -> Result<Self> {
        let (low, high) = range.into_inner();
        if !(low.is_finite() && high.is_finite() && low <= high) {
            return Err(Error::setting("range", format!("{low} to {high}"), "is empty or without end; give the smaller number first"));
        }
        change.with_value(low)?;
        change.with_value(high)?;
        Ok(Self { goal, change, range: (low, high), scenario: Scenario::named("") })
    }

    /// On top of a scenario.
    pub fn on_top_of(self, scenario: &Scenario) -> Self {
        Self { scenario: scenario.clone(), ..self }
    }

    /// Seeks.
    ///
    /// The goal is tried at points of the range, from no change outwards; where it is first reached, the turn is found by Brent's method to the
    /// last digits. A quantity that grows, falls and grows again between two neighbouring points could hide a turn; none of the levers
    /// is known to do so.
    ///
    /// # Errors
    ///
    /// As [`Scenario::run`] and [`Goal::reached_by`]; [`Error::Setting`] when no number of the range makes probabilities.
    ///
    /// # References
    ///
    /// R. P. Brent (1973), *Algorithms for Minimization without Derivatives*, Prentice-Hall, chapter 4.
    pub fn run<P: Projectable + ?Sized>(&self, settings: &P) -> Result<Reached> {
        let without = self.goal.reached_under(&self.scenario, settings)?;
        if without >= self.goal.value {
            return Ok(Reached::AlreadyMet { reached: without });
        }
        let (low, high) = self.possible_range(settings)?;
        let start = self.change.amount().neutral().unwrap_or(low).clamp(low, high);
        let mut best: Option<(f64, f64)> = None;
        for end in [high, low] {
            let mut before = start;
            for step in 0..=TRIES {
                let here = start + (end - start) * step as f64 / TRIES as f64;
                let reached = self.reached(settings, here)?;
                if reached >= self.goal.value {
                    return self.refined(settings, before, here);
                }
                if best.is_none_or(|(most, _)| reached > most) {
                    best = Some((reached, here));
                }
                before = here;
            }
        }
        let (best, at) = best.unwrap_or((without, start));
        Ok(Reached::Unreachable { best, change: self.change.with_value(at)? })
    }

    /// What is reached at a number of the change.
    fn reached<P: Projectable + ?Sized>(&self, settings: &P, value: f64) -> Result<f64> {
        let scenario = self.scenario.clone().with(self.change.with_value(value)?);
        self.goal.reached_under(&scenario, settings)
    }

    /// The part of the range in which the change makes probabilities: it holds the number that changes nothing, or an end.
    fn possible_range<P: Projectable + ?Sized>(&self, settings: &P) -> Result<(f64, f64)> {
        let possible = |value: f64| self.reached(settings, value).is_ok();
        let (low, high) = self.range;
        let inside = self.change.amount().neutral().filter(|value| (low..=high).contains(value));
        let Some(inside) = [inside, Some(low), Some(high)].into_iter().flatten().find(|&value| possible(value)) else {
            self.reached(settings, low)?;
            return Ok((low, high));
        };
        let limit = |end: f64| {
            if possible(end) {
                return end;
            }
            let (mut good, mut bad) = (inside, end);
            for _ in 0..HALVINGS {
                let middle = 0.5 * (good + bad);
                if possible(middle) { good = middle } else { bad = middle }
            }
            good
        };
        Ok((limit(low), limit(high)))
    }

    /// The turn between one that does not reach the goal and one that does.
    fn refined<P: Projectable + ?Sized>(&self, settings: &P, short: f64, enough: f64) -> Result<Reached> {
        let found = |value: f64, reached: f64| Ok(Reached::At { change: self.change.with_value(value)?, reached });
        if short == enough {
            return found(enough, self.reached(settings, enough)?);
        }
        let ends = (short.min(enough), short.max(enough));
        let value = root(ends, |value| Ok(self.reached(settings, value)? - self.goal.value))?;
        found(value, self.reached(settings, value)?)
    }
}

/// Where a function crosses 0 between two numbers at which its signs differ, to the last digits.
pub(super) fn root((low, high): (f64, f64), of: impl Fn(f64) -> Result<f64>) -> Result<f64> {
    let solver = BrentRoot::new(low, high, (high - low).abs() * 1e-15);
    let search = Executor::new(Crossing(of), solver).configure(|state| state.param(high).max_iters(100));
    let found = search.run().map_err(|cause| Error::setting("goal", high, format!("could not be sought: {cause}")))?;
    Ok(found.state.best_param.unwrap_or(high))
}

/// A function whose crossing of 0 is sought.
struct Crossing<F>(F);

impl<F: Fn(f64) -> Result<f64>> CostFunction for Crossing<F> {
    type Param = f64;
    type Output = f64;

    fn cost(&self, value: &f64) -> std::result::Result<f64, argmin::core::Error> {
        Ok(self.0(*value)?)
    }
}
