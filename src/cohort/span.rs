//! Who is at risk of leaving, from which day to which day, and on which day an exit is booked.

use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::register::Spell;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One uninterrupted membership, as far as exposure needs it.
///
/// Tenure runs from `start`. The person is at risk on the days of `[max(start, observed_from), end)`, half-open: `end` is the first
/// day out and not a day at risk. A membership cut in two (by a segment, by a file) stays the same when both parts keep `start`, the
/// first has `exit: None`, and the second has `observed_from` set to the cut.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, cohort::Span};
/// let joined = Day::from_ymd(2020, 4, 1)?;
/// let span = Span::open(joined).until(Day::from_ymd(2022, 4, 1)?, EndReason::Voluntary);
/// assert_eq!(span.exit, Some(EndReason::Voluntary));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The day of joining, from which tenure is counted.
    pub start: Day,
    /// First day under observation where that is later than `start` (delayed entry); `None` when observed from the start.
    pub observed_from: Option<Day>,
    /// First day out (exclusive end); `None` while the membership lasts.
    pub end: Option<Day>,
    /// Why the membership ended at `end`; `None` when it lasts, or when only the observation ended there.
    pub exit: Option<EndReason>,
}

impl Span {
    /// A membership that lasts, observed from its start.
    #[must_use]
    pub fn open(start: Day) -> Self {
        Self { start, observed_from: None, end: None, exit: None }
    }

    /// The same membership, ended for a reason; `end` is the first day out.
    #[must_use]
    pub fn until(self, end: Day, reason: EndReason) -> Self {
        Self { end: Some(end), exit: Some(reason), ..self }
    }

    /// The same membership, observed from a later day on.
    #[must_use]
    pub fn observed_from(self, day: Day) -> Self {
        Self { observed_from: Some(day), ..self }
    }

    /// A spell of a register; `None` when its first day is not known, so that it has no tenure.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, EndReason, Episode, Register, cohort::Span};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let row = Episode::new("A", day(2021, 4, 1)?).until(day(2023, 4, 1)?, EndReason::Arrears);
    /// let register = Register::settings_as_of(day(2024, 3, 31)?).build(&[row].into_iter().collect())?;
    /// let spans: Vec<Span> = register.spells().filter_map(|spell| Span::of_spell(&spell)).collect();
    /// assert_eq!(spans, [Span::open(day(2021, 4, 1)?).until(day(2023, 4, 1)?, EndReason::Arrears)]);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn of_spell(spell: &Spell) -> Option<Self> {
        let observed_from = (spell.observed > spell.start).then_some(spell.observed);
        spell.start_known.then_some(Self { start: spell.start, observed_from, end: spell.end, exit: spell.reason })
    }

    /// First day of membership under observation.
    pub(super) fn entry(&self) -> Day {
        self.observed_from.map_or(self.start, |day| day.max(self.start))
    }

    /// The day on which the exit is booked and its reason; `None` without an exit, or when it came before observation began.
    pub(super) fn booked_exit(&self, rule: ExitDay) -> Option<(Day, EndReason)> {
        let (end, reason) = (self.end?, self.exit?);
        let entry = self.entry();
        (end >= entry).then_some((rule.day_of(entry, end), reason))
    }
}

/// On which day an exit is booked.
///
/// It matters most where memberships run by the fiscal year: who leaves at the end of March is out on 1 April, which already
/// belongs to the next year of membership and to the next fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum ExitDay {
    /// On [`Span::end`], the first day out: a leaver of 1 April counts in the fiscal year that begins on that day. The default; it is
    /// the right rule when the register's day of leaving is a day on which the person is already no member.
    #[default]
    FirstDayOut,
    /// On the day before: a leaver out on 1 April counts in the fiscal year that ends on 31 March, with the days that led to it.
    /// Who leaves on the day of joining is booked on that day.
    LastDayIn,
}

impl ExitDay {
    /// The day on which an exit is booked, for the first day under observation and the first day out.
    pub(super) fn day_of(self, first: Day, end: Day) -> Day {
        match self {
            Self::FirstDayOut => end,
            Self::LastDayIn => end.plus_days(-1).unwrap_or(end).max(first),
        }
    }
}

impl fmt::Display for ExitDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FirstDayOut => "exits on the first day out",
            Self::LastDayIn => "exits on the last day in",
        })
    }
}

/// The days under study, half-open `[from, to)`: nothing before `from`, and nothing on `to` or after it, is counted.
///
/// # Example
///
/// ```
/// use kaiin::{Day, cohort::ObservationWindow};
/// let window = ObservationWindow::new(Day::from_ymd(2016, 1, 1)?, Day::from_ymd(2024, 1, 1)?)?;
/// assert_eq!(window, ObservationWindow::through(Day::from_ymd(2016, 1, 1)?, Day::from_ymd(2023, 12, 31)?)?);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(Day, Day)", into = "(Day, Day)")]
pub struct ObservationWindow {
    from: Day,
    to: Day,
}

impl ObservationWindow {
    /// The days of `[from, to)`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the window is empty, or does not lie between 1801-01-01 and 2199-01-01 (the years around it must exist).
    pub fn new(from: Day, to: Day) -> Result<Self> {
        let shown = || format!("[{from}, {to})");
        if from.year() < 1801 || to.year() > 2199 || (to.year() == 2199 && to.ymd() != (2199, 1, 1)) {
            return Err(Error::setting("window", shown(), "does not lie between 1801-01-01 and 2199-01-01; correct the year"));
        }
        if from >= to {
            return Err(Error::setting("window", shown(), "holds no day; `to` is exclusive and must lie after `from`"));
        }
        Ok(Self { from, to })
    }

    /// The days from `first` to `last`, both included, as studies print them.
    ///
    /// # Errors
    ///
    /// As [`ObservationWindow::new`].
    pub fn through(first: Day, last: Day) -> Result<Self> {
        Self::new(first, last.next())
    }

    /// First day of the window.
    #[must_use]
    pub fn from(self) -> Day {
        self.from
    }

    /// First day after the window.
    #[must_use]
    pub fn to(self) -> Day {
        self.to
    }

    /// Last day of the window.
    #[must_use]
    pub fn last(self) -> Day {
        self.to.plus_days(-1).unwrap_or(self.from)
    }

    /// Whether a day lies in the window.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.to
    }

    /// The days of a span at risk inside the window, `None` when there are none.
    pub(super) fn at_risk(self, span: &Span) -> Option<(Day, Day)> {
        let from = span.entry().max(self.from);
        let to = span.end.map_or(self.to, |end| end.min(self.to));
        (from < to).then_some((from, to))
    }

    /// The exit of a span as it is booked, when that day lies in the window.
    pub(super) fn exit(self, span: &Span, rule: ExitDay) -> Option<(Day, EndReason)> {
        span.booked_exit(rule).filter(|(day, _)| self.contains(*day))
    }
}

impl TryFrom<(Day, Day)> for ObservationWindow {
    type Error = Error;
    fn try_from((from, to): (Day, Day)) -> Result<Self> {
        Self::new(from, to)
    }
}

impl From<ObservationWindow> for (Day, Day) {
    fn from(window: ObservationWindow) -> Self {
        (window.from, window.to)
    }
}

impl fmt::Display for ObservationWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {})", self.from, self.to)
    }
}

/// Exits counted by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExitCounts([u64; EndReason::ALL.len()]);

impl ExitCounts {
    /// Exits for all reasons.
    #[must_use]
    pub fn total(self) -> u64 {
        self.0.iter().sum()
    }

    /// Exits for one reason.
    #[must_use]
    pub fn of(self, reason: EndReason) -> u64 {
        self.0.get(reason as usize).copied().unwrap_or(0)
    }

    /// One more exit.
    pub(crate) fn count(&mut self, reason: EndReason) {
        self.count_many(reason, 1);
    }

    /// More exits for one reason.
    pub(super) fn count_many(&mut self, reason: EndReason, exits: u64) {
        if let Some(n) = self.0.get_mut(reason as usize) {
            *n += exits;
        }
    }

    /// The exits of another group as well.
    pub(super) fn add(&mut self, other: Self) {
        for (n, more) in self.0.iter_mut().zip(other.0) {
            *n += more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn an_exit_before_observation_began_is_not_booked() {
        let span = Span::open(day("2020-01-01")).until(day("2020-06-01"), EndReason::Death);
        assert!(span.observed_from(day("2020-06-02")).booked_exit(ExitDay::FirstDayOut).is_none());
        let on_the_day = span.observed_from(day("2020-06-01"));
        assert_eq!(on_the_day.booked_exit(ExitDay::FirstDayOut), Some((day("2020-06-01"), EndReason::Death)));
        assert_eq!(on_the_day.booked_exit(ExitDay::LastDayIn), Some((day("2020-06-01"), EndReason::Death)));
        assert_eq!(span.booked_exit(ExitDay::LastDayIn), Some((day("2020-05-31"), EndReason::Death)));
    }

    #[test]
    fn an_empty_or_far_window_is_refused_with_its_days() {
        let message = ObservationWindow::new(day("2020-01-01"), day("2020-01-01")).unwrap_err().to_string();
        assert_eq!(message, "window [2020-01-01, 2020-01-01) holds no day; `to` is exclusive and must lie after `from`");
        assert!(ObservationWindow::new(day("1800-12-31"), day("2020-01-01")).is_err());
        assert!(ObservationWindow::new(day("2020-01-01"), day("2199-01-02")).is_err());
        assert!(ObservationWindow::new(day("1801-01-01"), day("2199-01-01")).is_ok());
    }
}
