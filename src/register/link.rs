//! Links the episodes of one person: order, duplicates, overlaps, gaps, and what begins and ends a spell of membership.

use super::check::{Dates, Findings, OPEN};
use super::model::{Entry, Exit};
use super::settings::{LeaveSilence, Overlaps, RegisterSettings};
use crate::episode::{EndReason, EpisodeColumns, Standing};
use crate::input::{Action, IssueCode};
use crate::time::Day;
use std::cmp::Ordering;

/// One episode of a person on its way into the register.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub(super) row: u32,
    pub(super) dates: Dates,
    pub(super) standing: Standing,
    pub(super) reason: EndReason,
    pub(super) entry: Entry,
    pub(super) exit: Exit,
}

/// What the rows say apart from their dates; segment codes are already in the order of their levels.
pub(super) struct RowFacts<'a> {
    pub(super) columns: &'a EpisodeColumns,
    pub(super) dates: &'a [Option<Dates>],
    pub(super) segment_codes: &'a [Vec<u32>],
}

impl RowFacts<'_> {
    /// The draft of a row that was not set aside.
    fn draft(&self, row: u32) -> Option<Draft> {
        let at = row as usize;
        Some(Draft {
            row,
            dates: self.dates[at]?,
            standing: self.columns.standing.as_ref().map_or(Standing::Active, |column| column[at]),
            reason: self.columns.end_reason.as_ref().map_or(EndReason::Unstated, |column| column[at]),
            entry: Entry::Joined,
            exit: Exit::Open,
        })
    }

    /// Time order; rows that agree in their dates are ordered by everything else that they say, so that the order of the rows in the
    /// input never matters.
    fn compare(&self, a: &Draft, b: &Draft) -> Ordering {
        let key = |d: &Draft| (d.dates.start, d.dates.end, d.dates.observed, d.standing, d.reason);
        let codes = |row: u32| self.segment_codes.iter().map(move |codes| codes[row as usize]);
        key(a).cmp(&key(b)).then_with(|| codes(a.row).cmp(codes(b.row)))
    }

    /// Whether two rows say the same in every column.
    fn same(&self, a: &Draft, b: &Draft) -> bool {
        let born = |d: &Draft| self.columns.born.as_ref().and_then(|column| column.get(d.row as usize));
        let licence = |d: &Draft| self.columns.licensed.get(d.row as usize);
        self.compare(a, b).is_eq() && a.dates == b.dates && born(a) == born(b) && licence(a) == licence(b)
    }
}

/// The linked episodes of one person, in time order, from the person's rows; `linked` is cleared first.
pub(super) fn link_person(
    settings: &RegisterSettings,
    facts: &RowFacts<'_>,
    findings: &mut Findings<'_>,
    rows: &[u32],
    linked: &mut Vec<Draft>,
) {
    linked.clear();
    linked.extend(rows.iter().filter_map(|&row| facts.draft(row)));
    if linked.len() > 1 {
        let mut sorted = std::mem::take(linked);
        sorted.sort_by(|a, b| facts.compare(a, b).then(a.row.cmp(&b.row)));
        for draft in sorted {
            place(settings, facts, findings, linked, draft);
        }
    }
    end_of_leave(settings, findings, linked);
    name_entries_and_exits(settings, findings, linked);
}

/// Adds the next draft of a person after those already placed, resolving duplicates and overlaps.
fn place(settings: &RegisterSettings, facts: &RowFacts<'_>, findings: &mut Findings<'_>, placed: &mut Vec<Draft>, mut draft: Draft) {
    let Some(last) = placed.last_mut() else { return placed.push(draft) };
    let row = draft.row as usize;
    let shown = || Some(Day::from_days_unchecked(draft.dates.start).to_string());
    if facts.same(last, &draft) {
        return findings.note(row, IssueCode::DuplicateRow, Action::SetAside, "person", None);
    }
    if draft.dates.start >= last.dates.end {
        return placed.push(draft);
    }
    if last.standing == Standing::Active && draft.standing != Standing::Active && draft.dates.end <= last.dates.end {
        return nest(placed, draft);
    }
    if last.dates.end == OPEN && draft.dates.start > last.dates.start {
        last.dates.end = draft.dates.start;
        let earlier = last.row as usize;
        findings.note(earlier, IssueCode::OpenButFollowed, Action::Repaired, "end", shown());
        return placed.push(draft);
    }
    if draft.dates.end <= last.dates.end {
        return findings.note(row, IssueCode::Covered, Action::SetAside, "start", shown());
    }
    if settings.overlaps == Overlaps::SetAside {
        return findings.note(row, IssueCode::Overlap, Action::SetAside, "start", shown());
    }
    findings.note(row, IssueCode::Overlap, Action::Repaired, "start", shown());
    draft.dates.start = last.dates.end;
    draft.dates.observed = draft.dates.observed.max(draft.dates.start);
    placed.push(draft);
}

/// A leave or suspension written as a row inside the membership's own row: the membership is cut around it. Nothing is lost, so it is
/// no issue.
fn nest(placed: &mut Vec<Draft>, inner: Draft) {
    let Some(outer) = placed.pop() else { return };
    let mut before = outer;
    before.dates.end = inner.dates.start;
    before.reason = EndReason::Unstated;
    if before.dates.end > before.dates.start {
        placed.push(before);
    }
    placed.push(inner);
    if inner.dates.end < outer.dates.end {
        let mut after = outer;
        after.dates.start = inner.dates.end;
        after.dates.observed = after.dates.observed.max(inner.dates.end);
        after.dates.start_known = true;
        placed.push(after);
    } else if let Some(last) = placed.last_mut() {
        last.reason = outer.reason; // both end on one day: why is told by the row of the membership
    }
}

/// What silence at the end of a last leave means.
fn end_of_leave(settings: &RegisterSettings, findings: &mut Findings<'_>, linked: &mut Vec<Draft>) {
    let Some(&last) = linked.last() else { return };
    if last.standing != Standing::OnLeave || last.dates.end == OPEN || last.reason != EndReason::Unstated {
        return;
    }
    let shown = Some(Day::from_days_unchecked(last.dates.end).to_string());
    if settings.leave_silence == LeaveSilence::Lapse {
        return findings.note(last.row as usize, IssueCode::LeaveEndedSilently, Action::Kept, "end", shown);
    }
    findings.note(last.row as usize, IssueCode::LeaveEndedSilently, Action::Repaired, "end", shown);
    let (start, observed) = (last.dates.end, last.dates.observed.max(last.dates.end));
    let dates = Dates { start, observed, end: OPEN, start_known: true };
    linked.push(Draft { dates, standing: Standing::Active, ..last });
}

/// Names how each episode begins and ends: the one rule from which joiners, leavers and the reinstated are derived.
fn name_entries_and_exits(settings: &RegisterSettings, findings: &mut Findings<'_>, linked: &mut [Draft]) {
    for at in 0..linked.len() {
        let delayed = linked[at].dates.observed > linked[at].dates.start || !linked[at].dates.start_known;
        linked[at].entry = match at {
            0 if delayed => Entry::Present,
            0 => Entry::Joined,
            _ => join_to_previous(settings, findings, linked, at),
        };
        linked[at].exit = if linked[at].dates.end == OPEN { Exit::Open } else { Exit::Left(linked[at].reason) };
    }
}

/// How the episode at `at` follows the one before it.
fn join_to_previous(settings: &RegisterSettings, findings: &mut Findings<'_>, linked: &mut [Draft], at: usize) -> Entry {
    let gap = linked[at].dates.start.saturating_sub(linked[at - 1].dates.end);
    if gap > i32::try_from(settings.grace_days).unwrap_or(i32::MAX) {
        return Entry::Reinstated;
    }
    if gap > 0 {
        findings.note(linked[at].row as usize, IssueCode::GapWithinGrace, Action::Kept, "start", Some(format!("{gap} days")));
        linked[at - 1].dates.end = linked[at].dates.start;
    }
    linked[at - 1].exit = Exit::Continued;
    linked[at].dates.observed = linked[at].dates.start;
    Entry::Continued
}
