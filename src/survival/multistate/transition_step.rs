//! What one time does to a vector of probabilities: one factor of the product integral.

use super::settings::MultistateVariance;
use super::transition_table::TransitionRiskTable;

/// The matrix `I + dA` of one time, as far as it is not the identity.
#[derive(Debug, Clone, Default)]
pub(super) struct TransitionStep {
    /// The states that somebody leaves: position, share that stays, number at risk, and probability of being there before.
    left: Vec<LeftState>,
    /// Position in `left` of the state left, position of the state reached, share of those at risk that goes.
    moves: Vec<(usize, usize, f64)>,
    /// The values of the states in `left` before the step.
    before: Vec<f64>,
}

#[derive(Debug, Clone, Copy)]
struct LeftState {
    state: usize,
    stay: f64,
    at_risk: f64,
}

impl TransitionStep {
    /// The step at a position of a table; the buffers are used again. Whether anything moves.
    pub(super) fn read(&mut self, table: &TransitionRiskTable, at: usize) -> bool {
        let row = table.row(at);
        self.left.clear();
        self.moves.clear();
        for (&(from, to), &moved) in table.transitions().iter().zip(row.moved).filter(|(_, moved)| **moved > 0.0) {
            let (from, to) = (from as usize, to as usize);
            if self.left.last().is_none_or(|left| left.state != from) {
                self.left.push(LeftState { state: from, stay: 0.0, at_risk: row.at_risk[from] });
            }
            let Some(left) = self.left.last_mut() else { continue };
            // For now the number that leaves; it becomes the share that stays.
            left.stay += moved;
            self.moves.push((self.left.len() - 1, to, moved / row.at_risk[from]));
        }
        for left in &mut self.left {
            left.stay = ((left.at_risk - left.stay) / left.at_risk).max(0.0);
        }
        !self.left.is_empty()
    }

    /// A row of probabilities after the step: `p (I + dA)`.
    pub(super) fn forward(&mut self, row: &mut [f64]) {
        self.before.clear();
        self.before.extend(self.left.iter().map(|left| row[left.state]));
        self.left.iter().for_each(|left| row[left.state] *= left.stay);
        self.moves.iter().for_each(|&(from, to, share)| row[to] += self.before[from] * share);
    }

    /// A column of values by state before the step: `(I + dA) b`.
    pub(super) fn backward(&mut self, column: &mut [f64]) {
        self.before.clear();
        self.before.extend(self.left.iter().map(|left| column[left.state] * left.stay));
        self.moves.iter().for_each(|&(from, to, share)| self.before[from] += column[to] * share);
        self.left.iter().zip(&self.before).for_each(|(left, &value)| column[left.state] = value);
    }

    /// A square matrix `C`, by rows, after the step: `(I + dA)ᵀ C (I + dA)`.
    pub(super) fn congruence(&mut self, square: &mut [f64], size: usize) {
        for _ in 0..2 {
            square.chunks_exact_mut(size).for_each(|row| self.forward(row));
            transpose(square, size);
        }
    }

    /// Adds what the step contributes to the covariance of two rows of probabilities that lie with `weight` and `other` on the states left:
    /// their values before the step for Greenwood's variance, after it for Aalen's.
    pub(super) fn add_covariance(&self, rule: MultistateVariance, weight: &[f64], other: &[f64], square: &mut [f64], size: usize) {
        for (at, left) in self.left.iter().enumerate() {
            let factor = weight[left.state] * other[left.state] / left.at_risk;
            if factor == 0.0 {
                continue;
            }
            let moves = || self.moves.iter().filter(move |(from, ..)| *from == at).map(|&(_, to, share)| (to, share));
            match rule {
                MultistateVariance::Greenwood => {
                    for (to, share) in moves().chain([(left.state, left.stay)]) {
                        square[to * size + to] += factor * share;
                        for (other, other_share) in moves().chain([(left.state, left.stay)]) {
                            square[to * size + other] -= factor * share * other_share;
                        }
                    }
                }
                MultistateVariance::Aalen => {
                    for (to, share) in moves() {
                        square[to * size + to] += factor * share;
                        square[left.state * size + left.state] += factor * share;
                        square[to * size + left.state] -= factor * share;
                        square[left.state * size + to] -= factor * share;
                    }
                }
            }
        }
    }

    /// The variance that the step gives to a sum of values by state, a value for each state reached, when the probability lies with
    /// `weight` on the states left.
    pub(super) fn variance_of(&self, rule: MultistateVariance, weight: &[f64], value: impl Fn(usize) -> f64) -> f64 {
        let of_state = |(at, left): (usize, &LeftState)| {
            let gains =
                || self.moves.iter().filter(move |(from, ..)| *from == at).map(|&(_, to, share)| (share, value(to) - value(left.state)));
            let squares: f64 = gains().map(|(share, gain)| share * gain * gain).sum();
            let mean: f64 = gains().map(|(share, gain)| share * gain).sum();
            let spread = if rule == MultistateVariance::Greenwood { (squares - mean * mean).max(0.0) } else { squares };
            weight[left.state] * weight[left.state] * spread / left.at_risk
        };
        self.left.iter().enumerate().map(of_state).sum()
    }

    /// For each state left, the number at risk in it and by how much the step raises a value by state for those who were there.
    pub(super) fn gains<'a>(&'a self, value: impl Fn(usize) -> f64 + Copy + 'a) -> impl Iterator<Item = (usize, f64, f64)> + 'a {
        self.left.iter().enumerate().map(move |(at, left)| {
            let moves = self.moves.iter().filter(|(from, ..)| *from == at);
            (left.state, left.at_risk, moves.map(|&(_, to, share)| share * (value(to) - value(left.state))).sum())
        })
    }
}

/// Exchanges rows and columns.
fn transpose(square: &mut [f64], size: usize) {
    for row in 0..size {
        for column in 0..row {
            square.swap(row * size + column, column * size + row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::StateObservations;

    /// Of four in state a one goes to b and one to c at time 1; of two in b one goes to a.
    fn step() -> TransitionStep {
        let person = ["1", "2", "3", "4", "5", "6"];
        let from = ["a", "a", "a", "a", "b", "b"];
        let to = [Some("b"), Some("c"), None, None, Some("a"), None];
        let time = [1.0, 1.0, 2.0, 2.0, 1.0, 2.0];
        let table = StateObservations::new(&["a", "b", "c"], &person, &from, &to, &[0.0; 6], &time).unwrap().risk_table().unwrap();
        let mut step = TransitionStep::default();
        assert!(step.read(&table, 0));
        step
    }

    #[test]
    fn rows_and_columns_are_multiplied_by_the_shares_that_go() {
        // I + dA is (1/2, 1/4, 1/4), (1/2, 1/2, 0), (0, 0, 1).
        let mut row = [0.5, 0.25, 0.25];
        step().forward(&mut row);
        assert_eq!(row, [0.375, 0.25, 0.375]);
        let mut column = [1.0, 2.0, 4.0];
        step().backward(&mut column);
        assert_eq!(column, [2.0, 1.5, 4.0]);
    }

    #[test]
    fn the_covariance_is_that_of_a_draw_or_of_counts() {
        // Of four: (h (1 - h)) / 4 for shares of 1/2, 1/4, 1/4, and -h h' / 4 between them.
        let add = |rule| {
            let mut square = [0.0; 9];
            step().add_covariance(rule, &[1.0, 0.0, 0.0], &[1.0, 0.0, 0.0], &mut square, 3);
            square
        };
        let n = 4.0;
        let greenwood = [0.25 / n, -0.125 / n, -0.125 / n, -0.125 / n, 0.1875 / n, -0.0625 / n, -0.125 / n, -0.0625 / n, 0.1875 / n];
        assert_eq!(add(MultistateVariance::Greenwood), greenwood);
        // Counts of one each: variance 1 / 4², and what stays takes both.
        assert_eq!(add(MultistateVariance::Aalen), [0.125, -0.0625, -0.0625, -0.0625, 0.0625, 0.0, -0.0625, 0.0, 0.0625]);
        // The variance of a sum of values is the same by either way.
        for rule in [MultistateVariance::Greenwood, MultistateVariance::Aalen] {
            let (square, values) = (add(rule), [1.0, 3.0, 7.0]);
            let whole: f64 = (0..9).map(|at| square[at] * values[at / 3] * values[at % 3]).sum();
            assert!((step().variance_of(rule, &[1.0, 0.0, 0.0], |state| values[state]) - whole).abs() < 1e-15);
        }
    }
}
