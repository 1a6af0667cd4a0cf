//! How long members stay, beyond the years that were seen: retention curves with few parameters.
//!
//! A table of who was still there after each renewal ends with the youngest cohort. A curve of known shape, fitted to it, goes on: to
//! the share still there in twenty years, to the mean years of membership, to what a member is worth. One mechanism serves all shapes:
//!
//! | question | type |
//! | --- | --- |
//! | which data | [`RenewalCounts`] (renewals, one or several cohorts) or [`Lifetimes`] (time in days or years) |
//! | which shape | [`CurveFamily`], with or without members who never leave |
//! | fit | [`CurveModel`] gives a [`CurveFit`], which says how the fit ended |
//! | the curve | [`CurveLaw`]: shares, rates, quantiles, discounted lifetimes |
//! | is it right | [`HoldOut`] (fit on the first years, judge on the rest), [`CurveComparison`] (AIC, BIC) |
//!
#![doc = include_str!("coverage.md")]

mod comparison;
pub(in crate::model) mod continuous;
mod data;
mod discrete;
mod family;
mod fit;
mod fitting;
mod hold_out;
mod law;
mod lifetime_likelihood;
mod lifetimes;
mod mixture;
mod model;
mod piecewise;
mod projection;
mod quadrature;
mod renewal_counts;
mod renewal_likelihood;
mod residual;
mod starts;

pub use comparison::{ComparedCurve, CurveComparison};
pub use data::CurveData;
pub use family::CurveFamily;
pub use fit::{CurveFit, FittedParameter};
pub use hold_out::{HoldOut, HoldOutPoint};
pub use law::CurveLaw;
pub use lifetimes::Lifetimes;
pub use model::{CurveModel, LongTerm};
pub use projection::{CurveEstimate, ProjectedCurve, ProjectedPoint};
pub use renewal_counts::RenewalCounts;
pub use residual::ResidualLifetime;
