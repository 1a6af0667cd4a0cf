//! Reading a register of members from a CSV file.

use super::interpreter::EpisodeInterpreter;
use super::issue::IssueCode;
use super::reading::EpisodeRead;
use super::settings::ReadSettings;
use crate::error::{Error, Result};
use std::io::Read;
use std::path::Path;

/// Reads a register of members from CSV.
///
/// # Errors
///
/// [`Error::NoRows`] for an empty file.
pub fn read_episodes_csv(source: impl Read, settings: &ReadSettings) -> Result<EpisodeRead> {
    read(source, "the table of members", settings)
}

/// Reads a register of members from a CSV file.
///
/// # Errors
///
/// [`Error::Io`] when the file cannot be opened; else as [`read_episodes_csv`].
pub fn read_episodes_path(path: impl AsRef<Path>, settings: &ReadSettings) -> Result<EpisodeRead> {
    let name = path.as_ref().display().to_string();
    let file = std::fs::File::open(path).map_err(|source| Error::Io { path: name.clone(), source })?;
    read(file, &name, settings)
}

fn read(mut source: impl Read, name: &str, settings: &ReadSettings) -> Result<EpisodeRead> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).map_err(|source| Error::Io { path: name.into(), source })?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(&bytes[..]);
    let mut record = csv::ByteRecord::new();
    let malformed = |error: csv::Error| Error::Malformed { input: name.into(), row: None, reason: error.to_string() };
    if !reader.read_byte_record(&mut record).map_err(malformed)? {
        return Err(Error::NoRows { input: name.into(), advice: "the file is empty; give a header and at least one row".into() });
    }
    let headers: Vec<String> = record.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
    let mut interpreter = EpisodeInterpreter::new(&headers, name, settings)?;
    while reader.read_byte_record(&mut record).map_err(malformed)? {
        for field in interpreter.fields_mut() {
            match std::str::from_utf8(record.get(field.position()).unwrap_or_default()) {
                Ok(text) => field.push_text(text),
                Err(_) => field.push_unusable(IssueCode::UndecodableText, String::new()),
            }
        }
    }
    if interpreter.rows() == 0 {
        return Err(Error::NoRows { input: name.into(), advice: "it holds a header only; give at least one row".into() });
    }
    interpreter.finish()
}
