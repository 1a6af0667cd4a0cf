//! Laws of intervals: what holds for every count, not only for the ones with a reference value.

use kaiin::Confidence;
use kaiin::rates::{Interval, ProportionMethod, RateMethod, proportion_interval, rate_interval};
use proptest::prelude::*;

const PROPORTIONS: [ProportionMethod; 9] = [
    ProportionMethod::Wilson,
    ProportionMethod::WilsonContinuityCorrected,
    ProportionMethod::ClopperPearson,
    ProportionMethod::Jeffreys,
    ProportionMethod::JeffreysEqualTailed,
    ProportionMethod::AgrestiCoull,
    ProportionMethod::Wald,
    ProportionMethod::MidP,
    ProportionMethod::MinimumLikelihood,
];

const RATES: [RateMethod; 9] = [
    RateMethod::Garwood,
    RateMethod::Byar,
    RateMethod::Score,
    RateMethod::Wald,
    RateMethod::WaldHalfEvent,
    RateMethod::Jeffreys,
    RateMethod::MidP,
    RateMethod::SquareRootAnscombe,
    RateMethod::SquareRootVandenbroucke,
];

/// Successes and trials from 1 to about 10⁹, as often small as large.
fn counts() -> impl Strategy<Value = (u64, u64)> {
    (0.0..9.0f64).prop_flat_map(|digits| {
        let trials = 10f64.powf(digits) as u64;
        (0..=trials, Just(trials))
    })
}

fn level() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.95), Just(0.99), 0.5..0.9999f64]
}

fn proportion(k: u64, n: u64, level: f64, method: ProportionMethod) -> Result<Interval, TestCaseError> {
    let fail = |e: kaiin::Error| TestCaseError::fail(e.to_string());
    let confidence = Confidence::new(level).map_err(fail)?;
    proportion_interval(k, n, confidence, method).map_err(fail)?.ok_or_else(|| TestCaseError::fail("no interval"))
}

fn rate(k: u64, exposure: f64, level: f64, method: RateMethod) -> Result<Interval, TestCaseError> {
    let fail = |e: kaiin::Error| TestCaseError::fail(e.to_string());
    let confidence = Confidence::new(level).map_err(fail)?;
    rate_interval(k, exposure, confidence, method).map_err(fail)?.ok_or_else(|| TestCaseError::fail("no interval"))
}

/// Rounding of a limit.
const NOISE: f64 = 1e-14;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn limits_are_ordered_stay_in_the_unit_interval_and_hold_the_observed_share((k, n) in counts(), level in level()) {
        for method in PROPORTIONS {
            let got = proportion(k, n, level, method)?;
            prop_assert!(0.0 <= got.lower && got.lower <= got.upper && got.upper <= 1.0, "{method}: {got:?}");
            let share = k as f64 / n as f64;
            if method != ProportionMethod::JeffreysEqualTailed || (k > 0 && k < n) {
                prop_assert!(got.lower <= share + NOISE && share - NOISE <= got.upper, "{method}: {got:?} without {share}");
            }
        }
    }

    #[test]
    fn exchanging_successes_and_failures_turns_the_interval_round((k, n) in counts(), level in level()) {
        for method in PROPORTIONS.into_iter().chain([ProportionMethod::AgrestiCoullUnclipped]) {
            let (one, other) = (proportion(k, n, level, method)?, proportion(n - k, n, level, method)?);
            prop_assert!((one.lower - (1.0 - other.upper)).abs() < NOISE, "{method}: {one:?} {other:?}");
            prop_assert!((one.upper - (1.0 - other.lower)).abs() < NOISE, "{method}: {one:?} {other:?}");
        }
    }

    #[test]
    fn one_more_success_never_lowers_a_limit((k, n) in counts(), level in level()) {
        prop_assume!(k < n);
        for method in PROPORTIONS {
            let (one, more) = (proportion(k, n, level, method)?, proportion(k + 1, n, level, method)?);
            prop_assert!(one.lower <= more.lower + NOISE && one.upper <= more.upper + NOISE, "{method}: {one:?} {more:?}");
        }
    }

    #[test]
    fn more_confidence_never_narrows((k, n) in counts(), level in 0.5..0.99f64) {
        for method in PROPORTIONS {
            let (narrow, wide) = (proportion(k, n, level, method)?, proportion(k, n, level + 0.005, method)?);
            prop_assert!(wide.lower <= narrow.lower + NOISE && narrow.upper <= wide.upper + NOISE, "{method}: {narrow:?} {wide:?}");
        }
    }

    #[test]
    fn cautious_methods_contain_their_less_cautious_relatives((k, n) in counts(), level in level()) {
        for (outer, inner) in [
            (ProportionMethod::ClopperPearson, ProportionMethod::MidP),
            (ProportionMethod::ClopperPearson, ProportionMethod::Jeffreys),
            (ProportionMethod::WilsonContinuityCorrected, ProportionMethod::Wilson),
            (ProportionMethod::Jeffreys, ProportionMethod::JeffreysEqualTailed),
        ] {
            let (wide, narrow) = (proportion(k, n, level, outer)?, proportion(k, n, level, inner)?);
            prop_assert!(wide.lower <= narrow.lower + NOISE && narrow.upper <= wide.upper + NOISE, "{outer} {inner}: {wide:?} {narrow:?}");
        }
    }

    #[test]
    fn rates_are_ordered_positive_and_inverse_to_the_exposure((k, _) in counts(), exposure in 0.001..1e6f64, level in level()) {
        for method in RATES {
            let (one, half) = (rate(k, exposure, level, method)?, rate(k, 2.0 * exposure, level, method)?);
            prop_assert!(0.0 <= one.lower && one.lower <= one.upper && one.upper.is_finite(), "{method}: {one:?}");
            prop_assert!((half.lower - 0.5 * one.lower).abs() <= NOISE * one.lower, "{method}");
            prop_assert!((half.upper - 0.5 * one.upper).abs() <= NOISE * one.upper, "{method}");
            let more = rate(k + 1, exposure, level, method)?;
            prop_assert!(one.lower <= more.lower * (1.0 + NOISE) && one.upper <= more.upper * (1.0 + NOISE), "{method}");
        }
        let (exact, mid) = (rate(k, exposure, level, RateMethod::Garwood)?, rate(k, exposure, level, RateMethod::MidP)?);
        prop_assert!(exact.lower <= mid.lower && mid.upper <= exact.upper * (1.0 + NOISE));
    }

    #[test]
    fn a_rare_event_among_very_many_is_a_rate(k in 0..2000u64, level in level()) {
        // the binomial count becomes Poisson: relative difference of the order k/n
        let n = 1_000_000_000_000_000u64;
        for (share, per_exposure) in [(ProportionMethod::ClopperPearson, RateMethod::Garwood), (ProportionMethod::MidP, RateMethod::MidP)] {
            let (one, other) = (proportion(k, n, level, share)?, rate(k, n as f64, level, per_exposure)?);
            prop_assert!((one.lower - other.lower).abs() <= 1e-10 * other.lower && (one.upper / other.upper - 1.0).abs() < 1e-10, "{one:?} {other:?}");
        }
    }
}

/// Exact coverage over the shares 0.01, 0.02, … 0.99 with 30 trials, by adding up the probabilities of the counts whose interval holds
/// the share: guaranteed for the exact methods, right on average for the others, and poor for Wald's, as the documentation says.
#[test]
fn coverage_is_as_documented() -> kaiin::Result<()> {
    let trials = 30;
    let coverage = |method| -> kaiin::Result<(f64, f64)> {
        let intervals: kaiin::Result<Vec<_>> =
            (0..=trials).map(|k| proportion_interval(k, trials, Confidence::default(), method)).collect();
        let intervals = intervals?;
        let (mut least, mut sum) = (1.0f64, 0.0);
        for percent in 1..100u32 {
            let share = f64::from(percent) / 100.0;
            let mut covered = 0.0;
            for (k, interval) in intervals.iter().enumerate() {
                if interval.is_some_and(|i| i.contains(share)) {
                    covered += kaiin::special::binomial_probability(k as u64, trials, share)?;
                }
            }
            (least, sum) = (least.min(covered), sum + covered);
        }
        Ok((least, sum / 99.0))
    };
    for method in PROPORTIONS {
        let (least, mean) = coverage(method)?;
        println!("{method}: least {least:.3}, mean {mean:.3}");
        match method {
            ProportionMethod::ClopperPearson | ProportionMethod::MinimumLikelihood => assert!(least >= 0.95, "{method}: {least}"),
            ProportionMethod::Wald => assert!(least < 0.3 && mean < 0.91, "{least} {mean}"),
            _ => assert!(mean > 0.945, "{method}: {mean}"),
        }
    }
    Ok(())
}
