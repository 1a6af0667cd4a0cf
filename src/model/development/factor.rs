//! By how much does a cohort grow from one age to the next, and how surely is that known?

use super::average::ZeroStart;
use super::settings::ChainLadderSettings;
use super::sigma::SigmaSource;
use super::triangle::DevelopmentTriangle;
use serde::{Deserialize, Serialize};

/// Growth from one age to the next.
///
/// # Formula
///
/// With `C`, `D` the entrants of a cohort at the two ages, `α` of the [`FactorAverage`](super::FactorAverage), over the `n` cohorts seen at both:
///
/// ```text
/// f         = Σ C^(α-1) D / Σ C^α
/// σ²        = Σ C^α (D / C - f)² / (n - 1)
/// Var f     = σ² / Σ C^α
/// developed = 1 / (f of this age and all later ones)
/// ```
///
/// # References
///
/// T. Mack (1993), *ASTIN Bulletin* 23, 213–225; T. Mack (1999), *ASTIN Bulletin* 29, 361–366 (α).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DevelopmentFactor {
    /// The age from which growth is counted, in years; the next age is one more, or the end for a tail.
    pub from_age: usize,
    /// Cohorts seen at both ages from which it was learnt.
    pub pairs: usize,
    /// The growth `f`; `None` where no cohort was seen at both ages, or nobody had joined by the earlier.
    pub factor: Option<f64>,
    /// Standard error of `f`.
    pub error: Option<f64>,
    /// σ, the variation of growth between cohorts; `None` where it is neither estimated nor filled in.
    pub sigma: Option<f64>,
    /// Where σ comes from.
    pub sigma_source: Option<SigmaSource>,
    /// Share of the final number reached at `from_age`; 0 where all joined later, `None` where not known.
    pub developed: Option<f64>,
}

/// The sums from which a factor is made.
#[derive(Debug, Clone, Copy)]
struct Growth {
    pairs: usize,
    above: f64,
    weight: f64,
    sigma: Option<f64>,
}

impl Growth {
    /// The sums of the cohorts seen at an age and the next.
    fn of(triangle: &DevelopmentTriangle, age: usize, settings: &ChainLadderSettings) -> Self {
        let average = settings.average;
        let mut growth = Self { pairs: 0, above: 0.0, weight: 0.0, sigma: None };
        for (_, from, to) in triangle.pairs(age) {
            if from <= 0.0 && settings.zero_start == ZeroStart::LeftOut {
                continue;
            }
            if let Some(above) = average.numerator(from, to) {
                growth.pairs += 1;
                growth.above += above;
                growth.weight += average.weight(from);
            }
        }
        let variance = growth.factor().and_then(|factor| variance_of(triangle, age, settings, factor));
        Self { sigma: variance.map(f64::sqrt), ..growth }
    }

    fn factor(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.above / self.weight).filter(|factor| factor.is_finite())
    }

    /// The factor of an age with the σ that is estimated or filled in; the share developed is not known yet.
    fn at(&self, from_age: usize, sigma: Option<(f64, SigmaSource)>) -> DevelopmentFactor {
        DevelopmentFactor {
            from_age,
            pairs: self.pairs,
            factor: self.factor(),
            error: sigma.filter(|_| self.weight > 0.0).map(|(sigma, _)| sigma / self.weight.sqrt()),
            sigma: sigma.map(|(sigma, _)| sigma),
            sigma_source: sigma.map(|(_, source)| source),
            developed: None,
        }
    }

    /// The share of the later number that was there at the earlier age; `None` for none of none.
    fn reached(&self) -> Option<f64> {
        (self.above > 0.0).then(|| self.weight / self.above).filter(|share| share.is_finite())
    }
}

/// σ² of an age; `None` with fewer than two cohorts in which anybody had joined.
fn variance_of(triangle: &DevelopmentTriangle, age: usize, settings: &ChainLadderSettings, factor: f64) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0usize);
    for (_, from, to) in triangle.pairs(age).filter(|(_, from, _)| *from > 0.0) {
        sum += settings.average.weight(from) * (to / from - factor).powi(2);
        count += 1;
    }
    (count > 1).then(|| sum / (count - 1) as f64).filter(|variance| variance.is_finite())
}

/// The factors of all ages of a triangle, the tail last.
pub(super) fn factors_of(triangle: &DevelopmentTriangle, settings: &ChainLadderSettings) -> Vec<DevelopmentFactor> {
    let growths: Vec<Growth> = (0..triangle.ages() - 1).map(|age| Growth::of(triangle, age, settings)).collect();
    let estimated: Vec<Option<f64>> = growths.iter().map(|growth| growth.sigma).collect();
    let is_missing = |growth: &Growth| growth.sigma.is_none() && growth.factor().is_some();
    let missing: Vec<usize> = (0..growths.len()).filter(|&at| is_missing(&growths[at])).collect();
    let sigmas = settings.tail_sigma.fill(&estimated, &missing);
    let numbered = growths.iter().zip(sigmas).enumerate();
    let mut factors: Vec<DevelopmentFactor> = numbered.map(|(age, (growth, sigma))| growth.at(age, sigma)).collect();
    let tail = settings.tail.step(&factors);
    let mut later = Some(tail.as_ref().and_then(|tail| tail.developed).unwrap_or(1.0));
    for (factor, growth) in factors.iter_mut().zip(&growths).rev() {
        later = match (growth.reached(), later) {
            (_, Some(0.0)) => Some(0.0),
            (Some(reached), Some(later)) => Some(reached * later),
            _ => None,
        };
        factor.developed = later;
    }
    factors.extend(tail);
    factors
}
