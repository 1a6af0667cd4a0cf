//! How far is each seen growth from what was expected of it?

use super::chain_ladder::ChainLadder;
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// The residual of one pair of cells. Look at them by cohort, by age and by year: where they lean to one side, growth is not what the chain
/// ladder takes it to be.
///
/// # Formula
///
/// With `C`, `D` the entrants at the two ages, `f` and `σ` of the [`DevelopmentFactor`](super::DevelopmentFactor):
///
/// ```text
/// scaled       = (D - f C) / (σ C^(1-α/2))
/// standardised = scaled / √(1 - h),   h = C^α / Σ C^α     (R's `rstandard`)
/// ```
///
/// # References
///
/// T. Mack (1994), *CAS Forum*, Spring 1994 (plots of weighted residuals).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DevelopmentResidual {
    /// The licence cohort.
    pub cohort: FiscalYear,
    /// The earlier age, in years.
    pub from_age: usize,
    /// The fiscal year of the later age.
    pub year: FiscalYear,
    /// Entrants seen at the later age.
    pub seen: f64,
    /// Entrants expected at the later age.
    pub expected: f64,
    /// The residual in units of its standard deviation; `None` where σ is not estimated or 0, or nobody had joined.
    pub scaled: Option<f64>,
    /// The same, with account of the cohort's own part in the factor; `None` also where the factor comes from this cohort alone.
    pub standardised: Option<f64>,
}

impl ChainLadder {
    /// The residuals of all pairs of seen cells, by age and cohort.
    #[must_use]
    pub fn residuals(&self) -> Vec<DevelopmentResidual> {
        let average = self.settings().average;
        let mut residuals = Vec::new();
        for step in self.factors().iter().take(self.triangle().ages() - 1) {
            let Some(factor) = step.factor else { continue };
            let usable = || self.triangle().pairs(step.from_age).filter(|(_, from, _)| *from > 0.0);
            let (weights, count) = (usable().map(|(_, from, _)| average.weight(from)).sum::<f64>(), usable().count());
            for (row, from, to) in self.triangle().pairs(step.from_age) {
                let deviation = step.sigma.filter(|sigma| *sigma > 0.0 && from > 0.0 && count > 1);
                let scaled = deviation.map(|sigma| (to - factor * from) / (sigma * average.variance_scale(from).sqrt()));
                let scaled = scaled.filter(|scaled| scaled.is_finite());
                let rest = 1.0 - average.weight(from) / weights;
                residuals.push(DevelopmentResidual {
                    cohort: row.cohort,
                    from_age: step.from_age,
                    year: row.cohort.plus(i32::try_from(step.from_age + 1).unwrap_or(i32::MAX)),
                    seen: to,
                    expected: factor * from,
                    scaled,
                    standardised: scaled.filter(|_| rest > 0.0).map(|scaled| scaled / rest.sqrt()),
                });
            }
        }
        residuals
    }

    /// The residuals as columns.
    #[must_use]
    pub fn residual_table(&self) -> Table {
        let residuals = self.residuals();
        let reals = |of: &dyn Fn(&DevelopmentResidual) -> Option<f64>| Values::Reals(residuals.iter().map(of).collect());
        let integers = |of: &dyn Fn(&DevelopmentResidual) -> i64| Values::Integers(residuals.iter().map(|one| Some(of(one))).collect());
        let columns = [
            ("cohort", integers(&|one| i64::from(one.cohort.get()))),
            ("from_age_years", integers(&|one| one.from_age as i64)),
            ("year", integers(&|one| i64::from(one.year.get()))),
            ("seen", reals(&|one| Some(one.seen))),
            ("expected", reals(&|one| Some(one.expected))),
            ("scaled", reals(&|one| one.scaled)),
            ("standardised", reals(&|one| one.standardised)),
        ];
        Table::of_columns("development_residuals", columns)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::development::{ChainLadderSettings, DevelopmentTriangle};
    use crate::unit::FiscalYear;

    #[test]
    fn residuals_by_hand() {
        // 60 → 88 and 40 → 62: f = 1.5, σ² = (2²/60 + 2²/40) / 1 = 1/6; scaled -2 / √(60/6) and 2 / √(40/6); 1 - h = 0.4 and 0.6.
        let rows = [(FiscalYear(1), vec![Some(60.0), Some(88.0)]), (FiscalYear(2), vec![Some(40.0), Some(62.0)])];
        let ladder = ChainLadderSettings::new().fit(&DevelopmentTriangle::of_cumulative(rows).unwrap()).unwrap();
        let residuals = ladder.residuals();
        assert!((residuals[0].scaled.unwrap() + 2.0 / 10f64.sqrt()).abs() < 1e-12);
        assert!((residuals[1].scaled.unwrap() - 2.0 / (20.0f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((residuals[0].standardised.unwrap() + 1.0).abs() < 1e-12);
        assert!((residuals[1].standardised.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(residuals[1].year, FiscalYear(3));
    }
}
