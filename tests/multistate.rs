//! Multi-state estimates against R `survival`, `etm` and `mstate`.
//!
//! `tests/oracles/ms-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::survival::{
    InitialShares, LengthOfStay, MultistateSettings, MultistateVariance, OccupationStart, StateObservations, TransitionCurves,
    TransitionRiskTable,
};
use oracle::{Columns, assert_near, list, number, numbers};
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

fn texts(value: &Value) -> Vec<String> {
    value.as_array().map_or_else(|| vec![value.clone()], Clone::clone).iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn rows_of(states: &[String], columns: &Columns) -> StateObservations {
    let to: Vec<Option<&str>> = columns["to"].iter().map(|to| (to != "cens" && !to.is_empty()).then_some(to.as_str())).collect();
    StateObservations::new(states, &columns["id"], &columns["from"], &to, &numbers(columns, "start"), &numbers(columns, "stop")).unwrap()
}

/// The time of a table that the reference means; it prints 15 digits.
fn known(times: &[f64], printed: f64) -> f64 {
    times.iter().copied().find(|time| (time - printed).abs() <= 1e-9 * printed.abs().max(1.0)).unwrap_or(printed)
}

/// The position of a time among those of the table.
fn position(table: &TransitionRiskTable, time: f64) -> usize {
    table.times().iter().position(|&known| known == time).unwrap_or_else(|| panic!("no time {time}"))
}

/// Values by state at a time, of the states that can be left where only those are given.
fn assert_by_state(found: &[f64], expected: &Value, what: &str) {
    for (at, expected) in list(expected).into_iter().enumerate() {
        assert_near(Some(found[at]), expected, TOLERANCE, &format!("{what}, state {at}"));
    }
}

/// Errors by state; mstate has the root of a negative number where rounding left a variance of 0 below it.
fn assert_errors(found: &[f64], expected: &Value, what: &str) {
    for (at, expected) in list(expected).into_iter().enumerate() {
        let (expected, tolerance) = expected.map_or((0.0, 1e-7), |expected| (expected, TOLERANCE));
        assert_near(Some(found[at]), Some(expected), tolerance, &format!("{what}, state {at}"));
    }
}

fn compare_with_survfit(id: &str, rows: &StateObservations, values: &Value) {
    let table = rows.risk_table().unwrap();
    let times: Vec<f64> = list(&values["time"]).into_iter().map(|time| known(table.times(), time.unwrap())).collect();
    let occupation = MultistateSettings::new().occupation(rows, OccupationStart::FirstTransition, &times).unwrap();
    assert_by_state(occupation.initial(), &values["p0"], &format!("{id}, initial shares"));
    let hazards: Vec<Vec<f64>> = texts(&values["transitions"])
        .iter()
        .map(|pair| {
            let (from, to) = pair.split_once('.').unwrap();
            let state = |number: &str| &table.states()[number.parse::<usize>().unwrap() - 1];
            table.cumulative_hazard(state(from), state(to)).unwrap()
        })
        .collect();
    for (at, &time) in times.iter().enumerate() {
        let what = |name: &str| format!("{id}, {name} at {time}");
        let place = position(&table, time);
        let row = table.rows().nth(place).unwrap();
        assert_by_state(row.at_risk, &values["n_risk"][at], &what("at risk"));
        let mut into = vec![0.0; table.states().len()];
        table.transitions().iter().zip(row.moved).for_each(|(&(_, to), &moved)| into[to as usize] += moved);
        assert_by_state(&into, &values["n_event_into"][at], &what("events"));
        assert_near(Some(row.censored.iter().sum()), list(&values["n_censor"])[at], TOLERANCE, &what("censored"));
        let hazards: Vec<f64> = hazards.iter().map(|hazard| hazard[place]).collect();
        assert_by_state(&hazards, &values["cumhaz"][at], &what("cumulative hazard"));
        let shares: Vec<_> = table.states().iter().map(|state| occupation.share(state, at).unwrap().unwrap()).collect();
        let probability: Vec<f64> = shares.iter().map(|share| share.probability).collect();
        let error: Vec<f64> = shares.iter().map(|share| share.error).collect();
        assert_by_state(&probability, &values["pstate"][at], &what("occupation"));
        assert_by_state(&error, &values["se_ij"][at], &what("error"));
    }
    let counts = &values["transition_counts"];
    for (from_at, from) in texts(&counts["from"]).iter().enumerate() {
        for (to_at, to) in texts(&counts["to"]).iter().enumerate() {
            let found = if to == "(censored)" { table.censored(from) } else { table.moved(from, to) };
            assert_near(Some(found.unwrap()), number(&counts["n"][from_at][to_at]), 0.0, &format!("{id}, {from} to {to}"));
        }
    }
}

fn compare_with_etm(id: &str, table: &TransitionRiskTable, values: &Value) {
    let start = number(&values["s"]).unwrap();
    let curves = MultistateSettings::new().transition_curves(table, start).unwrap();
    let left: Vec<usize> = (0..table.states().len()).filter(|&state| !table.is_absorbing(state)).collect();
    for (at, time) in list(&values["time"]).into_iter().enumerate() {
        let time = known(table.times(), time.unwrap());
        let row = table.rows().nth(position(table, time)).unwrap();
        let at_risk: Vec<f64> = left.iter().map(|&state| row.at_risk[state]).collect();
        assert_by_state(&at_risk, &values["n_risk"][at], &format!("{id}, at risk at {time}"));
        let matrix = MultistateSettings::new().transition_matrix(table, start, time).unwrap();
        for from in table.states() {
            for to in table.states() {
                let what = format!("{id}, {from} to {to} from {start} to {time}");
                let expected = |name: &str| values.get(format!("{name}_{from}_{to}")).map(|values| list(values)[at].unwrap());
                let found = curves.at(from, to, time).unwrap().unwrap();
                let in_matrix = matrix.probability(from, to).unwrap();
                if let (Some(probability), Some(variance)) = (expected("P"), expected("var")) {
                    assert_near(Some(found.probability), Some(probability), TOLERANCE, &what);
                    assert_near(Some(found.error.powi(2)), Some(variance), TOLERANCE, &format!("{what}, variance"));
                    assert_near(Some(found.error), Some(variance.max(0.0).sqrt()), TOLERANCE, &format!("{what}, error"));
                }
                assert_near(Some(in_matrix.probability), Some(found.probability), 1e-14, &format!("{what}, matrix"));
                assert_near(Some(in_matrix.error), Some(found.error), TOLERANCE, &format!("{what}, error of the matrix"));
            }
        }
    }
    for (from_at, from) in table.states().iter().enumerate() {
        for (to_at, to) in table.states().iter().enumerate().filter(|(to, _)| *to != from_at) {
            let pair = (from_at as u32, to_at as u32);
            let transition = table.transitions().iter().position(|&known| known == pair);
            let moved = transition.map_or(0.0, |at| table.rows().filter(|row| row.time > start).map(|row| row.moved[at]).sum());
            assert_near(Some(moved), number(&values["n_event_total_by_transition"][from_at][to_at]), 0.0, &format!("{id}, {from} to {to}"));
        }
    }
}

fn compare_with_mstate(id: &str, table: &TransitionRiskTable, values: &Value) {
    let start = number(&values["s"]).unwrap();
    let curves = |variance| MultistateSettings::new().variance(variance).transition_curves(table, start).unwrap();
    let [greenwood, aalen] = [MultistateVariance::Greenwood, MultistateVariance::Aalen].map(curves);
    for (from, values) in table.states().iter().filter_map(|from| Some((from, values.get(format!("from_{from}"))?))) {
        for (at, time) in list(&values["time"]).into_iter().enumerate() {
            let time = known(table.times(), time.unwrap());
            let what = |name: &str| format!("{id}, {name} from {from} at {time}");
            let found = |curves: &TransitionCurves, of: fn(kaiin::survival::StateProbability) -> f64| -> Vec<f64> {
                table.states().iter().map(|to| of(curves.at(from, to, time).unwrap().unwrap())).collect()
            };
            assert_by_state(&found(&greenwood, |value| value.probability), &values["P"][at], &what("probability"));
            assert_errors(&found(&greenwood, |value| value.error), &values["se_greenwood"][at], &what("Greenwood's error"));
            assert_errors(&found(&aalen, |value| value.error), &values["se_aalen"][at], &what("Aalen's error"));
        }
    }
    let expected = &values["expected_length_of_stay"];
    let stay: LengthOfStay = MultistateSettings::new().length_of_stay(table, start, number(&expected["tau"]).unwrap()).unwrap();
    for (from_at, from) in table.states().iter().enumerate() {
        let found: Vec<f64> = table.states().iter().map(|state| stay.time(from, state).unwrap().mean).collect();
        // Days in the thousands carry the rounding of the printed 15 digits.
        let scale = number(&expected["tau"]).unwrap().max(1.0);
        for (at, expected) in list(&expected["matrix"][from_at]).into_iter().enumerate() {
            assert_near(Some(found[at]), expected, TOLERANCE * scale, &format!("{id}, length of stay from {from}, state {at}"));
        }
    }
}

#[test]
fn estimates_agree_with_r() {
    let cases = oracle::of_kind("multistate");
    assert!(cases.len() >= 4, "only {} cases were found", cases.len());
    for case in cases {
        let states = texts(&case.json["settings"]["states"]);
        let rows = rows_of(&states, &case.columns());
        let table = rows.risk_table().unwrap();
        let mut compared = 0;
        for result in case.json["results"].as_array().unwrap() {
            let id = format!("{} ({})", case.id(), result["by"]["package"].as_str().unwrap());
            match result["by"]["package"].as_str().unwrap() {
                "survival" => compare_with_survfit(&id, &rows, &result["values"]),
                "etm" => compare_with_etm(&id, &table, &result["values"]),
                "mstate" => compare_with_mstate(&id, &table, &result["values"]),
                other => panic!("{other} is not known"),
            }
            compared += 1;
        }
        println!("{}: {compared} packages agree", case.id());
    }
}

/// Rows of eight persons with returns, late entries and gone for good, with weights.
fn few_rows(weights: &[f64]) -> StateObservations {
    let person = ["a", "a", "a", "b", "b", "c", "c", "d", "e", "e", "f", "g", "h", "h"];
    let from = ["in", "out", "in", "in", "out", "out", "in", "in", "in", "out", "in", "in", "out", "in"];
    let to = ["out", "in", "", "out", "", "in", "gone", "out", "gone", "", "gone", "", "in", "out"];
    let entry = [0.0, 2.0, 3.0, 0.0, 4.0, 0.0, 1.0, 0.0, 0.0, 6.0, 1.5, 0.5, 0.0, 2.0];
    let time = [2.0, 3.0, 9.0, 4.0, 8.0, 1.0, 5.0, 2.0, 4.0, 7.0, 6.0, 7.0, 2.0, 3.0];
    let to: Vec<Option<&str>> = to.iter().map(|to| (!to.is_empty()).then_some(*to)).collect();
    StateObservations::new(&["in", "out", "gone"], &person, &from, &to, &entry, &time).unwrap().weighted(weights).unwrap()
}

#[test]
fn errors_by_person_are_the_derivatives_by_the_weights() {
    let weights = [1.0, 1.5, 1.0, 2.0, 2.0, 0.7, 0.7, 1.0, 1.0, 1.2, 1.0, 2.5, 1.0, 1.0];
    let person = [0, 0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 6, 7, 7];
    let settings = MultistateSettings::new().initial_shares(InitialShares::Estimated);
    let change = 1e-5;
    for start in [OccupationStart::FirstTransition, OccupationStart::At(1.0), OccupationStart::At(2.0)] {
        // The sum over persons of the square of the change that the weights of the person make, by central differences.
        let by_differences = |value: &dyn Fn(&StateObservations) -> f64| {
            let mut influence = [0.0; 8];
            for row in 0..weights.len() {
                let moved = |by: f64| {
                    let mut moved = weights;
                    moved[row] += by;
                    value(&few_rows(&moved))
                };
                influence[person[row]] += weights[row] * (moved(change) - moved(-change)) / (2.0 * change);
            }
            influence.iter().map(|u| u * u).sum::<f64>().sqrt()
        };
        let times = [2.0, 2.5, 3.0, 4.0, 6.5, 9.0];
        let found = settings.occupation(&few_rows(&weights), start, &times).unwrap();
        for (at, &time) in times.iter().enumerate() {
            for state in ["in", "out", "gone"] {
                let share = |rows: &StateObservations| settings.occupation(rows, start, &[time]).unwrap().share(state, 0).unwrap().unwrap();
                let expected = by_differences(&|rows| share(rows).probability);
                assert_near(
                    Some(found.share(state, at).unwrap().unwrap().error),
                    Some(expected),
                    1e-8,
                    &format!("{state} at {time}, {start:?}"),
                );
            }
        }
        for (state, found) in settings.state_times(&few_rows(&weights), start, 6.5).unwrap().iter().enumerate() {
            let expected = by_differences(&|rows| settings.state_times(rows, start, 6.5).unwrap()[state].mean);
            assert_near(Some(found.error), Some(expected), 1e-7, &format!("time in state {state}, {start:?}"));
        }
    }
}

#[test]
fn the_error_of_a_length_of_stay_is_that_of_the_sum_of_its_probabilities() {
    // Transitions of different times and states are independent: the variance is put together from numerical derivatives by each share.
    let table = few_rows(&[1.0; 14]).risk_table().unwrap();
    let stay = |table: &TransitionRiskTable| MultistateSettings::new().length_of_stay(table, 0.0, 6.5).unwrap();
    let found = stay(&table);
    let change = 1e-6;
    for from in table.states() {
        for state in table.states() {
            let mut variance = 0.0;
            for (at, row) in table.rows().enumerate() {
                for left in 0..table.states().len() {
                    let pairs = table.transitions().iter().enumerate().filter(|(_, (from, _))| *from as usize == left);
                    let moves: Vec<(f64, f64)> = pairs
                        .filter(|(transition, _)| row.moved[*transition] > 0.0)
                        .map(|(transition, _)| {
                            let share = row.moved[transition] / row.at_risk[left];
                            let moved =
                                |by: f64| stay(&changed(&table, at, transition, by * row.at_risk[left])).time(from, state).unwrap().mean;
                            (
                                share,
                                if share < 1.0 {
                                    (moved(change) - moved(-change)) / (2.0 * change)
                                } else {
                                    -(moved(-change) - moved(0.0)) / change
                                },
                            )
                        })
                        .collect();
                    let mean: f64 = moves.iter().map(|(share, slope)| share * slope).sum();
                    let squares: f64 = moves.iter().map(|(share, slope)| share * slope * slope).sum();
                    if row.at_risk[left] > 0.0 {
                        variance += (squares - mean * mean) / row.at_risk[left];
                    }
                }
            }
            let what = format!("{from}, {state}");
            assert_near(Some(found.time(from, state).unwrap().error), Some(variance.max(0.0).sqrt()), 1e-6, &what);
        }
    }
}

/// The table with more of a transition at one time, through its stored form.
fn changed(table: &TransitionRiskTable, time: usize, transition: usize, by: f64) -> TransitionRiskTable {
    let mut stored = serde_json::to_value(table).unwrap();
    let place = time * table.transitions().len() + transition;
    let before = stored["moved"][place].as_f64().unwrap();
    stored["moved"][place] = Value::from(before + by);
    serde_json::from_value(stored).unwrap()
}

fn one_row(to: Option<&str>) -> StateObservations {
    StateObservations::new(&["in", "out", "elsewhere"], &["a"], &["in"], &[to], &[1.0], &[4.0]).unwrap()
}

#[test]
fn one_person_who_stays_or_leaves_has_an_answer() {
    let settings = MultistateSettings::new();
    let table = one_row(None).risk_table().unwrap();
    let curves = settings.transition_curves(&table, 0.0).unwrap();
    let stayed = curves.at("in", "in", 4.0).unwrap().unwrap();
    assert_eq!((stayed.probability, stayed.error, stayed.limits), (1.0, 0.0, None));
    assert_eq!(curves.at("in", "in", 4.1).unwrap(), None);
    assert_eq!(curves.at("in", "in", -0.1).unwrap(), None);
    assert_eq!(curves.at("in", "in", f64::NAN).unwrap(), None);
    assert_eq!(table.initial_shares(), None);
    let left = one_row(Some("out"));
    let curves = settings.transition_curves(&left.risk_table().unwrap(), 0.0).unwrap();
    let out = curves.at("in", "out", 1e9).unwrap().unwrap(); // nobody leaves "out", so it is known for ever
    assert_eq!((out.probability, out.error, out.limits), (1.0, 0.0, None));
    let occupation = settings.occupation(&left, OccupationStart::FirstTransition, &[0.5, 1.0, 4.0]).unwrap();
    let shares: Vec<_> = (0..4).map(|at| occupation.share("out", at).unwrap().map(|share| share.probability)).collect();
    assert_eq!(shares, [None, Some(0.0), Some(1.0), None]);
    assert_eq!(occupation.to_table().rows(), 9);
    let stay = settings.length_of_stay(&left.risk_table().unwrap(), 1.0, 10.0).unwrap();
    assert_eq!((stay.time("in", "in").unwrap().mean, stay.time("in", "out").unwrap().mean, stay.beyond_follow_up()), (3.0, 6.0, true));
}

#[test]
fn what_cannot_be_answered_says_why() {
    let (settings, rows) = (MultistateSettings::new(), one_row(Some("out")));
    let table = rows.risk_table().unwrap();
    let message = |error: kaiin::Error| error.to_string();
    assert!(message(settings.transition_curves(&table, 4.0).unwrap_err()).contains("the last time seen is 4"));
    assert!(message(settings.transition_curves(&table, f64::NAN).unwrap_err()).starts_with("start NaN"));
    assert!(message(settings.transition_matrix(&table, 0.0, 5.0).unwrap_err()).starts_with("end 5 does not lie between"));
    assert!(message(settings.length_of_stay(&table, 0.0, f64::INFINITY).unwrap_err()).starts_with("horizon inf"));
    assert!(message(settings.occupation(&rows, OccupationStart::At(9.0), &[1.0]).unwrap_err()).starts_with("start 9"));
    assert!(message(settings.occupation(&rows, OccupationStart::At(0.5), &[1.0]).unwrap_err()).contains("the time 0.5"));
    assert!(message(settings.state_times(&rows, OccupationStart::FirstTransition, 1.0).unwrap_err()).starts_with("horizon 1"));
    let curves = settings.transition_curves(&table, 0.0).unwrap();
    assert!(message(curves.at("in", "gone", 2.0).unwrap_err()).contains("the states are: in, out, elsewhere"));
    let matrix = settings.transition_matrix(&table, 0.0, 2.0).unwrap();
    assert!(message(matrix.share("in", &["out", "out"]).unwrap_err()).contains("named twice"));
    assert!(message(matrix.share_from(&[0.5, 0.4, 0.0], &["out"]).unwrap_err()).contains("add up to 1"));
    assert!(message(rows.clone().weighted(&[0.0]).unwrap_err()).contains("every row"));
    let many: Vec<String> = (0..65).map(|number| number.to_string()).collect();
    let refused = StateObservations::new(&many, &["a"], &["1"], &[None::<&str>], &[0.0], &[1.0]);
    assert_eq!(refused.unwrap_err().code(), "limit");
    assert!(serde_json::from_value::<TransitionRiskTable>(serde_json::json!({
        "states": ["in"], "transitions": [[0, 3]], "first_entry": 0.0, "times": [1.0], "at_risk": [1.0], "moved": [1.0], "censored": [0.0]
    }))
    .is_err());
}

#[test]
fn an_empty_early_state_is_told() {
    // Only A is lapsed at first and nobody else: from 2 to 5 the state is empty, while B is seen.
    let rows = StateObservations::new(
        &["member", "lapsed"],
        &["A", "B", "C"],
        &["lapsed", "member", "lapsed"],
        &[Some("member"), Some("lapsed"), None],
        &[0.0, 0.0, 5.0],
        &[2.0, 4.0, 6.0],
    );
    let table = rows.unwrap().risk_table().unwrap();
    let curves = MultistateSettings::new().transition_curves(&table, 0.0).unwrap();
    assert_eq!(curves.unsupported("lapsed", 2.0).unwrap(), Some(0.0));
    assert_eq!(curves.at_risk("lapsed").unwrap(), 1.0);
    let late = MultistateSettings::new().transition_curves(&table, 2.0).unwrap();
    assert_eq!(late.unsupported("lapsed", 4.0).unwrap(), Some(1.0)); // at 4 nobody is at risk of coming back
}

#[test]
fn the_covariance_of_two_probabilities_is_that_of_a_draw() {
    // Of five, two go on leave and one resigns at 1: shares of 2/5, 1/5 and 2/5 of a multinomial draw.
    let to = [Some("leave"), Some("leave"), Some("out"), None, None];
    let time = [1.0, 1.0, 1.0, 2.0, 2.0];
    let rows =
        StateObservations::new(&["active", "leave", "out"], &["a", "b", "c", "d", "e"], &["active"; 5], &to, &[0.0; 5], &time).unwrap();
    let matrix = MultistateSettings::new().transition_matrix(&rows.risk_table().unwrap(), 0.0, 2.0).unwrap();
    let covariance = matrix.covariance(("active", "leave"), ("active", "out")).unwrap();
    assert_near(Some(covariance), Some(-0.4 * 0.2 / 5.0), 1e-16, "covariance");
    assert_near(Some(matrix.covariance(("leave", "out"), ("active", "out")).unwrap()), Some(0.0), 0.0, "rows apart");
    let half = matrix.share_from(&[0.5, 0.5, 0.0], &["leave"]).unwrap();
    assert_near(Some(half.probability), Some(0.7), 1e-15, "half on leave at first");
    assert_near(Some(half.error), Some(0.5 * (0.4f64 * 0.6 / 5.0).sqrt()), 1e-15, "its error");
}

#[test]
fn results_are_read_back_as_they_were_and_refused_when_cut() {
    fn back<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(result: &T, cut: &str) {
        let mut stored = serde_json::to_value(result).unwrap();
        assert_eq!(&serde_json::from_value::<T>(stored.clone()).unwrap(), result);
        stored[cut] = serde_json::json!([]);
        assert!(serde_json::from_value::<T>(stored).is_err(), "{cut}");
    }
    let (settings, rows) = (MultistateSettings::new(), few_rows(&[1.0; 14]));
    let table = rows.risk_table().unwrap();
    back(&table, "at_risk");
    back(&settings.transition_curves(&table, 0.0).unwrap(), "probability");
    back(&settings.transition_matrix(&table, 0.0, 5.0).unwrap(), "covariance");
    back(&settings.length_of_stay(&table, 0.0, 5.0).unwrap(), "times");
    back(&settings.occupation(&rows, OccupationStart::FirstTransition, &[1.0, 5.0]).unwrap(), "shares");
}
