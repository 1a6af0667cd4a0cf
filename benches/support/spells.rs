//! The spells that every benchmark counts: seeded, integers only, the same numbers as `spells.py` makes.

#![allow(dead_code)]

use kaiin::episode::{DayColumn, EpisodeColumns, LicenceColumn, PersonKeys, SegmentColumn};
use kaiin::{Day, EndReason, Register, RegisterSettings, Result};

/// Fiscal years of the record, and so of the licence cohorts: 1966 to 2024.
pub(crate) const FIRST_YEAR: i32 = 1966;
pub(crate) const YEARS: usize = 59;
/// The end of a spell that lasts.
pub(crate) const OPEN: i32 = i32::MAX;
/// One person in so many has a second spell.
const SECOND_SPELL_EVERY: u64 = 20;

/// How keys relate to the order of the rows.
#[derive(Clone, Copy)]
pub(crate) enum Keys {
    /// As a database exports them.
    Ascending,
    /// In no order at all; the rows of a person stay together.
    Shuffled,
    /// The same as texts.
    ShuffledTexts,
}

/// Columns of spells: a counter-based generator, integers only.
pub(crate) struct Spells {
    pub(crate) person: PersonKeys,
    pub(crate) licensed: Vec<i32>,
    pub(crate) start: Vec<i32>,
    pub(crate) end: Vec<i32>,
    pub(crate) reason: Vec<EndReason>,
    pub(crate) branch: Vec<u32>,
}

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014) on the number of a draw.
fn draw(person: u64, number: u64) -> u64 {
    let mut z = (person * 8 + number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Spells {
    /// Licence cohorts that grow by equal steps, most people joining within half a year of the licence, some years later; one in
    /// twenty left within two years and came back.
    pub(crate) fn generate(rows: usize, keys: Keys) -> Self {
        let first = Day::from_ymd(FIRST_YEAR, 4, 5).map_or(0, Day::days);
        let last = as_of().map_or(0, Day::days);
        let mut spells = Self {
            person: PersonKeys::Integers(Vec::with_capacity(rows)),
            licensed: Vec::with_capacity(rows),
            start: Vec::with_capacity(rows),
            end: Vec::with_capacity(rows),
            reason: Vec::with_capacity(rows),
            branch: Vec::with_capacity(rows),
        };
        let mut key_of_row: Vec<i64> = Vec::with_capacity(rows);
        let below = |draw: u64, limit: u64| (draw % limit) as i32;
        let reason = |draw: u64| [EndReason::Voluntary, EndReason::Voluntary, EndReason::Arrears, EndReason::Retirement][draw as usize % 4];
        let mut person = 0;
        while spells.start.len() < rows {
            let of = |number: u64| draw(person, number);
            let comes_back = person % SECOND_SPELL_EVERY == 0;
            let cohort = below(of(0), YEARS as u64).max(below(of(1), YEARS as u64)).min(if comes_back { 49 } else { 58 });
            let licensed = first + cohort * 1461 / 4 + below(of(2), 60);
            let late = of(3) % 10 >= 7 && !comes_back;
            let start = (licensed + below(of(3) >> 8, if late { 3650 } else { 180 })).min(last);
            let tenure = ((of(4) >> 32) * (of(4) & 0xffff_ffff)) >> 32;
            let tenure = 30 + ((tenure * 20_000) >> 32) as i32;
            let stays_until = |end: i32| if end > last { OPEN } else { end };
            let mut push = |start: i32, end: i32, why: u64| {
                spells.licensed.push(licensed);
                spells.start.push(start);
                spells.end.push(end);
                spells.reason.push(if end == OPEN { EndReason::Unstated } else { reason(why) });
                spells.branch.push((of(5) % 47) as u32);
                key_of_row.push(match keys {
                    Keys::Ascending => person as i64,
                    Keys::Shuffled | Keys::ShuffledTexts => (draw(person, 7) >> 1) as i64,
                });
            };
            if comes_back {
                let end = start + 200 + below(of(6), 400);
                push(start, end, of(6) >> 32);
                let again = end + 30 + below(of(6) >> 16, 1000);
                push(again, stays_until(again + tenure), of(4));
            } else {
                push(start, stays_until(start + tenure), of(4));
            }
            person += 1;
        }
        spells.person = match keys {
            Keys::ShuffledTexts => PersonKeys::Texts(key_of_row.iter().map(|key| format!("{key:019}")).collect()),
            _ => PersonKeys::Integers(key_of_row),
        };
        spells
    }

    /// What a reader would hand over.
    pub(crate) fn columns(&self) -> EpisodeColumns {
        let days = |column: &[i32]| column.iter().map(|&day| (day != OPEN).then(|| day_of(day))).collect::<DayColumn>();
        let levels = (1..=47).map(|branch| format!("{branch:02}")).collect();
        EpisodeColumns {
            end: Some(days(&self.end)),
            end_reason: Some(self.reason.clone()),
            licensed: LicenceColumn::Days(days(&self.licensed)),
            segments: vec![SegmentColumn { name: "branch".into(), levels, codes: self.branch.clone() }],
            ..EpisodeColumns::new(self.person.clone(), days(&self.start))
        }
    }

    pub(crate) fn register(&self) -> Result<Register> {
        RegisterSettings::new(as_of()?).build(&self.columns())
    }
}

pub(crate) fn day_of(days: i32) -> Day {
    Day::from_days(i64::from(days)).unwrap_or(Day::MAX)
}

pub(crate) fn as_of() -> Result<Day> {
    Day::from_ymd(2025, 3, 31)
}
