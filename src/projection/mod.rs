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
mod fitted;
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
pub use fitted::LapseCurve;
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

use crate::cohort::{CohortTable, GroupBy};
use crate::error::Result;

/// The table grouped by licence cohort and join cohort only.
fn by_both_cohorts(table: &CohortTable) -> Result<CohortTable> {
    table.regroup(&GroupBy::nothing().licence_cohort().join_cohort())
}
