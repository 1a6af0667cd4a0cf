//! How many times as high is one rate as another, and how far may the true ratio be from that?

use super::observed::ObservedRate;
use crate::error::Result;
use crate::rates::interval::{IntervalMethod, RateMethod, Sides, count_limits, percent};
use crate::special::BetaMixture;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the limits of a ratio of two rates are computed.
///
/// [`ExactConditional`](Self::ExactConditional) where the stated confidence must be a guarantee, [`Score`](Self::Score) or
/// [`MidP`](Self::MidP) where it need hold on average only. Printing a method gives its usual name.
///
/// # References
///
/// K. Gu, H. K. T. Ng, M. L. Tang, W. R. Schucany (2008), *Biometrical Journal* 50, 283-298 (the methods compared).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum RatioMethod {
    /// Given the sum of events the first count is binomial, with a share that depends on the ratio alone: Clopper-Pearson limits of
    /// that share. Covers at least as often as stated.
    #[default]
    ExactConditional,
    /// The same with mid-p limits: shorter, near its stated confidence on average.
    MidP,
    /// The ratios at which the score test does not reject; the limits of Wilson's interval for the share.
    Score,
    /// The logarithm's score test inverted. Weak: its standard error grows with the ratio, so that with few events there is no upper
    /// limit (or no lower), and there is no interval at all when a count is 0.
    ScoreLog,
    /// The textbook formula on the logarithm, exp(ln ratio ± z √(1/k₁ + 1/k₂)). No interval when a count is 0.
    WaldLog,
    /// The same after adding half an event to each count, also to the ratio at its centre.
    WaldLogHalfEvent,
    /// Limits recovered from the score limits of each rate (MOVER-R: Donner & Zou 2012).
    Mover,
}

impl fmt::Display for RatioMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ExactConditional => "exact conditional",
            Self::MidP => "conditional mid-p",
            Self::Score => "score",
            Self::ScoreLog => "score of the logarithm",
            Self::WaldLog => "Wald of the logarithm",
            Self::WaldLogHalfEvent => "Wald of the logarithm with half an event",
            Self::Mover => "MOVER from score limits",
        })
    }
}

/// Limits of a ratio; without an upper one the ratio may be as large as one likes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RatioInterval {
    /// The lower limit, at least 0.
    pub lower: f64,
    /// The upper limit; `None` when the data set none.
    pub upper: Option<f64>,
    /// How often such intervals contain the true ratio, according to the method.
    pub confidence: Confidence,
    /// How the limits were computed.
    pub method: IntervalMethod,
}

impl RatioInterval {
    /// Whether a value lies between the limits or on one.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && self.upper.is_none_or(|upper| value <= upper)
    }
}

impl fmt::Display for RatioInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        let percent = percent(self.confidence);
        match self.upper {
            Some(upper) => write!(f, "{:.digits$} to {upper:.digits$} ({percent} %, {})", self.lower, self.method),
            None => write!(f, "{:.digits$} or more ({percent} %, {})", self.lower, self.method),
        }
    }
}

/// The ratio of two rates, with what it was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RateRatio {
    /// The rate in the numerator.
    pub first: ObservedRate,
    /// The rate in the denominator.
    pub second: ObservedRate,
    /// First rate divided by second; `None` when the second group had no event.
    pub ratio: Option<f64>,
    /// Limits of the ratio; `None` when the method has none for these counts.
    pub interval: Option<RatioInterval>,
}

/// The ratio of the `first` rate to the `second`, with an interval.
///
/// Events are taken as Poisson and the two groups as independent.
///
/// # Properties
///
/// Exchanging the groups turns limits into their reciprocals (except the half events of
/// [`RatioMethod::WaldLogHalfEvent`], where it holds too, about a shifted centre).
///
/// # Errors
///
/// None for the present methods; the result type leaves room for those that can fail.
///
/// # Example
///
/// Seven lapses in 80 years against none in 90: no upper limit, and the exact lower one is 90/80 · s/(1 − s) with s = 0.025^(1/7).
///
/// ```
/// use kaiin::rates::{ObservedRate, RatioMethod, rate_ratio};
/// use kaiin::Confidence;
/// let (first, second) = (ObservedRate::new(7, 80.0)?, ObservedRate::new(0, 90.0)?);
/// let result = rate_ratio(first, second, Confidence::default(), RatioMethod::ExactConditional)?;
/// let interval = result.interval.expect("exact limits always exist");
/// let s = 0.025f64.powf(1.0 / 7.0);
/// assert!((interval.lower - 90.0 / 80.0 * s / (1.0 - s)).abs() < 1e-13);
/// assert_eq!((result.ratio, interval.upper), (None, None));
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// See [`RatioMethod`].
pub fn rate_ratio(first: ObservedRate, second: ObservedRate, confidence: Confidence, method: RatioMethod) -> Result<RateRatio> {
    let limits = limits(first, second, Sides::of(confidence), method)?;
    let interval = limits.map(|(lower, upper)| RatioInterval {
        lower,
        upper: upper.is_finite().then_some(upper),
        confidence,
        method: IntervalMethod::Ratio(method),
    });
    let ratio = (second.events() > 0).then(|| first.rate() / second.rate());
    Ok(RateRatio { first, second, ratio, interval })
}

/// Limits of the ratio of rates, the upper infinite where there is none.
fn limits(first: ObservedRate, second: ObservedRate, sides: Sides, method: RatioMethod) -> Result<Option<(f64, f64)>> {
    let (k1, k2) = (first.count(), second.count());
    let counts = match method {
        RatioMethod::ExactConditional => Some(exact(k1, k2, sides.tail)),
        RatioMethod::MidP => Some(mid_p(k1, k2, sides.tail)),
        RatioMethod::Score => Some(score(k1, k2, sides.z)),
        RatioMethod::ScoreLog => (k1 > 0.0 && k2 > 0.0).then(|| score_log(k1, k2, sides.z)),
        RatioMethod::WaldLog => (k1 > 0.0 && k2 > 0.0).then(|| wald_log(k1, k2, sides.z)),
        RatioMethod::WaldLogHalfEvent => Some(wald_log(k1 + 0.5, k2 + 0.5, sides.z)),
        RatioMethod::Mover => Some(mover(first, second, sides)?),
    };
    let scale = second.exposure() / first.exposure();
    Ok(counts.map(|(lower, upper)| (lower * scale, upper * scale)))
}

// Each of the following gives limits of the ratio of the expected counts.

fn exact(k1: f64, k2: f64, tail: f64) -> (f64, f64) {
    let share = BetaMixture::new(k1, k1 + k2);
    (share.exact_lower_odds(tail), share.exact_upper_odds(tail))
}

fn mid_p(k1: f64, k2: f64, tail: f64) -> (f64, f64) {
    if k1 + k2 == 0.0 {
        return (0.0, f64::INFINITY);
    }
    let share = BetaMixture::new(k1, k1 + k2);
    (share.mid_p_lower_odds(tail), share.mid_p_upper_odds(tail))
}

/// The roots r of (k₁ − k₂ r)² = z² (k₁ + k₂) r, the lower as k₁² over the larger root's numerator.
fn score(k1: f64, k2: f64, z: f64) -> (f64, f64) {
    let spread = z * z * (k1 + k2);
    let middle = 2.0 * k1 * k2 + spread;
    let larger = 0.5 * (middle + (spread * (spread + 4.0 * k1 * k2)).sqrt());
    let lower = if k1 > 0.0 { k1 * (k1 / larger) } else { 0.0 };
    (lower, if k2 > 0.0 { larger / (k2 * k2) } else { f64::INFINITY })
}

/// Where |ln(k₁/k₂) − u| first reaches 2 z cosh(u/2) / √(k₁ + k₂), on each side of ln(k₁/k₂).
fn score_log(k1: f64, k2: f64, z: f64) -> (f64, f64) {
    let (centre, width) = ((k1 / k2).ln(), 2.0 * z / (k1 + k2).sqrt());
    (1.0 / score_log_upper(-centre, width).exp(), score_log_upper(centre, width).exp())
}

/// The first root above `centre` of the convex function width · cosh(u/2) − (u − centre), by Newton's method from the left, which
/// never passes it; infinite when there is none.
fn score_log_upper(centre: f64, width: f64) -> f64 {
    let mut u = centre;
    for _ in 0..200 {
        let value = width * (0.5 * u).cosh() - (u - centre);
        let slope = 0.5 * width * (0.5 * u).sinh() - 1.0;
        if slope >= 0.0 {
            return if value > 0.0 { f64::INFINITY } else { u };
        }
        let next = u - value / slope;
        if next - u <= 1e-15 * u.abs().max(1.0) {
            return next;
        }
        u = next;
    }
    f64::INFINITY
}

fn wald_log(k1: f64, k2: f64, z: f64) -> (f64, f64) {
    let factor = (z * (1.0 / k1 + 1.0 / k2).sqrt()).exp();
    (k1 / k2 / factor, k1 / k2 * factor)
}

/// Donner & Zou's limits of a ratio from the limits of its parts.
fn mover(first: ObservedRate, second: ObservedRate, sides: Sides) -> Result<(f64, f64)> {
    let (l1, u1) = count_limits(first.events(), sides, RateMethod::Score)?;
    let (l2, u2) = count_limits(second.events(), sides, RateMethod::Score)?;
    let (k1, k2) = (first.count(), second.count());
    // rounding can leave an exact 0 under the root slightly negative
    let root = |part: f64| (k1 * k2 * (k1 * k2) - part).max(0.0).sqrt();
    let (low, high) = (l1 * (2.0 * k1 - l1), u2 * (2.0 * k2 - u2));
    let lower = if k1 > 0.0 { low / (k1 * k2 + root(low * high)) } else { 0.0 };
    if k2 == 0.0 {
        return Ok((lower, f64::INFINITY));
    }
    let (high, low) = (u1 * (2.0 * k1 - u1), l2 * (2.0 * k2 - l2));
    Ok((lower, (k1 * k2 + root(high * low)) / low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(k1: u64, k2: u64, method: RatioMethod) -> RateRatio {
        let (first, second) = (ObservedRate::new(k1, 2.0).unwrap(), ObservedRate::new(k2, 2.0).unwrap());
        rate_ratio(first, second, Confidence::default(), method).unwrap()
    }

    const ALL: [RatioMethod; 7] = [
        RatioMethod::ExactConditional,
        RatioMethod::MidP,
        RatioMethod::Score,
        RatioMethod::ScoreLog,
        RatioMethod::WaldLog,
        RatioMethod::WaldLogHalfEvent,
        RatioMethod::Mover,
    ];

    #[test]
    fn score_limits_solve_their_equation_by_hand() {
        // k = 1 and 1 with z² = ½: (1 − r)² = r has the roots (3 ± √5)/2
        let (lower, upper) = score(1.0, 1.0, 0.5f64.sqrt());
        assert!((lower - (3.0 - 5f64.sqrt()) / 2.0).abs() < 1e-15 && (upper - (3.0 + 5f64.sqrt()) / 2.0).abs() < 1e-14);
    }

    #[test]
    fn exchanging_the_groups_gives_reciprocal_limits() {
        for method in ALL {
            let (one, other) = (ratio(11, 30, method).interval.unwrap(), ratio(30, 11, method).interval.unwrap());
            assert!((one.lower * other.upper.unwrap() - 1.0).abs() < 1e-13, "{method}");
            assert!((one.upper.unwrap() * other.lower - 1.0).abs() < 1e-13, "{method}");
            assert!(one.contains(11.0 / 30.0) && !one.contains(11.0), "{method}");
        }
    }

    #[test]
    fn without_any_event_the_ratio_may_be_anything_or_has_no_interval() {
        for method in ALL {
            let result = ratio(0, 0, method);
            assert_eq!(result.ratio, None);
            match (method, result.interval) {
                (RatioMethod::ScoreLog | RatioMethod::WaldLog, None) => {}
                (RatioMethod::WaldLogHalfEvent, Some(interval)) => assert!(interval.contains(1.0)),
                (_, Some(interval)) => assert_eq!((interval.lower, interval.upper), (0.0, None), "{method}"),
                (_, None) => panic!("{method}"),
            }
        }
    }

    #[test]
    fn few_events_leave_the_logarithm_without_an_upper_limit() {
        let interval = ratio(2, 1, RatioMethod::ScoreLog).interval.unwrap();
        assert_eq!(interval.upper, None);
        assert!(interval.to_string().contains("or more"));
    }
}
