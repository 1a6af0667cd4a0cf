//! The one pass behind [`MemberDays`](super::MemberDays): how days are put into tenure year x period without walking through them.
//!
//! The days of a person who joined on `s`, counted up to some day `d`, fill whole cells and then part of one. A stretch `[a, b)` is the
//! days up to `b` less the days up to `a`, so every span leaves two marks, each telling which cell it ends in and how far into it.
//! Whole cells follow afterwards from cumulative sums over the marks.
//!
//! A person's anniversary falls on the same offset from the start of every period, except that 29 February moves it by one day for
//! those who joined later in the period than that. So the length of a whole cell is linear in the offset, and marks need only be kept by
//! year of joining, whether the anniversary moves, and cell; never by day or by row. That bounds the memory for any data.

use crate::time::{Day, FiscalCalendar, LeapDay};
use crate::unit::FiscalYear;

/// Days after which the Gregorian calendar repeats: 400 years.
const CYCLE_DAYS: i32 = 146_097;
/// The calendar year in which the first period of the index begins: the one before the first [`Day`].
const FIRST_YEAR: i32 = 1799;
/// The calendar year in which the last period of the index begins: the one after the last [`Day`].
const LAST_YEAR: i32 = 2200;

/// Where a day lies: which period, and how many days after its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) period: usize,
    pub(super) offset: i32,
}

/// When a person completes years of membership, relative to the starts of periods.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anniversary {
    /// Period of joining.
    joined: usize,
    /// Offset of the anniversary in a period that holds no 29 February.
    offset: i32,
    /// Whether the anniversary comes one day later in a period that holds one.
    moves: bool,
}

/// The starts of all periods that a [`Day`] can lie in.
#[derive(Debug, Clone)]
pub(super) struct Periods {
    starts: Vec<i32>,
    /// Offset of 29 February in a period that holds one.
    leap_offset: i32,
    first_label: FiscalYear,
}

impl Periods {
    pub(super) fn new(calendar: FiscalCalendar) -> Self {
        let starts: Vec<i32> = (FIRST_YEAR..=LAST_YEAR).map(|year| raw_start(calendar, year)).collect();
        let mut index = Self { starts, leap_offset: 0, first_label: FiscalYear(0) };
        // 2001 has no 29 February, nor has the part of the period before 28 February 2001: the next day's offset is that of the leap day.
        let last_of_february = Day::from_ymd(2001, 2, 28).expect("a day of the calendar");
        let position = index.locate(last_of_february);
        index.leap_offset = position.offset + 1;
        index.first_label = calendar.year_of(last_of_february).plus(-(position.period as i32));
        index
    }

    /// The period of a day. The mean length of a year gives it to within one.
    pub(super) fn locate(&self, day: Day) -> Position {
        let days = day.days();
        let guess = i64::from(days - self.starts[0]) * 400 / i64::from(CYCLE_DAYS);
        let mut period = (guess.max(0) as usize).min(self.starts.len() - 1);
        while self.starts[period] > days {
            period -= 1;
        }
        while self.starts.get(period + 1).is_some_and(|next| *next <= days) {
            period += 1;
        }
        Position { period, offset: days - self.starts[period] }
    }

    /// How many of the days from `from` until before `to` lie in each period.
    pub(super) fn days_by_period(&self, from: Day, to: Day) -> impl Iterator<Item = (usize, u64)> + '_ {
        let periods = self.locate(from).period..=self.locate(to).period;
        periods.filter_map(move |period| {
            let begins = self.starts[period].max(from.days());
            let ends = self.starts.get(period + 1).map_or(to.days(), |next| (*next).min(to.days()));
            u64::try_from(ends - begins).ok().filter(|days| *days > 0).map(|days| (period, days))
        })
    }

    /// Number of days in a period.
    fn length(&self, period: usize) -> i32 {
        self.starts[period + 1] - self.starts[period]
    }

    /// Whether a period holds a 29 February.
    fn is_leap(&self, period: usize) -> bool {
        self.length(period) == 366
    }

    pub(super) fn label(&self, period: usize) -> FiscalYear {
        self.first_label.plus(period as i32)
    }

    /// The anniversaries of someone who joined on a day.
    pub(super) fn anniversary(&self, start: Day, rule: LeapDay) -> Anniversary {
        let Position { period, offset } = self.locate(start);
        let leap = self.leap_offset;
        let (offset, moves) = match (self.is_leap(period), offset.cmp(&leap)) {
            (_, std::cmp::Ordering::Less) => (offset, false),
            // 28 February when there is no 29th: that is one day earlier; 1 March keeps the offset.
            (true, std::cmp::Ordering::Equal) if rule == LeapDay::Feb28 => (leap - 1, true),
            (true, std::cmp::Ordering::Equal) => (leap, false),
            (true, std::cmp::Ordering::Greater) => (offset - 1, true),
            (false, _) => (offset, true),
        };
        Anniversary { joined: period, offset, moves }
    }

    /// Offset of the anniversary within a period; may equal its length, when 1 March is the first day of the next one.
    fn anniversary_offset(&self, anniversary: Anniversary, period: usize) -> i32 {
        anniversary.offset + i32::from(anniversary.moves && self.is_leap(period))
    }

    /// The cell of a day on or after joining, and how many days into it the day lies.
    pub(super) fn cell(&self, anniversary: Anniversary, day: Day) -> CellPosition {
        let Position { period, offset } = self.locate(day);
        let begins = self.anniversary_offset(anniversary, period);
        let passed = offset >= begins;
        let into = if passed { offset - begins } else { offset };
        CellPosition { tenure: (period + usize::from(passed)).saturating_sub(anniversary.joined + 1), period, passed, into }
    }
}

/// The cell in which a day lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellPosition {
    /// Completed years of membership.
    pub(super) tenure: usize,
    pub(super) period: usize,
    /// Whether the anniversary of this period is reached.
    passed: bool,
    /// Days of the cell before the day.
    into: i32,
}

/// First day of the period that begins in a calendar year, as a day number. The years outside the range of [`Day`] follow from the
/// cycle of the calendar.
fn raw_start(calendar: FiscalCalendar, year: i32) -> i32 {
    let (inside, shift) = match year {
        FIRST_YEAR => (year + 400, -CYCLE_DAYS),
        LAST_YEAR => (year - 400, CYCLE_DAYS),
        _ => (year, 0),
    };
    let (month, day) = (u32::from(calendar.start_month()), u32::from(calendar.start_day()));
    Day::from_ymd(inside, month, day).expect("a calendar starts on a day of every year").days() + shift
}

/// Marks in one cell: how many, the sum of the anniversary offsets of their persons, and the days that they reach into the cell.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    count: i64,
    offsets: i64,
    days: i64,
}

impl Marks {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.offsets += other.offsets;
        self.days += other.days;
    }
}

/// The marks of all persons who joined in one period: by whether the anniversary moves, then by period and by whether the anniversary
/// is reached.
type JoinYear = [Vec<Marks>; 2];

/// The marks of all spans, to be turned into days by [`Tally::days`].
#[derive(Debug)]
pub(super) struct Tally {
    first_period: usize,
    periods: usize,
    by_join_year: Vec<Option<JoinYear>>,
}

impl Tally {
    /// A tally for `periods` periods from `first_period` on; the end of the last stretch may lie on the day after them.
    pub(super) fn new(index: &Periods, first_period: usize, periods: usize) -> Self {
        Self { first_period, periods, by_join_year: vec![None; index.starts.len()] }
    }

    /// Counts the days of `[from, to)`, which must lie within the periods of the tally, not before joining.
    pub(super) fn add(&mut self, index: &Periods, anniversary: Anniversary, from: Day, to: Day) {
        let (first_period, cells) = (self.first_period, 2 * (self.periods + 1));
        let join_year =
            self.by_join_year[anniversary.joined].get_or_insert_with(|| [vec![Marks::default(); cells], vec![Marks::default(); cells]]);
        let marks = &mut join_year[usize::from(anniversary.moves)];
        for (day, sign) in [(to, 1), (from, -1)] {
            let cell = index.cell(anniversary, day);
            let mark = Marks { count: sign, offsets: sign * i64::from(anniversary.offset), days: sign * i64::from(cell.into) };
            marks[2 * (cell.period - first_period) + usize::from(cell.passed)].add(mark);
        }
    }

    /// Calls `cell(tenure, period, days)` for every cell that holds days, with the period counted from the first one of the tally; a
    /// cell may come more than once.
    pub(super) fn days(&self, index: &Periods, mut cell: impl FnMut(usize, usize, u64)) {
        for (joined, join_year) in self.by_join_year.iter().enumerate() {
            for (moves, marks) in join_year.iter().flatten().enumerate() {
                self.days_of(index, joined, moves == 1, marks, &mut cell);
            }
        }
    }

    /// The days of those who joined in one period, from the last cell to the first, `beyond` being the marks of all later cells: their
    /// persons were at risk through the whole of this one.
    fn days_of(&self, index: &Periods, joined: usize, moves: bool, marks: &[Marks], cell: &mut impl FnMut(usize, usize, u64)) {
        let mut beyond = Marks::default();
        for (k, here) in marks.iter().enumerate().rev() {
            let (period, passed) = (self.first_period + k / 2, k % 2);
            let before_anniversary = beyond.offsets + if moves && index.is_leap(period) { beyond.count } else { 0 };
            let whole = match passed {
                0 => before_anniversary,
                _ => beyond.count * i64::from(index.length(period)) - before_anniversary,
            };
            let days = u64::try_from(whole + here.days).unwrap_or(0);
            if days > 0 {
                cell((period + passed).saturating_sub(joined + 1), k / 2, days);
            }
            beyond.add(*here);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{YearLabel, completed_years};

    #[test]
    fn every_day_lies_in_the_period_and_the_tenure_that_the_calendar_says() {
        let starts = ["2019-12-30", "2020-02-28", "2020-02-29", "2020-03-01", "2021-02-28", "2021-03-01", "2021-06-30"];
        for (month, first) in [(1, 1), (2, 15), (2, 28), (3, 1), (4, 1), (10, 28)] {
            let calendar = FiscalCalendar::new(month, first, YearLabel::EndYear).unwrap();
            let index = Periods::new(calendar);
            for rule in [LeapDay::Feb28, LeapDay::Mar1] {
                for start in starts.map(|text| text.parse::<Day>().unwrap()) {
                    let anniversary = index.anniversary(start, rule);
                    for later in 0..3_500 {
                        let day = start.plus_days(later).unwrap();
                        let cell = index.cell(anniversary, day);
                        assert_eq!(index.label(cell.period), calendar.year_of(day), "{day}");
                        assert_eq!(cell.tenure as u32, completed_years(start, day, rule), "{start} {day} {calendar} {rule:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_first_and_the_last_day_have_a_period() {
        for (month, first) in [(1, 1), (4, 1), (12, 28)] {
            let calendar = FiscalCalendar::new(month, first, YearLabel::StartYear).unwrap();
            let index = Periods::new(calendar);
            for day in [Day::MIN, Day::MAX] {
                assert_eq!(index.label(index.locate(day).period), calendar.year_of(day));
            }
        }
    }
}
