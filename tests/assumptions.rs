//! Assumptions estimated from simulated registers in which people come back: reinstatement by years since the lapse comes out as it went
//! in, and a projection that lets tenure run on leads where the register went.

#![cfg(feature = "simulate")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test that cannot build its example fails")]

use kaiin::cohort::{CohortTable, GroupBy};
use kaiin::licensees::Licensees;
use kaiin::projection::{Assumed, Assumptions, Population, Projection, Provenance, TenureOnReturn, YearVariation};
use kaiin::simulate::{SimulatedRegister, Simulation, Tally, TenureOnReturn as Simulated};
use kaiin::{FiscalCalendar, FiscalYear, Register};

const BASE: FiscalYear = FiscalYear(2014);
const LAST: FiscalYear = FiscalYear(2024);

struct Seen {
    simulated: SimulatedRegister,
    table: CohortTable,
    licensees: Licensees,
}

/// Nobody dies or retires: what happens depends on membership alone.
fn immortal(members: u64, first: i32) -> Simulation {
    let simulation = Simulation::new().members(members).unwrap().death(&[]).unwrap().retirement(&[]).unwrap();
    simulation.cohorts(FiscalYear(first), LAST).unwrap().branches([("all", 1.0)]).unwrap()
}

fn seen(simulation: &Simulation, seed: u64) -> Seen {
    let simulated = simulation.run(seed).unwrap();
    let register = Register::settings_as_of(simulated.as_of).build(&simulated.columns).unwrap();
    let by_both = GroupBy::nothing().licence_cohort().join_cohort();
    let table = CohortTable::settings(FiscalCalendar::japan()).by(by_both).build(&register).unwrap();
    let licensees = Licensees::by_cohort(simulated.truth.cohorts.iter().map(|cohort| (cohort.cohort, cohort.licensees))).unwrap();
    Seen { simulated, table, licensees }
}

fn counted(assumed: &Assumed) -> Option<(u64, u64)> {
    match assumed.provenance {
        Provenance::Estimated { events, exposed, .. } => Some((events, exposed)),
        _ => None,
    }
}

// ---------------------------------------------------------------- reinstatement by years since the lapse

/// Counts of the simulation, by the years that an estimate tells apart.
fn tallied(reinstatement: &[Assumed], truth: &[Tally]) -> Vec<(u64, u64)> {
    let starts: Vec<usize> = (0..reinstatement.len()).filter(|&year| counted(&reinstatement[year]).is_some()).collect();
    let sum = |of: &[Tally]| of.iter().fold((0, 0), |sum, tally| (sum.0 + tally.events, sum.1 + tally.trials));
    let ends = starts.iter().skip(1).copied().chain([truth.len()]);
    starts.iter().zip(ends).map(|(&start, end)| sum(&truth[start..end])).collect()
}

#[test]
fn who_comes_back_when_comes_out_as_it_went_in() {
    let schedule = [0.06, 0.04, 0.03, 0.02, 0.01];
    let (mut checked, mut squares) = (0, 0.0);
    for seed in 0..6 {
        let of = seen(&immortal(6_000, 1985).reinstatement(&schedule).unwrap(), seed);
        let years: Vec<FiscalYear> = of.table.years().collect();
        let found = Assumptions::estimate(&of.table, None, years[0]..=years[years.len() - 1]).unwrap().reinstatement;
        let own: Vec<(u64, u64)> = found.iter().filter_map(counted).collect();
        // Every count is the simulation's own, to the last person.
        assert_eq!(own, tallied(&found, &of.simulated.truth.reinstatement), "seed {seed}");
        assert!(found.len() > 4 && found.len() <= 10, "{}", found.len());
        for (year, assumed) in found.iter().enumerate().take(4) {
            if let Some((_, exposed)) = counted(assumed).filter(|_| counted(&found[year + 1]).is_some()) {
                let p = schedule[year];
                squares += (assumed.probability.get() - p).powi(2) / (p * (1.0 - p) / exposed as f64);
                checked += 1;
            }
        }
    }
    // A sum of squares of so many standard normal deviations: mean n, variance 2 n.
    let n = f64::from(checked);
    println!("{checked} probabilities, squared deviations {squares:.1}");
    assert!(checked >= 20 && (squares - n).abs() < 4.0 * (2.0 * n).sqrt(), "{checked} {squares}");
}

#[test]
fn a_window_counts_its_own_years_only() {
    let of = seen(&immortal(3_000, 1990).reinstatement(&[0.2, 0.05]).unwrap(), 7);
    let window = |from: i32, to: i32| -> (u64, u64) {
        let found = Assumptions::estimate(&of.table, None, FiscalYear(from)..=FiscalYear(to)).unwrap().reinstatement;
        found.iter().filter_map(counted).fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1))
    };
    let (both, first, second) = (window(2005, 2014), window(2005, 2009), window(2010, 2014));
    assert_eq!(both, (first.0 + second.0, first.1 + second.1));
    // Those exposed in the first year of a window are the lapsed of the base before it.
    let population = Population::from_table(&of.table, None, FiscalYear(2009)).unwrap();
    let lapsed: u64 = population.cohorts.iter().flat_map(|(_, people)| people.lapsed.values()).sum();
    assert_eq!(window(2010, 2010).1, lapsed);
    let by_tenure = population.cohorts.iter().flat_map(|(_, people)| people.lapsed_by_tenure.values().flat_map(|of| of.values()));
    assert_eq!(by_tenure.sum::<u64>(), lapsed, "the joining of everyone is known");
}

#[test]
fn years_that_differ_in_who_has_lapsed_are_no_variation_between_years() {
    // Many come back at once and few later. In a growing association the mix of the lapsed changes; probabilities by year since the lapse do
    // not.
    let of = seen(&immortal(8_000, 1995).reinstatement(&[0.4, 0.02]).unwrap(), 3);
    let variation = YearVariation::estimate(&of.table, None, FiscalYear(1999)..=LAST).unwrap();
    assert!(variation.reinstatement < 0.1, "{}", variation.reinstatement);
}

// ---------------------------------------------------------------- tenure on return

/// How far members projected for 2024 from the end of 2014 lie from those of the register, as shares, for each tenure on return. The rates
/// are those of the ten years themselves, so that nothing but the model is between the two.
fn errors(simulation: &Simulation, seeds: std::ops::Range<u64>) -> [f64; 3] {
    let (mut sums, registers) = ([0.0; 3], (seeds.end - seeds.start) as f64);
    for seed in seeds {
        let of = seen(simulation, seed);
        let population = Population::from_table(&of.table, Some(&of.licensees), BASE).unwrap();
        let estimated = Assumptions::estimate(&of.table, Some(&of.licensees), BASE.plus(1)..=LAST).unwrap();
        assert_eq!(estimated.tenure_on_return, TenureOnReturn::RunsOn);
        let inflow: Vec<u64> = (1..=10).map(|ahead| of.licensees.new_licensees(BASE.plus(ahead)).unwrap().value.count().unwrap()).collect();
        let realised = of.table.movements().row(LAST).unwrap().closing.unwrap() as f64;
        for (sum, tenure_on_return) in sums.iter_mut().zip([TenureOnReturn::Reset, TenureOnReturn::Longest, TenureOnReturn::RunsOn]) {
            let assumptions = Assumptions { tenure_on_return, ..estimated.clone() };
            let projection = Projection::of(&population, &assumptions, inflow.iter().copied()).run().unwrap();
            *sum += (projection.years()[9].members.mean / realised - 1.0) / registers;
        }
    }
    sums
}

#[test]
fn tenure_that_runs_on_leads_where_the_register_went() {
    let falling = [0.20, 0.12, 0.08, 0.05, 0.04, 0.03, 0.02];
    let returning = [0.20, 0.15, 0.10, 0.06, 0.04];
    let of = |lapse: &[f64], simulated| {
        let simulation = immortal(6_000, 1990).lapse(lapse).and_then(|s| s.reinstatement(&returning)).unwrap();
        errors(&simulation.tenure_on_return(simulated), 0..4)
    };
    let cases = [
        ("lapse falls with tenure, newcomers again", of(&falling, Simulated::Restarts)),
        ("lapse falls with tenure, resumed", of(&falling, Simulated::Resumes)),
        ("constant lapse", of(&[0.06], Simulated::Restarts)),
    ];
    for (what, [reset, longest, runs_on]) in cases {
        println!("{what}: reset {:+.2} %, longest {:+.2} %, runs on {:+.2} %", 100.0 * reset, 100.0 * longest, 100.0 * runs_on);
        assert!(runs_on.abs() < 0.002, "{what}: {runs_on}");
        if what == "constant lapse" {
            // The longest tenure is that of few people, whose lapse happens to be another one.
            assert!(reset.abs() < 0.002 && longest.abs() < 0.02, "{what}: {reset} {longest}");
        } else {
            // Counted twice: too few. Taken for members of long standing: too many.
            assert!(reset < -0.01 && longest > 0.001, "{what}: {reset} {longest}");
        }
    }
}
