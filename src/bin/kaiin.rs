//! The `kaiin` program; see [`kaiin::cli`].

use std::io::{stderr, stdout};

fn main() -> std::process::ExitCode {
    let code = kaiin::cli::run(std::env::args_os().skip(1), &mut stdout().lock(), &mut stderr().lock());
    std::process::ExitCode::from(code as u8)
}
