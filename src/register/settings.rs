//! How a register is read: the extract date, the grace period and the repair rules.

use super::model::Register;
use crate::episode::EpisodeColumns;
use crate::error::{Error, Result};
use crate::input::Issue;
use crate::progress::Progress;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// What happens to a row whose end lies before its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum ReversedDates {
    /// It is set aside. The default: which of the two dates is wrong is not known.
    #[default]
    SetAside,
    /// The two dates are exchanged.
    Swap,
}

/// What happens to a row that overlaps an earlier one of the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum Overlaps {
    /// Its start is moved to the end of the earlier row; a row wholly inside the earlier one is set aside. The default: the days on
    /// which the person is a member stay the same.
    #[default]
    Trim,
    /// It is set aside.
    SetAside,
}

/// What silence means at the end of a leave of absence: bodies differ (one takes the member back, the next strikes the member off).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum LeaveSilence {
    /// The membership ends with the leave. The default: it is what the record says.
    #[default]
    Lapse,
    /// The member is active again from then on.
    Return,
}

/// How a register is read; consumed by [`RegisterSettings::build`].
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, EndReason, register::RegisterSettings};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2018, 4, 1)?).until(day(2020, 3, 31)?, EndReason::Arrears),
///     Episode::new("A", day(2020, 4, 10)?), // ten days later: no lapse with a grace of 30 days
///     Episode::new("B", day(2019, 4, 1)?),
/// ];
/// let register = RegisterSettings::new(day(2024, 3, 31)?).grace_days(30).build(&rows.into_iter().collect())?;
/// assert_eq!((register.persons(), register.spells().count()), (2, 2));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `build` is called"]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RegisterSettings {
    pub(super) as_of: Day,
    pub(super) record_start: Option<Day>,
    pub(super) grace_days: u32,
    pub(super) reversed_dates: ReversedDates,
    pub(super) overlaps: Overlaps,
    pub(super) leave_silence: LeaveSilence,
    pub(super) strict: bool,
}

impl RegisterSettings {
    /// Settings for a register extracted at the end of the day `as_of`: what happened on that day is known, nothing later is.
    ///
    /// Ends are exclusive, so a membership whose last day is the extract date ends on the day after it. That is an end like any other,
    /// not an issue, also when strict: the member is still on the roll on the extract date and whether the end counts by then is what
    /// [`ExitDay`](crate::cohort::ExitDay) says. Any later end is [`EndAfterAsOf`](crate::input::IssueCode::EndAfterAsOf): the person is
    /// a member, and what will be is not known yet. So is an end on the day after which is no end of the membership as far as the
    /// record tells: another row of the person lasts or begins after the extract, or it is the end of a leave without a word on what
    /// follows.
    pub fn new(as_of: Day) -> Self {
        Self {
            as_of,
            record_start: None,
            grace_days: 0,
            reversed_dates: ReversedDates::default(),
            overlaps: Overlaps::default(),
            leave_silence: LeaveSilence::default(),
            strict: false,
        }
    }

    /// The day on which the record begins, where people who left earlier are missing from it: memberships that began before are
    /// observed from that day on (delayed entry) and keep their start, those that ended before are set aside.
    pub fn record_start(mut self, day: Day) -> Self {
        self.record_start = Some(day);
        self
    }

    /// The longest gap, in days, between two episodes of a person that does not count as a lapse; 0 unless told.
    pub fn grace_days(mut self, days: u32) -> Self {
        self.grace_days = days;
        self
    }

    /// What happens to rows that end before they begin.
    pub fn reversed_dates(mut self, rule: ReversedDates) -> Self {
        self.reversed_dates = rule;
        self
    }

    /// What happens to rows that overlap an earlier one of the same person.
    pub fn overlaps(mut self, rule: Overlaps) -> Self {
        self.overlaps = rule;
        self
    }

    /// What silence means at the end of a leave of absence.
    pub fn leave_silence(mut self, rule: LeaveSilence) -> Self {
        self.leave_silence = rule;
        self
    }

    /// Fail when any row has an issue of severity warning or error.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// The extract date.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The day after the extract date, as days since 1970: an exclusive end on it is the last that is known.
    pub(super) fn after_extract(&self) -> i32 {
        self.as_of.days() + 1
    }

    /// The repair rules in words.
    #[must_use]
    pub fn repairs(&self) -> String {
        let reversed = match self.reversed_dates {
            ReversedDates::SetAside => "rows that end before they begin are set aside",
            ReversedDates::Swap => "rows that end before they begin are turned round",
        };
        let overlaps = match self.overlaps {
            Overlaps::Trim => "overlaps are trimmed",
            Overlaps::SetAside => "overlaps are set aside",
        };
        let silence = match self.leave_silence {
            LeaveSilence::Lapse => "silence at the end of a leave is a lapse",
            LeaveSilence::Return => "silence at the end of a leave is a return",
        };
        format!("{reversed}; {overlaps}; {silence}")
    }

    /// The day on which the record begins, where set.
    #[must_use]
    pub fn record_start_day(&self) -> Option<Day> {
        self.record_start
    }

    /// The longest gap, in days, that does not count as a lapse.
    #[must_use]
    pub fn grace(&self) -> u32 {
        self.grace_days
    }

    /// Builds the register from columns.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] for no rows at all, [`Error::Setting`] when the record begins after the extract date, [`Error::ColumnLength`] and [`Error::Limit`] as [`EpisodeColumns::rows`],
    /// [`Error::Strict`] when strict and a row has an issue.
    pub fn build(&self, columns: &EpisodeColumns) -> Result<Register> {
        self.build_after_reading(columns, columns.rows()? as u64, Vec::new(), Progress::none())
    }

    /// Builds the register from columns that a reader made: `rows_read` data rows, of which those set aside in `read_issues` are not in
    /// the columns any more. Progress is counted in persons.
    ///
    /// # Errors
    ///
    /// As [`RegisterSettings::build`]; [`Error::Cancelled`] when the callback asks to stop.
    pub fn build_after_reading(
        &self,
        columns: &EpisodeColumns,
        rows_read: u64,
        read_issues: Vec<Issue>,
        progress: Progress<'_>,
    ) -> Result<Register> {
        if columns.rows()? == 0 && rows_read == 0 {
            return Err(Error::NoRows { input: "the table of episodes".into(), advice: "give at least one membership".into() });
        }
        if let Some(late) = self.record_start.filter(|&day| day > self.as_of) {
            let reason = format!("lies after the extract date {}; correct one of the two", self.as_of);
            return Err(Error::setting("record_start", late, reason));
        }
        Register::assemble(self, columns, rows_read, read_issues, progress)
    }
}
