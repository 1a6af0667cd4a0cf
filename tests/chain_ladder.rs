//! The chain ladder against Mack's formula, chainladder (Python), R `ChainLadder` and published tables.
//!
//! `tests/oracles/mack-*.json` name the version and the call of each value; which convention a value follows is read from its call.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::FiscalYear;
use kaiin::model::{
    ChainLadder, ChainLadderSettings, DevelopedCohort, DevelopmentTriangle, FactorAverage, ParameterError, TailError, TailFactor, TailSigma,
};
use oracle::{list, number};
use serde_json::Value;

/// The cases kept in the repository.
const KEPT: usize = 4;

fn triangle_of(case: &Value) -> DevelopmentTriangle {
    let rows = case["settings"]["cumulative_triangle"].as_array().unwrap();
    DevelopmentTriangle::of_cumulative(rows.iter().enumerate().map(|(at, row)| (FiscalYear(at as i32 + 1), list(row)))).unwrap()
}

/// The word after `name=` in a call, without quotes.
fn argument<'a>(call: &'a str, name: &str) -> Option<&'a str> {
    let rest = call.split(&format!("{name}=")).nth(1).or_else(|| call.split(&format!("{name} = ")).nth(1))?;
    rest.trim_start().trim_start_matches(['\'', '"']).split(['\'', '"', ',', ')', ' ']).next()
}

/// The settings that a call stands for.
fn settings_of(by: &Value) -> ChainLadderSettings {
    let call = by["call"].as_str().unwrap();
    let is_r = by["package"].as_str().unwrap().contains("(R)") || by["package"] == "published";
    let rule = ["est.sigma", "sigma_interpolation", "tail sigma"].iter().find_map(|name| argument(call, name));
    let tail_sigma = match rule.map(str::to_lowercase).as_deref() {
        Some("mack") => TailSigma::Mack,
        Some("log-linear" | "loglinear") if is_r => TailSigma::LogLinearOrMack,
        Some("log-linear" | "loglinear") => TailSigma::LogLinear,
        // The published tables use Mack's rule; the packages have their own defaults.
        None if by["package"] == "published" => TailSigma::Mack,
        None if is_r => TailSigma::LogLinearOrMack,
        None => TailSigma::LogLinear,
        Some(other) => TailSigma::Given(other.parse().unwrap_or_else(|_| panic!("{call}"))),
    };
    let average = match (argument(call, "alpha"), argument(call, "average")) {
        (Some("0"), _) | (_, Some("simple")) => FactorAverage::Simple,
        (Some("2"), _) | (_, Some("regression")) => FactorAverage::Regression,
        (None | Some("1"), None | Some("volume")) => FactorAverage::VolumeWeighted,
        other => panic!("{other:?} in {call}"),
    };
    let parameter_error = match argument(call, "mse.method") {
        Some("Independence") => ParameterError::Independence,
        _ => ParameterError::Mack,
    };
    let tail = match argument(call, "tail").and_then(|tail| tail.parse::<f64>().ok()) {
        Some(factor) => {
            let given = |name: &str| argument(call, name).and_then(|value| value.parse::<f64>().ok());
            let error = match (given("tail.se"), given("tail.sigma")) {
                (Some(factor_error), Some(sigma)) => TailError::Given { factor_error, sigma },
                _ => TailError::LogLinear,
            };
            TailFactor::Given { factor, error }
        }
        None => TailFactor::None,
    };
    ChainLadderSettings::new().tail_sigma(tail_sigma).average(average).parameter_error(parameter_error).tail(tail)
}

/// Values agree to a relative 1e-9; published ones to half a unit of their last place. What a package shows as not there is 0 or nothing.
fn compare(what: &str, found: &[Option<f64>], expected: &Value, rounded: bool) {
    for (at, expected) in list(expected).into_iter().enumerate() {
        // R ends its factors with a 1 where there is no tail.
        let Some(found) = found.get(at).copied() else { continue };
        let what = format!("{what}[{at}]");
        match (found, expected) {
            (Some(found), Some(expected)) => {
                let places = if rounded { expected.to_string().split('.').nth(1).map_or(0, str::len) as i32 } else { 0 };
                let tolerance = if rounded { 0.5001 * 10f64.powi(-places) } else { 1e-9 * expected.abs() };
                assert!((found - expected).abs() <= tolerance, "{what}: {found} is not {expected}");
            }
            (Some(found), None) => assert_eq!(found, 0.0, "{what}: the reference has nothing"),
            (None, expected) => assert_eq!(expected, None, "{what}"),
        }
    }
}

/// The quantity that goes by a name of the reference files.
fn quantity(ladder: &ChainLadder, name: &str) -> Option<Vec<Option<f64>>> {
    let factors = |of: fn(&kaiin::model::DevelopmentFactor) -> Option<f64>| ladder.factors().iter().map(of).collect();
    let cohorts = |of: fn(&DevelopedCohort) -> Option<f64>| ladder.cohorts().iter().map(of).collect();
    let total = ladder.total();
    Some(match name {
        "f" | "ldf" => factors(|factor| factor.factor),
        "f_se" | "std_err" => factors(|factor| factor.error),
        "sigma" => factors(|factor| factor.sigma),
        "ultimate" | "Ultimate" => cohorts(|cohort| cohort.ultimate),
        "Latest" => cohorts(|cohort| cohort.latest),
        "ibnr" | "IBNR" => cohorts(DevelopedCohort::future),
        "process_se" | "process" => cohorts(|cohort| cohort.process_error),
        "parameter_se" | "parameter" => cohorts(|cohort| cohort.parameter_error),
        "mack_se" | "Mack Std Err" => cohorts(DevelopedCohort::error),
        "total_ibnr" => vec![total.future()],
        "total_process_se" | "total_process" => vec![total.process_error],
        "total_parameter_se" | "total_parameter" => vec![total.parameter_error],
        "total_mack_se" | "total_mack_std_err" => vec![total.error()],
        _ => return None,
    })
}

#[test]
fn each_convention_agrees_with_its_reference() {
    let cases = oracle::of_kind("mack");
    assert!(cases.len() >= KEPT, "only {} cases were found", cases.len());
    for case in &cases {
        let triangle = triangle_of(&case.json);
        let results = case.json["results"].as_array().unwrap();
        for result in results {
            let ladder = settings_of(&result["by"]).fit(&triangle).unwrap();
            let rounded = result["by"]["package"] == "published";
            let mut compared = 0;
            let summary = result["values"].get("summary").and_then(Value::as_object).into_iter().flatten();
            for (name, expected) in result["values"].as_object().unwrap().iter().chain(summary) {
                let what = format!("{}, {}, {name}", case.id(), result["by"]["call"]);
                match name.as_str() {
                    "summary" => {}
                    "full_triangle" => {
                        for (cohort, row) in ladder.cohorts().iter().zip(expected.as_array().unwrap()) {
                            let cells: Vec<Option<f64>> = cohort.cells.iter().map(|cell| cell.value).collect();
                            compare(&format!("{what} {}", cohort.cohort), &cells, row, false);
                        }
                    }
                    name => compare(&what, &quantity(&ladder, name).unwrap_or_else(|| panic!("{what}: unknown")), expected, rounded),
                }
                compared += 1;
            }
            assert!(compared >= 3, "{}", result["by"]);
        }
        println!("{}: {} results", case.id(), results.len());
    }
}

#[test]
fn taylor_and_ashe_as_published() {
    // T. Mack (1993), ASTIN Bulletin 23, the example of Taylor and Ashe: reserve and standard error in per cent of it, by accident year.
    let case = oracle::of_kind("mack").into_iter().find(|case| case.id() == "mack-taylor-ashe").unwrap();
    let ladder = ChainLadderSettings::new().fit(&triangle_of(&case.json)).unwrap();
    let shares: Vec<f64> =
        ladder.cohorts().iter().skip(1).map(|one| (100.0 * one.error().unwrap() / one.future().unwrap()).round()).collect();
    assert_eq!(shares, [80.0, 26.0, 19.0, 27.0, 29.0, 26.0, 22.0, 23.0, 29.0]);
    let total = ladder.total();
    assert_eq!((100.0 * total.error().unwrap() / total.future().unwrap()).round(), 13.0);
    assert_eq!(number(&case.json["results"][4]["values"]["total_mack_se"]).map(|_| total.error().unwrap().round()), Some(2_447_095.0));
}
