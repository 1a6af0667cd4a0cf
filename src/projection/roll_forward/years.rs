//! The moves of every projected year, and what follows from them: chances looking ahead, people going forward, and how both respond
//! to an assumption.

use super::moments::Chances;
use super::moves::{Moves, shift};
use super::probabilities::{Places, Probabilities};
use super::states::States;
use crate::projection::assumptions::Assumptions;
use std::sync::OnceLock;

/// The years of a projection. Years in a row under the same assumptions share their moves.
pub(in crate::projection) struct Years {
    places: Places,
    probabilities: Vec<Probabilities>,
    moves: Vec<Moves>,
    /// Which of the moves each year has.
    of_year: Vec<usize>,
    /// The states whose moves depend on each probability; found when first asked for.
    users: OnceLock<Vec<Vec<usize>>>,
}

/// A change of one probability in one year.
#[derive(Debug, Clone, Copy)]
pub(in crate::projection) struct Change {
    pub(in crate::projection) year: usize,
    pub(in crate::projection) at: usize,
    pub(in crate::projection) by: f64,
}

impl Years {
    /// The years under assumptions given for each; the last ones hold for all later years.
    pub(in crate::projection) fn new(assumptions: &[&Assumptions], horizon: usize) -> Self {
        let places = Places::new(States::of(assumptions));
        let (mut probabilities, mut moves, mut of_year): (Vec<Probabilities>, Vec<Moves>, Vec<usize>) = Default::default();
        for year in 0..horizon {
            if let Some(of) = assumptions.get(year) {
                let of = places.probabilities(of);
                if probabilities.last() != Some(&of) {
                    moves.push(Moves::new(&places, &of));
                    probabilities.push(of);
                }
            }
            of_year.push(moves.len().saturating_sub(1));
        }
        Self { places, probabilities, moves, of_year, users: OnceLock::new() }
    }

    pub(in crate::projection) fn places(&self) -> &Places {
        &self.places
    }

    pub(in crate::projection) fn states(&self) -> &States {
        self.places.states()
    }

    pub(in crate::projection) fn horizon(&self) -> usize {
        self.of_year.len()
    }

    pub(in crate::projection) fn moves(&self, year: usize) -> &Moves {
        &self.moves[self.of_year[year]]
    }

    pub(in crate::projection) fn probabilities(&self, year: usize) -> &Probabilities {
        &self.probabilities[self.of_year[year]]
    }

    /// Calls `visit` with each year, each earlier year or the same, and the chances at the end of the one for people in each state at the
    /// start of the other.
    ///
    /// From the first year on after which nothing changes, chances depend on the years between only and are computed once.
    pub(in crate::projection) fn look_ahead(&self, mut visit: impl FnMut(usize, usize, &[Chances])) {
        let last = self.of_year.last().copied().unwrap_or(0);
        let steady = self.of_year.iter().position(|moves| *moves == last).unwrap_or(0);
        let mut by_years_lived: Vec<Vec<Chances>> = Vec::new();
        for year in steady..self.horizon() {
            let moves = self.moves(year);
            let chances = by_years_lived.last().map_or_else(|| moves.this_year(), |later| moves.year_before(later));
            by_years_lived.push(chances);
        }
        for year in 0..self.horizon() {
            let mut chances: Option<Vec<Chances>> = None;
            for start in (0..=year).rev() {
                let ahead = match (start >= steady, chances.take()) {
                    (true, _) => None,
                    (false, Some(later)) => Some(self.moves(start).year_before(&later)),
                    (false, None) if start == year => Some(self.moves(start).this_year()),
                    (false, None) => Some(self.moves(start).year_before(&by_years_lived[year - steady])),
                };
                visit(year, start, ahead.as_ref().unwrap_or_else(|| &by_years_lived[year - start.max(steady)]));
                chances = ahead;
            }
        }
    }

    /// The expected people in each state at the start of each year, new licence holders included, and what is counted in it.
    pub(in crate::projection) fn follow(&self, mut people: Vec<f64>, inflow: &[f64]) -> Vec<(Vec<f64>, Chances)> {
        let mut years = Vec::with_capacity(self.horizon());
        for (year, new) in inflow.iter().enumerate().take(self.horizon()) {
            people[self.states().never(0)] += new;
            let (after, counted) = self.moves(year).advance(&people);
            years.push((std::mem::replace(&mut people, after), counted));
        }
        years
    }

    /// By how much what is counted of each year changes when probabilities change a little: the derivative in that direction.
    pub(in crate::projection) fn respond(&self, people: &[(Vec<f64>, Chances)], changes: &[Change]) -> Vec<Chances> {
        let users = self.users.get_or_init(|| users(&self.places));
        let mut moved = vec![0.0; self.states().len()];
        let first = changes.iter().map(|change| change.year).min().unwrap_or(self.horizon());
        let mut response = vec![Chances::default(); first.min(self.horizon())];
        for (year, (people, _)) in people.iter().enumerate().skip(first) {
            let (mut after, mut counted) = self.moves(year).advance(&moved);
            for change in changes.iter().filter(|change| change.year == year) {
                let (of, users) = (self.probabilities(year), &users[change.at]);
                shift(&self.places, of, (change.at, change.by), users, people, &mut after, &mut counted);
            }
            moved = after;
            response.push(counted);
        }
        response
    }
}

/// For each probability the states whose moves depend on it.
fn users(places: &Places) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); places.len()];
    for state in 0..places.states().len() {
        places.used_by(state).into_iter().for_each(|at| users[at].push(state));
    }
    users
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::assumed::Assumed;
    use crate::projection::assumptions::TenureOnReturn;

    /// For each probability the states whose moves change with it.
    fn changed(places: &Places, of: &Probabilities) -> Vec<Vec<usize>> {
        let with = |at: usize, value: f64| {
            let mut changed = Probabilities { values: vec![0.5; places.len()], ..of.clone() };
            changed.values[at] = value;
            changed
        };
        let moves = |of: &Probabilities, state: usize| {
            let mut found = Vec::new();
            places.moves(of, state, |to, probability, _| found.push((to, probability.to_bits())));
            found
        };
        let of_place = |at: usize| {
            let (never, always) = (with(at, 0.0), with(at, 1.0));
            (0..places.states().len()).filter(|&state| moves(&never, state) != moves(&always, state)).collect()
        };
        (0..places.len()).map(of_place).collect()
    }

    #[test]
    fn states_use_the_probabilities_that_change_their_moves() {
        let p = |probability: f64| Assumed::typed_in(probability, "").unwrap();
        for tenure_on_return in [TenureOnReturn::Reset, TenureOnReturn::Longest, TenureOnReturn::RunsOn] {
            let assumptions = Assumptions {
                entry: vec![p(0.9), p(0.1), p(0.05)],
                lapse: vec![p(0.1), p(0.2), p(0.05), p(0.3)],
                reinstatement: vec![p(0.2), p(0.1)],
                tenure_on_return,
                ..Assumptions::nothing_happens()
            };
            let places = Places::new(States::of(&[&assumptions]));
            assert_eq!(users(&places), changed(&places, &places.probabilities(&assumptions)));
        }
    }
}
