//! How long do projections take: 47 branches, 60 licence cohorts, everyone never a member, active, on leave, lapsed or gone, 30 years?
//!
//! `cargo bench --bench projection [-- PATHS ROUNDS]`; 1,000 paths and 5 rounds unless told. The mean of the paths is compared with the exact
//! one before anything is timed.

#[path = "support/rounds.rs"]
mod rounds;

use kaiin::decision::Lever;
use kaiin::decision::scenario::{Amount, Goal, GoalSeek, LeverChange, Sensitivity};
use kaiin::projection::{Assumed, Assumptions, CohortPopulation, PathSettings, Population, Projection, ProjectionSettings, Quantity};
use kaiin::{FiscalYear, Result};
use rounds::Contestant;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::num::NonZeroUsize;

const BRANCHES: usize = 47;
const COHORTS: u32 = 60;
const YEARS: usize = 30;
const BASE: FiscalYear = FiscalYear(2024);

fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let (paths, rounds) = (numbers.next().unwrap_or(1_000) as u32, numbers.next().unwrap_or(5).max(1));
    let assumptions = (0..BRANCHES).map(assumptions).collect::<Result<Vec<_>>>()?;
    let population = population();
    let branches: Vec<ProjectionSettings<'_>> = assumptions.iter().map(|of| Projection::of(&population, of, [200; YEARS])).collect();
    compare(&branches, paths)?;
    println!("{BRANCHES} branches, {YEARS} years, {paths} paths; milliseconds, {rounds} rounds");
    let all = std::thread::available_parallelism().map_or(NonZeroUsize::MIN, |threads| threads);
    let simulate = |threads: NonZeroUsize| {
        (1..).zip(&branches).for_each(|(seed, branch)| drop(black_box(PathSettings::of(branch, paths, seed).threads(threads).run())));
    };
    let last = BASE.plus(YEARS as i32);
    let all_branches = Projection::of_segments((0..BRANCHES).map(|branch| branch.to_string()).zip(branches.iter().cloned()))?;
    let today = all_branches.run()?.total().base_members() as f64;
    let goal = Goal::new(Quantity::Members, last, 1.5 * today)?;
    let lapse = LeverChange::of(Lever::Lapse, Amount::Odds(1.0))?;
    let mut contestants: Vec<Contestant<'_>> = vec![
        ("exact mean and variance".into(), Box::new(|| drop(black_box(all_branches.run())))),
        ("simulated paths, 1 thread".into(), Box::new(|| simulate(NonZeroUsize::MIN))),
        (format!("simulated paths, {all} threads"), Box::new(|| simulate(all))),
        ("sensitivity to every assumption".into(), Box::new(|| drop(black_box(Sensitivity::of(&all_branches, Quantity::Members, last))))),
        (
            "goal seek".into(),
            Box::new(|| drop(black_box(GoalSeek::of(goal, lapse.clone(), 0.01..=1.0).and_then(|seek| seek.run(&all_branches))))),
        ),
    ];
    rounds::run(rounds, &mut contestants);
    Ok(())
}

/// The mean of the paths lies within six standard errors of the exact one in the last year, for every branch.
fn compare(branches: &[ProjectionSettings<'_>], paths: u32) -> Result<()> {
    let last = BASE.plus(YEARS as i32);
    for (seed, branch) in (1..).zip(branches) {
        let exact = branch.run()?.years()[YEARS - 1].members;
        let mean = PathSettings::of(branch, paths, seed).run()?.mean(Quantity::Members, last)?.unwrap_or(f64::NAN);
        let error = (exact.variance() / f64::from(paths)).sqrt();
        assert!((mean - exact.mean).abs() <= 6.0 * error, "{mean} {exact:?}");
    }
    Ok(())
}

/// The people of one branch: 60 cohorts.
fn population() -> Population {
    let cohort = |since: u32| {
        let people = CohortPopulation {
            never_joined: 40,
            active: BTreeMap::from([(since, 100)]),
            on_leave: BTreeMap::from([(since, 4)]),
            lapsed: BTreeMap::from([(since, 20)]),
            ..CohortPopulation::default()
        };
        (Some(BASE.plus(-(since as i32))), people)
    };
    Population { base_year: BASE, cohorts: (0..COHORTS).map(cohort).collect() }
}

/// Probabilities of their own for every year since licence, joining and lapse, and every branch.
fn assumptions(branch: usize) -> Result<Assumptions> {
    let shift = 1.0 + branch as f64 / 200.0;
    let list = |of: &dyn Fn(f64) -> f64| {
        (0..COHORTS).map(|year| Assumed::typed_in(of(f64::from(year)) * shift, "bench")).collect::<Result<Vec<_>>>()
    };
    let one = |p: f64| Assumed::typed_in(p, "bench");
    Ok(Assumptions {
        entry: list(&|year| if year == 0.0 { 0.6 } else { 0.05 / (1.0 + year) })?,
        lapse: list(&|year| 0.02 + 0.06 / (1.0 + year))?,
        leave: one(0.02)?,
        leave_end: one(0.3)?,
        lapse_on_leave: one(0.15)?,
        reinstatement: list(&|year| 0.08 / (1.0 + year))?,
        exit: one(0.01)?,
        ..Assumptions::nothing_happens()
    })
}
