//! Some paths side by side: everyone moved, state after state, for all of them.

use super::counts::{Chance, poisson};
use crate::projection::chain::Arrival;
use crate::projection::roll_forward::{Move, Moves, ProjectedState};
use crate::random::FastDraws;

/// What is counted of a year on one path: the five states at its end, then joined, reinstated, left, and the new licence holders.
pub(super) const COUNTED: usize = 9;

/// The moves of a year, ready to be drawn.
pub(super) struct Lots {
    /// By state: of leaving the most probable move, then of each other move among those that are left.
    of_states: Vec<Vec<Chance>>,
    /// By state, the kind that it is counted as.
    places: Vec<usize>,
}

impl Lots {
    pub(super) fn new(moves: &Moves, states: usize) -> Self {
        let of_state = |state: usize| {
            let others = moves.of(state).split_last().map_or(&[][..], |(_, others)| others);
            let away: f64 = others.iter().map(|one| one.probability).sum();
            let mut left = away;
            let share = |one: &Move| {
                let share = if left > 0.0 { (one.probability / left).min(1.0) } else { 1.0 };
                left -= one.probability;
                Chance::new(share)
            };
            std::iter::once(Chance::new(away.min(1.0))).chain(others.iter().map(share)).collect()
        };
        let mut places = vec![0; states];
        (0..states).flat_map(|state| moves.of(state)).for_each(|one| places[one.to] = one.place);
        Self { of_states: (0..states).map(of_state).collect(), places }
    }
}

/// The people of some paths, by state and path.
pub(super) struct Block {
    paths: usize,
    people: Vec<u32>,
    after: Vec<u32>,
    /// What is counted of the year, by kind and path.
    pub(super) counted: Vec<u32>,
    /// Those of one state who leave the most probable move, and of these those who make one move, by path.
    away: Vec<u32>,
    moved: Vec<u32>,
    draws: FastDraws,
}

impl Block {
    pub(super) fn new(start: &[u32], paths: usize, draws: FastDraws) -> Self {
        let people: Vec<u32> = start.iter().flat_map(|&count| std::iter::repeat_n(count, paths)).collect();
        let (after, counted) = (vec![0; people.len()], vec![0; COUNTED * paths]);
        Self { paths, after, people, counted, away: vec![0; paths], moved: vec![0; paths], draws }
    }

    /// The random numbers of these paths.
    pub(super) fn draws(&mut self) -> &mut FastDraws {
        &mut self.draws
    }

    /// Lives through one year: the new licence holders come into `never`, then everyone moves.
    pub(super) fn live(&mut self, moves: &Moves, lots: &mut Lots, inflow: &Arrival, never: usize) {
        self.counted.fill(0);
        self.after.fill(0);
        for path in 0..self.paths {
            let new = arrived(inflow, &mut self.draws);
            self.people[never * self.paths + path] += new;
            self.counted[(COUNTED - 1) * self.paths + path] = new;
        }
        for (state, chances) in lots.of_states.iter_mut().enumerate() {
            self.leave(state, moves.of(state), chances);
        }
        std::mem::swap(&mut self.people, &mut self.after);
        for (people, &place) in self.people.chunks_exact(self.paths).zip(&lots.places) {
            add(people, &mut self.counted, place);
        }
    }

    /// Moves the people of one state, on all paths: first how many do not make the most probable move, then which of the others each of
    /// these makes. Most people make the most probable one, so that few are left to be drawn for.
    fn leave(&mut self, state: usize, moves: &[Move], lots: &mut [Chance]) {
        let people = &self.people[state * self.paths..(state + 1) * self.paths];
        let (Some((last, others)), Some((leaving, lots))) = (moves.split_last(), lots.split_first_mut()) else { return };
        if people.iter().all(|people| *people == 0) {
            return;
        }
        leaving.draw_each(&mut self.draws, people, &mut self.away);
        self.moved.iter_mut().zip(people).zip(&self.away).for_each(|((stay, people), away)| *stay = people - away);
        put(last, &self.moved, &mut self.after, &mut self.counted);
        let Some((rest, others)) = others.split_last() else { return };
        for (one, lot) in others.iter().zip(lots) {
            lot.draw_each(&mut self.draws, &self.away, &mut self.moved);
            self.away.iter_mut().zip(&self.moved).for_each(|(away, moved)| *away -= moved);
            put(one, &self.moved, &mut self.after, &mut self.counted);
        }
        put(rest, &self.away, &mut self.after, &mut self.counted);
    }
}

/// Counts people who make a move, by path.
fn put(one: &Move, people: &[u32], after: &mut [u32], counted: &mut [u32]) {
    add(people, after, one.to);
    for (event, _) in one.events.iter().enumerate().filter(|(_, happens)| **happens) {
        add(people, counted, ProjectedState::ALL.len() + event);
    }
}

/// Adds people, by path, to those at a place.
fn add(people: &[u32], to: &mut [u32], place: usize) {
    let paths = people.len();
    to[place * paths..(place + 1) * paths].iter_mut().zip(people).for_each(|(sum, people)| *sum += people);
}

/// The new licence holders of a year: a number that is not whole is rounded up as often as its fraction says.
fn arrived(inflow: &Arrival, draws: &mut FastDraws) -> u32 {
    let rounded = |number: f64, draws: &mut FastDraws| {
        let whole = number.max(0.0).floor();
        whole as u32 + u32::from(number > whole && draws.uniform() < number - whole)
    };
    match *inflow {
        Arrival::Fixed(people) => rounded(people, draws),
        Arrival::Poisson(mean) => poisson(draws, mean),
        Arrival::Binomial { of, probability } => {
            let of = u32::try_from(of).unwrap_or(u32::MAX);
            Chance::new(probability.get()).draw(draws, of)
        }
        Arrival::Uncertain { mean, deviation } => {
            let number = mean + deviation * super::uncertain::normal(draws);
            rounded(number, draws)
        }
    }
}
