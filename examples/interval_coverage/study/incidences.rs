//! Incidences by reason, and the time lost to a reason.

use super::quarterly::{Row, Seen, Truth, simulated, years};
use super::{Answer, REGISTERS, SIZES, Study};
use kaiin::survival::{CumulativeIncidence, CurveInterval, IncidenceSettings, IncidenceVariance, Observations, OutcomeLosses};
use kaiin::{Confidence, Result};
use std::collections::BTreeMap;

pub(crate) const STUDY: Study = Study {
    name: "incidences",
    document: "src/survival/incidence/coverage.md",
    heading: "observed | question | variance, interval",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

/// The rows, each with a weight.
fn observations(rows: impl Iterator<Item = (Row, f64)>) -> Result<Observations> {
    let (rows, weights): (Vec<Row>, Vec<f64>) = rows.unzip();
    let times: Vec<f64> = rows.iter().map(|row| years(row.1)).collect();
    let entries: Vec<f64> = rows.iter().map(|row| years(row.0)).collect();
    let outcomes: Vec<_> = rows.iter().map(|row| row.2).collect();
    Observations::of_outcomes(&times, &outcomes)?.entering(&entries)?.weighted(&weights)
}

/// Equal rows as one that counts as often: all that variances of counts need.
fn counted(rows: &[Row]) -> Result<Observations> {
    let mut counts: BTreeMap<Row, u32> = BTreeMap::new();
    for row in rows {
        *counts.entry(*row).or_default() += 1;
    }
    observations(counts.into_iter().map(|(row, count)| (row, f64::from(count))))
}

const SCALES: [CurveInterval; 5] =
    [CurveInterval::Plain, CurveInterval::Log, CurveInterval::LogLog, CurveInterval::Logit, CurveInterval::Arcsine];

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut found = Vec::new();
    for seen in Seen::BOTH {
        found.extend(of_rows(&simulated(size, seen, seed), seen)?);
    }
    Ok(found)
}

/// The limits of every question and method for one group. The jackknife is Greenwood's variance when all are seen from joining on.
fn of_rows(rows: &[Row], seen: Seen) -> Result<Vec<Answer>> {
    let settings = IncidenceSettings::new();
    let table = counted(rows)?.risk_table()?;
    let counted = settings.incidence(&table)?;
    let aalen = settings.variance(IncidenceVariance::Aalen).incidence(&table)?;
    let mut methods: Vec<(&CumulativeIncidence, CurveInterval)> = SCALES.map(|scale| (&counted, scale)).to_vec();
    methods.push((&aalen, CurveInterval::LogLog));
    let mut found = Vec::new();
    for (outcome, years) in [("arrears", 1), ("arrears", 5), ("resigned", 5)] {
        for &(incidence, scale) in &methods {
            found.push(share(incidence, scale, (outcome, years), seen)?);
        }
    }
    found.extend(losses("Greenwood", seen, Some(&counted.losses(5.0)?)).into_iter().skip(2));
    if seen == Seen::HalfLater {
        let rows = observations(rows.iter().map(|row| (*row, 1.0)))?;
        found.extend(losses("infinitesimal jackknife", seen, settings.robust_losses(&rows, "all", 5.0).ok().as_ref()));
    }
    Ok(found)
}

fn share(incidence: &CumulativeIncidence, scale: CurveInterval, (outcome, years): (&str, u32), seen: Seen) -> Result<Answer> {
    let has_outcome = incidence.outcomes().iter().any(|name| name == outcome);
    let share = if has_outcome { incidence.at(outcome, f64::from(years) + 0.1)? } else { None };
    let limits = share.and_then(|share| incidence.limits_on(share, scale, Confidence::default()));
    let truth = Truth::after(4 * years);
    let truth = if outcome == "arrears" { truth.arrears } else { truth.resigned };
    let line = format!("{} | {outcome} by year {years} | {}, {scale}", seen.words(), incidence.settings().variance_used());
    Ok(Answer::of_limits(line, limits, truth))
}

fn losses(name: &str, seen: Seen, losses: Option<&OutcomeLosses>) -> [Answer; 3] {
    let of = |outcome: &str| losses?.ranked.iter().find(|loss| loss.outcome == outcome).cloned();
    let share = |outcome: &str| of(outcome).and_then(|loss| loss.incidence_limits);
    let (truth, seen) = (Truth::after(20), seen.words());
    [
        Answer::of_limits(format!("{seen} | arrears by year 5 | {name}, log-log"), share("arrears"), truth.arrears),
        Answer::of_limits(format!("{seen} | resigned by year 5 | {name}, log-log"), share("resigned"), truth.resigned),
        Answer::of_limits(
            format!("{seen} | years lost to arrears by year 5 | {name}, normal"),
            of("arrears").map(|loss| loss.time_limits),
            truth.lost,
        ),
    ]
}
