//! Laws of decompositions, for any factors, flows, segments and registers.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{CohortTable, GroupBy};
use kaiin::decision::decomposition::{
    AccountSettings, Composition, Decomposition, LineIntegral, Losses, Parameters, Populations, RateAccount, RateStock, Replacement,
    SegmentStock, SegmentedRate, StepOrder, StepwiseReplacement, product_of_factors, standardise, sum_of_products,
};
use kaiin::licensees::{Amount, DenominatorKind};
use kaiin::rates::LeaveCounted;
use kaiin::{FiscalCalendar, FiscalYear, Licensees};
use proptest::prelude::*;
use support::{clean_persons, clean_register, rows_of};

/// Rounding of sums of a few hundred numbers, relative to the largest of them.
const ROUNDING: f64 = 1e-13;

/// A rate function that is neither a sum nor a product, defined for all positive factors.
fn odd(factors: &[&[f64]]) -> f64 {
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    factors.iter().enumerate().fold(1.0, |rate, (at, values)| match at % 3 {
        0 => rate * sum(values),
        1 => (1.0 + rate) / (1.0 + sum(values)),
        _ => rate + (1.0 + sum(values)).ln() * rate.sqrt(),
    })
}

fn size(change: &Decomposition) -> f64 {
    let parts = change.parts.iter().flat_map(|part| [part.value.abs(), part.before.unwrap_or(0.0).abs()]);
    parts.fold(change.before.abs().max(change.after.abs()), f64::max).max(1e-300)
}

fn assert_close(left: f64, right: f64, scale: f64, what: &str) {
    assert!((left - right).abs() <= ROUNDING * scale, "{what}: {left} and {right}");
}

/// What holds of every decomposition whose parts are exact.
fn assert_sums(change: &Decomposition) {
    assert!(change.residue().abs() <= ROUNDING * size(change), "{change}: {}", change.residue());
    assert_eq!(change.change, change.after - change.before);
    let collected = change.grouped(|_| "all");
    assert_close(collected.parts.iter().map(|part| part.value).sum(), change.change, size(change), "all parts as one");
}

/// The parts of two decompositions differ in sign only, whatever their order.
fn assert_flipped(there: &Decomposition, back: &Decomposition) {
    assert_close(there.change, -back.change, size(there), "the change");
    for part in &there.parts {
        assert_close(part.value, -back.value(&part.name).unwrap(), size(there), &part.name);
    }
}

/// The parts of two decompositions are the same, whatever their order.
fn assert_same(left: &Decomposition, right: &Decomposition) {
    assert_eq!(left.parts.len(), right.parts.len());
    for part in &left.parts {
        assert_close(part.value, right.value(&part.name).unwrap(), size(left), &part.name);
    }
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.01..2.0f64, 2 => (1..40u32).prop_map(f64::from), 1 => Just(1.0), 1 => Just(1e-6), 1 => Just(1e4)]
}

/// Factors of populations: `[factor][population][cell]`.
type Factors = Vec<Vec<Vec<f64>>>;

fn factors_of(populations: usize) -> impl Strategy<Value = Factors> {
    (1..7usize, 1..5usize).prop_flat_map(move |(factors, cells)| {
        let factor = prop_oneof![
            prop::collection::vec(prop::collection::vec(value(), cells), populations),
            prop::collection::vec(prop::collection::vec(value(), 1), populations),
        ];
        prop::collection::vec(factor, factors)
    })
}

fn populations_of(names: &[&str], factors: &[(usize, Vec<Vec<f64>>)]) -> Populations {
    let none = Populations::of(names.iter().copied()).unwrap();
    factors.iter().fold(none, |all, (at, values)| all.factor_by_cell(format!("factor {at}"), values).unwrap())
}

fn numbered(factors: Factors) -> Vec<(usize, Vec<Vec<f64>>)> {
    factors.into_iter().enumerate().collect()
}

/// A composition of cells by two variables with rates of cells, before and after: sizes, rates, and the level of each cell.
type Mix = ([Vec<f64>; 2], [Vec<f64>; 2], Vec<(u8, u8)>);

/// Sizes and rates of a cell before and after, and its levels.
type Cell = (f64, f64, f64, f64, u8, u8);

fn mix() -> impl Strategy<Value = Mix> {
    let size = prop_oneof![5 => (1..100u32).prop_map(f64::from), 1 => Just(0.0), 1 => 0.1..5.0f64];
    let cell = (size.clone(), size, 0.0..1.0f64, 0.0..1.0f64, 0..3u8, 0..3u8);
    prop::collection::vec(cell, 1..8).prop_filter_map("somebody is there", |cells| {
        let column = |of: fn(&Cell) -> f64| cells.iter().map(of).collect::<Vec<f64>>();
        let sizes = [column(|cell| cell.0), column(|cell| cell.1)];
        let levels = cells.iter().map(|cell| (cell.4, cell.5)).collect();
        let is_there = sizes.iter().all(|sizes| sizes.iter().sum::<f64>() > 0.0);
        is_there.then_some((sizes, [column(|cell| cell.2), column(|cell| cell.3)], levels))
    })
}

fn mixed((sizes, rates, levels): &Mix, order: [usize; 2], variables: [bool; 2]) -> Decomposition {
    let sizes = order.map(|at| sizes[at].clone());
    let rates = order.map(|at| rates[at].clone());
    let level = |second: bool| levels.iter().map(|&(i, j)| if second { j } else { i }).collect::<Vec<u8>>();
    let composition = Composition::of_sizes(&sizes).unwrap();
    let composition = variables.iter().fold(composition, |all, &second| {
        let name = if second { "j" } else { "i" };
        if all.variables().any(|known| known == name) { all } else { all.by(name, &level(second)).unwrap() }
    });
    let names = order.map(|at| at.to_string());
    let populations = Populations::of(names.clone()).unwrap().factor_by_cell("rate", &rates).unwrap();
    composition.standardise(&populations, product_of_factors).unwrap().between(&names[0], &names[1]).unwrap()
}

/// An account: members and licence holders before and after, and flows, of which some may be missing.
type Figures = ([u64; 2], [u64; 2], Vec<i64>, Vec<i64>);

fn figures() -> impl Strategy<Value = Figures> {
    let count = || prop_oneof![6 => 1..200_000u64, 1 => Just(1u64), 1 => Just(1 << 53)];
    let flow = || prop::collection::vec(-9_000..9_000i64, 0..5);
    ([count(), count()], [count(), count()], flow(), flow())
}

fn account_of((members, holders, flows, licences): &Figures, reversed: bool) -> RateAccount {
    let [first, second] = if reversed { [1, 0] } else { [0, 1] };
    let stock = |at: usize| RateStock::counted(at.to_string(), members[at], holders[at]).unwrap();
    let sign = if reversed { -1 } else { 1 };
    let account = RateAccount::between(stock(first), stock(second));
    let account = flows.iter().enumerate().fold(account, |all, (at, persons)| all.flow(format!("flow {at}"), "members", sign * persons));
    licences.iter().enumerate().fold(account, |all, (at, persons)| all.new_licensees(format!("licences {at}"), "holders", sign * persons))
}

fn segments() -> impl Strategy<Value = Vec<(SegmentStock, SegmentStock)>> {
    let holders = prop_oneof![8 => (1..500u32).prop_map(f64::from), 1 => Just(0.0)];
    let stock = || (0..300u64, holders.clone()).prop_map(|(members, licence_holders)| SegmentStock { members, licence_holders });
    prop::collection::vec((stock(), stock()), 1..8).prop_filter("somebody is licensed", |segments| {
        segments.iter().any(|(before, _)| before.licence_holders > 0.0) && segments.iter().any(|(_, after)| after.licence_holders > 0.0)
    })
}

fn segmented(segments: impl IntoIterator<Item = (String, SegmentStock, SegmentStock)>) -> SegmentedRate {
    segments.into_iter().fold(SegmentedRate::between("a", "b"), |all, (name, before, after)| all.segment(name, before, after))
}

proptest! {
    #[test]
    fn parts_sum_to_the_change_and_reversing_the_dates_flips_every_sign(factors in factors_of(2)) {
        let (there, back) = (numbered(factors.clone()), numbered(factors.into_iter().map(|values| values.into_iter().rev().collect()).collect()));
        for rate in [sum_of_products, odd] {
            let there = standardise(&populations_of(&["a", "b"], &there), rate).unwrap().between("a", "b").unwrap();
            let back = standardise(&populations_of(&["a", "b"], &back), rate).unwrap().between("a", "b").unwrap();
            assert_sums(&there);
            assert_flipped(&there, &back);
        }
    }

    #[test]
    fn a_factor_that_does_not_change_has_part_zero(factors in factors_of(2), still in prop::collection::vec(any::<bool>(), 7)) {
        let hold = |(at, mut values): (usize, Vec<Vec<f64>>)| {
            if still[at] {
                values[1] = values[0].clone();
            }
            (at, values)
        };
        let held: Vec<_> = numbered(factors).into_iter().map(hold).collect();
        for rate in [sum_of_products, odd] {
            let change = standardise(&populations_of(&["a", "b"], &held), rate).unwrap().between("a", "b").unwrap();
            for (at, part) in change.parts.iter().enumerate().filter(|(at, _)| still[*at]) {
                prop_assert_eq!(part.value, 0.0, "factor {}", at);
            }
        }
    }

    #[test]
    fn the_order_of_factors_does_not_matter(factors in factors_of(2), keys in prop::collection::vec(any::<u32>(), 7)) {
        let given = numbered(factors);
        let mut shuffled = given.clone();
        shuffled.sort_by_key(|(at, _)| keys[*at]);
        let (left, right) = (populations_of(&["a", "b"], &given), populations_of(&["a", "b"], &shuffled));
        let between = |populations: &Populations| standardise(populations, sum_of_products).unwrap().between("a", "b").unwrap();
        assert_same(&between(&left), &between(&right));
    }

    #[test]
    fn several_populations_agree_with_each_other(factors in factors_of(4)) {
        let names = ["a", "b", "c", "d"];
        let all = standardise(&populations_of(&names, &numbered(factors)), odd).unwrap();
        for (from, to, by) in [("a", "b", "c"), ("d", "a", "b"), ("c", "d", "a")] {
            let (direct, first, second) = (all.between(from, to).unwrap(), all.between(from, by).unwrap(), all.between(by, to).unwrap());
            // rounding is that of the largest rate of all
            let scale = all.rates().iter().chain(all.factors().iter().flat_map(|factor| &factor.rates)).fold(0.0f64, |s, r| s.max(r.abs()));
            assert_close(direct.sum_of_parts(), direct.change, scale, "sum of parts");
            for (there, back) in direct.parts.iter().zip(all.between(to, from).unwrap().parts) {
                prop_assert_eq!(there.value, -back.value);
            }
            for ((direct, first), second) in direct.parts.iter().zip(&first.parts).zip(&second.parts) {
                assert_close(direct.value, first.value + second.value, scale, &direct.name);
            }
        }
    }

    #[test]
    fn populations_given_twice_have_the_parts_of_the_two(factors in factors_of(2)) {
        // a, b and b again: between a and b as if they were alone
        let three = |values: Vec<Vec<f64>>| vec![values[0].clone(), values[1].clone(), values[1].clone()];
        let two = standardise(&populations_of(&["a", "b"], &numbered(factors.clone())), odd).unwrap();
        let all = standardise(&populations_of(&["a", "b", "c"], &numbered(factors.into_iter().map(three).collect())), odd).unwrap();
        assert_same(&two.between("a", "b").unwrap(), &all.between("a", "b").unwrap());
        for part in all.between("b", "c").unwrap().parts {
            assert_close(part.value, 0.0, part.before.unwrap().abs(), &part.name);
        }
    }

    #[test]
    fn composition_and_rates_sum_to_the_change(mix in mix()) {
        let there = mixed(&mix, [0, 1], [false, true]);
        assert_sums(&there);
        assert_flipped(&there, &mixed(&mix, [1, 0], [false, true]));
        assert_same(&there, &mixed(&mix, [0, 1], [true, false]));
        // the parts of the variables together are that of the joint composition, and the rates are weighed the same
        let joint = mixed(&mix, [0, 1], [false, false]);
        assert_close(there.value("rate").unwrap(), joint.value("rate").unwrap(), 1.0, "rate");
        assert_close(there.value("i").unwrap() + there.value("j").unwrap(), joint.value("i").unwrap(), 1.0, "composition");
    }

    #[test]
    fn splitting_a_category_in_two_alike_changes_nothing(mix in mix(), at in any::<prop::sample::Index>(), share in 0.1..0.9f64) {
        let (sizes, rates, levels) = &mix;
        let level = levels[at.index(levels.len())].0;
        // every cell of a level of the first variable becomes two, of a level of their own, in one proportion
        let (mut split_sizes, mut split_rates, mut split_levels) = (sizes.clone(), rates.clone(), levels.clone());
        for cell in (0..levels.len()).filter(|&cell| levels[cell].0 == level) {
            for date in 0..2 {
                split_sizes[date][cell] = sizes[date][cell] * share;
                split_sizes[date].push(sizes[date][cell] * (1.0 - share));
                split_rates[date].push(rates[date][cell]);
            }
            split_levels.push((9, levels[cell].1));
        }
        let split: Mix = (split_sizes, split_rates, split_levels);
        for variables in [[false, true], [false, false], [true, true]] {
            assert_same(&mixed(&mix, [0, 1], variables), &mixed(&split, [0, 1], variables));
        }
    }

    #[test]
    fn a_composition_that_does_not_change_and_rates_that_do_not_have_part_zero(mix in mix()) {
        let ([before, _], [rates, _], levels) = &mix;
        let (sizes, all_rates) = ([before.clone(), before.clone()], [rates.clone(), rates.clone()]);
        let same_mix = mixed(&(sizes, mix.1.clone(), levels.clone()), [0, 1], [false, true]);
        prop_assert_eq!((same_mix.value("i"), same_mix.value("j")), (Some(0.0), Some(0.0)));
        let same_rates = mixed(&(mix.0.clone(), all_rates, levels.clone()), [0, 1], [false, true]);
        prop_assert_eq!(same_rates.value("rate"), Some(0.0));
    }

    #[test]
    fn accounts_are_exact_in_whole_numbers(figures in figures()) {
        let account = account_of(&figures, false);
        let (change, exact) = (account.decompose().unwrap(), account.fractions().unwrap().unwrap());
        prop_assert_eq!(exact.numerators.iter().sum::<i128>(), exact.change);
        let [before, after] = figures.1.map(i128::from);
        prop_assert_eq!(exact.denominator, 2 * before * after);
        prop_assert_eq!(exact.change, 2 * (i128::from(figures.0[1]) * before - i128::from(figures.0[0]) * after));
        for (part, numerator) in change.parts.iter().zip(&exact.numerators) {
            let value = *numerator as f64 / exact.denominator as f64;
            prop_assert!((part.value - value).abs() <= 2.0 * f64::EPSILON * value.abs());
        }
        assert_sums(&change);
        // exactly: the same whole numbers with the other sign
        let back = account_of(&figures, true).decompose().unwrap();
        for part in &change.parts {
            prop_assert_eq!(part.value, -back.value(&part.name).unwrap(), "{}", &part.name);
        }
    }

    #[test]
    fn accounts_over_estimates_agree_with_those_over_counts(figures in figures()) {
        let (members, holders, ..) = &figures;
        let estimate = |at: usize| RateStock::new(at.to_string(), members[at], Amount::Estimate(holders[at] as f64)).unwrap();
        let estimated = figures.2.iter().enumerate().fold(RateAccount::between(estimate(0), estimate(1)), |all, (at, persons)| {
            all.flow(format!("flow {at}"), "members", *persons)
        });
        let estimated = estimated.decompose().unwrap();
        assert_sums(&estimated);
        let counted = account_of(&figures, false).decompose().unwrap();
        for part in estimated.parts.iter().filter(|part| part.name.starts_with("flow")) {
            assert_close(part.value, counted.value(&part.name).unwrap(), part.value.abs().max(1e-300) * 1e3, &part.name);
        }
    }

    #[test]
    fn segments_sum_to_the_change_and_flip_with_the_dates(segments in segments()) {
        let named = |reversed: bool| segments.iter().enumerate().map(move |(at, &(before, after))| {
            let (before, after) = if reversed { (after, before) } else { (before, after) };
            (at.to_string(), before, after)
        });
        let (there, back) = (segmented(named(false)).decompose().unwrap(), segmented(named(true)).decompose().unwrap());
        for (there, back) in [(there.whole(), back.whole()), (there.by_segment(), back.by_segment())] {
            assert_sums(there);
            assert_flipped(there, back);
        }
        let group = there.by_segment().grouped(|part| part.name.split(':').next().unwrap().replace("rate", "rates"));
        for part in &group.parts {
            assert_close(part.value, there.whole().value(&part.name).unwrap(), size(there.by_segment()), &part.name);
        }
    }

    #[test]
    fn a_segment_split_in_two_alike_changes_nothing(segments in segments(), at in any::<prop::sample::Index>()) {
        // twice the figures, once as one segment, once as two
        let at = at.index(segments.len());
        let doubled = |stock: SegmentStock| SegmentStock { members: 2 * stock.members, licence_holders: 2.0 * stock.licence_holders };
        let one = segments.iter().enumerate().map(|(of, &(before, after))| (of.to_string(), doubled(before), doubled(after)));
        let two = segments.iter().enumerate().flat_map(|(of, &(before, after))| match of == at {
            true => vec![(of.to_string(), before, after), ("other half".to_owned(), before, after)],
            false => vec![(of.to_string(), doubled(before), doubled(after))],
        });
        assert_same(segmented(one).decompose().unwrap().whole(), segmented(two).decompose().unwrap().whole());
    }

    #[test]
    fn integrals_come_to_the_change_and_flip_with_the_dates(changes in prop::collection::vec((0.2..1.0f64, 0.2..1.0f64), 1..6)) {
        let rate = |p: &[f64]| p.iter().product::<f64>() + p.iter().map(|x| x.ln()).sum::<f64>().exp().sqrt() / (1.0 + p[0]);
        let parameters = |reversed: bool| {
            let pair = |&(a, b): &(f64, f64)| if reversed { (b, a) } else { (a, b) };
            let (before, after): (Vec<f64>, Vec<f64>) = changes.iter().map(pair).unzip();
            Parameters::of_lists(&before, &after).unwrap()
        };
        let fine = LineIntegral::until(1e-11).unwrap();
        let (there, back) = (fine.decompose(&parameters(false), rate).unwrap(), fine.decompose(&parameters(true), rate).unwrap());
        prop_assert!(there.integration_error.abs() <= 1e-11 * size(&there.decomposition));
        for (there, back) in there.decomposition.parts.iter().zip(&back.decomposition.parts) {
            prop_assert!((there.value + back.value).abs() <= 1e-10);
        }
        // the error of given steps is what is reported, and falls with their square
        let error = |steps| LineIntegral::of_steps(steps).decompose(&parameters(false), rate).unwrap().integration_error.abs();
        prop_assert!(error(64) <= error(16) / 8.0 + 1e-13);
    }

    #[test]
    fn every_method_is_kitagawa_for_a_sum_of_products_of_two(cells in prop::collection::vec((value(), value(), value(), value()), 1..6)) {
        let column = |of: fn(&(f64, f64, f64, f64)) -> f64| cells.iter().map(of).collect::<Vec<f64>>();
        let (shares, rates) = ([column(|cell| cell.0), column(|cell| cell.1)], [column(|cell| cell.2), column(|cell| cell.3)]);
        let populations = Populations::of(["a", "b"]).unwrap().factor_by_cell("w", &shares).unwrap().factor_by_cell("r", &rates).unwrap();
        let das_gupta = standardise(&populations, sum_of_products).unwrap().between("a", "b").unwrap();
        let parameter = |name: &'static str, of: &[Vec<f64>; 2]| {
            let of = of.clone();
            (0..of[0].len()).map(move |at| (format!("{name} {at}"), of[0][at], of[1][at])).collect::<Vec<_>>()
        };
        let parameters = Parameters::new([parameter("w", &shares), parameter("r", &rates)].concat()).unwrap();
        let rate = |p: &[f64]| sum_of_products(&[&p[..p.len() / 2], &p[p.len() / 2..]]);
        let integral = LineIntegral::of_steps(1).decompose(&parameters, rate).unwrap().decomposition;
        let stepwise = |order| StepwiseReplacement::new().order(order).decompose(&parameters, rate).unwrap();
        let scale = size(&das_gupta) + size(&integral);
        for other in [integral, stepwise(StepOrder::FirstToLast), stepwise(StepOrder::LastToFirst), stepwise(StepOrder::Both)] {
            let grouped = other.grouped(|part| part.name[..1].to_owned());
            for part in &das_gupta.parts {
                assert_close(part.value, grouped.value(&part.name).unwrap(), 10.0 * scale, &part.name);
            }
        }
    }

    #[test]
    fn stepwise_parts_sum_to_the_change_and_flip(changes in prop::collection::vec((0.1..3.0f64, 0.1..3.0f64), 1..6), order in 0..3usize) {
        let order = [StepOrder::FirstToLast, StepOrder::LastToFirst, StepOrder::Both][order];
        let (before, after): (Vec<f64>, Vec<f64>) = changes.into_iter().unzip();
        let rate = |p: &[f64]| odd(&p.iter().map(std::slice::from_ref).collect::<Vec<_>>());
        let parts = |replacement, before: &[f64], after: &[f64]| {
            let parameters = Parameters::of_lists(before, after).unwrap();
            StepwiseReplacement::new().order(order).replacing(replacement).decompose(&parameters, rate).unwrap()
        };
        for replacement in [Replacement::There, Replacement::ThereAndBack] {
            assert_sums(&parts(replacement, &before, &after));
        }
        let there = parts(Replacement::ThereAndBack, &before, &after);
        assert_flipped(&there, &parts(Replacement::ThereAndBack, &after, &before));
    }

    #[test]
    fn printed_figures_add_up(figures in figures(), decimals in 0..8u32) {
        let change = account_of(&figures, false).decompose().unwrap();
        // a rate far above 1 has not so many decimals
        let Ok(printed) = change.rounded(decimals) else { return Ok(()) };
        let unit = 10f64.powi(-i32::try_from(decimals).unwrap());
        let units = |value: f64| (value / unit).round() as i128;
        prop_assert_eq!(units(printed.after) - units(printed.before), units(printed.change));
        prop_assert_eq!(printed.parts.iter().map(|part| units(part.value)).sum::<i128>(), units(printed.change));
        for (part, exact) in printed.parts.iter().zip(&change.parts) {
            prop_assert!((part.value - exact.value).abs() <= unit * (1.0 + 1e-6), "{} {}", part.value, exact.value);
            if exact.value == 0.0 {
                prop_assert_eq!(part.value, 0.0);
            }
        }
    }

    #[test]
    fn registers_explain_every_member(persons in clean_persons(true), (from, years) in (2011..2018i32, 1..3i32), leave in any::<bool>()) {
        let register = clean_register(&rows_of(&persons), 30);
        let by = GroupBy::nothing().licence_cohort().join_cohort().segment("branch");
        let Ok(table) = CohortTable::settings(FiscalCalendar::japan()).by(by).build(&register) else { return Ok(()) };
        let licensees = Licensees::by_cohort((2000..2022).map(|year| (FiscalYear(year), 10))).unwrap();
        let (from, to) = (FiscalYear(from), FiscalYear(from + years));
        let settings = AccountSettings::new().leave(if leave { LeaveCounted::Out } else { LeaveCounted::In });
        let by_tenure = settings.clone().losses(Losses::ByTenure(vec![0, 1, 3])).unwrap();
        let together = settings.clone().losses(Losses::Together).unwrap();
        // the table may not reach these years
        let Ok(whole) = settings.of_movements(&table.movements(), &licensees, from, to) else { return Ok(()) };
        let members = |change: &Decomposition| {
            let flows = change.parts.iter().filter(|part| part.name != "new_licensees");
            flows.map(|part| part.persons.unwrap()).sum::<i64>()
        };
        let persons_of = |change: &Decomposition, names: &str| -> i64 {
            change.parts.iter().filter(|part| part.name.starts_with(names)).map(|part| part.persons.unwrap()).sum()
        };
        let by_reason = whole.decompose().unwrap();
        let cohorts = by_tenure.of_cohorts(&table, &licensees, from, to).unwrap().decompose().unwrap();
        let in_one = together.of_movements(&table.movements(), &licensees, from, to).unwrap().decompose().unwrap();
        for change in [&by_reason, &cohorts, &in_one] {
            assert_sums(change);
            prop_assert!(change.part("not_explained").is_none(), "{}", change);
            prop_assert_eq!(members(change), whole.after().members() as i64 - whole.before().members() as i64);
            prop_assert_eq!(change.part("new_licensees").unwrap().persons, Some(10 * i64::from(years)));
        }
        let entered = persons_of(&cohorts, "new_cohorts") + persons_of(&cohorts, "late_entry") + persons_of(&cohorts, "joined_cohort");
        prop_assert_eq!(entered, by_reason.part("joined").unwrap().persons.unwrap());
        let gone = |change: &Decomposition| persons_of(change, "left") - persons_of(change, "left_on_leave");
        prop_assert_eq!(gone(&cohorts), gone(&in_one));
        prop_assert_eq!(gone(&by_reason), gone(&in_one));
        // year by year
        let path = Decomposition::chained(&by_tenure.each_year_of_cohorts(&table, &licensees, from, to).unwrap()).unwrap();
        assert_sums(&path);
        prop_assert_eq!((path.before, path.after), (cohorts.before, cohorts.after));
        // each branch with its transfers
        for (_, movements) in table.movements_by("branch").unwrap() {
            let branch = settings.of_movements(&movements, &licensees, from, to).unwrap().decompose().unwrap();
            prop_assert!(branch.part("not_explained").is_none(), "{}", branch);
            assert_sums(&branch);
        }
    }

    #[test]
    fn branches_of_a_register_sum_to_the_whole(persons in clean_persons(false), from in 2011..2018i32) {
        let register = clean_register(&rows_of(&persons), 30);
        let Ok(table) = CohortTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().segment("branch")).build(&register) else {
            return Ok(());
        };
        let licence = |branch: &str, year| kaiin::licensees::LicenceYear::new(FiscalYear(year)).with_branch(branch).with_count(7);
        let rows = (2000..2022).flat_map(|year| ["A", "B", "nobody's"].map(|branch| licence(branch, year)));
        let licensees = Licensees::builder().rows(rows).build().unwrap();
        let (from, to) = (FiscalYear(from), FiscalYear(from + 1));
        let kind = DenominatorKind::CumulativeSummed;
        let Ok(whole) = AccountSettings::new().of_movements(&table.movements(), &licensees, from, to) else { return Ok(()) };
        let rate = SegmentedRate::of_movements(&table.movements_by("branch").unwrap(), &licensees, kind, LeaveCounted::In, from, to);
        let change = rate.unwrap().decompose().unwrap();
        assert_sums(change.whole());
        assert_sums(change.by_segment());
        let whole = whole.decompose().unwrap();
        assert_close(change.whole().before, whole.before, 1.0, "before");
        assert_close(change.whole().after, whole.after, 1.0, "after");
    }
}
