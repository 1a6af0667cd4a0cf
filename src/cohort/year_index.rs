//! From a day to the position of its fiscal year, by table: one load instead of a division.

use crate::error::{Error, Result};
use crate::time::Day;
use crate::unit::FiscalYear;

/// A run of consecutive fiscal years with a table from days to positions in it.
///
/// Days outside the table, "absent" and "still lasts" all have the position after the last year.
#[derive(Debug, Clone)]
pub(crate) struct YearIndex {
    first: FiscalYear,
    years: usize,
    base: i32,
    table: Vec<u16>,
}

impl YearIndex {
    /// The index of the days from `first_day` to `last_day`, both included, whose years are told by `year_of`.
    pub(crate) fn new(first_day: Day, last_day: Day, year_of: impl Fn(Day) -> FiscalYear) -> Self {
        let first = year_of(first_day);
        let years = usize::try_from(year_of(last_day).since(first)).unwrap_or(0) + 1;
        let mut table: Vec<u16> = (first_day.days()..=last_day.days())
            .map(|day| u16::try_from(year_of(Day::from_days_unchecked(day)).since(first)).unwrap_or(u16::MAX))
            .collect();
        table.push(years as u16);
        Self { first, years, base: first_day.days(), table }
    }

    /// An index without any year: every day has position 0.
    pub(crate) fn empty() -> Self {
        Self { first: FiscalYear(0), years: 0, base: 0, table: vec![0] }
    }

    /// An index of years given as such; days are never looked up in it.
    pub(crate) fn of_years(first: FiscalYear, last: FiscalYear) -> Result<Self> {
        let years = u64::try_from(last.since(first)).unwrap_or(0) + 1;
        if years > 1_000 {
            let advice = format!("licence cohorts run from {first} to {last}; correct them");
            return Err(Error::Limit { what: "licence cohorts", found: years, limit: 1_000, advice });
        }
        Ok(Self { first, years: years as usize, base: 0, table: vec![years as u16] })
    }

    /// Number of years.
    pub(crate) fn len(&self) -> usize {
        self.years
    }

    /// The year at a position; `None` for the position after the last.
    pub(crate) fn year(&self, position: usize) -> Option<FiscalYear> {
        (position < self.years).then(|| self.first.plus(position as i32))
    }

    /// The position of a year; the position after the last when it is not one of them.
    pub(crate) fn position_of_year(&self, year: FiscalYear) -> usize {
        usize::try_from(year.since(self.first)).map_or(self.years, |position| position.min(self.years))
    }

    /// The first day of the table.
    pub(crate) fn first_day(&self) -> i32 {
        self.base
    }

    /// The position of the year of a day.
    #[inline(always)]
    pub(crate) fn position(&self, day: i32) -> usize {
        let offset = day.wrapping_sub(self.base) as u32 as usize;
        usize::from(self.table[offset.min(self.table.len() - 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::FiscalCalendar;

    #[test]
    fn every_day_has_the_position_of_its_year_and_others_the_position_after_the_last() {
        let japan = FiscalCalendar::japan();
        let (from, to) = (Day::from_ymd(2018, 3, 1).unwrap(), Day::from_ymd(2021, 6, 30).unwrap());
        let index = YearIndex::new(from, to, |day| japan.year_of(day));
        assert_eq!((index.len(), index.year(0), index.year(5)), (5, Some(FiscalYear(2017)), None));
        for days in from.days()..=to.days() {
            let day = Day::from_days(i64::from(days)).unwrap();
            assert_eq!(index.year(index.position(days)), Some(japan.year_of(day)));
        }
        for outside in [i32::MIN, from.days() - 1, to.days() + 1, i32::MAX] {
            assert_eq!(index.position(outside), 5);
        }
        assert_eq!((index.position_of_year(FiscalYear(2017)), index.position_of_year(FiscalYear(1900))), (0, 5));
    }
}
