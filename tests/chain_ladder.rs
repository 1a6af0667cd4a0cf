//! The chain ladder against Mack's formula, chainladder (Python), R `ChainLadder` and published tables.
//!
//! `tests/oracles/mack-*.json` name the version and the call of each value; which convention a value follows is read from its call.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "support/oracle.rs"]
mod oracle;

use kaiin::FiscalYear;
use kaiin::model::development::{
    BornhuetterFergusonSettings, CalendarEffects, ChainLadder, ChainLadderSettings, DevelopedCohort, DevelopmentInterval,
    DevelopmentPattern, DevelopmentTriangle, EntryPrior, FactorAverage, FactorCorrelation, ParameterError, TailError, TailFactor,
    TailSigma, ZeroStart,
};
use oracle::list;
use serde_json::Value;

/// The cases kept in the repository.
const KEPT: usize = 4;

fn triangle_of(case: &Value) -> DevelopmentTriangle {
    let rows = case["settings"]["cumulative_triangle"].as_array().unwrap();
    DevelopmentTriangle::of_cumulative(rows.iter().enumerate().map(|(at, row)| (FiscalYear(at as i32 + 1), list(row)))).unwrap()
}

/// The word after `name=` in a call, without quotes.
fn argument<'a>(call: &'a str, name: &str) -> Option<&'a str> {
    let rest = call.split(&format!("{name}=")).nth(1).or_else(|| call.split(&format!("{name} = ")).nth(1))?;
    rest.trim_start().trim_start_matches(['\'', '"']).split(['\'', '"', ',', ')', ' ']).next()
}

/// The settings that a call stands for.
fn settings_of(by: &Value) -> ChainLadderSettings {
    let call = by["call"].as_str().unwrap();
    let is_r = by["package"].as_str().unwrap().contains("(R)") || by["package"] == "published";
    let rule = ["est.sigma", "sigma_interpolation", "tail sigma"].iter().find_map(|name| argument(call, name));
    let tail_sigma = match rule.map(str::to_lowercase).as_deref() {
        Some("mack") => TailSigma::Mack,
        Some("log-linear" | "loglinear") if is_r => TailSigma::LogLinearOrMack,
        Some("log-linear" | "loglinear") => TailSigma::LogLinear,
        // The published tables use Mack's rule; the packages have their own defaults.
        None if by["package"] == "published" => TailSigma::Mack,
        None if is_r => TailSigma::LogLinearOrMack,
        None => TailSigma::LogLinear,
        Some(other) => TailSigma::Given(other.parse().unwrap_or_else(|_| panic!("{call}"))),
    };
    let average = match (argument(call, "alpha"), argument(call, "average")) {
        (Some("0"), _) | (_, Some("simple")) => FactorAverage::Simple,
        (Some("2"), _) | (_, Some("regression")) => FactorAverage::Regression,
        (None | Some("1"), None | Some("volume")) => FactorAverage::VolumeWeighted,
        other => panic!("{other:?} in {call}"),
    };
    let parameter_error = match argument(call, "mse.method") {
        Some("Independence") => ParameterError::Independence,
        _ => ParameterError::Mack,
    };
    let tail = match argument(call, "tail").and_then(|tail| tail.parse::<f64>().ok()) {
        Some(factor) => {
            let given = |name: &str| argument(call, name).and_then(|value| value.parse::<f64>().ok());
            let error = match (given("tail.se"), given("tail.sigma")) {
                (Some(factor_error), Some(sigma)) => TailError::Given { factor_error, sigma },
                _ => TailError::LogLinear,
            };
            TailFactor::Given { factor, error }
        }
        None => TailFactor::None,
    };
    ChainLadderSettings::new().tail_sigma(tail_sigma).average(average).parameter_error(parameter_error).tail(tail)
}

/// Values agree to a relative 1e-9; published ones to half a unit of their last place. What a package shows as not there is 0 or nothing.
fn compare(what: &str, found: &[Option<f64>], expected: &Value, rounded: bool) {
    for (at, expected) in list(expected).into_iter().enumerate() {
        // R ends its factors with a 1 where there is no tail.
        let Some(found) = found.get(at).copied() else { continue };
        let what = format!("{what}[{at}]");
        match (found, expected) {
            (Some(found), Some(expected)) => {
                let places = if rounded { expected.to_string().split('.').nth(1).map_or(0, str::len) as i32 } else { 0 };
                let tolerance = if rounded { 0.5001 * 10f64.powi(-places) } else { 1e-9 * expected.abs() };
                assert!((found - expected).abs() <= tolerance, "{what}: {found} is not {expected}");
            }
            (Some(found), None) => assert_eq!(found, 0.0, "{what}: the reference has nothing"),
            (None, expected) => assert_eq!(expected, None, "{what}"),
        }
    }
}

/// The quantity that goes by a name of the reference files.
fn quantity(ladder: &ChainLadder, name: &str) -> Option<Vec<Option<f64>>> {
    let factors = |of: fn(&kaiin::model::development::DevelopmentFactor) -> Option<f64>| ladder.factors().iter().map(of).collect();
    let cohorts = |of: fn(&DevelopedCohort) -> Option<f64>| ladder.cohorts().iter().map(of).collect();
    let total = ladder.total();
    Some(match name {
        "f" | "ldf" => factors(|factor| factor.factor),
        "f_se" | "std_err" => factors(|factor| factor.error),
        "sigma" => factors(|factor| factor.sigma),
        "ultimate" | "Ultimate" => cohorts(|cohort| cohort.ultimate),
        "Latest" => cohorts(|cohort| cohort.latest),
        "ibnr" | "IBNR" => cohorts(DevelopedCohort::future),
        "process_se" | "process" => cohorts(|cohort| cohort.process_error),
        "parameter_se" | "parameter" => cohorts(|cohort| cohort.parameter_error),
        "mack_se" | "Mack Std Err" => cohorts(DevelopedCohort::error),
        "total_ibnr" => vec![total.future()],
        "total_process_se" | "total_process" => vec![total.process_error],
        "total_parameter_se" | "total_parameter" => vec![total.parameter_error],
        "total_mack_se" | "total_mack_std_err" => vec![total.error()],
        _ => return None,
    })
}

#[test]
fn each_convention_agrees_with_its_reference() {
    let cases = oracle::of_kind("mack");
    assert!(cases.len() >= KEPT, "only {} cases were found", cases.len());
    for case in &cases {
        let triangle = triangle_of(&case.json);
        let results = case.json["results"].as_array().unwrap();
        for result in results {
            let ladder = settings_of(&result["by"]).fit(&triangle).unwrap();
            let rounded = result["by"]["package"] == "published";
            let mut compared = 0;
            let summary = result["values"].get("summary").and_then(Value::as_object).into_iter().flatten();
            for (name, expected) in result["values"].as_object().unwrap().iter().chain(summary) {
                let what = format!("{}, {}, {name}", case.id(), result["by"]["call"]);
                match name.as_str() {
                    "summary" => {}
                    "full_triangle" => {
                        for (cohort, row) in ladder.cohorts().iter().zip(expected.as_array().unwrap()) {
                            let cells: Vec<Option<f64>> = cohort.cells.iter().map(|cell| cell.value).collect();
                            compare(&format!("{what} {}", cohort.cohort), &cells, row, false);
                        }
                    }
                    name => compare(&what, &quantity(&ladder, name).unwrap_or_else(|| panic!("{what}: unknown")), expected, rounded),
                }
                compared += 1;
            }
            assert!(compared >= 3, "{}", result["by"]);
        }
        println!("{}: {} results", case.id(), results.len());
    }
}

#[test]
fn taylor_and_ashe_as_published() {
    // T. Mack (1993), ASTIN Bulletin 23, the example of Taylor and Ashe: reserve and standard error in per cent of it, by accident year.
    let case = oracle::of_kind("mack").into_iter().find(|case| case.id() == "mack-taylor-ashe").unwrap();
    let ladder = ChainLadderSettings::new().fit(&triangle_of(&case.json)).unwrap();
    let shares: Vec<f64> =
        ladder.cohorts().iter().skip(1).map(|one| (100.0 * one.error().unwrap() / one.future().unwrap()).round()).collect();
    assert_eq!(shares, [80.0, 26.0, 19.0, 27.0, 29.0, 26.0, 22.0, 23.0, 29.0]);
    let total = ladder.total();
    assert_eq!((100.0 * total.error().unwrap() / total.future().unwrap()).round(), 13.0);
    assert_eq!(total.error().unwrap().round(), 2_447_095.0);
}

/// The triangle of a kept case.
fn kept(id: &str) -> DevelopmentTriangle {
    triangle_of(&oracle::of_kind("mack").into_iter().find(|case| case.id() == id).unwrap().json)
}

fn assert_close(found: Option<f64>, expected: f64, tolerance: f64, what: &str) {
    let found = found.unwrap_or_else(|| panic!("{what}: nothing is not {expected}"));
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{what}: {found} is not {expected}");
}

#[test]
fn other_means_agree_with_chainladder() {
    // chainladder 0.10.1 (Python 3.11), MackChainladder().fit(Development(average=…, sigma_interpolation=…).fit_transform(load_sample('raa'))):
    // σ of the first and last age, ultimate and error of the last two cohorts, error of the total.
    let expected = [
        (FactorAverage::Simple, TailSigma::Mack, 12.340461704784703, 0.00858052642861034),
        (FactorAverage::Simple, TailSigma::LogLinear, 12.340461704784703, 0.0030747154255181333),
        (FactorAverage::Regression, TailSigma::Mack, 3772.7117422905717, 155.54807943657653),
        (FactorAverage::Regression, TailSigma::LogLinear, 3772.7117422905717, 182.58140184314485),
    ];
    let ends = [
        ([17776.308882606714, 55780.97920784769], [7268.776936562269, 91316.32074609371], 92549.21762089983),
        ([17776.308882606714, 55780.97920784769], [7266.037397417377, 91314.17389068688], 92527.79294132582),
        ([15017.566132337652, 12732.692900707112], [6078.987540775281, 12336.033605563049], 15741.201569726181),
        ([15017.566132337652, 12732.692900707112], [6080.217257124467, 12336.573413501834], 15772.079072255363),
    ];
    for ((average, tail_sigma, first, last), (ultimates, errors, total)) in expected.into_iter().zip(ends) {
        let what = format!("{average:?}, {tail_sigma:?}");
        let ladder = ChainLadderSettings::new().average(average).tail_sigma(tail_sigma).fit(&kept("mack-raa")).unwrap();
        assert_close(ladder.factors()[0].sigma, first, 1e-9, &what);
        assert_close(ladder.factors()[8].sigma, last, 1e-9, &what);
        for (at, cohort) in ladder.cohorts().iter().rev().take(2).rev().enumerate() {
            assert_close(cohort.ultimate, ultimates[at], 1e-9, &what);
            assert_close(cohort.error(), errors[at], 1e-9, &what);
        }
        assert_close(ladder.total().error(), total, 1e-9, &what);
    }
}

#[test]
fn a_given_tail_is_one_more_step() {
    // By hand: f = 1.5, σ² = 1/6, e(f)² = σ²/100; the tail 1.1 ± 0.02 with σ = 0.3. Cohort 3 has 40 → 60 → 66.
    // process² = 1.1² (40/6) + 60 × 0.09 = 13.4667; parameter² = 1.1² (40² / 600) + 60² × 0.0004 = 4.66667.
    let triangle = DevelopmentTriangle::of_cumulative([
        (FiscalYear(2021), vec![Some(60.0), Some(88.0)]),
        (FiscalYear(2022), vec![Some(40.0), Some(62.0)]),
        (FiscalYear(2023), vec![Some(40.0)]),
    ])
    .unwrap();
    let error = TailError::Given { factor_error: 0.02, sigma: 0.3 };
    let ladder = ChainLadderSettings::new().tail(TailFactor::Given { factor: 1.1, error }).fit(&triangle).unwrap();
    let youngest = &ladder.cohorts()[2];
    assert_close(youngest.ultimate, 66.0, 1e-12, "ultimate");
    assert_close(youngest.process_error, (1.21 * 40.0 / 6.0 + 5.4_f64).sqrt(), 1e-12, "process");
    assert_close(youngest.parameter_error, (1.21 * 1600.0 / 600.0 + 3600.0 * 0.0004_f64).sqrt(), 1e-12, "parameter");
    assert_close(ladder.cohorts()[0].process_error, (88.0 * 0.09_f64).sqrt(), 1e-12, "the oldest cohort is not at its end either");
    assert_close(ladder.developed(0), 1.0 / 1.65, 1e-12, "developed");
    assert_close(ladder.developed(1), 1.0 / 1.1, 1e-12, "developed");
    assert_eq!(ladder.developed(2), None);
    // Total: M = 40 at age 0, then 88 + 62 + 60 = 210: parameter² = 1.21 × 40² / 600 + 210² × 0.0004.
    assert_close(ladder.total().parameter_error, (1.21 * 1600.0 / 600.0 + 44100.0 * 0.0004_f64).sqrt(), 1e-12, "total");
    for bad in [0.9, f64::NAN, f64::INFINITY] {
        let tail = TailFactor::Given { factor: bad, error: TailError::LogLinear };
        assert_eq!(ChainLadderSettings::new().tail(tail).fit(&triangle).unwrap_err().code(), "setting");
    }
}

#[test]
fn the_error_of_a_tail_is_read_from_lines_through_the_ages() {
    // Growth 2, 1.5, 1.25: f - 1 halves with each age, so a tail of 1.0625 lies two ages after the last of them, at place 4. σ is 4, 2, 1,
    // so 0.25 there.
    let spread = |base: f64, growth: f64, sigma: f64| {
        // Two cohorts of `base` with growth f ± d have σ² = 2 base d².
        let d = sigma / (2.0 * base).sqrt();
        [base * (growth + d), base * (growth - d)]
    };
    let [a1, b1] = spread(100.0, 2.0, 4.0);
    // Ages 1 and 2 are seen in other cohorts, so that each age has two cohorts of one size.
    let [c2, d2] = spread(100.0, 1.5, 2.0);
    let [e3, f3] = spread(100.0, 1.25, 1.0);
    let triangle = DevelopmentTriangle::of_cumulative([
        (FiscalYear(1), vec![Some(100.0), Some(a1)]),
        (FiscalYear(2), vec![Some(100.0), Some(b1)]),
        (FiscalYear(3), vec![None, Some(100.0), Some(c2)]),
        (FiscalYear(4), vec![None, Some(100.0), Some(d2)]),
        (FiscalYear(5), vec![None, None, Some(100.0), Some(e3)]),
        (FiscalYear(6), vec![None, None, Some(100.0), Some(f3)]),
    ])
    .unwrap();
    let tail = TailFactor::Given { factor: 1.0625, error: TailError::LogLinear };
    let ladder = ChainLadderSettings::new().tail(tail).fit(&triangle).unwrap();
    assert_close(ladder.factors()[3].sigma, 0.25, 1e-9, "σ of the tail");
    assert_close(ladder.factors()[3].error, 0.25 / 200.0_f64.sqrt(), 1e-9, "error of the tail");
}

/// The late entrants of a year by the factors alone.
fn of_year(ladder: &ChainLadder, factors: &[f64], year: FiscalYear) -> f64 {
    let of_cohort = |cohort: &DevelopedCohort| {
        let (latest, mut value) = (cohort.latest_age.unwrap(), cohort.latest.unwrap());
        let age = usize::try_from(year.since(cohort.cohort)).unwrap();
        if age <= latest || age > factors.len() {
            return 0.0;
        }
        factors[latest..age - 1].iter().for_each(|factor| value *= factor);
        value * (factors[age - 1] - 1.0)
    };
    ladder.cohorts().iter().map(of_cohort).sum()
}

#[test]
fn errors_of_coming_years_are_those_of_sums_of_a_diagonal() {
    for case in oracle::of_kind("mack") {
        let ladder = ChainLadderSettings::new().fit(&triangle_of(&case.json)).unwrap();
        let factors: Vec<f64> = ladder.factors().iter().map(|factor| factor.factor.unwrap()).collect();
        let years = ladder.future_entrants();
        for year in &years {
            let what = format!("{} {}", case.id(), year.year);
            assert_close(year.expected, of_year(&ladder, &factors, year.year), 1e-9, &what);
            // Parameter: derivatives by central differences.
            let mut square = 0.0;
            for (at, factor) in ladder.factors().iter().enumerate() {
                let moved = |by: f64| {
                    let mut moved = factors.clone();
                    moved[at] += by;
                    of_year(&ladder, &moved, year.year)
                };
                square += ((moved(1e-4) - moved(-1e-4)) / 2e-4 * factor.error.unwrap()).powi(2);
            }
            assert_close(year.parameter_error, square.sqrt(), 1e-6, &what);
            // Process: Var(C' - C) = Var C' + Var C - 2 Cov(C, C') with Cov(C, C') = f Var C.
            let mut variance = 0.0;
            for cohort in ladder.cohorts() {
                let age = year.year.since(cohort.cohort) as usize;
                if age > cohort.latest_age.unwrap() && age <= factors.len() {
                    let of = |age: usize| cohort.cells[age].process_error.unwrap().powi(2);
                    variance += of(age) + of(age - 1) * (1.0 - 2.0 * factors[age - 1]);
                }
            }
            assert_close(year.process_error, variance.sqrt(), 1e-7, &what);
        }
        let sum: f64 = years.iter().map(|year| year.expected.unwrap()).sum();
        assert_close(ladder.total().future(), sum, 1e-9, case.id());
        // One cohort and one year: Mack's own error of the oldest open cohort.
        let last = years.last().unwrap();
        assert_eq!(last.cohorts, 1);
    }
}

#[test]
fn calendar_effects_and_correlation_agree_with_chainladder_and_mack() {
    // chainladder 0.10.1: ValuationCorrelation(total=True) and DevelopmentCorrelation. Mack (1994) has the RAA triangle: Z = 14, E = 12.875,
    // and T = 0.070.
    let expected = [
        ("mack-raa", 14.0, 12.875, 3.978515625, 0.06955782312925173, 1.0 / 28.0),
        ("mack-taylor-ashe", 12.0, 12.5, 3.345703125, -0.16360544217687076, 1.0 / 28.0),
        ("mack-ukmotor", 5.0, 4.8125, 1.43359375, 0.38, 0.1),
        ("mack-abc", 8.0, 16.30078125, 4.3306732177734375, 0.5439153439153439, 1.0 / 36.0),
    ];
    for (id, statistic, mean, variance, correlation, correlation_variance) in expected {
        let effects = CalendarEffects::of(&kept(id));
        assert_close(Some(effects.statistic), statistic, 1e-12, id);
        assert_close(Some(effects.expected), mean, 1e-12, id);
        assert_close(Some(effects.variance), variance, 1e-12, id);
        let found = FactorCorrelation::of(&kept(id));
        assert_close(found.statistic, correlation, 1e-12, id);
        assert_close(found.variance, correlation_variance, 1e-12, id);
    }
    // The p-values of single years of ABC; the first year has one growth.
    let of_years: Vec<f64> = CalendarEffects::of(&kept("mack-abc")).years.iter().map(|year| year.p_value).collect();
    let expected = [1.0, 1.0, 0.25, 1.0, 0.0625, 0.625, 0.125, 0.7265625, 0.0703125, 0.00390625];
    assert!(of_years.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12), "{of_years:?}");
}

#[test]
fn a_prior_rate_and_cape_cod_agree_with_chainladder() {
    // chainladder 0.10.1, load_sample('genins'), sample_weight 5.0, 5.1 … 5.9 million: BornhuetterFerguson(apriori=0.9) and CapeCod().
    let weights = (0..10).map(|at| (FiscalYear(at + 1), 5e6 + 1e5 * f64::from(at)));
    let triangle = kept("mack-taylor-ashe").with_licensees(weights).unwrap();
    let rate = [
        3901463.0,
        5419024.581638991,
        5317826.582082417,
        5227194.49658503,
        4858564.620972641,
        5066411.395946256,
        5421966.505129465,
        5828645.376493741,
        5322028.694897898,
        5286452.8781662155,
    ];
    let cape_cod = [
        3901463.0,
        5425567.998697262,
        5351265.106526681,
        5279493.526064778,
        4939212.095202751,
        5178936.771898976,
        5580669.060243615,
        6071274.273329499,
        5646069.071400597,
        5691013.9004005855,
    ];
    for (prior, expected) in [(EntryPrior::Rate(0.9), rate), (EntryPrior::CapeCod, cape_cod)] {
        let estimate = BornhuetterFergusonSettings::new(prior).fit(&triangle).unwrap();
        assert_close(estimate.cape_cod_rate(), 0.9736690789681605, 1e-12, "Cape Cod");
        for (cohort, expected) in estimate.cohorts().iter().zip(expected) {
            assert_close(cohort.ultimate, expected, 1e-12, &cohort.cohort.to_string());
            assert_eq!(cohort.error(), None, "there is no error that goes with the pattern of the chain ladder");
        }
    }
}

#[test]
fn mack_2008_by_hand() {
    // Three cohorts of 100 expected each. Increments 50, 28, 20; 60, 32; 40. Shares (150/300, 60/200, 20/100) = 0.5, 0.3, 0.2.
    // s² of age 0: (0² + 10² + 10²) / 100 / 2 = 1; of age 1: (2² + 2²) / 100 = 0.08; of age 2 by Mack's rule 0.08² / 1 = 0.0064.
    let rows = [vec![Some(50.0), Some(78.0), Some(98.0)], vec![Some(60.0), Some(92.0)], vec![Some(40.0)]];
    let triangle = DevelopmentTriangle::of_cumulative(rows.into_iter().enumerate().map(|(at, row)| (FiscalYear(at as i32), row)))
        .unwrap()
        .with_licensees((0..4).map(|at| (FiscalYear(at), 200.0)))
        .unwrap();
    let settings = BornhuetterFergusonSettings::new(EntryPrior::Rate(0.5)).pattern(DevelopmentPattern::Increments).prior_error(0.05);
    let estimate = settings.fit(&triangle).unwrap();
    let youngest = &estimate.cohorts()[2];
    assert_close(youngest.ultimate, 90.0, 1e-12, "40 + 100 × 0.5");
    // process² = 100 (0.08 + 0.0064); e(z)² = min(1/300, 0.08/200 + 0.0064/100) = 0.000464; e(U) = 10.
    assert_close(youngest.process_error, 8.64_f64.sqrt(), 1e-9, "process");
    assert_close(youngest.parameter_error, (10_100.0 * 0.000464 + 100.0 * 0.25_f64).sqrt(), 1e-9, "parameter");
    // The oldest cohort is at its end; one that was never seen has all before it.
    assert_eq!((estimate.cohorts()[0].ultimate, estimate.cohorts()[0].error()), (Some(98.0), Some(0.0)));
    let unseen = &estimate.cohorts()[3];
    assert_close(unseen.ultimate, 100.0, 1e-12, "nothing seen");
    assert_close(unseen.process_error, 108.64_f64.sqrt(), 1e-9, "process of all ages");
    assert_close(unseen.parameter_error, 10.0, 1e-9, "the error of the prior alone");
}

/// A small generator of numbers, evenly spread over (0, 1).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// A Poisson count: how many unit exponential waits fit into the mean.
    fn poisson(&mut self, mean: f64) -> f64 {
        let (mut waited, mut count) = (0.0, 0.0);
        loop {
            waited -= self.next().ln();
            if waited > mean {
                return count;
            }
            count += 1.0;
        }
    }
}

/// Share of simulated triangles whose limits hold what came, for the youngest cohort, the middle one and the total.
fn coverage(size: usize, first: f64, interval: DevelopmentInterval) -> [f64; 3] {
    let growth: Vec<f64> = (0..size - 1).map(|age| 1.0 + 0.5 * 0.5f64.powi(age as i32)).collect();
    let (mut numbers, mut held, triangles) = (Numbers(20_260_401), [0u32; 3], 2_000);
    for _ in 0..triangles {
        let full: Vec<Vec<f64>> = (0..size)
            .map(|_| {
                let mut cells = vec![numbers.poisson(first)];
                for factor in &growth {
                    let last = cells[cells.len() - 1];
                    cells.push(last + numbers.poisson(last * (factor - 1.0)));
                }
                cells
            })
            .collect();
        let seen = full.iter().enumerate().map(|(at, row)| (FiscalYear(at as i32), row[..size - at].iter().copied().map(Some).collect()));
        let triangle = DevelopmentTriangle::of_cumulative(seen).unwrap();
        let ladder = ChainLadderSettings::new().interval(interval).fit(&triangle).unwrap();
        let ends: Vec<f64> = full.iter().map(|row| row[size - 1]).collect();
        let of_cohort = |at: usize| (ladder.limits(&ladder.cohorts()[at]), ends[at]);
        let cases = [of_cohort(size - 1), of_cohort(size / 2), (ladder.total_limits(), ends.iter().sum())];
        for (held, (limits, end)) in held.iter_mut().zip(cases) {
            // Where nobody is expected and no growth was ever seen there are no limits, and they hold nobody.
            *held += u32::from(limits.is_some_and(|limits| limits.lower <= end && end <= limits.upper));
        }
    }
    held.map(|held| f64::from(held) / f64::from(triangles))
}

#[test]
fn limits_hold_what_comes_as_often_as_documented() {
    // The table in the documentation of `DevelopmentInterval`; a run with other numbers may differ by 0.02.
    let table = [
        (5, 50.0, DevelopmentInterval::LogNormal, [0.90, 0.65, 0.86]),
        (5, 50.0, DevelopmentInterval::Normal, [0.91, 0.66, 0.86]),
        (10, 50.0, DevelopmentInterval::LogNormal, [0.93, 0.89, 0.94]),
        (10, 50.0, DevelopmentInterval::Normal, [0.94, 0.92, 0.94]),
        (10, 500.0, DevelopmentInterval::LogNormal, [0.95, 0.91, 0.93]),
        (20, 50.0, DevelopmentInterval::LogNormal, [0.93, 0.21, 0.95]),
        (20, 50.0, DevelopmentInterval::Normal, [0.93, 0.90, 0.95]),
    ];
    for (size, first, interval, documented) in table {
        let found = coverage(size, first, interval);
        println!("{size} cohorts of {first}, {interval:?}: {found:?}");
        for (found, documented) in found.into_iter().zip(documented) {
            assert!((found - documented).abs() < 0.02, "{size} cohorts of {first}, {interval:?}: {found} is not {documented}");
        }
    }
}

#[test]
fn a_legitimate_zero_is_a_zero() {
    // Nobody joins in the licence year anywhere: growth from age 0 has no value, and the share reached is 0.
    let triangle = DevelopmentTriangle::of_cumulative([
        (FiscalYear(1), vec![Some(0.0), Some(40.0), Some(50.0)]),
        (FiscalYear(2), vec![Some(0.0), Some(60.0)]),
        (FiscalYear(3), vec![Some(0.0)]),
    ])
    .unwrap()
    .with_licensees((1..5).map(|at| (FiscalYear(at), 100.0)))
    .unwrap();
    let ladder = ChainLadderSettings::new().fit(&triangle).unwrap();
    assert_eq!((ladder.factors()[0].factor, ladder.developed(0), ladder.developed(1)), (None, Some(0.0), Some(0.8)));
    let youngest = &ladder.cohorts()[2];
    assert_eq!((youngest.latest, youngest.ultimate, youngest.error(), youngest.stopped_at), (Some(0.0), None, None, Some(0)));
    let estimate = BornhuetterFergusonSettings::new(EntryPrior::Rate(0.7)).fit(&triangle).unwrap();
    let ultimates: Vec<Option<f64>> =
        estimate.cohorts().iter().map(|cohort| cohort.ultimate.map(|value| (value * 1e9).round() / 1e9)).collect();
    // 60 + 70 × 0.2; nothing seen in the youngest and of the one that was never looked at.
    assert_eq!(ultimates, [Some(50.0), Some(74.0), Some(70.0), Some(70.0)]);
    // Cape Cod: (50 + 60 + 0) / (100 + 80 + 0).
    assert_close(estimate.cape_cod_rate(), 110.0 / 180.0, 1e-12, "Cape Cod");

    // One cohort of nobody among others: 30 more count, or do not. 0 → 30, 20 → 40: 70/20 or 40/20.
    let mixed = DevelopmentTriangle::of_cumulative([
        (FiscalYear(1), vec![Some(0.0), Some(30.0)]),
        (FiscalYear(2), vec![Some(20.0), Some(40.0)]),
        (FiscalYear(3), vec![Some(10.0)]),
    ])
    .unwrap();
    let factor = |rule: ZeroStart| ChainLadderSettings::new().zero_start(rule).fit(&mixed).unwrap().factors()[0].factor;
    assert_eq!((factor(ZeroStart::Counted), factor(ZeroStart::LeftOut)), (Some(3.5), Some(2.0)));
}

#[test]
fn impossible_requests_are_refused() {
    let triangle = kept("mack-raa");
    let fit = |prior: EntryPrior| BornhuetterFergusonSettings::new(prior).fit(&triangle).map(|_| ()).map_err(|error| error.code());
    assert_eq!(fit(EntryPrior::Rate(0.5)), Err("missing"), "no licence holders");
    assert_eq!(fit(EntryPrior::Rate(-0.5)), Err("setting"));
    assert_eq!(fit(EntryPrior::Rate(f64::NAN)), Err("setting"));
    let triangle = triangle.with_licensees([(FiscalYear(1), 1e5)]).unwrap();
    let increments = BornhuetterFergusonSettings::new(EntryPrior::CapeCod).pattern(DevelopmentPattern::Increments);
    assert_eq!(increments.fit(&triangle).unwrap_err().code(), "setting");
    assert_eq!(BornhuetterFergusonSettings::new(EntryPrior::Rate(0.5)).prior_error(-1.0).fit(&triangle).unwrap_err().code(), "setting");
    for sigma in [-1.0, f64::NAN] {
        assert_eq!(ChainLadderSettings::new().tail_sigma(TailSigma::Given(sigma)).fit(&triangle).unwrap_err().code(), "setting");
    }
    // A single cell: nothing to learn, and the cohort is at the last age there is.
    let one = DevelopmentTriangle::of_cumulative([(FiscalYear(1), vec![Some(3.0)])]).unwrap();
    let ladder = ChainLadderSettings::new().fit(&one).unwrap();
    assert_eq!((ladder.factors().len(), ladder.total().future(), ladder.total().error()), (0, Some(0.0), Some(0.0)));
}
