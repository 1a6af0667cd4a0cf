//! Accelerated failure time regression against R's `survreg`.
//!
//! `tests/oracles/par-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::model::FitEnding;
use kaiin::model::aft::{CovariateValue, LifetimeRegression, LifetimeRegressionFit};
use kaiin::model::curve::{CurveFamily, CurveModel, Lifetimes};
use kaiin::survival::Observations;
use oracle::{Columns, list, number, numbers, of_kind};
use serde_json::Value;

fn family(name: &str) -> CurveFamily {
    match name {
        "exponential" => CurveFamily::Exponential,
        "weibull" => CurveFamily::Weibull,
        "lognormal" => CurveFamily::LogNormal,
        "loglogistic" => CurveFamily::LogLogistic,
        other => panic!("{other}"),
    }
}

/// `Surv(time,status)` or `Surv(entry,time,status)` in the call.
fn rows_of(call: &str, columns: &Columns) -> Observations {
    let roles = call.split_once("Surv(").unwrap().1.split_once(')').unwrap().0;
    let roles: Vec<&str> = roles.split(',').map(str::trim).collect();
    let (status, times) = roles.split_last().unwrap();
    let status = numbers(columns, status);
    let threshold = if status.iter().any(|&status| status > 1.0) { 1.0 } else { 0.0 };
    let event: Vec<bool> = status.iter().map(|&status| status > threshold).collect();
    let rows = Observations::of_events(&numbers(columns, times.last().unwrap()), &event).unwrap();
    if let [entry, _] = times[..] { rows.entering(&numbers(columns, entry)).unwrap() } else { rows }
}

type Known = Vec<(String, CovariateValue)>;

/// The regression of a formula such as `age+sex`, and what is known of the first row: numbers where a column has only such.
fn regression(family: CurveFamily, rhs: &str, columns: &Columns) -> (LifetimeRegression, Known) {
    let mut regression = LifetimeRegression::new(family).unwrap();
    let mut known = Vec::new();
    for term in rhs.split('+').map(str::trim).filter(|&term| term != "1") {
        let factor = term.strip_prefix("factor(").and_then(|inner| inner.strip_suffix(')'));
        let column = &columns[factor.unwrap_or(term)];
        let all_numbers: Option<Vec<f64>> = column.iter().map(|value| value.parse().ok()).collect();
        match all_numbers.filter(|_| factor.is_none()) {
            Some(values) => {
                known.push((term.to_owned(), values[0].into()));
                regression = regression.numbers(term, &values);
            }
            None => {
                known.push((term.to_owned(), column[0].as_str().into()));
                regression = regression.levels(term, column);
            }
        }
    }
    (regression, known)
}

fn assert_near(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

fn compare(what: &str, fit: &LifetimeRegressionFit, known: &Known, values: &Value) {
    assert_eq!(fit.ending(), &FitEnding::Interior, "{what}");
    let coefficients = fit.coefficients();
    let names = list_of_texts(&values["coef_names"]);
    for (coefficient, (name, expected)) in coefficients.iter().zip(names.iter().zip(list(&values["coef"]))) {
        assert_eq!(&coefficient.name, name, "{what}");
        assert_near(coefficient.estimate.unwrap(), expected.unwrap(), 1e-8, &format!("{what} {name}"));
    }
    assert_near(fit.scale().ln(), number(&values["log_scale"]).unwrap(), 1e-8, &format!("{what} log scale"));
    for (coefficient, expected) in coefficients.iter().zip(list(&values["se"])) {
        assert_near(coefficient.error.unwrap(), expected.unwrap(), 1e-8, &format!("{what} error of {}", coefficient.name));
    }
    let covariance = fit.covariance().unwrap();
    for (row, expected) in covariance.iter().zip(values["vcov"].as_array().unwrap()) {
        row.iter().zip(list(expected)).for_each(|(found, expected)| assert_near(*found, expected.unwrap(), 1e-8, what));
    }
    for (found, name) in [(fit.log_likelihood(), "loglik"), (fit.null_log_likelihood(), "loglik_null"), (fit.aic(), "aic")] {
        let expected = number(&values[name]).unwrap();
        assert!((found - expected).abs() < 1e-8 * expected.abs(), "{what} {name}: {found} is not {expected}");
    }
    let known: Vec<(&str, CovariateValue)> = known.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let quantiles = &values["quantiles_first_row"];
    for ((p, q), error) in list(&quantiles["p"]).into_iter().zip(list(&quantiles["q"])).zip(list(&quantiles["se"])) {
        let found = fit.quantile(&known, p.unwrap()).unwrap();
        assert_near(found.value, q.unwrap(), 1e-8, &format!("{what} quantile {p:?}"));
        assert_near(found.error.unwrap(), error.unwrap(), 1e-7, &format!("{what} error of quantile {p:?}"));
        assert!((fit.survival(&known, found.value).unwrap().value - (1.0 - p.unwrap())).abs() < 1e-12);
    }
}

fn list_of_texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    value.as_array().map_or_else(|| vec![text(value)], |values| values.iter().map(text).collect())
}

#[test]
fn regressions_agree_with_survreg() {
    let cases = of_kind("parametric");
    for case in &cases {
        let columns = case.columns();
        for values in case.json["results"][0]["values"].as_array().unwrap() {
            let (name, rhs) = (values["dist"].as_str().unwrap(), values["rhs"].as_str().unwrap());
            let rows = rows_of(values["call"].as_str().unwrap(), &columns);
            let (regression, known) = regression(family(name), rhs, &columns);
            let what = format!("{} {name} ~ {rhs}", case.id());
            compare(&what, &regression.fit(&rows).unwrap(), &known, values);
            if rhs == "1" {
                let curve = CurveModel::new(family(name)).fit(&Lifetimes::of_observations(&rows).unwrap()).unwrap();
                let expected = number(&values["loglik"]).unwrap();
                assert!((curve.log_likelihood() - expected).abs() < 1e-8 * expected.abs(), "{what}");
                let median = curve.quantile(0.5).unwrap().unwrap();
                assert_near(median.value, list(&values["quantiles_first_row"]["q"])[1].unwrap(), 1e-8, &what);
                assert_near(median.error.unwrap(), list(&values["quantiles_first_row"]["se"])[1].unwrap(), 1e-7, &what);
            }
        }
    }
    assert!(cases.len() >= 2, "only {} cases", cases.len());
}

/// Rows of two groups; those of the second stay twice as long.
fn two_groups() -> (Observations, Vec<&'static str>) {
    let first = [1.0, 2.0, 3.0, 5.0, 8.0, 4.0];
    let time: Vec<f64> = first.iter().copied().chain(first.iter().map(|time| 2.0 * time)).collect();
    let event: Vec<bool> = (0..12).map(|row| row % 6 != 4).collect();
    (Observations::of_events(&time, &event).unwrap(), (0..12).map(|row| if row < 6 { "A" } else { "B" }).collect())
}

#[test]
fn a_group_that_stays_twice_as_long_has_the_factor_two() {
    let (rows, group) = two_groups();
    for family in [CurveFamily::Exponential, CurveFamily::Weibull, CurveFamily::LogNormal, CurveFamily::LogLogistic] {
        let fit = LifetimeRegression::new(family.clone()).unwrap().levels("group", &group).fit(&rows).unwrap();
        assert!((fit.coefficient("groupB").unwrap().estimate.unwrap() - 2f64.ln()).abs() < 1e-10, "{family}");
        let back = LifetimeRegression::new(family.clone()).unwrap().levels_against("group", &group, "B").fit(&rows).unwrap();
        assert!((back.coefficient("groupA").unwrap().estimate.unwrap() + 2f64.ln()).abs() < 1e-10, "{family}");
        assert!((back.log_likelihood() - fit.log_likelihood()).abs() < 1e-10);
    }
}

#[test]
fn numbers_of_any_size_give_the_same_answer() {
    let (rows, _) = two_groups();
    let x: Vec<f64> = (0..12).map(|row| f64::from((row * 5) % 7)).collect();
    let fit = |factor: f64, shift: f64| {
        let moved: Vec<f64> = x.iter().map(|x| factor * x + shift).collect();
        LifetimeRegression::new(CurveFamily::Weibull).unwrap().numbers("x", &moved).fit(&rows).unwrap()
    };
    let plain = fit(1.0, 0.0);
    for (factor, shift) in [(1e8, 0.0), (1e-8, 0.0), (1.0, 1e6), (-3.0, 40.0)] {
        let moved = fit(factor, shift);
        let slope = |fit: &LifetimeRegressionFit| fit.coefficient("x").unwrap().estimate.unwrap();
        assert!((slope(&moved) * factor / slope(&plain) - 1.0).abs() < 1e-7, "{factor} {shift}");
        assert!((moved.log_likelihood() - plain.log_likelihood()).abs() < 1e-8);
    }
}

#[test]
fn what_cannot_be_is_said() {
    let (rows, group) = two_groups();
    let weibull = || LifetimeRegression::new(CurveFamily::Weibull).unwrap();
    let message = |regression: LifetimeRegression| regression.fit(&rows).unwrap_err().to_string();
    let x: Vec<f64> = (0..12).map(f64::from).collect();
    let twice: Vec<f64> = x.iter().map(|x| 2.0 * x + 1.0).collect();
    assert!(message(weibull().numbers("x", &[1.0; 12])).contains("one value in all rows"));
    let collinear = message(weibull().numbers("x", &x).numbers("y", &twice));
    assert!(collinear.contains("cannot tell x and y apart"), "{collinear}");
    assert!(message(weibull().numbers("x", &[1.0; 3])).contains("has 3 rows but time has 12"));
    assert!(message(weibull().numbers("x", &[f64::NAN; 12])).contains("finite number for x"));
    assert!(message(weibull().levels_against("g", &group, "C")).contains("its levels are: A, B"));
    assert!(LifetimeRegression::new(CurveFamily::Geometric).is_err());
    let none = Observations::of_events(&[1.0, 2.0], &[false, false]).unwrap();
    assert_eq!(weibull().fit(&none).unwrap_err().code(), "no_rows");
    let same = Observations::of_events(&[2.0; 5], &[true; 5]).unwrap();
    assert!(weibull().fit(&same).unwrap_err().to_string().contains("leave at one time"));
    let fit = weibull().levels("group", &group).fit(&rows).unwrap();
    assert_eq!(fit.survival(&[], 1.0).unwrap_err().code(), "missing");
    assert_eq!(fit.survival(&[("group", "Z".into())], 1.0).unwrap_err().code(), "missing");
    assert_eq!(fit.survival(&[("group", "A".into())], -1.0).unwrap_err().code(), "setting");
}

#[test]
fn a_level_without_events_runs_to_infinity_and_is_named() {
    let time: Vec<f64> = (1..=6).map(f64::from).collect();
    let rows_without = Observations::of_events(&time, &[true, true, true, false, false, false]).unwrap();
    let fit = LifetimeRegression::new(CurveFamily::Exponential).unwrap();
    let fit = fit.levels("g", &["a", "a", "a", "b", "b", "b"]).fit(&rows_without).unwrap();
    assert!(
        matches!(fit.ending(), FitEnding::Boundary(run_away) if run_away.iter().any(|run| run.parameter == "gb")),
        "{:?}",
        fit.ending()
    );
    assert_eq!((fit.coefficient("gb").unwrap().estimate, fit.covariance()), (None, None));
    // the other group: three events in 1 + 2 + 3 units of time
    assert!((fit.coefficient("(Intercept)").unwrap().estimate.unwrap() - 2f64.ln()).abs() < 1e-5);
}
