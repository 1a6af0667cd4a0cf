//! By how much is one rate higher than another, and how far may the true difference be from that?

use super::observed::ObservedRate;
use crate::error::Result;
use crate::rates::interval::{Interval, IntervalMethod, RateMethod, Sides, count_limits};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the limits of a difference of two rates are computed. Printing a method gives its usual name.
///
/// # References
///
/// H. K. T. Ng, K. Gu, M. L. Tang (2007), *Computational Statistics & Data Analysis* 51, 3085-3099 (the tests compared).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum DifferenceMethod {
    /// The differences that the score test does not reject: the standard error is that of the two most likely rates with that
    /// difference.
    #[default]
    Score,
    /// Limits recovered from the score limits of each rate (MOVER: Newcombe 1998; Zou & Donner 2008): nearly the score limits, in
    /// closed form.
    Mover,
    /// The textbook formula d ± z √(k₁/t₁² + k₂/t₂²). Weak with fewer than about 20 events in a group.
    Wald,
    /// The same with the standard error of half an event more in each group.
    WaldHalfEvent,
}

impl fmt::Display for DifferenceMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Score => "score",
            Self::Mover => "MOVER from score limits",
            Self::Wald => "Wald",
            Self::WaldHalfEvent => "Wald with half an event",
        })
    }
}

/// The difference of two rates, with what it was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RateDifference {
    /// The rate from which is subtracted.
    pub first: ObservedRate,
    /// The rate that is subtracted.
    pub second: ObservedRate,
    /// First rate minus second, per unit of exposure.
    pub difference: f64,
    /// Limits of the difference.
    pub interval: Interval,
}

/// The `first` rate minus the `second`, with an interval; per unit of exposure, which must be the same unit in both.
///
/// Events are taken as Poisson and the two groups as independent.
///
/// # Properties
///
/// Exchanging the groups changes the signs: lower becomes −upper.
///
/// # Errors
///
/// None for the present methods; the result type leaves room for those that can fail.
///
/// # Example
///
/// Nine lapses in 10 years against four in 10: 0.5 ± z √13 / 10.
///
/// ```
/// use kaiin::rates::{DifferenceMethod, ObservedRate, rate_difference};
/// use kaiin::Confidence;
/// let (first, second) = (ObservedRate::new(9, 10.0)?, ObservedRate::new(4, 10.0)?);
/// let result = rate_difference(first, second, Confidence::default(), DifferenceMethod::Wald)?;
/// assert!((result.interval.upper - (0.5 + 1.959963984540054 * 13f64.sqrt() / 10.0)).abs() < 1e-14);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// See [`DifferenceMethod`].
pub fn rate_difference(
    first: ObservedRate,
    second: ObservedRate,
    confidence: Confidence,
    method: DifferenceMethod,
) -> Result<RateDifference> {
    let sides = Sides::of(confidence);
    let difference = first.rate() - second.rate();
    let (lower, upper) = match method {
        DifferenceMethod::Score => (-score_upper(second, first, sides.z), score_upper(first, second, sides.z)),
        DifferenceMethod::Mover => mover(first, second, sides)?,
        DifferenceMethod::Wald => wald(first, second, sides.z, 0.0),
        DifferenceMethod::WaldHalfEvent => wald(first, second, sides.z, 0.5),
    };
    let interval = Interval { lower, upper, confidence, method: IntervalMethod::Difference(method) };
    Ok(RateDifference { first, second, difference, interval })
}

/// d ± z times the standard error with `more` events in each group.
fn wald(first: ObservedRate, second: ObservedRate, z: f64, more: f64) -> (f64, f64) {
    let part = |rate: ObservedRate| (rate.count() + more) / rate.exposure() / rate.exposure();
    let half = z * (part(first) + part(second)).sqrt();
    let difference = first.rate() - second.rate();
    (difference - half, difference + half)
}

/// d − √((r₁ − l₁)² + (u₂ − r₂)²) and d + √((u₁ − r₁)² + (r₂ − l₂)²).
fn mover(first: ObservedRate, second: ObservedRate, sides: Sides) -> Result<(f64, f64)> {
    let distances = |rate: ObservedRate| -> Result<(f64, f64)> {
        let (lower, upper) = count_limits(rate.events(), sides, RateMethod::Score)?;
        Ok(((rate.count() - lower) / rate.exposure(), (upper - rate.count()) / rate.exposure()))
    };
    let ((below1, above1), (below2, above2)) = (distances(first)?, distances(second)?);
    let difference = first.rate() - second.rate();
    Ok((difference - below1.hypot(above2), difference + above1.hypot(below2)))
}

/// The largest difference that the score test does not reject: the root d above the observed difference of
/// d − observed = z √(variance at d), by bisection.
fn score_upper(first: ObservedRate, second: ObservedRate, z: f64) -> f64 {
    let observed = first.rate() - second.rate();
    let inside = |d: f64| d - observed <= z * score_variance(first, second, d).sqrt();
    let (low, mut step) =
        (observed, z * (1.0 + z) * (first.count() + second.count() + 1.0).sqrt() / first.exposure().min(second.exposure()));
    for _ in 0..1100 {
        if !inside(low + step) {
            break;
        }
        step *= 2.0;
    }
    let (mut low, mut high) = (low, low + step);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if inside(middle) { low = middle } else { high = middle }
    }
    low
}

/// λ₁/t₁ + λ₂/t₂ at the most likely rates with λ₁ − λ₂ = `d` (Ng, Gu & Tang 2007).
pub(super) fn score_variance(first: ObservedRate, second: ObservedRate, d: f64) -> f64 {
    let smaller = |less: ObservedRate, gap: f64| {
        // the root of N λ² + (N gap − k₁ − k₂) λ − k gap = 0, in the form without cancellation
        let total = first.exposure() + second.exposure();
        let pooled = (first.count() + second.count()) / total - gap;
        let product = 4.0 * gap * less.count() / total;
        let root = (pooled * pooled + product).sqrt();
        if pooled >= 0.0 {
            0.5 * (pooled + root)
        } else if product > 0.0 {
            0.5 * product / (root - pooled)
        } else {
            0.0
        }
    };
    let (rate1, rate2) = if d >= 0.0 {
        let rate2 = smaller(second, d);
        (rate2 + d, rate2)
    } else {
        let rate1 = smaller(first, -d);
        (rate1, rate1 - d)
    };
    rate1 / first.exposure() + rate2 / second.exposure()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [DifferenceMethod; 4] =
        [DifferenceMethod::Score, DifferenceMethod::Mover, DifferenceMethod::Wald, DifferenceMethod::WaldHalfEvent];

    fn difference(k1: u64, k2: u64, method: DifferenceMethod) -> Interval {
        let (first, second) = (ObservedRate::new(k1, 50.0).unwrap(), ObservedRate::new(k2, 60.0).unwrap());
        rate_difference(first, second, Confidence::default(), method).unwrap().interval
    }

    #[test]
    fn without_an_event_the_score_limits_are_those_of_each_rate_alone() {
        // d = z² / t₁ above and −z² / t₂ below
        let square = 1.959963984540054f64.powi(2);
        let got = difference(0, 0, DifferenceMethod::Score);
        assert!((got.upper - square / 50.0).abs() < 1e-14 && (got.lower + square / 60.0).abs() < 1e-14);
    }

    #[test]
    fn exchanging_the_groups_changes_the_signs() {
        let (first, second) = (ObservedRate::new(11, 120.5).unwrap(), ObservedRate::new(6, 133.2).unwrap());
        for method in ALL {
            let one = rate_difference(first, second, Confidence::default(), method).unwrap().interval;
            let other = rate_difference(second, first, Confidence::default(), method).unwrap().interval;
            assert!((one.lower + other.upper).abs() < 1e-15 && (one.upper + other.lower).abs() < 1e-15, "{method}");
        }
    }

    #[test]
    fn the_observed_difference_lies_inside() {
        for method in ALL {
            for (k1, k2) in [(0, 5), (7, 0), (250, 310), (1, 1), (0, 0)] {
                assert!(difference(k1, k2, method).contains(k1 as f64 / 50.0 - k2 as f64 / 60.0), "{method} {k1} {k2}");
            }
        }
    }
}
