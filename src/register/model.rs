//! The register itself: columns of linked episodes, persons, segments and the log of what was found.

use super::check::OPEN;
use super::extent::Extent;
use super::mass_exit::MassExitDay;
use super::settings::RegisterSettings;
use crate::episode::{EndReason, LicenceColumn, LicenceDate, PersonKeys, Standing};
use crate::input::{Issue, IssueLog};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// How an episode begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Entry {
    /// The person was already a member when observation began (delayed entry).
    Present = 0,
    /// The person joins for the first time (入会).
    Joined = 1,
    /// The person comes back after a lapse (再入会).
    Reinstated = 2,
    /// The episode follows an earlier one without a lapse: leave, return, transfer, change of class.
    Continued = 3,
}

/// How an episode ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// It lasts on the extract date.
    Open,
    /// Another episode follows without a lapse.
    Continued,
    /// The membership ends (退会).
    Left(EndReason),
}

impl Exit {
    /// A small number for each exit: 0 open, 1 continued, then the reasons.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::Continued => 1,
            Self::Left(reason) => 2 + reason as u8,
        }
    }

    /// The inverse of [`Exit::code`].
    pub(crate) fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Open,
            1 => Self::Continued,
            reason => Self::Left(EndReason::ALL.get(usize::from(reason) - 2).copied().unwrap_or_default()),
        }
    }
}

/// A segment of the register: its levels in order, and the level of each episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterSegment {
    pub(super) name: String,
    pub(super) levels: Vec<String>,
    pub(super) codes: Vec<u32>,
}

impl RegisterSegment {
    /// Name of the segment.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The levels, ascending.
    #[must_use]
    pub fn levels(&self) -> &[String] {
        &self.levels
    }

    /// For each episode the position of its level, or [`SegmentColumn::ABSENT`](crate::episode::SegmentColumn::ABSENT).
    pub(crate) fn codes(&self) -> &[u32] {
        &self.codes
    }
}

/// One episode of the register, as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpisodeView {
    /// Position of the person, from 0.
    pub person: usize,
    /// First day in the standing; where not known, the first day observed. In the first episode of a membership that is older than
    /// the record: the first day of that membership.
    pub start: Day,
    /// Whether `start` is the true start.
    pub start_known: bool,
    /// First day under observation; later than `start` when entry was delayed.
    pub observed: Day,
    /// First day no longer in the standing; `None` while it lasts.
    pub end: Option<Day>,
    /// How the person stands with the association.
    pub standing: Standing,
    /// How the episode begins.
    pub entry: Entry,
    /// How the episode ends.
    pub exit: Exit,
}

/// One uninterrupted spell of membership of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// Position of the person, from 0.
    pub person: usize,
    /// Number of the spell within the person, from 0.
    pub number: u32,
    /// First day of membership; where not known, the first day observed.
    pub start: Day,
    /// Whether `start` is the true start.
    pub start_known: bool,
    /// First day under observation.
    pub observed: Day,
    /// First day no longer a member; `None` while the membership lasts.
    pub end: Option<Day>,
    /// Why it ended; `None` while it lasts.
    pub reason: Option<EndReason>,
}

/// The register of members: validated, columnar, grouped by person, immutable.
///
/// Made by [`RegisterSettings::build`]. Persons are in the order of their keys, episodes in the order of time; the order of the input
/// rows never matters.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    pub(super) settings: RegisterSettings,
    pub(super) keys: PersonKeys,
    pub(super) first: Vec<u32>,
    pub(super) start: Vec<i32>,
    pub(super) observed: Vec<i32>,
    pub(super) end: Vec<i32>,
    pub(super) opens: Vec<u8>,
    pub(super) closes: Vec<u8>,
    pub(super) start_unknown: Vec<u32>,
    pub(super) licensed: LicenceColumn,
    pub(super) born: Vec<i32>,
    pub(super) segments: Vec<RegisterSegment>,
    pub(super) log: IssueLog,
    pub(super) mass_exit_days: Vec<MassExitDay>,
    pub(super) extent: Extent,
}

impl Register {
    /// Settings for a register extracted at the end of the day `as_of`.
    pub fn settings_as_of(as_of: Day) -> RegisterSettings {
        RegisterSettings::new(as_of)
    }

    /// The settings it was built with.
    pub fn settings(&self) -> &RegisterSettings {
        &self.settings
    }

    /// The extract date: what happened on that day is known, nothing later is.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.settings.as_of
    }

    /// Number of persons.
    #[must_use]
    pub fn persons(&self) -> usize {
        self.first.len() - 1
    }

    /// Number of episodes.
    #[must_use]
    pub fn episodes(&self) -> usize {
        self.start.len()
    }

    /// The key of a person counted from 0.
    #[must_use]
    pub fn person_key(&self, person: usize) -> String {
        self.keys.text(person)
    }

    /// The keys of all persons, ascending.
    #[must_use]
    pub fn person_keys(&self) -> &PersonKeys {
        &self.keys
    }

    /// An episode counted from 0; `None` beyond the end.
    #[must_use]
    pub fn episode(&self, at: usize) -> Option<EpisodeView> {
        (at < self.episodes())
            .then(|| self.first.partition_point(|&first| first as usize <= at) - 1)
            .and_then(|person| self.view(person, at))
    }

    /// The episode at a position, whose person is known.
    fn view(&self, person: usize, at: usize) -> Option<EpisodeView> {
        let end = *self.end.get(at)?;
        Some(EpisodeView {
            person,
            start: Day::from_days_unchecked(self.start[at]),
            start_known: self.start_unknown.binary_search(&(at as u32)).is_err(),
            observed: Day::from_days_unchecked(self.observed[at]),
            end: (end != OPEN).then(|| Day::from_days_unchecked(end)),
            standing: Standing::ALL[usize::from(self.opens[at] & 3).min(2)],
            entry: self.entry_of(at),
            exit: self.exit_of(at),
        })
    }

    /// The episodes of a person counted from 0, in time order.
    pub fn episodes_of(&self, person: usize) -> impl Iterator<Item = EpisodeView> + '_ {
        self.range_of(person).filter_map(move |at| self.view(person, at))
    }

    /// All spells of membership, by person and time.
    pub fn spells(&self) -> impl Iterator<Item = Spell> + '_ {
        (0..self.persons()).flat_map(|person| self.spells_of(person))
    }

    /// The spells of a person counted from 0, in time order.
    pub fn spells_of(&self, person: usize) -> impl Iterator<Item = Spell> + '_ {
        let range = self.range_of(person);
        let mut number = 0;
        let mut begun = range.start;
        range.filter_map(move |at| {
            if self.entry_of(at) != Entry::Continued {
                begun = at;
            }
            let reason = match self.exit_of(at) {
                Exit::Continued => return None,
                Exit::Open => None,
                Exit::Left(reason) => Some(reason),
            };
            let spell = Spell {
                person,
                number,
                start: Day::from_days_unchecked(self.start[begun]),
                start_known: self.start_unknown.binary_search(&(begun as u32)).is_err(),
                observed: Day::from_days_unchecked(self.observed[begun]),
                end: (self.end[at] != OPEN).then(|| Day::from_days_unchecked(self.end[at])),
                reason,
            };
            number += 1;
            Some(spell)
        })
    }

    /// When a person counted from 0 joined for the first time; `None` when that lies before the record and is not known.
    #[must_use]
    pub fn joined(&self, person: usize) -> Option<Day> {
        let at = self.range_of(person).next()?;
        self.start_unknown.binary_search(&(at as u32)).is_err().then(|| Day::from_days_unchecked(self.start[at]))
    }

    /// When a person counted from 0 was licensed, where known.
    #[must_use]
    pub fn licensed(&self, person: usize) -> Option<LicenceDate> {
        self.licensed.get(self.range_of(person).next()?)
    }

    /// The day of birth of a person counted from 0, where known.
    #[must_use]
    pub fn born(&self, person: usize) -> Option<Day> {
        self.born.get(person).filter(|&&day| day != i32::MIN).map(|&day| Day::from_days_unchecked(day))
    }

    /// The segments, in the order given.
    #[must_use]
    pub fn segments(&self) -> &[RegisterSegment] {
        &self.segments
    }

    /// Members on the roll during a day: every standing counts, leave included.
    #[must_use]
    pub fn members_on(&self, day: Day) -> u64 {
        let day = day.days();
        (0..self.episodes()).filter(|&at| self.observed[at] <= day && day < self.end[at]).count() as u64
    }

    /// What was found in the rows, with all rows accounted for.
    #[must_use]
    pub fn log(&self) -> &IssueLog {
        &self.log
    }

    /// The issues, ordered by row.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.log.issues
    }

    /// Days on which records were closed in bulk; also those that cannot be judged yet (see [`MassExitDay::judged`]).
    #[must_use]
    pub fn mass_exit_days(&self) -> &[MassExitDay] {
        &self.mass_exit_days
    }

    /// First day of the earliest observed episode; `None` for an empty register.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        self.extent.first_day.map(Day::from_days_unchecked)
    }

    /// Positions of the episodes of a person.
    pub(crate) fn range_of(&self, person: usize) -> std::ops::Range<usize> {
        match (self.first.get(person), self.first.get(person + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        }
    }

    /// How the episode at a position begins.
    pub(crate) fn entry_of(&self, at: usize) -> Entry {
        [Entry::Present, Entry::Joined, Entry::Reinstated, Entry::Continued][usize::from(self.opens[at] >> 2 & 3)]
    }

    /// How the episode at a position ends.
    pub(crate) fn exit_of(&self, at: usize) -> Exit {
        Exit::from_code(self.closes[at] >> 2)
    }

    /// The columns that the one-pass kernel reads.
    pub(crate) fn columns(&self) -> RegisterColumns<'_> {
        RegisterColumns {
            first: &self.first,
            start: &self.start,
            start_unknown: &self.start_unknown,
            observed: &self.observed,
            end: &self.end,
            opens: &self.opens,
            closes: &self.closes,
            licensed: &self.licensed,
            extent: &self.extent,
        }
    }
}

/// The columns of a register, for the one-pass kernel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RegisterColumns<'a> {
    pub(crate) first: &'a [u32],
    pub(crate) start: &'a [i32],
    /// Positions of the episodes whose start is not known, ascending.
    pub(crate) start_unknown: &'a [u32],
    pub(crate) observed: &'a [i32],
    pub(crate) end: &'a [i32],
    /// How each episode begins: four times the [`Entry`] plus the [`Standing`], in one byte.
    pub(crate) opens: &'a [u8],
    /// How each episode ends: four times [`Exit::code`] plus the [`Standing`], in one byte.
    pub(crate) closes: &'a [u8],
    pub(crate) licensed: &'a LicenceColumn,
    pub(crate) extent: &'a Extent,
}
