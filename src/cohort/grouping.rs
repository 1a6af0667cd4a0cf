//! The groups of a table: licence cohort, join cohort and segments, and the key of each episode among them.

use super::year_index::YearIndex;
use crate::episode::{LicenceColumn, SegmentColumn};
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::register::Register;
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The level of one segment of a group; `None` where the register has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Level {
    /// Name of the segment.
    pub segment: String,
    /// The level.
    pub level: Option<String>,
}

/// One group of a table. What the table is not grouped by is absent from the group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Group {
    /// The licence cohort: outer `None` when not grouped by it, inner `None` when not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_cohort: Option<Option<FiscalYear>>,
    /// The fiscal year of first joining: outer `None` when not grouped by it, inner `None` when not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_cohort: Option<Option<FiscalYear>>,
    /// The level of each segment grouped by, in the order asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
}

/// What a table is grouped by.
///
/// # Example
///
/// ```
/// use kaiin::cohort::GroupBy;
/// let by = GroupBy::nothing().licence_cohort().segment("branch");
/// assert_eq!(by.to_string(), "licence_cohort, branch");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[must_use]
pub struct GroupBy {
    licence: bool,
    join: bool,
    segments: Vec<String>,
}

impl GroupBy {
    /// One group for all members.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Also by licence cohort (免許取得年度).
    pub fn licence_cohort(mut self) -> Self {
        self.licence = true;
        self
    }

    /// Also by the fiscal year of first joining (入会年度).
    pub fn join_cohort(mut self) -> Self {
        self.join = true;
        self
    }

    /// Also by a segment of the register, for example `"branch"`.
    pub fn segment(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if !self.segments.contains(&name) {
            self.segments.push(name);
        }
        self
    }

    /// Whether by licence cohort.
    #[must_use]
    pub fn has_licence_cohort(&self) -> bool {
        self.licence
    }

    /// Whether by the year of first joining.
    #[must_use]
    pub fn has_join_cohort(&self) -> bool {
        self.join
    }

    /// The segments, in the order asked for.
    #[must_use]
    pub fn segments(&self) -> &[String] {
        &self.segments
    }

    /// The names of everything grouped by.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let cohorts = [(self.licence, "licence_cohort"), (self.join, "join_cohort")];
        cohorts.into_iter().filter(|(on, _)| *on).map(|(_, name)| name.to_owned()).chain(self.segments.iter().cloned()).collect()
    }

    /// What remains of a group when only this is looked at.
    pub(crate) fn project(&self, group: &Group) -> Group {
        let level = |name: &String| group.levels.iter().find(|level| level.segment == *name).cloned();
        Group {
            licence_cohort: group.licence_cohort.filter(|_| self.licence),
            join_cohort: group.join_cohort.filter(|_| self.join),
            levels: self.segments.iter().filter_map(level).collect(),
        }
    }
}

impl fmt::Display for GroupBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.names() {
            names if names.is_empty() => f.write_str("nothing"),
            names => f.write_str(&names.join(", ")),
        }
    }
}

/// From episodes to the keys of their groups, and back from keys to groups.
pub(crate) struct Grouping<'a> {
    axes: &'a GroupBy,
    pub(crate) licence: YearIndex,
    licence_column: &'a LicenceColumn,
    join: YearIndex,
    join_of_episode: Vec<u16>,
    segments: Vec<SegmentCodes<'a>>,
}

/// The codes of one segment.
struct SegmentCodes<'a> {
    name: &'a str,
    levels: &'a [String],
    codes: &'a [u32],
}

impl<'a> Grouping<'a> {
    /// The grouping of a register by `axes`.
    pub(crate) fn new(register: &'a Register, axes: &'a GroupBy, calendar: FiscalCalendar, rule: CohortRule) -> Result<Self> {
        let columns = register.columns();
        let licence = if axes.licence { licence_index(columns.licensed, rule)? } else { YearIndex::empty() };
        let (join, join_of_episode) = if axes.join { join_index(register, calendar) } else { (YearIndex::empty(), Vec::new()) };
        let segments = axes
            .segments
            .iter()
            .map(|name| {
                let found = register.segments().iter().find(|segment| segment.name() == name);
                found.map(|segment| SegmentCodes { name, levels: segment.levels(), codes: segment.codes() }).ok_or_else(|| {
                    let found = register.segments().iter().map(|segment| segment.name().to_owned()).collect();
                    let advice = "group by one of these or map the column when reading".into();
                    Error::MissingColumn { input: "the register".into(), column: format!("segment {name:?}"), found, advice }
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self { axes, licence, licence_column: columns.licensed, join, join_of_episode, segments })
    }

    /// Number of possible keys.
    pub(crate) fn keys(&self) -> u64 {
        let segments = self.segments.iter().map(|segment| segment.levels.len() as u64 + 1);
        segments.fold((self.licence.len() as u64 + 1) * (self.join.len() as u64 + 1), u64::saturating_mul)
    }

    /// Whether the only axis is the licence cohort, by days: the layout with a path of its own through the kernel.
    pub(crate) fn licence_days_only(&self) -> Option<&'a [i32]> {
        match self.licence_column {
            LicenceColumn::Days(days) if self.axes.licence && !self.axes.join && self.segments.is_empty() => Some(days.raw()),
            _ => None,
        }
    }

    /// The key of an episode.
    pub(crate) fn key(&self, at: usize) -> u64 {
        let mut key = match self.licence_column {
            _ if !self.axes.licence => 0,
            LicenceColumn::Absent => self.licence.len(),
            LicenceColumn::Days(days) => self.licence.position(days.raw()[at]),
            LicenceColumn::Cohorts(cohorts) => cohorts[at].map_or(self.licence.len(), |year| self.licence.position_of_year(year)),
        } as u64;
        key = key * (self.join.len() as u64 + 1) + self.join_of_episode.get(at).map_or(0, |&join| u64::from(join));
        for segment in &self.segments {
            let code = segment.codes[at];
            let code = if code == SegmentColumn::ABSENT { segment.levels.len() as u64 } else { u64::from(code) };
            key = key * (segment.levels.len() as u64 + 1) + code;
        }
        key
    }

    /// The group that a key stands for.
    pub(crate) fn group(&self, mut key: u64) -> Group {
        let mut levels: Vec<Level> = Vec::with_capacity(self.segments.len());
        for segment in self.segments.iter().rev() {
            let size = segment.levels.len() as u64 + 1;
            levels.push(Level { segment: segment.name.to_owned(), level: segment.levels.get((key % size) as usize).cloned() });
            key /= size;
        }
        levels.reverse();
        let joins = self.join.len() as u64 + 1;
        Group {
            licence_cohort: self.axes.licence.then(|| self.licence.year((key / joins) as usize)),
            join_cohort: self.axes.join.then(|| self.join.year((key % joins) as usize)),
            levels,
        }
    }
}

/// The years of the licence cohorts.
fn licence_index(licensed: &LicenceColumn, rule: CohortRule) -> Result<YearIndex> {
    match licensed {
        LicenceColumn::Absent => Ok(YearIndex::empty()),
        LicenceColumn::Days(days) => {
            let known = || days.raw().iter().copied().filter(|&day| day != i32::MIN);
            let Some((first, last)) = known().min().zip(known().max()) else { return Ok(YearIndex::empty()) };
            Ok(YearIndex::new(Day::from_days_unchecked(first), Day::from_days_unchecked(last), |day| rule.cohort_of(day)))
        }
        LicenceColumn::Cohorts(cohorts) => {
            let known = || cohorts.iter().flatten().copied();
            known().min().zip(known().max()).map_or_else(|| Ok(YearIndex::empty()), |(first, last)| YearIndex::of_years(first, last))
        }
    }
}

/// The years of first joining, and the position of each episode's person among them.
fn join_index(register: &Register, calendar: FiscalCalendar) -> (YearIndex, Vec<u16>) {
    let joined: Vec<Option<Day>> = (0..register.persons()).map(|person| register.joined(person)).collect();
    let known = || joined.iter().flatten().copied();
    let index = match known().min().zip(known().max()) {
        Some((first, last)) => YearIndex::new(first, last, |day| calendar.year_of(day)),
        None => YearIndex::empty(),
    };
    let mut of_episode = vec![0; register.episodes()];
    for (person, day) in joined.iter().enumerate() {
        let position = day.map_or(index.len(), |day| index.position(day.days())) as u16;
        of_episode[register.range_of(person)].fill(position);
    }
    (index, of_episode)
}
