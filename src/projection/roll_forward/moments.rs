//! Mean and covariance of how many people are where, from three sources: chance, estimated rates, and years that differ.

use super::states::ProjectedState;
use serde::{Deserialize, Serialize};

/// Number of states that are told apart at the end of a year.
pub(super) const STATES: usize = ProjectedState::ALL.len();
/// Events of a year that are counted.
pub(super) const EVENTS: usize = 3;
/// For one person: the probability of standing in each state at the end of a year, then of each event within it.
pub(super) type Chances = [f64; STATES + EVENTS];

/// Covariances of the numbers in the states, and the variance of each number of events.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Spread {
    pub(super) states: [[f64; STATES]; STATES],
    pub(super) events: [f64; EVENTS],
}

impl Spread {
    /// Adds people who start alike: `mean` of them are expected, with a variance of their own, and each has `chances` independently.
    pub(super) fn add_people(&mut self, mean: f64, variance: f64, chances: &Chances) {
        for (one, row) in self.states.iter_mut().enumerate() {
            for (other, cell) in row.iter_mut().enumerate() {
                *cell += (variance - mean) * chances[one] * chances[other];
            }
            row[one] += mean * chances[one];
        }
        for (event, chance) in self.events.iter_mut().zip(&chances[STATES..]) {
            *event += mean * chance * (1.0 - chance) + variance * chance * chance;
        }
    }

    /// Adds one deviation that moves all numbers together, by as much as given.
    pub(super) fn add_shift(&mut self, shift: &Chances) {
        for (one, row) in self.states.iter_mut().enumerate() {
            row.iter_mut().zip(shift).for_each(|(cell, other)| *cell += shift[one] * other);
        }
        self.events.iter_mut().zip(&shift[STATES..]).for_each(|(event, shift)| *event += shift * shift);
    }

    /// Adds the spread of numbers that are independent of these.
    fn add(&mut self, other: &Self) {
        let rows = self.states.iter_mut().flatten().zip(other.states.iter().flatten());
        rows.for_each(|(cell, other)| *cell += other);
        self.events.iter_mut().zip(other.events).for_each(|(event, other)| *event += other);
    }

    /// The variance of a weighted sum of the numbers in the states.
    pub(super) fn variance(&self, weights: &[f64; STATES]) -> f64 {
        let rows = self.states.iter().zip(weights);
        let sum: f64 = rows.map(|(row, weight)| weight * row.iter().zip(weights).map(|(cell, other)| cell * other).sum::<f64>()).sum();
        sum.max(0.0)
    }
}

/// What is expected of one year, and how it spreads by source.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Moments {
    pub(super) mean: Chances,
    pub(super) chance: Spread,
    pub(super) estimation: Spread,
    pub(super) year_to_year: Spread,
}

impl Moments {
    /// Adds the moments of numbers that are independent of these.
    pub(super) fn add(&mut self, other: &Self) {
        self.mean.iter_mut().zip(other.mean).for_each(|(mean, other)| *mean += other);
        self.chance.add(&other.chance);
        self.estimation.add(&other.estimation);
        self.year_to_year.add(&other.year_to_year);
    }
}
