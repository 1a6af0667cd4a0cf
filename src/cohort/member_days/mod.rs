//! How many days were members at risk: by year of membership and fiscal year, or in bands of tenure.

mod kernel;
mod table;
mod tenure_bands;

pub use table::{AtRisk, LexisCell, LexisGrid, MemberDays};
pub use tenure_bands::{TenureBand, TenureBands};
