//! At which ages was one entrant of a cohort a member?

use super::retention::{TriangleRow, TriangleSettings};
use crate::cohort::stretch::tenure_runs;
use crate::cohort::tenure::{TenureClock, TenureOnReturn};
use crate::register::{EpisodeView, Exit};
use crate::time::Day;
use crate::unit::FiscalYear;
use std::collections::BTreeMap;

/// One entrant of a cohort: the clock of tenure and the ages at which the entrant was there.
pub(super) struct Life {
    cohort: FiscalYear,
    clock: TenureClock,
    /// The first age whose day of looking has not come.
    next_age: usize,
    /// Runs of ages, from and exclusive to, at which the entrant was a member.
    member_at: Vec<(usize, usize)>,
    last_end: Day,
    /// The day after the extract date.
    tomorrow: Day,
}

impl Life {
    /// An entrant on the first day of an episode.
    pub(super) fn new(cohort: FiscalYear, first: &EpisodeView, as_of: Day) -> Self {
        let clock = TenureClock::started(first.start);
        Self { cohort, clock, next_age: 0, member_at: Vec::new(), last_end: first.start, tomorrow: as_of.next() }
    }

    /// Lets the days before `day` go by; the ages whose day of looking is among them are ages of a member, or not.
    fn run(&mut self, settings: &TriangleSettings, day: Day, as_member: bool) {
        let age = settings.first_age_from(self.clock.origin, day);
        if age > self.next_age {
            if as_member {
                self.member_at.push((self.next_age, age));
            }
            self.next_age = age;
        }
    }

    /// Lets an absence go by.
    pub(super) fn come_back(&mut self, settings: &TriangleSettings, episode: &EpisodeView) {
        match settings.tenure.on_return {
            TenureOnReturn::Resumes => self.clock = self.clock.stopped_for(episode.start.since(self.last_end)),
            TenureOnReturn::RunsOn | TenureOnReturn::Restarts => self.run(settings, episode.start, false),
        }
    }

    /// Lets an episode go by. Who begins on leave is looked at on the first day all the same.
    pub(super) fn pass(&mut self, settings: &TriangleSettings, episode: &EpisodeView) {
        let end = episode.end.map_or(self.tomorrow, |end| end.min(self.tomorrow));
        let booked = if matches!(episode.exit, Exit::Left(_)) { settings.exit_day.day_of(episode.start, end) } else { end };
        if tenure_runs(episode, settings.tenure) {
            self.run(settings, booked, true);
            self.run(settings, end, false);
        } else {
            if self.next_age == 0 && end > episode.start {
                self.member_at.extend((booked > episode.start).then_some((0, 1)));
                self.next_age = 1;
            }
            self.clock = self.clock.stopped_for(end.since(episode.start));
        }
        self.last_end = end;
    }

    /// Adds the entrant to the cohort. After the last episode time goes by as for a member: there was the time to be one.
    pub(super) fn close(mut self, settings: &TriangleSettings, cohorts: &mut BTreeMap<FiscalYear, Changes>) {
        self.run(settings, self.tomorrow, false);
        cohorts.entry(self.cohort).or_default().add(&self);
    }
}

/// Changes of the number of members of a cohort from age to age.
#[derive(Debug, Default)]
pub(super) struct Changes {
    entrants: u64,
    by_age: Vec<i64>,
    ages_seen: Option<usize>,
    most_ages: usize,
}

impl Changes {
    /// Counts an entrant.
    fn add(&mut self, life: &Life) {
        let seen = life.next_age;
        self.entrants += 1;
        self.ages_seen = Some(self.ages_seen.map_or(seen, |ages| ages.min(seen)));
        self.most_ages = self.most_ages.max(seen);
        for &(from, to) in &life.member_at {
            self.change(from, 1);
            self.change(to, -1);
        }
    }

    fn change(&mut self, age: usize, by: i64) {
        if self.by_age.len() <= age {
            self.by_age.resize(age + 1, 0);
        }
        self.by_age[age] += by;
    }

    /// The row of the cohort: remaining members at each age that every person of it has reached.
    pub(super) fn row(self, cohort: FiscalYear) -> TriangleRow {
        let seen = self.ages_seen.unwrap_or(0);
        let mut members = 0i64;
        let remaining = (0..self.most_ages)
            .map(|age| {
                members += self.by_age.get(age).copied().unwrap_or(0);
                (age < seen).then(|| u64::try_from(members).unwrap_or(0))
            })
            .collect();
        TriangleRow { cohort, entrants: self.entrants, remaining }
    }
}
