//! How smooth, and who decides: the settings of a graduation.

use crate::error::{Error, Result};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// By what the smoothing parameter is chosen.
///
/// `n` values with weight, `e` effective degrees of freedom, `q` the parameters of the polynomial that is not smoothed (the order, or the
/// product of the two orders), `W` the weights, `P` the penalty, `R = Σ w (y − z)²` (the deviance, for counts), `S = z'Pz`.
///
/// # Formula
///
/// ```text
/// REML  log|W + P| − log|P|₊ + (R + S) / φ             φ = 1
///       log|W + P| − log|P|₊ + (n − q) log((R + S) / (n − q))    φ estimated
/// GCV   n R / (n − e)²
/// AIC   R + 2 e                                        φ = 1
///       n log(R / n) + 2 n (e + 1) / (n − e − 2)       φ estimated
/// ```
///
/// Constants are left out. For counts REML is the Laplace approximation at the fitted rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmoothingCriterion {
    /// Restricted marginal likelihood. The default: it undersmooths more rarely than the others.
    #[default]
    Reml,
    /// Generalised cross-validation: the prediction of values left out. Now and then it follows the noise.
    Gcv,
    /// Akaike's criterion with effective degrees of freedom; where the dispersion is estimated, as corrected by Hurvich, Simonoff and Tsai
    /// (1998), *J. R. Statist. Soc. B* 60, 271–293, because the plain one falls without end as the curve goes through every value.
    Aic,
}

/// How smooth the graduated values are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Smoothing {
    /// The parameter is given, the same along both axes of a table. In the unit of the weights: with exposure as weights ten times the
    /// members need ten times the parameter for the same curve.
    Fixed(f64),
    /// The parameters along the rows' axis (down) and the columns' axis (across) of a table are given.
    FixedByAxis {
        /// Of the differences from one row to the next.
        down: f64,
        /// Of the differences from one column to the next.
        across: f64,
    },
    /// The parameter, or both of a table, is chosen.
    Chosen(SmoothingCriterion),
}

impl Default for Smoothing {
    /// Chosen by restricted marginal likelihood.
    fn default() -> Self {
        Self::Chosen(SmoothingCriterion::default())
    }
}

/// What a weight says of the variance of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dispersion {
    /// The variance is 1 / weight. The default for counts: they are Poisson.
    Unit,
    /// The variance is φ / weight, with φ estimated from the residuals. The default for values, whose weights are exposures.
    Estimated,
}

/// Whittaker-Henderson graduation: values close to the observed ones and smooth, by differences of some order.
///
/// # Formula
///
/// ```text
/// minimise over z    Σ w (y − z)² + λ Σ (Δᵖ z)²                                                     a series
///                    Σ w (y − z)² + λ_down Σ (Δᵖ down z)² + λ_across Σ (Δᵖ across z)²               a table
///                    −2 Σ (d log(E r) − E r) + λ Σ (Δᵖ log r)²                                      counts d in exposures E
/// ```
///
/// The solution is `z = (W + P)⁻¹ W y`; `e = tr (W + P)⁻¹ W` are its effective degrees of freedom, and `φ (W + P)⁻¹` is the variance of the
/// true values given the observed ones when smoothness is a prior belief (Bayesian standard errors). A polynomial of degree below the
/// order is reproduced as it is; with λ towards 0 the values stay as observed, with λ towards infinity they become the weighted
/// polynomial regression of degree `order − 1`.
///
/// Values with weight 0, or absent, are interpolated, and extrapolated at the ends, and marked so. Assumes that values are observed
/// independently and that the truth has no jumps: a cliff at the first renewal is smeared over its neighbours; graduate from the
/// second year on then.
///
/// Solved by orthogonal rotations of the banded system: O(n p²) for a series, O(n b²) for a table of n cells whose band b is the order
/// times the shorter side.
///
/// # Example
///
/// The middle of 0, 1, 0 with first differences and λ = 1: by symmetry z = (a, b, a) with 2a − b = 0 and 3b − 2a = 1.
///
/// ```
/// use kaiin::model::graduation::{Smoothing, WhittakerHenderson};
/// let graduation = WhittakerHenderson::new().order(1)?.smoothing(Smoothing::Fixed(1.0))?.values(&[0.0, 1.0, 0.0], &[1.0, 1.0, 1.0])?;
/// let values: Vec<f64> = graduation.points().iter().map(|point| point.graduated).collect();
/// assert!((values[0] - 0.25).abs() < 1e-15 && (values[1] - 0.5).abs() < 1e-15 && (values[2] - 0.25).abs() < 1e-15);
/// // fit: 1/16 + 1/4 + 1/16, smoothness: 1/16 + 1/16
/// assert!((graduation.fit() - 0.375).abs() < 1e-15 && (graduation.smoothness()[0] - 0.125).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// E. T. Whittaker (1923), *Proc. Edinburgh Math. Soc.* 41, 63–75; R. Henderson (1924), *Trans. Actuarial Soc. America* 25, 29–40; G. Biessy
/// (2023), "Revisiting Whittaker-Henderson Smoothing", arXiv:2306.06932 (Bayesian errors, REML, Poisson likelihood, two dimensions).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until values are given"]
pub struct WhittakerHenderson {
    pub(super) orders: [usize; 2],
    pub(super) smoothing: Smoothing,
    pub(super) dispersion: Option<Dispersion>,
    pub(super) confidence: Confidence,
}

/// The highest order of differences: beyond it nothing is ever smooth.
const MOST_DIFFERENCES: usize = 5;

impl Default for WhittakerHenderson {
    fn default() -> Self {
        Self { orders: [2, 2], smoothing: Smoothing::default(), dispersion: None, confidence: Confidence::default() }
    }
}

impl WhittakerHenderson {
    /// Second differences, with the smoothing chosen by restricted marginal likelihood.
    pub fn new() -> Self {
        Self::default()
    }

    /// The order of differences, along both axes of a table. Second differences unless told: a straight line is perfectly smooth.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is not 1 to 5.
    pub fn order(self, order: usize) -> Result<Self> {
        self.orders(order, order)
    }

    /// The orders of differences down the rows and across the columns of a table.
    ///
    /// # Errors
    ///
    /// As [`WhittakerHenderson::order`].
    pub fn orders(self, down: usize, across: usize) -> Result<Self> {
        match [down, across].into_iter().find(|order| !(1..=MOST_DIFFERENCES).contains(order)) {
            Some(order) => Err(Error::setting("order", order, format!("is outside 1 to {MOST_DIFFERENCES}; 2 or 3 are usual"))),
            None => Ok(Self { orders: [down, across], ..self }),
        }
    }

    /// How smooth, or by what that is chosen.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a parameter that is not a finite number above 0.
    pub fn smoothing(self, smoothing: Smoothing) -> Result<Self> {
        let given = match smoothing {
            Smoothing::Fixed(lambda) => [lambda, lambda],
            Smoothing::FixedByAxis { down, across } => [down, across],
            Smoothing::Chosen(_) => [1.0, 1.0],
        };
        match given.into_iter().find(|lambda| !(*lambda > 0.0 && lambda.is_finite())) {
            Some(lambda) => Err(Error::setting("smoothing", lambda, "is not a finite number above 0; give more for smoother values")),
            None => Ok(Self { smoothing, ..self }),
        }
    }

    /// What a weight says of the variance of its value.
    pub fn dispersion(self, dispersion: Dispersion) -> Self {
        Self { dispersion: Some(dispersion), ..self }
    }

    /// How often the limits contain the true value, on average over all values.
    pub fn confidence(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }
}
