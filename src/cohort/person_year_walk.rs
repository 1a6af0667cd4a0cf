//! The person-years of one member after the other: who was on the roll on the day before a fiscal year, and what became of them in it.

use super::person_years::{OtherExits, Outcome, PersonYearSettings};
use super::span::ExitDay;
use super::tenure::{TenureClock, TenureDuringLeave, TenureOnReturn, TenureRules};
use crate::episode::{EndReason, Standing};
use crate::register::{Entry, EpisodeView, Exit, Register};
use crate::time::{Day, completed_years};
use crate::unit::FiscalYear;

/// One member at the start of one fiscal year.
#[derive(Debug, Clone, Copy)]
pub(super) struct PersonYear {
    pub(super) period: FiscalYear,
    /// The episode on the day before the year.
    pub(super) at: usize,
    pub(super) standing: Standing,
    /// Completed years on that day; `None` when the first day is not known.
    pub(super) tenure: Option<u32>,
    pub(super) age: Option<u32>,
    pub(super) outcome: Outcome,
}

/// The way through a register.
pub(super) struct Walk<'a> {
    register: &'a Register,
    settings: &'a PersonYearSettings,
    /// First days of fiscal years, ascending, with the years that they begin.
    starts: Vec<(Day, FiscalYear)>,
}

/// The tenure of a person as the episodes go by.
struct Tenure {
    rules: TenureRules,
    clock: Option<TenureClock>,
    last_end: Option<Day>,
}

impl Tenure {
    /// Goes on to the next episode of the person.
    fn enter(&mut self, episode: &EpisodeView) {
        if episode.entry != Entry::Continued {
            self.clock = match (episode.entry, self.rules.on_return) {
                (Entry::Reinstated, TenureOnReturn::RunsOn) => self.clock,
                (Entry::Reinstated, TenureOnReturn::Resumes) => {
                    let away = self.last_end.map_or(0, |end| episode.start.since(end));
                    self.clock.map(|mut clock| {
                        clock.stop_for(away);
                        clock
                    })
                }
                _ => episode.start_known.then(|| TenureClock::started(episode.start)),
            };
        }
        self.last_end = episode.end;
    }

    /// Leaves an episode: tenure that stood still has begun later.
    fn leave(&mut self, episode: &EpisodeView) {
        let runs = self.runs(episode);
        if let (Some(end), Some(clock), false) = (episode.end, &mut self.clock, runs) {
            clock.stop_for(end.since(episode.start));
        }
    }

    fn runs(&self, episode: &EpisodeView) -> bool {
        self.rules.during_leave == TenureDuringLeave::Runs || episode.standing != Standing::OnLeave
    }

    /// The day from which tenure counts, and the day up to which it is reached, seen on a day of the episode.
    fn reached(&self, episode: &EpisodeView, day: Day) -> Option<(Day, Day)> {
        self.clock.map(|clock| (clock.origin, if self.runs(episode) { day } else { episode.start }))
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(register: &'a Register, settings: &'a PersonYearSettings) -> Self {
        let calendar = settings.calendar;
        let starts = register.first_day().map_or_else(Vec::new, |first| {
            let (first, last) = (calendar.year_of(first), calendar.year_of(register.as_of()));
            let years = (first.get()..=last.get().saturating_add(1)).map(FiscalYear);
            years.filter_map(|year| calendar.start_of(year).ok().map(|start| (start, year))).collect()
        });
        Self { register, settings, starts }
    }

    /// The year that begins within the register, or with it.
    pub(super) fn first_year(&self) -> Option<FiscalYear> {
        let first = self.register.first_day()?;
        self.starts.iter().find(|(start, _)| *start > first).map(|(_, year)| *year)
    }

    /// The last year that the register covers to its last day.
    pub(super) fn last_year(&self) -> Option<FiscalYear> {
        let after = self.register.as_of().next();
        let complete = self.starts.windows(2).rev().find(|pair| pair[1].0 <= after).map(|pair| pair[0].1);
        complete.filter(|last| self.first_year().is_some_and(|first| first <= *last))
    }

    /// The year in which the day after the extract date lies.
    pub(super) fn coming_year(&self) -> FiscalYear {
        self.settings.calendar.year_of(self.register.as_of().next())
    }

    /// Gives the years of a person from the first to the last of a range.
    pub(super) fn years_of(&self, person: usize, (first, last): (FiscalYear, FiscalYear), give: &mut dyn FnMut(PersonYear)) {
        let from = self.starts.partition_point(|(_, year)| *year < first);
        let to = self.starts.partition_point(|(_, year)| *year <= last);
        let years = &self.starts[from..to];
        let born = self.register.born(person);
        self.each_episode(person, &mut |at, episode, tenure, leaves| {
            // The day before the year must be one on which the member was seen, in this episode.
            let seen = years.partition_point(|(start, _)| *start <= episode.observed);
            let lasts = |start: Day| episode.end.is_none_or(|end| start <= end);
            for &(start, period) in years[seen..].iter().take_while(|(start, _)| lasts(*start)) {
                // An exit booked on the day before is one of the year before.
                if leaves.is_none_or(|(year, _)| period <= year) {
                    let outcome = self.outcome(leaves, period);
                    give(PersonYear { outcome, ..self.at_start(at, episode, tenure, born, (start, period)) });
                }
            }
        });
    }

    /// The year that begins on the day after the extract date, for a person who is on the roll on the extract date.
    pub(super) fn coming_year_of(&self, person: usize) -> Option<PersonYear> {
        let start = (self.register.as_of().next(), self.coming_year());
        let born = self.register.born(person);
        let mut coming = None;
        self.each_episode(person, &mut |at, episode, tenure, _| {
            if episode.end.is_none() {
                coming = Some(self.at_start(at, episode, tenure, born, start));
            }
        });
        coming
    }

    /// A member at the start of a year, who stays unless told otherwise.
    fn at_start(&self, at: usize, episode: &EpisodeView, tenure: &Tenure, born: Option<Day>, start: (Day, FiscalYear)) -> PersonYear {
        let ((start, period), leap_day) = (start, self.settings.leap_day);
        let before = start.plus_days(-1).unwrap_or(start);
        let tenure = tenure.reached(episode, before).map(|(origin, day)| completed_years(origin, day, leap_day));
        let age = born.map(|born| completed_years(born, before, leap_day));
        PersonYear { period, at, standing: episode.standing, tenure, age, outcome: Outcome::Stayed }
    }

    /// What became of a member in a year whose membership ends with a booked exit.
    fn outcome(&self, leaves: Option<(FiscalYear, EndReason)>, period: FiscalYear) -> Outcome {
        match leaves {
            Some((year, reason)) if year == period => {
                let is_studied = self.settings.reasons.is_empty() || self.settings.reasons.contains(&reason);
                match self.settings.other_exits {
                    _ if is_studied => Outcome::Left,
                    OtherExits::Stayed => Outcome::Stayed,
                    OtherExits::LeftOut => Outcome::Removed,
                }
            }
            _ => Outcome::Stayed,
        }
    }

    /// Gives the episodes of a person with the tenure in each, and when and why the membership that each belongs to ends.
    fn each_episode(&self, person: usize, give: &mut dyn FnMut(usize, &EpisodeView, &Tenure, Option<(FiscalYear, EndReason)>)) {
        let mut tenure = Tenure { rules: self.settings.tenure, clock: None, last_end: None };
        let range = self.register.range_of(person);
        let mut leaves = None;
        for (at, episode) in range.clone().zip(self.register.episodes_of(person)) {
            if episode.entry != Entry::Continued {
                leaves = self.leaving(at, range.end);
            }
            tenure.enter(&episode);
            give(at, &episode, &tenure, leaves);
            tenure.leave(&episode);
        }
    }

    /// The fiscal year in which the exit of the membership that begins with an episode is booked, and its reason.
    fn leaving(&self, mut at: usize, end: usize) -> Option<(FiscalYear, EndReason)> {
        while at + 1 < end && self.register.entry_of(at + 1) == Entry::Continued {
            at += 1;
        }
        let Exit::Left(reason) = self.register.exit_of(at) else { return None };
        let last = self.register.episode(at)?;
        let day = match self.settings.exit_day {
            ExitDay::FirstDayOut => last.end?,
            ExitDay::LastDayIn => last.end?.plus_days(-1).ok()?.max(last.observed),
        };
        Some((self.settings.calendar.year_of(day), reason))
    }
}
