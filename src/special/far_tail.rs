//! The area under a tall, smooth, falling curve: what the tail of a beta or gamma distribution with large shapes is.
//!
//! The continued fractions of DLMF 8.9 and 8.17 need about √shape steps near the mean; with shapes of 10⁸ that is ten thousand. The
//! curve itself is then almost normal, and forty points suffice for any shape.

/// Shapes from here on are integrated; below, series and continued fractions need at most a few hundred steps.
pub(super) const LARGE_SHAPE: f64 = 5e3;

/// How far the logarithm of the curve has to fall before the rest is left out: e⁻⁵⁰ is 2e-22.
const DEPTH: f64 = 50.0;

/// Positive half of the nodes and the weights of the 20-point Gauss-Legendre rule on [−1, 1], DLMF 3.5(v); to double precision, from
/// roots found with 40 digits (mpmath 1.4.1).
const RULE: [(f64, f64); 10] = [
    (0.07652652113349734, 0.15275338713072584),
    (0.22778585114164507, 0.14917298647260374),
    (0.37370608871541955, 0.14209610931838204),
    (0.5108670019508271, 0.13168863844917664),
    (0.636053680726515, 0.11819453196151841),
    (0.7463319064601508, 0.10193011981724044),
    (0.8391169718222188, 0.08327674157670475),
    (0.912234428251326, 0.06267204833410907),
    (0.9639719272779138, 0.04060142980038694),
    (0.9931285991850949, 0.017614007139152118),
];

/// ∫ `curve(d)` dd over d ≥ 0, where the logarithm of `curve` falls like −`slope`·d − ½·`curvature`·d² (slope ≥ 0, curvature > 0).
pub(super) fn integral(slope: f64, curvature: f64, curve: impl Fn(f64) -> f64) -> f64 {
    let slope = slope.max(0.0);
    let end = 2.0 * DEPTH / (slope + (slope * slope + 2.0 * DEPTH * curvature).sqrt());
    let cut = end / 3.0;
    panel(0.0, cut, &curve) + panel(cut, end, &curve)
}

/// The rule on [`from`, `to`].
fn panel(from: f64, to: f64, curve: &impl Fn(f64) -> f64) -> f64 {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    half * RULE.iter().map(|&(node, weight)| weight * (curve(middle - half * node) + curve(middle + half * node))).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normal_and_an_exponential_tail_have_their_known_areas() {
        // ∫ exp(−d²/2) = √(π/2); ∫ exp(−3d) = 1/3
        let normal = integral(0.0, 1.0, |d| (-0.5 * d * d).exp());
        assert!((normal - (std::f64::consts::PI / 2.0).sqrt()).abs() < 1e-14);
        let exponential = integral(3.0, 1e-12, |d| (-3.0 * d).exp());
        assert!((exponential - 1.0 / 3.0).abs() < 1e-14);
    }
}
