//! States and the probabilities of moving between them, year by year.

use super::settings::ChainSettings;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Most states of a chain: its covariances are a square of that size for every step.
const MOST_STATES: usize = 1_000;
/// By how much a row of probabilities may miss 1 for being typed in with few digits.
const ROW_TOLERANCE: f64 = 1e-9;

/// States, and for each step the probabilities of going from one to another.
///
/// Row `i` of a matrix holds the probabilities of going from state `i` to each state, and sums to 1: people who leave for good go to a
/// state that they never leave.
///
/// # Example
///
/// ```
/// use kaiin::projection::MarkovChain;
/// let chain = MarkovChain::constant(["member", "gone"], &[[0.75, 0.25], [0.0, 1.0]])?;
/// let later = chain.starting_with(&[16.0, 0.0])?.run(2)?;
/// assert_eq!(later.expected(2)?, [9.0, 7.0]); // 16 × 0.75 × 0.75
/// assert_eq!(later.covariance(2, "member", "member")?, 16.0 * 0.5625 * 0.4375);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkovChain {
    states: Vec<String>,
    /// The matrix of each step by rows; the last one holds for all later steps.
    steps: Vec<Vec<Vec<f64>>>,
}

impl MarkovChain {
    /// A chain whose probabilities are the same in every step.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a state is named twice, a probability is not in [0, 1], or a row does not sum to 1;
    /// [`Error::ColumnLength`] when the matrix is not square with a row and column for each state; [`Error::NoRows`] without states;
    /// [`Error::Limit`] beyond 1,000 states.
    pub fn constant<S: Into<String>, R: AsRef<[f64]>>(states: impl IntoIterator<Item = S>, probabilities: &[R]) -> Result<Self> {
        Self::by_step(states, &[probabilities])
    }

    /// A chain with a matrix for each step; the last one holds for all later steps.
    ///
    /// # Errors
    ///
    /// As [`MarkovChain::constant`]; [`Error::NoRows`] without any matrix.
    pub fn by_step<S: Into<String>, M: AsRef<[R]>, R: AsRef<[f64]>>(states: impl IntoIterator<Item = S>, steps: &[M]) -> Result<Self> {
        let states: Vec<String> = states.into_iter().map(Into::into).take(MOST_STATES + 1).collect();
        check_states(&states)?;
        if steps.is_empty() {
            return Err(Error::NoRows {
                input: "the list of matrices".into(),
                advice: "give the probabilities of at least one step".into(),
            });
        }
        let steps = steps.iter().map(|matrix| checked_matrix(&states, matrix.as_ref())).collect::<Result<_>>()?;
        Ok(Self { states, steps })
    }

    /// The names of the states.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// The matrix of a step, the first being step 1, by rows.
    #[must_use]
    pub fn probabilities(&self, step: usize) -> &[Vec<f64>] {
        self.steps.get(step.saturating_sub(1)).or(self.steps.last()).map_or(&[], Vec::as_slice)
    }

    /// Whether the probabilities are the same in every step.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.steps.windows(2).all(|pair| pair.first() == pair.last())
    }

    /// Settings for following the given number of people in each state.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one number for each state; [`Error::Setting`] when one is negative, infinite or NaN.
    pub fn starting_with(&self, people: &[f64]) -> Result<ChainSettings<'_>> {
        ChainSettings::new(self, people)
    }

    /// The position of a state.
    pub(super) fn position(&self, state: &str) -> Result<usize> {
        self.states.iter().position(|known| known == state).ok_or_else(|| {
            Error::setting(
                "state",
                format!("\"{state}\""),
                format!("is not a state of the chain; its states are {}", self.states.join(", ")),
            )
        })
    }
}

/// Refuses no state, too many, and the same twice.
fn check_states(states: &[String]) -> Result<()> {
    if states.is_empty() {
        return Err(Error::NoRows { input: "the list of states".into(), advice: "name at least one".into() });
    }
    if states.len() > MOST_STATES {
        let advice = "put states together whose people move alike".into();
        return Err(Error::Limit { what: "states of a chain", found: states.len() as u64, limit: MOST_STATES as u64, advice });
    }
    match states.iter().enumerate().find(|(at, state)| states[..*at].contains(state)) {
        Some((_, state)) => Err(Error::setting("state", format!("\"{state}\""), "is named twice; give each state a name of its own")),
        None => Ok(()),
    }
}

/// The matrix, when it has a row and a column for each state and its rows are probabilities.
fn checked_matrix<R: AsRef<[f64]>>(states: &[String], rows: &[R]) -> Result<Vec<Vec<f64>>> {
    same_length("rows of the matrix", rows.len(), states)?;
    rows.iter().zip(states).map(|(row, state)| checked_row(states, row.as_ref(), state)).collect()
}

/// The row of a state, scaled to sum to 1 exactly enough.
fn checked_row(states: &[String], row: &[f64], state: &str) -> Result<Vec<f64>> {
    same_length(&format!("row \"{state}\" of the matrix"), row.len(), states)?;
    if let Some(wrong) = row.iter().find(|probability| !(0.0..=1.0).contains(*probability)) {
        return Err(Error::setting("probability", wrong, format!("of going on from \"{state}\" is outside [0, 1]; write 0.05 for 5 %")));
    }
    let sum: f64 = row.iter().sum();
    if (sum - 1.0).abs() > ROW_TOLERANCE {
        let reason =
            format!("is the sum of the probabilities of going on from \"{state}\"; it must be 1: name a state for those who leave");
        return Err(Error::setting("row sum", sum, reason));
    }
    Ok(row.to_vec())
}

/// Refuses a list that has not one entry for each state.
pub(super) fn same_length(column: &str, found: usize, states: &[String]) -> Result<()> {
    if found == states.len() {
        return Ok(());
    }
    Err(Error::ColumnLength { column: column.into(), found, reference: "the list of states".into(), expected: states.len() })
}
