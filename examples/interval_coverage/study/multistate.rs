//! Members who come and go between states: shares in each, probabilities from one to another, expected years in each.

use super::quarterly::Seen;
use super::state_paths::{Process, START, STATES};
use super::{Answer, REGISTERS, SIZES, Study};
use kaiin::survival::{
    CurveInterval, InitialShares, Limits, MultistateSettings, MultistateVariance, OccupationStart, StateObservations, StateTime,
};
use kaiin::{Confidence, Result};

pub(crate) const STUDY: Study = Study {
    name: "multistate",
    document: "src/survival/multistate/coverage.md",
    heading: "observed | question | variance, interval",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

const SCALES: [CurveInterval; 5] =
    [CurveInterval::Plain, CurveInterval::Log, CurveInterval::LogLog, CurveInterval::Logit, CurveInterval::Arcsine];
const VARIANCES: [(&str, MultistateVariance); 2] = [("Greenwood", MultistateVariance::Greenwood), ("Aalen", MultistateVariance::Aalen)];
const INITIAL: [(&str, InitialShares); 2] = [("known", InitialShares::Known), ("estimated", InitialShares::Estimated)];

const ACTIVE: usize = 0;
const ON_LEAVE: usize = 1;
const LAPSED: usize = 2;

/// A register, and how the truth of it comes about.
struct Case<'a> {
    observed: String,
    process: Process,
    rows: &'a StateObservations,
}

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for (past, relapse) in [("", 1.0), (", the past counts", 5.0)] {
        for seen in Seen::BOTH {
            let process = Process { relapse };
            let rows = process.simulated(size, seen, seed)?;
            let case = Case { observed: format!("{}{past}", seen.words()), process, rows: &rows };
            if relapse > 1.0 {
                answers.extend(case.brief()?);
                break;
            }
            answers.extend(case.occupation(&[CurveInterval::Plain, CurveInterval::LogLog, CurveInterval::Logit])?);
            answers.extend(case.transitions(ACTIVE, &SCALES));
            answers.extend(case.transitions(ON_LEAVE, &[CurveInterval::Plain, CurveInterval::LogLog]));
            answers.extend(case.stays());
            answers.extend(case.state_times());
        }
    }
    Ok(answers)
}

impl Case<'_> {
    fn answer(&self, question: &str, method: &str, limits: Option<Limits>, truth: f64) -> Answer {
        Answer::of_limits(format!("{} | {question} | {method}", self.observed), limits, truth)
    }

    /// What matters where the past counts.
    fn brief(&self) -> Result<Vec<Answer>> {
        let mut answers = self.occupation(&[CurveInterval::LogLog])?;
        answers.extend(self.transitions(ACTIVE, &[CurveInterval::LogLog]).into_iter().take(1));
        answers.push(self.landmark(ACTIVE));
        Ok(answers)
    }

    /// The share of all in a state after five years.
    fn occupation(&self, scales: &[CurveInterval]) -> Result<Vec<Answer>> {
        let mut answers = Vec::new();
        for state in [ON_LEAVE, LAPSED] {
            for (initial, rule) in INITIAL {
                for &scale in scales {
                    let settings = MultistateSettings::new().initial_shares(rule).interval(scale);
                    let found = settings.occupation(self.rows, OccupationStart::At(0.0), &[5.0])?;
                    // Shares at the start that are taken as known are those of the persons at hand: so is the truth then.
                    let start = if rule == InitialShares::Known { known(found.initial()) } else { START };
                    let limits = found.share(STATES[state], 0)?.and_then(|share| share.limits);
                    let truth = self.process.shares(start, 0, 20)[state];
                    let method = format!("jackknife, start {initial}, {scale}");
                    answers.push(self.answer(&format!("{} at year 5", STATES[state]), &method, limits, truth));
                }
            }
        }
        Ok(answers)
    }

    /// The probability of being active at year five, given a state at year one.
    fn transitions(&self, from: usize, scales: &[CurveInterval]) -> Vec<Answer> {
        let truth = self.process.shares(self.process.given(from, 4), 4, 20)[ACTIVE];
        let mut answers = Vec::new();
        for (name, variance) in VARIANCES {
            for &scale in scales.iter().filter(|&&scale| variance == MultistateVariance::Greenwood || scale == CurveInterval::LogLog) {
                let settings = MultistateSettings::new().variance(variance).interval(scale);
                let matrix = self.rows.risk_table().and_then(|table| settings.transition_matrix(&table, 1.0, 5.0));
                let limits = matrix.and_then(|matrix| matrix.probability(STATES[from], STATES[ACTIVE])).ok().and_then(|found| found.limits);
                let question = format!("active at year 5, given {} at year 1", STATES[from]);
                answers.push(self.answer(&question, &format!("{name}, {scale}"), limits, truth));
            }
        }
        answers
    }

    /// The same from those alone who are in the state at year one.
    fn landmark(&self, from: usize) -> Answer {
        let truth = self.process.shares(self.process.given(from, 4), 4, 20)[ACTIVE];
        let table = self.rows.landmark(STATES[from], 1.0).and_then(|rows| rows.risk_table());
        let matrix = table.and_then(|table| MultistateSettings::new().transition_matrix(&table, 1.0, 5.0));
        let limits = matrix.and_then(|matrix| matrix.probability(STATES[from], STATES[ACTIVE])).ok().and_then(|found| found.limits);
        let question = format!("active at year 5, given {} at year 1", STATES[from]);
        self.answer(&question, "landmark, Greenwood, log-log", limits, truth)
    }

    /// Expected years until year five, given active at the start.
    fn stays(&self) -> Vec<Answer> {
        let truth = self.process.years([1.0, 0.0, 0.0, 0.0, 0.0], 0, 20);
        let mut answers = Vec::new();
        for state in [ACTIVE, ON_LEAVE, LAPSED] {
            for (name, variance) in VARIANCES {
                let settings = MultistateSettings::new().variance(variance);
                let stay = self.rows.risk_table().and_then(|table| settings.length_of_stay(&table, 0.0, 5.0));
                let time = stay.and_then(|stay| stay.time(STATES[ACTIVE], STATES[state])).ok();
                let question = format!("years {} until year 5, given active", STATES[state]);
                answers.push(self.answer(&question, &format!("{name}, normal"), limits(time), truth[state]));
            }
        }
        answers
    }

    /// Expected years of all lapsed until year five.
    fn state_times(&self) -> Vec<Answer> {
        let of_rule = |(initial, rule)| {
            let settings = MultistateSettings::new().initial_shares(rule);
            let start = match settings.occupation(self.rows, OccupationStart::At(0.0), &[]) {
                Ok(found) if rule == InitialShares::Known => known(found.initial()),
                _ => START,
            };
            let times = settings.state_times(self.rows, OccupationStart::At(0.0), 5.0).ok();
            let truth = self.process.years(start, 0, 20)[LAPSED];
            let method = format!("jackknife, start {initial}, normal");
            self.answer("years lapsed until year 5", &method, limits(times.map(|times| times[LAPSED])), truth)
        };
        INITIAL.map(of_rule).to_vec()
    }
}

fn known(initial: &[f64]) -> [f64; 5] {
    [initial[0], initial[1], initial[2], initial[3], 0.0]
}

fn limits(time: Option<StateTime>) -> Option<Limits> {
    time.map(|time| time.limits(Confidence::default()))
}
