//! Numbers that formulas are written in once: plain, or with their first and second derivatives.

use crate::special::{digamma, digamma_step, log_gamma_ratio, normal_hazard, normal_log_upper, trigamma};
use std::ops::{Add, Mul, Neg, Sub};

/// What the formulas of curves are written in: `f64` for a value, [`Jet`](super::jet::Jet) for a value with its derivatives.
pub(crate) trait Number: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Neg<Output = Self> {
    /// A constant.
    fn constant(value: f64) -> Self;
    /// The value alone.
    fn value(self) -> f64;
    /// The function of this with the value, slope and curvature given.
    fn through(self, value: f64, slope: f64, curvature: f64) -> Self;
    /// lnΓ(self + w) − lnΓ(self).
    fn log_gamma_ratio(self, w: Self) -> Self;

    /// ln(1 + x), exact for small x.
    fn ln_1p(self) -> Self {
        let x = self.value();
        let slope = 1.0 / (1.0 + x);
        self.through(x.ln_1p(), slope, -slope * slope)
    }

    /// Exponential function.
    fn exp(self) -> Self {
        let value = self.value().exp();
        self.through(value, value, value)
    }

    /// 1 / x.
    fn recip(self) -> Self {
        let value = 1.0 / self.value();
        self.through(value, -value * value, 2.0 * value * value * value)
    }

    /// 1 / (1 + e⁻ˣ): the share with log odds x.
    fn logistic(self) -> Self {
        let (share, rest) = (logistic(self.value()), logistic(-self.value()));
        self.through(share, share * rest, share * rest * (rest - share))
    }

    /// ln(1 + eˣ), exact at both ends.
    fn softplus(self) -> Self {
        let x = self.value();
        let share = logistic(x);
        self.through(x.max(0.0) + (-x.abs()).exp().ln_1p(), share, share * logistic(-x))
    }

    /// ln(1 − eˣ) for x ≤ 0.
    fn log_one_less_exp(self) -> Self {
        let x = self.value();
        let left = -x.exp_m1();
        let ratio = x.exp() / left;
        self.through(left.ln(), -ratio, -ratio / left)
    }

    /// The logarithm of the upper tail of the standard normal distribution.
    fn normal_log_upper(self) -> Self {
        let z = self.value();
        let hazard = normal_hazard(z);
        self.through(normal_log_upper(z), -hazard, -hazard * (hazard - z))
    }

    /// ln(eᵃ + eᵇ).
    fn log_sum(self, other: Self) -> Self {
        let (large, small) = if self.value() >= other.value() { (self, other) } else { (other, self) };
        large + (small - large).softplus()
    }

    /// A multiple.
    fn times(self, factor: f64) -> Self {
        self.through(factor * self.value(), factor, 0.0)
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    fn value(self) -> f64 {
        self
    }

    fn through(self, value: f64, _slope: f64, _curvature: f64) -> Self {
        value
    }

    fn log_gamma_ratio(self, w: Self) -> Self {
        log_gamma_ratio(self, w)
    }
}

/// Value, slopes and curvatures of lnΓ(x + w) − lnΓ(x): by x, by w, by both.
pub(super) struct GammaRatio {
    pub(super) value: f64,
    pub(super) slopes: [f64; 2],
    /// Twice by x, by x and w, twice by w.
    pub(super) curvatures: [f64; 3],
}

impl GammaRatio {
    pub(super) fn new(x: f64, w: f64) -> Self {
        let bend = trigamma(x + w);
        Self { value: log_gamma_ratio(x, w), slopes: [digamma_step(x, w), digamma(x + w)], curvatures: [bend - trigamma(x), bend, bend] }
    }
}
