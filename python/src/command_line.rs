//! The command line of the core, for `python -m kaiin`.

use pyo3::prelude::*;
use std::ffi::OsString;
use std::io::{stderr, stdout};

/// Run the command line with these arguments, without the name of the program, and return its exit code.
#[pyfunction]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| kaiin::cli::run(arguments, &mut stdout().lock(), &mut stderr().lock()) as u8)
}
