//! Tests between groups against R `survival` and `cmprsk`.
//!
//! `tests/oracles/logrank-*.json` and `gray-*.json` name the version and the call of each value.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::survival::{
    ChiSquared, ComparedGroups, GraySettings, LogRankSettings, LogRankTest, LogRankWeight, Observations, OneSampleTest, StandardHazard,
    TieVariance,
};
use oracle::{Columns, list, number, numbers};
use serde_json::Value;

/// Whether two numbers agree, relatively.
fn assert_close(found: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = number(expected).unwrap_or_else(|| panic!("{what}: no number to compare with"));
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{what}: {found} is not {expected}");
}

/// Whether a test agrees. R computes p as 1 less the lower tail, which leaves nothing below 1e-15 or so.
fn assert_test(found: Option<ChiSquared>, statistic: &Value, degrees: &Value, p_value: &Value, tolerance: f64, what: &str) {
    let found = found.unwrap_or_else(|| panic!("{what}: nothing was compared"));
    assert_close(found.statistic, statistic, tolerance, &format!("{what}, chi-squared"));
    if !degrees.is_null() {
        assert_eq!(number(degrees), Some(found.degrees as f64), "{what}, degrees of freedom");
    }
    if let Some(expected) = number(p_value) {
        let near = (found.p_value - expected).abs() <= 100.0 * tolerance * expected + 1e-14;
        assert!(near, "{what}, p value: {} is not {expected}", found.p_value);
    }
}

/// The terms of `Surv(time, status) ~ group + strata(stratum)` and `Surv(entry, time, status) ~ group`.
struct Formula {
    times: Vec<String>,
    group: String,
    stratum: Option<String>,
}

/// Status 1/2 or 0/1: an event is the larger code, as R reads it.
fn events(status: &[f64]) -> Vec<bool> {
    let censored = if status.iter().any(|&code| code > 1.0) { 1.0 } else { 0.0 };
    status.iter().map(|&code| code > censored).collect()
}

impl Formula {
    fn of(text: &str) -> Self {
        let text = text.replace(' ', "");
        let (left, right) = text.split_once('~').unwrap();
        let times = left.trim_start_matches("Surv(").trim_end_matches(')').split(',').map(str::to_owned).collect();
        let (group, stratum) = match right.split_once("+strata(") {
            Some((group, stratum)) => (group, Some(stratum.trim_end_matches(')').to_owned())),
            None => (right, None),
        };
        Self { times, group: group.to_owned(), stratum }
    }

    fn rows(&self, columns: &Columns) -> Observations {
        let column = |name: &String| numbers(columns, name);
        let (entry, time, status) = match &self.times[..] {
            [time, status] => (None, time, status),
            [entry, time, status] => (Some(entry), time, status),
            other => panic!("{other:?}"),
        };
        let rows = Observations::of_events(&column(time), &events(&column(status))).unwrap().grouped(&columns[&self.group]).unwrap();
        match entry {
            Some(entry) => rows.entering(&column(entry)).unwrap(),
            None => rows,
        }
    }

    fn groups(&self, columns: &Columns) -> ComparedGroups<'static> {
        let rows = self.rows(columns);
        match &self.stratum {
            Some(stratum) => ComparedGroups::of_rows_within(&rows, &columns[stratum]).unwrap(),
            None => ComparedGroups::of_rows(&rows).unwrap(),
        }
    }
}

/// The position of each group of the reference among ours. R orders groups by the levels of a factor, which the rows do not tell; number
/// of rows and observed do.
fn places(test: &LogRankTest, values: &Value, what: &str) -> Vec<usize> {
    let (counts, observed) = (list(&values["n"]), list(&values["observed"]));
    let mut free: Vec<usize> = (0..test.groups.len()).collect();
    let place = |at: usize| {
        let fits = |group: &usize| {
            let group = &test.groups[*group];
            let expected = observed[at].unwrap();
            counts.get(at).copied().flatten().is_none_or(|count| count == group.count as f64)
                && (group.observed - expected).abs() <= 1e-9 * expected.abs().max(1.0)
        };
        let found = free.iter().position(fits).unwrap_or_else(|| panic!("{what}: no group like number {at}"));
        free.remove(found)
    };
    (0..observed.len()).map(place).collect()
}

fn compare_log_rank(test: &LogRankTest, values: &Value, tolerance: f64, what: &str) {
    let places = places(test, values, what);
    assert_eq!(places.len(), test.groups.len(), "{what}: number of groups");
    for (at, &place) in places.iter().enumerate() {
        assert_close(test.groups[place].expected, &values["expected"][at], tolerance, &format!("{what}, expected {at}"));
        for (other, &other_place) in places.iter().enumerate() {
            let found = test.covariance_of(place, other_place).unwrap();
            assert_close(found, &values["var"][at][other], tolerance, &format!("{what}, covariance {at} {other}"));
        }
    }
    assert_test(test.chi_squared, &values["chisq"], &values["df"], &values["p"], tolerance, what);
    if values["observed_by_stratum"].is_array() {
        compare_strata(test, &places, values, what);
    }
}

/// The strata of the reference, in whatever order.
fn compare_strata(test: &LogRankTest, places: &[usize], values: &Value, what: &str) {
    let near = |found: f64, expected: &Value| (found - number(expected).unwrap()).abs() <= 1e-9 * found.abs().max(1.0);
    for column in 0..test.strata.len() {
        let fits = test.strata.iter().any(|stratum| {
            places.iter().enumerate().all(|(at, &place)| {
                near(stratum.observed[place], &values["observed_by_stratum"][at][column])
                    && near(stratum.expected[place], &values["expected_by_stratum"][at][column])
            })
        });
        assert!(fits, "{what}: no stratum like number {column}");
    }
}

#[test]
fn log_rank_tests_agree_with_r() {
    let cases = oracle::of_kind("logrank");
    assert!(cases.len() >= 4, "only {} cases were found", cases.len());
    for case in cases {
        let columns = case.columns();
        for values in case.json["results"][0]["values"].as_array().unwrap() {
            let what = format!("{} {} rho {}", case.id(), values["formula"], values["rho"]);
            let groups = Formula::of(values["formula"].as_str().unwrap()).groups(&columns);
            let rho = number(&values["rho"]).unwrap();
            let test = LogRankSettings::new().weight(LogRankWeight::GRho(rho)).unwrap().test(&groups).unwrap();
            compare_log_rank(&test, values, 1e-9, &what);
            if rho == 0.0 {
                compare_log_rank(&LogRankSettings::new().test(&groups).unwrap(), values, 1e-9, &what);
            }
        }
    }
}

#[test]
fn log_rank_tests_with_delayed_entry_agree_with_r() {
    let cases = oracle::of_kind("logrank_delayed_entry");
    assert!(!cases.is_empty(), "no case was found");
    for case in cases {
        let groups = Formula::of(case.json["settings"]["formula"].as_str().unwrap()).groups(&case.columns());
        let test = |ties| LogRankSettings::new().ties(ties).test(&groups).unwrap();
        let mut compared = 0;
        for result in case.json["results"].as_array().unwrap() {
            let values = &result["values"];
            for (name, ties) in [("score_breslow", TieVariance::CoxBreslow), ("score_efron", TieVariance::CoxEfron)] {
                if values[name].is_number() {
                    let found = test(ties).chi_squared;
                    assert_test(found, &values[name], &Value::Null, &Value::Null, 1e-8, &format!("{} {name}", case.id()));
                    compared += 1;
                }
            }
            if values["expected"].is_array() {
                compare_log_rank(&test(TieVariance::Hypergeometric), values, 1e-8, case.id());
                compared += 1;
            }
        }
        assert!(compared > 0, "{}: nothing to compare", case.id());
    }
}

#[test]
fn one_sample_tests_agree_with_r() {
    let cases = oracle::of_kind("logrank_one_sample");
    assert!(!cases.is_empty(), "no case was found");
    for case in cases {
        let (columns, result) = (case.columns(), &case.json["results"][0]);
        // survdiff(Surv(time,status) ~ offset(S), data=d): S is the share that the standard expects to be still there
        let call = result["by"]["call"].as_str().unwrap().replace(' ', "");
        let (times, offset) = call.trim_start_matches("survdiff(").split_once("~offset(").unwrap();
        let [time, status] = &Formula::of(&format!("{times}~x")).times[..] else { panic!("{call}") };
        let share = numbers(&columns, offset.split(')').next().unwrap());
        let event = events(&numbers(&columns, status));
        let expected: Vec<f64> = share.iter().map(|share| -share.ln()).collect();
        let test = OneSampleTest::of_rows(&event, &expected).unwrap();
        compare_one_sample(test, &result["values"], 1e-10, case.id());
        // Where the standard is one rate, the risk table gives the same.
        if let Some(rates) = columns.get("expected_haz").filter(|rates| rates.iter().all(|rate| rate == &rates[0])) {
            let rows = Observations::of_events(&numbers(&columns, time), &event).unwrap();
            let standard = StandardHazard::constant(rates[0].parse().unwrap()).unwrap();
            let by_table = OneSampleTest::of_table(&rows.risk_table().unwrap(), &standard).unwrap();
            compare_one_sample(by_table, &result["values"], 1e-10, case.id());
        }
    }
}

fn compare_one_sample(test: OneSampleTest, values: &Value, tolerance: f64, what: &str) {
    assert_close(test.observed, &values["observed"], tolerance, &format!("{what}, observed"));
    assert_close(test.expected, &values["expected"], tolerance, &format!("{what}, expected"));
    assert_close(test.expected, &values["var"], tolerance, &format!("{what}, variance"));
    assert_test(test.chi_squared(), &values["chisq"], &Value::Null, &values["p"], tolerance, what);
}

#[test]
fn grays_tests_agree_with_cmprsk() {
    let cases = oracle::of_kind("gray_test");
    assert!(cases.len() >= 3, "only {} cases were found", cases.len());
    for case in cases {
        let (columns, settings) = (case.columns(), &case.json["settings"]);
        let column = |name: &str| &columns[settings[name].as_str().unwrap()];
        let outcomes: Vec<Option<&str>> = column("cause").iter().map(|code| (code != "0").then_some(code.as_str())).collect();
        let time = numbers(&columns, settings["time"].as_str().unwrap());
        let rows = Observations::of_outcomes(&time, &outcomes).unwrap().grouped(column("group")).unwrap();
        for values in case.json["results"][0]["values"].as_array().unwrap() {
            let groups = match values["strata"].as_str().filter(|strata| *strata != "NA") {
                Some(strata) => ComparedGroups::of_rows_within(&rows, &columns[strata]).unwrap(),
                None => ComparedGroups::of_rows(&rows).unwrap(),
            };
            let texts = |values: &Value| match values {
                Value::Array(several) => several.clone(),
                one => vec![one.clone()],
            };
            let (stat, p, df) = (texts(&values["stat"]), texts(&values["p"]), texts(&values["df"]));
            for (at, cause) in texts(&values["cause"]).iter().enumerate() {
                let cause = cause.as_str().map_or_else(|| cause.to_string(), str::to_owned);
                let what = format!("{} rho {} strata {} cause {cause}", case.id(), values["rho"], values["strata"]);
                let settings = GraySettings::new(cause).rho(number(&values["rho"]).unwrap()).unwrap();
                let test = settings.test(&groups).unwrap();
                assert_test(test.chi_squared, &stat[at], &df[at], &p[at], 1e-8, &what);
            }
        }
    }
}

#[test]
fn weights_agree_with_lifelines() {
    // lifelines 0.30.3, logrank_test(men, women) on the rows of logrank-lung.csv, with weightings 'wilcoxon', 'tarone-ware', 'peto',
    // 'fleming-harrington' (p = 0.5, q = 1) and (p = 0, q = 1).
    let columns = oracle::of_kind("logrank").into_iter().find(|case| case.id() == "logrank-lung").unwrap().columns();
    let groups = Formula::of("Surv(time,status)~sex").groups(&columns);
    let cases = [
        (LogRankWeight::LogRank, 10.00817380569889, 0.0015584698175100007),
        (LogRankWeight::GehanBreslow, 12.01632403739873, 0.0005273661079233636),
        (LogRankWeight::TaroneWare, 12.035469814062356, 0.0005219767634083682),
        (LogRankWeight::PetoPeto, 12.264484940766176, 0.00046166062214504725),
        (LogRankWeight::FlemingHarrington { rho: 0.5, gamma: 1.0 }, 5.742277191615584, 0.016561307380776928),
        (LogRankWeight::FlemingHarrington { rho: 0.0, gamma: 1.0 }, 3.384724675943836, 0.06580316827856114),
    ];
    for (weight, statistic, p_value) in cases {
        let found = LogRankSettings::new().weight(weight).unwrap().test(&groups).unwrap().chi_squared.unwrap();
        assert!((found.statistic / statistic - 1.0).abs() < 1e-12 && (found.p_value / p_value - 1.0).abs() < 1e-11, "{weight}: {found:?}");
    }
}

fn three_rows() -> Observations {
    Observations::of_events(&[1.0, 2.0, 3.0], &[true; 3]).unwrap()
}

#[test]
fn a_group_whose_rows_weigh_nothing_is_named_and_left_out() {
    let rows = three_rows().weighted(&[1.0, 1.0, 0.0]).unwrap().grouped(&["a", "b", "c"]).unwrap();
    let test = LogRankSettings::new().test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap();
    assert_eq!(test.left_out().collect::<Vec<_>>(), ["c"]);
    assert_eq!((test.groups[2].count, test.chi_squared.unwrap().degrees), (0, 1));
    let gray = GraySettings::new("event").test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap();
    assert_eq!((gray.left_out().collect::<Vec<_>>(), gray.chi_squared.unwrap().degrees), (vec!["c"], 1));
}

#[test]
fn what_cannot_be_compared_says_why() {
    let message = |result: Result<ComparedGroups<'_>, kaiin::Error>| result.unwrap_err().to_string();
    let many: Vec<String> = (0..2_000).map(|number| number.to_string()).collect();
    let rows = Observations::of_events(&vec![1.0; 2_000], &vec![true; 2_000]).unwrap().grouped(&many).unwrap();
    assert!(message(ComparedGroups::of_rows(&rows)).starts_with("groups to compare: 2000 is more than the limit of 1000"));
    assert!(message(ComparedGroups::of_rows_within(&three_rows(), &["x"])).contains("has 1 rows but time has 3"));
    assert!(message(ComparedGroups::of_rows(&Observations::of_events(&[], &[]).unwrap())).contains("at least one row"));
    assert!(message(ComparedGroups::of_tables(&[])).contains("at least two groups"));
    let table = three_rows().risk_table().unwrap();
    let twice = [("a".to_owned(), table.clone()), ("a".to_owned(), table)];
    assert!(message(ComparedGroups::of_tables(&twice)).contains("\"a\" occurs twice"));
    assert!(GraySettings::new("event").rho(-1.0).is_err() && GraySettings::new("event").rho(f64::INFINITY).is_err());
    let gamma = LogRankWeight::FlemingHarrington { rho: 0.0, gamma: -1.0 };
    assert_eq!(LogRankSettings::new().weight(gamma).unwrap_err().code(), "setting");
}

#[test]
fn weights_of_rows_beyond_numbers_are_refused() {
    let rows = three_rows().weighted(&[1e308, 1e308, 1e308]).unwrap().grouped(&["a", "b", "a"]).unwrap();
    for ties in [TieVariance::Hypergeometric, TieVariance::CoxBreslow, TieVariance::CoxEfron] {
        let refused = LogRankSettings::new().ties(ties).test(&ComparedGroups::of_rows(&rows).unwrap());
        assert_eq!(refused.unwrap_err().code(), "setting");
    }
}

#[test]
fn gray_refuses_a_group_that_lost_all_before_others_entered() {
    let rows = Observations::of_events(&[1.0, 4.0, 5.0], &[true; 3]).unwrap();
    let rows = rows.entering(&[0.0, 2.0, 0.0]).unwrap().grouped(&["a", "a", "b"]).unwrap();
    let refused = GraySettings::new("event").test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap_err().to_string();
    assert!(refused.starts_with("group \"a\" lost all its members before others entered, who were at risk at time 4"), "{refused}");
    // The log-rank test needs no share and goes on: at 1, 1/2; at 4, 1/2; at 5 only b.
    let test = LogRankSettings::new().test(&ComparedGroups::of_rows(&rows).unwrap()).unwrap();
    assert_eq!((test.groups[0].observed, test.groups[0].expected, test.groups[0].variance), (2.0, 1.0, 0.5));
}

#[test]
fn results_read_back_as_they_were_written() {
    let rows = three_rows().grouped(&["a", "b", "b"]).unwrap();
    let groups = ComparedGroups::of_rows(&rows).unwrap();
    let test = LogRankSettings::new().weight(LogRankWeight::GRho(0.5)).unwrap().test(&groups).unwrap();
    assert_eq!(serde_json::from_str::<LogRankTest>(&serde_json::to_string(&test).unwrap()).unwrap(), test);
    let gray = GraySettings::new("event").test(&groups).unwrap();
    assert_eq!(serde_json::from_str::<kaiin::survival::GrayTest>(&serde_json::to_string(&gray).unwrap()).unwrap(), gray);
    for standard in [StandardHazard::constant(0.1).unwrap(), StandardHazard::piecewise(&[0.0, 1.0], &[0.1, 0.2]).unwrap()] {
        assert_eq!(serde_json::from_str::<StandardHazard>(&serde_json::to_string(&standard).unwrap()).unwrap(), standard);
    }
    for table in [test.to_table(), gray.to_table(), OneSampleTest::of_totals(3.0, 2.0).unwrap().to_table()] {
        assert!(table.rows() > 0 && table.columns().len() >= 5);
    }
}
