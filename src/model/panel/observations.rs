//! In which state each person was seen, and when: snapshots, as counts of steps from one to the next.

use crate::error::{Error, Result};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many persons were seen in one state and, so much later, in another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PanelStep {
    /// Position of the state seen first.
    pub from: u32,
    /// Position of the state seen next.
    pub to: u32,
    /// Time between, above 0.
    pub interval: f64,
    /// How many times this was seen.
    pub count: u64,
}

/// Snapshots of persons, as counts of what is seen from one to the next.
///
/// Integers, and all that the likelihood needs; the observations of two groups of persons add.
///
/// # Example
///
/// ```
/// use kaiin::model::panel::PanelObservations;
/// // A is a member twice and then lapsed; B is a member twice.
/// let seen = PanelObservations::new(&["member", "lapsed"], &["A", "A", "A", "B", "B"], &[2020.0, 2021.0, 2022.0, 2021.0, 2022.0],
///     &["member", "member", "lapsed", "member", "member"])?;
/// assert_eq!((seen.count("member", "member")?, seen.count("member", "lapsed")?), (2, 1));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct PanelObservations {
    pub(super) states: Vec<String>,
    /// By states and interval, ascending.
    pub(super) steps: Vec<PanelStep>,
    /// For each state whether the time at which it was reached is the true one.
    pub(super) exact: Vec<bool>,
}

/// Observations as they are read back, before they are checked.
#[derive(Deserialize)]
struct Unchecked {
    states: Vec<String>,
    steps: Vec<PanelStep>,
    exact: Vec<bool>,
}

impl TryFrom<Unchecked> for PanelObservations {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { states, steps, exact } = read;
        let is_state = |state: u32| (state as usize) < states.len();
        let fits = |step: &PanelStep| is_state(step.from) && is_state(step.to) && step.interval.is_finite() && step.interval > 0.0;
        if exact.len() != states.len() || !steps.iter().all(fits) {
            let shown = format!("of {} steps", steps.len());
            return Err(Error::setting("panel observations", shown, "have columns that do not fit; write them again"));
        }
        let mut counts = StepCounts::default();
        steps.iter().for_each(|step| counts.add(step.from, step.to, step.interval, step.count));
        Ok(Self { states, steps: counts.into_steps(), exact })
    }
}

/// Counts by states and interval; positive intervals are in the order of their bits.
#[derive(Debug, Clone, Default)]
pub(super) struct StepCounts(BTreeMap<(u32, u32, u64), u64>);

impl StepCounts {
    pub(super) fn add(&mut self, from: u32, to: u32, interval: f64, count: u64) {
        *self.0.entry((from, to, interval.to_bits())).or_default() += count;
    }

    pub(super) fn into_steps(self) -> Vec<PanelStep> {
        let step = |((from, to, bits), count)| PanelStep { from, to, interval: f64::from_bits(bits), count };
        self.0.into_iter().map(step).collect()
    }
}

impl PanelObservations {
    /// Snapshots from arrays: at `time` the `person` was in `state`. `states` lists the states in the order of results. Times are in
    /// any one unit; rates are per that unit.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`], with the row, for a state that is listed twice or not at all, a time that is not a
    /// finite number, and two rows of one person at one time; [`Error::NoRows`] when nobody is seen twice.
    pub fn new<S: AsRef<str>, P: AsRef<str> + Ord, T: AsRef<str>>(states: &[S], person: &[P], time: &[f64], state: &[T]) -> Result<Self> {
        for (column, found) in [("time", time.len()), ("state", state.len())] {
            if found != person.len() {
                return Err(Error::ColumnLength { column: column.into(), found, reference: "person".into(), expected: person.len() });
            }
        }
        if let Some(row) = time.iter().position(|time| !time.is_finite()) {
            return Err(Error::setting("time", time[row], format!("in row {row} is not a finite number; leave the row out or correct it")));
        }
        let names: Vec<String> = states.iter().map(|name| name.as_ref().to_owned()).collect();
        let place = |row: usize| {
            let name = state[row].as_ref();
            let reason = || format!("in row {row} is not among the states ({}); correct it or list it", names.join(", "));
            names.iter().position(|known| known == name).ok_or_else(|| Error::setting("state", name, reason()))
        };
        let seen = (0..person.len()).map(place).collect::<Result<Vec<_>>>()?;
        let mut order: Vec<usize> = (0..person.len()).collect();
        order.sort_by(|&a, &b| person[a].cmp(&person[b]).then(time[a].total_cmp(&time[b])).then(a.cmp(&b)));
        let mut counts = StepCounts::default();
        for pair in order.windows(2).filter(|pair| person[pair[0]] == person[pair[1]]) {
            let interval = time[pair[1]] - time[pair[0]];
            if interval <= 0.0 {
                let reason = format!("in row {} is that of row {} of the same person too; keep one of the two", pair[1], pair[0]);
                return Err(Error::setting("time", time[pair[1]], reason));
            }
            counts.add(seen[pair[0]] as u32, seen[pair[1]] as u32, interval, 1);
        }
        Self::of_counts(names, counts)
    }

    /// Observations of counts, when there are any.
    pub(super) fn of_counts(states: Vec<String>, counts: StepCounts) -> Result<Self> {
        if let Some(at) = (1..states.len()).find(|&at| states[..at].contains(&states[at])) {
            return Err(Error::setting("state", &states[at], "is listed twice; list it once"));
        }
        let steps = counts.into_steps();
        if steps.is_empty() {
            return Err(Error::NoRows {
                input: "the table of snapshots".into(),
                advice: "give two snapshots of at least one person".into(),
            });
        }
        Ok(Self { exact: vec![false; states.len()], states, steps })
    }

    /// The same, with some states whose times are not those of a snapshot but of the change itself: deaths, or exits with their day.
    /// Nobody is followed in such a state.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state; [`Error::Setting`] when persons are seen again after reaching it.
    pub fn exactly_observed(mut self, states: &[&str]) -> Result<Self> {
        for name in states {
            let at = self.position(name)?;
            if self.steps.iter().any(|step| step.from as usize == at) {
                let reason = "is seen again in a later row; a state with exact times must be the last of its persons";
                return Err(Error::setting("state", name, reason));
            }
            self.exact[at] = true;
        }
        Ok(self)
    }

    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// The steps, by states and interval.
    #[must_use]
    pub fn steps(&self) -> &[PanelStep] {
        &self.steps
    }

    /// How many times one state was seen after another, whatever the time between.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state.
    pub fn count(&self, from: &str, to: &str) -> Result<u64> {
        let (from, to) = (self.position(from)?, self.position(to)?);
        let is_it = |step: &&PanelStep| (step.from as usize, step.to as usize) == (from, to);
        Ok(self.steps.iter().filter(is_it).map(|step| step.count).sum())
    }

    /// The position of a state by its name.
    pub(super) fn position(&self, name: &str) -> Result<usize> {
        let found = self.states.iter().position(|state| state == name);
        found.ok_or_else(|| Error::missing(format!("state {name:?}"), format!("the states are: {}", self.states.join(", "))))
    }

    /// The observations of two groups with no person in both.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the states differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        if (&self.states, &self.exact) != (&other.states, &other.exact) {
            let (left, right) = (self.states.join(", "), other.states.join(", "));
            return Err(Error::Mismatch { what: "states", left, right });
        }
        let mut counts = StepCounts::default();
        self.steps.iter().chain(&other.steps).for_each(|step| counts.add(step.from, step.to, step.interval, step.count));
        Ok(Self { steps: counts.into_steps(), ..self.clone() })
    }

    /// The table: a row for each pair of states and interval.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let name =
            |of: fn(&PanelStep) -> u32| Values::Texts(self.steps.iter().map(|step| self.states.get(of(step) as usize).cloned()).collect());
        let columns = [
            ("from", name(|step| step.from)),
            ("to", name(|step| step.to)),
            ("interval", Values::Reals(self.steps.iter().map(|step| Some(step.interval)).collect())),
            ("count", Values::Integers(self.steps.iter().map(|step| i64::try_from(step.count).ok()).collect())),
        ];
        Table::of_columns("panel_steps", columns)
    }
}
