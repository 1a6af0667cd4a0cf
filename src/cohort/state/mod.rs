//! Who goes from which state to which, and who comes back after a lapse: the tables from which multi-state estimates are made.

mod counts;
mod kernel;
mod member_state;
mod reinstatement;
mod table;

pub use member_state::{BeforeJoining, MemberState, ReasonStates, StandingStates, StateClock};
pub use reinstatement::{LapsesCounted, ReinstatementRow, ReinstatementSettings, ReinstatementTable};
pub use table::{StateRow, StateTable, StateTableSettings};
