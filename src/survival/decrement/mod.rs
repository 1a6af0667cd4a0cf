//! What becomes of a cohort, reason by reason, and without one of them: the multiple-decrement table.

mod settings;
mod single;
mod table;

pub use settings::{DecrementSettings, LeavingTime};
pub use table::{DecrementRow, DecrementTable};
