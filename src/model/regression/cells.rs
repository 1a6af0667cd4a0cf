//! Events and trials of the cells of a regression: rows with the same covariates added up.

use super::link::Link;
use crate::special::CompensatedSum;

/// Sums by cell; weights are in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    pub(super) events: Vec<f64>,
    pub(super) trials: Vec<f64>,
    pub(super) offset: Vec<f64>,
}

impl Cells {
    /// Some of the cells.
    pub(super) fn select(&self, cells: &[usize]) -> Self {
        let picked = |values: &[f64]| cells.iter().map(|&cell| values[cell]).collect();
        Self { events: picked(&self.events), trials: picked(&self.trials), offset: picked(&self.offset) }
    }

    /// Whether everybody did the same in a cell: `Some(true)` when all had the event, `Some(false)` when nobody had.
    pub(super) fn unanimous(&self, cell: usize) -> Option<bool> {
        let (events, trials) = (self.events[cell], self.trials[cell]);
        if events == 0.0 {
            Some(false)
        } else if events == trials {
            Some(true)
        } else {
            None
        }
    }

    /// The log-likelihood without the number of ways to choose who has the event.
    pub(super) fn log_likelihood(&self, link: Link, predictors: &[f64]) -> f64 {
        let cell = |(at, &eta): (usize, &f64)| {
            let (event, other) = link.log_probabilities(eta);
            times(self.events[at], event) + times(self.trials[at] - self.events[at], other)
        };
        predictors.iter().enumerate().map(cell).sum::<CompensatedSum>().value()
    }

    /// The deviance: twice the log-likelihood that a model with a probability for each cell would gain.
    pub(super) fn deviance(&self, link: Link, predictors: &[f64]) -> f64 {
        let cell = |(at, &eta): (usize, &f64)| {
            let (events, trials) = (self.events[at], self.trials[at]);
            let here = link.at(eta);
            ratio_term(events, trials * here.probability) + ratio_term(trials - events, trials * here.complement)
        };
        2.0 * predictors.iter().enumerate().map(cell).sum::<CompensatedSum>().value()
    }
}

/// A multiple of a logarithm; nothing of nothing is nothing, even where the logarithm is infinite.
fn times(count: f64, logarithm: f64) -> f64 {
    if count == 0.0 { 0.0 } else { count * logarithm }
}

/// `count ln(count / expected)`.
fn ratio_term(count: f64, expected: f64) -> f64 {
    if count == 0.0 { 0.0 } else { count * (count / expected).ln() }
}

/// The log-likelihood of events in trials under their own share, without the number of ways.
pub(super) fn saturated(events: f64, trials: f64) -> f64 {
    ratio_term(events, trials) + ratio_term(trials - events, trials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deviance_is_twice_what_a_share_for_each_cell_would_gain() {
        let cells = Cells { events: vec![1.0, 0.0, 3.0], trials: vec![4.0, 5.0, 3.0], offset: vec![0.0; 3] };
        let eta = [-1.0, -2.0, 0.5];
        let best: f64 = (0..3).map(|at| saturated(cells.events[at], cells.trials[at])).sum();
        let found = cells.deviance(Link::Logit, &eta);
        assert!((found - 2.0 * (best - cells.log_likelihood(Link::Logit, &eta))).abs() < 1e-14);
        assert_eq!([0, 1, 2].map(|cell| cells.unanimous(cell)), [None, Some(false), Some(true)]);
    }
}
