//! The rate of leaving against which a group is judged: a constant, a table of rates, or a life table.

use crate::error::{Error, Result};
use crate::survival::observations::same_length;
use serde::{Deserialize, Serialize};

/// A given hazard, constant between given times: what leaving would be if the group were like the standard.
///
/// Times are in the unit of the rows, rates per that unit. The standard is taken as known without error; when it was estimated from about as
/// many members as the group has, compare the two with a [log-rank test](super::LogRankTest) instead.
///
/// # Example
///
/// 0.1 a year for the first two years, 0.05 from then on:
///
/// ```
/// use kaiin::survival::StandardHazard;
/// let standard = StandardHazard::piecewise(&[0.0, 2.0], &[0.1, 0.05])?;
/// assert!((standard.cumulative(4.0).expect("known") - 0.3).abs() < 1e-15);
/// assert_eq!(standard.cumulative(-1.0), None);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandardHazard {
    /// Where each rate starts, ascending.
    starts: Vec<f64>,
    rates: Vec<f64>,
    /// Cumulative hazard at each start.
    cumulative: Vec<f64>,
    /// From when the first rate is known; `None` when it always held.
    since: Option<f64>,
    /// Until when the last rate is known; `None` when it holds on.
    until: Option<f64>,
}

impl StandardHazard {
    /// One rate at all times.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is negative or not finite.
    pub fn constant(rate: f64) -> Result<Self> {
        let rates = checked_rates(&[rate])?;
        Ok(Self { starts: vec![0.0], rates, cumulative: vec![0.0], since: None, until: None })
    }

    /// Rates that hold from given times on, each until the next, the last for ever. Before the first start the hazard is not known.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one rate a start; [`Error::Setting`] when a rate is negative or not finite or starts do not
    /// ascend; [`Error::NoRows`] without any.
    pub fn piecewise(starts: &[f64], rates: &[f64]) -> Result<Self> {
        Self::between(starts, rates, None)
    }

    /// A table of cumulative hazards, with straight lines between the times; not known before the first and after the last.
    ///
    /// # Errors
    ///
    /// As [`StandardHazard::piecewise`]; [`Error::Setting`] when a cumulative hazard falls; [`Error::NoRows`] with fewer than two times.
    pub fn of_cumulative(times: &[f64], cumulative: &[f64]) -> Result<Self> {
        same_length("cumulative hazard", cumulative.len(), "time", times.len())?;
        let (Some((&end, starts)), false) = (times.split_last(), times.len() < 2) else {
            return Err(Error::NoRows { input: "the table of cumulative hazards".into(), advice: "give at least two times".into() });
        };
        ascending(times)?;
        if let Some(at) = cumulative.windows(2).position(|pair| pair[1].is_nan() || pair[0] > pair[1]) {
            let reason = format!("at position {} is below the one before; cumulative hazards never fall", at + 1);
            return Err(Error::setting("cumulative hazard", cumulative[at + 1], reason));
        }
        let steps = times.windows(2).zip(cumulative.windows(2));
        let rates: Vec<f64> = steps.map(|(time, hazard)| (hazard[1] - hazard[0]) / (time[1] - time[0])).collect();
        Self::between(starts, &rates, Some(end))
    }

    /// A life table: the probability of leaving within each interval, given there at its start; intervals lie between the times, of which
    /// there is one more than probabilities. The hazard is constant within an interval. Not known before the first time and after the last.
    ///
    /// # Formula
    ///
    /// ```text
    /// rate = −ln(1 − q) / width
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one time more than probabilities; [`Error::Setting`] when times do not ascend or a probability
    /// is not in [0, 1): at 1 the hazard is infinite.
    pub fn of_probabilities(times: &[f64], probabilities: &[f64]) -> Result<Self> {
        same_length("time", times.len(), "probability (and the end of the last interval)", probabilities.len() + 1)?;
        let Some((&end, starts)) = times.split_last() else {
            return Err(Error::NoRows { input: "the life table".into(), advice: "give at least one interval".into() });
        };
        ascending(times)?;
        if let Some(at) = probabilities.iter().position(|q| !(0.0..1.0).contains(q)) {
            let reason = format!("of interval {at} is not in [0, 1); write 0.05 for 5 %, and end the table before all have left");
            return Err(Error::setting("probability", probabilities[at], reason));
        }
        let widths = times.windows(2).map(|pair| pair[1] - pair[0]);
        let rates: Vec<f64> = probabilities.iter().zip(widths).map(|(q, width)| -(-q).ln_1p() / width).collect();
        Self::between(starts, &rates, Some(end))
    }

    /// The cumulative hazard at a time, from the first start on (from 0 for a constant rate); `None` where it is not known.
    #[must_use]
    pub fn cumulative(&self, time: f64) -> Option<f64> {
        if !time.is_finite() || self.since.is_some_and(|since| time < since) || self.until.is_some_and(|until| time > until) {
            return None;
        }
        let at = self.starts.partition_point(|&start| start <= time).saturating_sub(1);
        Some(self.cumulative.get(at)? + self.rates.get(at)? * (time - self.starts.get(at)?))
    }

    fn between(starts: &[f64], rates: &[f64], until: Option<f64>) -> Result<Self> {
        same_length("rate", rates.len(), "start", starts.len())?;
        if starts.is_empty() {
            return Err(Error::NoRows { input: "the table of rates".into(), advice: "give at least one start and its rate".into() });
        }
        ascending(starts)?;
        let rates = checked_rates(rates)?;
        let mut cumulative = vec![0.0];
        for (pair, rate) in starts.windows(2).zip(&rates) {
            cumulative.push(cumulative[cumulative.len() - 1] + rate * (pair[1] - pair[0]));
        }
        Ok(Self { starts: starts.to_vec(), rates, cumulative, since: starts.first().copied(), until })
    }
}

fn checked_rates(rates: &[f64]) -> Result<Vec<f64>> {
    match rates.iter().position(|rate| !(*rate >= 0.0 && rate.is_finite())) {
        Some(at) => {
            Err(Error::setting("rate", rates[at], format!("at position {at} is not a finite number of at least 0; give a rate per time")))
        }
        None => Ok(rates.to_vec()),
    }
}

fn ascending(times: &[f64]) -> Result<()> {
    if let Some(time) = times.iter().find(|time| !time.is_finite()) {
        return Err(Error::setting("time", time, "of the standard is not a finite number; give one"));
    }
    match times.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(at) => Err(Error::setting("time", times[at + 1], format!("at position {} is not after the one before; sort them", at + 1))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_table_is_what_its_probabilities_say() {
        // 10 % in each of two years of 365 days: after both 0.9² remain
        let standard = StandardHazard::of_probabilities(&[0.0, 365.0, 730.0], &[0.1, 0.1]).unwrap();
        assert!(((-standard.cumulative(730.0).unwrap()).exp() - 0.81).abs() < 1e-15);
        assert!(((-standard.cumulative(365.0).unwrap()).exp() - 0.9).abs() < 1e-15);
        assert_eq!((standard.cumulative(731.0), standard.cumulative(f64::NAN)), (None, None));
    }

    #[test]
    fn a_table_of_cumulative_hazards_is_read_along_straight_lines() {
        let standard = StandardHazard::of_cumulative(&[1.0, 3.0, 4.0], &[0.5, 0.7, 1.5]).unwrap();
        let between = |from: f64, to: f64| standard.cumulative(to).unwrap() - standard.cumulative(from).unwrap();
        assert!((between(1.0, 2.0) - 0.1).abs() < 1e-15 && (between(2.0, 3.5) - 0.5).abs() < 1e-15);
        assert_eq!(standard.cumulative(0.5), None);
    }

    #[test]
    fn what_is_no_hazard_is_refused() {
        for wrong in [-0.1, f64::NAN, f64::INFINITY] {
            assert_eq!(StandardHazard::constant(wrong).unwrap_err().code(), "setting");
        }
        assert_eq!(StandardHazard::piecewise(&[1.0, 1.0], &[0.1, 0.1]).unwrap_err().code(), "setting");
        assert_eq!(StandardHazard::piecewise(&[], &[]).unwrap_err().code(), "no_rows");
        assert_eq!(StandardHazard::of_cumulative(&[0.0], &[0.0]).unwrap_err().code(), "no_rows");
        assert!(StandardHazard::of_cumulative(&[0.0, 1.0], &[0.2, 0.1]).unwrap_err().to_string().contains("never fall"));
        assert!(StandardHazard::of_probabilities(&[0.0, 1.0], &[1.0]).unwrap_err().to_string().contains("before all have left"));
        assert_eq!(StandardHazard::of_probabilities(&[0.0, 1.0], &[0.1, 0.2]).unwrap_err().code(), "column_length");
    }
}
