//! Checks each row for itself and notes what is wrong with it.

use super::settings::{RegisterSettings, ReversedDates};
use crate::episode::{EpisodeColumns, PersonKeys};
use crate::input::{Action, Issue, IssueCode};
use crate::time::Day;
use std::collections::BTreeSet;

/// The issues found so far and what became of each row.
pub(super) struct Findings<'a> {
    columns: &'a EpisodeColumns,
    pub(super) issues: Vec<Issue>,
    pub(super) actions: Vec<Action>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(columns: &'a EpisodeColumns, rows: usize) -> Self {
        Self { columns, issues: Vec::new(), actions: vec![Action::Kept; rows] }
    }

    /// Notes an issue of a row; the strongest action decides what becomes of the row.
    pub(super) fn note(&mut self, row: usize, code: IssueCode, action: Action, column: &str, value: Option<String>) {
        self.actions[row] = self.actions[row].max(action);
        self.issues.push(Issue {
            row: Some(self.columns.row_number(row)),
            code,
            action,
            person: Some(self.columns.person.text(row)).filter(|key| !key.is_empty()),
            column: Some(column.to_owned()),
            value,
        });
    }
}

/// The dates of a row after the checks, as days since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dates {
    /// First day in the standing; where not known, the first day observed.
    pub(super) start: i32,
    /// First day under observation; equal to `start` unless entry was delayed.
    pub(super) observed: i32,
    /// First day no longer in the standing; [`OPEN`] while it lasts.
    pub(super) end: i32,
    /// Whether the start is known.
    pub(super) start_known: bool,
}

/// The end of an episode that still lasts.
pub(super) const OPEN: i32 = i32::MAX;

/// The dates of every row, `None` where the row was set aside.
pub(super) fn check_rows(settings: &RegisterSettings, columns: &EpisodeColumns, findings: &mut Findings<'_>) -> Vec<Option<Dates>> {
    let mut dates: Vec<Option<Dates>> = (0..columns.person.len()).map(|row| check_row(settings, columns, findings, row)).collect();
    let going_on = going_on(settings, columns, &dates);
    for (row, dates) in dates.iter_mut().enumerate().filter(|_| !going_on.is_empty()) {
        let Some(dates) = dates else { continue };
        if dates.end == settings.after_extract() && going_on.contains(&columns.person.text(row)) {
            dates.end_unknown(findings, row);
        }
    }
    dates
}

/// The keys of persons with a row, set aside because it begins after the extract date, that continues a row which ends with that date.
fn going_on(settings: &RegisterSettings, columns: &EpisodeColumns, dates: &[Option<Dates>]) -> BTreeSet<String> {
    let continues = |start: Day| {
        let gap = i64::from(start.days()) - i64::from(settings.after_extract());
        (0..=i64::from(settings.grace_days)).contains(&gap)
    };
    let rows = (0..dates.len()).filter(|&row| dates[row].is_none() && columns.start.get(row).is_some_and(continues));
    rows.map(|row| columns.person.text(row)).collect()
}

impl Dates {
    /// What was to follow an end on the day after the extract date is known not to be a lapse, or not known: the episode lasts.
    pub(super) fn end_unknown(&mut self, findings: &mut Findings<'_>, row: usize) {
        let shown = Some(Day::from_days_unchecked(self.end).to_string());
        findings.note(row, IssueCode::EndAfterAsOf, Action::Repaired, "end", shown);
        self.end = OPEN;
    }
}

/// The dates of one row, `None` when it was set aside.
fn check_row(settings: &RegisterSettings, columns: &EpisodeColumns, findings: &mut Findings<'_>, row: usize) -> Option<Dates> {
    if key_is_missing(&columns.person, row) {
        findings.note(row, IssueCode::MissingPerson, Action::SetAside, "person", None);
        return None;
    }
    let first_seen = columns.observed_from.as_ref().and_then(|column| column.get(row));
    let mut start = columns.start.get(row);
    let mut end = columns.end.as_ref().and_then(|column| column.get(row));
    let Some(begin) = start.or(first_seen) else {
        findings.note(row, IssueCode::MissingStart, Action::SetAside, "start", None);
        return None;
    };
    if let Some(reversed) = end.filter(|&end| end < begin) {
        let shown = Some(format!("{begin} to {reversed}"));
        if settings.reversed_dates == ReversedDates::SetAside || start.is_none() {
            findings.note(row, IssueCode::EndBeforeStart, Action::SetAside, "end", shown);
            return None;
        }
        findings.note(row, IssueCode::EndsSwapped, Action::Repaired, "end", shown);
        (start, end) = (end, start);
    }
    let begin = start.unwrap_or(begin);
    if begin > settings.as_of {
        findings.note(row, IssueCode::StartAfterAsOf, Action::SetAside, "start", Some(begin.to_string()));
        return None;
    }
    // An exclusive end on the next day says that the extract date was the last day: it is known on that date.
    if let Some(late) = end.filter(|&end| end.days() > settings.after_extract()) {
        findings.note(row, IssueCode::EndAfterAsOf, Action::Repaired, "end", Some(late.to_string()));
        end = None;
    }
    if let Some(late) = first_seen.filter(|&seen| seen > settings.as_of) {
        findings.note(row, IssueCode::StartAfterAsOf, Action::SetAside, "observed_from", Some(late.to_string()));
        return None;
    }
    if start.is_some() && end == Some(begin) {
        findings.note(row, IssueCode::ZeroLength, Action::Kept, "end", Some(begin.to_string()));
    }
    // Delayed entry: observed from the latest of these days on, but never after the end.
    let observed = [Some(begin), first_seen, settings.record_start].into_iter().flatten().max()?;
    let observed = end.map_or(observed, |end| observed.min(end));
    Some(Dates { start: begin.days(), observed: observed.days(), end: end.map_or(OPEN, Day::days), start_known: start.is_some() })
}

/// Whether a row has no person key.
fn key_is_missing(keys: &PersonKeys, row: usize) -> bool {
    match keys {
        PersonKeys::Integers(keys) => keys.get(row).is_none_or(|&key| key == PersonKeys::MISSING),
        PersonKeys::Texts(keys) => keys.get(row).is_empty(),
    }
}
