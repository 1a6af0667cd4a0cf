//! Is growth after a year of large growth smaller than otherwise?

use super::triangle::DevelopmentTriangle;
use crate::special::normal_tails;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Spearman's rank correlation of growth to an age and growth from it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RankCorrelation {
    /// The age between the two growths, in years.
    pub age: usize,
    /// Cohorts of which both were seen.
    pub cohorts: usize,
    /// The correlation of their ranks, -1 to 1.
    pub correlation: f64,
}

/// Mack's test for correlation of growth from age to age: the chain ladder takes it that there is none.
///
/// A negative value is catching up: cohorts of which many joined early have fewer left to join. That is what the end at everyone does to
/// entry, so look at it before a chain ladder is trusted at high entry rates.
///
/// # Formula
///
/// With `r`, `s` the ranks of a cohort among the `m` cohorts of which both growths were seen (means of ranks where growths are equal):
///
/// ```text
/// T_age = 1 - 6 Σ (r - s)² / (m³ - m)
/// T     = Σ (m - 1) T_age / Σ (m - 1)          E T = 0,   Var T = 1 / Σ (m - 1)
/// ```
///
/// In a full triangle of `I` cohorts the sum is `(I - 2)(I - 3) / 2`. Mack looks at the middle 50 % of the normal distribution, `|T| < 0.67 √Var`,
/// because the test is rough and correlation of a part of the triangle is enough to mind.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, model::development::{DevelopmentTriangle, FactorCorrelation}};
/// let triangle = DevelopmentTriangle::of_cumulative([
///     (FiscalYear(2020), vec![Some(100.0), Some(150.0), Some(165.0)]), // 1.5, then 1.1
///     (FiscalYear(2021), vec![Some(100.0), Some(120.0), Some(144.0)]), // 1.2, then 1.2
///     (FiscalYear(2022), vec![Some(100.0), Some(110.0), Some(143.0)]), // 1.1, then 1.3: the other way round
/// ])?;
/// let correlation = FactorCorrelation::of(&triangle);
/// assert_eq!(correlation.statistic, Some(-1.0));
/// assert_eq!(correlation.variance, Some(0.5));
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// T. Mack (1994), *CAS Forum*, Spring 1994, appendix G.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorCorrelation {
    /// The correlation at each age at which two or more cohorts can be ranked.
    pub ages: Vec<RankCorrelation>,
    /// Their weighted mean; `None` where there are none.
    pub statistic: Option<f64>,
    /// Its variance without correlation.
    pub variance: Option<f64>,
    /// Two-sided p-value from the normal distribution.
    pub p_value: Option<f64>,
}

impl FactorCorrelation {
    /// Tests a triangle.
    #[must_use]
    pub fn of(triangle: &DevelopmentTriangle) -> Self {
        let ages: Vec<RankCorrelation> = (1..triangle.ages().max(2) - 1).filter_map(|age| at_age(triangle, age)).collect();
        let freedom: f64 = ages.iter().map(|age| age.cohorts as f64 - 1.0).sum();
        let weighted: f64 = ages.iter().map(|age| (age.cohorts as f64 - 1.0) * age.correlation).sum();
        let statistic = (freedom > 0.0).then(|| weighted / freedom);
        let p_value = statistic.map(|statistic| (2.0 * normal_tails(statistic * freedom.sqrt()).smaller()).min(1.0));
        Self { ages, statistic, variance: statistic.map(|_| 1.0 / freedom), p_value }
    }

    /// The ages as columns.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let columns = [
            ("age_years", Values::Integers(self.ages.iter().map(|age| Some(age.age as i64)).collect())),
            ("cohorts", Values::Integers(self.ages.iter().map(|age| Some(age.cohorts as i64)).collect())),
            ("correlation", Values::Reals(self.ages.iter().map(|age| Some(age.correlation)).collect())),
        ];
        Table::of_columns("factor_correlation", columns)
    }
}

/// The correlation of growth to an age and from it; `None` with fewer than two cohorts.
fn at_age(triangle: &DevelopmentTriangle, age: usize) -> Option<RankCorrelation> {
    let growths = triangle.rows().iter().filter_map(|row| {
        let (before, at, after) = (row.at(age - 1)?, row.at(age)?, row.at(age + 1)?);
        (before > 0.0 && at > 0.0).then(|| (at / before, after / at))
    });
    let (to, from): (Vec<f64>, Vec<f64>) = growths.unzip();
    let m = to.len() as f64;
    let distance: f64 = ranks(&to).iter().zip(ranks(&from)).map(|(s, r)| (r - s).powi(2)).sum();
    (to.len() > 1).then(|| RankCorrelation { age, cohorts: to.len(), correlation: 1.0 - 6.0 * distance / (m * m * m - m) })
}

/// The rank of each number, 1 for the smallest; equal ones share the mean of theirs.
fn ranks(numbers: &[f64]) -> Vec<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = |number: &f64| {
        let (smaller, not_larger) = (sorted.partition_point(|other| other < number), sorted.partition_point(|other| other <= number));
        0.5 * (smaller + not_larger + 1) as f64
    };
    numbers.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::FiscalYear;

    #[test]
    fn equal_numbers_share_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn too_few_cohorts_have_no_correlation() {
        let triangle = DevelopmentTriangle::of_cumulative([(FiscalYear(1), vec![Some(1.0), Some(2.0), Some(3.0)])]).unwrap();
        assert_eq!(FactorCorrelation::of(&triangle).statistic, None);
    }
}
