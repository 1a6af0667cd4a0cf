//! Of the members at the start of each fiscal year, how many left within it: the table, and the walk through the years that fills it.

mod cells;
mod count;
mod settings;
mod table;
mod walk;

pub use settings::{OtherExits, PersonYearSettings};
pub use table::{CurrentMembers, LeftOut, PersonYearRow, PersonYearTable};
