//! How far can a group's own experience be believed (limited fluctuation credibility)?

use crate::error::{Error, Result};
use crate::rates::interval::Sides;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// What the number of exits that earns full credibility is a number for.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FullCredibility {
    /// The number of exits, taken as Poisson: `(z / r)²`, 1,082.2 for 5 % with 90 % confidence. Right where the rate is small.
    Poisson,
    /// The rate of exits, taken as binomial: `(z / r)² (1 − q)` with the observed rate `q`. The default: lapse rates are not small. As R
    /// and Python `actxps` count.
    #[default]
    Binomial,
    /// A sum of amounts (dues lost), taken as compound Poisson: `(z / r)² (1 + c²)` with the coefficient of variation `c` of one amount.
    CompoundPoisson {
        /// Standard deviation of one amount over its mean.
        variation: f64,
    },
}

/// Limited fluctuation (classical) credibility: experience is believed fully when it lies within a share `tolerance` of its mean with a
/// given confidence, and by the square root of the share of the exits needed otherwise.
///
/// # Formula
///
/// ```text
/// n_full = (z / r)² × 1, (1 − q) or (1 + c²)          Z = min(1, √(n / n_full))
/// ```
///
/// `n` exits, `z` the normal quantile of `(1 + confidence) / 2`, `r` the tolerance; the factor as [`FullCredibility`] says.
///
/// Weak: the number of exits is taken as close to normal, and what the experience is mixed with is not asked how good it is. It is a
/// convention for tables, not an estimate; a model that shrinks by the variance between groups is better where there are many groups.
///
/// # Example
///
/// ```
/// use kaiin::{Confidence, rates::{FullCredibility, LimitedFluctuation}};
/// let rule = LimitedFluctuation::new(Confidence::new(0.90)?, 0.05)?.standard(FullCredibility::Poisson)?;
/// assert_eq!(rule.full_exits(0.1).unwrap().ceil(), 1083.0); // the 1,082.2 of the textbooks
/// assert!((rule.credibility(271, 0.1).unwrap() - 0.5).abs() < 1e-3); // a quarter of the exits: half the credibility
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// L. H. Longley-Cook (1962), *Proceedings of the Casualty Actuarial Society* 49, 194–221; S. A. Klugman, H. H. Panjer, G. E. Willmot, *Loss
/// Models*, the chapter on limited fluctuation credibility.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[must_use]
pub struct LimitedFluctuation {
    confidence: Confidence,
    tolerance: f64,
    standard: FullCredibility,
}

impl Default for LimitedFluctuation {
    /// Within 5 % with a confidence of 95 %, for a rate.
    fn default() -> Self {
        Self { confidence: Confidence::default(), tolerance: 0.05, standard: FullCredibility::default() }
    }
}

impl LimitedFluctuation {
    /// Full credibility when the rate lies within a share `tolerance` of its mean with a given confidence.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `tolerance` is not in (0, 1).
    pub fn new(confidence: Confidence, tolerance: f64) -> Result<Self> {
        if !(tolerance > 0.0 && tolerance < 1.0) {
            return Err(Error::setting("tolerance", tolerance, "is outside (0, 1); write 0.05 for a relative error of 5 %"));
        }
        Ok(Self { confidence, tolerance, standard: FullCredibility::default() })
    }

    /// What full credibility is asked of.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a coefficient of variation that is negative or not a finite number.
    pub fn standard(self, standard: FullCredibility) -> Result<Self> {
        match standard {
            FullCredibility::CompoundPoisson { variation } if !(variation >= 0.0 && variation.is_finite()) => {
                Err(Error::setting("variation", variation, "is not a finite number of at least 0; give standard deviation / mean"))
            }
            _ => Ok(Self { standard, ..self }),
        }
    }

    /// How often the rate shall lie that near to its mean.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// How near to its mean, as a share of it.
    #[must_use]
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }

    /// The number of exits that earns full credibility, at an observed rate; `None` when the rate is not a finite number of at least 0.
    /// 0 where the rate is 1 or more and the exits are binomial: there is nothing left to fluctuate.
    #[must_use]
    pub fn full_exits(&self, rate: f64) -> Option<f64> {
        let factor = match self.standard {
            FullCredibility::Poisson => 1.0,
            FullCredibility::Binomial => (1.0 - rate).max(0.0),
            FullCredibility::CompoundPoisson { variation } => 1.0 + variation * variation,
        };
        (rate >= 0.0 && rate.is_finite()).then(|| (Sides::of(self.confidence).z / self.tolerance).powi(2) * factor)
    }

    /// The exposure that earns full credibility, at an observed rate; `None` when the rate is 0 or not a finite number.
    #[must_use]
    pub fn full_exposure(&self, rate: f64) -> Option<f64> {
        self.full_exits(rate).filter(|_| rate > 0.0).map(|exits| exits / rate)
    }

    /// How far `exits` observed at a rate can be believed, from 0 to 1; `None` when the rate is not a finite number of at least 0.
    #[must_use]
    pub fn credibility(&self, exits: u64, rate: f64) -> Option<f64> {
        let full = self.full_exits(rate)?;
        Some(match exits {
            0 => 0.0,
            exits if full > 0.0 => (exits as f64 / full).sqrt().min(1.0),
            _ => 1.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_needs_fewer_exits_than_a_count_and_amounts_need_more() {
        let rule = LimitedFluctuation::default();
        let full = |standard| rule.standard(standard).unwrap().full_exits(0.2).unwrap();
        // (1.959964 / 0.05)² = 1536.584
        assert!((full(FullCredibility::Poisson) - 1536.584).abs() < 1e-3);
        assert!((full(FullCredibility::Binomial) / full(FullCredibility::Poisson) - 0.8).abs() < 1e-15);
        assert!((full(FullCredibility::CompoundPoisson { variation: 2.0 }) / full(FullCredibility::Poisson) - 5.0).abs() < 1e-14);
        assert_eq!(rule.full_exposure(0.2).map(|years| years * 0.2), rule.full_exits(0.2));
    }

    #[test]
    fn without_exits_there_is_no_credibility_and_with_enough_it_is_full() {
        let rule = LimitedFluctuation::default();
        assert_eq!((rule.credibility(0, 0.0), rule.credibility(5_000, 0.1), rule.credibility(3, 1.0)), (Some(0.0), Some(1.0), Some(1.0)));
        assert_eq!((rule.credibility(1, f64::NAN), rule.full_exposure(0.0)), (None, None));
    }

    #[test]
    fn impossible_settings_are_refused() {
        assert_eq!(LimitedFluctuation::new(Confidence::default(), 5.0).unwrap_err().code(), "setting");
        let wrong = FullCredibility::CompoundPoisson { variation: f64::NAN };
        assert_eq!(LimitedFluctuation::default().standard(wrong).unwrap_err().code(), "setting");
    }
}
