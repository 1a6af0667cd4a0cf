//! How is a budget best shared among measures, and what would more money bring?
//!
//! | question | answered by |
//! | --- | --- |
//! | what does money spent on a measure bring? | [`Response`]: linear, saturating, a power, Hill |
//! | how little and how much can be spent on it, is there a fixed cost, how sure is its effect? | [`BudgetLine`] |
//! | which allocation brings most, or most with some safety? | [`Budget::allocate`] |
//! | what would one more unit of money bring? | [`Allocation::shadow_price`] |
//!
//! Gains are in any unit, the same for all lines: members kept, points of a rate, or money.

mod attitude;
mod budget;
mod budget_line;
mod piece;
mod response;
mod result;
mod water_level;
mod whole_choice;

pub use attitude::{Attitude, Dependence};
pub use budget::Budget;
pub use budget_line::BudgetLine;
pub use response::Response;
pub use result::{AllocatedLine, Allocation};
