//! All cohorts together: their errors do not simply add, since all are carried forward with the same growth.

use super::cohort::DevelopedCohort;
use super::factor::DevelopmentFactor;
use super::settings::{ChainLadderSettings, ParameterError};
use serde::{Deserialize, Serialize};

/// The sum over all cohorts of which anything was seen.
///
/// # Formula
///
/// Process errors of cohorts are independent; parameter errors are not. With `M` the sum, over the cohorts carried forward from an age, of
/// their entrants at that age:
///
/// ```text
/// process²    = Σ process² of the cohorts
/// parameter'² = M² e(f)² + f² parameter²
/// ```
///
/// # References
///
/// T. Mack (1993), *ASTIN Bulletin* 23, 213–225, corollary to theorem 3, in the recursive form of R `ChainLadder`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DevelopmentTotal {
    /// Who has joined so far.
    pub latest: f64,
    /// Who will have joined in the end; `None` where that of any cohort is not known.
    pub ultimate: Option<f64>,
    /// Standard error from chance.
    pub process_error: Option<f64>,
    /// Standard error from not knowing the growth exactly, which is common to all cohorts.
    pub parameter_error: Option<f64>,
}

impl DevelopmentTotal {
    /// The sum of cohorts.
    pub(super) fn of(cohorts: &[DevelopedCohort], steps: &[DevelopmentFactor], settings: &ChainLadderSettings) -> Self {
        let seen = || cohorts.iter().filter(|cohort| cohort.latest_age.is_some());
        let process: Option<f64> = seen().map(|cohort| Some(cohort.process_error?.powi(2))).sum();
        Self {
            latest: seen().filter_map(|cohort| cohort.latest).sum(),
            ultimate: seen().map(|cohort| cohort.ultimate).sum::<Option<f64>>().filter(|sum| sum.is_finite()),
            process_error: process.map(f64::sqrt).filter(|error| error.is_finite()),
            parameter_error: parameter_error(cohorts, steps, settings),
        }
    }

    /// Who is still to join.
    #[must_use]
    pub fn future(&self) -> Option<f64> {
        Some(self.ultimate? - self.latest)
    }

    /// Standard error of prediction.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        Some(self.process_error?.hypot(self.parameter_error?))
    }
}

/// The common error of all cohorts at the end.
fn parameter_error(cohorts: &[DevelopedCohort], steps: &[DevelopmentFactor], settings: &ChainLadderSettings) -> Option<f64> {
    let mut square = 0.0;
    for (age, step) in steps.iter().enumerate() {
        let carried = || cohorts.iter().filter(|cohort| cohort.latest_age.is_some_and(|latest| latest <= age));
        if carried().next().is_none() {
            continue;
        }
        let at_age: Option<f64> = carried().map(|cohort| cohort.cells.get(age)?.value).sum();
        let (factor, error) = (step.factor?, step.error?);
        let product = match settings.parameter_error {
            ParameterError::Mack => 0.0,
            ParameterError::Independence => square * error * error,
        };
        square = (at_age? * error).powi(2) + square * factor * factor + product;
    }
    Some(square.sqrt()).filter(|error| error.is_finite())
}
