//! What does leaving depend on, and what does that say about each member: regressions of the hazard and what can be read off them.
//!
//! A [`HazardRegression`] is fitted to [`HazardRows`]: cells of members at risk and leavers under [`Covariates`], typed in, or of a register
//! in one call. The [`HazardFit`] tells coefficients, predicts, and says what the data could not tell.
//!
//! | in R | here |
//! | --- | --- |
//! | `glm(cbind(y, n - y) ~ …, binomial("cloglog"))` | [`HazardRows::grouped`], [`HazardRegression::new`] with [`Link::ComplementaryLogLog`] |
//! | `factor(x)`, `relevel(x, "a")`, `a:b`, `splines::ns(x, knots = …)` | [`Term::category`], [`Term::reference`], [`Term::times`], [`Term::spline`] |
//! | `offset(log(t))`, `weights = w` | [`Covariates::offset`], [`HazardRows::weighted`] |
//! | `summary(fit)`, `predict(fit, new, se.fit = TRUE)`, `anova(a, b, test = "LRT")` | `Display` and [`HazardFit::to_table`], [`HazardFit::predict`], [`HazardFit::against`] |
//! | `sandwich::vcovCL(fit, ~ id)` | [`HazardRegression::robust`], [`HazardFit::clustered_by_person`] |
//! | `NA` coefficients, `detectseparation::detect_separation` | [`CoefficientStatus`], [`HazardFit::separation`] |
//! | `glmnet(alpha = 0)` | [`Ridge`] |
//! | `coxph(Surv(start, stop, event) ~ …)` | the rows for it: [`CountingProcess`] |
//!
#![doc = include_str!("coverage.md")]

mod calibration;
mod cells;
mod clustered;
mod coefficient;
mod concordance;
mod counting_process;
mod covariates;
mod design;
mod distinct_rows;
mod fitting;
mod forecasts;
mod hazard_fit;
mod hazard_regression;
mod hazard_rows;
mod hazard_summary;
mod levels;
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
pub use forecasts::Forecasts;
pub use hazard_fit::{BicSize, HazardFit};
pub use hazard_regression::{HazardRegression, OnSeparation};
pub use hazard_rows::HazardRows;
pub use hazard_summary::Separation;
pub use levels::UnknownLevel;
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
