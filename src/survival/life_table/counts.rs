//! What happened in each interval of a life table, from durations, rows or a table of who is at risk.

use super::settings::{AtBoundary, LifeTableSettings};
use crate::cohort::DurationTable;
use crate::error::{Error, Result};
use crate::survival::observations::Observations;
use crate::survival::risk_table::RiskTable;

/// What happened in one interval.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct LifeCounts {
    /// Weight that entered exactly at its start.
    pub(super) at_start: f64,
    /// Weight that entered in it.
    pub(super) late: f64,
    /// Weight last seen in it.
    pub(super) censored: f64,
    /// Weight last seen exactly at its end, at risk all the time.
    pub(super) censored_at_end: f64,
    /// Weight that left in it, by outcome.
    pub(super) events: Vec<f64>,
}

/// What happened in all intervals.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GroupedCounts {
    pub(super) outcomes: Vec<String>,
    /// Weight at risk at the start of the first interval.
    pub(super) initial: f64,
    pub(super) intervals: Vec<LifeCounts>,
}

/// Where a time lies.
enum Place {
    Before,
    Within(usize),
    After,
}

impl LifeTableSettings {
    fn nothing(&self, outcomes: Vec<String>) -> GroupedCounts {
        let empty = LifeCounts { events: vec![0.0; outcomes.len()], ..LifeCounts::default() };
        GroupedCounts { outcomes, initial: 0.0, intervals: vec![empty; self.intervals()] }
    }

    /// The interval in which someone leaves, or is last seen.
    fn place_of_exit(&self, time: f64) -> Place {
        let passed = match self.boundary {
            AtBoundary::Before => self.breaks.partition_point(|&start| start < time),
            AtBoundary::After => self.breaks.partition_point(|&start| start <= time),
        };
        match passed.checked_sub(1) {
            None => Place::Before,
            Some(interval) if interval < self.intervals() => Place::Within(interval),
            Some(_) => Place::After,
        }
    }

    fn enter(&self, counts: &mut GroupedCounts, time: f64, weight: f64) {
        let Some(interval) = self.breaks.partition_point(|&start| start <= time).checked_sub(1) else {
            counts.initial += weight;
            return;
        };
        match counts.intervals.get_mut(interval) {
            Some(_) if interval == 0 && self.breaks[0] == time => counts.initial += weight,
            Some(found) if self.breaks[interval] == time => found.at_start += weight,
            Some(found) => found.late += weight,
            None => {}
        }
    }

    /// Counts the end of a stretch: `outcome` is a position, or `None` when it is censored.
    fn leave(&self, counts: &mut GroupedCounts, time: f64, outcome: Option<usize>, weight: f64) {
        match (self.place_of_exit(time), outcome) {
            (Place::Before, _) => counts.initial -= weight,
            (Place::After, _) => {}
            (Place::Within(interval), Some(outcome)) => counts.intervals[interval].events[outcome] += weight,
            (Place::Within(interval), None) => {
                let found = &mut counts.intervals[interval];
                if self.boundary == AtBoundary::Before && self.ends(interval).1 == Some(time) {
                    found.censored_at_end += weight;
                } else {
                    found.censored += weight;
                }
            }
        }
    }

    pub(super) fn count_durations(&self, durations: &DurationTable, group: usize) -> Result<GroupedCounts> {
        if group >= durations.groups().len() {
            let reason = format!("is not a position among the {} groups of the table", durations.groups().len());
            return Err(Error::setting("group", group, reason));
        }
        let mut counts = self.nothing(durations.reasons().iter().map(ToString::to_string).collect());
        self.enter(&mut counts, 0.0, durations.from_start(group) as f64);
        for row in durations.rows(group) {
            let days = f64::from(row.days);
            if row.entered_late > 0 {
                self.enter(&mut counts, days, row.entered_late as f64);
            }
            for (outcome, &reason) in durations.reasons().iter().enumerate() {
                self.leave(&mut counts, days, Some(outcome), row.exits.of(reason) as f64);
            }
            self.leave(&mut counts, days, None, row.censored as f64);
        }
        Ok(counts)
    }

    pub(super) fn count_rows(&self, rows: &Observations, group: &str) -> Result<GroupedCounts> {
        let mut chosen = rows.rows_of(rows.group_position(group)?);
        if chosen.is_empty() {
            return Err(Error::NoRows { input: format!("group {group:?}"), advice: "give it a row with a weight above 0".into() });
        }
        // Sums of fractional weights depend on their order in the last digit; the order of the rows must not show.
        chosen.sort_unstable_by_key(|&row| (rows.weight_of(row).to_bits(), rows.outcome[row]));
        let mut counts = self.nothing(rows.outcomes().to_vec());
        for row in chosen {
            let (weight, outcome) = (rows.weight_of(row), rows.outcome[row] as usize);
            self.enter(&mut counts, rows.entry_of(row), weight);
            self.leave(&mut counts, rows.time[row], outcome.checked_sub(1), weight);
        }
        Ok(counts)
    }

    pub(super) fn count_risk_table(&self, table: &RiskTable) -> Result<GroupedCounts> {
        if table.last_entry().is_some_and(|last| last > self.breaks[0]) {
            return Err(Error::missing(
                "the interval of each late entry",
                "a risk table does not tell it; make the life table from the durations or the rows",
            ));
        }
        let mut counts = self.nothing(table.outcomes().to_vec());
        for row in table.rows() {
            counts.initial += row.all_events() + row.censored;
            for (outcome, &events) in row.events.iter().enumerate() {
                self.leave(&mut counts, row.time, Some(outcome), events);
            }
            self.leave(&mut counts, row.time, None, row.censored);
        }
        Ok(counts)
    }
}
