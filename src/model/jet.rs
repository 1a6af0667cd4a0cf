//! Numbers that carry their derivatives along, so that a formula written once gives slope and curvature without error.
//!
//! Reference: A. Griewank and A. Walther (2008), *Evaluating Derivatives*, 2nd ed. (forward mode).

use super::maximum::Derivatives;
use super::number::{GammaRatio, Number};
use std::ops::{Add, Mul, Neg, Sub};

/// The most parameters that a formula may have.
pub(super) const MOST: usize = 4;

/// Number of second derivatives: those with row ≥ column.
const PAIRS: usize = MOST * (MOST + 1) / 2;

/// The places of the second derivatives.
const PLACES: [(usize, usize); PAIRS] = [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1), (3, 2), (3, 3)];

/// A value with its first and second derivatives by up to four parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Jet {
    pub(super) value: f64,
    pub(super) slope: [f64; MOST],
    curvature: [f64; PAIRS],
}

impl Jet {
    /// The parameter in a position, at a value.
    pub(super) fn parameter(value: f64, position: usize) -> Self {
        let mut jet = Self::constant(value);
        if let Some(slope) = jet.slope.get_mut(position) {
            *slope = 1.0;
        }
        jet
    }

    /// All parameters at their values.
    pub(super) fn parameters(at: &[f64]) -> Vec<Self> {
        at.iter().enumerate().map(|(position, &value)| Self::parameter(value, position)).collect()
    }

    /// The second derivative by two parameters.
    pub(super) fn curvature(&self, row: usize, column: usize) -> f64 {
        let (row, column) = (row.max(column), row.min(column));
        self.curvature.get(row * (row + 1) / 2 + column).copied().unwrap_or_default()
    }

    /// As a log likelihood of the first so many parameters.
    pub(super) fn derivatives(&self, parameters: usize) -> Derivatives {
        let mut all = Derivatives::zero(parameters);
        all.value = self.value;
        for row in 0..parameters {
            all.gradient[row] = self.slope[row];
            for column in 0..parameters {
                all.hessian[(row, column)] = self.curvature(row, column);
            }
        }
        all
    }
}

impl Add for Jet {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self.value += other.value;
        self.slope.iter_mut().zip(other.slope).for_each(|(mine, theirs)| *mine += theirs);
        self.curvature.iter_mut().zip(other.curvature).for_each(|(mine, theirs)| *mine += theirs);
        self
    }
}

impl Neg for Jet {
    type Output = Self;
    fn neg(self) -> Self {
        self.times(-1.0)
    }
}

impl Sub for Jet {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Jet {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.with(other, self.value * other.value, [other.value, self.value], [0.0, 1.0, 0.0])
    }
}

impl Jet {
    /// The function of two with the value, slopes and curvatures given.
    fn with(self, other: Self, value: f64, slopes: [f64; 2], curvatures: [f64; 3]) -> Self {
        let [by_a, by_b] = slopes;
        let [aa, ab, bb] = curvatures;
        let mut all = Self::constant(value);
        for (at, slope) in all.slope.iter_mut().enumerate() {
            *slope = by_a * self.slope[at] + by_b * other.slope[at];
        }
        for (at, (curvature, (row, column))) in all.curvature.iter_mut().zip(PLACES).enumerate() {
            let (a, b) = (self.slope, other.slope);
            *curvature = by_a * self.curvature[at]
                + by_b * other.curvature[at]
                + aa * a[row] * a[column]
                + ab * (a[row] * b[column] + b[row] * a[column])
                + bb * b[row] * b[column];
        }
        all
    }
}

impl Number for Jet {
    fn constant(value: f64) -> Self {
        Self { value, slope: [0.0; MOST], curvature: [0.0; PAIRS] }
    }

    fn value(self) -> f64 {
        self.value
    }

    fn through(mut self, value: f64, slope: f64, curvature: f64) -> Self {
        for (second, (row, column)) in self.curvature.iter_mut().zip(PLACES) {
            *second = slope * *second + curvature * self.slope[row] * self.slope[column];
        }
        self.slope.iter_mut().for_each(|first| *first *= slope);
        self.value = value;
        self
    }

    fn log_gamma_ratio(self, w: Self) -> Self {
        let ratio = GammaRatio::new(self.value, w.value);
        self.with(w, ratio.value, ratio.slopes, ratio.curvatures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every function that formulas use, in one formula of two parameters.
    fn formula<T: Number>(a: T, b: T) -> T {
        let share = (a - b).logistic();
        let tail = (a * b).normal_log_upper() + (-(a + b)).log_one_less_exp();
        let gamma = a.exp().log_gamma_ratio(b * b);
        share * b + tail.times(0.3) + gamma + b.recip() + (a * share).softplus() + share.ln_1p().log_sum(b)
    }

    #[test]
    fn derivatives_are_those_of_differences() {
        let (a, b, width) = (0.4, 0.9, 1e-4);
        let jet = formula(Jet::parameter(a, 0), Jet::parameter(b, 1));
        let at = |i: f64, j: f64| formula(a + i * width, b + j * width);
        assert_eq!(jet.value, at(0.0, 0.0));
        let slope = [(at(1.0, 0.0) - at(-1.0, 0.0)) / (2.0 * width), (at(0.0, 1.0) - at(0.0, -1.0)) / (2.0 * width)];
        assert!((jet.slope[0] - slope[0]).abs() < 1e-7 && (jet.slope[1] - slope[1]).abs() < 1e-7, "{slope:?} {jet:?}");
        let second = |plus: f64, minus: f64| (plus - 2.0 * at(0.0, 0.0) + minus) / (width * width);
        let mixed = (at(1.0, 1.0) - at(1.0, -1.0) - at(-1.0, 1.0) + at(-1.0, -1.0)) / (4.0 * width * width);
        assert!((jet.curvature(0, 0) - second(at(1.0, 0.0), at(-1.0, 0.0))).abs() < 1e-6);
        assert!((jet.curvature(1, 1) - second(at(0.0, 1.0), at(0.0, -1.0))).abs() < 1e-6);
        assert!((jet.curvature(0, 1) - mixed).abs() < 1e-6);
    }
}
