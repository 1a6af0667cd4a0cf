//! Which variance, which interval: the settings of a cumulative incidence.

use crate::survival::limits::CurveInterval;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the error of an incidence is estimated. All three are right in large groups; they differ in small ones and under ties.
///
/// With `n` at risk and `d` events of an outcome at a time, `p = d / n`, the share that the outcome took there varies by:
///
/// # Formula
///
/// ```text
/// Greenwood   Var p = p (1 - p) / n            Cov of two outcomes = - p₁ p₂ / n
/// Aalen       Var p = d (n - d) / (n - 1) / n²  (1 / n² for d = 1)     Cov = 0
/// ```
///
/// In the Aalen variance all outcomes other than the one that is estimated count as one. Errors are carried from time to time by
///
/// ```text
/// Var S'      = (1 - p)² Var S + S² Var p
/// Cov(S', F') = (1 - p) (Cov(S, F) + p₁ Var S) - S² Cov(p, p₁)
/// Var F'      = Var F + 2 p₁ Cov(S, F) + p₁² Var S + S² Var p₁
/// ```
///
/// with `S` the share still there before the time, `F` the incidence of the outcome, `p₁` its share there and `p` that of all outcomes.
/// The jackknife is the sum over persons of the square of the change of `F` with the weight of the person.
///
/// # References
///
/// P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding (1993), *Statistical Models Based on Counting Processes*, section IV.4; A. Allignol, M.
/// Schumacher, J. Beyersmann (2010), *Biometrical Journal* 52, 126–137 (Greenwood); O. Aalen (1978), *Ann. Statist.* 6, 534–545, as in R
/// `cmprsk` (Aalen); T. Therneau, E. Atkinson, *The survival package*, methods vignette (infinitesimal jackknife).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IncidenceVariance {
    /// Greenwood's, as R `etm`. The default: it needs counts only, so that ten million rows cost no more than their table; it is equal
    /// to the infinitesimal jackknife of R `survival` and to R `prodlim` when all are seen from the start; it is right with delayed entry.
    #[default]
    Greenwood,
    /// The infinitesimal jackknife, as R `survival`. With delayed entry it depends on which entry belongs to which exit, with weights on
    /// the weight of each row: then take it from the rows ([`robust_incidence`](IncidenceSettings::robust_incidence)).
    InfinitesimalJackknife,
    /// Aalen's, as R `cmprsk`. Larger than Greenwood's where few are at risk. For whole counts.
    Aalen,
}

impl fmt::Display for IncidenceVariance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Greenwood => "Greenwood",
            Self::InfinitesimalJackknife => "infinitesimal jackknife",
            Self::Aalen => "Aalen",
        })
    }
}

/// The limits of which share are computed; only the log and log-log scales differ by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitsOn {
    /// Of the incidence, as R `survival`, SAS and lifelines. The default: an incidence is small, and with one leaver among a hundred these
    /// limits are nearer to the exact ones.
    #[default]
    Incidence,
    /// Of one minus the incidence, turned over, as R `etm` (its `cloglog` is log-log here). With a single outcome these are the limits of
    /// the survival curve, turned over.
    Complement,
}

/// How a cumulative incidence is made.
///
/// # Example
///
/// ```
/// use kaiin::survival::{CurveInterval, IncidenceSettings, IncidenceVariance, Observations};
/// let rows = Observations::of_outcomes(&[1.0, 2.0, 3.0, 4.0], &[Some("arrears"), Some("death"), None, Some("arrears")])?;
/// let settings = IncidenceSettings::new().variance(IncidenceVariance::Aalen).interval(CurveInterval::Plain);
/// let incidence = settings.incidence(&rows.risk_table()?)?;
/// assert_eq!(incidence.at("arrears", 1.0)?.map(|found| found.share), Some(0.25));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[must_use = "settings do nothing until an incidence is made"]
pub struct IncidenceSettings {
    pub(super) variance: IncidenceVariance,
    pub(super) interval: CurveInterval,
    pub(super) limits_on: LimitsOn,
    pub(super) confidence: Confidence,
}

impl IncidenceSettings {
    /// Greenwood's variance with log-log limits of the incidence at 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// How errors are estimated.
    pub fn variance(mut self, variance: IncidenceVariance) -> Self {
        self.variance = variance;
        self
    }

    /// How errors are estimated, as set.
    #[must_use]
    pub fn variance_used(&self) -> IncidenceVariance {
        self.variance
    }

    /// On which scale limits are computed.
    pub fn interval(mut self, interval: CurveInterval) -> Self {
        self.interval = interval;
        self
    }

    /// Of which share limits are computed.
    pub fn limits_on(mut self, side: LimitsOn) -> Self {
        self.limits_on = side;
        self
    }

    /// How often the limits contain the true share.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }
}
