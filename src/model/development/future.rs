//! How many late entrants are to be expected in each coming year?

use super::chain_ladder::ChainLadder;
use super::cohort::DevelopedCohort;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Late entrants of one year, of all cohorts that have been seen: a diagonal of the completed triangle.
///
/// # Formula
///
/// A cohort at age `k` of a year gives `X = C' - C`. Chance is independent between cohorts; the growth factors are common to all, and their
/// errors are carried by the derivatives of the sum `S` of the year (to first order, as in Mack's own formula):
///
/// ```text
/// process²   = Σ over cohorts  C^(2-α) σ² + (f - 1)² process(C)²
/// parameter² = Σ over ages     (∂S / ∂f)² e(f)²
/// ```
///
/// For one cohort in the year after the last seen one this is Mack's error of that cell. Errors of years do not add up to that of the total:
/// growth that is higher than thought is so in every year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FutureEntrants {
    /// The fiscal year.
    pub year: FiscalYear,
    /// Cohorts of which entrants are expected in it.
    pub cohorts: usize,
    /// How many; `None` where a growth that is needed is not known.
    pub expected: Option<f64>,
    /// Standard error from chance.
    pub process_error: Option<f64>,
    /// Standard error from not knowing the growth exactly.
    pub parameter_error: Option<f64>,
}

impl FutureEntrants {
    /// Standard error of prediction.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        Some(self.process_error?.hypot(self.parameter_error?))
    }
}

/// The sums of one year.
#[derive(Debug, Clone)]
struct Year {
    cohorts: usize,
    expected: Option<f64>,
    process_variance: Option<f64>,
    /// Derivative of the expected number by each factor.
    slopes: Option<Vec<f64>>,
}

/// The years after the last seen ages, ascending; what comes after the last age of the triangle has no year.
pub(super) fn years_of(ladder: &ChainLadder) -> Vec<FutureEntrants> {
    let steps = ladder.triangle().ages() - 1;
    let mut years: BTreeMap<FiscalYear, Year> = BTreeMap::new();
    for cohort in ladder.cohorts() {
        for age in cohort.latest_age.into_iter().flat_map(|latest| latest..steps) {
            let year = cohort.cohort.plus(i32::try_from(age + 1).unwrap_or(i32::MAX));
            let nothing = Year { cohorts: 0, expected: Some(0.0), process_variance: Some(0.0), slopes: Some(vec![0.0; steps]) };
            years.entry(year).or_insert(nothing).add(ladder, cohort, age);
        }
    }
    years.into_iter().map(|(label, year)| year.result(label, ladder)).collect()
}

impl Year {
    /// Adds what a cohort gains from an age to the next.
    fn add(&mut self, ladder: &ChainLadder, cohort: &DevelopedCohort, age: usize) {
        self.cohorts += 1;
        self.expected = gain(cohort, age).zip(self.expected).map(|(gain, sum)| sum + gain);
        self.process_variance = chance(ladder, cohort, age).zip(self.process_variance).map(|(chance, sum)| sum + chance);
        self.slopes = self.slopes.take().and_then(|slopes| with_slopes(slopes, ladder, cohort, age));
    }

    fn result(self, year: FiscalYear, ladder: &ChainLadder) -> FutureEntrants {
        let square = |(slope, error): (&f64, Option<f64>)| if *slope == 0.0 { Some(0.0) } else { Some((slope * error?).powi(2)) };
        let errors = ladder.factors().iter().map(|factor| factor.error);
        let parameter: Option<f64> = self.slopes.and_then(|slopes| slopes.iter().zip(errors).map(square).sum());
        FutureEntrants {
            year,
            cohorts: self.cohorts,
            expected: self.expected,
            process_error: self.process_variance.map(f64::sqrt).filter(|error| error.is_finite()),
            parameter_error: parameter.map(f64::sqrt).filter(|error| error.is_finite()),
        }
    }
}

/// Who joins between an age and the next.
fn gain(cohort: &DevelopedCohort, age: usize) -> Option<f64> {
    Some(cohort.cells.get(age + 1)?.value? - cohort.cells.get(age)?.value?)
}

/// The variance of the gain from chance.
fn chance(ladder: &ChainLadder, cohort: &DevelopedCohort, age: usize) -> Option<f64> {
    let (step, before) = (ladder.factors().get(age)?, cohort.cells.get(age)?);
    let growth = ladder.settings().average.variance_scale(before.value?) * step.sigma?.powi(2);
    Some(growth + ((step.factor? - 1.0) * before.process_error?).powi(2))
}

/// Adds the derivatives of a gain: by its own factor the number at the age, by an earlier one the gain divided by it.
fn with_slopes(mut slopes: Vec<f64>, ladder: &ChainLadder, cohort: &DevelopedCohort, age: usize) -> Option<Vec<f64>> {
    let gain = gain(cohort, age)?;
    for earlier in cohort.latest_age?..age {
        let factor = ladder.factors().get(earlier)?.factor?;
        if gain != 0.0 {
            *slopes.get_mut(earlier)? += gain / factor;
        }
    }
    *slopes.get_mut(age)? += cohort.cells.get(age)?.value?;
    Some(slopes)
}
