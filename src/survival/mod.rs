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
#![doc = include_str!("curve/coverage.md")]
//!
#![doc = include_str!("curve/quantile_coverage.md")]
//!
#![doc = include_str!("curve/bootstrap_coverage.md")]
//!
#![doc = include_str!("incidence/coverage.md")]
//!
#![doc = include_str!("multistate/coverage.md")]
//!
#![doc = include_str!("multistate/reinstatement_coverage.md")]

mod curve;
mod decrement;
mod group_test;
mod incidence;
mod interval_censored;
mod life_table;
mod limits;
mod multistate;
mod near_ties;
mod observations;
mod risk_table;

pub use curve::{
    Bootstrap, BootstrapCurve, BootstrapLimits, BootstrapPoint, CurvePoint, EarlyRisk, QuantileRule, RestrictedMean,
    RestrictedMeanDifference, SurvivalCurve, SurvivalEstimator, SurvivalQuantile, SurvivalSettings,
};
pub use decrement::{DecrementRow, DecrementSettings, DecrementTable, LeavingTime};
pub use group_test::{
    Adjustment, ChiSquared, ComparedGroups, GrayGroup, GraySettings, GrayTest, LogRankSettings, LogRankTest, LogRankWeight, OneSampleTest,
    PairTest, PairwiseTests, StandardHazard, TestedGroup, TestedStratum, TieVariance, Trend,
};
pub use incidence::{
    CumulativeIncidence, IncidencePoint, IncidenceSettings, IncidenceVariance, LimitsOn, LossRanking, OutcomeLoss, OutcomeLosses,
    OutcomeShare,
};
pub use interval_censored::{
    AdministrativeExits, InnermostInterval, IntervalObservations, LapseDate, LapseDates, LapseRows, PaidThrough, SurvivalBounds,
    TurnbullCurve, TurnbullSettings,
};
pub use life_table::{AtBoundary, LifeTable, LifeTableRow, LifeTableSettings, WithdrawalTiming};
pub use limits::{CurveInterval, Limits};
pub use multistate::{
    InitialShares, LengthOfStay, MOST_STATES, MultistateSettings, MultistateVariance, OccupationStart, Reinstatement, ReinstatementShare,
    StateObservations, StateOccupation, StateProbability, StateTime, TransitionCurves, TransitionMatrix, TransitionRiskTable,
    TransitionRow,
};
pub use near_ties::NearTies;
pub use observations::Observations;
pub use risk_table::{RiskRow, RiskTable};
