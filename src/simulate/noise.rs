//! Bad rows on purpose: as many as asked for, of kinds that a reader must find and can undo.

use super::life::Row;
use super::plan::Plan;
use super::rules::Noise;
use crate::episode::{DayColumn, EndReason};
use crate::random::Draws;

/// Days after the extract date on which rows of the future start.
const AHEAD: i32 = 30;

/// Adds bad rows at the end and tells how many of each kind could be added: each is made from a row of its own.
pub(super) fn add(rows: &mut Vec<Row>, wanted: Noise, plan: &Plan<'_>, draws: &mut Draws) -> Noise {
    if wanted.rows() == 0 {
        return wanted;
    }
    let mut order = RandomOrder::new(rows.len(), draws);
    let as_of = plan.as_of;
    // Only rows with an end: a row inside one without would read as the end of that one.
    let long = |row: &Row| row.end != DayColumn::ABSENT && row.end - row.start >= 3;
    let mut added = Noise::default();
    for _ in 0..wanted.overlaps {
        let Some(of) = order.next(rows, long) else { break };
        let middle = rows[of].start + (rows[of].end - rows[of].start) / 2;
        rows.push(Row { start: middle, ..rows[of] });
        (rows[of].end, rows[of].reason) = (middle + 1, EndReason::Unstated);
        added.overlaps += 1;
    }
    for _ in 0..wanted.covered {
        let Some(of) = order.next(rows, long) else { break };
        let start = rows[of].start + 1;
        rows.push(Row { start, end: start + 1, reason: EndReason::Unstated, ..rows[of] });
        added.covered += 1;
    }
    for _ in 0..wanted.duplicates {
        let Some(of) = order.next(rows, |_| true) else { break };
        rows.push(rows[of]);
        added.duplicates += 1;
    }
    for _ in 0..wanted.end_before_start {
        let Some(of) = order.next(rows, |_| true) else { break };
        rows.push(Row { end: rows[of].start - 1, reason: EndReason::Unstated, ..rows[of] });
        added.end_before_start += 1;
    }
    let licence_holders: u64 = plan.licensees.iter().sum();
    for number in 1..=wanted.start_after_as_of {
        let Some(of) = order.next(rows, |_| true) else { break };
        let stranger = (licence_holders + number) as i64;
        rows.push(Row { person: stranger, start: as_of + AHEAD, end: DayColumn::ABSENT, reason: EndReason::Unstated, ..rows[of] });
        added.start_after_as_of += 1;
    }
    added
}

/// The good rows in random order, each once.
struct RandomOrder {
    rows: Vec<u32>,
}

impl RandomOrder {
    /// The numbers below `rows` in random order.
    fn new(rows: usize, draws: &mut Draws) -> Self {
        let mut order: Vec<u32> = (0..rows as u32).collect();
        for last in (1..rows).rev() {
            order.swap(last, draws.below(last as u64 + 1) as usize);
        }
        Self { rows: order }
    }

    /// The next row that is fit; those that are not are passed over for good.
    fn next(&mut self, rows: &[Row], fit: impl Fn(&Row) -> bool) -> Option<usize> {
        std::iter::from_fn(|| self.rows.pop()).map(|row| row as usize).find(|&row| fit(&rows[row]))
    }
}
