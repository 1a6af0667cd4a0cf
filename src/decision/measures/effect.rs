//! By how much does a measure move its lever, how sure is that, and who says so?

use crate::decision::Lever;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::special::{Tails, normal_quantile};
use crate::survival::Limits;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A change of a lever among those whom the measure reaches.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A share of the rate as it is: -0.1 lowers a rate of 8 % to 7.2 %.
    Relative(f64),
    /// Added to the rate: -0.01 lowers a rate of 8 % to 7 %.
    Absolute(f64),
}

impl Change {
    /// The number given.
    #[must_use]
    pub fn value(self) -> f64 {
        match self {
            Self::Relative(value) | Self::Absolute(value) => value,
        }
    }

    /// What the change adds to a rate.
    #[must_use]
    pub fn of(self, rate: f64) -> f64 {
        self.unit(rate) * self.value()
    }

    /// What a unit of the number given adds to a rate.
    pub(super) fn unit(self, rate: f64) -> f64 {
        match self {
            Self::Relative(_) => rate,
            Self::Absolute(_) => 1.0,
        }
    }
}

/// How sure an effect is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uncertainty {
    /// Not said: what follows from the effect has no uncertainty either, and must not be read as certain.
    NotGiven,
    /// A standard error, in the unit of the change.
    StandardError(f64),
    /// Limits of the change. They need not be symmetric; for calculations their width is read as that of a normal distribution.
    Interval {
        /// The limits.
        limits: Limits,
        /// Their confidence.
        confidence: Confidence,
    },
}

/// Where an effect comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectProvenance {
    /// Typed in, with a note on why.
    TypedIn(String),
    /// Estimated by an evaluation, which is named.
    Evaluated(String),
}

/// The effect of a measure on those it reaches, in the year in which it reaches them.
///
/// # Example
///
/// ```
/// use kaiin::Confidence;
/// use kaiin::decision::{Lever, measures::{Change, Effect}};
/// let effect = Effect::evaluated(Lever::Lapse, Change::Relative(-0.10), "mentors 2024 against waiting list")?
///     .interval(-0.198, -0.002, Confidence::new(0.95)?)?;
/// assert!((effect.standard_error().unwrap() - 0.05).abs() < 1e-4); // 0.196 / (2 × 1.96)
/// assert_eq!(effect.to_string(), "lapse -10.0 % of the rate (95 %: -19.8 % to -0.2 %); evaluated: mentors 2024 against waiting list");
/// // a number without a source is refused
/// assert!(Effect::typed_in(Lever::Lapse, Change::Absolute(-0.01), "").is_err());
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct Effect {
    lever: Lever,
    change: Change,
    uncertainty: Uncertainty,
    provenance: EffectProvenance,
}

remade_when_read! {
    Unchecked => Effect { lever: Lever, change: Change, uncertainty: Uncertainty, provenance: EffectProvenance }
}

impl Effect {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = match self.provenance {
            EffectProvenance::TypedIn(note) => Self::typed_in(self.lever, self.change, note)?,
            EffectProvenance::Evaluated(evaluation) => Self::evaluated(self.lever, self.change, evaluation)?,
        };
        match self.uncertainty {
            Uncertainty::NotGiven => Ok(made),
            Uncertainty::StandardError(error) => made.with_standard_error(error),
            Uncertainty::Interval { limits, confidence } => made.interval(limits.lower, limits.upper, confidence),
        }
    }

    /// An effect that is assumed, with a note on why.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] without a note; [`Error::Setting`] for a change that is not finite, a relative one below -1, or an absolute one
    /// outside [-1, 1].
    pub fn typed_in(lever: Lever, change: Change, note: impl Into<String>) -> Result<Self> {
        let note = said(note, "a note on where the effect comes from")?;
        Self::new(lever, change, EffectProvenance::TypedIn(note))
    }

    /// An effect that an evaluation has estimated.
    ///
    /// # Errors
    ///
    /// As [`typed_in`](Self::typed_in).
    pub fn evaluated(lever: Lever, change: Change, evaluation: impl Into<String>) -> Result<Self> {
        let evaluation = said(evaluation, "the name of the evaluation")?;
        Self::new(lever, change, EffectProvenance::Evaluated(evaluation))
    }

    fn new(lever: Lever, change: Change, provenance: EffectProvenance) -> Result<Self> {
        let possible = match change {
            Change::Relative(change) => change >= -1.0 && change.is_finite(),
            Change::Absolute(change) => change.abs() <= 1.0,
        };
        if !possible {
            let reason = "is no change of a rate; write -0.1 for 10 % (or, absolute, 10 points) lower";
            return Err(Error::setting("change", change.value(), reason));
        }
        Ok(Self { lever, change, uncertainty: Uncertainty::NotGiven, provenance })
    }

    /// With the standard error of the change.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is negative or not finite.
    pub fn with_standard_error(self, error: f64) -> Result<Self> {
        if !(error >= 0.0 && error.is_finite()) {
            return Err(Error::setting("standard error", error, "is none; give a finite number of 0 or more"));
        }
        Ok(Self { uncertainty: Uncertainty::StandardError(error), ..self })
    }

    /// With limits of the change.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a limit is not finite or the change lies outside them.
    pub fn interval(self, lower: f64, upper: f64, confidence: Confidence) -> Result<Self> {
        let change = self.change.value();
        if !(lower.is_finite() && upper.is_finite() && lower <= change && change <= upper) {
            let reason = format!("does not hold the change {change}; give the lower limit first");
            return Err(Error::setting("interval", format!("{lower} to {upper}"), reason));
        }
        Ok(Self { uncertainty: Uncertainty::Interval { limits: Limits { lower, upper }, confidence }, ..self })
    }

    /// The lever.
    #[must_use]
    pub fn lever(&self) -> Lever {
        self.lever
    }

    /// The change.
    #[must_use]
    pub fn change(&self) -> Change {
        self.change
    }

    /// How sure it is.
    #[must_use]
    pub fn uncertainty(&self) -> Uncertainty {
        self.uncertainty
    }

    /// Where it comes from.
    #[must_use]
    pub fn provenance(&self) -> &EffectProvenance {
        &self.provenance
    }

    /// The standard error of the change; of an interval its width over twice the normal quantile. `None` when none was given.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        match self.uncertainty {
            Uncertainty::NotGiven => None,
            Uncertainty::StandardError(error) => Some(error),
            Uncertainty::Interval { limits, confidence } => {
                let tail = 0.5 * (1.0 - confidence.get());
                let quantile = normal_quantile(Tails::of_upper(tail));
                Some((limits.upper - limits.lower) / (2.0 * quantile))
            }
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if matches!(self.change, Change::Relative(_)) { "% of the rate" } else { "points" };
        write!(f, "{} {:+.1} {unit}", self.lever, 100.0 * self.change.value())?;
        match self.uncertainty {
            Uncertainty::NotGiven => f.write_str(" (no uncertainty given)")?,
            Uncertainty::StandardError(error) => write!(f, " (standard error {:.1})", 100.0 * error)?,
            Uncertainty::Interval { limits, confidence } => {
                let (lower, upper, level) = (100.0 * limits.lower, 100.0 * limits.upper, 100.0 * confidence.get());
                write!(f, " ({level} %: {lower:+.1} % to {upper:+.1} %)")?;
            }
        }
        match &self.provenance {
            EffectProvenance::TypedIn(note) => write!(f, "; typed in: {note}"),
            EffectProvenance::Evaluated(evaluation) => write!(f, "; evaluated: {evaluation}"),
        }
    }
}

/// A text that is not blank.
fn said(text: impl Into<String>, what: &'static str) -> Result<String> {
    let text = text.into();
    if text.trim().is_empty() {
        return Err(Error::missing(what, "a number without a source cannot be checked; say where it comes from"));
    }
    Ok(text)
}
