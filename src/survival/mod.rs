//! Who leaves and when: survival, hazards and their intervals, from tables of who is at risk.
//!
//! Everything here is computed from one value, the [`RiskTable`] of a group: at each time how many were at risk, how many left for which
//! reason, and how many were no longer seen. A [`DurationTable`](crate::cohort::DurationTable) gives it for the groups of a register,
//! [`Observations`] for arrays typed in or read from elsewhere. Only variances that must know which rows belong to one person go back to
//! the rows.
//!
//! | question | call |
//! | --- | --- |
//! | how many are still there after so long | [`SurvivalSettings::curve`] |
//! | how many left for which reason by then | [`IncidenceSettings::incidence`] |
//! | which reason costs most members, or most time | [`CumulativeIncidence::losses`] |
//! | the same by years of membership, from counts | [`LifeTableSettings::of_counts`] |
//! | what becomes of a cohort, reason by reason, and without one of them | [`DecrementSettings::of_life_table`], [`DecrementTable::without`] |
//!
//! Where people come back, the [`TransitionRiskTable`] takes its place: at each time how many were at risk in each state, and who went from
//! which to which. A [`StateTable`](crate::cohort::StateTable) gives it for a register, [`StateObservations`] for arrays.
//!
//! A person is at risk in the interval `(entry, time]`: who enters at a time is not at risk for what happens at that time, and whose
//! observation ends at a time is.
//!
//! Groups are compared as [`ComparedGroups`]: by a [log-rank test](LogRankTest) whether they leave at one rate, by [Gray's test](GrayTest)
//! whether equal shares ever leave for one reason, in [pairs](PairwiseTests), along a [trend](Trend), and one group against a given standard
//! by a [one-sample test](OneSampleTest).
//!
#![doc = include_str!("interval_coverage.md")]
//!
#![doc = include_str!("incidence_coverage.md")]

mod adjustment;
mod ahead;
mod bootstrap;
mod chi_squared;
mod compared_groups;
mod curve;
mod curve_interval;
mod curve_settings;
mod decrement_settings;
mod decrement_table;
mod gray_sums;
mod gray_test;
mod incidence;
mod incidence_jackknife;
mod incidence_settings;
mod incidence_variance;
mod interval_censored;
mod lapse_date;
mod length_of_stay;
mod life_counts;
mod life_interval;
mod life_table;
mod life_table_settings;
mod log_rank;
mod log_rank_settings;
mod log_rank_sums;
mod multistate_settings;
mod near_ties;
mod observations;
mod occupation;
mod one_sample;
mod outcome_loss;
mod pairwise;
mod quadratic_form;
mod quantile;
mod reinstatement;
mod restricted_mean;
mod risk_table;
mod risk_walk;
mod robust;
mod single_decrement;
mod standard_hazard;
mod state_influence;
mod state_observations;
mod transition_curves;
mod transition_matrix;
mod transition_step;
mod transition_table;
mod trend;

pub use adjustment::Adjustment;
pub use bootstrap::{Bootstrap, BootstrapCurve, BootstrapLimits, BootstrapPoint};
pub use chi_squared::ChiSquared;
pub use compared_groups::ComparedGroups;
pub use curve::{CurvePoint, EarlyRisk, SurvivalCurve};
pub use curve_interval::{CurveInterval, Limits};
pub use curve_settings::{SurvivalEstimator, SurvivalSettings};
pub use decrement_settings::{DecrementSettings, LeavingTime};
pub use decrement_table::{DecrementRow, DecrementTable};
pub use gray_test::{GrayGroup, GraySettings, GrayTest};
pub use incidence::{CumulativeIncidence, IncidencePoint, OutcomeShare};
pub use incidence_settings::{IncidenceSettings, IncidenceVariance, LimitsOn};
pub use interval_censored::{InnermostInterval, IntervalObservations, SurvivalBounds, TurnbullCurve, TurnbullSettings};
pub use lapse_date::{AdministrativeExits, LapseDate, LapseDates, LapseRows, PaidThrough};
pub use length_of_stay::LengthOfStay;
pub use life_interval::LifeTableRow;
pub use life_table::LifeTable;
pub use life_table_settings::{AtBoundary, LifeTableSettings, WithdrawalTiming};
pub use log_rank::{LogRankTest, TestedGroup, TestedStratum};
pub use log_rank_settings::{LogRankSettings, LogRankWeight, TieVariance};
pub use multistate_settings::{InitialShares, MultistateSettings, MultistateVariance, StateProbability, StateTime};
pub use near_ties::NearTies;
pub use observations::Observations;
pub use occupation::{OccupationStart, StateOccupation};
pub use one_sample::OneSampleTest;
pub use outcome_loss::{LossRanking, OutcomeLoss, OutcomeLosses};
pub use pairwise::{PairTest, PairwiseTests};
pub use quantile::{QuantileRule, SurvivalQuantile};
pub use reinstatement::{Reinstatement, ReinstatementShare};
pub use restricted_mean::{RestrictedMean, RestrictedMeanDifference};
pub use risk_table::{RiskRow, RiskTable};
pub use standard_hazard::StandardHazard;
pub use state_observations::{MOST_STATES, StateObservations};
pub use transition_curves::TransitionCurves;
pub use transition_matrix::TransitionMatrix;
pub use transition_table::{TransitionRiskTable, TransitionRow};
pub use trend::Trend;
