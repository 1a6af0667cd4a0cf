//! The time by which a quarter, or half, of the members had left.

use super::quarterly::{Seen, seen_until};
use super::{Answer, Draws, REGISTERS, SIZES, Study};
use kaiin::Result;
use kaiin::survival::{CurveInterval, Observations, RiskTable, SurvivalQuantile, SurvivalSettings};

pub(crate) const STUDY: Study = Study {
    name: "quantiles",
    document: "src/survival/curve/quantile_coverage.md",
    heading: "observed | question | interval",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

/// Members leave by a Weibull curve of this shape and scale, in years.
const SHAPE: f64 = 0.9;
const SCALE: f64 = 6.0;

/// When members leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaving {
    AnyDay,
    /// All who leave in a quarter leave at its end.
    QuarterEnd,
}

impl Leaving {
    fn time(self, time: f64) -> f64 {
        if self == Self::AnyDay { time } else { (4.0 * time).ceil() / 4.0 }
    }

    fn words(self) -> &'static str {
        if self == Self::AnyDay { "any day" } else { "at quarter ends" }
    }
}

/// The time by which a share has left.
fn quantile(share: f64) -> f64 {
    SCALE * (-(-share).ln_1p()).powf(1.0 / SHAPE)
}

fn simulated(size: usize, leaving: Leaving, seen: Seen, seed: u64) -> Result<RiskTable> {
    let mut draws = Draws::new(seed);
    let (mut times, mut events, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    while times.len() < size {
        let entry = seen.entry(&mut draws);
        let until = seen_until(entry, &mut draws);
        let left = leaving.time(quantile(draws.share()).max(1e-9));
        if left > entry {
            entries.push(entry);
            times.push(left.min(until));
            events.push(left <= until);
        }
    }
    Observations::of_events(&times, &events)?.entering(&entries)?.risk_table()
}

/// Limits with an open end where so many never left; none where even the first is not known.
fn limits(found: &SurvivalQuantile) -> Option<(f64, f64)> {
    found.lower.map(|lower| (lower, found.upper.unwrap_or(f64::INFINITY)))
}

const SCALES: [CurveInterval; 5] =
    [CurveInterval::Plain, CurveInterval::Log, CurveInterval::LogLog, CurveInterval::Logit, CurveInterval::Arcsine];

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for leaving in [Leaving::AnyDay, Leaving::QuarterEnd] {
        for seen in Seen::BOTH {
            let table = simulated(size, leaving, seen, seed)?;
            for (name, share) in [("a quarter had left", 0.25), ("half had left", 0.5)] {
                for scale in SCALES {
                    let found = SurvivalSettings::new().interval(scale).curve(&table).quantile(share)?;
                    let line = format!("{}, leaving {} | when {name} | {scale}", seen.words(), leaving.words());
                    answers.push(Answer::new(line, limits(&found), leaving.time(quantile(share))));
                }
            }
        }
    }
    Ok(answers)
}
