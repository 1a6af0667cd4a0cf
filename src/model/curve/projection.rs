//! The fitted curve beyond the data: shares, rates, quantiles and lifetimes with their errors.

use super::fit::CurveFit;
use super::law::CurveLaw;
use super::residual::ResidualLifetime;
use crate::error::{Error, Result};
use crate::survival::{CurveInterval, Limits};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// A number read off a fitted curve.
///
/// The error is that of the fitted parameters, by the delta method; that the shape may be wrong is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CurveEstimate {
    /// The number.
    pub value: f64,
    /// Its standard error; `None` for a curve at an edge.
    pub error: Option<f64>,
    /// Its limits; `None` for a curve at an edge, and at shares of 0 and 1 on scales that have none there.
    pub limits: Option<Limits>,
}

/// One time of a [`ProjectedCurve`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProjectedPoint {
    /// The time, or number of renewals.
    pub time: f64,
    /// Share still there.
    pub survival: CurveEstimate,
    /// Share of those there one period before who are still there; `None` before the end of the first period.
    pub retention: Option<CurveEstimate>,
}

/// A fitted curve at many times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectedCurve {
    /// The times, in the order asked for.
    pub points: Vec<ProjectedPoint>,
}

impl ProjectedCurve {
    /// The table: a row a time.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: &dyn Fn(&ProjectedPoint) -> Option<f64>| Values::Reals(self.points.iter().map(value).collect());
        let columns = [
            ("time", reals(&|point| Some(point.time))),
            ("survival", reals(&|point| Some(point.survival.value))),
            ("survival_error", reals(&|point| point.survival.error)),
            ("survival_lower", reals(&|point| point.survival.limits.map(|limits| limits.lower))),
            ("survival_upper", reals(&|point| point.survival.limits.map(|limits| limits.upper))),
            ("retention", reals(&|point| point.retention.map(|share| share.value))),
            ("retention_error", reals(&|point| point.retention.and_then(|share| share.error))),
            ("retention_lower", reals(&|point| point.retention.and_then(|share| share.limits).map(|limits| limits.lower))),
            ("retention_upper", reals(&|point| point.retention.and_then(|share| share.limits).map(|limits| limits.upper))),
        ];
        Table::of_columns("projected_curve", columns)
    }
}

impl CurveFit {
    /// Share still there after a time, or number of renewals. `None` for a negative time or NaN.
    #[must_use]
    pub fn survival(&self, time: f64) -> Option<CurveEstimate> {
        let value = self.law.survival(time)?;
        Some(self.share(value, &self.slopes(time), self.model.survival_interval))
    }

    /// Share of those there one period before a time who are still there at it: see [`CurveLaw::retention`].
    #[must_use]
    pub fn retention(&self, time: f64) -> Option<CurveEstimate> {
        let value = self.law.retention(time)?;
        let slopes: Vec<f64> = self.slopes(time).iter().zip(self.slopes(time - 1.0)).map(|(now, before)| now - before).collect();
        Some(self.share(value, &slopes, self.model.retention_interval))
    }

    /// The slopes of ln S; none where there is no covariance to multiply them with.
    fn slopes(&self, time: f64) -> Vec<f64> {
        let time = if self.law.family().counts_renewals() { time.floor() } else { time };
        if self.covariance.is_some() { self.law.log_survival_slopes(time) } else { Vec::new() }
    }

    /// A share with the slopes of its logarithm.
    fn share(&self, value: f64, slopes: &[f64], interval: CurveInterval) -> CurveEstimate {
        let log_error = self.error_of(slopes);
        let limits = log_error.and_then(|error| interval.limits(value, error, self.z()));
        CurveEstimate { value, error: log_error.map(|error| error * value), limits }
    }

    /// The time by which a share has left: see [`CurveLaw::quantile`]. Limits are symmetric about the logarithm. A whole number of
    /// renewals has no standard error.
    ///
    /// # Formula
    ///
    /// ```text
    /// Var q = Var(ln S(q)) / h(q)²      h the hazard
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the share is not strictly between 0 and 1.
    pub fn quantile(&self, share: f64) -> Result<Option<CurveEstimate>> {
        let Some(value) = self.law.quantile(share)? else { return Ok(None) };
        if self.law.family().counts_renewals() {
            return Ok(Some(CurveEstimate { value, error: None, limits: None }));
        }
        let rate = self.law.hazard(value).filter(|&rate| rate > 0.0);
        let error = rate.and_then(|rate| Some(self.error_of(&self.slopes(value))? / rate));
        Ok(Some(CurveEstimate { value, error, limits: error.and_then(|error| self.about_logarithm(value, error)) }))
    }

    fn about_logarithm(&self, value: f64, error: f64) -> Option<Limits> {
        let factor = (self.z() * error / value).exp();
        (factor.is_finite() && value > 0.0).then(|| Limits { lower: value / factor, upper: value * factor })
    }

    /// The expected number of periods of membership, discounted: see [`CurveLaw::discounted_lifetime`], here with its standard error.
    ///
    /// # Errors
    ///
    /// As [`CurveLaw::discounted_lifetime`].
    pub fn discounted_lifetime(&self, discount: f64) -> Result<Option<ResidualLifetime>> {
        self.with_error(|law| law.discounted_lifetime(discount))
    }

    /// The expected number of further periods, discounted: see [`CurveLaw::discounted_residual_lifetime`], here with its standard error.
    ///
    /// # Errors
    ///
    /// As [`CurveLaw::discounted_residual_lifetime`].
    pub fn discounted_residual_lifetime(&self, after: f64, discount: f64) -> Result<Option<ResidualLifetime>> {
        self.with_error(|law| law.discounted_residual_lifetime(after, discount))
    }

    /// A lifetime with its error: slopes by central differences along the parameters of the search.
    fn with_error(&self, lifetime: impl Fn(&CurveLaw) -> Result<Option<ResidualLifetime>>) -> Result<Option<ResidualLifetime>> {
        const WIDTH: f64 = 1e-4;
        let Some(found) = lifetime(&self.law)? else { return Ok(None) };
        if self.covariance.is_none() {
            return Ok(Some(found));
        }
        let free = self.law.free();
        let at = |position: usize, step: f64| {
            let moved: Vec<f64> = free.iter().enumerate().map(|(at, &free)| if at == position { free + step } else { free }).collect();
            lifetime(&CurveLaw::at(self.law.family(), self.law.long_term().is_some(), &moved)).ok().flatten().map(|found| found.value)
        };
        let slope = |position| Some((at(position, WIDTH)? - at(position, -WIDTH)?) / (2.0 * WIDTH));
        let slopes: Option<Vec<f64>> = (0..free.len()).map(slope).collect();
        let error = slopes.and_then(|slopes| self.error_of(&slopes));
        let limits = error.and_then(|error| self.about_logarithm(found.value, error));
        Ok(Some(ResidualLifetime { error, limits, ..found }))
    }

    /// The curve after 0, 1, 2, … periods, up to a horizon.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for more than 100,000 periods.
    pub fn project(&self, horizon: u32) -> Result<ProjectedCurve> {
        const MOST: u32 = 100_000;
        if horizon > MOST {
            let advice = "ask for the times that matter with project_at".into();
            return Err(Error::Limit { what: "periods of a projection", found: horizon.into(), limit: MOST.into(), advice });
        }
        let times: Vec<f64> = (0..=horizon).map(f64::from).collect();
        self.project_at(&times)
    }

    /// The curve at some times.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a time that is negative or not finite.
    pub fn project_at(&self, times: &[f64]) -> Result<ProjectedCurve> {
        let point = |&time: &f64| {
            let survival = self.survival(time).filter(|_| time.is_finite());
            let survival = survival.ok_or_else(|| Error::setting("time", time, "is not a finite time of at least 0; give one"))?;
            Ok(ProjectedPoint { time, survival, retention: self.retention(time) })
        };
        Ok(ProjectedCurve { points: times.iter().map(point).collect::<Result<_>>()? })
    }
}
