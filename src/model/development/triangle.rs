//! Which numbers are developed: cumulative entrants by licence cohort and age, from a register or typed in.

use crate::cohort::EntryTriangle;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The largest number that a cell may hold, and the smallest above 0: quotients, squares and their sums keep their digits.
const LARGEST: f64 = 1e30;
const SMALLEST: f64 = 1e-30;

/// One licence cohort of a [`DevelopmentTriangle`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DevelopmentRow {
    /// The licence cohort, or whatever year the numbers originate in.
    pub cohort: FiscalYear,
    /// New licence holders of the cohort; `None` where not known.
    pub licensees: Option<f64>,
    /// Who had joined by age 0, 1, 2, …; `None` where not seen.
    pub cumulative: Vec<Option<f64>>,
}

impl DevelopmentRow {
    /// The last age with a seen cell, and that cell.
    #[must_use]
    pub fn latest(&self) -> Option<(usize, f64)> {
        self.cumulative.iter().enumerate().rev().find_map(|(age, cell)| cell.map(|cell| (age, cell)))
    }

    /// The cell of an age; `None` where not seen.
    pub(super) fn at(&self, age: usize) -> Option<f64> {
        self.cumulative.get(age).copied().flatten()
    }
}

/// Cumulative numbers by cohort and age. A cell that has not been seen is `None`; a 0 is a number like others.
///
/// Ages are steps of one length, for licence cohorts years since the licence: age 0 is the licence year itself. Cells may be missing
/// anywhere; growth from one age to the next is learnt from the cohorts seen at both.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, model::development::DevelopmentTriangle};
/// let triangle = DevelopmentTriangle::of_cumulative([
///     (FiscalYear(2021), vec![Some(60.0), Some(90.0), Some(99.0)]),
///     (FiscalYear(2022), vec![Some(80.0), Some(110.0)]),
///     (FiscalYear(2023), vec![Some(70.0)]),
/// ])?
/// .with_licensees([(FiscalYear(2021), 110.0), (FiscalYear(2022), 130.0), (FiscalYear(2023), 120.0)])?;
/// assert_eq!(triangle.rows()[1].latest(), Some((1, 110.0)));
/// assert_eq!(triangle.ages(), 3);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DevelopmentTriangle {
    rows: Vec<DevelopmentRow>,
    ages: usize,
}

impl DevelopmentTriangle {
    /// A triangle of cumulative numbers, one row a cohort, in any order.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no cell is seen; [`Error::Setting`] when a cell is negative, not finite or of a size beyond all
    /// counting (1e30), or a cohort is given twice.
    pub fn of_cumulative(rows: impl IntoIterator<Item = (FiscalYear, Vec<Option<f64>>)>) -> Result<Self> {
        let mut by_cohort: BTreeMap<FiscalYear, Vec<Option<f64>>> = BTreeMap::new();
        for (cohort, cells) in rows {
            if let Some(bad) = cells.iter().flatten().find(|cell| **cell != 0.0 && !(SMALLEST..=LARGEST).contains(*cell)) {
                let reason = format!("of cohort {cohort} is not 0 or between {SMALLEST:e} and {LARGEST:e}; leave unseen cells empty");
                return Err(Error::setting("cumulative number", bad, reason));
            }
            if by_cohort.insert(cohort, cells).is_some() {
                return Err(Error::setting("cohort", cohort, "is given twice; give each cohort one row"));
            }
        }
        let rows = by_cohort.into_iter().map(|(cohort, cumulative)| DevelopmentRow { cohort, licensees: None, cumulative });
        Self::of_rows(rows.collect())
    }

    /// A triangle of the numbers that were added at each age; they are summed up to the first that was not seen.
    ///
    /// # Errors
    ///
    /// As [`DevelopmentTriangle::of_cumulative`], of the sums.
    pub fn of_increments(rows: impl IntoIterator<Item = (FiscalYear, Vec<Option<f64>>)>) -> Result<Self> {
        let summed = |increments: Vec<Option<f64>>| {
            let mut sum = Some(0.0);
            increments
                .into_iter()
                .map(|increment| {
                    sum = sum.zip(increment).map(|(sum, increment)| sum + increment);
                    sum
                })
                .collect()
        };
        Self::of_cumulative(rows.into_iter().map(|(cohort, increments)| (cohort, summed(increments))))
    }

    /// The triangle of the entrants of a register.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no cell is seen.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::cohort::{CohortTable, EntryTriangle, GroupBy};
    /// use kaiin::model::development::{ChainLadderSettings, DevelopmentTriangle};
    /// use kaiin::{Day, Episode, FiscalCalendar, FiscalYear, Licensees, Register};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let rows = [
    ///     Episode::new("A", day(2021, 4, 1)?).licensed(day(2021, 4, 1)?),
    ///     Episode::new("B", day(2022, 6, 1)?).licensed(day(2021, 4, 1)?), // a year late
    ///     Episode::new("C", day(2022, 6, 1)?).licensed(day(2022, 4, 1)?),
    /// ];
    /// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let table = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().licence_cohort()).build(&register)?;
    /// let licensees = Licensees::by_cohort([(FiscalYear(2021), 4), (FiscalYear(2022), 5)])?;
    /// let triangle = DevelopmentTriangle::of_entrants(&EntryTriangle::of(&table, Some(&licensees))?)?;
    /// let ladder = ChainLadderSettings::new().fit(&triangle)?;
    /// assert_eq!(ladder.cohorts()[1].ultimate, Some(2.0)); // as many again as in the licence year
    /// assert_eq!(ladder.cohorts()[1].entry_rate(), Some(0.4)); // of 5 licence holders
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_entrants(entries: &EntryTriangle) -> Result<Self> {
        let rows = entries.rows().iter().map(|row| DevelopmentRow {
            cohort: row.cohort,
            licensees: row.licensees.map(|count| count as f64),
            cumulative: row.entered.iter().map(|cell| cell.map(|count| count as f64)).collect(),
        });
        Self::of_rows(rows.collect())
    }

    /// Rows of one length, without ages that nobody was seen at.
    fn of_rows(mut rows: Vec<DevelopmentRow>) -> Result<Self> {
        let ages = rows.iter().filter_map(DevelopmentRow::latest).map(|(age, _)| age + 1).max().unwrap_or(0);
        if ages == 0 {
            let advice = "give the persons of at least one cohort who had joined".into();
            return Err(Error::NoRows { input: "the development triangle".into(), advice });
        }
        rows.iter_mut().for_each(|row| row.cumulative.resize(ages, None));
        Ok(Self { rows, ages })
    }

    /// The triangle with the new licence holders of cohorts, the denominators of entry rates; cohorts that are not in the triangle are
    /// added to it as cohorts of which nothing is seen.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a number is not above 0, or above 1e30.
    pub fn with_licensees(mut self, licensees: impl IntoIterator<Item = (FiscalYear, f64)>) -> Result<Self> {
        for (cohort, count) in licensees {
            if !(SMALLEST..=LARGEST).contains(&count) {
                let reason = format!("of cohort {cohort} is not above 0 and at most {LARGEST:e}; leave the cohort out");
                return Err(Error::setting("licensees", count, reason));
            }
            match self.rows.binary_search_by_key(&cohort, |row| row.cohort) {
                Ok(at) => self.rows[at].licensees = Some(count),
                Err(at) => self.rows.insert(at, DevelopmentRow { cohort, licensees: Some(count), cumulative: vec![None; self.ages] }),
            }
        }
        Ok(self)
    }

    /// The cohorts, ascending, each with one cell for every age.
    #[must_use]
    pub fn rows(&self) -> &[DevelopmentRow] {
        &self.rows
    }

    /// How many ages there are: 0 up to one less than this.
    #[must_use]
    pub fn ages(&self) -> usize {
        self.ages
    }

    /// The cells at an age and the next, of the cohorts seen at both.
    pub(super) fn pairs(&self, age: usize) -> impl Iterator<Item = (&DevelopmentRow, f64, f64)> {
        self.rows.iter().filter_map(move |row| Some((row, row.at(age)?, row.at(age + 1)?)))
    }

    /// All seen cells as columns: cohort, licensees, age in years, entrants so far, their share of the licensees.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let cells = || {
            let of_row = |row| (0..self.ages).filter_map(move |age| Some((row, age, DevelopmentRow::at(row, age)?)));
            self.rows.iter().flat_map(of_row)
        };
        let share = |row: &DevelopmentRow, cell: f64| row.licensees.map(|licensees| cell / licensees);
        let columns = [
            ("cohort", Values::Integers(cells().map(|(row, ..)| Some(i64::from(row.cohort.get()))).collect())),
            ("licensees", Values::Reals(cells().map(|(row, ..)| row.licensees).collect())),
            ("age_years", Values::Integers(cells().map(|(_, age, _)| Some(age as i64)).collect())),
            ("entered", Values::Reals(cells().map(|(.., cell)| Some(cell)).collect())),
            ("share", Values::Reals(cells().map(|(row, _, cell)| share(row, cell)).collect())),
        ];
        Table::of_columns("development_triangle", columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn increments_are_summed_up_to_the_first_unseen() {
        let triangle = DevelopmentTriangle::of_increments([
            (FiscalYear(2), vec![Some(5.0), Some(0.0), Some(2.0)]),
            (FiscalYear(1), vec![Some(3.0), None, Some(2.0)]),
        ])
        .unwrap();
        assert_eq!(triangle.rows()[0].cumulative, [Some(3.0), None, None]);
        assert_eq!(triangle.rows()[1].cumulative, [Some(5.0), Some(5.0), Some(7.0)]);
    }

    #[test]
    fn bad_cells_double_cohorts_and_nothing_at_all_are_refused() {
        let of = |cells: Vec<Option<f64>>| DevelopmentTriangle::of_cumulative([(FiscalYear(1), cells)]).map_err(|error| error.code());
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(of(vec![Some(bad)]), Err("setting"));
        }
        assert_eq!(of(vec![None, None]), Err("no_rows"));
        assert_eq!(of(vec![]), Err("no_rows"));
        assert_eq!(of(vec![Some(1.0), None, None]).unwrap().ages(), 1);
        let twice = DevelopmentTriangle::of_cumulative([(FiscalYear(1), vec![Some(1.0)]), (FiscalYear(1), vec![Some(2.0)])]);
        assert_eq!(twice.unwrap_err().code(), "setting");
        assert_eq!(of(vec![Some(1.0)]).unwrap().with_licensees([(FiscalYear(1), 0.0)]).unwrap_err().code(), "setting");
    }
}
