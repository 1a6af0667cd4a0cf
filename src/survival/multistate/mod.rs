//! What becomes of people who go from state to state and may come back: multi-state estimates, from a table of who went where.

mod ahead;
mod influence;
mod length_of_stay;
mod observations;
mod occupation;
mod reinstatement;
mod settings;
mod transition_curves;
mod transition_matrix;
mod transition_step;
mod transition_table;

pub use length_of_stay::LengthOfStay;
pub use observations::{MOST_STATES, StateObservations};
pub use occupation::{OccupationStart, StateOccupation};
pub use reinstatement::{Reinstatement, ReinstatementShare};
pub use settings::{InitialShares, MultistateSettings, MultistateVariance, StateProbability, StateTime};
pub use transition_curves::TransitionCurves;
pub use transition_matrix::TransitionMatrix;
pub use transition_table::{TransitionRiskTable, TransitionRow};
