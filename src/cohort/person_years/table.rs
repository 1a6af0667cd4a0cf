//! Of the members at the start of each fiscal year, how many left within it: by tenure, year, age, standing and segment?
//!
//! One member in one year is one trial. The trials are counted into cells as the register is read; no row a person and year is ever made.

use super::settings::{LONGEST_TENURE, OtherExits, PersonYearSettings, StandingAxis};
use crate::cohort::grouping::{Group, GroupBy};
use crate::cohort::span::ExitDay;
use crate::cohort::tenure::TenureRules;
use crate::episode::Standing;
use crate::error::{Error, Result};
use crate::licensees::CohortRule;
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar, LeapDay};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// Person-years that are in no cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct LeftOut {
    /// The first day of membership is not known, and so no tenure.
    pub tenure_unknown: u64,
    /// The member left for a reason that is not studied ([`OtherExits::LeftOut`]).
    pub other_exits: u64,
}

/// Members at the start of a fiscal year who are alike, and how many left within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonYearRow {
    /// Completed years of membership on the day before the year.
    pub tenure: u32,
    /// The fiscal year.
    pub period: FiscalYear,
    /// The age at which their band begins; `None` when the day of birth is not known, they are younger than the first band, or ages are
    /// not told apart.
    pub age: Option<u32>,
    /// Their standing on the day before the year; `None` when standings are not told apart.
    pub standing: Option<Standing>,
    /// Their licence cohort, year of joining and segments on the day before the year.
    pub group: Group,
    /// Members at the start of the year.
    pub trials: u64,
    /// Those of them who left within it.
    pub events: u64,
}

/// What tells a cell from all others, in the order of rows.
pub(super) type Identity<'a> = (FiscalYear, u32, Option<u32>, Option<Standing>, &'a Group);

impl PersonYearRow {
    pub(super) fn identity(&self) -> Identity<'_> {
        (self.period, self.tenure, self.age, self.standing, &self.group)
    }
}

/// Members at the start of each fiscal year and leavers within it, by what is known at the start: what a hazard regression is made from.
///
/// A member is one trial of a fiscal year who is on the roll on the day before it begins, whatever the standing. The member has the event
/// when the membership ends within the year (for a reason studied); who comes back within the year has left all the same. Only years that
/// the register covers to their last day count. Who joins and leaves within one fiscal year is in no trial.
///
/// # Properties
///
/// Trials of a year are its opening stock in a [`CohortTable`](crate::cohort::CohortTable), those of unknown tenure included. The order
/// of rows never matters. The merged tables of two parts of a register (no person in both) are the table of the whole.
///
/// # Example
///
/// ```
/// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register, cohort::PersonYearTable};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2020, 4, 1)?),
///     Episode::new("B", day(2020, 5, 1)?).until(day(2022, 6, 30)?, EndReason::Arrears),
/// ];
/// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = PersonYearTable::settings(FiscalCalendar::japan()).count(&register)?;
/// let rows: Vec<_> = table.rows().iter().map(|row| (row.period.get(), row.tenure, row.trials, row.events)).collect();
/// assert_eq!(rows, [(2021, 0, 2, 0), (2022, 1, 2, 1)]); // 2020 had no member at its start
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonYearTable {
    pub(super) settings: PersonYearSettings,
    pub(super) as_of: Day,
    pub(super) rows: Vec<PersonYearRow>,
    pub(super) left_out: LeftOut,
}

impl PersonYearTable {
    /// Settings for a table by tenure and fiscal year of all leavers.
    pub fn settings(calendar: FiscalCalendar) -> PersonYearSettings {
        PersonYearSettings {
            calendar,
            rule: CohortRule::of(calendar),
            group_by: GroupBy::nothing(),
            tenure: TenureRules::default(),
            longest_tenure: LONGEST_TENURE,
            ages: Vec::new(),
            standing: StandingAxis::Together,
            reasons: Vec::new(),
            other_exits: OtherExits::default(),
            exit_day: ExitDay::default(),
            leap_day: LeapDay::default(),
        }
    }

    /// How it was counted.
    pub fn made_by(&self) -> &PersonYearSettings {
        &self.settings
    }

    /// The cells in which there was a trial, by period, then tenure, age, standing and group.
    #[must_use]
    pub fn rows(&self) -> &[PersonYearRow] {
        &self.rows
    }

    /// Person-years that are in no cell.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// The fiscal years that have trials, ascending.
    #[must_use]
    pub fn periods(&self) -> Vec<FiscalYear> {
        let mut periods: Vec<FiscalYear> = self.rows.iter().map(|row| row.period).collect();
        periods.dedup();
        periods
    }

    /// The table of two registers with no person in both.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when the settings or the extract dates differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        let mismatch = |what, left: String, right: String| Err(Error::Mismatch { what, left, right });
        if self.as_of != other.as_of {
            return mismatch("extract date", self.as_of.to_string(), other.as_of.to_string());
        }
        if self.settings != other.settings {
            return mismatch("settings", format!("{:?}", self.settings), format!("{:?}", other.settings));
        }
        let mut rows = [self.rows.as_slice(), other.rows.as_slice()].concat();
        rows.sort_by(|a, b| a.identity().cmp(&b.identity()));
        rows.dedup_by(|next, row| {
            let same = next.identity() == row.identity();
            if same {
                row.trials += next.trials;
                row.events += next.events;
            }
            same
        });
        let left_out = LeftOut {
            tenure_unknown: self.left_out.tenure_unknown + other.left_out.tenure_unknown,
            other_exits: self.left_out.other_exits + other.left_out.other_exits,
        };
        Ok(Self { settings: self.settings.clone(), as_of: self.as_of, rows, left_out })
    }

    /// One row a cell: `period`, `tenure`, `age` and `standing` where told apart, the columns of the groups, `trials`, `events`.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let counts =
            |value: fn(&PersonYearRow) -> u64| Values::Integers(self.rows.iter().map(|row| i64::try_from(value(row)).ok()).collect());
        let mut columns = self.settings.columns_of(&self.rows);
        columns.push(("trials".into(), counts(|row| row.trials)));
        columns.push(("events".into(), counts(|row| row.events)));
        Table::of_columns("person_years", columns)
    }
}

impl PersonYearSettings {
    /// What tells the cells apart, as columns.
    pub(crate) fn columns_of(&self, rows: &[PersonYearRow]) -> Vec<(String, Values)> {
        let mut columns: Vec<(String, Values)> = vec![
            ("period".into(), Values::Integers(rows.iter().map(|row| Some(i64::from(row.period.get()))).collect())),
            ("tenure".into(), Values::Integers(rows.iter().map(|row| Some(i64::from(row.tenure))).collect())),
        ];
        if !self.ages.is_empty() {
            columns.push(("age".into(), Values::Texts(rows.iter().map(|row| row.age.map(|age| self.age_label(age))).collect())));
        }
        if self.standing == StandingAxis::Apart {
            let standing = |row: &PersonYearRow| row.standing.map(|standing| standing.name().to_owned());
            columns.push(("standing".into(), Values::Texts(rows.iter().map(standing).collect())));
        }
        let groups: Vec<&Group> = rows.iter().map(|row| &row.group).collect();
        columns.extend(self.group_by.columns_of(&groups));
        columns
    }

    /// `30-39` for the band from 30 to 39, `60+` for the last.
    fn age_label(&self, from: u32) -> String {
        match self.ages.iter().find(|&&next| next > from) {
            Some(next) => format!("{from}-{}", next - 1),
            None => format!("{from}+"),
        }
    }

    /// The names of the bands, ascending.
    pub(crate) fn age_labels(&self) -> Vec<String> {
        self.ages.iter().map(|&age| self.age_label(age)).collect()
    }
}

/// The members on the roll at the end of the extract date, by what tells them apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentMembers {
    pub(super) settings: PersonYearSettings,
    /// Positions of the persons in the register, ascending.
    pub(crate) persons: Vec<u32>,
    /// The cell of each of them.
    pub(crate) cell: Vec<u32>,
    pub(crate) cells: Vec<PersonYearRow>,
    pub(crate) tenure_unknown: u64,
}

impl CurrentMembers {
    /// Number of members with a known tenure.
    #[must_use]
    pub fn len(&self) -> usize {
        self.persons.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    /// The cells, without trials or events.
    #[must_use]
    pub fn cells(&self) -> &[PersonYearRow] {
        &self.cells
    }

    /// Members whose first day of membership is not known.
    #[must_use]
    pub fn tenure_unknown(&self) -> u64 {
        self.tenure_unknown
    }
}
