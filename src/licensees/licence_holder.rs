//! What do all rows of one key say together, and where do they contradict each other?

use super::builder::YEARS;
use super::licence_row::{LicenceRow, LicenceStart};
use crate::input::{Action, Issue, IssueCode, IssueLog};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One licence holder, all rows of the key taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceHolder {
    /// The key.
    pub key: String,
    /// When the licence was obtained; `None` is not known.
    pub licence: Option<LicenceStart>,
    /// The branch; `None` is not known, or contradictory.
    pub branch: Option<String>,
    /// The first day without the licence; `None` is in force, or contradictory.
    pub end: Option<Day>,
}

/// The defined order of rows: by key, then by all that a row says, then by its number.
pub(super) fn order(row: &LicenceRow) -> (&str, Option<LicenceStart>, Option<&str>, Option<Day>, Option<u64>) {
    (&row.key, row.licence, row.branch.as_deref(), row.end, row.row)
}

/// The holder of the rows of one key, if one is left.
pub(super) fn holder(rows: &[LicenceRow], log: &mut IssueLog) -> Option<LicenceHolder> {
    let mut kept: Vec<&LicenceRow> = Vec::with_capacity(1);
    for row in rows {
        match unusable(row, kept.last().copied()) {
            Some((code, column, value)) => {
                log.rows_set_aside += 1;
                log.issues.push(about(row, code, Action::SetAside, column, value));
            }
            None => kept.push(row),
        }
    }
    let first = *kept.first()?;
    let licence = licence(&kept);
    let (branch, end) = (agreed(&kept, |row| row.branch.as_deref()), agreed(&kept, |row| row.end));
    let mut overruled = BTreeSet::new();
    overruled.extend(licence_conflicts(&kept, licence, log));
    overruled.extend(conflicts(&kept, "branch", branch.is_err(), |row| row.branch.clone(), log));
    overruled.extend(conflicts(&kept, "licence_end", end.is_err(), |row| row.end.map(|day| day.to_string()), log));
    log.rows_repaired += overruled.len() as u64;
    log.rows_kept += (kept.len() - overruled.len()) as u64;
    if licence.is_none() {
        log.issues.push(about(first, IssueCode::MissingLicence, Action::Kept, "licence", None));
    }
    Some(LicenceHolder { key: first.key.clone(), licence, branch: branch.ok().flatten().map(str::to_owned), end: end.ok().flatten() })
}

/// Why a row cannot be used, with the column and value concerned.
fn unusable(row: &LicenceRow, before: Option<&LicenceRow>) -> Option<(IssueCode, &'static str, Option<String>)> {
    if row.key.trim().is_empty() {
        return Some((IssueCode::MissingPerson, "key", None));
    }
    if let Some(LicenceStart::Cohort(year)) = row.licence
        && !YEARS.contains(&year.get())
    {
        return Some((IssueCode::DateOutOfRange, "licence", Some(year.to_string())));
    }
    if let (Some(LicenceStart::Day(start)), Some(end)) = (row.licence, row.end)
        && end < start
    {
        return Some((IssueCode::EndBeforeStart, "licence_end", Some(end.to_string())));
    }
    let repeats = |before: &LicenceRow| (before.licence, &before.branch, before.end) == (row.licence, &row.branch, row.end);
    before.is_some_and(repeats).then(|| (IssueCode::DuplicateRow, "key", Some(row.key.clone())))
}

/// The licence of a person: the day where all rows fit together, otherwise the earliest.
fn licence(rows: &[&LicenceRow]) -> Option<LicenceStart> {
    let starts = || rows.iter().filter_map(|row| row.licence);
    let first_day = starts().find(|start| matches!(start, LicenceStart::Day(_)));
    first_day.filter(|day| starts().all(|start| start.agrees(*day))).or_else(|| starts().min_by_key(|start| (start.year(), *start)))
}

/// Issues for licences that do not fit the one used; the places of their rows.
fn licence_conflicts(rows: &[&LicenceRow], used: Option<LicenceStart>, log: &mut IssueLog) -> Vec<usize> {
    let Some(used) = used else { return Vec::new() };
    let other = |row: &LicenceRow| row.licence.filter(|start| !start.agrees(used));
    let differing = rows.iter().enumerate().filter_map(|(at, row)| Some((at, *row, other(row)?)));
    let mut places = Vec::new();
    for (at, row, start) in differing {
        let value = match start {
            LicenceStart::Day(day) => day.to_string(),
            LicenceStart::Cohort(year) => year.to_string(),
        };
        log.issues.push(about(row, IssueCode::LicenceConflict, Action::Repaired, "licence", Some(value)));
        places.push(at);
    }
    places
}

/// The one value that all rows agree on, `None` where no row has one.
fn agreed<'a, T: PartialEq>(rows: &[&'a LicenceRow], value: impl Fn(&'a LicenceRow) -> Option<T>) -> Result<Option<T>, Contradiction> {
    let mut values = rows.iter().filter_map(|row| value(row));
    let first = values.next();
    if values.all(|other| Some(other) == first) { Ok(first) } else { Err(Contradiction) }
}

/// Rows of one person say different things.
struct Contradiction;

/// Issues for a value in which rows of one person contradict each other; the places of those rows.
fn conflicts(
    rows: &[&LicenceRow],
    column: &'static str,
    conflict: bool,
    value: impl Fn(&LicenceRow) -> Option<String>,
    log: &mut IssueLog,
) -> Vec<usize> {
    let stated = rows.iter().enumerate().filter(|_| conflict).filter_map(|(at, row)| Some((at, *row, value(row)?)));
    let mut places = Vec::new();
    for (at, row, value) in stated {
        log.issues.push(about(row, IssueCode::Conflicting, Action::Repaired, column, Some(value)));
        places.push(at);
    }
    places
}

/// An issue about a row of a licence holder.
fn about(row: &LicenceRow, code: IssueCode, action: Action, column: &'static str, value: Option<String>) -> Issue {
    let person = (!row.key.is_empty()).then(|| row.key.clone());
    Issue { row: row.row, code, action, person, column: Some(column.into()), value }
}
