//! What follows from the figures: why a rate changed, and what can be done about it.
//!
//! [`decomposition`] splits the change of a rate between two dates into named parts that sum to it. A [`Lever`] is a rate that can be
//! changed.

pub mod decomposition;
mod lever;

pub use lever::Lever;
