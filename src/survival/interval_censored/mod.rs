//! Who leaves when, if the day itself is not known, only that it lies between two days (Turnbull's estimator).

mod expectation;
mod innermost;
mod observations;
mod turnbull;

pub use observations::IntervalObservations;
pub use turnbull::{InnermostInterval, SurvivalBounds, TurnbullCurve, TurnbullSettings};
