//! Simulated paths: what is asked of each year, over all of them.

use super::block::COUNTED;
use crate::error::{Error, Result};
use crate::projection::{ProjectedState, ProjectionSettings, Quantity};
use crate::table::{Table, Values};
use crate::unit::{FiscalYear, Probability};
use serde::{Deserialize, Serialize};

/// Where the events begin among what is counted.
const JOINED: usize = ProjectedState::ALL.len();

/// What became of the population on every simulated path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SimulatedPaths {
    base_year: FiscalYear,
    years: usize,
    paths: usize,
    seed: u64,
    base_licensees: Option<f64>,
    knows_never: bool,
    /// By path, year and kind.
    counted: Vec<u32>,
}

impl SimulatedPaths {
    pub(super) fn new(projection: &ProjectionSettings<'_>, seed: u64, paths: usize, counted: Vec<u32>) -> Self {
        Self {
            base_year: projection.base_year(),
            years: projection.inflow.len(),
            paths,
            seed,
            base_licensees: projection.base_licensees.as_ref().map(|licensees| licensees.value.get()),
            knows_never: projection.population().cohorts.iter().any(|(_, people)| people.never_joined > 0),
            counted,
        }
    }

    /// The fiscal year on whose last day the paths start.
    #[must_use]
    pub fn base_year(&self) -> FiscalYear {
        self.base_year
    }

    /// Number of years of a path.
    #[must_use]
    pub fn years(&self) -> usize {
        self.years
    }

    /// Number of paths.
    #[must_use]
    pub fn paths(&self) -> usize {
        self.paths
    }

    /// The seed that they were drawn from.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A quantity in a fiscal year on every path, in the order of the paths; `None` where the projection does not know it.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the year is not projected.
    pub fn values(&self, quantity: Quantity, year: FiscalYear) -> Result<Option<Vec<f64>>> {
        let last = self.base_year.plus(self.years as i32);
        let at = usize::try_from(year.since(self.base_year)).unwrap_or(0);
        if at == 0 || at > self.years {
            return Err(Error::setting(
                "year",
                year,
                format!("is not on the paths, which go from the year after {} to {last}", self.base_year),
            ));
        }
        let path = |path: usize| &self.counted[path * self.years * COUNTED..(path + 1) * self.years * COUNTED];
        Ok((0..self.paths).map(|number| self.value(quantity, path(number), at)).collect())
    }

    /// A quantity at the end of the `at`-th year of a path.
    fn value(&self, quantity: Quantity, path: &[u32], at: usize) -> Option<f64> {
        let of_year = &path[(at - 1) * COUNTED..at * COUNTED];
        let count = |kind: usize| f64::from(of_year[kind]);
        let members = count(ProjectedState::Active as usize) + count(ProjectedState::OnLeave as usize);
        let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
        match quantity {
            Quantity::Members => Some(members),
            Quantity::OnLeave => Some(count(ProjectedState::OnLeave as usize)),
            Quantity::Joined => Some(count(JOINED)),
            Quantity::Reinstated => Some(count(JOINED + 1)),
            Quantity::Left => Some(count(JOINED + 2)),
            Quantity::EntryRate => over(count(JOINED), count(COUNTED - 1)),
            Quantity::OrganizationRate => {
                let new: f64 = path[..at * COUNTED].iter().skip(COUNTED - 1).step_by(COUNTED).map(|&new| f64::from(new)).sum();
                self.base_licensees.and_then(|base| over(members, base + new))
            }
            Quantity::OrganizationRatePractising => {
                let practising = members + count(ProjectedState::NeverJoined as usize) + count(ProjectedState::Lapsed as usize);
                over(members, practising).filter(|_| self.knows_never)
            }
        }
    }

    /// The mean of a quantity over all paths.
    ///
    /// # Errors
    ///
    /// As [`SimulatedPaths::values`].
    pub fn mean(&self, quantity: Quantity, year: FiscalYear) -> Result<Option<f64>> {
        Ok(self.values(quantity, year)?.map(|values| mean(&values)))
    }

    /// The variance of a quantity over all paths, of one path 0.
    ///
    /// # Errors
    ///
    /// As [`SimulatedPaths::values`].
    pub fn variance(&self, quantity: Quantity, year: FiscalYear) -> Result<Option<f64>> {
        Ok(self.values(quantity, year)?.map(|values| {
            let mean = mean(&values);
            values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0).max(1.0)
        }))
    }

    /// The smallest value of a quantity that is not exceeded on at least the given share of the paths.
    ///
    /// # Errors
    ///
    /// As [`SimulatedPaths::values`]; [`Error::Setting`] when `share` is not in [0, 1].
    pub fn quantile(&self, quantity: Quantity, year: FiscalYear, share: f64) -> Result<Option<f64>> {
        let share = Probability::new(share)?.get();
        Ok(self.values(quantity, year)?.map(|mut values| {
            values.sort_by(f64::total_cmp);
            of_sorted(&values, share)
        }))
    }

    /// The share of the paths on which a quantity reaches `target` in a fiscal year.
    ///
    /// # Errors
    ///
    /// As [`SimulatedPaths::values`].
    pub fn share_reaching(&self, quantity: Quantity, year: FiscalYear, target: f64) -> Result<Option<f64>> {
        let values = self.values(quantity, year)?;
        Ok(values.map(|values| values.iter().filter(|value| **value >= target).count() as f64 / values.len() as f64))
    }

    /// The years as columns for one quantity: `year`, `mean`, `deviation`, and the quantiles of 2.5, 10, 25, 50, 75, 90 and 97.5 %; null
    /// where the projection does not know the quantity.
    #[must_use]
    pub fn to_table(&self, quantity: Quantity) -> Table {
        const SHARES: [(&str, f64); 7] =
            [("q025", 0.025), ("q10", 0.1), ("q25", 0.25), ("q50", 0.5), ("q75", 0.75), ("q90", 0.9), ("q975", 0.975)];
        let years: Vec<FiscalYear> = (1..=self.years).map(|at| self.base_year.plus(at as i32)).collect();
        let sorted: Vec<Option<Vec<f64>>> = years
            .iter()
            .map(|&year| {
                let mut values = self.values(quantity, year).ok().flatten()?;
                values.sort_by(f64::total_cmp);
                Some(values)
            })
            .collect();
        let real = |of: &dyn Fn(&[f64]) -> f64| Values::Reals(sorted.iter().map(|values| values.as_deref().map(of)).collect());
        let deviation = |values: &[f64]| {
            let mean = mean(values);
            (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0).max(1.0)).sqrt()
        };
        let first = [
            ("year", Values::Integers(years.iter().map(|year| Some(i64::from(year.get()))).collect())),
            ("mean", real(&mean)),
            ("deviation", real(&deviation)),
        ];
        let quantiles = SHARES.map(|(name, share)| (name, real(&|values| of_sorted(values, share))));
        Table::of_columns("paths", first.into_iter().chain(quantiles))
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The smallest of sorted values that is not exceeded by at least a share of them.
fn of_sorted(values: &[f64], share: f64) -> f64 {
    let at = (share * values.len() as f64).ceil().max(1.0) as usize - 1;
    values[at.min(values.len() - 1)]
}
