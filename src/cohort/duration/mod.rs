//! After how many days do memberships end, and why: the table from which survival is estimated, and the pass that fills it.

mod kernel;
mod table;

pub use table::{DurationClock, DurationGroup, DurationRow, DurationTable, DurationTableSettings};
