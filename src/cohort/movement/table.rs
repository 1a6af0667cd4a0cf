//! Movements: what came in and went out in each fiscal year, from a register or from yearly totals, on equal terms.

use super::row::MovementRow;
use crate::cohort::span::ExitDay;
use crate::episode::EndReason;
use crate::input::Issue;
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// Where a table of movements comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum MovementSource {
    /// Counted in a register.
    Register {
        /// Its extract date.
        as_of: Day,
    },
    /// Yearly totals, typed in or read from a file.
    Totals,
}

/// Movements by fiscal year: opening, joined, reinstated, left by reason, closing.
///
/// Law: in a table from a register every row balances, and each closing is the next opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct MovementTable {
    calendar: FiscalCalendar,
    source: MovementSource,
    #[serde(default)]
    exit_day: Option<ExitDay>,
    rows: Vec<MovementRow>,
    issues: Vec<Issue>,
}

impl MovementTable {
    /// A table from rows counted in a register.
    pub(in crate::cohort) fn from_rows(calendar: FiscalCalendar, source: MovementSource, rows: Vec<MovementRow>) -> Self {
        Self { calendar, source, exit_day: None, rows, issues: Vec::new() }
    }

    /// The same, with the day on which leavers were counted as gone.
    pub(in crate::cohort) fn with_exit_day(mut self, rule: ExitDay) -> Self {
        self.exit_day = Some(rule);
        self
    }

    /// A table from totals, with what was found in them.
    pub(super) fn with_issues(mut self, issues: Vec<Issue>) -> Self {
        self.issues = issues;
        self
    }

    /// The fiscal calendar.
    #[must_use]
    pub fn calendar(&self) -> FiscalCalendar {
        self.calendar
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> &MovementSource {
        &self.source
    }

    /// On which day a leaver counts as gone; `None` for yearly totals, where only those who added them up know.
    #[must_use]
    pub fn exit_day(&self) -> Option<ExitDay> {
        self.exit_day
    }

    /// The rows, by year.
    #[must_use]
    pub fn rows(&self) -> &[MovementRow] {
        &self.rows
    }

    /// The row of a fiscal year; `None` when the table does not reach it.
    #[must_use]
    pub fn row(&self, year: FiscalYear) -> Option<&MovementRow> {
        self.rows.iter().find(|row| row.year == Some(year))
    }

    /// The last year that is covered completely and whose closing stock is known.
    #[must_use]
    pub fn last_complete(&self) -> Option<&MovementRow> {
        self.rows.iter().rev().find(|row| row.coverage.is_complete() && row.closing.is_some())
    }

    /// The last year that is covered completely and of which stock, joiners and leavers are all known.
    #[must_use]
    pub fn last_with_flows(&self) -> Option<&MovementRow> {
        let known = |row: &&MovementRow| row.coverage.is_complete() && row.closing.and(row.joined).and(row.left).is_some();
        self.rows.iter().rev().find(known)
    }

    /// Years that do not balance or whose stated figures differ from the balance, as issues; none for a register.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Years whose row does not balance, with closing minus what follows from opening and flows.
    #[must_use]
    pub fn unbalanced(&self) -> Vec<(FiscalYear, i64)> {
        let unbalanced = |row: &MovementRow| Some((row.year?, row.imbalance().filter(|&by| by != 0)?));
        self.rows.iter().filter_map(unbalanced).collect()
    }

    /// The lapsed stock at the start of each year: those who left earlier and had not come back, the dead not counted. `None` from the
    /// first year on whose leavers are not known; leavers without a stated reason count as alive.
    ///
    /// Only those who left within the record are known; in its first years the stock is too small.
    #[must_use]
    pub fn lapsed_stock(&self) -> Vec<(FiscalYear, Option<u64>)> {
        let mut stock = Some(0u64);
        self.rows
            .iter()
            .filter_map(|row| {
                let opening = (row.year?, stock);
                let dead = row.left_by_reason.get(&EndReason::Death).copied().unwrap_or(0);
                let gone = dead.saturating_add(row.reinstated.unwrap_or(0));
                stock = stock.zip(row.left).and_then(|(stock, left)| Some(stock.checked_add(left)?.saturating_sub(gone)));
                Some(opening)
            })
            .collect()
    }

    /// The table as columns, one row a year.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let columns = row_columns(&self.rows);
        Table::of_columns("movements", columns)
    }
}

/// Rows of movements as columns.
pub(in crate::cohort) fn row_columns(rows: &[MovementRow]) -> Vec<(String, Values)> {
    let count = |field: fn(&MovementRow) -> Option<u64>| {
        Values::Integers(rows.iter().map(|row| field(row).and_then(|count| i64::try_from(count).ok())).collect())
    };
    let mut columns = vec![
        ("year".to_owned(), Values::Integers(rows.iter().map(|row| row.year.map(|year| i64::from(year.get()))).collect())),
        ("coverage".to_owned(), Values::Texts(rows.iter().map(|row| Some(row.coverage.name().to_owned())).collect())),
        ("opening".to_owned(), count(|row| row.opening)),
        ("present".to_owned(), count(|row| row.present)),
        ("joined".to_owned(), count(|row| row.joined)),
        ("reinstated".to_owned(), count(|row| row.reinstated)),
        ("transferred_in".to_owned(), count(|row| row.transferred_in)),
        ("left".to_owned(), count(|row| row.left)),
    ];
    for reason in EndReason::ALL.into_iter().filter(|reason| rows.iter().any(|row| row.left_by_reason.contains_key(reason))) {
        let by_reason = rows.iter().map(|row| {
            let known = row.left.is_some() || row.left_by_reason.contains_key(&reason);
            let count = row.left_by_reason.get(&reason).copied().unwrap_or(0);
            i64::try_from(count).ok().filter(|_| known)
        });
        columns.push((format!("left_{}", reason.name()), Values::Integers(by_reason.collect())));
    }
    columns.extend([
        ("transferred_out".to_owned(), count(|row| row.transferred_out)),
        ("closing".to_owned(), count(|row| row.closing)),
        ("active".to_owned(), count(|row| row.active)),
        ("on_leave".to_owned(), count(|row| row.on_leave)),
        ("suspended".to_owned(), count(|row| row.suspended)),
        ("leave_taken".to_owned(), count(|row| row.leave_taken)),
        ("leave_ended".to_owned(), count(|row| row.leave_ended)),
        ("left_on_leave".to_owned(), count(|row| row.left_on_leave)),
        ("opening_lost".to_owned(), count(|row| row.opening_lost)),
        ("member_days".to_owned(), count(|row| row.member_days)),
    ]);
    columns
}
