//! From a member in a year to the number of a cell, and back: the arithmetic of keys, and the counters behind them.

use super::settings::{PersonYearSettings, StandingAxis};
use super::table::PersonYearRow;
use super::walk::{PersonYear, Walk};
use crate::cohort::grouping::Grouping;
use crate::cohort::quick_hash::QuickMap;
use crate::episode::Standing;
use crate::error::{Error, Result};
use crate::register::Register;
use crate::unit::FiscalYear;
use std::cell::Cell;

/// Cells that lie in one array; more are kept in a map.
const DENSE_CELLS: u64 = 1 << 22;
const MOST_KEYS: u64 = 1 << 62;

/// From person-years to keys of cells and back.
pub(super) struct Keys<'a> {
    settings: &'a PersonYearSettings,
    pub(super) walk: Walk<'a>,
    grouping: Grouping<'a>,
    first_period: i32,
    periods: u64,
    pub(super) possible: u64,
    last_group: Cell<(usize, u64)>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(settings: &'a PersonYearSettings, register: &'a Register) -> Result<Self> {
        let grouping = Grouping::new(register, &settings.group_by, settings.calendar, settings.rule)?;
        let walk = Walk::new(register, settings);
        let coming = walk.coming_year().get();
        let first = walk.first_year().map_or(coming, FiscalYear::get);
        let periods = u64::try_from(i64::from(coming) - i64::from(first) + 1).unwrap_or(1).max(1);
        let sizes = [settings.tenures(), settings.age_bands(), settings.standings()];
        let possible = sizes.into_iter().fold(grouping.keys().saturating_mul(periods), u64::saturating_mul);
        if possible > MOST_KEYS {
            let advice = "group by fewer segments".into();
            return Err(Error::Limit { what: "possible cells of person-years", found: possible, limit: MOST_KEYS, advice });
        }
        Ok(Self {
            settings,
            walk,
            grouping,
            first_period: coming - (periods as i32 - 1),
            periods,
            possible,
            last_group: Cell::new((usize::MAX, 0)),
        })
    }

    pub(super) fn key(&self, year: &PersonYear, tenure: u32) -> u64 {
        let settings = self.settings;
        // The years of one episode follow each other, and have one group.
        let (last, mut group) = self.last_group.get();
        if last != year.at {
            group = self.grouping.key(year.at);
            self.last_group.set((year.at, group));
        }
        let period = u64::try_from(year.period.get() - self.first_period).unwrap_or(0).min(self.periods - 1);
        let mut key = period * settings.tenures() + u64::from(tenure.min(settings.longest_tenure));
        key = key * settings.age_bands() + settings.age_band(year.age);
        key = key * settings.standings() + if settings.standing == StandingAxis::Apart { year.standing as u64 } else { 0 };
        key * self.grouping.keys() + group
    }

    pub(super) fn rows(&self, cells: Vec<(u64, (u64, u64))>) -> Vec<PersonYearRow> {
        cells.into_iter().map(|(key, (trials, events))| self.row(key, trials, events)).collect()
    }

    pub(super) fn row(&self, key: u64, trials: u64, events: u64) -> PersonYearRow {
        let settings = self.settings;
        let (mut rest, group) = (key / self.grouping.keys(), self.grouping.group(key % self.grouping.keys()));
        let mut take = |size: u64| {
            let part = rest % size;
            rest /= size;
            part
        };
        let standing = take(settings.standings());
        let age = take(settings.age_bands());
        let tenure = take(settings.tenures()) as u32;
        let period = FiscalYear(self.first_period).plus(rest as i32);
        let standing = Standing::ALL.get(standing as usize).copied().filter(|_| settings.standing == StandingAxis::Apart);
        PersonYearRow { tenure, period, age: settings.ages.get(age as usize).copied(), standing, group, trials, events }
    }
}

impl PersonYearSettings {
    fn tenures(&self) -> u64 {
        u64::from(self.longest_tenure) + 1
    }

    /// One more band for those whose age is not known.
    fn age_bands(&self) -> u64 {
        self.ages.len() as u64 + 1
    }

    fn age_band(&self, age: Option<u32>) -> u64 {
        let bands = self.ages.len();
        let band = age.map(|age| self.ages.partition_point(|&begin| begin <= age)).filter(|&passed| passed > 0);
        band.map_or(bands, |passed| passed - 1) as u64
    }

    fn standings(&self) -> u64 {
        if self.standing == StandingAxis::Apart { Standing::ALL.len() as u64 } else { 1 }
    }
}

/// Trials and events by key.
pub(super) enum Tally {
    Dense(Vec<(u32, u32)>),
    Sparse(QuickMap<u64, (u64, u64)>),
}

impl Tally {
    pub(super) fn new(possible: u64) -> Self {
        if possible <= DENSE_CELLS { Self::Dense(vec![(0, 0); possible as usize]) } else { Self::Sparse(QuickMap::default()) }
    }

    pub(super) fn add(&mut self, key: u64, left: bool) {
        match self {
            // A register has fewer than 2^32 episodes, and an episode one trial a year.
            Self::Dense(cells) => {
                if let Some((trials, events)) = cells.get_mut(key as usize) {
                    *trials += 1;
                    *events += u32::from(left);
                }
            }
            Self::Sparse(cells) => {
                let (trials, events) = cells.entry(key).or_default();
                *trials += 1;
                *events += u64::from(left);
            }
        }
    }

    pub(super) fn sorted(self) -> Vec<(u64, (u64, u64))> {
        match self {
            Self::Dense(cells) => {
                let counted = (0..).zip(cells).filter(|(_, (trials, _))| *trials > 0);
                counted.map(|(key, (trials, events))| (key, (u64::from(trials), u64::from(events)))).collect()
            }
            Self::Sparse(cells) => {
                let mut cells: Vec<_> = cells.into_iter().collect();
                cells.sort_unstable_by_key(|(key, _)| *key);
                cells
            }
        }
    }
}

/// The rows of a table that keys stand for, as they become known.
pub(super) enum KnownCells {
    /// One more than the row; 0 where it is not known yet.
    Dense(Vec<u32>),
    Sparse(QuickMap<u64, Option<usize>>),
}

impl KnownCells {
    pub(super) fn new(possible: u64) -> Self {
        if possible <= DENSE_CELLS { Self::Dense(vec![0; possible as usize]) } else { Self::Sparse(QuickMap::default()) }
    }

    /// The row of a key, which `find` looks for when it is asked for the first time.
    pub(super) fn of(&mut self, key: u64, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        match self {
            Self::Dense(rows) => match rows.get_mut(key as usize)? {
                0 => {
                    let found = find();
                    rows[key as usize] = found.map_or(0, |row| row as u32 + 1);
                    found
                }
                known => Some(*known as usize - 1),
            },
            Self::Sparse(rows) => *rows.entry(key).or_insert_with(find),
        }
    }
}
