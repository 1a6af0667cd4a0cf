//! The share of the lapsed who come back, by years since the lapse.

use super::{Answer, Draws, REGISTERS, SIZES, Study, in_years};
use kaiin::cohort::ReinstatementTable;
use kaiin::survival::{CurveInterval, MultistateSettings, MultistateVariance};
use kaiin::{Day, EndReason, Episode, Register, Result};
use std::collections::BTreeMap;

pub(crate) const STUDY: Study = Study {
    name: "reinstatement",
    document: "src/survival/multistate/reinstatement_coverage.md",
    heading: "question | variance, interval",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

/// Of the lapsed, the share that comes back in the middle of each quarter: more in the first two years.
fn returning(quarter: u32) -> f64 {
    if quarter <= 8 { 0.03 } else { 0.008 }
}

/// Of the lapsed, the share that dies in each quarter.
const DYING: f64 = 0.004;

/// Share that has come back within so many quarters.
fn returned(quarters: u32) -> f64 {
    let (mut lapsed, mut returned) = (1.0, 0.0);
    for quarter in 1..=quarters {
        returned += lapsed * returning(quarter);
        lapsed *= 1.0 - returning(quarter) - DYING;
    }
    returned
}

/// A person who lapsed on the first day of April of 2008 to 2018, followed to the end of 2019.
fn lapses(size: usize, seed: u64) -> Result<ReinstatementTable> {
    let mut draws = Draws::new(seed);
    let as_of = Day::from_ymd(2019, 12, 31)?;
    let (mut episodes, mut departures) = (Vec::new(), BTreeMap::new());
    for person in 0..size {
        let lapsed = Day::from_ymd(2008 + draws.below(11) as i32, 4, 1)?;
        let key = person.to_string();
        episodes.push(Episode::new(key.clone(), Day::from_ymd(2004, 4, 1)?).until(lapsed, EndReason::Arrears));
        for quarter in 1..=48 {
            // 91 days, so that the fourth quarter ends before the year does.
            let (day, draw) = (lapsed.plus_days(91 * quarter as i32)?, draws.share());
            if day > as_of {
                break;
            }
            if draw < returning(quarter) {
                episodes.push(Episode::new(key, day));
                break;
            }
            if draw < returning(quarter) + DYING {
                departures.insert(key, day);
                break;
            }
        }
    }
    let register = Register::settings_as_of(as_of).build(&episodes.into_iter().collect())?;
    Ok(ReinstatementTable::settings().build_with_departures(&register, &departures))
}

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    use CurveInterval::{Arcsine, Log, LogLog, Logit, Plain};
    let table = lapses(size, seed)?;
    let mut answers = Vec::new();
    for years in [1, 3, 8] {
        let mut ask = |name: &str, variance: MultistateVariance, scale: CurveInterval| -> Result<()> {
            let settings = MultistateSettings::new().variance(variance).interval(scale);
            let found = settings.reinstatement(&table, None, &[f64::from(years)])?;
            let limits = found.shares()[0].returned.and_then(|share| share.limits);
            answers.push(Answer::of_limits(format!("back within {} | {name}, {scale}", in_years(years)), limits, returned(4 * years)));
            Ok(())
        };
        for scale in [Plain, Log, LogLog, Logit, Arcsine] {
            ask("Greenwood", MultistateVariance::Greenwood, scale)?;
        }
        ask("Aalen", MultistateVariance::Aalen, LogLog)?;
    }
    Ok(answers)
}
