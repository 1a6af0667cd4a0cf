//! A projection lived through many times: every person decided by lot, with rates and years drawn too where they are uncertain.
//!
//! Means and variances are exact in [`Projection`](super::Projection), at a fraction of the work. Paths are for what these do not say: the
//! shape of a distribution, the chance that something happens in any of several years, and as a check of the exact numbers.

mod block;
mod counts;
mod result;
mod settings;
mod tables;
mod uncertain;

pub use result::SimulatedPaths;
pub use settings::PathSettings;
