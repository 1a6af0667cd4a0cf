//! Scores of forecasts against other implementations, on twenty forecasts with ties.

#![allow(missing_docs, clippy::unwrap_used)]

use kaiin::Confidence;
use kaiin::model::regression::Forecasts;

#[test]
fn scores_agree_with_scikit_learn_and_forty_digits() {
    let forecast = [0.05, 0.12, 0.12, 0.3, 0.3, 0.3, 0.45, 0.6, 0.6, 0.8, 0.02, 0.25, 0.12, 0.9, 0.45, 0.05, 0.7, 0.3, 0.2, 0.15];
    let left = [0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0].map(|left| left == 1);
    let forecasts = Forecasts::of_outcomes(&forecast, &left).unwrap();
    let near = |found: f64, expected: f64, tolerance: f64| assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    // scikit-learn 1.9.1: brier_score_loss, log_loss, roc_auc_score.
    near(forecasts.brier(), 0.17293, 1e-15);
    near(forecasts.log_score().unwrap(), 0.5170498094681288, 1e-15);
    let concordance = forecasts.concordance(Confidence::default()).unwrap();
    near(concordance.value, 0.796875, 1e-15);
    // numpy 2.4.6: 1 - B / mean((y - 0.3)^2); sqrt(var(V10, ddof=1) / 8 + var(V01, ddof=1) / 12) over all 8 x 12 pairs.
    near(forecasts.brier_skill(0.3).unwrap(), 0.3082800000000001, 1e-14);
    near(concordance.error.unwrap(), 0.10631244981624088, 1e-15);
    // mpmath 1.4.1, Newton's method with 40 digits on [1, logit p], and on 1 with the offset logit p; statsmodels 0.15.0 agrees.
    let calibration = forecasts.calibration(5, Confidence::default()).unwrap();
    let (slope, intercept) = (calibration.slope.unwrap(), calibration.intercept.unwrap());
    near(slope.value, 1.0214842668835245, 1e-14);
    near(slope.error, 0.49912682973163884, 1e-14);
    near(intercept.value, 0.38554997640477697, 1e-14);
    near(intercept.error, 0.6474644826679397, 1e-14);
    let large = calibration.in_the_large.unwrap();
    near(large.value, 0.3705494378910916, 1e-14);
    near(large.error, 0.5430548789936646, 1e-14);
    assert_eq!(calibration.rows.iter().map(|row| row.trials).sum::<u64>(), 20);
}

#[test]
fn forecasts_that_are_certain_or_alike_have_no_slope() {
    let certain = Forecasts::grouped(&[0.0, 1.0, 0.5], &[0, 3, 2], &[5, 3, 4]).unwrap().calibration(3, Confidence::default()).unwrap();
    assert_eq!((certain.slope, certain.in_the_large), (None, None));
    let alike = Forecasts::grouped(&[0.2], &[3], &[10]).unwrap().calibration(10, Confidence::default()).unwrap();
    assert_eq!((alike.slope, alike.rows.len()), (None, 1));
    // 3 of 10 where 2 were forecast: logit(0.3) - logit(0.2).
    let expected = (0.3f64 / 0.7 * 4.0).ln();
    assert!((alike.in_the_large.unwrap().value - expected).abs() < 1e-12);
    let nobody = Forecasts::grouped(&[0.2, 0.4], &[0, 0], &[10, 4]).unwrap();
    assert_eq!(nobody.concordance(Confidence::default()), None);
    assert!(nobody.lift(2).unwrap().rows.iter().all(|row| row.lift.is_none() && row.share_of_leavers.is_none()));
    assert_eq!(nobody.calibration(2, Confidence::default()).unwrap().in_the_large, None);
}
