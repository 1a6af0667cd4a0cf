//! The standard normal distribution: the quantile that gives a method its width, and the tails that give a test its p-value.

use super::gamma;
use super::tails::Tails;
use statrs::distribution::{ContinuousCDF, Normal};

/// The point below which a standard normal variable lies with probability `level.lower()`; −∞ and ∞ at the ends.
///
/// # Example
///
/// ```
/// use kaiin::special::{Tails, normal_quantile};
/// assert!((normal_quantile(Tails::from_upper(0.025)?) - 1.959963984540054).abs() < 1e-14);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[must_use]
pub fn normal_quantile(level: Tails) -> f64 {
    let normal = Normal::standard();
    if level.lower() <= level.upper() { normal.inverse_cdf(level.lower()) } else { -normal.inverse_cdf(level.upper()) }
}

/// How probable it is that a standard normal variable is below and above `z`; a NaN gives the tails of a variable of which nothing
/// is known, ½ and ½.
///
/// # Formula
///
/// ```text
/// upper(z) = ½ Q(½, z²/2) for z ≥ 0      (DLMF 7.11.2)
/// ```
///
/// # Example
///
/// ```
/// use kaiin::special::normal_tails;
/// assert_eq!(normal_tails(0.0).lower(), 0.5);
/// assert!((normal_tails(1.959963984540054).upper() - 0.025).abs() < 1e-16);
/// ```
#[must_use]
pub fn normal_tails(z: f64) -> Tails {
    if z.is_nan() {
        return Tails::of_lower(0.5);
    }
    let far = Tails::of_upper(0.5 * gamma::tails(0.5, 0.5 * z * z).upper());
    if z >= 0.0 { far } else { far.mirrored() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_tails_undo_each_other() {
        for p in [1e-250, 1e-20, 1e-6, 0.025, 0.3, 0.5] {
            let z = normal_quantile(Tails::of_lower(p));
            assert!((normal_tails(z).lower() / p - 1.0).abs() < 1e-12, "{p}: {z}");
            let z = normal_quantile(Tails::of_upper(p));
            assert!((normal_tails(z).upper() / p - 1.0).abs() < 1e-12, "{p}: {z}");
        }
    }

    #[test]
    fn the_ends_are_infinite() {
        assert_eq!(normal_quantile(Tails::of_lower(0.0)), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(Tails::of_upper(0.0)), f64::INFINITY);
        assert_eq!(normal_tails(f64::INFINITY).upper(), 0.0);
        assert_eq!(normal_tails(f64::NAN).upper(), 0.5);
    }
}
