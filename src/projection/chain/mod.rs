//! How many people are where after some years, when each moves on by chance: Markov chains typed in as small matrices.
//!
//! The model of manpower planning: people in named states ("member", "lapsed", "retired") move once a year, independently of each other,
//! with probabilities that depend on their state and the year only; new people arrive. Means and covariances are exact, and so is the
//! distribution of a count. A [`Projection`](super::Projection) is the same model with the states of an association and its
//! assumptions; use [`MarkovChain`] where the states are your own.
//!
//! # References
//!
//! D. J. Bartholomew, A. F. Forbes and S. I. McClean (1991), *Statistical Techniques for Manpower Planning*, 2nd ed., Wiley, chapters 4
//! to 6. J. G. Kemeny and J. L. Snell (1976), *Finite Markov Chains*, Springer, chapter III (absorbing chains).

mod absorbing;
mod arrival;
mod distribution;
mod model;
mod moments;
mod settings;

pub use absorbing::AbsorbingTimes;
pub use arrival::Arrival;
pub use distribution::CountDistribution;
pub use model::MarkovChain;
pub use moments::ChainProjection;
pub use settings::ChainSettings;
