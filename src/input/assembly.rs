//! Puts the columns of a register together: which rows are kept, what their standing was, and what is said about each.

use super::field::{Cells, FieldBuilder, Note};
use super::issue::{Action, Issue, IssueCode};
use super::key_field::KeyField;
use super::leave::Leave;
use super::mapping::ColumnUse;
use super::vocabulary::Role;
use super::words::StandingWord;
use crate::episode::{DayColumn, EndReason, EpisodeColumns, LicenceColumn, PersonKeys, SegmentColumn, Standing};
use crate::unit::FiscalYear;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    SetAside,
    /// Blank, or filtered out: not counted.
    Ignored,
}

/// The fate of each row and the issues so far.
pub(crate) struct Findings {
    pub(crate) fates: Vec<Fate>,
    pub(crate) issues: Vec<Issue>,
}

/// The columns by role while they are put together.
pub(crate) struct Assembly {
    person: KeyField,
    days: Vec<(Role, String, DayColumn)>,
    standing: Option<(Role, String, Vec<Option<StandingWord>>)>,
    reasons: Option<Vec<EndReason>>,
    years: Option<Vec<Option<FiscalYear>>>,
    segments: Vec<SegmentColumn>,
    standings: Option<Vec<Standing>>,
    first_row: u64,
    findings: Findings,
}

impl Assembly {
    /// Takes the columns of a table with `rows` rows, what was noted about them, and the rows that are not counted.
    pub(crate) fn new(
        fields: Vec<(FieldBuilder, ColumnUse)>,
        row_notes: Vec<Note>,
        blank_rows: &[usize],
        first_row: u64,
        rows: usize,
    ) -> Self {
        let mut fates = vec![Fate::Kept; rows];
        let mut this = Self {
            person: KeyField::new(),
            days: Vec::new(),
            standing: None,
            reasons: None,
            years: None,
            segments: Vec::new(),
            standings: None,
            first_row,
            findings: Findings { fates: Vec::new(), issues: Vec::new() },
        };
        let mut notes: Vec<(Option<String>, Note)> = row_notes.into_iter().map(|note| (None, note)).collect();
        for (field, usage) in fields {
            notes.extend(field.notes.into_iter().map(|note| (Some(field.header.clone()), note)));
            this.take(field.header, field.cells, &usage, &mut fates);
        }
        blank_rows.iter().for_each(|&row| fates[row] = Fate::Ignored);
        this.findings.fates = fates;
        notes.into_iter().for_each(|(column, note)| this.note(note, column));
        this
    }

    /// Puts the values of one column in their place.
    fn take(&mut self, header: String, cells: Cells, usage: &ColumnUse, fates: &mut [Fate]) {
        match (cells, usage) {
            (Cells::Keys(keys), _) => self.person = keys,
            (Cells::Days { days, role, .. }, _) => self.days.push((role, header, days)),
            (Cells::Years(years), _) => self.years = Some(years),
            (Cells::Standings { words, .. }, ColumnUse::Role(role)) => self.standing = Some((*role, header, words)),
            (Cells::Reasons { reasons, .. }, _) => self.reasons = Some(reasons),
            (Cells::Levels(levels), _) => self.segments.push(levels.finish()),
            (Cells::Only { matches, .. }, _) => {
                fates.iter_mut().zip(matches).filter(|(_, matches)| !matches).for_each(|(fate, _)| *fate = Fate::Ignored);
            }
            (Cells::Standings { .. }, _) => {}
        }
    }

    /// Makes a note an issue, unless the row is not counted at all.
    fn note(&mut self, note: Note, column: Option<String>) {
        let fate = &mut self.findings.fates[note.row];
        if *fate == Fate::Ignored {
            return;
        }
        if note.action == Action::SetAside {
            *fate = Fate::SetAside;
        }
        let (row, person) = (Some(self.first_row + note.row as u64), self.person.text(note.row));
        self.findings.issues.push(Issue { row, code: note.code, action: note.action, person, column, value: note.value });
    }

    fn day(&self, wanted: Role) -> Option<&DayColumn> {
        self.days.iter().find(|(role, ..)| *role == wanted).map(|(.., days)| days)
    }

    fn take_day(&mut self, wanted: Role) -> Option<DayColumn> {
        let position = self.days.iter().position(|(role, ..)| *role == wanted)?;
        Some(self.days.swap_remove(position).2)
    }

    /// Sets rows aside that have neither a start nor a day from which they were observed.
    pub(crate) fn check_starts(&mut self) {
        let (start, observed) = (self.day(Role::Start), self.day(Role::ObservedFrom));
        let absent = |column: Option<&DayColumn>, row| column.is_none_or(|days| days.get(row).is_none());
        let missing: Vec<usize> = (0..self.findings.fates.len())
            .filter(|&row| self.findings.fates[row] == Fate::Kept && absent(start, row) && absent(observed, row))
            .collect();
        let column =
            self.days.iter().find(|(role, ..)| matches!(role, Role::Start | Role::ObservedFrom)).map(|(_, header, _)| header.clone());
        for row in missing {
            self.note(Note { row, code: IssueCode::MissingStart, action: Action::SetAside, value: None }, column.clone());
        }
    }

    /// Decides what the words for the standing mean for the stretch that the row describes.
    pub(crate) fn settle_standings(&mut self) {
        let Some((role, header, words)) = self.standing.take() else { return };
        let mut standings = Vec::with_capacity(words.len());
        for (row, word) in words.into_iter().enumerate() {
            let (standing, issue) = settle(role, word, self.has_end(row), self.leave_is_known(row));
            standings.push(standing);
            if let (Some((code, action)), Some(Fate::Kept)) = (issue, self.findings.fates.get(row)) {
                self.note(Note { row, code, action, value: None }, Some(header.clone()));
            }
        }
        self.standings = Some(standings);
    }

    fn has_end(&self, row: usize) -> bool {
        [Role::End, Role::LastDay].into_iter().any(|role| self.day(role).is_some_and(|days| days.get(row).is_some()))
    }

    fn leave_is_known(&self, row: usize) -> bool {
        self.day(Role::LeaveStart).is_some_and(|days| days.get(row).is_some())
    }

    /// The columns of episodes, the leaves, how many rows are not counted, and what was found.
    pub(crate) fn columns(mut self) -> (EpisodeColumns, Option<Leave>, usize, Findings) {
        let rows = self.findings.fates.len();
        let start = self.take_day(Role::Start).unwrap_or_else(|| (0..rows).map(|_| None).collect());
        let end = self.take_day(Role::End).or_else(|| self.take_day(Role::LastDay));
        let observed_from = self.take_day(Role::ObservedFrom);
        let born = self.take_day(Role::Born);
        let licensed = match (self.take_day(Role::Licensed), self.years.take()) {
            (Some(days), _) => LicenceColumn::Days(days),
            (None, Some(years)) => LicenceColumn::Cohorts(years),
            (None, None) => LicenceColumn::Absent,
        };
        let leave = self.take_leave();
        let ignored = self.findings.fates.iter().filter(|&&fate| fate == Fate::Ignored).count();
        let person: PersonKeys = self.person.finish();
        let columns = EpisodeColumns {
            end,
            observed_from,
            standing: self.standings,
            end_reason: self.reasons,
            licensed,
            born,
            segments: self.segments,
            ..EpisodeColumns::new(person, start)
        };
        (columns, leave, ignored, self.findings)
    }

    fn take_leave(&mut self) -> Option<Leave> {
        let header = self.days.iter().find(|(role, ..)| matches!(role, Role::LeaveStart)).map(|(_, header, _)| header.clone());
        let (start, end, back) = (self.take_day(Role::LeaveStart), self.take_day(Role::LeaveEnd), self.take_day(Role::LeaveReturn));
        if start.is_none() && end.is_none() && back.is_none() {
            return None;
        }
        Some(Leave::new(header.unwrap_or_else(|| Role::LeaveStart.name().into()), start, end, back))
    }
}

/// The standing of a row, and what is to be said about it.
///
/// A word for the present (状態) says nothing about the past: "left" beside an end means that the membership is over, not that the row
/// describes time outside; without an end nobody knows when it was over, and the row cannot be used.
fn settle(role: Role, word: Option<StandingWord>, has_end: bool, leave_known: bool) -> (Standing, Option<(IssueCode, Action)>) {
    let off_roll = Some((IssueCode::OffRoll, Action::SetAside));
    match word {
        None => (Standing::Active, None),
        Some(StandingWord::Ended) if role == Role::StatusNow && has_end => (Standing::Active, None),
        Some(StandingWord::Ended | StandingWord::NotMember) => (Standing::Active, off_roll),
        Some(StandingWord::OnRoll(Standing::Active)) => (Standing::Active, None),
        Some(StandingWord::OnRoll(Standing::OnLeave)) if leave_known => (Standing::Active, None),
        Some(StandingWord::OnRoll(standing)) if role == Role::StatusNow => {
            (standing, Some((IssueCode::StandingSinceUnknown, Action::Kept)))
        }
        Some(StandingWord::OnRoll(standing)) => (standing, None),
    }
}
