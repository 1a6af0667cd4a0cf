//! Curves that count renewals: the logarithm of the share still there, and of the share that stays at one renewal.

use super::family::CurveFamily;
use crate::model::number::Number;

/// `t^c` with `c` by its logarithm; 0 at 0.
fn power<T: Number>(t: f64, log_c: T) -> T {
    if t > 0.0 { log_c.exp().times(t.ln()).exp() } else { T::constant(0.0) }
}

/// ln S(t) for any t ≥ 0, whole or not.
pub(super) fn log_survival<T: Number>(family: &CurveFamily, free: &[T], t: f64) -> T {
    match (family, free) {
        _ if t <= 0.0 => T::constant(0.0),
        (CurveFamily::Geometric, &[theta]) => -theta.softplus().times(t),
        (CurveFamily::DiscreteWeibull, &[theta, log_c]) => -(theta.softplus() * power(t, log_c)),
        (CurveFamily::ShiftedBetaGeometric, &[mean, spread]) => beta_survival(mean, spread, T::constant(t)),
        (CurveFamily::BetaDiscreteWeibull, &[mean, spread, log_c]) => beta_survival(mean, spread, power(t, log_c)),
        _ => T::constant(f64::NAN),
    }
}

/// ln r(t), the share of those still there after t − 1 renewals who stay at the next.
pub(super) fn log_retention<T: Number>(family: &CurveFamily, free: &[T], t: f64) -> T {
    match (family, free) {
        (CurveFamily::Geometric, &[theta]) => -theta.softplus(),
        (CurveFamily::DiscreteWeibull, &[theta, log_c]) => -(theta.softplus() * (power(t, log_c) - power(t - 1.0, log_c))),
        (CurveFamily::ShiftedBetaGeometric, &[mean, spread]) => {
            // h(t) = μ / (1 + (t − 1) / (α + β))
            let hazard = mean.logistic() * (T::constant(1.0) + spread.exp().times(t - 1.0)).recip();
            (-hazard).ln_1p()
        }
        (CurveFamily::BetaDiscreteWeibull, &[mean, spread, log_c]) => {
            let (size, before) = ((-spread).exp(), power(t - 1.0, log_c));
            let grown = power(t, log_c) - before;
            ((-mean).logistic() * size + before).log_gamma_ratio(grown) - (size + before).log_gamma_ratio(grown)
        }
        _ => T::constant(f64::NAN),
    }
}

/// ln B(α, β + x) − ln B(α, β).
fn beta_survival<T: Number>(mean: T, spread: T, x: T) -> T {
    if x.value() == f64::INFINITY {
        return T::constant(f64::NEG_INFINITY);
    }
    let size = (-spread).exp();
    let (alpha, beta) = (mean.logistic() * size, (-mean).logistic() * size);
    // Both are the same; the one with the smaller step has no large terms that cancel.
    if x.value() > alpha.value() {
        beta.log_gamma_ratio(alpha) - (beta + x).log_gamma_ratio(alpha)
    } else {
        beta.log_gamma_ratio(x) - size.log_gamma_ratio(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beta_geometric_by_hand() {
        // α = 1, β = 2: S(t) = 2 / (t + 2), r(t) = (t + 1) / (t + 2)
        let free = CurveFamily::ShiftedBetaGeometric.free(&[1.0, 2.0]);
        for t in [1.0, 2.0, 7.0, 1e5] {
            let survival = log_survival(&CurveFamily::ShiftedBetaGeometric, &free, t).exp();
            assert!((survival * (t + 2.0) / 2.0 - 1.0).abs() < 1e-14, "{t}: {survival}");
            let retention = log_retention(&CurveFamily::ShiftedBetaGeometric, &free, t).exp();
            assert!((retention - (t + 1.0) / (t + 2.0)).abs() < 1e-15);
        }
    }

    #[test]
    fn survival_is_the_product_of_retentions() {
        let cases = [
            (CurveFamily::Geometric, vec![0.3]),
            (CurveFamily::DiscreteWeibull, vec![0.3, 0.6]),
            (CurveFamily::ShiftedBetaGeometric, vec![300.0, 1200.0]),
            (CurveFamily::BetaDiscreteWeibull, vec![0.21, 1.43, 1.72]),
            (CurveFamily::BetaDiscreteWeibull, vec![2e4, 7e4, 0.4]),
        ];
        for (family, natural) in cases {
            let free = family.free(&natural);
            let product: f64 = (1..=20).map(|t| log_retention(&family, &free, f64::from(t))).sum();
            let survival = log_survival(&family, &free, 20.0);
            assert!((product - survival).abs() < 1e-11 * (1.0 + survival.abs()), "{family} {product} {survival}");
        }
    }
}
