//! Curves fitted to simulated members whose truth is known: do the limits hold it as often as they say?

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use kaiin::model::curve::{CurveData, CurveEstimate, CurveFamily, CurveFit, CurveLaw, CurveModel, Lifetimes, LongTerm, RenewalCounts};
use kaiin::survival::{Limits, Observations};
use std::time::{Duration, Instant};

/// SplitMix64: G. L. Steele, D. Lea and C. H. Flood (2014), "Fast splittable pseudorandom number generators".
struct Random(u64);

impl Random {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn count(&mut self, of: u64, share: f64) -> u64 {
        (0..of).filter(|_| self.share() < share).count() as u64
    }
}

/// How often limits held the truth; replicates whose fit has no limits do not count.
#[derive(Default)]
struct Coverage(Vec<(String, u32, u32)>);

impl Coverage {
    fn note(&mut self, name: &str, limits: Option<Limits>, truth: f64) {
        let Some(limits) = limits else { return };
        let at = self.0.iter().position(|(known, ..)| known == name).unwrap_or_else(|| {
            self.0.push((name.to_owned(), 0, 0));
            self.0.len() - 1
        });
        self.0[at].1 += u32::from(limits.lower <= truth && truth <= limits.upper);
        self.0[at].2 += 1;
    }

    fn estimate(&mut self, name: &str, found: Option<CurveEstimate>, truth: Option<f64>) {
        self.note(name, found.and_then(|found| found.limits), truth.unwrap());
    }

    /// Within three and a half standard errors of 95 %, and nearly every replicate counted.
    fn assert_nominal(&self, replicates: u32) {
        for (name, held, all) in &self.0 {
            let (share, error) = (f64::from(*held) / f64::from(*all), (0.95 * 0.05 / f64::from(*all)).sqrt());
            println!("{name}: {:.1} % of {all}", 100.0 * share);
            assert!((share - 0.95).abs() < 3.5 * error + 0.005, "{name} is held by {share} of {all}");
            assert!(*all > replicates * 9 / 10, "{name}: only {all} of {replicates} have limits");
        }
    }
}

fn note(coverage: &mut Coverage, truth: &CurveLaw, fit: &CurveFit, far: f64) {
    for (parameter, &value) in fit.parameters().iter().zip(truth.parameters().iter().chain(&truth.long_term())) {
        coverage.note(&parameter.name, parameter.limits, value);
    }
    coverage.estimate("survival far out", fit.survival(far), truth.survival(far));
    coverage.estimate("retention far out", fit.retention(far), truth.retention(far));
    let expected = |law: &CurveLaw| law.discounted_lifetime(0.1).unwrap().unwrap().value;
    coverage.note("discounted lifetime", fit.discounted_lifetime(0.1).unwrap().unwrap().limits, expected(truth));
}

/// Cohorts of a curve: each with its members and the renewals for which it was seen.
fn renewals(random: &mut Random, law: &CurveLaw, cohorts: &[(u64, usize)]) -> RenewalCounts {
    let mut cohort = |&(members, seen): &(u64, usize)| {
        let mut left = vec![members];
        for t in 1..=seen {
            let before = left[t - 1];
            left.push(before - random.count(before, 1.0 - law.retention(t as f64).unwrap()));
        }
        left
    };
    RenewalCounts::of_cohorts(&cohorts.iter().map(&mut cohort).collect::<Vec<_>>()).unwrap()
}

fn study_renewals(law: &CurveLaw, cohorts: &[(u64, usize)], seed: u64, replicates: u32) {
    let (mut random, mut coverage) = (Random(seed), Coverage::default());
    for _ in 0..replicates {
        let fit = CurveModel::new(law.family().clone()).fit(&renewals(&mut random, law, cohorts)).unwrap();
        if fit.is_as_asked() {
            note(&mut coverage, law, &fit, 12.0);
        }
    }
    coverage.assert_nominal(replicates);
}

#[test]
fn beta_geometric_limits_hold_the_truth_of_several_cohorts() {
    let law = CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[0.7, 1.2]).unwrap();
    study_renewals(&law, &[(400, 7), (400, 5), (300, 3)], 1, 500);
}

#[test]
fn beta_discrete_weibull_limits_hold_the_truth_of_a_large_cohort() {
    let law = CurveLaw::new(CurveFamily::BetaDiscreteWeibull, &[0.5, 0.9, 1.5]).unwrap();
    study_renewals(&law, &[(6_000, 8)], 2, 200);
}

/// Lifetimes of a curve in time: entering late (half of them), seen until some time.
fn lifetimes(random: &mut Random, law: &CurveLaw, persons: usize, seen_until: f64) -> Lifetimes {
    let (mut entries, mut times, mut events) = (Vec::new(), Vec::new(), Vec::new());
    while times.len() < persons {
        let share = random.share().clamp(1e-12, 1.0 - 1e-12);
        let time = law.quantile(share).unwrap().unwrap_or(f64::INFINITY);
        let entry = (random.share() - 0.5).max(0.0) * seen_until;
        let end = seen_until * (0.6 + 0.4 * random.share());
        if time.min(end) > entry {
            entries.push(entry);
            times.push(time.min(end));
            events.push(time <= end);
        }
    }
    Lifetimes::of_observations(&Observations::of_events(&times, &events).unwrap().entering(&entries).unwrap()).unwrap()
}

fn study_times(law: &CurveLaw, long_term: LongTerm, persons: usize, seed: u64) {
    const REPLICATES: u32 = 100;
    let (mut random, mut coverage) = (Random(seed), Coverage::default());
    for _ in 0..REPLICATES {
        let lifetimes = lifetimes(&mut random, law, persons, 8.0);
        let fit = CurveModel::new(law.family().clone()).long_term(long_term).fit(&lifetimes).unwrap();
        if fit.is_as_asked() {
            note(&mut coverage, law, &fit, 12.0);
        }
    }
    coverage.assert_nominal(REPLICATES);
}

#[test]
fn weibull_and_log_normal_limits_hold_the_truth_with_late_entry() {
    study_times(&CurveLaw::new(CurveFamily::Weibull, &[0.8, 5.0]).unwrap(), LongTerm::Nobody, 120, 3);
    study_times(&CurveLaw::new(CurveFamily::LogNormal, &[1.2, 0.9]).unwrap(), LongTerm::Nobody, 100, 4);
}

#[test]
fn limits_hold_the_truth_where_some_never_leave() {
    let law = CurveLaw::new(CurveFamily::Weibull, &[1.5, 2.0]).unwrap().with_long_term(0.4).unwrap();
    study_times(&law, LongTerm::Share, 150, 5);
}

#[test]
fn fits_of_renewals_take_milliseconds() {
    // Unoptimised, on a machine that may be busy.
    let counts = RenewalCounts::of_cohort(&[1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]).unwrap();
    for family in [CurveFamily::ShiftedBetaGeometric, CurveFamily::BetaDiscreteWeibull] {
        let model = CurveModel::new(family);
        let quickest = (0..10).map(|_| time(|| model.fit(CurveData::from(&counts)).unwrap())).min().unwrap();
        println!("{model}: {quickest:?}");
        assert!(quickest < Duration::from_millis(200), "{model} took {quickest:?}");
    }
}

fn time<T>(of: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(of());
    start.elapsed()
}
