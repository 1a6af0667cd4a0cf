//! Lapse at renewal and resignation in mid-term: the two together are Kaplan-Meier, beside other laws and a second implementation.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::SpellsCounted;
use kaiin::model::renewal::{MidTermSurvival, RenewalDate, RenewalModel, RenewalSettings};
use kaiin::survival::{LapseDate, LapseDates, SurvivalSettings};
use kaiin::time::{LeapDay, anniversary};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register};
use proptest::prelude::*;
use support::day;

const JOINED: &str = "2015-04-01";

fn anniversaries() -> RenewalSettings {
    RenewalSettings::new(RenewalDate::Anniversary(LeapDay::Feb28))
}

/// Members who joined on one day, left after so many days or not at all, and were first seen after so many days.
fn register(members: &[(Option<i32>, i32)]) -> Register {
    let joined = day(JOINED);
    let row = |(number, &(days, seen)): (usize, &(Option<i32>, i32))| {
        let row = Episode::new(format!("{number}"), joined);
        let row = Episode { observed_from: (seen > 0).then(|| joined.plus_days(seen).unwrap()), ..row };
        days.map_or(row.clone(), |days| row.until(joined.plus_days(days).unwrap(), EndReason::Voluntary))
    };
    Register::settings_as_of(day("2020-01-15")).build(&members.iter().enumerate().map(row).collect()).unwrap()
}

fn members(seen: bool) -> impl Strategy<Value = Vec<(Option<i32>, i32)>> {
    // anniversaries fall 366, 731, 1096, 1461 days after joining on 2015-04-01
    let days = prop_oneof![2 => prop::sample::select(vec![366, 731, 1096, 1461]), 3 => 1..1_700i32];
    let member = (prop::option::weighted(0.8, days), prop_oneof![1 => Just(0), 1 => 1..1_200i32]);
    prop::collection::vec(member, 3..30).prop_map(move |members| {
        let mut members: Vec<_> = members.into_iter().map(|(days, first)| (days, if seen { first } else { 0 })).collect();
        members.retain(|(days, first)| days.is_none_or(|days| days > *first));
        members.push((None, 0));
        members
    })
}

fn fit(settings: RenewalSettings, register: &Register) -> RenewalModel {
    settings.fit(register).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn mid_term_and_renewal_combine_to_kaplan_meier(members in members(true)) {
        let register = register(&members);
        let model = fit(anniversaries(), &register);
        let rows = LapseDates::new(LapseDate::AsRecorded).rows(&register).unwrap().observations().unwrap();
        let curve = SurvivalSettings::new().curve(&rows.risk_table().unwrap());
        for (year, days) in model.years().iter().zip([366.0, 731.0, 1096.0, 1461.0]) {
            let (Some(found), Some(expected)) = (year.cumulative, curve.at(days)) else { continue };
            prop_assert!((found - expected).abs() < 1e-12, "after {} days: {} is not {}", days, found, expected);
            let point = curve.points().iter().rev().find(|point| point.time <= days);
            if let (Some(point), Some(limits)) = (point, year.limits) {
                let expected = curve.limits(point).unwrap();
                prop_assert!((limits.lower - expected.lower).abs() < 1e-9 && (limits.upper - expected.upper).abs() < 1e-9);
            }
        }
        let left: u64 = model.years().iter().map(|year| year.mid_term.exits.total() + year.renewal.lapsed.total()).sum();
        prop_assert_eq!(left, members.iter().filter(|(days, _)| days.is_some()).count() as u64);
    }

    #[test]
    fn counts_are_those_of_a_walk_through_every_day(members in members(true), before in 0..40u32, after in 0..70u32) {
        let register = register(&members);
        let model = fit(anniversaries().window(before, after).unwrap(), &register);
        let known = register.as_of().next();
        for year in model.years() {
            let renewal = |number: u32| anniversary(day(JOINED), number, LeapDay::Feb28);
            let (before, after) = (before as i32, after as i32);
            let from = if year.tenure == 0 { day(JOINED) } else { renewal(year.tenure).plus_days(after).unwrap() };
            let (opens, closes) = (renewal(year.tenure + 1).plus_days(-before).unwrap(), renewal(year.tenure + 1).plus_days(after).unwrap());
            let (mut days, mut resigned, mut reached, mut lapsed) = (0, 0, 0, 0);
            for spell in register.spells() {
                let mut today = from;
                while today < opens {
                    let there = spell.observed <= today && spell.end.is_none_or(|end| today < end) && (spell.end.is_some() || today < known);
                    days += u64::from(there);
                    today = today.next();
                }
                // a leave on the close of the window before belongs to that window
                resigned += u64::from(spell.end.is_some_and(|end| (from < end || (year.tenure == 0 && from <= end)) && end < opens));
                let there = spell.observed < opens && spell.end.is_none_or(|end| opens <= end);
                let left = spell.end.is_some_and(|end| opens <= end && end <= closes);
                let seen = spell.end.unwrap_or(known) >= closes;
                reached += u64::from(there && (left || seen));
                lapsed += u64::from(there && left);
            }
            let found = (year.mid_term.days.get(), year.mid_term.exits.total(), year.renewal.reached, year.renewal.lapsed.total());
            prop_assert_eq!(found, (days, resigned, reached, lapsed), "tenure {}", year.tenure);
        }
    }

    #[test]
    fn a_wider_window_only_moves_leavers_to_the_renewal(members in members(false), before in 0..100u32, after in 0..100u32) {
        let register = register(&members);
        let (narrow, wide) = (fit(anniversaries(), &register), fit(anniversaries().window(before, after).unwrap(), &register));
        let sums = |model: &RenewalModel| {
            let sum = |value: fn(&kaiin::model::renewal::RenewalYear) -> u64| model.years().iter().map(value).sum::<u64>();
            (sum(|year| year.mid_term.exits.total()), sum(|year| year.renewal.lapsed.total()), sum(|year| year.mid_term.days.get()))
        };
        let (narrow, wide) = (sums(&narrow), sums(&wide));
        prop_assert!(wide.0 <= narrow.0 && wide.1 >= narrow.1 && wide.2 <= narrow.2);
        prop_assert_eq!(wide.0 + wide.1, narrow.0 + narrow.1);
    }
}

#[test]
fn fiscal_years_begin_for_all_on_one_day_and_a_grace_period_takes_in_who_is_struck_off_in_it() {
    let row = |name: &str, joined: &str| Episode::new(name, day(joined));
    let rows = [
        row("A", "2021-07-01"),
        row("B", "2021-10-01").until(day("2022-04-01"), EndReason::Voluntary),
        row("C", "2021-04-01").until(day("2022-06-30"), EndReason::Arrears), // struck off 90 days after the renewal date
        row("D", "2022-01-01").until(day("2022-02-01"), EndReason::Death),
    ];
    let register = Register::settings_as_of(day("2023-03-31")).build(&rows.into_iter().collect()).unwrap();
    let settings = RenewalSettings::new(RenewalDate::FiscalYear(FiscalCalendar::japan()));
    let model = fit(settings, &register);
    assert_eq!((model.years()[0].renewal.reached, model.years()[0].renewal.lapsed.total()), (3, 1));
    assert_eq!(model.years()[1].mid_term.exits.of(EndReason::Arrears), 1);
    let model = fit(settings.window(0, 90).unwrap(), &register);
    let first = &model.years()[0];
    assert_eq!((first.renewal.lapsed.of(EndReason::Arrears), first.renewal.probability), (1, Some(2.0 / 3.0)));
    // July to March, October to March, a year, January: until the window opens
    assert_eq!(first.mid_term.days.get(), 274 + 182 + 365 + 31);
    assert_eq!(model.share_at_renewal(), Some(2.0 / 3.0));
}

#[test]
fn a_constant_force_by_hand() {
    // one of four leaves after 183 days: 1 in 3 × 366 + 183 days, a year having 365.25
    let register = register(&[(Some(183), 0), (None, 0), (None, 0), (None, 0)]);
    let first = fit(anniversaries().mid_term(MidTermSurvival::ConstantForce), &register).years()[0];
    let force = 1.0 / ((3.0 * 366.0 + 183.0) / 365.25);
    assert!((first.mid_term.force.unwrap() - force).abs() < 1e-15);
    assert!((first.survival.unwrap() - (-force).exp()).abs() < 1e-15);
    let interval = first.mid_term.force_interval.unwrap();
    assert!((interval.lower + 0.975f64.ln() / force.recip()).abs() < 1e-12, "the exact lower limit of one event is -log 0.975");
}

#[test]
fn nobody_and_unknown_days_are_answered() {
    let unknown = Episode { start: None, observed_from: Some(day("2018-04-01")), ..Episode::new("E", Day::MIN) };
    let register = Register::settings_as_of(day("2019-03-31")).build(&[unknown].into_iter().collect()).unwrap();
    let model = fit(anniversaries().spells(SpellsCounted::All), &register);
    assert_eq!((model.years().len(), model.clock_unknown(), model.share_at_renewal(), model.to_table().rows()), (0, 1, None, 0));
    assert_eq!(anniversaries().window(200, 200).unwrap_err().code(), "setting");
}
