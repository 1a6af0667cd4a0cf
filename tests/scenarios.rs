//! Scenarios on levers, goal seek, sensitivities and the steady state: against exact rational arithmetic, by hand, and by laws.
//!
//! `tests/oracles/cohort-component-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::decision::Lever;
use kaiin::decision::scenario::{
    Amount, Goal, GoalSeek, LeverChange, Plan, Reached, Scenario, ScenarioComparison, Schedule, Sensitivity, SteadyState,
};
use kaiin::language::Bilingual;
use kaiin::licensees::{DenominatorKind, Licensees};
use kaiin::projection::{
    Arrival, Assumed, Assumptions, CohortPopulation, Population, Projection, Provenance, Quantity, YearDependence, YearVariation,
};
use kaiin::{EndReason, FiscalYear};
use oracle::{list, number};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

const BASE: FiscalYear = FiscalYear(2024);

fn p(probability: f64) -> Assumed {
    Assumed::typed_in(probability, "by hand").unwrap()
}

fn close(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs().max(1e-9), "{what}: {found} is not {expected}");
}

fn change(lever: Lever, amount: Amount) -> LeverChange {
    LeverChange::of(lever, amount).unwrap()
}

// ---------------------------------------------------------------- against exact fractions

fn fractions(value: &Value) -> Vec<f64> {
    let one = |text: &str| {
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap()
    };
    value.as_array().unwrap().iter().map(|value| one(value.as_str().unwrap())).collect()
}

/// Members by tenure who stay with the given shares; everyone of the inflow joins.
fn by_tenure(retention: &[f64], members: &[f64]) -> (Population, Assumptions) {
    let active = (0u32..).zip(members).map(|(tenure, &count)| (tenure, count as u64)).collect();
    let people = CohortPopulation { active, ..CohortPopulation::default() };
    let assumptions = Assumptions {
        entry: vec![p(1.0), p(0.0)],
        lapse: std::iter::once(p(0.0)).chain(retention.iter().map(|stay| p(1.0 - stay))).collect(),
        ..Assumptions::nothing_happens()
    };
    (Population { base_year: BASE, cohorts: vec![(None, people)] }, assumptions)
}

#[test]
fn cohorts_by_tenure_and_what_reaches_the_target_agree_with_exact_fractions() {
    let cases = oracle::of_kind("cohort_component");
    assert!(cases.len() >= 2);
    for case in cases {
        let (settings, result) = (&case.json["settings"], &case.json["results"][0]);
        let (input, values) = (&result["input"], &result["values"]);
        let (retention, start) = (fractions(&input["retention_by_tenure"]), fractions(&input["n0_by_tenure"]));
        let (population, assumptions) = by_tenure(&retention, &start);
        let joiners = fractions(&input["joiners"]).into_iter().map(|joiners| Arrival::fixed(joiners).unwrap());
        let base = Projection::of(&population, &assumptions, joiners);
        let projection = base.run().unwrap();
        for (at, year) in projection.years().iter().enumerate() {
            let what = format!("{} year {}", case.id(), at + 1);
            close(year.members.mean, list(&values["total"])[at + 1].unwrap(), 1e-12, &what);
            // The library counts tenure from the joining year, and the last class is open-ended in both.
            let expected = list(&values["members_by_tenure"][at + 1]);
            for (found, expected) in year.members_by_tenure.iter().zip(&expected) {
                close(*found, expected.unwrap(), 1e-12, &what);
            }
            assert_eq!(year.members_by_tenure.len(), expected.len());
        }
        let last = projection.years().last().unwrap().year;
        assert_eq!(settings["T"].as_u64().unwrap() as i32, last.since(BASE));
        let target: f64 = settings["target_members_at_T"].as_str().unwrap().parse().unwrap();
        let goal = Goal::new(Quantity::Members, last, target).unwrap();
        let seek = |change: LeverChange, range| GoalSeek::of(goal, change, range).unwrap().run(&base).unwrap();
        let sought = &values["goal_seek"];

        let found = seek(change(Lever::LicenceInflow, Amount::To(0.0)), 0.0..=1e5);
        close(found.amount().unwrap(), number(&sought["constant_joiners_for_target"]).unwrap(), 1e-9, case.id());
        let staying = change(Lever::Lapse, Amount::Complement(1.0)).years(1, 99).unwrap();
        match number(&sought["retention_multiplier_for_target"]) {
            Some(expected) => close(seek(staying, 1.0..=9.0).amount().unwrap(), expected, 1e-9, case.id()),
            None => assert!(matches!(seek(staying, 1.0..=9.0), Reached::Unreachable { best, .. } if best < target), "{}", case.id()),
        }
        let odds = change(Lever::Lapse, Amount::Odds(1.0)).years(1, 99).unwrap();
        match number(&sought["retention_odds_multiplier_for_target"]) {
            Some(expected) => close(1.0 / seek(odds, 1e-6..=1.0).amount().unwrap(), expected, 1e-9, case.id()),
            None => assert!(matches!(seek(odds, 1e-9..=1.0), Reached::Unreachable { best, .. } if best < target), "{}", case.id()),
        }
        let at_end = |change: LeverChange| Scenario::named("").with(change).run(&base).unwrap().years().last().unwrap().members.mean;
        close(at_end(change(Lever::LicenceInflow, Amount::To(0.0))), number(&sought["total_at_zero_joiners"]).unwrap(), 1e-12, case.id());
        close(at_end(change(Lever::Lapse, Amount::To(0.0))), number(&sought["max_with_full_retention"]).unwrap(), 1e-12, case.id());
    }
}

// ---------------------------------------------------------------- levers by hand

/// One licence cohort of 2023: 100 never joined, 100 active since then, 20 on leave, 40 lapsed last year.
fn population() -> Population {
    let people = CohortPopulation {
        never_joined: 100,
        active: BTreeMap::from([(1, 100)]),
        on_leave: BTreeMap::from([(1, 20)]),
        lapsed: BTreeMap::from([(0, 40)]),
        ..CohortPopulation::default()
    };
    Population { base_year: BASE, cohorts: vec![(Some(FiscalYear(2023)), people)] }
}

fn assumptions() -> Assumptions {
    Assumptions {
        entry: vec![p(0.5), p(0.2), p(0.1)],
        lapse: vec![p(0.1), p(0.2), p(0.4)],
        reasons: BTreeMap::from([(EndReason::Arrears, vec![p(0.5)]), (EndReason::Death, vec![p(0.25)])]),
        leave: p(0.1),
        leave_end: p(0.5),
        lapse_on_leave: p(0.2),
        reinstatement: vec![p(0.3), p(0.1)],
        exit: p(0.05),
        ..Assumptions::nothing_happens()
    }
}

/// 2025 by hand. Never joined, in their second year: 10 join, 1 leaves at once; 4.5 of the other 90 exit. Active: 40 leave, 60 stay, 6
/// of them on leave. On leave: 4 leave, 16 stay, 8 return. Lapsed: 12 come back, 1.4 of the other 28 exit. New 50: 25 join, 2.5 leave at
/// once, 1.25 of the other 25 exit. Left 47.5: half in arrears, a quarter dead. Members 9 + 60 + 16 + 12 + 22.5 = 119.5; never joined
/// 85.5 + 23.75; lapsed 26.6 + 0.75 × 47.5.
#[test]
fn a_year_with_every_move_by_hand() {
    let (population, assumptions) = (population(), assumptions());
    let projection = Projection::of(&population, &assumptions, [50]).run().unwrap();
    let year = &projection.years()[0];
    for (found, expected) in [
        (year.members.mean, 119.5),
        (year.on_leave.mean, 14.0),
        (year.joined.mean, 35.0),
        (year.reinstated.mean, 12.0),
        (year.left.mean, 47.5),
        (year.never_joined.mean, 109.25),
        (year.lapsed.mean, 26.6 + 35.625),
        (year.left_by_reason[&EndReason::Arrears], 23.75),
        (year.left_by_reason[&EndReason::Death], 11.875),
        (year.left_by_reason[&EndReason::Unstated], 11.875),
        (year.organization_practising.unwrap().mean, 119.5 / (119.5 + 109.25 + 62.225)),
        (year.entry_rate().unwrap(), 0.7),
        (year.members_per_new_licensee().unwrap(), 2.39),
    ] {
        close(found, expected, 1e-12, "by hand");
    }
    close(year.left.chance, 100.0 * 0.01 * 0.99 + 100.0 * 0.24 + 20.0 * 0.16 + 50.0 * 0.05 * 0.95, 1e-12, "leavers");
}

#[test]
fn every_lever_by_hand() {
    let (population, assumptions) = (population(), assumptions());
    let base = Projection::of(&population, &assumptions, [50]);
    let members = |change: LeverChange| Scenario::named("").with(change).run(&base).unwrap().years()[0].members.mean;
    for (what, change, expected) in [
        ("30 instead of 25 of the new join, 3 leave at once", change(Lever::Entry, Amount::Points(0.1)), 119.5 + 4.5),
        ("20 instead of 10 join late, 2 leave at once", change(Lever::LateEntry, Amount::Factor(2.0)), 119.5 + 9.0),
        ("later years only", change(Lever::LateEntry, Amount::Factor(2.0)).years(3, 9).unwrap(), 119.5),
        // In the joining year 0.05 of 35 instead of 0.1, then 20 instead of 40 of the active and 2 instead of 4 on leave.
        ("half as many leave", change(Lever::Lapse, Amount::Factor(0.5)), 119.5 + 1.75 + 20.0 + 2.0),
        ("only the active of the second year", change(Lever::Lapse, Amount::Factor(0.5)).years(2, 2).unwrap(), 119.5 + 20.0),
        (
            "no arrears: half of everyone who leaves",
            change(Lever::Lapse, Amount::To(0.0)).reason(EndReason::Arrears).unwrap(),
            119.5 + 23.75,
        ),
        ("for half of them", change(Lever::Lapse, Amount::To(0.0)).reason(EndReason::Arrears).unwrap().reach(0.5).unwrap(), 119.5 + 11.875),
        ("leave moves nobody off the roll", change(Lever::LeaveTaken, Amount::To(1.0)), 119.5),
        ("nor does return", change(Lever::LeaveEnd, Amount::To(0.0)), 119.5),
        ("24 instead of 12 come back", change(Lever::Reinstatement, Amount::Factor(2.0)).years(1, 1).unwrap(), 131.5),
        ("not in their first year", change(Lever::Reinstatement, Amount::Factor(2.0)).years(2, 9).unwrap(), 119.5),
        ("odds of 3/7 to 3", change(Lever::Reinstatement, Amount::Odds(7.0)), 119.5 + 40.0 * (0.75 - 0.3)),
        ("20 more licences, half join, a tenth leaves at once", change(Lever::LicenceInflow, Amount::Points(20.0)), 119.5 + 9.0),
        ("not yet", change(Lever::Lapse, Amount::To(0.0)).schedule(Schedule::from(FiscalYear(2026))), 119.5),
        ("a quarter of the way", change(Lever::LeaveTaken, Amount::To(0.0)), 119.5),
    ] {
        close(members(change), expected, 1e-12, what);
    }
    // After the change of one reason the others leave as before: 40 active leave, 20 in arrears, 10 dead, 10 unstated.
    let no_arrears = change(Lever::Lapse, Amount::To(0.0)).reason(EndReason::Arrears).unwrap();
    let year = Scenario::named("").with(no_arrears).run(&base).unwrap().years()[0].clone();
    assert!(!year.left_by_reason.contains_key(&EndReason::Arrears));
    close(year.left_by_reason[&EndReason::Death], 11.875, 1e-12, "deaths");
    close(year.left.mean, 23.75, 1e-12, "leavers");
}

#[test]
fn a_change_of_some_years_leaves_the_others_as_they_were() {
    let (population, assumptions) = (population(), assumptions());
    let settings = Projection::of(&population, &assumptions, [50]);
    let plan = |change: LeverChange| Plan::of(&Scenario::named("").with(change), &settings).unwrap().assumptions.remove(0);
    let numbers = |list: &[Assumed]| list.iter().map(|of| of.probability.get()).collect::<Vec<_>>();
    let of = plan(change(Lever::Lapse, Amount::Factor(0.5)).years(1, 3).unwrap());
    assert_eq!(numbers(&of.lapse), [0.1, 0.1, 0.2, 0.2, 0.4]);
    assert_eq!(of.lapse[4].provenance, Provenance::CarriedOver { from_year: 2 });
    assert!(
        matches!(&of.lapse[1].provenance, Provenance::Changed(words) if words.contains("Lapse in years 1 to 3") && words.contains("typed in"))
    );
    assert_eq!(numbers(&plan(change(Lever::Entry, Amount::To(0.9))).entry), [0.9, 0.2, 0.1]);
    assert_eq!(numbers(&plan(change(Lever::LateEntry, Amount::To(0.0))).entry), [0.5, 0.0, 0.0]);
    let single = Assumptions { entry: vec![p(0.5)], ..assumptions.clone() };
    let settings = Projection::of(&population, &single, [50]);
    let of = Plan::of(&Scenario::named("").with(change(Lever::Entry, Amount::To(0.9))), &settings).unwrap();
    assert_eq!(numbers(&of.assumptions[0].entry), [0.9, 0.5]);
}

#[test]
fn sentences_in_both_languages() {
    let change = change(Lever::Entry, Amount::Points(0.05)).schedule(Schedule::from(FiscalYear(2026)).until(FiscalYear(2030)).fade(2));
    let sentence = change.sentence();
    assert_eq!(
        sentence.english,
        "Entry in the year of the licence: +5 percentage points, from fiscal 2026 on, until fiscal 2030, then fading over 2 years."
    );
    assert_eq!(sentence.japanese, "免許取得年度の入会：+5ポイント（2026年度から）（2030年度まで、その後2年で消失）。");
}

#[test]
fn scenarios_compose_and_compare() {
    let (population, assumptions) = (population(), assumptions());
    let licensees = Licensees::by_cohort([(FiscalYear(2023), 260), (BASE, 0)]).unwrap();
    let base = Projection::of(&population, &assumptions, [50, 50, 50]).licensees(&licensees, DenominatorKind::CumulativeSummed);
    let fewer = Scenario::named("fewer leave").with(change(Lever::Lapse, Amount::Factor(0.5)));
    let more = Scenario::named("more join").with(change(Lever::Entry, Amount::Points(0.2)));
    let both = fewer.then(&more, "both");
    assert_eq!(both.changes().len(), 2);
    let compared = ScenarioComparison::of(&base, &[fewer.clone(), more, both, Scenario::named("nothing")]).unwrap();
    let more_members = |name: &str| compared.difference(name, FiscalYear(2027), Quantity::Members).unwrap().unwrap();
    assert_eq!(more_members("nothing"), 0.0);
    assert!(more_members("both") > more_members("fewer leave") + more_members("more join"), "who joins more also stays longer");
    assert_eq!(compared.to_table().rows(), 5 * 3);
    assert!(
        compared.difference("unknown", FiscalYear(2027), Quantity::Members).unwrap_err().to_string().contains("fewer leave, more join")
    );
    assert!(compared.difference("both", FiscalYear(2050), Quantity::Members).is_err());
    assert!(ScenarioComparison::of(&base, &[fewer.clone(), fewer]).unwrap_err().to_string().contains("name of two"));
}

#[test]
fn a_scenario_has_a_name_in_each_language() {
    let (population, assumptions) = (population(), assumptions());
    let base = Projection::of(&population, &assumptions, [50]);
    let mentors = Scenario::named(Bilingual::new("mentors", "メンター制度")).with(change(Lever::Lapse, Amount::Factor(0.5)));
    let both = mentors.then(&Scenario::named("nothing"), String::from("both"));
    assert_eq!((mentors.name().japanese.as_str(), both.name().japanese.as_str()), ("メンター制度", "both"));
    let compared = ScenarioComparison::of(&base, &[mentors.clone(), both]).unwrap();
    let more = |name: &str| compared.difference(name, FiscalYear(2025), Quantity::Members).unwrap();
    assert!(more("mentors").is_some() && more("mentors") == more("メンター制度"));
    let names = |column: &str| [0, 1, 2].map(|row| compared.to_table().column(column).unwrap().text(row));
    assert_eq!(names("scenario"), ["", "mentors", "both"]);
    assert_eq!(names("scenario_japanese"), ["", "メンター制度", "both"]);
    // One name must not mean two scenarios, in whichever language.
    for other in [Bilingual::new("mentors", "別"), Bilingual::new("others", "メンター制度"), Bilingual::new("メンター制度", "others")]
    {
        let error = ScenarioComparison::of(&base, &[mentors.clone(), Scenario::named(other)]).unwrap_err();
        assert!(error.to_string().contains("is the name of two"));
    }
    // A file has one text where both languages share it.
    let json = |scenario: &Scenario| serde_json::to_value(scenario).unwrap()["name"].clone();
    assert_eq!(json(&Scenario::named("both")), serde_json::json!("both"));
    assert_eq!(json(&mentors), serde_json::json!({"english": "mentors", "japanese": "メンター制度"}));
    assert_eq!(serde_json::from_value::<Scenario>(serde_json::to_value(&mentors).unwrap()).unwrap(), mentors);
}

// ---------------------------------------------------------------- goals

#[test]
fn goals_met_reached_and_out_of_reach() {
    let (population, assumptions) = (population(), assumptions());
    let base = Projection::of(&population, &assumptions, [50; 5]);
    let in_2029 = |members: f64| Goal::new(Quantity::Members, FiscalYear(2029), members).unwrap();
    let fewer = || change(Lever::Lapse, Amount::Factor(1.0));
    let seek = |goal: Goal| GoalSeek::of(goal, fewer(), 0.0..=1.0).unwrap().run(&base).unwrap();
    let without = base.run().unwrap().years()[4].members.mean;
    assert_eq!(seek(in_2029(50.0)), Reached::AlreadyMet { reached: without });
    assert_eq!((seek(in_2029(50.0)).reached(), seek(in_2029(50.0)).change()), (without, None));
    let found = seek(in_2029(without + 50.0));
    let Reached::At { change, reached } = found.clone() else { panic!("in reach") };
    assert_eq!((found.reached(), found.change()), (reached, Some(&change)));
    close(reached, without + 50.0, 1e-12, "the goal");
    let back = Scenario::named("").with(change).run(&base).unwrap();
    close(back.years()[4].members.mean, without + 50.0, 1e-12, "put back");
    let nobody_leaves = Scenario::named("").with(fewer().with_value(0.0).unwrap()).run(&base).unwrap().years()[4].members.mean;
    let found = seek(in_2029(2.0 * nobody_leaves));
    let Reached::Unreachable { best, change } = found.clone() else { panic!("out of reach") };
    assert_eq!((found.reached(), found.change()), (best, Some(&change)));
    assert_eq!((best, change.amount()), (nobody_leaves, Amount::Factor(0.0)));
    // To be reached with 90 % takes more than in the mean.
    let surely = seek(in_2029(without + 50.0).with_probability(0.9).unwrap()).amount().unwrap();
    let mean = seek(in_2029(without + 50.0)).amount().unwrap();
    assert!(surely < mean);
    let reached = Scenario::named("").with(fewer().with_value(surely).unwrap()).run(&base).unwrap();
    close(reached.years()[4].members.probability_of_reaching(without + 50.0), 0.9, 1e-9, "probability");
}

#[test]
fn what_no_scenario_can_be_is_refused() {
    let (population, assumptions) = (population(), assumptions());
    let base = Projection::of(&population, &assumptions, [50]);
    let fails = |change: LeverChange| Scenario::named("").with(change).run(&base).unwrap_err().to_string();
    assert!(fails(change(Lever::Lapse, Amount::Points(-0.2))).contains("change the odds"));
    assert!(fails(change(Lever::Entry, Amount::Factor(3.0))).contains("fiscal 2025"));
    assert!(fails(change(Lever::Lapse, Amount::To(0.95)).reason(EndReason::Arrears).unwrap()).contains("no probability"));
    assert!(fails(change(Lever::Lapse, Amount::Factor(0.5)).reason(EndReason::Expelled).unwrap()).contains("[arrears, death]"));
    assert!(fails(change(Lever::LicenceInflow, Amount::Points(-51.0))).contains("negative"));
    assert!(fails(change(Lever::LateEntry, Amount::Factor(0.5)).years(0, 0).unwrap()).contains("begins"));
    for amount in [Amount::Factor(-1.0), Amount::Odds(0.0), Amount::To(-0.5), Amount::Complement(f64::NAN), Amount::Points(f64::INFINITY)] {
        assert!(LeverChange::of(Lever::Lapse, amount).is_err(), "{amount:?}");
    }
    assert!(LeverChange::of(Lever::LicenceInflow, Amount::Odds(2.0)).is_err());
    assert!(change(Lever::Entry, Amount::Factor(0.5)).years(1, 2).is_err());
    assert!(change(Lever::Lapse, Amount::Factor(0.5)).years(3, 2).is_err());
    assert_eq!(change(Lever::Lapse, Amount::Factor(0.5)).years(0, 100_000).unwrap_err().code(), "limit");
    assert!(change(Lever::Entry, Amount::Factor(0.5)).reason(EndReason::Death).is_err());
    assert!(change(Lever::Entry, Amount::Factor(0.5)).reach(1.5).is_err());
    assert!(Schedule::always().ramp(3).is_err());

    let goal = |value: f64, year: i32| Goal::new(Quantity::Members, FiscalYear(year), value).unwrap();
    let seek = |goal: Goal| GoalSeek::of(goal, change(Lever::Lapse, Amount::Factor(1.0)), 0.0..=1.0).unwrap().run(&base);
    assert!(seek(goal(1e3, 2060)).unwrap_err().to_string().contains("the last one is 2025"));
    let rate = Goal::new(Quantity::OrganizationRate, FiscalYear(2025), 0.6).unwrap();
    assert_eq!(seek(rate).unwrap_err().code(), "missing");
    assert!(GoalSeek::of(goal(1.0, 2025), change(Lever::Lapse, Amount::Factor(1.0)), 1.0..=0.0).is_err());
    assert!(GoalSeek::of(goal(1.0, 2025), change(Lever::Lapse, Amount::Factor(1.0)), -1.0..=0.0).is_err());
    for value in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(Goal::new(Quantity::Members, BASE, value).is_err());
    }
    assert!(goal(1.0, 2025).with_probability(1.0).is_err());
    assert!(Sensitivity::of(&base, Quantity::Members, FiscalYear(2060)).is_err());
    assert_eq!(Sensitivity::of(&base, Quantity::OrganizationRate, FiscalYear(2025)).unwrap_err().code(), "missing");
    assert_eq!(SteadyState::of(&Projection::of(&population, &assumptions, Vec::<u64>::new())).unwrap_err().code(), "setting");
}

// ---------------------------------------------------------------- derivatives and uncertainty

/// Every derivative is the difference of two projections, divided. Of the share of a reason it moves as much as the unstated one loses.
#[test]
fn derivatives_are_those_of_differences() {
    let (population, assumptions) = (population(), assumptions());
    // Deaths by tenure: the last share stands for two years that lapse tells apart.
    let shares = [(EndReason::Death, vec![p(0.25), p(0.15)]), (EndReason::Retirement, vec![p(0.05), p(0.1), p(0.2), p(0.3)])];
    let assumptions = Assumptions { reasons: assumptions.reasons.into_iter().chain(shares).collect(), ..assumptions };
    let licensees = Licensees::by_cohort([(FiscalYear(2023), 260), (BASE, 0)]).unwrap();
    let of = |assumptions: &Assumptions| {
        let settings = Projection::of(&population, assumptions, [50, 40, 30]).licensees(&licensees, DenominatorKind::CumulativeSummed);
        settings.run().unwrap().years()[2].clone()
    };
    let base = Projection::of(&population, &assumptions, [50, 40, 30]).licensees(&licensees, DenominatorKind::CumulativeSummed);
    let quantities = [
        Quantity::Members,
        Quantity::OrganizationRate,
        Quantity::OrganizationRatePractising,
        Quantity::EntryRate,
        Quantity::OnLeave,
        Quantity::Joined,
        Quantity::Reinstated,
        Quantity::Left,
    ];
    for quantity in quantities {
        let found = Sensitivity::of(&base, quantity, FiscalYear(2027)).unwrap();
        // entry, lapse, shares of arrears, deaths and retirements, reinstatement, and four single ones
        assert_eq!(found.rows().len(), 3 + 3 + (1 + 2 + 4) + 2 + 4);
        for row in found.rows() {
            let moved = |by: f64| {
                let mut of = assumptions.clone();
                let year = row.year.unwrap_or(0) as usize;
                let one = match row.assumption.as_str() {
                    "entry" => &mut of.entry[year],
                    "lapse" => &mut of.lapse[year],
                    "reason" => &mut of.reasons.get_mut(&row.reason.unwrap()).unwrap()[year],
                    "reinstatement" => &mut of.reinstatement[year],
                    "leave" => &mut of.leave,
                    "leave_end" => &mut of.leave_end,
                    "lapse_on_leave" => &mut of.lapse_on_leave,
                    _ => &mut of.exit,
                };
                *one = p(one.probability.get() + by);
                of
            };
            let at = |by: f64| quantity.of(&of(&moved(by))).unwrap().mean;
            let expected = (at(1e-4) - at(-1e-4)) / 2e-4;
            let scale = found.mean().abs().max(1e-3);
            assert!((row.derivative - expected).abs() <= 1e-6 * scale, "{quantity} {row:?} is not {expected}");
            assert!(row.reason.is_none_or(|reason| EndReason::FINAL.contains(&reason)) || row.derivative == 0.0, "{quantity} {row:?}");
        }
    }
}

/// 1,000 members, one in ten leaves in the first year, and one in five of those who could comes back in the second: 20 of 100. Were all
/// leavers to die, none would come back; were all to give notice, all as before.
#[test]
fn a_final_reason_keeps_people_from_coming_back() {
    let population = Population::from_totals(BASE, 1_000, 0, 0, 0);
    let shares = [(EndReason::Death, vec![p(0.5)]), (EndReason::Voluntary, vec![p(0.25)])];
    let assumptions =
        Assumptions { lapse: vec![p(0.1)], reasons: shares.into(), reinstatement: vec![p(0.2)], ..Assumptions::nothing_happens() };
    let base = Projection::of(&population, &assumptions, [0, 0]);
    let found = Sensitivity::of(&base, Quantity::Members, FiscalYear(2026)).unwrap();
    let row = |reason| found.rows().iter().find(|row| row.reason == Some(reason)).unwrap();
    let (death, voluntary) = (row(EndReason::Death), row(EndReason::Voluntary));
    close(death.derivative, -20.0, 1e-12, "death");
    assert_eq!((death.assumption.as_str(), death.year, death.probability), ("reason", Some(0), 0.5));
    assert_eq!((voluntary.derivative, voluntary.swing_of_a_tenth()), (0.0, 0.0));
    // The rows are those of the table of assumptions, by the same names.
    let table = found.to_table();
    assert_eq!(table.column("reason").unwrap().len(), assumptions.to_table().rows());
}

/// 1,000 members, one in ten leaves: the deviation of the estimate moves the mean after two years by 1,000 × 2 × 0.9 times it, and the effect
/// of a year on the log odds by 1,000 × 0.9 × 0.1 × 0.9 in either year.
#[test]
fn three_sources_of_uncertainty_by_hand() {
    let population = Population::from_totals(BASE, 1_000, 0, 0, 0);
    let assumptions = Assumptions { lapse: vec![p(0.1).with_error(0.01).unwrap()], ..Assumptions::nothing_happens() };
    let of = |variation: YearVariation| {
        Projection::of(&population, &assumptions, [0, 0]).year_variation(variation).run().unwrap().years()[1].members
    };
    let members = of(YearVariation::new(0.0, 0.2, 0.0).unwrap());
    close(members.mean, 810.0, 1e-12, "mean");
    close(members.chance, 1_000.0 * 0.81 * 0.19, 1e-12, "chance");
    close(members.estimation, (1_800.0 * 0.01_f64).powi(2), 1e-12, "estimation");
    close(members.year_to_year, 2.0 * (1_000.0 * 0.9 * 0.09 * 0.2_f64).powi(2), 1e-12, "years");
    close(members.variance(), members.chance + members.estimation + members.year_to_year, 1e-15, "sum");
    // A wandering rate: the effect of the first year is there in the second too.
    let wandering = of(YearVariation::new(0.0, 0.2, 0.0).unwrap().with_dependence(YearDependence::RandomWalk));
    close(wandering.year_to_year, (2.0_f64.powi(2) + 1.0) * (1_000.0 * 0.9 * 0.09 * 0.2_f64).powi(2), 1e-12, "random walk");
    // A list whose later entries were taken over errs as one: as if it had one entry only.
    let carried = Assumed { provenance: Provenance::CarriedOver { from_year: 0 }, ..assumptions.lapse[0].clone() };
    let list = Assumptions { lapse: vec![assumptions.lapse[0].clone(), carried.clone(), carried], ..Assumptions::nothing_happens() };
    let as_one = Projection::of(&population, &list, [0, 0]).run().unwrap().years()[1].members;
    close(as_one.estimation, members.estimation, 1e-12, "taken over");
    // An uncertain inflow: the variance of the number of joiners comes on top.
    let joins = Assumptions { entry: vec![p(0.5)], ..Assumptions::nothing_happens() };
    let uncertain = Projection::of(&population, &joins, [Arrival::uncertain(100.0, 20.0).unwrap()]).run().unwrap().years()[0].members;
    close(uncertain.chance, 100.0 * 0.25 + 0.25 * 400.0, 1e-12, "inflow");
}

#[test]
fn the_steady_state_is_inflow_times_years_of_membership() {
    let (population, assumptions) = (population(), assumptions());
    let found = SteadyState::of(&Projection::of(&population, &assumptions, [50])).unwrap().unwrap();
    let far = Projection::of(&population, &assumptions, [50; 200]).run().unwrap();
    close(found.members, far.years()[199].members.mean, 1e-4, "200 years on");
    assert!(found.years_to_half <= found.years_to_a_hundredth);
    // Nobody leaves: it never ends.
    let stays = Assumptions { entry: vec![p(1.0)], ..Assumptions::nothing_happens() };
    assert_eq!(SteadyState::of(&Projection::of(&population, &stays, [50])).unwrap(), None);
}

// ---------------------------------------------------------------- laws

fn probabilities(length: usize) -> impl Strategy<Value = Vec<Assumed>> {
    prop::collection::vec((0.01f64..0.9).prop_map(p), 1..=length)
}

fn any_assumptions() -> impl Strategy<Value = Assumptions> {
    let single = || (0.01f64..0.9).prop_map(p);
    let reasons = (0.0f64..0.5, 0.0f64..0.5)
        .prop_map(|(one, two)| BTreeMap::from([(EndReason::Arrears, vec![p(one)]), (EndReason::Death, vec![p(two)])]));
    (probabilities(4), probabilities(5), reasons, (single(), single(), single(), single()), probabilities(3)).prop_map(
        |(entry, lapse, reasons, (leave, leave_end, lapse_on_leave, exit), reinstatement)| Assumptions {
            entry,
            lapse,
            reasons,
            leave,
            leave_end,
            lapse_on_leave,
            reinstatement,
            exit,
            ..Assumptions::nothing_happens()
        },
    )
}

proptest! {
    #[test]
    fn an_empty_scenario_and_neutral_changes_are_the_base(assumptions in any_assumptions(), inflow in prop::collection::vec(0u64..200, 1..6)) {
        let population = population();
        let base = Projection::of(&population, &assumptions, inflow);
        let expected = base.run().unwrap();
        prop_assert_eq!(&Scenario::named("").run(&base).unwrap(), &expected);
        for lever in Lever::ALL {
            let same = Scenario::named("").with(change(lever, Amount::Factor(1.0)));
            for (one, two) in same.run(&base).unwrap().years().iter().zip(expected.years()) {
                prop_assert!((one.members.mean - two.members.mean).abs() < 1e-9, "{lever}");
                prop_assert!((one.members.variance() - two.members.variance()).abs() < 1e-6, "{lever}");
            }
        }
    }

    #[test]
    fn what_is_sought_puts_the_goal_into_the_projection(assumptions in any_assumptions(), share in 0.05f64..0.95, which in 0usize..4) {
        let population = population();
        let base = Projection::of(&population, &assumptions, [50, 50, 50]);
        let odds = [change(Lever::Lapse, Amount::Odds(1.0)), change(Lever::Entry, Amount::Odds(1.0)), change(Lever::Reinstatement, Amount::Odds(1.0)),
            change(Lever::LateEntry, Amount::Odds(1.0))][which].clone();
        let at = |value: f64| Scenario::named("").with(odds.with_value(value).unwrap()).run(&base).unwrap().years()[2].members.mean;
        let (low, high) = if odds.lever().gains_when_lower() { (0.1, 1.0) } else { (1.0, 10.0) };
        let (none, most) = (at(1.0), at(if low < 1.0 { low } else { high }));
        prop_assume!(most > none + 1e-6);
        let goal = Goal::new(Quantity::Members, FiscalYear(2027), none + share * (most - none)).unwrap();
        let found = GoalSeek::of(goal, odds.clone(), low..=high).unwrap().run(&base).unwrap();
        prop_assert!((at(found.amount().unwrap()) - goal.value()).abs() < 1e-7 * goal.value());
    }

    #[test]
    #[cfg(feature = "csv")]
    fn a_written_text_of_assumptions_reads_back(assumptions in any_assumptions()) {
        prop_assert_eq!(Assumptions::from_csv(&assumptions.to_csv().unwrap()).unwrap(), assumptions.clone());
        let json = serde_json::to_string(&assumptions).unwrap();
        prop_assert_eq!(serde_json::from_str::<Assumptions>(&json).unwrap(), assumptions);
    }
}

#[test]
#[cfg(feature = "csv")]
fn an_edited_text_says_so_and_a_broken_one_where() {
    let estimated = Assumed::estimated(FiscalYear(2019), FiscalYear(2023), 37, 1_000).unwrap();
    let assumptions = Assumptions { lapse: vec![estimated.clone(), estimated], ..Assumptions::nothing_happens() };
    let text = assumptions.to_csv().unwrap();
    let edited = Assumptions::from_csv(&text.replacen(",0.037,", ",0.03,", 1)).unwrap();
    assert!(matches!(&edited.lapse[0].provenance, Provenance::Changed(words) if words.contains("37 of 1000")), "{:?}", edited.lapse[0]);
    assert_eq!((edited.lapse[0].standard_error, &edited.lapse[1]), (None, &assumptions.lapse[1]));
    let fails = |text: &str| Assumptions::from_csv(text).unwrap_err().to_string();
    let head = "assumption,reason,year,probability,provenance,note\n";
    assert!(fails(&format!("{head}entri,,0,0.5,,\n")).contains("row 2: \"entri\" is no assumption"));
    assert!(fails(&format!("{head}entry,,0,0.5,,\nentry,,2,0.5,,\n")).contains("row 3: year 2 of \"entry\""));
    assert!(fails(&format!("{head}entry,,0,,,\n")).contains("has no probability"));
    assert!(fails(&format!("{head}entry,,0,1.5,,\n")).contains("probability 1.5"));
    assert!(fails(&format!("{head}entry,,0,0.5,guessed,\n")).contains("provenance \"guessed\""));
    assert!(fails(&format!("{head}entry,,0,0.5,estimated,\n")).contains("needs from, to, events and exposed"));
    assert!(fails(&format!("{head}reason,,0,0.5,,\n")).contains("names none"));
    assert!(fails(&format!("{head}reason,death,0,0.7,,\nreason,arrears,0,0.7,,\n")).contains("cannot be more than all"));
    assert!(fails(&format!("{head}tenure_on_return,,,,,middle\n")).contains("reset, longest or runs_on"));
    assert!(fails(&format!("{head}entry,illness,0,0.5,,\n")).contains("row 2"));
    assert!(["", head, "assumptions.csv"].iter().all(|text| fails(text).contains("give the text of the file itself")));
}
