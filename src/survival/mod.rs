//! Who leaves and when: survival, hazards and their intervals, from tables of who is at risk.
//!
//! Everything here is computed from one value, the [`RiskTable`] of a group: at each time how many were at risk, how many left for which
//! reason, and how many were no longer seen. A [`DurationTable`](crate::cohort::DurationTable) gives it for the groups of a register,
//! [`Observations`] for arrays typed in or read from elsewhere. Only variances that must know which rows belong to one person go back to
//! the rows.
//!
//! Where people come back, the [`TransitionRiskTable`] takes its place: at each time how many were at risk in each state, and who went from
//! which to which. A [`StateTable`](crate::cohort::StateTable) gives it for a register, [`StateObservations`] for arrays.
//!
//! A person is at risk in the interval `(entry, time]`: who enters at a time is not at risk for what happens at that time, and whose
//! observation ends at a time is.
//!
#![doc = include_str!("interval_coverage.md")]

mod ahead;
mod curve;
mod curve_interval;
mod curve_settings;
mod length_of_stay;
mod multistate_settings;
mod near_ties;
mod observations;
mod occupation;
mod quantile;
mod reinstatement;
mod restricted_mean;
mod risk_table;
mod robust;
mod state_influence;
mod state_observations;
mod transition_curves;
mod transition_matrix;
mod transition_step;
mod transition_table;

pub use curve::{CurvePoint, EarlyRisk, SurvivalCurve};
pub use curve_interval::{CurveInterval, Limits};
pub use curve_settings::{SurvivalEstimator, SurvivalSettings};
pub use length_of_stay::LengthOfStay;
pub use multistate_settings::{InitialShares, MultistateSettings, MultistateVariance, StateProbability, StateTime};
pub use near_ties::NearTies;
pub use observations::Observations;
pub use occupation::{OccupationStart, StateOccupation};
pub use quantile::{QuantileRule, SurvivalQuantile};
pub use reinstatement::{Reinstatement, ReinstatementShare};
pub use restricted_mean::{RestrictedMean, RestrictedMeanDifference};
pub use risk_table::{RiskRow, RiskTable};
pub use state_observations::{MOST_STATES, StateObservations};
pub use transition_curves::TransitionCurves;
pub use transition_matrix::TransitionMatrix;
pub use transition_table::{TransitionRiskTable, TransitionRow};
