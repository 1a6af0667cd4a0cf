//! Retention curves where there is little or nothing to fit: nobody, one person, no events, all at once, one period, huge numbers.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::model::FitEnding;
use kaiin::model::curve::{CurveComparison, CurveFamily, CurveFit, CurveModel, HoldOut, Lifetimes, LongTerm, RenewalCounts};
use kaiin::survival::Observations;

const RENEWALS: [CurveFamily; 4] =
    [CurveFamily::Geometric, CurveFamily::ShiftedBetaGeometric, CurveFamily::DiscreteWeibull, CurveFamily::BetaDiscreteWeibull];
const TIMES: [CurveFamily; 4] = [CurveFamily::Exponential, CurveFamily::Weibull, CurveFamily::LogNormal, CurveFamily::LogLogistic];

fn counts(cohort: &[u64]) -> RenewalCounts {
    RenewalCounts::of_cohort(cohort).unwrap()
}

fn lifetimes(times: &[f64], events: &[bool]) -> Lifetimes {
    Lifetimes::of_observations(&Observations::of_events(times, events).unwrap()).unwrap()
}

fn shares(fit: &CurveFit, periods: u32) -> Vec<f64> {
    (0..=periods).map(|t| fit.survival(f64::from(t)).unwrap().value).collect()
}

#[test]
fn when_all_stay_the_probability_of_leaving_is_zero_without_an_error() {
    for family in RENEWALS {
        let fit = CurveModel::new(family).fit(&counts(&[50, 50, 50])).unwrap();
        assert!(matches!(fit.ending(), FitEnding::Boundary(_)));
        assert_eq!((shares(&fit, 3), fit.log_likelihood()), (vec![1.0; 4], 0.0));
        assert_eq!((fit.parameters()[0].error, fit.covariance(), fit.survival(9.0).unwrap().limits), (None, None, None));
        assert!(fit.discounted_lifetime(0.0).unwrap().is_none());
        assert!((fit.discounted_lifetime(0.25).unwrap().unwrap().value - 5.0).abs() < 1e-12); // 1 + 0.8 + 0.64 + …
    }
}

#[test]
fn when_none_stay_nobody_is_left() {
    for family in RENEWALS {
        let fit = CurveModel::new(family).fit(&counts(&[50, 0, 0])).unwrap();
        assert_eq!(shares(&fit, 2), [1.0, 0.0, 0.0]);
        assert_eq!((fit.retention(1.0).unwrap().value, fit.law().leaving(2.0)), (0.0, Some(0.0)));
        assert_eq!(fit.discounted_lifetime(0.0).unwrap().unwrap().value, 1.0);
    }
}

#[test]
fn one_renewal_cannot_tell_people_apart_and_says_so() {
    for family in RENEWALS {
        let fit = CurveModel::new(family.clone()).fit(&counts(&[50, 40])).unwrap();
        assert_eq!(fit.ending().is_interior(), family == CurveFamily::Geometric, "{}", fit.ending());
        assert_eq!(fit.law().family(), &CurveFamily::Geometric);
        assert!((fit.parameters()[0].value - 0.2).abs() < 1e-12);
    }
}

#[test]
fn who_leaves_at_once_or_never_is_the_other_edge() {
    // Seven of ten leave at the first renewal, nobody later: α and β run to 0.
    for family in &RENEWALS[1..] {
        let fit = CurveModel::new(family.clone()).fit(&counts(&[10, 3, 3, 3])).unwrap();
        assert!(matches!(fit.ending(), FitEnding::Boundary(_)), "{family} {}", fit.ending());
        assert!((fit.law().long_term().unwrap() - 0.3).abs() < 1e-15);
        assert!((fit.log_likelihood() - (7.0 * 0.7_f64.ln() + 3.0 * 0.3_f64.ln())).abs() < 1e-12);
        assert_eq!(fit.estimated(), 1);
        shares(&fit, 3).iter().zip([1.0, 0.3, 0.3, 0.3]).for_each(|(found, expected)| assert!((found - expected).abs() < 1e-15));
    }
}

#[test]
fn one_person_and_huge_numbers_are_fitted_or_refused_in_words() {
    for cohort in [vec![1, 1, 0], vec![1, 0], vec![2, 1, 0], vec![1_000_000_000_000, 600_000_000_000, 450_000_000_000, 380_000_000_000]] {
        for family in RENEWALS {
            for long_term in [LongTerm::Nobody, LongTerm::Share] {
                match CurveModel::new(family.clone()).long_term(long_term).fit(&counts(&cohort)) {
                    Ok(fit) => assert!(fit.log_likelihood().is_finite() && shares(&fit, 4).iter().all(|share| (0.0..=1.0).contains(share))),
                    Err(error) => assert_eq!(error.code(), "setting", "{error}"),
                }
            }
        }
    }
    let large = CurveModel::new(CurveFamily::ShiftedBetaGeometric).fit(&counts(&[1 << 50, 700 << 40, 560 << 40])).unwrap();
    assert!(large.ending().is_interior() && large.parameters()[0].error.unwrap() < 1e-5);
}

#[test]
fn retention_that_is_the_same_every_year_is_geometric_and_says_so() {
    for cohort in [vec![1000, 800, 640, 512], vec![1_000_000, 900_000, 810_000, 729_000, 656_100], vec![32, 16, 8, 4, 2, 1]] {
        let fit = CurveModel::new(CurveFamily::ShiftedBetaGeometric).fit(&counts(&cohort)).unwrap();
        assert!(
            matches!(fit.ending(), FitEnding::Boundary(run_away) if run_away[0].parameter.starts_with("heterogeneity")),
            "{}",
            fit.ending()
        );
        assert_eq!(fit.law().family(), &CurveFamily::Geometric);
        let lost = 1.0 - cohort[1] as f64 / cohort[0] as f64;
        assert!((fit.parameters()[0].value - lost).abs() < 1e-12);
        // No limits that take the simpler shape as known; who does take it as known asks for it.
        let share = fit.survival(3.0).unwrap();
        assert_eq!((fit.parameters()[0].error, fit.covariance(), share.error, share.limits), (None, None, None, None));
        let geometric = CurveModel::new(CurveFamily::Geometric).fit(&counts(&cohort)).unwrap();
        assert!(geometric.parameters()[0].error.unwrap() > 0.0 && geometric.law() == fit.law());
    }
}

#[test]
fn an_edge_without_a_name_is_the_curve_there_without_errors() {
    // Nobody leaves at the first renewal, all at the second: θ runs to 0 and c to infinity.
    let fit = CurveModel::new(CurveFamily::DiscreteWeibull).fit(&counts(&[50, 50, 0])).unwrap();
    assert!(matches!(fit.ending(), FitEnding::Boundary(_)), "{}", fit.ending());
    shares(&fit, 2).iter().zip([1.0, 1.0, 0.0]).for_each(|(found, expected)| assert!((found - expected).abs() < 1e-4));
    assert_eq!((fit.covariance(), fit.is_as_asked()), (None, true));
    // α and β run to 0 while α c stays: S(t) becomes S(1) times a power of t.
    let fit = CurveModel::new(CurveFamily::BetaDiscreteWeibull).fit(&counts(&[29, 25, 21, 19, 18, 17, 17, 16, 16, 16])).unwrap();
    assert!(matches!(fit.ending(), FitEnding::Boundary(_)), "{}", fit.ending());
    let left = shares(&fit, 8);
    assert!(((left[4] / left[1]).ln() / (left[2] / left[1]).ln() - 2.0).abs() < 0.1, "{left:?}"); // ln 4 / ln 2, nearly
}

#[test]
fn nobody_and_no_renewal_are_errors() {
    assert_eq!(CurveModel::new(CurveFamily::Geometric).fit(&RenewalCounts::default()).unwrap_err().code(), "no_rows");
    assert_eq!(CurveModel::new(CurveFamily::Geometric).fit(&counts(&[7])).unwrap_err().code(), "no_rows");
    assert_eq!(HoldOut::new(&CurveModel::new(CurveFamily::Geometric), &counts(&[9, 8, 7]), 2).unwrap_err().code(), "setting");
    assert_eq!(HoldOut::new(&CurveModel::new(CurveFamily::Geometric), &counts(&[9, 8, 7]), 0).unwrap_err().code(), "no_rows");
    assert_eq!(CurveComparison::new(&[]).unwrap_err().code(), "no_rows");
}

#[test]
fn families_and_data_of_different_kinds_are_refused() {
    let times = lifetimes(&[1.0, 2.0], &[true, false]);
    assert!(CurveModel::new(CurveFamily::Weibull).fit(&counts(&[9, 8])).unwrap_err().to_string().contains("give Lifetimes"));
    assert!(CurveModel::new(CurveFamily::Geometric).fit(&times).unwrap_err().to_string().contains("give RenewalCounts"));
    let renewals = CurveModel::new(CurveFamily::Geometric).fit(&counts(&[9, 8])).unwrap();
    let exponential = CurveModel::new(CurveFamily::Exponential).fit(&times).unwrap();
    assert_eq!(CurveComparison::new(&[renewals, exponential]).unwrap_err().code(), "mismatch");
}

#[test]
fn times_without_events_have_the_rate_zero() {
    for family in TIMES.into_iter().chain([CurveFamily::PiecewiseExponential(vec![1.5])]) {
        let fit = CurveModel::new(family).fit(&lifetimes(&[1.0, 2.0], &[false, false])).unwrap();
        assert_eq!((fit.law().family(), fit.law().parameters()), (&CurveFamily::Exponential, &[0.0][..]));
        assert_eq!((fit.survival(9.0).unwrap().value, fit.quantile(0.5).unwrap()), (1.0, None));
    }
}

#[test]
fn all_events_at_one_time_have_no_spread_and_one_event_no_shape() {
    for family in &TIMES[1..] {
        for (times, events) in [(vec![2.0; 5], vec![true; 5]), (vec![3.0], vec![true])] {
            let error = CurveModel::new(family.clone()).fit(&lifetimes(&times, &events)).unwrap_err();
            assert!(error.to_string().contains("fits without limit"), "{family}: {error}");
        }
    }
    let one = CurveModel::new(CurveFamily::Exponential).fit(&lifetimes(&[3.0], &[true])).unwrap();
    assert!((one.parameters()[0].value - 1.0 / 3.0).abs() < 1e-15);
}

#[test]
fn a_piece_without_events_is_at_its_edge_and_one_without_anybody_is_refused() {
    let times = lifetimes(&[1.0, 2.0, 6.0], &[true, true, false]);
    let fit = CurveModel::new(CurveFamily::PiecewiseExponential(vec![3.0])).fit(&times).unwrap();
    assert_eq!(fit.law().parameters(), [2.0 / 6.0, 0.0]); // two events in 1 + 2 + 3, none in 3
    assert!(matches!(fit.ending(), FitEnding::Boundary(run_away) if run_away[0].parameter == "rate_2"));
    assert!(fit.discounted_lifetime(0.0).unwrap().is_none());
    let error = CurveModel::new(CurveFamily::PiecewiseExponential(vec![7.0])).fit(&times).unwrap_err();
    assert!(error.to_string().contains("piece 2 without anybody at risk"), "{error}");
    assert!(CurveModel::new(CurveFamily::PiecewiseExponential(vec![2.0, 1.0])).fit(&times).is_err());
}

#[test]
fn a_share_that_never_leaves_is_dropped_where_the_data_deny_it() {
    // All have left: nobody stays for ever.
    let times: Vec<f64> = (1..=40).map(|row| f64::from(row) / 8.0).collect();
    let model = CurveModel::new(CurveFamily::Weibull).long_term(LongTerm::Share);
    let fit = model.fit(&lifetimes(&times, &[true; 40])).unwrap();
    assert_eq!((fit.law().long_term(), fit.is_as_asked()), (None, false));
    let plain = CurveModel::new(CurveFamily::Weibull).fit(&lifetimes(&times, &[true; 40])).unwrap();
    assert_eq!(fit.log_likelihood(), plain.log_likelihood());
    assert!(fit.ending().to_string().contains("long_term"), "{}", fit.ending());
}

#[test]
fn times_that_cannot_be_asked_for_are_none_or_errors() {
    let fit = CurveModel::new(CurveFamily::ShiftedBetaGeometric).fit(&counts(&[1000, 631, 468, 382])).unwrap();
    assert_eq!((fit.survival(-1.0), fit.survival(f64::NAN), fit.retention(0.0), fit.law().hazard(0.0)), (None, None, None, None));
    assert_eq!(fit.survival(f64::INFINITY).unwrap().value, 0.0);
    for share in [0.0, 1.0, -1.0, f64::NAN] {
        assert_eq!(fit.quantile(share).unwrap_err().code(), "setting");
    }
    assert_eq!(fit.project(200_000).unwrap_err().code(), "limit");
    assert_eq!(fit.project_at(&[1.0, f64::NAN]).unwrap_err().code(), "setting");
    assert_eq!(fit.project(12).unwrap().to_table().rows(), 13);
}
