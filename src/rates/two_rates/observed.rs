//! Events seen in an exposure: the two numbers that every comparison of rates starts from.

use crate::error::{Error, Result};
use crate::rates::interval::check_exposure;
use serde::{Deserialize, Serialize};

/// Events counted in an exposure (person-years, members at start): the evidence for one rate.
///
/// # Example
///
/// ```
/// use kaiin::rates::ObservedRate;
/// let lapses = ObservedRate::new(11, 120.5)?;
/// assert!((lapses.rate() - 11.0 / 120.5).abs() < 1e-16);
/// assert!(ObservedRate::new(11, 0.0).is_err());
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Given", into = "Given")]
pub struct ObservedRate {
    events: u64,
    exposure: f64,
}

impl ObservedRate {
    /// `events` counted in `exposure`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the exposure is not a finite number above 0: without exposure there is no rate to compare.
    pub fn new(events: u64, exposure: f64) -> Result<Self> {
        check_exposure(events, exposure)?;
        if exposure == 0.0 {
            return Err(Error::setting("exposure", exposure, "leaves nothing to compare; leave the group out"));
        }
        Ok(Self { events, exposure })
    }

    /// Events counted.
    #[must_use]
    pub fn events(self) -> u64 {
        self.events
    }

    /// Exposure in which they were counted, above 0.
    #[must_use]
    pub fn exposure(self) -> f64 {
        self.exposure
    }

    /// Events per unit of exposure.
    #[must_use]
    pub fn rate(self) -> f64 {
        self.count() / self.exposure
    }

    /// Events as a real number.
    pub(super) fn count(self) -> f64 {
        self.events as f64
    }
}

/// An observed rate as it is written down, not yet checked.
#[derive(Serialize, Deserialize)]
struct Given {
    events: u64,
    exposure: f64,
}

impl TryFrom<Given> for ObservedRate {
    type Error = Error;
    fn try_from(given: Given) -> Result<Self> {
        Self::new(given.events, given.exposure)
    }
}

impl From<ObservedRate> for Given {
    fn from(value: ObservedRate) -> Self {
        Self { events: value.events, exposure: value.exposure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_checked_like_any_other_input() {
        let rate = ObservedRate::new(3, 2.5).unwrap();
        let text = serde_json::to_string(&rate).unwrap();
        assert_eq!(text, r#"{"events":3,"exposure":2.5}"#);
        assert_eq!(serde_json::from_str::<ObservedRate>(&text).unwrap(), rate);
        assert!(serde_json::from_str::<ObservedRate>(r#"{"events":3,"exposure":-1.0}"#).is_err());
    }
}
