//! From one row with a membership and a leave of absence to the stretches before, during and after the leave.
//!
//! Registers often keep the last leave in two columns beside the membership (休会開始日, 休会終了日). Such a row becomes up to three
//! episodes that touch and share the row's number. Earlier leaves of the same membership are not in such a table and remain unknown.

use super::issue::{Action, Issue, IssueCode};
use super::selection::select_rows;
use crate::episode::{DayColumn, EndReason, EpisodeColumns, Standing};
use crate::time::Day;

/// The leave of each row.
#[derive(Debug, Clone)]
pub(crate) struct Leave {
    header: String,
    start: Vec<Option<Day>>,
    end: Vec<Option<Day>>,
}

impl Leave {
    /// Leaves from columns of which some are not there. The first day back, where known, comes before the planned end.
    pub(crate) fn new(header: String, start: Option<DayColumn>, end: Option<DayColumn>, back: Option<DayColumn>) -> Self {
        let rows = [&start, &end, &back].into_iter().flatten().map(DayColumn::len).max().unwrap_or(0);
        let value = |column: &Option<DayColumn>, row| column.as_ref().and_then(|days| days.get(row));
        let ends = (0..rows).map(|row| value(&back, row).or(value(&end, row))).collect();
        Self { header, start: (0..rows).map(|row| value(&start, row)).collect(), end: ends }
    }

    /// The leaves of some rows.
    pub(crate) fn select(&self, rows: &[u32]) -> Self {
        let pick = |column: &[Option<Day>]| rows.iter().map(|&row| column.get(row as usize).copied().flatten()).collect();
        Self { header: self.header.clone(), start: pick(&self.start), end: pick(&self.end) }
    }

    /// The part of a leave that lies within `[from, until)`; `Err` when there is a leave but no such part.
    fn within(&self, row: usize, from: Option<Day>, until: Option<Day>) -> Result<Option<(Day, Option<Day>)>, ()> {
        let at = |column: &[Option<Day>]| column.get(row).copied().flatten();
        let (start, end) = match (at(&self.start), at(&self.end)) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(()),
            (Some(start), end) => (start, end),
        };
        let clipped_start = from.map_or(start, |from| start.max(from));
        let clipped_end = [end, until].into_iter().flatten().min();
        if clipped_end.is_some_and(|end| end <= clipped_start) { Err(()) } else { Ok(Some((clipped_start, clipped_end))) }
    }
}

/// One stretch of a row.
struct Piece {
    row: u32,
    start: Option<Day>,
    end: Option<Day>,
    standing: Standing,
    is_last: bool,
}

/// The columns with each membership cut at its leave.
pub(crate) fn split_leaves(columns: EpisodeColumns, leave: &Leave, issues: &mut Vec<Issue>) -> EpisodeColumns {
    let rows = columns.person.len();
    let mut pieces = Vec::with_capacity(rows);
    for row in 0..rows {
        let (start, end) = (columns.start.get(row), columns.end.as_ref().and_then(|days| days.get(row)));
        let standing = columns.standing.as_ref().and_then(|all| all.get(row)).copied().unwrap_or_default();
        let begin = start.or_else(|| columns.observed_from.as_ref().and_then(|days| days.get(row)));
        let leave_days = leave.within(row, begin, end).unwrap_or_else(|()| {
            issues.push(ignored(&columns, row, leave));
            None
        });
        cut(&mut pieces, row as u32, (start, begin, end), standing, leave_days);
    }
    if pieces.iter().all(|piece| piece.is_last && piece.standing != Standing::OnLeave) && pieces.len() == rows {
        return columns;
    }
    let rows: Vec<u32> = pieces.iter().map(|piece| piece.row).collect();
    let mut cut = select_rows(&columns, &rows);
    cut.start = pieces.iter().map(|piece| piece.start).collect();
    cut.end = Some(pieces.iter().map(|piece| piece.end).collect());
    cut.standing = Some(pieces.iter().map(|piece| piece.standing).collect());
    if let Some(reasons) = &mut cut.end_reason {
        reasons.iter_mut().zip(&pieces).filter(|(_, piece)| !piece.is_last).for_each(|(reason, _)| *reason = EndReason::Unstated);
    }
    cut
}

/// Adds the stretches of one row.
fn cut(
    pieces: &mut Vec<Piece>,
    row: u32,
    (start, begin, end): (Option<Day>, Option<Day>, Option<Day>),
    standing: Standing,
    leave: Option<(Day, Option<Day>)>,
) {
    let Some((from, until)) = leave else {
        pieces.push(Piece { row, start, end, standing, is_last: true });
        return;
    };
    let before = begin.is_none_or(|begin| begin < from);
    if before {
        pieces.push(Piece { row, start, end: Some(from), standing, is_last: false });
    }
    let returns = until.filter(|&until| end.is_none_or(|end| until < end));
    let leave_start = if before { Some(from) } else { start };
    pieces.push(Piece { row, start: leave_start, end: returns.or(end), standing: Standing::OnLeave, is_last: returns.is_none() });
    if let Some(back) = returns {
        pieces.push(Piece { row, start: Some(back), end, standing, is_last: true });
    }
}

/// The issue of a leave that cannot be used.
fn ignored(columns: &EpisodeColumns, row: usize, leave: &Leave) -> Issue {
    let shown = |day: Option<Day>| day.map_or("?".into(), |day| day.to_string());
    let at = |column: &[Option<Day>]| shown(column.get(row).copied().flatten());
    Issue {
        row: Some(columns.row_number(row)),
        code: IssueCode::LeaveIgnored,
        action: Action::Kept,
        person: Some(columns.person.text(row)),
        column: Some(leave.header.clone()),
        value: Some(format!("{} to {}", at(&leave.start), at(&leave.end))),
    }
}
