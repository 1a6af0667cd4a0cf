//! Where a series of published rates changes its meaning: a jump that years of the same definition never make.

use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// A stretch between two published figures in which the definition has probably changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct SeriesBreak {
    /// The last year of the old definition.
    pub after: FiscalYear,
    /// The first year of the new definition.
    pub before: FiscalYear,
    /// Mean change a year between the two, in the unit of the series.
    pub change_a_year: f64,
    /// Median of the absolute changes a year elsewhere in the series.
    pub usual_change_a_year: f64,
}

/// Least change a year, as a share, that can be a break: two percentage points.
const LEAST_CHANGE: f64 = 0.02;
/// How many times the usual change a year makes a break.
const TIMES_USUAL: f64 = 4.0;

/// Stretches of a series of shares that change by at least two percentage points a year and at least four times as fast as the median
/// of the other stretches.
///
/// A break is an inference from the figures, to be looked up in the association's own papers; figures before and after must not be
/// joined by a line or fitted by one model. Series of fewer than four figures are not judged. A real collapse looks the same.
///
/// # Example
///
/// The physiotherapists' own series: members / cumulative licence holders.
///
/// ```
/// use kaiin::{FiscalYear, rates::series_breaks};
/// let series = [(1999, 0.868), (2004, 0.853), (2009, 0.807), (2014, 0.546), (2019, 0.576)].map(|(year, rate)| (FiscalYear(year), rate));
/// let breaks = series_breaks(&series);
/// assert_eq!((breaks.len(), breaks[0].after, breaks[0].before), (1, FiscalYear(2009), FiscalYear(2014)));
/// ```
#[must_use]
pub fn series_breaks(series: &[(FiscalYear, f64)]) -> Vec<SeriesBreak> {
    let mut series = series.to_vec();
    series.retain(|(_, value)| value.is_finite());
    series.sort_by_key(|(year, _)| *year);
    series.dedup_by_key(|(year, _)| *year);
    let changes: Vec<f64> = series.windows(2).map(|pair| (pair[1].1 - pair[0].1) / f64::from(pair[1].0.since(pair[0].0))).collect();
    if changes.len() < 3 {
        return Vec::new();
    }
    let judge = |at: usize| {
        let usual_change_a_year = median((0..changes.len()).filter(|&other| other != at).map(|other| changes[other].abs()).collect());
        let change_a_year = changes[at];
        let is_break = change_a_year.abs() >= LEAST_CHANGE && change_a_year.abs() >= TIMES_USUAL * usual_change_a_year;
        is_break.then(|| SeriesBreak { after: series[at].0, before: series[at + 1].0, change_a_year, usual_change_a_year })
    };
    (0..changes.len()).filter_map(judge).collect()
}

/// The median of some numbers; 0 of none.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => 0.0,
        even if even % 2 == 0 => (numbers[middle - 1] + numbers[middle]) / 2.0,
        _ => numbers[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `examples/data/jp_pt_members_1966_2019.csv`, members over cumulative passers.
    const PHYSIOTHERAPISTS: [(i32, f64); 12] = [
        (1966, 110.0 / 183.0),
        (1969, 502.0 / 888.0),
        (1974, 1_127.0 / 1_726.0),
        (1979, 1_808.0 / 2_517.0),
        (1984, 3_689.0 / 4_526.0),
        (1989, 7_599.0 / 8_967.0),
        (1994, 12_258.0 / 14_185.0),
        (1999, 20_731.0 / 23_873.0),
        (2004, 35_172.0 / 41_243.0),
        (2009, 59_586.0 / 73_862.0),
        (2014, 65_453.0 / 119_979.0),
        (2019, 99_240.0 / 172_285.0),
    ];

    #[test]
    fn the_change_of_definition_between_2009_and_2014_is_the_only_break() {
        let breaks = series_breaks(&PHYSIOTHERAPISTS.map(|(year, rate)| (FiscalYear(year), rate)));
        assert_eq!(breaks.iter().map(|found| (found.after.get(), found.before.get())).collect::<Vec<_>>(), [(2009, 2014)]);
    }

    #[test]
    fn a_steady_slope_a_short_series_and_absent_numbers_are_no_break() {
        let steady: Vec<_> = (0..10).map(|year| (FiscalYear(year), 0.9 - 0.05 * f64::from(year))).collect();
        assert_eq!(series_breaks(&steady), []);
        assert_eq!(series_breaks(&[(FiscalYear(1), 0.9), (FiscalYear(2), 0.1)]), []);
        assert_eq!(series_breaks(&[(FiscalYear(1), f64::NAN), (FiscalYear(2), 0.1), (FiscalYear(3), 0.1), (FiscalYear(4), 0.1)]), []);
    }
}
