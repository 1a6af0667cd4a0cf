//! The aggregates: small integer tables, built in one pass over the register, that hold all that the answers need.
//!
//! All of them add: merging the tables of two parts of a register (no person in both) is the table of the whole, whatever the order,
//! the number of parts or of threads.

mod cell;
mod cohort_table;
mod grouping;
mod kernel;
mod movement;
mod movement_totals;
mod triangle;
mod year_index;

pub use cell::{Coverage, MovementRow};
pub use cohort_table::{CohortTable, CohortTableSettings};
pub use grouping::{Group, GroupBy, Level};
pub use movement::{MovementSource, MovementTable};
pub use movement_totals::{StatedJoiners, YearTotals};
pub use triangle::{AgeClock, RetentionTriangle, SpellsCounted, TriangleCohort, TriangleRow, TriangleSettings};
