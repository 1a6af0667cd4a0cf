//! Rolls licence cohorts forward, year by year: where everyone is expected to be, and how widely that spreads.

mod ages;
mod exposed;
mod moments;
mod moves;
mod probabilities;
mod projected;
mod response;
mod result;
mod rolled;
mod segments;
mod settings;
mod states;
mod year_variation;
mod years;

pub use ages::AgeAtLicence;
pub(crate) use exposed::Exposed;
pub use projected::Projected;
pub(crate) use response::Response;
pub use result::{ProjectedYear, Projection};
pub use segments::{BetweenSegments, SegmentSettings, SegmentedProjection};
pub use settings::ProjectionSettings;
pub use states::ProjectedState;
pub use year_variation::{YearDependence, YearVariation};
#[cfg(feature = "simulate")]
pub(super) use {
    moves::{Move, Moves},
    probabilities::Probabilities,
    years::Years,
};
