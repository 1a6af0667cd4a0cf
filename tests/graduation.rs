//! Whittaker-Henderson graduation against dense matrices in another language (tests/golden/README.md), by law, and at the edges.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::model::graduation::{Dispersion, Graduation, Smoothing, SmoothingCriterion, WhittakerHenderson};
use proptest::prelude::*;
use serde_json::Value;

fn golden() -> Value {
    let path = format!("{}/tests/golden/graduation.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn close(found: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

fn graduated(graduation: &Graduation) -> Vec<f64> {
    graduation.points().iter().map(|point| point.graduated).collect()
}

const CRITERIA: [(&str, SmoothingCriterion); 3] =
    [("reml", SmoothingCriterion::Reml), ("gcv", SmoothingCriterion::Gcv), ("aic", SmoothingCriterion::Aic)];

#[test]
fn a_series_equals_the_dense_solution_at_every_order() {
    let golden = &golden()["series"];
    let (y, w) = (numbers(&golden["y"]), numbers(&golden["w"]));
    for order in 1..=3 {
        let expected = &golden["fixed"][order.to_string()];
        let settings = WhittakerHenderson::new().order(order).unwrap().smoothing(Smoothing::Fixed(3000.0)).unwrap();
        let found = settings.values(&y, &w).unwrap();
        for (at, point) in found.points().iter().enumerate() {
            close(point.graduated, &expected["z"][at], 1e-10, "value");
            close(point.error.unwrap(), &expected["se"][at], 1e-9, "error");
            assert_eq!((point.interpolated, point.observed.is_none()), (w[at] == 0.0, w[at] == 0.0));
        }
        close(found.effective_freedom(), &expected["edf"], 1e-10, "degrees of freedom");
        close(found.fit(), &expected["fit"], 1e-9, "fit");
        close(found.smoothness()[0], &expected["rough"], 1e-9, "smoothness");
    }
}

#[test]
fn the_chosen_smoothing_is_the_one_that_another_search_finds() {
    let golden = &golden()["series"];
    let (y, w) = (numbers(&golden["y"]), numbers(&golden["w"]));
    for (name, criterion) in CRITERIA {
        for (kind, dispersion, scale) in [("estimated", Dispersion::Estimated, 1.0), ("unit", Dispersion::Unit, 0.05)] {
            let weights: Vec<f64> = w.iter().map(|weight| weight / scale).collect();
            let settings = WhittakerHenderson::new().smoothing(Smoothing::Chosen(criterion)).unwrap().dispersion(dispersion);
            let found = settings.values(&y, &weights).unwrap();
            let expected = golden["log10_lambda"][format!("{name}_{kind}")].as_f64().unwrap();
            let log = found.smoothing()[0].log10();
            assert!((log - expected).abs() < 1e-4 && !found.is_at_end(), "{name} {kind}: {log} is not {expected}");
        }
    }
}

#[test]
fn a_table_equals_the_dense_solution_whichever_side_is_longer() {
    let golden = &golden()["table"];
    let (y, w) = (numbers(&golden["y"]), numbers(&golden["w"]));
    let (rows, columns) = (golden["rows"].as_u64().unwrap() as usize, golden["columns"].as_u64().unwrap() as usize);
    let [down, across] = ["down", "across"].map(|axis| golden[axis].as_f64().unwrap());
    let settings = WhittakerHenderson::new().dispersion(Dispersion::Unit);
    let fixed = settings.orders(2, 1).unwrap().smoothing(Smoothing::FixedByAxis { down, across }).unwrap();
    let found = fixed.table(columns, &y, &w).unwrap();
    for (at, point) in found.points().iter().enumerate() {
        close(point.graduated, &golden["z"][at], 1e-10, "value");
        close(point.error.unwrap().powi(2), &golden["var"][at], 1e-9, "variance");
        assert_eq!((point.row, point.column), (at / columns, at % columns));
    }
    close(found.effective_freedom(), &golden["edf"], 1e-10, "degrees of freedom");
    close(found.fit(), &golden["fit"], 1e-9, "fit");
    // turned on its side
    let turn = |values: &[f64]| (0..rows * columns).map(|at| values[at % rows * columns + at / rows]).collect::<Vec<f64>>();
    let swapped = settings.orders(1, 2).unwrap().smoothing(Smoothing::FixedByAxis { down: across, across: down }).unwrap();
    let turned = swapped.table(rows, &turn(&y), &turn(&w)).unwrap();
    for (a, b) in graduated(&turned).iter().zip(turn(&graduated(&found))) {
        assert!((a - b).abs() < 1e-13);
    }
    let chosen = settings.orders(2, 1).unwrap().table(columns, &y, &w).unwrap();
    let expected = numbers(&golden["reml_log10"]);
    for (lambda, expected) in chosen.smoothing().iter().zip(expected) {
        assert!((lambda.log10() - expected).abs() < 0.02, "{} is not {expected}", lambda.log10());
    }
    // within the tolerance of the search nothing is gained; constants are the same in both
    assert!((chosen.criterion().unwrap() - golden["reml"].as_f64().unwrap()).abs() < 1e-4);
}

#[test]
fn counts_equal_newtons_method_on_dense_matrices() {
    let golden = &golden()["counts"];
    let exposure = numbers(&golden["e"]);
    let events: Vec<u64> = golden["d"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect();
    let settings = WhittakerHenderson::new();
    let found = settings.smoothing(Smoothing::Fixed(golden["lam"].as_f64().unwrap())).unwrap().counts(&events, &exposure).unwrap();
    for (at, point) in found.points().iter().enumerate() {
        close(point.graduated.ln(), &golden["log_rate"][at], 1e-10, "log rate");
        close(point.error.unwrap(), &golden["se"][at], 1e-9, "error");
        let (lower, upper) = (point.lower.unwrap(), point.upper.unwrap());
        assert!(lower < point.graduated && point.graduated < upper && (lower * upper / point.graduated.powi(2) - 1.0).abs() < 1e-12);
    }
    close(found.fit(), &golden["deviance"], 1e-9, "deviance");
    close(found.chi_squared().unwrap(), &golden["chi"], 1e-9, "chi-squared");
    close(found.effective_freedom(), &golden["edf"], 1e-9, "degrees of freedom");
    for (name, criterion) in CRITERIA {
        let found = settings.smoothing(Smoothing::Chosen(criterion)).unwrap().counts(&events, &exposure).unwrap();
        let expected = golden["log10_lambda"][name].as_f64().unwrap();
        assert!((found.smoothing()[0].log10() - expected).abs() < 1e-4, "{name}: {} is not {expected}", found.smoothing()[0].log10());
    }
}

/// Weighted regression on a polynomial of degree 0 or 1, worked out by sums.
fn regression(values: &[f64], weights: &[f64], degree: usize) -> Vec<f64> {
    let sum = |f: &dyn Fn(usize) -> f64| (0..values.len()).map(|at| weights[at] * f(at)).sum::<f64>();
    let total = sum(&|_| 1.0);
    let (mean_x, mean_y) = (sum(&|at| at as f64) / total, sum(&|at| values[at]) / total);
    let slope =
        if degree == 0 { 0.0 } else { sum(&|at| (at as f64 - mean_x) * (values[at] - mean_y)) / sum(&|at| (at as f64 - mean_x).powi(2)) };
    (0..values.len()).map(|at| mean_y + slope * (at as f64 - mean_x)).collect()
}

fn series() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    (6..25usize).prop_flat_map(|n| (prop::collection::vec(-1.0..1.0f64, n), prop::collection::vec(0.5..50.0f64, n)))
}

proptest! {
    #[test]
    fn a_polynomial_below_the_order_is_reproduced(
        weights in prop::collection::vec(prop_oneof![1 => Just(0.0), 4 => 0.5..50.0f64], 8..40),
        coefficients in prop::array::uniform3(-1.0..1.0f64), order in 1..=3usize, exponent in -3.0..9.0f64,
    ) {
        prop_assume!(weights.iter().filter(|weight| **weight > 0.0).count() >= order);
        let polynomial = |at: usize| (0..order).map(|power| coefficients[power] * (at as f64 / 10.0).powi(power as i32)).sum::<f64>();
        let values: Vec<f64> = (0..weights.len()).map(polynomial).collect();
        let settings = WhittakerHenderson::new().order(order).unwrap().smoothing(Smoothing::Fixed(10f64.powf(exponent))).unwrap();
        let found = settings.values(&values, &weights).unwrap();
        // far from the few values with weight an extrapolated parabola magnifies rounding
        let size = values.iter().fold(1.0, |most: f64, value| most.max(value.abs()));
        for (value, expected) in graduated(&found).iter().zip(&values) {
            prop_assert!((value - expected).abs() < 1e-7 * size, "{} is not {}", value, expected);
        }
    }

    #[test]
    fn no_smoothing_is_the_data_and_endless_smoothing_is_regression((values, weights) in series(), order in 1..=2usize) {
        let at = |lambda| WhittakerHenderson::new().order(order).unwrap().smoothing(Smoothing::Fixed(lambda)).unwrap().values(&values, &weights).unwrap();
        let rough = at(1e-12);
        for (value, observed) in graduated(&rough).iter().zip(&values) {
            prop_assert!((value - observed).abs() < 1e-9);
        }
        prop_assert!((rough.effective_freedom() - values.len() as f64).abs() < 1e-9);
        let smooth = at(1e12);
        for (value, expected) in graduated(&smooth).iter().zip(regression(&values, &weights, order - 1)) {
            prop_assert!((value - expected).abs() < 1e-6, "{} is not {}", value, expected);
        }
        prop_assert!((smooth.effective_freedom() - order as f64).abs() < 1e-4);
    }

    #[test]
    fn weights_and_smoothing_scale_together_and_moments_are_kept((values, weights) in series(), order in 1..=3usize, scale in 0.1..10.0f64) {
        let settings = WhittakerHenderson::new().order(order).unwrap();
        let found = settings.smoothing(Smoothing::Fixed(20.0)).unwrap().values(&values, &weights).unwrap();
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
        let other = settings.smoothing(Smoothing::Fixed(20.0 * scale)).unwrap().values(&values, &scaled).unwrap();
        for (a, b) in graduated(&found).iter().zip(graduated(&other)) {
            prop_assert!((a - b).abs() < 1e-10);
        }
        // the weighted sum, and the weighted first moment from second differences on, stay as observed
        for moment in 0..order.min(2) {
            let sum = |values: &[f64]| values.iter().zip(&weights).enumerate().map(|(at, (v, w))| w * v * (at as f64).powi(moment as i32)).sum::<f64>();
            prop_assert!((sum(&graduated(&found)) - sum(&values)).abs() < 1e-7 * (1.0 + sum(&values).abs()));
        }
    }

    #[test]
    fn graduated_counts_keep_their_total_and_more_smoothing_is_smoother(
        counts in prop::collection::vec((0..60u64, 10.0..500.0f64), 5..20), exponent in -1.0..4.0f64,
    ) {
        let (events, exposure): (Vec<u64>, Vec<f64>) = counts.into_iter().unzip();
        prop_assume!(events.iter().sum::<u64>() > 0);
        let at = |lambda| WhittakerHenderson::new().smoothing(Smoothing::Fixed(lambda)).unwrap().counts(&events, &exposure).unwrap();
        let (found, smoother) = (at(10f64.powf(exponent)), at(10f64.powf(exponent + 1.0)));
        let expected: f64 = found.points().iter().map(|point| point.graduated * point.weight).sum();
        let total = events.iter().sum::<u64>() as f64;
        prop_assert!((expected - total).abs() < 1e-6 * total, "{} is not {}", expected, total);
        prop_assert!(smoother.smoothness()[0] <= found.smoothness()[0] * (1.0 + 1e-9) + 1e-15);
        prop_assert!(smoother.fit() >= found.fit() - 1e-9);
    }
}

#[test]
fn bad_input_is_refused_and_small_input_is_answered() {
    let settings = WhittakerHenderson::new();
    let code = |result: Result<Graduation, kaiin::Error>| result.unwrap_err().code();
    assert_eq!(code(settings.values(&[], &[])), "no_rows");
    assert_eq!(code(settings.values(&[1.0, 2.0], &[1.0])), "column_length");
    assert_eq!(code(settings.values(&[1.0, f64::NAN], &[1.0, 1.0])), "setting");
    assert_eq!(code(settings.values(&[1.0, 2.0], &[1.0, -1.0])), "setting");
    assert_eq!(code(settings.values(&[1.0, 2.0, 3.0], &[0.0, 0.0, 0.0])), "missing");
    assert_eq!(code(settings.values(&[1.0, 2.0, 3.0], &[0.0, 1.0, 0.0])), "missing");
    assert_eq!(code(settings.table(2, &[1.0, 2.0, 3.0], &[1.0; 3])), "setting");
    assert_eq!(code(settings.table(0, &[1.0], &[1.0])), "setting");
    assert_eq!(code(settings.counts(&[0, 0, 0], &[1.0; 3])), "missing");
    assert_eq!(code(settings.counts(&[0, 1, 0], &[1.0, 0.0, 1.0])), "setting");
    // two rows and two columns seen only in one row: the slope down is not known
    assert_eq!(code(settings.table(3, &[1.0; 9], &[1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])), "missing");
    assert!(settings.order(0).is_err() && settings.order(9).is_err() && settings.smoothing(Smoothing::Fixed(0.0)).is_err());
    // as many values as the order: they stay, and nothing is left to estimate an error from
    let two = settings.values(&[3.0, 5.0], &[1.0, 1.0]).unwrap();
    assert_eq!((graduated(&two), two.dispersion(), two.points()[0].error), (vec![3.0, 5.0], None, None));
    let one = settings.order(1).unwrap().values(&[3.0], &[2.0]).unwrap();
    assert_eq!(graduated(&one), [3.0]);
    // a series is the same along either axis
    let across = settings.table(4, &[1.0, 3.0, 2.0, 5.0], &[1.0; 4]).unwrap();
    assert_eq!(graduated(&across), graduated(&settings.values(&[1.0, 3.0, 2.0, 5.0], &[1.0; 4]).unwrap()));
    assert_eq!(across.at(0, 3).map(|point| (point.row, point.column)), Some((0, 3)));
    // a value without a weight may be anything
    assert!(settings.values(&[1.0, f64::NAN, 3.0, 4.0], &[1.0, 0.0, 1.0, 1.0]).unwrap().points()[1].interpolated);
}

#[test]
fn a_straight_line_asks_for_endless_smoothing_and_it_is_said() {
    let events: Vec<u64> = vec![100; 12];
    let found = WhittakerHenderson::new().counts(&events, &[1000.0; 12]).unwrap();
    assert!(found.is_at_end() && (found.effective_freedom() - 2.0).abs() < 1e-3);
    assert!(found.points().iter().all(|point| (point.graduated - 0.1).abs() < 1e-9));
    let text = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Graduation>(&text).unwrap(), found);
    assert_eq!(found.to_table().rows(), 12);
}
