//! One group's experience: as many left as expected, or more, and how far can that be believed?

use super::credibility::LimitedFluctuation;
use crate::error::{Error, Result};
use crate::rates::interval::{Interval, RateMethod, rate_interval};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// Actual exits of one group against those expected by a standard.
///
/// # Formula
///
/// ```text
/// A/E           = actual / expected             limits: those of a Poisson count `actual` over `expected`
/// Z             = limited fluctuation credibility of `actual` at the rate actual / exposure
/// credible A/E  = Z A/E + (1 − Z)
/// credible rate = Z actual / exposure + (1 − Z) expected / exposure
/// ```
///
/// # Example
///
/// Twelve left where eight were expected.
///
/// ```
/// use kaiin::{Confidence, rates::{Experience, LimitedFluctuation, RateMethod}};
/// let group = Experience::new(12, 100.0, 8.0, LimitedFluctuation::default(), Confidence::default(), RateMethod::Garwood)?;
/// assert_eq!((group.ratio(), group.rate(), group.expected_rate()), (Some(1.5), Some(0.12), Some(0.08)));
/// // χ² limits of 12 are 6.2006 and 20.9616
/// assert!((group.interval().unwrap().upper - 20.96159 / 8.0).abs() < 1e-5);
/// // full credibility needs 1536.6 × 0.88 = 1352.2 exits: Z = √(12 / 1352.2) = 0.0942
/// assert!((group.credible_ratio().unwrap() - 1.0471).abs() < 1e-4);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Experience {
    actual: u64,
    exposure: f64,
    expected: f64,
    interval: Option<Interval>,
    credibility: Option<f64>,
}

impl Experience {
    /// `actual` exits in an `exposure` in which the standard expects `expected`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when exposure or expected are not finite numbers of at least 0.
    pub fn new(
        actual: u64,
        exposure: f64,
        expected: f64,
        credibility: LimitedFluctuation,
        confidence: Confidence,
        method: RateMethod,
    ) -> Result<Self> {
        for (name, value) in [("exposure", exposure), ("expected", expected)] {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(Error::setting(name, value, "is not a finite number of at least 0"));
            }
        }
        let interval = if expected > 0.0 { rate_interval(actual, expected, confidence, method)? } else { None };
        let credibility = if exposure > 0.0 { credibility.credibility(actual, actual as f64 / exposure) } else { None };
        Ok(Self { actual, exposure, expected, interval, credibility })
    }

    /// Exits that happened.
    #[must_use]
    pub fn actual(&self) -> u64 {
        self.actual
    }

    /// Exposure in years, of the kind that the standard asks for.
    #[must_use]
    pub fn exposure(&self) -> f64 {
        self.exposure
    }

    /// Exits that the standard expects in that exposure.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.expected
    }

    /// Actual to expected; `None` when none are expected.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.expected > 0.0).then(|| self.actual as f64 / self.expected)
    }

    /// The limits of actual to expected; `None` when none are expected.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.interval
    }

    /// Exits a year of exposure; `None` without exposure.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.exposure > 0.0).then(|| self.actual as f64 / self.exposure)
    }

    /// Expected exits a year of exposure; `None` without exposure.
    #[must_use]
    pub fn expected_rate(&self) -> Option<f64> {
        (self.exposure > 0.0).then(|| self.expected / self.exposure)
    }

    /// How far the group's own experience can be believed, from 0 to 1; `None` without exposure.
    #[must_use]
    pub fn credibility(&self) -> Option<f64> {
        self.credibility
    }

    /// Actual to expected, mixed with 1 by credibility.
    #[must_use]
    pub fn credible_ratio(&self) -> Option<f64> {
        mixed(self.credibility?, self.ratio()?, 1.0)
    }

    /// The group's rate, mixed with the expected one by credibility.
    #[must_use]
    pub fn credible_rate(&self) -> Option<f64> {
        mixed(self.credibility?, self.rate()?, self.expected_rate()?)
    }
}

fn mixed(credibility: f64, own: f64, other: f64) -> Option<f64> {
    Some(credibility * own + (1.0 - credibility) * other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(actual: u64, exposure: f64, expected: f64) -> Result<Experience> {
        Experience::new(actual, exposure, expected, LimitedFluctuation::default(), Confidence::default(), RateMethod::Garwood)
    }

    #[test]
    fn without_exposure_or_expectation_there_is_nothing_to_say() {
        let nothing = of(0, 0.0, 0.0).unwrap();
        assert_eq!((nothing.ratio(), nothing.rate(), nothing.credibility(), nothing.interval()), (None, None, None, None));
        let unexpected = of(3, 10.0, 0.0).unwrap();
        assert_eq!((unexpected.ratio(), unexpected.rate(), unexpected.credible_ratio()), (None, Some(0.3), None));
    }

    #[test]
    fn with_no_exit_the_standard_is_believed() {
        let group = of(0, 50.0, 4.0).unwrap();
        assert_eq!((group.ratio(), group.credible_ratio(), group.credible_rate()), (Some(0.0), Some(1.0), Some(0.08)));
        assert!((group.interval().unwrap().upper + 0.025f64.ln() / 4.0).abs() < 1e-14);
    }

    #[test]
    fn numbers_that_are_none_are_refused() {
        assert!(of(1, f64::NAN, 1.0).is_err() && of(1, 1.0, -1.0).is_err() && of(1, f64::INFINITY, 1.0).is_err());
    }
}
