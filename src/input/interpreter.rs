//! From the columns of a table to episodes: which rows are kept, and what is said about each.

use super::field::{Cells, FieldBuilder, Memo, Note};
use super::issue::{Action, Issue, IssueCode};
use super::key_field::KeyField;
use super::leave::{Leave, split_leaves};
use super::level_field::LevelField;
use super::mapping::{Assigned, ColumnUse, check_kind};
use super::plain_text::key;
use super::reading::EpisodeRead;
use super::selection::select_rows;
use super::settings::{BranchLevels, EndDay, ReadSettings};
use super::vocabulary::Role;
use super::words::StandingWord;
use crate::episode::{DayColumn, EndReason, EpisodeColumns, LicenceColumn, PersonKeys, RowNumbers, Standing};
use crate::error::{Error, Result};

/// Turns the columns of a table into episodes, whatever delivers the table.
///
/// Push every value of every column in [`EpisodeInterpreter::fields_mut`], then call [`EpisodeInterpreter::finish`].
///
/// # Example
///
/// ```
/// use kaiin::input::{EpisodeInterpreter, ReadSettings};
/// let headers = ["会員番号", "氏名", "入会日"];
/// let mut interpreter = EpisodeInterpreter::new(&headers, "a table", &ReadSettings::new())?;
/// for field in interpreter.fields_mut() {
///     match field.header() {
///         "会員番号" => field.push_integer(17),
///         _ => field.push_text("令和6年4月1日"),
///     }
/// }
/// let read = interpreter.finish()?;
/// assert_eq!((read.rows_read, read.issues.len()), (1, 0));
/// assert_eq!(read.columns.start.get(0), Some("2024-04-01".parse()?));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct EpisodeInterpreter {
    fields: Vec<FieldBuilder>,
    uses: Vec<ColumnUse>,
    row_notes: Vec<Note>,
    blank_rows: Vec<usize>,
    first_row: u64,
}

impl EpisodeInterpreter {
    /// An interpreter for a table with these headers; `input` names the table in messages. The first row pushed counts as row 2, as in
    /// a file whose header is row 1.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when no column stands for the person or for the start, or a mapped header is not there;
    /// [`Error::Setting`] when two columns stand for one role, or a setting cannot be used.
    pub fn new<T: AsRef<str>>(headers: &[T], input: &str, settings: &ReadSettings) -> Result<Self> {
        settings.check()?;
        let headers: Vec<String> = headers.iter().map(|header| header.as_ref().to_owned()).collect();
        let assigned = settings.mapping.resolve(&headers, input, |header| Role::of_header(header).map(ColumnUse::Role))?;
        let assigned = without_second_choices(assigned)?;
        check_kind(&assigned, |usage| matches!(usage, ColumnUse::Role(_) | ColumnUse::Segment(_)))?;
        check_needed(&assigned, &headers, input)?;
        let uses = assigned.iter().map(|column| column.usage.clone()).collect();
        let fields =
            assigned.into_iter().map(|column| FieldBuilder::new(column.position, column.header, cells(&column.usage, settings))).collect();
        Ok(Self { fields, uses, row_notes: Vec::new(), blank_rows: Vec::new(), first_row: 2 })
    }

    /// The columns that are read. Columns of the table that are not among them are not wanted.
    pub fn fields_mut(&mut self) -> &mut [FieldBuilder] {
        &mut self.fields
    }

    /// Header and use of each column that is read.
    #[must_use]
    pub fn columns_read(&self) -> Vec<(String, String)> {
        self.fields.iter().zip(&self.uses).map(|(field, usage)| (field.header.clone(), usage.name())).collect()
    }

    /// The same, with another number for the first row.
    pub(crate) fn counting_from(mut self, first_row: u64) -> Self {
        self.first_row = first_row;
        self
    }

    /// Adds a row that is wrong as a whole.
    pub(crate) fn push_bad_row(&mut self, code: IssueCode, shown: String) {
        let row = self.rows();
        self.row_notes.push(Note { row, code, action: Action::SetAside, value: Some(shown) });
        self.fields.iter_mut().for_each(FieldBuilder::push_nothing);
    }

    /// Adds a row that holds nothing at all; it keeps its number but is not counted.
    pub(crate) fn push_blank_row(&mut self) {
        self.blank_rows.push(self.rows());
        self.fields.iter_mut().for_each(FieldBuilder::push_nothing);
    }

    /// Number of rows pushed.
    pub(crate) fn rows(&self) -> usize {
        self.fields.first().map_or(0, FieldBuilder::len)
    }

    /// The episodes, with all that was noted about the rows.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when columns received different numbers of values.
    pub fn finish(self) -> Result<EpisodeRead> {
        let columns_read = self.columns_read();
        let rows = self.rows();
        if let Some(odd) = self.fields.iter().find(|field| field.len() != rows) {
            let reference = self.fields.first().map_or(String::new(), |field| field.header.clone());
            return Err(Error::ColumnLength { column: odd.header.clone(), found: odd.len(), reference, expected: rows });
        }
        let first_row = self.first_row;
        let mut assembly = Assembly::new(self, rows);
        assembly.check_starts();
        assembly.settle_standings();
        let (mut columns, mut leave, ignored, mut notes) = assembly.columns();
        let kept: Vec<u32> = (0..rows as u32).filter(|&row| notes.fates[row as usize] == Fate::Kept).collect();
        columns.row_numbers = RowNumbers::From(first_row);
        if kept.len() < rows {
            columns = select_rows(&columns, &kept);
            if let (Some(&first), Some(&last)) = (kept.first(), kept.last())
                && (last - first) as usize + 1 == kept.len()
            {
                columns.row_numbers = RowNumbers::From(first_row + u64::from(first));
            }
            leave = leave.map(|leave| leave.select(&kept));
        }
        let columns = match leave {
            Some(leave) => split_leaves(columns, &leave, &mut notes.issues),
            None => columns,
        };
        notes.issues.sort();
        Ok(EpisodeRead { columns, rows_read: (rows - ignored) as u64, issues: notes.issues, columns_read })
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    SetAside,
    /// Blank, or filtered out: not counted.
    Ignored,
}

/// The fate of each row and the issues so far.
struct Findings {
    fates: Vec<Fate>,
    issues: Vec<Issue>,
}

/// The columns by role while they are put together.
struct Assembly {
    person: KeyField,
    days: Vec<(Role, String, DayColumn)>,
    standing: Option<(Role, String, Vec<Option<StandingWord>>)>,
    reasons: Option<Vec<EndReason>>,
    years: Option<Vec<Option<crate::unit::FiscalYear>>>,
    segments: Vec<crate::episode::SegmentColumn>,
    standings: Option<Vec<Standing>>,
    first_row: u64,
    findings: Findings,
}

impl Assembly {
    fn new(interpreter: EpisodeInterpreter, rows: usize) -> Self {
        let mut fates = vec![Fate::Kept; rows];
        let mut this = Self {
            person: KeyField::new(),
            days: Vec::new(),
            standing: None,
            reasons: None,
            years: None,
            segments: Vec::new(),
            standings: None,
            first_row: interpreter.first_row,
            findings: Findings { fates: Vec::new(), issues: Vec::new() },
        };
        let mut notes: Vec<(Option<String>, Note)> = interpreter.row_notes.into_iter().map(|note| (None, note)).collect();
        for (field, usage) in interpreter.fields.into_iter().zip(interpreter.uses) {
            notes.extend(field.notes.into_iter().map(|note| (Some(field.header.clone()), note)));
            this.take(field.header, field.cells, &usage, &mut fates);
        }
        interpreter.blank_rows.into_iter().for_each(|row| fates[row] = Fate::Ignored);
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
    fn check_starts(&mut self) {
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
    fn settle_standings(&mut self) {
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
    fn columns(mut self) -> (EpisodeColumns, Option<Leave>, usize, Findings) {
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

/// What a column collects, by its use.
fn cells(usage: &ColumnUse, settings: &ReadSettings) -> Cells {
    let days = |role, last_day_included| Cells::Days { role, reading: settings.dates, last_day_included, days: DayColumn::default() };
    let levels = |name: &str| {
        let rule = if name == "branch" { settings.branch_levels } else { BranchLevels::AsWritten };
        Cells::Levels(LevelField::new(name.to_owned(), rule))
    };
    match usage {
        ColumnUse::Role(Role::Person) => Cells::Keys(KeyField::new()),
        ColumnUse::Role(Role::LicenceCohort) => Cells::Years(Vec::new()),
        ColumnUse::Role(Role::Standing | Role::StatusNow) => Cells::Standings { known: Memo::new(), words: Vec::new() },
        ColumnUse::Role(Role::EndReason) => Cells::Reasons { known: Memo::new(), reasons: Vec::new() },
        ColumnUse::Role(role @ (Role::Branch | Role::Class | Role::Sex)) => levels(role.name()),
        ColumnUse::Role(Role::End) => days(Role::End, settings.end_day == EndDay::LastDayIncluded),
        ColumnUse::Role(Role::LastDay) => days(Role::LastDay, true),
        ColumnUse::Role(Role::LeaveEnd) => days(Role::LeaveEnd, settings.leave_end_day == EndDay::LastDayIncluded),
        ColumnUse::Role(role) => days(*role, false),
        ColumnUse::Segment(name) => levels(name),
        ColumnUse::Licensee(_) | ColumnUse::Totals(_) => levels(&usage.name()),
        ColumnUse::Only(value) => Cells::Only { wanted: key(value), matches: Vec::new() },
    }
}

/// Where two roles tell the same thing, the second is used only when the first is not there.
fn without_second_choices(mut assigned: Vec<Assigned>) -> Result<Vec<Assigned>> {
    const PREFERRED: [(Role, Role); 3] =
        [(Role::End, Role::LastDay), (Role::Licensed, Role::LicenceCohort), (Role::Standing, Role::StatusNow)];
    for (first, second) in PREFERRED {
        let find = |assigned: &[Assigned], role| assigned.iter().find(|column| column.usage == ColumnUse::Role(role)).cloned();
        let (Some(one), Some(other)) = (find(&assigned, first), find(&assigned, second)) else { continue };
        if one.mapped && other.mapped {
            let shown = format!("{:?} and {:?}", one.header, other.header);
            return Err(Error::setting(
                "columns",
                shown,
                format!("were mapped to {first} and {second}, which tell the same thing; map one"),
            ));
        }
        let dropped = if other.mapped { first } else { second };
        assigned.retain(|column| column.usage != ColumnUse::Role(dropped));
    }
    Ok(assigned)
}

/// Refuses a table without the columns that no register can do without.
fn check_needed(assigned: &[Assigned], headers: &[String], input: &str) -> Result<()> {
    let has = |role| assigned.iter().any(|column| column.usage == ColumnUse::Role(role));
    let missing = |role: Role, examples: &str| Error::MissingColumn {
        input: input.into(),
        column: format!("{role} ({examples})"),
        found: headers.to_vec(),
        advice: format!("map {role} to one of these, or name the row that holds the headers"),
    };
    if !has(Role::Person) {
        return Err(missing(Role::Person, "会員番号, member_id"));
    }
    if !has(Role::Start) && !has(Role::ObservedFrom) {
        return Err(missing(Role::Start, "入会日, join_date"));
    }
    Ok(())
}
