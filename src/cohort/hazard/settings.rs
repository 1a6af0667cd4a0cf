//! How years at risk are counted: which year, which axes, which day an exit is booked on.

use super::axes::HazardAxes;
use crate::cohort::span::{ExitDay, ObservationWindow};
use crate::cohort::tenure::TenureRules;
use crate::licensees::CohortRule;
use crate::time::{FiscalCalendar, LeapDay};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which year a member is at risk for: the unit of a discrete-time hazard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HazardYear {
    /// From one anniversary of joining to the next. The default: the first year is a whole year for everybody.
    #[default]
    Membership,
    /// The fiscal year, as dues are paid in most associations. The fiscal year of joining has tenure 0 and is a part of a year for most:
    /// they enter it late.
    Fiscal,
}

impl fmt::Display for HazardYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Membership => "years of membership",
            Self::Fiscal => "fiscal years",
        })
    }
}

/// How a [`HazardTable`](super::HazardTable) is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `build` is called"]
pub struct HazardTableSettings {
    pub(super) calendar: FiscalCalendar,
    pub(super) year: HazardYear,
    pub(super) axes: HazardAxes,
    pub(super) exit_day: ExitDay,
    pub(super) leap_day: LeapDay,
    pub(super) tenure: TenureRules,
    pub(super) rule: CohortRule,
    pub(super) window: Option<ObservationWindow>,
}

impl HazardTableSettings {
    /// Years of membership by tenure; exits on the last day in, because a member who leaves when a year ends leaves in that year.
    pub(super) fn new(calendar: FiscalCalendar) -> Self {
        Self {
            calendar,
            year: HazardYear::default(),
            axes: HazardAxes::tenure(),
            exit_day: ExitDay::LastDayIn,
            leap_day: LeapDay::default(),
            tenure: TenureRules::default(),
            rule: CohortRule::of(calendar),
            window: None,
        }
    }

    /// Which year a member is at risk for.
    pub fn year(mut self, year: HazardYear) -> Self {
        self.year = year;
        self
    }

    /// What has a row of its own; tenure unless told.
    pub fn by(mut self, axes: HazardAxes) -> Self {
        self.axes = axes;
        self
    }

    /// On which day an exit is booked: the last day in unless told. With the first day out, who leaves when a year ends is at risk for no
    /// day of the next year and counts as leaving in it.
    pub fn exit_day(mut self, exit_day: ExitDay) -> Self {
        self.exit_day = exit_day;
        self
    }

    /// When those who joined on 29 February complete a year.
    pub fn leap_day(mut self, leap_day: LeapDay) -> Self {
        self.leap_day = leap_day;
        self
    }

    /// When tenure runs. Tenure that stops during leave needs [`HazardYear::Fiscal`].
    pub fn tenure(mut self, rules: TenureRules) -> Self {
        self.tenure = rules;
        self
    }

    /// Which fiscal year's cohort a licence date belongs to; without a shift unless told.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// Only the days of a window count; all days of the record unless told.
    pub fn during(mut self, window: ObservationWindow) -> Self {
        self.window = Some(window);
        self
    }

    /// What has a row of its own.
    pub fn axes(&self) -> &HazardAxes {
        &self.axes
    }

    /// Which year a member is at risk for.
    #[must_use]
    pub fn hazard_year(&self) -> HazardYear {
        self.year
    }
}

impl fmt::Display for HazardTableSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let window = self.window.map_or_else(|| "all days of the record".to_owned(), |window| format!("window {window}"));
        write!(f, "{} by {}, {}, {}, {}, {window}", self.year, self.axes, self.calendar, self.exit_day, self.tenure)?;
        write!(f, ", leap day {:?}, licence cohorts by {:?}", self.leap_day, self.rule)
    }
}
