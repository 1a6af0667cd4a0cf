//! By how much a lever turns.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// By how much a probability, or a number of new licence holders, changes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Added: -0.02 is two percentage points less; for the inflow, persons a year.
    Points(f64),
    /// Multiplied: 0.8 is a fifth less.
    Factor(f64),
    /// The odds p / (1 - p) multiplied; a probability stays between 0 and 1, whatever the number. Not for the inflow.
    Odds(f64),
    /// Of those to whom it does not happen, the share multiplied: of lapse, 1.02 lets 2 % more stay. Not for the inflow.
    Complement(f64),
    /// Set to this value.
    To(f64),
}

impl Amount {
    /// The number.
    #[must_use]
    pub fn value(self) -> f64 {
        match self {
            Self::Points(value) | Self::Factor(value) | Self::Odds(value) | Self::Complement(value) | Self::To(value) => value,
        }
    }

    /// The same kind of change by another number.
    #[must_use]
    pub fn with_value(self, value: f64) -> Self {
        match self {
            Self::Points(_) => Self::Points(value),
            Self::Factor(_) => Self::Factor(value),
            Self::Odds(_) => Self::Odds(value),
            Self::Complement(_) => Self::Complement(value),
            Self::To(_) => Self::To(value),
        }
    }

    /// The number at which nothing changes; `None` where it depends on the lever.
    #[must_use]
    pub fn neutral(self) -> Option<f64> {
        match self {
            Self::Points(_) => Some(0.0),
            Self::Factor(_) | Self::Odds(_) | Self::Complement(_) => Some(1.0),
            Self::To(_) => None,
        }
    }

    /// What becomes of a probability or number.
    #[must_use]
    pub fn of(self, p: f64) -> f64 {
        match self {
            Self::Points(points) => p + points,
            Self::Factor(factor) => p * factor,
            Self::Odds(ratio) => p * ratio / (1.0 - p + p * ratio),
            Self::Complement(factor) => 1.0 - (1.0 - p) * factor,
            Self::To(value) => value,
        }
    }

    /// By how much the changed number moves with the one before the change: what becomes of its standard error.
    pub(super) fn slope(self, p: f64) -> f64 {
        match self {
            Self::Points(_) => 1.0,
            Self::Factor(factor) | Self::Complement(factor) => factor,
            Self::Odds(ratio) => ratio / (1.0 - p + p * ratio).powi(2),
            Self::To(_) => 0.0,
        }
    }

    /// Refuses a number that no change can have.
    pub(super) fn check(self) -> Result<()> {
        let value = self.value();
        let wrong = |reason: &str| Err(Error::setting("amount", value, reason));
        match self {
            _ if !value.is_finite() => wrong("is not a number"),
            Self::Points(_) => Ok(()),
            Self::Odds(ratio) if ratio <= 0.0 => wrong("is no odds ratio; give a number above 0, 1 for no change"),
            _ if value < 0.0 => wrong("is negative; give 0 or more, 1 for no change"),
            _ => Ok(()),
        }
    }
}
