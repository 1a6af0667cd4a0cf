//! How good is a smoothing parameter, and which one is best?

use super::grid::Grid;
use super::settings::{Dispersion, SmoothingCriterion};

/// What a fit with some smoothing looks like to a criterion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    /// Values with weight.
    pub(super) seen: usize,
    /// Σ w (y − z)², or the deviance.
    pub(super) residual: f64,
    pub(super) penalty: f64,
    pub(super) log_determinant: f64,
    /// log |P|₊.
    pub(super) log_penalty: f64,
    /// Effective degrees of freedom; only needed by some criteria.
    pub(super) freedom: f64,
}

impl SmoothingCriterion {
    /// Whether effective degrees of freedom are needed.
    pub(super) fn needs_freedom(self) -> bool {
        self != Self::Reml
    }

    /// The criterion, to be made small.
    pub(super) fn value(self, fit: Judged, grid: &Grid, dispersion: Dispersion) -> f64 {
        let seen = fit.seen as f64;
        // A perfect fit has no residual: its logarithm is kept finite.
        let log = |value: f64| value.max(f64::MIN_POSITIVE).ln();
        match (self, dispersion) {
            (Self::Reml, Dispersion::Unit) => fit.log_determinant - fit.log_penalty + fit.residual + fit.penalty,
            (Self::Reml, Dispersion::Estimated) => {
                let free = (seen - grid.unpenalised() as f64).max(1.0);
                fit.log_determinant - fit.log_penalty + free * log((fit.residual + fit.penalty) / free)
            }
            (Self::Gcv, _) => seen * fit.residual / (seen - fit.freedom).powi(2),
            (Self::Aic, Dispersion::Unit) => fit.residual + 2.0 * fit.freedom,
            (Self::Aic, Dispersion::Estimated) => {
                let left = seen - fit.freedom - 2.0;
                let charge = if left > 0.0 { 2.0 * (fit.freedom + 1.0) / left } else { f64::INFINITY };
                seen * (log(fit.residual / seen) + charge)
            }
        }
    }
}

/// The decades of smoothing, against the mean weight, between which the best is looked for.
pub(super) const DECADES: (f64, f64) = (-4.0, 10.0);

/// The exponents (of 10, against the mean weight) at which a criterion is smallest, along the axes that there are, and whether one of
/// them is at the end of what was searched.
///
/// A grid finds the valley and steps that halve find its bottom, to 10⁻⁶ of a decade for a series and to 10⁻³ for a table.
pub(super) fn best_exponents(axes: &[usize], mut value: impl FnMut([f64; 2]) -> f64) -> ([f64; 2], bool) {
    let (low, high) = DECADES;
    let coarse = if axes.len() == 1 { 0.5 } else { 2.0 };
    let finest = if axes.len() == 1 { 1e-6 } else { 1e-3 };
    let steps = ((high - low) / coarse) as usize;
    let mut best = ([low; 2], f64::INFINITY);
    let mut consider = |at: [f64; 2], best: &mut ([f64; 2], f64)| {
        let found = value(at);
        let better = found < best.1;
        if better {
            *best = (at, found);
        }
        better
    };
    for down in 0..=steps {
        for across in 0..=(if axes.len() == 1 { 0 } else { steps }) {
            let exponent = |step: usize| low + coarse * step as f64;
            let at = if axes.len() == 1 { [exponent(down); 2] } else { [exponent(down), exponent(across)] };
            consider(at, &mut best);
        }
    }
    let mut step = coarse / 2.0;
    while step > finest {
        let centre = best.0;
        let mut moved = false;
        for &axis in axes {
            for sign in [-1.0, 1.0] {
                let mut at = if axes.len() == 1 { centre } else { best.0 };
                at[axis] = (at[axis] + sign * step).clamp(low, high);
                moved |= consider(at, &mut best);
            }
        }
        if !moved {
            step /= 2.0;
        }
    }
    let is_end = |exponent: f64| exponent - low < 2.0 * finest || high - exponent < 2.0 * finest;
    (best.0, axes.iter().any(|&axis| is_end(best.0[axis])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_of_a_bowl_is_found_and_an_end_is_named() {
        let (found, at_end) = best_exponents(&[0, 1], |at| (at[0] - 1.234).powi(2) + 2.0 * (at[1] - at[0] - 0.5).powi(2));
        assert!((found[0] - 1.234).abs() < 0.01 && (found[1] - 1.734).abs() < 0.01 && !at_end, "{found:?}");
        let (found, at_end) = best_exponents(&[0], |at| (at[0] - 3.3).powi(2));
        assert!((found[0] - 3.3).abs() < 1e-5 && !at_end);
        assert!(best_exponents(&[0], |at| -at[0]).1 && best_exponents(&[1], |at| at[1]).1);
    }
}
