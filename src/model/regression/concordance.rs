//! Do those who leave have higher probabilities than those who stay (area under the ROC curve)?

use super::forecasts::{ForecastCell, Forecasts};
use crate::special::{Tails, normal_quantile};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// The probability that a leaver had a higher forecast than one who stayed; equal forecasts count half.
///
/// 0.5 is chance, 1 perfect order. It says nothing about whether the probabilities are right, only about their order.
///
/// # Formula
///
/// ```text
/// C       = 1 / (m n) sum over leavers i and stayers j of [p_i > p_j] + [p_i = p_j] / 2
/// Var(C)  = S10 / m + S01 / n
/// ```
///
/// `m` leavers, `n` stayers; `S10` the sample variance over leavers of the share of stayers below each, `S01` that over stayers of the
/// share of leavers above each (DeLong). Limits on the logit scale, so that they stay within (0, 1).
///
/// # Example
///
/// ```
/// use kaiin::Confidence;
/// use kaiin::model::regression::Forecasts;
/// let forecasts = Forecasts::of_outcomes(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true])?;
/// assert_eq!(forecasts.concordance(Confidence::default()).unwrap().value, 0.75); // three of four pairs
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
/// curves: a nonparametric approach", *Biometrics* 44(3), 1988, 837-845.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Concordance {
    /// The probability.
    pub value: f64,
    /// Its standard error; `None` with fewer than two leavers or stayers.
    pub error: Option<f64>,
    /// Lower limit; `None` without an error, or when the value is 0 or 1.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
    /// The confidence of the limits.
    pub confidence: Confidence,
}

impl Concordance {
    pub(super) fn of(forecasts: &Forecasts, confidence: Confidence) -> Option<Self> {
        let cells = &forecasts.cells;
        let (leavers, stayers) = (forecasts.events(), forecasts.trials() - forecasts.events());
        if leavers == 0 || stayers == 0 {
            return None;
        }
        let below = shares_passed(cells.iter(), ForecastCell::others, stayers);
        let mut above = shares_passed(cells.iter().rev(), |cell| cell.events, leavers);
        above.reverse();
        let events: Vec<u64> = cells.iter().map(|cell| cell.events).collect();
        let others: Vec<u64> = cells.iter().map(ForecastCell::others).collect();
        let (value, of_leavers) = mean_and_variance(&below, &events);
        let (_, of_stayers) = mean_and_variance(&above, &others);
        let error = of_leavers.zip(of_stayers).map(|(s10, s01)| (s10 / leavers as f64 + s01 / stayers as f64).sqrt());
        let (lower, upper) = error.and_then(|error| limits(value, error, confidence)).unzip();
        Some(Self { value, error, lower, upper, confidence })
    }
}

/// For each cell the share of what was counted in the cells before it, half of its own included.
fn shares_passed<'a>(cells: impl Iterator<Item = &'a ForecastCell>, count: impl Fn(&ForecastCell) -> u64, total: u64) -> Vec<f64> {
    let mut passed = 0.0;
    let mut share = |cell: &ForecastCell| {
        let here = count(cell) as f64;
        passed += here;
        (passed - here / 2.0) / total as f64
    };
    cells.map(&mut share).collect()
}

/// The mean of values each of which counts so often, and their sample variance; `None` for a single one.
fn mean_and_variance(values: &[f64], counts: &[u64]) -> (f64, Option<f64>) {
    let total = counts.iter().sum::<u64>() as f64;
    let weighted = |value: &dyn Fn(f64) -> f64| values.iter().zip(counts).map(|(&v, &count)| count as f64 * value(v)).sum::<f64>();
    let mean = weighted(&|value| value) / total;
    (mean, (total > 1.0).then(|| weighted(&|value| (value - mean).powi(2)) / (total - 1.0)))
}

fn limits(value: f64, error: f64, confidence: Confidence) -> Option<(f64, f64)> {
    let variance = value * (1.0 - value);
    if variance <= 0.0 {
        return None;
    }
    let errors = normal_quantile(Tails::of_upper((1.0 - confidence.get()) / 2.0));
    let (logit, half) = ((value / (1.0 - value)).ln(), errors * error / variance);
    let share = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    Some((share(logit - half), share(logit + half)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_that_of_delong_worked_by_hand() {
        // Leavers 0.8, 0.35; stayers 0.1, 0.4. Shares of stayers below: 1, 1/2; of leavers above: 1, 1/2. Each variance is 1/8.
        let forecasts = Forecasts::of_outcomes(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]).unwrap();
        let found = forecasts.concordance(Confidence::default()).unwrap();
        assert!((found.error.unwrap() - (0.125f64 / 2.0 + 0.125 / 2.0).sqrt()).abs() < 1e-15);
        assert!(found.lower.unwrap() > 0.0 && found.upper.unwrap() < 1.0);
    }

    #[test]
    fn ties_count_half_and_order_turned_round_is_one_less() {
        let tied = Forecasts::grouped(&[0.3], &[4], &[10]).unwrap().concordance(Confidence::default()).unwrap();
        assert_eq!((tied.value, tied.error), (0.5, Some(0.0)));
        let up = Forecasts::grouped(&[0.1, 0.2, 0.6], &[1, 2, 5], &[10, 9, 8]).unwrap();
        let down = Forecasts::grouped(&[0.9, 0.8, 0.4], &[1, 2, 5], &[10, 9, 8]).unwrap();
        let value = |forecasts: &Forecasts| forecasts.concordance(Confidence::default()).unwrap().value;
        assert!((value(&up) + value(&down) - 1.0).abs() < 1e-15);
        assert_eq!(Forecasts::of_outcomes(&[0.1], &[true]).unwrap().concordance(Confidence::default()), None);
        let one_each = Forecasts::of_outcomes(&[0.1, 0.2], &[false, true]).unwrap().concordance(Confidence::default()).unwrap();
        assert_eq!((one_each.value, one_each.error, one_each.lower), (1.0, None, None));
    }
}
