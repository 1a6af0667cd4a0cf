//! Reads a series that an association published itself: members and licence holders by year.

use super::value::PublishedPoint;
use crate::error::{Error, Result};
use crate::input::{LicenseeRole, ReadSettings, TotalsRole, read_licensees_path, read_totals_path};
use crate::unit::FiscalYear;
use std::path::Path;

/// The settings with the header of a column of a published series: `year`, `closing` (members) or `cumulative` (licence holders).
///
/// # Errors
///
/// [`Error::Setting`] for another name.
pub fn published_column(settings: ReadSettings, name: &str, header: &str) -> Result<ReadSettings> {
    match (name, TotalsRole::from_name(name)) {
        ("year", Some(role)) => Ok(settings.totals_column(role, header).licensee_column(LicenseeRole::Year, header)),
        ("closing", Some(role)) => Ok(settings.totals_column(role, header)),
        ("cumulative", _) => Ok(settings.licensee_column(LicenseeRole::Cumulative, header)),
        (other, _) => {
            Err(Error::setting("column", format!("{other:?}"), "is no part of a published series; write year, closing or cumulative"))
        }
    }
}

/// The points of a published series in a CSV file with the columns that [`published_column`] names.
///
/// # Errors
///
/// Those of [`read_totals_path`] and [`read_licensees_path`]; [`Error::Strict`] when a row cannot be read.
pub fn read_published_path(path: impl AsRef<Path>, settings: &ReadSettings) -> Result<Vec<PublishedPoint>> {
    let path = path.as_ref();
    let holders = read_licensees_path(path, settings)?.strict()?.rows;
    let licensees = |year| holders.iter().find(|row| row.year == year).and_then(|row| row.cumulative);
    let members = read_totals_path(path, settings)?.strict()?.rows;
    let point = |row: crate::input::YearTotalsRow| PublishedPoint {
        year: FiscalYear(row.year),
        members: row.closing,
        licensees: licensees(row.year),
    };
    Ok(members.into_iter().map(point).collect())
}
