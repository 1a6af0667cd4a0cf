//! What does one row of a register of licence holders say?

use super::cohort_rule::CohortRule;
use crate::time::Day;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;

/// When a licence was obtained: the day, or only the cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceStart {
    /// The day of the licence (免許取得日、登録日).
    Day(Day),
    /// The licence cohort (免許取得年度), already shifted.
    Cohort(FiscalYear),
}

impl LicenceStart {
    /// The licence cohort under a rule; a cohort given as such stays as it is.
    #[must_use]
    pub fn cohort(self, rule: CohortRule) -> FiscalYear {
        match self {
            Self::Day(day) => rule.cohort_of(day),
            Self::Cohort(year) => year,
        }
    }

    /// Whether it cannot be known on a day: a later day, or a cohort that does not begin within a year.
    pub(super) fn is_after(self, day: Day) -> bool {
        match self {
            Self::Day(licensed) => licensed > day,
            Self::Cohort(year) => year.get() > day.year() + 1,
        }
    }

    /// The year as a number, for comparing a day with a cohort.
    pub(super) fn year(self) -> i32 {
        match self {
            Self::Day(day) => day.year(),
            Self::Cohort(year) => year.get(),
        }
    }

    /// Whether the two can speak of one licence: the same, or a day and a cohort not more than a year apart.
    pub(super) fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Day(_), Self::Cohort(_)) | (Self::Cohort(_), Self::Day(_)) => self.year().abs_diff(other.year()) <= 1,
            _ => self == other,
        }
    }
}

impl fmt::Display for LicenceStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Cohort(year) => year.fmt(f),
        }
    }
}

/// One row of a register of licence holders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceRow {
    /// Number of the row as the reader counted it, for messages.
    pub row: Option<u64>,
    /// The key that links the licence holder to a member (会員番号, 免許番号); compared as text, letter by letter.
    pub key: String,
    /// When the licence was obtained; `None` is not known.
    pub licence: Option<LicenceStart>,
    /// The branch.
    pub branch: Option<String>,
    /// The first day without the licence (death, return, revocation); `None` is in force.
    pub end: Option<Day>,
}

impl LicenceRow {
    /// A licence holder of whom only the key is known.
    #[must_use]
    pub fn new(key: impl ToString) -> Self {
        Self { row: None, key: key.to_string(), licence: None, branch: None, end: None }
    }

    /// With the day of the licence.
    #[must_use]
    pub fn licensed_on(mut self, day: Day) -> Self {
        self.licence = Some(LicenceStart::Day(day));
        self
    }

    /// With the licence cohort.
    #[must_use]
    pub fn of_cohort(mut self, year: FiscalYear) -> Self {
        self.licence = Some(LicenceStart::Cohort(year));
        self
    }

    /// With the branch.
    #[must_use]
    pub fn in_branch(mut self, branch: impl Into<String>) -> Self {
        self.branch = Some(branch.into());
        self
    }

    /// With the first day without the licence.
    #[must_use]
    pub fn ended_on(mut self, day: Day) -> Self {
        self.end = Some(day);
        self
    }
}
