//! What is maximised when effects are uncertain?

use super::piece::{Piece, Weighting};
use super::water_level::{Level, share};
use crate::special::compensated_sum;
use serde::{Deserialize, Serialize};

/// What an allocation maximises.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attitude {
    /// The expected gain: right for one decision among many. The default.
    #[default]
    Mean,
    /// The expected gain less so many standard deviations of it: a gain that is reached with some safety (robust).
    MeanLessDeviations(f64),
}

/// How the errors of effects go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dependence {
    /// Not at all: errors cancel in part, and spreading money over measures lowers the risk. The default.
    #[default]
    Independent,
    /// Completely: all effects are smaller or larger than thought by as many standard errors, as when all were guessed by one person.
    Together,
}

/// What is maximised, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    pub(super) deviations: f64,
    pub(super) dependence: Dependence,
}

impl Aim {
    /// The best spending on concave pieces; `None` when the least amounts exceed the budget.
    pub(super) fn share(&self, pieces: &[Piece], budget: f64) -> Option<Level> {
        let weight = |piece: &Piece| match self.dependence {
            Dependence::Together => 1.0 - self.deviations * piece.relative_error,
            Dependence::Independent => 1.0,
        };
        let plain = pieces.iter().map(|piece| Weighting { weight: weight(piece), aversion: 0.0 }).collect::<Vec<_>>();
        let level = share(pieces, &plain, budget)?;
        if self.dependence == Dependence::Together || self.deviations == 0.0 || self.error(pieces, &level.spent) == 0.0 {
            return Some(level);
        }
        self.share_averse(pieces, budget, self.error(pieces, &pieces.iter().map(|piece| piece.upper).collect::<Vec<_>>()))
    }

    /// Independent errors. The deviation `D = √Σ (ρ g)²` is not separable, but `D = min over τ of (D²/τ + τ) / 2`, so that for a given `τ`
    /// the problem is; the best `τ` is where it equals `D`, and `D / τ` falls with it. On logarithms the two are all but a straight line.
    fn share_averse(&self, pieces: &[Piece], budget: f64, most: f64) -> Option<Level> {
        let at = |log_tau: f64| share(pieces, &self.weightings(pieces, log_tau.exp()), budget);
        let excess = |log_tau: f64| at(log_tau).map(|level| self.error(pieces, &level.spent).ln() - log_tau);
        let (low, high) = (most.ln() - 40.0, most.ln());
        if excess(low)? < 0.0 {
            // The deviation is never as large as τ: nothing that is not certain is funded beyond its least.
            return share(pieces, &self.weightings(pieces, 0.0), budget);
        }
        at(root(excess, low, high)?)
    }

    fn weightings(&self, pieces: &[Piece], tau: f64) -> Vec<Weighting> {
        let of = |piece: &Piece| match piece.relative_error {
            0.0 => Weighting { weight: 1.0, aversion: 0.0 },
            _ if tau == 0.0 => Weighting { weight: 0.0, aversion: 0.0 },
            error => Weighting { weight: 1.0, aversion: self.deviations * error * error / tau },
        };
        pieces.iter().map(of).collect()
    }

    /// The expected gain.
    pub(super) fn gain(pieces: &[Piece], spent: &[f64]) -> f64 {
        compensated_sum(pieces.iter().zip(spent).map(|(piece, spent)| piece.gain(*spent)))
    }

    /// The standard deviation of the gain.
    pub(super) fn error(&self, pieces: &[Piece], spent: &[f64]) -> f64 {
        let errors = pieces.iter().zip(spent).map(|(piece, spent)| piece.relative_error * piece.gain(*spent));
        match self.dependence {
            Dependence::Independent => compensated_sum(errors.map(|error| error * error)).sqrt(),
            Dependence::Together => compensated_sum(errors),
        }
    }

    /// What is maximised.
    pub(super) fn objective(&self, pieces: &[Piece], spent: &[f64]) -> f64 {
        Self::gain(pieces, spent) - self.deviations * self.error(pieces, spent)
    }

    /// What the next unit of money adds to what is maximised, for each piece; `None` where it is infinite, 0 where the risk of a first
    /// unit outweighs its gain without bound.
    pub(super) fn marginals(&self, pieces: &[Piece], spent: &[f64]) -> Vec<Option<f64>> {
        let error = self.error(pieces, spent);
        let marginal = |(piece, spent): (&Piece, &f64)| {
            let own = piece.relative_error;
            let weight = match self.dependence {
                Dependence::Together => 1.0 - self.deviations * own,
                Dependence::Independent if error > 0.0 => 1.0 - self.deviations * own * own * piece.gain(*spent) / error,
                Dependence::Independent => 1.0 - self.deviations * own,
            };
            match piece.marginal(*spent, Weighting { weight, aversion: 0.0 }) {
                f64::NEG_INFINITY => Some(0.0),
                marginal => Some(marginal).filter(|marginal| marginal.is_finite()),
            }
        };
        pieces.iter().zip(spent).map(marginal).collect()
    }
}

/// Where a falling function that is not negative at `low` is zero, by false position, the older end halved when it stays (Illinois).
fn root(of: impl Fn(f64) -> Option<f64>, mut low: f64, mut high: f64) -> Option<f64> {
    let (mut at_low, mut at_high) = (of(low)?, of(high)?);
    if at_high >= 0.0 {
        return Some(high);
    }
    let mut stayed = 0i8;
    for _ in 0..200 {
        let chord = (low * at_high - high * at_low) / (at_high - at_low);
        let middle = if chord > low && chord < high { chord } else { 0.5 * (low + high) };
        let value = of(middle)?;
        if value.abs() < 1e-15 || middle <= low || middle >= high {
            return Some(middle);
        }
        if value > 0.0 {
            (low, at_low) = (middle, value);
            at_high *= if stayed > 0 { 0.5 } else { 1.0 };
            stayed = 1;
        } else {
            (high, at_high) = (middle, value);
            at_low *= if stayed < 0 { 0.5 } else { 1.0 };
            stayed = -1;
        }
    }
    Some(0.5 * (low + high))
}
