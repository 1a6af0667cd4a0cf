//! How many days were members at risk, and how many left, in each year of membership and each fiscal year (Lexis table)?
//!
//! The exact denominator of every rate that a later stage makes: integers, so tables of parts add up to the table of the whole.

use super::kernel::{Periods, Tally};
use crate::cohort::movement::Coverage;
use crate::cohort::span::{ExitCounts, ExitDay, ObservationWindow, Span};
use crate::cohort::stretch::stretches_of;
use crate::cohort::tenure::TenureRules;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::register::Register;
use crate::table::{Table, Values};
use crate::time::{FiscalCalendar, LeapDay};
use crate::unit::{FiscalYear, PersonDays};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The settings of a [`MemberDays`] table: which days, which periods, and when a year of membership is completed.
///
/// # Example: two people, by year of membership and fiscal year
///
/// ```
/// use kaiin::{Day, EndReason, FiscalYear, cohort::{LexisGrid, ObservationWindow, Span}};
/// let day = |text: &str| text.parse::<Day>();
/// let window = ObservationWindow::new(day("2020-04-01")?, day("2023-04-01")?)?;
/// let table = LexisGrid::new(window).count([
///     Span::open(day("2019-04-01")?), // second, third and fourth year of membership
///     Span::open(day("2021-10-01")?).until(day("2022-04-11")?, EndReason::Voluntary), // 182 days, then 10
/// ]);
/// assert_eq!(table.cell(1, FiscalYear(2020)).unwrap().days.get(), 365);
/// let second = table.cell(0, FiscalYear(2022)).unwrap();
/// assert_eq!((second.days.get(), second.exits.of(EndReason::Voluntary)), (10, 1));
/// assert_eq!(table.total().days.get(), 3 * 365 + 192);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LexisGrid {
    window: ObservationWindow,
    calendar: FiscalCalendar,
    leap_day: LeapDay,
    exit_day: ExitDay,
    #[serde(default)]
    tenure: TenureRules,
}

impl LexisGrid {
    /// A grid over a window, with fiscal years from April ([`FiscalCalendar::japan`]), anniversaries of 29 February on the 28th, and
    /// exits booked on the first day out, and tenure from the start of each membership ([`TenureRules::default`]).
    #[must_use]
    pub fn new(window: ObservationWindow) -> Self {
        let (calendar, leap_day) = (FiscalCalendar::default(), LeapDay::default());
        Self { window, calendar, leap_day, exit_day: ExitDay::default(), tenure: TenureRules::default() }
    }

    /// The fiscal years that make the columns.
    #[must_use]
    pub fn calendar(self, calendar: FiscalCalendar) -> Self {
        Self { calendar, ..self }
    }

    /// When those who joined on 29 February complete a year.
    #[must_use]
    pub fn leap_day(self, leap_day: LeapDay) -> Self {
        Self { leap_day, ..self }
    }

    /// On which day an exit is booked.
    #[must_use]
    pub fn exit_day(self, exit_day: ExitDay) -> Self {
        Self { exit_day, ..self }
    }

    /// When tenure runs, for [`LexisGrid::count_register`]; spans say it themselves by their starts.
    #[must_use]
    pub fn tenure(self, tenure: TenureRules) -> Self {
        Self { tenure, ..self }
    }

    /// Counts the days at risk and the exits of all members of a register.
    ///
    /// Days on leave are days at risk. Where tenure stops during leave they are counted at the years completed before it, and so is an
    /// exit on leave. Memberships whose first day is not known have no tenure and are left out. With [`TenureRules::default`] the table
    /// is that of the spells, each a [`Span`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::{Day, Episode, EndReason, FiscalYear, Register, cohort::{LexisGrid, ObservationWindow, TenureOnReturn, TenureRules}};
    /// let day = |text: &str| text.parse::<Day>();
    /// let rows = [
    ///     Episode::new("A", day("2020-04-01")?).until(day("2022-04-01")?, EndReason::Arrears), // two years
    ///     Episode::new("A", day("2023-04-01")?), // 365 days later
    /// ];
    /// let register = Register::settings_as_of(day("2024-03-31")?).build(&rows.into_iter().collect())?;
    /// let grid = LexisGrid::new(ObservationWindow::through(day("2023-04-01")?, day("2024-03-31")?)?);
    /// for (on_return, tenure) in [(TenureOnReturn::Restarts, 0), (TenureOnReturn::Resumes, 2), (TenureOnReturn::RunsOn, 3)] {
    ///     let table = grid.tenure(TenureRules { on_return, ..Default::default() }).count_register(&register);
    ///     assert_eq!(table.cell(tenure, FiscalYear(2023)).map(|cell| cell.days.get()), Some(366));
    /// }
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn count_register(self, register: &Register) -> MemberDays {
        let index = Periods::new(self.calendar);
        let first = index.locate(self.window.from()).period;
        let width = index.locate(self.window.last()).period - first + 1;
        let mut tally = Tally::new(&index, first, width);
        let mut cells = Cells { width, cells: Vec::new() };
        for stretch in (0..register.persons()).flat_map(|person| stretches_of(register, person, self.tenure)) {
            let anniversary = index.anniversary(stretch.origin, self.leap_day);
            let (from, to) =
                (stretch.observed.max(self.window.from()), stretch.end.map_or(self.window.to(), |end| end.min(self.window.to())));
            let standing_at = (!stretch.runs).then(|| index.cell(anniversary, stretch.start).tenure);
            match standing_at {
                _ if from >= to => {}
                None => tally.add(&index, anniversary, from, to),
                Some(tenure) => index.days_by_period(from, to).for_each(|(period, days)| cells.at(tenure, period - first).days.0 += days),
            }
            if let Some((day, reason)) = stretch.booked_exit(self.exit_day).filter(|(day, _)| self.window.contains(*day)) {
                let cell = index.cell(anniversary, day);
                cells.at(standing_at.unwrap_or(cell.tenure), cell.period - first).exits.count(reason);
            }
        }
        tally.days(&index, |tenure, column, days| cells.at(tenure, column).days.0 += days);
        MemberDays { grid: self, first_period: index.label(first), width, cells: cells.cells }
    }

    /// Counts the days at risk and the exits of all spans.
    ///
    /// A person is at risk on the days of `[max(start, observed_from, window.from), min(end, window.to))`. An exit is counted in the
    /// cell of the day on which it is booked ([`ExitDay`]), when that day lies in the window; a person who joined and left on one day
    /// adds an exit and no days. A span that ends before it starts adds nothing.
    ///
    /// Takes time proportional to the spans plus the cells, without walking through the years of a span, and memory that does not
    /// grow with the number of spans.
    #[must_use]
    pub fn count(self, spans: impl IntoIterator<Item = Span>) -> MemberDays {
        let index = Periods::new(self.calendar);
        let first = index.locate(self.window.from()).period;
        let width = index.locate(self.window.last()).period - first + 1;
        let mut tally = Tally::new(&index, first, width);
        let mut cells = Cells { width, cells: Vec::new() };
        for span in spans {
            let anniversary = index.anniversary(span.start, self.leap_day);
            if let Some((from, to)) = self.window.at_risk(&span) {
                tally.add(&index, anniversary, from, to);
            }
            if let Some((day, reason)) = self.window.exit(&span, self.exit_day) {
                let cell = index.cell(anniversary, day);
                cells.at(cell.tenure, cell.period - first).exits.count(reason);
            }
        }
        tally.days(&index, |tenure, column, days| cells.at(tenure, column).days.0 += days);
        MemberDays { grid: self, first_period: index.label(first), width, cells: cells.cells }
    }
}

impl fmt::Display for LexisGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "window {}, {}, leap day {:?}, {}, {}", self.window, self.calendar, self.leap_day, self.exit_day, self.tenure)
    }
}

/// Days at risk and exits of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct AtRisk {
    /// Days at risk, summed over persons.
    pub days: PersonDays,
    /// Exits by reason.
    pub exits: ExitCounts,
}

impl AtRisk {
    fn is_empty(self) -> bool {
        self == Self::default()
    }

    fn add(&mut self, other: Self) {
        self.days.0 += other.days.0;
        self.exits.add(other.exits);
    }
}

/// One cell of the Lexis table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LexisCell {
    /// Completed years of membership: 0 in the first year.
    pub tenure: u32,
    /// The fiscal year.
    pub period: FiscalYear,
    /// Days at risk and exits in it.
    pub at_risk: AtRisk,
}

/// Days at risk and exits by tenure year and fiscal year, made by [`LexisGrid::count`].
///
/// # Properties
///
/// The total days are the days of all spans inside the window. The order of the spans changes nothing; a span cut into two that touch
/// ([`Span`]) changes nothing; the merged tables of any partition are the table of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberDays {
    grid: LexisGrid,
    first_period: FiscalYear,
    width: usize,
    /// Row by row of tenure, `width` columns each.
    cells: Vec<AtRisk>,
}

impl MemberDays {
    /// The settings that made the table.
    #[must_use]
    pub fn grid(&self) -> LexisGrid {
        self.grid
    }

    /// The fiscal years that the window touches, in order.
    pub fn periods(&self) -> impl Iterator<Item = FiscalYear> + '_ {
        (0..self.width).map(|column| self.first_period.plus(column as i32))
    }

    /// How much of a fiscal year the window covers: a year that it cuts is incomplete, not low. `None` when the window does not touch
    /// the year.
    #[must_use]
    pub fn coverage(&self, period: FiscalYear) -> Option<Coverage> {
        let (calendar, window) = (self.grid.calendar, self.grid.window);
        let (start, end) = (calendar.start_of(period).ok()?, calendar.end_of(period).ok()?);
        (start < window.to() && window.from() < end).then(|| Coverage::of(start < window.from(), end <= window.to()))
    }

    /// Days and exits in the year of membership that follows `tenure` completed years, in one fiscal year; `None` when the window does
    /// not touch that fiscal year. Zero days mean that nobody was at risk.
    #[must_use]
    pub fn cell(&self, tenure: u32, period: FiscalYear) -> Option<AtRisk> {
        let column = usize::try_from(period.since(self.first_period)).ok().filter(|column| *column < self.width)?;
        Some(self.cells.get((tenure as usize).saturating_mul(self.width).saturating_add(column)).copied().unwrap_or_default())
    }

    /// All cells in which somebody was at risk or left, by tenure, then period.
    pub fn cells(&self) -> impl Iterator<Item = LexisCell> + '_ {
        let width = self.width.max(1); // 0 only in a damaged file
        let all = self.cells.iter().enumerate().filter(|(_, at_risk)| !at_risk.is_empty());
        all.map(move |(k, at_risk)| LexisCell {
            tenure: (k / width) as u32,
            period: self.first_period.plus((k % width) as i32),
            at_risk: *at_risk,
        })
    }

    /// Days and exits of the whole table.
    #[must_use]
    pub fn total(&self) -> AtRisk {
        sum(self.cells().map(|cell| ((), cell.at_risk))).remove(&()).unwrap_or_default()
    }

    /// The table regrouped by completed years of membership.
    #[must_use]
    pub fn by_tenure(&self) -> BTreeMap<u32, AtRisk> {
        sum(self.cells().map(|cell| (cell.tenure, cell.at_risk)))
    }

    /// The table regrouped by fiscal year.
    #[must_use]
    pub fn by_period(&self) -> BTreeMap<FiscalYear, AtRisk> {
        sum(self.cells().map(|cell| (cell.period, cell.at_risk)))
    }

    /// The table of the spans of both tables, which must hold different spans.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        if self.grid != other.grid {
            return Err(Error::Mismatch { what: "grid", left: self.grid.to_string(), right: other.grid.to_string() });
        }
        let (longer, shorter) = if self.cells.len() >= other.cells.len() { (self, other) } else { (other, self) };
        let mut merged = longer.clone();
        merged.cells.iter_mut().zip(&shorter.cells).for_each(|(cell, more)| cell.add(*more));
        Ok(merged)
    }

    /// One row a cell: `tenure`, `period`, `coverage`, `person_days`, `exits`, and `exits_…` for each reason.
    ///
    /// # Errors
    ///
    /// None in practice: all columns have one length.
    pub fn to_table(&self) -> Result<Table> {
        let cells: Vec<LexisCell> = self.cells().collect();
        let whole = |value: &dyn Fn(&LexisCell) -> i64| Values::Integers(cells.iter().map(|cell| Some(value(cell))).collect());
        let coverage = cells.iter().map(|cell| self.coverage(cell.period).map(|coverage| coverage.name().to_owned())).collect();
        let mut table = Table::new("member_days")
            .with("tenure", whole(&|cell| i64::from(cell.tenure)))?
            .with("period", whole(&|cell| i64::from(cell.period.get())))?
            .with("coverage", Values::Texts(coverage))?
            .with("person_days", whole(&|cell| cell.at_risk.days.get() as i64))?
            .with("exits", whole(&|cell| cell.at_risk.exits.total() as i64))?;
        for reason in EndReason::ALL {
            table = table.with(format!("exits_{reason}"), whole(&|cell| cell.at_risk.exits.of(reason) as i64))?;
        }
        Ok(table)
    }
}

fn sum<K: Ord>(cells: impl Iterator<Item = (K, AtRisk)>) -> BTreeMap<K, AtRisk> {
    let mut sums = BTreeMap::<K, AtRisk>::new();
    for (key, at_risk) in cells {
        sums.entry(key).or_default().add(at_risk);
    }
    sums
}

/// Cells that grow by whole rows of tenure.
struct Cells {
    width: usize,
    cells: Vec<AtRisk>,
}

impl Cells {
    fn at(&mut self, tenure: usize, column: usize) -> &mut AtRisk {
        if self.cells.len() <= tenure * self.width {
            self.cells.resize((tenure + 1) * self.width, AtRisk::default());
        }
        &mut self.cells[tenure * self.width + column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Day;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn grid(from: &str, to: &str) -> LexisGrid {
        LexisGrid::new(ObservationWindow::new(day(from), day(to)).unwrap())
    }

    #[test]
    fn a_leaver_on_the_day_of_joining_is_an_exit_without_days() {
        let span = Span::open(day("2021-07-01")).until(day("2021-07-01"), EndReason::Voluntary);
        let total = grid("2021-04-01", "2022-04-01").count([span]).total();
        assert_eq!((total.days.get(), total.exits.total()), (0, 1));
    }

    #[test]
    fn who_leaves_at_the_end_of_the_fiscal_year_is_booked_in_it_only_when_asked() {
        // 2020-04-01 to 2021-03-31 inclusive: 365 days, all in the first year of membership and in fiscal 2020.
        let span = Span::open(day("2020-04-01")).until(day("2021-04-01"), EndReason::Voluntary);
        let grid = grid("2020-04-01", "2022-04-01");
        let out = grid.count([span]);
        assert_eq!(out.cell(0, FiscalYear(2020)).unwrap().exits.total(), 0);
        assert_eq!(out.cell(1, FiscalYear(2021)).unwrap().exits.total(), 1);
        let within = grid.exit_day(ExitDay::LastDayIn).count([span]);
        let cell = within.cell(0, FiscalYear(2020)).unwrap();
        assert_eq!((cell.days.get(), cell.exits.total()), (365, 1));
        assert_eq!(within.total().exits.total(), 1);
    }

    #[test]
    fn a_year_that_the_window_cuts_is_incomplete_and_one_outside_is_absent() {
        let table = grid("2020-05-01", "2022-04-01").count([Span::open(day("2020-04-01"))]);
        let coverage: Vec<_> = (2019..=2022).map(|year| table.coverage(FiscalYear(year))).collect();
        assert_eq!(coverage, [None, Some(Coverage::BeginsWithin), Some(Coverage::Complete), None]);
        assert_eq!(table.cell(0, FiscalYear(2022)), None);
        assert_eq!(table.cell(40, FiscalYear(2021)), Some(AtRisk::default()));
        assert_eq!(table.periods().collect::<Vec<_>>(), [FiscalYear(2020), FiscalYear(2021)]);
    }

    #[test]
    fn the_widest_window_and_the_earliest_start_are_counted() {
        let table = grid("1801-01-01", "2199-01-01").count([Span::open(Day::MIN)]);
        assert_eq!(table.total().days.get(), day("2199-01-01").since(day("1801-01-01")) as u64);
        assert_eq!(table.by_tenure().into_keys().last(), Some(398));
    }

    #[test]
    fn different_windows_are_not_merged() {
        let (left, right) = (grid("2020-04-01", "2021-04-01").count([]), grid("2020-04-01", "2022-04-01").count([]));
        assert_eq!(left.merge(&right).unwrap_err().code(), "mismatch");
    }

    #[test]
    fn the_table_has_a_row_a_cell() {
        let table = grid("2020-04-01", "2022-04-01").count([Span::open(day("2020-10-01"))]).to_table().unwrap();
        assert_eq!(table.rows(), 3);
        assert_eq!(table.column("person_days").unwrap().text(0), "182");
    }
}
