//! The share that has joined by each age, with what is known of its error.

use super::chain_ladder::ChainLadder;
use super::increments::Increments;

/// How entry comes, by age.
#[derive(Debug, Clone)]
pub(super) enum Pattern<'a> {
    /// As in a chain ladder.
    ChainLadder(&'a ChainLadder),
    /// As in the increments over the priors.
    Increments(Increments),
}

impl Pattern<'_> {
    /// Share of the final number reached at an age; 0 before the first.
    pub(super) fn developed(&self, age: Option<usize>) -> Option<f64> {
        let Some(age) = age else { return Some(0.0) };
        match self {
            Self::ChainLadder(ladder) => ladder.developed(age),
            Self::Increments(increments) => increments.developed(Some(age)),
        }
    }

    /// The increments, where the pattern has a model of them.
    pub(super) fn increments(&self) -> Option<&Increments> {
        match self {
            Self::ChainLadder(_) => None,
            Self::Increments(increments) => Some(increments),
        }
    }
}
