//! What lengthens membership: accelerated failure time regression, where each thing known of a member multiplies time.
//!
//! For whom the hazard of each year is the question, a regression of yearly hazards says it; this one says how long, in one number a
//! thing: "members of the southern branches stay 1.3 times as long".

mod coefficient;
mod covariates;
mod likelihood;
mod prediction;
mod regression;

pub use coefficient::{LifetimeRegressionFit, RegressionCoefficient};
pub use covariates::CovariateValue;
pub use regression::LifetimeRegression;
