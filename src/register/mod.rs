//! The register of members: validated episodes, grouped by person, immutable.
//!
//! ```text
//! EpisodeColumns ──settings──> check rows ──> group by person ──> link the episodes of each person ──> Register
//! ```
//!
//! Everything that later stages count (joiner, leaver, reinstated, transferred, on leave) is derived here, once, by one rule: episodes
//! of a person that touch, or lie no further apart than the grace period, form one **spell** of membership; the first spell begins
//! with joining, every later one with reinstatement; a spell ends with leaving.

mod assemble;
mod check;
mod extent;
mod group;
mod link;
mod mass_exit;
mod model;
mod settings;

pub use mass_exit::{MassExitDay, RecurringExitDay, recurring_exit_days};
pub(crate) use model::RegisterColumns;
pub use model::{Entry, EpisodeView, Exit, Register, RegisterSegment, Spell};
pub use settings::{LeaveSilence, Overlaps, RegisterSettings, ReversedDates};
