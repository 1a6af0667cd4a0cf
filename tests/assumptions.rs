//! Assumptions estimated from simulated registers in which people come back: reinstatement by years since the lapse comes out as it went
//! in, and a projection that lets tenure run on leads where the register went.

#![cfg(feature = "simulate")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test that cannot build its example fails")]

use kaiin::cohort::{CohortTable, GroupBy};
use kaiin::licensees::Licensees;
use kaiin::model::curve::{CurveFamily, CurveModel};
use kaiin::projection::{Assumed, Assumptions, PathSettings, Population, Projection, Provenance, Quantity, TenureOnReturn, YearVariation};
use kaiin::simulate::{SimulatedRegister, Simulation, Tally, TenureOnReturn as Simulated};
use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Register, Standing};

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

/// Forty of each of a dozen people who join on 1 May 2016; extract of 31 March 2022.
///
/// | who | what they do | out at the ends of |
/// |---|---|---|
/// | A | stay | |
/// | B | resign on 2017-06-01, never back | 2017 to 2021 |
/// | C | resign on 2017-06-01, back 2018-05-01 | 2017 |
/// | D | resign on 2017-06-01, back 2019-05-01 | 2017, 2018 |
/// | E | resign on 2017-06-01, back 2017-12-01 | |
/// | F | resign on 2017-06-01, back 2018-05-01, gone again 2018-12-01 | 2017; 2018 to 2021 |
/// | G | die on 2017-06-01 | |
/// | H | resign on 2018-04-01, back 2020-05-01 | 2018, 2019 |
/// | I | on leave from 2017-04-01, leave 2017-06-01, back 2020-05-01 | 2017 to 2019 |
/// | J | resign on 2017-06-01, back 2018-05-01, resign 2019-06-01, back 2021-05-01 | 2017; 2019, 2020 |
/// | K | struck off 2017-06-01, back 2017-12-01, gone 2018-02-01, back 2020-05-01 | 2017 to 2019 |
/// | L | retire on 2017-06-01, back 2019-05-01 all the same | |
fn forty_dozen() -> CohortTable {
    use EndReason::{Arrears, Death, Retirement, Unstated, Voluntary};
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
    let (joined, left) = (day(2016, 5, 1), day(2017, 6, 1));
    let spells = [
        ("A", joined, None),
        ("B", joined, Some((left, Voluntary))),
        ("C", joined, Some((left, Voluntary))),
        ("C", day(2018, 5, 1), None),
        ("D", joined, Some((left, Voluntary))),
        ("D", day(2019, 5, 1), None),
        ("E", joined, Some((left, Voluntary))),
        ("E", day(2017, 12, 1), None),
        ("F", joined, Some((left, Voluntary))),
        ("F", day(2018, 5, 1), Some((day(2018, 12, 1), Voluntary))),
        ("G", joined, Some((left, Death))),
        ("H", joined, Some((day(2018, 4, 1), Voluntary))),
        ("H", day(2020, 5, 1), None),
        ("I", joined, Some((day(2017, 4, 1), Unstated))),
        ("I on leave", day(2017, 4, 1), Some((left, Voluntary))),
        ("I", day(2020, 5, 1), None),
        ("J", joined, Some((left, Voluntary))),
        ("J", day(2018, 5, 1), Some((day(2019, 6, 1), Voluntary))),
        ("J", day(2021, 5, 1), None),
        ("K", joined, Some((left, Arrears))),
        ("K", day(2017, 12, 1), Some((day(2018, 2, 1), Arrears))),
        ("K", day(2020, 5, 1), None),
        ("L", joined, Some((left, Retirement))),
        ("L", day(2019, 5, 1), None),
    ];
    let of_copy = |copy: usize| {
        spells.into_iter().map(move |(who, start, end)| {
            let standing = if who.ends_with("leave") { Standing::OnLeave } else { Standing::Active };
            let row = Episode { standing, ..Episode::new(format!("{}{copy}", &who[..1]), start).licensed(day(2016, 4, 10)) };
            end.map_or(row.clone(), |(end, reason)| row.until(end, reason))
        })
    };
    let register = Register::settings_as_of(day(2022, 3, 31)).build(&(0..40).flat_map(of_copy).collect()).unwrap();
    let by_both = GroupBy::nothing().licence_cohort().join_cohort();
    CohortTable::settings(FiscalCalendar::japan()).by(by_both).build(&register).unwrap()
}

#[test]
fn reinstatement_of_a_dozen_people_by_hand() {
    let table = forty_dozen();
    let of = |from: i32, to: i32| {
        let found = Assumptions::estimate(&table, None, FiscalYear(from)..=FiscalYear(to)).unwrap().reinstatement;
        found.iter().map(|of| counted(of).map_or((0, 0), |(back, out)| (back / 40, out / 40))).collect::<Vec<_>>()
    };
    // Out in the first year after the lapse: B C D F I J K of 2017 in 2018, of whom C and J are members at its end (F is not); F H of 2018
    // in 2019; J of 2019 in 2020. In the second: B D I K in 2019, D is back; F H in 2020, H is; J in 2021, and is back. In the third:
    // B I K in 2020, I and K are back; F in 2021. In the fourth: B in 2021.
    assert_eq!(of(2018, 2021), [(2, 7 + 2 + 1), (1 + 1 + 1, 4 + 2 + 1), (2, 3 + 1), (0, 1)]);
    // Of 2019 and 2020 alone.
    assert_eq!(of(2019, 2020), [(0, 2 + 1), (1 + 1, 4 + 2), (2, 3)]);
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

#[test]
fn simulated_paths_agree_with_the_exact_projection_where_tenure_runs_on() {
    const PATHS: u32 = 8_000;
    let of = seen(&immortal(2_000, 2000).lapse(&[0.2, 0.1, 0.05]).and_then(|s| s.reinstatement(&[0.3, 0.1, 0.02])).unwrap(), 5);
    let population = Population::from_table(&of.table, Some(&of.licensees), BASE).unwrap();
    let known = |assumed: Vec<Assumed>| assumed.into_iter().map(|of| Assumed { standard_error: None, ..of }).collect::<Vec<_>>();
    let of = Assumptions::estimate(&of.table, Some(&of.licensees), FiscalYear(2005)..=BASE).unwrap();
    assert!(of.reinstatement.len() > 2);
    let single = |assumed: Assumed| Assumed { standard_error: None, ..assumed };
    let assumptions = Assumptions {
        entry: known(of.entry),
        lapse: known(of.lapse),
        reinstatement: known(of.reinstatement),
        leave: single(of.leave),
        leave_end: single(of.leave_end),
        lapse_on_leave: single(of.lapse_on_leave),
        ..of
    };
    let settings = Projection::of(&population, &assumptions, [60u64; 6]);
    let (exact, paths) = (settings.run().unwrap(), PathSettings::of(&settings, PATHS, 3).run().unwrap());
    for year in exact.years() {
        for quantity in [Quantity::Members, Quantity::Left, Quantity::Reinstated] {
            let expected = quantity.of(year).unwrap();
            let mean = paths.mean(quantity, year.year).unwrap().unwrap();
            let variance = paths.variance(quantity, year.year).unwrap().unwrap();
            let error = (expected.variance() / f64::from(PATHS)).sqrt();
            assert!((mean - expected.mean).abs() < 4.5 * error, "{} {quantity}: {mean} {}", year.year, expected.mean);
            // The relative standard error of a variance is about sqrt(2 / paths) = 1.6 %.
            assert!((variance / expected.variance() - 1.0).abs() < 0.08, "{} {quantity}: {variance} {}", year.year, expected.variance());
        }
    }
}

// ---------------------------------------------------------------- lapse beyond the years seen

#[test]
fn a_curve_fitted_to_six_years_tells_the_twelfth_within_its_error() {
    // Shifted beta-geometric with alpha 1, beta 4: of those still there 1 / (4 + t) lapse in year t. Nobody comes back or goes on leave.
    let lapse = |year: u32| 1.0 / (4.0 + f64::from(year));
    let schedule: Vec<f64> = (1..=40).map(lapse).collect();
    let (mut squares, mut held, mut fits, mut without_error) = (0.0, 0.0, 0.0, 0);
    for seed in 0..30 {
        let simulation = immortal(2_500, 2008).lapse(&schedule).and_then(|s| s.reinstatement(&[0.0])?.leave(0.0, 1.0, 0.0)).unwrap();
        let of = seen(&simulation, seed);
        let all = Assumptions::estimate(&of.table, None, FiscalYear(2009)..=LAST).unwrap();
        // As if nothing were known of the seventh year and later.
        let six = Assumptions { lapse: all.lapse[..7].to_vec(), ..all };
        let beyond = six.fitted_lapse_beyond(&CurveModel::new(CurveFamily::ShiftedBetaGeometric), 7..=40).unwrap();
        let twelfth = &beyond.lapse[12];
        match twelfth.standard_error {
            Some(error) => squares += ((twelfth.probability.get() - lapse(12)) / error).powi(2),
            None => without_error += 1,
        }
        held += (six.lapse[6].probability.get() - lapse(12)).powi(2);
        fits += (twelfth.probability.get() - lapse(12)).powi(2);
    }
    let n = f64::from(30 - without_error);
    println!(
        "{n} fits with errors, squared deviations {squares:.1}; mean square error {:.5}, of the sixth year held {:.5}",
        fits / 30.0,
        held / 30.0
    );
    // A sum of n squares of standard normal deviations has mean n and variance 2 n.
    assert!(without_error <= 1 && (squares - n).abs() < 4.0 * (2.0 * n).sqrt(), "{squares} of {n}");
    assert!(fits < held / 3.0, "{fits} {held}");
}
