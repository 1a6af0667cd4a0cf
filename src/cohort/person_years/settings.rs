//! How person-years are counted: by what they are told apart, which exits are events, when tenure runs.

use crate::cohort::grouping::GroupBy;
use crate::cohort::span::ExitDay;
use crate::cohort::tenure::TenureRules;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::time::{FiscalCalendar, LeapDay};
use serde::{Deserialize, Serialize};

/// What a year counts as in which a member left for a reason that is not studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherExits {
    /// A year at risk without the event. The default: the share of members that leave for the reason in a world where the others act too
    /// (the cause-specific hazard of a year).
    #[default]
    Stayed,
    /// No year at risk: the share among those whom nothing else took away.
    LeftOut,
}

/// How a [`PersonYearTable`](super::PersonYearTable) is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `count` is called"]
pub struct PersonYearSettings {
    pub(super) calendar: FiscalCalendar,
    pub(super) rule: CohortRule,
    pub(super) group_by: GroupBy,
    pub(super) tenure: TenureRules,
    pub(super) longest_tenure: u32,
    pub(super) ages: Vec<u32>,
    pub(super) standing: StandingAxis,
    /// The reasons studied; all when empty.
    pub(super) reasons: Vec<EndReason>,
    pub(super) other_exits: OtherExits,
    pub(super) exit_day: ExitDay,
    pub(super) leap_day: LeapDay,
}

/// Whether standings are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum StandingAxis {
    Together,
    Apart,
}

/// The longest tenure that is told apart.
pub(super) const LONGEST_TENURE: u32 = 100;

impl PersonYearSettings {
    /// Also by licence cohort, year of joining or segments: of the episode on the day before the year. By nothing unless told.
    pub fn by(mut self, group_by: GroupBy) -> Self {
        self.group_by = group_by;
        self
    }

    /// Which fiscal year's cohort a licence date belongs to; without a shift unless told.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// When tenure runs; from the start of each membership, leave included, unless told.
    pub fn tenure(mut self, rules: TenureRules) -> Self {
        self.tenure = rules;
        self
    }

    /// Tenures from so many completed years on are counted together; 100 unless told, and at most.
    pub fn longest_tenure(mut self, years: u32) -> Self {
        self.longest_tenure = years.min(LONGEST_TENURE);
        self
    }

    /// Also by age on the day before the year, in bands that begin at these ages: `&[0, 30, 40, 50, 60]`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there is none, when they do not ascend, or the last is above 150.
    pub fn ages(mut self, begin: &[u32]) -> Result<Self> {
        if begin.is_empty() || begin.windows(2).any(|pair| pair[0] >= pair[1]) || begin.last().is_some_and(|&last| last > 150) {
            return Err(Error::setting("ages", format!("{begin:?}"), "are not ascending ages up to 150; write [0, 30, 40, 50, 60]"));
        }
        self.ages = begin.to_vec();
        Ok(self)
    }

    /// Also by standing on the day before the year: active, on leave, suspended.
    pub fn by_standing(mut self) -> Self {
        self.standing = StandingAxis::Apart;
        self
    }

    /// Counts leavers for these reasons only; for all unless told.
    pub fn reasons(mut self, reasons: &[EndReason]) -> Self {
        self.reasons = reasons.to_vec();
        self
    }

    /// What a year counts as in which a member left for another reason.
    pub fn other_exits(mut self, rule: OtherExits) -> Self {
        self.other_exits = rule;
        self
    }

    /// On which day an exit is booked; on the first day out unless told. On the last day in, who leaves with the last day of a year left
    /// in that year.
    pub fn exit_day(mut self, rule: ExitDay) -> Self {
        self.exit_day = rule;
        self
    }

    /// When those complete a year who joined, or were born, on 29 February.
    pub fn leap_day(mut self, leap_day: LeapDay) -> Self {
        self.leap_day = leap_day;
        self
    }
}
