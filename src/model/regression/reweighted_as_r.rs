//! The steps of R's `glm`, to the same stop: for comparing digits with R where its steps end before the maximum.

use super::cells::saturated;
use super::hazard_rows::HazardRows;
use super::reweighted::{Likelihood, Maximum};
use super::standardised::factor;
use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

/// When a fit is done.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Convergence {
    /// At the maximum of the likelihood, up to rounding. The default.
    #[default]
    Maximum,
    /// Where R's `glm.control(epsilon)` stops: when a step changes the deviance by less than this part of it. Errors are those of the step
    /// before the last, as in R. Under the complementary log-log link, where steps shrink by a factor only, R's default of 1e-8 leaves
    /// about 1e-4 standard errors to go, and even 1e-14 leaves 1e-7 in coefficients and errors. Needs a model without penalty and
    /// separation; the last digits depend on the order of the rows.
    Deviance {
        /// R's `epsilon`.
        epsilon: f64,
    },
}

const MOST_STEPS: usize = 100;

/// Where `glm` stops: the start is made from the rows themselves, not from their sums.
pub(super) fn maximise_as_r(likelihood: &Likelihood<'_>, rows: &HazardRows, cell: &[u32], epsilon: f64) -> Option<Maximum> {
    let (mut weights, mut working) = start(likelihood, rows, cell);
    let constant = constant(likelihood, rows);
    let deviance = |predictors: &[f64]| likelihood.cells.deviance(likelihood.link, predictors) + constant;
    let mut last = start_deviance(likelihood, rows);
    for iterations in 1..=MOST_STEPS {
        let mut right = DVector::zeros(likelihood.rows.width);
        working.iter().enumerate().for_each(|(row, &working)| likelihood.rows.add_to(row, working, &mut right));
        let information: DMatrix<f64> = likelihood.rows.gram(&weights);
        let coefficients = factor(information.clone())?.solve(&right);
        let predictors = likelihood.predictors(&coefficients);
        let reached = deviance(&predictors);
        if (reached - last).abs() / (reached.abs() + 0.1) < epsilon {
            return Some(Maximum { coefficients, predictors, information, iterations, converged: true });
        }
        last = reached;
        for (row, &eta) in predictors.iter().enumerate() {
            let (events, trials) = (likelihood.cells.events[row], likelihood.cells.trials[row]);
            let here = likelihood.link.at(eta);
            weights[row] = trials * here.information;
            let score = events * here.event_score - (trials - events) * here.other_score;
            working[row] = weights[row] * (eta - likelihood.cells.offset[row]) + score;
        }
    }
    None
}

/// Weights, and weights times working responses, by cell, at shares of rows that are drawn a little to the middle.
fn start(likelihood: &Likelihood<'_>, rows: &HazardRows, cell: &[u32]) -> (Vec<f64>, Vec<f64>) {
    let cells = likelihood.rows.len();
    let (mut weights, mut working) = (vec![0.0; cells], vec![0.0; cells]);
    for (row, &at) in cell.iter().enumerate() {
        let Some((share, middle, trials)) = shares(rows, row) else { continue };
        let eta = likelihood.link.predictor(middle, 1.0 - middle);
        let (here, at) = (likelihood.link.at(eta), at as usize);
        let weight = trials * here.information;
        weights[at] += weight;
        working[at] += weight * (eta - likelihood.cells.offset[at] + (share - middle) / here.slope);
    }
    (weights, working)
}

/// The share of a row, the share at which steps start, and the trials.
fn shares(rows: &HazardRows, row: usize) -> Option<(f64, f64, f64)> {
    let trials = rows.weight(row) * rows.trials[row];
    let events = rows.weight(row) * rows.events[row];
    (trials > 0.0).then(|| (events / trials, (events + 0.5) / (trials + 1.0), trials))
}

fn start_deviance(likelihood: &Likelihood<'_>, rows: &HazardRows) -> f64 {
    let row = |row: usize| {
        let Some((share, middle, trials)) = shares(rows, row) else { return 0.0 };
        let (event, other) = likelihood.link.log_probabilities(likelihood.link.predictor(middle, 1.0 - middle));
        2.0 * (saturated(share * trials, trials) - share * trials * event - (1.0 - share) * trials * other)
    };
    (0..rows.len()).map(row).sum()
}

/// What the deviance of rows has more than that of cells.
fn constant(likelihood: &Likelihood<'_>, rows: &HazardRows) -> f64 {
    let by_row: f64 = (0..rows.len()).map(|row| rows.weight(row) * saturated(rows.events[row], rows.trials[row])).sum();
    let cells = likelihood.cells.events.iter().zip(&likelihood.cells.trials);
    2.0 * (by_row - cells.map(|(&events, &trials)| saturated(events, trials)).sum::<f64>())
}
