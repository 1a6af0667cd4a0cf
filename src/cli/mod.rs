//! The command line: `kaiin report`, `kaiin check`, `kaiin simulate`, `kaiin schema`; the same from cargo and from the Python wheel.
//!
//! # Exit codes
//!
//! | code | meaning |
//! | --- | --- |
//! | 0 | done; for `check`: no warning and no error in the data |
//! | 1 | `check` found warnings or errors in the data |
//! | 2 | the command or a setting cannot be used |
//! | 3 | an input cannot be read as what it should be |
//! | 4 | a file could not be opened, read or written |
//! | 130 | stopped by the user |

mod arguments;
mod check_command;
mod inputs;
mod report_command;
mod simulate_command;
mod summary;
mod usage;

use crate::error::Error;
use std::ffi::OsString;
use std::io::Write;

/// How a command ended, as an exit code of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Done.
    Done = 0,
    /// `check` found warnings or errors in the data.
    IssuesFound = 1,
    /// The command or a setting cannot be used.
    Usage = 2,
    /// An input cannot be read as what it should be.
    Input = 3,
    /// A file could not be opened, read or written.
    File = 4,
    /// Stopped by the user.
    Stopped = 130,
}

impl ExitCode {
    /// The exit code of an error.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Setting { .. } | Error::DifferentDefinitions { .. } | Error::Missing { .. } => Self::Usage,
            Error::Io { .. } => Self::File,
            Error::Cancelled => Self::Stopped,
            _ => Self::Input,
        }
    }
}

/// Runs a command line without the name of the program; what it prints goes to `out`, errors to `errors`.
///
/// # Example
///
/// ```
/// use kaiin::cli::{ExitCode, run};
/// let (mut out, mut errors) = (Vec::new(), Vec::new());
/// assert_eq!(run(["--version"], &mut out, &mut errors), ExitCode::Done);
/// assert!(String::from_utf8_lossy(&out).starts_with("kaiin "));
/// assert_eq!(run(["report"], &mut out, &mut errors), ExitCode::Usage);
/// assert!(String::from_utf8_lossy(&errors).contains("--members"));
/// ```
pub fn run<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>, out: &mut dyn Write, errors: &mut dyn Write) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    match command(&arguments, out) {
        Ok(code) => code,
        Err(error) => {
            // Nothing can be done when even the error cannot be written.
            let _ = writeln!(errors, "kaiin: {error}");
            ExitCode::of(&error)
        }
    }
}

/// Runs the command named first.
fn command(arguments: &[OsString], out: &mut dyn Write) -> crate::Result<ExitCode> {
    let (name, rest) = match arguments.split_first() {
        None => (None, arguments),
        Some((name, rest)) => (name.to_str(), rest),
    };
    match name {
        Some("report") => report_command::run(rest, out),
        Some("check") => check_command::run(rest, out),
        Some("simulate") => simulate_command::run(rest, out),
        Some("schema") => print(out, &crate::report::AnnualReport::json_schema()?),
        Some("--version" | "-V" | "version") => print(out, &format!("kaiin {}", env!("CARGO_PKG_VERSION"))),
        Some("--help" | "-h" | "help") => print(out, usage::USAGE),
        None => Err(Error::setting("command", "(none)", "was given; write one of: report, check, simulate, schema, --help")),
        Some(other) => Err(Error::setting("command", other, "is not known; write one of: report, check, simulate, schema, --help")),
    }
}

/// Prints a text and a line end.
fn print(out: &mut dyn Write, text: &str) -> crate::Result<ExitCode> {
    writeln!(out, "{text}").map_err(|source| Error::Io { path: "standard output".into(), source })?;
    Ok(ExitCode::Done)
}
