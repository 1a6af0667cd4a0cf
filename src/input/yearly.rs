//! A small table with one row a year, before its columns are understood.

use super::count_text::{parse_count, real_count};
use super::date_text::{DateReading, parse_date};
use super::issue::{Action, Issue, IssueCode};
use super::mapping::{Assigned, ColumnUse, check_kind};
use super::plain_text::{is_nothing, key, plain};
use super::reading::refuse_issues;
use super::settings::ReadSettings;
use super::year_text::{in_range, parse_fiscal_year};
use crate::error::{Error, Result};
use crate::time::Day;

/// One value of a yearly table.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// No value.
    #[default]
    Nothing,
    /// Text as people write it.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A real number; NaN is "no value".
    Real(f64),
    /// A day.
    Day(Day),
}

/// A table with one row a year (and branch), as any source delivers it; the first row pushed counts as row 2.
///
/// # Example
///
/// ```
/// use kaiin::input::{Cell, ReadSettings, YearlyTable, licensee_rows};
/// let mut table = YearlyTable::new(&["年度", "合格者数"], "passers");
/// table.push(vec![Cell::Text("令和元年度".into()), Cell::Integer(10_809)]);
/// let read = licensee_rows(&table, &ReadSettings::new())?;
/// assert_eq!((read.rows[0].year, read.rows[0].count), (2019, Some(10_809)));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct YearlyTable {
    pub(crate) headers: Vec<String>,
    pub(crate) input: String,
    pub(crate) rows: Vec<(u64, Vec<Cell>)>,
    pub(crate) issues: Vec<Issue>,
    pub(crate) next_row: u64,
}

impl YearlyTable {
    /// A table without rows; `input` names it in messages.
    #[must_use]
    pub fn new<T: AsRef<str>>(headers: &[T], input: impl Into<String>) -> Self {
        let headers = headers.iter().map(|header| header.as_ref().to_owned()).collect();
        Self { headers, input: input.into(), rows: Vec::new(), issues: Vec::new(), next_row: 2 }
    }

    /// Adds a row; values that are missing at its end are [`Cell::Nothing`].
    pub fn push(&mut self, cells: Vec<Cell>) {
        self.rows.push((self.next_row, cells));
        self.next_row += 1;
    }

    /// Adds a row that cannot be used.
    #[cfg(feature = "csv")]
    pub(crate) fn push_bad(&mut self, code: IssueCode, shown: String) {
        let (row, action) = (Some(self.next_row), Action::SetAside);
        self.issues.push(Issue { row, code, action, person: None, column: None, value: Some(shown) });
        self.next_row += 1;
    }
}

/// Rows of a yearly table, with everything that was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearlyRead<T> {
    /// The rows that can be used, in the order of the table.
    pub rows: Vec<T>,
    /// Data rows read: without the header, without blank rows, without rows that a filter left out.
    pub rows_read: u64,
    /// What was found, ordered by row.
    pub issues: Vec<Issue>,
    /// Header and use of each column that was read.
    pub columns_read: Vec<(String, String)>,
}

impl<T> YearlyRead<T> {
    /// The same, or an error when any issue is a warning or worse.
    ///
    /// # Errors
    ///
    /// [`Error::Strict`] with the number of such issues and the first of them.
    pub fn strict(self) -> Result<Self> {
        refuse_issues(&self.issues).map(|()| self)
    }
}

/// Reads every row of a table with `read_row`, which returns `None` after it noted why the row cannot be used.
pub(crate) fn read_rows<T>(
    table: &YearlyTable,
    assigned: &[Assigned],
    read_row: impl Fn(&mut YearRow<'_>) -> Option<T>,
) -> Result<YearlyRead<T>> {
    let mut issues = table.issues.clone();
    let mut rows_read = issues.len() as u64;
    let mut rows = Vec::new();
    for (number, cells) in &table.rows {
        let mut row = YearRow { number: *number, cells, assigned, issues: &mut issues };
        if cells.iter().all(is_blank) || !row.passes_filters() {
            continue;
        }
        rows_read += 1;
        rows.extend(read_row(&mut row));
    }
    if rows_read == 0 {
        let advice = "it has no row below the header that is not blank or left out; check the filter, or the row that holds the headers";
        return Err(Error::NoRows { input: table.input.clone(), advice: advice.into() });
    }
    issues.sort();
    let columns_read = assigned.iter().map(|column| (column.header.clone(), column.usage.name())).collect();
    Ok(YearlyRead { rows, rows_read, issues, columns_read })
}

fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Nothing => true,
        Cell::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// One row while it is read.
pub(crate) struct YearRow<'a> {
    number: u64,
    cells: &'a [Cell],
    assigned: &'a [Assigned],
    issues: &'a mut Vec<Issue>,
}

impl YearRow<'_> {
    /// Whether the row holds the values that the caller asked for.
    fn passes_filters(&self) -> bool {
        self.assigned.iter().all(|column| match &column.usage {
            ColumnUse::Only(wanted) => key(&shown_cell(self.cells.get(column.position))) == key(wanted),
            _ => true,
        })
    }

    /// The fiscal year of a column that must hold one.
    pub(crate) fn year(&mut self, usage: &ColumnUse) -> Option<i32> {
        let (cell, header) = self.cell(usage)?;
        let year = match &cell {
            Cell::Text(text) => parse_fiscal_year(text).ok().flatten(),
            Cell::Integer(number) => i32::try_from(*number).ok().and_then(|year| in_range(year).ok()),
            Cell::Real(number) if number.fract() == 0.0 && number.abs() < 1e5 => in_range(*number as i32).ok(),
            _ => None,
        };
        if year.is_none() {
            self.set_aside(IssueCode::UnreadableDate, &header, &cell);
        }
        year.map(|year| year.get())
    }

    /// The count of a column; `Err` after noting what is wrong with it, `Ok(None)` where there is none.
    pub(crate) fn count(&mut self, usage: &ColumnUse) -> Result<Option<u64>, ()> {
        let Some((cell, header)) = self.cell(usage) else { return Ok(None) };
        let count = match &cell {
            Cell::Nothing => Ok(None),
            Cell::Text(text) => parse_count(text),
            Cell::Integer(number) => u64::try_from(*number).map(Some).map_err(|_| ()),
            Cell::Real(number) => real_count(*number),
            Cell::Day(_) => Err(()),
        };
        if count.is_err() {
            self.set_aside(IssueCode::UnreadableNumber, &header, &cell);
        }
        count
    }

    /// The day of a column; one that cannot be read is noted and counts as not known.
    pub(crate) fn day(&mut self, usage: &ColumnUse, reading: DateReading) -> Option<Day> {
        let (cell, header) = self.cell(usage)?;
        let day = match &cell {
            Cell::Nothing => Ok(None),
            Cell::Day(day) => Ok(Some(*day)),
            other => parse_date(&shown_cell(Some(other)), reading),
        };
        day.unwrap_or_else(|_| {
            self.note(IssueCode::DateIgnored, Action::Kept, &header, &cell);
            None
        })
    }

    /// The text of a column; `None` where there is none.
    pub(crate) fn text(&self, usage: &ColumnUse) -> Option<String> {
        let (cell, _) = self.cell(usage)?;
        let text = plain(&shown_cell(Some(&cell))).into_owned();
        (!is_nothing(&text)).then_some(text)
    }

    fn cell(&self, usage: &ColumnUse) -> Option<(Cell, String)> {
        let column = self.assigned.iter().find(|column| column.usage == *usage)?;
        Some((self.cells.get(column.position).cloned().unwrap_or_default(), column.header.clone()))
    }

    fn set_aside(&mut self, code: IssueCode, column: &str, cell: &Cell) {
        self.note(code, Action::SetAside, column, cell);
    }

    fn note(&mut self, code: IssueCode, action: Action, column: &str, cell: &Cell) {
        let value = Some(super::field::shown(&shown_cell(Some(cell))));
        self.issues.push(Issue { row: Some(self.number), code, action, person: None, column: Some(column.to_owned()), value });
    }
}

fn shown_cell(cell: Option<&Cell>) -> String {
    match cell {
        None | Some(Cell::Nothing) => String::new(),
        Some(Cell::Text(text)) => text.clone(),
        Some(Cell::Integer(number)) => number.to_string(),
        Some(Cell::Real(number)) => number.to_string(),
        Some(Cell::Day(day)) => day.to_string(),
    }
}

/// The columns of a yearly table by a vocabulary; one must hold the year and one more something to count.
pub(crate) fn assign(
    table: &YearlyTable,
    settings: &ReadSettings,
    word: impl Fn(&str) -> Option<ColumnUse>,
    year: &ColumnUse,
    is_count: impl Fn(&ColumnUse) -> bool,
    counts: &str,
) -> Result<Vec<Assigned>> {
    settings.check()?;
    let assigned = settings.mapping.resolve(&table.headers, &table.input, word)?;
    check_kind(&assigned, |usage| std::mem::discriminant(usage) == std::mem::discriminant(year))?;
    let missing = |column: &str, advice: String| {
        let (input, found) = (table.input.clone(), table.headers.clone());
        Error::MissingColumn { input, column: column.into(), found, advice }
    };
    if !assigned.iter().any(|column| column.usage == *year) {
        return Err(missing("year (年度, fiscal_year)", "map year to one of these, or name the row that holds the headers".into()));
    }
    if !assigned.iter().any(|column| is_count(&column.usage)) {
        return Err(missing("any count", format!("map at least one of {counts} to one of these")));
    }
    Ok(assigned)
}
