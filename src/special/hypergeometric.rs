//! Gauss's hypergeometric function with one parameter 1: sums of survivors that are discounted year by year.

/// ₂F₁(1, b; c; z) for c > b > 0 and 0 ≤ z ≤ 1; `None` where it is infinite (z = 1 with c ≤ b + 1) or not defined.
///
/// By Gauss's continued fraction (DLMF 15.7.1 with a parameter 0 below), which also converges where the series needs a million terms;
/// at 1 by Gauss's sum (DLMF 15.4.20).
pub(crate) fn hypergeometric_one(b: f64, c: f64, z: f64) -> Option<f64> {
    if !(b > 0.0 && c > b && c.is_finite() && (0.0..=1.0).contains(&z)) {
        return None;
    }
    if z == 1.0 {
        return (c > b + 1.0).then(|| (c - 1.0) / (c - b - 1.0));
    }
    Some(fraction(b, c, z))
}

/// 1 / (1 − k₁z / (1 − k₂z / (1 − …))) by the modified method of Lentz.
fn fraction(b: f64, c: f64, z: f64) -> f64 {
    const STEPS: u32 = 200_000;
    let nonzero = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let (mut value, mut upper, mut lower) = (1.0, 1.0, 0.0);
    for step in 1..STEPS {
        let partial = -z * coefficient(b, c, step);
        lower = 1.0 / nonzero(1.0 + partial * lower);
        upper = nonzero(1.0 + partial / upper);
        value *= upper * lower;
        if (upper * lower - 1.0).abs() < 2e-16 {
            break;
        }
    }
    1.0 / value
}

fn coefficient(b: f64, c: f64, step: u32) -> f64 {
    let n = f64::from(step / 2);
    if step == 1 {
        b / c
    } else if step % 2 == 1 {
        (b + n) * (c - 1.0 + n) / ((c + 2.0 * n - 1.0) * (c + 2.0 * n))
    } else {
        n * (c - b - 1.0 + n) / ((c + 2.0 * n - 2.0) * (c + 2.0 * n - 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elementary_cases() {
        for z in [0.0, 0.3, 0.9, 0.9999, 0.999_999_f64] {
            // ₂F₁(1, 1; 2; z) = −ln(1 − z) / z
            let logarithm = if z == 0.0 { 1.0 } else { -(-z).ln_1p() / z };
            assert!((hypergeometric_one(1.0, 2.0, z).unwrap() / logarithm - 1.0).abs() < 1e-11, "{z}");
            // ₂F₁(1, ½; 3/2; z) = artanh √z / √z
            let root: f64 = f64::sqrt(z);
            let artanh = if z == 0.0 { 1.0 } else { root.atanh() / root };
            assert!((hypergeometric_one(0.5, 1.5, z).unwrap() / artanh - 1.0).abs() < 1e-10, "{z}");
        }
    }

    #[test]
    fn the_series_term_by_term() {
        let (b, c, z) = (1.182, 1.886, 0.8);
        let (mut term, mut sum) = (1.0, 1.0);
        for n in 0..400 {
            term *= (b + f64::from(n)) / (c + f64::from(n)) * z;
            sum += term;
        }
        assert!((hypergeometric_one(b, c, z).unwrap() - sum).abs() < 1e-14 * sum);
    }

    #[test]
    fn at_one_it_is_gausss_sum_or_infinite() {
        assert_eq!(hypergeometric_one(1.0, 4.0, 1.0), Some(1.5)); // (4 − 1) / (4 − 1 − 1)
        assert_eq!(hypergeometric_one(1.0, 2.0, 1.0), None);
        assert_eq!(hypergeometric_one(1.0, f64::NAN, 0.5), None);
    }
}
