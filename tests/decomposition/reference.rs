//! Are Das Gupta's and Horiuchi's parts those of R?

use super::near;
use crate::oracle::{self, list};
use crate::r_expression::Expression;
use kaiin::decision::decomposition::{
    Composition, Decomposition, LineIntegral, Parameters, Populations, Replacement, Slope, StandardisedRates, StepOrder,
    StepwiseReplacement, standardise,
};
use serde_json::Value;

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
