//! Given a state at one time, how long does a person spend in each state until another?

use super::ahead::Ahead;
use super::observations::state_position;
use super::settings::{MultistateSettings, MultistateVariance, StateTime};
use super::transition_curves::checked_start;
use super::transition_step::TransitionStep;
use super::transition_table::TransitionRiskTable;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// The mean time spent in each state from a start to a horizon, given each state at the start.
///
/// # Formula
///
/// ```text
/// L(s, t) = ∫ P(s, u) du from s to t
/// Var L(h,j) = sum over times v of sum over states k of P(s, v; h,k)² Var(sum over l of dA(k,l) (B(v; l,j) - B(v; k,j)))
/// B(v) = ∫ P(v, u) du from v to t
/// ```
///
/// with the variance of `dA` by [`MultistateVariance`].
///
/// # References
///
/// R. B. Geskus (2016), *Data Analysis with Competing Risks and Intermediate States*; R `mstate`, function `ELOS`, gives the means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct LengthOfStay {
    states: Vec<String>,
    start: f64,
    horizon: f64,
    beyond_follow_up: bool,
    /// `times[from * states + in]`.
    times: Vec<StateTime>,
}

/// The same as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    states: Vec<String>,
    start: f64,
    horizon: f64,
    beyond_follow_up: bool,
    times: Vec<StateTime>,
}

impl TryFrom<Unchecked> for LengthOfStay {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { states, start, horizon, beyond_follow_up, times } = read;
        let size = states.len();
        let fits = times.len() == size * size;
        if !fits {
            return Err(Error::setting("length of stay", format!("of {size} states"), "has columns that do not fit; write it again"));
        }
        Ok(Self { states, start, horizon, beyond_follow_up, times })
    }
}

impl MultistateSettings {
    /// The mean time spent in each state from `start` to `horizon`; times in the unit of the table.
    ///
    /// Beyond the last time seen the probabilities are drawn on as they are then; [`LengthOfStay::beyond_follow_up`] says so.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `start` is not a time before the last one seen, or `horizon` is not a finite time after it.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::{MultistateSettings, StateObservations};
    /// // A lapses at 2 and is back at 3; B stays.
    /// let rows = StateObservations::new(
    ///     &["member", "lapsed"],
    ///     &["A", "A", "A", "B"],
    ///     &["member", "lapsed", "member", "member"],
    ///     &[Some("lapsed"), Some("member"), None, None],
    ///     &[0.0, 2.0, 3.0, 0.0],
    ///     &[2.0, 3.0, 5.0, 5.0],
    /// )?;
    /// let stay = MultistateSettings::new().length_of_stay(&rows.risk_table()?, 0.0, 5.0)?;
    /// assert_eq!(stay.time("member", "member")?.mean, 4.5); // half of all are away for one of five
    /// assert_eq!(stay.time("member", "lapsed")?.mean, 0.5);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn length_of_stay(&self, table: &TransitionRiskTable, start: f64, horizon: f64) -> Result<LengthOfStay> {
        let last = checked_start(table, start)?;
        if !horizon.is_finite() || horizon <= start {
            return Err(Error::setting("horizon", horizon, format!("is not a finite time after the start {start}; give a later one")));
        }
        let size = table.states().len();
        let positions: Vec<usize> =
            (0..table.times().len()).filter(|&at| table.times()[at] > start && table.times()[at] <= horizon).collect();
        let (mean, variance) = self.stays(table, &positions, (start, horizon));
        let time = |(mean, variance): (f64, f64)| StateTime { mean, error: variance.max(0.0).sqrt() };
        let times = mean.into_iter().zip(variance).map(time).collect();
        let states = table.states().to_vec();
        let moving = |from: usize| !table.is_absorbing(from);
        Ok(LengthOfStay { beyond_follow_up: last < horizon && (0..size).any(moving), states, start, horizon, times })
    }

    /// Means and variances, by state at the start and state.
    fn stays(&self, table: &TransitionRiskTable, positions: &[usize], (start, horizon): (f64, f64)) -> (Vec<f64>, Vec<f64>) {
        let size = table.states().len();
        let ahead = Ahead::time(table, positions, start, horizon);
        let mut probability: Vec<f64> = (0..size * size).map(|at| f64::from(at / size == at % size)).collect();
        let mut variance = vec![0.0; size * size];
        let mut step = TransitionStep::default();
        for (at, &position) in positions.iter().enumerate() {
            if !step.read(table, position) {
                continue;
            }
            let before = probability.clone();
            probability.chunks_exact_mut(size).for_each(|row| step.forward(row));
            let weight = if self.variance == MultistateVariance::Greenwood { &before } else { &probability };
            let later = ahead.after(at);
            for (from, row) in weight.chunks_exact(size).enumerate() {
                for state in 0..size {
                    variance[from * size + state] += step.variance_of(self.variance, row, |reached| later[reached * size + state]);
                }
            }
        }
        (ahead.at_start().to_vec(), variance)
    }
}

impl LengthOfStay {
    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// From which time to which.
    #[must_use]
    pub fn period(&self) -> (f64, f64) {
        (self.start, self.horizon)
    }

    /// Whether the horizon lies after the last time seen, so that the probabilities were drawn on flat.
    #[must_use]
    pub fn beyond_follow_up(&self) -> bool {
        self.beyond_follow_up
    }

    /// The mean time spent in a state, given a state at the start. The times in all states add up to the whole period.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn time(&self, from: &str, state: &str) -> Result<StateTime> {
        let (from, state) = (state_position(&self.states, from)?, state_position(&self.states, state)?);
        Ok(self.times[from * self.states.len() + state])
    }

    /// The table: a row for each state at the start and state.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let size = self.states.len();
        let text = |of: &dyn Fn(usize) -> usize| Values::Texts((0..size * size).map(|at| self.states.get(of(at)).cloned()).collect());
        let real = |of: &dyn Fn(&StateTime) -> f64| Values::Reals(self.times.iter().map(|time| Some(of(time))).collect());
        let columns = [
            ("from", text(&|at| at / size)),
            ("state", text(&|at| at % size)),
            ("mean_time", real(&|time| time.mean)),
            ("error", real(&|time| time.error)),
        ];
        Table::of_columns("length_of_stay", columns)
    }
}
