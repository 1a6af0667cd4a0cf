//! The rolling back-test by hand: what each method sees and says, and how it is judged.

#![cfg(feature = "simulate")]
#![allow(missing_docs, clippy::unwrap_used)]

use kaiin::cohort::{CohortTable, GroupBy, MovementTable, StatedJoiners, YearTotals};
use kaiin::projection::back_test::{BackTest, Forecast, constant_rate, drift, naive, projected_register, projected_totals};
use kaiin::projection::{InflowMethod, YearDependence};
use kaiin::simulate::Simulation;
use kaiin::{FiscalCalendar, FiscalYear, Licensees, Register};
use std::cell::RefCell;

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} is not {expected}");
}

fn years(values: &[f64]) -> Vec<(FiscalYear, f64)> {
    (2000..).map(FiscalYear).zip(values.iter().copied()).collect()
}

/// Changes 4, -2, 4: squares 16 + 4 + 16, mean 2, variance ((2)² + (-4)² + (2)²) / 2 = 12.
#[test]
fn the_simple_methods_by_hand() {
    let history = years(&[100.0, 104.0, 102.0, 106.0]);
    let last = naive(&history, 4).unwrap().unwrap();
    close(last[3].mean, 106.0);
    close(last[3].deviation, (12.0_f64 * 4.0).sqrt());
    let on = drift(&history, 3).unwrap().unwrap();
    close(on[2].mean, 112.0);
    close(on[2].deviation, (12.0_f64 * 3.0 * (1.0 + 3.0 / 3.0)).sqrt());
    let rate = constant_rate(&years(&[100.0, 110.0, 121.0]), 2).unwrap().unwrap();
    close(rate[1].mean, 121.0 * 1.21);
    assert!(rate[1].deviation < 1e-6);
    assert_eq!(naive(&history[..1], 3).unwrap(), None);
    assert_eq!(drift(&history[..2], 3).unwrap(), None);
    assert_eq!(drift(&[], 3).unwrap(), None);
    assert_eq!(constant_rate(&years(&[1.0, 0.0, 1.0]), 3).unwrap(), None);
}

/// Of a standard normal forecast whose mean came true: 2 f(0) - 1 / sqrt(pi) = 0.797885 - 0.564190.
#[test]
fn a_forecast_is_scored_by_its_whole_distribution() {
    let standard = Forecast { mean: 0.0, deviation: 1.0 };
    close(standard.ranked_score(0.0), (2.0 / std::f64::consts::PI).sqrt() - 1.0 / std::f64::consts::PI.sqrt());
    // Far off it is the absolute error less 1 / sqrt(pi).
    close(standard.ranked_score(50.0), 50.0 - 1.0 / std::f64::consts::PI.sqrt());
    let certain = Forecast { mean: 3.0, deviation: 0.0 };
    assert_eq!((certain.ranked_score(5.0), certain.position(5.0), certain.position(3.0), certain.position(1.0)), (2.0, 1.0, 0.5, 0.0));
    assert!(certain.holds(3.0, 0.5) && !certain.holds(3.1, 0.95));
}

/// Series 0, 1, 3, 6, 10; at least two years. Origins 1, 3, 6; one year ahead 3, 6, 10, two years ahead 6, 10.
#[test]
fn every_origin_sees_its_past_only() {
    let seen = RefCell::new(Vec::new());
    let method = |history: &[(FiscalYear, f64)], horizon: usize| {
        seen.borrow_mut().push(history.len());
        Ok(Some(vec![Forecast { mean: history[history.len() - 1].1, deviation: 2.0 }; horizon]))
    };
    let scores = BackTest::of(years(&[0.0, 1.0, 3.0, 6.0, 10.0])).unwrap().fewest_years(2).horizon(2).method("last", method).run().unwrap();
    assert_eq!(*seen.borrow(), [2, 3, 4]);
    let (one, two) = (scores.score("last", 1).unwrap(), scores.score("last", 2).unwrap());
    assert_eq!((one.forecasts, two.forecasts, scores.scores().len()), (3, 2, 2));
    close(one.bias, -(2.0 + 3.0 + 4.0) / 3.0);
    close(two.absolute_error, (5.0 + 7.0) / 2.0);
    // Mean steps before the origins: 1, 1.5, 2.
    close(one.scaled_error.unwrap(), (2.0 / 1.0 + 3.0 / 1.5 + 4.0 / 2.0) / 3.0);
    // 95 %: within 3.92; 80 %: within 2.56; 50 %: within 1.35.
    assert_eq!((one.held_50, one.held_80, one.held_95), (0.0, 1.0 / 3.0, 2.0 / 3.0));
    assert_eq!(one.positions.len(), 3);
    assert_eq!(scores.to_table().rows(), 2);
    assert!(scores.score("last", 3).is_none());
}

/// 1,000 members, each year a tenth leaves and 150 join: 1,050, 1,095, ... The projection knows how, and says it exactly.
#[test]
fn steady_totals_are_projected_without_error() {
    let mut members = 1_000_000;
    let totals: Vec<YearTotals> = (2000..2020)
        .map(|year| {
            let (opening, left) = (members, members / 10);
            members = members - left + 150_000;
            YearTotals {
                year: FiscalYear(year),
                opening: Some(opening),
                joined: Some(150_000),
                left: Some(left),
                closing: Some(members),
                ..YearTotals::default()
            }
        })
        .collect();
    let series: Vec<(FiscalYear, f64)> = totals.iter().map(|of| (of.year, of.closing.unwrap() as f64)).collect();
    let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept).unwrap();
    let test = BackTest::of(series).unwrap().horizon(5).method("naive", naive);
    let scores = test.method("projection", projected_totals(&movements, 5, YearDependence::Independent, InflowMethod::Mean)).run().unwrap();
    for ahead in 1..=5 {
        let of = scores.score("projection", ahead).unwrap();
        assert!(of.absolute_error < 3.0 && of.held_95 == 1.0, "{of:?}");
        assert!(of.ranked_score < scores.score("naive", ahead).unwrap().ranked_score);
    }
}

/// A simulated register whose rates hold but for entry, which falls slowly: five years ahead the projection beats the last value, and its
/// intervals hold most of what came.
#[test]
fn a_simulated_register_is_projected_better_than_by_its_last_value() {
    let simulated = Simulation::new().members(5_000).unwrap().run(3).unwrap();
    let register = Register::settings_as_of(simulated.as_of).build(&simulated.columns).unwrap();
    let licensees = Licensees::by_cohort(simulated.truth.cohorts.iter().map(|cohort| (cohort.cohort, cohort.licensees))).unwrap();
    let by = GroupBy::nothing().licence_cohort().join_cohort();
    let table = CohortTable::settings(FiscalCalendar::japan()).by(by).build(&register).unwrap();
    let movements = table.movements();
    let complete = movements.rows().iter().filter(|row| row.coverage.is_complete());
    let series: Vec<(FiscalYear, f64)> = complete.filter_map(|row| Some((row.year?, row.closing? as f64))).collect();
    let test = BackTest::of(series).unwrap().fewest_years(40).horizon(5).method("naive", naive);
    let scores = test
        .method("projection", projected_register(&table, Some(&licensees), 10, YearDependence::RandomWalk, InflowMethod::Drift))
        .run()
        .unwrap();
    let (naive, projection) = (scores.score("naive", 5).unwrap(), scores.score("projection", 5).unwrap());
    assert!(projection.ranked_score < naive.ranked_score, "{projection:?} {naive:?}");
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let line = || years(&[1.0, 2.0, 3.0, 4.0]);
    let error = |test: BackTest<'_>| test.run().unwrap_err().to_string();
    assert!(error(BackTest::of(line()).unwrap()).contains("add one by `method`"));
    assert!(error(BackTest::of(line()).unwrap().method("naive", naive).horizon(0)).contains("no year ahead"));
    assert!(error(BackTest::of(line()).unwrap().method("naive", naive)).contains("fewest_years"));
    assert!(error(BackTest::of([]).unwrap().method("naive", naive)).contains("more years"));
    assert!(BackTest::of([(FiscalYear(2000), 1.0), (FiscalYear(2002), 1.0)]).unwrap_err().to_string().contains("without a gap"));
    assert!(BackTest::of([(FiscalYear(2000), f64::NAN)]).is_err());
    let broken = |_: &[(FiscalYear, f64)], horizon: usize| Ok(Some(vec![Forecast { mean: f64::NAN, deviation: -1.0 }; horizon]));
    assert!(error(BackTest::of(line()).unwrap().fewest_years(2).method("broken", broken)).contains("is no forecast"));
    let silent = BackTest::of(line()).unwrap().fewest_years(2).method("naive", naive).method("silent", |_, _| Ok(None));
    assert_eq!(silent.run().unwrap_err().code(), "no_rows");
}
