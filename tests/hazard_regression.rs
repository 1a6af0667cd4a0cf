//! Discrete-time hazard regression against R: coefficients, errors, deviances, clustered errors and predictions of every reference case,
//! whatever its formula, and separation where it is.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/formula.rs"]
mod formula;
#[path = "support/oracle.rs"]
mod oracle;

use formula::Formula;
use kaiin::model::regression::{
    ClusterCorrection, Convergence, Covariates, HazardFit, HazardRegression, HazardRows, Link, OnSeparation, Ridge, RidgeScale, Term,
};
use oracle::{Columns, list, number};
use serde_json::Value;

/// How far a number may lie from R's, by the size of R's.
const COEFFICIENT: f64 = 1e-8;
const DEVIANCE: f64 = 1e-9;
/// Under the complementary log-log link R's steps stop 1e-7 or so before the maximum, even with `epsilon = 1e-14`, and its errors are those
/// of one step earlier. Fitted as R does it ([`Convergence::Deviance`]) all agree to 1e-8; fitted to the maximum this much may differ, and
/// that the maximum is right is proven below by other means.
const BEFORE_THE_MAXIMUM: f64 = 1e-6;

fn link_of(name: &str) -> Link {
    match name {
        "logit" => Link::Logit,
        "cloglog" => Link::ComplementaryLogLog,
        other => panic!("no link {other}"),
    }
}

fn assert_close(found: Option<f64>, expected: Option<f64>, tolerance: f64, what: &str) {
    match (found, expected) {
        (Some(found), Some(expected)) => {
            assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{what}: {found} is not {expected}");
        }
        (found, expected) => assert_eq!(found, expected, "{what}"),
    }
}

/// The epsilon of `glm.control`, where the call has one.
fn epsilon_of(call: &str) -> Option<f64> {
    let after = call.split_once("epsilon=")?.1;
    after.split([',', ')']).next()?.parse().ok()
}

/// Prior weights, where the call has some.
fn weighted(rows: HazardRows, call: &str, columns: &Columns) -> HazardRows {
    let Some((_, after)) = call.split_once("weights=") else { return rows };
    let name: String = after.trim_start_matches("d$").chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '.').collect();
    rows.weighted(&oracle::numbers(columns, &name)).unwrap()
}

/// Values of new rows as texts, as they stand in a file of rows.
fn texts(values: &Value) -> Columns {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let column = |values: &Value| values.as_array().map_or_else(|| vec![text(values)], |values| values.iter().map(text).collect());
    values.as_object().unwrap().iter().map(|(name, values)| (name.clone(), column(values))).collect()
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && *c != '=').collect()
}

fn compare_coefficients(what: &str, fit: &HazardFit, values: &Value, tolerance: f64) {
    let names = values["coef_names"].as_array().unwrap();
    assert_eq!(fit.coefficients().len(), names.len(), "{what}: number of coefficients");
    for (at, found) in fit.coefficients().iter().enumerate() {
        let what = format!("{what}, {}", found.name);
        let is_spline = found.name.contains("ns(") || found.name.contains("bs(");
        assert!(is_spline || plain(&found.name) == plain(names[at].as_str().unwrap()), "{what} is not {}", names[at]);
        assert_close(found.estimate, list(&values["coef"])[at], tolerance, &what);
        assert_close(found.error, list(&values["se"])[at], tolerance, &format!("{what}, error"));
        let expected = values["vcov"].as_array().into_iter().flatten().nth(at).map(list).unwrap_or_default();
        for (other, expected) in expected.into_iter().enumerate() {
            assert_close(fit.covariance(at, other), expected, tolerance, &format!("{what}, covariance with {other}"));
        }
    }
}

fn compare(what: &str, formula: &Formula, columns: &Columns, values: &Value) {
    // Without an epsilon in the call glm has 1e-8.
    let epsilon = values["call"].as_str().and_then(epsilon_of).unwrap_or(1e-8);
    let link = link_of(values["link"].as_str().unwrap());
    let rows = weighted(formula.rows(columns), values["call"].as_str().unwrap_or_default(), columns);
    let at_maximum = formula.regression(link, columns);
    let settings = at_maximum.clone().convergence(Convergence::Deviance { epsilon });
    let fit = at_maximum.fit(&rows).unwrap();
    assert!(fit.separation().is_none(), "{what}: {fit}");
    compare_coefficients(what, &fit, values, if link == Link::Logit { COEFFICIENT } else { BEFORE_THE_MAXIMUM });
    let maximum = fit.log_likelihood();
    let fit = settings.fit(&rows).unwrap();
    assert!(maximum >= fit.log_likelihood() - 1e-12 * maximum.abs(), "{what}: R is higher");
    compare_coefficients(what, &fit, values, COEFFICIENT);
    assert_eq!(Some(fit.iterations()), values["iter"].as_u64(), "{what}, steps");
    assert_close(Some(fit.deviance()), number(&values["deviance"]), DEVIANCE, &format!("{what}, deviance"));
    assert_close(Some(fit.null_deviance()), number(&values["null_deviance"]), DEVIANCE, &format!("{what}, null deviance"));
    assert_close(Some(fit.log_likelihood()), number(&values["loglik"]), DEVIANCE, &format!("{what}, log-likelihood"));
    assert_close(Some(fit.aic()), number(&values["aic"]), DEVIANCE, &format!("{what}, AIC"));
    assert_eq!(fit.residual_degrees_of_freedom(), values["df_residual"].as_u64(), "{what}, degrees of freedom");
    if let Some(errors) = values.get("se_cluster_id").map(list) {
        let persons = rows.clone().persons(&columns["id"]).unwrap();
        let robust = settings.robust(ClusterCorrection::None).fit(&persons).unwrap();
        for (found, expected) in robust.coefficients().iter().zip(errors) {
            assert_close(found.error, expected, COEFFICIENT, &format!("{what}, {}, clustered error", found.name));
        }
    }
    if let Some(predict) = values.get("predict") {
        let found = fit.predict(&formula.covariates(&texts(&predict["newdata"]))).unwrap();
        for (at, row) in found.rows.iter().enumerate() {
            let expected = |name: &str| list(&predict[name])[at];
            assert_close(row.predictor, expected("link"), COEFFICIENT, &format!("{what}, predictor {at}"));
            assert_close(row.predictor_error, expected("se_link"), COEFFICIENT, &format!("{what}, its error {at}"));
            assert_close(row.hazard, expected("hazard"), COEFFICIENT, &format!("{what}, hazard {at}"));
        }
    }
}

#[test]
fn regressions_agree_with_r() {
    let cases = oracle::of_kind("discrete_hazard");
    assert!(cases.len() >= 3, "only {} cases were found", cases.len());
    for case in cases {
        let columns = case.columns();
        for values in case.json["results"].as_array().unwrap().iter().flat_map(|result| result["values"].as_array().unwrap()) {
            let text = values["formula"].as_str().unwrap();
            let what = format!("{}, {text}, {}", case.id(), values["link"]);
            compare(&what, &Formula::parse(text), &columns, values);
        }
    }
}

/// The inputs of a case with what made and what is expected of each: beside the values, or within each of them.
fn inputs(case: &Value) -> Vec<(&Value, &Value, &Value)> {
    let mut found = Vec::new();
    for result in case["results"].as_array().unwrap() {
        let values: Vec<&Value> = result["values"].as_array().map_or_else(|| vec![&result["values"]], |values| values.iter().collect());
        for value in values {
            let input = [&value["input"], &result["input"]].into_iter().find(|input| input.is_object()).unwrap();
            found.push((input, &result["by"], value));
        }
    }
    found
}

#[test]
fn separation_is_reported_with_the_limit_of_the_deviance() {
    let cases = oracle::of_kind("discrete_hazard_separation");
    assert!(!cases.is_empty());
    for case in cases {
        for (input, by, values) in inputs(&case.json) {
            let columns = texts(input);
            let call = by["call"].as_str().or(by[0]["call"].as_str()).unwrap();
            let text = values["formula"].as_str().map_or_else(|| formula::first_argument(call), str::to_owned);
            let is_cloglog = call.contains("cloglog") || values["link"] == "cloglog";
            let link = if is_cloglog { Link::ComplementaryLogLog } else { Link::Logit };
            let formula = Formula::parse(&text);
            let (rows, settings): (HazardRows, HazardRegression) = (formula.rows(&columns), formula.regression(link, &columns));
            let fit = settings.fit(&rows).unwrap();
            assert!(fit.separation().is_some_and(|found| !found.coefficients.is_empty()), "{}: {fit}", case.id());
            if let Some(limit) = number(&values["deviance_limit"]) {
                assert_close(Some(fit.deviance()), Some(limit), DEVIANCE, case.id());
            }
            let refused = settings.on_separation(OnSeparation::Refuse).fit(&rows).unwrap_err();
            assert_eq!(refused.code(), "missing", "{refused}");
        }
    }
}

#[test]
fn errors_are_those_at_the_maximum_itself() {
    // Of period k of the veterans d of n died: Var(ln(-ln(1 - p))) = p / (n (1 - p) ln(1 - p)^2), and each coefficient is a difference.
    let case = oracle::of_kind("discrete_hazard").into_iter().find(|case| case.id() == "dth-veteran").unwrap();
    let columns = case.columns();
    let formula = Formula::parse("event ~ factor(period)");
    let variance = |died: f64, of: f64| died / of / (of * (1.0 - died / of) * (1.0 - died / of).ln().powi(2));
    let counts = [(63.0, 137.0), (25.0, 73.0), (15.0, 43.0), (6.0, 27.0), (6.0, 19.0), (3.0, 13.0)];
    let rows = formula.rows(&columns).persons(&columns["id"]).unwrap();
    let settings = formula.regression(Link::ComplementaryLogLog, &columns);
    // Each person has one row a period and the model is saturated: clustering by person changes nothing.
    for settings in [settings.clone(), settings.robust(ClusterCorrection::None)] {
        let fit = settings.fit(&rows).unwrap();
        for (found, (died, of)) in fit.coefficients().iter().zip(counts) {
            let first = if found.name == "(Intercept)" { 0.0 } else { variance(63.0, 137.0) };
            let expected = (variance(died, of) + first).sqrt();
            assert!((found.error.unwrap() / expected - 1.0).abs() < 1e-11, "{}: {:?} is not {expected}", found.name, found.error);
        }
    }
}

#[test]
fn clustered_errors_are_those_of_the_sandwich_at_the_maximum() {
    // numpy 2, 100 steps of Fisher scoring, then inv(X'WX) (sum over persons of s s') inv(X'WX).
    let expected: [(&str, &str, &[f64]); 2] = [
        (
            "dth-renewal-sim",
            "lapse ~ factor(pmin(tenure,5)) + branch + I(year-2018)",
            &[
                0.141348260373547,
                0.152570973773352,
                0.171632297600103,
                0.204312703131078,
                0.174876804951435,
                0.133663442964655,
                0.128315483043381,
                0.0243728361473274,
            ],
        ),
        ("dth-veteran", "event ~ log(period) + trt + karno", &[0.459568909750311, 0.181992181073249, 0.20121139709761, 0.0051819376693513]),
    ];
    for (id, text, errors) in expected {
        let case = oracle::of_kind("discrete_hazard").into_iter().find(|case| case.id() == id).unwrap();
        let (columns, formula) = (case.columns(), Formula::parse(text));
        let rows = formula.rows(&columns).persons(&columns["id"]).unwrap();
        let fit = |correction| formula.regression(Link::ComplementaryLogLog, &columns).robust(correction).fit(&rows).unwrap();
        let (plain, persons) = (fit(ClusterCorrection::None), fit(ClusterCorrection::Persons));
        let both = fit(ClusterCorrection::PersonsAndRows);
        let (g, n, k) = (plain.persons().unwrap() as f64, rows.len() as f64, errors.len() as f64);
        for (at, expected) in errors.iter().enumerate() {
            let error = |fit: &HazardFit| fit.coefficients()[at].error.unwrap();
            assert_close(Some(error(&plain)), Some(*expected), 1e-10, text);
            assert_close(Some(error(&persons) / error(&plain)), Some((g / (g - 1.0)).sqrt()), 1e-12, text);
            assert_close(Some(error(&both) / error(&persons)), Some(((n - 1.0) / (n - k)).sqrt()), 1e-12, text);
        }
    }
}

#[test]
fn ridge_estimates_agree_with_forty_digits_on_either_scale() {
    let cells = Covariates::new().number("x", &[0.0, 1.0, 2.0, 0.0, 1.0, 2.0]).unwrap();
    let cells = cells.category("b", &["no", "no", "no", "yes", "yes", "yes"]).unwrap();
    let rows = HazardRows::grouped(cells, &[3, 5, 2, 8, 6, 9], &[20, 18, 15, 22, 17, 16]).unwrap();
    let fit = |scale| {
        let settings = HazardRegression::new(Link::Logit).term(Term::number("x")).term(Term::category("b"));
        settings.ridge(Ridge::new(1.5).unwrap().scale(scale)).fit(&rows).unwrap()
    };
    // mpmath 1.4.1, Newton's method with 40 digits: estimates, square roots of the diagonal of (I + P)^-1, trace of (I + P)^-1 I.
    // scikit-learn 1.9.1, LogisticRegression(C=1/1.5), gives the first three to the eight digits it prints.
    let expected = [
        (
            RidgeScale::Original,
            [-1.5029961200629772, 0.21142601368382616, 0.8815547419656957],
            [0.3959639543569575, 0.24847152268266986, 0.38438505672327167],
            2.685765045875404,
        ),
        (
            RidgeScale::Standardised,
            [-1.621570534445239, 0.22242647605333933, 1.0604882246668008],
            [0.42276690161022635, 0.2544891585282603, 0.4276795619593701],
            2.866775887020827,
        ),
    ];
    for (scale, estimates, errors, degrees) in expected {
        let fit = fit(scale);
        for ((found, estimate), error) in fit.coefficients().iter().zip(estimates).zip(errors) {
            assert_close(found.estimate, Some(estimate), 1e-13, &found.name);
            assert_close(found.error, Some(error), 1e-13, &found.name);
        }
        assert_close(Some(fit.degrees_of_freedom()), Some(degrees), 1e-12, "effective degrees of freedom");
        assert_eq!(fit.residual_degrees_of_freedom(), None);
    }
}
