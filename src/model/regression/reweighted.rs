//! The maximum of a binomial likelihood by iteratively reweighted least squares.
//!
//! Steps are Newton's: under the complementary log-log link the usual ones, which weigh by the expected information, shrink by a factor
//! only, and that factor comes close to 1 where few trials tell much. The likelihood of both links is concave.

use super::cells::Cells;
use super::link::Link;
use super::sparse_rows::SparseRows;
use super::standardised::factor;
use nalgebra::{DMatrix, DVector};

/// What was found.
#[derive(Debug, Clone)]
pub(super) struct Maximum {
    pub(super) coefficients: DVector<f64>,
    pub(super) predictors: Vec<f64>,
    /// The expected information, without a penalty.
    pub(super) information: DMatrix<f64>,
    pub(super) iterations: usize,
    /// Whether the last step was shorter than 1e-8 standard errors.
    pub(super) converged: bool,
}

/// What is maximised.
#[derive(Clone, Copy)]
pub(super) struct Likelihood<'a> {
    pub(super) rows: &'a SparseRows,
    pub(super) cells: &'a Cells,
    pub(super) link: Link,
    /// What a ridge penalty adds to the diagonal of the information; zeros without one.
    pub(super) penalty: &'a DVector<f64>,
    /// Whether to go on where fitted probabilities approach 0 or 1.
    pub(super) patience: Patience,
}

/// What to do where fitted probabilities approach 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// Stop: perhaps there is no maximum.
    Stop,
    /// Go on: there is one.
    GoOn,
}

/// Squared length of a step, in standard errors, below which it changes no digit that is shown.
const SHORT_STEP: f64 = 1e-16;
/// Squared length of a step below which only rounding moves the coefficients.
const NO_STEP: f64 = 1e-24;
const MOST_STEPS: usize = 100;
/// Probability of what happened to nobody in a cell, below which the likelihood may have no maximum.
const VANISHING: f64 = 1e-9;

impl Likelihood<'_> {
    /// The maximum, or where the search stopped.
    pub(super) fn maximise(self) -> Maximum {
        let mut coefficients = self.start();
        let mut predictors = self.predictors(&coefficients);
        let mut height = self.height(&coefficients, &predictors);
        let mut last_decrement = f64::INFINITY;
        let (mut iterations, mut converged) = (0, false);
        while iterations < MOST_STEPS {
            let (score, information) = self.derivatives(&coefficients, &predictors);
            let Some(factor) = factor(information + DMatrix::from_diagonal(self.penalty)) else { break };
            let step = factor.solve(&score);
            let decrement = score.dot(&step);
            converged = decrement < SHORT_STEP;
            if decrement < NO_STEP || (converged && decrement >= last_decrement) || !decrement.is_finite() {
                break;
            }
            last_decrement = decrement;
            iterations += 1;
            let Some((next, eta, reached)) = self.ascend(&coefficients, &step, height, converged) else { break };
            (coefficients, predictors, height) = (next, eta, reached);
            if self.patience == Patience::Stop && self.vanishes(&predictors) {
                converged = false;
                break;
            }
        }
        let information = self.expected_information(&predictors);
        Maximum { coefficients, predictors, information, iterations, converged }
    }

    /// The whole step, or as much of it as does not lead down.
    fn ascend(&self, from: &DVector<f64>, step: &DVector<f64>, height: f64, close: bool) -> Option<(DVector<f64>, Vec<f64>, f64)> {
        let mut share = 1.0;
        for _ in 0..30 {
            let coefficients = from + step * share;
            let predictors = self.predictors(&coefficients);
            let reached = self.height(&coefficients, &predictors);
            // Close to the maximum heights differ by rounding only.
            if close || reached >= height - 1e-12 * height.abs().max(1.0) {
                return Some((coefficients, predictors, reached));
            }
            share /= 2.0;
        }
        None
    }

    /// The first step of R's `glm`: least squares on shares drawn a little to the middle.
    fn start(&self) -> DVector<f64> {
        let cells = self.cells;
        let (mut weights, mut right) = (vec![0.0; self.rows.len()], DVector::zeros(self.rows.width));
        for (row, weight) in weights.iter_mut().enumerate().filter(|(row, _)| cells.trials[*row] > 0.0) {
            let (events, trials) = (cells.events[row], cells.trials[row]);
            let (probability, complement) = ((events + 0.5) / (trials + 1.0), (trials - events + 0.5) / (trials + 1.0));
            let eta = self.link.predictor(probability, complement);
            let here = self.link.at(eta);
            *weight = trials * here.information;
            let working = eta + (events / trials - probability) / here.slope - cells.offset[row];
            self.rows.add_to(row, *weight * working, &mut right);
        }
        let information = self.rows.gram(&weights) + DMatrix::from_diagonal(self.penalty);
        factor(information).map_or_else(|| DVector::zeros(self.rows.width), |factor| factor.solve(&right))
    }

    pub(super) fn predictors(&self, coefficients: &DVector<f64>) -> Vec<f64> {
        (0..self.rows.len()).map(|row| self.cells.offset[row] + self.rows.dot(row, coefficients)).collect()
    }

    fn height(&self, coefficients: &DVector<f64>, predictors: &[f64]) -> f64 {
        let penalty: f64 = coefficients.iter().zip(self.penalty.iter()).map(|(b, penalty)| penalty * b * b).sum();
        self.cells.log_likelihood(self.link, predictors) - penalty / 2.0
    }

    /// The score and the observed information, the latter without the penalty.
    fn derivatives(&self, coefficients: &DVector<f64>, predictors: &[f64]) -> (DVector<f64>, DMatrix<f64>) {
        let mut score = -coefficients.component_mul(self.penalty);
        let mut weights = vec![0.0; self.rows.len()];
        for (row, &eta) in predictors.iter().enumerate() {
            let (events, trials) = (self.cells.events[row], self.cells.trials[row]);
            let here = self.link.at(eta);
            weights[row] = events * here.event_information + (trials - events) * here.other_information;
            self.rows.add_to(row, events * here.event_score - (trials - events) * here.other_score, &mut score);
        }
        (score, self.rows.gram(&weights))
    }

    fn expected_information(&self, predictors: &[f64]) -> DMatrix<f64> {
        let weigh = |(row, &eta): (usize, &f64)| self.cells.trials[row] * self.link.at(eta).information;
        self.rows.gram(&predictors.iter().enumerate().map(weigh).collect::<Vec<_>>())
    }

    /// Whether the fit all but excludes the other outcome in a cell where everybody did the same.
    pub(super) fn vanishes(&self, predictors: &[f64]) -> bool {
        let mut cells = predictors.iter().enumerate();
        cells.any(|(cell, &eta)| match self.cells.unanimous(cell) {
            Some(true) => self.link.at(eta).complement < VANISHING,
            Some(false) => self.link.at(eta).probability < VANISHING,
            None => false,
        })
    }
}
