//! What one row says: one person in one standing for one stretch of time.
//!
//! A plain list of memberships is the special case with one standing. Leave, suspension, a transfer to another branch and a change of
//! class are episodes that touch; a gap longer than the grace period is a lapse, and what follows it a reinstatement.

mod columns;
mod columns_table;
mod end_reason;
mod standing;

pub use columns::{DayColumn, Episode, EpisodeColumns, LicenceColumn, LicenceDate, PersonKeys, RowNumbers, SegmentColumn, TextColumn};
pub use end_reason::EndReason;
pub use standing::Standing;
