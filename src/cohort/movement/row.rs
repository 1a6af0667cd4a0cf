//! One cell of a table of members: what happened to a group in one fiscal year.

use crate::episode::EndReason;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much of a fiscal year the record covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Coverage {
    /// All of it.
    #[default]
    Complete,
    /// The record begins within the year: flows before that day are missing.
    BeginsWithin,
    /// The year had not ended on the extract date: flows after that day are missing.
    NotEnded,
    /// Both.
    BeginsWithinAndNotEnded,
}

impl Coverage {
    /// The coverage of a year by whether the record begins within it and whether it has ended.
    pub(in crate::cohort) fn of(begins_within: bool, ended: bool) -> Self {
        match (begins_within, ended) {
            (false, true) => Self::Complete,
            (true, true) => Self::BeginsWithin,
            (false, false) => Self::NotEnded,
            (true, false) => Self::BeginsWithinAndNotEnded,
        }
    }

    /// Whether all of the year is covered.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self == Self::Complete
    }

    /// Whether the year had ended on the extract date.
    #[must_use]
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Complete | Self::BeginsWithin)
    }

    /// The stable name used in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::BeginsWithin => "begins_within",
            Self::NotEnded => "not_ended",
            Self::BeginsWithinAndNotEnded => "begins_within_and_not_ended",
        }
    }
}

/// What happened to a group of members in one fiscal year. `None` is "not known", never 0.
///
/// Opening and closing are the members on the roll during the last day before the year and during its last day; events are counted
/// on their recorded day. Who leaves with the last day of the year is still in the closing stock and leaves in the next year, unless
/// the table counts exits on the last day in ([`ExitDay`](crate::cohort::ExitDay)): then the member has left in the year and is not in the
/// closing stock.
///
/// Law: `opening + present + joined + reinstated + transferred_in - left - transferred_out = closing`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct MovementRow {
    /// The fiscal year; label 0 in a row that is not about one year.
    pub year: Option<FiscalYear>,
    /// How much of the year the record covers.
    pub coverage: Coverage,
    /// Members on the last day before the year.
    pub opening: Option<u64>,
    /// Members who were already members when observation of them began within the year (delayed entry).
    pub present: Option<u64>,
    /// Persons who joined for the first time (入会).
    pub joined: Option<u64>,
    /// Persons who came back after a lapse (再入会).
    pub reinstated: Option<u64>,
    /// Members who came from another group without a lapse.
    pub transferred_in: Option<u64>,
    /// Members who left, for any reason (退会).
    pub left: Option<u64>,
    /// Members who left, by reason; reasons that did not occur are absent.
    pub left_by_reason: BTreeMap<EndReason, u64>,
    /// Members who went to another group without a lapse.
    pub transferred_out: Option<u64>,
    /// Members at the end of the last day of the year, or of the extract date when that comes first.
    pub closing: Option<u64>,
    /// Of the closing members, those active.
    pub active: Option<u64>,
    /// Of the closing members, those on leave (休会).
    pub on_leave: Option<u64>,
    /// Of the closing members, those suspended.
    pub suspended: Option<u64>,
    /// Members who went on leave within the year.
    pub leave_taken: Option<u64>,
    /// Members whose leave ended within the year with their return to another standing.
    pub leave_ended: Option<u64>,
    /// Of those who left, members who left while on leave.
    pub left_on_leave: Option<u64>,
    /// Of the opening members, those no longer on the roll at closing; who moved to another group is still on the roll.
    pub opening_lost: Option<u64>,
    /// Days of membership within the year, summed over persons, leave included.
    pub member_days: Option<u64>,
    /// Names of the figures that were not given but follow from the balance; empty for a register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<String>,
}

impl MovementRow {
    /// Closing minus what follows from opening and flows; `Some(0)` when the row balances, `None` when a figure is not known.
    /// Present, reinstated and transferred count as 0 where a typed-in total does not tell them apart. Stops at the ends of the
    /// integer range.
    #[must_use]
    pub fn imbalance(&self) -> Option<i64> {
        let or_none = |count: Option<u64>| i128::from(count.unwrap_or(0));
        let entered = i128::from(self.joined?) + or_none(self.reinstated) + or_none(self.present) + or_none(self.transferred_in);
        let gone = i128::from(self.left?) + or_none(self.transferred_out);
        Some(within_i64(i128::from(self.closing?) - (i128::from(self.opening?) + entered - gone)))
    }

    /// Of the opening members, those still on the roll at closing; `None` when not known.
    #[must_use]
    pub fn retained(&self) -> Option<u64> {
        self.opening?.checked_sub(self.opening_lost?)
    }

    /// Closing minus opening; stops at the ends of the integer range.
    #[must_use]
    pub fn net_growth(&self) -> Option<i64> {
        Some(within_i64(i128::from(self.closing?) - i128::from(self.opening?)))
    }
}

/// The nearest number of the range.
fn within_i64(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}
