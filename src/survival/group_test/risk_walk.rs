//! Who is at risk in several groups at each time at which anyone in any of them leaves.

use super::compared_groups::{DurationCounts, GroupsOfStratum, RiskCounts};
use crate::survival::near_ties::are_one;
use crate::survival::risk_table::RiskTable;

/// One group at one time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct GroupAtTime {
    /// Weight at risk just before the time, without those who enter at it.
    pub(super) at_risk: f64,
    /// Weight that left at the time with the outcome asked for.
    pub(super) events: f64,
    /// Weight that left at the time with another outcome.
    pub(super) others: f64,
}

/// Which leavers are counted as events.
#[derive(Debug, Clone, Copy)]
enum Counted {
    All,
    Outcome(Option<usize>),
}

/// Less than this part of a sum of weights is what rounding left of nobody.
const RESIDUE: f64 = 1e-12;

/// Calls `look` at each time at which anyone leaves, in the order of time, with what each group is then. Times that differ by rounding only
/// are one. O(times × groups); nothing is allocated a time.
pub(super) fn at_each_time(stratum: &GroupsOfStratum<'_>, outcome: Option<&str>, mut look: impl FnMut(f64, &[GroupAtTime])) {
    let mut walks: Vec<Option<Walk<'_>>> =
        stratum.groups.iter().map(|group| group.as_ref().map(|source| Walk::new(source.counts(), outcome))).collect();
    let mut groups = vec![GroupAtTime::default(); walks.len()];
    loop {
        let time = walks.iter().flatten().map(|walk| walk.next).fold(f64::INFINITY, f64::min);
        if time == f64::INFINITY {
            return;
        }
        for (group, walk) in groups.iter_mut().zip(&mut walks) {
            if let Some(walk) = walk {
                *group = walk.pass(time);
            }
        }
        look(time, &groups);
    }
}

/// The place of one group on the way through time.
struct Walk<'a> {
    source: RiskCounts<'a>,
    counted: Counted,
    /// The first position not before the time reached.
    position: usize,
    /// The first late entry not before the time reached; of a [`RiskTable`] only.
    entry: usize,
    /// Weight at risk just before the time at `position`, as far as it has entered.
    at_risk: f64,
    /// The first position after the time reached at which anyone leaves, and its time; infinite when there is none.
    upcoming: usize,
    next: f64,
}

impl<'a> Walk<'a> {
    fn new(source: RiskCounts<'a>, outcome: Option<&str>) -> Self {
        let counted = outcome.map_or(Counted::All, |name| Counted::Outcome(source.outcome(name)));
        let at_risk = match source {
            RiskCounts::Table(table) => from_the_start(table),
            RiskCounts::Durations(durations) => durations.from_start as f64,
        };
        let mut walk = Self { source, counted, position: 0, entry: 0, at_risk, upcoming: 0, next: f64::INFINITY };
        walk.look_ahead();
        walk
    }

    /// Moves on to a time and tells what the group is then.
    fn pass(&mut self, time: f64) -> GroupAtTime {
        let own = match self.source {
            RiskCounts::Table(table) => self.pass_table(table, time),
            RiskCounts::Durations(durations) => self.pass_durations(durations, time),
        };
        let (events, others) = if own { self.leavers(self.position) } else { (0.0, 0.0) };
        if self.next == time || are_one(self.next, time) {
            self.upcoming += 1;
            self.look_ahead();
        }
        GroupAtTime { at_risk: self.at_risk, events, others }
    }

    /// Moves on in a table of risk; whether it has the time.
    fn pass_table(&mut self, table: &RiskTable, time: f64) -> bool {
        let times = table.times();
        while self.position < times.len() && is_before(times[self.position], time) {
            let row = table.row(self.position);
            self.at_risk = without_residue(row.at_risk - row.all_events() - row.censored, row.at_risk);
            while table.entry_at(self.entry).is_some_and(|(entry, _)| entry < row.time) {
                self.entry += 1;
            }
            self.position += 1;
        }
        let own = self.position < times.len() && !is_before(time, times[self.position]);
        if own {
            self.at_risk = table.row(self.position).at_risk;
            return true;
        }
        while let Some((_, weight)) = table.entry_at(self.entry).filter(|(entry, _)| is_before(*entry, time)) {
            self.at_risk += weight;
            self.entry += 1;
        }
        false
    }

    /// Moves on in a table of durations; whether it has the time.
    fn pass_durations(&mut self, durations: DurationCounts<'_>, time: f64) -> bool {
        let width = durations.width();
        while self.position < durations.days.len() && f64::from(durations.days[self.position]) < time {
            let counts = &durations.counts[self.position * width..][..width];
            let left: u64 = counts[1..].iter().copied().map(u64::from).sum();
            self.at_risk += f64::from(counts[0]) - left as f64;
            self.position += 1;
        }
        durations.days.get(self.position).is_some_and(|&day| f64::from(day) == time)
    }

    /// Who leaves at a position: with the outcome asked for, and with others.
    fn leavers(&self, position: usize) -> (f64, f64) {
        let parted = |sum: f64, of_outcome: Option<f64>| match self.counted {
            Counted::All => (sum, 0.0),
            Counted::Outcome(_) => (of_outcome.unwrap_or(0.0), sum - of_outcome.unwrap_or(0.0)),
        };
        let place = if let Counted::Outcome(place) = self.counted { place } else { None };
        match self.source {
            RiskCounts::Table(table) => {
                let row = table.row(position);
                parted(row.all_events(), place.map(|place| row.events[place]))
            }
            RiskCounts::Durations(durations) => {
                let exits = &durations.counts[position * durations.width()..][2..durations.width()];
                let sum: u64 = exits.iter().copied().map(u64::from).sum();
                parted(sum as f64, place.map(|place| f64::from(exits[place])))
            }
        }
    }

    /// Finds the next position, from `upcoming` on, at which anyone leaves.
    fn look_ahead(&mut self) {
        let times = match self.source {
            RiskCounts::Table(table) => table.times().len(),
            RiskCounts::Durations(durations) => durations.days.len(),
        };
        while self.upcoming < times && self.leavers(self.upcoming) == (0.0, 0.0) {
            self.upcoming += 1;
        }
        self.next = match self.source {
            _ if self.upcoming >= times => f64::INFINITY,
            RiskCounts::Table(table) => table.times()[self.upcoming],
            RiskCounts::Durations(durations) => f64::from(durations.days[self.upcoming]),
        };
    }
}

/// Weight at risk before anyone entered late.
fn from_the_start(table: &RiskTable) -> f64 {
    let Some(first) = table.rows().next() else { return 0.0 };
    let late: f64 = table.entries().take_while(|(entry, _)| *entry < first.time).map(|(_, weight)| weight).sum();
    without_residue(first.at_risk - late, first.at_risk)
}

/// A difference of sums of weights, with nothing where rounding alone is left.
fn without_residue(left: f64, of: f64) -> f64 {
    if left <= RESIDUE * of { 0.0 } else { left }
}

fn is_before(a: f64, b: f64) -> bool {
    a < b && !are_one(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::{ComparedGroups, Observations};

    fn seen(rows: &Observations) -> Vec<(f64, Vec<(f64, f64)>)> {
        let groups = ComparedGroups::of_rows(rows).unwrap();
        let mut seen = Vec::new();
        at_each_time(&groups.strata()[0], None, |time, groups| {
            seen.push((time, groups.iter().map(|group| (group.at_risk, group.events)).collect()));
        });
        seen
    }

    #[test]
    fn who_enters_between_two_times_of_the_own_group_is_at_risk_in_time() {
        // b: one from the start until 4, one from 1.5 until 6; a: events at 1, 2 and 5.
        let rows = Observations::of_events(&[1.0, 2.0, 5.0, 4.0, 6.0], &[true, true, true, false, true]).unwrap();
        let rows = rows.entering(&[0.0, 0.0, 0.0, 0.0, 1.5]).unwrap().grouped(&["a", "a", "a", "b", "b"]).unwrap();
        let expected = vec![
            (1.0, vec![(3.0, 1.0), (1.0, 0.0)]),
            (2.0, vec![(2.0, 1.0), (2.0, 0.0)]),
            (5.0, vec![(1.0, 1.0), (1.0, 0.0)]),
            (6.0, vec![(0.0, 0.0), (1.0, 1.0)]),
        ];
        assert_eq!(seen(&rows), expected);
    }

    #[test]
    fn who_enters_at_the_time_of_an_event_elsewhere_is_not_yet_at_risk() {
        let rows = Observations::of_events(&[2.0, 3.0, 4.0], &[true, true, true]).unwrap();
        let rows = rows.entering(&[0.0, 2.0, 0.0]).unwrap().grouped(&["a", "b", "a"]).unwrap();
        assert_eq!(seen(&rows)[0], (2.0, vec![(2.0, 1.0), (0.0, 0.0)]));
    }

    #[test]
    fn times_that_differ_by_rounding_are_one_time_across_groups() {
        let rows = Observations::of_events(&[0.1 + 0.2, 0.3, 1.0], &[true, true, true]).unwrap().grouped(&["a", "b", "b"]).unwrap();
        assert_eq!(seen(&rows).len(), 2);
        assert_eq!(seen(&rows)[0].1, [(1.0, 1.0), (2.0, 1.0)]);
    }
}
