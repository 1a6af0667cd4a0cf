//! Retention curves with few parameters: the share still there within and beyond the data, the parameters, the discounted lifetime.

use super::quarterly::Seen;
use super::{Answer, Draws, REGISTERS, Study};
use kaiin::Result;
use kaiin::model::curve::{CurveData, CurveFamily, CurveFit, CurveLaw, CurveModel, Lifetimes, LongTerm, RenewalCounts};
use kaiin::survival::{Limits, Observations};

pub(crate) const STUDY: Study = Study {
    name: "retention",
    document: "src/model/curve/coverage.md",
    heading: "curve | question | limits on",
    sizes: &[25, 100, 1_000, 10_000],
    registers: REGISTERS,
    answers,
};

/// Members of a cohort are seen for so many renewals, or years, at most.
const SEEN: usize = 8;
/// How discounted lifetimes are discounted.
const DISCOUNT: f64 = 0.1;

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for (name, law) in [
        ("shifted beta-geometric", CurveLaw::new(CurveFamily::ShiftedBetaGeometric, &[0.7, 1.2])?),
        ("beta-discrete-Weibull", CurveLaw::new(CurveFamily::BetaDiscreteWeibull, &[0.5, 0.9, 1.5])?),
    ] {
        let counts = renewals(&law, size, seed)?;
        answers.extend(of_law(name, &law, &CurveData::from(&counts))?);
    }
    for (name, law) in [
        ("Weibull, half from later on", CurveLaw::new(CurveFamily::Weibull, &[0.8, 5.0])?),
        ("Weibull with a long-term share", CurveLaw::new(CurveFamily::Weibull, &[1.5, 2.0])?.with_long_term(0.4)?),
    ] {
        let lifetimes = lifetimes(&law, size, seed)?;
        answers.extend(of_law(name, &law, &CurveData::from(&lifetimes))?);
    }
    Ok(answers)
}

/// Four cohorts, seen for eight, six, four and two renewals.
fn renewals(law: &CurveLaw, size: usize, seed: u64) -> Result<RenewalCounts> {
    let mut draws = Draws::new(seed);
    let cohort = |at: usize| {
        let mut left = vec![((size + at) / 4) as u64];
        for renewal in 1..=SEEN - 2 * at {
            let before = left[renewal - 1];
            let stays = law.retention(renewal as f64).unwrap_or_default();
            left.push((0..before).filter(|_| draws.happens(stays)).count() as u64);
        }
        left
    };
    RenewalCounts::of_cohorts(&(0..4).map(cohort).collect::<Vec<_>>())
}

/// Members seen until some time in the last three of the years; without a long-term share half of them from later on.
fn lifetimes(law: &CurveLaw, size: usize, seed: u64) -> Result<Lifetimes> {
    let mut draws = Draws::new(seed);
    let seen = if law.long_term().is_some() { Seen::FromJoining } else { Seen::HalfLater };
    let (mut entries, mut times, mut events) = (Vec::new(), Vec::new(), Vec::new());
    while times.len() < size {
        let entry = seen.entry(&mut draws);
        let until = SEEN as f64 - 3.0 * draws.share();
        let left = law.quantile(draws.share().max(1e-12))?.unwrap_or(f64::INFINITY);
        if left > entry {
            entries.push(entry);
            times.push(left.min(until));
            events.push(left <= until);
        }
    }
    Lifetimes::of_observations(&Observations::of_events(&times, &events)?.entering(&entries)?)
}

fn of_law(name: &str, law: &CurveLaw, data: &CurveData<'_>) -> Result<Vec<Answer>> {
    let long_term = if law.long_term().is_some() { LongTerm::Share } else { LongTerm::Nobody };
    // Without a fit, as without a maximum, there are no limits.
    let fit = CurveModel::new(law.family().clone()).long_term(long_term).fit(*data).ok();
    let mut answers = Vec::new();
    let mut ask = |question: &str, scale: &str, limits: Option<Limits>, truth: Option<f64>| {
        answers.push(Answer::of_limits(format!("{name} | {question} | {scale}"), limits, truth.unwrap_or(f64::NAN)));
    };
    let survival = |time: f64| fit.as_ref().and_then(|fit| fit.survival(time)?.limits);
    ask("still a member after 5", "log-log", survival(5.0), law.survival(5.0));
    ask("still a member after 12", "log-log", survival(12.0), law.survival(12.0));
    let retention = fit.as_ref().and_then(|fit| fit.retention(12.0)?.limits);
    ask("stays for the twelfth", "logit", retention, law.retention(12.0));
    let lifetime = |fit: &CurveFit| fit.discounted_lifetime(DISCOUNT).ok().flatten().and_then(|found| found.limits);
    let truth = law.discounted_lifetime(DISCOUNT)?.map(|found| found.value);
    ask("discounted lifetime", "logarithm", fit.as_ref().and_then(lifetime), truth);
    let mut names = law.family().parameter_names();
    names.extend(law.long_term().map(|_| "long_term".to_owned()));
    for (name, &truth) in names.iter().zip(law.parameters().iter().chain(law.long_term().as_ref())) {
        let limits = fit.as_ref().filter(|fit| fit.is_as_asked()).and_then(|fit| fit.parameter(name)?.limits);
        ask(name, if name == "long_term" { "log odds" } else { "logarithm" }, limits, Some(truth));
    }
    Ok(answers)
}
