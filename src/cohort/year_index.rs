//! From a day to the position of its fiscal year: by table for one day, by one multiplication for many.

use crate::error::{Error, Result};
use crate::time::Day;
use crate::unit::FiscalYear;

/// A run of consecutive fiscal years with a table from days to positions in it.
///
/// Days outside the table, "absent" and "still lasts" all have the position after the last year.
#[derive(Debug, Clone)]
pub(super) struct YearIndex {
    first: FiscalYear,
    years: usize,
    base: i32,
    table: Vec<u16>,
    even: Option<EvenYears>,
}

/// Years of 365 1/4 days, the leap day always in the fourth: true from 1901 to 2099 for every calendar. A position is then a quotient,
/// (4 `days` + `phase`) / 1461, which the compiler turns into vector instructions where a table would be read day by day.
#[derive(Debug, Clone, Copy)]
struct EvenYears {
    /// Number of days.
    days: u32,
    /// A day after all years.
    beyond: u32,
    /// Four times the days of the first year that lie before the first day, plus where the cycle of leap years stands.
    phase: u32,
}

impl EvenYears {
    /// Four years.
    const CYCLE_DAYS: u32 = 1461;
    /// 2^32 / 1461, rounded up: the quotient is exact for numbers below 2^20.
    const RECIPROCAL: u64 = (1 << 32) / Self::CYCLE_DAYS as u64 + 1;

    /// The even years that agree with a table on every day; `None` where there are none, as across 1900 and 2100.
    fn of(table: &[u16], years: usize) -> Option<Self> {
        let first_days = (1..years).map(|year| table.partition_point(|&position| usize::from(position) < year));
        let phases = first_days.zip(1i64..).map(|(day, year)| i64::from(Self::CYCLE_DAYS) * year - 4 * day as i64);
        let phase = u32::try_from(phases.max().unwrap_or(0).max(0)).ok()?;
        let beyond = (Self::CYCLE_DAYS * years as u32).saturating_sub(phase).div_ceil(4);
        let even = Self { days: u32::try_from(table.len()).ok()?, beyond, phase };
        let agrees = |(day, &position): (u32, &u16)| even.quotient(day) == u32::from(position);
        (beyond >= even.days && (0..).zip(table).all(agrees) && even.quotient(beyond) as usize == years).then_some(even)
    }

    /// The position of a day counted from the first.
    #[inline(always)]
    fn quotient(self, day: u32) -> u32 {
        ((u64::from(4 * day + self.phase) * Self::RECIPROCAL) >> 32) as u32
    }

    /// The same, of any number: those outside have the position after the last year.
    #[inline(always)]
    fn position(self, day: u32) -> u32 {
        self.quotient(if day < self.days { day } else { self.beyond })
    }
}

impl YearIndex {
    /// The index of the days from `first_day` to `last_day`, both included, whose years are told by `year_of`.
    pub(super) fn new(first_day: Day, last_day: Day, year_of: impl Fn(Day) -> FiscalYear) -> Self {
        let first = year_of(first_day);
        let years = usize::try_from(year_of(last_day).since(first)).unwrap_or(0) + 1;
        let mut table: Vec<u16> = (first_day.days()..=last_day.days())
            .map(|day| u16::try_from(year_of(Day::from_days_unchecked(day)).since(first)).unwrap_or(u16::MAX))
            .collect();
        let even = EvenYears::of(&table, years);
        table.push(years as u16);
        Self { first, years, base: first_day.days(), table, even }
    }

    /// An index without any year: every day has position 0.
    pub(super) fn empty() -> Self {
        Self { first: FiscalYear(0), years: 0, base: 0, table: vec![0], even: None }
    }

    /// An index of years given as such; days are never looked up in it.
    pub(super) fn of_years(first: FiscalYear, last: FiscalYear) -> Result<Self> {
        let years = u64::try_from(last.since(first)).unwrap_or(0) + 1;
        if years > 1_000 {
            let advice = format!("licence cohorts run from {first} to {last}; correct them");
            return Err(Error::Limit { what: "licence cohorts", found: years, limit: 1_000, advice });
        }
        Ok(Self { first, years: years as usize, base: 0, table: vec![years as u16], even: None })
    }

    /// Number of years.
    pub(super) fn len(&self) -> usize {
        self.years
    }

    /// The year at a position; `None` for the position after the last.
    pub(super) fn year(&self, position: usize) -> Option<FiscalYear> {
        (position < self.years).then(|| self.first.plus(position as i32))
    }

    /// The position of a year; the position after the last when it is not one of them.
    pub(super) fn position_of_year(&self, year: FiscalYear) -> usize {
        usize::try_from(year.since(self.first)).map_or(self.years, |position| position.min(self.years))
    }

    /// The position of the year of a day.
    #[inline(always)]
    pub(super) fn position(&self, day: i32) -> usize {
        let offset = day.wrapping_sub(self.base) as u32 as usize;
        usize::from(self.table[offset.min(self.table.len() - 1)])
    }

    /// The positions of many days.
    pub(super) fn positions<P: From<u32>>(&self, days: &[i32], positions: &mut [P]) {
        let places = days.iter().zip(positions);
        match self.even {
            Some(even) => places.for_each(|(&day, place)| *place = P::from(even.position(day.wrapping_sub(self.base) as u32))),
            None => places.for_each(|(&day, place)| *place = P::from(self.position(day) as u32)),
        }
    }

    /// Where both ends of many episodes lie: the first cell of the row of each plus the position of the day. One loop for both ends
    /// takes less time than one for each.
    pub(super) fn places(&self, rows: &[u32], days: [&[i32]; 2], [from, to]: [&mut [u32]; 2]) {
        let [starts, ends] = days;
        let episodes = rows.iter().zip(starts).zip(ends).zip(from).zip(to);
        match self.even {
            Some(even) => episodes.for_each(|((((&row, &start), &end), from), to)| {
                *from = row + even.position(start.wrapping_sub(self.base) as u32);
                *to = row + even.position(end.wrapping_sub(self.base) as u32);
            }),
            None => episodes.for_each(|((((&row, &start), &end), from), to)| {
                *from = row + self.position(start) as u32;
                *to = row + self.position(end) as u32;
            }),
        }
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

    #[test]
    fn many_days_have_the_positions_of_each_whether_years_are_even_or_not() {
        use crate::time::YearLabel;
        let calendars = [(1, 1), (2, 28), (3, 1), (4, 1), (10, 15)].map(|(m, d)| FiscalCalendar::new(m, d, YearLabel::StartYear).unwrap());
        let spans = [((1966, 4, 5), (2025, 3, 31), true), ((1905, 2, 28), (2095, 2, 28), true), ((2024, 1, 1), (2024, 1, 1), true)];
        let uneven = [((1890, 4, 1), (2024, 3, 31), false), ((1800, 1, 1), (2199, 12, 31), false)];
        for calendar in calendars {
            for ((y, m, d), (to_y, to_m, to_d), is_even) in spans.into_iter().chain(uneven) {
                let (from, to) = (Day::from_ymd(y, m, d).unwrap(), Day::from_ymd(to_y, to_m, to_d).unwrap());
                let index = YearIndex::new(from, to, |day| calendar.year_of(day));
                assert_eq!(index.even.is_some(), is_even, "{calendar} from {from}");
                let mut days: Vec<i32> = (from.days() - 1_000..to.days() + 1_000).collect();
                days.extend([i32::MIN, -1, 0, i32::MAX]);
                let one_by_one: Vec<u32> = days.iter().map(|&day| index.position(day) as u32).collect();
                let mut together = vec![0u32; days.len()];
                index.positions(&days, &mut together);
                assert_eq!(together, one_by_one);
            }
        }
    }
}
