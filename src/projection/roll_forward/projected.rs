//! A projected number with its spread by source.

use super::moments::{Chances, Moments, STATES};
use super::states::ProjectedState;
use crate::rates::{Interval, IntervalMethod};
use crate::special::{Tails, normal_quantile};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// A projected number: its mean, and its variance by where it comes from.
///
/// The three sources are independent, so their variances add up to [`Projected::variance`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Projected {
    /// The expected number.
    pub mean: f64,
    /// Variance because each person decides by chance, the probabilities being known. Exact.
    pub chance: f64,
    /// Variance because the probabilities are estimated: from the standard errors of the assumptions, to first order.
    pub estimation: f64,
    /// Variance because the probabilities differ from year to year: from the [`YearVariation`](super::YearVariation), to first order; 0
    /// where none is given.
    pub year_to_year: f64,
}

impl Projected {
    /// The variance from all three sources.
    #[must_use]
    pub fn variance(&self) -> f64 {
        self.chance + self.estimation + self.year_to_year
    }

    /// The standard deviation from all three sources.
    #[must_use]
    pub fn deviation(&self) -> f64 {
        self.variance().max(0.0).sqrt()
    }

    /// The prediction interval by the normal approximation, never below 0.
    ///
    /// It holds what it says when the assumptions hold: their standard errors and the variation between years must be among them. Without
    /// these it is the interval of chance alone, and with more than a few thousand members much too narrow for a plan.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Interval {
        let z = Tails::from_upper(0.5 * (1.0 - confidence.get())).map_or(0.0, normal_quantile);
        let half = z * self.deviation();
        Interval { lower: (self.mean - half).max(0.0), upper: self.mean + half, confidence, method: IntervalMethod::NormalPrediction }
    }

    /// The probability that the number reaches `target`, by the normal approximation; 0 or 1 where nothing is uncertain.
    #[must_use]
    pub fn probability_of_reaching(&self, target: f64) -> f64 {
        match self.deviation() {
            deviation if deviation > 0.0 => crate::special::normal_tails((target - self.mean) / deviation).upper(),
            _ => f64::from(u8::from(self.mean >= target)),
        }
    }

    /// The same number over one that is known.
    pub(crate) fn over(self, number: f64) -> Self {
        let square = number * number;
        Self {
            mean: self.mean / number,
            chance: self.chance / square,
            estimation: self.estimation / square,
            year_to_year: self.year_to_year / square,
        }
    }
}

/// Weights that count some states.
fn weights(states: &[ProjectedState]) -> [f64; STATES] {
    ProjectedState::ALL.map(|state| f64::from(u8::from(states.contains(&state))))
}

impl Moments {
    /// The number of people in some states.
    pub(super) fn number(&self, states: &[ProjectedState]) -> Projected {
        let weights = weights(states);
        Projected { mean: self.sum(&weights), ..self.spread(&weights) }
    }

    /// The share of people in some states among those in others: mean of a ratio, with variances to first order.
    pub(super) fn share(&self, above: &[ProjectedState], below: &[ProjectedState]) -> Option<Projected> {
        let (above, below) = (weights(above), weights(below));
        let total = self.sum(&below);
        let share = self.sum(&above) / total;
        let mut difference = [0.0; STATES];
        difference.iter_mut().zip(above.iter().zip(&below)).for_each(|(weight, (above, below))| *weight = (above - share * below) / total);
        (total > 0.0).then(|| Projected { mean: share, ..self.spread(&difference) })
    }

    /// The number of events of one kind: joined, reinstated or left.
    pub(super) fn event(&self, kind: usize) -> Projected {
        Projected {
            mean: self.mean[STATES + kind],
            chance: self.chance.events[kind],
            estimation: self.estimation.events[kind],
            year_to_year: self.year_to_year.events[kind],
        }
    }

    fn sum(&self, weights: &[f64; STATES]) -> f64 {
        self.mean.iter().zip(weights).map(|(mean, weight)| mean * weight).sum()
    }

    fn spread(&self, weights: &[f64; STATES]) -> Projected {
        Projected {
            mean: 0.0,
            chance: self.chance.variance(weights),
            estimation: self.estimation.variance(weights),
            year_to_year: self.year_to_year.variance(weights),
        }
    }
}

/// The members among the chances of one person.
pub(super) fn member(chances: &Chances) -> f64 {
    chances[ProjectedState::Active as usize] + chances[ProjectedState::OnLeave as usize]
}
