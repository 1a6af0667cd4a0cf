//! How long do survival curves with delayed entry take, beside plain counting loops written for one layout only?
//!
//! `cargo bench --bench durations [-- ROWS ROUNDS]`; 10,000,000 spells and 7 rounds unless told. The record begins on 1 April 1990: who
//! joined before enters late. Answers are compared before times are.

#[path = "support/rounds.rs"]
mod rounds;
#[path = "support/spells.rs"]
mod spells;

use kaiin::cohort::{DurationTable, GroupBy, ObservationWindow, SpellsCounted};
use kaiin::episode::SegmentColumn;
use kaiin::survival::{Bootstrap, RiskTable, SurvivalCurve, SurvivalSettings};
use kaiin::{Day, FiscalCalendar, Register, RegisterSettings, Result};
use rounds::Contestant;
use spells::{Keys, OPEN, Spells, as_of};
use std::hint::black_box;

/// 47 branches, each in two halves.
const GROUPS: usize = 94;

fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.replace('_', "").parse::<usize>().ok());
    let (rows, rounds) = (numbers.next().unwrap_or(10_000_000), numbers.next().unwrap_or(7).max(1));
    println!("{rows} spells, {rounds} rounds; milliseconds");
    let spells = Spells::generate(rows, Keys::Ascending);
    let group: Vec<u32> = spells.branch.iter().zip(&spells.licensed).map(|(branch, licensed)| branch * 2 + (licensed & 1) as u32).collect();
    let mut columns = spells.columns();
    let levels = (0..GROUPS).map(|group| format!("{group:02}")).collect();
    columns.segments = vec![SegmentColumn { name: "group".into(), levels, codes: group.clone() }];
    let register = RegisterSettings::new(as_of()?).build(&columns)?;
    drop(columns);
    curves(&spells, &group, &register, rounds)?;
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
    let settings = |threads| -> Result<_> {
        let by = GroupBy::nothing().segment("group");
        Ok(DurationTable::settings(FiscalCalendar::japan()).by(by).spells(SpellsCounted::All).during(window()?).threads(threads))
    };
    let (one, many) = (settings(1)?, settings(all)?);
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
            if end < self.from || start >= self.to || (start < self.from && end == self.from) {
                continue;
            }
            let row = group as usize * self.days;
            entered[row + (self.from - start).max(0) as usize] += 1;
            let last = end.min(self.to) - start;
            ended[row + last as usize] += 1;
            events[row + last as usize] += u32::from(end != OPEN);
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
