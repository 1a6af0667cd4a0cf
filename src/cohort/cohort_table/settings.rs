//! How is a cohort table built: calendar, cohort rule, grouping, threads?

use super::CohortTable;
use super::booked::BookedEnds;
use super::kernel::{KeyMap, Pass, Slots};
use crate::cohort::ExitDay;
use crate::cohort::grouping::{GroupBy, Grouping};
use crate::cohort::year_index::YearIndex;
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::progress::Progress;
use crate::register::{Register, RegisterColumns};
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
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
    exit_day: ExitDay,
    threads: usize,
}

impl CohortTable {
    /// Settings for a table by fiscal years of `calendar`.
    pub fn settings(calendar: FiscalCalendar) -> CohortTableSettings {
        let rule = CohortRule::of(calendar);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        CohortTableSettings { calendar, rule, group_by: GroupBy::nothing(), exit_day: ExitDay::default(), threads }
    }
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

    /// On which day a leaver counts as gone: on the first day out unless told, so that the closing stock is the members on the roll
    /// during the last day of the year ([`Register::members_on`]), the same number as an extract of that day shows.
    ///
    /// The books of many associations say otherwise: who resigns as of 31 March (3月31日付退会) has left in the year that ends on that
    /// day and is not in its closing stock. That is [`ExitDay::LastDayIn`]; it changes the year of those who leave at the very end of a
    /// year and nothing else, and every row balances under both. Days of membership are the same under both.
    ///
    /// Takes 4 bytes more for each episode while it counts on the last day in.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, Episode, EndReason, FiscalCalendar, FiscalYear, Register, cohort::{CohortTable, ExitDay}};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let last_day_31_march = Episode::new("A", day(2021, 4, 1)?).until(day(2023, 4, 1)?, EndReason::Voluntary);
    /// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&[last_day_31_march].into_iter().collect())?;
    /// let of_2022 = |rule| -> kaiin::Result<_> {
    ///     let movements = CohortTable::settings(FiscalCalendar::japan()).exit_day(rule).build(&register)?.movements();
    ///     Ok(movements.row(FiscalYear(2022)).map(|row| (row.left, row.closing, row.member_days)))
    /// };
    /// assert_eq!(of_2022(ExitDay::FirstDayOut)?, Some((Some(0), Some(1), Some(365))));
    /// assert_eq!(of_2022(ExitDay::LastDayIn)?, Some((Some(1), Some(0), Some(365))));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn exit_day(mut self, rule: ExitDay) -> Self {
        self.exit_day = rule;
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
        let booked = BookedEnds::of(&columns, self.exit_day);
        let columns = RegisterColumns { end: &booked.ends, ..columns };
        let pass = Pass { columns, years: &years, year_ends: &year_ends, slots: &slots };
        let threads = self.useful_threads(columns.end.len(), keys.len() * year_ends.len() * slots.len);
        let sums = pass.run(&grouping, &keys, threads, progress)?;
        let mut table = CohortTable {
            calendar: self.calendar,
            rule: self.rule,
            exit_day: self.exit_day,
            as_of,
            record_begins: record_begins(register),
            group_by: self.group_by.clone(),
            first_year: years.year(0).unwrap_or(self.calendar.year_of(as_of)),
            years: years.len(),
            groups: Vec::new(),
            measures: BTreeMap::new(),
            moves: BTreeMap::new(),
            returns: BTreeMap::new(),
        };
        table.fill(&grouping, &keys, &counted, &sums, &booked, &booked.without_days(&columns, &grouping, &years));
        Ok(table)
    }

    /// As many of the threads as save time (a small register needs none) and memory allows: each thread has cells of its own.
    fn useful_threads(&self, episodes: usize, cells: usize) -> usize {
        let by_work = if episodes < 100_000 { 1 } else { episodes / 50_000 };
        self.threads.min(by_work).min(CELLS_OF_ALL_THREADS / cells.max(1)).max(1)
    }
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
