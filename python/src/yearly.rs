//! Small tables with one row a year: yearly totals and licence holders, read by the core's vocabulary.

use crate::cell::OwnedCell;
use crate::error::Watch;
use crate::read_settings::ReadSettings;
use crate::source::Source;
use kaiin::cohort::YearTotals;
use kaiin::input::{Cell, LicenseeRole, LicenseeRow, TotalsRole, YearTotalsRow, YearlyRead, YearlyTable};
use kaiin::licensees::LicenceYear;
use kaiin::{Day, Error, Result};
use std::collections::BTreeMap;

/// Headers by the name of what the column is for.
pub(crate) type Columns = Option<BTreeMap<String, String>>;

/// The caller's table for the core to understand.
pub(crate) fn table(data: Source, name: &str, watch: &Watch) -> Result<YearlyTable> {
    let columns = data.collect(watch)?;
    let headers: Vec<&String> = columns.iter().map(|(name, _)| name).collect();
    let mut table = YearlyTable::new(&headers, name);
    for row in 0..columns.first().map_or(0, |(_, cells)| cells.len()) {
        table.push(columns.iter().map(|(_, cells)| cells.get(row).map_or(Ok(Cell::Nothing), cell)).collect::<Result<_>>()?);
    }
    Ok(table)
}

fn cell(cell: &OwnedCell) -> Result<Cell> {
    Ok(match cell {
        OwnedCell::Absent => Cell::Nothing,
        OwnedCell::Day(days) => Cell::Day(Day::from_days(*days)?),
        OwnedCell::Integer(number) => Cell::Integer(*number),
        OwnedCell::Real(number) => Cell::Real(*number),
        OwnedCell::Text(text) => Cell::Text(text.clone()),
        OwnedCell::Flag(flag) => Cell::Text(flag.to_string()),
    })
}

/// How yearly totals are read.
pub(crate) fn totals_settings(read: Option<ReadSettings>, columns: Columns) -> Result<kaiin::input::ReadSettings> {
    let settings = read.map(|read| read.inner).unwrap_or_default();
    columns.unwrap_or_default().into_iter().try_fold(settings, |settings, (name, header)| {
        let role = TotalsRole::from_name(&name)
            .ok_or_else(|| unknown(&name, "year, opening, joined, reinstated, left, left_arrears, closing, on_leave"))?;
        Ok(settings.totals_column(role, header))
    })
}

/// How a table of licence holders is read.
pub(crate) fn licensee_settings(read: Option<ReadSettings>, columns: Columns) -> Result<kaiin::input::ReadSettings> {
    let settings = read.map(|read| read.inner).unwrap_or_default();
    columns.unwrap_or_default().into_iter().try_fold(settings, |settings, (name, header)| {
        let role = LicenseeRole::from_name(&name).ok_or_else(|| unknown(&name, &LicenseeRole::ALL.map(LicenseeRole::name).join(", ")))?;
        Ok(settings.licensee_column(role, header))
    })
}

fn unknown(name: &str, known: &str) -> Error {
    Error::Setting { name: "columns", value: format!("{name:?}"), reason: format!("is not what a column can be for; write one of {known}") }
}

/// The totals of a table in which every row could be read: a typing mistake in a small table is an error, not a row set aside.
pub(crate) fn totals(read: YearlyRead<YearTotalsRow>) -> Result<Vec<YearTotals>> {
    Ok(read.strict()?.rows.into_iter().map(YearTotals::from).collect())
}

/// The same for licence holders.
pub(crate) fn licence_years(read: YearlyRead<LicenseeRow>) -> Result<Vec<LicenceYear>> {
    let rows = read.strict()?.rows.into_iter().zip(2..);
    let year = |(row, number): (LicenseeRow, u64)| LicenceYear { row: Some(number), ..LicenceYear::from(row) };
    Ok(rows.map(year).collect())
}
