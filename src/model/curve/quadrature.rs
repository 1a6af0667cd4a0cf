//! Integrals and sums that go on for ever, with how far they can be wrong.

use std::f64::consts::FRAC_PI_2;

/// A number that was approached, and how far it can be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Approached {
    pub(super) value: f64,
    pub(super) error: f64,
}

/// The integral of a smooth function from 0 to infinity, which falls within about `scale`: the double exponential rule x = e^(π/2 sinh s).
///
/// Reference: H. Takahasi and M. Mori (1974), "Double exponential formulas for numerical integration", *Publ. RIMS* 9, 721-741.
pub(super) fn half_line(scale: f64, f: impl Fn(f64) -> f64) -> Approached {
    let term = |s: f64| {
        let x = scale * (FRAC_PI_2 * s.sinh()).exp();
        let value = f(x) * x * FRAC_PI_2 * s.cosh();
        if value.is_finite() { value } else { 0.0 }
    };
    // Halving the step adds the points between those already there.
    let points = |step: f64, from: f64| (0..).map(move |i| from + step * f64::from(i)).take_while(|&s| s <= REACH).map(term).sum::<f64>();
    let mut step = 0.25;
    let mut value = step * points(step, -REACH);
    let mut error = f64::INFINITY;
    while step > 0.01 && error > 1e-14 * value.abs() {
        let finer = 0.5 * value + 0.5 * step * points(step, -REACH + 0.5 * step);
        error = (finer - value).abs();
        (value, step) = (finer, 0.5 * step);
    }
    Approached { value, error: error + 1e-14 * value.abs() }
}

/// How far the rule goes: e^(π/2 sinh 6) is about 10¹³⁷.
const REACH: f64 = 6.0;

/// Terms added one by one before the rest is integrated.
const FIRST: u32 = 512;

/// What rounding of a logarithm does to a sum of many terms.
const ROUNDING: f64 = 1e-12;

/// f(first) + f(first + 1) + … for a positive function whose logarithm is given, smooth beyond the first terms: one by one, then by the
/// formula of Euler and Maclaurin (NIST DLMF 2.10.1). The error is the difference to beginning with it at half the way.
pub(super) fn sum(first: f64, log_f: impl Fn(f64) -> f64) -> Approached {
    let (mut near, mut half) = (0.0, 0.0);
    for step in 0..FIRST {
        if step == FIRST / 2 {
            half = near + rest(first + f64::from(step), &log_f).value;
        }
        near += log_f(first + f64::from(step)).exp();
    }
    let rest = rest(first + f64::from(FIRST), &log_f);
    let value = near + rest.value;
    Approached { value, error: rest.error + (value - half).abs() + ROUNDING * value }
}

/// f(n) + f(n + 1) + …: the integral from n, half of f(n), and corrections by its first and third derivative.
fn rest(n: f64, log_f: &impl Fn(f64) -> f64) -> Approached {
    let [before, here, after] = [-1.0, 0.0, 1.0].map(|step| log_f(n + step));
    let (slope, bend) = (0.5 * (after - before), after - 2.0 * here + before);
    let value = here.exp();
    if value == 0.0 || slope.is_nan() || bend.is_nan() {
        return Approached { value: 0.0, error: value };
    }
    let third = slope.powi(3) + 3.0 * slope * bend;
    let scale = if slope < 0.0 { (-1.0 / slope).min(1e6) } else { 1e6 };
    let integral = half_line(scale, |x| log_f(n + x).exp());
    Approached { value: integral.value + value * (0.5 - slope / 12.0 + third / 720.0), error: integral.error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    fn assert_reached(found: Approached, expected: f64) {
        assert!((found.value / expected - 1.0).abs() < 1e-12, "{found:?} is not {expected}");
        assert!((found.value - expected).abs() <= 2.0 * found.error && found.error < 1e-9 * expected, "{found:?} {expected}");
    }

    #[test]
    fn integrals_known_in_closed_form() {
        assert_reached(half_line(1.0, |x| (-x).exp()), 1.0);
        assert_reached(half_line(30.0, |x| (-x / 500.0).exp()), 500.0);
        // ∫ 1/(1 + x²) = π/2, and a heavy tail: ∫ (1 + x)^(−1.5) = 2
        assert_reached(half_line(1.0, |x| 1.0 / (1.0 + x * x)), PI / 2.0);
        assert_reached(half_line(1.0, |x| (1.0 + x).powf(-1.5)), 2.0);
    }

    #[test]
    fn sums_known_in_closed_form() {
        // Σ t⁻² = π²/6, Σ 0.9ᵗ = 9, Σ 0.9999ᵗ = 9999, Σ t^(-1.5) = ζ(1.5)
        assert_reached(sum(1.0, |t| -2.0 * t.ln()), PI * PI / 6.0);
        assert_reached(sum(1.0, |t| t * 0.9_f64.ln()), 9.0);
        assert_reached(sum(1.0, |t| t * 0.9999_f64.ln()), 9_999.0);
        assert_reached(sum(1.0, |t| -1.5 * t.ln()), 2.612_375_348_685_488);
    }
}
