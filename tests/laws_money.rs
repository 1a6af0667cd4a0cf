//! Laws of dues, revenue, member values, break-even effects and allocations, for any schedule, curve, measure and budget.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::decision::Lever;
use kaiin::decision::allocation::{Allocation, Attitude, Budget, BudgetLine, Dependence, Response};
use kaiin::decision::measures::{BreakEven, Catalogue, Change, Effect, Stake};
use kaiin::decision::money::{
    Beyond, BreakEvenRetention, Dues, DuesSchedule, ExpectedMembers, MemberCount, MemberGroup, MemberSide, MemberValue, Money,
    PaymentTiming, Reduction, ReductionRule, Rounding, Staying, mgi,
};
use kaiin::model::curve::{CurveFamily, CurveLaw};
use kaiin::{FiscalYear, Standing};
use proptest::prelude::*;

fn assert_close(left: f64, right: f64, relative: f64, what: &str) {
    assert!((left - right).abs() <= relative * left.abs().max(right.abs()).max(1e-9), "{what}: {left} and {right}");
}

fn rounding() -> impl Strategy<Value = Rounding> {
    prop_oneof![Just(Rounding::Down), Just(Rounding::HalfUp), Just(Rounding::Up)]
}

fn reduction() -> impl Strategy<Value = Reduction> {
    prop_oneof![
        (0..=1_000_000u32).prop_map(|millionths| Reduction::share(f64::from(millionths) / 1e6).unwrap()),
        (0..30_000i64).prop_map(|off| Reduction::amount(Money(off)).unwrap()),
        Just(Reduction::whole()),
    ]
}

fn schedule() -> impl Strategy<Value = DuesSchedule> {
    let rule = (reduction(), 0..3u8, 1..12u32).prop_map(|(reduction, kind, years)| match kind {
        0 => ReductionRule::newcomers(years, reduction).unwrap(),
        1 => ReductionRule::seniors(years, reduction).of_class("a"),
        _ => ReductionRule::in_standing(Standing::OnLeave, reduction),
    });
    let rules = prop::collection::vec(rule, 0..4);
    (0..50_000i64, 0..5_000i64, 0..20_000i64, rules, rounding()).prop_map(|(yearly, monthly, fee, rules, rounding)| {
        let schedule = DuesSchedule::new()
            .dues("a", FiscalYear(2020), Dues::yearly(Money(yearly)).unwrap())
            .unwrap()
            .dues("b", FiscalYear(2020), Dues::monthly(Money(monthly)).unwrap())
            .unwrap()
            .entrance_fee("a", FiscalYear(2021), Money(fee))
            .unwrap();
        rules.into_iter().fold(schedule.rounding(rounding), DuesSchedule::reduce)
    })
}

fn counts() -> impl Strategy<Value = Vec<MemberCount>> {
    let count = (2020..2023i32, any::<bool>(), prop::option::of(0..15u32), any::<bool>(), 0..5_000u64, 0..5_000u64);
    let count = count.prop_map(|(year, is_a, tenure, on_leave, members, entering)| {
        let group = MemberGroup::new(FiscalYear(year), if is_a { "a" } else { "b" });
        let group = tenure.map_or(group.clone(), |tenure| group.tenure(tenure));
        let group = group.standing(if on_leave { Standing::OnLeave } else { Standing::Active });
        MemberCount::new(group, members).with_entering(entering.min(members)).unwrap()
    });
    prop::collection::vec(count, 1..12)
}

fn shares() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.05..1.0f64, 1..12).prop_map(|steps| {
        let mut shares = vec![1.0];
        for step in steps {
            shares.push(shares.last().unwrap() * step);
        }
        shares
    })
}

fn member() -> impl Strategy<Value = MemberValue> {
    let first = prop::collection::vec(0..20_000i64, 0..4);
    (1..50_000i64, first, 0..5_000i64, 0..30_000i64, 0.0..0.3f64, any::<bool>()).prop_map(|(dues, first, other, fee, discount, middle)| {
        let first: Vec<Money> = first.into_iter().map(Money).collect();
        let timing = if middle { PaymentTiming::MidYear } else { PaymentTiming::StartOfYear };
        let member = MemberValue::of_dues(Money(dues)).unwrap().first_years(&first).unwrap().other_revenue(Money(other)).unwrap();
        member.entrance_fee(Money(fee)).unwrap().discount(discount).unwrap().timing(timing)
    })
}

/// A line of the budget of any smooth form.
fn smooth_line(at: usize) -> impl Strategy<Value = BudgetLine> {
    let response = prop_oneof![
        (1.0..100.0f64, 1.0..50.0f64).prop_map(|(limit, scale)| Response::saturating(limit, scale).unwrap()),
        (0.1..10.0f64, 0.2..0.9f64).prop_map(|(factor, exponent)| Response::power(factor, exponent).unwrap()),
        (1.0..100.0f64, 1.0..50.0f64).prop_map(|(limit, half)| Response::hill(limit, half, 1.0).unwrap()),
        (1.0..100.0f64, 1.0..50.0f64, 0.4..0.9f64).prop_map(|(limit, half, p)| Response::hill(limit, half, p).unwrap()),
        (0.1..5.0f64).prop_map(|per_unit| Response::linear(per_unit).unwrap()),
    ];
    (response, prop::option::of(0.0..3.0f64), prop::option::of(5.0..30.0f64)).prop_map(move |(response, least, most)| {
        let line = BudgetLine::new(format!("line {at}"), response).at_least(least.unwrap_or(0.0)).unwrap();
        most.map_or(line.clone(), |most| line.at_most(most).unwrap())
    })
}

fn smooth_lines() -> impl Strategy<Value = Vec<BudgetLine>> {
    (1..5usize).prop_flat_map(|number| (0..number).map(smooth_line).collect::<Vec<_>>())
}

/// Spending that keeps within limits and budget: a share of what is left for each line in turn.
fn feasible(lines: &[BudgetLine], limits: &[(f64, f64)], budget: f64, shares: &[f64]) -> Vec<f64> {
    let mut left = budget - limits.iter().map(|(least, _)| least).sum::<f64>();
    let spend = |((_, (least, most)), share): ((&BudgetLine, &(f64, f64)), &f64)| {
        let more = (share * left).min(most - least).max(0.0);
        left -= more;
        least + more
    };
    lines.iter().zip(limits).zip(shares).map(spend).collect()
}

/// The limits of lines, found by asking for far too little and far too much.
fn limits_of(lines: &[BudgetLine]) -> Vec<(f64, f64)> {
    let read = |line: &BudgetLine, key: &str| serde_json::to_value(line).unwrap()[key].as_f64().unwrap_or(f64::INFINITY);
    lines.iter().map(|line| (read(line, "at_least"), read(line, "at_most"))).collect()
}

fn gains(lines: &[BudgetLine], spent: &[f64]) -> Vec<f64> {
    lines.iter().zip(spent).map(|(line, spent)| line.gain(*spent)).collect()
}

/// The conditions of Karush, Kuhn and Tucker: within the limits the next unit brings the shadow price, at the least it brings no more, at
/// the most no less; and no money is left where it would bring something.
fn assert_kkt(found: &Allocation, lines: &[BudgetLine], tolerance: f64) {
    let Some(price) = found.shadow_price else { return };
    for ((line, limit), name) in found.lines.iter().zip(limits_of(lines)).zip(lines.iter().map(BudgetLine::name)) {
        let marginal = line.marginal.unwrap_or(f64::INFINITY);
        assert!(line.spent >= limit.0 - 1e-12 && line.spent <= limit.1 + 1e-12, "{name}: {found:?}");
        if line.spent > limit.0 + 1e-9 {
            assert!(marginal >= price * (1.0 - tolerance) - 1e-12, "{name} is given too much: {found:?}");
        }
        if line.spent < limit.1 - 1e-9 && line.spent < 1e12 {
            assert!(marginal <= price * (1.0 + tolerance) + 1e-12, "{name} is given too little: {found:?}");
        }
    }
    assert!(found.spent() <= found.budget * (1.0 + 1e-12));
    assert!(price == 0.0 || found.left() == 0.0, "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn instalments_sum_to_the_whole_and_are_alike(amount in -1_000_000..1_000_000i64, number in 1..367u32) {
        let parts = Money(amount).instalments(number).unwrap();
        prop_assert_eq!(Money::sum(parts.iter().copied()).unwrap(), Money(amount));
        prop_assert!(parts[0].0 - parts[parts.len() - 1].0 <= 1 && parts.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    #[test]
    fn what_is_payable_lies_between_nothing_and_the_invoice(off in reduction(), invoice in 0..100_000i64) {
        let payable = |rounding| off.payable(Money(invoice), rounding).0;
        let (down, half, up) = (payable(Rounding::Down), payable(Rounding::HalfUp), payable(Rounding::Up));
        prop_assert!(0 <= down && down <= half && half <= up && up <= invoice && up - down <= 1);
    }

    #[test]
    fn revenue_is_the_same_in_any_order_and_adds_up(schedule in schedule(), counts in counts(), split in 0..5_000u64) {
        let revenue = schedule.revenue(&counts).unwrap();
        let mut reversed = counts.clone();
        reversed.reverse();
        prop_assert_eq!(&schedule.revenue(&reversed).unwrap(), &revenue);
        // each group in two
        let halves = counts.iter().flat_map(|count| {
            let (members, entering) = (split.min(count.members), split.min(count.members).min(count.entering));
            let part = |members, entering| MemberCount { members, entering, ..count.clone() };
            let rest = (count.members - members, count.entering - entering);
            // the rest may have fewer members than enter: then all of it stays together
            if rest.1 <= rest.0 { vec![part(members, entering), part(rest.0, rest.1)] } else { vec![count.clone()] }
        });
        prop_assert_eq!(&schedule.revenue(&halves.collect::<Vec<_>>()).unwrap(), &revenue);
        for row in &revenue.rows {
            prop_assert_eq!(row.in_full.0, row.dues.0 + row.reductions.0);
            prop_assert_eq!(row.total.0, row.dues.0 + row.entrance_fees.0);
            prop_assert!(row.reductions >= Money(0) && row.dues >= Money(0) && row.paying <= row.members);
        }
        let years: i64 = (2020..2023).filter_map(|year| revenue.of_year(FiscalYear(year)).unwrap()).map(|money| money.0).sum();
        prop_assert_eq!(years, revenue.total().unwrap().0);
    }

    #[test]
    fn whole_expected_members_bring_the_exact_revenue(schedule in schedule(), counts in counts()) {
        let expected: Vec<ExpectedMembers> = counts
            .iter()
            .map(|count| ExpectedMembers { group: count.group.clone(), members: count.members as f64, entering: count.entering as f64 })
            .collect();
        let (exact, real) = (schedule.revenue(&counts).unwrap(), schedule.expected_revenue(&expected).unwrap());
        for (exact, real) in exact.rows.iter().zip(&real.rows) {
            prop_assert_eq!((exact.dues.as_real(), exact.entrance_fees.as_real()), (real.dues, real.entrance_fees));
        }
    }

    #[test]
    fn constant_retention_is_a_geometric_curve_and_a_seen_share_that_goes_on(
        retention in 0.01..0.99f64, discount in 0.0..0.5f64, from in 0..9u32,
    ) {
        let constant = Staying::constant(retention).unwrap();
        let curve = Staying::curve(CurveLaw::new(CurveFamily::Geometric, &[1.0 - retention]).unwrap());
        let seen = Staying::shares(&[1.0, retention], Beyond::LastRetention).unwrap();
        let number = |staying: &Staying| staying.payments(from, discount).unwrap().unwrap().number;
        assert_close(number(&constant), 1.0 / (1.0 - retention / (1.0 + discount)), 1e-12, "closed form");
        assert_close(number(&curve), number(&constant), 1e-12, "curve");
        assert_close(number(&seen), number(&constant), 1e-12, "shares");
    }

    #[test]
    fn payments_from_one_year_to_the_next(
        shares in shares(), discount in 0.0..0.5f64, goes_on in any::<bool>(), shape in 0.5..3.0f64, scale in 1.0..20.0f64,
    ) {
        let beyond = if goes_on { Beyond::LastRetention } else { Beyond::NotCounted };
        let weibull = CurveLaw::new(CurveFamily::Weibull, &[shape, scale]).unwrap();
        for staying in [Staying::shares(&shares, beyond).unwrap(), Staying::curve(weibull)] {
            // N(n) = 1 + S(n + 1) / S(n) N(n + 1) / (1 + d)
            let number = |year| staying.payments(year, discount).unwrap().map_or(0.0, |payments| payments.number);
            for year in 0..3 {
                let stay = staying.share(year + 1) / staying.share(year);
                if staying.share(year) > 1e-200 {
                    assert_close(number(year), 1.0 + stay / (1.0 + discount) * number(year + 1), 1e-10, "recursion");
                }
            }
        }
    }

    #[test]
    fn values_are_linear_in_money_and_fall_with_the_discount(member in member(), shares in shares(), cost in 0..50_000i64) {
        let staying = Staying::shares(&shares, Beyond::NotCounted).unwrap();
        let value = member.lifetime_value(&staying).unwrap().unwrap();
        let with_cost = member.clone().acquisition(Money(cost)).unwrap().lifetime_value(&staying).unwrap().unwrap();
        assert_close(value.value - with_cost.value, cost as f64, 1e-9, "the acquisition cost is paid once");
        prop_assert_eq!(value.maximum_acquisition_cost, with_cost.maximum_acquisition_cost);
        let dearer = member.clone().discount(0.5).unwrap().lifetime_value(&staying).unwrap().unwrap();
        prop_assert!(dearer.value <= value.value * (1.0 + 1e-12));
        // served at a cost of everything paid, later years are worth nothing: the sum over years is linear
        let served = member.clone().servicing(Money(1_000)).unwrap().lifetime_value(&staying).unwrap().unwrap();
        let once = member.servicing(Money(2_000)).unwrap().lifetime_value(&staying).unwrap().unwrap();
        assert_close(value.value - served.value, served.value - once.value, 1e-9, "linear in the servicing cost");
    }

    #[test]
    fn at_the_break_even_retention_value_and_cost_are_equal(member in member(), cost in 1..500_000i64) {
        let member = member.acquisition(Money(cost)).unwrap();
        let value = |retention: f64| member.lifetime_value(&Staying::constant(retention).unwrap()).unwrap().map(|value| value.value);
        match member.break_even_retention().unwrap() {
            BreakEvenRetention::At(retention) => prop_assert!(value(retention).unwrap().abs() < 1e-7 * cost as f64, "{retention}"),
            BreakEvenRetention::Always => prop_assert!(value(0.0).unwrap() >= -1e-9 * cost as f64),
            BreakEvenRetention::Never(share) => {
                prop_assert!(share < 1.0 && value(1.0).is_none_or(|value| value < 0.0));
            }
        }
    }

    #[test]
    fn the_formulas_of_consultants_are_the_constant_rate_without_discount(
        dues in 1..50_000i64, other in 0..9_000i64, lapse in 0.01..1.0f64,
    ) {
        let member = MemberValue::of_dues(Money(dues)).unwrap().other_revenue(Money(other)).unwrap();
        let value = member.lifetime_value(&Staying::constant(1.0 - lapse).unwrap()).unwrap().unwrap().value;
        assert_close(value, mgi::lifetime_value(Money(dues), Money(other), lapse).unwrap().unwrap(), 1e-12, "lifetime value");
        // a stock at the steady state loses as many as join
        let stock = mgi::steady_state(f64::from(dues as i32), lapse).unwrap().unwrap();
        assert_close(stock * lapse, dues as f64, 1e-12, "steady state");
    }

    #[test]
    fn break_even_use_pays_and_one_use_less_does_not(dues in 0..50_000i64, saving in 1..9_000i64, fee in 0..20_000i64, years in 1..9u32) {
        let member = MemberSide::of_dues(Money(dues)).unwrap().entrance_fee(Money(fee), years).unwrap();
        let returned = member.benefit("x", Money(saving), 1.0).unwrap().returns().unwrap();
        let uses = i64::try_from(returned.benefits[0].break_even_alone.unwrap()).unwrap();
        prop_assert!(uses * saving >= returned.paid.0 && (uses == 0 || (uses - 1) * saving < returned.paid.0));
    }

    #[test]
    fn an_effect_at_break_even_returns_the_cost(
        audience in 1.0..1e5f64, reach in 0.01..1.0f64, fixed in 0..1_000_000i64, each in 0..5_000i64, years in 1..8u32,
        rate in 0.01..0.99f64, worth in 100.0..1e6f64, discount in 0.0..0.2f64, lever in 0..Lever::ALL.len(),
    ) {
        let lever = Lever::ALL[lever];
        let measure = Catalogue::shipped().get("M33").unwrap().clone().acting_on(lever);
        let plan = measure.for_audience_of(audience).unwrap().reach(reach).unwrap();
        let plan = plan.cost(Money(fixed), Money(each)).unwrap().years(years).unwrap();
        let stake = Stake::new(rate, worth).unwrap().discount(discount).unwrap();
        let found = plan.assess(&stake).unwrap();
        match found.break_even {
            BreakEven::At { absolute, relative, persons } => {
                prop_assert_eq!(lever.gains_when_lower(), absolute.is_sign_negative());
                for change in [Change::Absolute(absolute), Change::Relative(relative.unwrap())] {
                    let effect = Effect::typed_in(lever, change, "break-even").unwrap();
                    let outcome = plan.clone().with_effect(effect).unwrap().assess(&stake).unwrap().outcome.unwrap();
                    prop_assert!(outcome.net.abs() <= 1e-9 * found.cost.max(1.0), "{:?}", outcome);
                    assert_close(outcome.gained_a_year, persons, 1e-9, "persons");
                }
            }
            BreakEven::Infeasible { needed, most, returned } => {
                prop_assert!(needed.abs() > most.abs() && (0.0..1.0).contains(&returned));
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn an_allocation_satisfies_the_conditions_of_an_optimum(lines in smooth_lines(), budget in 15.0..80.0f64) {
        let found = Budget::of(budget).unwrap().allocate(&lines).unwrap();
        assert_kkt(&found, &lines, 1e-9);
        assert_close(found.gain, gains(&lines, &found.lines.iter().map(|line| line.spent).collect::<Vec<_>>()).iter().sum(), 1e-12, "gain");
    }

    #[test]
    fn no_other_allocation_brings_more(
        lines in smooth_lines(), budget in 15.0..80.0f64, tries in prop::collection::vec(prop::collection::vec(0.0..1.0f64, 4), 40),
    ) {
        let found = Budget::of(budget).unwrap().allocate(&lines).unwrap();
        let limits = limits_of(&lines);
        for shares in &tries {
            let gain: f64 = gains(&lines, &feasible(&lines, &limits, budget, shares)).iter().sum();
            prop_assert!(gain <= found.gain * (1.0 + 1e-12), "{} {:?}", gain, found);
        }
    }

    #[test]
    fn the_shadow_price_is_what_more_money_brings(lines in smooth_lines(), budget in 15.0..80.0f64) {
        let gain = |budget: f64| Budget::of(budget).unwrap().allocate(&lines).unwrap();
        let (found, step) = (gain(budget), 1e-4 * budget);
        let (less, more) = (gain(budget - step), gain(budget + step));
        // the gain is concave in the budget: its slope lies between those to either side
        let (rise, fall) = ((more.gain - found.gain) / step, (found.gain - less.gain) / step);
        let price = found.shadow_price.unwrap();
        prop_assert!(rise <= price * (1.0 + 1e-6) + 1e-9 && price <= fall * (1.0 + 1e-6) + 1e-9, "{} {} {}", rise, price, fall);
        prop_assert!(more.shadow_price.unwrap() <= price * (1.0 + 1e-9));
    }

    #[test]
    fn the_order_of_lines_does_not_matter(lines in smooth_lines(), budget in 15.0..80.0f64) {
        let found = Budget::of(budget).unwrap().allocate(&lines).unwrap();
        let mut reversed = lines.clone();
        reversed.reverse();
        let mut again = Budget::of(budget).unwrap().allocate(&reversed).unwrap();
        again.lines.reverse();
        prop_assert_eq!(found, again);
    }

    #[test]
    fn wholes_and_fixed_costs_are_the_best_of_all_combinations(
        wholes in prop::collection::vec((1..20u32, 1..50u32), 1..6), fixed in (1.0..10.0f64, 5.0..60.0f64, 2.0..20.0f64),
        plain in 0.1..3.0f64, budget in 1..60u32,
    ) {
        let whole = |(at, (cost, gain)): (usize, &(u32, u32))| {
            BudgetLine::all_or_nothing(format!("whole {at}"), (*cost).into(), (*gain).into()).unwrap()
        };
        let smooth = BudgetLine::new("smooth", Response::saturating(fixed.1, fixed.2).unwrap()).fixed_cost(fixed.0).unwrap();
        let plain = BudgetLine::new("plain", Response::power(plain, 0.5).unwrap());
        let lines: Vec<BudgetLine> = wholes.iter().enumerate().map(whole).chain([smooth.clone(), plain.clone()]).collect();
        let found = Budget::of(budget.into()).unwrap().allocate(&lines).unwrap();
        // by trying each set of wholes, with the fixed cost and without
        let mut best = 0.0f64;
        for set in 0..1u32 << (wholes.len() + 1) {
            let chosen = |at: usize| set >> at & 1 == 1;
            let bought = || wholes.iter().enumerate().filter(|(at, _)| chosen(*at)).map(|(_, whole)| whole);
            let with_fixed = chosen(wholes.len());
            let left = f64::from(budget) - f64::from(bought().map(|(cost, _)| cost).sum::<u32>()) - if with_fixed { fixed.0 } else { 0.0 };
            if left < 0.0 {
                continue;
            }
            let smooth = BudgetLine::new("smooth", if with_fixed { *smooth.response() } else { Response::linear(0.0).unwrap() });
            let rest = Budget::of(left).unwrap().allocate(&[smooth, plain.clone()]).unwrap();
            best = best.max(f64::from(bought().map(|(_, gain)| gain).sum::<u32>()) + rest.gain);
        }
        assert_close(found.gain, best, 1e-9, "the best of all combinations");
        prop_assert!(found.spent() <= f64::from(budget) * (1.0 + 1e-12));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_other_allocation_is_safer(
        lines in smooth_lines(), errors in prop::collection::vec(0.0..1.2f64, 4), budget in 15.0..80.0f64, deviations in 0.1..2.0f64,
        together in any::<bool>(),
        tries in prop::collection::vec(prop::collection::vec(0.0..1.0f64, 4), 200),
    ) {
        let lines: Vec<BudgetLine> = lines.into_iter().zip(&errors).map(|(line, error)| line.uncertain(*error).unwrap()).collect();
        let dependence = if together { Dependence::Together } else { Dependence::Independent };
        let robust = Budget::of(budget).unwrap().attitude(Attitude::MeanLessDeviations(deviations)).unwrap().dependence(dependence);
        let found = robust.allocate(&lines).unwrap();
        let limits = limits_of(&lines);
        let objective = |spent: &[f64]| {
            let gains = gains(&lines, spent);
            let each: Vec<f64> = gains.iter().zip(&errors).map(|(gain, error)| gain * error).collect();
            let deviation = if together { each.iter().sum::<f64>() } else { each.iter().map(|error| error * error).sum::<f64>().sqrt() };
            gains.iter().sum::<f64>() - deviations * deviation
        };
        let spent: Vec<f64> = found.lines.iter().map(|line| line.spent).collect();
        assert_close(found.objective, objective(&spent), 1e-9, "what was maximised");
        let scale = found.gain.max(1e-9);
        for shares in &tries {
            let other = objective(&feasible(&lines, &limits, budget, shares));
            prop_assert!(other <= found.objective + 1e-9 * scale, "{} {:?}", other, found);
        }
        // near by too: money moved from one line to another
        for from in 0..spent.len() {
            for to in 0..spent.len() {
                let step = 0.01f64.min(spent[from] - limits[from].0).min(limits[to].1 - spent[to]);
                let mut moved = spent.clone();
                moved[from] -= step;
                moved[to] += step;
                prop_assert!(objective(&moved) <= found.objective + 1e-9 * scale);
            }
        }
        assert_kkt(&found, &lines, 1e-8);
    }

    #[test]
    fn without_deviations_or_errors_the_robust_allocation_is_the_plain_one(lines in smooth_lines(), budget in 15.0..80.0f64) {
        let plain = Budget::of(budget).unwrap().allocate(&lines).unwrap();
        let certain = Budget::of(budget).unwrap().attitude(Attitude::MeanLessDeviations(2.0)).unwrap().allocate(&lines).unwrap();
        prop_assert_eq!(&plain.lines, &certain.lines);
        let doubtful: Vec<BudgetLine> = lines.iter().map(|line| line.clone().uncertain(0.5).unwrap()).collect();
        let none = Budget::of(budget).unwrap().attitude(Attitude::MeanLessDeviations(0.0)).unwrap().allocate(&doubtful).unwrap();
        prop_assert_eq!(plain.gain, none.gain);
    }
}

/// Brute force on a grid, for three lines of different form.
#[test]
fn a_grid_finds_nothing_better_and_comes_close() {
    let lines = [
        BudgetLine::new("a", Response::saturating(50.0, 8.0).unwrap()),
        BudgetLine::new("b", Response::hill(40.0, 6.0, 0.8).unwrap()).at_most(12.0).unwrap(),
        BudgetLine::new("c", Response::power(5.0, 0.6).unwrap()).at_least(2.0).unwrap(),
    ];
    for errors in [[0.0, 0.0, 0.0], [0.6, 0.2, 0.9]] {
        let lines: Vec<BudgetLine> = lines.iter().zip(errors).map(|(line, error)| line.clone().uncertain(error).unwrap()).collect();
        let found = Budget::of(30.0).unwrap().attitude(Attitude::MeanLessDeviations(1.0)).unwrap().allocate(&lines).unwrap();
        let mut best = f64::NEG_INFINITY;
        for a in 0..=300 {
            for b in 0..=120 {
                let (a, b) = (f64::from(a) / 10.0, f64::from(b) / 10.0);
                let c = 30.0 - a - b;
                if c < 2.0 {
                    continue;
                }
                let gains = gains(&lines, &[a, b, c]);
                let variance: f64 = gains.iter().zip(errors).map(|(gain, error)| (gain * error).powi(2)).sum();
                best = best.max(gains.iter().sum::<f64>() - variance.sqrt());
            }
        }
        assert!(best <= found.objective + 1e-9 && best > found.objective - 0.01, "{best} {found:?}");
    }
}
