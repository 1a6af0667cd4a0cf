//! How many are in each state at each time, whatever they were before: state occupation, with errors by person.

use super::ahead::Ahead;
use super::influence::StateInfluence;
use super::observations::{StateObservations, state_position};
use super::settings::{InitialShares, MultistateSettings, StateProbability, StateTime};
use super::transition_curves::checked_start;
use super::transition_table::TransitionRiskTable;
use crate::error::{Error, Result};
use crate::survival::near_ties::NearTies;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Who tells how persons are spread over the states at first.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupationStart {
    /// Those at risk at the first transition, as in R `survfit`. The default. With delayed entry they may be few, or all in one state.
    #[default]
    FirstTransition,
    /// Those seen just after a time: the shares start there, and what came before does not count.
    At(f64),
}

/// The share of persons in each state at some times (Aalen-Johansen), with errors by person.
///
/// Right for those who were there at the start whether or not the future depends on the past, as long as who is censored or enters late
/// is like those seen.
///
/// # Formula
///
/// With `p(0)` the shares at the start, `P` as for [`TransitionCurves`](super::TransitionCurves), and `w` the weight of a row in state `j`:
///
/// ```text
/// p(t)    = p(0) P(0, t)
/// U(t)    = sum over rows of the person of w p(u-; j) / Y(u; j) (P(u, t; to) - P(u-, t; j)) over the times u at which the row is at risk
///           [+ w (P(0, t; j) - p(t)) / (weight of all at the start) when the person is among those at the start]
/// Var p(t) = sum over persons of U(t)²                                       (infinitesimal jackknife)
/// ```
///
/// `to` is where the person is after `u`: the state reached, or `j` still. The term in brackets belongs to [`InitialShares::Estimated`].
///
/// # References
///
/// T. Therneau, *The survival package*, methods vignette, section on Aalen-Johansen estimates and their infinitesimal jackknife.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct StateOccupation {
    states: Vec<String>,
    initial: Vec<f64>,
    times: Vec<f64>,
    /// `shares[time * states + state]`.
    shares: Vec<Option<StateProbability>>,
}

/// The same as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    states: Vec<String>,
    initial: Vec<f64>,
    times: Vec<f64>,
    shares: Vec<Option<StateProbability>>,
}

impl TryFrom<Unchecked> for StateOccupation {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { states, initial, times, shares } = read;
        let size = states.len();
        let fits = initial.len() == size && shares.len() == times.len() * size;
        if !fits {
            return Err(Error::setting("state occupation", format!("of {size} states"), "has columns that do not fit; write it again"));
        }
        Ok(Self { states, initial, times, shares })
    }
}

/// The rows of an estimate, the table made of them, and where it starts.
struct Estimate {
    rows: StateObservations,
    table: TransitionRiskTable,
    /// The first time from which shares are known.
    start: f64,
    initial: Vec<f64>,
    /// For each row whether it is among those that tell the shares at the start.
    at_start: Vec<bool>,
}

impl Estimate {
    fn new(rows: &StateObservations, start: OccupationStart) -> Result<Self> {
        let merged = rows.clone().merging(NearTies::Rounding);
        if let OccupationStart::At(start) = start {
            checked_start(&merged.risk_table()?, start)?;
        }
        let from = if let OccupationStart::At(start) = start { start } else { f64::NEG_INFINITY };
        let rows = merged.after(from, |_| true).unwrap_or(merged);
        let table = rows.risk_table()?;
        let first_entry = table.first_entry().unwrap_or_default();
        let moving = table.rows().find(|row| row.moved.iter().any(|&moved| moved > 0.0)).or_else(|| table.rows().next_back());
        let first = moving.map_or(first_entry, |row| row.time);
        let is_there = |row: usize| match start {
            OccupationStart::At(start) => rows.entry[row] <= start,
            OccupationStart::FirstTransition => rows.entry[row] < first && first <= rows.time[row],
        };
        let at_start: Vec<bool> = (0..rows.len()).map(is_there).collect();
        let start = if let OccupationStart::At(start) = start { start } else { first_entry };
        let mut initial = vec![0.0; rows.states.len()];
        for row in (0..rows.len()).filter(|&row| at_start[row]) {
            initial[rows.from[row] as usize] += rows.weight_of(row);
        }
        let all: f64 = initial.iter().sum();
        if all <= 0.0 {
            return Err(Error::NoRows { input: format!("the time {start}"), advice: "start at a time at which somebody is seen".into() });
        }
        initial.iter_mut().for_each(|share| *share /= all);
        Ok(Self { rows, table, start, initial, at_start })
    }

    /// The positions of the times at which somebody moves, until an end.
    fn positions(&self, end: f64) -> Vec<usize> {
        let moves = |at: &usize| self.table.row(*at).moved.iter().any(|&moved| moved > 0.0);
        (0..self.table.times().len()).take_while(|&at| self.table.times()[at] <= end).filter(moves).collect()
    }

    /// What the value ahead of the start is on average, and the sum over persons of the squares of their influence on it, by state.
    fn value_and_variance(&self, rule: InitialShares, positions: &[usize], ahead: &Ahead) -> (Vec<f64>, Vec<f64>) {
        let size = self.initial.len();
        let mean: Vec<f64> = (0..size)
            .map(|state| self.initial.iter().zip(ahead.at_start().chunks_exact(size)).map(|(p, row)| p * row[state]).sum())
            .collect();
        let mut influence = StateInfluence::new(&self.rows, size);
        influence.of_moves(&self.table, positions, &self.initial, ahead);
        if rule == InitialShares::Estimated {
            influence.of_start(&self.at_start, &mean, ahead.at_start());
        }
        (mean, influence.squares())
    }

    /// Whether a share is known at a time.
    fn knows(&self, time: f64, shares: &[f64]) -> bool {
        let all_absorbed = || shares.iter().enumerate().all(|(state, &share)| share == 0.0 || self.table.is_absorbing(state));
        time >= self.start && (self.table.last_time().is_some_and(|last| time <= last) || all_absorbed())
    }
}

impl MultistateSettings {
    /// The share of persons in each state at some times, in the unit of the rows.
    ///
    /// Takes O(rows + times of the table × states²) for each time asked for: ask for the years, not for every day.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row counts; [`Error::Setting`] for a start at the last time seen or later.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::{MultistateSettings, OccupationStart, StateObservations};
    /// // A lapses at 2 and is back at 3; B stays.
    /// let rows = StateObservations::new(
    ///     &["member", "lapsed"],
    ///     &["A", "A", "A", "B"],
    ///     &["member", "lapsed", "member", "member"],
    ///     &[Some("lapsed"), Some("member"), None, None],
    ///     &[0.0, 2.0, 3.0, 0.0],
    ///     &[2.0, 3.0, 5.0, 5.0],
    /// )?;
    /// let occupation = MultistateSettings::new().occupation(&rows, OccupationStart::default(), &[2.5])?;
    /// let member = occupation.share("member", 0)?.expect("seen until 5");
    /// assert_eq!(member.probability, 0.5);
    /// assert!((member.error - (0.5_f64 * 0.5 / 2.0).sqrt()).abs() < 1e-15);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn occupation(&self, rows: &StateObservations, start: OccupationStart, times: &[f64]) -> Result<StateOccupation> {
        let estimate = Estimate::new(rows, start)?;
        let mut shares = Vec::with_capacity(times.len() * rows.states().len());
        for &time in times {
            let positions = estimate.positions(time);
            let (mean, variance) = estimate.value_and_variance(self.initial, &positions, &Ahead::probability(&estimate.table, &positions));
            let known = estimate.knows(time, &mean);
            shares.extend(mean.iter().zip(variance).map(|(&mean, variance)| known.then(|| self.state_probability(mean, variance))));
        }
        Ok(StateOccupation { states: rows.states().to_vec(), initial: estimate.initial, times: times.to_vec(), shares })
    }

    /// The mean time that a person spends in each state from the start until a horizon, by state in their order, with errors by person. The
    /// start of [`OccupationStart::FirstTransition`] is the earliest entry.
    ///
    /// # Formula
    ///
    /// ```text
    /// mean = ∫ p(t) dt from start to horizon,   Var = sum over persons of (∫ U(t) dt)²
    /// ```
    ///
    /// # Errors
    ///
    /// As [`MultistateSettings::occupation`]; [`Error::Setting`] when the horizon is not a time after the start and not after the last
    /// one seen.
    pub fn state_times(&self, rows: &StateObservations, start: OccupationStart, horizon: f64) -> Result<Vec<StateTime>> {
        let estimate = Estimate::new(rows, start)?;
        let last = estimate.table.last_time().unwrap_or(estimate.start);
        if !(horizon > estimate.start && horizon <= last) {
            let reason = format!("does not lie after the start {} and not after the last time seen {last}; correct it", estimate.start);
            return Err(Error::setting("horizon", horizon, reason));
        }
        let positions = estimate.positions(horizon);
        let ahead = Ahead::time(&estimate.table, &positions, estimate.start, horizon);
        let (mean, variance) = estimate.value_and_variance(self.initial, &positions, &ahead);
        Ok(mean.into_iter().zip(variance).map(|(mean, variance)| StateTime { mean, error: variance.max(0.0).sqrt() }).collect())
    }
}

impl StateOccupation {
    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// The shares at the start, by state.
    #[must_use]
    pub fn initial(&self) -> &[f64] {
        &self.initial
    }

    /// The times asked for.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The share in a state at the time at a position among those asked for. `None` before anyone was seen, and after the last time
    /// seen unless all have come to where nobody leaves; also beyond the last position.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn share(&self, state: &str, position: usize) -> Result<Option<StateProbability>> {
        let state = state_position(&self.states, state)?;
        Ok(self.shares.get(position * self.states.len() + state).copied().flatten())
    }

    /// The table: a row for each time and state.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let size = self.states.len();
        let real = |of: &dyn Fn(&StateProbability) -> Option<f64>| {
            Values::Reals(self.shares.iter().map(|share| share.as_ref().and_then(of)).collect())
        };
        let columns = [
            ("time", Values::Reals((0..self.shares.len()).map(|at| self.times.get(at / size).copied()).collect())),
            ("state", Values::Texts((0..self.shares.len()).map(|at| self.states.get(at % size).cloned()).collect())),
            ("share", real(&|share| Some(share.probability))),
            ("error", real(&|share| Some(share.error))),
            ("lower", real(&|share| share.limits.map(|limits| limits.lower))),
            ("upper", real(&|share| share.limits.map(|limits| limits.upper))),
        ];
        Table::of_columns("state_occupation", columns)
    }
}
