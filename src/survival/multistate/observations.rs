//! Rows from arrays: in which state each person was, from when to when, and which state came next.

use crate::cohort::StateTableSettings;
use crate::error::{Error, Result};
use crate::register::Register;
use crate::survival::near_ties::NearTies;
use std::collections::HashMap;

/// The most states that can be told apart.
pub const MOST_STATES: usize = 64;

/// Rows of time spent in states, as arrays.
///
/// One row is one stretch of one person in one state, `(entry, time]`, and the state that follows at `time`; `None` when the person was
/// last seen there. A person has one row or several that do not overlap. A person who is first seen late, or who was out of sight for
/// a while, is at risk from then on (delayed entry). A row that ends unseen, or in its own state, where another row of the
/// person begins in the same state, is no end: a stretch cut in two stays one stretch.
///
/// # Example
///
/// ```
/// use kaiin::survival::StateObservations;
/// let rows = StateObservations::new(
///     &["member", "lapsed"],
///     &["A", "A", "B"],
///     &["member", "lapsed", "member"],
///     &[Some("lapsed"), Some("member"), None],
///     &[0.0, 2.0, 0.0],
///     &[2.0, 3.0, 5.0],
/// )?;
/// assert_eq!((rows.len(), rows.states().len()), (3, 2));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StateObservations {
    pub(super) states: Vec<String>,
    /// Position of the person of each row.
    pub(super) person: Vec<u32>,
    pub(super) from: Vec<u32>,
    /// Position of the state that follows; `None` when the person was last seen, or seen on in the same state.
    pub(super) to: Vec<Option<u32>>,
    pub(super) entry: Vec<f64>,
    pub(super) time: Vec<f64>,
    /// Empty when every row counts once.
    pub(super) weight: Vec<f64>,
    /// Whether the row goes on in the next row of its person, in the same state.
    pub(super) goes_on: Vec<bool>,
}

impl StateObservations {
    /// Rows of persons in `states`, which are in the order in which results list them.
    ///
    /// `person` tells which rows belong to one person; `from` is the state of a row, `to` the state that follows (`None` for last seen),
    /// `entry` and `time` its beginning and end in any one unit.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without rows; [`Error::ColumnLength`]; [`Error::Limit`] beyond [`MOST_STATES`]; [`Error::Setting`], with the
    /// row, for a state that is listed twice or not at all, a time that is not a finite number, an entry that is not before its time, and
    /// rows of one person that overlap or do not fit (one leads to a state and the next begins in another at the same time).
    pub fn new<S: AsRef<str>, P: AsRef<str>, F: AsRef<str>, T: AsRef<str>>(
        states: &[S],
        person: &[P],
        from: &[F],
        to: &[Option<T>],
        entry: &[f64],
        time: &[f64],
    ) -> Result<Self> {
        let lengths = [("from", from.len()), ("to", to.len()), ("entry", entry.len()), ("time", time.len())];
        if let Some((column, found)) = lengths.into_iter().find(|(_, length)| *length != person.len()) {
            return Err(Error::ColumnLength { column: column.into(), found, reference: "person".into(), expected: person.len() });
        }
        if person.is_empty() {
            return Err(Error::NoRows { input: "the table of states".into(), advice: "give at least one stretch in a state".into() });
        }
        let names = state_names(states)?;
        let place = |name: &str, row: usize| {
            let found = names.iter().position(|state| state == name).and_then(|at| u32::try_from(at).ok());
            let reason = || format!("in row {row} is not among the states ({}); correct it or list it", names.join(", "));
            found.ok_or_else(|| Error::setting("state", name, reason()))
        };
        let from = from.iter().enumerate().map(|(row, name)| place(name.as_ref(), row)).collect::<Result<Vec<_>>>()?;
        let to = to.iter().enumerate().map(|(row, name)| name.as_ref().map(|name| place(name.as_ref(), row)).transpose());
        let to = to.collect::<Result<Vec<_>>>()?.into_iter().zip(&from).map(|(to, &from)| to.filter(|&to| to != from)).collect();
        let (goes_on, weight) = (vec![false; person.len()], Vec::new());
        let person = numbered(person);
        let mut rows = Self { states: names, person, from, to, entry: entry.to_vec(), time: time.to_vec(), weight, goes_on };
        rows.check_times()?;
        rows.link()?;
        Ok(rows)
    }

    /// The rows of a register, in days of the clock of the settings: for errors by person. Tables are enough for everything else, and
    /// small; what the settings group by does not matter here.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when nobody is at risk; as [`StateTableSettings::build`](crate::cohort::StateTableSettings::build).
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::StateTable};
    /// use kaiin::survival::{MultistateSettings, OccupationStart, StateObservations};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let rows = [
    ///     Episode::new("A", day(2023, 4, 1)?).until(day(2023, 4, 11)?, EndReason::Arrears),
    ///     Episode::new("A", day(2023, 5, 1)?),
    ///     Episode::new("B", day(2023, 4, 1)?),
    /// ];
    /// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let rows = StateObservations::of_register(&register, &StateTable::settings(FiscalCalendar::japan()))?;
    /// let shares = MultistateSettings::new().occupation(&rows, OccupationStart::default(), &[20.0, 30.0])?;
    /// assert_eq!(shares.share("lapsed", 0)?.map(|share| share.probability), Some(0.5));
    /// assert_eq!(shares.share("active", 1)?.map(|share| share.probability), Some(1.0));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_register(register: &Register, settings: &StateTableSettings) -> Result<Self> {
        let (states, stretches) = settings.stretches(register)?;
        if stretches.is_empty() {
            return Err(Error::NoRows {
                input: "the register".into(),
                advice: "choose a clock and a window in which somebody is at risk".into(),
            });
        }
        Ok(Self {
            states: states.iter().map(ToString::to_string).collect(),
            person: stretches.iter().map(|stretch| stretch.person).collect(),
            from: stretches.iter().map(|stretch| u32::from(stretch.from)).collect(),
            to: stretches.iter().map(|stretch| stretch.to.map(u32::from)).collect(),
            entry: stretches.iter().map(|stretch| f64::from(stretch.entry)).collect(),
            time: stretches.iter().map(|stretch| f64::from(stretch.end)).collect(),
            weight: Vec::new(),
            goes_on: vec![false; stretches.len()],
        })
    }

    /// The same rows, each counted as often as its weight says (whole or fractional). A row of weight 0 counts nowhere.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a weight that is negative or not a finite number, with the row, and when all are 0.
    pub fn weighted(mut self, weight: &[f64]) -> Result<Self> {
        if weight.len() != self.len() {
            let (found, expected) = (weight.len(), self.len());
            return Err(Error::ColumnLength { column: "weight".into(), found, reference: "time".into(), expected });
        }
        if let Some(row) = weight.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
            let reason = format!("in row {row} is not a number from 0 on; leave the row out or give it weight 0");
            return Err(Error::setting("weight", weight[row], reason));
        }
        if weight.iter().all(|&weight| weight == 0.0) {
            return Err(Error::setting("weight", 0, "is the weight of every row; nothing is left to count"));
        }
        self.weight = weight.to_vec();
        Ok(self)
    }

    /// The same rows with times that count as one made equal; see [`NearTies`]. Estimators do this by [`NearTies::Rounding`] unless told
    /// otherwise.
    #[must_use]
    pub fn merging(mut self, ties: NearTies) -> Self {
        ties.merge(&mut self.time.iter_mut().chain(self.entry.iter_mut()).collect::<Vec<_>>());
        self
    }

    /// The rows of the persons who are in a state just after a time, from that time on: what a landmark analysis looks at.
    ///
    /// A person who comes into the state at `start` itself is in it, one who leaves it then is not.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such state; [`Error::NoRows`] when nobody is in it then.
    pub fn landmark(&self, state: &str, start: f64) -> Result<Self> {
        let state = state_position(&self.states, state)? as u32;
        let is_there =
            |row: usize| self.from[row] == state && self.entry[row] <= start && start < self.time[row] && self.weight_of(row) > 0.0;
        let mut chosen = vec![false; self.person.iter().max().map_or(0, |&last| last as usize + 1)];
        (0..self.len()).filter(|&row| is_there(row)).for_each(|row| chosen[self.person[row] as usize] = true);
        self.after(start, |row| chosen[self.person[row] as usize]).ok_or_else(|| Error::NoRows {
            input: format!("state {:?} at {start}", self.states[state as usize]),
            advice: "choose a state and a time at which somebody is in it".into(),
        })
    }

    /// The part of some rows after a time, in the order of persons and times; `None` when there is none.
    pub(super) fn after(&self, start: f64, keep: impl Fn(usize) -> bool) -> Option<Self> {
        let rows: Vec<usize> = self.in_order().into_iter().filter(|&row| self.time[row] > start && keep(row)).collect();
        let part = Self {
            states: self.states.clone(),
            person: rows.iter().map(|&row| self.person[row]).collect(),
            from: rows.iter().map(|&row| self.from[row]).collect(),
            to: rows.iter().map(|&row| self.to[row]).collect(),
            entry: rows.iter().map(|&row| self.entry[row].max(start)).collect(),
            time: rows.iter().map(|&row| self.time[row]).collect(),
            weight: if self.weight.is_empty() { Vec::new() } else { rows.iter().map(|&row| self.weight[row]).collect() },
            goes_on: rows.iter().map(|&row| self.goes_on[row]).collect(),
        };
        (!rows.is_empty()).then_some(part)
    }

    /// The rows by person and time: sums in this order do not depend on that of the input.
    fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by(|&a, &b| self.person[a].cmp(&self.person[b]).then(self.entry[a].total_cmp(&self.entry[b])));
        order
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there is no row; there always is one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// The names of the states, in order.
    #[must_use]
    pub fn states(&self) -> &[String] {
        &self.states
    }

    /// The weight of a row.
    pub(super) fn weight_of(&self, row: usize) -> f64 {
        self.weight.get(row).copied().unwrap_or(1.0)
    }

    fn check_times(&self) -> Result<()> {
        for (name, values) in [("entry", &self.entry), ("time", &self.time)] {
            if let Some(row) = values.iter().position(|value| !value.is_finite()) {
                return Err(Error::setting(
                    name,
                    values[row],
                    format!("in row {row} is not a finite number; leave the row out or correct it"),
                ));
            }
        }
        match (0..self.len()).find(|&row| self.entry[row] >= self.time[row]) {
            Some(row) => {
                let reason = format!("in row {row} is not before its time {}; a row at risk for no time must be left out", self.time[row]);
                Err(Error::setting("entry", self.entry[row], reason))
            }
            None => Ok(()),
        }
    }

    /// Finds which rows go on in the next one, and refuses rows of one person that do not fit.
    fn link(&mut self) -> Result<()> {
        for pair in self.in_order().windows(2).filter(|pair| self.person[pair[0]] == self.person[pair[1]]) {
            let (before, after) = (pair[0], pair[1]);
            if self.entry[after] < self.time[before] {
                let reason = format!(
                    "in row {after} lies before the end {} of row {before} of the same person; rows must not overlap",
                    self.time[before]
                );
                return Err(Error::setting("entry", self.entry[after], reason));
            }
            if self.entry[after] > self.time[before] {
                continue;
            }
            let next = self.to[before].unwrap_or(self.from[before]);
            if next != self.from[after] {
                let (led, found) = (&self.states[next as usize], &self.states[self.from[after] as usize]);
                let reason = format!("in row {after} does not follow row {before} of the same person, which leads to {led:?} at that time");
                return Err(Error::setting("state", found, reason));
            }
            self.goes_on[before] = self.to[before].is_none();
        }
        Ok(())
    }
}

/// The names of states, each once.
fn state_names<S: AsRef<str>>(states: &[S]) -> Result<Vec<String>> {
    let names: Vec<String> = states.iter().map(|state| state.as_ref().to_owned()).collect();
    if names.len() > MOST_STATES {
        let advice = "put states together".into();
        return Err(Error::Limit { what: "states", found: names.len() as u64, limit: MOST_STATES as u64, advice });
    }
    match (1..names.len()).find(|&at| names[..at].contains(&names[at])) {
        Some(at) => Err(Error::setting("state", &names[at], "is listed twice; list it once")),
        None => Ok(names),
    }
}

/// The position of a state by its name, or the error that names those there are.
pub(super) fn state_position(states: &[String], name: &str) -> Result<usize> {
    let found = states.iter().position(|state| state == name);
    found.ok_or_else(|| Error::missing(format!("state {name:?}"), format!("the states are: {}", states.join(", "))))
}

/// A number for each distinct key, in the order of the keys, so that the order of the rows does not matter.
fn numbered<P: AsRef<str>>(keys: &[P]) -> Vec<u32> {
    let mut distinct: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let numbers: HashMap<&str, u32> = distinct.into_iter().zip(0..).collect();
    keys.iter().map(|key| numbers.get(key.as_ref()).copied().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(person: &[&str], from: &[&str], to: &[Option<&str>], entry: &[f64], time: &[f64]) -> Result<StateObservations> {
        StateObservations::new(&["in", "out"], person, from, to, entry, time)
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_row() {
        let message = |result: Result<StateObservations>| result.unwrap_err().to_string();
        let two = |from: [&str; 2], to: Option<&str>, entry: [f64; 2], time: [f64; 2]| of(&["A", "A"], &from, &[to, None], &entry, &time);
        assert!(
            message(two(["in", "gone"], None, [0.0, 1.0], [1.0, 2.0])).starts_with("state gone in row 1 is not among the states (in, out)")
        );
        assert!(message(two(["in", "in"], None, [0.0, 1.0], [1.5, 2.0])).starts_with("entry 1 in row 1 lies before the end 1.5 of row 0"));
        assert!(message(two(["in", "in"], Some("out"), [0.0, 1.0], [1.0, 2.0])).starts_with("state in in row 1 does not follow row 0"));
        assert!(message(two(["in", "out"], None, [0.0, 1.0], [1.0, 2.0])).contains("which leads to \"in\" at that time"));
        assert!(message(two(["in", "out"], Some("out"), [0.0, 1.0], [1.0, 1.0])).starts_with("entry 1 in row 1 is not before its time 1"));
        assert!(message(two(["in", "out"], Some("out"), [0.0, 1.0], [1.0, f64::NAN])).starts_with("time NaN in row 1"));
        assert!(message(of(&[], &[], &[], &[], &[])).contains("no data rows"));
        assert!(message(of(&["A"], &[], &[], &[], &[])).contains("has 0 rows but person has 1"));
        let rows = two(["in", "out"], Some("out"), [0.0, 1.0], [1.0, 2.0]).unwrap();
        assert!(message(rows.clone().weighted(&[1.0, -1.0])).starts_with("weight -1 in row 1"));
        assert!(message(rows.landmark("in", 1.5)).starts_with("state \"in\" at 1.5 has no data rows"));
    }

    #[test]
    fn a_stretch_cut_in_two_goes_on_and_one_out_of_sight_does_not() {
        let rows = of(&["A", "A", "A"], &["in", "in", "out"], &[None, None, None], &[0.0, 1.0, 5.0], &[1.0, 3.0, 6.0]).unwrap();
        assert_eq!(rows.goes_on, [true, false, false]);
    }
}
