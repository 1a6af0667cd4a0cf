//! Mean time of membership within a horizon: the area under the curve.

use super::survival_curve::SurvivalCurve;
use crate::error::{Error, Result};
use crate::special::normal_tails;
use crate::survival::limits::{Limits, z_of};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// Mean time spent by the horizon, in the unit of the times.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RestrictedMean {
    /// The horizon.
    pub horizon: f64,
    /// Mean time from the origin to leaving or to the horizon, whichever comes first.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// Whether the horizon lies after the last time seen, so that the curve was drawn on flat: an upper bound then.
    pub beyond_follow_up: bool,
}

impl RestrictedMean {
    /// Normal limits.
    #[must_use]
    pub fn limits(&self, confidence: Confidence) -> Limits {
        let half = z_of(confidence) * self.error;
        Limits { lower: self.mean - half, upper: self.mean + half }
    }

    /// This mean less another one of the same horizon, from other persons.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the horizons differ.
    pub fn minus(&self, other: &Self) -> Result<RestrictedMeanDifference> {
        if self.horizon != other.horizon {
            let (left, right) = (self.horizon.to_string(), other.horizon.to_string());
            return Err(Error::Mismatch { what: "horizon", left, right });
        }
        let error = self.error.hypot(other.error);
        let difference = self.mean - other.mean;
        let p_value = (error > 0.0).then(|| 2.0 * normal_tails(-(difference / error).abs()).lower());
        Ok(RestrictedMeanDifference { horizon: self.horizon, difference, error, p_value })
    }
}

/// How much longer one group stays than another, within a horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RestrictedMeanDifference {
    /// The horizon.
    pub horizon: f64,
    /// First mean less second mean, in the unit of the times.
    pub difference: f64,
    /// Its standard error: groups are independent.
    pub error: f64,
    /// Two-sided p value of no difference; `None` when neither mean has an error.
    pub p_value: Option<f64>,
}

impl RestrictedMeanDifference {
    /// Normal limits.
    #[must_use]
    pub fn limits(&self, confidence: Confidence) -> Limits {
        let half = z_of(confidence) * self.error;
        Limits { lower: self.difference - half, upper: self.difference + half }
    }
}

impl SurvivalCurve {
    /// Mean time within a horizon, from the [origin](crate::survival::RiskTable::origin) of the clock. Before the earliest entry, where
    /// nobody was seen, the share is taken as 1, as R does; take [`SurvivalCurve::given`] the earliest entry for the mean from there on.
    ///
    /// # Formula
    ///
    /// ```text
    /// mean = ∫ S from origin to horizon
    /// Var  = sum over times t ≤ horizon of (∫ S from t to horizon)² v(t)
    /// ```
    ///
    /// with `v(t)` the increase of `Var log S` at `t`. The errors of a robust curve cannot be
    /// added up this way: use [`SurvivalSettings::robust_restricted_mean`](super::SurvivalSettings::robust_restricted_mean).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the horizon is not after the origin or not finite; [`Error::Missing`] for a robust curve.
    ///
    /// # References
    ///
    /// J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*, 2nd ed., section 4.5.
    pub fn restricted_mean(&self, horizon: f64) -> Result<RestrictedMean> {
        if self.is_robust() {
            return Err(Error::missing(
                "the error of the mean of a robust curve",
                "take SurvivalSettings::robust_restricted_mean of the rows",
            ));
        }
        let origin = self.table.origin();
        if !horizon.is_finite() || horizon <= origin {
            return Err(Error::setting("horizon", horizon, format!("is not after the origin {origin}; give a later, finite horizon")));
        }
        let used = self.points.partition_point(|point| point.time <= horizon);
        let (mut area, mut variance, mut later) = (0.0, 0.0, horizon);
        for at in (0..used).rev() {
            let point = &self.points[at];
            area += point.survival * (later - point.time);
            later = point.time;
            let before = at.checked_sub(1).map_or(Some(0.0), |before| self.points[before].log_error);
            if let (Some(now), Some(before)) = (point.log_error, before) {
                variance += area * area * (now * now - before * before);
            }
        }
        area += later - origin;
        let beyond_follow_up = self.points.last().is_none_or(|last| last.time < horizon && last.survival > 0.0);
        Ok(RestrictedMean { horizon, mean: area, error: variance.max(0.0).sqrt(), beyond_follow_up })
    }
}
