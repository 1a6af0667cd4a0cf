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
    /// the problem is; the best `τ` is where it equals `D`, and `D / τ` falls with it.
    fn share_averse(&self, pieces: &[Piece], budget: f64, most: f64) -> Option<Level> {
        let at = |tau: f64| share(pieces, &self.weightings(pieces, tau), budget);
        let (mut low, mut high) = (0.0, most);
        // Sixty halvings leave nothing of the interval.
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if self.error(pieces, &at(middle)?.spent) >= middle { low = middle } else { high = middle }
        }
        at(if low == 0.0 { 0.0 } else { high })
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
