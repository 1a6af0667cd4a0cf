//! How many join after the last age of the triangle?

use super::factor::DevelopmentFactor;
use super::log_linear::LogLine;
use super::sigma::SigmaSource;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Growth after the last age of the triangle.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TailFactor {
    /// None: who has not joined by the last age never will. The default: nothing is assumed that was not seen.
    #[default]
    None,
    /// This growth, from knowledge outside the triangle.
    Given {
        /// All in the end divided by those at the last age; at least 1.
        factor: f64,
        /// How uncertain that is.
        error: TailError,
    },
}

/// How uncertain growth after the last age is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TailError {
    /// These numbers.
    Given {
        /// Standard error of the factor.
        factor_error: f64,
        /// σ of the growth of a cohort.
        sigma: f64,
    },
    /// As R `ChainLadder` does unless told: the factor is placed on the line through `log(f - 1)` of the ages, and its error and σ are
    /// read at that place from the lines through theirs. No error where the factors are not above 1.
    LogLinear,
}

impl TailFactor {
    /// Refuses a factor that takes back entrants, or errors that are none.
    pub(super) fn check(&self) -> Result<()> {
        let Self::Given { factor, error } = *self else { return Ok(()) };
        if !(factor.is_finite() && factor >= 1.0) {
            return Err(Error::setting("tail factor", factor, "is not a number of at least 1; give all in the end divided by those now"));
        }
        let TailError::Given { factor_error, sigma } = error else { return Ok(()) };
        let bad = [factor_error, sigma].into_iter().find(|value| !(value.is_finite() && *value >= 0.0));
        bad.map_or(Ok(()), |bad| Err(Error::setting("error of the tail factor", bad, "is not a number of at least 0; give one")))
    }

    /// The tail as one more step after the `steps` of the triangle.
    pub(super) fn step(&self, steps: &[DevelopmentFactor]) -> Option<DevelopmentFactor> {
        let Self::Given { factor, error } = *self else { return None };
        let (factor_error, sigma, source) = match error {
            TailError::Given { factor_error, sigma } => (Some(factor_error), Some(sigma), SigmaSource::Given),
            TailError::LogLinear => {
                let place = line(steps, |step| step.factor.map(|f| f - 1.0)).and_then(|line| line.place_of(factor - 1.0));
                let read = |of: fn(&DevelopmentFactor) -> Option<f64>| Some(line(steps, of)?.at(place?)).filter(|value| value.is_finite());
                (read(|step| step.error), read(|step| step.sigma), SigmaSource::LogLinear)
            }
        };
        Some(DevelopmentFactor {
            from_age: steps.len(),
            pairs: 0,
            factor: Some(factor),
            error: factor_error,
            sigma,
            sigma_source: sigma.map(|_| source),
            developed: Some(1.0 / factor),
        })
    }
}

/// The line through the logarithms of a number of each step.
fn line(steps: &[DevelopmentFactor], of: fn(&DevelopmentFactor) -> Option<f64>) -> Option<LogLine> {
    let points: Vec<(f64, f64)> = steps.iter().filter_map(|step| Some((step.from_age as f64, of(step)?))).collect();
    LogLine::through(&points)
}
