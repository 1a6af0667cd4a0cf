//! Reads a series that an association published itself: members and licence holders by year.

use super::value::PublishedPoint;
use crate::error::{Error, Result};
use crate::input::{LicenseeRole, ReadSettings, TotalsRole, YearTotalsRow, read_licensees_path, read_totals_path};
use crate::unit::FiscalYear;
use std::path::Path;

/// The points of a published series in a CSV file. `columns` names the headers of `year`, `closing` (members) and `cumulative` (licence
/// holders) that the vocabulary does not know.
///
/// # Errors
///
/// [`Error::Setting`] for another name in `columns`; those of [`read_totals_path`] and [`read_licensees_path`]; [`Error::Strict`] when a
/// row cannot be read.
pub fn read_published_path<'c>(
    path: impl AsRef<Path>,
    settings: &ReadSettings,
    columns: impl IntoIterator<Item = (&'c str, &'c str)>,
) -> Result<Vec<PublishedPoint>> {
    // One file, read as two tables: each reader refuses columns that are none of its own.
    let (mut totals, mut holders) = (settings.clone(), settings.clone());
    for (name, header) in columns {
        match (name, TotalsRole::from_name(name)) {
            ("year", Some(role)) => {
                totals = totals.totals_column(role, header);
                holders = holders.licensee_column(LicenseeRole::Year, header);
            }
            ("closing", Some(role)) => totals = totals.totals_column(role, header),
            ("cumulative", _) => holders = holders.licensee_column(LicenseeRole::Cumulative, header),
            (other, _) => {
                let hint = "is no part of a published series; write year, closing or cumulative";
                return Err(Error::setting("column", format!("{other:?}"), hint));
            }
        }
    }
    let holders = read_licensees_path(&path, &holders)?.strict()?.rows;
    let licensees = |year| holders.iter().find(|row| row.year == year).and_then(|row| row.cumulative);
    let members = read_totals_path(&path, &totals)?.strict()?.rows;
    let point = |row: YearTotalsRow| PublishedPoint { year: FiscalYear(row.year), members: row.closing, licensees: licensees(row.year) };
    Ok(members.into_iter().map(point).collect())
}
