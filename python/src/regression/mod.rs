//! What leaving depends on, in Python: regressions of the hazard and what can be read off them.

mod counting_process;
mod covariates;
mod forecasts;
mod hazard_fit;
mod hazard_regression;
mod hazard_rows;
mod out_of_time;
mod prediction;
mod term;

pub(crate) use counting_process::{CountingProcess, CountingProcessRows};
pub(crate) use covariates::Covariates;
pub(crate) use forecasts::{Calibration, Concordance, Estimate, Forecasts, Lift};
pub(crate) use hazard_fit::{Coefficient, HazardFit, LikelihoodRatio, Separation};
pub(crate) use hazard_regression::HazardRegression;
pub(crate) use hazard_rows::HazardRows;
pub(crate) use out_of_time::{OutOfTime, OutOfTimeScores, RollingScores};
pub(crate) use prediction::{MemberRisk, Predictions};
pub(crate) use term::{Ridge, Spline, Term};
