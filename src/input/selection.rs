//! Columns of episodes with some rows left out or repeated.

use crate::episode::{DayColumn, EpisodeColumns, LicenceColumn, PersonKeys, RowNumbers, SegmentColumn};

/// The rows at these positions, in this order; a position may occur more than once.
pub(crate) fn select_rows(columns: &EpisodeColumns, rows: &[u32]) -> EpisodeColumns {
    let days = |column: &DayColumn| rows.iter().map(|&row| column.get(row as usize)).collect::<DayColumn>();
    EpisodeColumns {
        person: match &columns.person {
            PersonKeys::Integers(keys) => PersonKeys::Integers(pick(keys, rows)),
            PersonKeys::Texts(keys) => PersonKeys::Texts(rows.iter().map(|&row| keys.get(row as usize)).collect()),
        },
        start: days(&columns.start),
        end: columns.end.as_ref().map(days),
        observed_from: columns.observed_from.as_ref().map(days),
        standing: columns.standing.as_ref().map(|standing| pick(standing, rows)),
        end_reason: columns.end_reason.as_ref().map(|reasons| pick(reasons, rows)),
        licensed: match &columns.licensed {
            LicenceColumn::Absent => LicenceColumn::Absent,
            LicenceColumn::Days(licensed) => LicenceColumn::Days(days(licensed)),
            LicenceColumn::Cohorts(cohorts) => LicenceColumn::Cohorts(pick(cohorts, rows)),
        },
        born: columns.born.as_ref().map(days),
        segments: columns
            .segments
            .iter()
            .map(|segment| SegmentColumn { name: segment.name.clone(), levels: segment.levels.clone(), codes: pick(&segment.codes, rows) })
            .collect(),
        row_numbers: RowNumbers::Listed(rows.iter().map(|&row| columns.row_number(row as usize)).collect()),
    }
}

/// The values at these positions; positions beyond the end are left out.
fn pick<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
    rows.iter().filter_map(|&row| values.get(row as usize).copied()).collect()
}
