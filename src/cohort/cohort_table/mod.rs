//! Members by cohort, fiscal year and segment: the aggregate that answers where an association stands.
//!
//! Settings say what to group by, one pass over the register fills the table, its rows are the movements, and tables are added and
//! coarsened without loss.

mod booked;
mod combine;
mod fill;
mod kernel;
mod lapses;
mod rows;
mod settings;
mod table;

pub(crate) use lapses::Lapses;
pub use settings::CohortTableSettings;
pub use table::CohortTable;
