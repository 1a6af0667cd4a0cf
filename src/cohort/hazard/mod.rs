//! How many members were at risk in each year of tenure, age and calendar, and how many of them left: the table of hazards.

mod axes;
mod kernel;
mod settings;
mod table;

pub use axes::{AttainedAge, HazardAxes, HazardKey};
pub use settings::{HazardTableSettings, HazardYear};
pub use table::{HazardCell, HazardTable};

pub(crate) use table::key_columns;
