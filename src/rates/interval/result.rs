//! Between which values does a rate lie, how sure is that, and which method says so?

use super::proportion::ProportionMethod;
use super::rate::RateMethod;
use crate::rates::two_rates::{DifferenceMethod, RatioMethod};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Two limits of a rate, the confidence they were computed for, and the method.
///
/// Limits are in the unit of the rate: a share between 0 and 1, events per unit of exposure, or a difference of these. Compare
/// intervals only when confidence and method are the same; the field keeps both for that.
///
/// # Example
///
/// ```
/// use kaiin::rates::{ProportionMethod, proportion_interval};
/// use kaiin::Confidence;
/// let interval = proportion_interval(90, 100, Confidence::default(), ProportionMethod::Wilson)?.expect("there are trials");
/// assert_eq!(interval.to_string(), "0.8256 to 0.9448 (95 %, Wilson)");
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// How often such intervals contain the true value, according to the method.
    pub confidence: Confidence,
    /// How the limits were computed.
    pub method: IntervalMethod,
}

impl Interval {
    /// How far the limits are apart.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }

    /// Whether a value lies between the limits or on one.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        let percent = percent(self.confidence);
        write!(f, "{:.digits$} to {:.digits$} ({percent} %, {})", self.lower, self.upper, self.method)
    }
}

/// A confidence level in percent, without the noise of binary fractions: 99.8 rather than 99.80000000000001.
pub(in crate::rates) fn percent(confidence: Confidence) -> f64 {
    (confidence.get() * 1e10).round() / 1e8
}

/// By which method an interval was computed, for whichever kind of rate. Prints as the method's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum IntervalMethod {
    /// One proportion.
    Proportion(ProportionMethod),
    /// One rate of events per exposure.
    Rate(RateMethod),
    /// The ratio of two rates.
    Ratio(RatioMethod),
    /// The difference of two rates.
    Difference(DifferenceMethod),
    /// A share still there, on the log-log scale with Greenwood's variance.
    LogLog,
    /// A projected number: the normal approximation around its mean.
    NormalPrediction,
}

impl fmt::Display for IntervalMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proportion(method) => method.fmt(f),
            Self::Rate(method) => method.fmt(f),
            Self::Ratio(method) => method.fmt(f),
            Self::Difference(method) => method.fmt(f),
            Self::LogLog => f.write_str("log-log"),
            Self::NormalPrediction => f.write_str("normal prediction"),
        }
    }
}

/// What a confidence level asks of each side: the probability left out there, and the standard normal distance that leaves it out.
#[derive(Clone, Copy)]
pub(in crate::rates) struct Sides {
    pub(in crate::rates) tail: f64,
    pub(in crate::rates) z: f64,
}

impl Sides {
    pub(in crate::rates) fn of(confidence: Confidence) -> Self {
        // the nearest double below 1 still leaves 1.1e-16, so the tail is in (0, 0.5]
        let tail = 0.5 * (1.0 - confidence.get());
        let z = crate::special::Tails::from_upper(tail).map_or(0.0, crate::special::normal_quantile);
        Self { tail, z }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_of_95_percent_are_the_familiar_ones() {
        let sides = Sides::of(Confidence::default());
        assert!((sides.tail - 0.025).abs() < 1e-16 && (sides.z - 1.959963984540054).abs() < 1e-14);
    }

    #[test]
    fn confidence_prints_as_people_write_it() {
        assert_eq!(percent(Confidence::new(0.998).unwrap()).to_string(), "99.8");
        assert_eq!(percent(Confidence::new(0.07).unwrap()).to_string(), "7");
    }

    #[test]
    fn an_interval_survives_json() {
        let interval =
            Interval { lower: 0.1, upper: 0.2, confidence: Confidence::default(), method: IntervalMethod::Rate(RateMethod::Garwood) };
        let text = serde_json::to_string(&interval).unwrap();
        assert_eq!(text, r#"{"lower":0.1,"upper":0.2,"confidence":0.95,"method":{"rate":"garwood"}}"#);
        assert_eq!(serde_json::from_str::<Interval>(&text).unwrap(), interval);
        assert!(interval.contains(0.1) && !interval.contains(0.3) && (interval.width() - 0.1).abs() < 1e-16);
    }
}
