//! What would it take: computed from the projection of the report, its scenarios and its goal.

use super::builder::AnnualReportBuilder;
use super::lever_value::{GoalAnswer, LeverAnswer, LeverAnswers, ScenarioAnswer};
use crate::decision::scenario::{GoalSeek, ScenarioComparison, Sensitivity, SteadyState};
use crate::error::{Error, Result};
use crate::projection::{Projection, ProjectionSettings, Quantity};

impl AnnualReportBuilder<'_> {
    /// What the projection depends on, where scenarios lead, and what each lever would have to do for the goal.
    pub(super) fn lever_answers(&self, settings: &ProjectionSettings<'_>, projection: &Projection) -> Result<Option<LeverAnswers>> {
        let Some(last) = projection.years().last() else { return Ok(None) };
        let quantity = if last.organization.is_some() { Quantity::OrganizationRate } else { Quantity::Members };
        let compared = ScenarioComparison::of(settings, &self.scenarios)?;
        Ok(Some(LeverAnswers {
            sensitivity: Sensitivity::of(settings, quantity, last.year)?,
            steady_state: SteadyState::of(settings)?,
            scenarios: compared.outcomes().iter().map(ScenarioAnswer::of).collect(),
            goal: self.goal_answer(settings)?,
        }))
    }

    /// What each lever would have to do for the goal; `None` without one, and where the projection does not know its quantity.
    fn goal_answer(&self, settings: &ProjectionSettings<'_>) -> Result<Option<GoalAnswer>> {
        let Some((goal, levers)) = &self.goal else { return Ok(None) };
        let sought = levers.iter().map(|(change, range)| {
            let found = GoalSeek::of(*goal, change.clone(), range.clone())?.run(settings)?;
            Ok(LeverAnswer::of(change.lever(), &found))
        });
        match sought.collect::<Result<Vec<_>>>() {
            Ok(levers) => Ok(Some(GoalAnswer { goal: *goal, levers })),
            Err(Error::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
