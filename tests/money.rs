//! Dues, revenue, the value of members and the member's side: hand-worked cases, the worked example of MGI, and bad input.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::decision::money::{
    Beyond, BreakEvenRetention, Currency, Dues, DuesSchedule, ExpectedMembers, MemberCount, MemberGroup, MemberSide, MemberValue, Money,
    PaymentTiming, Reduction, ReductionRule, Rounding, Staying, mgi,
};
use kaiin::model::curve::{CurveFamily, CurveLaw};
use kaiin::{FiscalYear, Standing};

const Y: FiscalYear = FiscalYear(2025);

/// Full members 15,000 a year, students 500 a month; entrance fee 10,000 for full members; newcomers half for two years, leave free,
/// seniors of 40 years a third of the dues.
fn schedule() -> DuesSchedule {
    DuesSchedule::new()
        .dues("full", FiscalYear(2020), Dues::yearly(Money(15_000)).unwrap())
        .unwrap()
        .dues("student", FiscalYear(2020), Dues::monthly(Money(500)).unwrap())
        .unwrap()
        .entrance_fee("full", FiscalYear(2020), Money(10_000))
        .unwrap()
        .reduce(ReductionRule::newcomers(2, Reduction::share(0.5).unwrap()).unwrap().of_class("full"))
        .reduce(ReductionRule::in_standing(Standing::OnLeave, Reduction::whole()))
        .reduce(ReductionRule::seniors(40, Reduction::amount(Money(10_000)).unwrap()).of_class("full"))
}

fn full(tenure: u32) -> MemberGroup {
    MemberGroup::new(Y, "full").tenure(tenure)
}

#[test]
fn revenue_by_hand() {
    let counts = [
        MemberCount::new(full(0), 100),                                                // 100 × 7,500, fee 100 × 10,000
        MemberCount::new(full(1), 90),                                                 // 90 × 7,500
        MemberCount::new(full(10), 700).with_entering(5).unwrap(),                     // 700 × 15,000, fee 5 × 10,000
        MemberCount::new(full(10).standing(Standing::OnLeave), 30),                    // nothing
        MemberCount::new(full(41), 20),                                                // 20 × 5,000
        MemberCount::new(MemberGroup::new(Y, "student").tenure(1), 40),                // 40 × 6,000
        MemberCount::new(MemberGroup::new(Y, "student").tenure(1).instalments(3), 10), // 10 × 1,500
    ];
    let revenue = schedule().revenue(&counts).unwrap();
    let [full, student] = revenue.rows.as_slice() else { panic!("{revenue:?}") };
    assert_eq!((full.members, full.paying), (940, 910));
    assert_eq!(full.in_full, Money(940 * 15_000));
    assert_eq!(full.dues, Money(190 * 7_500 + 700 * 15_000 + 20 * 5_000));
    assert_eq!(full.reductions, Money(940 * 15_000 - 12_025_000));
    assert_eq!(full.entrance_fees, Money(1_050_000));
    assert_eq!(full.total, Money(13_075_000));
    assert_eq!((student.dues, student.entrance_fees), (Money(255_000), Money(0)));
    assert_eq!(revenue.total().unwrap(), Money(13_330_000));
    assert_eq!(revenue.of_year(Y).unwrap(), Some(Money(13_330_000)));
    assert_eq!(revenue.of_year(FiscalYear(2024)).unwrap(), None);
    let table = revenue.to_table();
    assert_eq!((table.rows(), table.column("total").unwrap().text(0)), (2, "13075000".to_owned()));
}

#[test]
fn expected_members_bring_what_as_many_counted_members_would() {
    let expected = [ExpectedMembers::new(full(0), 100.5).unwrap(), ExpectedMembers::new(full(5), 10.0).unwrap()];
    let found = schedule().expected_revenue(&expected).unwrap();
    assert_eq!((found.rows[0].dues, found.rows[0].entrance_fees), (100.5 * 7_500.0 + 150_000.0, 1_005_000.0));
    assert_eq!(found.of_year(Y), Some(1_908_750.0));
    assert_eq!(found.to_table().rows(), 1);
}

#[test]
fn totals_alone_give_an_upper_bound_that_says_so() {
    let totals = schedule().revenue(&[MemberCount::new(MemberGroup::new(Y, "full"), 940).with_entering(105).unwrap()]).unwrap();
    assert_eq!((totals.rows[0].dues, totals.rows[0].tenure_unknown), (Money(940 * 15_000), 940));
    // students have no reduction by tenure, so that theirs is not a bound
    let students = schedule().revenue(&[MemberCount::new(MemberGroup::new(Y, "student"), 7)]).unwrap();
    assert_eq!((students.rows[0].dues, students.rows[0].tenure_unknown), (Money(42_000), 0));
}

#[test]
fn a_hundred_million_members_are_counted_to_the_yen() {
    let dues = Dues::yearly(Money(33_333)).unwrap();
    let schedule = DuesSchedule::new().dues("full", Y, dues).unwrap().rounding(Rounding::HalfUp);
    let schedule = schedule.reduce(ReductionRule::everyone("third", Reduction::share(0.333_333).unwrap()));
    // 33,333 × 0.666667 = 22,222.011…: 22,222 each
    let revenue = schedule.revenue(&[MemberCount::new(full(9), 100_000_001)]).unwrap();
    assert_eq!(revenue.rows[0].dues, Money(2_222_200_022_222));
    assert_eq!(revenue.rows[0].dues.in_currency(&Currency::yen()), "¥2,222,200,022,222");
}

#[test]
fn dues_and_rules_hold_for_their_years() {
    let schedule = DuesSchedule::new()
        .dues("full", FiscalYear(2020), Dues::yearly(Money(100)).unwrap())
        .unwrap()
        .dues("full", FiscalYear(2023), Dues::yearly(Money(120)).unwrap())
        .unwrap()
        .reduce(
            ReductionRule::everyone("jubilee", Reduction::amount(Money(50)).unwrap())
                .from_year(FiscalYear(2022))
                .until_year(FiscalYear(2024)),
        );
    let payable = |year: i32| schedule.due(&MemberGroup::new(FiscalYear(year), "full")).unwrap().payable;
    assert_eq!([2021, 2022, 2023, 2024].map(payable), [Money(100), Money(50), Money(70), Money(120)]);
    assert_eq!(schedule.classes().collect::<Vec<_>>(), ["full"]);
}

#[test]
fn the_worked_example_of_mgi() {
    // (10,500 - 1,500) / 10,000 = 90 %; tenure 10 years; 20,000 new members a year and a lapse rate of 25 % make 80,000
    let renewal = mgi::renewal_rate(10_500, 1_500, 10_000).unwrap();
    assert_eq!(renewal, 0.9);
    assert!((mgi::average_tenure(1.0 - renewal).unwrap().unwrap() - 10.0).abs() < 1e-13);
    assert_eq!(mgi::average_tenure(0.1).unwrap(), Some(10.0));
    assert_eq!(mgi::steady_state(20_000.0, 0.25).unwrap(), Some(80_000.0));
}

#[test]
fn a_constant_lapse_rate_without_discount_gives_the_formulas_of_mgi() {
    let member = MemberValue::of_dues(Money(10_000)).unwrap().other_revenue(Money(2_000)).unwrap();
    let staying = Staying::constant(0.75).unwrap();
    let value = member.lifetime_value(&staying).unwrap().unwrap();
    assert_eq!(Some(value.value), mgi::lifetime_value(Money(10_000), Money(2_000), 0.25).unwrap());
    let serviced = member.servicing(Money(4_000)).unwrap().lifetime_value(&staying).unwrap().unwrap();
    let by_formula = mgi::maximum_acquisition_cost(Money(10_000), Money(2_000), Money(3_000), Money(1_000), 0.25).unwrap();
    assert_eq!(Some(serviced.maximum_acquisition_cost), by_formula);
    assert_eq!(serviced.payments, 4.0);
}

#[test]
fn the_formula_of_one_rate_is_wrong_where_retention_rises() {
    // Fader and Hardie's regular segment: 63.1 % stay in the first year, and 24.1 % are there after seven
    let shares = [1.0, 0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241];
    let seen = Staying::shares(&shares, Beyond::LastRetention).unwrap().payments(0, 0.0).unwrap().unwrap().number;
    let by_rate = mgi::average_tenure(1.0 - 0.631).unwrap().unwrap();
    // Σ of the shares is 3.599, and the last retention of 0.241 / 0.262 adds 0.241 × 0.919847 / 0.080153 = 2.7658
    assert!((seen - (3.599 + 0.241 * 0.241 / 0.021)).abs() < 1e-9, "{seen}");
    assert!(by_rate < 2.72 && seen > 2.0 * by_rate);
}

#[test]
fn payment_in_mid_year_is_worth_half_a_year_less() {
    let member = MemberValue::of_dues(Money(10_000)).unwrap().discount(0.21).unwrap();
    let staying = Staying::shares(&[1.0, 0.5], Beyond::NotCounted).unwrap();
    let at_start = member.lifetime_value(&staying).unwrap().unwrap().value;
    let in_middle = member.timing(PaymentTiming::MidYear).lifetime_value(&staying).unwrap().unwrap().value;
    // 10,000 (1 + 0.5 / 1.21), and that over √1.21 = 1.1
    assert!((at_start - 10_000.0 * (1.0 + 0.5 / 1.21)).abs() < 1e-9);
    assert!((in_middle - at_start / 1.1).abs() < 1e-9);
}

#[test]
fn newcomers_dues_and_fees_by_hand() {
    let member = MemberValue::of_schedule(&schedule(), "full", Y).unwrap().acquisition(Money(20_000)).unwrap().servicing(Money(1_500));
    let value = member.unwrap().lifetime_value(&Staying::shares(&[1.0, 0.8, 0.5, 0.4], Beyond::NotCounted).unwrap()).unwrap().unwrap();
    // fee 10,000; (7,500 - 1,500) (1 + 0.8) + (15,000 - 1,500) (0.5 + 0.4) = 10,800 + 12,150
    assert!((value.maximum_acquisition_cost - 32_950.0).abs() < 1e-9, "{value:?}");
    assert!((value.value - 12_950.0).abs() < 1e-9);
}

#[test]
fn who_is_kept_is_worth_the_years_from_then_on() {
    let member = MemberValue::of_schedule(&schedule(), "full", Y).unwrap();
    let staying = Staying::shares(&[1.0, 0.8, 0.5, 0.4], Beyond::NotCounted).unwrap();
    let kept = |year| member.value_of_kept(&staying, year).unwrap();
    assert!((kept(1).unwrap() - (7_500.0 + 15_000.0 * 0.9 / 0.8)).abs() < 1e-9); // the entrance fee is no part of it
    assert!((kept(3).unwrap() - 15_000.0).abs() < 1e-9);
    assert_eq!(kept(4), None);
}

#[test]
fn the_value_over_a_curve_is_that_of_fader_and_hardie() {
    // discounted expected lifetime of a shifted beta-geometric curve, by its own closed form: checked elsewhere against R
    let law = CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[0.668, 3.806]).unwrap();
    let years = law.discounted_lifetime(0.1).unwrap().unwrap().value;
    let member = MemberValue::of_dues(Money(100)).unwrap().discount(0.1).unwrap();
    let value = member.lifetime_value(&Staying::curve(law)).unwrap().unwrap();
    assert!((value.value / (100.0 * years) - 1.0).abs() < 1e-13);
}

#[test]
fn break_even_retention_by_hand() {
    let member = |cost: i64| MemberValue::of_dues(Money(10_000)).unwrap().acquisition(Money(cost)).unwrap();
    assert_eq!(member(50_000).break_even_retention().unwrap(), BreakEvenRetention::At(0.8)); // 10 / (1 - 0.8) = 50
    assert_eq!(member(10_000).break_even_retention().unwrap(), BreakEvenRetention::Always);
    // at 25 % money for ever is worth 5 payments
    let discounted = member(100_000).discount(0.25).unwrap();
    let BreakEvenRetention::Never(share) = discounted.break_even_retention().unwrap() else { panic!() };
    assert!((share - 0.5).abs() < 1e-15);
    // an entrance fee takes off the cost: 10 / (1 - r) = 50 - 10
    let BreakEvenRetention::At(found) = member(50_000).entrance_fee(Money(10_000)).unwrap().break_even_retention().unwrap() else {
        panic!()
    };
    assert!((found - 0.75).abs() < 1e-15);
    let lossy = member(1).servicing(Money(10_001)).unwrap();
    assert_eq!(lossy.break_even_retention().unwrap_err().code(), "setting");
}

#[test]
fn bad_input_is_refused_and_says_why() {
    let message = |error: kaiin::Error| error.to_string();
    assert_eq!(message(Dues::yearly(Money(-1)).unwrap_err()), "dues -1 is negative; give an amount of 0 or more");
    assert_eq!(message(Reduction::share(1.2).unwrap_err()), "reduction 1.2 is outside [0, 1]; write 0.3 for 30 % off");
    let member = MemberValue::of_dues(Money(10_000)).unwrap();
    for rate in [-1.0, -0.5, f64::NAN, f64::INFINITY] {
        assert_eq!(member.clone().discount(rate).unwrap_err().code(), "setting");
    }
    // who never leaves, without a discount, is worth more than any number: no value, and with a discount there is one
    let forever = Staying::constant(1.0).unwrap();
    assert_eq!(member.lifetime_value(&forever).unwrap(), None);
    assert!((member.clone().discount(0.25).unwrap().lifetime_value(&forever).unwrap().unwrap().value - 50_000.0).abs() < 1e-9);
    assert_eq!(schedule().revenue(&[]).unwrap_err().code(), "no_rows");
    assert_eq!(schedule().expected_revenue(&[]).unwrap_err().code(), "no_rows");
    assert_eq!(MemberCount::new(full(1), 3).with_entering(4).unwrap_err().code(), "setting");
    let smuggled = MemberCount { entering: 4, ..MemberCount::new(full(1), 3) };
    assert_eq!(schedule().revenue(&[smuggled]).unwrap_err().code(), "setting");
    let smuggled = ExpectedMembers { members: f64::NAN, ..ExpectedMembers::new(full(1), 3.0).unwrap() };
    assert_eq!(schedule().expected_revenue(&[smuggled]).unwrap_err().code(), "setting");
    for members in [-1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(ExpectedMembers::new(full(1), members).unwrap_err().code(), "setting");
    }
    assert_eq!(schedule().revenue(&[MemberCount::new(full(1), u64::MAX)]).unwrap_err().code(), "limit");
    assert_eq!(MemberValue::of_schedule(&schedule(), "guest", Y).unwrap_err().code(), "missing");
    let late = schedule().reduce(ReductionRule::seniors(u32::MAX, Reduction::whole()));
    assert_eq!(MemberValue::of_schedule(&late, "full", Y).unwrap_err().code(), "limit");
}

#[test]
fn nobody_brings_nothing() {
    let revenue = schedule().revenue(&[MemberCount::new(full(0), 0)]).unwrap();
    assert_eq!((revenue.rows[0].members, revenue.total().unwrap()), (0, Money(0)));
}

#[test]
fn the_member_earns_dues_back_by_use() {
    let member = MemberSide::of_dues(Money(15_000)).unwrap().benefit("congress", Money(8_000), 1.0).unwrap();
    let member = member.benefit("journal", Money(0), 12.0).unwrap().returns().unwrap();
    assert_eq!((member.saved, member.net), (8_000.0, -7_000.0));
    let [congress, journal] = member.benefits.as_slice() else { panic!() };
    assert_eq!((congress.break_even_alone, congress.break_even_beside_others), (Some(2), Some(2)));
    assert_eq!((journal.break_even_alone, journal.break_even_beside_others), (None, None));
    assert_eq!(member.to_table().column("break_even_alone").unwrap().text(1), "");
}
