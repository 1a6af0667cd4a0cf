//! How often people change state, when they are only seen now and then: a Markov model from snapshots.
//!
//! Many associations keep no dates but lists: who was active, on leave, gone at each year end. Between two lists a member may have left
//! and come back unseen. If changes come at constant rates (a Markov process in continuous time), the lists still tell these rates.
//!
//! | question | type |
//! | --- | --- |
//! | who was in which state when | [`PanelObservations`], from arrays or by [`YearEndSettings`] from a register |
//! | which changes are possible | [`PanelModel`] |
//! | the rates, shares after a time, mean times | [`PanelFit`] |
//!
#![doc = include_str!("coverage.md")]

mod exponential;
mod fit;
mod likelihood;
mod model;
mod observations;
mod year_ends;

pub use fit::{PanelEstimate, PanelFit, PanelRate};
pub use model::PanelModel;
pub use observations::{PanelObservations, PanelStep};
pub use year_ends::{ExitTimes, YearEndSettings};
