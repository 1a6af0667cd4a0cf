//! What would it take, as values: what the projection depends on, where scenarios lead, and by how much a lever must turn.

use crate::decision::Lever;
use crate::decision::scenario::{Goal, Reached, ScenarioOutcome, Sensitivity, SteadyState};
use crate::language::Bilingual;
use crate::projection::Quantity;
use crate::unit::FiscalYear;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What follows from the assumptions of the projection, and from scenarios and a goal where they were given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeverAnswers {
    /// How the organization rate (members, where that is not known) at the end of the last projected year moves with every assumption.
    pub sensitivity: Sensitivity,
    /// Where the rates lead if they hold for ever; `None` where the membership still moves after thousands of years.
    pub steady_state: Option<SteadyState>,
    /// What follows from each scenario, in the order given.
    pub scenarios: Vec<ScenarioAnswer>,
    /// Whether and how the goal is reached; `None` without one.
    pub goal: Option<GoalAnswer>,
}

/// What follows from a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioAnswer {
    /// Its name.
    pub name: Bilingual,
    /// Its changes as sentences.
    pub changes: Vec<Bilingual>,
    /// The projected years.
    pub years: Vec<ScenarioYear>,
}

/// A projected year under a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioYear {
    /// The fiscal year.
    pub year: FiscalYear,
    /// Members on its last day (mean).
    pub members: f64,
    /// Members over cumulative licence holders; `None` when these are not known.
    pub organization_rate: Option<f64>,
}

/// A goal, and what each lever would have to do for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GoalAnswer {
    /// What is to be reached.
    pub goal: Goal,
    /// The levers, each sought alone.
    pub levers: Vec<LeverAnswer>,
}

/// Whether a goal is reached by turning one lever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoalReach {
    /// It is met without any change.
    AlreadyMet,
    /// It is reached at this turn.
    At,
    /// No turn within the range reaches it.
    Unreachable,
}

/// What one lever would have to do for a goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeverAnswer {
    /// The lever.
    pub lever: Lever,
    /// Whether it reaches the goal.
    pub reach: GoalReach,
    /// The change that reaches the goal, or the best, in words and to four decimals; `None` when none is needed.
    pub change: Option<Bilingual>,
    /// The number of that change, to its last digit.
    pub amount: Option<f64>,
    /// What is reached.
    pub reached: f64,
}

impl ScenarioAnswer {
    /// What the report keeps of an outcome.
    pub(super) fn of(outcome: &ScenarioOutcome) -> Self {
        let years = outcome.projection.years().iter();
        let years = years.map(|of| ScenarioYear { year: of.year, members: of.members.mean, organization_rate: of.organization_rate() });
        Self { name: outcome.scenario.name().clone(), changes: outcome.scenario.sentences(), years: years.collect() }
    }
}

impl ScenarioYear {
    /// The members or the organization rate; `None` for other quantities.
    pub(super) fn get(&self, quantity: Quantity) -> Option<f64> {
        match quantity {
            Quantity::Members => Some(self.members),
            Quantity::OrganizationRate => self.organization_rate,
            _ => None,
        }
    }
}

impl LeverAnswer {
    /// What the report keeps of what was found for a lever.
    pub(super) fn of(lever: Lever, found: &Reached) -> Self {
        let (change, reached) = (found.change(), found.reached());
        let reach = match found {
            Reached::AlreadyMet { .. } => GoalReach::AlreadyMet,
            Reached::At { .. } => GoalReach::At,
            Reached::Unreachable { .. } => GoalReach::Unreachable,
        };
        let amount = change.map(|change| change.amount().value());
        let digits = if lever == Lever::LicenceInflow { 1.0 } else { 1e4 };
        let rounded = |change: &crate::decision::scenario::LeverChange| {
            let few = change.with_value((change.amount().value() * digits).round() / digits);
            few.unwrap_or_else(|_| change.clone()).sentence()
        };
        Self { lever, reach, change: change.map(rounded), amount, reached }
    }
}
