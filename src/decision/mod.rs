//! What follows from the figures: why a rate changed.
//!
//! [`decomposition`] splits the change of a rate between two dates into named parts that sum to it.

pub mod decomposition;
