//! Numbers that must not be swapped: each has a type of its own, checked where it enters.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A confidence level, strictly between 0 and 1; 0.95 unless told otherwise.
///
/// # Example
///
/// ```
/// use kaiin::Confidence;
/// assert_eq!(Confidence::default().get(), 0.95);
/// assert!(Confidence::new(95.0).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Confidence(f64);

impl Confidence {
    /// A confidence level.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `level` is not strictly between 0 and 1 (a percentage, a NaN).
    pub fn new(level: f64) -> Result<Self> {
        if level > 0.0 && level < 1.0 {
            return Ok(Self(level));
        }
        let hint = if level > 1.0 && level < 100.0 { format!("; write {}", level / 100.0) } else { "; write 0.95".into() };
        Err(Error::setting("confidence", level, format!("is outside (0, 1){hint}")))
    }

    /// The level as a number in (0, 1).
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self(0.95)
    }
}

impl TryFrom<f64> for Confidence {
    type Error = Error;
    fn try_from(level: f64) -> Result<Self> {
        Self::new(level)
    }
}

impl From<Confidence> for f64 {
    fn from(value: Confidence) -> f64 {
        value.0
    }
}

/// A probability, in [0, 1].
///
/// # Example
///
/// ```
/// use kaiin::Probability;
/// assert_eq!(Probability::new(0.25)?.complement().get(), 0.75);
/// assert!(Probability::new(f64::NAN).is_err());
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Probability(f64);

impl Probability {
    /// A probability.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `value` is not in [0, 1] (a percentage, a NaN).
    pub fn new(value: f64) -> Result<Self> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(Error::setting("probability", value, "is outside [0, 1]; write 0.05 for 5 %"))
        }
    }

    /// The probability as a number in [0, 1].
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// One minus the probability.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl TryFrom<f64> for Probability {
    type Error = Error;
    fn try_from(value: f64) -> Result<Self> {
        Self::new(value)
    }
}

impl From<Probability> for f64 {
    fn from(value: Probability) -> f64 {
        value.0
    }
}

/// The label of a fiscal year (年度): which twelve months it names is told by a
/// [`FiscalCalendar`](crate::time::FiscalCalendar).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// The label as a number.
    #[must_use]
    pub fn get(self) -> i32 {
        self.0
    }

    /// The year `years` later (earlier when negative); stops at the ends of the integer range.
    #[must_use]
    pub fn plus(self, years: i32) -> Self {
        Self(self.0.saturating_add(years))
    }

    /// How many years `self` lies after `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl From<i32> for FiscalYear {
    fn from(year: i32) -> Self {
        Self(year)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A number of days summed over persons: one person for ten days and ten persons for one day are both 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct PersonDays(pub u64);

impl PersonDays {
    /// Days as a number.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }

    /// The same time in years of 365.25 days.
    #[must_use]
    pub fn years(self) -> PersonYears {
        PersonYears(self.0 as f64 / 365.25)
    }
}

/// Time summed over persons, in years of 365.25 days.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct PersonYears(pub f64);

impl PersonYears {
    /// Years as a number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}
