//! Members who go on leave, lapse and come back at the ends of quarters: their paths, and the exact probabilities of these.

use super::Draws;
use super::quarterly::{Seen, seen_until};
use kaiin::Result;
use kaiin::survival::StateObservations;

/// The states that a register shows, in their order.
pub(crate) const STATES: [&str; 4] = ["active", "on leave", "lapsed", "gone"];
pub(crate) const GONE: usize = 3;
/// Active after a lapse: the register shows `active`.
const AGAIN: usize = 4;

/// A probability for each state, those who came back apart.
pub(crate) type Shares = [f64; 5];

/// What happens to members at the end of each quarter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Process {
    /// How many times likelier to lapse are those who have lapsed before: 1 where the past does not count (Markov).
    pub(crate) relapse: f64,
}

/// How members are spread at first.
pub(crate) const START: Shares = [0.85, 0.15, 0.0, 0.0, 0.0];

impl Process {
    /// Where those in a state are after the end of a quarter.
    fn step(self, from: usize, quarter: u32) -> Shares {
        let lapse = if quarter.is_multiple_of(4) { 0.07 } else { 0.01 };
        let active = |lapse: f64, stays: usize| {
            let mut shares = [0.0, 0.02, lapse, 0.003, 0.0];
            shares[stays] += 1.0 - 0.02 - lapse - 0.003;
            shares
        };
        match from {
            0 => active(lapse, 0),
            1 => [0.12, 0.837, 0.04, 0.003, 0.0],
            2 => [0.0, 0.0, 0.927, 0.003, 0.07],
            AGAIN => active(self.relapse * lapse, AGAIN),
            _ => [0.0, 0.0, 0.0, 1.0, 0.0],
        }
    }

    /// The shares after each quarter from one to another, the first one included.
    fn course(self, start: Shares, from: u32, to: u32) -> Vec<Shares> {
        let mut course = vec![start];
        let mut shares = start;
        for quarter in from + 1..=to {
            let mut after = [0.0; 5];
            for (state, share) in shares.into_iter().enumerate() {
                after.iter_mut().zip(self.step(state, quarter)).for_each(|(after, moves)| *after += share * moves);
            }
            shares = after;
            course.push(shares);
        }
        course
    }

    /// The shares as a register shows them, so many quarters later.
    pub(crate) fn shares(self, start: Shares, from: u32, to: u32) -> [f64; 4] {
        shown(self.course(start, from, to)[(to - from) as usize])
    }

    /// The mean years in each state as a register shows them, between two quarters.
    pub(crate) fn years(self, start: Shares, from: u32, to: u32) -> [f64; 4] {
        let mut years = [0.0; 4];
        for shares in &self.course(start, from, to)[..(to - from) as usize] {
            years.iter_mut().zip(shown(*shares)).for_each(|(years, share)| *years += share / 4.0);
        }
        years
    }

    /// How those whom a register shows in a state at a quarter are spread.
    pub(crate) fn given(self, state: usize, quarter: u32) -> Shares {
        let all = self.course(START, 0, quarter)[quarter as usize];
        let mut given = [0.0; 5];
        (0..5).filter(|&at| at % AGAIN == state).for_each(|at| given[at] = all[at]);
        let sum: f64 = given.iter().sum();
        given.map(|share| share / sum)
    }

    /// So many members under observation.
    pub(crate) fn simulated(self, size: usize, seen: Seen, seed: u64) -> Result<StateObservations> {
        let mut draws = Draws::new(seed);
        let mut rows = Rows::default();
        let mut persons = 0;
        while persons < size {
            let entry = seen.entry(&mut draws);
            let until = seen_until(entry, &mut draws);
            persons += usize::from(rows.add(&persons.to_string(), &self.path(&mut draws), entry, until));
        }
        StateObservations::new(&STATES, &rows.person, &rows.from, &rows.to, &rows.entry, &rows.time)
    }

    /// The state after each quarter.
    fn path(self, draws: &mut Draws) -> Vec<usize> {
        let mut path = vec![draws.position(&START)];
        for quarter in 1..=52 {
            let now = path[path.len() - 1];
            path.push(draws.position(&self.step(now, quarter)));
        }
        path
    }
}

fn shown(shares: Shares) -> [f64; 4] {
    let [active, on_leave, lapsed, gone, again] = shares;
    [active + again, on_leave, lapsed, gone]
}

/// The stretches of all members, by column.
#[derive(Debug, Default)]
struct Rows {
    person: Vec<String>,
    from: Vec<&'static str>,
    to: Vec<Option<&'static str>>,
    entry: Vec<f64>,
    time: Vec<f64>,
}

impl Rows {
    /// Adds what is seen of a member; whether anything is.
    fn add(&mut self, person: &str, path: &[usize], entry: f64, until: f64) -> bool {
        let (mut state, mut since) = (path[(4.0 * entry) as usize] % AGAIN, entry);
        if state == GONE {
            return false;
        }
        for (quarter, next) in path.iter().enumerate().map(|(quarter, next)| (quarter as f64 / 4.0, next % AGAIN)) {
            if quarter > since && quarter < until && next != state && state != GONE {
                self.push(person, state, Some(next), since, quarter);
                (state, since) = (next, quarter);
            }
        }
        if state != GONE {
            self.push(person, state, None, since, until);
        }
        true
    }

    fn push(&mut self, person: &str, from: usize, to: Option<usize>, entry: f64, time: f64) {
        self.person.push(person.to_owned());
        self.from.push(STATES[from]);
        self.to.push(to.map(|to| STATES[to]));
        self.entry.push(entry);
        self.time.push(time);
    }
}
