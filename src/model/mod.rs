//! What lies behind the counts: retention curves beyond the data and other models, fitted by maximum likelihood.
//!
//! A model says more than a table, and can be wrong. Every fit therefore says how it ended ([`FitEnding`]): at a maximum inside the
//! range of its parameters, with standard errors; at the edge of the range, where a simpler model is the answer; or not at all.

mod ending;
#[allow(dead_code, reason = "the first model comes next")]
mod maximum;
#[allow(dead_code, reason = "the first model comes next")]
mod parameter;
#[allow(dead_code, reason = "the first model comes next")]
mod trust_region;

pub use ending::{Edge, FitEnding, RunAway};

#[allow(unused_imports, reason = "models of this stage are built on them")]
pub(crate) use maximum::{Derivatives, LogLikelihood, Maximum, differenced, maximise};
#[allow(unused_imports, reason = "models of this stage are built on them")]
pub(crate) use parameter::{Parameter, Scale};
