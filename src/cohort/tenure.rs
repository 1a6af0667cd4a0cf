//! When does the tenure of a member run: during leave, and after a return?

use super::span::ExitDay;
use crate::language::Bilingual;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether tenure (在籍年数) runs while a member is on leave (休会).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum TenureDuringLeave {
    /// It runs. The default: who is on leave is on the roll, and most registers do not know every leave of the past.
    #[default]
    Runs,
    /// It stands still: a year on leave is no year of membership. Whoever leaves while on leave leaves at the tenure reached before it.
    Stops,
}

/// Where the tenure of a member stands who comes back after a lapse (再入会).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum TenureOnReturn {
    /// At the beginning: each membership counts from its own first day. The default where time at risk is counted, as in
    /// [`Assumptions`](crate::projection::Assumptions): who came back lapses more like a newcomer than like a member of long standing.
    #[default]
    Restarts,
    /// Where it ended: the years of all memberships add up, the absence does not count (在籍年数を通算).
    Resumes,
    /// Where it would be without the lapse: time since the first day, the absence included. The default of the
    /// [`RetentionTriangle`](super::RetentionTriangle), which asks who is there so many years after joining.
    RunsOn,
}

/// When tenure runs.
///
/// What does not count is counted in days: after a pause of n days every anniversary comes n days later (of the first day moved by n
/// days). A year on leave with a 29 February in it therefore moves it by one day more than a year without.
///
/// [`ActuarialExposure`](super::ActuarialExposure) goes by the anniversaries of the contract and has no such rules.
///
/// # Example
///
/// ```
/// use kaiin::cohort::{TenureDuringLeave, TenureOnReturn, TenureRules};
/// let rules = TenureRules { during_leave: TenureDuringLeave::Stops, ..TenureRules::default() };
/// assert_eq!(rules.on_return, TenureOnReturn::Restarts);
/// assert_eq!(rules.to_string(), "tenure stops during leave and restarts on return");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct TenureRules {
    /// Whether it runs during leave.
    pub during_leave: TenureDuringLeave,
    /// Where it stands after a lapse.
    pub on_return: TenureOnReturn,
}

impl TenureRules {
    /// Time since joining: tenure runs during leave and runs on through a lapse.
    pub const SINCE_JOINING: Self = Self { during_leave: TenureDuringLeave::Runs, on_return: TenureOnReturn::RunsOn };

    /// The same, as a default of serialised settings.
    pub(super) fn since_joining() -> Self {
        Self::SINCE_JOINING
    }

    /// The rules in words, for a definition card.
    #[must_use]
    pub fn words(self) -> Bilingual {
        let leave = match self.during_leave {
            TenureDuringLeave::Runs => "休会中も算入",
            TenureDuringLeave::Stops => "休会期間は算入しない",
        };
        let back = match self.on_return {
            TenureOnReturn::Restarts => "再入会後は改めて起算",
            TenureOnReturn::Resumes => "再入会後は前の在籍年数に通算",
            TenureOnReturn::RunsOn => "最初の入会日から起算（退会中の期間を含む）",
        };
        Bilingual::new(self.to_string(), format!("{leave}、{back}"))
    }
}

impl fmt::Display for TenureRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let leave = match self.during_leave {
            TenureDuringLeave::Runs => "runs during leave",
            TenureDuringLeave::Stops => "stops during leave",
        };
        let back = match self.on_return {
            TenureOnReturn::Restarts => "restarts on return",
            TenureOnReturn::Resumes => "resumes on return",
            TenureOnReturn::RunsOn => "runs on through a lapse",
        };
        write!(f, "tenure {leave} and {back}")
    }
}

impl ExitDay {
    /// The rule in words, for a definition card.
    #[must_use]
    pub fn words(self) -> Bilingual {
        match self {
            Self::FirstDayOut => Bilingual::new(
                "on the first day out: who leaves with the last day of a year is a member on that day and leaves in the next year",
                "在籍最終日の翌日に計上（年度末日付の退会者は期末会員に含み、翌年度の退会とする）",
            ),
            Self::LastDayIn => Bilingual::new(
                "on the last day in: who leaves with the last day of a year has left in that year and is not in its closing stock",
                "在籍最終日に計上（年度末日付の退会者は当年度の退会とし、期末会員に含まない）",
            ),
        }
    }
}

/// A clock of tenure: the day from which it would have had to run without a stop to show what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TenureClock {
    pub(super) origin: Day,
}

impl TenureClock {
    /// A clock started on a day.
    pub(super) fn started(on: Day) -> Self {
        Self { origin: on }
    }

    /// The clock after it stood still for some days.
    pub(super) fn stopped_for(self, days: i32) -> Self {
        Self { origin: self.origin.plus_days(days.max(0)).unwrap_or(self.origin) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_words_of_its_own_in_both_languages() {
        let mut seen = std::collections::BTreeSet::new();
        for during_leave in [TenureDuringLeave::Runs, TenureDuringLeave::Stops] {
            for on_return in [TenureOnReturn::Restarts, TenureOnReturn::Resumes, TenureOnReturn::RunsOn] {
                let words = TenureRules { during_leave, on_return }.words();
                seen.extend([words.english, words.japanese]);
            }
        }
        assert_eq!(seen.len(), 12);
        assert_ne!(ExitDay::FirstDayOut.words(), ExitDay::LastDayIn.words());
    }

    #[test]
    fn a_clock_that_stood_still_shows_less() {
        let clock = TenureClock::started(Day::from_ymd(2020, 4, 1).unwrap()).stopped_for(365);
        assert_eq!(clock.origin, Day::from_ymd(2021, 4, 1).unwrap());
    }
}
