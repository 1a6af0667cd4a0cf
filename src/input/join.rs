//! Puts together what was read in parts, in the order of the file.

use super::key_field::make_texts;
use super::reading::EpisodeRead;
use crate::episode::{DayColumn, EpisodeColumns, LicenceColumn, PersonKeys, RowNumbers, SegmentColumn};
use crate::error::{Error, Result};
use std::collections::HashMap;

/// Parts read so far. The result is the same for any way of cutting the file.
pub(crate) struct Joined {
    read: Option<EpisodeRead>,
    codes: Vec<HashMap<String, u32>>,
    next_row: u64,
}

impl Joined {
    /// Nothing yet; the next row of the file has this number.
    pub(crate) fn new(next_row: u64) -> Self {
        Self { read: None, codes: Vec::new(), next_row }
    }

    /// The number of the row that comes next.
    pub(crate) fn next_row(&self) -> u64 {
        self.next_row
    }

    /// Adds a part whose rows count from 0 and which stands for `file_rows` rows of the file.
    pub(crate) fn push(&mut self, mut part: EpisodeRead, file_rows: u64) -> Result<()> {
        shift(&mut part, self.next_row);
        self.next_row += file_rows;
        let Some(read) = &mut self.read else {
            self.codes = part.columns.segments.iter().map(codes_of).collect();
            self.read = Some(part);
            return Ok(());
        };
        read.rows_read += part.rows_read;
        read.issues.append(&mut part.issues);
        append(&mut read.columns, part.columns, &mut self.codes);
        if read.columns.person.len() as u64 >= u64::from(u32::MAX) {
            let advice = "read the table in parts, build one table for each and merge the tables".into();
            return Err(Error::Limit {
                what: "rows of a register",
                found: read.columns.person.len() as u64,
                limit: u64::from(u32::MAX) - 1,
                advice,
            });
        }
        Ok(())
    }

    /// All parts as one; `None` when there was none.
    pub(crate) fn finish(self) -> Option<EpisodeRead> {
        self.read
    }
}

/// Gives rows that count from 0 their numbers in the file.
fn shift(part: &mut EpisodeRead, first: u64) {
    match &mut part.columns.row_numbers {
        RowNumbers::From(row) => *row += first,
        RowNumbers::Listed(rows) => rows.iter_mut().for_each(|row| *row += first),
    }
    part.issues.iter_mut().filter_map(|issue| issue.row.as_mut()).for_each(|row| *row += first);
}

fn codes_of(segment: &SegmentColumn) -> HashMap<String, u32> {
    segment.levels.iter().cloned().zip(0..).collect()
}

/// Appends the rows of a part that has the same columns.
fn append(all: &mut EpisodeColumns, part: EpisodeColumns, codes: &mut [HashMap<String, u32>]) {
    append_row_numbers(all, &part);
    append_days_of(&mut all.start, &part.start);
    append_keys(&mut all.person, part.person);
    append_optional_days(&mut all.end, part.end.as_ref(), all.start.len());
    append_optional_days(&mut all.observed_from, part.observed_from.as_ref(), all.start.len());
    append_optional_days(&mut all.born, part.born.as_ref(), all.start.len());
    let (before, rows) = (all.start.len() - part.start.len(), part.start.len());
    append_values(&mut all.standing, part.standing, before, rows);
    append_values(&mut all.end_reason, part.end_reason, before, rows);
    match (&mut all.licensed, part.licensed) {
        (LicenceColumn::Days(days), LicenceColumn::Days(more)) => append_days_of(days, &more),
        (LicenceColumn::Cohorts(years), LicenceColumn::Cohorts(mut more)) => years.append(&mut more),
        _ => {}
    }
    all.segments.iter_mut().zip(part.segments).zip(codes).for_each(|((all, more), codes)| append_levels(all, more, codes));
}

fn append_days_of(all: &mut DayColumn, more: &DayColumn) {
    (0..more.len()).for_each(|row| all.push(more.get(row)));
}

/// Appends a column that a part without any leave or end lacks; `rows` is the length of the result.
fn append_optional_days(all: &mut Option<DayColumn>, more: Option<&DayColumn>, rows: usize) {
    if all.is_none() && more.is_none() {
        return;
    }
    let added = more.map_or(0, DayColumn::len);
    let column = all.get_or_insert_default();
    (column.len()..rows - added).for_each(|_| column.push(None));
    if let Some(more) = more {
        append_days_of(column, more);
    }
    (column.len()..rows).for_each(|_| column.push(None));
}

/// Appends a column that either side may lack.
fn append_values<T: Copy + Default>(all: &mut Option<Vec<T>>, more: Option<Vec<T>>, before: usize, rows: usize) {
    if all.is_none() && more.is_none() {
        return;
    }
    let column = all.get_or_insert_with(|| vec![T::default(); before]);
    match more {
        Some(mut more) => column.append(&mut more),
        None => column.resize(before + rows, T::default()),
    }
}

fn append_keys(all: &mut PersonKeys, more: PersonKeys) {
    match (all, more) {
        (PersonKeys::Integers(all), PersonKeys::Integers(mut more)) => all.append(&mut more),
        (all, mut more) => {
            let more = make_texts(&mut more);
            let all = make_texts(all);
            (0..more.len()).for_each(|row| all.push(more.get(row)));
        }
    }
}

fn append_levels(all: &mut SegmentColumn, more: SegmentColumn, codes: &mut HashMap<String, u32>) {
    let new_codes: Vec<u32> = more
        .levels
        .into_iter()
        .map(|level| match codes.get(&level) {
            Some(&code) => code,
            None => {
                let code = all.levels.len() as u32;
                all.levels.push(level.clone());
                codes.insert(level, code);
                code
            }
        })
        .collect();
    all.codes.extend(more.codes.iter().map(|&code| new_codes.get(code as usize).copied().unwrap_or(SegmentColumn::ABSENT)));
}

/// Row numbers stay one run as long as the parts follow each other without a gap.
fn append_row_numbers(all: &mut EpisodeColumns, part: &EpisodeColumns) {
    let (before, rows) = (all.start.len(), part.start.len());
    if before == 0 {
        all.row_numbers = part.row_numbers.clone();
        return;
    }
    let goes_on = match (&all.row_numbers, &part.row_numbers) {
        (RowNumbers::From(first), RowNumbers::From(next)) => first + before as u64 == *next || rows == 0,
        _ => false,
    };
    if goes_on {
        return;
    }
    if let RowNumbers::From(_) = all.row_numbers {
        all.row_numbers = RowNumbers::Listed((0..before).map(|row| all.row_number(row)).collect());
    }
    if let RowNumbers::Listed(numbers) = &mut all.row_numbers {
        numbers.extend((0..rows).map(|row| part.row_number(row)));
    }
}
