//! Which mean, which σ at the end, which tail: the settings of a chain ladder.

use super::average::{FactorAverage, ZeroStart};
use super::interval::DevelopmentInterval;
use super::sigma::TailSigma;
use super::tail::TailFactor;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// Whether the uncertainty of one growth factor multiplies that of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterError {
    /// Mack's recursion, linear in the squared errors of the factors. The default: what is published everywhere.
    #[default]
    Mack,
    /// With the product of the squared errors of successive factors as well, as though they were independent. Slightly larger; named
    /// `Independence` in R `ChainLadder`, after Murphy, and Buchwalder, Bühlmann, Merz and Wüthrich.
    Independence,
}

/// How a [`ChainLadder`](super::ChainLadder) is made.
///
/// # Example
///
/// Of two cohorts 100 joined at once and 50 more a year later; a third has 40 so far:
///
/// ```
/// use kaiin::{FiscalYear, model::development::{ChainLadderSettings, DevelopmentTriangle}};
/// let triangle = DevelopmentTriangle::of_cumulative([
///     (FiscalYear(2021), vec![Some(60.0), Some(88.0)]),
///     (FiscalYear(2022), vec![Some(40.0), Some(62.0)]),
///     (FiscalYear(2023), vec![Some(40.0)]),
/// ])?;
/// let ladder = ChainLadderSettings::new().fit(&triangle)?;
/// assert_eq!(ladder.factors()[0].factor, Some(1.5)); // 150 / 100
/// assert_eq!(ladder.cohorts()[2].ultimate, Some(60.0));
/// // σ² = 60 (88/60 - 1.5)² + 40 (62/40 - 1.5)² = 1/6, variance = 40 σ² + 40² σ² / 100 = 28/3
/// assert!((ladder.cohorts()[2].error().unwrap() - (28.0_f64 / 3.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[must_use = "settings do nothing until `fit` is called"]
pub struct ChainLadderSettings {
    pub(super) average: FactorAverage,
    pub(super) zero_start: ZeroStart,
    pub(super) tail_sigma: TailSigma,
    pub(super) tail: TailFactor,
    pub(super) parameter_error: ParameterError,
    pub(super) interval: DevelopmentInterval,
    pub(super) confidence: Confidence,
}

impl ChainLadderSettings {
    /// Volume-weighted factors, Mack's rule for the last σ, no tail, log-normal limits at 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// How the growth of single cohorts is averaged.
    pub fn average(mut self, average: FactorAverage) -> Self {
        self.average = average;
        self
    }

    /// What is learnt from a cohort in which nobody had joined yet.
    pub fn zero_start(mut self, rule: ZeroStart) -> Self {
        self.zero_start = rule;
        self
    }

    /// The σ of growth that was seen in one cohort only.
    pub fn tail_sigma(mut self, rule: TailSigma) -> Self {
        self.tail_sigma = rule;
        self
    }

    /// Growth after the last age of the triangle; none unless told.
    pub fn tail(mut self, tail: TailFactor) -> Self {
        self.tail = tail;
        self
    }

    /// Whether the uncertainty of one growth factor multiplies that of another.
    pub fn parameter_error(mut self, rule: ParameterError) -> Self {
        self.parameter_error = rule;
        self
    }

    /// On which scale limits are computed.
    pub fn interval(mut self, interval: DevelopmentInterval) -> Self {
        self.interval = interval;
        self
    }

    /// How often the limits contain what comes.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }
}
