//! What lies behind and beyond the counts: models, most of them fitted by maximum likelihood.
//!
//! A model says more than a table, and can be wrong. Every fit by maximum likelihood therefore says how it ended ([`FitEnding`]): at a
//! maximum inside the range of its parameters, with standard errors; at the edge of the range, where a simpler model is the answer; or not
//! at all.
//!
//! | module | question |
//! | --- | --- |
//! | [`curve`] | how long do members stay, beyond the years that were seen? |
//! | [`aft`] | what lengthens membership, and by which factor? |
//! | [`regression`] | what does leaving within a year depend on, and what is the risk of each member? |
//! | [`renewal`] | who leaves at the renewal date, and who in mid-term? |
//! | [`development`] | how many of a licence cohort will have joined in the end? |
//! | [`graduation`] | what are rates without the chance in them? |
//! | [`panel`] | how often do members leave and come back, when only year-end lists are kept? |
//! | [`age_period_cohort`] | is it tenure, the year or the cohort? |

pub mod aft;
pub mod age_period_cohort;
pub mod curve;
pub mod development;
mod ending;
pub mod graduation;
mod jet;
mod maximum;
mod number;
pub mod panel;
mod parameter;
mod picture;
pub mod regression;
pub mod renewal;
mod trust_region;

pub use ending::{Edge, FitEnding, RunAway};

#[allow(unused_imports, reason = "`differenced` is for models without second derivatives")]
pub(crate) use maximum::{Derivatives, LogLikelihood, Maximum, differenced, maximise};
#[allow(unused_imports, reason = "models of this stage are built on them")]
pub(crate) use parameter::{Parameter, Scale};
