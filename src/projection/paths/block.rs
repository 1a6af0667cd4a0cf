//! Some paths side by side: everyone moved, state after state, for all of them.

use super::counts::{Chance, poisson};
use crate::projection::chain::Arrival;
use crate::projection::roll_forward::{Move, Moves, ProjectedState};
use crate::random::Draws;

/// What is counted of a year on one path: the five states at its end, then joined, reinstated, left, and the new licence holders.
pub(super) const COUNTED: usize = 9;

/// The people of some paths, by state and path.
pub(super) struct Block {
    paths: usize,
    people: Vec<u32>,
    after: Vec<u32>,
    /// What is counted of the year, by kind and path.
    pub(super) counted: Vec<u32>,
    draws: Draws,
}

impl Block {
    pub(super) fn new(start: &[u32], paths: usize, draws: Draws) -> Self {
        let people: Vec<u32> = start.iter().flat_map(|&count| std::iter::repeat_n(count, paths)).collect();
        Self { paths, after: vec![0; people.len()], people, counted: vec![0; COUNTED * paths], draws }
    }

    /// The random numbers of these paths.
    pub(super) fn draws(&mut self) -> &mut Draws {
        &mut self.draws
    }

    /// Lives through one year: the new licence holders come into `never`, then everyone moves.
    pub(super) fn live(&mut self, moves: &Moves, inflow: &Arrival, never: usize) {
        self.counted.fill(0);
        self.after.fill(0);
        for path in 0..self.paths {
            let new = arrived(inflow, &mut self.draws);
            self.people[never * self.paths + path] += new;
            self.counted[(COUNTED - 1) * self.paths + path] = new;
        }
        for state in 0..self.people.len() / self.paths {
            self.leave(state, moves.of(state));
        }
        std::mem::swap(&mut self.people, &mut self.after);
    }

    /// Moves the people of one state, on all paths: of those not yet moved, each move takes a binomial number, the last one all others.
    fn leave(&mut self, state: usize, moves: &[Move]) {
        let here = state * self.paths..(state + 1) * self.paths;
        let Some(most) = self.people[here.clone()].iter().max().copied().filter(|most| *most > 0) else { return };
        let Some((last, others)) = moves.split_last() else { return };
        let mut not_moved = 1.0;
        for one in others {
            let chance = Chance::new((one.probability / not_moved).min(1.0), most);
            for path in 0..self.paths {
                let people = self.people[here.start + path];
                let moved = chance.draw(&mut self.draws, people);
                self.people[here.start + path] = people - moved;
                self.put(one, path, moved);
            }
            not_moved -= one.probability;
            if not_moved <= 0.0 {
                return;
            }
        }
        for path in 0..self.paths {
            self.put(last, path, self.people[here.start + path]);
        }
    }

    fn put(&mut self, one: &Move, path: usize, people: u32) {
        self.after[one.to * self.paths + path] += people;
        self.counted[one.place * self.paths + path] += people;
        for (event, _) in one.events.iter().enumerate().filter(|(_, happens)| **happens) {
            self.counted[(ProjectedState::ALL.len() + event) * self.paths + path] += people;
        }
    }
}

/// The new licence holders of a year: a number that is not whole is rounded up as often as its fraction says.
fn arrived(inflow: &Arrival, draws: &mut Draws) -> u32 {
    let rounded = |number: f64, draws: &mut Draws| {
        let whole = number.max(0.0).floor();
        whole as u32 + u32::from(number > whole && draws.uniform() < number - whole)
    };
    match *inflow {
        Arrival::Fixed(people) => rounded(people, draws),
        Arrival::Poisson(mean) => poisson(draws, mean),
        Arrival::Binomial { of, probability } => {
            let of = u32::try_from(of).unwrap_or(u32::MAX);
            Chance::new(probability.get(), of).draw(draws, of)
        }
        Arrival::Uncertain { mean, deviation } => {
            let number = mean + deviation * super::uncertain::normal(draws);
            rounded(number, draws)
        }
    }
}
