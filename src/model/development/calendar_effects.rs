//! Was a year unlike others for all cohorts at once?

use super::triangle::DevelopmentTriangle;
use crate::special::{binomial_probability, binomial_tails, normal_tails};
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The growths that were seen in one year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalendarYearCount {
    /// The fiscal year in which the later age ended.
    pub year: FiscalYear,
    /// Growths below the median of their age.
    pub small: u64,
    /// Growths above the median of their age.
    pub large: u64,
    /// The smaller of the two counts.
    pub statistic: u64,
    /// Its expected value if small and large are equally likely.
    pub expected: f64,
    /// Its variance.
    pub variance: f64,
    /// How probable so uneven a split is, from the binomial distribution, both sides; 1 where there is nothing to split.
    pub p_value: f64,
}

/// Mack's test for effects of calendar years: a campaign, a change of rules, a reorganised register that touched all cohorts in one year.
///
/// Every growth of a cohort from an age to the next is compared with the median of that age. If years do not matter, those of one year
/// are small or large by chance.
///
/// # Formula
///
/// With `S` small and `L` large growths of a year, `n = S + L`, `m` the integer part of `(n - 1) / 2`, `b` the binomial coefficient
/// `n - 1` over `m`:
///
/// ```text
/// Z_year   = min(S, L)
/// E Z_year = n/2 - b n / 2ⁿ
/// Var      = n (n-1) / 4 - b n (n-1) / 2ⁿ + E - E²
/// ```
///
/// `Z` is the sum over years, tested as normal. Weak where a triangle is small: years of one or two growths can hardly be uneven. Many
/// years are looked at: with twenty, one p-value below 0.05 is no surprise.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, model::development::{CalendarEffects, DevelopmentTriangle}};
/// let triangle = DevelopmentTriangle::of_cumulative([
///     (FiscalYear(2020), vec![Some(100.0), Some(150.0), Some(160.0)]),
///     (FiscalYear(2021), vec![Some(100.0), Some(200.0), Some(240.0)]), // 2022: large growth at age 0 …
///     (FiscalYear(2022), vec![Some(100.0), Some(150.0)]),
/// ])?;
/// let effects = CalendarEffects::of(&triangle);
/// let of_2023 = effects.years.iter().find(|year| year.year == FiscalYear(2023)).unwrap();
/// assert_eq!((of_2023.small, of_2023.large), (0, 1)); // 240/200 is above the median of age 1; 150/100 is the median of age 0
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// T. Mack (1994), *CAS Forum*, Spring 1994, appendix H.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CalendarEffects {
    /// The years with a seen growth, ascending.
    pub years: Vec<CalendarYearCount>,
    /// The sum of the statistics of the years.
    pub statistic: f64,
    /// Its expected value without effects.
    pub expected: f64,
    /// Its variance without effects.
    pub variance: f64,
    /// Two-sided p-value from the normal distribution; `None` where the statistic cannot vary.
    pub p_value: Option<f64>,
}

impl CalendarEffects {
    /// Tests a triangle.
    #[must_use]
    pub fn of(triangle: &DevelopmentTriangle) -> Self {
        let mut counts: BTreeMap<FiscalYear, (u64, u64)> = BTreeMap::new();
        for age in 0..triangle.ages() - 1 {
            let growths: Vec<(FiscalYear, f64)> = growths(triangle, age);
            let Some(median) = median(growths.iter().map(|(_, growth)| *growth).collect()) else { continue };
            for (year, growth) in growths {
                let count = counts.entry(year).or_default();
                count.0 += u64::from(growth < median);
                count.1 += u64::from(growth > median);
            }
        }
        let years: Vec<CalendarYearCount> = counts.into_iter().map(|(year, (small, large))| count_of(year, small, large)).collect();
        let sum = |of: fn(&CalendarYearCount) -> f64| years.iter().map(of).sum::<f64>();
        let (statistic, expected, variance) = (sum(|year| year.statistic as f64), sum(|year| year.expected), sum(|year| year.variance));
        let z = (variance > 0.0).then(|| (statistic - expected) / variance.sqrt());
        let p_value = z.map(|z| (2.0 * normal_tails(z).smaller()).min(1.0));
        Self { years, statistic, expected, variance, p_value }
    }

    /// The years as columns.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let integers = |of: &dyn Fn(&CalendarYearCount) -> i64| Values::Integers(self.years.iter().map(|year| Some(of(year))).collect());
        let reals = |of: &dyn Fn(&CalendarYearCount) -> f64| Values::Reals(self.years.iter().map(|year| Some(of(year))).collect());
        let columns = [
            ("year", integers(&|year| i64::from(year.year.get()))),
            ("small", integers(&|year| year.small as i64)),
            ("large", integers(&|year| year.large as i64)),
            ("statistic", integers(&|year| year.statistic as i64)),
            ("expected", reals(&|year| year.expected)),
            ("variance", reals(&|year| year.variance)),
            ("p_value", reals(&|year| year.p_value)),
        ];
        Table::of_columns("calendar_effects", columns)
    }
}

/// The growths from an age, with the year in which each was seen; none of cohorts in which nobody had joined.
fn growths(triangle: &DevelopmentTriangle, age: usize) -> Vec<(FiscalYear, f64)> {
    let year = |cohort: FiscalYear| cohort.plus(i32::try_from(age + 1).unwrap_or(i32::MAX));
    triangle.pairs(age).filter(|(_, from, _)| *from > 0.0).map(|(row, from, to)| (year(row.cohort), to / from)).collect()
}

/// The middle number, or the mean of the two in the middle.
fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let (low, high) = (numbers.get(numbers.len().checked_sub(1)? / 2)?, numbers.get(numbers.len() / 2)?);
    Some(if low == high { *low } else { 0.5 * (low + high) })
}

/// The statistic of a year with its moments.
fn count_of(year: FiscalYear, small: u64, large: u64) -> CalendarYearCount {
    let (n, statistic) = (small + large, small.min(large));
    // b n / 2ⁿ = n / 2 × P(a binomial variable of n - 1 trials is m), which neither overflows nor loses digits.
    let middle = match n {
        0 => 0.0,
        n => binomial_probability((n - 1) / 2, n - 1, 0.5).unwrap_or(0.0),
    };
    let count = n as f64;
    let expected = 0.5 * count * (1.0 - middle);
    let squares = 0.25 * count * (count - 1.0).max(0.0) - 0.5 * count * (count - 1.0).max(0.0) * middle;
    let tail = if n == 0 { 1.0 } else { binomial_tails(statistic, n, 0.5).map_or(1.0, |tails| tails.lower()) };
    let variance = (squares + expected - expected * expected).max(0.0);
    CalendarYearCount { year, small, large, statistic, expected, variance, p_value: (2.0 * tail).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_small_years_by_hand() {
        // n = 1: always 0. n = 2: min is 0 or 1 with ½ each (2 of 4 splits). n = 3: 1 unless all on one side (6 of 8): E = 3/4.
        let moments = |small, large| {
            let count = count_of(FiscalYear(1), small, large);
            let rounded = |value: f64| (value * 1e12).round() / 1e12;
            (rounded(count.expected), rounded(count.variance))
        };
        assert_eq!(moments(0, 0), (0.0, 0.0));
        assert_eq!(moments(0, 1), (0.0, 0.0));
        assert_eq!(moments(1, 1), (0.5, 0.25));
        assert_eq!(moments(0, 3), (0.75, 3.0 / 16.0));
        // P(min ≤ 0) of three: both ends, 2/8.
        assert!((count_of(FiscalYear(1), 0, 3).p_value - 0.25).abs() < 1e-12);
        assert_eq!(count_of(FiscalYear(1), 2, 2).p_value, 1.0);
        let huge = count_of(FiscalYear(1), 3_000, 3_000);
        assert!(huge.expected.is_finite() && huge.variance > 0.0);
    }

    #[test]
    fn one_cohort_says_nothing() {
        let triangle = DevelopmentTriangle::of_cumulative([(FiscalYear(1), vec![Some(1.0), Some(2.0)])]).unwrap();
        assert_eq!(CalendarEffects::of(&triangle).p_value, None);
    }
}
