//! On which day does each episode of a pass end, as the books have it?

use crate::cohort::grouping::{Group, Grouping};
use crate::cohort::span::ExitDay;
use crate::cohort::year_index::YearIndex;
use crate::episode::Standing;
use crate::register::{Exit, RegisterColumns};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The ends of episodes with exits on the day on which they are booked.
///
/// A member who leaves is out from an exclusive end on. Booked on the last day in, the exit counts on the day before, never before the
/// episode that it ends; the days of membership stay what they are.
pub(super) struct BookedEnds<'a> {
    /// The end of each episode, as the pass is to place it in a year.
    pub(super) ends: Cow<'a, [i32]>,
    /// Positions of exits on the first day of their episode, which are booked on that day by either rule.
    without_days: Vec<usize>,
    rule: ExitDay,
}

impl<'a> BookedEnds<'a> {
    /// The ends of the episodes of a register. Takes memory for them only when exits are booked on the last day in.
    pub(super) fn of(columns: &RegisterColumns<'a>, rule: ExitDay) -> Self {
        if rule == ExitDay::FirstDayOut {
            return Self { ends: Cow::Borrowed(columns.end), without_days: Vec::new(), rule };
        }
        let mut without_days = Vec::new();
        let rows = columns.end.iter().zip(columns.observed).zip(columns.closes).enumerate();
        let booked = rows.map(|(at, ((&end, &observed), &closes))| {
            if !is_exit(closes) {
                return end;
            }
            if end == observed {
                without_days.push(at);
            }
            (end - 1).max(observed)
        });
        Self { ends: Cow::Owned(booked.collect()), without_days, rule }
    }

    /// How many days fewer than booked each exit of a code takes from its year: one when it is booked on the last day in, which is a
    /// day of membership.
    pub(super) fn days_after_booking(&self, closes: u8) -> u64 {
        u64::from(self.rule == ExitDay::LastDayIn && is_exit(closes))
    }

    /// Of the exits of each group and year, by standing, those for which that day does not exist.
    pub(super) fn without_days(
        &self,
        columns: &RegisterColumns<'_>,
        grouping: &Grouping<'_>,
        years: &YearIndex,
    ) -> BTreeMap<(Group, usize, Standing), u64> {
        let mut counts = BTreeMap::new();
        for &at in &self.without_days {
            let standing = Standing::ALL[usize::from(columns.closes[at] & 3).min(2)];
            let key = (grouping.group(grouping.key(at)), years.position(self.ends[at]), standing);
            *counts.entry(key).or_insert(0) += 1;
        }
        counts
    }
}

/// Whether a membership ends with an episode whose end has this code.
fn is_exit(closes: u8) -> bool {
    matches!(Exit::from_code(closes >> 2), Exit::Left(_))
}
