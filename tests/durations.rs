//! The duration table against a second implementation that looks at one membership after the other, and its laws.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{DurationClock, DurationTable, DurationTableSettings, GroupBy, ObservationWindow, SpellsCounted};
use kaiin::episode::{EpisodeColumns, LicenceDate, PersonKeys, SegmentColumn};
use kaiin::register::Spell;
use kaiin::survival::{ComparedGroups, RiskTable, SurvivalSettings};
use kaiin::{EndReason, FiscalCalendar, Register};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{after_2010, clean_persons, clean_register, day, rows_of, toy_register};

/// What one membership adds: the group by branch and licence cohort is left to the grouping tests; here all are one group.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counted {
    from_start: u64,
    clock_unknown: u64,
    never_at_risk: u64,
    late: BTreeMap<u32, u64>,
    censored: BTreeMap<u32, u64>,
    exits: BTreeMap<(u32, EndReason), u64>,
}

fn slowly(register: &Register, clock: DurationClock, spells: SpellsCounted, window: Option<ObservationWindow>) -> Counted {
    let mut counted = Counted::default();
    for spell in register.spells() {
        if spells == SpellsCounted::First && spell.number > 0 {
            continue;
        }
        count(&mut counted, register, &spell, clock, window);
    }
    counted
}

fn count(counted: &mut Counted, register: &Register, spell: &Spell, clock: DurationClock, window: Option<ObservationWindow>) {
    let zero = match clock {
        DurationClock::SinceJoining => spell.start_known.then_some(spell.start),
        DurationClock::SinceLicence => match register.licensed(spell.person) {
            Some(LicenceDate::Day(day)) => Some(day),
            _ => None,
        },
    };
    let Some(zero) = zero else {
        counted.clock_unknown += 1;
        return;
    };
    let after = register.as_of().plus_days(1).unwrap();
    let (from, to) = window.map_or((spell.observed, after), |window| (spell.observed.max(window.from()), after.min(window.to())));
    // An exit counts when its day lies in the window; without a window every exit of the register does.
    let exit = spell.end.filter(|&end| window.is_none() || end < to);
    let end = exit.unwrap_or(to);
    let enters = from.since(zero).max(0);
    let leaves = end.since(zero);
    if leaves < enters || end < from || (leaves == enters && from > zero) {
        counted.never_at_risk += 1;
        return;
    }
    if enters > 0 {
        *counted.late.entry(enters as u32).or_default() += 1;
    } else {
        counted.from_start += 1;
    }
    match (exit, spell.reason) {
        (Some(_), Some(reason)) => *counted.exits.entry((leaves as u32, reason)).or_default() += 1,
        _ => *counted.censored.entry(leaves as u32).or_default() += 1,
    }
}

fn seen(table: &DurationTable) -> Counted {
    let mut counted = Counted { clock_unknown: table.clock_unknown(), never_at_risk: table.never_at_risk(), ..Counted::default() };
    for group in 0..table.groups().len() {
        counted.from_start += table.from_start(group);
        for row in table.rows(group) {
            let add = |map: &mut BTreeMap<u32, u64>, count: u64| {
                if count > 0 {
                    *map.entry(row.days).or_default() += count;
                }
            };
            add(&mut counted.late, row.entered_late);
            add(&mut counted.censored, row.censored);
            for reason in EndReason::ALL.into_iter().filter(|&reason| row.exits.of(reason) > 0) {
                *counted.exits.entry((row.days, reason)).or_default() += row.exits.of(reason);
            }
        }
    }
    counted
}

fn settings() -> DurationTableSettings {
    DurationTable::settings(FiscalCalendar::japan())
}

fn by_branch() -> GroupBy {
    GroupBy::nothing().join_cohort().segment("branch")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_pass_counts_what_one_membership_after_the_other_adds_up_to(
        persons in clean_persons(true),
        (first, length) in (0..3_500i32, 1..2_000i32),
    ) {
        let register = clean_register(&rows_of(&persons), 30);
        let window = ObservationWindow::new(after_2010(first), after_2010(first + length)).unwrap();
        for clock in [DurationClock::SinceJoining, DurationClock::SinceLicence] {
            for spells in [SpellsCounted::First, SpellsCounted::All] {
                for window in [None, Some(window)] {
                    let plain = settings().clock(clock).spells(spells);
                    let plain = window.map_or(plain.clone(), |window| plain.clone().during(window));
                    let expected = slowly(&register, clock, spells, window);
                    match plain.clone().build(&register) {
                        Ok(table) => {
                            prop_assert_eq!(seen(&table), expected);
                            let grouped = plain.by(by_branch()).threads(3).build(&register).unwrap();
                            prop_assert_eq!(&grouped.regroup(&GroupBy::nothing()).unwrap(), &table);
                        }
                        Err(error) => {
                            prop_assert_eq!(error.code(), "missing");
                            prop_assert_eq!(expected.from_start + expected.late.values().sum::<u64>(), 0);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_tables_of_two_parts_add_up_to_that_of_the_whole(persons in clean_persons(true), cut in 1..9usize) {
        prop_assume!(persons.len() > 1);
        let cut = cut.min(persons.len() - 1);
        let part = |persons: &[_]| settings().by(by_branch()).build(&clean_register(&rows_of(persons), 30)).unwrap();
        let (whole, left, right) = (part(&persons), part(&persons[..cut]), part(&persons[cut..]));
        prop_assert_eq!(&left.merge(&right).unwrap(), &whole);
        prop_assert_eq!(&right.merge(&left).unwrap(), &whole);
    }

    #[test]
    fn a_table_reads_back_as_it_was_written(persons in clean_persons(true)) {
        let table = settings().by(by_branch()).build(&clean_register(&rows_of(&persons), 30)).unwrap();
        let written = serde_json::to_string(&table).unwrap();
        prop_assert_eq!(serde_json::from_str::<DurationTable>(&written).unwrap(), table);
    }
}

#[test]
fn the_toy_register_by_hand() {
    // A open from 2018-04-01 (2192 days to 2024-04-01), B left after 700, C after 366 (29 February 2020 between), D left after 1278,
    // E was there before the record: the day of joining is not known.
    let table = settings().build(&toy_register()).unwrap();
    let days: Vec<_> = table.rows(0).map(|row| (row.days, row.exits.total(), row.censored)).collect();
    assert_eq!(days, [(366, 1, 0), (700, 1, 0), (1278, 1, 0), (2192, 0, 1)]);
    assert_eq!((table.from_start(0), table.clock_unknown(), table.never_at_risk()), (4, 1, 0));
    let curve = SurvivalSettings::new().curve(&RiskTable::of_durations(&table, 0).unwrap());
    assert_eq!([400.0, 1000.0, 2000.0].map(|time| curve.at(time)), [Some(0.75), Some(0.5), Some(0.25)]);
    // C came back on 2022-04-01 and is a member still: 731 days seen.
    let all = settings().spells(SpellsCounted::All).build(&toy_register()).unwrap();
    assert_eq!(all.rows(0).filter(|row| row.censored > 0).map(|row| row.days).collect::<Vec<_>>(), [731, 2192]);
}

#[test]
fn the_period_view_lets_members_enter_late() {
    // In fiscal 2020 A enters after 731 days, B after 336 and leaves within, C after 305 and leaves within, D joins on its first day.
    let window = ObservationWindow::new(day("2020-04-01"), day("2021-04-01")).unwrap();
    let table = settings().during(window).build(&toy_register()).unwrap();
    let rows: Vec<_> = table.rows(0).map(|row| (row.days, row.entered_late, row.exits.total(), row.censored)).collect();
    assert_eq!(rows, [(305, 1, 0, 0), (336, 1, 0, 0), (365, 0, 0, 1), (366, 0, 1, 0), (700, 0, 1, 0), (731, 1, 0, 0), (1096, 0, 0, 1)]);
}

#[test]
fn what_cannot_be_answered_says_why() {
    let register = toy_register();
    // No licence day is known: the table has no groups and says why, so that it still adds to the tables of other branches.
    let unknown = settings().clock(DurationClock::SinceLicence).build(&register).unwrap();
    assert_eq!((unknown.groups().len(), unknown.clock_unknown()), (0, 5));
    assert_eq!(settings().by(GroupBy::nothing().segment("section")).build(&register).unwrap_err().code(), "missing_column");
    let table = settings().build(&register).unwrap();
    assert_eq!(table.regroup(&by_branch()).unwrap_err().code(), "setting");
    assert_eq!(RiskTable::of_durations(&table, 1).unwrap_err().code(), "setting");
    let other = settings().spells(SpellsCounted::All).build(&register).unwrap();
    assert_eq!(table.merge(&other).unwrap_err().code(), "mismatch");
    let broken = serde_json::to_string(&table).unwrap().replace("\"days\":[366,", "\"days\":[");
    assert!(serde_json::from_str::<DurationTable>(&broken).unwrap_err().to_string().contains("do not fit"));
}

#[test]
fn a_million_groups_have_a_curve_each_and_are_too_many_to_test() {
    let rows: i64 = 1_000_000;
    let (joined, left) = (day("2020-04-01"), day("2021-04-01"));
    let levels = (0..rows).map(|row| row.to_string()).collect();
    let segment = SegmentColumn { name: "club".into(), levels, codes: (0..rows as u32).collect() };
    let columns = EpisodeColumns {
        end: Some((0..rows).map(|row| (row % 2 == 0).then_some(left)).collect()),
        segments: vec![segment],
        ..EpisodeColumns::new(PersonKeys::Integers((0..rows).collect()), (0..rows).map(|_| Some(joined)).collect())
    };
    let register = Register::settings_as_of(day("2022-03-31")).build(&columns).unwrap();
    let table = DurationTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().segment("club")).build(&register).unwrap();
    let curves = SurvivalSettings::new().curves(&table).unwrap();
    assert_eq!(curves.len(), rows as usize);
    let there = curves.iter().filter(|curve| curve.at(700.0) == Some(1.0)).count();
    let gone = curves.iter().filter(|curve| curve.at(365.0) == Some(0.0)).count();
    assert_eq!((there, gone), (500_000, 500_000));
    let refused = ComparedGroups::of_durations(&table).unwrap_err().to_string();
    assert!(refused.contains("1000000"), "{refused}");
}
