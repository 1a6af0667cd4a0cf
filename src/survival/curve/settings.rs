//! Which estimator, which interval, which ties: the settings of a survival curve.

use super::quantile::QuantileRule;
use crate::survival::limits::CurveInterval;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// How the share still there is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurvivalEstimator {
    /// Kaplan-Meier, the product of the shares that stayed. The default.
    #[default]
    KaplanMeier,
    /// `exp(-H)` with the Nelson-Aalen hazard `H`. Never 0; smoother in small groups; with many leaving on one day (annual renewal) it is
    /// too high, by a great deal when half of a small group leaves at once.
    NelsonAalen,
    /// `exp(-H)` with the Fleming-Harrington hazard, in which events at one time come one after the other.
    FlemingHarrington,
}

/// How a survival curve is made.
///
/// # Example
///
/// ```
/// use kaiin::survival::{CurveInterval, Observations, SurvivalSettings};
/// let rows = Observations::of_events(&[1.0, 2.0, 2.0, 3.0], &[true, true, false, true])?;
/// let curve = SurvivalSettings::new().interval(CurveInterval::Log).curve(&rows.risk_table()?);
/// assert_eq!(curve.at(1.5), Some(0.75));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[must_use = "settings do nothing until a curve is made"]
pub struct SurvivalSettings {
    pub(super) estimator: SurvivalEstimator,
    pub(super) interval: CurveInterval,
    pub(super) confidence: Confidence,
    pub(super) quantile_rule: QuantileRule,
}

impl SurvivalSettings {
    /// Kaplan-Meier with log-log limits at 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// How the share still there is estimated.
    pub fn estimator(mut self, estimator: SurvivalEstimator) -> Self {
        self.estimator = estimator;
        self
    }

    /// On which scale limits are computed.
    pub fn interval(mut self, interval: CurveInterval) -> Self {
        self.interval = interval;
        self
    }

    /// How often the limits contain the true share.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Which time is a quantile when the curve is flat at it.
    pub fn quantile_rule(mut self, rule: QuantileRule) -> Self {
        self.quantile_rule = rule;
        self
    }
}
