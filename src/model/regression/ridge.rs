//! How strongly coefficients are drawn towards 0, and which.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// The scale on which coefficients are penalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RidgeScale {
    /// Coefficients of columns divided by their standard deviation, every trial counted once. The default, as in glmnet: the penalty does
    /// not change when a covariate is measured in months instead of years.
    #[default]
    Standardised,
    /// Coefficients as they are: all levels of a category are drawn with the same force, however rare.
    Original,
}

/// A ridge penalty: half of `lambda` times the sum of squared coefficients is taken off the log-likelihood.
///
/// The intercept is never penalised. With a penalty on a coefficient its estimate exists even where nobody of a level left (separation).
/// Estimates are biased towards 0; standard errors are those of a normal prior with variance `1 / lambda`, from the curvature of the
/// penalised likelihood.
///
/// # Formula
///
/// ```text
/// maximise  l(b) - lambda / 2 * sum over penalised j of (s_j b_j)^2
/// ```
///
/// `l` the log-likelihood of all trials (a sum, not a mean: glmnet's lambda is ours divided by the number of trials), `s_j` the standard
/// deviation of column `j` over the trials ([`RidgeScale::Standardised`]) or 1 ([`RidgeScale::Original`]).
///
/// # References
///
/// S. le Cessie, J. C. van Houwelingen, "Ridge estimators in logistic regression", *Applied Statistics* 41(1), 1992, 191-201.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ridge {
    pub(super) lambda: f64,
    pub(super) scale: RidgeScale,
    /// Names of the penalised terms; all when empty.
    pub(super) terms: Vec<String>,
}

impl Ridge {
    /// A penalty on all coefficients but the intercept, standardised.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `lambda` is not positive and finite.
    pub fn new(lambda: f64) -> Result<Self> {
        if !(lambda > 0.0 && lambda.is_finite()) {
            return Err(Error::setting("lambda", lambda, "is not a positive number; leave the penalty out for none"));
        }
        Ok(Self { lambda, scale: RidgeScale::default(), terms: Vec::new() })
    }

    /// The scale on which coefficients are penalised.
    #[must_use]
    pub fn scale(self, scale: RidgeScale) -> Self {
        Self { scale, ..self }
    }

    /// Penalises a term, named as it prints (`"branch"`), and no other that is not named too.
    #[must_use]
    pub fn term(mut self, name: impl Into<String>) -> Self {
        self.terms.push(name.into());
        self
    }

    /// How strong the penalty is.
    #[must_use]
    pub fn lambda(&self) -> f64 {
        self.lambda
    }
}
