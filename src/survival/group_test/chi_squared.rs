//! How unlikely is so large a sum of squared differences, if there is no difference?

use super::quadratic_form::quadratic_form;
use crate::special::{incomplete_gamma, normal_tails};
use serde::{Deserialize, Serialize};

/// A chi-squared statistic, its degrees of freedom, and how probable one at least as large is when nothing differs.
///
/// The p value keeps its digits in the far tail, down to 1e-300. It rests on many events: with fewer than about ten in all, or in groups of
/// very unequal size, it is only a guide.
///
/// # Formula
///
/// ```text
/// p = Q(degrees / 2, statistic / 2)
/// ```
///
/// with Q the upper incomplete gamma function ([`incomplete_gamma`]).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChiSquared {
    /// The statistic.
    pub statistic: f64,
    /// The degrees of freedom, at least 1.
    pub degrees: usize,
    /// The probability of a statistic at least as large when nothing differs.
    pub p_value: f64,
}

impl ChiSquared {
    /// A statistic with its p value; `None` without a degree of freedom, or when the statistic is no number.
    pub(super) fn of(statistic: f64, degrees: usize) -> Option<Self> {
        if degrees == 0 {
            return None;
        }
        let tails = incomplete_gamma(0.5 * degrees as f64, 0.5 * statistic.max(0.0)).ok()?;
        statistic.is_finite().then_some(Self { statistic: statistic.max(0.0), degrees, p_value: tails.upper() })
    }

    /// The squared differences measured by their covariances, row by row; degrees of freedom are the independent differences.
    pub(super) fn of_differences(differences: &[f64], covariance: &[f64]) -> Option<Self> {
        let (statistic, degrees) = quadratic_form(differences, covariance);
        Self::of(statistic, degrees)
    }
}

/// Both tails of a standard normal variable beyond `z`.
pub(super) fn two_sided(z: f64) -> f64 {
    2.0 * normal_tails(z.abs()).upper()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_degrees_are_an_exponential_tail_however_far() {
        for statistic in [0.0, 1.0, 30.0, 1_300.0_f64] {
            let p = ChiSquared::of(statistic, 2).unwrap().p_value;
            assert!((p / (-0.5 * statistic).exp() - 1.0).abs() < 1e-12, "{statistic}: {p}");
        }
        assert_eq!((ChiSquared::of(1.0, 0), ChiSquared::of(f64::NAN, 1), ChiSquared::of(f64::INFINITY, 1)), (None, None, None));
    }

    #[test]
    fn one_degree_is_a_squared_normal_variable() {
        let p = ChiSquared::of(4.0, 1).unwrap().p_value;
        assert!((p / two_sided(-2.0) - 1.0).abs() < 1e-14);
    }
}
