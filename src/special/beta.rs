//! The regularised incomplete beta function, its two tails and its inverse: the distribution behind every proportion.

use super::deviance::{deviance, log1p_minus, stirling_error};
use super::far_tail::{LARGE_SHAPE, integral};
use super::quantile::{Reading, quantile};
use super::tails::Tails;
use super::{checked_probability, checked_shape, normal_quantile};
use crate::error::Result;

/// The regularised incomplete beta function I_x(a, b) and its complement: how probable it is that a Beta(a, b) variable is below and
/// above `x`.
///
/// # Formula
///
/// ```text
/// lower = I_x(a, b) = ∫₀ˣ tᵃ⁻¹ (1−t)ᵇ⁻¹ dt / B(a, b),   upper = I_{1−x}(b, a) = 1 − lower
/// ```
///
/// By the even part of the continued fraction DLMF 8.17.22, or by integrating the density when both shapes are above 5,000. The smaller tail is
/// accurate relatively, down to 1e-300; with shapes far below 0.5 a small upper tail loses about as many digits as the shape has
/// zeros.
///
/// # Errors
///
/// [`Error::Setting`](crate::Error::Setting) when a shape is outside
/// [[`MIN_SHAPE`](super::MIN_SHAPE), [`MAX_SHAPE`](super::MAX_SHAPE)] or `x` outside [0, 1].
///
/// # Example
///
/// I_x(1, 1) = x, and the largest of three draws lies below ½ with probability ⅛:
///
/// ```
/// use kaiin::special::incomplete_beta;
/// let third = incomplete_beta(1.0, 1.0, 0.25)?;
/// assert!((third.lower() - 0.25).abs() < 1e-15 && (third.upper() - 0.75).abs() < 1e-15);
/// assert!((incomplete_beta(3.0, 1.0, 0.5)?.lower() - 0.125).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// NIST Digital Library of Mathematical Functions, 8.17(i) and 8.17(v), <https://dlmf.nist.gov/8.17>; A. R. Didonato, A. H. Morris
/// (1992), *ACM Transactions on Mathematical Software* 18, 360-373.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> Result<Tails> {
    let (a, b) = (checked_shape("a", a)?, checked_shape("b", b)?);
    let x = checked_probability("x", x)?;
    Ok(tails(a, b, x, 1.0 - x))
}

/// The inverse of [`incomplete_beta`]: the `x` below which a Beta(a, b) variable lies with probability `level.lower()`.
///
/// Exactly 0 or 1 at the ends, and where the answer is too close to an end for a double.
///
/// # Errors
///
/// [`Error::Setting`](crate::Error::Setting) when a shape is outside
/// [[`MIN_SHAPE`](super::MIN_SHAPE), [`MAX_SHAPE`](super::MAX_SHAPE)].
///
/// # Example
///
/// No event in 10 trials: the exact upper limit at 95 % is 1 − 0.025^(1/10).
///
/// ```
/// use kaiin::special::{Tails, inverse_incomplete_beta};
/// let limit = inverse_incomplete_beta(1.0, 10.0, Tails::from_upper(0.025)?)?;
/// assert!((limit - (1.0 - 0.025f64.powf(0.1))).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// Start: M. Abramowitz, I. Stegun (1964), *Handbook of Mathematical Functions*, 26.5.22. Search: Newton on the logarithm of the
/// smaller tail.
pub fn inverse_incomplete_beta(a: f64, b: f64, level: Tails) -> Result<f64> {
    let (a, b) = (checked_shape("a", a)?, checked_shape("b", b)?);
    let odds = quantile(level, start(a, b, level), |odds| Beta { a, b }.read(odds));
    Ok(share(odds).0)
}

/// Checked shapes.
#[derive(Clone, Copy)]
struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    /// The distribution at x = odds / (1 + odds); the slope is per unit of ln odds.
    fn read(self, odds: f64) -> Reading {
        let (x, y) = share(odds);
        Reading { tails: tails(self.a, self.b, x, y), slope: kernel(self.a, self.b, x, y) }
    }
}

/// An even mixture of the two beta distributions whose tails are those of a binomial count of `successes` in `trials`, the count
/// itself excluded in one and included in the other: what exact (one of them) and mid-p limits (the mixture) are quantiles of.
pub(crate) struct BetaMixture {
    /// Beta(k, n−k+1): its lower tail at p is P(X ≥ k). Absent for k = 0, where it is all at 0.
    at_least: Option<Beta>,
    /// Beta(k+1, n−k): its upper tail at p is P(X ≤ k). Absent for k = n, where it is all at 1.
    at_most: Option<Beta>,
}

impl BetaMixture {
    pub(crate) fn new(successes: f64, trials: f64) -> Self {
        let failures = trials - successes;
        Self {
            at_least: (successes > 0.0).then_some(Beta { a: successes, b: failures + 1.0 }),
            at_most: (failures > 0.0).then_some(Beta { a: successes + 1.0, b: failures }),
        }
    }

    /// Odds p / (1 − p) at which P(X ≥ k) = `tail`, the exact lower limit; 0 when k = 0.
    pub(crate) fn exact_lower_odds(&self, tail: f64) -> f64 {
        let level = Tails::of_lower(tail);
        self.at_least.map_or(0.0, |beta| quantile(level, start(beta.a, beta.b, level), |odds| beta.read(odds)))
    }

    /// Odds at which P(X ≤ k) = `tail`, the exact upper limit; infinite when k = n.
    pub(crate) fn exact_upper_odds(&self, tail: f64) -> f64 {
        let level = Tails::of_upper(tail);
        self.at_most.map_or(f64::INFINITY, |beta| quantile(level, start(beta.a, beta.b, level), |odds| beta.read(odds)))
    }

    /// Odds at which P(X > k) + ½ P(X = k) = `tail`, with `tail` below ½.
    pub(crate) fn mid_p_lower_odds(&self, tail: f64) -> f64 {
        self.mid_p_odds(Tails::of_lower(tail))
    }

    /// Odds at which P(X < k) + ½ P(X = k) = `tail`, with `tail` below ½.
    pub(crate) fn mid_p_upper_odds(&self, tail: f64) -> f64 {
        self.mid_p_odds(Tails::of_upper(tail))
    }

    fn mid_p_odds(&self, level: Tails) -> f64 {
        match (self.at_least, self.at_most) {
            (Some(first), Some(second)) => quantile(level, start(second.a - 0.5, second.b + 0.5, level), |odds| {
                let (left, right) = (first.read(odds), second.read(odds));
                Reading { tails: left.tails.mean(right.tails), slope: 0.5 * (left.slope + right.slope) }
            }),
            // half of the mixture is all at 0 (or at 1): the other half has to give twice the tail
            (None, Some(_)) if level.lower() < 0.5 => 0.0,
            (None, Some(_)) => self.exact_upper_odds(2.0 * level.upper()),
            (Some(_), None) if level.upper() < 0.5 => f64::INFINITY,
            (Some(_), None) => self.exact_lower_odds(2.0 * level.lower()),
            (None, None) => 1.0,
        }
    }
}

/// x and 1 − x from the odds x / (1 − x); infinite odds are x = 1.
pub(crate) fn share(odds: f64) -> (f64, f64) {
    let x = if odds <= 1.0 { odds / (1.0 + odds) } else { 1.0 / (1.0 + 1.0 / odds) };
    (x, 1.0 / (1.0 + odds))
}

/// xᵃ yᵇ / B(a, b) with y = 1 − x: the density of the log odds.
pub(super) fn kernel(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    if x <= 0.0 || y <= 0.0 {
        return 0.0;
    }
    let exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
    (a * (b / n) / std::f64::consts::TAU).sqrt() * exponent.exp()
}

/// Both tails of Beta(a, b) at x, with y = 1 − x given separately.
pub(super) fn tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 {
        Tails::of_lower(0.0)
    } else if y <= 0.0 {
        Tails::of_upper(0.0)
    } else if a.min(b) > LARGE_SHAPE {
        if excess(a, b, x, y) <= 0.0 { Tails::of_lower(integrated(a, b, x, y)) } else { Tails::of_upper(integrated(b, a, y, x)) }
    } else if x * (a + b + 2.0) <= a + 1.0 {
        Tails::of_lower(fraction(a, b, x, y))
    } else {
        Tails::of_upper(fraction(b, a, y, x))
    }
}

/// n x − a, where x is above (positive) or below its mean, from whichever of x and y has the finer digits.
fn excess(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x < y { (a + b) * x - a } else { b - (a + b) * y }
}

/// The lower tail for x at or below the mean, by integrating the density downwards from x relative to its value there.
fn integrated(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let slope = -excess(a, b, x, y) / (x * y);
    let curvature = a / (x * x) + b / (y * y);
    let ratio = |d: f64| {
        let exponent = a * log1p_minus(-d / x) + b * log1p_minus(d / y) - slope * d;
        exponent.exp() / ((x - d) * (y + d))
    };
    kernel(a, b, x, y) * integral(slope, curvature, ratio)
}

/// The lower tail by the even part of the continued fraction DLMF 8.17.22 (modified Lentz), for x below (a+1)/(a+b+2).
///
/// Didonato & Morris (1992) write it with the distance λ = a − (a+b)x from the mean, which has all its digits when y is close to 1;
/// 1 − (a+b)x/(a+1), the first term of the plain form, has not: with shapes of 10⁷ and 5,000 that costs five digits.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    const STEPS: u32 = 20_000;
    let nonzero = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let lambda = -excess(a, b, x, y);
    let mut value = nonzero(a / (a + 1.0) * (lambda + 1.0));
    let (mut c, mut d) = (value, 0.0);
    for step in 1..STEPS {
        let n = f64::from(step);
        let weight = n * (b - n) * x;
        let odd = a + 2.0 * n - 1.0;
        let numerator = (a + n - 1.0) / odd * ((a + b + n - 1.0) / odd) * weight * x;
        let denominator = n + weight / odd + (a + n) / (odd + 2.0) * (lambda + 1.0 + n * (1.0 + y));
        d = 1.0 / nonzero(denominator + numerator * d);
        c = nonzero(denominator + numerator / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 3e-16 {
            break;
        }
    }
    kernel(a, b, x, y) / value
}

/// A first guess of the quantile's odds: the normal approximation of Abramowitz & Stegun 26.5.22, or the power law of the nearer
/// edge when a shape is at most one.
fn start(a: f64, b: f64, level: Tails) -> f64 {
    let n = a + b;
    if a > 1.0 && b > 1.0 {
        let z = if level.lower() <= level.upper() { -normal_quantile(level) } else { normal_quantile(level.mirrored()) };
        let (inverse_a, inverse_b) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let h = 2.0 / (inverse_a + inverse_b);
        let lambda = (z * z - 3.0) / 6.0;
        let w = z * (h + lambda).sqrt() / h - (inverse_b - inverse_a) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
        return a / b * (-2.0 * w).exp();
    }
    let left = (a * (a / n).ln()).exp() / a;
    let right = (b * (b / n).ln()).exp() / b;
    let both = left + right;
    if level.lower() < left / both {
        let x = ((a * both * level.lower()).ln() / a).exp();
        x / (1.0 - x).max(0.5)
    } else {
        let y = ((b * both * level.upper()).ln() / b).exp();
        (1.0 - y).max(0.5) / y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_one_give_powers() {
        // I_x(a, 1) = xᵃ, I_x(1, b) = 1 − (1−x)ᵇ
        for (a, x) in [(0.5, 0.01), (3.0, 0.9), (1e4, 0.999), (1e8, 0.9999999)] {
            let expected = (a * f64::ln(x)).exp();
            let got = incomplete_beta(a, 1.0, x).unwrap().lower();
            assert!((got / expected - 1.0).abs() < 1e-12 * a.max(1.0).log10().max(1.0), "{a} {x}: {got} {expected}");
        }
        let got = incomplete_beta(1.0, 1e8, 1e-8).unwrap().upper();
        assert!((got / (1e8 * (-1e-8f64).ln_1p()).exp() - 1.0).abs() < 1e-14);
    }

    #[test]
    fn equal_shapes_have_half_on_each_side() {
        for shape in [0.001, 0.5, 1.0, 1e3, 4999.0, 5001.0, 1e6, 1e9, 1e19] {
            let half = incomplete_beta(shape, shape, 0.5).unwrap();
            assert!((half.lower() - 0.5).abs() < 1e-14 && (half.upper() - 0.5).abs() < 1e-14, "{shape}: {half:?}");
        }
    }

    #[test]
    fn the_two_ways_of_computing_agree_where_they_meet() {
        for (a, b) in [(5e3, 5e3), (5e3, 1e7), (1e7, 5e3)] {
            let deviation = f64::sqrt(1.0 / a + 1.0 / b);
            for below in [4.0, 1.0, 0.0] {
                let (x, y) = share(a / b * f64::exp(-below * deviation));
                let (by_area, by_fraction) = (integrated(a, b, x, y), fraction(a, b, x, y));
                assert!((by_area / by_fraction - 1.0).abs() < 1e-12, "{a} {b} {below}: {by_area} {by_fraction}");
            }
        }
    }

    #[test]
    fn unusable_arguments_are_refused() {
        for (a, b, x) in [(0.0, 1.0, 0.5), (1.0, -1.0, 0.5), (f64::NAN, 1.0, 0.5), (1.0, 1.0, 1.5), (1.0, f64::INFINITY, 0.5)] {
            assert_eq!(incomplete_beta(a, b, x).unwrap_err().code(), "setting");
        }
        assert!(inverse_incomplete_beta(0.0, 1.0, Tails::of_lower(0.5)).is_err());
    }

    #[test]
    fn the_ends_are_exact() {
        assert_eq!(incomplete_beta(2.0, 3.0, 0.0).unwrap().lower(), 0.0);
        assert_eq!(incomplete_beta(2.0, 3.0, 1.0).unwrap().upper(), 0.0);
        assert_eq!(inverse_incomplete_beta(2.0, 3.0, Tails::of_lower(0.0)).unwrap(), 0.0);
        assert_eq!(inverse_incomplete_beta(2.0, 3.0, Tails::of_upper(0.0)).unwrap(), 1.0);
        // 1e-10^(1/0.001) is far below the smallest double
        assert_eq!(inverse_incomplete_beta(1e-3, 1.0, Tails::of_lower(1e-10)).unwrap(), 0.0);
        assert_eq!(inverse_incomplete_beta(1.0, 1e-3, Tails::of_upper(1e-10)).unwrap(), 1.0);
    }
}
