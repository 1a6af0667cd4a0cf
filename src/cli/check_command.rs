//! `kaiin check`: reads a register, says what is wrong with it, and does nothing else.

use super::arguments::Arguments;
use super::inputs::{INPUT_OPTIONS, register};
use super::{ExitCode, print, summary};
use crate::error::{Error, Result};
use crate::input::Severity;
use std::ffi::OsString;
use std::io::Write;

/// Runs the command.
pub(super) fn run(arguments: &[OsString], out: &mut dyn Write) -> Result<ExitCode> {
    let arguments = Arguments::parse(arguments, &INPUT_OPTIONS, &["strict", "json"])?;
    let register = register(&arguments)?;
    let text = if arguments.has("json") {
        serde_json::to_string_pretty(register.log()).map_err(|problem| Error::Malformed {
            input: "the issues".into(),
            row: None,
            reason: problem.to_string(),
        })?
    } else {
        summary::of_check(&register)
    };
    print(out, &text)?;
    let grave = register.issues().iter().any(|issue| issue.row.is_some() && issue.severity() >= Severity::Warning);
    Ok(if grave { ExitCode::IssuesFound } else { ExitCode::Done })
}
