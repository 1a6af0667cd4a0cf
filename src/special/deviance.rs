//! The two numbers that make beta, binomial, gamma and Poisson densities exact for large counts: the error of Stirling's formula and
//! the deviance of a count from its expectation.
//!
//! Written with these, a density of shape 10⁸ has no large terms that cancel.
//!
//! References: C. Loader (2000), *Fast and Accurate Computation of Binomial Probabilities*; NIST DLMF 5.11.1 (Stirling's series).

/// lnΓ(z) − [(z − ½) ln z − z + ½ ln 2π]: how much Stirling's formula leaves out. DLMF 5.11.1 for z ≥ 12, below that by recurrence.
pub(super) fn stirling_error(z: f64) -> f64 {
    let mut shifted = z;
    let mut steps = 0.0;
    while shifted < 12.0 {
        steps += (shifted + 0.5) * (1.0 / shifted).ln_1p() - 1.0;
        shifted += 1.0;
    }
    let r = 1.0 / (shifted * shifted);
    let series = 1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r * (1.0 / 1188.0 - r * 691.0 / 360_360.0))));
    steps + series / shifted
}

/// ln(1 + u) − u without cancellation for small u; 0 at 0 and negative elsewhere.
pub(super) fn log1p_minus(u: f64) -> f64 {
    if u.abs() > 0.4 {
        return u.ln_1p() - u;
    }
    // ln(1+u) = 2 artanh v with v = u/(2+u), and 2v − u = −uv
    let v = u / (2.0 + u);
    let square = v * v;
    let (mut power, mut sum) = (2.0 * v * square, 0.0);
    for odd in (3..60).step_by(2) {
        let term = power / f64::from(odd);
        sum += term;
        if term.abs() <= 1e-17 * (u * v).abs() {
            break;
        }
        power *= square;
    }
    sum - u * v
}

/// count · ln(count / expected) + expected − count: 0 where they agree, positive elsewhere.
pub(super) fn deviance(count: f64, expected: f64) -> f64 {
    let excess = (expected - count) / count;
    if excess.abs() <= 0.4 { -count * log1p_minus(excess) } else { count * (count / expected).ln() + expected - count }
}

/// Half of what one count adds to the deviance of a Poisson model: [`deviance`], and the expectation itself for a count of 0.
pub(crate) fn poisson_deviance_part(count: f64, expected: f64) -> f64 {
    if count == 0.0 { expected } else { deviance(count, expected) }
}

/// ln(larger! / smaller!) for whole numbers, exact to rounding of each factor's logarithm.
pub(crate) fn log_factorial_ratio(larger: f64, smaller: f64) -> f64 {
    // 0! = 1!, and Stirling's formula begins at 1
    let (larger, smaller) = (larger.max(1.0), smaller.max(1.0));
    let gap = larger - smaller;
    smaller * (gap / smaller).ln_1p() + gap * larger.ln() - gap + 0.5 * (gap / smaller).ln_1p() + stirling_error(larger)
        - stirling_error(smaller)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stirling_error_of_one_is_one_minus_half_the_logarithm_of_two_pi() {
        // lnΓ(1) = 0 and the formula in brackets is −1 + ½ ln 2π
        let expected = 1.0 - 0.5 * std::f64::consts::TAU.ln();
        assert!((stirling_error(1.0) - expected).abs() < 1e-15);
    }

    #[test]
    fn log1p_minus_agrees_on_both_sides_of_the_switch() {
        for u in [-0.4, 0.4_f64] {
            let direct = u.ln_1p() - u;
            assert!((log1p_minus(u) - direct).abs() < 2e-16, "{u}");
        }
        // −u²/2 + u³/3 − … for tiny u
        assert!((log1p_minus(1e-9) + 0.5e-18).abs() < 1e-26);
    }

    #[test]
    fn deviance_is_zero_at_the_expectation_and_positive_elsewhere() {
        assert_eq!(deviance(1e8, 1e8), 0.0);
        assert!(deviance(5.0, 4.0) > 0.0 && deviance(5.0, 40.0) > 0.0);
        // 2 ln 2 + 1 − 2
        assert!((deviance(2.0, 1.0) - (2.0 * 2f64.ln() - 1.0)).abs() < 1e-15);
    }

    #[test]
    fn factorial_ratio_by_hand() {
        // 5!/3! = 20, 4!/0! = 24, 0!/0! = 1
        for (larger, smaller, ratio) in [(5.0, 3.0, 20f64), (4.0, 0.0, 24.0), (0.0, 0.0, 1.0)] {
            assert!((log_factorial_ratio(larger, smaller) - ratio.ln()).abs() < 1e-14);
        }
    }
}
