//! What a command prints for a person: one screen.

use crate::register::{Register, recurring_exit_days};
use crate::report::AnnualReport;
use std::fmt::Write;
use std::path::PathBuf;

/// Issues of one kind that `check` shows one by one.
const ISSUES_SHOWN: usize = 20;

/// The summary of a report.
pub(super) fn of_report(report: &AnnualReport, written: &[PathBuf]) -> String {
    let mut text = format!("{}, fiscal year {}\n", report.association.english, report.reference_year);
    let mut line = |label: &str, value: String| {
        let _ = writeln!(text, "  {label:<58} {value}");
    };
    if let Some(row) = report.movements.row(report.reference_year) {
        let count = |count: Option<u64>| count.map_or("not known".into(), |count| count.to_string());
        line("members at the end of the year", count(row.closing));
        line("joined / reinstated / left", [row.joined, row.reinstated, row.left].map(count).join(" / "));
    }
    for labelled in &report.rates {
        line(&labelled.label.english, labelled.rate.to_string());
    }
    for series in &report.published {
        for found in &series.breaks {
            line(&format!("BREAK in {}", series.name.english), format!("between {} and {}", found.after, found.before));
        }
    }
    let judged: Vec<_> = report.mass_exit_days.iter().copied().filter(|day| day.judged).collect();
    let (recurring, single) = recurring_exit_days(&judged);
    for found in recurring {
        let day = format!("{:02}-{:02} of {} years: {} exits", found.month, found.day, found.days.len(), found.exits());
        line("recurring mass exit day", day);
    }
    for day in single {
        line("mass exit day", format!("{}: {} of {} within twelve months", day.day, day.exits, day.exits_of_twelve_months));
    }
    if let Some(last) = report.projection.as_ref().and_then(|projection| projection.years().last()) {
        line(&format!("members projected for {}", last.year), format!("{:.0}", last.members.mean));
    }
    if let Some(rows) = report.rows {
        let counts = format!("{} = {} kept + {} repaired + {} set aside", rows.read, rows.kept, rows.repaired, rows.set_aside);
        line("rows read", counts);
    }
    for count in &report.issue_counts {
        line(&format!("issue {}", count.code), count.count.to_string());
    }
    let pages: Vec<String> = written
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "html" || ending == "json"))
        .map(|path| path.display().to_string())
        .collect();
    line("written", pages.join(", "));
    text
}

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
