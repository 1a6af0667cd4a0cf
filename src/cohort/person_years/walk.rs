//! The person-years of one member after the other: who was on the roll on the day before a fiscal year, and what became of them in it.

use super::settings::{OtherExits, PersonYearSettings};
use crate::cohort::stretch::MemberTenure;
use crate::episode::{EndReason, Standing};
use crate::register::{Entry, EpisodeView, Exit, Register};
use crate::time::{Day, LeapDay, completed_years};
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

/// What became of a member in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Stayed,
    Left,
    Removed,
}

/// The fiscal year in which an exit is booked, and its reason.
type Leaving = (FiscalYear, EndReason);

/// The way through a register.
pub(super) struct Walk<'a> {
    register: &'a Register,
    settings: &'a PersonYearSettings,
    /// First days of fiscal years, ascending, with the years that they begin and the days before them.
    starts: Vec<Start>,
}

/// The start of a fiscal year.
#[derive(Debug, Clone, Copy)]
struct Start {
    day: Day,
    period: FiscalYear,
    /// The year, month and day of the day before.
    before: (i32, u32, u32),
}

impl Start {
    fn of(day: Day, period: FiscalYear) -> Self {
        Self { day, period, before: day.plus_days(-1).unwrap_or(day).ymd() }
    }

    /// Years completed on the day before, since a day given by year, month and day; as [`completed_years`], without a calendar.
    fn years_since(&self, (year, month, day): (i32, u32, u32), leap_day: LeapDay) -> u32 {
        let (now, month_now, day_now) = self.before;
        let is_leap = now % 4 == 0 && (now % 100 != 0 || now % 400 == 0);
        let anniversary = match (month, day, leap_day) {
            (2, 29, LeapDay::Feb28) if !is_leap => (2, 28),
            (2, 29, LeapDay::Mar1) if !is_leap => (3, 1),
            _ => (month, day),
        };
        u32::try_from(now - year - i32::from((month_now, day_now) < anniversary)).unwrap_or(0)
    }
}

/// What a clock of tenure shows.
#[derive(Debug, Clone, Copy)]
enum Reading {
    /// The first day of membership is not known.
    Unknown,
    /// It stands at so many completed years.
    Standing(u32),
    /// It runs since a day, given by year, month and day.
    Since((i32, u32, u32)),
}

impl Reading {
    /// What the clock of a member shows during an episode.
    fn of(tenure: &MemberTenure, episode: &EpisodeView, leap_day: LeapDay) -> Self {
        match tenure.clock {
            None => Self::Unknown,
            Some(clock) if tenure.runs(episode) => Self::Since(clock.origin.ymd()),
            Some(clock) => Self::Standing(completed_years(clock.origin, episode.start, leap_day)),
        }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(register: &'a Register, settings: &'a PersonYearSettings) -> Self {
        let calendar = settings.calendar;
        let starts = register.first_day().map_or_else(Vec::new, |first| {
            let (first, last) = (calendar.year_of(first), calendar.year_of(register.as_of()));
            let years = (first.get()..=last.get().saturating_add(1)).map(FiscalYear);
            years.filter_map(|year| calendar.start_of(year).ok().map(|start| Start::of(start, year))).collect()
        });
        Self { register, settings, starts }
    }

    /// The year that begins within the register, or with it.
    pub(super) fn first_year(&self) -> Option<FiscalYear> {
        let first = self.register.first_day()?;
        self.starts.iter().find(|start| start.day > first).map(|start| start.period)
    }

    /// The last year that the register covers to its last day.
    pub(super) fn last_year(&self) -> Option<FiscalYear> {
        let after = self.register.as_of().next();
        let complete = self.starts.windows(2).rev().find(|pair| pair[1].day <= after).map(|pair| pair[0].period);
        complete.filter(|last| self.first_year().is_some_and(|first| first <= *last))
    }

    /// The year in which the day after the extract date lies.
    pub(super) fn coming_year(&self) -> FiscalYear {
        self.settings.calendar.year_of(self.register.as_of().next())
    }

    /// Gives the years of a person from the first to the last of a range.
    pub(super) fn years_of(&self, person: usize, (first, last): (FiscalYear, FiscalYear), give: &mut dyn FnMut(PersonYear)) {
        let from = self.starts.partition_point(|start| start.period < first);
        let to = self.starts.partition_point(|start| start.period <= last);
        let years = &self.starts[from..to];
        let born = self.register.born(person).map(Day::ymd);
        self.each_episode(person, |at, episode, tenure, leaves| {
            // The day before the year must be one on which the member was seen, in this episode.
            let seen = years.partition_point(|start| start.day <= episode.observed);
            let lasts = |start: &Start| episode.end.is_none_or(|end| start.day <= end);
            let tenure = Reading::of(tenure, episode, self.settings.leap_day);
            for start in years[seen..].iter().take_while(|start| lasts(start)) {
                // An exit booked on the day before is one of the year before.
                if leaves.is_none_or(|(year, _)| start.period <= year) {
                    give(PersonYear { outcome: self.outcome(leaves, start.period), ..self.at_start(at, episode, tenure, born, start) });
                }
            }
        });
    }

    /// The year that begins on the day after the extract date, for a person who is on the roll on the extract date.
    pub(super) fn coming_year_of(&self, person: usize) -> Option<PersonYear> {
        let start = Start::of(self.register.as_of().next(), self.coming_year());
        let born = self.register.born(person).map(Day::ymd);
        let mut coming = None;
        self.each_episode(person, |at, episode, tenure, _| {
            if episode.end.is_none() {
                coming = Some(self.at_start(at, episode, Reading::of(tenure, episode, self.settings.leap_day), born, &start));
            }
        });
        coming
    }

    /// A member at the start of a year, who stays unless told otherwise.
    fn at_start(&self, at: usize, episode: &EpisodeView, tenure: Reading, born: Option<(i32, u32, u32)>, start: &Start) -> PersonYear {
        let leap_day = self.settings.leap_day;
        let tenure = match tenure {
            Reading::Unknown => None,
            Reading::Standing(years) => Some(years),
            Reading::Since(origin) => Some(start.years_since(origin, leap_day)),
        };
        let age = born.map(|born| start.years_since(born, leap_day));
        PersonYear { period: start.period, at, standing: episode.standing, tenure, age, outcome: Outcome::Stayed }
    }

    /// What became of a member in a year whose membership ends with a booked exit.
    fn outcome(&self, leaves: Option<Leaving>, period: FiscalYear) -> Outcome {
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
    fn each_episode(&self, person: usize, mut give: impl FnMut(usize, &EpisodeView, &MemberTenure, Option<Leaving>)) {
        let mut tenure = MemberTenure::new(self.settings.tenure);
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
    fn leaving(&self, mut at: usize, end: usize) -> Option<Leaving> {
        while at + 1 < end && self.register.entry_of(at + 1) == Entry::Continued {
            at += 1;
        }
        let Exit::Left(reason) = self.register.exit_of(at) else { return None };
        let columns = self.register.columns();
        let (first, end) = (Day::from_days_unchecked(columns.observed[at]), Day::from_days_unchecked(columns.end[at]));
        Some((self.settings.calendar.year_of(self.settings.exit_day.day_of(first, end)), reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_completed_as_the_calendar_says() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for start in ["2020-03-01", "2021-03-01", "2021-03-02", "2024-02-29", "2023-04-01", "2100-03-01"].map(day) {
            for leap_day in [LeapDay::Feb28, LeapDay::Mar1] {
                for back in 0..4_000 {
                    let (before, since) = (start.plus_days(-1).unwrap(), start.plus_days(-back).unwrap());
                    let found = Start::of(start, FiscalYear(0)).years_since(since.ymd(), leap_day);
                    assert_eq!(found, completed_years(since, before, leap_day), "{since} {before} {leap_day:?}");
                }
            }
        }
    }
}
