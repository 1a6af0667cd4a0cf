//! Graduation of rates of leaving from counts: smooth on the logarithm, Poisson in the number of exits.

use super::graduate::{Solved, Task, kept_weights};
use super::problem::Fit;
use super::result::Graduation;
use super::settings::{Dispersion, WhittakerHenderson};
use crate::error::{Error, Result};
use crate::special::poisson_deviance_part;

/// Steps of the iteration; it converges in about six.
const MOST_STEPS: usize = 60;

impl WhittakerHenderson {
    /// Graduates the rates of a series of counts in their exposures, on the logarithm, with counts taken as Poisson.
    ///
    /// Differences are those of log rates: a rate that falls by the same share every year is perfectly smooth with order 2. Errors are of
    /// the logarithm; limits are of the rate. Weak where there are hardly any events: the logarithm of a rate of 0 has no bottom, and
    /// rates there follow their neighbours.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for an exposure that is negative or not a finite number, or events without exposure;
    /// [`Error::Missing`] when there is no event at all, or too little exposure.
    ///
    /// # Example
    ///
    /// With so much smoothing of first differences every rate becomes 6 / 40.
    ///
    /// ```
    /// use kaiin::model::graduation::{Smoothing, WhittakerHenderson};
    /// let very_smooth = WhittakerHenderson::new().order(1)?.smoothing(Smoothing::Fixed(1e9))?;
    /// let rates = very_smooth.counts(&[3, 1, 2], &[10.0, 10.0, 20.0])?;
    /// assert!(rates.points().iter().all(|point| (point.graduated - 0.15).abs() < 1e-8));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn counts(&self, events: &[u64], exposure: &[f64]) -> Result<Graduation> {
        self.count_table(1, events, exposure)
    }

    /// Graduates the rates of a table of counts given row by row, `columns` to a row.
    ///
    /// # Errors
    ///
    /// As [`WhittakerHenderson::counts`] and [`WhittakerHenderson::table`].
    pub fn count_table(&self, columns: usize, events: &[u64], exposure: &[f64]) -> Result<Graduation> {
        let grid = self.grid(columns, events.len())?;
        let exposure = kept_weights(&grid, "exposure", exposure, events.len())?;
        let mut kept = vec![0.0; events.len()];
        for (cell, &count) in events.iter().enumerate() {
            let place = grid.kept(cell);
            if exposure[place] == 0.0 && count > 0 {
                let reason = format!("in position {cell} cannot have {count} events; give the exposure in which they happened");
                return Err(Error::setting("exposure", 0, reason));
            }
            kept[place] = count as f64;
        }
        let total: f64 = kept.iter().sum();
        if total == 0.0 {
            return Err(Error::missing("a rate above 0", "there is no event; give at least one, or graduate values instead of counts"));
        }
        let counts = Counts { mean: total / exposure.iter().sum::<f64>(), events: kept, exposure: exposure.clone() };
        let task = Task { settings: self, grid, weights: exposure, dispersion: self.dispersion.unwrap_or(Dispersion::Unit) };
        task.check()?;
        let chosen = task.solve(|task, lambdas| counts.solve(task, lambdas))?;
        let observed: Vec<Option<f64>> = counts.observed().collect();
        Ok(task.graduation(chosen, &observed, f64::exp))
    }
}

/// Events and exposures in kept order.
struct Counts {
    events: Vec<f64>,
    exposure: Vec<f64>,
    /// Events a unit of exposure, all cells together.
    mean: f64,
}

impl Counts {
    fn observed(&self) -> impl Iterator<Item = Option<f64>> + '_ {
        self.events.iter().zip(&self.exposure).map(|(events, exposure)| (*exposure > 0.0).then(|| events / exposure))
    }

    fn expected(&self, logs: &[f64]) -> Vec<f64> {
        logs.iter().zip(&self.exposure).map(|(log, exposure)| if *exposure > 0.0 { exposure * log.exp() } else { 0.0 }).collect()
    }

    fn deviance(&self, expected: &[f64]) -> f64 {
        let seen = self.events.iter().zip(expected).filter(|(_, expected)| **expected > 0.0);
        2.0 * seen.map(|(&events, &expected)| poisson_deviance_part(events, expected)).sum::<f64>()
    }

    /// The penalised maximum likelihood, by Newton's method: weighted fits of the logarithms, steps halved when they lead away.
    fn solve(&self, task: &Task<'_>, lambdas: [f64; 2]) -> Result<Solved> {
        let rough = |logs: &[f64]| {
            let sums = task.grid.roughness(logs);
            task.grid.axes().map(|axis| lambdas[axis] * sums[axis]).sum::<f64>()
        };
        let mut logs = vec![self.mean.ln(); self.events.len()];
        let mut aim = self.deviance(&self.expected(&logs)) + rough(&logs);
        for _ in 0..MOST_STEPS {
            let expected = self.expected(&logs);
            let target: Vec<f64> = (0..logs.len())
                .map(|cell| if expected[cell] > 0.0 { logs[cell] + (self.events[cell] - expected[cell]) / expected[cell] } else { 0.0 })
                .collect();
            let fit = Fit::new(&task.grid, &target, &expected, lambdas);
            if fit.values.iter().any(|value| !value.is_finite()) {
                break;
            }
            let (mut step, mut next, mut reached) = (1.0, fit.values.clone(), f64::INFINITY);
            for _ in 0..40 {
                next = logs.iter().zip(&fit.values).map(|(old, new)| old + step * (new - old)).collect();
                reached = self.deviance(&self.expected(&next)) + rough(&next);
                if reached <= aim + 1e-12 * aim.abs() {
                    break;
                }
                step /= 2.0;
            }
            let moved = logs.iter().zip(&next).map(|(old, new)| (old - new).abs()).fold(0.0, f64::max);
            (logs, aim) = (next, reached);
            if moved < 1e-11 {
                return Ok(self.solved(task, logs, lambdas));
            }
        }
        let advice = "raise the smoothing: where there are no events next to each other the logarithm of the rate has no bottom";
        Err(Error::missing("the maximum of the penalised likelihood", advice))
    }

    /// The fit at the maximum, with the weights there.
    fn solved(&self, task: &Task<'_>, logs: Vec<f64>, lambdas: [f64; 2]) -> Solved {
        let expected = self.expected(&logs);
        let fit = Fit::new(&task.grid, &logs, &expected, lambdas);
        let sums = task.grid.roughness(&logs);
        let penalty = task.grid.axes().map(|axis| lambdas[axis] * sums[axis]).sum();
        let residual = self.deviance(&expected);
        let seen = self.events.iter().zip(&expected).filter(|(_, expected)| **expected > 0.0);
        let pearson = seen.map(|(events, expected)| (events - expected).powi(2) / expected).sum();
        Solved { fit: Fit { values: logs, penalty, ..fit }, weights: expected, residual, pearson: Some(pearson) }
    }
}
