//! The groups of a table: licence cohort, join cohort and segments, and the key of each episode among them.

use super::year_index::YearIndex;
use crate::episode::LicenceColumn;
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::register::{Entry, Register, RegisterColumns};
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Mul, Range};

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

impl Group {
    /// The group as one name: its cohorts and levels with " / " between them, `?` for what is not known, `all` when there is nothing.
    #[must_use]
    pub fn label(&self) -> String {
        let year = |year: Option<FiscalYear>| year.map_or_else(|| "?".to_owned(), |year| year.to_string());
        let cohorts = [self.licence_cohort, self.join_cohort].into_iter().flatten().map(year);
        let levels = self.levels.iter().map(|level| level.level.clone().unwrap_or_else(|| "?".to_owned()));
        match cohorts.chain(levels).collect::<Vec<_>>() {
            parts if parts.is_empty() => "all".to_owned(),
            parts => parts.join(" / "),
        }
    }
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

    /// The same but for one segment.
    pub(crate) fn without(&self, segment: &str) -> Self {
        Self { segments: self.segments.iter().filter(|name| *name != segment).cloned().collect(), ..*self }
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
    licence: YearIndex,
    columns: RegisterColumns<'a>,
    join: YearIndex,
    segments: Vec<SegmentCodes<'a>>,
}

/// The codes of one segment.
struct SegmentCodes<'a> {
    name: &'a str,
    levels: &'a [String],
    codes: &'a [u32],
}

impl SegmentCodes<'_> {
    /// Number of levels and one more for "absent".
    fn size(&self) -> u64 {
        self.levels.len() as u64 + 1
    }
}

impl<'a> Grouping<'a> {
    /// The grouping of a register by `axes`.
    pub(crate) fn new(register: &'a Register, axes: &'a GroupBy, calendar: FiscalCalendar, rule: CohortRule) -> Result<Self> {
        let columns = register.columns();
        let licence = if axes.licence { licence_index(&columns, rule)? } else { YearIndex::empty() };
        let join = if axes.join { join_index(&columns, calendar) } else { YearIndex::empty() };
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
        Ok(Self { axes, licence, columns, join, segments })
    }

    /// Number of possible keys.
    pub(super) fn keys(&self) -> u64 {
        let segments = self.segments.iter().map(SegmentCodes::size);
        segments.fold((self.licence.len() as u64 + 1) * (self.join.len() as u64 + 1), u64::saturating_mul)
    }

    /// The keys of consecutive episodes, one axis after the other, each in a loop of its own; `K` must hold all possible keys.
    pub(super) fn keys_of<K: Copy + From<u32> + Mul<Output = K> + Add<Output = K>>(&self, episodes: Range<usize>, keys: &mut [K]) {
        self.licence_positions(episodes.clone(), keys);
        if self.axes.join {
            let (size, mut joined) = (K::from(self.join.len() as u32 + 1), K::from(self.join_position(episodes.start)));
            for (key, at) in keys.iter_mut().zip(episodes.clone()) {
                if self.is_first_of_person(at) {
                    joined = K::from(self.join_position(at));
                }
                *key = *key * size + joined;
            }
        }
        for segment in &self.segments {
            let (size, absent) = (K::from(segment.levels.len() as u32 + 1), segment.levels.len() as u32);
            let codes = &segment.codes[episodes.clone()];
            // "Absent" is the largest number there is.
            keys.iter_mut().zip(codes).for_each(|(key, &code)| *key = *key * size + K::from(code.min(absent)));
        }
    }

    /// The key of an episode.
    pub(crate) fn key(&self, at: usize) -> u64 {
        let mut key = [0];
        self.keys_of(at..at + 1, &mut key);
        key[0]
    }

    /// The positions of the licence cohorts of consecutive episodes.
    fn licence_positions<K: From<u32>>(&self, episodes: Range<usize>, positions: &mut [K]) {
        let unknown = self.licence.len();
        match self.columns.licensed {
            LicenceColumn::Days(days) if self.axes.licence => self.licence.positions(&days.raw()[episodes], positions),
            LicenceColumn::Cohorts(cohorts) if self.axes.licence => {
                let position = |year: &Option<FiscalYear>| year.map_or(unknown, |year| self.licence.position_of_year(year));
                positions.iter_mut().zip(&cohorts[episodes]).for_each(|(place, year)| *place = K::from(position(year) as u32));
            }
            // Without licences, or not grouped by them, there is only this position.
            _ => positions.iter_mut().for_each(|place| *place = K::from(unknown as u32)),
        }
    }

    /// The position of the year in which the person of an episode first joined.
    fn join_position(&self, mut at: usize) -> u32 {
        while !self.is_first_of_person(at) {
            at -= 1;
        }
        let is_unknown = !self.columns.start_unknown.is_empty() && self.columns.start_unknown.binary_search(&(at as u32)).is_ok();
        let position = if is_unknown { self.join.len() } else { self.join.position(self.columns.start[at]) };
        position as u32
    }

    /// Whether an episode is the first of its person: only that one begins by joining or by being a member already.
    fn is_first_of_person(&self, at: usize) -> bool {
        self.columns.opens[at] >> 2 <= Entry::Joined as u8
    }

    /// The group that a key stands for.
    pub(crate) fn group(&self, mut key: u64) -> Group {
        let mut levels: Vec<Level> = Vec::with_capacity(self.segments.len());
        for segment in self.segments.iter().rev() {
            let size = segment.size();
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
fn licence_index(columns: &RegisterColumns<'_>, rule: CohortRule) -> Result<YearIndex> {
    match columns.licensed {
        LicenceColumn::Absent => Ok(YearIndex::empty()),
        LicenceColumn::Days(_) => {
            let Some((first, last)) = columns.extent.licence_days else { return Ok(YearIndex::empty()) };
            Ok(YearIndex::new(Day::from_days_unchecked(first), Day::from_days_unchecked(last), |day| rule.cohort_of(day)))
        }
        LicenceColumn::Cohorts(cohorts) => {
            let known = || cohorts.iter().flatten().copied();
            known().min().zip(known().max()).map_or_else(|| Ok(YearIndex::empty()), |(first, last)| YearIndex::of_years(first, last))
        }
    }
}

/// The years in which a member may have joined.
fn join_index(columns: &RegisterColumns<'_>, calendar: FiscalCalendar) -> YearIndex {
    let index =
        |(first, last)| YearIndex::new(Day::from_days_unchecked(first), Day::from_days_unchecked(last), |day| calendar.year_of(day));
    columns.extent.starts.map_or_else(YearIndex::empty, index)
}
