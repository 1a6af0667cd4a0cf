//! Markov chains of people against exact rational arithmetic, by hand, and what cannot be followed is refused.
//!
//! `tests/oracles/markov-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::Confidence;
use kaiin::projection::{Arrival, ChainSettings, MarkovChain};
use oracle::{list, number};
use serde_json::Value;

/// A number written as a fraction.
fn fraction(value: &Value) -> f64 {
    let Some(text) = value.as_str() else { return number(value).unwrap() };
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap()
}

fn fractions(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(fraction).collect()
}

fn matrix(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(fractions).collect()
}

/// One matrix for all steps, or one for each.
fn matrices(value: &Value) -> Vec<Vec<Vec<f64>>> {
    if value[0][0].is_array() { value.as_array().unwrap().iter().map(matrix).collect() } else { vec![matrix(value)] }
}

fn assert_close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

fn with_arrivals<'a>(mut settings: ChainSettings<'a>, states: &[String], input: &Value) -> ChainSettings<'a> {
    for (kind, of) in [("fixed_arrivals", Arrival::fixed as fn(f64) -> kaiin::Result<Arrival>), ("poisson_arrivals", Arrival::poisson)] {
        for (step, row) in input[kind].as_array().into_iter().flatten().enumerate() {
            for (state, people) in states.iter().zip(fractions(row)) {
                settings = settings.arrivals(step + 1, state, of(people).unwrap()).unwrap();
            }
        }
    }
    for (step, one) in input["binomial_arrivals"].as_array().into_iter().flatten().enumerate() {
        let number = Arrival::binomial(fraction(&one["N"]) as u64, fraction(&one["p"])).unwrap();
        settings = settings.arrivals(step + 1, one["into"].as_str().unwrap(), number).unwrap();
    }
    settings
}

#[test]
fn means_and_covariances_agree_with_exact_fractions() {
    let cases = oracle::of_kind("markov_projection");
    assert!(cases.len() >= 4);
    for case in cases {
        let (settings, result) = (&case.json["settings"], &case.json["results"][0]);
        let states: Vec<String> = settings["states"].as_array().unwrap().iter().map(|state| state.as_str().unwrap().to_owned()).collect();
        let chain = MarkovChain::by_step(states.clone(), &matrices(&result["input"]["P"])).unwrap();
        let start = chain.starting_with(&fractions(&result["input"]["n0"])).unwrap();
        let steps = settings["steps"].as_u64().unwrap() as usize;
        let found = with_arrivals(start, &states, &result["input"]).run(steps).unwrap();
        let values = &result["values"];
        assert_eq!(values["expected"].as_array().unwrap().len(), steps + 1);
        for step in 0..=steps {
            let what = format!("{} step {step}", case.id());
            for (found, expected) in found.expected(step).unwrap().iter().zip(list(&values["expected"][step])) {
                assert_close(*found, expected.unwrap(), &what);
            }
            for (one, row) in states.iter().zip(values["covariance"][step].as_array().unwrap()) {
                for (other, expected) in states.iter().zip(list(row)) {
                    assert_close(found.covariance(step, one, other).unwrap(), expected.unwrap(), &format!("{what} {one} {other}"));
                }
            }
        }
    }
}

#[test]
fn the_distribution_of_a_count_agrees_with_exact_fractions() {
    let cases = oracle::of_kind("markov_pmf");
    assert!(!cases.is_empty());
    for case in cases {
        let (settings, result) = (&case.json["settings"], &case.json["results"][0]);
        let steps = matrices(&result["input"]["P"]);
        let states: Vec<String> = (0..steps[0].len()).map(|state| state.to_string()).collect();
        let chain = MarkovChain::by_step(states, &steps).unwrap();
        let start = chain.starting_with(&fractions(&result["input"]["n0"])).unwrap();
        let found = start.distribution(&[&settings["state"].to_string()], settings["T"].as_u64().unwrap() as usize).unwrap();
        let values = &result["values"];
        for (found, expected) in found.probabilities().iter().zip(list(&values["pmf"])) {
            assert!((found - expected.unwrap()).abs() <= 1e-12, "{}", case.id());
        }
        assert_eq!(found.probabilities().len(), list(&values["pmf"]).len());
        assert_close(found.mean(), number(&values["mean"]).unwrap(), case.id());
        assert_close(found.variance(), number(&values["var"]).unwrap(), case.id());
        for (level, expected) in values["quantiles"].as_object().unwrap() {
            let level = fraction(&Value::String(level.clone()));
            assert_eq!(found.quantile(level).unwrap(), expected.as_u64().unwrap(), "{} {level}", case.id());
        }
    }
}

#[test]
fn times_until_the_end_agree_with_exact_fractions() {
    let cases = oracle::of_kind("markov_absorbing");
    assert!(!cases.is_empty());
    for case in cases {
        let (settings, result) = (&case.json["settings"], &case.json["results"][0]);
        let names = |key: &str| settings[key].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let (transient, absorbing) = (names("transient"), names("absorbing"));
        let (within, out) = (matrix(&result["input"]["Q"]), matrix(&result["input"]["R"]));
        let leave = within.iter().zip(&out).map(|(within, out)| within.iter().chain(out).copied().collect::<Vec<f64>>());
        let size = transient.len() + absorbing.len();
        let stay = (transient.len()..size).map(|state| (0..size).map(|to| f64::from(u8::from(to == state))).collect());
        let rows: Vec<Vec<f64>> = leave.chain(stay).collect();
        let chain = MarkovChain::constant(transient.iter().chain(&absorbing).cloned(), &rows).unwrap();
        let (found, values) = (chain.absorbing_times().unwrap(), &result["values"]);
        assert_eq!((&found.transient, &found.absorbing), (&transient, &absorbing));
        let all = |rows: &[Vec<f64>]| rows.concat();
        for (name, found) in [
            ("fundamental", all(&found.steps_in_state)),
            ("expected_steps", found.expected_steps.clone()),
            ("var_steps", found.variance_of_steps.clone()),
            ("absorption_prob", all(&found.probability_of_end)),
        ] {
            let expected: Vec<f64> = match values[name][0].is_array() {
                true => matrix(&values[name]).concat(),
                false => fractions(&values[name]),
            };
            assert_eq!(found.len(), expected.len());
            found.iter().zip(expected).for_each(|(found, expected)| assert_close(*found, expected, &format!("{} {name}", case.id())));
        }
    }
}

/// A third of the members leave and half of those come back. Of 9 members 6 stay; then 4 stay and 1.5 of the 3 outside come back.
fn thirds() -> MarkovChain {
    MarkovChain::constant(["member", "outside"], &[[2.0 / 3.0, 1.0 / 3.0], [0.5, 0.5]]).unwrap()
}

#[test]
fn a_small_chain_by_hand() {
    let chain = thirds();
    let found =
        chain.starting_with(&[9.0, 0.0]).unwrap().arrivals(1, "member", Arrival::uncertain(3.0, 2.0).unwrap()).unwrap().run(2).unwrap();
    assert_close(found.expected(1).unwrap()[0], 9.0, "6 stay, 3 come");
    assert_close(found.covariance(1, "member", "member").unwrap(), 9.0 * 2.0 / 9.0 + 4.0, "binomial and arrivals");
    assert_close(found.covariance(1, "member", "outside").unwrap(), -2.0, "who stays is not outside");
    assert_close(found.expected(2).unwrap()[0], 9.0 * 2.0 / 3.0 + 3.0 * 0.5, "second step");
    // All together: nobody vanishes, and only the number of arrivals is uncertain.
    let (mean, variance) = found.together(2, &["member", "outside"]).unwrap();
    assert_close(mean, 12.0, "all");
    assert_close(variance, 4.0, "variance of all");
    let interval = found.interval(2, &["member"], Confidence::default()).unwrap();
    assert!(interval.lower < 7.5 && 7.5 < interval.upper);
    assert_eq!(found.to_table().rows(), 6);
}

/// Mean and variance of the distribution are those of the recursion, with arrivals of every kind.
#[test]
fn distribution_and_recursion_agree() {
    let chain = thirds();
    let start = chain.starting_with(&[9.0, 4.0]).unwrap().arrivals_each_step("member", Arrival::poisson(2.5).unwrap()).unwrap();
    let start = start.arrivals(2, "outside", Arrival::binomial(7, 0.3).unwrap()).unwrap();
    let start = start.arrivals(3, "member", Arrival::fixed(5.0).unwrap()).unwrap();
    let (moments, distribution) = (start.run(4).unwrap(), start.distribution(&["member"], 4).unwrap());
    let (mean, variance) = moments.together(4, &["member", "member"]).unwrap();
    assert_close(distribution.mean(), mean, "mean");
    assert_close(distribution.variance(), variance, "variance");
    assert_close(distribution.probabilities().iter().sum(), 1.0, "all numbers");
    assert_close(distribution.at_least(0), 1.0, "any number");
    assert_eq!(distribution.at_least(u64::MAX), 0.0);
    assert!(distribution.quantile(1.0).unwrap() < distribution.probabilities().len() as u64);
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let message = |result: kaiin::Result<MarkovChain>| result.unwrap_err().to_string();
    let two = ["member", "gone"];
    assert!(message(MarkovChain::constant(two, &[[0.9, 0.2], [0.0, 1.0]])).contains("must be 1"));
    assert!(message(MarkovChain::constant(two, &[[0.9, 0.05], [0.0, 1.0]])).contains("name a state for those who leave"));
    assert!(message(MarkovChain::constant(two, &[[1.1, -0.1], [0.0, 1.0]])).contains("outside [0, 1]"));
    assert!(message(MarkovChain::constant(two, &[[f64::NAN, 1.0], [0.0, 1.0]])).contains("outside [0, 1]"));
    assert!(message(MarkovChain::constant(two, &[[1.0, 0.0]])).contains("rows of the matrix"));
    assert!(message(MarkovChain::constant(two, &[vec![1.0], vec![0.0, 1.0]])).contains("row \"member\""));
    assert!(message(MarkovChain::constant(["a", "a"], &[[0.5, 0.5], [0.5, 0.5]])).contains("named twice"));
    assert!(message(MarkovChain::constant(Vec::<String>::new(), &Vec::<Vec<f64>>::new())).contains("name at least one"));
    assert!(message(MarkovChain::by_step(two, &Vec::<Vec<Vec<f64>>>::new())).contains("at least one step"));
    let many: Vec<String> = (0..2_000).map(|state| state.to_string()).collect();
    assert_eq!(MarkovChain::constant(many, &[[1.0]]).unwrap_err().code(), "limit");

    let chain = thirds();
    for people in [vec![1.0], vec![1.0, -1.0], vec![1.0, f64::NAN], vec![f64::INFINITY, 1.0]] {
        assert!(chain.starting_with(&people).is_err());
    }
    let start = || chain.starting_with(&[1.5, 0.0]).unwrap();
    assert!(start().arrivals(0, "member", Arrival::fixed(1.0).unwrap()).unwrap_err().to_string().contains("number steps from 1"));
    assert!(
        start().arrivals(1, "lapsed", Arrival::fixed(1.0).unwrap()).unwrap_err().to_string().contains("its states are member, outside")
    );
    assert!(start().distribution(&["member"], 1).unwrap_err().to_string().contains("whole number"));
    let uncertain = start().arrivals(1, "member", Arrival::uncertain(1.0, 1.0).unwrap()).unwrap();
    assert!(uncertain.distribution(&["member"], 1).unwrap_err().to_string().contains("fixed, Poisson or binomial"));
    assert_eq!(chain.starting_with(&[3e4, 0.0]).unwrap().distribution(&["member"], 1).unwrap_err().code(), "limit");
    assert_eq!(start().run(20_000).unwrap_err().code(), "limit");
    let crowd = chain.starting_with(&[1e308, 1e308]).unwrap().arrivals_each_step("member", Arrival::fixed(1e308).unwrap()).unwrap();
    assert!(crowd.run(3).unwrap_err().to_string().contains("beyond what real numbers hold"));
    assert!(start().run(2).unwrap().expected(3).unwrap_err().to_string().contains("the last one is 2"));
    assert_eq!(start().run(0).unwrap().expected(0).unwrap(), [1.5, 0.0]);
    assert!(Arrival::fixed(-1.0).is_err() && Arrival::poisson(f64::NAN).is_err() && Arrival::binomial(1, 1.5).is_err());

    assert!(chain.absorbing_times().unwrap_err().to_string().contains("nobody leaves"));
    let closed = MarkovChain::constant(["a", "b", "end"], &[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]).unwrap();
    assert!(closed.absorbing_times().unwrap_err().to_string().contains("ever reached"));
    let changing = MarkovChain::by_step(two, &[[[0.9, 0.1], [0.0, 1.0]], [[0.8, 0.2], [0.0, 1.0]]]).unwrap();
    assert!(changing.absorbing_times().unwrap_err().to_string().contains("same in every step"));
}
