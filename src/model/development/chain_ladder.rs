//! The chain ladder: every cohort carried forward with the growth that older ones had, and how far that may be off.

use super::cohort::DevelopedCohort;
use super::factor::{DevelopmentFactor, factors_of};
use super::future::{FutureEntrants, years_of};
use super::interval::DevelopmentLimits;
use super::settings::ChainLadderSettings;
use super::sigma::TailSigma;
use super::total::DevelopmentTotal;
use super::triangle::DevelopmentTriangle;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// A triangle completed by the chain ladder, with Mack's standard errors.
///
/// Assumes that a cohort of any size grows from an age to the next as the others did at that age, whatever it was before, that cohorts are
/// independent, and that the variance is proportional to `C^(2-α)`.
///
/// Weak where the first ages hold few persons (a cohort of nobody stays nobody: use
/// [`BornhuetterFergusonSettings`](super::BornhuetterFergusonSettings)), where fewer than ten cohorts were seen (the limits are then too narrow:
/// [`DevelopmentInterval`](super::DevelopmentInterval) has the figures), where a year was unlike others for all cohorts
/// ([`CalendarEffects`](super::CalendarEffects)), and near everyone: nothing keeps an ultimate below the licence holders.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, model::development::{ChainLadderSettings, DevelopmentTriangle}};
/// let triangle = DevelopmentTriangle::of_cumulative([
///     (FiscalYear(2021), vec![Some(60.0), Some(80.0), Some(88.0)]),
///     (FiscalYear(2022), vec![Some(40.0), Some(70.0)]),
///     (FiscalYear(2023), vec![Some(50.0)]),
/// ])?
/// .with_licensees([(FiscalYear(2023), 110.0)])?;
/// let ladder = ChainLadderSettings::new().fit(&triangle)?;
/// let youngest = &ladder.cohorts()[2];
/// assert!((youngest.ultimate.unwrap() - 82.5).abs() < 1e-12); // 50 × 150/100 × 88/80
/// assert!((youngest.entry_rate().unwrap() - 0.75).abs() < 1e-12);
/// assert_eq!(youngest.error(), None); // growth to age 2 was seen once, and Mack's rule needs two ages before
/// let next = &ladder.future_entrants()[0]; // 2024: 70 × 0.1 of cohort 2022 and 50 × 0.5 of cohort 2023
/// assert!((next.expected.unwrap() - 32.0).abs() < 1e-12);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChainLadder {
    settings: ChainLadderSettings,
    triangle: DevelopmentTriangle,
    factors: Vec<DevelopmentFactor>,
    cohorts: Vec<DevelopedCohort>,
    total: DevelopmentTotal,
}

impl ChainLadderSettings {
    /// Completes a triangle.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a given tail factor is below 1, or a given error or σ is negative or not finite.
    pub fn fit(&self, triangle: &DevelopmentTriangle) -> Result<ChainLadder> {
        self.tail.check()?;
        if let TailSigma::Given(sigma) = self.tail_sigma
            && !(sigma.is_finite() && sigma >= 0.0)
        {
            return Err(Error::setting("tail sigma", sigma, "is not a number of at least 0; give one"));
        }
        let factors = factors_of(triangle, self);
        let cohorts: Vec<_> = triangle.rows().iter().map(|row| DevelopedCohort::of(row, &factors, self)).collect();
        let total = DevelopmentTotal::of(&cohorts, &factors, self);
        Ok(ChainLadder { settings: *self, triangle: triangle.clone(), factors, cohorts, total })
    }
}

impl ChainLadder {
    /// How it was made.
    pub fn settings(&self) -> &ChainLadderSettings {
        &self.settings
    }

    /// The numbers that it was made from.
    #[must_use]
    pub fn triangle(&self) -> &DevelopmentTriangle {
        &self.triangle
    }

    /// Growth from each age to the next; a tail comes last.
    #[must_use]
    pub fn factors(&self) -> &[DevelopmentFactor] {
        &self.factors
    }

    /// The cohorts, ascending.
    #[must_use]
    pub fn cohorts(&self) -> &[DevelopedCohort] {
        &self.cohorts
    }

    /// All cohorts together.
    #[must_use]
    pub fn total(&self) -> &DevelopmentTotal {
        &self.total
    }

    /// Share of the final number reached at an age; `None` where not known.
    #[must_use]
    pub fn developed(&self, age: usize) -> Option<f64> {
        match self.factors.get(age) {
            Some(factor) => factor.developed,
            None => (age < self.triangle.ages()).then_some(1.0),
        }
    }

    /// Late entrants of each coming year with their errors, ascending. A tail is not in it: it says how many, not when.
    #[must_use]
    pub fn future_entrants(&self) -> Vec<FutureEntrants> {
        years_of(self)
    }

    /// The limits of the ultimate of a cohort: those who joined, plus the limits of those still to come.
    #[must_use]
    pub fn limits(&self, cohort: &DevelopedCohort) -> Option<DevelopmentLimits> {
        shifted(cohort.latest?, self.limits_of(cohort.future()?, cohort.error()?)?)
    }

    /// The limits of the entry rate of a cohort in the end.
    #[must_use]
    pub fn entry_rate_limits(&self, cohort: &DevelopedCohort) -> Option<DevelopmentLimits> {
        let (limits, licensees) = (self.limits(cohort)?, cohort.licensees?);
        Some(DevelopmentLimits { lower: limits.lower / licensees, upper: limits.upper / licensees })
    }

    /// The limits of the sum of all ultimates.
    #[must_use]
    pub fn total_limits(&self) -> Option<DevelopmentLimits> {
        shifted(self.total.latest, self.limits_of(self.total.future()?, self.total.error()?)?)
    }

    /// The limits of a number still to come, such as [`FutureEntrants::expected`] with its error.
    #[must_use]
    pub fn limits_of(&self, expected: f64, error: f64) -> Option<DevelopmentLimits> {
        self.settings.interval.limits(expected, error, self.settings.confidence)
    }

    /// The cohorts as columns.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |of: &dyn Fn(&DevelopedCohort) -> Option<f64>| Values::Reals(self.cohorts.iter().map(of).collect());
        let ages = |of: &dyn Fn(&DevelopedCohort) -> Option<usize>| {
            Values::Integers(self.cohorts.iter().map(|cohort| of(cohort).map(|age| age as i64)).collect())
        };
        let columns = [
            ("cohort", Values::Integers(self.cohorts.iter().map(|cohort| Some(i64::from(cohort.cohort.get()))).collect())),
            ("licensees", reals(&|cohort| cohort.licensees)),
            ("latest_age_years", ages(&|cohort| cohort.latest_age)),
            ("latest", reals(&|cohort| cohort.latest)),
            ("developed", reals(&|cohort| self.developed(cohort.latest_age?))),
            ("ultimate", reals(&|cohort| cohort.ultimate)),
            ("future", reals(&DevelopedCohort::future)),
            ("process_error", reals(&|cohort| cohort.process_error)),
            ("parameter_error", reals(&|cohort| cohort.parameter_error)),
            ("error", reals(&DevelopedCohort::error)),
            ("lower", reals(&|cohort| self.limits(cohort).map(|limits| limits.lower))),
            ("upper", reals(&|cohort| self.limits(cohort).map(|limits| limits.upper))),
            ("entry_rate", reals(&DevelopedCohort::entry_rate)),
            ("entry_rate_error", reals(&DevelopedCohort::entry_rate_error)),
            ("growth_not_known_from_age", ages(&|cohort| cohort.stopped_at)),
        ];
        Table::of_columns("chain_ladder", columns)
    }

    /// The growth factors as columns.
    #[must_use]
    pub fn factor_table(&self) -> Table {
        let reals = |of: &dyn Fn(&DevelopmentFactor) -> Option<f64>| Values::Reals(self.factors.iter().map(of).collect());
        let source = |factor: &DevelopmentFactor| factor.sigma_source.map(|source| source.name().to_owned());
        let columns = [
            ("from_age_years", Values::Integers(self.factors.iter().map(|factor| Some(factor.from_age as i64)).collect())),
            ("cohorts", Values::Integers(self.factors.iter().map(|factor| Some(factor.pairs as i64)).collect())),
            ("factor", reals(&|factor| factor.factor)),
            ("error", reals(&|factor| factor.error)),
            ("sigma", reals(&|factor| factor.sigma)),
            ("sigma_source", Values::Texts(self.factors.iter().map(source).collect())),
            ("developed", reals(&|factor| factor.developed)),
        ];
        Table::of_columns("development_factors", columns)
    }

    /// The completed triangle as columns, one row a cell that is seen or expected.
    #[must_use]
    pub fn cell_table(&self) -> Table {
        let cells: Vec<_> = self
            .cohorts
            .iter()
            .flat_map(|cohort| cohort.cells.iter().enumerate().map(move |(age, cell)| (cohort.cohort, age, cell)))
            .filter(|(.., cell)| cell.value.is_some())
            .collect();
        let columns = [
            ("cohort", Values::Integers(cells.iter().map(|(cohort, ..)| Some(i64::from(cohort.get()))).collect())),
            ("age_years", Values::Integers(cells.iter().map(|(_, age, _)| Some(*age as i64)).collect())),
            ("entered", Values::Reals(cells.iter().map(|(.., cell)| cell.value).collect())),
            ("seen", Values::Flags(cells.iter().map(|(.., cell)| Some(cell.seen)).collect())),
            ("process_error", Values::Reals(cells.iter().map(|(.., cell)| cell.process_error).collect())),
            ("parameter_error", Values::Reals(cells.iter().map(|(.., cell)| cell.parameter_error).collect())),
            ("error", Values::Reals(cells.iter().map(|(.., cell)| cell.error()).collect())),
        ];
        Table::of_columns("completed_triangle", columns)
    }

    /// The late entrants of coming years as columns.
    #[must_use]
    pub fn future_table(&self) -> Table {
        let years = self.future_entrants();
        let reals = |of: &dyn Fn(&FutureEntrants) -> Option<f64>| Values::Reals(years.iter().map(of).collect());
        let limits = |year: &FutureEntrants| self.limits_of(year.expected?, year.error()?);
        let columns = [
            ("year", Values::Integers(years.iter().map(|year| Some(i64::from(year.year.get()))).collect())),
            ("cohorts", Values::Integers(years.iter().map(|year| Some(year.cohorts as i64)).collect())),
            ("expected", reals(&|year| year.expected)),
            ("process_error", reals(&|year| year.process_error)),
            ("parameter_error", reals(&|year| year.parameter_error)),
            ("error", reals(&FutureEntrants::error)),
            ("lower", reals(&|year| limits(year).map(|limits| limits.lower))),
            ("upper", reals(&|year| limits(year).map(|limits| limits.upper))),
        ];
        Table::of_columns("future_entrants", columns)
    }
}

/// Limits moved up by those who have joined.
fn shifted(by: f64, limits: DevelopmentLimits) -> Option<DevelopmentLimits> {
    Some(DevelopmentLimits { lower: by + limits.lower, upper: by + limits.upper })
}
