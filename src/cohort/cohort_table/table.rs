//! What does a cohort table hold, and which settings was it built with?

use crate::cohort::ExitDay;
use crate::cohort::grouping::{Group, GroupBy};
use crate::cohort::movement::Coverage;
use crate::episode::{EndReason, Standing};
use crate::licensees::CohortRule;
use crate::register::Entry;
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is counted in the cells. All of it adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) enum Measure {
    /// Episodes that began.
    Began(Entry, Standing),
    /// Memberships that ended.
    Left(EndReason, Standing),
    /// Episodes that ended with another following: a change of standing or of group.
    Passed(Standing),
    /// Leavers who were in the opening stock of the group, whatever group they left from.
    LeftOfOpening,
    /// Leavers of the opening stock of the group who were back at closing, in whatever group.
    Returned,
    /// Days of membership.
    Days(Standing),
}

/// In place of a group of a move: a group that is not in the table.
pub(super) const ELSEWHERE: u32 = u32::MAX;

/// A move between two groups within a year: from, to, year position, standing before and after.
pub(super) type Move = (u32, u32, u16, Standing, Standing);

/// A return after a lapse for a reason that is not final: the group that was left, the year positions of the lapse and of the return, and
/// whether the person was a member at the end of that year.
pub(super) type Return = (u32, u16, u16, bool);

/// Members by cohort, fiscal year and segment: stock by standing, joiners, reinstated, leavers by reason, days of membership.
///
/// Integers throughout, so tables add ([`CohortTable::merge`]) and can be coarsened ([`CohortTable::regroup`]) without loss. Built in
/// one pass over the register, O(episodes + cells).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortTable {
    pub(super) calendar: FiscalCalendar,
    pub(super) rule: CohortRule,
    pub(super) exit_day: ExitDay,
    pub(super) as_of: Day,
    pub(super) record_begins: Option<Day>,
    pub(super) group_by: GroupBy,
    pub(super) first_year: FiscalYear,
    pub(super) years: usize,
    pub(super) groups: Vec<Group>,
    pub(super) measures: BTreeMap<Measure, Vec<u64>>,
    pub(super) moves: BTreeMap<Move, u64>,
    pub(super) returns: BTreeMap<Return, u64>,
}

impl CohortTable {
    /// The fiscal calendar.
    #[must_use]
    pub fn calendar(&self) -> FiscalCalendar {
        self.calendar
    }

    /// Which fiscal year's cohort a licence date belongs to.
    #[must_use]
    pub fn cohort_rule(&self) -> CohortRule {
        self.rule
    }

    /// On which day a leaver counts as gone.
    #[must_use]
    pub fn exit_day(&self) -> ExitDay {
        self.exit_day
    }

    /// The extract date.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The day on which the record begins, where earlier members are missing from it.
    #[must_use]
    pub fn record_begins(&self) -> Option<Day> {
        self.record_begins
    }

    /// Whether people who were able to join from the first day of a fiscal year on may have come and gone before the record began.
    /// Single members who came under observation late, in a record that reaches further back, do not make it so.
    #[must_use]
    pub fn record_begins_after(&self, year: FiscalYear) -> bool {
        let Some(begins) = self.record_begins else { return false };
        let nothing_before = self.calendar.year_of(begins) <= self.first_year;
        nothing_before && self.calendar.start_of(year).map_or(true, |start| start < begins)
    }

    /// What the table is grouped by.
    pub fn group_by(&self) -> &GroupBy {
        &self.group_by
    }

    /// The groups, ascending.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The fiscal years, ascending, from the first with a member to that of the extract date.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = FiscalYear> + ExactSizeIterator + '_ {
        (0..self.years as i32).map(|offset| self.first_year.plus(offset))
    }

    /// How much of a fiscal year the record covers.
    #[must_use]
    pub fn coverage(&self, year: FiscalYear) -> Coverage {
        let begins_within = match (self.record_begins, self.calendar.start_of(year), self.calendar.end_of(year)) {
            (Some(begins), Ok(start), Ok(end)) => begins > start && begins < end,
            _ => false,
        };
        let ended = self.calendar.end_of(year).is_ok_and(|end| end <= self.as_of.next());
        Coverage::of(begins_within, ended)
    }
}
