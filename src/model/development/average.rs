//! Which mean of the growth of single cohorts is the growth of all?

use serde::{Deserialize, Serialize};

/// How the growth of single cohorts from one age to the next is averaged.
///
/// # Formula
///
/// With `C` the entrants of a cohort at an age, `D` those a year later, over the cohorts seen at both ages:
///
/// ```text
/// f = Σ C^α (D / C) / Σ C^α          Var(D | C) = σ² C^(2-α)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorAverage {
    /// α = 1: all at the later age divided by all at the earlier. The default: each person counts the same, and the variance grows with
    /// the number of persons, as counts do.
    #[default]
    VolumeWeighted,
    /// α = 0: the plain mean of the growth of each cohort, however small.
    Simple,
    /// α = 2: least squares through the origin; large cohorts count most.
    Regression,
}

impl FactorAverage {
    /// `C^(2-α)`, the scale of the variance of the next number.
    pub(super) fn variance_scale(self, number: f64) -> f64 {
        match self {
            Self::VolumeWeighted => number,
            Self::Simple => number * number,
            Self::Regression => 1.0,
        }
    }

    /// `C^α`, the weight of the growth of a cohort.
    pub(super) fn weight(self, number: f64) -> f64 {
        match self {
            Self::VolumeWeighted => number,
            Self::Simple => 1.0,
            Self::Regression => number * number,
        }
    }

    /// `C^(α-1) D`, what a cohort adds to the sum above the line; `None` where its growth alone has no value and would be needed.
    pub(super) fn numerator(self, from: f64, to: f64) -> Option<f64> {
        match self {
            Self::VolumeWeighted => Some(to),
            Self::Simple => (from > 0.0).then(|| to / from),
            Self::Regression => Some(from * to),
        }
    }
}

/// What is learnt from a cohort in which nobody had joined at the earlier age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroStart {
    /// With [`FactorAverage::VolumeWeighted`] those who joined later count above the line. The default: nobody who joined is lost, and the
    /// growth of branches put together is that of the whole. No part of the variance, which Mack's model has as 0 there.
    #[default]
    Counted,
    /// The cohort is left out for this age.
    LeftOut,
}
