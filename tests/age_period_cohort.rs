//! Age-period-cohort models against dummy variables in statsmodels (tests/golden/README.md), by law, and at the edges.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::cohort::{ExitDay, LexisGrid, ObservationWindow, Span};
use kaiin::model::age_period_cohort::{AgePeriodCohort, AgePeriodCounts, ApcEffect, ApcSettings, ApcTerms};
use kaiin::{Day, EndReason};
use proptest::prelude::*;
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

fn compare(found: &[ApcEffect], expected: &Value, what: &str) {
    let (logs, errors) = (numbers(&expected[0]), numbers(&expected[1]));
    assert_eq!(found.len(), logs.len(), "{what}");
    for (at, effect) in found.iter().enumerate() {
        close(effect.effect.ln(), logs[at], 1e-8, what);
        close(effect.log_error, errors[at], 1e-7, what);
        assert!(effect.lower <= effect.effect && effect.effect <= effect.upper);
    }
}

#[test]
fn five_models_equal_dummy_variables_in_statsmodels() {
    let path = format!("{}/tests/golden/age_period_cohort.json", env!("CARGO_MANIFEST_DIR"));
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let events: Vec<u64> = golden["events"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect();
    let periods = golden["periods"].as_u64().unwrap() as usize;
    let counts = AgePeriodCounts::new(0, 0, periods, &events, &numbers(&golden["exposure"])).unwrap();
    let reference = counts.cohort_label(golden["reference"].as_u64().unwrap() as usize);
    let view = ApcSettings::new().reference_cohort(reference).fit(&counts).unwrap();
    for fit in view.fits() {
        let expected = &golden["fits"][fit.terms.to_string()];
        close(fit.deviance, expected["deviance"].as_f64().unwrap(), 1e-9, "deviance");
        close(fit.chi_squared, expected["pearson"].as_f64().unwrap(), 1e-8, "chi-squared");
        assert_eq!(fit.parameters as u64, expected["parameters"].as_u64().unwrap(), "{}", fit.terms);
        assert_eq!(fit.residual_freedom + fit.parameters, counts.ages() * periods - 1);
    }
    for comparison in view.comparisons() {
        let expected = golden["p"][format!("{}/{}", comparison.smaller, comparison.larger)].as_f64().unwrap();
        close(comparison.p.unwrap(), expected, 1e-8, "p");
    }
    compare(&[*view.net_drift()], &serde_json::json!([[golden["drift"][0]], [golden["drift"][1]]]), "drift");
    for (bends, name) in view.second_differences().into_iter().zip(["age", "period", "cohort"]) {
        compare(bends, &golden["bends"][name], name);
    }
    compare(view.ages(), &golden["display"]["age"], "ages");
    compare(view.periods(), &golden["display"]["period"], "periods");
    compare(view.cohorts(), &golden["display"]["cohort"], "cohorts");
    assert_eq!((view.to_table().rows(), view.effects_table().rows()), (5, counts.ages() + periods + counts.cohorts()));
}

fn counts() -> impl Strategy<Value = AgePeriodCounts> {
    (3..6usize, 3..6usize).prop_flat_map(|(ages, periods)| {
        prop::collection::vec((1..200u64, 50.0..500.0f64), ages * periods).prop_map(move |cells| {
            let (events, exposure): (Vec<u64>, Vec<f64>) = cells.into_iter().unzip();
            AgePeriodCounts::new(3, 2018, periods, &events, &exposure).unwrap()
        })
    })
}

fn view(counts: &AgePeriodCounts) -> AgePeriodCohort {
    ApcSettings::new().fit(counts).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_display_gives_back_the_expected_counts_and_their_totals(counts in counts()) {
        let view = view(&counts);
        let (ages, periods) = (counts.ages(), counts.periods());
        let mut expected = 0.0;
        for age in 0..ages {
            for period in 0..periods {
                let rate = view.ages()[age].effect * view.periods()[period].effect * view.cohorts()[period + ages - 1 - age].effect;
                let found = view.expected()[age * periods + period].unwrap();
                let (_, exposure) = cell(&counts, age * periods + period);
                prop_assert!((rate * exposure / found - 1.0).abs() < 1e-8);
                expected += found;
            }
        }
        let total: f64 = (0..ages * periods).map(|at| cell(&counts, at).0 as f64).sum();
        prop_assert!((expected / total - 1.0).abs() < 1e-8);
    }

    #[test]
    fn larger_models_fit_better_and_the_constraint_holds(counts in counts()) {
        let view = view(&counts);
        for comparison in view.comparisons() {
            let (small, large) = (view.fit_of(comparison.smaller).deviance, view.fit_of(comparison.larger).deviance);
            prop_assert!(large <= small + 1e-9 && comparison.p.is_none_or(|p| (0.0..=1.0).contains(&p)));
        }
        let logs: Vec<f64> = view.periods().iter().map(|effect| effect.effect.ln()).collect();
        let slope: f64 = logs.iter().enumerate().map(|(at, log)| at as f64 * log).sum();
        prop_assert!(logs.iter().sum::<f64>().abs() < 1e-9 && slope.abs() < 1e-8);
        let reference = view.cohorts().iter().find(|cohort| cohort.label == view.reference_cohort()).unwrap();
        prop_assert!(reference.effect == 1.0 && reference.log_error == 0.0);
    }

    #[test]
    fn a_line_moved_between_the_effects_changes_nothing_but_the_slopes(counts in counts(), slope in -0.2..0.2f64) {
        // exposure times exp(slope · period): every rate falls by it, bends and fits stay, the drift falls by the slope
        let periods = counts.periods();
        let cells: Vec<(u64, f64)> = (0..counts.ages() * periods).map(|at| cell(&counts, at)).collect();
        let events: Vec<u64> = cells.iter().map(|cell| cell.0).collect();
        let tilted: Vec<f64> = cells.iter().enumerate().map(|(at, cell)| cell.1 * (slope * (at % periods) as f64).exp()).collect();
        let (first, second) = (view(&counts), view(&AgePeriodCounts::new(3, 2018, periods, &events, &tilted).unwrap()));
        for (a, b) in first.fits().iter().zip(second.fits()).filter(|(fit, _)| fit.terms != ApcTerms::Age) {
            prop_assert!((a.deviance - b.deviance).abs() < 1e-7 * (1.0 + a.deviance));
        }
        prop_assert!((first.net_drift().effect.ln() - second.net_drift().effect.ln() - slope).abs() < 1e-8);
        for (a, b) in first.second_differences().into_iter().zip(second.second_differences()) {
            prop_assert!(a.iter().zip(b).all(|(a, b)| (a.effect / b.effect - 1.0).abs() < 1e-7));
        }
    }
}

fn cell(counts: &AgePeriodCounts, at: usize) -> (u64, f64) {
    (counts.events()[at], counts.exposure()[at])
}

#[test]
fn levels_without_events_and_tables_too_small_are_named() {
    let fit = |periods, events: &[u64], exposure: &[f64]| {
        ApcSettings::new().fit(&AgePeriodCounts::new(0, 2020, periods, events, exposure).unwrap())
    };
    let error = fit(2, &[1, 2, 0, 4, 5, 6], &[10.0; 6]).map(|_| ()).err();
    assert!(error.is_none() || error.unwrap().code() == "missing");
    let message = fit(3, &[1, 2, 3, 4, 5, 6, 0, 8, 9], &[10.0; 9]).unwrap_err().to_string();
    assert!(message.starts_with("the effect of cohort 2018 without events is not known"), "{message}");
    assert_eq!(fit(1, &[1, 2], &[1.0; 2]).unwrap_err().code(), "missing");
    assert_eq!(AgePeriodCounts::new(0, 0, 2, &[1, 2, 3], &[1.0; 3]).unwrap_err().code(), "setting");
    assert_eq!(AgePeriodCounts::new(0, 0, 1, &[1], &[0.0]).unwrap_err().code(), "setting");
    assert_eq!(AgePeriodCounts::new(0, 0, 1, &[1], &[]).unwrap_err().code(), "column_length");
    assert_eq!(AgePeriodCounts::new(0, 0, 1, &[], &[]).unwrap_err().code(), "no_rows");
    let counts = AgePeriodCounts::new(0, 2020, 3, &[9; 9], &[10.0; 9]).unwrap();
    assert_eq!(ApcSettings::new().reference_cohort(1900).fit(&counts).unwrap_err().code(), "setting");
}

#[test]
fn a_lexis_table_gives_whole_years_only() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let window = ObservationWindow::new(day("2020-10-01"), day("2023-04-01")).unwrap();
    let spans = [Span::open(day("2020-04-01")).until(day("2022-10-01"), EndReason::Voluntary), Span::open(day("2019-04-01"))];
    let table = LexisGrid::new(window).exit_day(ExitDay::LastDayIn).count(spans);
    let counts = AgePeriodCounts::of_member_days(&table, 3, &EndReason::ALL).unwrap();
    assert_eq!((counts.ages(), counts.periods(), counts.period_label(0), counts.cohort_label(0)), (4, 2, 2021, 2018));
    // third year of membership in fiscal 2022: the first member until 30 September
    assert_eq!(cell(&counts, 2 * 2 + 1), (1, 183.0 / 365.25));
}
