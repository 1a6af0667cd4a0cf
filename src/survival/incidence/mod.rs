//! Who leaves for which reason when reasons compete: the cumulative incidence, its errors, and what each reason costs.

mod cumulative_incidence;
mod jackknife;
mod outcome_loss;
mod settings;
mod variance;

pub use cumulative_incidence::{CumulativeIncidence, IncidencePoint, OutcomeShare};
pub use outcome_loss::{LossRanking, OutcomeLoss, OutcomeLosses};
pub use settings::{IncidenceSettings, IncidenceVariance, LimitsOn};
