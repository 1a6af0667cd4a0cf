//! The catalogue of measures, effects, break-even effects and allocation of a budget: hand-worked cases and bad input.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::decision::Lever;
use kaiin::decision::allocation::{Attitude, Budget, BudgetLine, Dependence, Response};
use kaiin::decision::measures::{Action, Assessment, Audience, BreakEven, Catalogue, Change, Effect, Incentive, MeasurePlan, Stake};
use kaiin::decision::money::Money;
use kaiin::{Confidence, Error};
use std::collections::BTreeSet;

fn plan(id: &str, audience: f64) -> MeasurePlan {
    Catalogue::shipped().get(id).unwrap().for_audience_of(audience).unwrap()
}

fn setting(error: Error) -> String {
    assert_eq!(error.code(), "setting", "{error}");
    error.to_string()
}

#[test]
fn the_catalogue_has_57_measures_told_apart_in_both_languages() {
    let catalogue = Catalogue::shipped();
    let measures = catalogue.measures();
    assert_eq!(measures.len(), 57);
    assert!(measures.iter().enumerate().all(|(at, measure)| measure.id == format!("M{:02}", at + 1)));
    let english: BTreeSet<&str> = measures.iter().map(|measure| measure.name.english.as_str()).collect();
    let japanese: BTreeSet<&str> = measures.iter().map(|measure| measure.name.japanese.as_str()).collect();
    assert_eq!((english.len(), japanese.len()), (57, 57));
    assert!(japanese.iter().all(|name| !name.is_ascii()) && english.iter().all(|name| name.is_ascii()));
}

#[test]
fn the_levers_are_counted_as_documented() {
    let catalogue = Catalogue::shipped();
    let first: Vec<usize> = Lever::ALL.into_iter().map(|lever| catalogue.of_lever(lever).count()).collect();
    assert_eq!(first, [11, 2, 33, 0, 0, 2, 1]);
    let count = |action: Action| catalogue.measures().iter().filter(|measure| measure.action == action).count();
    assert_eq!((count(Action::Measures), count(Action::NoLever)), (3, 5));
    // leave of absence is touched by two measures only, beside what they do first
    let leave = [Lever::LeaveTaken, Lever::LeaveEnd].map(|lever| catalogue.touching(lever).map(|m| m.id.clone()).collect::<Vec<_>>());
    assert_eq!(leave, [vec!["M24".to_owned()], vec!["M27".to_owned()]]);
    let of = |audience: Audience| catalogue.measures().iter().filter(|measure| measure.audience == audience).count();
    assert_eq!(Audience::ALL.map(of).iter().sum::<usize>(), 57);
    let by = |incentive: Incentive| catalogue.measures().iter().filter(|measure| measure.incentive == incentive).count();
    assert_eq!(Incentive::ALL.map(by), [10, 38, 6, 3]);
}

#[test]
fn the_table_has_both_languages_and_reads_back() {
    let catalogue = Catalogue::shipped();
    let table = catalogue.to_table();
    let cell = |column: &str, row: usize| table.column(column).unwrap().text(row);
    assert_eq!(
        (table.rows(), cell("id", 23), cell("lever", 23), cell("second_lever", 23)),
        (57, "M24".to_owned(), "lapse".to_owned(), "leave_taken".to_owned())
    );
    assert_eq!((cell("name_japanese", 23), cell("lever_japanese", 23)), ("退職した会員向けの企画".to_owned(), "退会".to_owned()));
    assert_eq!((cell("lever", 31), cell("lever_english", 31)), ("none".to_owned(), "no lever of its own".to_owned()));
    assert_eq!((cell("lever", 50), cell("second_lever", 50)), ("measurement".to_owned(), String::new()));
    let written = serde_json::to_string(&catalogue).unwrap();
    assert_eq!(serde_json::from_str::<Catalogue>(&written).unwrap(), catalogue);
}

#[test]
fn an_effect_unknown_gives_a_break_even_effect() {
    // 2,000 × 25 % = 500 reached a year for 3 years: 300,000 + 3 × 500 × 1,000 = 1,800,000; one kept is worth 60,000,
    // a point of 500 over 3 years 3 × 5 × 60,000 = 900,000: 2 points, 10 members a year
    let measure = plan("M17", 2_000.0).reach(0.25).unwrap().cost(Money(300_000), Money(1_000)).unwrap().years(3).unwrap();
    let found = measure.assess(&Stake::new(0.08, 60_000.0).unwrap()).unwrap();
    let BreakEven::At { absolute, relative, persons } = found.break_even else { panic!("{found:?}") };
    assert!((absolute + 0.02).abs() < 1e-15 && (relative.unwrap() + 0.25).abs() < 1e-14 && (persons - 10.0).abs() < 1e-12);
    assert!(found.outcome.is_none());
    let words = found.words();
    assert_eq!(
        words.english,
        "M17 Continuing education: costs 1,800,000; effect unknown; breaks even when the rate of lapse goes from 8.00 % to 6.00 % (10.0 persons a year)"
    );
    assert!(words.japanese.contains("効果は不明") && words.japanese.contains("8.00 % から 6.00 %"));
}

#[test]
fn an_effect_at_break_even_has_no_net_value() {
    let measure = plan("M17", 500.0).cost(Money(300_000), Money(1_000)).unwrap().years(3).unwrap();
    let stake = Stake::new(0.08, 60_000.0).unwrap().discount(0.1).unwrap();
    let needed = measure.assess(&stake).unwrap().break_even.change().unwrap();
    let effect = Effect::typed_in(Lever::Lapse, Change::Absolute(needed), "the break-even effect").unwrap();
    let outcome = measure.with_effect(effect).unwrap().assess(&stake).unwrap().outcome.unwrap();
    assert!(outcome.net.abs() < 1e-6, "{outcome:?}");
}

#[test]
fn a_known_effect_by_hand() {
    // 200 reached, entry from 60 % up by a tenth of it: 6 points, 12 joiners a year, 2 years; at 25 % the years are worth 1.8
    let effect = Effect::evaluated(Lever::Entry, Change::Relative(0.1), "trial of 2024").unwrap().with_standard_error(0.05).unwrap();
    let measure = plan("M04", 200.0).cost(Money(100_000), Money(2_000)).unwrap().years(2).unwrap().with_effect(effect).unwrap();
    let found = measure.assess(&Stake::new(0.6, 50_000.0).unwrap().discount(0.25).unwrap()).unwrap();
    let outcome = found.outcome.clone().unwrap();
    assert!((found.cost - (100_000.0 + 200.0 * 2_000.0 * 1.8)).abs() < 1e-9);
    assert!((outcome.change - 0.06).abs() < 1e-15 && (outcome.gained_a_year - 12.0).abs() < 1e-12);
    assert!((outcome.value - 12.0 * 50_000.0 * 1.8).abs() < 1e-6);
    assert!((outcome.net - 260_000.0).abs() < 1e-6);
    // the error is half of the effect, so that of the value is half of it
    assert!((outcome.net_error.unwrap() - 540_000.0).abs() < 1e-6);
    // Φ(260 / 540) = Φ(0.48148) = 0.68491
    assert!((outcome.chance_of_paying.unwrap() - 0.68491).abs() < 1e-5);
    assert!((outcome.cost_of_one.unwrap() - 820_000.0 / 24.0).abs() < 1e-9);
    let table = Assessment::table(&[found]);
    assert_eq!((table.column("effect").unwrap().text(0), table.column("break_even").unwrap().text(0)), ("known".into(), "at".into()));
}

#[test]
fn measures_without_a_lever_say_so() {
    for id in ["M32", "M56"] {
        let found = plan(id, 100.0).cost(Money(1_000), Money(0)).unwrap().assess(&Stake::new(0.1, 1_000.0).unwrap()).unwrap();
        assert_eq!((found.lever, found.break_even), (None, BreakEven::NoLever));
        assert!(found.words().english.contains("turns no lever"));
    }
}

#[test]
fn what_cannot_pay_says_how_far_it_gets() {
    // all 100 of whom 5 leave: 5 kept at most, worth 50,000 of a cost of 200,000
    let stake = Stake::new(0.05, 10_000.0).unwrap();
    let found = plan("M37", 100.0).cost(Money(200_000), Money(0)).unwrap().assess(&stake).unwrap();
    let BreakEven::Infeasible { needed, most, returned } = found.break_even else { panic!("{found:?}") };
    assert!((needed + 0.2).abs() < 1e-15 && most == -0.05 && (returned - 0.25).abs() < 1e-15);
    let nobody = plan("M37", 0.0).cost(Money(1), Money(0)).unwrap().assess(&stake).unwrap();
    assert_eq!(nobody.break_even, BreakEven::NobodyReached);
    let free = plan("M37", 10.0).assess(&stake).unwrap();
    assert_eq!(free.break_even.change(), Some(0.0));
    let worthless = plan("M37", 10.0).assess(&Stake::new(0.05, 0.0).unwrap()).unwrap();
    assert_eq!(worthless.break_even, BreakEven::WorthNothing);
}

#[test]
fn effects_that_cannot_be_are_refused() {
    let change = |change| Effect::typed_in(Lever::Lapse, change, "a guess");
    for bad in [Change::Relative(-1.5), Change::Relative(f64::NAN), Change::Absolute(5.0), Change::Absolute(f64::INFINITY)] {
        setting(change(bad).unwrap_err());
    }
    assert_eq!(Effect::typed_in(Lever::Lapse, Change::Relative(-0.1), " ").unwrap_err().code(), "missing");
    let effect = change(Change::Absolute(-0.1)).unwrap();
    setting(effect.clone().with_standard_error(-1.0).unwrap_err());
    setting(effect.clone().interval(-0.05, 0.0, Confidence::default()).unwrap_err());
    setting(effect.clone().interval(f64::NEG_INFINITY, 0.0, Confidence::default()).unwrap_err());
    // ten points off a rate of 8 %
    let impossible = plan("M17", 10.0).with_effect(effect.clone()).unwrap();
    assert!(setting(impossible.assess(&Stake::new(0.08, 1.0).unwrap()).unwrap_err()).contains("takes the rate of lapse from 0.08"));
    // on a lever that the measure does not turn
    assert!(setting(plan("M12", 10.0).with_effect(effect).unwrap_err()).contains("entry and late_entry"));
}

#[test]
fn plans_that_cannot_be_are_refused() {
    let measure = Catalogue::shipped().get("M01").unwrap().clone();
    for persons in [-1.0, f64::NAN, f64::INFINITY] {
        setting(measure.for_audience_of(persons).unwrap_err());
    }
    let base = plan("M01", 10.0);
    setting(base.clone().reach(1.5).unwrap_err());
    setting(base.clone().cost(Money(-1), Money(0)).unwrap_err());
    setting(base.clone().years(0).unwrap_err());
    assert_eq!(base.clone().years(101).unwrap_err().code(), "limit");
    setting(base.present_cost(-1.0).unwrap_err());
    setting(Stake::new(1.1, 1.0).unwrap_err());
    setting(Stake::new(0.1, f64::INFINITY).unwrap_err());
    setting(Stake::new(0.1, 1.0).unwrap().discount(-1.0).unwrap_err());
}

#[test]
fn an_interval_and_its_error_agree() {
    let effect = Effect::typed_in(Lever::Lapse, Change::Absolute(-0.02), "a guess").unwrap();
    assert_eq!(effect.standard_error(), None);
    let z = 1.959_963_984_540_054; // the normal quantile of 97.5 %
    let effect = effect.interval(-0.02 - z * 0.01, -0.02 + z * 0.01, Confidence::default()).unwrap();
    assert!((effect.standard_error().unwrap() - 0.01).abs() < 1e-15);
}

fn budget(amount: f64) -> Budget {
    Budget::of(amount).unwrap()
}

#[test]
fn two_exponentials_by_hand() {
    // slopes 20 e^(-x/5) and 10 e^(-y/10) are equal at x = 5 ln 2 + y / 2; x + y = 20: y = (20 - 5 ln 2) / 1.5
    let lines = [
        BudgetLine::new("steep", Response::saturating(100.0, 5.0).unwrap()),
        BudgetLine::new("long", Response::saturating(100.0, 10.0).unwrap()),
    ];
    let found = budget(20.0).allocate(&lines).unwrap();
    let long = (20.0 - 5.0 * 2f64.ln()) / 1.5;
    assert!((found.lines[1].spent - long).abs() < 1e-12 && (found.lines[0].spent - (20.0 - long)).abs() < 1e-12);
    assert!((found.shadow_price.unwrap() - 10.0 * (-long / 10.0).exp()).abs() < 1e-12);
    assert_eq!(found.left(), 0.0);
}

#[test]
fn limits_bind_and_money_can_be_left() {
    let lines = [
        BudgetLine::new("best", Response::linear(2.0).unwrap()).at_most(30.0).unwrap(),
        BudgetLine::new("must", Response::linear(0.5).unwrap()).at_least(10.0).unwrap().at_most(20.0).unwrap(),
    ];
    let found = budget(35.0).allocate(&lines).unwrap();
    assert_eq!((found.lines[0].spent, found.lines[1].spent, found.shadow_price), (25.0, 10.0, Some(2.0)));
    let rich = budget(100.0).allocate(&lines).unwrap();
    assert_eq!((rich.spent(), rich.left(), rich.shadow_price), (50.0, 50.0, Some(0.0)));
    assert!(setting(budget(9.0).allocate(&lines).unwrap_err()).contains("less than the 10 that must be spent"));
    let exactly = budget(10.0).allocate(&lines).unwrap();
    assert_eq!((exactly.lines[0].spent, exactly.shadow_price), (0.0, Some(2.0)));
}

#[test]
fn wholes_are_bought_whole() {
    // the knapsack that a rule of thumb gets wrong: gain for money is best for the first, but the other two fill the budget
    let lines = [
        BudgetLine::all_or_nothing("a", 6.0, 6.6).unwrap(),
        BudgetLine::all_or_nothing("b", 5.0, 5.0).unwrap(),
        BudgetLine::all_or_nothing("c", 5.0, 5.0).unwrap(),
    ];
    let found = budget(10.0).allocate(&lines).unwrap();
    assert_eq!(found.lines.iter().map(|line| line.spent).collect::<Vec<_>>(), [0.0, 5.0, 5.0]);
    assert_eq!((found.gain, found.left()), (10.0, 0.0));
    let poor = budget(4.0).allocate(&lines).unwrap();
    assert_eq!((poor.gain, poor.left(), poor.shadow_price), (0.0, 4.0, Some(0.0)));
}

#[test]
fn the_shadow_price_does_not_count_parts_of_a_whole() {
    // the line is full at 10 and brings 20; the whole for 6 would bring 9, but not with the one unit more that is asked for
    let line = BudgetLine::new("line", Response::linear(2.0).unwrap()).at_most(10.0).unwrap();
    let found = budget(10.0).allocate(&[line, BudgetLine::all_or_nothing("whole", 6.0, 9.0).unwrap()]).unwrap();
    assert_eq!((found.gain, found.shadow_price, found.lines[1].marginal), (20.0, Some(0.0), Some(0.0)));
}

#[test]
fn a_fixed_cost_is_paid_when_it_pays() {
    // after 10 each unit brings 3, without a fixed cost 1: from 15 on 3 (B - 10) > B
    let lines = [
        BudgetLine::new("fixed", Response::linear(3.0).unwrap()).fixed_cost(10.0).unwrap(),
        BudgetLine::new("plain", Response::linear(1.0).unwrap()),
    ];
    let spent = |amount: f64| budget(amount).allocate(&lines).unwrap().lines[0].spent;
    assert_eq!([9.0, 14.9, 15.1, 40.0].map(spent), [0.0, 0.0, 15.1, 40.0]);
}

#[test]
fn robust_allocations_by_hand() {
    // two equal lines, one certain: with k = 1 and errors that go together the doubtful counts 1 - 0.75 as much, 0.25 √x against √y: 1 to 16
    let lines = [
        BudgetLine::new("doubtful", Response::power(1.0, 0.5).unwrap()).uncertain(0.75).unwrap(),
        BudgetLine::new("sure", Response::power(1.0, 0.5).unwrap()),
    ];
    let robust = budget(17.0).attitude(Attitude::MeanLessDeviations(1.0)).unwrap();
    let together = robust.dependence(Dependence::Together).allocate(&lines).unwrap();
    assert!((together.lines[0].spent - 1.0).abs() < 1e-9, "{together:?}");
    // alone in its doubt, independence changes nothing: D = ρ g
    let independent = robust.allocate(&lines).unwrap();
    assert!((independent.lines[0].spent - 1.0).abs() < 1e-6, "{independent:?}");
    // two doubtful ones: each alike, 8.5 each, D = 0.75 √2 √8.5
    let both = [lines[0].clone(), BudgetLine::new("other", Response::power(1.0, 0.5).unwrap()).uncertain(0.75).unwrap()];
    let spread = robust.allocate(&both).unwrap();
    assert!((spread.lines[0].spent - 8.5).abs() < 1e-6 && (spread.error - 0.75 * 17f64.sqrt()).abs() < 1e-9, "{spread:?}");
}

#[test]
fn what_is_too_doubtful_is_not_funded() {
    let line = BudgetLine::new("doubtful", Response::linear(1.0).unwrap()).uncertain(0.6).unwrap();
    let robust = budget(10.0).attitude(Attitude::MeanLessDeviations(2.0)).unwrap();
    for dependence in [Dependence::Together, Dependence::Independent] {
        let found = robust.dependence(dependence).allocate(std::slice::from_ref(&line)).unwrap();
        assert!(found.spent() < 1e-9 && found.objective.abs() < 1e-9, "{found:?}");
    }
}

#[test]
fn budgets_that_cannot_be_shared_are_refused() {
    for amount in [-1.0, f64::NAN, f64::INFINITY] {
        setting(Budget::of(amount).unwrap_err());
    }
    let line = || BudgetLine::new("a", Response::power(1.0, 0.5).unwrap());
    let nothing = budget(0.0).allocate(&[line()]).unwrap();
    assert_eq!((nothing.spent(), nothing.gain, nothing.shadow_price), (0.0, 0.0, None)); // the first yen brings infinitely much
    let linear = budget(0.0).allocate(&[BudgetLine::new("a", Response::linear(3.0).unwrap())]).unwrap();
    assert_eq!(linear.shadow_price, Some(3.0));
    assert_eq!(budget(1.0).allocate(&[]).unwrap_err().code(), "no_rows");
    setting(budget(1.0).allocate(&[line(), line()]).unwrap_err());
    for deviations in [-1.0, f64::NAN, f64::INFINITY] {
        setting(budget(1.0).attitude(Attitude::MeanLessDeviations(deviations)).unwrap_err());
    }
    setting(line().at_most(f64::INFINITY).unwrap_err());
    setting(line().at_least(5.0).unwrap().at_most(4.0).unwrap_err());
    setting(line().at_most(4.0).unwrap().fixed_cost(5.0).unwrap_err());
    setting(line().uncertain(-0.1).unwrap_err());
    setting(BudgetLine::all_or_nothing("a", 0.0, 1.0).unwrap_err());
    setting(BudgetLine::all_or_nothing("a", 1.0, 1.0).unwrap().at_most(2.0).unwrap_err());
}

#[test]
fn plans_become_lines_of_a_budget() {
    let stake = Stake::new(0.2, 60_000.0).unwrap();
    let effect = |change| Effect::typed_in(Lever::Lapse, Change::Absolute(change), "a guess").unwrap();
    let base = plan("M15", 500.0).cost(Money(100_000), Money(1_000)).unwrap();
    assert_eq!(BudgetLine::of_plan(&base, &stake).unwrap_err().code(), "missing");
    let harmful = base.clone().with_effect(effect(0.01)).unwrap();
    setting(BudgetLine::of_plan(&harmful, &stake).unwrap_err());
    let line = BudgetLine::of_plan(&base.clone().with_effect(effect(-0.05)).unwrap(), &stake).unwrap();
    // 25 kept of 500 are worth 1,500,000 for 600,000
    let found = budget(1_000_000.0).allocate(&[line]).unwrap();
    assert_eq!((found.lines[0].spent, found.left()), (600_000.0, 400_000.0));
    assert!((found.gain - 1_500_000.0).abs() < 1e-6);
    // a fixed cost alone is bought whole
    let whole = plan("M15", 500.0).cost(Money(100_000), Money(0)).unwrap().with_effect(effect(-0.05)).unwrap();
    let whole = BudgetLine::of_plan(&whole, &stake).unwrap();
    assert_eq!(budget(99_999.0).allocate(&[whole]).unwrap().spent(), 0.0);
}

#[test]
fn a_line_of_the_budget_is_read_back_as_it_was_written() {
    let any_amount = BudgetLine::new("any amount", Response::linear(2.0).unwrap()).at_least(1.0).unwrap();
    for line in [any_amount.clone(), any_amount.at_most(3.0).unwrap(), BudgetLine::all_or_nothing("whole", 6.0, 9.0).unwrap()] {
        let written = serde_json::to_string(&line).unwrap();
        assert_eq!(serde_json::from_str::<BudgetLine>(&written).unwrap(), line, "{written}");
    }
}
