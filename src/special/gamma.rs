//! The regularised incomplete gamma functions P and Q and their inverse: the distribution behind every rate of events.

use super::deviance::{deviance, log1p_minus, stirling_error};
use super::far_tail::{LARGE_SHAPE, integral};
use super::quantile::{Reading, quantile};
use super::tails::Tails;
use super::{checked_shape, normal_quantile};
use crate::error::{Error, Result};

/// The regularised incomplete gamma functions P(a, x) and Q(a, x): how probable it is that a Gamma variable of shape `a` and scale 1
/// is below and above `x`.
///
/// # Formula
///
/// ```text
/// lower = P(a, x) = ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt / Γ(a),   upper = Q(a, x) = 1 − P(a, x)
/// ```
///
/// By the series DLMF 8.11.4 for x < a + 1, the continued fraction DLMF 8.9.2 above, or by integrating the density when the shape is
/// above 5,000. The smaller tail is accurate relatively, down to 1e-300; with shapes far below 0.5 a small upper tail loses about as
/// many digits as the shape has zeros.
///
/// # Errors
///
/// [`Error::Setting`] when the shape is outside [[`MIN_SHAPE`](super::MIN_SHAPE), [`MAX_SHAPE`](super::MAX_SHAPE)] or `x` is
/// negative or NaN.
///
/// # Example
///
/// With shape 1 it is the exponential distribution, Q(1, x) = e⁻ˣ:
///
/// ```
/// use kaiin::special::incomplete_gamma;
/// assert!((incomplete_gamma(1.0, 2.0)?.upper() - (-2f64).exp()).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// NIST Digital Library of Mathematical Functions, 8.2(i), 8.9 and 8.11, <https://dlmf.nist.gov/8>.
pub fn incomplete_gamma(a: f64, x: f64) -> Result<Tails> {
    let a = checked_shape("a", a)?;
    if x.is_nan() || x < 0.0 {
        return Err(Error::setting("x", x, "is not a number of at least 0; give one"));
    }
    Ok(tails(a, x))
}

/// The inverse of [`incomplete_gamma`]: the `x` below which a Gamma variable of shape `a` lies with probability `level.lower()`.
///
/// 0 when `level.lower()` is 0 or the answer is too small for a double, infinity when `level.upper()` is 0.
///
/// # Errors
///
/// [`Error::Setting`] when the shape is outside [[`MIN_SHAPE`](super::MIN_SHAPE), [`MAX_SHAPE`](super::MAX_SHAPE)].
///
/// # Example
///
/// ```
/// use kaiin::special::{Tails, inverse_incomplete_gamma};
/// let median = inverse_incomplete_gamma(1.0, Tails::from_lower(0.5)?)?;
/// assert!((median - 2f64.ln()).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// Start: E. B. Wilson, M. M. Hilferty (1931), *PNAS* 17, 684-688. Search: Newton on the logarithm of the smaller tail.
pub fn inverse_incomplete_gamma(a: f64, level: Tails) -> Result<f64> {
    Ok(quantile_of(checked_shape("a", a)?, level))
}

/// An even mixture of the gamma distributions whose tails are those of a Poisson count of `events`, the count itself excluded in one
/// and included in the other: what exact (one of them) and mid-p limits (the mixture) are quantiles of.
pub(crate) struct GammaMixture {
    events: f64,
}

impl GammaMixture {
    pub(crate) fn new(events: f64) -> Self {
        Self { events }
    }

    /// The mean at which P(X ≥ events) = `tail`, the exact lower limit; 0 without an event.
    pub(crate) fn exact_lower(&self, tail: f64) -> f64 {
        if self.events > 0.0 { quantile_of(self.events, Tails::of_lower(tail)) } else { 0.0 }
    }

    /// The mean at which P(X ≤ events) = `tail`, the exact upper limit.
    pub(crate) fn exact_upper(&self, tail: f64) -> f64 {
        quantile_of(self.events + 1.0, Tails::of_upper(tail))
    }

    /// The mean at which P(X > events) + ½ P(X = events) = `tail`, with `tail` below ½; 0 without an event.
    pub(crate) fn mid_p_lower(&self, tail: f64) -> f64 {
        if self.events > 0.0 { self.mid_p(Tails::of_lower(tail)) } else { 0.0 }
    }

    /// The mean at which P(X < events) + ½ P(X = events) = `tail`, with `tail` below ½.
    pub(crate) fn mid_p_upper(&self, tail: f64) -> f64 {
        if self.events > 0.0 { self.mid_p(Tails::of_upper(tail)) } else { self.exact_upper(2.0 * tail) }
    }

    fn mid_p(&self, level: Tails) -> f64 {
        quantile(level, start(self.events + 0.5, level), |x| {
            let (left, right) = (read(self.events, x), read(self.events + 1.0, x));
            Reading { tails: left.tails.mean(right.tails), slope: 0.5 * (left.slope + right.slope) }
        })
    }
}

/// The quantile for a checked shape.
fn quantile_of(a: f64, level: Tails) -> f64 {
    quantile(level, start(a, level), |x| read(a, x))
}

/// The distribution at x; the slope is per unit of ln x.
fn read(a: f64, x: f64) -> Reading {
    Reading { tails: tails(a, x), slope: kernel(a, x) }
}

/// xᵃ e⁻ˣ / Γ(a): the density of ln x.
pub(super) fn kernel(a: f64, x: f64) -> f64 {
    if x <= 0.0 || x == f64::INFINITY {
        return 0.0;
    }
    (a / std::f64::consts::TAU).sqrt() * (-stirling_error(a) - deviance(a, x)).exp()
}

/// Both tails for a checked shape and x ≥ 0.
pub(super) fn tails(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        Tails::of_lower(0.0)
    } else if x == f64::INFINITY {
        Tails::of_upper(0.0)
    } else if a > LARGE_SHAPE {
        let area = integrated(a, x);
        if x <= a { Tails::of_lower(area) } else { Tails::of_upper(area) }
    } else if x < a + 1.0 {
        Tails::of_lower(kernel(a, x) * series(a, x))
    } else {
        Tails::of_upper(kernel(a, x) * fraction(a, x))
    }
}

/// The tail on the far side of x from the mean, by integrating the density outwards relative to its value at x.
fn integrated(a: f64, x: f64) -> f64 {
    let outwards = if x <= a { -1.0 } else { 1.0 };
    let slope = (x - a).abs() / x;
    let ratio = |d: f64| {
        let exponent = a * log1p_minus(outwards * d / x) - slope * d;
        exponent.exp() / (x + outwards * d)
    };
    kernel(a, x) * integral(slope, a / (x * x), ratio)
}

/// P(a, x) Γ(a) / (xᵃ e⁻ˣ) = Σ xᵏ / (a (a+1) … (a+k)), DLMF 8.11.4.
fn series(a: f64, x: f64) -> f64 {
    const STEPS: u32 = 20_000;
    let mut term = 1.0 / a;
    let mut sum = term;
    for k in 1..STEPS {
        term *= x / (a + f64::from(k));
        sum += term;
        if term < 1e-17 * sum {
            break;
        }
    }
    sum
}

/// Q(a, x) Γ(a) / (xᵃ e⁻ˣ) by the continued fraction DLMF 8.9.2, in its even form (modified Lentz).
fn fraction(a: f64, x: f64) -> f64 {
    const STEPS: u32 = 20_000;
    let nonzero = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / nonzero(b);
    let mut value = d;
    for step in 1..STEPS {
        let k = f64::from(step);
        let numerator = k * (a - k);
        b += 2.0;
        d = 1.0 / nonzero(numerator * d + b);
        c = nonzero(b + numerator / c);
        value *= d * c;
        if (d * c - 1.0).abs() < 3e-16 {
            break;
        }
    }
    value
}

/// A first guess of the quantile: Wilson-Hilferty, or the power law at 0 and the exponential at the far end for small shapes.
fn start(a: f64, level: Tails) -> f64 {
    if a > 1.0 {
        let z = if level.lower() <= level.upper() { normal_quantile(level) } else { -normal_quantile(level.mirrored()) };
        let root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt());
        if root > 0.2 {
            return a * root * root * root;
        }
        // P(a, x) ≈ xᵃ / Γ(a+1); ln Γ(a+1) from Stirling's formula at a
        let log_gamma = (a + 0.5) * a.ln() - a + 0.5 * std::f64::consts::TAU.ln() + stirling_error(a);
        return ((level.lower().ln() + log_gamma) / a).exp();
    }
    let left = 1.0 - a * (0.253 + a * 0.12);
    if level.lower() < left { ((level.lower() / left).ln() / a).exp() } else { 1.0 - (level.upper() / (1.0 - left)).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_shapes_are_sums_of_poisson_probabilities() {
        // Q(3, x) = e⁻ˣ (1 + x + x²/2)
        for x in [0.1, 2.0, 3.5, 40.0_f64] {
            let expected = (-x).exp() * (1.0 + x + 0.5 * x * x);
            assert!((incomplete_gamma(3.0, x).unwrap().upper() / expected - 1.0).abs() < 2e-14, "{x}");
        }
    }

    #[test]
    fn the_ways_of_computing_agree_where_they_meet() {
        let a = 5e3;
        for x in [4.6e3, 4.9e3, 5e3] {
            assert!((integrated(a, x) / (kernel(a, x) * series(a, x)) - 1.0).abs() < 1e-12, "{x}");
        }
        for x in [5.002e3, 5.1e3, 5.5e3] {
            assert!((integrated(a, x) / (kernel(a, x) * fraction(a, x)) - 1.0).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn unusable_arguments_are_refused_and_the_ends_are_exact() {
        for (a, x) in [(0.0, 1.0), (-1.0, 1.0), (f64::NAN, 1.0), (1.0, -1.0), (1.0, f64::NAN), (1e21, 1.0)] {
            assert_eq!(incomplete_gamma(a, x).unwrap_err().code(), "setting");
        }
        assert_eq!(incomplete_gamma(2.0, f64::INFINITY).unwrap().upper(), 0.0);
        assert_eq!(incomplete_gamma(2.0, 0.0).unwrap().lower(), 0.0);
        assert_eq!(inverse_incomplete_gamma(1e-3, Tails::of_lower(1e-10)).unwrap(), 0.0);
        assert_eq!(inverse_incomplete_gamma(2.0, Tails::of_upper(0.0)).unwrap(), f64::INFINITY);
    }
}
