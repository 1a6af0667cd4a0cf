//! The register by hand: each kind of issue once, with the episodes that result and all rows accounted for, and the awkward cases.
//!
//! Every expected value is worked out by hand from the rule named in the test.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod dates;
mod edges;
mod leave_and_gaps;
mod overlaps;
mod record_start;

use kaiin::EndReason::{Unstated, Voluntary};
use kaiin::input::Action;
use kaiin::register::RegisterSettings;
use kaiin::{Episode, IssueCode, Register, Standing};
use support::day;

/// Settings for an extract of 2024-03-31.
fn settings() -> RegisterSettings {
    RegisterSettings::new(day("2024-03-31"))
}

fn from(start: &str) -> Episode {
    Episode::new("A", day(start))
}

fn spell(start: &str, end: &str) -> Episode {
    from(start).until(day(end), Voluntary)
}

fn leave(start: &str, end: &str) -> Episode {
    from(start).until(day(end), Unstated).standing(Standing::OnLeave)
}

fn build(settings: RegisterSettings, rows: &[Episode]) -> Register {
    settings.build(&rows.iter().cloned().collect()).unwrap()
}

/// The episodes as text: days, standing, how they begin and end; the first observed day where it differs from the start.
fn episodes(register: &Register) -> Vec<String> {
    let shown = |at| {
        let view = register.episode(at).unwrap();
        let end = view.end.map_or(String::new(), |end| end.to_string());
        let observed = if view.observed == view.start { String::new() } else { format!(" seen {}", view.observed) };
        let start = if view.start_known { view.start.to_string() } else { format!("?{}", view.start) };
        format!("{start}..{end}{observed} {} {:?} {:?}", view.standing, view.entry, view.exit)
    };
    (0..register.episodes()).map(shown).collect()
}

/// The issues of rows.
fn issues(register: &Register) -> Vec<(u64, IssueCode, Action)> {
    register.issues().iter().map(|issue| (issue.row.unwrap(), issue.code, issue.action)).collect()
}

/// Rows read, kept, repaired and set aside.
fn rows(register: &Register) -> [u64; 4] {
    let log = register.log();
    assert_eq!(log.rows_read, log.rows_kept + log.rows_repaired + log.rows_set_aside);
    [log.rows_read, log.rows_kept, log.rows_repaired, log.rows_set_aside]
}

// One row for itself.
