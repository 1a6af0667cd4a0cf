//! How large the cohort is and when in an interval its members leave: the settings of a multiple-decrement table.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// When in an interval those leave who leave in it. It decides how long they were there, and how often they would leave for one reason
/// if the others did not exist.
///
/// # Formula
///
/// With `q` the probability of leaving in an interval, `q_k` for outcome `k`, `p = 1 - q`; per head at the start and width 1, the time spent
/// and the probability of leaving for `k` alone:
///
/// ```text
/// Uniform         1 - q/2                      1 - p ^ (q_k / q)
/// ConstantForce   q / (-log p)                 1 - p ^ (q_k / q)
/// UniformAlone    ∫ product (1 - t q'_j) dt    q'_k, solving q_k = q'_k ∫ product over j ≠ k of (1 - t q'_j) dt
/// EndOfInterval   1                            1 - p ^ (q_k / q), by convention: all reasons act at one moment
/// ```
///
/// # References
///
/// N. L. Bowers, H. U. Gerber, J. C. Hickman, D. A. Jones, C. J. Nesbitt (1997), *Actuarial Mathematics*, 2nd ed., chapter 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeavingTime {
    /// Evenly over it, for every reason. The default: it is what the life table assumes of those last seen.
    #[default]
    Uniform,
    /// With a constant force, more at its start than at its end. Where all leave no force is constant; they leave evenly then.
    ConstantForce,
    /// Each reason would take its members evenly if it were the only one. Where all leave, for two reasons equally often, the equations have no
    /// stable answer; they leave evenly then, and the probabilities alone are `None`.
    UniformAlone,
    /// At its end: annual renewal.
    EndOfInterval,
}

/// How a multiple-decrement table is made.
///
/// # Example
///
/// ```
/// use kaiin::survival::{DecrementSettings, LeavingTime};
/// let settings = DecrementSettings::new().radix(1000.0)?.leaving(LeavingTime::EndOfInterval);
/// let table = settings.of_probabilities(&[0.0, 1.0, 2.0], &[("arrears", &[0.2, 0.1]), ("retired", &[0.0, 0.4])])?;
/// assert_eq!(table.rows()[1].survivors, 800.0);
/// assert_eq!(table.rows()[1].leavers, [80.0, 320.0]);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until a table is made"]
pub struct DecrementSettings {
    pub(super) radix: f64,
    pub(super) leaving: LeavingTime,
}

impl Default for DecrementSettings {
    fn default() -> Self {
        Self { radix: 100_000.0, leaving: LeavingTime::default() }
    }
}

impl DecrementSettings {
    /// A cohort of 100,000 whose members leave evenly over an interval.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many there are at the start; 100,000 unless told.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is not a finite number above 0.
    pub fn radix(mut self, radix: f64) -> Result<Self> {
        if !(radix > 0.0 && radix.is_finite()) {
            return Err(Error::setting("radix", radix, "is not a finite number above 0; give the size of the cohort, such as 100000"));
        }
        self.radix = radix;
        Ok(self)
    }

    /// When in an interval members leave.
    pub fn leaving(mut self, leaving: LeavingTime) -> Self {
        self.leaving = leaving;
        self
    }
}
