//! The aggregates: small integer tables, built in one pass over the register, that hold all that the answers need.
//!
//! All of them add: merging the tables of two parts of a register (no person in both) is the table of the whole, whatever the order,
//! the number of parts or of threads.

mod cell;
mod cohort_table;
mod duration_kernel;
mod duration_table;
mod entry_triangle;
mod exposure;
mod exposure_period;
mod exposure_table;
mod group_columns;
mod grouping;
mod hazard_axes;
mod hazard_kernel;
mod hazard_settings;
mod hazard_table;
mod kernel;
mod member_days;
mod member_days_kernel;
mod member_state;
mod movement;
mod movement_totals;
mod person_year_cells;
mod person_year_count;
mod person_year_settings;
mod person_year_walk;
mod person_years;
mod quick_hash;
mod reinstatement_table;
mod span;
mod state_counts;
mod state_kernel;
mod state_table;
mod stretch;
mod tenure;
mod tenure_bands;
mod triangle;
mod triangle_entrant;
mod year_index;

pub use cell::{Coverage, MovementRow};
pub use cohort_table::{CohortTable, CohortTableSettings};
pub use duration_table::{DurationClock, DurationGroup, DurationRow, DurationTable, DurationTableSettings};
pub use entry_triangle::{EntryTriangle, EntryTriangleRow};
pub use exposure::{ActuarialExposure, ExposureConvention, ExposureRow};
pub use exposure_period::{ExposureBasis, ExposurePeriod, PeriodLength};
pub use exposure_table::{ExposureSum, ExposureTable};
pub use grouping::{Group, GroupBy, Level};
pub use hazard_axes::{AttainedAge, HazardAxes, HazardKey};
pub use hazard_settings::{HazardTableSettings, HazardYear};
pub(crate) use hazard_table::key_columns;
pub use hazard_table::{HazardCell, HazardTable};
pub use member_days::{AtRisk, LexisCell, LexisGrid, MemberDays};
pub use member_state::{BeforeJoining, MemberState, ReasonStates, StandingStates, StateClock};
pub use movement::{MovementSource, MovementTable};
pub use movement_totals::{StatedJoiners, YearTotals};
pub use person_year_settings::{OtherExits, PersonYearSettings};
pub use person_years::{CurrentMembers, LeftOut, PersonYearRow, PersonYearTable};
pub use reinstatement_table::{LapsesCounted, ReinstatementRow, ReinstatementSettings, ReinstatementTable};
pub use span::{ExitCounts, ExitDay, ObservationWindow, Span};
pub use state_table::{StateRow, StateTable, StateTableSettings};
pub use tenure::{TenureDuringLeave, TenureOnReturn, TenureRules};
pub use tenure_bands::{TenureBand, TenureBands};
pub use triangle::{AgeClock, RetentionTriangle, SpellsCounted, TriangleCohort, TriangleRow, TriangleSettings};

pub(crate) use grouping::Grouping;
pub(crate) use quick_hash::QuickMap;
