//! Laws of the table of years at risk and of actual to expected, beside the tables that count the same time in other ways.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{
    ActuarialExposure, ExitDay, ExposureBasis, ExposurePeriod, GroupBy, HazardAxes, HazardCell, HazardKey, HazardTable,
    HazardTableSettings, HazardYear, LexisGrid, ObservationWindow, PeriodLength, Span, TenureDuringLeave, TenureOnReturn, TenureRules,
};
use kaiin::rates::{ActualToExpected, BeyondStandard, HazardRates, StandardBasis, StandardRates};
use kaiin::register::Register;
use kaiin::time::LeapDay;
use kaiin::{EndReason, FiscalCalendar, PersonDays};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{AS_OF, CleanPerson, after_2010, clean_persons, clean_register, rows_of};

fn all_axes() -> HazardAxes {
    HazardAxes::tenure().and_period().and_age().and_group(GroupBy::nothing().licence_cohort().join_cohort().segment("branch"))
}

fn settings() -> HazardTableSettings {
    HazardTable::settings(FiscalCalendar::japan())
}

fn any_settings() -> impl Strategy<Value = HazardTableSettings> {
    let back = prop_oneof![Just(TenureOnReturn::Restarts), Just(TenureOnReturn::Resumes), Just(TenureOnReturn::RunsOn)];
    (any::<[bool; 4]>(), back, prop::option::of((0..2_000i32, 1..2_500i32))).prop_map(|([fiscal, stops, out, mar1], on_return, window)| {
        let during_leave = if fiscal && stops { TenureDuringLeave::Stops } else { TenureDuringLeave::Runs };
        let settings = settings()
            .year(if fiscal { HazardYear::Fiscal } else { HazardYear::Membership })
            .tenure(TenureRules { during_leave, on_return })
            .exit_day(if out { ExitDay::FirstDayOut } else { ExitDay::LastDayIn })
            .leap_day(if mar1 { LeapDay::Mar1 } else { LeapDay::Feb28 })
            .by(all_axes());
        match window {
            Some((from, days)) => settings.during(ObservationWindow::new(after_2010(from), after_2010(from + days)).unwrap()),
            None => settings,
        }
    })
}

fn register_of(persons: &[CleanPerson]) -> Register {
    clean_register(&rows_of(persons), 0)
}

fn whole_record() -> ObservationWindow {
    ObservationWindow::through(after_2010(-3_000), after_2010(AS_OF)).unwrap()
}

/// Spells as spans; those without a known first day have no tenure.
fn spans(register: &Register) -> Vec<Span> {
    let known = register.spells().filter(|spell| spell.start_known);
    known.map(|spell| Span { start: spell.start, observed_from: Some(spell.observed), end: spell.end, exit: spell.reason }).collect()
}

/// Whether an episode of no day ends a longer membership: its exit is booked on that day, as a member of that day's standing leaves, and
/// not on the day before, as the span without standings has it.
fn ends_in_no_day(persons: &[CleanPerson]) -> bool {
    persons.iter().any(|person| person.rows.iter().skip(1).any(|row| row.end == row.start))
}

fn by_tenure<T>(table: &HazardTable, value: impl Fn(&HazardCell) -> T) -> BTreeMap<u32, T> {
    let table = table.regroup(&HazardAxes::tenure()).unwrap();
    table.cells().iter().map(|(key, cell)| (key.tenure.unwrap(), value(cell))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn regrouping_is_building_with_fewer_axes(persons in clean_persons(true), settings in any_settings()) {
        let register = register_of(&persons);
        let table = settings.clone().build(&register).unwrap();
        for axes in [HazardAxes::nothing(), HazardAxes::tenure(), HazardAxes::nothing().and_age().and_group(GroupBy::nothing().segment("branch"))] {
            prop_assert_eq!(table.regroup(&axes).unwrap(), settings.clone().by(axes).build(&register).unwrap());
        }
        prop_assert_eq!(table.regroup(&HazardAxes::nothing()).unwrap().total(), table.total());
    }

    #[test]
    fn merged_parts_are_the_whole_and_the_order_of_rows_does_not_matter(persons in clean_persons(true), settings in any_settings(), at in 0..9usize) {
        let whole = settings.build(&register_of(&persons)).unwrap();
        let mut rows = rows_of(&persons);
        rows.reverse();
        prop_assert_eq!(&settings.build(&clean_register(&rows, 0)).unwrap(), &whole);
        let (left, right) = persons.split_at(at.min(persons.len()));
        if !left.is_empty() && !right.is_empty() {
            let [left, right] = [left, right].map(|part| settings.build(&register_of(part)).unwrap());
            prop_assert_eq!(left.merge(&right).unwrap(), whole);
        }
    }

    #[test]
    fn days_and_exits_by_tenure_are_those_of_the_lexis_table(persons in clean_persons(true), out in any::<bool>(), mar1 in any::<bool>()) {
        let register = register_of(&persons);
        let exit_day = if out { ExitDay::FirstDayOut } else { ExitDay::LastDayIn };
        let leap_day = if mar1 { LeapDay::Mar1 } else { LeapDay::Feb28 };
        let table = settings().exit_day(exit_day).leap_day(leap_day).build(&register).unwrap();
        let lexis = LexisGrid::new(whole_record()).exit_day(exit_day).leap_day(leap_day).count_register(&register).by_tenure();
        let lexis: BTreeMap<_, _> = lexis.into_iter().map(|(tenure, cell)| (tenure, (cell.days, cell.exits))).collect();
        let mut found = by_tenure(&table, |cell| (cell.days(), cell.exits()));
        // A year that was entered and left on one day, or not entered at all, holds nothing that the other table counts.
        found.retain(|_, (days, exits)| *days != PersonDays(0) || exits.total() > 0);
        prop_assert_eq!(found, lexis);
    }

    #[test]
    fn actuarial_exposure_by_tenure_is_that_of_the_annual_exposure_method(persons in clean_persons(false)) {
        prop_assume!(!ends_in_no_day(&persons));
        let register = register_of(&persons);
        let studied = [EndReason::Voluntary, EndReason::Death];
        let basis = ExposureBasis::Anniversary(PeriodLength::Year);
        let study = ActuarialExposure::new(whole_record(), basis, &studied).exit_day(ExitDay::LastDayIn).table(spans(&register));
        let found = by_tenure(&settings().build(&register).unwrap(), |cell| (cell.years(), cell.actuarial_years(&studied)));
        for (period, sum) in study.periods() {
            let ExposurePeriod::SinceJoining(year) = period else { panic!("{period}") };
            let (years, exposure) = found.get(&(year - 1)).copied().unwrap_or_default();
            // A membership of no day is exposed for one day there, for none here.
            let none = spans(&register).iter().filter(|span| span.end == Some(span.start)).count() as f64;
            prop_assert_eq!(years, sum.rows());
            prop_assert!((exposure - sum.exposure()).abs() <= 1e-9 + none / 365.0, "{}: {} is not {}", period, exposure, sum.exposure());
        }
        prop_assert_eq!(found.len(), study.periods().len());
    }

    #[test]
    fn whole_years_are_those_that_a_walk_through_all_anniversaries_finds(persons in clean_persons(true)) {
        prop_assume!(!ends_in_no_day(&persons));
        let register = register_of(&persons);
        let found = by_tenure(&settings().build(&register).unwrap(), |cell| (cell.at_risk(), cell.left().total()));
        let mut expected = BTreeMap::<u32, (u64, u64)>::new();
        for spell in register.spells().filter(|spell| spell.start_known) {
            for tenure in 0..20 {
                let anniversary = |n| kaiin::time::anniversary(spell.start, n, LeapDay::Feb28);
                let (begins, ends) = (anniversary(tenure), anniversary(tenure + 1));
                let lasts = spell.end.is_none_or(|end| begins < end || (end == spell.start && tenure == 0));
                if spell.observed <= begins && lasts && ends <= after_2010(AS_OF + 1) {
                    let cell = expected.entry(tenure).or_default();
                    cell.0 += 1;
                    cell.1 += u64::from(spell.end.is_some_and(|end| end <= ends));
                }
            }
        }
        let found: BTreeMap<_, _> = found.into_iter().filter(|(_, counts)| counts.0 > 0).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_table_against_its_own_rates_gives_one(persons in clean_persons(true), central in any::<bool>()) {
        let table = settings().build(&register_of(&persons)).unwrap();
        let basis = if central { StandardBasis::Central } else { StandardBasis::Probability };
        let hazards = HazardRates::settings().rates(&table).unwrap();
        prop_assume!(central || hazards.rates().iter().all(|rate| rate.actuarial.is_none_or(|q| q <= 1.0)));
        let standard = StandardRates::of_hazards(basis, &hazards).unwrap();
        let study = ActualToExpected::against(standard).of_table(&table).unwrap();
        for (key, row) in study.rows() {
            if row.actual() > 0 {
                prop_assert!((row.ratio().unwrap() - 1.0).abs() < 1e-12, "{:?}", key);
            }
        }
        prop_assert_eq!(study.total().actual() + study.unmatched_exits(), table.total().exits().total());
    }

    #[test]
    fn the_groups_of_a_study_add_up_to_its_total(persons in clean_persons(true), last in 0..4usize) {
        let by = HazardAxes::nothing().and_group(GroupBy::nothing().segment("branch"));
        let table = settings().by(HazardAxes::tenure().and_group(GroupBy::nothing().segment("branch"))).build(&register_of(&persons)).unwrap();
        let standard = StandardRates::by_tenure(StandardBasis::Central, [0.3, 0.2, 0.15, 0.1].into_iter().take(last + 1)).unwrap();
        let study = ActualToExpected::against(standard.clone()).by(by.clone()).of_table(&table).unwrap();
        let sum = |value: fn(&kaiin::rates::Experience) -> f64| study.rows().iter().map(|(_, row)| value(row)).sum::<f64>();
        prop_assert!((sum(|row| row.expected()) - study.total().expected()).abs() < 1e-9);
        prop_assert!((sum(|row| row.exposure()) - study.total().exposure()).abs() < 1e-9);
        let all = table.total();
        prop_assert!((study.total().exposure() + study.unmatched_exposure() - all.days().years().get()).abs() < 1e-9);
        let endless = ActualToExpected::against(standard.beyond(BeyondStandard::LastRate)).by(by).of_table(&table).unwrap();
        prop_assert_eq!((endless.unmatched_exits(), endless.total().actual()), (0, all.exits().total()));
    }
}

#[test]
fn hazards_of_nobody_are_none_and_of_one_person_are_exact() {
    let nobody = support::toy_register();
    let window = ObservationWindow::new(support::day("1990-01-01"), support::day("1991-01-01")).unwrap();
    let table = settings().during(window).build(&nobody).unwrap();
    assert!(table.cells().is_empty() && HazardRates::settings().rates(&table).unwrap().rates().is_empty());
    let standard = StandardRates::by_tenure(StandardBasis::Probability, [0.1]).unwrap();
    let study = ActualToExpected::against(standard).of_table(&table).unwrap();
    assert_eq!((study.total().ratio(), study.rows().len(), study.to_table().rows()), (None, 0, 0));
    assert_eq!(table.cell(&HazardKey::default()), None);
}

#[test]
fn axes_that_the_table_does_not_have_are_refused() {
    let table = settings().build(&support::toy_register()).unwrap();
    let message = table.regroup(&HazardAxes::nothing().and_period()).unwrap_err().to_string();
    assert!(message.starts_with("axis period is not among the axes of the table (tenure)"), "{message}");
    let by_age = StandardRates::of_keys(StandardBasis::Central, HazardAxes::nothing().and_age(), []).unwrap();
    assert_eq!(ActualToExpected::against(by_age).of_table(&table).unwrap_err().code(), "setting");
    let other = settings().exit_day(ExitDay::FirstDayOut).build(&support::toy_register()).unwrap();
    assert_eq!(table.merge(&other).unwrap_err().code(), "mismatch");
}
