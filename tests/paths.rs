//! Simulated paths against the exact mean and variance, and what makes them the same again.

#![cfg(feature = "simulate")]
#![allow(missing_docs, clippy::unwrap_used)]

use kaiin::projection::{
    Arrival, Assumed, Assumptions, CohortPopulation, PathSettings, Population, Projection, ProjectionSettings, Quantity, TenureOnReturn,
    YearDependence, YearVariation,
};
use kaiin::{EndReason, FiscalYear};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

const PATHS: u32 = 4_000;
const QUANTITIES: [Quantity; 6] =
    [Quantity::Members, Quantity::OnLeave, Quantity::Joined, Quantity::Reinstated, Quantity::Left, Quantity::OrganizationRatePractising];

fn p(probability: f64) -> Assumed {
    Assumed::typed_in(probability, "by hand").unwrap()
}

fn population() -> Population {
    let people = CohortPopulation {
        never_joined: 600,
        active: BTreeMap::from([(0, 40), (1, 100), (9, 900)]),
        on_leave: BTreeMap::from([(1, 20)]),
        lapsed: BTreeMap::from([(0, 40), (5, 300)]),
        ..CohortPopulation::default()
    };
    Population { base_year: FiscalYear(2024), cohorts: vec![(Some(FiscalYear(2023)), people)] }
}

fn assumptions() -> Assumptions {
    Assumptions {
        entry: vec![p(0.7), p(0.1), p(0.02)],
        lapse: vec![p(0.02), p(0.2), p(0.1), p(0.04)],
        reasons: BTreeMap::from([(EndReason::Death, vec![p(0.25)])]),
        leave: p(0.03),
        leave_end: p(0.5),
        lapse_on_leave: p(0.2),
        reinstatement: vec![p(0.3), p(0.02)],
        exit: p(0.01),
        ..Assumptions::nothing_happens()
    }
}

/// The mean of the paths lies within four and a half standard errors of the exact one; their variance, whose relative standard error is
/// about sqrt(2 / paths) = 2.2 %, within a tenth. A tenth more is allowed where the exact numbers are of first order only.
fn assert_agree(settings: &ProjectionSettings<'_>, first_order: f64, what: &str) {
    let (exact, paths) = (settings.run().unwrap(), PathSettings::of(settings, PATHS, 11).run().unwrap());
    for year in exact.years() {
        for quantity in QUANTITIES {
            let expected = quantity.of(year).unwrap();
            let (mean, variance) =
                (paths.mean(quantity, year.year).unwrap().unwrap(), paths.variance(quantity, year.year).unwrap().unwrap());
            let error = (expected.variance() / f64::from(PATHS)).sqrt();
            let what = format!("{what} {} {quantity}", year.year);
            assert!(
                (mean - expected.mean).abs() <= 4.5 * error + first_order * expected.deviation() + 1e-9,
                "{what}: mean {mean} is not {}",
                expected.mean
            );
            let near = (0.1 + first_order) * expected.variance();
            assert!((variance - expected.variance()).abs() <= near + 1e-9, "{what}: variance {variance} is not {}", expected.variance());
        }
    }
}

#[test]
fn paths_of_chance_agree_with_the_exact_mean_and_variance() {
    let (population, assumptions) = (population(), assumptions());
    assert_agree(&Projection::of(&population, &assumptions, [200, 0, 300, 1]), 0.0, "fixed");
    let inflow = [
        Arrival::poisson(40.0).unwrap(),
        Arrival::poisson(3.0).unwrap(),
        Arrival::binomial(300, 0.4).unwrap(),
        Arrival::fixed(2.0).unwrap(),
    ];
    assert_agree(&Projection::of(&population, &assumptions, inflow), 0.0, "uncertain inflow");
    let later = [assumptions.clone(), Assumptions { lapse: vec![p(0.5)], leave: p(0.9), ..assumptions.clone() }];
    let changing = Projection::of(&population, &assumptions, [200, 0, 300, 1]).assumptions_by_year(&later);
    assert_agree(&changing, 0.0, "rates that change");
}

#[test]
fn paths_with_uncertain_rates_agree_to_first_order() {
    let population = population();
    let certain = assumptions();
    let with_error =
        |list: &[Assumed]| list.iter().map(|of| of.clone().with_error(0.1 * of.probability.get()).unwrap()).collect::<Vec<_>>();
    let uncertain = Assumptions { lapse: with_error(&certain.lapse), entry: with_error(&certain.entry), ..certain.clone() };
    assert_agree(&Projection::of(&population, &uncertain, [200, 100, 100]), 0.1, "estimated");
    let variation = YearVariation::new(0.1, 0.1, 0.1).unwrap();
    for dependence in [YearDependence::Independent, YearDependence::RandomWalk] {
        let settings = Projection::of(&population, &certain, [200, 100, 100]).year_variation(variation.with_dependence(dependence));
        assert_agree(&settings, 0.1, "years");
    }
}

#[test]
fn uncertain_paths_follow_a_tenure_on_return_that_changes() {
    // Nothing but the tenure on return differs between the years; every probability stays, and each path draws its own.
    let population = population();
    let of = |tenure_on_return| Assumptions {
        lapse: vec![p(0.0), p(0.9).with_error(0.01).unwrap(), p(0.05)],
        reinstatement: vec![p(0.8)],
        tenure_on_return,
        ..Assumptions::nothing_happens()
    };
    let years = [of(TenureOnReturn::Reset), of(TenureOnReturn::Reset), of(TenureOnReturn::Longest), of(TenureOnReturn::Longest)];
    let settings = Projection::of(&population, &years[0], [0; 4]).assumptions_by_year(&years);
    assert_agree(&settings, 0.1, "tenure on return");
}

#[test]
fn one_seed_gives_the_same_paths_on_any_number_of_threads() {
    let (population, assumptions) = (population(), assumptions());
    let uncertain = Assumptions { lapse: vec![p(0.1).with_error(0.01).unwrap()], ..assumptions.clone() };
    for assumptions in [&assumptions, &uncertain] {
        let settings = Projection::of(&population, assumptions, [200, 100]);
        let drawn =
            |seed: u64, threads: usize| PathSettings::of(&settings, 600, seed).threads(NonZeroUsize::new(threads).unwrap()).run().unwrap();
        assert_eq!(drawn(1, 1), drawn(1, 7));
        assert_ne!(drawn(1, 1), drawn(2, 1));
        // The first paths do not depend on how many follow.
        let fewer = PathSettings::of(&settings, 256, 1).run().unwrap().values(Quantity::Members, FiscalYear(2026)).unwrap().unwrap();
        assert_eq!(fewer, drawn(1, 2).values(Quantity::Members, FiscalYear(2026)).unwrap().unwrap()[..256]);
    }
}

#[test]
fn nobody_vanishes_on_a_path() {
    let (population, assumptions) = (population(), assumptions());
    let settings = Projection::of(&population, &assumptions, [50; 30]);
    let paths = PathSettings::of(&settings, 10, 3).run().unwrap();
    let mut before = vec![f64::from(1_060u32); 10];
    for year in (1..=30).map(|at| FiscalYear(2024 + at)) {
        let of = |quantity: Quantity| paths.values(quantity, year).unwrap().unwrap();
        let (members, joined, back, left) = (of(Quantity::Members), of(Quantity::Joined), of(Quantity::Reinstated), of(Quantity::Left));
        for path in 0..10 {
            assert_eq!(members[path], before[path] + joined[path] + back[path] - left[path]);
        }
        before = members;
    }
}

#[test]
fn what_paths_cannot_tell_is_none_or_refused() {
    let (population, assumptions) = (population(), assumptions());
    let settings = Projection::of(&population, &assumptions, [50, 0]);
    let paths = PathSettings::of(&settings, 5, 3).run().unwrap();
    assert_eq!(paths.values(Quantity::OrganizationRate, FiscalYear(2025)).unwrap(), None);
    assert_eq!(paths.values(Quantity::EntryRate, FiscalYear(2026)).unwrap(), None, "nobody is new");
    assert!(paths.mean(Quantity::Members, FiscalYear(2027)).unwrap_err().to_string().contains("2026"));
    assert!(paths.quantile(Quantity::Members, FiscalYear(2025), 1.5).is_err());
    assert_eq!(paths.to_table(Quantity::OrganizationRate).rows(), 2);
    assert_eq!(PathSettings::of(&settings, 0, 3).run().unwrap_err().code(), "setting");
    assert_eq!(PathSettings::of(&settings, u32::MAX, 3).run().unwrap_err().code(), "limit");
    let many = Population::from_totals(FiscalYear(2024), u64::MAX, 0, 0, 0);
    assert_eq!(PathSettings::of(&Projection::of(&many, &assumptions, [1]), 5, 3).run().unwrap_err().code(), "limit");
    assert_eq!(PathSettings::of(&Projection::of(&population, &assumptions, Vec::<u64>::new()), 5, 3).run().unwrap_err().code(), "setting");
    let crowd = |of: u64| {
        let inflow = [Arrival::binomial(of, 1e-9).unwrap()];
        PathSettings::of(&Projection::of(&population, &assumptions, inflow), 5, 3).run().map(drop)
    };
    assert_eq!(crowd(1 << 40).unwrap_err().code(), "limit");
    crowd(1 << 31).unwrap(); // a tiny chance among many takes no memory
    let one = PathSettings::of(&settings, 1, 3).run().unwrap();
    assert_eq!(one.variance(Quantity::Members, FiscalYear(2025)).unwrap(), Some(0.0));
}
