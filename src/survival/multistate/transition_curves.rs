//! Given a state at one time, how likely is each state at every later time?

use super::observations::state_position;
use super::settings::{MultistateSettings, MultistateVariance, StateProbability};
use super::transition_step::TransitionStep;
use super::transition_table::TransitionRiskTable;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// The probabilities of going from each state to each other, from a start to every later time (Aalen-Johansen).
///
/// "Still a member after ten years, given on leave at five" is `at("on_leave", "member", 10.0)` of curves that start at 5. From a state
/// in which nobody was at risk at first, the probability of staying is 1 until somebody is: see [`TransitionCurves::unsupported`].
///
/// # Formula
///
/// With `dN(h,j)` those who go from state `h` to state `j` at a time `u`, and `Y(h)` those at risk in `h` just before:
///
/// ```text
/// P(s, t) = product over times u in (s, t] of (I + dA(u)),   dA(h,j) = dN(h,j) / Y(h),   dA(h,h) = - sum of dA(h,j) over j
/// cov of row h of P(s, t) = (I + dA)ᵀ cov(before) (I + dA) + sum over states k of P(s; h,k)² cov dA(k)
/// ```
///
/// with `cov dA` by [`MultistateVariance`].
///
/// # References
///
/// O. O. Aalen and S. Johansen (1978), *Scand. J. Statist.* 5, 141–150; P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding (1993),
/// *Statistical Models Based on Counting Processes*, section IV.4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct TransitionCurves {
    settings: MultistateSettings,
    states: Vec<String>,
    start: f64,
    /// The last time at which anyone was seen.
    last_time: f64,
    absorbing: Vec<bool>,
    /// Weight at risk in each state just after the start.
    at_risk: Vec<f64>,
    /// The start and the later times at which somebody moves.
    times: Vec<f64>,
    /// `probability[(time * states + from) * states + to]`.
    probability: Vec<f64>,
    variance: Vec<f64>,
    /// `unsupported[time * states + from]`.
    unsupported: Vec<f64>,
}

/// The same as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    settings: MultistateSettings,
    states: Vec<String>,
    start: f64,
    last_time: f64,
    absorbing: Vec<bool>,
    at_risk: Vec<f64>,
    times: Vec<f64>,
    probability: Vec<f64>,
    variance: Vec<f64>,
    unsupported: Vec<f64>,
}

impl TryFrom<Unchecked> for TransitionCurves {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { settings, states, start, last_time, absorbing, at_risk, times, probability, variance, unsupported } = read;
        let size = states.len();
        let fits = absorbing.len() == size
            && probability.len() == times.len() * size * size
            && variance.len() == probability.len()
            && unsupported.len() == times.len() * size;
        if !fits {
            return Err(Error::setting(
                "transition probabilities",
                format!("of {size} states"),
                "has columns that do not fit; write it again",
            ));
        }
        Ok(Self { settings, states, start, last_time, absorbing, at_risk, times, probability, variance, unsupported })
    }
}

impl MultistateSettings {
    /// The probabilities from `start` to every later time at which somebody moves; times in the unit of the table.
    ///
    /// What happens at `start` itself has happened. The working memory grows with times × states².
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `start` is not a finite number, or lies at the last time seen or later.
    pub fn transition_curves(&self, table: &TransitionRiskTable, start: f64) -> Result<TransitionCurves> {
        let last_time = checked_start(table, start)?;
        let size = table.states().len();
        let mut rows = Rows::identity(self.variance, size);
        let mut curves = TransitionCurves {
            settings: *self,
            states: table.states().to_vec(),
            start,
            last_time,
            absorbing: (0..size).map(|state| table.is_absorbing(state)).collect(),
            at_risk: table.rows().find(|row| row.time > start).map_or(Vec::new(), |row| row.at_risk.to_vec()),
            times: Vec::new(),
            probability: Vec::new(),
            variance: Vec::new(),
            unsupported: Vec::new(),
        };
        curves.push(start, &rows);
        let mut step = TransitionStep::default();
        for at in (0..table.times().len()).filter(|&at| table.times()[at] > start) {
            rows.look_at(table.row(at).at_risk, &curves.absorbing);
            if step.read(table, at) {
                rows.pass(&mut step);
                curves.push(table.times()[at], &rows);
            }
        }
        Ok(curves)
    }
}

/// The last time of a table, when a start lies before it.
pub(super) fn checked_start(table: &TransitionRiskTable, start: f64) -> Result<f64> {
    match table.last_time().filter(|&last| start.is_finite() && start < last) {
        Some(last) => Ok(last),
        None => {
            let last = table.last_time().map_or("nobody was seen".to_owned(), |last| format!("the last time seen is {last}"));
            Err(Error::setting("start", start, format!("is not a time before the last one seen ({last}); choose an earlier start")))
        }
    }
}

/// The probabilities from each state, with the covariance of each row.
struct Rows {
    rule: MultistateVariance,
    size: usize,
    /// `probability[from * size + to]`.
    probability: Vec<f64>,
    /// `covariance[from][to * size + to]`.
    covariance: Vec<Vec<f64>>,
    /// For each state the largest probability that lay where nobody was at risk.
    unsupported: Vec<f64>,
}

impl Rows {
    fn identity(rule: MultistateVariance, size: usize) -> Self {
        let probability = (0..size * size).map(|at| f64::from(at / size == at % size)).collect();
        Self { rule, size, probability, covariance: vec![vec![0.0; size * size]; size], unsupported: vec![0.0; size] }
    }

    /// Notes how much of the probability lies where nobody is at risk at a time, although there one could be.
    fn look_at(&mut self, at_risk: &[f64], absorbing: &[bool]) {
        for (row, most) in self.probability.chunks_exact(self.size).zip(&mut self.unsupported) {
            let unseen = |&state: &usize| at_risk[state] == 0.0 && !absorbing[state];
            let lost: f64 = (0..self.size).filter(unseen).map(|state| row[state]).sum();
            *most = most.max(lost);
        }
    }

    fn pass(&mut self, step: &mut TransitionStep) {
        let size = self.size;
        let mut before = vec![0.0; size];
        for (row, square) in self.probability.chunks_exact_mut(size).zip(&mut self.covariance) {
            before.copy_from_slice(row);
            step.forward(row);
            step.congruence(square, size);
            let weight = if self.rule == MultistateVariance::Greenwood { &before } else { &*row };
            step.add_covariance(self.rule, weight, weight, square, size);
        }
    }
}

impl TransitionCurves {
    fn push(&mut self, time: f64, rows: &Rows) {
        self.times.push(time);
        self.probability.extend_from_slice(&rows.probability);
        let diagonal = |square: &Vec<f64>| square.iter().step_by(rows.size + 1).copied().collect::<Vec<_>>();
        self.variance.extend(rows.covariance.iter().flat_map(diagonal));
        self.unsupported.extend_from_slice(&rows.unsupported);
    }

    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// When the probabilities start.
    #[must_use]
    pub fn start(&self) -> f64 {
        self.start
    }

    /// The start, and the later times at which somebody moved, ascending.
    #[must_use]
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &MultistateSettings {
        &self.settings
    }

    /// The probability of being in state `to` at a time, given state `from` at the start.
    ///
    /// `None` before the start, for NaN, and after the last time seen unless all have come to where nobody leaves.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn at(&self, from: &str, to: &str, time: f64) -> Result<Option<StateProbability>> {
        let (from, to) = (state_position(&self.states, from)?, state_position(&self.states, to)?);
        Ok(self.point_at(from, time).map(|at| self.value(at, from, to)))
    }

    /// The position of the time in force, when the probabilities from a state are known at a time.
    fn point_at(&self, from: usize, time: f64) -> Option<usize> {
        let at = self.times.partition_point(|&known| known <= time).checked_sub(1)?;
        (time <= self.last_time || self.all_absorbed(at, from)).then_some(at)
    }

    /// Whether all probability lies in states that nobody leaves.
    fn all_absorbed(&self, at: usize, from: usize) -> bool {
        let row = (at * self.states.len() + from) * self.states.len();
        self.absorbing.iter().zip(&self.probability[row..]).all(|(&absorbing, &p)| absorbing || p == 0.0)
    }

    fn value(&self, at: usize, from: usize, to: usize) -> StateProbability {
        let place = (at * self.states.len() + from) * self.states.len() + to;
        self.settings.state_probability(self.probability[place], self.variance[place])
    }

    /// Weight at risk in a state just after the start: on how many the probabilities from it rest at first.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn at_risk(&self, state: &str) -> Result<f64> {
        let at = state_position(&self.states, state)?;
        Ok(self.at_risk.get(at).copied().unwrap_or(0.0))
    }

    /// The largest probability that, until a time, lay in a state in which nobody was at risk while others were seen: so much of the
    /// answer rests on nobody. 0 where all is well. With delayed entry an early risk set can be empty; start later then.
    ///
    /// `None` where the probabilities are not known.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn unsupported(&self, from: &str, time: f64) -> Result<Option<f64>> {
        let from = state_position(&self.states, from)?;
        Ok(self.point_at(from, time).map(|at| self.unsupported[at * self.states.len() + from]))
    }

    /// The table: a row for each time, state at the start and state reached.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let states = self.states.len();
        let places = || (0..self.times.len()).flat_map(move |at| (0..states * states).map(move |pair| (at, pair / states, pair % states)));
        let text = |of: &dyn Fn((usize, usize, usize)) -> usize| {
            Values::Texts(places().map(|place| self.states.get(of(place)).cloned()).collect())
        };
        let real = |of: &dyn Fn(StateProbability) -> Option<f64>| {
            Values::Reals(places().map(|(at, from, to)| of(self.value(at, from, to))).collect())
        };
        let columns = [
            ("time", Values::Reals(places().map(|(at, ..)| Some(self.times[at])).collect())),
            ("from", text(&|(_, from, _)| from)),
            ("to", text(&|(.., to)| to)),
            ("probability", real(&|value| Some(value.probability))),
            ("error", real(&|value| Some(value.error))),
            ("lower", real(&|value| value.limits.map(|limits| limits.lower))),
            ("upper", real(&|value| value.limits.map(|limits| limits.upper))),
        ];
        Table::of_columns("transition_probabilities", columns)
    }
}
