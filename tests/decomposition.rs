//! Decompositions of the change of a rate against R `DasGuptR` and `DemoDecomp`, hand-worked cases, real data and bad input.
//!
//! `tests/oracles/decomp-*.json` name the version and the call of each value. Factors, rate function, cross-classification and baseline are
//! read from the call, so that any further case of the same kinds runs.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;
#[path = "support/r_expression.rs"]
mod r_expression;

use kaiin::cohort::{CohortTable, GroupBy, MovementTable, StatedJoiners, YearTotals};
use kaiin::decision::decomposition::{
    AccountSettings, Composition, Decomposition, DecompositionMethod, LineIntegral, Losses, Parameters, Populations, RateAccount,
    RateStock, Replacement, SegmentStock, SegmentedRate, Slope, StandardisedRates, StepOrder, StepwiseReplacement, product_of_factors,
    standardise, sum_of_products,
};
use kaiin::licensees::{Amount, Attrition, DenominatorKind};
use kaiin::rates::{LeaveCounted, MovementRates, RateKind};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Licensees, Probability, Register, Standing};
use oracle::list;
use r_expression::Expression;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The cases kept in the repository.
const KEPT: usize = 10;
const KEPT_CONTINUOUS: usize = 1;

/// Effects and standardised rates, relative to the size of the rates.
const TOLERANCE: f64 = 1e-9;
/// Values of an integral by another quadrature, relative.
const INTEGRAL_TOLERANCE: f64 = 1e-5;

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().map_or_else(|| vec![text(value)], |values| values.iter().map(text).collect())
}

/// The quoted words after `name=` in a call: one, or those of `c('a','b')`.
fn argument(call: &str, name: &str) -> Option<Vec<String>> {
    let at = call
        .match_indices(name)
        .find(|(at, _)| call[..*at].ends_with(['(', ',', ' ']) && call[at + name.len()..].trim_start().starts_with('='))?;
    let rest = call[at.0 + name.len()..].trim_start().trim_start_matches('=').trim_start();
    let (inside, one) = rest.strip_prefix("c(").map_or((rest, true), |rest| (&rest[..rest.find(')').unwrap()], false));
    let quote = inside.chars().next()?;
    if quote != '\'' && quote != '"' {
        let word = inside.split([',', ')', ';']).next()?.trim();
        return (word != "NULL").then(|| vec![word.to_owned()]);
    }
    let words: Vec<String> = inside.split(quote).skip(1).step_by(2).map(str::to_owned).collect();
    Some(if one { words[..1].to_vec() } else { words })
}

/// A data frame: its columns, and the rows of each population in the order of their first appearance.
struct Frame<'a> {
    input: &'a Value,
    populations: Vec<(String, Vec<usize>)>,
}

impl<'a> Frame<'a> {
    fn of(input: &'a Value, population: &str) -> Self {
        let mut populations: Vec<(String, Vec<usize>)> = Vec::new();
        for (row, name) in texts(&input[population]).into_iter().enumerate() {
            match populations.iter_mut().find(|(known, _)| *known == name) {
                Some((_, rows)) => rows.push(row),
                None => populations.push((name, vec![row])),
            }
        }
        Self { input, populations }
    }

    fn names(&self) -> Vec<String> {
        self.populations.iter().map(|(name, _)| name.clone()).collect()
    }

    fn column(&self, name: &str) -> Vec<Vec<f64>> {
        let values = list(&self.input[name]);
        self.populations.iter().map(|(_, rows)| rows.iter().map(|&row| values[row].unwrap()).collect()).collect()
    }

    fn factors(&self, names: &[String]) -> Populations {
        let populations = Populations::of(self.names()).unwrap();
        names.iter().fold(populations, |populations, name| populations.factor_by_cell(name, &self.column(name)).unwrap())
    }
}

/// What a call to `dgnpop` standardises.
fn standardised(frame: &Frame<'_>, call: &str, chosen: Option<&[&str]>) -> StandardisedRates {
    let factors = argument(call, "factors").unwrap();
    let function = argument(call, "ratefunction").map_or_else(|| factors.join("*"), |words| words[0].clone());
    let function = Expression::parse(&function);
    let populations = frame.factors(&factors);
    let populations = chosen.map_or(populations.clone(), |chosen| populations.only(chosen).unwrap());
    let scalar = |values: Vec<f64>| {
        assert_eq!(values.len(), 1, "the rate function has one value a population");
        values[0]
    };
    let Some(size) = argument(call, "crossclassified") else {
        return standardise(&populations, |values| scalar(function.value(&factors, values))).unwrap();
    };
    assert!(chosen.is_none(), "a baseline of cross-classified data");
    let variables = argument(call, "id_vars").unwrap();
    let composition = variables.iter().fold(Composition::of_sizes(&frame.column(&size[0])).unwrap(), |composition, variable| {
        let levels = texts(&frame.input[variable]);
        let of_first: Vec<&String> = frame.populations[0].1.iter().map(|&row| &levels[row]).collect();
        composition.by(variable, &of_first).unwrap()
    });
    let of_cell = |values: &[f64]| {
        let cells: Vec<&[f64]> = values.iter().map(std::slice::from_ref).collect();
        scalar(function.value(&factors, &cells))
    };
    composition.standardise(&populations, of_cell).unwrap()
}

fn near(found: f64, expected: f64, scale: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance * scale.max(1.0), "{what}: {found} is not {expected}");
}

#[test]
fn das_gupta_is_that_of_r() {
    let cases = oracle::of_kind("decomposition");
    assert!(cases.len() >= KEPT, "{} cases", cases.len());
    for case in &cases {
        for result in case.json["results"].as_array().unwrap() {
            let call = result["by"]["call"].as_str().unwrap();
            if argument(call, "crossclassified").is_some() && argument(call, "factors").is_some_and(|factors| factors.len() > 1) {
                println!("{}: not compared, see tests/oracles/README.md", case.id());
                continue;
            }
            let frame = Frame::of(&result["input"], &argument(call, "pop").map_or("pop".to_owned(), |words| words[0].clone()));
            check_rates(case.id(), &frame, call, &result["values"]);
            check_table(case.id(), &frame, call, &result["values"]);
        }
    }
}

/// The names that `DasGuptR` gives to the structure of a variable, without their ending.
fn part_name(factor: &str) -> &str {
    factor.strip_suffix("_struct").unwrap_or(factor)
}

/// Names of numeric populations may have been given a prefix.
fn population_name(name: &str) -> &str {
    name.trim_start_matches("pop.")
}

fn check_rates(id: &str, frame: &Frame<'_>, call: &str, values: &Value) {
    let whole = standardised(frame, call, None);
    let rates = &values["rates"];
    let rows = texts(&rates["factor"]).into_iter().zip(texts(&rates["pop"])).zip(list(&rates["rate"]));
    let scale = whole.rates().iter().fold(0.0f64, |scale, rate| scale.max(rate.abs()));
    let mut compared = 0;
    for ((factor, population), expected) in rows {
        let population = population_name(&population);
        let at = whole.populations().iter().position(|known| known == population).unwrap();
        let found = if factor == "crude" {
            whole.rates()[at]
        } else if let Some(baseline) = argument(call, "baseline") {
            let pair = standardised(frame, call, Some(&[population, &baseline[0]]));
            pair.factor(part_name(&factor)).unwrap().rates[0]
        } else {
            whole.factor(part_name(&factor)).unwrap().rates[at]
        };
        near(found, expected.unwrap(), scale, TOLERANCE, &format!("{id} {factor} {population}"));
        compared += 1;
    }
    assert!(compared >= whole.populations().len(), "{id}");
}

fn check_table(id: &str, frame: &Frame<'_>, call: &str, values: &Value) {
    let columns = texts(&values["table_cols"]);
    if columns.get(2).map(String::as_str) != Some("diff") {
        return;
    }
    let change = standardised(frame, call, None).between(population_name(&columns[0]), population_name(&columns[1])).unwrap();
    let scale = change.before.abs().max(change.after.abs());
    assert!(change.residue().abs() <= 1e-14 * scale, "{id}: {}", change.residue());
    for (name, row) in texts(&values["table_rows"]).iter().zip(values["table"].as_array().unwrap()) {
        let row: Vec<f64> = list(row).into_iter().map(Option::unwrap).collect();
        let what = format!("{id} {name}");
        if name == "crude" {
            near(change.change, row[2], scale, TOLERANCE, &what);
            continue;
        }
        let part = change.part(part_name(name)).unwrap();
        near(part.before.unwrap(), row[0], scale, TOLERANCE, &what);
        near(part.after.unwrap(), row[1], scale, TOLERANCE, &what);
        near(part.value, row[2], scale, TOLERANCE, &what);
        if let Some(&percent) = row.get(3) {
            assert!((100.0 * change.share(part_name(name)).unwrap() - percent).abs() <= 0.005 + 1e-9, "{what}: {percent} %");
        }
    }
}

#[test]
fn continuous_change_is_that_of_r() {
    let cases = oracle::of_kind("decomposition_continuous");
    assert!(cases.len() >= KEPT_CONTINUOUS, "{} cases", cases.len());
    for case in &cases {
        let function = Expression::parse(case.json["settings"]["rate"].as_str().unwrap());
        let names = function.names();
        for result in case.json["results"].as_array().unwrap() {
            let numbers = |name: &str| list(&result["input"][name]).into_iter().map(Option::unwrap).collect::<Vec<f64>>();
            let parameters = Parameters::of_lists(&numbers("pars1"), &numbers("pars2")).unwrap();
            // the parameters are those of the names of the function, in equal blocks
            let rate = |values: &[f64]| {
                let block = values.len() / names.len();
                let blocks: Vec<&[f64]> = values.chunks(block).collect();
                function.value(&names, &blocks)[0]
            };
            check_continuous(case.id(), result["by"]["call"].as_str().unwrap(), &parameters, rate, &result["values"]);
        }
    }
}

/// The part of a line of calls that is about one function.
fn call_of<'a>(calls: &'a str, function: &str) -> &'a str {
    calls.split(';').find(|call| call.trim_start().starts_with(function)).unwrap_or("")
}

fn check_continuous(id: &str, calls: &str, parameters: &Parameters, rate: impl Fn(&[f64]) -> f64, values: &Value) {
    let total = values["total"].as_f64().unwrap();
    let scale = rate(parameters.before()).abs().max(rate(parameters.after()).abs());
    let compare = |found: &Decomposition, name: &str, tolerance: f64| {
        if values[name].is_null() {
            return;
        }
        near(found.change, total, scale, 1e-8, id);
        for (part, expected) in found.parts.iter().zip(list(&values[name])) {
            near(part.value, expected.unwrap(), scale, tolerance, &format!("{id} {name} {}", part.name));
        }
    };
    let steps = |function: &str| argument(call_of(calls, function), "N").map_or(20, |words| words[0].parse().unwrap());
    let horiuchi = LineIntegral::of_steps(steps("horiuchi")).decompose(parameters, &rate).unwrap();
    compare(&horiuchi.decomposition, "horiuchi", TOLERANCE);
    near(horiuchi.decomposition.sum_of_parts(), values["sum_horiuchi"].as_f64().unwrap_or(total), scale, 1e-8, id);
    let ltre = LineIntegral::of_steps(steps("ltre")).slope(Slope::Tangent).decompose(parameters, &rate).unwrap();
    compare(&ltre.decomposition, "ltre", INTEGRAL_TOLERANCE);
    let refined = LineIntegral::until(1e-11).unwrap().decompose(parameters, &rate).unwrap();
    assert!(refined.integration_error.abs() <= 1e-8 * scale, "{id}: {}", refined.integration_error);
    compare(&refined.decomposition, "horiuchi", INTEGRAL_TOLERANCE);
    let call = call_of(calls, "stepwise");
    let order = match argument(call, "direction").as_deref() {
        Some([word]) if word == "down" => StepOrder::LastToFirst,
        Some([word]) if word == "both" => StepOrder::Both,
        _ => StepOrder::FirstToLast,
    };
    let one_way = argument(call, "symmetrical").is_some_and(|words| words[0].starts_with('F'));
    let replacement = if one_way { Replacement::There } else { Replacement::ThereAndBack };
    let stepwise = StepwiseReplacement::new().order(order).replacing(replacement).decompose(parameters, &rate).unwrap();
    compare(&stepwise, "stepwise", TOLERANCE);
}

// ---- worked by hand, and published ----

#[test]
fn das_gupta_published_effects_of_black_and_white_earnings() {
    // Das Gupta (1993), example 2.1: 4369.913 and 1487.262, sum 5857.175
    let populations = Populations::of(["black", "white"]).unwrap();
    let populations = populations.factor("earnings", &[10930.0, 16591.0]).unwrap().factor("earners", &[0.717892, 0.825974]).unwrap();
    let change = standardise(&populations, sum_of_products).unwrap().between("black", "white").unwrap();
    assert_eq!(change.method, DecompositionMethod::DasGupta { populations: 2 });
    for (name, published) in [("earnings", 4369.913), ("earners", 1487.262)] {
        assert!((change.value(name).unwrap() - published).abs() < 5e-4);
    }
    assert!((change.change - 5857.175).abs() < 5e-4);
}

#[test]
fn three_factors_are_the_mean_of_all_six_orders() {
    // 1·2·3 against 2·4·5
    let (old, new) = ([1.0, 2.0, 3.0], [2.0, 4.0, 5.0]);
    let populations =
        (0..3).fold(Populations::of(["old", "new"]).unwrap(), |all, at| all.factor(format!("{at}"), &[old[at], new[at]]).unwrap());
    let change = standardise(&populations, sum_of_products).unwrap().between("old", "new").unwrap();
    let mut sums = [0.0; 3];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut values = old;
        for at in order {
            let before: f64 = values.iter().product();
            values[at] = new[at];
            sums[at] += values.iter().product::<f64>() - before;
        }
    }
    for (part, sum) in change.parts.iter().zip(sums) {
        assert!((part.value - sum / 6.0).abs() < 1e-14, "{}: {} {}", part.name, part.value, sum / 6.0);
    }
}

#[test]
fn cross_classified_parts_are_the_mean_over_all_orders_that_keep_composition_and_rates_together() {
    // sizes of 2 × 3 cells, and a rate of a cell that is a product of two factors
    let sizes = [[30.0, 20.0, 10.0, 15.0, 25.0, 40.0], [10.0, 30.0, 20.0, 25.0, 5.0, 35.0]];
    let entry = [[0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [0.8, 0.8, 0.6, 0.7, 0.5, 0.3]];
    let stay = [[0.5, 0.6, 0.7, 0.8, 0.9, 0.95], [0.6, 0.5, 0.7, 0.9, 0.8, 0.9]];
    let (rows, columns) = ([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]);
    let structure = |date: usize| -> [Vec<f64>; 2] {
        let sum = |keep: &dyn Fn(usize) -> bool| (0..6).filter(|&cell| keep(cell)).map(|cell| sizes[date][cell]).sum::<f64>();
        let factor = |own: [usize; 6], other: [usize; 6], cell: usize| {
            let (of_own, of_other) = (sum(&|at| own[at] == own[cell]), sum(&|at| other[at] == other[cell]));
            (sizes[date][cell] / of_other * of_own / sum(&|_| true)).sqrt()
        };
        [(0..6).map(|cell| factor(rows, columns, cell)).collect(), (0..6).map(|cell| factor(columns, rows, cell)).collect()]
    };
    let both = [structure(0), structure(1)];
    // the rate of the whole when each of the four factors is that of its date
    let rate = |dates: [usize; 4]| -> f64 {
        (0..6).map(|cell| both[dates[0]][0][cell] * both[dates[1]][1][cell] * entry[dates[2]][cell] * stay[dates[3]][cell]).sum()
    };
    let mut sums = [0.0; 4];
    for order in [[0, 1, 2, 3], [1, 0, 2, 3], [0, 1, 3, 2], [1, 0, 3, 2], [2, 3, 0, 1], [2, 3, 1, 0], [3, 2, 0, 1], [3, 2, 1, 0]] {
        let mut dates = [0; 4];
        for at in order {
            let before = rate(dates);
            dates[at] = 1;
            sums[at] += rate(dates) - before;
        }
    }
    let composition = Composition::of_sizes(&sizes).unwrap().by("sex", &rows).unwrap().by("age", &columns).unwrap();
    let dates = Populations::of(["2013", "2023"]).unwrap().factor_by_cell("entry", &entry).unwrap().factor_by_cell("stay", &stay).unwrap();
    let change = composition.standardise(&dates, product_of_factors).unwrap().between("2013", "2023").unwrap();
    for (name, sum) in ["sex", "age", "entry", "stay"].into_iter().zip(sums) {
        assert!((change.value(name).unwrap() - sum / 8.0).abs() < 1e-15, "{name}: {} is not {}", change.value(name).unwrap(), sum / 8.0);
    }
    assert!((change.change - (rate([1; 4]) - rate([0; 4]))).abs() < 1e-15);
}

#[test]
fn twenty_factors_are_decomposed_and_more_are_refused() {
    let factors = |count: usize| {
        (0..count).fold(Populations::of(["a", "b"]).unwrap(), |all, at| {
            all.factor(format!("{at}"), &[1.0, if at == 7 { 3.0 } else { 1.0 }]).unwrap()
        })
    };
    let change = standardise(&factors(20), |values| values.iter().map(|cells| cells[0]).product()).unwrap().between("a", "b").unwrap();
    assert!((change.value("7").unwrap() - 2.0).abs() < 1e-12);
    assert_eq!(change.value("6"), Some(0.0));
    assert_eq!(standardise(&factors(21), sum_of_products).unwrap_err().code(), "limit");
}

#[test]
fn cells_of_a_sum_add_up_to_the_whole() {
    let populations = Populations::of(["a", "b"]).unwrap();
    let populations = populations.factor_by_cell("share", &[[0.4, 0.6], [0.7, 0.3]]).unwrap();
    let populations = populations.factor_by_cell("rate", &[[0.9, 0.5], [0.8, 0.6]]).unwrap();
    let whole = standardise(&populations, sum_of_products).unwrap().between("a", "b").unwrap();
    let cells: Vec<Decomposition> =
        (0..2).map(|at| standardise(&populations.cell(at).unwrap(), sum_of_products).unwrap().between("a", "b").unwrap()).collect();
    for name in ["share", "rate"] {
        let sum: f64 = cells.iter().map(|cell| cell.value(name).unwrap()).sum();
        assert!((whole.value(name).unwrap() - sum).abs() < 1e-15);
    }
}

#[test]
fn segments_are_kitagawa_of_shares_and_rates() {
    let (before, after) = ([(40, 50.0), (20, 50.0)], [(42, 60.0), (16, 40.0)]);
    let stock = |(members, licence_holders)| SegmentStock { members, licence_holders };
    let segments = ["North", "South"]
        .into_iter()
        .enumerate()
        .fold(SegmentedRate::between("2022", "2023"), |all, (at, name)| all.segment(name, stock(before[at]), stock(after[at])));
    let change = segments.decompose().unwrap();
    let sizes = Composition::of_sizes(&[[50.0, 50.0], [60.0, 40.0]]).unwrap().by("composition", &["North", "South"]).unwrap();
    let rates = Populations::of(["2022", "2023"]).unwrap().factor_by_cell("rates", &[[0.8, 0.4], [0.7, 0.4]]).unwrap();
    let general = sizes.standardise(&rates, product_of_factors).unwrap().between("2022", "2023").unwrap();
    for name in ["rates", "composition"] {
        assert!((change.whole().value(name).unwrap() - general.value(name).unwrap()).abs() < 1e-15);
    }
}

#[test]
fn a_new_branch_is_composition_and_members_without_licence_holders_are_unmatched() {
    let stock = |members, licence_holders| SegmentStock { members, licence_holders };
    // 50/100 to 50/100 + 30/50 with 2 and 3 members of no branch: 0.52 to 83/150
    let change = SegmentedRate::between("2022", "2023")
        .segment("Old", stock(50, 100.0), stock(50, 100.0))
        .segment("New", stock(0, 0.0), stock(30, 50.0))
        .segment("not stated", stock(2, 0.0), stock(3, 0.0))
        .decompose()
        .unwrap();
    let whole = change.whole();
    assert_eq!(whole.value("rates"), Some(0.0));
    assert!((whole.value("composition").unwrap() - (0.6 - 0.5) / 3.0).abs() < 1e-15); // a third of the holders move from 0.5 to 0.6
    assert!((whole.value("unmatched").unwrap() - (3.0 / 150.0 - 2.0 / 100.0)).abs() < 1e-15);
    assert!((whole.change - (83.0 / 150.0 - 0.52)).abs() < 1e-15);
    assert!(whole.residue().abs() < 1e-15 && change.by_segment().residue().abs() < 1e-15);
}

#[test]
fn members_on_leave_leave_the_rate_when_they_do_not_count() {
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
    let rows = [
        Episode::new("A", day(2021, 4, 1)),
        // on leave from October 2022
        Episode::new("B", day(2021, 4, 1)).until(day(2022, 10, 1), EndReason::Unstated),
        Episode::new("B", day(2022, 10, 1)).standing(Standing::OnLeave),
        // on leave since 2021, leaves in 2022
        Episode::new("C", day(2021, 4, 1)).until(day(2021, 10, 1), EndReason::Unstated),
        Episode::new("C", day(2021, 10, 1)).standing(Standing::OnLeave).until(day(2022, 6, 1), EndReason::Arrears),
    ];
    let register = Register::settings_as_of(day(2023, 3, 31)).build(&rows.into_iter().collect()).unwrap();
    let movements = CohortTable::settings(FiscalCalendar::japan()).build(&register).unwrap().movements();
    let licensees = Licensees::by_cohort([(FiscalYear(2021), 10), (FiscalYear(2022), 0)]).unwrap();
    let change = |leave| {
        let account = AccountSettings::new().leave(leave).of_movements(&movements, &licensees, FiscalYear(2021), FiscalYear(2022));
        account.unwrap().decompose().unwrap()
    };
    let persons = |change: &Decomposition| -> BTreeMap<String, i64> {
        change.parts.iter().map(|part| (part.name.clone(), part.persons.unwrap())).collect()
    };
    // counted: 3/10 to 2/10; not counted: A and B of 10 to A of 10
    let (counted, not) = (change(LeaveCounted::In), change(LeaveCounted::Out));
    assert_eq!((counted.before, counted.after), (0.3, 0.2));
    assert_eq!(persons(&counted), BTreeMap::from([("joined".into(), 0), ("left_arrears".into(), -1), ("new_licensees".into(), 0)]));
    assert_eq!((not.before, not.after), (0.2, 0.1));
    assert_eq!(persons(&not)["leave"], -1);
    assert_eq!(persons(&not)["left_on_leave"], 1);
    assert_eq!(persons(&not).values().sum::<i64>(), -1);
}

#[test]
fn the_account_agrees_with_the_rates_and_with_das_gupta() {
    let (movements, licensees) = fiscal_2019();
    let change = AccountSettings::new().over(DenominatorKind::CumulativeSummed);
    let change = change.of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap().decompose().unwrap();
    let kind = RateKind::OrganizationRate { denominator: DenominatorKind::CumulativeSummed };
    let rates = MovementRates::new(&movements).with_licensees(&licensees);
    let (before, after) = (rates.rate(kind, FiscalYear(2018)).unwrap(), rates.rate(kind, FiscalYear(2019)).unwrap());
    assert_eq!((Some(change.before), Some(change.after)), (before.value, after.value));
    // members and 1 / licence holders as two factors
    let factors = Populations::of(["2018", "2019"]).unwrap().factor("members", &[106_831.0, 112_518.0]).unwrap();
    let factors = factors.factor("holders", &[161_476.0, 172_285.0]).unwrap();
    let two = standardise(&factors, |f| f[0][0] / f[1][0]).unwrap().between("2018", "2019").unwrap();
    let members = change.value("joined").unwrap() + change.value("left_unstated").unwrap();
    assert!((two.value("members").unwrap() - members).abs() < 1e-15);
    assert!((two.value("holders").unwrap() - change.value("new_licensees").unwrap()).abs() < 1e-15);
}

#[test]
fn estimated_licence_holders_have_a_part_of_their_own_for_those_who_left_practice() {
    let (movements, licensees) = fiscal_2019();
    let licensees = licensees.with_attrition(Attrition::Annual(Probability::new(0.02).unwrap()));
    let settings = AccountSettings::new().over(DenominatorKind::Practising);
    let account = settings.of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap();
    assert_eq!(account.fractions().unwrap(), None);
    let change = account.decompose().unwrap();
    assert!(change.value("other_licence_changes").unwrap() > 0.0); // fewer to divide by
    assert!(change.residue().abs() < 1e-15);
}

#[test]
fn what_the_figures_do_not_explain_is_a_part() {
    let year = |year, joined, left, closing| YearTotals {
        year: FiscalYear(year),
        joined: Some(joined),
        left: Some(left),
        closing: Some(closing),
        ..YearTotals::default()
    };
    // 100 + 10 - 4 is 106, not 107
    let movements =
        MovementTable::from_totals(FiscalCalendar::japan(), [year(2021, 0, 0, 100), year(2022, 10, 4, 107)], StatedJoiners::Kept).unwrap();
    let licensees = Licensees::by_cohort([(FiscalYear(2021), 200), (FiscalYear(2022), 10)]).unwrap();
    let account = AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2021), FiscalYear(2022)).unwrap();
    let change = account.decompose().unwrap();
    assert_eq!(change.part("not_explained").unwrap().persons, Some(1));
    let exact = account.fractions().unwrap().unwrap();
    assert_eq!(exact.numerators.iter().sum::<i128>(), exact.change);
}

// ---- real data ----

/// Rows of a CSV file of `examples/data` as column name to text.
fn rows_of(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(file);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader.records().map(|row| names.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect()).collect()
}

/// The physiotherapists' fiscal year 2019: 9,812 joined, 4,125 left, 112,518 members at its end, and cumulative licence holders.
fn fiscal_2019() -> (MovementTable, Licensees) {
    let rows = rows_of("jp_rehab_association_members.csv");
    let row = rows.iter().find(|row| row["association"] == "JPTA" && row["fy"] == "2019").unwrap();
    let count = |name: &str| row[name].parse::<u64>().unwrap();
    let (joined, left, closing) = (count("joiners"), count("leavers"), count("members"));
    let last_year = YearTotals { year: FiscalYear(2018), closing: Some(closing + left - joined), ..YearTotals::default() };
    let year =
        YearTotals { year: FiscalYear(2019), joined: Some(joined), left: Some(left), closing: Some(closing), ..YearTotals::default() };
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), [last_year, year], StatedJoiners::Kept).unwrap();
    let passers = rows_of("jp_pt_cumulative_derived.csv");
    let holders =
        |year: &str| passers.iter().find(|row| row["exam_year"] == year).unwrap()["cumulative_passers_published_basis"].parse().unwrap();
    let (before, after): (u64, u64) = (holders("2018"), holders("2019"));
    (movements, Licensees::by_cohort([(FiscalYear(2018), before), (FiscalYear(2019), after - before)]).unwrap())
}

#[test]
fn the_physiotherapists_rate_fell_in_fiscal_2019_although_members_grew() {
    let (movements, licensees) = fiscal_2019();
    let account = AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap();
    let change = account.decompose().unwrap();
    // 106,831 / 161,476 = 66.16 %, 112,518 / 172,285 = 65.31 %. A member was worth ½ (1/161,476 + 1/172,285) = 5.99836e-6:
    // 9,812 joined +5.886, 4,125 left -2.474, 10,809 new licences -4.261 points; printed so that the figures add up to -0.85
    assert_eq!(
        change.to_string(),
        "end of 2018 66.16 % -> end of 2019 65.31 %: -0.85 points\n  joined         +5.89  persons who joined for the first time\n  \
         left_unstated  -2.48  members who left: no reason stated\n  new_licensees  -4.26  new licence holders\n  \
         (account of flows at the mean worth of a person before and after)"
    );
}

#[test]
fn the_long_rise_and_fall_of_the_physiotherapists_rate_adds_up() {
    // Members and cumulative passers 1966-2009, before the break of the series
    let rows: Vec<(String, u64, u64)> = rows_of("jp_pt_members_1966_2019.csv")
        .iter()
        .filter(|row| row["year"].parse::<i32>().unwrap() <= 2009)
        .map(|row| (row["year"].clone(), row["members"].parse().unwrap(), row["cumulative_passers"].parse().unwrap()))
        .collect();
    let periods: Vec<Decomposition> = rows
        .windows(2)
        .map(|pair| {
            let stock = |(year, members, holders): &(String, u64, u64)| RateStock::counted(year, *members, *holders).unwrap();
            let account = RateAccount::between(stock(&pair[0]), stock(&pair[1]));
            let account = account.flow("members", "members more", pair[1].1 as i64 - pair[0].1 as i64);
            account.new_licensees("licences", "new licence holders", pair[1].2 as i64 - pair[0].2 as i64).decompose().unwrap()
        })
        .collect();
    let all = Decomposition::chained(&periods).unwrap();
    assert_eq!(all.part("members").unwrap().persons, Some(59_476)); // 59,586 - 110
    assert!((all.change - (59_586.0 / 73_862.0 - 110.0 / 183.0)).abs() < 1e-15);
    assert!(all.residue().abs() < 1e-14);
    assert!(periods.iter().all(|period| period.residue().abs() < 1e-15));
}

// ---- bad input ----

#[test]
fn a_rate_that_is_no_number_is_an_error_that_names_the_mixture() {
    let populations = Populations::of(["a", "b"]).unwrap().factor("members", &[1.0, 2.0]).unwrap().factor("holders", &[4.0, 0.0]).unwrap();
    let error = standardise(&populations, |f| f[0][0] / f[1][0]).unwrap_err();
    assert_eq!(error.code(), "setting");
    assert!(error.to_string().contains("\"b\"") && error.to_string().contains("holders"), "{error}");
    let none = Populations::of(["a", "b"]).unwrap();
    assert_eq!(standardise(&none, sum_of_products).unwrap_err().code(), "no_rows");
    let one = Populations::of(["a", "b"]).unwrap().factor("x", &[1.0, 2.0]).unwrap();
    assert_eq!(standardise(&one, sum_of_products).unwrap().between("a", "c").unwrap_err().code(), "missing");
    assert_eq!(standardise(&one, |_| f64::NAN).unwrap_err().code(), "setting");
    let huge = Populations::of(["a", "b"]).unwrap().factor("x", &[-f64::MAX, f64::MAX]).unwrap();
    assert_eq!(standardise(&huge, sum_of_products).unwrap().between("a", "b").unwrap_err().code(), "setting");
}

#[test]
fn compositions_and_factors_must_fit() {
    let sizes = Composition::of_sizes(&[[1.0, 2.0], [2.0, 1.0]]).unwrap();
    let rates = Populations::of(["a", "b"]).unwrap().factor_by_cell("rate", &[[0.1, 0.2], [0.3, 0.4]]).unwrap();
    assert_eq!(sizes.standardise(&rates, product_of_factors).unwrap_err().code(), "no_rows");
    let by = sizes.by("age", &["young", "old"]).unwrap();
    assert!(by.standardise(&rates, product_of_factors).is_ok());
    let three = Populations::of(["a", "b", "c"]).unwrap().factor("rate", &[0.1, 0.2, 0.3]).unwrap();
    assert_eq!(by.standardise(&three, product_of_factors).unwrap_err().code(), "column_length");
    let cells = Populations::of(["a", "b"]).unwrap().factor_by_cell("rate", &[[0.1; 3], [0.3; 3]]).unwrap();
    assert_eq!(by.standardise(&cells, product_of_factors).unwrap_err().code(), "column_length");
    let named = Populations::of(["a", "b"]).unwrap().factor("age", &[0.1, 0.2]).unwrap();
    assert_eq!(by.standardise(&named, product_of_factors).unwrap_err().code(), "setting");
    assert_eq!(by.standardise(&rates, |_| f64::INFINITY).unwrap_err().code(), "setting");
    let many = (0..21).fold(Composition::of_sizes(&[[1.0], [2.0]]).unwrap(), |all, at| all.by(at.to_string(), &[1]).unwrap());
    let one = Populations::of(["a", "b"]).unwrap().factor("rate", &[0.1, 0.2]).unwrap();
    assert_eq!(many.standardise(&one, product_of_factors).unwrap_err().code(), "limit");
}

#[test]
fn integrals_say_when_they_cannot_be_taken() {
    let parameters = Parameters::of_lists(&[-1.0], &[1.0]).unwrap();
    assert_eq!(LineIntegral::of_steps(0).decompose(&parameters, |p| p[0]).unwrap_err().code(), "setting");
    assert_eq!(LineIntegral::of_steps(usize::MAX).decompose(&parameters, |p| p[0]).unwrap_err().code(), "limit");
    assert_eq!(LineIntegral::of_steps(10).decompose(&parameters, |p| p[0].ln()).unwrap_err().code(), "setting");
    for precision in [0.0, 1.0, f64::NAN, 1e-20] {
        assert_eq!(LineIntegral::until(precision).unwrap_err().code(), "setting");
    }
    // two parameters and a jump between: no number of steps brings the parts to rest
    let two = Parameters::of_lists(&[0.0, 0.0], &[1.0, 1.0]).unwrap();
    let jump = |p: &[f64]| f64::from(p[0] + p[1] * p[1] > 0.777);
    assert_eq!(LineIntegral::until(1e-9).unwrap().decompose(&two, jump).unwrap_err().code(), "limit");
    assert_eq!(StepwiseReplacement::new().decompose(&parameters, |p| p[0].ln()).unwrap_err().code(), "setting");
    // nothing moved, rates of 0
    let still = LineIntegral::until(1e-9).unwrap().decompose(&Parameters::of_lists(&[0.0], &[0.0]).unwrap(), |p| p[0]).unwrap();
    assert_eq!((still.decomposition.change, still.integration_error), (0.0, 0.0));
    assert_eq!(still.decomposition.share("1"), None);
}

#[test]
fn accounts_refuse_what_cannot_be_divided_or_is_not_known() {
    assert_eq!(RateStock::counted("2020", 1, 0).unwrap_err().code(), "setting");
    assert_eq!(RateStock::counted("2020", u64::MAX, 1).unwrap_err().code(), "limit");
    for wrong in [f64::NAN, -1.0, f64::INFINITY] {
        assert_eq!(RateStock::new("2020", 1, Amount::Estimate(wrong)).unwrap_err().code(), "setting");
    }
    let stock = |members| RateStock::counted("a date", members, 10).unwrap();
    let account = RateAccount::between(stock(1), stock(2));
    assert_eq!(account.clone().flow("joined", "", i64::MIN).decompose().unwrap_err().code(), "limit");
    assert_eq!(account.decompose().unwrap().part("not_explained").unwrap().persons, Some(1));

    let (movements, licensees) = fiscal_2019();
    let settings = AccountSettings::new();
    let code = |settings: &AccountSettings, from, to| {
        settings.of_movements(&movements, &licensees, FiscalYear(from), FiscalYear(to)).unwrap_err().code()
    };
    assert_eq!(code(&settings, 2019, 2018), "setting");
    assert_eq!(code(&settings, 2019, 2019), "setting");
    assert_eq!(code(&settings, 2018, i32::MAX), "missing");
    assert_eq!(code(&settings, i32::MIN, 2019), "missing");
    assert_eq!(code(&settings.clone().leave(LeaveCounted::Out), 2018, 2019), "missing");
    assert_eq!(code(&settings.clone().over(DenominatorKind::NewLicensees), 2018, 2019), "setting");
    assert_eq!(code(&settings.clone().over(DenominatorKind::CumulativeGiven), 2018, 2019), "missing");
    assert_eq!(code(&settings.clone().losses(Losses::ByTenure(vec![0])).unwrap(), 2018, 2019), "setting");
    for bands in [vec![], vec![1], vec![0, 0], vec![0, 3, 1]] {
        assert_eq!(settings.clone().losses(Losses::ByTenure(bands)).unwrap_err().code(), "setting");
    }
    assert_eq!(settings.each_year(&movements, &licensees, FiscalYear(2019), FiscalYear(2018)).unwrap_err().code(), "setting");
}

#[test]
fn cohort_accounts_need_the_cohorts_that_they_tell_apart() {
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
    let rows = [Episode::new("A", day(2021, 4, 1)), Episode::new("B", day(2022, 4, 1)).licensed(day(2022, 4, 1))];
    let register = Register::settings_as_of(day(2023, 3, 31)).build(&rows.into_iter().collect()).unwrap();
    let table = |by| CohortTable::settings(FiscalCalendar::japan()).by(by).build(&register).unwrap();
    let licensees = Licensees::by_cohort([(FiscalYear(2021), 4), (FiscalYear(2022), 4)]).unwrap();
    let account =
        |settings: &AccountSettings, table: &CohortTable| settings.of_cohorts(table, &licensees, FiscalYear(2021), FiscalYear(2022));
    let settings = AccountSettings::new();
    assert_eq!(account(&settings, &table(GroupBy::nothing())).unwrap_err().code(), "missing_column");
    let by_licence = table(GroupBy::nothing().licence_cohort());
    assert!(account(&settings, &by_licence).is_ok());
    let by_tenure = settings.losses(Losses::ByTenure(vec![0, 1])).unwrap();
    assert_eq!(account(&by_tenure, &by_licence).unwrap_err().code(), "missing_column");
}

#[test]
fn segments_without_anyone_to_divide_by_are_refused() {
    let stock = |licence_holders| SegmentStock { members: 1, licence_holders };
    let code = |rate: SegmentedRate| rate.decompose().unwrap_err().code();
    assert_eq!(code(SegmentedRate::between("a", "b")), "no_rows");
    assert_eq!(code(SegmentedRate::between("a", "b").segment("x", stock(0.0), stock(1.0))), "setting");
    for wrong in [f64::NAN, -1.0, f64::INFINITY] {
        assert_eq!(code(SegmentedRate::between("a", "b").segment("x", stock(1.0), stock(wrong))), "setting");
    }
    assert_eq!(code(SegmentedRate::between("a", "b").segment("x", stock(1.0), stock(1.0)).segment("x", stock(1.0), stock(1.0))), "setting");
}

#[test]
fn periods_that_do_not_meet_are_not_chained() {
    let (movements, licensees) = fiscal_2019();
    let change =
        AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap().decompose().unwrap();
    assert_eq!(Decomposition::chained(&[change.clone(), change]).unwrap_err().code(), "mismatch");
    assert_eq!(Decomposition::chained(&[]).unwrap_err().code(), "no_rows");
}

#[test]
fn results_survive_json_and_have_a_table() {
    let (movements, licensees) = fiscal_2019();
    let change =
        AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019)).unwrap().decompose().unwrap();
    let read: Decomposition = serde_json::from_str(&serde_json::to_string(&change).unwrap()).unwrap();
    assert_eq!(read, change);
    let table = change.to_table();
    assert_eq!((table.rows(), table.column("part").unwrap().text(0)), (3, "joined".to_owned()));
    assert_eq!(table.column("persons").unwrap().text(1), "-4125");
}

#[test]
fn stored_stocks_are_checked_when_they_are_read() {
    let stock = RateStock::counted("2020", 5, 10).unwrap();
    let text = serde_json::to_string(&RateAccount::between(stock.clone(), stock)).unwrap();
    assert!(serde_json::from_str::<RateAccount>(&text).is_ok());
    assert!(serde_json::from_str::<RateAccount>(&text.replace("10", "0")).is_err());
    assert!(serde_json::from_str::<RateAccount>(&text.replace("5", "18446744073709551615")).is_err());
}

#[test]
fn segments_need_licence_holders_by_branch() {
    let (movements, licensees) = fiscal_2019();
    let segments = [(Some("North".to_owned()), movements)];
    let (kind, from, to) = (DenominatorKind::CumulativeSummed, FiscalYear(2018), FiscalYear(2019));
    let rate = SegmentedRate::of_movements(&segments, &licensees, kind, LeaveCounted::In, from, to);
    assert_eq!(rate.unwrap_err().code(), "missing");
}
