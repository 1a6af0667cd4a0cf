//! Limits of a curve from persons drawn again.

use super::quarterly::{Row, Seen, Truth, simulated, years};
use super::{Answer, REGISTERS, SIZES, Study, in_years};
use kaiin::Result;
use kaiin::survival::{Bootstrap, BootstrapLimits, Observations, SurvivalSettings};

pub(crate) const STUDY: Study = Study {
    name: "bootstrap",
    document: "src/survival/curve/bootstrap_coverage.md",
    heading: "observed | question | limits",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

fn observations(rows: &[Row]) -> Result<Observations> {
    let times: Vec<f64> = rows.iter().map(|row| years(row.1)).collect();
    let entries: Vec<f64> = rows.iter().map(|row| years(row.0)).collect();
    let events: Vec<bool> = rows.iter().map(|row| row.2.is_some()).collect();
    Observations::of_events(&times, &events)?.entering(&entries)
}

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for seen in Seen::BOTH {
        let rows = observations(&simulated(size, seen, seed))?;
        for (name, kind) in [("percentile", BootstrapLimits::Percentile), ("basic", BootstrapLimits::Basic)] {
            let bootstrap = Bootstrap::new(seed).limits(kind).threads(1);
            for (years, limits) in YEARS.into_iter().zip(limits(&bootstrap, &rows)) {
                answers.push(Answer::new(line(seen, years, name), limits, Truth::after(4 * years).still));
            }
        }
        let curve = SurvivalSettings::new().curve(&rows.risk_table()?);
        for years in YEARS {
            let time = f64::from(years) + 0.1;
            let is_followed = curve.last_time().is_some_and(|last| last >= time);
            let at = curve.points().iter().rev().find(|point| point.time <= time).filter(|_| is_followed);
            let limits = at.and_then(|point| curve.limits(point));
            answers.push(Answer::of_limits(line(seen, years, "log-log, not drawn"), limits, Truth::after(4 * years).still));
        }
    }
    Ok(answers)
}

fn line(seen: Seen, years: u32, limits: &str) -> String {
    format!("{} | still a member after {} | {limits}", seen.words(), in_years(years))
}

const YEARS: [u32; 3] = [1, 5, 8];

/// The limits after each number of years; none for those until which nobody is followed.
fn limits(bootstrap: &Bootstrap, rows: &Observations) -> [Option<(f64, f64)>; 3] {
    let times = YEARS.map(|years| f64::from(years) + 0.1);
    let at = |times: &[f64]| bootstrap.curve(&SurvivalSettings::new(), rows, "all", times).ok();
    match at(&times) {
        Some(curve) => std::array::from_fn(|at| curve.points().get(at).map(|point| (point.lower, point.upper))),
        None => times.map(|time| at(&[time]).and_then(|curve| curve.points().first().map(|point| (point.lower, point.upper)))),
    }
}
