//! What happened to each group in each year: the movements that a cohort table tells.

use super::CohortTable;
use super::table::Measure;
use crate::cohort::grouping::{Group, GroupBy};
use crate::cohort::movement::{MovementRow, MovementSource, MovementTable, row_columns};
use crate::episode::Standing;
use crate::error::Result;
use crate::register::Entry;
use crate::table::{Table, Values};
use crate::unit::FiscalYear;

impl CohortTable {
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

    /// The movements of the whole association, or of all groups of the table together.
    #[must_use]
    pub fn movements(&self) -> MovementTable {
        let whole = if self.group_by == GroupBy::nothing() { self.clone() } else { self.coarsened(&GroupBy::nothing()) };
        let source = MovementSource::Register { as_of: self.as_of };
        MovementTable::from_rows(self.calendar, source, whole.rows_of(0)).with_exit_day(self.exit_day)
    }

    /// The movements of each level of one segment; the level is `None` for members without one.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`](crate::Error::MissingColumn) when the table is not grouped by the segment.
    pub fn movements_by(&self, segment: &str) -> Result<Vec<(Option<String>, MovementTable)>> {
        let table = self.regroup(&GroupBy::nothing().segment(segment))?;
        let source = MovementSource::Register { as_of: self.as_of };
        let level = |group: &Group| group.levels.first().and_then(|level| level.level.clone());
        let rows = table.rows_of_all();
        let movements = |rows| MovementTable::from_rows(self.calendar, source.clone(), rows).with_exit_day(self.exit_day);
        Ok(table.groups.iter().map(level).zip(rows.into_iter().map(movements)).collect())
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
        columns.extend(row_columns(&rows));
        Table::of_columns("cohort_table", columns)
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
