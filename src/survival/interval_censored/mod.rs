//! Who leaves when, if the day itself is not known, only that it lies between two days (Turnbull's estimator), and how such days arise.

mod expectation;
mod innermost;
mod lapse_date;
mod observations;
mod turnbull;

pub use lapse_date::{AdministrativeExits, LapseDate, LapseDates, LapseRows, PaidThrough};
pub use observations::IntervalObservations;
pub use turnbull::{InnermostInterval, SurvivalBounds, TurnbullCurve, TurnbullSettings};
