//! What lies behind and beyond the counts: models, most of them fitted by maximum likelihood.
//!
//! A model says more than a table, and can be wrong. Every fit by maximum likelihood therefore says how it ended ([`FitEnding`]): at a
//! maximum inside the range of its parameters, with standard errors; at the edge of the range, where a simpler model is the answer; or not
//! at all.

mod ending;
mod jet;
mod maximum;
mod number;
mod parameter;
mod trust_region;
pub mod aft;
pub mod age_period_cohort;
pub mod curve;
pub mod development;
pub mod graduation;
pub mod panel;
pub mod regression;
pub mod renewal;

pub use ending::{Edge, FitEnding, RunAway};

#[allow(unused_imports, reason = "`differenced` is for models without second derivatives")]
pub(crate) use maximum::{Derivatives, LogLikelihood, Maximum, differenced, maximise};
#[allow(unused_imports, reason = "models of this stage are built on them")]
pub(crate) use parameter::{Parameter, Scale};
