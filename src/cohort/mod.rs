//! The aggregates: small integer tables, built in one pass over the register, that hold all that the answers need.
//!
//! All of them add: merging the tables of two parts of a register (no person in both) is the table of the whole, whatever the order,
//! the number of parts or of threads.

mod cohort_table;
mod duration;
mod exposure;
mod group_columns;
mod grouping;
mod hazard;
mod member_days;
mod movement;
mod person_years;
mod quick_hash;
mod span;
mod state;
mod stretch;
mod tenure;
mod triangle;
mod year_index;

pub(crate) use cohort_table::Lapses;
pub use cohort_table::{CohortTable, CohortTableSettings};
pub use duration::{DurationClock, DurationGroup, DurationRow, DurationTable, DurationTableSettings};
pub use exposure::{
    ActuarialExposure, ExposureBasis, ExposureConvention, ExposurePeriod, ExposureRow, ExposureSum, ExposureTable, PeriodLength,
};
pub use grouping::{Group, GroupBy, Level};
pub use hazard::{AttainedAge, HazardAxes, HazardCell, HazardKey, HazardTable, HazardTableSettings, HazardYear};
pub use member_days::{AtRisk, LexisCell, LexisGrid, MemberDays, TenureBand, TenureBands};
pub use movement::{Coverage, MovementRow, MovementSource, MovementTable, StatedJoiners, YearTotals};
pub use person_years::{CurrentMembers, LeftOut, OtherExits, PersonYearRow, PersonYearSettings, PersonYearTable};
pub use span::{ExitCounts, ExitDay, ObservationWindow, Span};
pub use state::{
    BeforeJoining, LapsesCounted, MemberState, ReasonStates, ReinstatementRow, ReinstatementSettings, ReinstatementTable, StandingStates,
    StateClock, StateRow, StateTable, StateTableSettings,
};
pub use tenure::{TenureDuringLeave, TenureOnReturn, TenureRules};
pub use triangle::{
    AgeClock, EntryTriangle, EntryTriangleRow, RetentionTriangle, SpellsCounted, TriangleCohort, TriangleRow, TriangleSettings,
};

pub(crate) use grouping::Grouping;
pub(crate) use hazard::key_columns;
pub(crate) use quick_hash::QuickMap;
