//! Cumulative incidence against R `survival`, `etm`, `cmprsk` and `prodlim`, each variance against its own definition.
//!
//! `tests/oracles/cr-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::survival::{
    CumulativeIncidence, CurveInterval, EarlyRisk, IncidencePoint, IncidenceSettings, IncidenceVariance, LimitsOn, LossRanking,
    Observations, RiskTable,
};
use oracle::{Columns, Oracle, assert_near, list, number, numbers};
use serde_json::Value;

/// The cases kept in the repository.
const KEPT: usize = 4;

/// The name of a column in the settings; the text `NA` and null mean that there is none.
fn role<'a>(case: &'a Oracle, name: &str) -> Option<&'a str> {
    case.json["settings"][name].as_str().filter(|&column| column != "NA")
}

/// The rows of a case. Outcomes are named by their codes.
fn rows_of(case: &Oracle, columns: &Columns) -> Observations {
    let censored = case.json["settings"]["censor_code"].as_f64().unwrap();
    let codes = &columns[role(case, "cause").unwrap()];
    let outcome: Vec<Option<&str>> = codes.iter().map(|code| (code.parse::<f64>().unwrap() != censored).then_some(code.as_str())).collect();
    let mut rows = Observations::of_outcomes(&numbers(columns, role(case, "time").unwrap()), &outcome).unwrap();
    if let Some(entry) = role(case, "entry") {
        rows = rows.entering(&numbers(columns, entry)).unwrap();
    }
    if let Some(weight) = role(case, "weights") {
        rows = rows.weighted(&numbers(columns, weight)).unwrap();
    }
    if let Some(person) = role(case, "id") {
        rows = rows.persons(&columns[person]).unwrap();
    }
    match role(case, "by") {
        None => rows,
        Some(by) => rows.grouped(&columns[by]).unwrap(),
    }
}

/// The point at a time of the reference, which thins long curves and has times at which only others left.
fn point_at(incidence: &CumulativeIncidence, time: f64) -> IncidencePoint<'_> {
    incidence.points().rev().find(|point| point.time <= time + 1e-9 * time.abs().max(1.0)).unwrap_or_else(|| panic!("no time {time}"))
}

/// One group of a case: its rows at risk, and its incidence by each definition of the variance.
struct Group {
    what: String,
    rows: Observations,
    name: String,
    table: RiskTable,
}

impl Group {
    fn with(&self, variance: IncidenceVariance) -> CumulativeIncidence {
        IncidenceSettings::new().variance(variance).incidence(&self.table).unwrap()
    }

    fn position(&self, outcome: &str) -> usize {
        self.table.outcomes().iter().position(|name| name == outcome).unwrap()
    }

    /// R `survival`: infinitesimal jackknife, from the rows.
    fn against_survival(&self, values: &Value) {
        let robust = IncidenceSettings::new().interval(CurveInterval::Log).robust_incidence(&self.rows, &self.name).unwrap();
        let states: Vec<&str> = values["states"].as_array().unwrap().iter().skip(1).map(|state| &state.as_str().unwrap()[1..]).collect();
        for (at, time) in list(&values["time"]).into_iter().enumerate() {
            let point = point_at(&robust, time.unwrap());
            let what = |name: &str| format!("{}, survival, {name} at {time:?}", self.what);
            let row = |name: &str| list(&values[name][at]);
            assert_near(Some(point.time), time, 1e-9 * point.time.abs().max(1.0), &what("time"));
            assert_near(Some(point.at_risk), list(&values["n_risk"])[at], 1e-9, &what("at risk"));
            assert_near(Some(point.censored), list(&values["n_censor"])[at], 1e-9, &what("censored"));
            assert_near(Some(point.survival.share), row("pstate")[0], 1e-10, &what("still there"));
            // R has NaN or infinity for some versions once nobody is left.
            if point.survival.share > 0.0 {
                assert_near(Some(point.survival.error), row("se_ij")[0], 1e-9, &what("error of still there"));
            }
            for (place, state) in states.iter().enumerate() {
                let outcome = self.position(state);
                let found = point.incidence[outcome];
                let what = |name: &str| format!("{} of {state}", what(name));
                assert_near(Some(point.events[outcome]), row("n_event")[place], 1e-9, &what("events"));
                assert_near(Some(found.share), row("pstate")[place + 1], 1e-10, &what("incidence"));
                assert_near(Some(found.error), row("se_ij")[place + 1], 1e-9, &what("error"));
                let limits = robust.limits(found);
                assert_near(limits.map(|limits| limits.lower), row("lower_log")[place + 1], 1e-8, &what("lower"));
                assert_near(limits.map(|limits| limits.upper), row("upper_log")[place + 1], 1e-8, &what("upper"));
            }
        }
        let horizon = number(&values["rmean"]["tau"]).unwrap();
        let losses = IncidenceSettings::new().robust_losses(&self.rows, &self.name, horizon).unwrap();
        let mean = list(&values["rmean"]["restricted_mean_time_in_state"]);
        assert_near(Some(losses.time_kept), mean[0], 1e-10 * horizon.max(1.0), &format!("{}, time kept", self.what));
        for (state, expected) in states.iter().zip(&mean[1..]) {
            let loss = losses.ranked.iter().find(|loss| loss.outcome == *state).unwrap();
            assert_near(Some(loss.time_lost), *expected, 1e-10 * horizon.max(1.0), &format!("{}, time lost to {state}", self.what));
        }
    }

    /// R `etm`: Greenwood's variance.
    fn against_etm(&self, values: &Value) {
        let incidence = self.with(IncidenceVariance::Greenwood);
        for (at, time) in list(&values["time"]).into_iter().enumerate() {
            let point = point_at(&incidence, time.unwrap());
            let of = |name: &str| list(&values[name])[at];
            let what = |name: &str| format!("{}, etm, {name} at {time:?}", self.what);
            assert_near(Some(point.survival.share), of("surv"), 1e-10, &what("still there"));
            assert_near(Some(point.survival.error.powi(2)), of("var_surv"), 1e-10, &what("variance of still there"));
            for name in values.as_object().unwrap().keys().filter_map(|key| key.strip_prefix("cif")) {
                let found = point.incidence[self.position(name)];
                assert_near(Some(found.share), of(&format!("cif{name}")), 1e-10, &what("incidence"));
                assert_near(Some(found.error.powi(2)), of(&format!("var{name}")), 1e-10, &what("variance"));
            }
        }
    }

    /// R `cmprsk`: Aalen's variance. Outcomes are in order; one of which the group has none is left out there.
    fn against_cmprsk(&self, values: &Value) {
        let incidence = self.with(IncidenceVariance::Aalen);
        let shares = values["est"].as_array().unwrap();
        let occurs = |&outcome: &usize| self.table.rows().any(|row| row.events[outcome] > 0.0);
        let all: Vec<usize> = (0..self.table.outcomes().len()).collect();
        let outcomes = if all.len() == shares.len() { all } else { all.into_iter().filter(occurs).collect() };
        assert_eq!(outcomes.len(), shares.len(), "{}", self.what);
        for (place, outcome) in outcomes.into_iter().enumerate() {
            for (at, time) in list(&values["time"]).into_iter().enumerate() {
                let found = point_at(&incidence, time.unwrap()).incidence[outcome];
                let what = |name: &str| format!("{}, cmprsk, {name} of {} at {time:?}", self.what, self.table.outcomes()[outcome]);
                assert_near(Some(found.share), list(&shares[place])[at], 1e-10, &what("incidence"));
                assert_near(Some(found.error.powi(2)), list(&values["var"][place])[at], 1e-10, &what("variance"));
            }
        }
    }

    /// R `prodlim`: Greenwood's variance.
    fn against_prodlim(&self, values: &Value) {
        let incidence = self.with(IncidenceVariance::Greenwood);
        for (name, shares) in values["cif"].as_object().unwrap() {
            for (at, time) in list(&values["time"]).into_iter().enumerate() {
                let point = point_at(&incidence, time.unwrap());
                let (found, error) = (point.incidence[self.position(name)], list(&values["se"][name])[at]);
                let what = |what: &str| format!("{}, prodlim, {what} of {name} at {time:?}", self.what);
                assert_near(Some(found.share), list(shares)[at], 1e-10, &what("incidence"));
                // prodlim divides 0 by 0 once nobody is left; the others have the same error there as ours.
                if error.is_some() || point.survival.share > 0.0 {
                    assert_near(Some(found.error), error, 1e-9, &what("error"));
                }
            }
        }
    }
}

#[test]
fn incidences_agree_with_four_packages_of_r() {
    let cases = oracle::of_kind("competing_risks");
    assert!(cases.len() >= KEPT, "only {} cases were found", cases.len());
    for case in cases {
        let rows = rows_of(&case, &case.columns());
        let mut compared = 0;
        for result in case.json["results"].as_array().unwrap() {
            for (name, values) in result["values"].as_object().unwrap() {
                let (_, table) = rows.risk_tables().unwrap().into_iter().find(|(group, _)| group == name).unwrap();
                let group = Group { what: format!("{} {name}", case.id()), rows: rows.clone(), name: name.clone(), table };
                match result["by"]["package"].as_str().unwrap() {
                    "survival" => group.against_survival(values),
                    "etm" => group.against_etm(values),
                    "cmprsk" => group.against_cmprsk(values),
                    "prodlim" => group.against_prodlim(values),
                    other => panic!("{}: nothing compares with {other}", case.id()),
                }
                compared += 1;
            }
        }
        assert!(compared > 0, "{}: nothing was compared", case.id());
    }
}

/// Rows of 12 persons, two of them with two rows each, with entries, weights, ties and three outcomes.
fn few_rows(weights: &[f64]) -> Observations {
    let time = [1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0, 6.0, 7.0, 8.0, 9.0];
    let outcome = [Some("a"), None, Some("b"), Some("b"), Some("a"), None, Some("c"), None, Some("a"), Some("b"), None, Some("a")];
    let entry = [0.0, 0.0, 0.0, 1.0, 0.0, 2.0, 0.5, 0.0, 3.0, 4.0, 0.0, 5.0];
    let person = ["a", "b", "c", "a", "e", "b", "g", "h", "i", "j", "k", "l"];
    Observations::of_outcomes(&time, &outcome).unwrap().entering(&entry).unwrap().weighted(weights).unwrap().persons(&person).unwrap()
}

#[test]
fn robust_errors_are_the_derivatives_by_the_weights() {
    let weights = [1.0, 2.0, 0.5, 1.5, 1.0, 0.7, 1.0, 1.2, 1.0, 2.5, 1.0, 1.0];
    let person = [0, 1, 2, 0, 4, 1, 6, 7, 8, 9, 10, 11];
    let (settings, change) = (IncidenceSettings::new(), 1e-5);
    // The sum over persons of the square of the change that the weights of the person make, by central differences.
    let by_differences = |value: &dyn Fn(&CumulativeIncidence) -> f64| {
        let mut influence = [0.0; 12];
        for row in 0..weights.len() {
            let moved = |by: f64| {
                let mut moved = weights;
                moved[row] += by;
                value(&settings.incidence(&few_rows(&moved).risk_table().unwrap()).unwrap())
            };
            influence[person[row]] += weights[row] * (moved(change) - moved(-change)) / (2.0 * change);
        }
        Some(influence.iter().map(|u| u * u).sum::<f64>().sqrt())
    };
    let rows = few_rows(&weights);
    let incidence = settings.robust_incidence(&rows, "all").unwrap();
    for (at, point) in incidence.points().enumerate() {
        let there = |incidence: &CumulativeIncidence| incidence.points().nth(at).unwrap().survival.share;
        assert_near(Some(point.survival.error), by_differences(&there), 1e-8, &format!("still there at {}", point.time));
        for outcome in 0..3 {
            let share = |incidence: &CumulativeIncidence| incidence.points().nth(at).unwrap().incidence[outcome].share;
            assert_near(Some(point.incidence[outcome].error), by_differences(&share), 1e-8, &format!("{outcome} at {}", point.time));
        }
    }
    for loss in settings.robust_losses(&rows, "all", 7.5).unwrap().ranked {
        let lost = |incidence: &CumulativeIncidence| {
            incidence.losses(7.5).unwrap().ranked.into_iter().find(|other| other.outcome == loss.outcome).unwrap().time_lost
        };
        assert_near(Some(loss.time_error), by_differences(&lost), 1e-7, &loss.outcome);
    }
}

#[test]
fn an_early_empty_risk_set_is_told_and_the_conditional_incidence_goes_on() {
    // The only one at risk leaves at 1, ten enter at 2: nothing moves any more.
    let mut time = vec![1.0];
    time.extend((3..13).map(f64::from));
    let mut entry = vec![0.0];
    entry.extend([2.0; 10]);
    let outcome: Vec<Option<&str>> = (0..11).map(|row| Some(if row % 2 == 0 { "a" } else { "b" })).collect();
    let rows = Observations::of_outcomes(&time, &outcome).unwrap().entering(&entry).unwrap();
    let incidence = IncidenceSettings::new().incidence(&rows.risk_table().unwrap()).unwrap();
    assert_eq!(incidence.early_risk(), Some(EarlyRisk::FellToZero { time: 1.0 }));
    assert_eq!(incidence.at("b", 12.0).unwrap().map(|found| found.share), Some(0.0));
    let later = incidence.given(2.0).unwrap();
    assert_eq!(later.early_risk(), None);
    assert_near(later.at("b", 12.0).unwrap().map(|found| found.share), Some(0.5), 1e-15, "five of ten leave for b");
}

#[test]
fn the_jackknife_of_counts_needs_the_rows_where_entry_or_weights_matter() {
    let jackknife = IncidenceSettings::new().variance(IncidenceVariance::InfinitesimalJackknife);
    let rows = Observations::of_outcomes(&[1.0, 2.0, 3.0], &[Some("a"), None, Some("b")]).unwrap();
    assert!(jackknife.incidence(&rows.risk_table().unwrap()).is_ok());
    let late = rows.clone().entering(&[0.0, 1.5, 0.0]).unwrap().risk_table().unwrap();
    let weighted = rows.clone().weighted(&[1.0, 0.5, 2.0]).unwrap().risk_table().unwrap();
    for table in [late, weighted] {
        let message = jackknife.incidence(&table).unwrap_err().to_string();
        assert!(message.contains("robust_incidence"), "{message}");
    }
    let together = rows.entering(&[0.5; 3]).unwrap().risk_table().unwrap();
    assert!(jackknife.incidence(&together).is_ok(), "all enter at one time");
}

#[test]
fn edges_have_values_or_clear_errors() {
    let settings = IncidenceSettings::new();
    let nobody_left = Observations::of_outcomes::<&str>(&[1.0, 2.0], &[None, None]).unwrap();
    let incidence = settings.incidence(&nobody_left.risk_table().unwrap()).unwrap();
    assert_eq!(incidence.points().map(|point| point.survival.share).collect::<Vec<_>>(), [1.0, 1.0]);
    let losses = incidence.losses(2.0).unwrap();
    assert_eq!((losses.ranked.len(), losses.costliest(), losses.time_kept), (0, None, 2.0));

    let one = Observations::of_outcomes(&[3.0], &[Some("a")]).unwrap();
    for variance in [IncidenceVariance::Greenwood, IncidenceVariance::Aalen, IncidenceVariance::InfinitesimalJackknife] {
        let incidence = settings.variance(variance).incidence(&one.risk_table().unwrap()).unwrap();
        let found = incidence.at("a", 3.0).unwrap().unwrap();
        assert!(found.share == 1.0 && found.error.is_finite(), "{variance}: {found:?}");
        assert_eq!(incidence.at("a", 2.0).unwrap().unwrap().share, 0.0);
        assert!(incidence.at("a", f64::NAN).unwrap().is_none());
        assert!(incidence.losses(5.0).unwrap().ranked[0].time_error.is_finite());
    }
    let incidence = settings.incidence(&one.risk_table().unwrap()).unwrap();
    assert!(incidence.at("b", 1.0).unwrap_err().to_string().contains("the outcomes are: a"));
    assert!(incidence.losses(0.0).is_err() && incidence.losses(f64::INFINITY).is_err() && incidence.losses(f64::NAN).is_err());
    assert!(incidence.given(4.0).is_err() && incidence.given(f64::NAN).is_err());
    assert!(settings.robust_incidence(&one, "elsewhere").is_err());
    assert!(settings.robust_incidence(&one, "all").unwrap().given(1.0).is_err());
}

#[test]
fn limits_of_the_complement_are_those_of_the_survival_curve_turned_over() {
    let rows = Observations::of_events(&[1.0, 2.0, 3.0, 4.0, 5.0], &[true, false, true, true, false]).unwrap();
    let table = rows.risk_table().unwrap();
    for interval in [CurveInterval::Plain, CurveInterval::Log, CurveInterval::LogLog, CurveInterval::Logit, CurveInterval::Arcsine] {
        let curve = kaiin::survival::SurvivalSettings::new().interval(interval).curve(&table);
        let incidence = IncidenceSettings::new().interval(interval).limits_on(LimitsOn::Complement).incidence(&table).unwrap();
        for (point, other) in curve.points().iter().zip(incidence.points()) {
            let (expected, found) = (curve.limits(point), incidence.limits(other.incidence[0]));
            assert_near(found.map(|limits| limits.lower), expected.map(|limits| 1.0 - limits.upper), 1e-12, &interval.to_string());
            assert_near(found.map(|limits| limits.upper), expected.map(|limits| 1.0 - limits.lower), 1e-12, &interval.to_string());
        }
    }
}

#[test]
fn a_reason_that_acts_early_costs_more_time_than_one_that_takes_more_members() {
    // Of ten, three leave for a after 1, four for b after 9, three stay to 10: 0.3 · 9 = 2.7 and 0.4 · 1 = 0.4 are lost a head.
    let time = [1.0, 1.0, 1.0, 9.0, 9.0, 9.0, 9.0, 10.0, 10.0, 10.0];
    let outcome = [Some("a"), Some("a"), Some("a"), Some("b"), Some("b"), Some("b"), Some("b"), None, None, None];
    let rows = Observations::of_outcomes(&time, &outcome).unwrap();
    let losses = IncidenceSettings::new().incidence(&rows.risk_table().unwrap()).unwrap().losses(10.0).unwrap();
    let order = |ranking| losses.clone().ranked_by(ranking).ranked.into_iter().map(|loss| loss.outcome).collect::<Vec<_>>();
    assert_eq!((order(LossRanking::Members), order(LossRanking::Time)), (vec!["b".into(), "a".into()], vec!["a".to_owned(), "b".into()]));
    let of = |name: &str| losses.ranked.iter().find(|loss| loss.outcome == name).unwrap();
    assert_near(Some(of("a").time_lost), Some(2.7), 1e-14, "a");
    assert_near(Some(of("b").time_lost), Some(0.4), 1e-14, "b");
    // The time lost is 9 times, or once, a binomial share: errors 9 √(0.3 · 0.7 / 10) and √(0.4 · 0.6 / 10).
    assert_near(Some(of("a").time_error), Some(9.0 * 0.021f64.sqrt()), 1e-14, "a");
    assert_near(Some(of("b").time_error), Some(0.024f64.sqrt()), 1e-14, "b");
    assert_eq!(losses.to_table().rows(), 2);
}
