//! How long do survival curves with delayed entry, incidences by reason and tests between groups take, beside plain counting loops written
//! for one layout only?
//!
//! `cargo bench --bench durations [-- ROWS ROUNDS]`; 10,000,000 spells and 7 rounds unless told. The record begins on 1 April 1990: who
//! joined before enters late. Answers are compared before times are.

#[path = "support/rounds.rs"]
mod rounds;
#[path = "support/spells.rs"]
mod spells;

use kaiin::cohort::{DurationTable, GroupBy, ObservationWindow, SpellsCounted};
use kaiin::episode::SegmentColumn;
use kaiin::survival::{Bootstrap, ComparedGroups, IncidenceSettings, LogRankSettings, RiskTable, SurvivalCurve, SurvivalSettings};
use kaiin::{Day, EndReason, FiscalCalendar, Register, RegisterSettings, Result};
use rounds::Contestant;
use spells::{Keys, OPEN, Spells, as_of};
use std::hint::black_box;

/// 47 branches, each in two halves.
const GROUPS: usize = 94;
const BRANCHES: usize = 47;
/// The reasons that occur.
const REASONS: [EndReason; 3] = [EndReason::Voluntary, EndReason::Arrears, EndReason::Retirement];

fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.replace('_', "").parse::<usize>().ok());
    let (rows, rounds) = (numbers.next().unwrap_or(10_000_000), numbers.next().unwrap_or(7).max(1));
    println!("{rows} spells, {rounds} rounds; milliseconds");
    let spells = Spells::generate(rows, Keys::Ascending);
    let group: Vec<u32> = spells.branch.iter().zip(&spells.licensed).map(|(branch, licensed)| branch * 2 + (licensed & 1) as u32).collect();
    let mut columns = spells.columns();
    let levels = (0..GROUPS).map(|group| format!("{group:02}")).collect();
    columns.segments.push(SegmentColumn { name: "group".into(), levels, codes: group.clone() });
    let register = RegisterSettings::new(as_of()?).build(&columns)?;
    drop(columns);
    curves(&spells, &group, &register, rounds)?;
    incidences(&spells, &register, rounds)?;
    log_rank(&spells, &register, rounds)?;
    bootstrap(rounds)
}

/// The days under study.
fn window() -> Result<ObservationWindow> {
    ObservationWindow::through(Day::from_ymd(1990, 4, 1)?, as_of()?)
}

/// Kaplan-Meier with delayed entry in 94 groups.
fn curves(spells: &Spells, group: &[u32], register: &Register, rounds: usize) -> Result<()> {
    let plain = PlainLoop::new()?;
    let all = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let by = || GroupBy::nothing().segment("group");
    let (one, many) = (durations(by(), 1)?, durations(by(), all)?);
    compare(&plain.curves(spells, group), &one.build(register)?)?;
    let ours = |settings: &kaiin::cohort::DurationTableSettings| -> Result<Vec<SurvivalCurve>> {
        SurvivalSettings::new().curves(&settings.build(register)?)
    };
    let mut contestants: Vec<Contestant<'_>> = vec![
        ("Kaplan-Meier, 94 groups: plain loop, 1 thread".into(), Box::new(|| drop(black_box(plain.curves(black_box(spells), group))))),
        ("Kaplan-Meier, 94 groups: from the register, 1 thread".into(), Box::new(|| drop(black_box(ours(&one))))),
        (format!("Kaplan-Meier, 94 groups: from the register, {all} threads"), Box::new(|| drop(black_box(ours(&many))))),
    ];
    rounds::run(rounds, &mut contestants);
    Ok(())
}

/// Settings for all memberships in the window, on so many threads.
fn durations(by: GroupBy, threads: usize) -> Result<kaiin::cohort::DurationTableSettings> {
    Ok(DurationTable::settings(FiscalCalendar::japan()).by(by).spells(SpellsCounted::All).during(window()?).threads(threads))
}

/// Cumulative incidence of three reasons with Greenwood's variance, all members together.
fn incidences(spells: &Spells, register: &Register, rounds: usize) -> Result<()> {
    let plain = PlainLoop::new()?;
    let all = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (one, many) = (durations(GroupBy::nothing(), 1)?, durations(GroupBy::nothing(), all)?);
    let ours = |settings: &kaiin::cohort::DurationTableSettings| -> Result<_> {
        IncidenceSettings::new().incidence(&RiskTable::of_durations(&settings.build(register)?, 0)?)
    };
    let (expected, found) = (plain.incidence(spells), ours(&one)?);
    assert_eq!(found.outcomes(), ["voluntary", "arrears", "retirement"]);
    for point in found.points() {
        for (reason, share) in point.incidence.iter().enumerate() {
            let (plain_share, plain_variance) = expected[point.time as usize][reason];
            assert!((share.share - plain_share).abs() <= 1e-12 && (share.error.powi(2) - plain_variance).abs() <= 1e-14, "{point:?}");
        }
    }
    let mut contestants: Vec<Contestant<'_>> = vec![
        (
            "incidence of 3 reasons with variance: plain loop, 1 thread".into(),
            Box::new(|| drop(black_box(plain.incidence(black_box(spells))))),
        ),
        ("incidence of 3 reasons with variance: ours, 1 thread".into(), Box::new(|| drop(black_box(ours(&one))))),
        (format!("incidence of 3 reasons with variance: ours, {all} threads"), Box::new(|| drop(black_box(ours(&many))))),
    ];
    rounds::run(rounds, &mut contestants);
    Ok(())
}

/// The log-rank test between 47 branches.
fn log_rank(spells: &Spells, register: &Register, rounds: usize) -> Result<()> {
    let plain = PlainLoop::new()?;
    let all = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let by = || GroupBy::nothing().segment("branch");
    let (one, many) = (durations(by(), 1)?, durations(by(), all)?);
    let ours = |settings: &kaiin::cohort::DurationTableSettings| -> Result<_> {
        LogRankSettings::new().test(&ComparedGroups::of_durations(&settings.build(register)?)?)
    };
    let (expected, found) = (plain.log_rank(spells), ours(&one)?);
    for (group, (observed, expected)) in found.groups.iter().zip(&expected.0) {
        assert!(group.observed == *observed && (group.expected / expected - 1.0).abs() < 1e-10, "{group:?} {observed} {expected}");
    }
    for (at, variance) in expected.1.iter().enumerate() {
        let covariance = found.covariance_of(at / BRANCHES, at % BRANCHES).unwrap_or(f64::NAN);
        assert!((covariance - variance).abs() <= 1e-9 * variance.abs().max(1.0), "{covariance} {variance}");
    }
    let mut contestants: Vec<Contestant<'_>> = vec![
        ("log-rank, 47 groups: plain loop, 1 thread".into(), Box::new(|| drop(black_box(plain.log_rank(black_box(spells)))))),
        ("log-rank, 47 groups: ours, 1 thread".into(), Box::new(|| drop(black_box(ours(&one))))),
        (format!("log-rank, 47 groups: ours, {all} threads"), Box::new(|| drop(black_box(ours(&many))))),
    ];
    rounds::run(rounds, &mut contestants);
    Ok(())
}

/// A thousand replicates of the curve of 100,000 persons.
fn bootstrap(rounds: usize) -> Result<()> {
    let register = Spells::generate(100_000, Keys::Ascending).register()?;
    let table = DurationTable::settings(FiscalCalendar::japan()).build(&register)?;
    let times: Vec<f64> = (1..=30).map(|year| 365.25 * f64::from(year)).collect();
    let draw = |threads| Bootstrap::new(1).threads(threads).durations(&SurvivalSettings::new(), &table, 0, &times);
    let all = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    assert_eq!(draw(1)?, draw(all)?);
    println!("{} persons", draw(1)?.persons());
    let mut contestants: Vec<Contestant<'_>> = vec![
        ("1,000 replicates of a curve, 1 thread".into(), Box::new(|| drop(black_box(draw(1))))),
        (format!("1,000 replicates of a curve, {all} threads"), Box::new(|| drop(black_box(draw(all))))),
    ];
    rounds::run(rounds, &mut contestants);
    Ok(())
}

/// A curve: share and variance of its logarithm (Greenwood) after each day, from day 0 on.
type PlainCurve = Vec<(f64, f64)>;

/// Histograms of entries, exits and events by group and day, then one product.
struct PlainLoop {
    from: i32,
    to: i32,
    days: usize,
}

impl PlainLoop {
    fn new() -> Result<Self> {
        let (from, to) = (window()?.from().days(), window()?.to().days());
        let first = Day::from_ymd(spells::FIRST_YEAR, 4, 1)?.days();
        Ok(Self { from, to, days: (to - first + 1) as usize })
    }

    fn curves(&self, spells: &Spells, group: &[u32]) -> Vec<PlainCurve> {
        let cells = GROUPS * self.days;
        let (mut entered, mut ended, mut events) = (vec![0u32; cells], vec![0u32; cells], vec![0u32; cells]);
        for ((&start, &end), &group) in spells.start.iter().zip(&spells.end).zip(group) {
            let Some((first, last)) = self.at_risk(start, end) else { continue };
            let row = group as usize * self.days;
            entered[row + first] += 1;
            ended[row + last] += 1;
            events[row + last] += u32::from(end != OPEN);
        }
        (0..GROUPS).map(|group| self.curve(group, &entered, &ended, &events)).collect()
    }

    fn curve(&self, group: usize, entered: &[u32], ended: &[u32], events: &[u32]) -> PlainCurve {
        let of = |column: &[u32], day: usize| u64::from(column[group * self.days + day]);
        let (mut at_risk, mut share, mut variance) = (of(entered, 0), 1.0, 0.0);
        let mut curve = Vec::with_capacity(self.days);
        for day in 0..self.days {
            let gone = of(events, day);
            if gone > 0 {
                share *= (at_risk - gone) as f64 / at_risk as f64;
                variance += gone as f64 / (at_risk as f64 * (at_risk - gone) as f64);
            }
            at_risk = at_risk + if day > 0 { of(entered, day) } else { 0 } - of(ended, day);
            curve.push((share, variance));
        }
        curve
    }
}

impl PlainLoop {
    /// First and last day at risk of a spell, counted from joining; `None` when it is not at risk in the window.
    fn at_risk(&self, start: i32, end: i32) -> Option<(usize, usize)> {
        if end < self.from || start >= self.to || (start < self.from && end == self.from) {
            return None;
        }
        Some(((self.from - start).max(0) as usize, (end.min(self.to) - start) as usize))
    }

    /// Share and variance of each reason after each day, by Greenwood's recursion.
    fn incidence(&self, spells: &Spells) -> Vec<[(f64, f64); 3]> {
        let (mut entered, mut ended, mut events) = (vec![0u32; self.days], vec![0u32; self.days], vec![[0u32; 3]; self.days]);
        for ((&start, &end), reason) in spells.start.iter().zip(&spells.end).zip(&spells.reason) {
            let Some((first, last)) = self.at_risk(start, end) else { continue };
            entered[first] += 1;
            ended[last] += 1;
            if end != OPEN {
                events[last][(*reason == REASONS[1]) as usize + 2 * (*reason == REASONS[2]) as usize] += 1;
            }
        }
        let mut at_risk = f64::from(entered[0]);
        let (mut survival, mut shares) = (1.0, [(0.0, 0.0); 3]);
        let (mut of_survival, mut with_survival) = (0.0, [0.0; 3]);
        let mut incidence = Vec::with_capacity(self.days);
        for day in 0..self.days {
            let left: u32 = events[day].iter().sum();
            if left > 0 {
                let p = f64::from(left) / at_risk;
                for (reason, share) in shares.iter_mut().enumerate() {
                    let own = f64::from(events[day][reason]) / at_risk;
                    share.1 +=
                        2.0 * own * with_survival[reason] + own * own * of_survival + survival * survival * own * (1.0 - own) / at_risk;
                    with_survival[reason] =
                        (1.0 - p) * (with_survival[reason] + own * of_survival) - survival * survival * own * (1.0 - p) / at_risk;
                    share.0 += survival * own;
                }
                of_survival = (1.0 - p) * (1.0 - p) * of_survival + survival * survival * p * (1.0 - p) / at_risk;
                survival *= 1.0 - p;
            }
            at_risk += if day > 0 { f64::from(entered[day]) } else { 0.0 } - f64::from(ended[day]);
            incidence.push(shares);
        }
        incidence
    }

    /// Observed and expected of each branch, and their covariances.
    fn log_rank(&self, spells: &Spells) -> (Vec<(f64, f64)>, Vec<f64>) {
        let cells = self.days * BRANCHES;
        let (mut entered, mut ended, mut events) = (vec![0u32; cells], vec![0u32; cells], vec![0u32; cells]);
        for ((&start, &end), &branch) in spells.start.iter().zip(&spells.end).zip(&spells.branch) {
            let Some((first, last)) = self.at_risk(start, end) else { continue };
            entered[first * BRANCHES + branch as usize] += 1;
            ended[last * BRANCHES + branch as usize] += 1;
            events[last * BRANCHES + branch as usize] += u32::from(end != OPEN);
        }
        let mut at_risk: Vec<f64> = entered[..BRANCHES].iter().copied().map(f64::from).collect();
        let (mut sums, mut covariance) = (vec![(0.0, 0.0); BRANCHES], vec![0.0; BRANCHES * BRANCHES]);
        for day in 0..self.days {
            let row = day * BRANCHES..(day + 1) * BRANCHES;
            let left: f64 = events[row.clone()].iter().copied().map(f64::from).sum();
            if left > 0.0 {
                let all: f64 = at_risk.iter().sum();
                let factor = if all > 1.0 { left * (all - left) / (all - 1.0) } else { 0.0 };
                for (group, sum) in sums.iter_mut().enumerate() {
                    let share = at_risk[group] / all;
                    sum.0 += f64::from(events[row.start + group]);
                    sum.1 += left * share;
                    for other in 0..BRANCHES {
                        let same = if other == group { 1.0 } else { 0.0 };
                        covariance[group * BRANCHES + other] += factor * share * (same - at_risk[other] / all);
                    }
                }
            }
            for (group, n) in at_risk.iter_mut().enumerate() {
                *n += if day > 0 { f64::from(entered[row.start + group]) } else { 0.0 } - f64::from(ended[row.start + group]);
            }
        }
        (sums, covariance)
    }
}

fn compare(plain: &[PlainCurve], table: &DurationTable) -> Result<()> {
    assert_eq!(table.groups().len(), GROUPS);
    for (at, group) in table.groups().enumerate() {
        let name = group.levels.first().and_then(|level| level.level.clone()).unwrap_or_default();
        let plain = &plain[name.parse::<usize>().unwrap_or(GROUPS)];
        for point in SurvivalSettings::new().curve(&RiskTable::of_durations(table, at)?).points() {
            let (share, variance) = plain[point.time as usize];
            assert!((point.survival - share).abs() <= 1e-12, "{name}: {point:?} {share}");
            let error = point.log_error.unwrap_or(f64::INFINITY);
            assert!((error - variance.sqrt()).abs() <= 1e-12 * error || share == 0.0, "{name}: {point:?} {variance}");
        }
    }
    Ok(())
}
