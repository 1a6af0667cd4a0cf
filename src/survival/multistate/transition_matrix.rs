//! Given a state at one time, how likely is each state at another, and how do these estimates hang together?

use super::observations::state_position;
use super::settings::{MultistateSettings, MultistateVariance, StateProbability};
use super::transition_curves::checked_start;
use super::transition_step::TransitionStep;
use super::transition_table::TransitionRiskTable;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// The probabilities of going from each state at one time to each state at another, with the covariance of all of them.
///
/// Formula and assumptions as for [`TransitionCurves`](super::TransitionCurves).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct TransitionMatrix {
    settings: MultistateSettings,
    states: Vec<String>,
    start: f64,
    end: f64,
    /// `probability[from * states + to]`.
    probability: Vec<f64>,
    /// For each pair of rows `(a, b)`, `a <= b`, in the order (0,0), (0,1), … (1,1), …: `covariance[to of a * states + to of b]`.
    covariance: Vec<Vec<f64>>,
}

/// The same as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    settings: MultistateSettings,
    states: Vec<String>,
    start: f64,
    end: f64,
    probability: Vec<f64>,
    covariance: Vec<Vec<f64>>,
}

impl TryFrom<Unchecked> for TransitionMatrix {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { settings, states, start, end, probability, covariance } = read;
        let size = states.len();
        let fits = probability.len() == size * size
            && covariance.len() == size * (size + 1) / 2
            && covariance.iter().all(|square| square.len() == size * size);
        if !fits {
            return Err(Error::setting("transition matrix", format!("of {size} states"), "has columns that do not fit; write it again"));
        }
        Ok(Self { settings, states, start, end, probability, covariance })
    }
}

impl MultistateSettings {
    /// The probabilities of going from each state at `start` to each state at `end`; times in the unit of the table.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `start` is not a time before the last one seen, or `end` does not lie between `start` and the last time
    /// seen.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::{MultistateSettings, StateObservations};
    /// // Of four members one goes on leave at 1; one of the other three resigns at 2.
    /// let rows = StateObservations::new(
    ///     &["active", "on_leave", "out"],
    ///     &["A", "A", "B", "C", "D"],
    ///     &["active", "on_leave", "active", "active", "active"],
    ///     &[Some("on_leave"), None, Some("out"), None, None],
    ///     &[0.0, 1.0, 0.0, 0.0, 0.0],
    ///     &[1.0, 3.0, 2.0, 3.0, 3.0],
    /// )?;
    /// let matrix = MultistateSettings::new().transition_matrix(&rows.risk_table()?, 0.0, 3.0)?;
    /// let on_the_roll = matrix.share("active", &["active", "on_leave"])?;
    /// assert_eq!(on_the_roll.probability, 0.75);
    /// assert!((on_the_roll.error - (0.75_f64 * 0.25 / 4.0).sqrt()).abs() < 1e-15); // as for 3 of 4
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn transition_matrix(&self, table: &TransitionRiskTable, start: f64, end: f64) -> Result<TransitionMatrix> {
        let last = checked_start(table, start)?;
        if !(start..=last).contains(&end) {
            return Err(Error::setting(
                "end",
                end,
                format!("does not lie between the start {start} and the last time seen {last}; correct it"),
            ));
        }
        let size = table.states().len();
        let mut probability: Vec<f64> = (0..size * size).map(|at| f64::from(at / size == at % size)).collect();
        let mut covariance = vec![vec![0.0; size * size]; size * (size + 1) / 2];
        let mut step = TransitionStep::default();
        let times = table.times();
        for at in (0..times.len()).filter(|&at| times[at] > start && times[at] <= end) {
            if !step.read(table, at) {
                continue;
            }
            let before = probability.clone();
            probability.chunks_exact_mut(size).for_each(|row| step.forward(row));
            let weight = if self.variance == MultistateVariance::Greenwood { &before } else { &probability };
            let rows: Vec<&[f64]> = weight.chunks_exact(size).collect();
            for (square, (a, b)) in covariance.iter_mut().zip(pairs(size)) {
                step.congruence(square, size);
                step.add_covariance(self.variance, rows[a], rows[b], square, size);
            }
        }
        Ok(TransitionMatrix { settings: *self, states: table.states().to_vec(), start, end, probability, covariance })
    }
}

/// The pairs of rows whose covariance is kept.
fn pairs(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).flat_map(move |a| (a..size).map(move |b| (a, b)))
}

impl TransitionMatrix {
    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// From which time to which.
    #[must_use]
    pub fn period(&self) -> (f64, f64) {
        (self.start, self.end)
    }

    /// The probability of being in state `to` at the end, given state `from` at the start.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn probability(&self, from: &str, to: &str) -> Result<StateProbability> {
        self.share(from, &[to])
    }

    /// The probability of being in any of some states at the end, given state `from` at the start.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state; [`Error::Setting`] when one is named twice.
    pub fn share(&self, from: &str, to: &[&str]) -> Result<StateProbability> {
        let from = state_position(&self.states, from)?;
        let mut initial = vec![0.0; self.states.len()];
        initial[from] = 1.0;
        Ok(self.combined(&initial, &self.positions(to)?))
    }

    /// The probability of being in any of some states at the end, when so many, as shares that add up to 1, are in each state at the start.
    /// The shares are taken as known.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one share a state; [`Error::Setting`] when they are not shares that add up to 1;
    /// as [`TransitionMatrix::share`].
    pub fn share_from(&self, initial: &[f64], to: &[&str]) -> Result<StateProbability> {
        if initial.len() != self.states.len() {
            let (found, expected) = (initial.len(), self.states.len());
            return Err(Error::ColumnLength { column: "initial".into(), found, reference: "states".into(), expected });
        }
        let sum: f64 = initial.iter().sum();
        if initial.iter().any(|&share| !(0.0..=1.0).contains(&share)) || (sum - 1.0).abs() > 1e-9 {
            return Err(Error::setting("initial", format!("{initial:?}"), "are not shares that add up to 1; divide by their sum"));
        }
        Ok(self.combined(initial, &self.positions(to)?))
    }

    /// The covariance of two estimated probabilities, each of a state at the start and one at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn covariance(&self, one: (&str, &str), other: (&str, &str)) -> Result<f64> {
        let position = |name: &str| state_position(&self.states, name);
        Ok(self.covariance_of((position(one.0)?, position(one.1)?), (position(other.0)?, position(other.1)?)))
    }

    fn covariance_of(&self, one: (usize, usize), other: (usize, usize)) -> f64 {
        let size = self.states.len();
        let ((a, to_a), (b, to_b)) = if one.0 <= other.0 { (one, other) } else { (other, one) };
        // Rows before `a` have `size`, `size - 1`, … pairs.
        let pair = a * size - a * a.saturating_sub(1) / 2 + (b - a);
        self.covariance[pair][to_a * size + to_b]
    }

    fn positions(&self, to: &[&str]) -> Result<Vec<usize>> {
        let mut found = to.iter().map(|name| state_position(&self.states, name)).collect::<Result<Vec<_>>>()?;
        found.sort_unstable();
        match found.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::setting("state", &self.states[pair[0]], "is named twice; name it once")),
            None => Ok(found),
        }
    }

    fn combined(&self, initial: &[f64], to: &[usize]) -> StateProbability {
        let size = self.states.len();
        let from: Vec<(usize, f64)> = initial.iter().copied().enumerate().filter(|(_, share)| *share > 0.0).collect();
        let probability =
            from.iter().map(|&(from, share)| share * to.iter().map(|&to| self.probability[from * size + to]).sum::<f64>()).sum();
        let mut variance = 0.0;
        for &(a, share_a) in &from {
            for &(b, share_b) in &from {
                let pairs = to.iter().flat_map(|&to_a| to.iter().map(move |&to_b| (to_a, to_b)));
                variance += share_a * share_b * pairs.map(|(to_a, to_b)| self.covariance_of((a, to_a), (b, to_b))).sum::<f64>();
            }
        }
        self.settings.state_probability(probability, variance)
    }

    /// The table: a row for each state at the start and state at the end.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let size = self.states.len();
        let places = || (0..size * size).map(move |at| (at / size, at % size));
        let value = |(from, to): (usize, usize)| {
            let variance = self.covariance_of((from, to), (from, to));
            self.settings.state_probability(self.probability[from * size + to], variance)
        };
        let real = |of: &dyn Fn(StateProbability) -> Option<f64>| Values::Reals(places().map(|place| of(value(place))).collect());
        let columns = [
            ("from", Values::Texts(places().map(|(from, _)| self.states.get(from).cloned()).collect())),
            ("to", Values::Texts(places().map(|(_, to)| self.states.get(to).cloned()).collect())),
            ("probability", real(&|value| Some(value.probability))),
            ("error", real(&|value| Some(value.error))),
            ("lower", real(&|value| value.limits.map(|limits| limits.lower))),
            ("upper", real(&|value| value.limits.map(|limits| limits.upper))),
        ];
        Table::of_columns("transition_matrix", columns)
    }
}
