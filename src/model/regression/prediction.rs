//! The probability to leave that a fit gives to any covariates, with errors and limits.

use super::covariates::Covariates;
use super::hazard_fit::HazardFit;
use super::levels::UnknownLevel;
use super::separation::Fate;
use crate::error::Result;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// What a fit predicts for one row; `None` where it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Prediction {
    /// The linear predictor, offset included; `None` also when it is infinite (separation).
    pub predictor: Option<f64>,
    /// Its standard error.
    pub predictor_error: Option<f64>,
    /// The probability of the event in one trial.
    pub hazard: Option<f64>,
    /// Its standard error by the delta method.
    pub hazard_error: Option<f64>,
    /// Lower limit of the probability: that of the linear predictor, turned.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
}

/// Predictions for rows, in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Predictions {
    /// One a row.
    pub rows: Vec<Prediction>,
    /// Rows with a level that the fit has not seen.
    pub unknown_levels: u64,
    /// The confidence of the limits.
    pub confidence: Confidence,
}

impl Predictions {
    /// The probabilities, in order.
    #[must_use]
    pub fn hazards(&self) -> Vec<Option<f64>> {
        self.rows.iter().map(|row| row.hazard).collect()
    }

    /// One row a prediction: `predictor`, `predictor_error`, `hazard`, `hazard_error`, `lower`, `upper`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |value: fn(&Prediction) -> Option<f64>| Values::Reals(self.rows.iter().map(value).collect());
        Table::of_columns(
            "predictions",
            [
                ("predictor", reals(|row| row.predictor)),
                ("predictor_error", reals(|row| row.predictor_error)),
                ("hazard", reals(|row| row.hazard)),
                ("hazard_error", reals(|row| row.hazard_error)),
                ("lower", reals(|row| row.lower)),
                ("upper", reals(|row| row.upper)),
            ],
        )
    }
}

impl HazardFit {
    /// The probability of the event for each row of covariates, which need the columns of the terms. Offsets count.
    ///
    /// Limits are for the probability itself, not for a share that will be seen: they do not hold the chance of the next year.
    ///
    /// # Formula
    ///
    /// ```text
    /// eta = offset + x' b,   se(eta) = sqrt(x' V x),   p = g(eta),   se(p) = |g'(eta)| se(eta),   limits g(eta -/+ z se(eta))
    /// ```
    ///
    /// `g` the inverse of the link, `V` the covariance of the coefficients: the clustered one when the fit has it.
    ///
    /// Where the data are separated a row has the probability 0 or 1 without limits when every direction in which the likelihood grows
    /// leads there, and none when the data do not say. A collinear column is ignored: predictions are right for rows in which it is the
    /// same combination of the others.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`](crate::Error::MissingColumn) and [`Error::ColumnType`](crate::Error::ColumnType) when the covariates do
    /// not fit the terms; [`Error::Setting`](crate::Error::Setting) for a level that the fit has not seen.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::model::regression::{Covariates, HazardRegression, HazardRows, Link, Term};
    /// let rows = HazardRows::grouped(Covariates::new().number("tenure", &[0.0, 1.0])?, &[10, 20], &[100, 100])?;
    /// let fit = HazardRegression::new(Link::Logit).term(Term::number("tenure")).fit(&rows)?;
    /// let next = fit.predict(&Covariates::new().number("tenure", &[2.0])?)?.rows[0];
    /// assert!((next.hazard.unwrap() - 0.36).abs() < 1e-12); // the odds go from 1/9 to 1/4, so next to 9/16
    /// assert!(next.lower.unwrap() < 0.36 && next.upper.unwrap() > 0.36);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn predict(&self, covariates: &Covariates) -> Result<Predictions> {
        self.predict_with(covariates, UnknownLevel::default())
    }

    /// The same with a policy for levels that the fit has not seen.
    ///
    /// # Errors
    ///
    /// As [`HazardFit::predict`]; a level that the fit has not seen is an error only with [`UnknownLevel::Refuse`].
    pub fn predict_with(&self, covariates: &Covariates, unknown: UnknownLevel) -> Result<Predictions> {
        let all: Vec<usize> = (0..covariates.len()).collect();
        let (mut design, strange) = self.design.rows(covariates, &all, unknown)?;
        self.estimates.scales.apply(&mut design);
        let design = design.keep(&self.estimates.kept);
        let predicted = |(row, strange): (usize, &bool)| {
            if *strange && unknown == UnknownLevel::LeaveOut {
                return Prediction::default();
            }
            self.predicted(&design.dense(row), covariates.offset_of(row))
        };
        let rows = strange.iter().enumerate().map(predicted).collect();
        let unknown_levels = strange.iter().filter(|strange| **strange).count() as u64;
        Ok(Predictions { rows, unknown_levels, confidence: self.settings.confidence })
    }

    fn predicted(&self, row: &nalgebra::DVector<f64>, offset: f64) -> Prediction {
        if self.estimates.fate(row) != Fate::Stays {
            let limit = self.estimates.limit.as_ref().and_then(|limit| limit.limit(row));
            return Prediction { hazard: limit, ..Prediction::default() };
        }
        let (value, error) = self.estimates.value(row);
        let (eta, link, errors) = (offset + value, self.settings.link, self.errors_in_limits());
        let here = link.at(eta);
        Prediction {
            predictor: Some(eta),
            predictor_error: Some(error),
            hazard: Some(here.probability),
            hazard_error: Some(here.slope * error),
            lower: Some(link.at(eta - errors * error).probability),
            upper: Some(link.at(eta + errors * error).probability),
        }
    }
}
