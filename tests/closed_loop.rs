//! The closed loop: registers simulated with known probabilities are read, tabulated and rated; what comes out is what went in. Counts
//! must agree exactly, intervals must hold the true probability as often as they say, and projections under the true assumptions must
//! spread as widely as they say.

#![cfg(feature = "simulate")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that cannot build its example fails")]

use kaiin::cohort::{CohortTable, GroupBy, RetentionTriangle};
use kaiin::licensees::Licensees;
use kaiin::projection::{Assumed, Assumptions, Population, Projection, Provenance};
use kaiin::rates::{CohortRates, MovementRates, ProportionMethod, Rate, RateKind, RateSettings, first_year_retention, proportion_interval};
use kaiin::simulate::{Arrears, SimulatedRegister, Simulation, Tally};
use kaiin::{Confidence, EndReason, FiscalCalendar, FiscalYear, Register, Standing};

/// A simulated register with everything that is made from it.
struct Loop {
    simulated: SimulatedRegister,
    register: Register,
    table: CohortTable,
    licensees: Licensees,
}

fn closed(simulation: &Simulation, seed: u64) -> Loop {
    let simulated = simulation.run(seed).unwrap();
    let register = Register::settings_as_of(simulated.as_of).build(&simulated.columns).unwrap();
    let by_both = GroupBy::nothing().licence_cohort().join_cohort();
    let table = CohortTable::settings(FiscalCalendar::japan()).by(by_both).build(&register).unwrap();
    let licensees = Licensees::by_cohort(simulated.truth.cohorts.iter().map(|cohort| (cohort.cohort, cohort.licensees))).unwrap();
    Loop { simulated, register, table, licensees }
}

/// Nobody dies or retires: what happens depends on membership alone.
fn immortal(members: u64) -> Simulation {
    Simulation::new().members(members).unwrap().death(&[]).unwrap().retirement(&[]).unwrap()
}

fn counted(assumed: &Assumed) -> (u64, u64) {
    match assumed.provenance {
        Provenance::Estimated { events, exposed, .. } => (events, exposed),
        _ => (0, 0),
    }
}

/// Intervals that held a true probability, and how many should.
///
/// # Formula
///
/// A check with `n` trials of probability `p` passes with probability `C = sum over k of Binomial(k; n, p) [interval(k, n) holds p]`, close
/// to 0.95 but not equal to it, because k is a whole number. The number of passes has mean `sum C` and variance `sum C (1 - C)`; it must lie
/// within four standard deviations of the mean. By the normal distribution a sound library fails that once in 15,000 runs, and as the
/// seeds are fixed, either never or always.
#[derive(Default)]
struct Coverage {
    checks: u32,
    held: u32,
    expected: f64,
    variance: f64,
}

impl Coverage {
    /// Checks the interval of a finished rate.
    fn rate(&mut self, rate: &Rate, probability: f64) {
        let (events, trials) = (rate.numerator.unwrap() as u64, rate.denominator.unwrap() as u64);
        assert_eq!(rate.process_interval, wilson(events, trials), "{rate}");
        self.count(events, trials, probability);
    }

    /// Checks the interval of an event count.
    fn count(&mut self, events: u64, trials: u64, probability: f64) {
        let holds = |k: u64| wilson(k, trials).unwrap().contains(probability);
        let chance = chance(trials, probability, holds);
        self.checks += 1;
        self.held += u32::from(holds(events));
        self.expected += chance;
        self.variance += chance * (1.0 - chance);
    }

    fn assert_as_stated(&self, at_least: u32) {
        let z = (f64::from(self.held) - self.expected) / self.variance.sqrt();
        let Self { checks, held, expected, .. } = self;
        println!("{held} of {checks} intervals hold the truth, {expected:.1} expected, z = {z:.2}");
        assert!(*checks >= at_least, "{checks} checks");
        assert!((expected / f64::from(*checks) - 0.95).abs() < 0.01, "95 % intervals");
        assert!(z.abs() < 4.0, "{held} of {checks} hold the truth, {expected:.1} expected");
    }
}

fn wilson(events: u64, trials: u64) -> Option<kaiin::rates::Interval> {
    proportion_interval(events, trials, Confidence::default(), ProportionMethod::Wilson).unwrap()
}

/// The probability that a binomial count satisfies a condition: weights by recurrence outwards from the mode, until they vanish.
fn chance(trials: u64, p: f64, condition: impl Fn(u64) -> bool) -> f64 {
    let (n, mode) = (trials as f64, ((trials as f64 + 1.0) * p) as u64);
    let (mut all, mut satisfied) = (0.0, 0.0);
    let mut add = |k: u64, weight: f64| {
        all += weight;
        satisfied += if condition(k) { weight } else { 0.0 };
    };
    let mut weight = 1.0;
    for k in mode..=trials {
        add(k, weight);
        weight *= (n - k as f64) / (k as f64 + 1.0) * p / (1.0 - p);
        if weight < 1e-12 {
            break;
        }
    }
    let mut weight = 1.0;
    for k in (0..mode).rev() {
        weight *= (k as f64 + 1.0) / (n - k as f64) * (1.0 - p) / p;
        if weight < 1e-12 {
            break;
        }
        add(k, weight);
    }
    satisfied / all
}

fn all_years(table: &CohortTable) -> std::ops::RangeInclusive<FiscalYear> {
    let mut years = table.years();
    years.next().unwrap()..=years.next_back().unwrap()
}

/// Both sides of a count, and its interval, where 30 or more people were exposed: fewer have no probability of their own.
fn agree(found: &Assumed, tally: &Tally, coverage: &mut Coverage, what: &str) {
    if tally.trials >= 30 {
        assert_eq!(counted(found), (tally.events, tally.trials), "{what}");
        coverage.count(tally.events, tally.trials, tally.probability);
    }
}

/// The same for each year from the first on, those taken together being counted together.
fn agree_by_year(found: &[Assumed], tallies: &[Tally], coverage: &mut Coverage, what: &str) {
    let mut year = 1;
    while year < found.len() {
        let carried = |of: &&Assumed| of.provenance == Provenance::CarriedOver { from_year: year as u32 };
        let together = 1 + found[year + 1..].iter().take_while(carried).count();
        let of_years = &tallies[year - 1..(year - 1 + together).min(tallies.len())];
        let sum = |of: fn(&Tally) -> f64| of_years.iter().map(of).sum::<f64>();
        let trials = sum(|tally| tally.trials as f64);
        let tally = Tally {
            probability: sum(|tally| tally.probability * tally.trials as f64) / trials,
            events: sum(|tally| tally.events as f64) as u64,
            trials: trials as u64,
            ..Tally::default()
        };
        agree(&found[year], &tally, coverage, &format!("{what} in years {year} and {} after it", together - 1));
        year += together;
    }
}

#[test]
fn entry_lapse_and_leave_come_out_as_they_went_in() {
    let mut coverage = Coverage::default();
    for seed in 0..8 {
        // Nobody comes back, so that the years since joining are those by which people lapse. By turns: everyone leaves with the year, or
        // arrears are struck off on 30 June and nobody lapses on leave. (With both, those who lapse on leave become active on 1 April and
        // are struck off as active members: what the register then shows is a leave that ended and an active member who left.)
        let (arrears, lapse_on_leave) = if seed % 2 == 0 { (Arrears::AtYearEnd, 0.15) } else { (Arrears::default(), 0.0) };
        let simulation =
            immortal(6_000).reinstatement(&[0.0]).and_then(|s| s.arrears(arrears)?.leave(0.012, 0.45, lapse_on_leave)).unwrap();
        let run = closed(&simulation, seed);
        let truth = &run.simulated.truth;
        let cohorts = CohortRates::new(&run.table, &run.licensees).unwrap();
        let last = *all_years(&run.table).end();
        for cohort in truth.cohorts.iter().filter(|cohort| cohort.licensees > 0) {
            let rate = cohorts.entry_rate(cohort.cohort, 0).unwrap();
            assert_eq!(rate.numerator, Some(cohort.entry.events as f64), "{}", cohort.cohort);
            assert_eq!(rate.denominator, Some(cohort.licensees as f64));
            coverage.rate(&rate, cohort.entry.probability);
            let ever = cohorts.entry_rate(cohort.cohort, last.since(cohort.cohort) as u32).unwrap();
            assert_eq!(ever.numerator, Some(cohort.joined as f64), "{}", cohort.cohort);
        }
        let found = Assumptions::estimate(&run.table, Some(&run.licensees), all_years(&run.table)).unwrap();
        agree_by_year(&found.entry, &truth.late_entry, &mut coverage, "late entry");
        // Who does not continue after the t-th year of membership, the year of joining being the first, is lost t years after joining.
        assert_eq!(counted(&found.lapse[0]), (0, truth.members));
        agree_by_year(&found.lapse, &truth.lapse, &mut coverage, "lapse");
        agree(&found.leave, &truth.leave, &mut coverage, "leave");
        if lapse_on_leave > 0.0 {
            agree(&found.lapse_on_leave, &truth.leave_lapse, &mut coverage, "lapse on leave");
        }
        // Returning is drawn of all on leave; the assumption is about those who stay.
        let stay = truth.leave_return.trials - truth.leave_lapse.events;
        assert_eq!(counted(&found.leave_end), (truth.leave_return.events, stay));
        coverage.count(truth.leave_return.events, stay, truth.leave_return.probability / (1.0 - truth.leave_lapse.probability));
        assert!(!found.reasons.contains_key(&EndReason::Death));
    }
    coverage.assert_as_stated(800);
}

#[test]
fn who_comes_back_comes_out_as_they_went_in() {
    let mut coverage = Coverage::default();
    for seed in 100..108 {
        let run = closed(&immortal(6_000).reinstatement(&[0.05]).unwrap(), seed);
        let found = Assumptions::estimate(&run.table, None, all_years(&run.table)).unwrap();
        let tallies = &run.simulated.truth.reinstatement;
        let (events, trials) = tallies.iter().fold((0, 0), |(events, trials), tally| (events + tally.events, trials + tally.trials));
        let found = found.reinstatement.iter().map(counted).fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        assert_eq!(found, (events, trials), "seed {seed}");
        coverage.count(events, trials, 0.05);
    }
    assert!(coverage.held >= 6, "{} of 8", coverage.held); // Binomial(8, 0.95): fewer than 6 once in 170
}

#[test]
fn first_year_retention_is_one_minus_the_first_lapse() {
    let mut coverage = Coverage::default();
    for seed in 200..208 {
        // Arrears end with the year, like resignations: before the anniversary of everyone, and on that of those who joined on 1 April.
        let run = closed(&immortal(6_000).arrears(Arrears::AtYearEnd).unwrap(), seed);
        let triangle = RetentionTriangle::settings(FiscalCalendar::japan()).build(&run.register).unwrap();
        let (mut retained, mut entrants) = (0.0, 0.0);
        for row in triangle.rows() {
            let rate = first_year_retention(&triangle, row.cohort, &RateSettings::default()).unwrap();
            let Some(value) = rate.value else {
                assert_eq!(row.cohort, FiscalYear(2024), "only the last year has not had its anniversaries");
                continue;
            };
            retained += value * row.entrants as f64;
            entrants += row.entrants as f64;
            coverage.rate(&rate, 0.9);
        }
        let joined: u64 = run.simulated.truth.years.iter().take(58).map(|year| year.joined()).sum();
        assert_eq!(entrants, joined as f64);
        assert!((retained / entrants - 0.9).abs() < 4.0 * (0.09 / entrants).sqrt());
    }
    coverage.assert_as_stated(400);
}

#[test]
fn the_rates_of_movements_have_the_counts_of_the_truth() {
    // With deaths, retirement, leave, transfers, returns, and arrears struck off on 30 June.
    let run = closed(&Simulation::new().members(6_000).unwrap(), 300);
    let movements = run.table.movements();
    let rates = MovementRates::new(&movements).with_licensees(&run.licensees);
    let mut members_before = 0;
    for truth in &run.simulated.truth.years {
        let of = |kind| rates.rate(kind, truth.year).unwrap();
        let ended: u64 = truth.ended.iter().sum();
        assert_eq!(of(RateKind::EntryRateYear).numerator, Some(truth.joined() as f64));
        assert_eq!(of(RateKind::MembersPerNewLicensee).numerator, Some(truth.members_on_last_day() as f64));
        let lapse = of(RateKind::LapseRate { reason: None });
        assert_eq!((lapse.numerator, lapse.denominator), (Some(ended as f64), Some(members_before as f64)));
        for reason in [EndReason::Voluntary, EndReason::Arrears, EndReason::Death, EndReason::Retirement] {
            assert_eq!(of(RateKind::LapseRate { reason: Some(reason) }).numerator, Some(truth.ended[reason as usize] as f64));
        }
        assert_eq!(of(RateKind::LeaveShare).numerator, Some(truth.on_last_day[Standing::OnLeave as usize] as f64));
        assert_eq!(of(RateKind::ReinstatementRate).numerator, Some(truth.reinstated as f64));
        assert_eq!(of(RateKind::ReplacementRatio).numerator, Some((truth.joined() + truth.reinstated) as f64));
        members_before = truth.members_on_last_day();
    }
}

// ---------------------------------------------------------------- projection

fn p(probability: f64) -> Assumed {
    Assumed::typed_in(probability, "as simulated").unwrap()
}

/// The probabilities that were simulated, as assumptions: 0.9 enter in the licence year.
fn as_simulated(late_entry: &[f64], lapse: &[f64], reinstatement: f64) -> Assumptions {
    Assumptions {
        entry: std::iter::once(0.9).chain(late_entry.iter().copied()).map(p).collect(),
        lapse: std::iter::once(0.0).chain(lapse.iter().copied()).map(p).collect(),
        leave: p(0.04),
        leave_end: p(0.45 / 0.85), // returning, given staying
        lapse_on_leave: p(0.15),
        reinstatement: vec![p(reinstatement)],
        ..Assumptions::nothing_happens()
    }
}

/// Squared deviations of what happened from what was projected, in standard deviations.
#[derive(Default)]
struct Deviations {
    count: u32,
    held: u32,
    sum: f64,
    squares: f64,
}

impl Deviations {
    fn add(&mut self, projected: kaiin::projection::Projected, realised: u64) {
        let z = (realised as f64 - projected.mean) / projected.variance().sqrt();
        self.count += 1;
        self.held += u32::from(projected.interval(Confidence::default()).contains(realised as f64));
        self.sum += z;
        self.squares += z * z;
    }

    /// Of N independent standard normal deviations the sum has variance N, the sum of squares mean N and variance 2 N; the number within
    /// the 95 % interval is Binomial(N, 0.95). Each must lie within four standard deviations.
    fn assert_as_stated(&self, what: &str) {
        let n = f64::from(self.count);
        let z = [self.sum / n.sqrt(), (self.squares - n) / (2.0 * n).sqrt(), (f64::from(self.held) - 0.95 * n) / (0.95 * 0.05 * n).sqrt()];
        println!("{what}: {} of {} realised within the interval; z of mean, variance, coverage {z:.2?}", self.held, self.count);
        assert!(z.iter().all(|z| z.abs() < 4.0), "{what}: {z:?}");
    }
}

#[test]
fn projections_under_the_true_assumptions_spread_as_widely_as_they_say() {
    let schedule = [0.12, 0.08, 0.05, 0.03];
    let (mut members, mut on_leave) = (Deviations::default(), Deviations::default());
    for seed in 0..160 {
        // By turns: lapse by tenure and nobody comes back, or lapse without tenure and people come back. (With both, those who came back
        // before the base year would lapse by a tenure that the table does not know.)
        let (lapse, back): (&[f64], f64) = if seed % 2 == 0 { (&schedule, 0.0) } else { (&schedule[1..2], 0.06) };
        let simulation = immortal(1_500)
            .cohorts(FiscalYear(2005), FiscalYear(2024))
            .and_then(|s| s.entry(0.9, 0.9)?.late_entry(&[0.1, 0.05])?.lapse(lapse)?.leave(0.04, 0.45, 0.15)?.reinstatement(&[back]))
            .unwrap();
        let run = closed(&simulation, 1_000 + seed);
        let horizon = 1 + (seed / 2 % 10) as i32; // one horizon each: the deviations are independent
        let base = FiscalYear(2024 - horizon);
        let population = Population::from_table(&run.table, Some(&run.licensees), base).unwrap();
        let inflow = (1..=horizon).map(|after| run.licensees.new_licensees(base.plus(after)).unwrap().value.count().unwrap());
        let assumptions = as_simulated(&[0.1, 0.05], lapse, back);
        let projection = Projection::of(&population, &assumptions, inflow).run().unwrap();
        let movements = run.table.movements();
        assert_eq!(movements.row(base).unwrap().closing, Some(projection.base_members()));
        let (last, realised) = (projection.years().last().unwrap(), movements.row(FiscalYear(2024)).unwrap());
        members.add(last.members, realised.closing.unwrap());
        on_leave.add(last.on_leave, realised.on_leave.unwrap());
    }
    members.assert_as_stated("members");
    on_leave.assert_as_stated("on leave");
}

/// How far the members projected for 2024 from the end of 2014 lie from those of the register, as a share; the assumptions are estimated
/// from the given years.
fn error_after_ten_years(run: &Loop, from: i32, to: i32) -> f64 {
    let base = FiscalYear(2014);
    let population = Population::from_table(&run.table, Some(&run.licensees), base).unwrap();
    let assumptions = Assumptions::estimate(&run.table, Some(&run.licensees), FiscalYear(from)..=FiscalYear(to)).unwrap();
    let inflow = (2015..=2024).map(|year| run.licensees.new_licensees(FiscalYear(year)).unwrap().value.count().unwrap());
    let projection = Projection::of(&population, &assumptions, inflow).run().unwrap();
    let realised = run.table.movements().row(FiscalYear(2024)).unwrap().closing.unwrap() as f64;
    projection.years()[9].members.mean / realised - 1.0
}

#[test]
fn the_rates_of_ten_years_lead_from_their_beginning_to_their_end() {
    for seed in 400..403 {
        let of = |reinstatement: &[f64]| {
            let simulation = immortal(6_000).cohorts(FiscalYear(1990), FiscalYear(2024)).and_then(|s| s.reinstatement(reinstatement));
            closed(&simulation.unwrap(), seed)
        };
        // The rates of the ten years themselves, averaged over years in which they did not change, lead almost exactly to the end.
        let nobody_returns = error_after_ten_years(&of(&[0.0]), 2015, 2024);
        assert!(nobody_returns.abs() < 0.005, "{nobody_returns}");
        // With people who come back as well: lapse is estimated and projected by years since first joining. tests/assumptions.rs has more.
        let some_return = error_after_ten_years(&of(&[0.06, 0.04, 0.03, 0.02, 0.01]), 2015, 2024);
        assert!(some_return.abs() < 0.005, "{some_return}");
        // The rates of the ten years before are those of other people: that error is of estimation, and the interval does not hold it.
        let from_before = error_after_ten_years(&of(&[0.0]), 2005, 2014);
        println!("seed {seed}: {nobody_returns:+.4} {some_return:+.4} {from_before:+.4}");
        assert!(from_before.abs() < 0.06, "{from_before}");
    }
}
