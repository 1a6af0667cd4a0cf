//! When are two times the same?

use serde::{Deserialize, Serialize};

/// Which times count as one.
///
/// Times in whole days never need this. Times in years come out of divisions and differ in the last digit: 0.1 + 0.2 is not 0.3, and one
/// tie becomes two events, the first of them with the wrong number at risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NearTies {
    /// Times closer than 10⁻¹² of their size are one. The default: that is rounding, and no clock is as fine.
    #[default]
    Rounding,
    /// Only equal numbers are one time, as in lifelines, scikit-survival and statsmodels.
    Distinct,
    /// As R `survival` does (`timefix`): times closer than 1.49·10⁻⁸, absolutely or against the mean of all times, are one. Seconds
    /// since 1970 all become one time under this rule.
    Timefix,
}

/// Two times closer than this part of their size differ by rounding only.
const ROUNDING: f64 = 1e-12;

/// Whether two times are one by [`NearTies::Rounding`].
pub(super) fn are_one(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs())
}

impl NearTies {
    /// Gives all times that count as one the value of the earliest of them.
    pub(super) fn merge(self, times: &mut [&mut f64]) {
        if self == Self::Distinct {
            return;
        }
        times.sort_by(|a, b| a.total_cmp(b));
        let is_near = self.nearness(times);
        let mut previous = f64::NEG_INFINITY;
        let mut first = f64::NEG_INFINITY;
        for time in times {
            let value = **time;
            if !is_near(previous, value) {
                first = value;
            }
            previous = value;
            **time = first;
        }
    }

    /// Whether a time and a later one count as one.
    fn nearness(self, sorted: &[&mut f64]) -> impl Fn(f64, f64) -> bool + use<> {
        let tolerance = f64::EPSILON.sqrt();
        let (mut sum, mut count, mut last) = (0.0, 0u32, f64::NEG_INFINITY);
        for time in sorted.iter().map(|time| **time) {
            if time > last {
                (sum, count, last) = (sum + time.abs(), count + 1, time);
            }
        }
        let mean = sum / f64::from(count.max(1));
        move |earlier: f64, later: f64| match self {
            _ if earlier == f64::NEG_INFINITY => later == earlier,
            Self::Distinct => earlier == later,
            Self::Rounding => later - earlier <= ROUNDING * later.abs().max(earlier.abs()),
            Self::Timefix => later - earlier <= tolerance || (later - earlier) / mean <= tolerance,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(rule: NearTies, mut times: Vec<f64>) -> Vec<f64> {
        rule.merge(&mut times.iter_mut().collect::<Vec<_>>());
        times
    }

    #[test]
    fn rounding_is_one_time_and_seconds_since_1970_are_not() {
        assert_eq!(merged(NearTies::Rounding, vec![0.1 + 0.2, 0.3, 0.5]), [0.3, 0.3, 0.5]);
        assert_eq!(merged(NearTies::Distinct, vec![0.1 + 0.2, 0.3]), [0.1 + 0.2, 0.3]);
        let seconds = vec![1.7e9, 1.7e9 + 1.0, 1.7e9 + 2.0];
        assert_eq!(merged(NearTies::Rounding, seconds.clone()), seconds);
        assert_eq!(merged(NearTies::Timefix, seconds), [1.7e9; 3]);
    }

    #[test]
    fn time_zero_and_times_before_the_start_of_all_stay_apart() {
        assert_eq!(merged(NearTies::Rounding, vec![0.0, 1.0, f64::NEG_INFINITY, 0.0]), [0.0, 1.0, f64::NEG_INFINITY, 0.0]);
    }
}
