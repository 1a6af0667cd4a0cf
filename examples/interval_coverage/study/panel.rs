//! Rates of change between states from snapshots at year ends.

use super::{Answer, Draws, REGISTERS, SIZES, Study};
use kaiin::Result;
use kaiin::model::FitEnding;
use kaiin::model::panel::{PanelModel, PanelObservations, PanelRate};

pub(crate) const STUDY: Study = Study {
    name: "panel",
    document: "src/model/panel/coverage.md",
    heading: "observed | rate a year",
    sizes: SIZES,
    registers: REGISTERS,
    answers,
};

const STATES: [&str; 4] = ["active", "on leave", "lapsed", "dead"];
const DEAD: usize = 3;

/// A change of state that can happen, with its rate a year.
type Change = (usize, usize, f64);

/// Members lapse and come back.
const TWO_STATES: &[Change] = &[(0, 2, 0.10), (2, 0, 0.15)];
/// They also go on leave, and die.
const FOUR_STATES: &[Change] = &[(0, 1, 0.10), (1, 0, 0.60), (0, 2, 0.08), (1, 2, 0.15), (2, 0, 0.12), (0, 3, 0.02), (1, 3, 0.02)];

/// Whether deaths are on the list of the next year end, or have their day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deaths {
    AtYearEnd,
    Exact,
}

/// Snapshots of members, seen at two to ten year ends from joining on.
fn simulated(changes: &[Change], size: usize, deaths: Deaths, seed: u64) -> Result<PanelObservations> {
    let mut draws = Draws::new(seed);
    let (mut person, mut time, mut state) = (Vec::new(), Vec::new(), Vec::new());
    for member in 0..size {
        let last = f64::from(1 + draws.below(9));
        for (at, in_state) in snapshots(&path(changes, last, &mut draws), last, deaths) {
            person.push(format!("{member:06}"));
            time.push(at);
            state.push(STATES[in_state]);
        }
    }
    let seen = PanelObservations::new(&STATES, &person, &time, &state)?;
    if deaths == Deaths::Exact { seen.exactly_observed(&["dead"]) } else { Ok(seen) }
}

/// The state at first, and each later one with the time from which on a member was in it, until an end.
fn path(changes: &[Change], end: f64, draws: &mut Draws) -> Vec<(f64, usize)> {
    let starts_on_leave = draws.happens(0.2) && changes.iter().any(|(from, ..)| *from == 1);
    let (mut time, mut state) = (0.0, usize::from(starts_on_leave));
    let mut path = vec![(time, state)];
    while state != DEAD && time < end {
        let out: Vec<(usize, f64)> = changes.iter().filter(|(from, ..)| *from == state).map(|&(_, to, rate)| (to, rate)).collect();
        let all: f64 = out.iter().map(|(_, rate)| rate).sum();
        time += draws.time(all);
        state = out[draws.position(&out.iter().map(|(_, rate)| rate / all).collect::<Vec<_>>())].0;
        path.push((time, state));
    }
    path
}

/// What the lists of the year ends show of a path: of the dead nothing more than that they are.
fn snapshots(path: &[(f64, usize)], last: f64, deaths: Deaths) -> Vec<(f64, usize)> {
    let in_state = |time: f64| path.iter().rev().find(|(since, _)| *since <= time).map_or(DEAD, |(_, state)| *state);
    let died = path.last().filter(|(time, state)| *state == DEAD && *time <= last).map_or(f64::INFINITY, |(time, _)| *time);
    let years = || (0..).map(f64::from).take_while(|&year| year <= last);
    let mut seen: Vec<(f64, usize)> = years().filter(|&year| year < died).map(|year| (year, in_state(year))).collect();
    if died <= last {
        seen.push((if deaths == Deaths::Exact { died } else { died.ceil() }, DEAD));
    }
    seen
}

/// What a user does with a change whose rate runs to an end of its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AtAnEdge {
    Kept,
    /// The change is left out of the model, as the documentation of the fit advises.
    LeftOut,
}

/// The rates, of all changes or of those that have a maximum.
fn rates(seen: &PanelObservations, changes: &[Change], rule: AtAnEdge) -> Result<Vec<PanelRate>> {
    let mut allowed: Vec<(&str, &str)> = changes.iter().map(|&(from, to, _)| (STATES[from], STATES[to])).collect();
    loop {
        let fit = PanelModel::new(&allowed)?.fit(seen)?;
        match fit.ending() {
            FitEnding::Boundary(edges) if rule == AtAnEdge::LeftOut => {
                allowed.retain(|(from, to)| edges.iter().all(|edge| edge.parameter != format!("{from} to {to}")));
            }
            _ => return Ok(fit.rates()),
        }
    }
}

fn answers(size: usize, seed: u64) -> Result<Vec<Answer>> {
    let mut answers = Vec::new();
    for (observed, changes, deaths, rule) in [
        ("two states", TWO_STATES, Deaths::AtYearEnd, AtAnEdge::Kept),
        ("four states", FOUR_STATES, Deaths::AtYearEnd, AtAnEdge::Kept),
        ("four states, deaths by day", FOUR_STATES, Deaths::Exact, AtAnEdge::Kept),
        ("four states, rates at an edge left out", FOUR_STATES, Deaths::AtYearEnd, AtAnEdge::LeftOut),
    ] {
        let rates = simulated(changes, size, deaths, seed).and_then(|seen| rates(&seen, changes, rule)).unwrap_or_default();
        for &(from, to, truth) in changes {
            let found = rates.iter().find(|rate| (rate.from.as_str(), rate.to.as_str()) == (STATES[from], STATES[to]));
            let line = format!("{observed} | {} to {}", STATES[from], STATES[to]);
            answers.push(Answer::of_limits(line, found.and_then(|rate| rate.limits), truth));
        }
    }
    Ok(answers)
}
