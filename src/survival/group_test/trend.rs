//! Does the rate of leaving rise or fall with a score of the groups?

use super::chi_squared::two_sided;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// A test of whether leaving rises or falls with a score of the groups.
///
/// Stronger than the test of any difference when groups are ordered and the rate goes one way. Only the distances of the scores matter, not
/// their origin or unit.
///
/// # Formula
///
/// With observed `O`, expected `E`, covariances `V` and scores `s`:
///
/// ```text
/// z = sum s_g (O_g − E_g) / √(sum over g, h of s_g V_gh s_h)
/// ```
///
/// # References
///
/// R. E. Tarone (1975), *Biometrika* 62, 679–682; J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*, 2nd ed., section 7.4.
///
/// # Example
///
/// ```
/// use kaiin::survival::{ComparedGroups, LogRankSettings, Observations};
/// let rows = Observations::of_events(&[1.0, 2.0, 3.0, 4.0], &[true; 4])?.grouped(&["a", "a", "b", "b"])?;
/// let test = LogRankSettings::new().test(&ComparedGroups::of_rows(&rows)?)?;
/// // observed less expected in a is 7/6, its variance 17/36; two groups have one difference
/// let z = test.trend(&[2.0, 1.0])?.z.expect("scores differ");
/// assert!((z - 7.0 / 17f64.sqrt()).abs() < 1e-14);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// The scores, one a group.
    pub scores: Vec<f64>,
    /// Sum of the scores times observed less expected.
    pub statistic: f64,
    /// Variance of the statistic.
    pub variance: f64,
    /// The standardised statistic: above 0 when groups with high scores leave faster. `None` when groups that could be compared do not differ
    /// in score.
    pub z: Option<f64>,
    /// Two-sided p value of no trend.
    pub p_value: Option<f64>,
}

impl Trend {
    /// The trend of differences with covariances whose rows add up to 0, so that distances of scores are enough.
    pub(super) fn of(scores: &[f64], differences: &[f64], covariance: &[f64]) -> Result<Self> {
        let width = differences.len();
        if scores.len() != width {
            let (column, reference) = ("scores".to_owned(), "groups".to_owned());
            return Err(Error::ColumnLength { column, found: scores.len(), reference, expected: width });
        }
        if let Some(at) = scores.iter().position(|score| !score.is_finite()) {
            return Err(Error::setting("score", scores[at], format!("of group {at} is not a finite number; give each group one")));
        }
        let distance = |a: usize, b: usize| scores[a] - scores[b];
        let statistic = scores.iter().zip(differences).map(|(score, difference)| (score - scores[0]) * difference).sum::<f64>();
        let pairs = (0..width).flat_map(|a| (a + 1..width).map(move |b| (a, b)));
        let variance: f64 = pairs.map(|(a, b)| -covariance[a * width + b] * distance(a, b) * distance(a, b)).sum();
        let z = (variance > 0.0 && variance.is_finite()).then(|| statistic / variance.sqrt()).filter(|z| z.is_finite());
        Ok(Self { scores: scores.to_vec(), statistic, variance, z, p_value: z.map(two_sided) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_groups_by_hand() {
        // s = (0, 1, 2): sum = 1 − 4 = −3; variance = V_22 + 4 V_33 + 4 V_23 = 2 + 8 − 4 = 6
        let covariance = [2.0, -1.0, -1.0, -1.0, 2.0, -1.0, -1.0, -1.0, 2.0];
        let trend = Trend::of(&[2000.0, 2001.0, 2002.0], &[1.0, 1.0, -2.0], &covariance).unwrap();
        assert_eq!((trend.statistic, trend.variance, trend.z), (-3.0, 6.0, Some(-3.0 / 6.0_f64.sqrt())));
    }

    #[test]
    fn equal_scores_have_no_trend_and_wrong_ones_are_refused() {
        let covariance = [4.0, -4.0, -4.0, 4.0];
        assert_eq!(Trend::of(&[1.0, 1.0], &[3.0, -3.0], &covariance).unwrap().p_value, None);
        assert_eq!(Trend::of(&[1.0], &[3.0, -3.0], &covariance).unwrap_err().code(), "column_length");
        assert!(Trend::of(&[1.0, f64::NAN], &[3.0, -3.0], &covariance).unwrap_err().to_string().starts_with("score NaN of group 1"));
    }
}
