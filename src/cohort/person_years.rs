//! Of the members at the start of each fiscal year, how many left within it: by tenure, year, age, standing and segment?
//!
//! One member in one year is one trial. The trials are counted into cells as the register is read; no row a person and year is ever made.

use super::grouping::{Group, GroupBy, Grouping};
use super::person_year_walk::{PersonYear, Walk};
use super::quick_hash::QuickMap;
use super::span::ExitDay;
use super::tenure::TenureRules;
use crate::episode::{EndReason, Standing};
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::register::Register;
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar, LeapDay};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::HashMap;

/// What a year counts as in which a member left for a reason that is not studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherExits {
    /// A year at risk without the event. The default: the share of members that leave for the reason in a world where the others act too
    /// (the cause-specific hazard of a year).
    #[default]
    Stayed,
    /// No year at risk: the share among those whom nothing else took away.
    LeftOut,
}

/// How a [`PersonYearTable`] is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `count` is called"]
pub struct PersonYearSettings {
    pub(super) calendar: FiscalCalendar,
    pub(super) rule: CohortRule,
    pub(super) group_by: GroupBy,
    pub(super) tenure: TenureRules,
    pub(super) longest_tenure: u32,
    pub(super) ages: Vec<u32>,
    pub(super) standing: StandingAxis,
    /// The reasons studied; all when empty.
    pub(super) reasons: Vec<EndReason>,
    pub(super) other_exits: OtherExits,
    pub(super) exit_day: ExitDay,
    pub(super) leap_day: LeapDay,
}

/// Whether standings are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum StandingAxis {
    Together,
    Apart,
}

/// The longest tenure that is told apart.
const LONGEST_TENURE: u32 = 100;
/// Cells that lie in one array; more are kept in a map.
const DENSE_CELLS: u64 = 1 << 22;
const MOST_KEYS: u64 = 1 << 62;

impl PersonYearSettings {
    /// Also by licence cohort, year of joining or segments: of the episode on the day before the year. By nothing unless told.
    pub fn by(mut self, group_by: GroupBy) -> Self {
        self.group_by = group_by;
        self
    }

    /// Which fiscal year's cohort a licence date belongs to; without a shift unless told.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// When tenure runs; from the start of each membership, leave included, unless told.
    pub fn tenure(mut self, rules: TenureRules) -> Self {
        self.tenure = rules;
        self
    }

    /// Tenures from so many completed years on are counted together; 100 unless told, and at most.
    pub fn longest_tenure(mut self, years: u32) -> Self {
        self.longest_tenure = years.min(LONGEST_TENURE);
        self
    }

    /// Also by age on the day before the year, in bands that begin at these ages: `&[0, 30, 40, 50, 60]`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is none, when they do not ascend, or the last is above 150.
    pub fn ages(mut self, begin: &[u32]) -> Result<Self> {
        if begin.is_empty() || begin.windows(2).any(|pair| pair[0] >= pair[1]) || begin.last().is_some_and(|&last| last > 150) {
            return Err(Error::setting("ages", format!("{begin:?}"), "are not ascending ages up to 150; write [0, 30, 40, 50, 60]"));
        }
        self.ages = begin.to_vec();
        Ok(self)
    }

    /// Also by standing on the day before the year: active, on leave, suspended.
    pub fn by_standing(mut self) -> Self {
        self.standing = StandingAxis::Apart;
        self
    }

    /// Counts leavers for these reasons only; for all unless told.
    pub fn reasons(mut self, reasons: &[EndReason]) -> Self {
        self.reasons = reasons.to_vec();
        self
    }

    /// What a year counts as in which a member left for another reason.
    pub fn other_exits(mut self, rule: OtherExits) -> Self {
        self.other_exits = rule;
        self
    }

    /// On which day an exit is booked; on the first day out unless told. On the last day in, who leaves with the last day of a year left
    /// in that year.
    pub fn exit_day(mut self, rule: ExitDay) -> Self {
        self.exit_day = rule;
        self
    }

    /// When those complete a year who joined, or were born, on 29 February.
    pub fn leap_day(mut self, leap_day: LeapDay) -> Self {
        self.leap_day = leap_day;
        self
    }

    /// Counts a register.
    ///
    /// Takes time proportional to episodes and person-years, and memory by cells.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] for a segment that the register has not; [`Error::NoRows`] when no fiscal year is complete;
    /// [`Error::Limit`] for more possible cells than 2⁶².
    pub fn count(&self, register: &Register) -> Result<PersonYearTable> {
        let keys = Keys::new(self, register)?;
        let (Some(first), Some(last)) = (keys.walk.first_year(), keys.walk.last_year()) else {
            let advice = "extract the register on or after the last day of a fiscal year with members at its start".into();
            return Err(Error::NoRows { input: "the table of person-years".into(), advice });
        };
        let mut tally = Tally::new(keys.possible);
        let mut left_out = LeftOut::default();
        for person in 0..register.persons() {
            keys.walk.years_of(person, (first, last), &mut |year| match (year.tenure, year.outcome) {
                (None, _) => left_out.tenure_unknown += 1,
                (_, Outcome::Removed) => left_out.other_exits += 1,
                (Some(tenure), outcome) => tally.add(keys.key(&year, tenure), outcome == Outcome::Left),
            });
        }
        let mut rows = keys.rows(tally.sorted());
        rows.sort_by(|a, b| a.identity().cmp(&b.identity()));
        Ok(PersonYearTable { settings: self.clone(), as_of: register.as_of(), rows, left_out })
    }

    /// The cells of the members on the roll at the end of the extract date, as they would stand at the start of a year that begins the day
    /// after, and the cell of each of them.
    ///
    /// # Errors
    ///
    /// As [`PersonYearSettings::count`].
    pub fn current(&self, register: &Register) -> Result<CurrentMembers> {
        let keys = Keys::new(self, register)?;
        let (mut persons, mut cells, mut tenure_unknown) = (Vec::new(), Vec::new(), 0);
        for person in 0..register.persons() {
            if let Some(year) = keys.walk.coming_year_of(person) {
                match year.tenure {
                    None => tenure_unknown += 1,
                    Some(tenure) => {
                        persons.push(person as u32);
                        cells.push(keys.key(&year, tenure));
                    }
                }
            }
        }
        let mut distinct = cells.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let place: QuickMap<u64, u32> = distinct.iter().copied().zip(0..).collect();
        let cell = cells.iter().filter_map(|key| place.get(key).copied()).collect();
        let cells = keys.rows(distinct.into_iter().map(|key| (key, (0, 0))).collect());
        Ok(CurrentMembers { settings: self.clone(), persons, cell, cells, tenure_unknown })
    }

    /// Gives each person-year of a register in order: the person, the position of its row in the table, and whether the member left.
    pub(crate) fn each(&self, register: &Register, table: &PersonYearTable, give: &mut dyn FnMut(usize, usize, bool)) -> Result<()> {
        let keys = Keys::new(self, register)?;
        let place: HashMap<Identity<'_>, usize> = table.rows.iter().map(PersonYearRow::identity).zip(0..).collect();
        let mut known = KnownCells::new(keys.possible);
        let mut cell = |key: u64| known.of(key, || place.get(&keys.row(key, 0, 0).identity()).copied());
        let (Some(first), Some(last)) = (keys.walk.first_year(), keys.walk.last_year()) else { return Ok(()) };
        for person in 0..register.persons() {
            keys.walk.years_of(person, (first, last), &mut |year| {
                let cell = year.tenure.and_then(|tenure| cell(keys.key(&year, tenure)));
                if let (Some(cell), true) = (cell, year.outcome != Outcome::Removed) {
                    give(person, cell, year.outcome == Outcome::Left);
                }
            });
        }
        Ok(())
    }
}

/// What became of a member in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Stayed,
    Left,
    Removed,
}

/// Person-years that are in no cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct LeftOut {
    /// The first day of membership is not known, and so no tenure.
    pub tenure_unknown: u64,
    /// The member left for a reason that is not studied ([`OtherExits::LeftOut`]).
    pub other_exits: u64,
}

/// Members at the start of a fiscal year who are alike, and how many left within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonYearRow {
    /// Completed years of membership on the day before the year.
    pub tenure: u32,
    /// The fiscal year.
    pub period: FiscalYear,
    /// The age at which their band begins; `None` when the day of birth is not known, they are younger than the first band, or ages are
    /// not told apart.
    pub age: Option<u32>,
    /// Their standing on the day before the year; `None` when standings are not told apart.
    pub standing: Option<Standing>,
    /// Their licence cohort, year of joining and segments on the day before the year.
    pub group: Group,
    /// Members at the start of the year.
    pub trials: u64,
    /// Those of them who left within it.
    pub events: u64,
}

/// What tells a cell from all others, in the order of rows.
type Identity<'a> = (FiscalYear, u32, Option<u32>, Option<Standing>, &'a Group);

impl PersonYearRow {
    fn identity(&self) -> Identity<'_> {
        (self.period, self.tenure, self.age, self.standing, &self.group)
    }
}

/// Members at the start of each fiscal year and leavers within it, by what is known at the start: what a hazard regression is made from.
///
/// A member is one trial of a fiscal year who is on the roll on the day before it begins, whatever the standing. The member has the event
/// when the membership ends within the year (for a reason studied); who comes back within the year has left all the same. Only years that
/// the register covers to their last day count. Who joins and leaves within one fiscal year is in no trial.
///
/// # Properties
///
/// Trials of a year are its opening stock in a [`CohortTable`](super::CohortTable), those of unknown tenure included. The order of rows
/// never matters. The merged tables of two parts of a register (no person in both) are the table of the whole.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::PersonYearTable};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2020, 4, 1)?),
///     Episode::new("B", day(2020, 5, 1)?).until(day(2022, 6, 30)?, EndReason::Arrears),
/// ];
/// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = PersonYearTable::settings(FiscalCalendar::japan()).count(&register)?;
/// let rows: Vec<_> = table.rows().iter().map(|row| (row.period.get(), row.tenure, row.trials, row.events)).collect();
/// assert_eq!(rows, [(2021, 0, 2, 0), (2022, 1, 2, 1)]); // 2020 had no member at its start
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonYearTable {
    settings: PersonYearSettings,
    as_of: Day,
    rows: Vec<PersonYearRow>,
    left_out: LeftOut,
}

impl PersonYearTable {
    /// Settings for a table by tenure and fiscal year of all leavers.
    pub fn settings(calendar: FiscalCalendar) -> PersonYearSettings {
        PersonYearSettings {
            calendar,
            rule: CohortRule::of(calendar),
            group_by: GroupBy::nothing(),
            tenure: TenureRules::default(),
            longest_tenure: LONGEST_TENURE,
            ages: Vec::new(),
            standing: StandingAxis::Together,
            reasons: Vec::new(),
            other_exits: OtherExits::default(),
            exit_day: ExitDay::default(),
            leap_day: LeapDay::default(),
        }
    }

    /// How it was counted.
    pub fn made_by(&self) -> &PersonYearSettings {
        &self.settings
    }

    /// The cells in which there was a trial, by period, then tenure, age, standing and group.
    #[must_use]
    pub fn rows(&self) -> &[PersonYearRow] {
        &self.rows
    }

    /// Person-years that are in no cell.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// The fiscal years that have trials, ascending.
    #[must_use]
    pub fn periods(&self) -> Vec<FiscalYear> {
        let mut periods: Vec<FiscalYear> = self.rows.iter().map(|row| row.period).collect();
        periods.dedup();
        periods
    }

    /// The table of two registers with no person in both.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings or the extract dates differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        let mismatch = |what, left: String, right: String| Err(Error::Mismatch { what, left, right });
        if self.as_of != other.as_of {
            return mismatch("extract date", self.as_of.to_string(), other.as_of.to_string());
        }
        if self.settings != other.settings {
            return mismatch("settings", format!("{:?}", self.settings), format!("{:?}", other.settings));
        }
        let mut rows = [self.rows.as_slice(), other.rows.as_slice()].concat();
        rows.sort_by(|a, b| a.identity().cmp(&b.identity()));
        rows.dedup_by(|next, row| {
            let same = next.identity() == row.identity();
            if same {
                row.trials += next.trials;
                row.events += next.events;
            }
            same
        });
        let left_out = LeftOut {
            tenure_unknown: self.left_out.tenure_unknown + other.left_out.tenure_unknown,
            other_exits: self.left_out.other_exits + other.left_out.other_exits,
        };
        Ok(Self { settings: self.settings.clone(), as_of: self.as_of, rows, left_out })
    }

    /// One row a cell: `period`, `tenure`, `age` and `standing` where told apart, the columns of the groups, `trials`, `events`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let counts =
            |value: fn(&PersonYearRow) -> u64| Values::Integers(self.rows.iter().map(|row| i64::try_from(value(row)).ok()).collect());
        let mut columns = self.settings.columns_of(&self.rows);
        columns.push(("trials".into(), counts(|row| row.trials)));
        columns.push(("events".into(), counts(|row| row.events)));
        Table::of_columns("person_years", columns)
    }
}

impl PersonYearSettings {
    /// What tells the cells apart, as columns.
    pub(crate) fn columns_of(&self, rows: &[PersonYearRow]) -> Vec<(String, Values)> {
        let mut columns: Vec<(String, Values)> = vec![
            ("period".into(), Values::Integers(rows.iter().map(|row| Some(i64::from(row.period.get()))).collect())),
            ("tenure".into(), Values::Integers(rows.iter().map(|row| Some(i64::from(row.tenure))).collect())),
        ];
        if !self.ages.is_empty() {
            columns.push(("age".into(), Values::Texts(rows.iter().map(|row| row.age.map(|age| self.age_label(age))).collect())));
        }
        if self.standing == StandingAxis::Apart {
            let standing = |row: &PersonYearRow| row.standing.map(|standing| standing.name().to_owned());
            columns.push(("standing".into(), Values::Texts(rows.iter().map(standing).collect())));
        }
        let groups: Vec<&Group> = rows.iter().map(|row| &row.group).collect();
        columns.extend(self.group_by.columns_of(&groups));
        columns
    }

    /// `30-39` for the band from 30 to 39, `60+` for the last.
    fn age_label(&self, from: u32) -> String {
        match self.ages.iter().find(|&&next| next > from) {
            Some(next) => format!("{from}-{}", next - 1),
            None => format!("{from}+"),
        }
    }

    /// The names of the bands, ascending.
    pub(crate) fn age_labels(&self) -> Vec<String> {
        self.ages.iter().map(|&age| self.age_label(age)).collect()
    }
}

/// The members on the roll at the end of the extract date, by what tells them apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentMembers {
    pub(crate) settings: PersonYearSettings,
    /// Positions of the persons in the register, ascending.
    pub(crate) persons: Vec<u32>,
    /// The cell of each of them.
    pub(crate) cell: Vec<u32>,
    pub(crate) cells: Vec<PersonYearRow>,
    pub(crate) tenure_unknown: u64,
}

impl CurrentMembers {
    /// Number of members with a known tenure.
    #[must_use]
    pub fn len(&self) -> usize {
        self.persons.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    /// The cells, without trials or events.
    #[must_use]
    pub fn cells(&self) -> &[PersonYearRow] {
        &self.cells
    }

    /// Members whose first day of membership is not known.
    #[must_use]
    pub fn tenure_unknown(&self) -> u64 {
        self.tenure_unknown
    }
}

/// From person-years to keys of cells and back.
struct Keys<'a> {
    settings: &'a PersonYearSettings,
    walk: Walk<'a>,
    grouping: Grouping<'a>,
    first_period: i32,
    periods: u64,
    possible: u64,
    last_group: Cell<(usize, u64)>,
}

impl<'a> Keys<'a> {
    fn new(settings: &'a PersonYearSettings, register: &'a Register) -> Result<Self> {
        let grouping = Grouping::new(register, &settings.group_by, settings.calendar, settings.rule)?;
        let walk = Walk::new(register, settings);
        let (first, coming) = (walk.first_year().map_or(0, FiscalYear::get), walk.coming_year().get());
        let periods = u64::try_from(i64::from(coming) - i64::from(first) + 1).unwrap_or(1).max(1);
        let sizes = [settings.tenures(), settings.age_bands(), settings.standings()];
        let possible = sizes.into_iter().fold(grouping.keys().saturating_mul(periods), u64::saturating_mul);
        if possible > MOST_KEYS {
            let advice = "group by fewer segments".into();
            return Err(Error::Limit { what: "possible cells of person-years", found: possible, limit: MOST_KEYS, advice });
        }
        Ok(Self {
            settings,
            walk,
            grouping,
            first_period: coming - (periods as i32 - 1),
            periods,
            possible,
            last_group: Cell::new((usize::MAX, 0)),
        })
    }

    fn key(&self, year: &PersonYear, tenure: u32) -> u64 {
        let settings = self.settings;
        // The years of one episode follow each other, and have one group.
        let (last, mut group) = self.last_group.get();
        if last != year.at {
            group = self.grouping.key(year.at);
            self.last_group.set((year.at, group));
        }
        let period = u64::try_from(year.period.get() - self.first_period).unwrap_or(0).min(self.periods - 1);
        let mut key = period * settings.tenures() + u64::from(tenure.min(settings.longest_tenure));
        key = key * settings.age_bands() + settings.age_band(year.age);
        key = key * settings.standings() + if settings.standing == StandingAxis::Apart { year.standing as u64 } else { 0 };
        key * self.grouping.keys() + group
    }

    fn rows(&self, cells: Vec<(u64, (u64, u64))>) -> Vec<PersonYearRow> {
        cells.into_iter().map(|(key, (trials, events))| self.row(key, trials, events)).collect()
    }

    fn row(&self, key: u64, trials: u64, events: u64) -> PersonYearRow {
        let settings = self.settings;
        let (mut rest, group) = (key / self.grouping.keys(), self.grouping.group(key % self.grouping.keys()));
        let mut take = |size: u64| {
            let part = rest % size;
            rest /= size;
            part
        };
        let standing = take(settings.standings());
        let age = take(settings.age_bands());
        let tenure = take(settings.tenures()) as u32;
        let period = FiscalYear(self.first_period).plus(rest as i32);
        let standing = Standing::ALL.get(standing as usize).copied().filter(|_| settings.standing == StandingAxis::Apart);
        PersonYearRow { tenure, period, age: settings.ages.get(age as usize).copied(), standing, group, trials, events }
    }
}

impl PersonYearSettings {
    fn tenures(&self) -> u64 {
        u64::from(self.longest_tenure) + 1
    }

    /// One more band for those whose age is not known.
    fn age_bands(&self) -> u64 {
        self.ages.len() as u64 + 1
    }

    fn age_band(&self, age: Option<u32>) -> u64 {
        let bands = self.ages.len();
        let band = age.map(|age| self.ages.partition_point(|&begin| begin <= age)).filter(|&passed| passed > 0);
        band.map_or(bands, |passed| passed - 1) as u64
    }

    fn standings(&self) -> u64 {
        if self.standing == StandingAxis::Apart { Standing::ALL.len() as u64 } else { 1 }
    }
}

/// Trials and events by key.
enum Tally {
    Dense(Vec<(u32, u32)>),
    Sparse(QuickMap<u64, (u64, u64)>),
}

impl Tally {
    fn new(possible: u64) -> Self {
        if possible <= DENSE_CELLS { Self::Dense(vec![(0, 0); possible as usize]) } else { Self::Sparse(QuickMap::default()) }
    }

    fn add(&mut self, key: u64, left: bool) {
        match self {
            // A register has fewer than 2^32 episodes, and an episode one trial a year.
            Self::Dense(cells) => {
                if let Some((trials, events)) = cells.get_mut(key as usize) {
                    *trials += 1;
                    *events += u32::from(left);
                }
            }
            Self::Sparse(cells) => {
                let (trials, events) = cells.entry(key).or_default();
                *trials += 1;
                *events += u64::from(left);
            }
        }
    }

    fn sorted(self) -> Vec<(u64, (u64, u64))> {
        match self {
            Self::Dense(cells) => {
                let counted = (0..).zip(cells).filter(|(_, (trials, _))| *trials > 0);
                counted.map(|(key, (trials, events))| (key, (u64::from(trials), u64::from(events)))).collect()
            }
            Self::Sparse(cells) => {
                let mut cells: Vec<_> = cells.into_iter().collect();
                cells.sort_unstable_by_key(|(key, _)| *key);
                cells
            }
        }
    }
}

/// The rows of a table that keys stand for, as they become known.
enum KnownCells {
    /// One more than the row; 0 where it is not known yet.
    Dense(Vec<u32>),
    Sparse(QuickMap<u64, Option<usize>>),
}

impl KnownCells {
    fn new(possible: u64) -> Self {
        if possible <= DENSE_CELLS { Self::Dense(vec![0; possible as usize]) } else { Self::Sparse(QuickMap::default()) }
    }

    /// The row of a key, which `find` looks for when it is asked for the first time.
    fn of(&mut self, key: u64, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        match self {
            Self::Dense(rows) => match rows.get_mut(key as usize)? {
                0 => {
                    let found = find();
                    rows[key as usize] = found.map_or(0, |row| row as u32 + 1);
                    found
                }
                known => Some(*known as usize - 1),
            },
            Self::Sparse(rows) => *rows.entry(key).or_insert_with(find),
        }
    }
}
