//! What lies behind the counts: retention curves beyond the data and other models, fitted by maximum likelihood.
//!
//! A model says more than a table, and can be wrong. Every fit therefore says how it ended ([`FitEnding`]): at a maximum inside the
//! range of its parameters, with standard errors; at the edge of the range, where a simpler model is the answer; or not at all.
//!
//! | module | question |
//! | --- | --- |
//! | [`curve`] | how long do members stay, beyond the years that were seen? |
//! | [`aft`] | what lengthens membership, and by which factor? |

pub mod aft;
pub mod curve;
mod ending;
mod jet;
mod maximum;
mod number;
mod parameter;
mod picture;
mod trust_region;

pub use ending::{Edge, FitEnding, RunAway};

#[allow(unused_imports, reason = "`differenced` is for models without second derivatives")]
pub(crate) use maximum::{Derivatives, LogLikelihood, Maximum, differenced, maximise};
#[allow(unused_imports, reason = "models of this stage are built on them")]
pub(crate) use parameter::{Parameter, Scale};
