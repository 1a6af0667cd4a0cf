//! Episodes as columns: what every reader produces and a register is built from.

use super::{EndReason, Standing};
use crate::error::{Error, Result};
use crate::time::Day;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// When a person was licensed, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceDate {
    /// The day on the licence.
    Day(Day),
    /// The licence cohort itself, as a fiscal year.
    Cohort(FiscalYear),
}

/// One row, as a Rust value: one person in one standing for one stretch of time.
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, EndReason};
/// let row = Episode::new("A-17", Day::from_ymd(2019, 4, 1)?)
///     .until(Day::from_ymd(2022, 4, 1)?, EndReason::Voluntary)
///     .segment("branch", "東京都");
/// assert_eq!(row.person, "A-17");
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Episode {
    /// Key of the person; the same in all rows of one person.
    pub person: String,
    /// First day in this standing; `None` when the person was already a member when the record began.
    pub start: Option<Day>,
    /// First day no longer in this standing (exclusive); `None` while it lasts.
    pub end: Option<Day>,
    /// The day from which the episode is under observation, where that is later than its start or the start is not known.
    pub observed_from: Option<Day>,
    /// How the person stands with the association.
    pub standing: Standing,
    /// Why the episode ended.
    pub end_reason: EndReason,
    /// When the person was licensed.
    pub licensed: Option<LicenceDate>,
    /// Day of birth.
    pub born: Option<Day>,
    /// Segment name and level, for example `("branch", "東京都")`.
    pub segments: Vec<(String, String)>,
}

impl Episode {
    /// An open episode of an active member.
    #[must_use]
    pub fn new(person: impl Into<String>, start: Day) -> Self {
        Self {
            person: person.into(),
            start: Some(start),
            end: None,
            observed_from: None,
            standing: Standing::Active,
            end_reason: EndReason::Unstated,
            licensed: None,
            born: None,
            segments: Vec::new(),
        }
    }

    /// The same, ended: `end` is the first day no longer in this standing.
    #[must_use]
    pub fn until(mut self, end: Day, reason: EndReason) -> Self {
        self.end = Some(end);
        self.end_reason = reason;
        self
    }

    /// The same in another standing.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Self {
        self.standing = standing;
        self
    }

    /// The same for a person licensed on a day.
    #[must_use]
    pub fn licensed(mut self, day: Day) -> Self {
        self.licensed = Some(LicenceDate::Day(day));
        self
    }

    /// The same in a segment, for example `("branch", "東京都")`.
    #[must_use]
    pub fn segment(mut self, name: impl Into<String>, level: impl Into<String>) -> Self {
        self.segments.push((name.into(), level.into()));
        self
    }
}

/// A column of days, some of which may be absent; four bytes a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayColumn(Vec<i32>);

impl DayColumn {
    /// The stored number that means "absent".
    pub(crate) const ABSENT: i32 = i32::MIN;

    /// An empty column with room for `rows`.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        Self(Vec::with_capacity(rows))
    }

    /// Adds a row.
    pub fn push(&mut self, day: Option<Day>) {
        self.0.push(day.map_or(Self::ABSENT, Day::days));
    }

    /// The day in a row counted from 0; `None` where absent or beyond the end.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Day> {
        self.0.get(row).filter(|&&days| days != Self::ABSENT).map(|&days| Day::from_days_unchecked(days))
    }

    /// The numbers as stored: days since 1970, [`DayColumn::ABSENT`] where absent.
    pub(crate) fn raw(&self) -> &[i32] {
        &self.0
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Option<Day>> for DayColumn {
    fn from_iter<I: IntoIterator<Item = Option<Day>>>(days: I) -> Self {
        Self(days.into_iter().map(|day| day.map_or(Self::ABSENT, Day::days)).collect())
    }
}

impl FromIterator<Day> for DayColumn {
    fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
        Self(days.into_iter().map(Day::days).collect())
    }
}

/// A column of texts packed into one buffer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextColumn {
    ends: Vec<u64>,
    text: String,
}

impl TextColumn {
    /// Adds a row.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
    }

    /// The text in a row counted from 0; empty beyond the end.
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        let Some(&end) = self.ends.get(row) else { return "" };
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start as usize..end as usize]
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

impl<T: AsRef<str>> FromIterator<T> for TextColumn {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut column = Self::default();
        texts.into_iter().for_each(|text| column.push(text.as_ref()));
        column
    }
}

/// The key that tells persons apart, one a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonKeys {
    /// Numbers, as databases and data frames give them.
    Integers(Vec<i64>),
    /// Texts; an empty one means that the key is missing.
    Texts(TextColumn),
}

impl PersonKeys {
    /// The integer that means "no key".
    pub const MISSING: i64 = i64::MIN;

    /// The key in a row counted from 0, as text; empty where missing or beyond the end.
    #[must_use]
    pub fn text(&self, row: usize) -> String {
        match self {
            Self::Integers(keys) => keys.get(row).filter(|&&key| key != Self::MISSING).map_or(String::new(), i64::to_string),
            Self::Texts(keys) => keys.get(row).to_owned(),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(keys) => keys.len(),
            Self::Texts(keys) => keys.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Licence dates of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LicenceColumn {
    /// Not known.
    #[default]
    Absent,
    /// Days on the licences.
    Days(DayColumn),
    /// Licence cohorts as fiscal years; `None` where not known.
    Cohorts(Vec<Option<FiscalYear>>),
}

/// A segment: a named column of levels, such as branch (所属), class (会員区分) or sex (性別).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SegmentColumn {
    /// Name of the segment.
    pub name: String,
    /// The different levels.
    pub levels: Vec<String>,
    /// For each row the position of its level, or [`SegmentColumn::ABSENT`].
    pub codes: Vec<u32>,
}

impl SegmentColumn {
    /// The code of a row without a level.
    pub const ABSENT: u32 = u32::MAX;

    /// A segment from the level of each row; an empty text means absent.
    #[must_use]
    pub fn from_levels<T: AsRef<str>>(name: impl Into<String>, rows: impl IntoIterator<Item = T>) -> Self {
        let mut column = Self { name: name.into(), ..Self::default() };
        let mut known: HashMap<String, u32> = HashMap::new();
        for level in rows {
            let level = level.as_ref();
            let code = match known.get(level) {
                _ if level.is_empty() => Self::ABSENT,
                Some(&code) => code,
                None => {
                    let code = column.levels.len() as u32;
                    column.levels.push(level.to_owned());
                    known.insert(level.to_owned(), code);
                    code
                }
            };
            column.codes.push(code);
        }
        column
    }
}

/// Which row of the file or table each row of columns came from; for messages and for counting rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowNumbers {
    /// One after the other, beginning with this number.
    From(u64),
    /// One number a row, never falling: rows were set aside when the table was read, or one row gave several episodes.
    Listed(Vec<u64>),
}

impl RowNumbers {
    /// The number of a row counted from 0.
    #[must_use]
    pub fn get(&self, row: usize) -> u64 {
        match self {
            Self::From(first) => first + row as u64,
            Self::Listed(numbers) => numbers.get(row).copied().unwrap_or(0),
        }
    }
}

impl Default for RowNumbers {
    /// From 1.
    fn default() -> Self {
        Self::From(1)
    }
}

/// Episodes as columns: what every reader produces and a register is built from.
///
/// `person` and `start` are needed; a column that is not known is `None` or empty. All columns that are given have one length.
///
/// # Example
///
/// ```
/// use kaiin::{Day, episode::{DayColumn, EpisodeColumns, PersonKeys}};
/// let day = |y| Day::from_ymd(y, 4, 1);
/// let columns = EpisodeColumns {
///     end: Some([None, Some(day(2022)?)].into_iter().collect()),
///     ..EpisodeColumns::new(PersonKeys::Integers(vec![1, 2]), DayColumn::from_iter([day(2019)?, day(2020)?]))
/// };
/// assert_eq!(columns.rows()?, 2);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpisodeColumns {
    /// Key of the person.
    pub person: PersonKeys,
    /// First day in this standing; absent when the person was already a member when the record began.
    pub start: DayColumn,
    /// First day no longer in this standing (exclusive); absent while it lasts.
    pub end: Option<DayColumn>,
    /// The day from which the episode is under observation, where later than its start or the start is not known.
    pub observed_from: Option<DayColumn>,
    /// How the person stands with the association; all active when not given.
    pub standing: Option<Vec<Standing>>,
    /// Why the episode ended; unstated when not given.
    pub end_reason: Option<Vec<EndReason>>,
    /// When the person was licensed.
    pub licensed: LicenceColumn,
    /// Day of birth.
    pub born: Option<DayColumn>,
    /// Segments by name.
    pub segments: Vec<SegmentColumn>,
    /// Which rows of the file or table they came from, for messages.
    pub row_numbers: RowNumbers,
}

impl EpisodeColumns {
    /// Columns with nothing but persons and starts.
    #[must_use]
    pub fn new(person: PersonKeys, start: DayColumn) -> Self {
        Self {
            person,
            start,
            end: None,
            observed_from: None,
            standing: None,
            end_reason: None,
            licensed: LicenceColumn::Absent,
            born: None,
            segments: Vec::new(),
            row_numbers: RowNumbers::default(),
        }
    }

    /// The number that messages give to a row counted from 0.
    #[must_use]
    pub fn row_number(&self, row: usize) -> u64 {
        self.row_numbers.get(row)
    }

    /// Number of rows.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when a column has another length than `person`; [`Error::Limit`] beyond 2^32 - 2 rows.
    pub fn rows(&self) -> Result<usize> {
        let expected = self.person.len();
        let lengths = [
            ("start", Some(self.start.len())),
            ("end", self.end.as_ref().map(DayColumn::len)),
            ("observed_from", self.observed_from.as_ref().map(DayColumn::len)),
            ("standing", self.standing.as_ref().map(Vec::len)),
            ("end_reason", self.end_reason.as_ref().map(Vec::len)),
            ("licensed", self.licensed.len()),
            ("born", self.born.as_ref().map(DayColumn::len)),
        ];
        let segments = self.segments.iter().map(|s| (s.name.as_str(), Some(s.codes.len())));
        for (column, found) in lengths.into_iter().chain(segments) {
            if let Some(found) = found.filter(|&found| found != expected) {
                return Err(Error::ColumnLength { column: column.into(), found, reference: "person".into(), expected });
            }
        }
        if expected as u64 >= u64::from(u32::MAX) {
            return Err(Error::Limit {
                what: "rows of a register",
                found: expected as u64,
                limit: u64::from(u32::MAX) - 1,
                advice: "build one table for each part and merge the tables".into(),
            });
        }
        Ok(expected)
    }
}

impl std::fmt::Display for LicenceDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Cohort(year) => year.fmt(f),
        }
    }
}

impl LicenceColumn {
    /// The licence in a row counted from 0; `None` where not known.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<LicenceDate> {
        match self {
            Self::Absent => None,
            Self::Days(days) => days.get(row).map(LicenceDate::Day),
            Self::Cohorts(cohorts) => cohorts.get(row).copied().flatten().map(LicenceDate::Cohort),
        }
    }

    /// Adds a row; a licence of the other kind counts as not known.
    pub(crate) fn push(&mut self, licence: Option<LicenceDate>) {
        match (self, licence) {
            (Self::Days(days), Some(LicenceDate::Day(day))) => days.push(Some(day)),
            (Self::Days(days), _) => days.push(None),
            (Self::Cohorts(cohorts), Some(LicenceDate::Cohort(year))) => cohorts.push(Some(year)),
            (Self::Cohorts(cohorts), _) => cohorts.push(None),
            (Self::Absent, _) => {}
        }
    }

    /// Number of rows; `None` when the column is absent.
    fn len(&self) -> Option<usize> {
        match self {
            Self::Absent => None,
            Self::Days(days) => Some(days.len()),
            Self::Cohorts(cohorts) => Some(cohorts.len()),
        }
    }
}

impl FromIterator<Episode> for EpisodeColumns {
    /// Columns from rows. A segment that some rows lack is absent in those; licence dates become cohorts only when no row gives a day.
    fn from_iter<I: IntoIterator<Item = Episode>>(rows: I) -> Self {
        let rows: Vec<Episode> = rows.into_iter().collect();
        let names: BTreeSet<&str> = rows.iter().flat_map(|row| row.segments.iter().map(|(name, _)| name.as_str())).collect();
        let segments = names
            .into_iter()
            .map(|name| {
                let level = |row: &Episode| row.segments.iter().find(|(n, _)| n == name).map_or(String::new(), |(_, level)| level.clone());
                SegmentColumn::from_levels(name, rows.iter().map(level))
            })
            .collect();
        Self {
            person: PersonKeys::Texts(rows.iter().map(|row| row.person.as_str()).collect()),
            start: rows.iter().map(|row| row.start).collect(),
            end: Some(rows.iter().map(|row| row.end).collect()),
            observed_from: Some(rows.iter().map(|row| row.observed_from).collect()),
            standing: Some(rows.iter().map(|row| row.standing).collect()),
            end_reason: Some(rows.iter().map(|row| row.end_reason).collect()),
            licensed: licences(&rows),
            born: Some(rows.iter().map(|row| row.born).collect()),
            segments,
            row_numbers: RowNumbers::default(),
        }
    }
}

/// The licence column of rows: cohorts when any row gives a cohort, else days.
fn licences(rows: &[Episode]) -> LicenceColumn {
    let is_cohort = |row: &Episode| matches!(row.licensed, Some(LicenceDate::Cohort(_)));
    if rows.iter().any(is_cohort) {
        return LicenceColumn::Cohorts(
            rows.iter()
                .map(|row| match row.licensed {
                    Some(LicenceDate::Cohort(year)) => Some(year),
                    _ => None,
                })
                .collect(),
        );
    }
    LicenceColumn::Days(
        rows.iter()
            .map(|row| match row.licensed {
                Some(LicenceDate::Day(day)) => Some(day),
                _ => None,
            })
            .collect(),
    )
}
