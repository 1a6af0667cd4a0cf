//! Links the episodes of one person: order, duplicates, overlaps, gaps, and what begins and ends a spell of membership.

use super::check::{Dates, Findings, OPEN};
use super::model::{Entry, Exit};
use super::settings::{LeaveSilence, Overlaps, RegisterSettings};
use crate::episode::{EndReason, EpisodeColumns, LicenceDate, Standing};
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
    /// Whether the row of the membership itself tells this end, which then is no silence after a leave.
    end_told: bool,
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
            end_told: false,
        })
    }

    /// Time order, a membership before the leave that begins with it; rows that agree in that are ordered by everything else that they
    /// say, so that the order of the rows in the input never matters and rows that say the same in every column are neighbours.
    fn compare(&self, a: &Draft, b: &Draft) -> Ordering {
        let dates = |d: &Draft| (d.dates.start, d.standing, d.dates.end, d.dates.observed, !d.dates.start_known, d.reason);
        let codes = |d: &Draft| self.segment_codes.iter().map(|codes| codes[d.row as usize]).collect::<Vec<_>>();
        let born = |d: &Draft| self.columns.born.as_ref().and_then(|column| column.get(d.row as usize));
        let licence = |d: &Draft| match self.columns.licensed.get(d.row as usize) {
            None => None,
            Some(LicenceDate::Day(day)) => Some(day.days()),
            Some(LicenceDate::Cohort(year)) => Some(year.get()),
        };
        dates(a).cmp(&dates(b)).then_with(|| (codes(a), born(a), licence(a)).cmp(&(codes(b), born(b), licence(b))))
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
        ends_known_to_last(settings, findings, linked);
        let mut sorted = std::mem::take(linked);
        sorted.sort_by(|a, b| facts.compare(a, b).then(a.row.cmp(&b.row)));
        for (at, draft) in sorted.iter().enumerate() {
            if at > 0 && facts.compare(&sorted[at - 1], draft).is_eq() {
                findings.note(draft.row as usize, IssueCode::DuplicateRow, Action::SetAside, "person", None);
            } else {
                place(settings, facts, findings, linked, *draft);
            }
        }
    }
    end_of_leave(settings, findings, linked);
    begin_of_observation(settings, findings, linked);
    name_entries_and_exits(settings, findings, linked);
}

/// Of a person with a row that lasts, no other row ends with the extract date: what is known then is that the membership goes on.
fn ends_known_to_last(settings: &RegisterSettings, findings: &mut Findings<'_>, drafts: &mut [Draft]) {
    if drafts.iter().any(|draft| draft.dates.end == OPEN) {
        let ending = drafts.iter_mut().filter(|draft| draft.dates.end == settings.after_extract());
        ending.for_each(|draft| draft.dates.end_unknown(findings, draft.row as usize));
    }
}

/// Adds the next draft of a person after those already placed, resolving overlaps.
fn place(settings: &RegisterSettings, facts: &RowFacts<'_>, findings: &mut Findings<'_>, placed: &mut Vec<Draft>, draft: Draft) {
    let Some(last) = placed.last_mut() else { return placed.push(draft) };
    let row = draft.row as usize;
    let shown = || Some(Day::from_days_unchecked(draft.dates.start).to_string());
    if draft.dates.start >= last.dates.end {
        return placed.push(draft);
    }
    if draft.dates.start < last.dates.start && draft.dates.end <= last.dates.start {
        return findings.note(row, IssueCode::Covered, Action::SetAside, "start", shown());
    }
    let is_inside = draft.dates.end <= last.dates.end;
    if last.standing == Standing::Active && draft.standing != Standing::Active && is_inside {
        if draft.dates.start >= last.dates.start {
            return nest(placed, draft);
        }
        if let Some(draft) = trimmed(settings, findings, draft, last.dates.start) {
            nest(placed, draft);
        }
        return;
    }
    // The start of the row, not of what an earlier leave has left of it.
    let last_row_start = facts.dates[last.row as usize].map_or(last.dates.start, |dates| dates.start);
    if last.dates.end == OPEN && draft.dates.start > last_row_start {
        let earlier = last.row as usize;
        findings.note(earlier, IssueCode::OpenButFollowed, Action::Repaired, "end", shown());
        if draft.dates.start > last.dates.start {
            last.end_at(draft.dates.start);
            return placed.push(draft);
        }
        placed.pop();
        return place(settings, facts, findings, placed, draft);
    }
    if is_inside {
        return findings.note(row, IssueCode::Covered, Action::SetAside, "start", shown());
    }
    let end = last.dates.end;
    placed.extend(trimmed(settings, findings, draft, end));
}

impl Draft {
    /// Moves the start to a later day.
    fn start_at(&mut self, day: i32) {
        self.dates.start = day;
        self.dates.observed = self.dates.observed.max(day);
        self.dates.start_known = true;
    }

    /// Moves the end to an earlier day.
    fn end_at(&mut self, day: i32) {
        self.dates.end = day;
        self.dates.observed = self.dates.observed.min(day);
    }
}

/// A draft whose start is moved to `day` because it overlaps an earlier one; `None` where such rows are set aside.
fn trimmed(settings: &RegisterSettings, findings: &mut Findings<'_>, mut draft: Draft, day: i32) -> Option<Draft> {
    let shown = Some(Day::from_days_unchecked(draft.dates.start).to_string());
    let action = if settings.overlaps == Overlaps::SetAside { Action::SetAside } else { Action::Repaired };
    findings.note(draft.row as usize, IssueCode::Overlap, action, "start", shown);
    draft.start_at(day);
    (action == Action::Repaired).then_some(draft)
}

/// A leave or suspension written as a row inside the membership's own row: the membership is cut around it. Nothing is lost, so it is
/// no issue. The leave is under observation when the membership is.
fn nest(placed: &mut Vec<Draft>, mut inner: Draft) {
    let Some(outer) = placed.pop() else { return };
    inner.dates.observed = inner.dates.observed.max(outer.dates.observed).min(inner.dates.end);
    let mut before = outer;
    before.end_at(inner.dates.start);
    before.reason = EndReason::Unstated;
    if before.dates.end > before.dates.start {
        placed.push(before);
    } else {
        inner.dates.start_known = outer.dates.start_known;
    }
    if inner.dates.end < outer.dates.end {
        let mut after = outer;
        after.start_at(inner.dates.end);
        placed.extend([inner, after]);
    } else {
        // Both end on one day: why is told by the row of the membership.
        placed.push(Draft { reason: outer.reason, end_told: true, ..inner });
    }
}

/// What silence at the end of a last leave means.
fn end_of_leave(settings: &RegisterSettings, findings: &mut Findings<'_>, linked: &mut Vec<Draft>) {
    let Some(&last) = linked.last() else { return };
    if last.standing != Standing::OnLeave || last.dates.end == OPEN || last.reason != EndReason::Unstated || last.end_told {
        return;
    }
    if last.dates.end == settings.after_extract() {
        return linked.iter_mut().rev().take(1).for_each(|last| last.dates.end_unknown(findings, last.row as usize));
    }
    let shown = Some(Day::from_days_unchecked(last.dates.end).to_string());
    if settings.leave_silence == LeaveSilence::Lapse {
        if settings.record_start.is_some_and(|record| last.dates.end < record.days()) {
            return; // the whole membership is set aside
        }
        return findings.note(last.row as usize, IssueCode::LeaveEndedSilently, Action::Kept, "end", shown);
    }
    findings.note(last.row as usize, IssueCode::LeaveEndedSilently, Action::Repaired, "end", shown);
    let first_seen = settings.record_start.map_or(last.dates.end, |record| record.days().max(last.dates.end));
    let dates = Dates { start: last.dates.end, observed: first_seen, end: OPEN, start_known: true };
    linked.push(Draft { dates, standing: Standing::Active, ..last });
}

/// Takes out the first episodes when they ended before they came under observation: one that continues hands its start on to the
/// next, so that the membership is known to be older than the record; a spell that lapsed before the record began is set aside.
fn begin_of_observation(settings: &RegisterSettings, findings: &mut Findings<'_>, linked: &mut Vec<Draft>) {
    let record = settings.record_start.map_or(i32::MIN, Day::days);
    let (mut spell, mut taken_out) = (0, 0);
    while let Some(&Draft { dates, .. }) = linked.get(taken_out) {
        let is_unobserved = dates.end <= dates.observed && (dates.end < record || dates.start < dates.end);
        let continues = linked.get(taken_out + 1).is_some_and(|next| is_linked(settings, dates.end, next.dates.start));
        if !is_unobserved || !(continues || dates.end < record) {
            break;
        }
        taken_out += 1;
        if continues && let Some(next) = linked.get_mut(taken_out) {
            (next.dates.start, next.dates.start_known) = (dates.start, dates.start_known);
        } else {
            linked[spell..taken_out].iter().for_each(|draft| set_aside_before_record(findings, draft));
            spell = taken_out;
        }
    }
    linked.drain(..taken_out);
}

/// Sets the row of a draft aside, once, because its membership lapsed before the record began.
fn set_aside_before_record(findings: &mut Findings<'_>, draft: &Draft) {
    let row = draft.row as usize;
    if findings.actions[row] != Action::SetAside {
        let shown = Some(Day::from_days_unchecked(draft.dates.end).to_string());
        findings.note(row, IssueCode::BeforeRecord, Action::SetAside, "end", shown);
    }
}

/// Whether an episode that starts on `start` follows one that ended on `end` without a lapse.
fn is_linked(settings: &RegisterSettings, end: i32, start: i32) -> bool {
    start.saturating_sub(end) <= i32::try_from(settings.grace_days).unwrap_or(i32::MAX)
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
    if !is_linked(settings, linked[at - 1].dates.end, linked[at].dates.start) {
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
