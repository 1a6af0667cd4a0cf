//! Who goes from which state to which, and back, in Python.

mod estimates;
mod observations;
mod reinstatement;
mod settings;
mod state_table;

pub(crate) use estimates::{LengthOfStay, StateOccupation, TransitionCurves, TransitionMatrix};
pub(crate) use observations::{StateObservations, TransitionRiskTable};
pub(crate) use reinstatement::{Reinstatement, ReinstatementRow, ReinstatementShare, ReinstatementTable};
pub(crate) use settings::{MultistateSettings, StateProbability, StateTime};
pub(crate) use state_table::{StateTable, StateTableSettings};
