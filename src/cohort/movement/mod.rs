//! What came in and went out in each fiscal year, from a register or from yearly totals, on equal terms.

mod row;
mod table;
mod totals;

pub use row::{Coverage, MovementRow};
pub use table::{MovementSource, MovementTable};
pub use totals::{StatedJoiners, YearTotals};

pub(in crate::cohort) use table::row_columns;
