//! How many of each licence cohort had joined after each year: the entry triangle.

use crate::cohort::cohort_table::CohortTable;
use crate::cohort::grouping::{Group, GroupBy};
use crate::error::{Error, Result};
use crate::licensees::{CohortRule, Licensees};
use crate::table::{Table, Values};
use crate::time::{Day, FiscalCalendar};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most years between a licence and the last year looked at.
const MOST_YEARS: usize = 1_000;

/// One licence cohort of an [`EntryTriangle`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryTriangleRow {
    /// The licence cohort.
    pub cohort: FiscalYear,
    /// New licence holders of the cohort; `None` where not known.
    pub licensees: Option<u64>,
    /// Persons who had joined by the end of the licence year, of the year after, …; `None` where that year had not ended.
    pub entered: Vec<Option<u64>>,
}

/// Persons of each licence cohort who had joined by the end of each year since the licence.
///
/// A person counts once, on first joining, whatever came later; who joined before the licence year counts at age 0. Years that had not ended on
/// the extract date are not seen, not 0; a cohort of which nobody joined is a row of zeros when its licence holders are known. Law:
/// the triangles of the parts of a register add to that of the whole ([`EntryTriangle::merge`]).
///
/// # Example
///
/// ```
/// use kaiin::{Day, Episode, FiscalCalendar, FiscalYear, Licensees, Register, cohort::{CohortTable, EntryTriangle, GroupBy}};
/// let day = |y, m, d| Day::from_ymd(y, m, d);
/// let rows = [
///     Episode::new("A", day(2021, 4, 1)?).licensed(day(2021, 4, 1)?),
///     Episode::new("B", day(2022, 6, 1)?).licensed(day(2021, 4, 1)?), // a year late
///     Episode::new("C", day(2022, 6, 1)?).licensed(day(2022, 4, 1)?),
/// ];
/// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
/// let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().licence_cohort()).build(&register)?;
/// let licensees = Licensees::by_cohort([(FiscalYear(2021), 4), (FiscalYear(2022), 5)])?;
/// let triangle = EntryTriangle::of(&table, Some(&licensees))?;
/// assert_eq!(triangle.rows()[0].entered, [Some(1), Some(2)]);
/// assert_eq!(triangle.rows()[1].entered, [Some(1), None]); // the year after has not ended
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryTriangle {
    calendar: FiscalCalendar,
    rule: CohortRule,
    as_of: Day,
    rows: Vec<EntryTriangleRow>,
    left_out: Vec<FiscalYear>,
    licence_unknown: u64,
}

impl EntryTriangle {
    /// The triangle of a table that is grouped by licence cohort, among other things or alone.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when the table is not grouped by licence cohort; [`Error::Mismatch`] when licensees and table assign licences to
    /// cohorts by different rules; [`Error::Limit`] when a cohort lies more than 1,000 years back.
    pub fn of(table: &CohortTable, licensees: Option<&Licensees>) -> Result<Self> {
        if let Some(rule) = licensees.and_then(Licensees::rule).filter(|rule| *rule != table.cohort_rule()) {
            let (left, right) = (table.cohort_rule().to_string(), rule.to_string());
            return Err(Error::Mismatch { what: "cohort rule", left, right });
        }
        let by_cohort = table.regroup(&GroupBy::nothing().licence_cohort())?;
        Self::of_groups(&by_cohort, |_| true, licensees)
    }

    /// A triangle for each level of a segment, ascending; `None` is the level of those without one. `licensees` are taken by branch: levels
    /// that are no branch of theirs have none.
    ///
    /// # Errors
    ///
    /// As [`EntryTriangle::of`]; [`Error::MissingColumn`] also when the table is not grouped by the segment.
    pub fn by_segment(table: &CohortTable, segment: &str, licensees: Option<&Licensees>) -> Result<Vec<(Option<String>, Self)>> {
        let table = table.regroup(&GroupBy::nothing().licence_cohort().segment(segment))?;
        let level_of = |group: &Group| group.levels.first().and_then(|level| level.level.clone());
        let levels: BTreeSet<Option<String>> = table.groups().iter().map(level_of).collect();
        let of_level = |level: Option<String>| {
            let own = level.as_ref().and_then(|level| licensees?.of_branch(level));
            Ok((level.clone(), Self::of_groups(&table, |group| level_of(group) == level, own.as_ref())?))
        };
        levels.into_iter().map(of_level).collect()
    }

    /// The triangle of the chosen groups of a table by licence cohort.
    fn of_groups(table: &CohortTable, chosen: impl Fn(&Group) -> bool, licensees: Option<&Licensees>) -> Result<Self> {
        let (mut joined, mut licence_unknown) = (BTreeMap::<FiscalYear, BTreeMap<FiscalYear, u64>>::new(), 0);
        for (at, group) in table.groups().iter().enumerate().filter(|(_, group)| chosen(group)) {
            let entered = table.rows_of(at).into_iter().filter_map(|row| Some((row.year?, row.joined? + row.present?)));
            match group.licence_cohort.flatten() {
                None => licence_unknown += entered.map(|(_, count)| count).sum::<u64>(),
                Some(cohort) => {
                    let years = joined.entry(cohort).or_default();
                    entered.for_each(|(year, count)| *years.entry(year).or_insert(0) += count);
                }
            }
        }
        let known = |year: FiscalYear| licensees.and_then(|licensees| licensees.new_licensees(year)).and_then(|new| new.value.count());
        for cohort in licensees.map(Licensees::years).unwrap_or_default().into_iter().filter(|year| known(*year).is_some()) {
            joined.entry(cohort).or_default();
        }
        let last = last_ended(table);
        let is_seen = |cohort: &FiscalYear| *cohort <= last && !table.record_begins_after(*cohort);
        let left_out: Vec<FiscalYear> = joined.keys().copied().filter(|cohort| !is_seen(cohort)).collect();
        joined.retain(|cohort, _| is_seen(cohort));
        let ages = joined.keys().next().map_or(0, |first| usize::try_from(last.since(*first)).unwrap_or(0) + 1);
        if ages > MOST_YEARS {
            let advice = "correct the licence dates that lie so far back".into();
            return Err(Error::Limit { what: "years since the first licence", found: ages as u64, limit: MOST_YEARS as u64, advice });
        }
        let row = |(cohort, years): (FiscalYear, BTreeMap<FiscalYear, u64>)| EntryTriangleRow {
            cohort,
            licensees: known(cohort),
            entered: entered_by_age(cohort, &years, last, ages),
        };
        let rows = joined.into_iter().map(row).collect();
        let (calendar, rule, as_of) = (table.calendar(), table.cohort_rule(), table.as_of());
        Ok(Self { calendar, rule, as_of, rows, left_out, licence_unknown })
    }

    /// The triangle of two parts together: no person is in both. A cell is seen where both have seen it; a cohort that one of them does not
    /// have counts as nobody in it.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] when calendar, cohort rule or extract date differ.
    pub fn merge(&self, other: &Self) -> Result<Self> {
        let differ = |what, left: String, right: String| if left == right { Ok(()) } else { Err(Error::Mismatch { what, left, right }) };
        differ("fiscal calendar", self.calendar.to_string(), other.calendar.to_string())?;
        differ("cohort rule", self.rule.to_string(), other.rule.to_string())?;
        differ("extract date", self.as_of.to_string(), other.as_of.to_string())?;
        let mut rows: BTreeMap<FiscalYear, EntryTriangleRow> = BTreeMap::new();
        for row in self.rows.iter().chain(&other.rows) {
            rows.entry(row.cohort).and_modify(|sum| *sum = sum.plus(row)).or_insert_with(|| row.clone());
        }
        let ages = rows.values().map(|row| row.entered.len()).max().unwrap_or(0);
        rows.values_mut().for_each(|row| row.entered.resize(ages, None));
        let left_out: BTreeSet<FiscalYear> = self.left_out.iter().chain(&other.left_out).copied().collect();
        rows.retain(|cohort, _| !left_out.contains(cohort));
        Ok(Self {
            rows: rows.into_values().collect(),
            left_out: left_out.into_iter().collect(),
            licence_unknown: self.licence_unknown + other.licence_unknown,
            ..*self
        })
    }

    /// The cohorts, ascending, each with one cell for every age.
    #[must_use]
    pub fn rows(&self) -> &[EntryTriangleRow] {
        &self.rows
    }

    /// Cohorts that are known of but not in the triangle: their licence year had not ended, or members of them may have come and gone before
    /// the record began.
    #[must_use]
    pub fn left_out(&self) -> &[FiscalYear] {
        &self.left_out
    }

    /// Persons who joined and whose licence cohort is not known: they are in no row, so entrants may be too few by them.
    #[must_use]
    pub fn licence_unknown(&self) -> u64 {
        self.licence_unknown
    }

    /// The fiscal calendar.
    #[must_use]
    pub fn calendar(&self) -> FiscalCalendar {
        self.calendar
    }

    /// Which fiscal year's cohort a licence date belongs to.
    #[must_use]
    pub fn cohort_rule(&self) -> CohortRule {
        self.rule
    }

    /// The extract date.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// Persons of a cohort who had joined by an age in years; `None` when the cell has not been seen.
    #[must_use]
    pub fn entered(&self, cohort: FiscalYear, age: usize) -> Option<u64> {
        self.rows.iter().find(|row| row.cohort == cohort).and_then(|row| row.entered.get(age).copied().flatten())
    }

    /// All seen cells as columns: cohort, licensees, age in years, entrants so far, their share of the licensees.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let cells =
            || self.rows.iter().flat_map(|row| row.entered.iter().enumerate().filter_map(move |(age, cell)| Some((row, age, (*cell)?))));
        let share = |licensees: Option<u64>, cell: u64| licensees.filter(|&count| count > 0).map(|count| cell as f64 / count as f64);
        let columns = [
            ("cohort", Values::Integers(cells().map(|(row, ..)| Some(i64::from(row.cohort.get()))).collect())),
            ("licensees", Values::Integers(cells().map(|(row, ..)| row.licensees.map(|count| count as i64)).collect())),
            ("age_years", Values::Integers(cells().map(|(_, age, _)| Some(age as i64)).collect())),
            ("entered", Values::Integers(cells().map(|(.., cell)| Some(cell as i64)).collect())),
            ("share", Values::Reals(cells().map(|(row, _, cell)| share(row.licensees, cell)).collect())),
        ];
        Table::of_columns("entry_triangle", columns)
    }
}

impl EntryTriangleRow {
    /// The sum of two rows of one cohort.
    fn plus(&self, other: &Self) -> Self {
        let entered = self.entered.iter().zip(&other.entered).map(|(a, b)| Some((*a)? + (*b)?));
        let licensees = self.licensees.zip(other.licensees).map(|(a, b)| a + b);
        Self { cohort: self.cohort, licensees, entered: entered.collect() }
    }
}

/// The last fiscal year that had ended on the extract date.
fn last_ended(table: &CohortTable) -> FiscalYear {
    let year = table.calendar().year_of(table.as_of());
    let has_ended = table.calendar().end_of(year).is_ok_and(|end| end <= table.as_of().next());
    if has_ended { year } else { year.plus(-1) }
}

/// The running sum of joiners by age, as far as years have ended.
fn entered_by_age(cohort: FiscalYear, years: &BTreeMap<FiscalYear, u64>, last: FiscalYear, ages: usize) -> Vec<Option<u64>> {
    let mut sum: u64 = years.range(..cohort).map(|(_, count)| count).sum();
    let cell = |age: usize| {
        let year = cohort.plus(i32::try_from(age).unwrap_or(i32::MAX));
        sum += years.get(&year).copied().unwrap_or(0);
        (year <= last).then_some(sum)
    };
    (0..ages).map(cell).collect()
}
