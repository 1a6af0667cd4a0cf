//! How probable is a smaller and how probable a larger value: two numbers that add up to one, each exact on its own.

use super::checked_probability;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// The probability below a point and the probability above it.
///
/// They add up to one. Keeping both keeps the digits: an upper tail of 1e-30 cannot be read off a lower tail of 1.
///
/// # Example
///
/// ```
/// use kaiin::special::Tails;
/// let level = Tails::from_upper(1e-30)?;
/// assert_eq!((level.lower(), level.upper()), (1.0, 1e-30));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tails {
    lower: f64,
    upper: f64,
}

impl Tails {
    /// Both tails from the probability below the point.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`](crate::Error::Setting) when `lower` is not in [0, 1].
    pub fn from_lower(lower: f64) -> Result<Self> {
        checked_probability("lower tail", lower).map(Self::of_lower)
    }

    /// Both tails from the probability above the point.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`](crate::Error::Setting) when `upper` is not in [0, 1].
    pub fn from_upper(upper: f64) -> Result<Self> {
        checked_probability("upper tail", upper).map(Self::of_upper)
    }

    /// The probability below the point (the distribution function), in [0, 1].
    #[must_use]
    pub fn lower(self) -> f64 {
        self.lower
    }

    /// The probability above the point (the survival function), in [0, 1].
    #[must_use]
    pub fn upper(self) -> f64 {
        self.upper
    }

    /// The smaller of the two.
    #[must_use]
    pub fn smaller(self) -> f64 {
        self.lower.min(self.upper)
    }

    /// The tails seen from the other side: below and above exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }

    /// From a lower tail computed here; rounding may have left it a little outside [0, 1].
    pub(super) fn of_lower(lower: f64) -> Self {
        let lower = lower.clamp(0.0, 1.0);
        Self { lower, upper: 1.0 - lower }
    }

    /// From an upper tail computed here; rounding may have left it a little outside [0, 1].
    pub(crate) fn of_upper(upper: f64) -> Self {
        Self::of_lower(upper).mirrored()
    }

    /// Half of each: the tails of an even mixture of two distributions.
    pub(super) fn mean(self, other: Self) -> Self {
        Self { lower: 0.5 * (self.lower + other.lower), upper: 0.5 * (self.upper + other.upper) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_outside_the_unit_interval_is_refused() {
        for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Tails::from_lower(wrong).unwrap_err().code(), "setting");
            assert_eq!(Tails::from_upper(wrong).unwrap_err().code(), "setting");
        }
    }

    #[test]
    fn mirroring_exchanges_the_tails() {
        let tails = Tails::from_lower(0.25).unwrap();
        assert_eq!((tails.mirrored().lower(), tails.mirrored().upper(), tails.smaller()), (0.75, 0.25, 0.25));
    }
}
