//! What a reader hands on: episodes, what was found in the rows, and which columns were read.

use super::issue::{Issue, Severity};
use crate::episode::EpisodeColumns;
use crate::error::{Error, Result};

/// Episodes that were read from a table, with everything that was noticed.
///
/// Law: every row read is in `columns` under its number or has an issue whose action is
/// [`SetAside`](super::Action::SetAside), and never both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpisodeRead {
    /// The episodes. A row with a leave of absence gives up to three, which share the row's number.
    pub columns: EpisodeColumns,
    /// Data rows read: without the header, without blank rows, without rows that a filter left out.
    pub rows_read: u64,
    /// What was found, ordered by row, then code.
    pub issues: Vec<Issue>,
    /// Header and use of each column that was read, in no particular order; all other columns were not kept.
    pub columns_read: Vec<(String, String)>,
}

impl EpisodeRead {
    /// The same, or an error when any issue is a warning or worse.
    ///
    /// # Errors
    ///
    /// [`Error::Strict`] with the number of such issues and the first of them.
    pub fn strict(self) -> Result<Self> {
        refuse_issues(&self.issues).map(|()| self)
    }
}

/// An error when any issue is a warning or worse.
pub(crate) fn refuse_issues(issues: &[Issue]) -> Result<()> {
    let mut grave = issues.iter().filter(|issue| issue.severity() >= Severity::Warning);
    match grave.next() {
        None => Ok(()),
        Some(first) => Err(Error::Strict { count: 1 + grave.count(), first: first.to_string() }),
    }
}
