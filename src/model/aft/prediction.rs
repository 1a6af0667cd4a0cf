//! The curve of one member: shares still there and quantiles, with their errors.

use super::coefficient::LifetimeRegressionFit;
use super::covariates::CovariateValue;
use crate::error::{Error, Result};
use crate::model::curve::continuous::log_survival;
use crate::model::curve::{CurveEstimate, CurveFamily, CurveLaw};
use crate::model::jet::Jet;
use crate::survival::{CurveInterval, Limits};

impl LifetimeRegressionFit {
    /// The curve of a member of whom these values are known.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when a value is missing, not finite, or a level that the rows did not have; [`Error::Setting`] when the curve
    /// cannot be, because a coefficient runs to infinity.
    pub fn law(&self, known: &[(&str, CovariateValue)]) -> Result<CurveLaw> {
        let place = self.place(&self.coded(known)?);
        let (shape, scale) = ((-self.log_scale()).exp(), place.exp());
        match self.family {
            CurveFamily::Exponential => CurveLaw::new(CurveFamily::Exponential, &[1.0 / scale]),
            CurveFamily::LogNormal => CurveLaw::new(CurveFamily::LogNormal, &[place, self.scale()]),
            _ => CurveLaw::new(self.family.clone(), &[shape, scale]),
        }
    }

    /// The share of such members still there after a time, with limits symmetric about `log(-log S)`.
    ///
    /// # Errors
    ///
    /// As [`LifetimeRegressionFit::law`]; [`Error::Setting`] for a time that is negative or not finite.
    pub fn survival(&self, known: &[(&str, CovariateValue)], time: f64) -> Result<CurveEstimate> {
        if !(time >= 0.0 && time.is_finite()) {
            return Err(Error::setting("time", time, "is not a finite time of at least 0; give one"));
        }
        let row = self.coded(known)?;
        let (place, width) = (Jet::parameter(self.place(&row), 0), Jet::parameter(self.log_scale(), 1));
        let share = log_survival(&self.family, place, width, time);
        let error = self.error_of(&row, share.slope[0], share.slope[1]);
        let value = share.value.exp();
        let limits = error.and_then(|error| CurveInterval::LogLog.limits(value, error, self.z()));
        Ok(CurveEstimate { value, error: error.map(|error| error * value), limits })
    }

    /// The time by which a share of such members has left, with limits symmetric about the logarithm.
    ///
    /// # Formula
    ///
    /// ```text
    /// q = exp(intercept + Σ coefficient × value + scale × w),  w the quantile of W
    /// ```
    ///
    /// # Errors
    ///
    /// As [`LifetimeRegressionFit::law`]; [`Error::Setting`] when the share is not strictly between 0 and 1.
    pub fn quantile(&self, known: &[(&str, CovariateValue)], share: f64) -> Result<CurveEstimate> {
        let row = self.coded(known)?;
        let reached = self.law(known)?.quantile(share)?;
        let value = reached.ok_or_else(|| Error::missing("the quantile", "it is beyond 10¹⁵ units of time; take a larger unit"))?;
        let log_error = self.error_of(&row, 1.0, value.ln() - self.place(&row));
        let limits = log_error.map(|error| Limits { lower: value * (-self.z() * error).exp(), upper: value * (self.z() * error).exp() });
        Ok(CurveEstimate { value, error: log_error.map(|error| error * value), limits })
    }

    /// The row of the regression: 1, then the coded values.
    fn coded(&self, known: &[(&str, CovariateValue)]) -> Result<Vec<f64>> {
        let mut row = vec![1.0];
        for (name, coding) in &self.codings {
            let value = known.iter().find(|(given, _)| given == name).map(|(_, value)| value);
            let value = value.ok_or_else(|| Error::missing(format!("the value of {name}"), "give one for everything in the regression"))?;
            row.extend(coding.coded(name, value)?);
        }
        Ok(row)
    }

    fn place(&self, row: &[f64]) -> f64 {
        row.iter().zip(&self.estimates).map(|(x, estimate)| x * estimate).sum()
    }

    /// The error of what has these slopes by the place of the row and by the logarithm of the scale.
    fn error_of(&self, row: &[f64], by_place: f64, by_width: f64) -> Option<f64> {
        let rows = self.covariance.as_ref()?;
        let slopes: Vec<f64> = row.iter().map(|x| x * by_place).chain(self.has_scale().then_some(by_width)).collect();
        let inner = |row: &Vec<f64>| row.iter().zip(&slopes).map(|(covariance, slope)| covariance * slope).sum::<f64>();
        let variance: f64 = rows.iter().zip(&slopes).map(|(row, slope)| slope * inner(row)).sum();
        Some(variance.max(0.0).sqrt()).filter(|error| error.is_finite())
    }
}
