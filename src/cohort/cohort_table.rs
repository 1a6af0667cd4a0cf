//! Members by cohort, fiscal year and segment: the aggregate that answers where an association stands.

use super::cell::{Coverage, MovementRow};
use super::grouping::{Group, GroupBy, Grouping};
use super::kernel::{Counted, KeyMap, Moves, Pass, Slots, Sums};
use super::movement::{MovementSource, MovementTable};
use super::year_index::YearIndex;
use crate::episode::{EndReason, Standing};
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::progress::Progress;
use crate::register::{Entry, Exit, Register};
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most cells of a pass: 24 bytes each, eight of them packed.
const MOST_CELLS: u64 = 1 << 28;
/// Most cells of several threads together.
const CELLS_OF_ALL_THREADS: usize = 1 << 26;
/// Most cells for which keys are used as they are, without looking up which occur.
const DENSE_CELLS: u64 = 1 << 22;

/// How a [`CohortTable`] is built: the fiscal calendar, the cohort rule and what to group by.
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, EndReason, FiscalCalendar, FiscalYear, Register, cohort::{CohortTable, GroupBy}};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2021, 4, 1)?).segment("branch", "東京都"),
///     Episode::new("B", day(2022, 5, 1)?).until(day(2023, 7, 1)?, EndReason::Arrears).segment("branch", "大阪府"),
/// ];
/// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().segment("branch")).build(&register)?;
/// let movements = table.movements();
/// let last = movements.row(FiscalYear(2023)).unwrap();
/// assert_eq!((last.opening, last.left, last.closing), (Some(2), Some(1), Some(1)));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "settings do nothing until `build` is called"]
pub struct CohortTableSettings {
    calendar: FiscalCalendar,
    rule: CohortRule,
    group_by: GroupBy,
    threads: usize,
}

impl CohortTableSettings {
    /// What to group by; nothing unless told, which gives the movements of the whole association.
    pub fn by(mut self, group_by: GroupBy) -> Self {
        self.group_by = group_by;
        self
    }

    /// Which fiscal year's cohort a licence date belongs to; without a shift unless told.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// Number of threads, 1 to 256; as many as the machine offers unless told, fewer for a small register. The table does not depend on
    /// it.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, 256);
        self
    }

    /// Builds the table in one pass.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] for a segment that the register does not have; [`Error::Limit`] when the groups times the years are too
    /// many to hold.
    pub fn build(&self, register: &Register) -> Result<CohortTable> {
        self.build_with_progress(register, Progress::none())
    }

    /// The same, reporting progress in episodes; each thread reports its own part.
    ///
    /// # Errors
    ///
    /// As [`CohortTableSettings::build`]; [`Error::Cancelled`] when the callback asks to stop.
    pub fn build_with_progress(&self, register: &Register, progress: Progress<'_>) -> Result<CohortTable> {
        let columns = register.columns();
        let (as_of, first_day) = (register.as_of(), register.first_day());
        let years = match first_day {
            Some(first) => YearIndex::new(first, as_of, |day| self.calendar.year_of(day)),
            None => YearIndex::empty(),
        };
        let year_ends = year_ends(&years, self.calendar, as_of);
        let grouping = Grouping::new(register, &self.group_by, self.calendar, self.rule)?;
        let (slots, counted) = Slots::of(&columns);
        let keys = key_map(&grouping, columns.end.len(), year_ends.len() * slots.len)?;
        let pass = Pass { columns, years: &years, year_ends: &year_ends, slots: &slots };
        let threads = self.useful_threads(columns.end.len(), keys.len() * year_ends.len() * slots.len);
        let sums = pass.run(&grouping, &keys, threads, progress)?;
        let mut table = CohortTable {
            calendar: self.calendar,
            rule: self.rule,
            as_of,
            record_begins: record_begins(register),
            group_by: self.group_by.clone(),
            first_year: years.year(0).unwrap_or(self.calendar.year_of(as_of)),
            years: years.len(),
            groups: Vec::new(),
            measures: BTreeMap::new(),
            moves: BTreeMap::new(),
        };
        table.fill(&grouping, &keys, &counted, &sums);
        Ok(table)
    }
}

impl CohortTableSettings {
    /// As many of the threads as save time (a small register needs none) and memory allows: each thread has cells of its own.
    fn useful_threads(&self, episodes: usize, cells: usize) -> usize {
        let by_work = if episodes < 100_000 { 1 } else { episodes / 50_000 };
        self.threads.min(by_work).min(CELLS_OF_ALL_THREADS / cells.max(1)).max(1)
    }
}

/// What is counted in the cells. All of it adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Measure {
    /// Episodes that began.
    Began(Entry, Standing),
    /// Memberships that ended.
    Left(EndReason, Standing),
    /// Episodes that ended with another following: a change of standing or of group.
    Passed(Standing),
    /// Leavers who were in the opening stock of the group, whatever group they left from.
    LeftOfOpening,
    /// Leavers of the opening stock of the group who were back at closing, in whatever group.
    Returned,
    /// Days of membership.
    Days(Standing),
}

/// A move between two groups within a year: from, to, year position, standing before and after.
type Move = (u32, u32, u16, Standing, Standing);

/// Members by cohort, fiscal year and segment: stock by standing, joiners, reinstated, leavers by reason, days of membership.
///
/// Integers throughout, so tables add ([`CohortTable::merge`]) and can be coarsened ([`CohortTable::regroup`]) without loss. Built in
/// one pass over the register, O(episodes + cells).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortTable {
    calendar: FiscalCalendar,
    rule: CohortRule,
    as_of: Day,
    record_begins: Option<Day>,
    group_by: GroupBy,
    first_year: FiscalYear,
    years: usize,
    groups: Vec<Group>,
    measures: BTreeMap<Measure, Vec<u64>>,
    moves: BTreeMap<Move, u64>,
}

impl CohortTable {
    /// Settings for a table by fiscal years of `calendar`.
    pub fn settings(calendar: FiscalCalendar) -> CohortTableSettings {
        let rule = CohortRule::of(calendar);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        CohortTableSettings { calendar, rule, group_by: GroupBy::nothing(), threads }
    }

    /// The fiscal calendar.
    #[must_use]
    pub fn calendar(&self) -> FiscalCalendar {
        self.calendar
    }

    /// Which fiscal year's cohort a licence date belongs to.
    #[must_use]
    pub fn cohort_rule(&self) -> CohortRule {
        self.rule
    }

    /// The extract date.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The day on which the record begins, where earlier members are missing from it.
    #[must_use]
    pub fn record_begins(&self) -> Option<Day> {
        self.record_begins
    }

    /// Whether people who were able to join from the first day of a fiscal year on may have come and gone before the record began.
    /// Single members who came under observation late, in a record that reaches further back, do not make it so.
    #[must_use]
    pub fn record_begins_after(&self, year: FiscalYear) -> bool {
        let Some(begins) = self.record_begins else { return false };
        let nothing_before = self.calendar.year_of(begins) <= self.first_year;
        nothing_before && self.calendar.start_of(year).map_or(true, |start| start < begins)
    }

    /// What the table is grouped by.
    pub fn group_by(&self) -> &GroupBy {
        &self.group_by
    }

    /// The groups, ascending.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The fiscal years, ascending, from the first with a member to that of the extract date.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = FiscalYear> + ExactSizeIterator + '_ {
        (0..self.years as i32).map(|offset| self.first_year.plus(offset))
    }

    /// How much of a fiscal year the record covers.
    #[must_use]
    pub fn coverage(&self, year: FiscalYear) -> Coverage {
        let begins_within = match (self.record_begins, self.calendar.start_of(year), self.calendar.end_of(year)) {
            (Some(begins), Ok(start), Ok(end)) => begins > start && begins < end,
            _ => false,
        };
        let ended = self.calendar.end_of(year).is_ok_and(|end| end <= self.as_of.next());
        Coverage::of(begins_within, ended)
    }

    /// What happened in each year to the group at a position of [`CohortTable::groups`]; empty beyond the end.
    #[must_use]
    pub fn rows_of(&self, group: usize) -> Vec<MovementRow> {
        if group >= self.groups.len() {
            return Vec::new();
        }
        let mut rows = self.rows_without_moves(group);
        for (&(from, to, year, before, after), &count) in &self.moves {
            let Some(row) = rows.get_mut(usize::from(year)) else { continue };
            if to as usize == group {
                move_in(row, before, after, count);
            }
            if from as usize == group {
                move_out(row, before, after, count);
            }
        }
        rows
    }

    /// The rows of every group, with one walk over the moves for all of them.
    fn rows_of_all(&self) -> Vec<Vec<MovementRow>> {
        let mut rows: Vec<Vec<MovementRow>> = (0..self.groups.len()).map(|group| self.rows_without_moves(group)).collect();
        for (&(from, to, year, before, after), &count) in &self.moves {
            if let Some(row) = rows.get_mut(to as usize).and_then(|rows| rows.get_mut(usize::from(year))) {
                move_in(row, before, after, count);
            }
            if let Some(row) = rows.get_mut(from as usize).and_then(|rows| rows.get_mut(usize::from(year))) {
                move_out(row, before, after, count);
            }
        }
        rows
    }

    /// The rows of a group in which moves from and to other groups are still missing.
    fn rows_without_moves(&self, group: usize) -> Vec<MovementRow> {
        let mut stock = [0u64; 3];
        (0..self.years).map(|year| self.row(group, year, &mut stock)).collect()
    }

    /// The movements of the whole association, or of all groups of the table together.
    #[must_use]
    pub fn movements(&self) -> MovementTable {
        let whole = if self.group_by == GroupBy::nothing() { self.clone() } else { self.coarsened(&GroupBy::nothing()) };
        let source = MovementSource::Register { as_of: self.as_of };
        MovementTable::from_rows(self.calendar, source, whole.rows_of(0))
    }

    /// The movements of each level of one segment; the level is `None` for members without one.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when the table is not grouped by the segment.
    pub fn movements_by(&self, segment: &str) -> Result<Vec<(Option<String>, MovementTable)>> {
        let table = self.regroup(&GroupBy::nothing().segment(segment))?;
        let source = MovementSource::Register { as_of: self.as_of };
        let level = |group: &Group| group.levels.first().and_then(|level| level.level.clone());
        let rows = table.rows_of_all();
        let movements = |rows| MovementTable::from_rows(self.calendar, source.clone(), rows);
        Ok(table.groups.iter().map(level).zip(rows.into_iter().map(movements)).collect())
    }

    /// The table that results from adding another one built from other persons with the same settings.
    ///
    /// Law: merging the tables of the parts of a register, in any order, gives the table of the whole.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when calendar, cohort rule, extract date or grouping differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        let differ = |what, left: String, right: String| if left == right { Ok(()) } else { Err(Error::Mismatch { what, left, right }) };
        differ("fiscal calendar", self.calendar.to_string(), other.calendar.to_string())?;
        differ("cohort rule", self.rule.to_string(), other.rule.to_string())?;
        differ("extract date", self.as_of.to_string(), other.as_of.to_string())?;
        differ("grouping", self.group_by.to_string(), other.group_by.to_string())?;
        let (shorter, longer) = if self.years < other.years { (self, other) } else { (other, self) };
        let groups: BTreeSet<Group> = self.groups.iter().chain(&other.groups).cloned().collect();
        let mut merged = Self {
            record_begins: [self.record_begins, other.record_begins].into_iter().flatten().min(),
            groups: groups.into_iter().collect(),
            measures: BTreeMap::new(),
            moves: BTreeMap::new(),
            ..longer.clone()
        };
        for part in [longer, shorter] {
            let positions: Vec<usize> = part.groups.iter().map(|group| merged.groups.partition_point(|other| other < group)).collect();
            merged.add(part, &positions);
        }
        Ok(merged)
    }

    /// The table grouped by fewer things.
    ///
    /// Law: it equals the table built with that grouping from the start.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when it is not grouped by something asked for.
    pub fn regroup(&self, group_by: &GroupBy) -> Result<Self> {
        let has = self.group_by.names();
        if let Some(missing) = group_by.names().into_iter().find(|name| !has.contains(name)) {
            let advice = "build the table with this grouping, or ask for one of these".into();
            return Err(Error::MissingColumn { input: "the grouping of the table".into(), column: missing, found: has, advice });
        }
        Ok(self.coarsened(group_by))
    }

    /// The table as columns, one row for each group and year that has any member or event.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let mut groups = Vec::new();
        let mut rows = Vec::new();
        for (group, of_group) in self.groups.iter().zip(self.rows_of_all()) {
            let first = of_group.iter().position(|row| row != &MovementRow { year: row.year, coverage: row.coverage, ..empty_row() });
            rows.extend(of_group.into_iter().skip(first.unwrap_or(usize::MAX)));
            groups.resize(rows.len(), group);
        }
        let cohort = |cohort: Option<Option<FiscalYear>>| cohort.flatten().map(|year| i64::from(year.get()));
        let mut columns: Vec<(String, Values)> = Vec::new();
        if self.group_by.has_licence_cohort() {
            columns.push(("licence_cohort".into(), Values::Integers(groups.iter().map(|group| cohort(group.licence_cohort)).collect())));
        }
        if self.group_by.has_join_cohort() {
            columns.push(("join_cohort".into(), Values::Integers(groups.iter().map(|group| cohort(group.join_cohort)).collect())));
        }
        for (at, name) in self.group_by.segments().iter().enumerate() {
            let levels = groups.iter().map(|group| group.levels.get(at).and_then(|level| level.level.clone())).collect();
            columns.push((name.clone(), Values::Texts(levels)));
        }
        columns.extend(super::movement::row_columns(&rows));
        Table::of_columns("cohort_table", columns)
    }
}

impl CohortTable {
    /// Takes over the sums of a pass.
    fn fill(&mut self, grouping: &Grouping<'_>, keys: &KeyMap, counted: &[Counted], sums: &Sums) {
        let (stride, width) = (self.years + 1, counted.len());
        let cell = |group: usize, year: usize, at: usize| (at * keys.len() + group) * stride + year;
        let occupied: Vec<usize> = (0..keys.len())
            .filter(|&group| (0..self.years).any(|year| (0..width).any(|at| sums.counts[cell(group, year, at)] > 0)))
            .collect();
        let mut named: Vec<(Group, usize)> = occupied.iter().map(|&group| (grouping.group(keys.key(group)), group)).collect();
        named.sort();
        for (at, counted) in counted.iter().enumerate() {
            let Some(measure) = measure_of(*counted) else { continue };
            let column = self.measures.entry(measure).or_insert_with(|| vec![0; named.len() * self.years]);
            for (position, &(_, group)) in named.iter().enumerate() {
                for year in 0..self.years {
                    column[position * self.years + year] += sums.counts[cell(group, year, at)];
                }
            }
        }
        self.fill_left_of_opening(counted, sums, &named, &cell);
        self.fill_days(counted, sums, &named, &cell);
        let position: BTreeMap<usize, u32> = named.iter().enumerate().map(|(at, &(_, group))| (group, at as u32)).collect();
        self.moves = moves_between(&sums.moves, &position);
        self.groups = named.into_iter().map(|(group, _)| group).collect();
        self.measures.retain(|_, column| column.iter().any(|&count| count > 0));
    }

    /// Counts the leavers who were in the opening stock.
    fn fill_left_of_opening(
        &mut self,
        counted: &[Counted],
        sums: &Sums,
        named: &[(Group, usize)],
        cell: &impl Fn(usize, usize, usize) -> usize,
    ) {
        let mut column = vec![0; named.len() * self.years];
        for (at, counted) in counted.iter().enumerate() {
            let is_of_opening = match counted {
                Counted::Close(code, same_year) => !same_year && matches!(Exit::from_code(code >> 2), Exit::Left(_)),
                Counted::LostAfterMoving => true,
                Counted::Open(_) | Counted::Returned => false,
            };
            if !is_of_opening {
                continue;
            }
            for (position, &(_, group)) in named.iter().enumerate() {
                (0..self.years).for_each(|year| column[position * self.years + year] += sums.counts[cell(group, year, at)]);
            }
        }
        self.measures.insert(Measure::LeftOfOpening, column);
    }

    /// Adds up the days of membership: the opening stock for the whole year, plus what remained of the year at each beginning, minus
    /// what remained of it at each end.
    fn fill_days(&mut self, counted: &[Counted], sums: &Sums, named: &[(Group, usize)], cell: &impl Fn(usize, usize, usize) -> usize) {
        let mut columns = [0, 1, 2].map(|_| vec![0u64; named.len() * self.years]);
        let lengths: Vec<u64> = self.years().map(|year| self.observed_days(year)).collect();
        for (position, &(_, group)) in named.iter().enumerate() {
            let mut stock = [0u64; 3];
            for year in 0..self.years {
                let (mut began, mut ended, mut began_days, mut ended_days) = ([0; 3], [0; 3], [0; 3], [0; 3]);
                for (at, counted) in counted.iter().enumerate() {
                    let here = cell(group, year, at);
                    match counted {
                        Counted::Open(code) => {
                            began[usize::from(code & 3)] += sums.counts[here];
                            began_days[usize::from(code & 3)] += sums.days[here];
                        }
                        Counted::Close(code, _) => {
                            ended[usize::from(code & 3)] += sums.counts[here];
                            ended_days[usize::from(code & 3)] += sums.days[here];
                        }
                        Counted::LostAfterMoving | Counted::Returned => {}
                    }
                }
                for standing in 0..3 {
                    columns[standing][position * self.years + year] =
                        stock[standing] * lengths[year] + began_days[standing] - ended_days[standing];
                    stock[standing] = stock[standing] + began[standing] - ended[standing];
                }
            }
        }
        for (standing, column) in Standing::ALL.into_iter().zip(columns) {
            self.measures.insert(Measure::Days(standing), column);
        }
    }

    /// Days of a fiscal year up to and including the extract date.
    fn observed_days(&self, year: FiscalYear) -> u64 {
        let start = self.calendar.start_of(year).unwrap_or(Day::MIN);
        let end = self.calendar.end_of(year).unwrap_or(Day::MAX).min(self.as_of.next());
        u64::try_from(end.since(start)).unwrap_or(0)
    }

    /// The row of one group and year; `stock` is carried from year to year.
    fn row(&self, group: usize, year: usize, stock: &mut [u64; 3]) -> MovementRow {
        let label = self.first_year.plus(year as i32);
        let mut row = MovementRow { year: Some(label), coverage: self.coverage(label), opening: Some(stock.iter().sum()), ..empty_row() };
        let (mut lost, mut left) = (0u64, 0);
        for (measure, column) in &self.measures {
            let count = column[group * self.years + year];
            let add = |field: &mut Option<u64>| *field = Some(field.unwrap_or(0) + count);
            match measure {
                Measure::Began(entry, standing) => {
                    stock[*standing as usize] = stock[*standing as usize].wrapping_add(count);
                    match entry {
                        Entry::Present => add(&mut row.present),
                        Entry::Joined => add(&mut row.joined),
                        Entry::Reinstated => add(&mut row.reinstated),
                        Entry::Continued if *standing == Standing::OnLeave => add(&mut row.leave_taken),
                        Entry::Continued => {}
                    }
                }
                Measure::Left(reason, standing) => {
                    stock[*standing as usize] = stock[*standing as usize].wrapping_sub(count);
                    left += count;
                    if *standing == Standing::OnLeave {
                        add(&mut row.left_on_leave);
                    }
                    if count > 0 {
                        *row.left_by_reason.entry(*reason).or_insert(0) += count;
                    }
                }
                Measure::Passed(standing) => {
                    stock[*standing as usize] = stock[*standing as usize].wrapping_sub(count);
                    if *standing == Standing::OnLeave {
                        add(&mut row.leave_ended);
                    }
                }
                Measure::LeftOfOpening => lost += count,
                Measure::Returned => lost = lost.saturating_sub(count),
                Measure::Days(_) => add(&mut row.member_days),
            }
        }
        row.left = Some(left);
        row.opening_lost = Some(lost);
        row.closing = Some(stock.iter().sum());
        [row.active, row.on_leave, row.suspended] = [Some(stock[0]), Some(stock[1]), Some(stock[2])];
        row
    }

    /// Adds the cells of another table whose groups lie at `positions` of this one; years are aligned at their end.
    fn add(&mut self, part: &Self, positions: &[usize]) {
        let shift = self.years - part.years;
        for (measure, column) in &part.measures {
            let sums = self.measures.entry(*measure).or_insert_with(|| vec![0; self.groups.len() * self.years]);
            for (group, &position) in positions.iter().enumerate() {
                for year in 0..part.years {
                    sums[position * self.years + shift + year] += column[group * part.years + year];
                }
            }
        }
        for (&(from, to, year, before, after), &count) in &part.moves {
            let (from, to, year) = (positions[from as usize], positions[to as usize], year + shift as u16);
            if from != to {
                *self.moves.entry((from as u32, to as u32, year, before, after)).or_insert(0) += count;
            } else if before == after {
                // Within one group of the coarser table nothing happened.
                let cell = from * self.years + usize::from(year);
                for measure in [Measure::Began(Entry::Continued, after), Measure::Passed(before)] {
                    self.measures.entry(measure).and_modify(|column| column[cell] -= count);
                }
            }
        }
    }

    /// The table with groups that agree in `group_by` added together.
    fn coarsened(&self, group_by: &GroupBy) -> Self {
        let coarse: Vec<Group> = self.groups.iter().map(|group| group_by.project(group)).collect();
        let groups: Vec<Group> = coarse.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let positions: Vec<usize> = coarse.iter().map(|group| groups.partition_point(|other| other < group)).collect();
        let mut table = Self { group_by: group_by.clone(), groups, measures: BTreeMap::new(), moves: BTreeMap::new(), ..self.clone() };
        table.add(self, &positions);
        table.measures.retain(|_, column| column.iter().any(|&count| count > 0));
        table
    }
}

/// A row in which nothing happened and nobody is.
fn empty_row() -> MovementRow {
    let none = Some(0);
    MovementRow {
        opening: none,
        present: none,
        joined: none,
        reinstated: none,
        transferred_in: none,
        left: none,
        transferred_out: none,
        closing: none,
        active: none,
        on_leave: none,
        suspended: none,
        leave_taken: none,
        leave_ended: none,
        left_on_leave: none,
        opening_lost: none,
        member_days: none,
        ..MovementRow::default()
    }
}

/// Counts members who came from another group. Who moves while on leave neither takes a leave nor ends one.
fn move_in(row: &mut MovementRow, before: Standing, after: Standing, count: u64) {
    row.transferred_in = Some(row.transferred_in.unwrap_or(0) + count);
    if before == Standing::OnLeave && after == Standing::OnLeave {
        row.leave_taken = row.leave_taken.map(|taken| taken.saturating_sub(count));
    }
}

/// Counts members who went to another group.
fn move_out(row: &mut MovementRow, before: Standing, after: Standing, count: u64) {
    row.transferred_out = Some(row.transferred_out.unwrap_or(0) + count);
    if before == Standing::OnLeave && after == Standing::OnLeave {
        row.leave_ended = row.leave_ended.map(|ended| ended.saturating_sub(count));
    }
}

/// The measure that a position of a cell counts; `None` for what still lasts.
fn measure_of(counted: Counted) -> Option<Measure> {
    let standing = |code: u8| Standing::ALL[usize::from(code & 3).min(2)];
    match counted {
        Counted::Open(code) => {
            let entry = [Entry::Present, Entry::Joined, Entry::Reinstated, Entry::Continued][usize::from(code >> 2 & 3)];
            Some(Measure::Began(entry, standing(code)))
        }
        Counted::Close(code, _) => match Exit::from_code(code >> 2) {
            Exit::Open => None,
            Exit::Continued => Some(Measure::Passed(standing(code))),
            Exit::Left(reason) => Some(Measure::Left(reason, standing(code))),
        },
        Counted::LostAfterMoving => None,
        Counted::Returned => Some(Measure::Returned),
    }
}

/// Moves with the positions of their groups.
fn moves_between(moves: &Moves, position: &BTreeMap<usize, u32>) -> BTreeMap<Move, u64> {
    let standing = |code: u8| Standing::ALL[usize::from(code & 3).min(2)];
    moves
        .iter()
        .filter_map(|(&(from, to, year, standings), &count)| {
            let (from, to) = (*position.get(&(from as usize))?, *position.get(&(to as usize))?);
            Some(((from, to, year, standing(standings >> 2), standing(standings)), count))
        })
        .collect()
}

/// The exclusive end of each year, the day after the extract date for the last; one more for "beyond".
fn year_ends(years: &YearIndex, calendar: FiscalCalendar, as_of: Day) -> Vec<i32> {
    let end = |year: FiscalYear| calendar.end_of(year).unwrap_or(Day::MAX).min(as_of.next()).days();
    (0..=years.len()).map(|position| years.year(position).map_or(0, end)).collect()
}

/// Where the cells of each group lie.
fn key_map(grouping: &Grouping<'_>, episodes: usize, cells_per_group: usize) -> Result<KeyMap> {
    let possible = grouping.keys();
    if possible == u64::MAX {
        let advice = "group by fewer columns or by columns with fewer levels".into();
        return Err(Error::Limit { what: "possible groups of a cohort table", found: possible, limit: u64::MAX - 1, advice });
    }
    if possible.saturating_mul(cells_per_group as u64) <= DENSE_CELLS {
        return Ok(KeyMap::Dense(possible as usize));
    }
    let keys: BTreeSet<u64> = (0..episodes).map(|at| grouping.key(at)).collect();
    let cells = keys.len() as u64 * cells_per_group as u64;
    if cells > MOST_CELLS {
        let advice = format!("{} groups were found; group by fewer columns or by columns with fewer levels", keys.len());
        return Err(Error::Limit { what: "cells of a cohort table", found: cells, limit: MOST_CELLS, advice });
    }
    let positions = keys.iter().enumerate().map(|(at, &key)| (key, at as u32)).collect();
    Ok(KeyMap::Sparse { positions, keys: keys.into_iter().collect() })
}

/// The day on which the record begins where earlier members are missing from it: as set, or the first day on which someone was
/// found to be a member already.
fn record_begins(register: &Register) -> Option<Day> {
    register.settings().record_start_day().or_else(|| register.columns().extent.first_present.map(Day::from_days_unchecked))
}
