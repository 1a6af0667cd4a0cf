//! What a register spans, found once when it is built, so that no table needs a pass of its own to learn it.

use super::model::Entry;
use crate::episode::LicenceColumn;

/// The extremes of the columns of a register, and which codes occur in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Extent {
    /// First day of the earliest observed episode.
    pub(crate) first_day: Option<i32>,
    /// First day on which someone was found to be a member already.
    pub(crate) first_present: Option<i32>,
    /// First and last day of the starts.
    pub(crate) starts: Option<(i32, i32)>,
    /// First and last licence day, where licences are days.
    pub(crate) licence_days: Option<(i32, i32)>,
    /// One bit for each code of a beginning that occurs.
    pub(crate) opens: u16,
    /// One bit for each code of an ending that occurs.
    pub(crate) closes: u64,
}

impl Extent {
    /// The extent of columns of one length.
    pub(super) fn of(start: &[i32], observed: &[i32], opens: &[u8], closes: &[u8], licensed: &LicenceColumn) -> Self {
        let is_present = |code: u8| code >> 2 == Entry::Present as u8;
        let licence_days = match licensed {
            LicenceColumn::Days(days) => range(days.raw().iter().copied().filter(|&day| day != i32::MIN)),
            LicenceColumn::Absent | LicenceColumn::Cohorts(_) => None,
        };
        Self {
            first_day: observed.iter().copied().min(),
            first_present: opens.iter().zip(observed).filter(|(open, _)| is_present(**open)).map(|(_, &day)| day).min(),
            starts: range(start.iter().copied()),
            licence_days,
            opens: opens.iter().fold(0, |seen, code| seen | 1 << (code & 15)),
            closes: closes.iter().fold(0, |seen, code| seen | 1 << (code & 63)),
        }
    }
}

/// First and last of some days.
fn range(days: impl Iterator<Item = i32>) -> Option<(i32, i32)> {
    days.fold(None, |range, day| Some(range.map_or((day, day), |(first, last): (i32, i32)| (first.min(day), last.max(day)))))
}
