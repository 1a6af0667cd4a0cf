//! Times of leaving, of being last seen and of entering late, counted by time: what a curve in time needs to know.

use crate::cohort::DurationTable;
use crate::error::{Error, Result};
use crate::survival::Observations;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that happened at a time, as often as its weight says.
pub(super) type Weighted = (f64, f64);

/// When members left, were last seen, or entered late: right-censored and left-truncated lifetimes, in any one unit of time.
///
/// Assumes that who is no longer seen would have left like those who are, and that who enters late is like those who were there.
///
/// # Example
///
/// ```
/// use kaiin::{model::curve::Lifetimes, survival::Observations};
/// let rows = Observations::of_events(&[2.0, 3.0, 3.0], &[true, false, true])?.entering(&[0.0, 1.0, 0.0])?;
/// let lifetimes = Lifetimes::of_observations(&rows)?;
/// assert_eq!((lifetimes.people(), lifetimes.events(), lifetimes.exposure()), (3.0, 2.0, 7.0));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lifetimes {
    /// Ascending, each time once.
    left: Vec<Weighted>,
    last_seen: Vec<Weighted>,
    /// Entries after 0.
    entered: Vec<Weighted>,
    people: f64,
}

impl Lifetimes {
    /// All rows together; the end with any outcome is an event.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row counts; [`Error::Setting`] when a row ends at 0 or before, with the row.
    pub fn of_observations(rows: &Observations) -> Result<Self> {
        Self::of_rows(rows, (0..rows.len()).collect())
    }

    /// The rows of one group.
    ///
    /// # Errors
    ///
    /// As [`Lifetimes::of_observations`]; [`Error::Missing`] when there is no such group.
    pub fn of_group(rows: &Observations, group: &str) -> Result<Self> {
        let group = rows.groups().iter().position(|name| name == group).ok_or_else(|| {
            let known = rows.groups().join(", ");
            Error::missing(format!("group {group:?}"), format!("the groups are: {known}"))
        })?;
        Self::of_rows(rows, (0..rows.len()).filter(|&row| rows.observed(row).group == group).collect())
    }

    fn of_rows(rows: &Observations, chosen: Vec<usize>) -> Result<Self> {
        let (mut left, mut last_seen, mut entered) = (Vec::new(), Vec::new(), Vec::new());
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        for row in chosen {
            let seen = rows.observed(row);
            if seen.weight == 0.0 {
                continue;
            }
            if seen.time <= 0.0 {
                let reason = format!("in row {row} is not after 0, when the clock starts; leave the row out or move the clock");
                return Err(Error::setting("time", seen.time, reason));
            }
            if seen.is_event { &mut left } else { &mut last_seen }.push((seen.time, seen.weight));
            if seen.entry > 0.0 {
                entered.push((seen.entry, seen.weight));
            }
            let most = weights.entry(seen.person).or_default();
            *most = most.max(seen.weight);
        }
        let mut weights: Vec<f64> = weights.into_values().collect();
        weights.sort_by(f64::total_cmp);
        Self::counted(left, last_seen, entered, weights.iter().sum())
    }

    /// A group of a table of durations, in days; leaving for any reason is an event.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is no group at the position; [`Error::NoRows`] when nobody of it was seen for a day.
    pub fn of_durations(durations: &DurationTable, group: usize) -> Result<Self> {
        if durations.counts_of(group).is_none() {
            let reason = format!("is not a position among the {} groups of the table", durations.groups().len());
            return Err(Error::setting("group", group, reason));
        }
        let (mut left, mut last_seen, mut entered) = (Vec::new(), Vec::new(), Vec::new());
        for row in durations.rows(group).filter(|row| row.days > 0) {
            let day = f64::from(row.days);
            left.push((day, row.exits.total() as f64));
            last_seen.push((day, row.censored as f64));
            entered.push((day, row.entered_late as f64));
        }
        let people = left.iter().chain(&last_seen).map(|(_, weight)| weight).sum();
        Self::counted(left, last_seen, entered, people)
    }

    fn counted(left: Vec<Weighted>, last_seen: Vec<Weighted>, entered: Vec<Weighted>, people: f64) -> Result<Self> {
        if people <= 0.0 {
            return Err(Error::NoRows { input: "the lifetimes".into(), advice: "give at least one row with a weight above 0".into() });
        }
        Ok(Self { left: by_time(left), last_seen: by_time(last_seen), entered: by_time(entered), people })
    }

    /// The same times in a larger or smaller unit: days divided by 365.25 are years.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the size of the unit is not finite and above 0.
    pub fn in_units_of(mut self, size: f64) -> Result<Self> {
        if !(size > 0.0 && size.is_finite()) {
            return Err(Error::setting("size", size, "is no length of time; write 365.25 for years where times are days"));
        }
        let times = self.left.iter_mut().chain(&mut self.last_seen).chain(&mut self.entered);
        times.for_each(|(time, _)| *time /= size);
        Ok(self)
    }

    /// Number of persons, or the sum of their weights.
    #[must_use]
    pub fn people(&self) -> f64 {
        self.people
    }

    /// Number of events, or the sum of their weights.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.left.iter().map(|(_, weight)| weight).sum()
    }

    /// Time at risk of all together.
    #[must_use]
    pub fn exposure(&self) -> f64 {
        let sum = |times: &[Weighted]| times.iter().map(|(time, weight)| time * weight).sum::<f64>();
        sum(&self.left) + sum(&self.last_seen) - sum(&self.entered)
    }

    /// Times of leaving with weights, ascending.
    pub(super) fn left(&self) -> &[Weighted] {
        &self.left
    }

    /// What multiplies ln S at each time in the log likelihood of those still there: last seen, and entered with a minus.
    pub(super) fn still_there(&self) -> impl Iterator<Item = Weighted> + '_ {
        self.last_seen.iter().copied().chain(self.entered.iter().map(|&(time, weight)| (time, -weight)))
    }
}

/// Each time once, ascending, without those of weight 0. Weights of one time are added in order of size, so that no order of rows shows.
fn by_time(mut times: Vec<Weighted>) -> Vec<Weighted> {
    times.retain(|&(_, weight)| weight > 0.0);
    times.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut merged: Vec<Weighted> = Vec::with_capacity(times.len());
    for (time, weight) in times {
        match merged.last_mut() {
            Some((last, sum)) if *last == time => *sum += weight,
            _ => merged.push((time, weight)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_time_and_persons_once() {
        let rows = Observations::of_events(&[2.0, 5.0, 5.0, 5.0], &[false, true, true, false]).unwrap();
        let rows = rows.entering(&[0.0, 2.0, 0.0, 0.0]).unwrap().persons(&["a", "a", "b", "c"]).unwrap();
        let lifetimes = Lifetimes::of_observations(&rows).unwrap();
        assert_eq!(lifetimes.left(), [(5.0, 2.0)]);
        assert_eq!(lifetimes.still_there().collect::<Vec<_>>(), [(2.0, 1.0), (5.0, 1.0), (2.0, -1.0)]);
        assert_eq!((lifetimes.people(), lifetimes.events(), lifetimes.exposure()), (3.0, 2.0, 15.0));
        let years = lifetimes.in_units_of(5.0).unwrap();
        assert_eq!((years.left(), years.exposure()), (&[(1.0, 2.0)][..], 3.0));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let rows = Observations::of_events(&[2.0, 0.0], &[true, true]).unwrap();
        assert!(Lifetimes::of_observations(&rows).unwrap_err().to_string().starts_with("time 0 in row 1 is not after 0"));
        let none = Observations::of_events(&[], &[]).unwrap();
        assert_eq!(Lifetimes::of_observations(&none).unwrap_err().code(), "no_rows");
        let one = Observations::of_events(&[2.0], &[true]).unwrap();
        assert_eq!(Lifetimes::of_group(&one, "b").unwrap_err().code(), "missing");
        assert!(Lifetimes::of_observations(&one).unwrap().in_units_of(0.0).is_err());
    }
}
