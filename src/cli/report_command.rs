//! `kaiin report`: from files to the annual report.

use super::arguments::Arguments;
use super::inputs::{INPUT_OPTIONS, calendar, licensees, published, register, totals};
use super::{ExitCode, print};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::rates::{LeaveCounted, RateSettings};
use crate::report::{AnnualReport, InputDigest, Language, ReportFormat};
use crate::unit::{Confidence, FiscalYear};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// Options of this command besides those of the inputs.
const OPTIONS: [&str; 13] =
    ["name", "name-ja", "note", "note-ja", "language", "out", "format", "year", "horizon", "inflow", "confidence", "leave", "seed"];

/// Runs the command.
pub(super) fn run(arguments: &[OsString], out: &mut dyn Write) -> Result<ExitCode> {
    let options: Vec<&'static str> = INPUT_OPTIONS.into_iter().chain(OPTIONS).collect();
    let arguments = Arguments::parse(arguments, &options, &["strict", "json"])?;
    let report = report(&arguments)?;
    let folder = arguments.path("out").unwrap_or_else(|| PathBuf::from("."));
    let languages = languages(&arguments)?;
    let written = report.write(&folder, &languages, &formats(&arguments)?)?;
    if arguments.has("json") {
        return print(out, &report.json()?);
    }
    print(
        out,
        &format!("{}  {} files in {}", report.summary(languages.first().copied().unwrap_or_default()), written.len(), folder.display()),
    )
}

/// The report that the options describe.
fn report(arguments: &Arguments) -> Result<AnnualReport> {
    let calendar = calendar(arguments)?;
    let register = arguments.text("members").map(|_| register(arguments)).transpose()?;
    let totals = totals(arguments, calendar)?;
    if register.is_none() && totals.is_none() {
        return Err(Error::missing("what the report is about", "name a register with --members or yearly totals with --totals"));
    }
    let licensees = licensees(arguments, calendar)?;
    let published = published(arguments)?;
    let name = arguments.text("name").unwrap_or("Association");
    let name = Bilingual::new(name, arguments.text("name-ja").unwrap_or(name));
    let mut builder = AnnualReport::builder(name.clone()).calendar(calendar).rate_settings(rate_settings(arguments)?);
    if let Some(register) = &register {
        builder = builder.register(register);
    }
    if let Some((movements, issues)) = &totals {
        builder = builder.movements(movements).issues(issues.iter().cloned());
    }
    if let Some(input) = &licensees {
        builder = builder.licensees(&input.licensees).issues(input.issues.iter().cloned());
        if let Some(other) = &input.without_shift {
            builder = builder.other_licensees(Bilingual::new("without the examination shift", "試験年度の繰越なし"), other);
        }
    }
    if let Some(points) = published {
        let series = Bilingual::new(format!("{}: published series", name.english), format!("{}：公表系列", name.japanese));
        builder = builder.published(series, points);
    }
    if let Some(segment) = arguments.text("segment") {
        builder = builder.segment(segment.split_once('=').map_or(segment, |(name, _)| name));
    }
    if let Some(year) = arguments.get("year", "a year such as 2019")? {
        builder = builder.reference_year(FiscalYear(year));
    }
    let horizon: u32 = arguments.get("horizon", "a whole number of years")?.unwrap_or(10);
    builder = builder.horizon(horizon);
    if let Some(inflow) = arguments.get::<u64>("inflow", "a whole number of persons")? {
        builder = builder.inflow(vec![inflow; horizon as usize]);
    }
    if let Some(seed) = arguments.get("seed", "a whole number")? {
        builder = builder.seed(seed);
    }
    let mut japanese = arguments.all("note-ja");
    for note in arguments.all("note") {
        builder = builder.note(Bilingual::new(note, japanese.next().unwrap_or(note)));
    }
    for input in ["members", "totals", "licensees", "published"].into_iter().filter_map(|option| arguments.path(option)) {
        builder = builder.input(InputDigest::of_file(input)?);
    }
    builder.build()
}

/// Confidence and the treatment of leave.
fn rate_settings(arguments: &Arguments) -> Result<RateSettings> {
    let confidence = arguments.get::<f64>("confidence", "a number such as 0.95")?.map(Confidence::new).transpose()?.unwrap_or_default();
    let leave = arguments.word("leave", &[("in", LeaveCounted::In), ("out", LeaveCounted::Out)])?.unwrap_or_default();
    Ok(RateSettings { confidence, leave, ..RateSettings::default() })
}

/// The languages asked for.
fn languages(arguments: &Arguments) -> Result<Vec<Language>> {
    let words: [(&str, &[Language]); 3] = [("both", &[Language::En, Language::Ja]), ("en", &[Language::En]), ("ja", &[Language::Ja])];
    Ok(arguments.word("language", &words)?.unwrap_or(words[0].1).to_vec())
}

/// The formats asked for.
fn formats(arguments: &Arguments) -> Result<Vec<ReportFormat>> {
    let Some(text) = arguments.text("format") else { return Ok(ReportFormat::ALL.to_vec()) };
    let format = |name: &str| {
        let found = ReportFormat::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| Error::setting("format", name, "is not known; write some of html, md, csv, json with commas between"))
    };
    text.split(',').map(str::trim).map(format).collect()
}
