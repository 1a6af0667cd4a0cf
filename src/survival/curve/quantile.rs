//! When had a given share left?

use super::survival_curve::{CurvePoint, SurvivalCurve};
use crate::error::Result;
use crate::unit::Probability;
use serde::{Deserialize, Serialize};

/// Which time is a quantile when the curve is flat exactly at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantileRule {
    /// The middle of the flat stretch, as R `survival`. The default.
    #[default]
    Midpoint,
    /// The first time at which the share is at or below, as lifelines.
    AtOrBelow,
    /// The first time at which the share is below, as statsmodels.
    Below,
}

/// A time by which a share had left, with limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SurvivalQuantile {
    /// The share that had left; 0.5 for the median.
    pub share: f64,
    /// The time; `None` when so many never left while anyone was seen.
    pub time: Option<f64>,
    /// The lower limit; `None` when the limits of the curve never fall so far.
    pub lower: Option<f64>,
    /// The upper limit; `None` when the limits of the curve never fall so far.
    pub upper: Option<f64>,
}

/// Shares closer than this are equal: R `quantile.survfit` has the same.
const TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

impl SurvivalCurve {
    /// The time by which a share had left, with the limits found by cutting the limits of the curve (Brookmeyer and Crowley).
    ///
    /// # Errors
    ///
    /// When `share` is not between 0 and 1.
    ///
    /// # References
    ///
    /// R. Brookmeyer and J. Crowley (1982), *Biometrics* 38, 29–41.
    pub fn quantile(&self, share: f64) -> Result<SurvivalQuantile> {
        let share = Probability::new(share)?.get();
        let lower = |point: &CurvePoint| self.limits(point).map(|limits| limits.lower);
        let upper = |point: &CurvePoint| self.limits(point).map(|limits| limits.upper);
        Ok(SurvivalQuantile {
            share,
            time: self.crossing(share, |point| Some(point.survival)),
            lower: self.crossing(share, lower),
            upper: self.crossing(share, upper),
        })
    }

    /// The time by which half had left.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.crossing(0.5, |point| Some(point.survival))
    }

    /// When a curve through the points falls to one minus a share. Points without a value are passed over.
    ///
    /// Limits can rise again where few are left (log-log scale). As in R, the level nearest to the share decides then, and the first time
    /// at which it was reached.
    fn crossing(&self, share: f64, value: impl Fn(&CurvePoint) -> Option<f64>) -> Option<f64> {
        if share == 0.0 {
            return Some(self.table.origin());
        }
        let left = || self.points.iter().filter_map(|point| Some((point.time, 1.0 - value(point)?)));
        let nearest =
            |beyond: f64| left().filter(|(_, left)| left - beyond >= share).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(time, _)| time);
        let reached = nearest(-TOLERANCE)?;
        match self.settings.quantile_rule {
            QuantileRule::AtOrBelow => Some(reached),
            QuantileRule::Below => nearest(TOLERANCE),
            // Flat to the end: the stretch ends with the last time seen.
            QuantileRule::Midpoint if left().last().is_some_and(|(_, last)| (last - share).abs() < TOLERANCE) => {
                Some(f64::midpoint(reached, self.last_time()?))
            }
            QuantileRule::Midpoint => Some(f64::midpoint(reached, nearest(TOLERANCE)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::{Observations, SurvivalSettings};

    #[test]
    fn the_three_rules_differ_only_where_the_curve_is_flat_at_the_share() {
        // S is 0.75, 0.5, 0.25, 0 at 1, 2, 3, 4: half has left from 2 to 3.
        let rows = Observations::of_events(&[1.0, 2.0, 3.0, 4.0], &[true; 4]).unwrap();
        let table = rows.risk_table().unwrap();
        let median = |rule| SurvivalSettings::new().quantile_rule(rule).curve(&table).median();
        assert_eq!(median(QuantileRule::Midpoint), Some(2.5));
        assert_eq!(median(QuantileRule::AtOrBelow), Some(2.0));
        assert_eq!(median(QuantileRule::Below), Some(3.0));
        let curve = SurvivalSettings::new().curve(&table);
        assert_eq!(curve.quantile(0.6).unwrap().time, Some(3.0));
        assert!(curve.quantile(1.5).is_err());
    }
}
