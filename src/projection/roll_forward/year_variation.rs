//! By how much the probabilities differ from one year to the next, beyond chance.

use crate::cohort::CohortTable;
use crate::error::{Error, Result};
use crate::licensees::Licensees;
use crate::projection::estimate::{Tallies, Tally};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// How the effects of different years hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum YearDependence {
    /// Each year has an effect of its own: a bad year says nothing about the next one. The default.
    #[default]
    Independent,
    /// Each year adds to the effect of the year before: rates wander off, and far years are much less certain.
    RandomWalk,
}

/// How much the odds of entry, lapse and reinstatement vary between fiscal years, beyond chance: standard deviations of a yearly effect
/// on the log odds, common to all tenures.
///
/// # Assumption
///
/// ```text
/// logit p(year) = logit p + z(year),   z(year) of mean 0 and the given deviation
/// ```
///
/// The effects of entry, lapse and reinstatement are independent of each other.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct YearVariation {
    /// Deviation of the effect on entry.
    pub entry: f64,
    /// Deviation of the effect on lapse, of members on leave too.
    pub lapse: f64,
    /// Deviation of the effect on reinstatement.
    pub reinstatement: f64,
    /// How the years hang together.
    pub dependence: YearDependence,
    /// Fiscal years that the rates were estimated from; 0 where they are known. The mean effect of these years is inside the rates and
    /// does not go on: it moves all projected years together, by a deviation divided by the root of this number.
    #[serde(default)]
    pub years: u32,
}

impl YearVariation {
    /// Given deviations on the log odds.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when one is negative, infinite or NaN.
    pub fn new(entry: f64, lapse: f64, reinstatement: f64) -> Result<Self> {
        let checked = |name: &'static str, deviation: f64| {
            if deviation >= 0.0 && deviation.is_finite() {
                return Ok(deviation);
            }
            Err(Error::setting(name, deviation, "is not a standard deviation on the log odds; give 0 or more"))
        };
        let (entry, lapse) = (checked("entry", entry)?, checked("lapse", lapse)?);
        Ok(Self { entry, lapse, reinstatement: checked("reinstatement", reinstatement)?, ..Self::default() })
    }

    /// The deviation of the yearly effects on the log odds behind a series of events and persons exposed, one pair for each year, by the
    /// method of moments; 0 where the years differ no more than by chance.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::projection::YearVariation;
    /// assert_eq!(YearVariation::of_counts(&[(100, 1_000), (105, 1_000), (95, 1_000)]), 0.0);
    /// assert!(YearVariation::of_counts(&[(100, 1_000), (200, 1_000), (50, 1_000)]) > 0.3);
    /// ```
    #[must_use]
    pub fn of_counts(years: &[(u64, u64)]) -> f64 {
        let (events, exposed) = years.iter().fold((0, 0), |(events, exposed), year| (events + year.0, exposed + year.1));
        let whole = BTreeMap::from([(0, Tally { events, exposed })]);
        between_years(years.iter().map(|&(events, exposed)| expected(&BTreeMap::from([(0, Tally { events, exposed })]), &whole)))
    }

    /// The same with another dependence between years.
    #[must_use]
    pub fn with_dependence(self, dependence: YearDependence) -> Self {
        Self { dependence, ..self }
    }

    /// The same with rates estimated from so many fiscal years, 0 for known ones.
    #[must_use]
    pub fn with_years(self, years: u32) -> Self {
        Self { years, ..self }
    }

    /// The variation between the fiscal years of `window`, by the method of moments; years of independent effects.
    ///
    /// Each year's events are compared with those that the rates of the whole window, by tenure or since licence, lead one to expect.
    /// What the squares of the differences exceed their variance by chance is laid to the years. Where they do not, the variation is 0.
    ///
    /// # Formula
    ///
    /// ```text
    /// Q = sum over years of (O - E)² / V,   deviation² = max(0, (Q - (years - 1)) / (sum V - sum V² / sum V))
    /// ```
    ///
    /// with O and E the observed and expected events of a year and V the sum of n p (1 - p): the estimator of R. DerSimonian and N. Laird
    /// (1986), *Controlled Clinical Trials* 7, 177-188, on yearly log odds `(O - E) / V` of variance `1 / V`. With five years it is
    /// itself rough: its 95 % limits reach from half to three times the value.
    ///
    /// # Errors
    ///
    /// As [`Assumptions::estimate`](crate::projection::Assumptions::estimate); [`Error::Setting`] for a window of one year.
    pub fn estimate(table: &CohortTable, licensees: Option<&Licensees>, window: RangeInclusive<FiscalYear>) -> Result<Self> {
        if window.start() == window.end() {
            let reason = "is one year; variation between years needs two or more, better ten";
            return Err(Error::setting("window", window.start(), reason));
        }
        let years = Tallies::by_year(table, licensees, window)?;
        let whole = Tallies::sum(&years);
        let deviation = |pick: fn(&Tallies) -> BTreeMap<u32, Tally>| {
            let whole = pick(&whole);
            between_years(years.iter().map(|year| expected(&pick(year), &whole)))
        };
        let found = Self::new(deviation(Tallies::entries), deviation(Tallies::lapses), deviation(Tallies::reinstatements))?;
        Ok(found.with_years(years.len() as u32))
    }
}

/// Events observed and expected in one year, and their variance by chance.
struct Compared {
    observed: f64,
    expected: f64,
    variance: f64,
}

/// A year, by tenure, against the shares of the whole window.
fn expected(year: &BTreeMap<u32, Tally>, whole: &BTreeMap<u32, Tally>) -> Compared {
    let mut compared = Compared { observed: 0.0, expected: 0.0, variance: 0.0 };
    for (tenure, of_year) in year.iter().filter(|(_, year)| year.exposed > 0) {
        let Some(of_all) = whole.get(tenure) else { continue };
        let p = of_all.events as f64 / of_all.exposed as f64;
        compared.observed += of_year.events as f64;
        compared.expected += of_year.exposed as f64 * p;
        compared.variance += of_year.exposed as f64 * p * (1.0 - p);
    }
    compared
}

/// The deviation of the yearly effects on the log odds.
fn between_years(years: impl Iterator<Item = Compared>) -> f64 {
    let years: Vec<Compared> = years.filter(|year| year.variance > 0.0).collect();
    let q: f64 = years.iter().map(|year| (year.observed - year.expected).powi(2) / year.variance).sum();
    let (sum, squares) = years.iter().fold((0.0, 0.0), |(sum, squares), year| (sum + year.variance, squares + year.variance.powi(2)));
    let scale = sum - squares / sum;
    if scale > 0.0 { ((q - (years.len() as f64 - 1.0)) / scale).max(0.0).sqrt() } else { 0.0 }
}
