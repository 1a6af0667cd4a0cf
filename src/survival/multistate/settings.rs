//! Which variance, which interval: the settings of multi-state estimates.

use crate::survival::limits::{CurveInterval, Limits, z_of};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// From what the variance of transition probabilities is worked out.
///
/// With `n` at risk in a state just before a time, `h(l)` the share of them that goes to state `l` (the share that stays included), and
/// `P` the probability of being in that state:
///
/// # Formula
///
/// ```text
/// Greenwood  cov(dA(l), dA(m)) = (h(l) [l = m] - h(l) h(m)) / n             weighed with P just before the time
/// Aalen      cov(dA(l), dA(m)) = h(l) [l = m] / n   for l, m other states   weighed with P just after the time
/// ```
///
/// # References
///
/// P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding (1993), *Statistical Models Based on Counting Processes*, section IV.4.1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MultistateVariance {
    /// Those at risk go where they go as in a multinomial draw: what R `etm` gives, and R `mstate` for `method = "greenwood"`. The
    /// default: right when many move on one day, as at a renewal date; with two states it is Greenwood's formula.
    #[default]
    Greenwood,
    /// Events come one by one (Poisson): what R `mstate` gives by default (`method = "aalen"`). Too large or too small where a
    /// large part of a small group moves on one day.
    Aalen,
}

/// Whether the errors of state occupation allow for chance in the shares at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InitialShares {
    /// They do not: the shares at the start are those of the persons under study. The default, as R `survfit` (3.5) gives it.
    #[default]
    Known,
    /// They do: the persons at the start are a sample from all who could have been there. Errors are larger, most at first.
    Estimated,
}

/// How multi-state probabilities are estimated.
///
/// All estimates are of Aalen and Johansen: products of the shares that move at each time. They are right for the share in each state
/// even where the future depends on the past (not Markov), as long as who is censored or enters late is like the others; probabilities
/// *given* a state need Markov, or a [`landmark`](super::StateObservations::landmark).
///
/// # Example
///
/// ```
/// use kaiin::survival::{MultistateSettings, StateObservations};
/// // A lapses at 2 and is back at 3; B stays.
/// let rows = StateObservations::new(
///     &["member", "lapsed"],
///     &["A", "A", "A", "B"],
///     &["member", "lapsed", "member", "member"],
///     &[Some("lapsed"), Some("member"), None, None],
///     &[0.0, 2.0, 3.0, 0.0],
///     &[2.0, 3.0, 5.0, 5.0],
/// )?;
/// let curves = MultistateSettings::new().transition_curves(&rows.risk_table()?, 0.0)?;
/// assert_eq!(curves.at("member", "lapsed", 2.5)?.expect("both are seen until 5").probability, 0.5);
/// assert_eq!(curves.at("member", "member", 3.0)?.expect("both are seen until 5").probability, 1.0);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[must_use = "settings do nothing until an estimate is made"]
pub struct MultistateSettings {
    pub(super) variance: MultistateVariance,
    pub(super) initial: InitialShares,
    pub(super) interval: CurveInterval,
    pub(super) confidence: Confidence,
}

impl MultistateSettings {
    /// Greenwood's variance and log-log limits at 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// From what the variance of transition probabilities is worked out.
    pub fn variance(mut self, variance: MultistateVariance) -> Self {
        self.variance = variance;
        self
    }

    /// Whether the errors of state occupation allow for chance in the shares at the start.
    pub fn initial_shares(mut self, rule: InitialShares) -> Self {
        self.initial = rule;
        self
    }

    /// On which scale limits are computed.
    pub fn interval(mut self, interval: CurveInterval) -> Self {
        self.interval = interval;
        self
    }

    /// How often the limits contain the true probability.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// A probability with its variance, as a result.
    pub(super) fn state_probability(&self, probability: f64, variance: f64) -> StateProbability {
        // Sums of products leave what rounding leaves: no probability is less than 0 or more than 1.
        let probability = probability.clamp(0.0, 1.0);
        let error = variance.max(0.0).sqrt();
        let limits = (error > 0.0).then(|| self.interval.limits(probability, error / probability, z_of(self.confidence))).flatten();
        StateProbability { probability, error, limits }
    }
}

/// The probability of being in a state, or the share there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StateProbability {
    /// The probability.
    pub probability: f64,
    /// Its standard error; 0 where nothing happened yet.
    pub error: f64,
    /// Its limits on the scale of the settings; `None` where the scale has none (probabilities of 0 and 1) or the error is 0.
    pub limits: Option<Limits>,
}

/// A mean time spent in a state.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StateTime {
    /// Mean time, in the unit of the times.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
}

impl StateTime {
    /// Normal limits, not below 0.
    #[must_use]
    pub fn limits(&self, confidence: Confidence) -> Limits {
        let half = z_of(confidence) * self.error;
        Limits { lower: (self.mean - half).max(0.0), upper: self.mean + half }
    }
}
