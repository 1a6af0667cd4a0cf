//! Days, fiscal years and anniversaries.
//!
//! Dates are calendar days; every stretch of time is half-open, `[start, end)`. Inclusive ends exist only where text is read and
//! printed.

mod anniversary;
mod calendar;
mod day;

pub use anniversary::{LeapDay, anniversary, completed_years};
pub use calendar::{FiscalCalendar, YearLabel};
pub use day::Day;
