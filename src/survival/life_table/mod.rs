//! How many leave in each interval of membership: the actuarial life table, from counts, rows or a table of who is at risk.

mod counts;
mod interval;
mod settings;
mod table;

pub use interval::LifeTableRow;
pub use settings::{AtBoundary, LifeTableSettings, WithdrawalTiming};
pub use table::LifeTable;
