//! Rows from arrays: when each was first seen, when last, what happened then, in which group, of which person, with which weight.

use super::near_ties::NearTies;
use crate::error::{Error, Result};

/// Rows of observed time, as arrays.
///
/// One row is one stretch of time at risk, `(entry, time]`, and what ended it. A person may have several rows (start-stop rows); give
/// [`persons`](Observations::persons) then, so that variances can tell. Times are in any one unit; results are in the same.
///
/// # Example
///
/// ```
/// use kaiin::survival::Observations;
/// let rows = Observations::of_events(&[1.0, 2.0, 2.0, 3.0], &[true, true, false, true])?;
/// assert_eq!(rows.len(), 4);
/// assert_eq!(rows.outcomes(), ["event"]);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Observations {
    pub(super) time: Vec<f64>,
    /// Position of the outcome counted from 1; 0 where the row is censored.
    pub(super) outcome: Vec<u32>,
    pub(super) outcome_names: Vec<String>,
    /// When the row enters; empty when all are at risk from the origin.
    pub(super) entry: Vec<f64>,
    /// Empty when every row counts once.
    pub(super) weight: Vec<f64>,
    /// Position of the group of each row; empty when there is one group.
    pub(super) group: Vec<u32>,
    pub(super) group_names: Vec<String>,
    /// Position of the person of each row; empty when every row is a person.
    pub(super) person: Vec<u32>,
}

/// One row, for models of later stages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ObservedRow {
    /// Before any time when the row is at risk from the origin.
    pub(crate) entry: f64,
    pub(crate) time: f64,
    pub(crate) is_event: bool,
    pub(crate) weight: f64,
    pub(crate) group: usize,
    pub(crate) person: usize,
}

impl Observations {
    /// Rows that end in one kind of event, or censored.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when the arrays differ in length, [`Error::Setting`] for a time that is not a finite number, with its row.
    pub fn of_events(time: &[f64], event: &[bool]) -> Result<Self> {
        same_length("event", event.len(), "time", time.len())?;
        let outcome = event.iter().map(|&event| u32::from(event)).collect();
        Self::new(time, outcome, vec!["event".to_owned()])
    }

    /// Rows that end in one of several outcomes, named, or censored (`None`). Outcomes are numbered in the order of their names.
    ///
    /// # Errors
    ///
    /// As [`Observations::of_events`].
    pub fn of_outcomes<S: AsRef<str>>(time: &[f64], outcome: &[Option<S>]) -> Result<Self> {
        same_length("outcome", outcome.len(), "time", time.len())?;
        let (names, codes) = coded(outcome.iter().map(|name| name.as_ref().map(AsRef::as_ref)));
        let codes = codes.into_iter().map(|code| code.map_or(0, |code| code + 1)).collect();
        Self::new(time, codes, names)
    }

    fn new(time: &[f64], outcome: Vec<u32>, outcome_names: Vec<String>) -> Result<Self> {
        finite("time", time)?;
        let (entry, weight, group, person) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Ok(Self { time: time.to_vec(), outcome, outcome_names, entry, weight, group, group_names: vec!["all".to_owned()], person })
    }

    /// The same rows, at risk only after their entry (delayed entry, left truncation).
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for an entry that is not a finite number or not before the time of its row, with the row.
    pub fn entering(mut self, entry: &[f64]) -> Result<Self> {
        same_length("entry", entry.len(), "time", self.time.len())?;
        finite("entry", entry)?;
        if let Some(row) = entry.iter().zip(&self.time).position(|(entry, time)| entry >= time) {
            let reason = format!("in row {row} is not before its time {}; a row at risk for no time must be left out", self.time[row]);
            return Err(Error::setting("entry", entry[row], reason));
        }
        self.entry = entry.to_vec();
        Ok(self)
    }

    /// The same rows, each counted as often as its weight says (whole or fractional). A row of weight 0 counts nowhere.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a weight that is negative or not a finite number, with the row, and when all are 0.
    pub fn weighted(mut self, weight: &[f64]) -> Result<Self> {
        same_length("weight", weight.len(), "time", self.time.len())?;
        finite("weight", weight)?;
        if let Some(row) = weight.iter().position(|&weight| weight < 0.0) {
            return Err(Error::setting("weight", weight[row], format!("in row {row} is negative; leave the row out or give it weight 0")));
        }
        if !weight.is_empty() && weight.iter().all(|&weight| weight == 0.0) {
            return Err(Error::setting("weight", 0, "is the weight of every row; nothing is left to count"));
        }
        self.weight = weight.to_vec();
        Ok(self)
    }

    /// The same rows in groups, named. Groups are in the order of their names.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one name a row.
    pub fn grouped<S: AsRef<str>>(mut self, group: &[S]) -> Result<Self> {
        same_length("group", group.len(), "time", self.time.len())?;
        let (names, codes) = coded(group.iter().map(|name| Some(name.as_ref())));
        self.group = codes.into_iter().flatten().collect();
        self.group_names = names;
        Ok(self)
    }

    /// The same rows, with the person that each is about.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one key a row.
    pub fn persons<S: AsRef<str>>(mut self, person: &[S]) -> Result<Self> {
        same_length("person", person.len(), "time", self.time.len())?;
        self.person = coded(person.iter().map(|key| Some(key.as_ref()))).1.into_iter().flatten().collect();
        Ok(self)
    }

    /// The same rows with times that count as one made equal; see [`NearTies`]. Estimators do this by [`NearTies::Rounding`] unless told
    /// otherwise.
    #[must_use]
    pub fn merging(mut self, ties: NearTies) -> Self {
        let mut all: Vec<&mut f64> = self.time.iter_mut().chain(self.entry.iter_mut()).collect();
        ties.merge(&mut all);
        self
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// The names of the outcomes, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        &self.outcome_names
    }

    /// The names of the groups, in order; `all` when the rows are not grouped.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.group_names
    }

    /// When a row enters; before any time when it is at risk from the origin.
    pub(super) fn entry_of(&self, row: usize) -> f64 {
        self.entry.get(row).copied().unwrap_or(f64::NEG_INFINITY)
    }

    /// The weight of a row.
    pub(super) fn weight_of(&self, row: usize) -> f64 {
        self.weight.get(row).copied().unwrap_or(1.0)
    }

    /// The position of the group of a row.
    pub(super) fn group_of(&self, row: usize) -> usize {
        self.group.get(row).map_or(0, |&group| group as usize)
    }

    /// The position of the person of a row.
    pub(super) fn person_of(&self, row: usize) -> usize {
        self.person.get(row).map_or(row, |&person| person as usize)
    }

    /// The rows of a group that count, that is, have a weight.
    pub(super) fn rows_of(&self, group: usize) -> Vec<usize> {
        (0..self.len()).filter(|&row| self.group_of(row) == group && self.weight_of(row) > 0.0).collect()
    }

    /// All that is known of a row.
    pub(crate) fn observed(&self, row: usize) -> ObservedRow {
        ObservedRow {
            entry: self.entry_of(row),
            time: self.time[row],
            is_event: self.outcome[row] > 0,
            weight: self.weight_of(row),
            group: self.group_of(row),
            person: self.person_of(row),
        }
    }

    /// The position of a group by its name.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] naming the groups there are.
    pub(super) fn group_position(&self, name: &str) -> Result<usize> {
        self.group_names.iter().position(|group| group == name).ok_or_else(|| {
            let known = self.group_names.join(", ");
            Error::missing(format!("group {name:?}"), format!("the groups are: {known}"))
        })
    }
}

/// The distinct names in order, and for each value the position of its name.
pub(super) fn coded<'a>(values: impl Iterator<Item = Option<&'a str>> + Clone) -> (Vec<String>, Vec<Option<u32>>) {
    let mut names: Vec<&str> = values.clone().flatten().collect();
    names.sort_unstable();
    names.dedup();
    let code = |name: &str| names.binary_search(&name).ok().and_then(|at| u32::try_from(at).ok());
    let codes = values.map(|value| value.and_then(code)).collect();
    (names.into_iter().map(str::to_owned).collect(), codes)
}

pub(super) fn same_length(column: &str, found: usize, reference: &str, expected: usize) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(Error::ColumnLength { column: column.to_owned(), found, reference: reference.to_owned(), expected })
}

fn finite(name: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(row) => {
            Err(Error::setting(name, values[row], format!("in row {row} is not a finite number; leave the row out or correct it")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_and_groups_are_numbered_by_name() {
        let rows = Observations::of_outcomes(&[1.0, 2.0, 3.0], &[Some("moved"), None, Some("arrears")]).unwrap();
        let rows = rows.grouped(&["b", "a", "b"]).unwrap();
        assert_eq!(rows.outcomes(), ["arrears", "moved"]);
        assert_eq!(rows.outcome, [2, 0, 1]);
        assert_eq!((rows.groups(), &rows.group[..]), (&["a".to_owned(), "b".to_owned()][..], &[1, 0, 1][..]));
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_row() {
        let rows = || Observations::of_events(&[1.0, 2.0], &[true, false]).unwrap();
        let message = |result: Result<Observations>| result.unwrap_err().to_string();
        assert!(message(rows().entering(&[0.0, 2.0])).starts_with("entry 2 in row 1 is not before its time 2"));
        assert!(message(rows().weighted(&[1.0, -1.0])).starts_with("weight -1 in row 1 is negative"));
        assert!(message(rows().weighted(&[0.0, 0.0])).contains("every row"));
        assert!(message(Observations::of_events(&[1.0, f64::INFINITY], &[true, true])).starts_with("time inf in row 1"));
        assert!(message(Observations::of_events(&[1.0], &[true, true])).contains("has 2 rows but time has 1"));
    }
}
