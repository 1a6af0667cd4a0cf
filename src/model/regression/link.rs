//! How a linear predictor becomes the probability to leave within a year, without loss near 0 and 1.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How the linear predictor `eta` becomes a probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// `p = 1 / (1 + exp(-eta))`: `exp` of a coefficient is an odds ratio. The default: decisions at a renewal date have no time within
    /// the year in which they happen.
    #[default]
    Logit,
    /// `p = 1 - exp(-exp(eta))`, the complementary log-log link: `exp` of a coefficient is the hazard ratio of the proportional hazards model
    /// in continuous time that is seen year by year, and the logarithm of the time at risk is an offset.
    ComplementaryLogLog,
}

/// What a fit needs to know at one value of the linear predictor.
#[derive(Debug, Clone, Copy)]
pub(super) struct AtPredictor {
    /// The probability of the event.
    pub(super) probability: f64,
    /// The probability of none, kept apart: `1 - probability` would lose it near 1.
    pub(super) complement: f64,
    /// The derivative of the probability.
    pub(super) slope: f64,
    /// The score of one event: the derivative of the logarithm of the probability.
    pub(super) event_score: f64,
    /// The score of one trial without event, taken away.
    pub(super) other_score: f64,
    /// The expected information of one trial.
    pub(super) information: f64,
    /// The observed information of one event: minus the derivative of its score. Never negative: both links are concave.
    pub(super) event_information: f64,
    /// The observed information of one trial without event.
    pub(super) other_information: f64,
}

/// Beyond this the probability is 0 or 1 in every digit for both links.
const FARTHEST: f64 = 300.0;

impl Link {
    /// The probability and its derivatives.
    pub(super) fn at(self, eta: f64) -> AtPredictor {
        let eta = eta.clamp(-FARTHEST, FARTHEST);
        match self {
            Self::Logit => {
                let (probability, complement) = (1.0 / (1.0 + (-eta).exp()), 1.0 / (1.0 + eta.exp()));
                let slope = probability * complement;
                AtPredictor {
                    probability,
                    complement,
                    slope,
                    event_score: complement,
                    other_score: probability,
                    information: slope,
                    event_information: slope,
                    other_information: slope,
                }
            }
            Self::ComplementaryLogLog => {
                let hazard = eta.exp();
                let (probability, complement) = (-(-hazard).exp_m1(), (-hazard).exp());
                let slope = hazard * complement;
                let event_score = slope / probability;
                // The difference of hazard and 1 - event_score; by its series where all digits would cancel.
                let excess = if hazard < 1e-4 { hazard / 2.0 + hazard * hazard / 12.0 } else { hazard - 1.0 + event_score };
                AtPredictor {
                    probability,
                    complement,
                    slope,
                    event_score,
                    other_score: hazard,
                    information: hazard * event_score,
                    event_information: event_score * excess,
                    other_information: hazard,
                }
            }
        }
    }

    /// The logarithms of the probability and of its complement.
    pub(super) fn log_probabilities(self, eta: f64) -> (f64, f64) {
        let eta = eta.clamp(-FARTHEST, FARTHEST);
        match self {
            Self::Logit => (-log_one_plus_exp(-eta), -log_one_plus_exp(eta)),
            Self::ComplementaryLogLog => {
                let hazard = eta.exp();
                ((-(-hazard).exp_m1()).ln(), -hazard)
            }
        }
    }

    /// The linear predictor of a probability given with its complement, both positive.
    pub(super) fn predictor(self, probability: f64, complement: f64) -> f64 {
        match self {
            Self::Logit => (probability / complement).ln(),
            Self::ComplementaryLogLog => (-complement.ln()).ln(),
        }
    }

    /// What `exp` of a coefficient is called.
    #[must_use]
    pub fn ratio(self) -> &'static str {
        match self {
            Self::Logit => "odds ratio",
            Self::ComplementaryLogLog => "hazard ratio",
        }
    }
}

/// `ln(1 + exp(x))`.
fn log_one_plus_exp(x: f64) -> f64 {
    if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Logit => "logit",
            Self::ComplementaryLogLog => "complementary log-log",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_probability() {
        for link in [Link::Logit, Link::ComplementaryLogLog] {
            for eta in [-30.0, -8.0, -1.0, 0.0, 0.7, 2.5] {
                let (here, h) = (link.at(eta), 1e-6);
                let (above, below) = (link.log_probabilities(eta + h), link.log_probabilities(eta - h));
                assert!((here.event_score - (above.0 - below.0) / (2.0 * h)).abs() < 1e-8, "{link} {eta}");
                assert!((here.other_score + (above.1 - below.1) / (2.0 * h)).abs() < 1e-8 * here.other_score.max(1.0), "{link} {eta}");
                let (right, left) = (link.at(eta + h), link.at(eta - h));
                let bend = |score: fn(AtPredictor) -> f64| (score(right) - score(left)) / (2.0 * h);
                assert!((here.event_information + bend(|at| at.event_score)).abs() < 1e-9, "{link} {eta}");
                assert!((here.other_information - bend(|at| at.other_score)).abs() < 1e-8 * here.other_score.max(1.0), "{link} {eta}");
                // E[score^2] = information.
                let expected = here.probability * here.event_score.powi(2) + here.complement * here.other_score.powi(2);
                assert!((here.information / expected - 1.0).abs() < 1e-12, "{link} {eta}");
                assert!((link.predictor(here.probability, here.complement) - eta).abs() < 1e-9 * eta.abs().max(1.0) || eta.abs() > 20.0);
            }
            for far in [-1e9, 1e9] {
                let here = link.at(far);
                assert!([here.probability, here.complement, here.slope, here.information].iter().all(|value| value.is_finite()));
            }
        }
    }
}
