//! How many new people come into a state in one year: a given number, or a number that is itself a matter of chance.

use crate::error::{Error, Result};
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// The people who come into a state of a chain at the end of one step.
///
/// Their number matters for the variance: of 120 people known to come, only what becomes of them is chance; of 120 expected,
/// the number is chance too.
///
/// # Example
///
/// ```
/// use kaiin::projection::Arrival;
/// assert_eq!((Arrival::fixed(120.0)?.mean(), Arrival::fixed(120.0)?.variance()), (120.0, 0.0));
/// assert_eq!(Arrival::poisson(120.0)?.variance(), 120.0);
/// assert_eq!(Arrival::binomial(180, 0.5)?.variance(), 45.0); // 180 × 0.5 × 0.5
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// A given number of people.
    Fixed(f64),
    /// A number that varies as counts of independent rare events do, with this mean.
    Poisson(f64),
    /// Those of a number of licence holders who join, each with the same probability.
    Binomial {
        /// Licence holders who could join.
        of: u64,
        /// The probability that one of them does.
        probability: Probability,
    },
    /// A number known by its mean and standard deviation only.
    Uncertain {
        /// The expected number.
        mean: f64,
        /// Its standard deviation.
        deviation: f64,
    },
}

impl Arrival {
    /// A given number of people.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `people` is negative, infinite or NaN.
    pub fn fixed(people: f64) -> Result<Self> {
        checked("arrivals", people).map(Self::Fixed)
    }

    /// A Poisson number of people with the given mean.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `mean` is negative, infinite or NaN.
    pub fn poisson(mean: f64) -> Result<Self> {
        checked("arrivals", mean).map(Self::Poisson)
    }

    /// Those of `of` licence holders who join, each with `probability`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `probability` is not in [0, 1].
    pub fn binomial(of: u64, probability: f64) -> Result<Self> {
        Ok(Self::Binomial { of, probability: Probability::new(probability)? })
    }

    /// A number with the given mean and standard deviation.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when either is negative, infinite or NaN.
    pub fn uncertain(mean: f64, deviation: f64) -> Result<Self> {
        Ok(Self::Uncertain { mean: checked("arrivals", mean)?, deviation: checked("standard deviation of arrivals", deviation)? })
    }

    /// The expected number of people.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match *self {
            Self::Fixed(people) => people,
            Self::Poisson(mean) | Self::Uncertain { mean, .. } => mean,
            Self::Binomial { of, probability } => of as f64 * probability.get(),
        }
    }

    /// The variance of their number.
    #[must_use]
    pub fn variance(&self) -> f64 {
        match *self {
            Self::Fixed(_) => 0.0,
            Self::Poisson(mean) => mean,
            Self::Binomial { of, probability } => of as f64 * probability.get() * probability.complement().get(),
            Self::Uncertain { deviation, .. } => deviation * deviation,
        }
    }
}

/// A number of people that can be.
pub(super) fn checked(name: &'static str, people: f64) -> Result<f64> {
    if people >= 0.0 && people.is_finite() {
        Ok(people)
    } else {
        Err(Error::setting(name, people, "is not a number of people; give 0 or more"))
    }
}

impl From<u64> for Arrival {
    /// A number of people that is known.
    fn from(people: u64) -> Self {
        Self::Fixed(people as f64)
    }
}
