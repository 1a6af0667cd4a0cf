//! Typed values of a small table with fixed column names, such as yearly totals.

use crate::cell::OwnedCell;
use crate::python_in::NamedCells;
use kaiin::{Day, Error, FiscalYear, Result};

/// A table in memory.
pub(crate) struct SmallTable {
    name: &'static str,
    columns: NamedCells,
}

impl SmallTable {
    pub(crate) fn new(name: &'static str, columns: NamedCells) -> Self {
        Self { name, columns }
    }

    pub(crate) fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, cells)| cells.len())
    }

    /// Refuses a column with another name, which would be ignored silently.
    pub(crate) fn only(&self, known: &[&str]) -> Result<()> {
        let unknown = self.columns.iter().find(|(name, _)| !known.contains(&name.as_str()));
        unknown.map_or(Ok(()), |(name, _)| {
            Err(Error::ColumnType {
                column: name.clone(),
                reason: format!("is not known in {}; the columns are {}", self.name, known.join(", ")),
            })
        })
    }

    fn cell(&self, column: &str, row: usize) -> &OwnedCell {
        let cells = self.columns.iter().find(|(name, _)| name == column);
        cells.and_then(|(_, cells)| cells.get(row)).unwrap_or(&OwnedCell::Absent)
    }

    fn wrong(&self, column: &str, row: usize, wanted: &str) -> Error {
        let found = self.cell(column, row);
        Error::ColumnType { column: column.into(), reason: format!("row {} holds {found:?}, which is no {wanted}", row + 1) }
    }

    /// A count; a real number without a fraction is one, because data frames write counts with gaps so.
    pub(crate) fn count(&self, column: &str, row: usize) -> Result<Option<u64>> {
        let wrong = || self.wrong(column, row, "count");
        match self.cell(column, row) {
            OwnedCell::Absent => Ok(None),
            OwnedCell::Integer(number) => u64::try_from(*number).map(Some).map_err(|_| wrong()),
            OwnedCell::Real(number) if number.fract() == 0.0 && (0.0..9.0e15).contains(number) => Ok(Some(*number as u64)),
            _ => Err(wrong()),
        }
    }

    pub(crate) fn year(&self, column: &str, row: usize) -> Result<FiscalYear> {
        let year = self.count(column, row)?.and_then(|year| i32::try_from(year).ok());
        year.map(FiscalYear).ok_or_else(|| self.wrong(column, row, "fiscal year"))
    }

    pub(crate) fn text(&self, column: &str, row: usize) -> Option<String> {
        match self.cell(column, row) {
            OwnedCell::Absent => None,
            OwnedCell::Text(text) => Some(text.clone()),
            OwnedCell::Integer(number) => Some(number.to_string()),
            other => Some(format!("{other:?}")),
        }
    }

    pub(crate) fn day(&self, column: &str, row: usize) -> Result<Option<Day>> {
        match self.cell(column, row) {
            OwnedCell::Absent => Ok(None),
            OwnedCell::Day(days) => Day::from_days(*days).map(Some),
            OwnedCell::Text(text) => text.parse().map(Some),
            _ => Err(self.wrong(column, row, "day")),
        }
    }
}
