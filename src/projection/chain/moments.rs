//! Expected numbers in the states after each step, and their covariances, exactly.

use super::settings::ChainSettings;
use crate::error::{Error, Result};
use crate::rates::{Interval, IntervalMethod};
use crate::special::{Tails, normal_quantile};
use crate::table::{Table, Values};
use crate::unit::Confidence;
use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

/// Most covariances that are kept.
const MOST_COVARIANCES: u64 = 100_000_000;

/// The expected number of people in every state after 0, 1, 2, … steps, and the covariances of these numbers.
///
/// # Assumption
///
/// Everyone moves independently, with the probabilities of the chain taken as known: the variance is that of chance alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChainProjection {
    states: Vec<String>,
    /// Expected numbers by step and state.
    expected: Vec<Vec<f64>>,
    /// Covariances by step, row after row.
    covariance: Vec<Vec<f64>>,
}

impl ChainProjection {
    /// Follows mean and covariance, step by step.
    ///
    /// ```text
    /// E(t) = P' E(t-1) + m(t)
    /// C(t) = P' C(t-1) P + sum over i of E_i(t-1) (diag(p_i) - p_i p_i') + diag(v(t))
    /// ```
    ///
    /// where `p_i` is row i of P, and m and v are mean and variance of the arrivals.
    pub(super) fn follow(settings: &ChainSettings<'_>, steps: usize) -> Result<Self> {
        let states = settings.chain.states();
        let size = states.len();
        check_size(size, steps)?;
        let mut mean = DVector::from_column_slice(&settings.start);
        let mut covariance = DMatrix::<f64>::zeros(size, size);
        let mut all = Self { states: states.to_vec(), expected: Vec::new(), covariance: Vec::new() };
        all.keep(&mean, &covariance);
        for step in 1..=steps {
            let rows = settings.chain.probabilities(step);
            let matrix = DMatrix::from_fn(size, size, |from, to| rows[from][to]);
            let moving = DMatrix::from_diagonal(&mean);
            let after = matrix.tr_mul(&mean);
            covariance = matrix.tr_mul(&(covariance - moving)) * &matrix + DMatrix::from_diagonal(&after);
            mean = after;
            for (state, number) in settings.arriving(step) {
                mean[state] += number.mean();
                covariance[(state, state)] += number.variance();
            }
            if !mean.iter().chain(&covariance).all(|number| number.is_finite()) {
                return Err(Error::setting(
                    "people",
                    "so many",
                    format!("are beyond what real numbers hold after step {step}; give fewer"),
                ));
            }
            all.keep(&mean, &covariance);
        }
        Ok(all)
    }

    fn keep(&mut self, mean: &DVector<f64>, covariance: &DMatrix<f64>) {
        self.expected.push(mean.iter().copied().collect());
        self.covariance.push(covariance.transpose().iter().copied().collect());
    }

    /// The names of the states.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// Number of steps followed.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.expected.len() - 1
    }

    /// The expected number of people in each state after `step` steps.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when so many steps were not followed.
    pub fn expected(&self, step: usize) -> Result<&[f64]> {
        self.expected.get(step).map(Vec::as_slice).ok_or_else(|| self.no_step(step))
    }

    /// The covariance of the numbers of people in two states after `step` steps; the variance when they are the same state.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when so many steps were not followed, or when there is no such state.
    pub fn covariance(&self, step: usize, one: &str, other: &str) -> Result<f64> {
        let of_step = self.covariance.get(step).ok_or_else(|| self.no_step(step))?;
        Ok(of_step[self.position(one)? * self.states.len() + self.position(other)?])
    }

    /// The expected number of people in any of `states` after `step` steps, and the variance of that number.
    ///
    /// # Errors
    ///
    /// As [`ChainProjection::covariance`].
    pub fn together(&self, step: usize, states: &[&str]) -> Result<(f64, f64)> {
        let expected = self.expected(step)?;
        let mut places = states.iter().map(|state| self.position(state)).collect::<Result<Vec<usize>>>()?;
        places.sort_unstable();
        places.dedup();
        let of_step = self.covariance.get(step).ok_or_else(|| self.no_step(step))?;
        let mean = places.iter().map(|&at| expected[at]).sum();
        let variance = places.iter().flat_map(|&one| places.iter().map(move |&other| of_step[one * self.states.len() + other])).sum();
        Ok((mean, variance))
    }

    /// The prediction interval of the number of people in any of `states` after `step` steps, by the normal approximation, never below 0.
    /// For few people use [`ChainSettings::distribution`], which is exact.
    ///
    /// # Errors
    ///
    /// As [`ChainProjection::covariance`].
    pub fn interval(&self, step: usize, states: &[&str], confidence: Confidence) -> Result<Interval> {
        let (mean, variance) = self.together(step, states)?;
        let z = Tails::from_upper(0.5 * (1.0 - confidence.get())).map_or(0.0, normal_quantile);
        let half = z * variance.max(0.0).sqrt();
        Ok(Interval { lower: (mean - half).max(0.0), upper: mean + half, confidence, method: IntervalMethod::NormalPrediction })
    }

    /// The numbers as columns: `step`, `state`, `expected`, `variance`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let size = self.states.len();
        let cells = || (0..self.expected.len()).flat_map(move |step| (0..size).map(move |state| (step, state)));
        let columns = [
            ("step", Values::Integers(cells().map(|(step, _)| i64::try_from(step).ok()).collect())),
            ("state", Values::Texts(cells().map(|(_, state)| Some(self.states[state].clone())).collect())),
            ("expected", Values::Reals(cells().map(|(step, state)| Some(self.expected[step][state])).collect())),
            ("variance", Values::Reals(cells().map(|(step, state)| Some(self.covariance[step][state * size + state])).collect())),
        ];
        Table::of_columns("chain_projection", columns)
    }

    fn position(&self, state: &str) -> Result<usize> {
        self.states.iter().position(|known| known == state).ok_or_else(|| {
            Error::setting(
                "state",
                format!("\"{state}\""),
                format!("is not a state of the chain; its states are {}", self.states.join(", ")),
            )
        })
    }

    fn no_step(&self, step: usize) -> Error {
        Error::setting("step", step, format!("was not followed; the last one is {}", self.steps()))
    }
}

/// Refuses more covariances than memory should hold.
fn check_size(size: usize, steps: usize) -> Result<()> {
    let found = (size as u64).pow(2) * (steps as u64 + 1);
    if found <= MOST_COVARIANCES {
        return Ok(());
    }
    let advice = "follow fewer steps, or put states together".into();
    Err(Error::Limit { what: "covariances of a chain (states × states × steps)", found, limit: MOST_COVARIANCES, advice })
}
