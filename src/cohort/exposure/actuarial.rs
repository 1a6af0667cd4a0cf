//! How much of each period was each member exposed to leaving, the way actuaries count it (annual exposure method)?
//!
//! Exposure in whole periods makes the ratio of exits to exposure a probability for the whole period. The central denominators are
//! [`MemberDays`](crate::cohort::MemberDays).

use super::period::{ExposureBasis, ExposurePeriod, PeriodGrid};
use super::table::ExposureTable;
use crate::cohort::span::{ExitDay, ObservationWindow, Span};
use crate::episode::EndReason;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the last period of a person is found where the calendar leaves room for more than one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExposureConvention {
    /// The last period is the one that contains the last day. The default: every day lies in one period, and the exposure of a period
    /// is never more than 1.
    #[default]
    ByDay,
    /// As R and Python `actxps` 1.1 count, for comparison with them. It differs from `ByDay` in three things. On the anniversary
    /// basis, periods elapse from the evening before joining, so that who joined on 31 January and left on 30 April was a
    /// member for three whole months and 31/30 of the third can be counted. Who joins on the last day of the window is left out.
    /// Who leaves on its first day is left out. Where `actxps` would book an exit in a period that begins after it
    /// (who joined on 1 March and left on 30 March), the period that contains it is used.
    Actxps,
}

impl fmt::Display for ExposureConvention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByDay => "by day",
            Self::Actxps => "as actxps",
        })
    }
}

/// The settings of the annual exposure method: window, periods, and the reasons for leaving that are studied.
///
/// A member is exposed for the part of a period that was lived through, in days over the days of the period. Who leaves for a studied
/// reason is exposed for the whole of the last period, as if observed to its end: this is the Balducci hypothesis, under which the rate of
/// exit falls within a period so that exits / exposure estimates the probability of leaving in a whole period. Who leaves for another
/// reason, or is still a member at the end of the window, is exposed up to that day.
///
/// # Formula
///
/// ```text
/// e = 1                                  in the period of an exit for a studied reason
/// e = days exposed / days of the period  otherwise, both ends counted
/// q = exits / sum of e
/// ```
///
/// Days are counted through the day on which an exit is booked, that day included ([`ExitDay`]); with the default, that is the first day
/// out, so a termination date of another tool is given as [`Span::end`].
///
/// On the anniversary basis a period that began before the window, or before the person came under observation, is left out whole, and its
/// exit with it. On the calendar basis the first period is exposed from the first day under observation.
///
/// Weak where periods are long: that the rate of exit falls within a period is an assumption, and on the calendar basis who joins and
/// leaves within one period is exposed for the whole of it, the time before joining included. With periods of one month the difference
/// to [`MemberDays`](crate::cohort::MemberDays) is small.
///
/// # Example: left in the second year of membership
///
/// ```
/// use kaiin::{Day, EndReason, cohort::{ActuarialExposure, ExposureBasis, ObservationWindow, PeriodLength, Span}};
/// let day = |text: &str| text.parse::<Day>();
/// let window = ObservationWindow::through(day("2020-01-01")?, day("2023-12-31")?)?;
/// let study = ActuarialExposure::new(window, ExposureBasis::Anniversary(PeriodLength::Year), &[EndReason::Voluntary]);
/// let spans = [
///     Span::open(day("2021-10-20")?).until(day("2023-04-11")?, EndReason::Voluntary), // 1, then 1
///     Span::open(day("2022-10-20")?), // 1, then 2023-10-20 to 2023-12-31: 73 of 366 days
/// ];
/// let table = study.table(spans);
/// let second = &table.periods()[1].1;
/// assert_eq!(second.claims(), 1);
/// assert_eq!(second.exposure(), 1.0 + 73.0 / 366.0);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// D. B. Atkinson, J. K. McGarry, *Experience Study Calculations*, Society of Actuaries, 2016 (revised 2019), on the annual exposure
/// method. The treatment of short months and of periods cut by the window follows the documentation of R `actxps`, "Exposure
/// calculations".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ActuarialExposure {
    window: ObservationWindow,
    basis: ExposureBasis,
    reasons: Vec<EndReason>,
    exit_day: ExitDay,
    convention: ExposureConvention,
}

impl ActuarialExposure {
    /// A study of the exits for some reasons; without any reason every exit is exposed only up to its day.
    #[must_use]
    pub fn new(window: ObservationWindow, basis: ExposureBasis, reasons: &[EndReason]) -> Self {
        let mut reasons = reasons.to_vec();
        reasons.sort_unstable();
        reasons.dedup();
        Self { window, basis, reasons, exit_day: ExitDay::default(), convention: ExposureConvention::default() }
    }

    /// On which day an exit is booked.
    #[must_use]
    pub fn exit_day(self, exit_day: ExitDay) -> Self {
        Self { exit_day, ..self }
    }

    /// How the last period of a person is found.
    #[must_use]
    pub fn convention(self, convention: ExposureConvention) -> Self {
        Self { convention, ..self }
    }

    /// The window of the study.
    #[must_use]
    pub fn window(&self) -> ObservationWindow {
        self.window
    }

    /// The periods of the study.
    #[must_use]
    pub fn basis(&self) -> ExposureBasis {
        self.basis
    }

    /// The reasons studied, in the order of their codes.
    #[must_use]
    pub fn reasons(&self) -> &[EndReason] {
        &self.reasons
    }

    /// The periods of all spans one by one, in the order of the spans and of time; nothing is held in memory.
    ///
    /// A span gives at most one row a period of the window.
    pub fn rows<'a>(&'a self, spans: impl IntoIterator<Item = Span> + 'a) -> impl Iterator<Item = ExposureRow> + 'a {
        spans.into_iter().enumerate().flat_map(move |(span_number, span)| {
            let course = self.course(&span);
            course.into_iter().flat_map(move |course| (course.first..=course.last).filter_map(move |n| self.row(span_number, course, n)))
        })
    }

    /// The exposure and the exits of all spans, added up by period.
    #[must_use]
    pub fn table(&self, spans: impl IntoIterator<Item = Span>) -> ExposureTable {
        ExposureTable::sum(self.clone(), self.rows(spans))
    }

    /// Whether exits for a reason are studied.
    fn studies(&self, reason: EndReason) -> bool {
        self.reasons.contains(&reason)
    }

    /// From which period to which a span is exposed; `None` when it is not.
    fn course(&self, span: &Span) -> Option<Course> {
        let (exit, until) = self.last_day(span)?;
        let observed = span.entry().max(self.window.from());
        if until < observed || (self.convention == ExposureConvention::Actxps && self.actxps_leaves_out(span, exit)) {
            return None;
        }
        let grid = self.basis.grid(span, observed);
        let (first, last) = match (self.basis, self.convention) {
            (ExposureBasis::Calendar(..), _) => (grid.containing(observed), grid.containing(until)),
            (ExposureBasis::Anniversary(_), ExposureConvention::ByDay) => (grid.first_from(observed), grid.containing(until)),
            (ExposureBasis::Anniversary(_), ExposureConvention::Actxps) => (grid.first_from(observed), grid.elapsed(until)),
        };
        Some(Course { grid, observed, until, exit: exit.map(|(_, reason)| reason), first, last })
    }

    /// The exit inside the window, if any, and the last day that counts as exposed.
    fn last_day(&self, span: &Span) -> Option<(Option<(Day, EndReason)>, Day)> {
        let last = self.window.last();
        match (span.end, span.exit) {
            (Some(_), Some(_)) => {
                let exit = span.booked_exit(self.exit_day)?;
                Some(if exit.0 > last { (None, last) } else { (Some(exit), exit.0) })
            }
            (Some(end), None) => Some((None, end.plus_days(-1).unwrap_or(end).min(last))),
            (None, _) => Some((None, last)),
        }
    }

    fn actxps_leaves_out(&self, span: &Span, exit: Option<(Day, EndReason)>) -> bool {
        span.start >= self.window.last() || exit.is_some_and(|(day, _)| day <= self.window.from())
    }

    fn row(&self, span: usize, course: Course, number: u32) -> Option<ExposureRow> {
        let (start, end) = (course.grid.start(number), course.grid.start(number + 1));
        let exit = course.exit.filter(|_| number == course.last);
        let length = u32::try_from(end.since(start)).ok().filter(|length| *length > 0)?;
        let from = start.max(course.observed);
        let through = if number == course.last { course.until } else { end.plus_days(-1).unwrap_or(end) };
        let studied = exit.is_some_and(|reason| self.studies(reason));
        let days = if studied { length } else { u32::try_from(through.since(from) + 1).unwrap_or(0) };
        Some(ExposureRow { span, period: self.basis.key(number, start), start, end, days, length, exit, studied })
    }
}

impl fmt::Display for ActuarialExposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<&str> = self.reasons.iter().map(|reason| reason.name()).collect();
        let (window, basis, exit_day, convention) = (self.window, self.basis, self.exit_day, self.convention);
        write!(f, "window {window}, {basis}, reasons [{}], {exit_day}, {convention}", reasons.join(", "))
    }
}

/// The periods through which one span is exposed.
#[derive(Debug, Clone, Copy)]
struct Course {
    grid: PeriodGrid,
    /// First day under observation.
    observed: Day,
    /// Last day exposed, included.
    until: Day,
    exit: Option<EndReason>,
    first: u32,
    last: u32,
}

/// The exposure of one person in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ExposureRow {
    /// Position of the span among those given, from 0.
    pub span: usize,
    /// The period.
    pub period: ExposurePeriod,
    /// First day of the period.
    pub start: Day,
    /// First day after the period.
    pub end: Day,
    /// Days exposed; all of the period after an exit for a studied reason.
    pub days: u32,
    /// Days of the period.
    pub length: u32,
    /// Why the person left in this period; `None` when the membership went on.
    pub exit: Option<EndReason>,
    /// Whether the exit is for a reason studied.
    pub studied: bool,
}

impl ExposureRow {
    /// The part of the period exposed.
    #[must_use]
    pub fn exposure(&self) -> f64 {
        f64::from(self.days) / f64::from(self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::PeriodLength;
    use crate::time::FiscalCalendar;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn study(basis: ExposureBasis) -> ActuarialExposure {
        let window = ObservationWindow::through(day("2018-04-01"), day("2023-06-30")).unwrap();
        ActuarialExposure::new(window, basis, &[EndReason::Voluntary])
    }

    fn shown(study: &ActuarialExposure, span: Span) -> Vec<(String, u32, u32)> {
        study.rows([span]).map(|row| (row.start.to_string(), row.days, row.length)).collect()
    }

    fn is(rows: &[(&str, u32, u32)]) -> Vec<(String, u32, u32)> {
        rows.iter().map(|(start, days, length)| ((*start).to_owned(), *days, *length)).collect()
    }

    #[test]
    fn a_year_of_membership_that_began_before_the_window_is_left_out() {
        let study = study(ExposureBasis::Anniversary(PeriodLength::Year));
        let joined = Span::open(day("2017-10-14"));
        assert_eq!(shown(&study, joined.until(day("2018-04-16"), EndReason::Voluntary)), []);
        let left = joined.until(day("2019-10-13"), EndReason::Death);
        assert_eq!(shown(&study, left), is(&[("2018-10-14", 365, 365)]));
        assert_eq!(shown(&study, left.observed_from(day("2018-10-15"))), []);
    }

    #[test]
    fn a_calendar_period_that_the_window_cuts_is_exposed_in_part() {
        let study = study(ExposureBasis::Calendar(PeriodLength::Year, FiscalCalendar::calendar_year()));
        // 2018-04-01 to 2018-12-31 are 275 days, 2019-01-01 to 2019-02-10 are 41.
        let other = Span::open(day("2015-05-05")).until(day("2019-02-10"), EndReason::Death);
        assert_eq!(shown(&study, other), is(&[("2018-01-01", 275, 365), ("2019-01-01", 41, 365)]));
        let studied = Span::open(day("2019-03-01")).until(day("2019-03-01"), EndReason::Voluntary);
        assert_eq!(shown(&study, studied), is(&[("2019-01-01", 365, 365)]));
    }

    #[test]
    fn quarters_follow_the_fiscal_year() {
        let calendar = FiscalCalendar::new(5, 16, crate::time::YearLabel::StartYear).unwrap();
        let study = study(ExposureBasis::Calendar(PeriodLength::Quarter, calendar));
        let rows = shown(&study, Span::open(day("2023-02-15")));
        // 16 November to 15 February are 92 days, the last of them exposed.
        assert_eq!(rows, is(&[("2022-11-16", 1, 92), ("2023-02-16", 89, 89), ("2023-05-16", 46, 92)]));
    }

    #[test]
    fn who_is_observed_only_to_a_cut_is_exposed_to_the_day_before_it() {
        let study = study(ExposureBasis::Anniversary(PeriodLength::Month));
        let cut = Span { end: Some(day("2020-02-11")), ..Span::open(day("2020-01-01")) };
        assert_eq!(shown(&study, cut), is(&[("2020-01-01", 31, 31), ("2020-02-01", 10, 29)]));
    }

    #[test]
    fn the_last_day_in_can_carry_the_exit() {
        let joined = Span::open(day("2020-04-01")).until(day("2021-04-01"), EndReason::Voluntary);
        let study = study(ExposureBasis::Anniversary(PeriodLength::Year));
        assert_eq!(study.rows([joined]).count(), 2);
        let rows: Vec<_> = study.exit_day(ExitDay::LastDayIn).rows([joined]).map(|row| (row.days, row.exit)).collect();
        assert_eq!(rows, [(365, Some(EndReason::Voluntary))]);
    }

    #[test]
    fn an_exit_on_the_edge_of_the_window_counts_unless_actxps_is_followed() {
        let study = study(ExposureBasis::Calendar(PeriodLength::Month, FiscalCalendar::calendar_year()));
        let first = Span::open(day("2018-01-01")).until(day("2018-04-01"), EndReason::Voluntary);
        let last = Span::open(day("2023-06-30"));
        assert_eq!(study.rows([first, last]).count(), 2);
        assert_eq!(study.convention(ExposureConvention::Actxps).rows([first, last]).count(), 0);
    }

    #[test]
    fn who_left_before_the_window_or_joined_after_it_gives_no_row() {
        for basis in [ExposureBasis::Anniversary(PeriodLength::Year), ExposureBasis::Calendar(PeriodLength::Year, FiscalCalendar::japan())]
        {
            let gone = Span::open(day("2010-01-01")).until(day("2018-03-31"), EndReason::Voluntary);
            let later = Span::open(day("2023-07-01"));
            let reversed = Span::open(day("2020-07-01")).until(day("2020-06-01"), EndReason::Voluntary);
            assert_eq!(study(basis).rows([gone, later, reversed]).count(), 0);
        }
    }
}
