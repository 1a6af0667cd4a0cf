//! How good were the probabilities that were forecast, now that it is known who left?

use super::calibration::Calibration;
use super::concordance::Concordance;
use super::lift::Lift;
use crate::error::{Error, Result};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// Probabilities that were forecast, each with how many it was forecast for and how many of them had the event.
///
/// Equal probabilities are one, and probabilities ascend: the order of rows never matters.
///
/// # Example
///
/// ```
/// use kaiin::model::regression::Forecasts;
/// let forecasts = Forecasts::of_outcomes(&[0.2, 0.8, 0.2, 0.5], &[false, true, true, false])?;
/// // (0.04 + 0.04 + 0.64 + 0.25) / 4
/// assert!((forecasts.brier() - 0.2425).abs() < 1e-15);
/// // against the constant 0.5, whose Brier score is 0.25
/// assert!((forecasts.brier_skill(0.5).unwrap() - 0.03).abs() < 1e-12);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecasts {
    pub(super) cells: Vec<ForecastCell>,
}

/// All for whom one probability was forecast.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct ForecastCell {
    pub(super) hazard: f64,
    pub(super) trials: u64,
    pub(super) events: u64,
}

impl ForecastCell {
    pub(super) fn others(&self) -> u64 {
        self.trials - self.events
    }
}

impl Forecasts {
    /// Forecasts for cells of so many trials and events.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a probability outside [0, 1] or more events than trials; [`Error::NoRows`] without
    /// a trial.
    pub fn grouped(hazards: &[f64], events: &[u64], trials: &[u64]) -> Result<Self> {
        for (column, found) in [("events", events.len()), ("trials", trials.len())] {
            if found != hazards.len() {
                return Err(Error::ColumnLength { column: column.into(), found, reference: "hazards".into(), expected: hazards.len() });
            }
        }
        if let Some(row) = hazards.iter().position(|hazard| !(0.0..=1.0).contains(hazard)) {
            return Err(Error::setting("forecast", hazards[row], format!("in row {row} is outside [0, 1]; give probabilities")));
        }
        if let Some(row) = (0..events.len()).find(|&row| events[row] > trials[row]) {
            return Err(Error::setting("events", events[row], format!("in row {row} are more than its {} trials", trials[row])));
        }
        let counted = (0..hazards.len()).filter(|&row| trials[row] > 0);
        let mut cells: Vec<ForecastCell> =
            counted.map(|row| ForecastCell { hazard: hazards[row] + 0.0, trials: trials[row], events: events[row] }).collect();
        cells.sort_by(|a, b| a.hazard.total_cmp(&b.hazard));
        cells.dedup_by(|next, cell| {
            let same = next.hazard == cell.hazard;
            if same {
                cell.trials += next.trials;
                cell.events += next.events;
            }
            same
        });
        if cells.is_empty() {
            return Err(Error::NoRows { input: "the forecasts".into(), advice: "give at least one trial".into() });
        }
        Ok(Self { cells })
    }

    /// Forecasts for single persons, and whether each had the event.
    ///
    /// # Errors
    ///
    /// As [`Forecasts::grouped`].
    pub fn of_outcomes(hazards: &[f64], events: &[bool]) -> Result<Self> {
        let counts: Vec<u64> = events.iter().map(|&event| u64::from(event)).collect();
        Self::grouped(hazards, &counts, &vec![1; events.len()])
    }

    /// Number of trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.cells.iter().map(|cell| cell.trials).sum()
    }

    /// Number of events.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.cells.iter().map(|cell| cell.events).sum()
    }

    /// Number of events that were to be expected: the sum of the probabilities.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.cells.iter().map(|cell| cell.trials as f64 * cell.hazard).sum()
    }

    /// The Brier score: the mean squared difference of probability and outcome. 0 is perfect.
    ///
    /// # Formula
    ///
    /// ```text
    /// B = 1 / N sum over trials of (p - y)^2
    /// ```
    ///
    /// # References
    ///
    /// G. W. Brier, "Verification of forecasts expressed in terms of probability", *Monthly Weather Review* 78(1), 1950, 1-3.
    #[must_use]
    pub fn brier(&self) -> f64 {
        self.mean(|cell| cell.events as f64 * (1.0 - cell.hazard).powi(2) + cell.others() as f64 * cell.hazard.powi(2))
    }

    /// By how much the Brier score is better than that of a constant probability: 1 is perfect, 0 no better, below 0 worse. `None` when the
    /// constant is perfect itself.
    #[must_use]
    pub fn brier_skill(&self, constant: f64) -> Option<f64> {
        let reference = self.mean(|cell| cell.events as f64 * (1.0 - constant).powi(2) + cell.others() as f64 * constant.powi(2));
        (reference > 0.0).then(|| 1.0 - self.brier() / reference)
    }

    /// The logarithmic score: the mean of minus the logarithm of the probability of what happened, in nats. 0 is perfect. `None` when
    /// something happened whose probability was 0.
    ///
    /// # References
    ///
    /// I. J. Good, "Rational decisions", *Journal of the Royal Statistical Society B* 14(1), 1952, 107-114.
    #[must_use]
    pub fn log_score(&self) -> Option<f64> {
        let part = |count: u64, probability: f64| if count == 0 { 0.0 } else { -(count as f64) * probability.ln() };
        let score = self.mean(|cell| {
            part(cell.events, cell.hazard) + if cell.others() == 0 { 0.0 } else { -(cell.others() as f64) * (-cell.hazard).ln_1p() }
        });
        score.is_finite().then_some(score)
    }

    /// Whether as many left as was forecast, in groups of rising probability.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no group.
    pub fn calibration(&self, groups: usize, confidence: Confidence) -> Result<Calibration> {
        Calibration::of(self, groups, confidence)
    }

    /// How many of the leavers are among those of highest probability.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no group.
    pub fn lift(&self, groups: usize) -> Result<Lift> {
        Lift::of(self, groups)
    }

    /// How often a leaver had a higher probability than one who stayed; `None` without either.
    #[must_use]
    pub fn concordance(&self, confidence: Confidence) -> Option<Concordance> {
        Concordance::of(self, confidence)
    }

    /// The cells in so many groups with about the same number of trials, ascending; equal probabilities stay together.
    pub(super) fn groups(&self, groups: usize) -> Result<Vec<Vec<ForecastCell>>> {
        if groups == 0 {
            return Err(Error::setting("groups", groups, "hold nobody; write 10 for deciles"));
        }
        let (total, mut passed) = (self.trials() as f64, 0.0);
        let mut found: Vec<(usize, Vec<ForecastCell>)> = Vec::new();
        for cell in &self.cells {
            let middle = passed + cell.trials as f64 / 2.0;
            let group = ((groups as f64 * middle / total) as usize).min(groups - 1);
            passed += cell.trials as f64;
            match found.last_mut().filter(|(last, _)| *last == group) {
                Some((_, cells)) => cells.push(*cell),
                None => found.push((group, vec![*cell])),
            }
        }
        Ok(found.into_iter().map(|(_, cells)| cells).collect())
    }

    fn mean(&self, value: impl Fn(&ForecastCell) -> f64) -> f64 {
        self.cells.iter().map(value).sum::<f64>() / self.trials() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_means_over_trials() {
        let forecasts = Forecasts::grouped(&[0.1, 0.4, 0.1], &[1, 3, 0], &[10, 5, 10]).unwrap();
        assert_eq!((forecasts.cells.len(), forecasts.trials(), forecasts.events()), (2, 25, 4));
        // (1 x 0.81 + 19 x 0.01 + 3 x 0.36 + 2 x 0.16) / 25 = 2.4 / 25
        assert!((forecasts.brier() - 0.096).abs() < 1e-15);
        let log = -(0.1f64.ln() + 19.0 * 0.9f64.ln() + 3.0 * 0.4f64.ln() + 2.0 * 0.6f64.ln()) / 25.0;
        assert!((forecasts.log_score().unwrap() - log).abs() < 1e-15);
        assert!((forecasts.expected() - 4.0).abs() < 1e-12);
    }

    #[test]
    fn what_was_called_impossible_has_no_logarithm_and_bad_input_is_refused() {
        let forecasts = |p, happened| Forecasts::of_outcomes(&[p], &[happened]);
        assert_eq!(forecasts(0.0, true).unwrap().log_score(), None);
        assert_eq!(forecasts(0.0, false).unwrap().log_score(), Some(0.0));
        assert_eq!(forecasts(1.0, true).unwrap().log_score(), Some(0.0));
        assert_eq!(forecasts(0.0, false).unwrap().brier_skill(0.0), None);
        for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(forecasts(wrong, true).unwrap_err().code(), "setting");
        }
        assert_eq!(Forecasts::grouped(&[], &[], &[]).unwrap_err().code(), "no_rows");
        assert_eq!(Forecasts::grouped(&[0.1], &[2], &[1]).unwrap_err().code(), "setting");
        assert_eq!(Forecasts::grouped(&[0.1], &[2], &[]).unwrap_err().code(), "column_length");
        assert!(forecasts(0.5, true).unwrap().groups(0).is_err());
    }
}
