//! Where on the positive half line is the point with given tails: one search for the quantiles of every distribution here.

use super::tails::Tails;

/// A distribution function at one point: its tails, and by how much the lower tail grows per unit of ln x.
pub(super) struct Reading {
    pub(super) tails: Tails,
    pub(super) slope: f64,
}

/// No quantile needs more steps: Newton takes three to ten, and sixty bisections of the exponent narrow any bracket.
const MAX_STEPS: usize = 120;

/// The x > 0 at which the tails are `goal`: 0 or infinity where that lies beyond what a double can hold.
///
/// Newton's method on the logarithm of the smaller tail against ln x, where the distributions used here are concave, kept inside a
/// bracket. A start anywhere is safe; a good one saves steps.
pub(super) fn quantile(goal: Tails, start: f64, read: impl Fn(f64) -> Reading) -> f64 {
    if goal.lower() <= 0.0 {
        return 0.0;
    }
    if goal.upper() <= 0.0 {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (f64::MIN_POSITIVE, f64::MAX);
    let mut x = if start.is_finite() { start.clamp(1e-290, 1e290) } else { 1.0 };
    for _ in 0..MAX_STEPS {
        let reading = read(x);
        let (excess, tail) = excess(goal, reading.tails);
        if excess == 0.0 {
            return x;
        }
        if excess > 0.0 {
            high = x
        } else {
            low = x
        }
        let step = -excess * tail / reading.slope;
        let next = x * step.exp();
        // quadratic convergence: what is left is of the order of excess²; and no step moves x by less than its last digit
        if (excess.abs() < 1e-8 && step.abs() < 0.1) || step.abs() < 0.5 * f64::EPSILON {
            return next;
        }
        if next > low && next < high {
            x = next;
        } else if let Some(end) = beyond(goal, low, high, &read) {
            return end;
        } else {
            x = low.sqrt() * high.sqrt();
        }
        if high / low - 1.0 < 4.0 * f64::EPSILON {
            return x;
        }
    }
    x
}

/// How much too far right a point is, as the logarithm of a ratio of tails, and the tail it was read from.
fn excess(goal: Tails, found: Tails) -> (f64, f64) {
    if goal.lower() <= goal.upper() {
        ((found.lower() / goal.lower()).ln(), found.lower())
    } else {
        ((goal.upper() / found.upper()).ln(), found.upper())
    }
}

/// 0 or infinity when the goal lies outside the representable numbers and the bracket still reaches their end.
fn beyond(goal: Tails, low: f64, high: f64, read: &impl Fn(f64) -> Reading) -> Option<f64> {
    if low == f64::MIN_POSITIVE && excess(goal, read(low).tails).0 > 0.0 {
        return Some(0.0);
    }
    if high == f64::MAX && excess(goal, read(high).tails).0 < 0.0 {
        return Some(f64::INFINITY);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exponential distribution: lower tail 1 − exp(−x).
    fn exponential(x: f64) -> Reading {
        Reading { tails: Tails::of_upper((-x).exp()), slope: x * (-x).exp() }
    }

    #[test]
    fn the_median_of_the_exponential_is_the_logarithm_of_two_from_any_start() {
        for start in [1e-300, 1e-3, 1.0, 50.0, 1e300, f64::NAN] {
            let median = quantile(Tails::of_lower(0.5), start, exponential);
            assert!((median - 2f64.ln()).abs() < 1e-15, "{start}: {median}");
        }
    }

    #[test]
    fn impossible_levels_give_the_ends_of_the_half_line() {
        assert_eq!(quantile(Tails::of_lower(0.0), 1.0, exponential), 0.0);
        assert_eq!(quantile(Tails::of_upper(0.0), 1.0, exponential), f64::INFINITY);
    }
}
