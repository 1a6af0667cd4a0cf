//! The rows of a register as Cox regression elsewhere takes them (counting process: start, stop, event).

use crate::cohort::{GroupBy, Grouping};
use crate::episode::EndReason;
use crate::error::Result;
use crate::licensees::CohortRule;
use crate::register::{Entry, EpisodeView, Exit, Register};
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar, LeapDay, completed_years};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// Where the rows of one membership are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowSplit {
    /// Where the standing or a segment changes: one row an episode. The default.
    #[default]
    Episodes,
    /// There and at the start of each fiscal year, so that the year can be a covariate.
    FiscalYears,
}

/// Settings of the rows of a register for Cox regression in R or lifelines, which this crate leaves to them.
///
/// One row is `(start, stop]` in days since the first day of the membership, with the day of the exit as the event: who is seen from day 100
/// on enters late. Memberships whose first day is not known, and those at risk on no day, are left out and counted.
///
/// ```text
/// R:          coxph(Surv(start, stop, event) ~ branch + factor(period), data = rows, id = person, cluster = person)
/// lifelines:  CoxTimeVaryingFitter().fit(rows, id_col="membership", start_col="start", stop_col="stop", event_col="event")
/// ```
///
/// (lifelines wants numbers: `pandas.get_dummies(rows[[…]])` first, and without the columns of words.)
///
/// # Example
///
/// ```
/// use kaiin::model::regression::CountingProcess;
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register};
/// let rows = [Episode::new("A", Day::from_ymd(2020, 4, 1)?).until(Day::from_ymd(2020, 4, 11)?, EndReason::Voluntary)];
/// let register = Register::settings_as_of(Day::from_ymd(2022, 3, 31)?).build(&rows.into_iter().collect())?;
/// let rows = CountingProcess::new(FiscalCalendar::japan()).rows(&register)?.table;
/// assert_eq!((rows.column("stop").unwrap().text(0), rows.column("event").unwrap().text(0)), ("10".into(), "1".into()));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `rows` is called"]
pub struct CountingProcess {
    calendar: FiscalCalendar,
    rule: CohortRule,
    group_by: GroupBy,
    split: RowSplit,
    reasons: Vec<EndReason>,
    leap_day: LeapDay,
}

/// The rows, and what is not in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountingProcessRows {
    /// One row a stretch at risk, by person and time: `person` (its key), `membership` (a number), `start`, `stop`, `event` (0 or 1),
    /// `reason`, `tenure` (completed years at the start of the row), `period` (the fiscal year of the start of the row), `standing`, and the
    /// columns of the groups.
    pub table: Table,
    /// Memberships left out because their first day is not known.
    pub start_unknown: u64,
    /// Memberships left out because they were at risk on no day.
    pub never_at_risk: u64,
}

impl CountingProcessRows {
    /// The rows as named columns.
    #[must_use]
    pub fn to_table(&self) -> Table {
        self.table.clone()
    }
}

impl CountingProcess {
    /// Rows of episodes without cohorts and segments, with every exit as an event.
    pub fn new(calendar: FiscalCalendar) -> Self {
        Self {
            calendar,
            rule: CohortRule::of(calendar),
            group_by: GroupBy::nothing(),
            split: RowSplit::default(),
            reasons: Vec::new(),
            leap_day: LeapDay::default(),
        }
    }

    /// With columns for licence cohort, year of joining and segments.
    pub fn by(mut self, group_by: GroupBy) -> Self {
        self.group_by = group_by;
        self
    }

    /// Which fiscal year's cohort a licence date belongs to.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// Where the rows of a membership are cut.
    pub fn split(mut self, split: RowSplit) -> Self {
        self.split = split;
        self
    }

    /// Exits for other reasons are censored; every reason counts unless told.
    pub fn reasons(mut self, reasons: &[EndReason]) -> Self {
        self.reasons = reasons.to_vec();
        self
    }

    /// When those who joined on 29 February complete a year of tenure.
    pub fn leap_day(mut self, rule: LeapDay) -> Self {
        self.leap_day = rule;
        self
    }

    /// The rows of a register.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`](crate::Error::MissingColumn) for a segment that the register has not.
    pub fn rows(&self, register: &Register) -> Result<CountingProcessRows> {
        let grouping = Grouping::new(register, &self.group_by, self.calendar, self.rule)?;
        let mut found = Found::default();
        for person in 0..register.persons() {
            self.add_person(register, person, &mut found);
        }
        let table = self.table(register, &grouping, &found.rows);
        Ok(CountingProcessRows { table, start_unknown: found.start_unknown, never_at_risk: found.never_at_risk })
    }

    fn add_person(&self, register: &Register, person: usize, found: &mut Found) {
        let mut begun: Option<Day> = None;
        let mut rows_before = found.rows.len();
        for (at, episode) in register.range_of(person).zip(register.episodes_of(person)) {
            if episode.entry != Entry::Continued {
                begun = episode.start_known.then_some(episode.start);
                found.membership += 1;
                rows_before = found.rows.len();
            }
            if let Some(begun) = begun {
                self.add_episode(register, at, &episode, begun, found);
            }
            if episode.exit != Exit::Continued {
                found.start_unknown += u64::from(begun.is_none());
                found.never_at_risk += u64::from(begun.is_some() && found.rows.len() == rows_before);
            }
        }
    }

    /// The rows of one episode; the last of them has the exit.
    fn add_episode(&self, register: &Register, at: usize, episode: &EpisodeView, begun: Day, found: &mut Found) {
        let until = episode.end.unwrap_or_else(|| register.as_of().next());
        let mut from = episode.observed;
        while from < until {
            let period = self.calendar.year_of(from);
            let cut = match self.split {
                RowSplit::Episodes => until,
                RowSplit::FiscalYears => self.calendar.end_of(period).map_or(until, |end| end.min(until)),
            };
            let exit = match episode.exit {
                Exit::Left(reason) if cut == until => Some(reason),
                _ => None,
            };
            found.rows.push(Row {
                person: episode.person,
                membership: found.membership,
                at,
                start: from.since(begun),
                stop: cut.since(begun),
                exit: exit.filter(|reason| self.reasons.is_empty() || self.reasons.contains(reason)),
                tenure: completed_years(begun, from, self.leap_day),
                period,
                standing: episode.standing.name(),
            });
            from = cut;
        }
    }

    fn table(&self, register: &Register, grouping: &Grouping<'_>, rows: &[Row]) -> Table {
        let whole = |value: &dyn Fn(&Row) -> i64| Values::Integers(rows.iter().map(|row| Some(value(row))).collect());
        let texts = |value: &dyn Fn(&Row) -> Option<String>| Values::Texts(rows.iter().map(value).collect());
        let groups: Vec<_> = rows.iter().map(|row| grouping.group(grouping.key(row.at))).collect();
        let mut columns: Vec<(String, Values)> = vec![
            ("person".into(), texts(&|row| Some(register.person_key(row.person)))),
            ("membership".into(), whole(&|row| row.membership)),
            ("start".into(), whole(&|row| i64::from(row.start))),
            ("stop".into(), whole(&|row| i64::from(row.stop))),
            ("event".into(), whole(&|row| i64::from(row.exit.is_some()))),
            ("reason".into(), texts(&|row| row.exit.map(|reason| reason.to_string()))),
            ("tenure".into(), whole(&|row| i64::from(row.tenure))),
            ("period".into(), whole(&|row| i64::from(row.period.get()))),
            ("standing".into(), texts(&|row| Some(row.standing.to_owned()))),
        ];
        columns.extend(self.group_by.columns_of(&groups.iter().collect::<Vec<_>>()));
        Table::of_columns("counting_process", columns)
    }
}

/// Rows as they are found.
#[derive(Default)]
struct Found {
    rows: Vec<Row>,
    membership: i64,
    start_unknown: u64,
    never_at_risk: u64,
}

/// One stretch at risk.
struct Row {
    person: usize,
    membership: i64,
    at: usize,
    start: i32,
    stop: i32,
    exit: Option<EndReason>,
    tenure: u32,
    period: FiscalYear,
    standing: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::Episode;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn rows_are_cut_at_fiscal_years_and_only_the_last_has_the_event() {
        let rows = [
            Episode::new("A", day("2020-03-22")).until(day("2021-04-11"), EndReason::Arrears),
            Episode::new("B", day("2021-12-31")).until(day("2021-12-31"), EndReason::Death),
        ];
        let register = Register::settings_as_of(day("2022-03-31")).build(&rows.into_iter().collect()).unwrap();
        let found = CountingProcess::new(FiscalCalendar::japan()).split(RowSplit::FiscalYears).rows(&register).unwrap();
        let column = |name: &str| (0..3).map(|row| found.table.column(name).unwrap().text(row)).collect::<Vec<_>>().join(" ");
        assert_eq!((found.table.rows(), found.never_at_risk), (3, 1));
        // 10 days of March 2020, the 365 of fiscal 2020, 10 of April 2021.
        assert_eq!((column("start"), column("stop"), column("event")), ("0 10 375".into(), "10 375 385".into(), "0 0 1".into()));
        assert_eq!((column("period"), column("tenure")), ("2019 2020 2021".into(), "0 0 1".into()));
        let censored = CountingProcess::new(FiscalCalendar::japan()).reasons(&[EndReason::Voluntary]).rows(&register).unwrap();
        assert_eq!(censored.table.column("event").unwrap().text(0), "0");
    }
}
