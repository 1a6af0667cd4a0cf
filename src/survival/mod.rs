//! Who leaves and when: survival, hazards and their intervals, from tables of who is at risk.
//!
//! Everything here is computed from one value, the [`RiskTable`] of a group: at each time how many were at risk, how many left for which
//! reason, and how many were no longer seen. A [`DurationTable`](crate::cohort::DurationTable) gives it for the groups of a register,
//! [`Observations`] for arrays typed in or read from elsewhere. Only variances that must know which rows belong to one person go back to
//! the rows.
//!
//! A person is at risk in the interval `(entry, time]`: who enters at a time is not at risk for what happens at that time, and whose
//! observation ends at a time is.
//!
#![doc = include_str!("interval_coverage.md")]

mod curve;
mod curve_interval;
mod curve_settings;
mod interval_censored;
mod lapse_date;
mod near_ties;
mod observations;
mod quantile;
mod restricted_mean;
mod risk_table;
mod robust;

pub use curve::{CurvePoint, EarlyRisk, SurvivalCurve};
pub use curve_interval::{CurveInterval, Limits};
pub use curve_settings::{SurvivalEstimator, SurvivalSettings};
pub use interval_censored::{InnermostInterval, IntervalObservations, SurvivalBounds, TurnbullCurve, TurnbullSettings};
pub use lapse_date::{AdministrativeExits, LapseDate, LapseDates, LapseRows, PaidThrough};
pub use near_ties::NearTies;
pub use observations::Observations;
pub use quantile::{QuantileRule, SurvivalQuantile};
pub use restricted_mean::{RestrictedMean, RestrictedMeanDifference};
pub use risk_table::{RiskRow, RiskTable};
