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

/// Where the continued fraction of the upper tail takes over: beyond, the tail itself would come to nothing.
const FAR: f64 = 4.0;

/// The logarithm of how probable it is that a standard normal variable is above `z`: exact where the tail itself is too small for a double.
pub(crate) fn normal_log_upper(z: f64) -> f64 {
    if z < FAR {
        return normal_tails(z).upper().ln();
    }
    -0.5 * z * z - 0.5 * std::f64::consts::TAU.ln() - far_hazard(z).ln()
}

/// The density of a standard normal variable at `z` by its upper tail there.
pub(crate) fn normal_hazard(z: f64) -> f64 {
    if z < FAR {
        return (-0.5 * z * z).exp() / (std::f64::consts::TAU.sqrt() * normal_tails(z).upper());
    }
    far_hazard(z)
}

/// z + 1/(z + 2/(z + 3/(z + …))), from the far end (DLMF 7.9.3).
fn far_hazard(z: f64) -> f64 {
    if z > 1e8 {
        return z;
    }
    let steps = (10.0 + 1_500.0 / (z * z)).ceil() as u32;
    (1..=steps).rev().fold(z, |below, step| z + f64::from(step) / below)
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
    fn the_logarithm_of_the_tail_goes_on_where_the_tail_ends() {
        for z in [-40.0, -3.0, 0.0, 2.0, 3.99, 4.0, 4.5, 8.0, 30.0] {
            let tail = normal_tails(z).upper();
            assert!((normal_log_upper(z) - tail.ln()).abs() < 1e-12 * (1.0 + tail.ln().abs()), "{z}");
            let hazard = (-0.5 * z * z).exp() / (std::f64::consts::TAU.sqrt() * tail);
            assert!((normal_hazard(z) - hazard).abs() <= 1e-12 * hazard, "{z}");
        }
        // mpmath 1.4, 30 digits: log(erfc(100/√2)/2)
        assert!((normal_log_upper(100.0) + 5_005.524_208_694_205).abs() < 1e-8);
        assert!(normal_log_upper(1e200) == f64::NEG_INFINITY && normal_hazard(1e200) == 1e200);
    }

    #[test]
    fn the_ends_are_infinite() {
        assert_eq!(normal_quantile(Tails::of_lower(0.0)), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(Tails::of_upper(0.0)), f64::INFINITY);
        assert_eq!(normal_tails(f64::INFINITY).upper(), 0.0);
        assert_eq!(normal_tails(f64::NAN).upper(), 0.5);
    }
}
