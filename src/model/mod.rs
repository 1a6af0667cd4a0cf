//! What lies behind and beyond the counts: models, most of them fitted by maximum likelihood.
//!
//! A model says more than a table, and can be wrong. Every fit by maximum likelihood therefore says how it ended ([`FitEnding`]): at a
//! maximum inside the range of its parameters, with standard errors; at the edge of the range, where a simpler model is the answer; or not
//! at all.

pub mod aft;
pub mod age_period_cohort;
pub mod curve;
pub mod development;
mod ending;
pub mod graduation;
mod jet;
mod maximum;
mod number;
mod parameter;
pub mod regression;
pub mod renewal;
mod trust_region;

pub use ending::{Edge, FitEnding, RunAway};

#[allow(unused_imports, reason = "`differenced` is for models without second derivatives")]
pub(crate) use maximum::{Derivatives, LogLikelihood, Maximum, differenced, maximise};
#[allow(unused_imports, reason = "models of this stage are built on them")]
pub(crate) use parameter::{Parameter, Scale};
