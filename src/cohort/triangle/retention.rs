//! How many of a cohort are still members after each year: the retention triangle.

use super::entrant::{Changes, Life};
use crate::cohort::span::ExitDay;
use crate::cohort::tenure::{TenureDuringLeave, TenureOnReturn, TenureRules};
use crate::episode::LicenceDate;
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::register::{Entry, EpisodeView, Register};
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar, LeapDay, completed_years};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// When a member of a cohort is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum AgeClock {
    /// On the anniversaries of the member's own first day. The default: everyone has had the same time.
    #[default]
    Anniversary,
    /// On the last day of the fiscal year of joining, then of every later one: as annual reports count.
    FiscalYearEnd,
}

/// Which memberships count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum SpellsCounted {
    /// The first spell only: who lapsed stays lapsed. The default: a retention curve that never rises.
    #[default]
    First,
    /// Every spell: who came back counts again.
    All,
}

/// What a cohort is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum TriangleCohort {
    /// Persons who joined for the first time in one fiscal year.
    #[default]
    Joined,
    /// Persons of one licence cohort who ever joined; ages are counted from joining.
    Licensed,
}

/// How a [`RetentionTriangle`] is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `build` is called"]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct TriangleSettings {
    calendar: FiscalCalendar,
    rule: CohortRule,
    cohort: TriangleCohort,
    clock: AgeClock,
    spells: SpellsCounted,
    leap_day: LeapDay,
    #[serde(default = "TenureRules::since_joining")]
    pub(super) tenure: TenureRules,
    #[serde(default)]
    pub(super) exit_day: ExitDay,
}

impl TriangleSettings {
    /// What a cohort is made of.
    pub fn cohort(mut self, cohort: TriangleCohort) -> Self {
        self.cohort = cohort;
        self
    }

    /// Which fiscal year's cohort a licence date belongs to.
    pub fn cohort_rule(mut self, rule: CohortRule) -> Self {
        self.rule = rule;
        self
    }

    /// When members are looked at again.
    pub fn clock(mut self, clock: AgeClock) -> Self {
        self.clock = clock;
        self
    }

    /// Which memberships count.
    pub fn spells(mut self, spells: SpellsCounted) -> Self {
        self.spells = spells;
        self
    }

    /// When someone who joined on 29 February completes a year.
    pub fn leap_day(mut self, rule: LeapDay) -> Self {
        self.leap_day = rule;
        self
    }

    /// When tenure runs: during leave, and after a return where [`SpellsCounted::All`]. Unless told, an age is the time since joining
    /// ([`TenureRules::SINCE_JOINING`]).
    ///
    /// Where tenure does not run, a member is looked at later: age 3 is the day on which three years are completed that count. Where it
    /// restarts, each membership enters its own cohort: memberships stand in the place of persons, in [`TriangleRow::entrants`] and in
    /// [`RetentionTriangle::left_out`] too.
    ///
    /// Weak where leaves are long: a cell is seen when everyone of the cohort has had the time, and who is on leave for years has not.
    pub fn tenure(mut self, rules: TenureRules) -> Self {
        self.tenure = rules;
        self
    }

    /// On which day a leaver counts as gone, when that is a day on which members are looked at: on the first day out unless told, as in
    /// [`CohortTableSettings::exit_day`](crate::cohort::CohortTableSettings::exit_day).
    pub fn exit_day(mut self, rule: ExitDay) -> Self {
        self.exit_day = rule;
        self
    }

    /// Builds the triangle in one pass over the episodes.
    ///
    /// Persons whose first day is not known, or who were not observed from it, belong to no cohort; they are counted in
    /// [`RetentionTriangle::left_out`].
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when members are looked at on the last days of fiscal years and tenure stops during leave or, with all spells
    /// counted, resumes on return: those days come whether tenure runs or not.
    pub fn build(&self, register: &Register) -> Result<RetentionTriangle> {
        self.check()?;
        let mut cohorts: BTreeMap<FiscalYear, Changes> = BTreeMap::new();
        let mut left_out = 0;
        for person in 0..register.persons() {
            let mut life: Option<Life> = None;
            for episode in register.episodes_of(person) {
                match self.beginning(episode.entry) {
                    Beginning::None => {}
                    Beginning::Ignored => break,
                    Beginning::Return => life.iter_mut().for_each(|life| life.come_back(self, &episode)),
                    Beginning::Entrant => {
                        life.take().into_iter().for_each(|life| life.close(self, &mut cohorts));
                        life = self.cohort_of(register, &episode).map(|cohort| Life::new(cohort, &episode, register.as_of()));
                        left_out += u64::from(life.is_none());
                    }
                }
                life.iter_mut().for_each(|life| life.pass(self, &episode));
            }
            life.into_iter().for_each(|life| life.close(self, &mut cohorts));
        }
        let rows = cohorts.into_iter().map(|(cohort, changes)| changes.row(cohort)).collect();
        Ok(RetentionTriangle { settings: *self, as_of: register.as_of(), left_out, rows })
    }

    /// Refuses rules of tenure that fixed days of looking cannot follow.
    fn check(&self) -> Result<()> {
        let stops = self.tenure.during_leave == TenureDuringLeave::Stops;
        let resumes = self.spells == SpellsCounted::All && self.tenure.on_return == TenureOnReturn::Resumes;
        if self.clock == AgeClock::FiscalYearEnd && (stops || resumes) {
            let advice = "cannot be followed at the ends of fiscal years, which come whether tenure runs or not; use anniversaries";
            return Err(Error::setting("tenure", self.tenure, advice));
        }
        Ok(())
    }

    /// What the beginning of an episode means for the cohorts.
    fn beginning(&self, entry: Entry) -> Beginning {
        match entry {
            Entry::Continued => Beginning::None,
            Entry::Reinstated if self.spells == SpellsCounted::First => Beginning::Ignored,
            Entry::Reinstated if self.tenure.on_return != TenureOnReturn::Restarts => Beginning::Return,
            Entry::Present | Entry::Joined | Entry::Reinstated => Beginning::Entrant,
        }
    }

    /// The cohort of a membership by its first episode; `None` when it is not known.
    fn cohort_of(&self, register: &Register, first: &EpisodeView) -> Option<FiscalYear> {
        if !first.start_known || first.observed > first.start {
            return None;
        }
        match self.cohort {
            TriangleCohort::Joined => Some(self.calendar.year_of(first.start)),
            TriangleCohort::Licensed => match register.licensed(first.person)? {
                LicenceDate::Day(day) => Some(self.rule.cohort_of(day)),
                LicenceDate::Cohort(year) => Some(year),
            },
        }
    }

    /// The first age, counted from `origin`, at which the day of looking is not before `day`.
    pub(super) fn first_age_from(&self, origin: Day, day: Day) -> usize {
        match self.clock {
            AgeClock::Anniversary if day <= origin => 0,
            AgeClock::Anniversary => completed_years(origin, Day::from_days_unchecked(day.days() - 1), self.leap_day) as usize + 1,
            AgeClock::FiscalYearEnd => usize::try_from(self.calendar.year_of(day).since(self.calendar.year_of(origin))).unwrap_or(0),
        }
    }
}

/// What the beginning of an episode means for the cohorts.
enum Beginning {
    /// Nothing: the membership goes on.
    None,
    /// The end of what counts.
    Ignored,
    /// Someone who has a cohort comes back.
    Return,
    /// Someone enters a cohort.
    Entrant,
}

/// One cohort of a triangle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct TriangleRow {
    /// The fiscal year of the cohort.
    pub cohort: FiscalYear,
    /// Persons of the cohort.
    pub entrants: u64,
    /// Members at age 0, 1, 2, … years; `None` where not everyone of the cohort has reached the age: not yet seen, not lost.
    pub remaining: Vec<Option<u64>>,
}

/// How many of each cohort are still members after each year.
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, EndReason, FiscalCalendar, Register, cohort::RetentionTriangle};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2021, 4, 1)?),
///     Episode::new("B", day(2021, 6, 1)?).until(day(2022, 3, 31)?, EndReason::Voluntary),
/// ];
/// let register = Register::settings_as_of(day(2023, 5, 31)?).build(&rows.into_iter().collect())?;
/// let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).build(&register)?;
/// let row = &triangle.rows()[0];
/// assert_eq!(row.entrants, 2);
/// assert_eq!(row.remaining, [Some(2), Some(1), None]); // B's second anniversary would be 2023-06-01: not yet seen
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct RetentionTriangle {
    settings: TriangleSettings,
    as_of: Day,
    left_out: u64,
    rows: Vec<TriangleRow>,
}

impl RetentionTriangle {
    /// Settings for a triangle of join cohorts by fiscal years of `calendar`, looked at on anniversaries, first spells only.
    pub fn settings(calendar: FiscalCalendar) -> TriangleSettings {
        TriangleSettings {
            calendar,
            rule: CohortRule::of(calendar),
            cohort: TriangleCohort::default(),
            clock: AgeClock::default(),
            spells: SpellsCounted::default(),
            leap_day: LeapDay::default(),
            tenure: TenureRules::SINCE_JOINING,
            exit_day: ExitDay::default(),
        }
    }

    /// The cohorts, ascending.
    #[must_use]
    pub fn rows(&self) -> &[TriangleRow] {
        &self.rows
    }

    /// Persons who belong to no cohort because their first day, or their licence, is not known or lies before observation.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The extract date.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The fiscal calendar.
    #[must_use]
    pub fn calendar(&self) -> FiscalCalendar {
        self.settings.calendar
    }

    /// When members are looked at again.
    #[must_use]
    pub fn clock(&self) -> AgeClock {
        self.settings.clock
    }

    /// What a cohort is made of.
    #[must_use]
    pub fn cohorts_of(&self) -> TriangleCohort {
        self.settings.cohort
    }

    /// Which memberships count.
    #[must_use]
    pub fn spells_counted(&self) -> SpellsCounted {
        self.settings.spells
    }

    /// When tenure runs.
    #[must_use]
    pub fn tenure(&self) -> TenureRules {
        self.settings.tenure
    }

    /// On which day a leaver counts as gone.
    #[must_use]
    pub fn exit_day(&self) -> ExitDay {
        self.settings.exit_day
    }

    /// Members of a cohort remaining at an age in years; `None` when the cell has not been seen.
    #[must_use]
    pub fn remaining(&self, cohort: FiscalYear, age: usize) -> Option<u64> {
        self.rows.iter().find(|row| row.cohort == cohort).and_then(|row| row.remaining.get(age).copied().flatten())
    }

    /// All seen cells as columns: cohort, entrants, age in years, remaining members and their share.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let cells = || {
            self.rows.iter().flat_map(|row| {
                row.remaining.iter().enumerate().filter_map(move |(age, remaining)| remaining.map(|remaining| (row, age, remaining)))
            })
        };
        let columns = [
            ("cohort", Values::Integers(cells().map(|(row, ..)| Some(i64::from(row.cohort.get()))).collect())),
            ("entrants", Values::Integers(cells().map(|(row, ..)| Some(row.entrants as i64)).collect())),
            ("age_years", Values::Integers(cells().map(|(_, age, _)| Some(age as i64)).collect())),
            ("remaining", Values::Integers(cells().map(|(.., remaining)| Some(remaining as i64)).collect())),
            ("share", Values::Reals(cells().map(|(row, _, remaining)| Some(remaining as f64 / row.entrants as f64)).collect())),
        ];
        Table::of_columns("retention_triangle", columns)
    }
}
