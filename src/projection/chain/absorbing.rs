//! How long people stay before they end in a state that nobody leaves, and in which.

use super::model::MarkovChain;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

/// Times spent in the states of an absorbing chain, from every state that people leave at last.
///
/// Steps include the one in which people are at the start: who leaves at once has spent one.
///
/// # Formula
///
/// ```text
/// N = (I - Q)^-1,   t = N 1,   var = (2 N - I) t - t²,   B = N R
/// ```
///
/// where Q holds the probabilities between states that people leave (transient) and R those from there to states that nobody leaves
/// (absorbing).
///
/// # References
///
/// J. G. Kemeny and J. L. Snell (1976), *Finite Markov Chains*, Springer, theorems 3.2.1, 3.3.3, 3.3.5 and 3.3.7.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AbsorbingTimes {
    /// States that everyone leaves at last.
    pub transient: Vec<String>,
    /// States that nobody leaves.
    pub absorbing: Vec<String>,
    /// Expected steps spent in each transient state (columns), by the transient state of the start (rows).
    pub steps_in_state: Vec<Vec<f64>>,
    /// Expected steps until an absorbing state is reached, by the state of the start.
    pub expected_steps: Vec<f64>,
    /// Variance of these steps.
    pub variance_of_steps: Vec<f64>,
    /// Probability of ending in each absorbing state (columns), by the state of the start (rows).
    pub probability_of_end: Vec<Vec<f64>>,
}

impl MarkovChain {
    /// How long people stay before they end in a state that nobody leaves.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the probabilities differ from step to step, when every state is left or none is, or when some people
    /// never reach a state that nobody leaves.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::projection::MarkovChain;
    /// let chain = MarkovChain::constant(["member", "gone"], &[[0.75, 0.25], [0.0, 1.0]])?;
    /// let times = chain.absorbing_times()?;
    /// assert_eq!((times.expected_steps[0], times.variance_of_steps[0]), (4.0, 12.0)); // 1 / q and (1 - q) / q²
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn absorbing_times(&self) -> Result<AbsorbingTimes> {
        if !self.is_constant() {
            return Err(Error::setting("chain", "by step", "has probabilities that change; times to the end need the same in every step"));
        }
        let rows = self.probabilities(1);
        let (absorbing, transient): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|&state| rows[state][state] == 1.0);
        if absorbing.is_empty() || transient.is_empty() {
            let reason = "must have a state that nobody leaves (probability 1 of staying) and one that people leave";
            return Err(Error::setting("chain", self.states().join(", "), reason));
        }
        let size = transient.len();
        let within = DMatrix::from_fn(size, size, |from, to| rows[transient[from]][transient[to]]);
        let out = DMatrix::from_fn(size, absorbing.len(), |from, to| rows[transient[from]][absorbing[to]]);
        let stays = DMatrix::<f64>::identity(size, size);
        let fundamental = self.leads_out(&transient, &absorbing).then(|| (&stays - &within).try_inverse()).flatten();
        let Some(fundamental) = fundamental else {
            let reason = "has states from which no state that nobody leaves is ever reached; times to the end have no limit";
            return Err(Error::setting("chain", self.states().join(", "), reason));
        };
        let steps = &fundamental * DVector::from_element(size, 1.0);
        let variance = (&fundamental * 2.0 - stays) * &steps - steps.component_mul(&steps);
        let names = |places: &[usize]| places.iter().map(|&at| self.states()[at].clone()).collect();
        Ok(AbsorbingTimes {
            transient: names(&transient),
            absorbing: names(&absorbing),
            probability_of_end: rows_of(&(&fundamental * out)),
            steps_in_state: rows_of(&fundamental),
            expected_steps: steps.iter().copied().collect(),
            variance_of_steps: variance.iter().copied().collect(),
        })
    }

    /// Whether some absorbing state can be reached from every transient one.
    fn leads_out(&self, transient: &[usize], absorbing: &[usize]) -> bool {
        let rows = self.probabilities(1);
        let mut reached = absorbing.to_vec();
        let mut next = 0;
        while let Some(&to) = reached.get(next) {
            let from = transient.iter().filter(|&&from| rows[from][to] > 0.0 && !reached.contains(&from));
            let from: Vec<usize> = from.copied().collect();
            reached.extend(from);
            next += 1;
        }
        reached.len() == rows.len()
    }
}

impl AbsorbingTimes {
    /// The times as columns: `from`, `expected_steps`, `variance_of_steps`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let reals = |values: &[f64]| Values::Reals(values.iter().map(|&value| Some(value)).collect());
        let columns = [
            ("from", Values::Texts(self.transient.iter().map(|state| Some(state.clone())).collect())),
            ("expected_steps", reals(&self.expected_steps)),
            ("variance_of_steps", reals(&self.variance_of_steps)),
        ];
        Table::of_columns("absorbing_times", columns)
    }
}

/// The rows of a matrix.
fn rows_of(matrix: &DMatrix<f64>) -> Vec<Vec<f64>> {
    matrix.row_iter().map(|row| row.iter().copied().collect()).collect()
}
