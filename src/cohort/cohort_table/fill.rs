//! From the sums of a pass to the cells of a cohort table.

use super::CohortTable;
use super::booked::BookedEnds;
use super::kernel::{Counted, KeyMap, Moves, Returns, Sums, unpacked_return};
use super::table::{Measure, Move, Return};
use crate::cohort::grouping::{Group, Grouping};
use crate::episode::Standing;
use crate::register::{Entry, Exit};
use crate::time::Day;
use crate::unit::FiscalYear;
use std::collections::BTreeMap;

impl CohortTable {
    /// Takes over the sums of a pass.
    pub(super) fn fill(
        &mut self,
        grouping: &Grouping<'_>,
        keys: &KeyMap,
        counted: &[Counted],
        sums: &Sums,
        booked: &BookedEnds<'_>,
        without_days: &BTreeMap<(Group, usize, Standing), u64>,
    ) {
        let (stride, width) = (self.years + 1, counted.len());
        let cell = |group: usize, year: usize, at: usize| (at * keys.len() + group) * stride + year;
        let occupied: Vec<usize> = (0..keys.len())
            .filter(|&group| (0..self.years).any(|year| (0..width).any(|at| sums.counts[cell(group, year, at)] > 0)))
            .collect();
        let mut named: Vec<(Group, usize)> = occupied.iter().map(|&group| (grouping.group(keys.key(group)), group)).collect();
        named.sort();
        for (at, counted) in counted.iter().enumerate() {
            let Some(measure) = measure_of(*counted) else { continue };
            let column = self.measures.entry(measure).or_insert_with(|| vec![0; named.len() * self.years]);
            for (position, &(_, group)) in named.iter().enumerate() {
                for year in 0..self.years {
                    column[position * self.years + year] += sums.counts[cell(group, year, at)];
                }
            }
        }
        self.fill_left_of_opening(counted, sums, &named, &cell);
        self.fill_days(counted, sums, &named, &cell, booked, without_days);
        let position: BTreeMap<usize, u32> = named.iter().enumerate().map(|(at, &(_, group))| (group, at as u32)).collect();
        self.moves = moves_between(&sums.linked.moves, &position);
        self.returns = returns_of(&sums.linked.returns, &position);
        self.groups = named.into_iter().map(|(group, _)| group).collect();
        self.measures.retain(|_, column| column.iter().any(|&count| count > 0));
    }

    /// Counts the leavers who were in the opening stock.
    fn fill_left_of_opening(
        &mut self,
        counted: &[Counted],
        sums: &Sums,
        named: &[(Group, usize)],
        cell: &impl Fn(usize, usize, usize) -> usize,
    ) {
        let mut column = vec![0; named.len() * self.years];
        for (at, counted) in counted.iter().enumerate() {
            let is_of_opening = match counted {
                Counted::Close(code, same_year) => !same_year && matches!(Exit::from_code(code >> 2), Exit::Left(_)),
                Counted::LostAfterMoving => true,
                Counted::Open(_) | Counted::Returned => false,
            };
            if !is_of_opening {
                continue;
            }
            for (position, &(_, group)) in named.iter().enumerate() {
                (0..self.years).for_each(|year| column[position * self.years + year] += sums.counts[cell(group, year, at)]);
            }
        }
        self.measures.insert(Measure::LeftOfOpening, column);
    }

    /// Adds up the days of membership: the opening stock for the whole year, plus what remained of the year at each beginning, minus
    /// what remained of it at each end.
    /// An exit that is booked on the last day in ends one day later than the pass took it to end.
    fn fill_days(
        &mut self,
        counted: &[Counted],
        sums: &Sums,
        named: &[(Group, usize)],
        cell: &impl Fn(usize, usize, usize) -> usize,
        booked: &BookedEnds<'_>,
        without_days: &BTreeMap<(Group, usize, Standing), u64>,
    ) {
        let mut columns = [0, 1, 2].map(|_| vec![0u64; named.len() * self.years]);
        let lengths: Vec<u64> = self.years().map(|year| self.observed_days(year)).collect();
        for (position, (name, group)) in named.iter().enumerate() {
            let group = *group;
            let mut stock = [0u64; 3];
            for year in 0..self.years {
                let (mut began, mut ended, mut began_days, mut ended_days) = ([0; 3], [0; 3], [0; 3], [0; 3]);
                for (at, counted) in counted.iter().enumerate() {
                    let here = cell(group, year, at);
                    match counted {
                        Counted::Open(code) => {
                            began[usize::from(code & 3)] += sums.counts[here];
                            began_days[usize::from(code & 3)] += sums.days[here];
                        }
                        Counted::Close(code, _) => {
                            ended[usize::from(code & 3)] += sums.counts[here];
                            let last_days = booked.days_after_booking(*code) * sums.counts[here];
                            ended_days[usize::from(code & 3)] += sums.days[here] - last_days;
                        }
                        Counted::LostAfterMoving | Counted::Returned => {}
                    }
                }
                for (standing, ended_days) in Standing::ALL.into_iter().zip(&mut ended_days).filter(|_| !without_days.is_empty()) {
                    *ended_days += without_days.get(&(name.clone(), year, standing)).copied().unwrap_or(0);
                }
                for standing in 0..3 {
                    columns[standing][position * self.years + year] =
                        stock[standing] * lengths[year] + began_days[standing] - ended_days[standing];
                    stock[standing] = stock[standing] + began[standing] - ended[standing];
                }
            }
        }
        for (standing, column) in Standing::ALL.into_iter().zip(columns) {
            self.measures.insert(Measure::Days(standing), column);
        }
    }

    /// Days of a fiscal year up to and including the extract date.
    fn observed_days(&self, year: FiscalYear) -> u64 {
        let start = self.calendar.start_of(year).unwrap_or(Day::MIN);
        let end = self.calendar.end_of(year).unwrap_or(Day::MAX).min(self.as_of.next());
        u64::try_from(end.since(start)).unwrap_or(0)
    }
}

/// The measure that a position of a cell counts; `None` for what still lasts.
fn measure_of(counted: Counted) -> Option<Measure> {
    let standing = |code: u8| Standing::ALL[usize::from(code & 3).min(2)];
    match counted {
        Counted::Open(code) => {
            let entry = [Entry::Present, Entry::Joined, Entry::Reinstated, Entry::Continued][usize::from(code >> 2 & 3)];
            Some(Measure::Began(entry, standing(code)))
        }
        Counted::Close(code, _) => match Exit::from_code(code >> 2) {
            Exit::Open => None,
            Exit::Continued => Some(Measure::Passed(standing(code))),
            Exit::Left(reason) => Some(Measure::Left(reason, standing(code))),
        },
        Counted::LostAfterMoving => None,
        Counted::Returned => Some(Measure::Returned),
    }
}

/// Returns with the positions of the groups that were left.
fn returns_of(returns: &Returns, position: &BTreeMap<usize, u32>) -> BTreeMap<Return, u64> {
    let with_group = |(&packed, &count): (&u64, &u64)| {
        let (group, lapsed, returned, stays) = unpacked_return(packed);
        Some(((*position.get(&(group as usize))?, lapsed, returned, stays), count))
    };
    returns.iter().filter_map(with_group).collect()
}

/// Moves with the positions of their groups.
fn moves_between(moves: &Moves, position: &BTreeMap<usize, u32>) -> BTreeMap<Move, u64> {
    let standing = |code: u8| Standing::ALL[usize::from(code & 3).min(2)];
    moves
        .iter()
        .filter_map(|(&(from, to, year, standings), &count)| {
            let (from, to) = (*position.get(&(from as usize))?, *position.get(&(to as usize))?);
            Some(((from, to, year, standing(standings >> 2), standing(standings)), count))
        })
        .collect()
}
