//! Movements from yearly totals: what is absent follows from the balance, what does not balance is named.

use super::row::{Coverage, MovementRow};
use super::table::{MovementSource, MovementTable};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::input::{Action, Issue, IssueCode, YearTotalsRow};
use crate::time::FiscalCalendar;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Largest figure of a yearly total: up to here real numbers hold every count exactly, and sums of a few cannot overflow.
const LARGEST_FIGURE: u64 = 1 << 53;

/// The totals that an association prints for one fiscal year; whatever it does not print is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct YearTotals {
    /// The fiscal year.
    pub year: FiscalYear,
    /// Members on the last day before the year, or on its first day.
    pub opening: Option<u64>,
    /// Persons who joined, as stated.
    pub joined: Option<u64>,
    /// Persons who came back, as stated; where not told apart they are inside `joined`.
    pub reinstated: Option<u64>,
    /// Members who left, as stated.
    pub left: Option<u64>,
    /// Members who left, by reason, as stated.
    pub left_by_reason: BTreeMap<EndReason, u64>,
    /// Members on the last day of the year.
    pub closing: Option<u64>,
    /// Of these, members on leave, where stated.
    pub on_leave: Option<u64>,
}

impl From<YearTotalsRow> for YearTotals {
    /// A row as read from a table.
    fn from(row: YearTotalsRow) -> Self {
        Self {
            year: FiscalYear(row.year),
            opening: row.opening,
            joined: row.joined,
            reinstated: row.reinstated,
            left: row.left_total,
            left_by_reason: row.left.into_iter().collect(),
            closing: row.closing,
            on_leave: row.on_leave,
        }
    }
}

/// Which figure gives way when a stated number of joiners disagrees with the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatedJoiners {
    /// The stated figure stays and the year is named as unbalanced. The default.
    #[default]
    Kept,
    /// The figure that follows from the balance is used and the year is named as stated differently.
    Balanced,
}

impl MovementTable {
    /// Movements from yearly totals, in any order.
    ///
    /// Opening and closing fill each other in between neighbouring years; leavers are the sum of the reasons where no total is given and all reasons are;
    /// joiners, or leavers, follow from the balance when they alone are missing. Years that do not balance become issues.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without any year; [`Error::Setting`] when a year is given twice; [`Error::Limit`] for a figure beyond 2^53.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{FiscalCalendar, FiscalYear, cohort::{MovementTable, StatedJoiners, YearTotals}};
    /// let year = |year, opening, left| YearTotals { year: FiscalYear(year), opening: Some(opening), left, ..YearTotals::default() };
    /// let table = MovementTable::from_totals(
    ///     FiscalCalendar::japan(),
    ///     [year(1989, 15_908, Some(428)), year(1990, 16_174, None)],
    ///     StatedJoiners::Kept,
    /// )?;
    /// assert_eq!(table.row(FiscalYear(1989)).unwrap().joined, Some(694)); // 16,174 - 15,908 + 428
    /// assert_eq!(table.row(FiscalYear(1990)).unwrap().joined, None);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn from_totals(calendar: FiscalCalendar, totals: impl IntoIterator<Item = YearTotals>, joiners: StatedJoiners) -> Result<Self> {
        let mut totals: Vec<YearTotals> = totals.into_iter().collect();
        totals.sort_by_key(|row| row.year);
        if totals.is_empty() {
            return Err(Error::NoRows { input: "the yearly totals".into(), advice: "give at least one year".into() });
        }
        if let Some(twice) = totals.windows(2).find(|pair| pair[0].year == pair[1].year) {
            return Err(Error::setting("fiscal year", twice[0].year, "is given twice in the yearly totals; keep one row for each year"));
        }
        totals.iter().try_for_each(check_size)?;
        connect(&mut totals);
        let mut issues = Vec::new();
        let reasons: BTreeSet<EndReason> = totals.iter().flat_map(|row| row.left_by_reason.keys().copied()).collect();
        let rows = totals.iter().map(|totals| row(totals, reasons.len(), joiners, &mut issues)).collect();
        Ok(Self::from_rows(calendar, MovementSource::Totals, rows).with_issues(issues))
    }
}

/// Refuses figures that no association has.
fn check_size(totals: &YearTotals) -> Result<()> {
    let YearTotals { year, opening, joined, reinstated, left, left_by_reason, closing, on_leave } = totals;
    let figures = [opening, joined, reinstated, left, closing, on_leave].into_iter().flatten().chain(left_by_reason.values());
    match figures.copied().find(|&figure| figure > LARGEST_FIGURE) {
        None => Ok(()),
        Some(found) => {
            let advice = format!("correct the figure of {year}");
            Err(Error::Limit { what: "a figure of the yearly totals", found, limit: LARGEST_FIGURE, advice })
        }
    }
}

/// Lets the opening of a year be the closing of the year before it, and the other way round.
fn connect(totals: &mut [YearTotals]) {
    for at in 1..totals.len() {
        if totals[at].year.since(totals[at - 1].year) == 1 {
            totals[at - 1].closing = totals[at - 1].closing.or(totals[at].opening);
            totals[at].opening = totals[at].opening.or(totals[at - 1].closing);
        }
    }
}

/// The row of one year, with what follows from the balance filled in.
///
/// The reasons add up to all leavers only where as many of them are given as in any other year: one printed without the others is no
/// total.
fn row(totals: &YearTotals, reasons: usize, joiners: StatedJoiners, issues: &mut Vec<Issue>) -> MovementRow {
    let mut issue = |code, action, column: &str, value: String| {
        let column = Some(format!("{column} {}", totals.year));
        issues.push(Issue { row: None, code, action, person: None, column, value: Some(value) });
    };
    let all_reasons = !totals.left_by_reason.is_empty() && totals.left_by_reason.len() == reasons;
    let with_reason = totals.left_by_reason.values().fold(0u64, |sum, &n| sum.saturating_add(n));
    let summed = all_reasons.then_some(with_reason);
    if let (Some(stated), Some(summed)) = (totals.left, summed)
        && stated != summed
    {
        issue(IssueCode::StatedDiffers, Action::Kept, "left", format!("{stated} stated, {summed} summed over the reasons"));
    }
    let mut row = MovementRow {
        year: Some(totals.year),
        coverage: Coverage::Complete,
        opening: totals.opening,
        joined: totals.joined,
        reinstated: totals.reinstated,
        left: totals.left.or(summed),
        left_by_reason: totals.left_by_reason.clone(),
        closing: totals.closing,
        on_leave: totals.on_leave,
        ..MovementRow::default()
    };
    if let Some(rest) = totals.left.and_then(|left| left.checked_sub(with_reason)).filter(|rest| *rest > 0) {
        *row.left_by_reason.entry(EndReason::Unstated).or_insert(0) += rest;
    }
    let balanced = balanced_joiners(&row);
    match (totals.joined, balanced) {
        (None, Some(balanced)) => {
            row.joined = Some(balanced);
            row.derived.push("joined".into());
        }
        (Some(stated), Some(balanced)) if stated != balanced && joiners == StatedJoiners::Balanced => {
            issue(IssueCode::StatedDiffers, Action::Repaired, "joined", format!("{stated} stated, {balanced} by the balance"));
            row.joined = Some(balanced);
            row.derived.push("joined".into());
        }
        _ => {}
    }
    if row.left.is_none() && row.left_by_reason.is_empty() {
        row.left = balanced_leavers(&row);
        row.derived.extend(row.left.map(|_| "left".into()));
    }
    if let Some(by) = row.imbalance().filter(|&by| by != 0) {
        issue(IssueCode::Unbalanced, Action::Kept, "closing", format!("{by:+}"));
    }
    row
}

/// Joiners as closing - opening + left - reinstated.
fn balanced_joiners(row: &MovementRow) -> Option<u64> {
    (row.closing? + row.left?).checked_sub(row.opening?)?.checked_sub(row.reinstated.unwrap_or(0))
}

/// Leavers as opening + joined + reinstated - closing.
fn balanced_leavers(row: &MovementRow) -> Option<u64> {
    (row.opening? + row.joined? + row.reinstated.unwrap_or(0)).checked_sub(row.closing?)
}
