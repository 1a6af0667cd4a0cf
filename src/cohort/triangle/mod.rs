//! How many of a cohort had joined, or are still there, after each year: the entry triangle and the retention triangle.

mod entrant;
mod entry;
mod retention;

pub use entry::{EntryTriangle, EntryTriangleRow};
pub use retention::{AgeClock, RetentionTriangle, SpellsCounted, TriangleCohort, TriangleRow, TriangleSettings};
