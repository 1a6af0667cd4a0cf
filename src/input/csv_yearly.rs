//! Reading yearly tables from CSV files.

use super::csv_rows::{Row, for_each_row, shown_bytes};
use super::csv_source::CsvSource;
use super::issue::IssueCode;
use super::licensee_rows::{LicenseeRole, LicenseeRow, licensee_rows};
use super::settings::ReadSettings;
use super::total_rows::{TotalsRole, YearTotalsRow, total_rows};
use super::yearly::{Cell, YearlyRead, YearlyTable};
use crate::error::{Error, Result};
use std::io::Read;
use std::path::Path;

/// Reads a table of new licence holders by year from CSV.
///
/// # Errors
///
/// [`Error::NoRows`] for an empty file; [`Error::Malformed`] and [`Error::Io`] as
/// [`read_episodes_csv`](super::read_episodes_csv); else as [`licensee_rows`].
///
/// # Example
///
/// ```
/// use kaiin::input::{ReadSettings, read_licensees_csv};
/// let csv = "profession,exam_year,passers\nPT,2019,10809\nOT,2019,4531\n";
/// let read = read_licensees_csv(csv.as_bytes(), &ReadSettings::new().only("profession", "PT"))?;
/// assert_eq!((read.rows_read, read.rows[0].count), (1, Some(10_809)));
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn read_licensees_csv(source: impl Read, settings: &ReadSettings) -> Result<YearlyRead<LicenseeRow>> {
    let known = |header: &str| LicenseeRole::of_header(header).is_some();
    licensee_rows(&read_table(source, "the table of licensees", settings, &known)?, settings)
}

/// Reads a table of new licence holders by year from a CSV file; see [`read_licensees_csv`].
///
/// # Errors
///
/// [`Error::Io`] when the file cannot be opened; else as [`read_licensees_csv`].
pub fn read_licensees_path(path: impl AsRef<Path>, settings: &ReadSettings) -> Result<YearlyRead<LicenseeRow>> {
    let known = |header: &str| LicenseeRole::of_header(header).is_some();
    licensee_rows(&read_file(path.as_ref(), settings, &known)?, settings)
}

/// Reads a table of yearly totals from CSV.
///
/// # Errors
///
/// [`Error::NoRows`] for an empty file; [`Error::Malformed`] and [`Error::Io`] as
/// [`read_episodes_csv`](super::read_episodes_csv); else as [`total_rows`].
pub fn read_totals_csv(source: impl Read, settings: &ReadSettings) -> Result<YearlyRead<YearTotalsRow>> {
    let known = |header: &str| TotalsRole::of_header(header).is_some();
    total_rows(&read_table(source, "the table of yearly totals", settings, &known)?, settings)
}

/// Reads a table of yearly totals from a CSV file; see [`read_totals_csv`].
///
/// # Errors
///
/// [`Error::Io`] when the file cannot be opened; else as [`read_totals_csv`].
pub fn read_totals_path(path: impl AsRef<Path>, settings: &ReadSettings) -> Result<YearlyRead<YearTotalsRow>> {
    let known = |header: &str| TotalsRole::of_header(header).is_some();
    total_rows(&read_file(path.as_ref(), settings, &known)?, settings)
}

fn read_file(path: &Path, settings: &ReadSettings, known: &dyn Fn(&str) -> bool) -> Result<YearlyTable> {
    let name = path.display().to_string();
    let file = std::fs::File::open(path).map_err(|source| Error::Io { path: name.clone(), source })?;
    read_table(file, &name, settings, known)
}

fn read_table(source: impl Read, name: &str, settings: &ReadSettings, known: &dyn Fn(&str) -> bool) -> Result<YearlyTable> {
    let known = |header: &str| known(header) || settings.mapping.names(header);
    let mut source = CsvSource::open(source, name, settings, &known)?;
    let mut table = YearlyTable::new(&source.headers, name);
    table.next_row = source.first_row;
    let width = source.headers.len();
    loop {
        let row = table.next_row;
        let Some(block) = source.next_block().map_err(|problem| problem.at_row(name, row, settings.longest_row))? else { return Ok(table) };
        let use_row = |row: Row<'_>| match row {
            Row::Blank => table.push(Vec::new()),
            Row::Bad(code, shown) => table.push_bad(code, shown),
            Row::Sound(record) => {
                let cells: Option<Vec<Cell>> =
                    record.iter().map(|field| block.form.decode(field).map(|text| Cell::Text(text.into()))).collect();
                match cells {
                    Some(cells) => table.push(cells),
                    None => table.push_bad(IssueCode::UndecodableText, shown_bytes(record.get(0).unwrap_or_default())),
                }
            }
        };
        for_each_row(&block, source.delimiter, width, settings.longest_row, use_row)
            .map_err(|(position, problem)| problem.at_row(name, row + position, settings.longest_row))?;
    }
}
