//! Rates from snapshots against R `msm`, and laws of the likelihood.
//!
//! `tests/oracles/panel-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::cohort::StandingStates;
use kaiin::model::FitEnding;
use kaiin::model::panel::{ExitTimes, PanelFit, PanelModel, PanelObservations, YearEndSettings};
use kaiin::{Day, EndReason, Episode, Error, FiscalCalendar, Register};
use oracle::{list, number, numbers};
use proptest::prelude::*;
use serde_json::Value;

fn assert_close(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs() + 1e-12, "{what}: {found} is not {expected}");
}

/// The numbers of a square matrix, by rows.
fn square(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(|row| list(row).into_iter().map(Option::unwrap).collect()).collect()
}

fn fit_of(case: &oracle::Oracle) -> PanelFit {
    let (settings, columns) = (&case.json["settings"], case.columns());
    let allowed = square(&settings["qmatrix_allowed"]);
    let states: Vec<String> = (1..=allowed.len()).map(|state| state.to_string()).collect();
    let column = |role: &str| settings[role].as_str().unwrap();
    let seen = PanelObservations::new(&states, &columns[column("subject")], &numbers(&columns, column("time")), &columns[column("state")])
        .unwrap();
    let exact: Vec<String> = list(&settings["deathexact"]).into_iter().flatten().map(|state| state.to_string()).collect();
    let seen = seen.exactly_observed(&exact.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    let is_allowed = |from: usize, to: usize| from != to && allowed[from][to] > 0.0;
    let pairs = (0..states.len()).flat_map(|from| (0..states.len()).map(move |to| (from, to))).filter(|&(from, to)| is_allowed(from, to));
    let pairs: Vec<(&str, &str)> = pairs.map(|(from, to)| (states[from].as_str(), states[to].as_str())).collect();
    PanelModel::new(&pairs).unwrap().fit(&seen).unwrap()
}

#[test]
fn rates_agree_with_msm() {
    let cases = oracle::of_kind("panel_multistate");
    assert!(!cases.is_empty());
    for case in cases {
        let (fit, values) = (fit_of(&case), &case.json["results"][0]["values"]);
        let what = |name: &str| format!("{}, {name}", case.id());
        assert_eq!(fit.ending(), &FitEnding::Interior, "{}", case.id());
        let minus_twice = number(&values["minus2loglik"]).unwrap();
        assert!(
            (-2.0 * fit.log_likelihood() - minus_twice).abs() < 1e-6,
            "{} {}",
            what("likelihood"),
            -2.0 * fit.log_likelihood() - minus_twice
        );
        let (rates, errors) = (square(&values["Q"]), square(&values["Q_se"]));
        let place = |state: &str| state.parse::<usize>().unwrap() - 1;
        for (at, rate) in fit.rates().iter().enumerate() {
            let (from, to) = (place(&rate.from), place(&rate.to));
            assert_close(rate.rate, rates[from][to], 1e-4, &what("rate"));
            assert_close(rate.error.unwrap(), errors[from][to], 1e-4, &what("error of a rate"));
            assert_close(rate.rate.ln(), list(&values["log_q_estimates"])[at].unwrap(), 1e-4, &what("logarithm of a rate"));
        }
        let covariance = square(&values["log_q_cov"]);
        for (found, expected) in fit.log_covariance().unwrap().iter().zip(&covariance) {
            let largest = covariance.iter().flatten().fold(0.0, |most: f64, value| most.max(value.abs()));
            found
                .iter()
                .zip(expected)
                .for_each(|(found, expected)| assert!((found - expected).abs() < 1e-4 * largest, "{}", what("covariance")));
        }
        let (mut stays, horizon) =
            (list(&values["sojourn"]).into_iter().flatten(), list(&values["totlos"]).into_iter().flatten().sum::<f64>());
        for (at, state) in fit.states().iter().enumerate() {
            let out = fit.rate_out(state).unwrap();
            assert_close(out.value, -rates[at][at], 1e-4, &what("rate out"));
            assert_close(out.error.unwrap(), errors[at][at], 1e-4, &what("error of the rate out"));
            if let Some(stay) = fit.mean_stay(state).unwrap() {
                assert_close(stay.value, stays.next().unwrap(), 1e-4, &what("mean stay"));
            }
            for (time, name) in [(1.0, "P1"), (5.0, "P5")] {
                for (to, expected) in square(&values[name])[at].iter().enumerate() {
                    let found = fit.probability(state, &fit.states()[to], time).unwrap();
                    assert_close(found.value, *expected, 1e-4, &what(name));
                }
            }
            // From the first state, until a time at which all stays add up to it.
            let expected = list(&values["totlos"])[at].unwrap();
            assert_close(
                fit.time_in_state(&fit.states()[0], state, horizon.round()).unwrap().value,
                expected,
                1e-4,
                &what("time in a state"),
            );
        }
        let pairs = &values["state_pair_counts"];
        for (from_at, from) in pairs["from"].as_array().unwrap().iter().enumerate() {
            for (to_at, to) in pairs["to"].as_array().unwrap().iter().enumerate() {
                let found = fit.observations().count(from.as_str().unwrap(), to.as_str().unwrap()).unwrap();
                assert_eq!(Some(found as f64), number(&pairs["n"][from_at][to_at]), "{}", what("pairs"));
            }
        }
        println!("{}: agrees, {} steps", case.id(), fit.steps());
    }
}

/// Snapshots of `counts[from][to]` persons, one unit of time apart.
fn seen(counts: [[u64; 2]; 2]) -> PanelObservations {
    let (mut person, mut time, mut state) = (Vec::new(), Vec::new(), Vec::new());
    for (from, row) in counts.iter().enumerate() {
        for (to, &count) in row.iter().enumerate() {
            for _ in 0..count {
                let key = format!("{:04}", person.len());
                person.extend([key.clone(), key]);
                time.extend([0.0, 1.0]);
                state.extend([["in", "out"][from], ["in", "out"][to]]);
            }
        }
    }
    PanelObservations::new(&["in", "out"], &person, &time, &state).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn two_states_a_step_apart_have_the_shares_seen(a in 1..60u64, b in 60..300u64, c in 1..50u64, d in 60..300u64) {
        // The shares seen are fitted exactly when a process in continuous time can have them: when those that move add up to less than 1.
        let fit = PanelModel::new(&[("in", "out"), ("out", "in")]).unwrap().fit(&seen([[b, a], [c, d]])).unwrap();
        let (p, q) = (a as f64 / (a + b) as f64, c as f64 / (c + d) as f64);
        if p + q >= 0.95 {
            return Ok(());
        }
        prop_assert_eq!(fit.ending(), &FitEnding::Interior);
        prop_assert!((fit.probability("in", "out", 1.0).unwrap().value - p).abs() < 1e-10);
        prop_assert!((fit.probability("out", "in", 1.0).unwrap().value - q).abs() < 1e-10);
        // And its error is that of a share.
        let error = fit.probability("in", "out", 1.0).unwrap().error.unwrap();
        prop_assert!((error - (p * (1.0 - p) / (a + b) as f64).sqrt()).abs() < 1e-10);
        // By hand: the sum of the rates is -log(1 - p - q), shared out as p to q.
        let all = -(1.0 - p - q).ln();
        prop_assert!((fit.rates()[0].rate - all * p / (p + q)).abs() < 1e-9);
        // All stays add up to the horizon, and P(s + t) = P(s) P(t).
        let stays = fit.time_in_state("in", "in", 7.0).unwrap().value + fit.time_in_state("in", "out", 7.0).unwrap().value;
        prop_assert!((stays - 7.0).abs() < 1e-11);
        let probability = |from, to, time| fit.probability(from, to, time).unwrap().value;
        let by = |middle| probability("in", middle, 2.0) * probability(middle, "out", 3.0);
        let product = by("in") + by("out");
        prop_assert!((probability("in", "out", 5.0) - product).abs() < 1e-12);
        prop_assert_eq!((probability("in", "in", 0.0), probability("in", "out", 0.0)), (1.0, 0.0));
    }

    #[test]
    fn order_doubling_and_the_unit_of_time_do_what_they_must(counts in prop::array::uniform3(5..40u64), unit in 0.1..20.0f64) {
        let model = PanelModel::new(&[("in", "out"), ("out", "in")]).unwrap();
        let once = seen([[counts[0] + 100, counts[1]], [counts[2], 90]]);
        let twice = once.merge(&once).unwrap();
        let (one, two) = (model.fit(&once).unwrap(), model.fit(&twice).unwrap());
        for (one, two) in one.rates().iter().zip(two.rates()) {
            prop_assert!((one.rate - two.rate).abs() < 1e-10 * one.rate);
            prop_assert!((one.error.unwrap() - two.error.unwrap() * 2f64.sqrt()).abs() < 1e-9);
        }
        let person = ["b", "a", "b", "a", "c", "c", "b"];
        let (time, state) = ([2.0, 0.0, 1.0, 3.0, 5.0, 4.0, 3.5], ["out", "in", "in", "in", "in", "in", "in"]);
        let order = [3, 0, 6, 5, 1, 4, 2];
        let scaled: Vec<f64> = time.iter().map(|time| time * unit).collect();
        let of = |order: &[usize], time: &[f64]| {
            let pick = |values: &[&'static str]| order.iter().map(|&at| values[at]).collect::<Vec<_>>();
            let time: Vec<f64> = order.iter().map(|&at| time[at]).collect();
            PanelObservations::new(&["in", "out"], &pick(&person), &time, &pick(&state)).unwrap()
        };
        let natural: Vec<usize> = (0..7).collect();
        prop_assert_eq!(of(&order, &time), of(&natural, &time));
        let (one, other) = (model.fit(&of(&natural, &time)).unwrap(), model.fit(&of(&natural, &scaled)).unwrap());
        prop_assert!((one.rates()[0].rate - other.rates()[0].rate * unit).abs() < 1e-7 * one.rates()[0].rate);
    }
}

#[test]
fn exact_deaths_are_an_exponential_lifetime() {
    // Three die at 1, 2 and 4; two are seen alive at 5: the rate is 3 / (1 + 2 + 4 + 5 + 5).
    let person = ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"];
    let time = [0.0, 1.0, 0.0, 2.0, 0.0, 4.0, 0.0, 5.0, 0.0, 5.0];
    let state = ["alive", "dead", "alive", "dead", "alive", "dead", "alive", "alive", "alive", "alive"];
    let seen = PanelObservations::new(&["alive", "dead"], &person, &time, &state).unwrap().exactly_observed(&["dead"]).unwrap();
    let fit = PanelModel::new(&[("alive", "dead")]).unwrap().fit(&seen).unwrap();
    let rate = &fit.rates()[0];
    assert_close(rate.rate, 3.0 / 17.0, 1e-12, "rate");
    assert_close(rate.log_error.unwrap(), 1.0 / 3f64.sqrt(), 1e-12, "error of its logarithm");
    let stay = fit.mean_stay("alive").unwrap().unwrap();
    assert_close(stay.value, 17.0 / 3.0, 1e-12, "mean stay");
    assert_close(stay.error.unwrap(), 17.0 / 3.0 / 3f64.sqrt(), 1e-12, "its error");
    assert_eq!(fit.mean_stay("dead").unwrap(), None);
    assert_close(fit.log_likelihood(), 3.0 * (3f64 / 17.0).ln() - 3.0, 1e-12, "log likelihood");
    let stored: PanelFit = serde_json::from_str(&serde_json::to_string(&fit).unwrap()).unwrap();
    assert_eq!(stored, fit);
    assert_eq!(fit.to_table().rows(), 1);
}

#[test]
fn a_change_that_is_not_needed_runs_to_nothing_and_one_that_is_missing_is_refused() {
    let seen = seen([[80, 20], [0, 50]]);
    let fit = PanelModel::new(&[("in", "out"), ("out", "in")]).unwrap().fit(&seen).unwrap();
    assert!(matches!(fit.ending(), FitEnding::Boundary(_)), "{}", fit.ending());
    assert_eq!(fit.rates()[0].error, None);
    assert_close(fit.rates()[0].rate, 1.25f64.ln(), 1e-5, "rate");
    let error = PanelModel::new(&[("out", "in")]).unwrap().fit(&seen).unwrap_err().to_string();
    assert!(error.starts_with("step from in to out is seen 20 times and is not possible"), "{error}");
}

#[test]
fn what_cannot_be_is_refused() {
    let message = |error: Error| error.to_string();
    let of = |person: &[&str], time: &[f64], state: &[&str]| PanelObservations::new(&["in", "out"], person, time, state);
    assert!(message(of(&["a", "a"], &[1.0, 1.0], &["in", "out"]).unwrap_err()).starts_with("time 1 in row 1 is that of row 0"));
    assert!(message(of(&["a", "b"], &[1.0, 2.0], &["in", "out"]).unwrap_err()).contains("two snapshots"));
    assert!(message(of(&["a"], &[f64::NAN], &["in"]).unwrap_err()).starts_with("time NaN in row 0"));
    assert!(message(of(&["a"], &[1.0], &["gone"]).unwrap_err()).starts_with("state gone in row 0"));
    assert!(message(of(&["a"], &[1.0, 2.0], &["in"]).unwrap_err()).contains("has 2 rows but person has 1"));
    let seen = of(&["a", "a", "a"], &[0.0, 1.0, 2.0], &["in", "out", "out"]).unwrap();
    assert!(message(seen.clone().exactly_observed(&["out"]).unwrap_err()).contains("is seen again"));
    assert!(message(PanelModel::new(&[("in", "in")]).unwrap_err()).starts_with("change from in to in is none"));
    assert!(message(PanelModel::new(&[("in", "out"), ("in", "out")]).unwrap_err()).contains("named twice"));
    assert!(PanelModel::new::<&str, &str>(&[]).is_err());
    let fit = PanelModel::new(&[("in", "out"), ("out", "in")]).unwrap().fit(&seen).unwrap();
    assert!(!fit.ending().is_interior());
    assert!(message(fit.probability("in", "out", -1.0).unwrap_err()).starts_with("time -1"));
    assert!(message(fit.probability("in", "gone", 1.0).unwrap_err()).contains("the states are: in, out"));
    // Intervals that differ by fourteen powers of ten still end.
    let far = of(&["a", "a", "a"], &[0.0, 1e-7, 1e7], &["in", "out", "in"]).unwrap();
    let _ = PanelModel::new(&[("in", "out"), ("out", "in")]).unwrap().fit(&far);
}

#[test]
fn year_ends_of_a_register_are_snapshots() {
    let day = |text: &str| -> Day { text.parse().unwrap() };
    let rows = [
        // On the lists of the ends of fiscal 2019 and 2020, then off, back for 2022, dead in fiscal 2023.
        Episode::new("A", day("2019-06-01")).until(day("2021-05-01"), EndReason::Arrears),
        Episode::new("A", day("2022-06-01")).until(day("2023-10-01"), EndReason::Death),
        // On leave over one year end.
        Episode::new("B", day("2020-04-01")).until(day("2021-03-01"), EndReason::Unstated),
        Episode::new("B", day("2021-03-01")).until(day("2021-06-01"), EndReason::Unstated).standing(kaiin::Standing::OnLeave),
        Episode::new("B", day("2021-06-01")),
        // Dead before the first list.
        Episode::new("C", day("2020-04-01")).until(day("2020-08-01"), EndReason::Death),
    ];
    let register = Register::settings_as_of(day("2024-03-31")).build(&rows.into_iter().collect()).unwrap();
    let settings = YearEndSettings::new(FiscalCalendar::japan());
    let seen = settings.build(&register).unwrap();
    assert_eq!(seen.states(), ["active", "on_leave", "lapsed", "exited"]);
    let count = |from: &str, to: &str| seen.count(from, to).unwrap();
    assert_eq!((count("active", "active"), count("active", "lapsed"), count("lapsed", "active"), count("active", "exited")), (3, 1, 1, 1));
    assert_eq!((count("on_leave", "active"), count("exited", "exited")), (1, 0));
    assert!(seen.steps().iter().all(|step| step.interval == 1.0));
    let exact = settings.clone().exits(ExitTimes::Exact).standings(StandingStates::Together).build(&register).unwrap();
    let death = exact.steps().iter().find(|step| step.to == 2).unwrap();
    assert!((death.interval - 184.0 / 366.0).abs() < 1e-12); // 1 October is the 184th day of fiscal 2023, which has a 29 February
    assert_eq!(exact.states(), ["member", "lapsed", "exited"]);
}
