//! A forecast inflow by hand, and what its errors do to a projection.

#![allow(missing_docs, clippy::unwrap_used)]

use kaiin::projection::{Arrival, Assumed, Assumptions, InflowForecast, InflowMethod, Population, Projection, YearVariation};
use kaiin::{FiscalYear, Licensees, licensees::DenominatorKind};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
}

fn p(probability: f64) -> Assumed {
    Assumed::typed_in(probability, "by hand").unwrap()
}

/// Everyone joins at once, and a share leaves each year.
fn all_join(lapse: f64) -> Assumptions {
    Assumptions { entry: vec![p(1.0), p(0.0)], lapse: vec![p(0.0), p(lapse)], ..Assumptions::nothing_happens() }
}

/// 100, 104, 102, 106: mean 103, squares 9 + 1 + 1 + 9 = 20; changes 4, -2, 4: squares 36; about their mean 2: 4 + 16 + 4 = 24.
#[test]
fn means_and_covariances_by_hand() {
    let of = |method| InflowForecast::of(&[100, 104, 102, 106], method, 3).unwrap();
    let mean = of(InflowMethod::Mean);
    assert_eq!(mean.mean(), [103.0; 3]);
    close(mean.covariance(0, 0), 20.0 / 3.0 * (1.0 + 1.0 / 4.0));
    close(mean.covariance(0, 2), 20.0 / 3.0 / 4.0); // the error of the mean is common to all years
    let walk = of(InflowMethod::RandomWalk);
    assert_eq!(walk.mean(), [106.0; 3]);
    (0..3).for_each(|one| (0..3).for_each(|other| close(walk.covariance(one, other), 12.0 * (one.min(other) + 1) as f64)));
    let drift = of(InflowMethod::Drift);
    assert_eq!(drift.mean(), [108.0, 110.0, 112.0]);
    close(drift.covariance(1, 2), 12.0 * 2.0 + 12.0 / 3.0 * 2.0 * 3.0);
    assert_eq!(drift.covariance(0, 3), 0.0);
    close(drift.deviation()[0], 16.0_f64.sqrt());
    assert_eq!(drift.arrivals().unwrap()[0], Arrival::uncertain(108.0, drift.deviation()[0]).unwrap());
    assert_eq!(InflowMethod::default(), InflowMethod::RandomWalk);
    assert_eq!(of(InflowMethod::RandomWalk).to_table().rows(), 3);
}

#[test]
fn a_constant_inflow_goes_on_and_a_falling_one_stops_at_nobody() {
    for method in InflowMethod::ALL {
        let same = InflowForecast::of(&[50; 8], method, 4).unwrap();
        assert_eq!((same.mean(), same.deviation()), (&[50.0; 4][..], vec![0.0; 4]), "{method}");
    }
    let falling = InflowForecast::of(&[30, 20, 10], InflowMethod::Drift, 3).unwrap();
    assert_eq!(falling.mean(), [0.0; 3]);
    // Only the last twenty years are looked at.
    let long: Vec<u64> = (0..40).map(|year| if year < 20 { 1_000 * (year % 2) } else { 7 }).collect();
    assert_eq!(InflowForecast::of(&long, InflowMethod::RandomWalk, 2).unwrap().deviation(), [0.0, 0.0]);
}

#[test]
fn what_cannot_be_forecast_is_refused() {
    assert_eq!(InflowForecast::of(&[1, 2], InflowMethod::Mean, 3).unwrap_err().code(), "setting");
    assert_eq!(InflowForecast::of(&[1, 2, 3], InflowMethod::Mean, 0).unwrap_err().code(), "setting");
    assert_eq!(InflowForecast::of(&[1, 2, 3], InflowMethod::Mean, 201).unwrap_err().code(), "limit");
}

/// Everyone who comes joins, and nobody leaves: members are the sum of the inflow, and so is their variance that of the sum.
#[test]
fn errors_of_the_inflow_add_up_in_members() {
    let forecast = InflowForecast::of(&[100, 104, 102, 106], InflowMethod::Drift, 3).unwrap();
    let population = Population::from_totals(FiscalYear(2020), 0, 0, 0, 0);
    let assumptions = all_join(0.0);
    let settings = Projection::of(&population, &assumptions, [0; 0]).inflow_forecast(&forecast);
    let projection = settings.run().unwrap();
    for years in 1..=3 {
        let pairs = (0..years).flat_map(|one| (0..years).map(move |other| (one, other)));
        let variance: f64 = pairs.map(|(one, other)| forecast.covariance(one, other)).sum();
        let of = &projection.years()[years - 1];
        close(of.members.mean, forecast.mean()[..years].iter().sum());
        close(of.members.variance(), variance);
        close(of.joined.variance(), forecast.covariance(years - 1, years - 1));
    }
    // As if independent, it is less.
    let apart = Projection::of(&population, &assumptions, forecast.arrivals().unwrap()).run().unwrap();
    assert!(apart.years()[2].members.variance() < 0.7 * projection.years()[2].members.variance());
}

/// Members that come in year j are members in year h with chance 0.9^(h - j): the variance is that of the weighted sum, and by chance of
/// each person.
#[test]
fn members_respond_to_each_year_by_the_chance_of_staying() {
    let forecast = InflowForecast::of(&[100, 104, 102, 106], InflowMethod::RandomWalk, 2).unwrap();
    let population = Population::from_totals(FiscalYear(2020), 0, 0, 0, 0);
    let projection = Projection::of(&population, &all_join(0.1), [0; 0]).inflow_forecast(&forecast).run().unwrap();
    let weights = [0.9, 1.0];
    let of_inflow: f64 =
        (0..2).flat_map(|j| (0..2).map(move |k| (j, k))).map(|(j, k)| weights[j] * weights[k] * forecast.covariance(j, k)).sum();
    close(projection.years()[1].members.variance(), of_inflow + 106.0 * 0.9 * 0.1);
}

/// 300 of 1,000 licence holders are members, and all who come join: (300 + x) / (1,000 + x) has the derivative (1 - r) / (1,000 + m).
#[test]
fn the_organization_rate_errs_with_members_and_licence_holders() {
    let forecast = InflowForecast::of(&[100, 104, 102, 106], InflowMethod::RandomWalk, 1).unwrap();
    let population = Population::from_totals(FiscalYear(2020), 300, 0, 0, 0);
    let licensees = Licensees::by_cohort([(FiscalYear(2020), 1_000)]).unwrap();
    let assumptions = all_join(0.0);
    let settings = Projection::of(&population, &assumptions, [0; 0]).inflow_forecast(&forecast);
    let projection = settings.licensees(&licensees, DenominatorKind::CumulativeSummed).run().unwrap();
    let rate = projection.years()[0].organization.unwrap();
    close(rate.mean, 406.0 / 1_106.0);
    close(rate.variance(), 12.0 * ((1.0 - rate.mean) / 1_106.0).powi(2));
}

/// 1,000 members, a tenth leaves; the effect of a year has a deviation of 0.2, and the tenth comes from four years: after one year
/// (1,000 × 0.1 × 0.9 × 0.2)² × (1 + 1/4).
#[test]
fn years_that_differ_make_rates_of_few_years_uncertain() {
    let population = Population::from_totals(FiscalYear(2020), 1_000, 0, 0, 0);
    let assumptions = all_join(0.1);
    let after = |years: u32| {
        let variation = YearVariation::new(0.0, 0.2, 0.0).unwrap().with_years(years);
        Projection::of(&population, &assumptions, [0]).year_variation(variation).run().unwrap().years()[0].members.year_to_year
    };
    close(after(0), 18.0 * 18.0);
    close(after(4), 18.0 * 18.0 * 1.25);
}

#[cfg(feature = "simulate")]
#[test]
fn simulated_paths_agree_with_the_exact_variance() {
    use kaiin::projection::{PathSettings, Quantity};
    let forecast = InflowForecast::of(&[800, 1_000, 900, 1_100, 1_000], InflowMethod::Drift, 5).unwrap();
    let population = Population::from_totals(FiscalYear(2020), 5_000, 0, 0, 0);
    let assumptions = all_join(0.1);
    let variation = YearVariation::new(0.0, 0.1, 0.0).unwrap().with_years(5);
    let settings = Projection::of(&population, &assumptions, [0; 0]).inflow_forecast(&forecast).year_variation(variation);
    let exact = settings.run().unwrap().years()[4].members;
    let paths = PathSettings::of(&settings, 4_000, 1).run().unwrap();
    let mean = paths.mean(Quantity::Members, 2025.into()).unwrap().unwrap();
    assert!((mean - exact.mean).abs() < 4.0 * (exact.variance() / 4_000.0).sqrt() + 0.002 * exact.mean, "{mean} {exact:?}");
    let variance = paths.variance(Quantity::Members, 2025.into()).unwrap().unwrap();
    // Four standard errors of a variance of 4,000 draws, and the first order of the effects of years.
    assert!((variance / exact.variance() - 1.0).abs() < 4.0 * (2.0f64 / 4_000.0).sqrt() + 0.03, "{variance} {exact:?}");
}
