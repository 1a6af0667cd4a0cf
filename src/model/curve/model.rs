//! How a retention curve is fitted: its shape, whether some never leave, and how intervals are made.

use super::data::CurveData;
use super::family::CurveFamily;
use super::fit::CurveFit;
use super::fitting;
use crate::error::{Error, Result};
use crate::survival::CurveInterval;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether some members never leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LongTerm {
    /// Everyone leaves in the end. The default: from a few years nobody can tell who never will.
    #[default]
    Nobody,
    /// A share of members never leaves (a cure fraction); the curve is of the others. Believe it only where the observed curve has
    /// become level and many are seen beyond.
    Share,
}

/// A retention curve to be fitted.
///
/// # Example
///
/// ```
/// use kaiin::model::curve::{CurveFamily, CurveModel, RenewalCounts};
/// // Fader and Hardie's regular customers: percentages of 1,000 after each of seven renewals
/// let counts = RenewalCounts::of_cohort(&[1000, 631, 468, 382, 326, 289, 262, 241])?;
/// let fit = CurveModel::new(CurveFamily::ShiftedBetaGeometric).fit(&counts)?;
/// assert!(fit.ending().is_interior());
/// assert_eq!(format!("{:.3}", fit.parameter("alpha").unwrap().value), "0.704"); // as published
/// assert_eq!(format!("{:.3}", fit.parameter("beta").unwrap().value), "1.182");
/// assert_eq!(format!("{:.3}", fit.survival(12.0).unwrap().value), "0.170"); // observed: 0.173
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use = "a model does nothing until `fit` is called"]
pub struct CurveModel {
    pub(super) family: CurveFamily,
    pub(super) long_term: LongTerm,
    pub(super) confidence: Confidence,
    pub(super) survival_interval: CurveInterval,
    pub(super) retention_interval: CurveInterval,
}

impl CurveModel {
    /// A curve of a shape, where everyone leaves in the end, with 95 % limits.
    pub fn new(family: CurveFamily) -> Self {
        Self {
            family,
            long_term: LongTerm::default(),
            confidence: Confidence::default(),
            survival_interval: CurveInterval::LogLog,
            retention_interval: CurveInterval::Logit,
        }
    }

    /// Whether some members never leave.
    pub fn long_term(mut self, long_term: LongTerm) -> Self {
        self.long_term = long_term;
        self
    }

    /// The confidence of limits.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// The scale on which limits of shares still there are symmetric: log-log unless told, the scale on which a hazard multiplies.
    pub fn survival_interval(mut self, interval: CurveInterval) -> Self {
        self.survival_interval = interval;
        self
    }

    /// The scale on which limits of retention rates are symmetric: logit unless told, as for any share of those at risk.
    pub fn retention_interval(mut self, interval: CurveInterval) -> Self {
        self.retention_interval = interval;
        self
    }

    /// The shape.
    #[must_use]
    pub fn family(&self) -> &CurveFamily {
        &self.family
    }

    /// Whether some members never leave.
    #[must_use]
    pub fn has_long_term(&self) -> bool {
        self.long_term == LongTerm::Share
    }

    /// Fits the curve by maximum likelihood.
    ///
    /// The fit says how it ended ([`CurveFit::ending`]). Where the likelihood has no maximum inside the range of the parameters, the
    /// answer is the simpler curve at the edge, and says so: a shifted beta-geometric whose `α` and `β` run to infinity is a geometric,
    /// one whose `α` and `β` run to 0 has members who leave at the first renewal and members who never leave. An edge that is no curve
    /// with a name is returned as the curve at the end of the search. Where the data say too little (fewer renewals than parameters), the
    /// answer is the best of the simpler curves. Only an interior maximum has standard errors.
    ///
    /// # Formula
    ///
    /// ```text
    /// counted in renewals   ℓ = Σ lost(t) ln(1 - r(t)) + stayed(t) ln r(t)     r(t) = S(t) / S(t - 1), t = 1, 2, …
    /// in time               ℓ = Σ ln f(t) over those who left + Σ ln S(t) over those last seen - Σ ln S(entry) over late entries
    /// variance              inverse of -∂²ℓ (observed information), by the delta method for everything else
    /// ```
    ///
    /// A renewal counted late (delayed entry) enters the first sum only from then on, which is the same likelihood. No constant is left
    /// out or added: `ℓ` of renewals is that of each person, without multinomial coefficients.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the family and the data do not fit each other (renewals or time), for cut points beyond which nobody was
    /// at risk, and when a likelihood in time grows without limit, as it does when all leave at one time; [`Error::NoRows`] when nobody was at
    /// risk.
    pub fn fit<'a>(&self, data: impl Into<CurveData<'a>>) -> Result<CurveFit> {
        let data = data.into();
        self.family.check()?;
        match data {
            CurveData::Renewals(_) if !self.family.counts_renewals() => {
                Err(Error::setting("family", &self.family, "measures time; give Lifetimes, or choose a family that counts renewals"))
            }
            CurveData::Lifetimes(_) if self.family.counts_renewals() => {
                Err(Error::setting("family", &self.family, "counts renewals; give RenewalCounts, or choose a family that measures time"))
            }
            _ => Ok(CurveFit::new(self, &data, fitting::fitted(&self.family, self.has_long_term(), &data)?)),
        }
    }
}

impl fmt::Display for CurveModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.family, if self.has_long_term() { " with a long-term share" } else { "" })
    }
}
