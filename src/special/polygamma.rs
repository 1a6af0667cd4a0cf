//! The logarithm of a ratio of gamma functions and its slopes: what models with beta-distributed probabilities are made of.
//!
//! `lnΓ(x + w) − lnΓ(x)` written so that nothing large cancels, for any `x > 0` and `w ≥ 0`. Reference: NIST DLMF 5.11 (Stirling's series
//! and those of the digamma and trigamma functions), 5.5.2 (recurrence).

use super::deviance::{log1p_minus, stirling_error};

/// Above this the asymptotic series have all digits.
const LARGE: f64 = 12.0;

/// lnΓ(x + w) − lnΓ(x).
pub(crate) fn log_gamma_ratio(x: f64, w: f64) -> f64 {
    if w == 0.0 {
        return 0.0;
    }
    let u = w / x;
    let grown = u.ln_1p();
    // x (ln(1 + u) − u) + (w − ½) ln(1 + u) + w ln x, and what Stirling's formula leaves out at both ends
    let stirling = if u > 0.4 { x * grown - w } else { x * log1p_minus(u) };
    stirling + (w - 0.5) * grown + w * x.ln() + stirling_error(x + w) - stirling_error(x)
}

/// ψ(x), the slope of lnΓ.
pub(crate) fn digamma(x: f64) -> f64 {
    let (shifted, below) = raised(x, |z| 1.0 / z);
    shifted.ln() - digamma_rest(shifted) - below
}

/// ψ(x + w) − ψ(x).
pub(crate) fn digamma_step(x: f64, w: f64) -> f64 {
    if x < LARGE { digamma(x + w) - digamma(x) } else { (w / x).ln_1p() - digamma_rest(x + w) + digamma_rest(x) }
}

/// ln x − ψ(x) for large x: 1/(2x) + Σ B₂ₖ / (2k x²ᵏ).
fn digamma_rest(x: f64) -> f64 {
    let r = 1.0 / (x * x);
    0.5 / x + r * (1.0 / 12.0 - r * (1.0 / 120.0 - r * (1.0 / 252.0 - r * (1.0 / 240.0 - r * (1.0 / 132.0 - r * 691.0 / 32_760.0)))))
}

/// ψ′(x), the curvature of lnΓ.
pub(crate) fn trigamma(x: f64) -> f64 {
    let (shifted, below) = raised(x, |z| 1.0 / (z * z));
    let r = 1.0 / (shifted * shifted);
    let series = 1.0 / 6.0 - r * (1.0 / 30.0 - r * (1.0 / 42.0 - r * (1.0 / 30.0 - r * (5.0 / 66.0 - r * 691.0 / 2730.0))));
    below + 1.0 / shifted + 0.5 * r + r * series / shifted
}

/// An argument raised above [`LARGE`] in whole steps, and the sum of a term at each argument passed.
fn raised(x: f64, term: impl Fn(f64) -> f64) -> (f64, f64) {
    let (mut shifted, mut sum) = (x, 0.0);
    while shifted < LARGE {
        sum += term(shifted);
        shifted += 1.0;
    }
    (shifted, sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    const EULER: f64 = 0.577_215_664_901_532_9;

    #[test]
    fn known_values_of_digamma_and_trigamma() {
        // ψ(1) = −γ, ψ(½) = −γ − 2 ln 2, ψ′(1) = π²/6, ψ′(½) = π²/2
        assert!((digamma(1.0) + EULER).abs() < 1e-15);
        assert!((digamma(0.5) + EULER + 2.0 * 2f64.ln()).abs() < 1e-15);
        assert!((trigamma(1.0) - PI * PI / 6.0).abs() < 1e-15);
        assert!((trigamma(0.5) - PI * PI / 2.0).abs() < 2e-15);
        // ψ(1e-6) = −1e6 − γ + …, DLMF 5.7.4 with ζ(2)
        assert!((digamma(1e-6) + 1e6 + EULER - 1e-6 * PI * PI / 6.0).abs() < 1e-9);
    }

    #[test]
    fn whole_steps_are_products() {
        // Γ(x + 3) / Γ(x) = x (x + 1) (x + 2); ψ(x + 1) − ψ(x) = 1/x
        for x in [1e-7_f64, 0.01, 0.7, 5.0, 11.9, 12.1, 300.0, 1e7, 1e15] {
            let expected = x.ln() + (x + 1.0).ln() + (x + 2.0).ln();
            assert!((log_gamma_ratio(x, 3.0) - expected).abs() < 4e-15 * (1.0 + expected.abs()), "{x}");
            assert!((digamma_step(x, 1.0) * x - 1.0).abs() < 1e-13, "{x}: {}", digamma_step(x, 1.0) * x);
            let curvature = trigamma(x) - trigamma(x + 1.0);
            assert!((curvature * x * x - 1.0).abs() < 1e-12 * (1.0 + x), "{x}");
        }
    }
}
