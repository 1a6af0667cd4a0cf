//! What does leaving depend on, and what does that say about each member: regressions of the hazard and what can be read off them.
//!
//! A [`HazardRegression`] is fitted to [`HazardRows`]: cells of members at risk and leavers under [`Covariates`], typed in, or of a register
//! in one call. The [`HazardFit`] tells coefficients, predicts, and says what the data could not tell.

mod calibration;
mod cells;
mod clustered;
mod coefficient;
mod concordance;
mod counting_process;
mod covariates;
mod design;
mod distinct_rows;
mod forecasts;
mod hazard_fit;
mod hazard_regression;
mod hazard_rows;
mod lift;
mod likelihood_ratio;
mod link;
mod member_risk;
mod nonnegative;
mod out_of_time;
mod prediction;
mod reweighted;
mod reweighted_as_r;
mod ridge;
mod separation;
mod sparse_rows;
mod spline;
mod standardised;
mod term;

pub use calibration::{Calibration, CalibrationRow, Estimate};
pub use clustered::ClusterCorrection;
pub use coefficient::{Coefficient, CoefficientStatus};
pub use concordance::Concordance;
pub use counting_process::{CountingProcess, CountingProcessRows, RowSplit};
pub use covariates::Covariates;
pub use design::UnknownLevel;
pub use forecasts::Forecasts;
pub use hazard_fit::{BicSize, HazardFit, Separation};
pub use hazard_regression::{HazardRegression, OnSeparation};
pub use hazard_rows::HazardRows;
pub use lift::{Lift, LiftRow};
pub use likelihood_ratio::{LikelihoodRatio, Nesting};
pub use link::Link;
pub use member_risk::{MemberRisk, MemberRiskRow};
pub use out_of_time::{OutOfTime, OutOfTimeScores, RollingScores};
pub use prediction::{Prediction, Predictions};
pub use reweighted_as_r::Convergence;
pub use ridge::{Ridge, RidgeScale};
pub use spline::Spline;
pub use term::Term;
