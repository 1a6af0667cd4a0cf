//! A forecast as a normal distribution, and how good it was when the truth is known.

use crate::error::Result;
use crate::special::{Tails, normal_quantile, normal_tails};
use serde::{Deserialize, Serialize};

/// What a method says at an origin: a forecast of each year ahead, or `None` where it cannot say.
pub type Forecasts = Result<Option<Vec<Forecast>>>;

/// A forecast of one year: a normal distribution of this mean and standard deviation.
///
/// # Example
///
/// ```
/// use kaiin::projection::back_test::Forecast;
/// let forecast = Forecast { mean: 100.0, deviation: 10.0 };
/// assert!(forecast.holds(119.0, 0.95) && !forecast.holds(120.0, 0.95)); // 100 ± 19.6
/// assert_eq!(forecast.position(100.0), 0.5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The mean.
    pub mean: f64,
    /// The standard deviation; 0 for a forecast that claims to be certain.
    pub deviation: f64,
}

impl Forecast {
    /// Whether the central interval of a level holds what came.
    #[must_use]
    pub fn holds(&self, truth: f64, level: f64) -> bool {
        let z = Tails::from_upper(0.5 * (1.0 - level)).map_or(0.0, normal_quantile);
        (truth - self.mean).abs() <= z * self.deviation
    }

    /// Where what came lies in the distribution, from 0 to 1: the probability integral transform. Over many good forecasts all positions
    /// are equally frequent.
    #[must_use]
    pub fn position(&self, truth: f64) -> f64 {
        match self.deviation {
            deviation if deviation > 0.0 => normal_tails((truth - self.mean) / deviation).lower(),
            _ if truth == self.mean => 0.5,
            _ => f64::from(u8::from(truth > self.mean)),
        }
    }

    /// The continuous ranked probability score: how far the whole distribution is from what came, in the unit of the series; smaller is
    /// better, and for a certain forecast it is the absolute error.
    ///
    /// # Formula
    ///
    /// ```text
    /// CRPS = s (z (2 F(z) - 1) + 2 f(z) - 1 / sqrt(pi)),   z = (truth - mean) / s
    /// ```
    ///
    /// with F and f the standard normal distribution function and density: T. Gneiting and A. E. Raftery (2007), *J. Am. Stat. Assoc.* 102,
    /// 359-378, section 4.2.
    #[must_use]
    pub fn ranked_score(&self, truth: f64) -> f64 {
        let error = truth - self.mean;
        if self.deviation <= 0.0 {
            return error.abs();
        }
        let z = error / self.deviation;
        let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let below = normal_tails(z).lower();
        self.deviation * (z * (2.0 * below - 1.0) + 2.0 * density - 1.0 / std::f64::consts::PI.sqrt())
    }
}
