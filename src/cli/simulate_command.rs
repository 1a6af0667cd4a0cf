//! `kaiin simulate`: writes a synthetic register, and its licence holders, as CSV.

use super::arguments::Arguments;
use super::{ExitCode, print};
use crate::episode::{EpisodeColumns, LicenceColumn, SegmentColumn};
use crate::error::{Error, Result};
use crate::simulate::Simulation;
use std::ffi::OsString;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Runs the command.
pub(super) fn run(arguments: &[OsString], out: &mut dyn Write) -> Result<ExitCode> {
    let arguments = Arguments::parse(arguments, &["members", "seed", "out", "licensees-out"], &[])?;
    let members = arguments.get("members", "a whole number of persons")?.unwrap_or(100_000);
    let seed = arguments.get("seed", "a whole number")?.unwrap_or(1);
    let path = arguments.path("out").unwrap_or_else(|| PathBuf::from("members.csv"));
    let simulated = Simulation::new().members(members)?.run(seed)?;
    write_csv(&path, |file| write_episodes(file, &simulated.columns))?;
    let mut text = format!("{} rows of a register as of {}, seed {seed}: {}", simulated.columns.rows()?, simulated.as_of, path.display());
    if let Some(path) = arguments.path("licensees-out") {
        write_csv(&path, |file| {
            writeln!(file, "year,branch,count")?;
            simulated.licensees.iter().try_for_each(|(year, branch, count)| writeln!(file, "{year},{branch},{count}"))
        })?;
        text.push_str(&format!("\nlicence holders by cohort and branch: {}", path.display()));
    }
    print(out, &text)
}

/// Writes a file piece by piece.
fn write_csv(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<()> {
    let io = |source| Error::Io { path: path.display().to_string(), source };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(io)?;
    }
    let mut file = BufWriter::new(std::fs::File::create(path).map_err(io)?);
    write(&mut file).and_then(|()| file.flush()).map_err(io)
}

/// Writes episodes under headers that the reader's vocabulary knows. Simulated keys and levels hold no comma and no quote.
fn write_episodes(file: &mut dyn Write, columns: &EpisodeColumns) -> std::io::Result<()> {
    let licence = if matches!(columns.licensed, LicenceColumn::Cohorts(_)) { "licence_cohort" } else { "licensed" };
    write!(file, "member_id,start,end,standing,end_reason,{licence}")?;
    columns.segments.iter().try_for_each(|segment| write!(file, ",{}", segment.name))?;
    writeln!(file)?;
    for row in 0..columns.person.len() {
        let shown = |day: Option<crate::time::Day>| day.map_or(String::new(), |day| day.to_string());
        let end = columns.end.as_ref().and_then(|end| end.get(row));
        let standing = columns.standing.as_ref().map_or("active", |standing| standing[row].name());
        let reason = columns.end_reason.as_ref().filter(|_| end.is_some()).map_or("", |reason| reason[row].name());
        let licensed = columns.licensed.get(row).map_or(String::new(), |licence| licence.to_string());
        write!(file, "{},{},{},{standing},{reason},{licensed}", columns.person.text(row), shown(columns.start.get(row)), shown(end))?;
        for segment in &columns.segments {
            let code = segment.codes[row];
            let level = if code == SegmentColumn::ABSENT { "" } else { segment.levels.get(code as usize).map_or("", String::as_str) };
            write!(file, ",{level}")?;
        }
        writeln!(file)?;
    }
    Ok(())
}
