//! Laws of retention curves: what must be so for any counts and any parameters.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::model::FitEnding;
use kaiin::model::curve::{CurveData, CurveFamily, CurveFit, CurveLaw, CurveModel, Lifetimes, LongTerm, RenewalCounts};
use kaiin::survival::Observations;
use proptest::prelude::*;

const RENEWALS: [CurveFamily; 4] =
    [CurveFamily::Geometric, CurveFamily::ShiftedBetaGeometric, CurveFamily::DiscreteWeibull, CurveFamily::BetaDiscreteWeibull];

fn fit<'a>(family: &CurveFamily, data: impl Into<CurveData<'a>>) -> CurveFit {
    CurveModel::new(family.clone()).fit(data).unwrap()
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1e-300)
}

/// A cohort: members left after each renewal, falling.
fn cohort() -> impl Strategy<Value = Vec<u64>> {
    (20u64..3_000, prop::collection::vec(0.0..0.6f64, 1..8)).prop_map(|(members, losses)| {
        let mut left = vec![members];
        for loss in losses {
            let before = *left.last().unwrap();
            left.push(before - (loss * before as f64) as u64);
        }
        left
    })
}

/// A curve of any family at any parameters.
fn any_law() -> impl Strategy<Value = CurveLaw> {
    let parameters = (0.01..0.95f64, 0.05..20.0f64, 0.05..20.0f64, 0.3..2.5f64);
    (0..9usize, parameters, prop::option::of(0.0..0.9f64)).prop_map(|(family, (theta, alpha, beta, c), share)| {
        let law = match family {
            0 => CurveLaw::new(CurveFamily::Geometric, &[theta]),
            1 => CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[alpha, beta]),
            2 => CurveLaw::new(CurveFamily::DiscreteWeibull, &[theta, c]),
            3 => CurveLaw::new(CurveFamily::BetaDiscreteWeibull, &[alpha, beta, c]),
            4 => CurveLaw::new(CurveFamily::Exponential, &[theta]),
            5 => CurveLaw::new(CurveFamily::Weibull, &[c, alpha]),
            6 => CurveLaw::new(CurveFamily::LogNormal, &[alpha.ln(), c]),
            7 => CurveLaw::new(CurveFamily::LogLogistic, &[c, alpha]),
            _ => CurveLaw::new(CurveFamily::PiecewiseExponential(vec![1.5, 4.0]), &[theta, theta / 2.0, theta / 3.0]),
        };
        let law = law.unwrap();
        share.map_or(law.clone(), |share| law.with_long_term(share).unwrap())
    })
}

fn any_times() -> impl Strategy<Value = (Vec<f64>, Vec<bool>)> {
    prop::collection::vec((0.1..9.0f64, prop::bool::weighted(0.7)), 8..60).prop_map(|rows| rows.into_iter().unzip())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn shares_fall_from_one_and_are_shares(law in any_law()) {
        let shares: Vec<f64> = (0..40).map(|t| law.survival(f64::from(t)).unwrap()).collect();
        prop_assert_eq!(shares[0], 1.0);
        prop_assert!(shares.windows(2).all(|pair| pair[1] <= pair[0] * (1.0 + 1e-14) && pair[1] >= 0.0), "{:?}", shares);
        // Those who leave, and those left, are all.
        let gone: f64 = (1..40).map(|t| law.leaving(f64::from(t)).unwrap()).sum();
        prop_assert!((gone + shares[39] - 1.0).abs() < 1e-12);
        for t in 1..40 {
            let retention = law.retention(f64::from(t));
            prop_assert!(retention.is_none_or(|share| (0.0..=1.0 + 1e-14).contains(&share)), "{:?}", retention);
        }
    }

    #[test]
    fn a_quantile_is_where_the_share_is_reached(law in any_law(), share in 0.05..0.95f64) {
        if let Some(time) = law.quantile(share).unwrap() {
            prop_assert!(law.survival(time).unwrap() <= 1.0 - share + 1e-12);
            let before = if law.family().counts_renewals() { time - 1.0 } else { time * (1.0 - 1e-9) };
            prop_assert!(law.survival(before).unwrap() >= 1.0 - share - 1e-12);
        } else {
            prop_assert!(law.long_term().is_some_and(|stays| stays > 1.0 - share - 1e-9) || law.survival(1e15).unwrap() > 1.0 - share);
        }
    }

    #[test]
    fn a_lifetime_is_this_period_and_the_rest(law in any_law(), discount in 0.02..0.5f64) {
        // DERL after n = r(n + 1) (1 + DERL after n + 1, discounted): what comes is the next renewal and what follows it.
        if law.family().counts_renewals() {
            let after = |n: f64| law.discounted_residual_lifetime(n, discount).unwrap().unwrap().value;
            for n in [0.0, 3.0] {
                let step = law.retention(n + 1.0).unwrap() * (1.0 + after(n + 1.0) / (1.0 + discount));
                prop_assert!(close(after(n), step, 1e-9), "{} {}", after(n), step);
            }
            let whole = law.discounted_lifetime(discount).unwrap().unwrap();
            let summed: f64 = (0..2_000).map(|t| law.survival(f64::from(t)).unwrap() / (1.0 + discount).powi(t)).sum();
            prop_assert!(close(whole.value, summed, 1e-9), "{:?} {}", whole, summed);
        }
    }

    #[test]
    fn beta_geometric_retention_rises(alpha in 0.05..50.0f64, beta in 0.05..50.0f64) {
        let law = CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[alpha, beta]).unwrap();
        let rates: Vec<f64> = (1..30).map(|t| law.retention(f64::from(t)).unwrap()).collect();
        prop_assert!(rates.windows(2).all(|pair| pair[1] > pair[0]));
    }

    #[test]
    fn special_cases_are_the_simpler_curves(alpha in 0.1..20.0f64, beta in 0.1..20.0f64, theta in 0.02..0.9f64, t in 1..60u32) {
        let t = f64::from(t);
        let share = |family, parameters: &[f64]| CurveLaw::new(family, parameters).unwrap().survival(t).unwrap();
        let geometric = share(CurveFamily::Geometric, &[theta]);
        let same = [
            (share(CurveFamily::BetaDiscreteWeibull, &[alpha, beta, 1.0]), share(CurveFamily::ShiftedBetaGeometric, &[alpha, beta]), 1e-12),
            (share(CurveFamily::DiscreteWeibull, &[theta, 1.0]), geometric, 1e-12),
            (share(CurveFamily::Weibull, &[1.0, alpha]), share(CurveFamily::Exponential, &[1.0 / alpha]), 1e-12),
            (share(CurveFamily::PiecewiseExponential(vec![2.0, 7.0]), &[theta; 3]), share(CurveFamily::Exponential, &[theta]), 1e-12),
            // Everyone nearly alike: θ varies by a hundred-thousandth of itself, and ln S by t² times the square of that.
            (share(CurveFamily::ShiftedBetaGeometric, &[1e10 * theta, 1e10 * (1.0 - theta)]), geometric, 1e-4),
        ];
        for (found, expected, tolerance) in same {
            prop_assert!(close(found, expected, tolerance), "{} {}", found, expected);
        }
    }

    #[test]
    fn twice_the_counts_leave_the_estimates_and_shrink_the_errors(cohorts in prop::collection::vec(cohort(), 1..4)) {
        let counts = RenewalCounts::of_cohorts(&cohorts).unwrap();
        let twice = RenewalCounts::of_cohorts(&cohorts.iter().chain(&cohorts).cloned().collect::<Vec<_>>()).unwrap();
        let reversed = RenewalCounts::of_cohorts(&cohorts.iter().rev().cloned().collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(&counts, &reversed);
        for family in RENEWALS {
            let Ok(one) = CurveModel::new(family.clone()).fit(&counts) else { continue };
            let two = fit(&family, &twice);
            prop_assert_eq!(one.ending().is_interior(), two.ending().is_interior(), "{} {:?} {}", family, counts, one.ending());
            // At an edge the search ends where the likelihood no longer grows by much.
            let exact = if one.ending().is_interior() { 1e-10 } else { 1e-6 };
            prop_assert!(close(2.0 * one.log_likelihood(), two.log_likelihood(), exact), "{} {:?} {:?}", family, one, two);
            if !one.ending().is_interior() { continue }
            for (a, b) in one.parameters().iter().zip(two.parameters()) {
                // Where the surface is nearly level, a parameter is as uncertain as its error allows, and so is the point found.
                let near = 1e-6 * a.error.unwrap() + 1e-7 * a.value.abs();
                prop_assert!((a.value - b.value).abs() <= near, "{} {:?} {:?} {:?}", family, counts, a, b);
                let digits = 1e-4 * a.log_error.unwrap_or(1.0).max(1.0);
                prop_assert!(close(a.error.unwrap(), b.error.unwrap() * 2f64.sqrt(), digits), "{} {:?} {:?} {:?}", family, counts, a, b);
            }
        }
    }

    #[test]
    fn every_fit_is_a_maximum_an_edge_or_an_error(cohorts in prop::collection::vec(cohort(), 1..4), share in any::<bool>()) {
        let counts = RenewalCounts::of_cohorts(&cohorts).unwrap();
        let mut best_geometric = f64::NEG_INFINITY;
        for family in RENEWALS {
            let model = CurveModel::new(family.clone()).long_term(if share { LongTerm::Share } else { LongTerm::Nobody });
            let Ok(found) = model.fit(&counts) else { continue };
            prop_assert!(found.log_likelihood().is_finite() && found.aic().is_finite() && found.bic().is_finite());
            prop_assert!(!found.ending().is_interior() || found.is_as_asked());
            prop_assert!(found.ending().is_interior() || !found.ending().to_string().is_empty());
            if family == CurveFamily::Geometric { best_geometric = found.log_likelihood() }
            // Each of the others has the geometric as an edge, so none is worse.
            prop_assert!(found.log_likelihood() >= best_geometric - 1e-4 - 1e-7 * best_geometric.abs(), "{} {:?} {}", family, counts, found.ending());
            for point in found.project(15).unwrap().points {
                prop_assert!((0.0..=1.0).contains(&point.survival.value));
                if let Some(limits) = point.survival.limits {
                    prop_assert!(limits.lower <= point.survival.value && point.survival.value <= limits.upper, "{:?}", point);
                }
            }
        }
    }

    #[test]
    fn unit_of_time_and_order_of_rows_do_not_matter((times, events) in any_times(), unit in 0.01..100.0f64) {
        prop_assume!(events.iter().filter(|&&event| event).count() > 3);
        let rows = |times: &[f64], events: &[bool]| Lifetimes::of_observations(&Observations::of_events(times, events).unwrap()).unwrap();
        let lifetimes = rows(&times, &events);
        let backwards = rows(&times.iter().rev().copied().collect::<Vec<_>>(), &events.iter().rev().copied().collect::<Vec<_>>());
        prop_assert_eq!(&lifetimes, &backwards);
        let scaled = lifetimes.clone().in_units_of(unit).unwrap();
        let gain = lifetimes.events() * unit.ln(); // each density is per unit of time
        for family in [CurveFamily::Exponential, CurveFamily::Weibull, CurveFamily::LogNormal, CurveFamily::LogLogistic] {
            let (one, other) = (fit(&family, &lifetimes), fit(&family, &scaled));
            prop_assert!((one.log_likelihood() + gain - other.log_likelihood()).abs() < 1e-8, "{}", family);
            let (a, b) = (one.survival(3.0).unwrap(), other.survival(3.0 / unit).unwrap());
            prop_assert!(close(a.value, b.value, 1e-8) && close(a.error.unwrap(), b.error.unwrap(), 1e-6));
        }
        let exponential = fit(&CurveFamily::Exponential, &lifetimes);
        prop_assert!(close(exponential.parameter("rate").unwrap().value, lifetimes.events() / lifetimes.exposure(), 1e-12));
        let one_piece = fit(&CurveFamily::PiecewiseExponential(vec![]), &lifetimes);
        prop_assert!(close(one_piece.log_likelihood(), exponential.log_likelihood(), 1e-12));
        let error = |fit: &CurveFit| fit.parameters()[0].error.unwrap();
        prop_assert!(close(error(&one_piece), error(&exponential), 1e-9));
    }

    #[test]
    fn a_weight_of_two_is_the_row_twice_and_other_groups_do_not_count((times, events) in any_times()) {
        prop_assume!(events.iter().filter(|&&event| event).count() > 3);
        let doubled = |values: &[f64]| values.iter().chain(values).copied().collect::<Vec<_>>();
        let twice: Vec<bool> = events.iter().chain(&events).copied().collect();
        let rows = Observations::of_events(&doubled(&times), &twice).unwrap();
        let weighted = Observations::of_events(&times, &events).unwrap().weighted(&vec![2.0; times.len()]).unwrap();
        let a = fit(&CurveFamily::Weibull, &Lifetimes::of_observations(&rows).unwrap());
        prop_assert_eq!(&a, &fit(&CurveFamily::Weibull, &Lifetimes::of_observations(&weighted).unwrap()));
        let names: Vec<&str> = (0..twice.len()).map(|row| if row < times.len() { "mine" } else { "theirs" }).collect();
        let mine = Lifetimes::of_group(&rows.grouped(&names).unwrap(), "mine").unwrap();
        prop_assert_eq!(mine, Lifetimes::of_observations(&Observations::of_events(&times, &events).unwrap()).unwrap());
    }

    #[test]
    fn a_constant_rate_forgets_when_it_was_first_seen((times, events) in any_times(), late in 0.1..5.0f64) {
        prop_assume!(events.iter().any(|&event| event));
        let rows = Observations::of_events(&times, &events).unwrap();
        let moved: Vec<f64> = times.iter().map(|time| time + late).collect();
        let shifted = Observations::of_events(&moved, &events).unwrap().entering(&vec![late; times.len()]).unwrap();
        let rate = |rows| fit(&CurveFamily::Exponential, &Lifetimes::of_observations(rows).unwrap());
        let (a, b) = (rate(&rows), rate(&shifted));
        prop_assert!(close(a.parameters()[0].value, b.parameters()[0].value, 1e-10));
        prop_assert!(close(a.log_likelihood(), b.log_likelihood(), 1e-9));
    }

    #[test]
    fn splitting_a_stretch_of_time_in_two_changes_nothing((times, events) in any_times(), at in 0.1..0.9f64) {
        prop_assume!(events.iter().filter(|&&event| event).count() > 3);
        let whole = Lifetimes::of_observations(&Observations::of_events(&times, &events).unwrap()).unwrap();
        let names: Vec<String> = (0..times.len()).map(|row| row.to_string()).collect();
        let middle: Vec<f64> = times.iter().map(|time| at * time).collect();
        let ends: Vec<f64> = middle.iter().chain(&times).copied().collect();
        let entries: Vec<f64> = std::iter::repeat_n(0.0, times.len()).chain(middle.iter().copied()).collect();
        let ended: Vec<bool> = std::iter::repeat_n(false, times.len()).chain(events.iter().copied()).collect();
        let persons: Vec<&str> = names.iter().chain(&names).map(String::as_str).collect();
        let rows = Observations::of_events(&ends, &ended).unwrap().entering(&entries).unwrap().persons(&persons).unwrap();
        let split = Lifetimes::of_observations(&rows).unwrap();
        prop_assert_eq!(whole.people(), split.people());
        for family in [CurveFamily::Weibull, CurveFamily::LogNormal, CurveFamily::PiecewiseExponential(vec![1.0])] {
            let (Ok(a), Ok(b)) = (CurveModel::new(family.clone()).fit(&whole), CurveModel::new(family.clone()).fit(&split)) else { continue };
            prop_assert!(close(a.log_likelihood(), b.log_likelihood(), 1e-9), "{}", family);
            prop_assert!(a.parameters().iter().zip(b.parameters()).all(|(a, b)| close(a.value, b.value, 1e-6)), "{}", family);
        }
    }
}

#[test]
fn a_mixture_is_no_less_probable_than_the_curves_it_contains() {
    // From the usual starts the search ends on a lower top than the geometric curve with the same share has.
    let counts = RenewalCounts::of_cohorts(&[vec![447, 275, 235, 164, 161]]).unwrap();
    let found = |family| CurveModel::new(family).long_term(LongTerm::Share).fit(&counts).unwrap();
    let geometric = found(CurveFamily::Geometric).log_likelihood();
    for family in [CurveFamily::ShiftedBetaGeometric, CurveFamily::DiscreteWeibull, CurveFamily::BetaDiscreteWeibull] {
        let mixture = found(family.clone());
        assert!(mixture.log_likelihood() >= geometric - 1e-6, "{family} {} {geometric} {}", mixture.log_likelihood(), mixture.ending());
    }
}

#[test]
fn a_cohort_seen_late_is_the_part_of_it_that_was_seen() {
    // The second cohort is seen from its third renewal on; a whole cohort cut there has the same counts from then on.
    let late = RenewalCounts::of_cohort(&[900, 700, 600, 540]).unwrap().and_cohort_from(2, &[300, 280, 265]).unwrap();
    assert_eq!((late.at_risk(), late.lost()), (&[900, 700, 900, 280][..], &[200, 100, 80, 15][..]));
    assert_eq!(fit(&CurveFamily::ShiftedBetaGeometric, &late).ending(), &FitEnding::Interior);
}
