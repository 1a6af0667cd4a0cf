//! What will happen if the assumptions hold: licence cohorts rolled forward, year by year, with prediction variance.
//!
//! [`Assumptions`] are numbers with provenance, [`Population`] is who is where on the last day of the base year, [`Projection`] is what
//! follows: exact means, and variances by source. [`InflowForecast`] says who comes where that is not known, [`SegmentedProjection`] adds
//! branches up to the whole, [`back_test`] says how good it would have been. [`MarkovChain`] is the same for states of your own.
#![doc = include_str!("coverage.md")]

mod assumed;
mod assumptions;
#[cfg(feature = "csv")]
mod assumptions_csv;
pub mod back_test;
mod chain;
mod estimate;
mod inflow;
#[cfg(feature = "simulate")]
mod paths;
mod population;
mod quantity;
mod roll_forward;
mod smoothed;

pub use assumed::{Assumed, Provenance};
pub use assumptions::{Assumptions, TenureOnReturn};
pub use chain::{AbsorbingTimes, Arrival, ChainProjection, ChainSettings, CountDistribution, MarkovChain};
#[cfg_attr(not(feature = "report"), allow(unused_imports))]
pub(crate) use estimate::EXIT_NOT_KNOWN;
pub use inflow::{InflowForecast, InflowMethod};
#[cfg(feature = "simulate")]
pub use paths::{PathSettings, SimulatedPaths};
pub use population::{CohortPopulation, Population};
pub use quantity::Quantity;
pub use roll_forward::{
    AgeAtLicence, BetweenSegments, Projected, ProjectedState, ProjectedYear, Projection, ProjectionSettings, SegmentSettings,
    SegmentedProjection, YearDependence, YearVariation,
};
pub(crate) use roll_forward::{Exposed, Response};

use crate::cohort::{CohortTable, GroupBy, MovementRow};
use crate::episode::EndReason;
use crate::error::Result;

/// The table grouped by licence cohort and join cohort only.
fn by_both_cohorts(table: &CohortTable) -> Result<CohortTable> {
    table.regroup(&GroupBy::nothing().licence_cohort().join_cohort())
}

/// Members who left within a year for a reason after which they can come back.
fn lapsed_in(row: &MovementRow) -> u64 {
    let finally: u64 = EndReason::FINAL.iter().filter_map(|reason| row.left_by_reason.get(reason)).sum();
    row.left.unwrap_or(0).saturating_sub(finally)
}

/// Persons who, after the years given, had left, could come back and had not.
fn lapsed_after(rows: &[MovementRow]) -> u64 {
    rows.iter().fold(0, |lapsed, row| (lapsed + lapsed_in(row)).saturating_sub(row.reinstated.unwrap_or(0)))
}
