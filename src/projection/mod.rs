//! What will happen if the assumptions hold: licence cohorts rolled forward, year by year, with prediction variance.
//!
//! [`Assumptions`] are numbers with provenance, [`Population`] is who is where on the last day of the base year, [`Projection`] is what
//! follows.

mod assumption;
mod chain;
mod estimate;
mod population;
mod roll_forward;
mod steps;

pub use assumption::{Assumed, Assumptions, Provenance, TenureOnReturn};
pub use chain::{AbsorbingTimes, Arrival, ChainProjection, ChainSettings, CountDistribution, MarkovChain};
pub use population::{CohortPopulation, Population};
pub use roll_forward::{Projected, ProjectedYear, Projection, ProjectionSettings};

use crate::cohort::{CohortTable, GroupBy, MovementRow};
use crate::episode::EndReason;
use crate::error::Result;

/// The table grouped by licence cohort and join cohort only.
fn by_both_cohorts(table: &CohortTable) -> Result<CohortTable> {
    table.regroup(&GroupBy::nothing().licence_cohort().join_cohort())
}

/// Persons who, after the years given, had left, could come back and had not.
fn lapsed_after(rows: &[MovementRow]) -> u64 {
    rows.iter().fold(0, |lapsed, row| {
        let dead = row.left_by_reason.get(&EndReason::Death).copied().unwrap_or(0);
        (lapsed + row.left.unwrap_or(0)).saturating_sub(dead + row.reinstated.unwrap_or(0))
    })
}
