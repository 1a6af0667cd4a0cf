//! What a command prints for a person: one screen.

use crate::register::Register;
use std::fmt::Write;

/// Issues of one kind that `check` shows one by one.
const ISSUES_SHOWN: usize = 20;

/// The summary of a check.
pub(super) fn of_check(register: &Register) -> String {
    let log = register.log();
    let mut text = format!(
        "{} rows read = {} kept + {} repaired + {} set aside; {} persons, {} members on {}\n",
        log.rows_read,
        log.rows_kept,
        log.rows_repaired,
        log.rows_set_aside,
        register.persons(),
        register.members_on(register.as_of()),
        register.as_of(),
    );
    for (code, count) in log.counts() {
        let _ = writeln!(text, "{count:>8}  {code}: {}", code.english());
        for issue in log.issues.iter().filter(|issue| issue.code == code).take(ISSUES_SHOWN) {
            let _ = writeln!(text, "          {issue}");
        }
        if count as usize > ISSUES_SHOWN {
            let _ = writeln!(text, "          … and {} more; all of them with --json", count as usize - ISSUES_SHOWN);
        }
    }
    text
}
