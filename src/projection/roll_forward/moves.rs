//! All moves of one year between numbered states, followed forward by people and backward by chances.

use super::moments::{Chances, STATES};
use super::probabilities::{Flows, Places, Probabilities};

/// The moves of one year, state after state.
#[derive(Debug, Clone)]
pub(in crate::projection) struct Moves {
    /// Where the moves of each state begin; one more than there are states.
    starts: Vec<usize>,
    to: Vec<Move>,
}

/// One move.
#[derive(Debug, Clone, Copy)]
pub(in crate::projection) struct Move {
    pub(in crate::projection) to: usize,
    /// The kind of state that it leads to.
    pub(in crate::projection) place: usize,
    pub(in crate::projection) probability: f64,
    /// What it counts as: joined, reinstated, left.
    pub(in crate::projection) events: [bool; 3],
}

fn events(flows: Flows) -> [bool; 3] {
    [flows.joined, flows.reinstated, flows.left]
}

/// Adds a number of people who make a move to what is counted of a year.
fn count(counted: &mut Chances, place: usize, events: [bool; 3], people: f64) {
    counted[place] += people;
    counted[STATES..].iter_mut().zip(events).filter(|(_, happens)| *happens).for_each(|(counted, _)| *counted += people);
}

impl Moves {
    pub(in crate::projection) fn new(places: &Places, of: &Probabilities) -> Self {
        let (mut starts, mut to) = (vec![0], Vec::new());
        for state in 0..places.states().len() {
            places.moves(of, state, |target, probability, flows| {
                if probability > 0.0 {
                    let place = places.states().place(target).0 as usize;
                    to.push(Move { to: target, place, probability, events: events(flows) });
                }
            });
            // The most probable move comes last: who is drawn by lot takes the others first, and nobody needs to be drawn for it.
            if let Some(of_state) = starts.last().and_then(|&start| to.get_mut(start..)) {
                of_state.sort_by(|one: &Move, other| one.probability.total_cmp(&other.probability));
            }
            starts.push(to.len());
        }
        Self { starts, to }
    }

    /// The moves of a state.
    pub(in crate::projection) fn of(&self, state: usize) -> &[Move] {
        &self.to[self.starts[state]..self.starts[state + 1]]
    }

    /// For each state, the chances at the end of this year, and of the events within it.
    pub(in crate::projection) fn this_year(&self) -> Vec<Chances> {
        let states = 0..self.starts.len() - 1;
        states
            .map(|state| {
                let mut chances = Chances::default();
                self.of(state).iter().for_each(|one| count(&mut chances, one.place, one.events, one.probability));
                chances
            })
            .collect()
    }

    /// For each state at the start of this year, the chances of a later year, given those for each state at its end.
    pub(in crate::projection) fn year_before(&self, later: &[Chances]) -> Vec<Chances> {
        let states = 0..self.starts.len() - 1;
        states
            .map(|state| {
                let mut chances = Chances::default();
                for one in self.of(state) {
                    chances.iter_mut().zip(&later[one.to]).for_each(|(chance, later)| *chance += one.probability * later);
                }
                chances
            })
            .collect()
    }

    /// The expected people in each state after this year, and what is counted in it.
    pub(in crate::projection) fn advance(&self, people: &[f64]) -> (Vec<f64>, Chances) {
        let (mut after, mut counted) = (vec![0.0; people.len()], Chances::default());
        for (state, &people) in people.iter().enumerate().filter(|(_, people)| **people != 0.0) {
            for one in self.of(state) {
                after[one.to] += people * one.probability;
                count(&mut counted, one.place, one.events, people * one.probability);
            }
        }
        (after, counted)
    }
}

/// By how much the people in each state after a year, and what is counted in it, change when one probability changes by `by`.
///
/// The probability of a move is linear in each single assumption, so the difference between the assumption being 1 and 0 is its exact
/// derivative.
pub(in crate::projection) fn shift(
    places: &Places,
    of: &Probabilities,
    (at, by): (usize, f64),
    users: &[usize],
    people: &[f64],
    after: &mut [f64],
    counted: &mut Chances,
) {
    let ends = [(1.0, by), (0.0, -by)];
    for (value, weight) in ends {
        let mut changed = of.clone();
        changed.values[at] = value;
        for &state in users.iter().filter(|state| people[**state] != 0.0) {
            places.moves(&changed, state, |to, probability, flows| {
                let people = people[state] * weight * probability;
                after[to] += people;
                count(counted, places.states().place(to).0 as usize, events(flows), people);
            });
        }
    }
}
