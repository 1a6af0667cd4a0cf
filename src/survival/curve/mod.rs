//! How many are still there after so long: the survival curve, what is read off it, and errors by formula, by person and by drawing.

mod bootstrap;
mod quantile;
mod restricted_mean;
mod robust;
mod settings;
mod survival_curve;

pub use bootstrap::{Bootstrap, BootstrapCurve, BootstrapLimits, BootstrapPoint};
pub use quantile::{QuantileRule, SurvivalQuantile};
pub use restricted_mean::{RestrictedMean, RestrictedMeanDifference};
pub use settings::{SurvivalEstimator, SurvivalSettings};
pub use survival_curve::{CurvePoint, EarlyRisk, SurvivalCurve};
