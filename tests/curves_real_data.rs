//! Retention curves of real people: donors to a charity, a register, and independent values for what no package has.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use kaiin::cohort::{DurationTable, RetentionTriangle};
use kaiin::model::FitEnding;
use kaiin::model::curve::{CurveComparison, CurveFamily, CurveFit, CurveLaw, CurveModel, Lifetimes, LongTerm, RenewalCounts};
use kaiin::survival::Observations;
use kaiin::{EndReason, Episode, FiscalCalendar, Register};
use support::{day, toy_register};

fn assert_close(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} is not {expected}");
}

/// Donors of 1995 still giving in year t or later, t = 0 … 6: those whose last gift was then or later.
fn donors() -> RenewalCounts {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/charity_donations_1995_cohort.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    let rows: Vec<(usize, u64)> =
        reader.records().map(|row| row.unwrap()).map(|row| (row[1].parse().unwrap(), row[3].parse().unwrap())).collect();
    let still = |t: usize| rows.iter().filter(|(last, _)| *last >= t).map(|(_, people)| people).sum::<u64>();
    RenewalCounts::of_cohort(&(0..=6).map(still).collect::<Vec<_>>()).unwrap()
}

#[test]
fn eleven_thousand_donors_are_alike_but_tire_less_and_less() {
    // Values: scipy 1.17 Nelder-Mead to 1e-13 on the same likelihood, written independently. The beta-discrete-Weibull has no maximum:
    // there α + β ran to 2 × 10⁷ with the log likelihood at that of the discrete Weibull.
    let counts = donors();
    assert_eq!((counts.people(), counts.lost()), (11_104, &[3464, 1091, 890, 706, 654, 1136][..]));
    let fit = |family: CurveFamily| CurveModel::new(family).fit(&counts).unwrap();
    let fits = [
        (CurveFamily::ShiftedBetaGeometric, vec![1.169_774_34, 3.217_899_91], -19_748.913_794_805_874),
        (CurveFamily::DiscreteWeibull, vec![0.291_822_610_2, 0.697_120_892_2], -19_549.221_116_913_297),
        (CurveFamily::Geometric, vec![0.197_517_66], -19_979.050_260_390_52),
    ]
    .map(|(family, parameters, log_likelihood)| {
        let found = fit(family.clone());
        assert_eq!(found.ending(), &FitEnding::Interior);
        assert_close(found.log_likelihood(), log_likelihood, 1e-9, "log likelihood");
        found.law().parameters().iter().zip(parameters).for_each(|(a, b)| assert_close(*a, b, 1e-6, &family.to_string()));
        found
    });
    let mixed = fit(CurveFamily::BetaDiscreteWeibull);
    assert!(matches!(mixed.ending(), FitEnding::Boundary(_)), "{}", mixed.ending());
    assert_eq!((mixed.law().family(), mixed.log_likelihood()), (&CurveFamily::DiscreteWeibull, fits[1].log_likelihood()));
    assert_eq!(CurveComparison::new(&fits).unwrap().curves[0].fit.law().family(), &CurveFamily::DiscreteWeibull);

    let stayers = CurveModel::new(CurveFamily::Geometric).long_term(LongTerm::Share).fit(&counts).unwrap();
    assert_close(stayers.parameter("theta").unwrap().value, 0.258_327_24, 1e-6, "theta");
    assert_close(stayers.parameter("long_term").unwrap().value, 0.142_049_71, 1e-6, "long-term share");
    assert_close(stayers.log_likelihood(), -19_907.231_198_334_077, 1e-9, "log likelihood with a long-term share");
}

/// Forty lifetimes; each fourth is censored, each fifth enters at 0.05.
fn forty() -> Lifetimes {
    let times = [
        0.4, 0.66, 0.906, 7.0, 1.377, 1.605, 1.829, 4.0, 2.267, 2.483, 2.696, 8.0, 3.118, 3.326, 3.532, 5.0, 3.942, 4.145, 4.346, 9.0,
        4.746, 4.945, 0.143, 6.0, 0.536, 0.731, 0.926, 3.0, 1.313, 1.505, 1.697, 7.0, 2.079, 2.269, 2.458, 4.0, 2.836, 3.024, 3.211, 8.0,
    ];
    let events: Vec<bool> = (1..=40).map(|row| row % 4 != 0).collect();
    let entries: Vec<f64> = (1..=40).map(|row| if row % 5 == 0 { 0.05 } else { 0.0 }).collect();
    Lifetimes::of_observations(&Observations::of_events(&times, &events).unwrap().entering(&entries).unwrap()).unwrap()
}

#[test]
fn curves_with_members_who_never_leave_agree_with_an_independent_search() {
    // scipy 1.17, Nelder-Mead to 1e-13 from several starts on likelihoods written independently.
    let lifetimes = forty();
    let (place, width): (f64, f64) = (1.004_633_416_174, 0.599_110_668_72);
    let cases = [
        (CurveFamily::Weibull, vec![1.0 / width, place.exp()], 0.209_318_033_5, -70.430_214_012_665_76),
        (CurveFamily::LogNormal, vec![0.905_023_169_627, 1.012_152_711_822], 0.079_725_381_6, -72.521_899_675_840_77),
        (CurveFamily::LogLogistic, vec![1.0 / 0.539_735_555_546, 0.891_186_635_163_f64.exp()], 0.107_177_317_3, -71.764_031_518_915_97),
        (CurveFamily::Exponential, vec![0.297_448_004_9], 0.107_407_860_5, -73.578_128_999_728_85),
        (
            CurveFamily::PiecewiseExponential(vec![1.0, 2.5]),
            vec![0.240_734_73, 0.354_541_4, 0.666_275_72],
            0.197_217_52,
            -72.017_194_728_281_3,
        ),
    ];
    for (family, parameters, share, log_likelihood) in cases {
        let fit = CurveModel::new(family.clone()).long_term(LongTerm::Share).fit(&lifetimes).unwrap();
        assert_eq!(fit.ending(), &FitEnding::Interior, "{family}");
        assert_close(fit.log_likelihood(), log_likelihood, 1e-11, &family.to_string());
        fit.law().parameters().iter().zip(parameters).for_each(|(a, b)| assert_close(*a, b, 1e-6, &family.to_string()));
        assert_close(fit.law().long_term().unwrap(), share, 1e-5, &family.to_string());
        let errors: Vec<f64> = fit.parameters().into_iter().filter_map(|parameter| parameter.error).collect();
        assert!(errors.len() == fit.parameters().len() && errors.iter().all(|&error| error > 0.0));
    }
}

#[test]
fn discounted_lifetimes_agree_with_thirty_digits() {
    // mpmath 1.4: Σ B(α, β + t^c) / B(α, β + 2^c) / 1.05^(t − 3) over t = 3, 4, …; and by hyp2f1 for c = 1 at a discount of 0.1 %
    let law = CurveLaw::new(CurveFamily::BetaDiscreteWeibull, &[0.45561, 0.77933, 1.28345]).unwrap();
    let found = law.discounted_residual_lifetime(2.0, 0.05).unwrap().unwrap();
    assert_close(found.value, 7.585_974_432_824_883, 1e-12, "beta-discrete-Weibull");
    assert!((found.value - 7.585_974_432_824_883).abs() <= found.numerical_error && found.numerical_error < 1e-9);
    let law = CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[0.704, 1.182]).unwrap();
    assert_close(law.discounted_residual_lifetime(2.0, 0.001).unwrap().unwrap().value, 40.722_568_481_249_84, 1e-12, "beta-geometric");
}

#[test]
fn a_register_gives_renewals_and_lifetimes_in_one_call_each() {
    // The toy register, first spells: A since 2018-04-01, B 2019-05-01 to 2021-03-31, C 2019-06-01 to 2020-06-01, D 2020-04-01 to
    // 2023-10-01; extracted 2024-03-31. Anniversaries: A 5 of 5; cohort 2019 (B, C): one left at the first (C, on it), one at the second
    // (B); D 3 of 3.
    let calendar = FiscalCalendar::japan();
    let triangle = RetentionTriangle::settings(calendar).build(&toy_register()).unwrap();
    let counts = RenewalCounts::of_triangle(&triangle).unwrap();
    assert_eq!((counts.people(), counts.lost()[..2].to_vec()), (4, vec![1, 1]));
    assert_eq!(counts.at_risk()[0], 4);

    let rows = [
        Episode::new("A", day("2023-04-01")),
        Episode::new("B", day("2023-04-01")).until(day("2023-04-11"), EndReason::Arrears),
        Episode::new("C", day("2023-04-01")).until(day("2023-04-21"), EndReason::Voluntary),
    ];
    let register = Register::settings_as_of(day("2023-04-30")).build(&rows.into_iter().collect()).unwrap();
    let durations = DurationTable::settings(calendar).build(&register).unwrap();
    let lifetimes = Lifetimes::of_durations(&durations, 0).unwrap();
    assert_eq!((lifetimes.people(), lifetimes.events(), lifetimes.exposure()), (3.0, 2.0, 60.0)); // 30 + 10 + 20 days
    let fit: CurveFit = CurveModel::new(CurveFamily::Exponential).fit(&lifetimes).unwrap();
    assert_close(fit.parameter("rate").unwrap().value, 2.0 / 60.0, 1e-14, "rate a day");
    let years = CurveModel::new(CurveFamily::Exponential).fit(&lifetimes.in_units_of(365.25).unwrap()).unwrap();
    assert_close(years.parameter("rate").unwrap().value, 2.0 / 60.0 * 365.25, 1e-13, "rate a year");
    assert_eq!(Lifetimes::of_durations(&durations, 9).unwrap_err().code(), "setting");
}

#[test]
fn fits_are_written_and_read_back() {
    let fit = CurveModel::new(CurveFamily::ShiftedBetaGeometric).fit(&donors()).unwrap();
    let written = serde_json::to_string(&fit).unwrap();
    let read: CurveFit = serde_json::from_str(&written).unwrap();
    assert_eq!(read, fit);
    assert!(serde_json::from_str::<CurveLaw>(r#"{"family":"geometric","parameters":[2.0],"long_term":null}"#).is_err());
    assert!(serde_json::from_str::<RenewalCounts>(r#"{"at_risk":[1],"lost":[2],"entered":[1]}"#).is_err());
}
