//! Turns the columns of a table into episodes, whatever delivers the table.

use super::assembly::{Assembly, Fate};
use super::field::{Cells, FieldBuilder, Memo, Note};
#[cfg(feature = "csv")]
use super::issue::{Action, IssueCode};
use super::key_field::KeyField;
use super::leave::split_leaves;
use super::level_field::LevelField;
use super::mapping::{Assigned, ColumnUse, check_kind};
use super::plain_text::key;
use super::reading::EpisodeRead;
use super::selection::select_rows;
use super::settings::{BranchLevels, EndDay, ReadSettings};
use super::vocabulary::Role;
use crate::episode::{DayColumn, RowNumbers};
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
        let assigned = settings.mapping.resolve(&headers, input, |header| settings.role_of(header).map(ColumnUse::Role))?;
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
    #[cfg(feature = "csv")]
    pub(crate) fn counting_from(mut self, first_row: u64) -> Self {
        self.first_row = first_row;
        self
    }

    /// Adds a row that is wrong as a whole.
    #[cfg(feature = "csv")]
    pub(crate) fn push_bad_row(&mut self, code: IssueCode, shown: String) {
        let row = self.rows();
        self.row_notes.push(Note { row, code, action: Action::SetAside, value: Some(shown) });
        self.fields.iter_mut().for_each(FieldBuilder::push_nothing);
    }

    /// Adds a row that holds nothing at all; it keeps its number but is not counted.
    #[cfg(feature = "csv")]
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
        let fields = self.fields.into_iter().zip(self.uses).collect();
        let mut assembly = Assembly::new(fields, self.row_notes, &self.blank_rows, first_row, rows);
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
