//! How good would the projection have been? It is made again as of every earlier year, and compared with what came.
//!
//! [`BackTest`] rolls the origin forward: each method sees the years up to the origin only and forecasts the next ones; [`BackTestScores`]
//! says, by how many years ahead, how far off it was, whether it leaned to one side, and how often its intervals held what came. Simple
//! methods ([`naive`], [`drift`], [`constant_rate`]) run beside the projection ([`projected_register`], [`projected_totals`]): a method
//! that does not beat them is not worth its trouble.
#![doc = include_str!("results.md")]

mod forecast;
mod projected;
mod scores;
mod settings;
mod simple;

pub use forecast::{Forecast, Forecasts};
pub use projected::{projected_register, projected_totals};
pub use scores::{BackTestScore, BackTestScores};
pub use settings::BackTest;
pub use simple::{constant_rate, drift, naive};
