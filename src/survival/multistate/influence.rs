//! How much each person moves a multi-state estimate: the infinitesimal jackknife.

use super::ahead::Ahead;
use super::observations::StateObservations;
use super::transition_step::TransitionStep;
use super::transition_table::TransitionRiskTable;

/// The derivative of an estimate for each state by the weight of each person, times that weight.
pub(super) struct StateInfluence<'a> {
    rows: &'a StateObservations,
    size: usize,
    /// `value[person * size + state]`.
    value: Vec<f64>,
}

/// What being at risk in a state up to each time is worth, and what leaving it then is worth.
struct Worth {
    times: Vec<f64>,
    /// `stayed[(time * size + from) * size + state]`: the sum up to and with the time.
    stayed: Vec<f64>,
    /// `weight[time * size + from]`: the share in the state just before the time, divided by the weight at risk there.
    weight: Vec<f64>,
}

impl Worth {
    fn new(table: &TransitionRiskTable, positions: &[usize], initial: &[f64], ahead: &Ahead) -> Self {
        let size = initial.len();
        let mut share = initial.to_vec();
        let mut sum = vec![0.0; size * size];
        let mut step = TransitionStep::default();
        let mut worth = Self { times: Vec::new(), stayed: Vec::new(), weight: Vec::new() };
        for (at, &position) in positions.iter().enumerate() {
            step.read(table, position);
            let after = ahead.after(at);
            worth.times.push(table.times()[position]);
            worth.weight.resize((at + 1) * size, 0.0);
            for state in 0..size {
                for (from, at_risk, gain) in step.gains(|reached| after[reached * size + state]) {
                    worth.weight[at * size + from] = share[from] / at_risk;
                    sum[from * size + state] -= share[from] / at_risk * gain;
                }
            }
            worth.stayed.extend_from_slice(&sum);
            step.forward(&mut share);
        }
        worth
    }

    /// The place of the last time that is not after a given one.
    fn place(&self, time: f64) -> Option<usize> {
        self.times.partition_point(|&known| known <= time).checked_sub(1)
    }
}

impl<'a> StateInfluence<'a> {
    pub(super) fn new(rows: &'a StateObservations, size: usize) -> Self {
        let persons = rows.person.iter().max().map_or(0, |&last| last as usize + 1);
        Self { rows, size, value: vec![0.0; persons * size] }
    }

    /// What each person does by being at risk and by moving, at some times of a table.
    pub(super) fn of_moves(&mut self, table: &TransitionRiskTable, positions: &[usize], initial: &[f64], ahead: &Ahead) {
        let worth = Worth::new(table, positions, initial, ahead);
        let size = self.size;
        for row in 0..self.rows.len() {
            let (from, weight) = (self.rows.from[row] as usize, self.rows.weight_of(row));
            let Some(last) = worth.place(self.rows.time[row]).filter(|_| weight > 0.0) else { continue };
            let first = worth.place(self.rows.entry[row]);
            let moved = self.rows.to[row].filter(|_| worth.times[last] == self.rows.time[row]);
            let person = self.rows.person[row] as usize * size;
            for state in 0..size {
                let at = |place: usize| worth.stayed[(place * size + from) * size + state];
                let mut value = at(last) - first.map_or(0.0, at);
                if let Some(to) = moved {
                    let after = ahead.after(last);
                    value += worth.weight[last * size + from] * (after[to as usize * size + state] - after[from * size + state]);
                }
                self.value[person + state] += weight * value;
            }
        }
    }

    /// What each person does by being among those who tell the shares at the start.
    pub(super) fn of_start(&mut self, at_start: &[bool], mean: &[f64], from_start: &[f64]) {
        let there = || (0..self.rows.len()).filter(|&row| at_start[row]);
        let all: f64 = there().map(|row| self.rows.weight_of(row)).sum();
        for row in there() {
            let (from, weight) = (self.rows.from[row] as usize, self.rows.weight_of(row));
            let person = self.rows.person[row] as usize * self.size;
            for state in 0..self.size {
                self.value[person + state] += weight / all * (from_start[from * self.size + state] - mean[state]);
            }
        }
    }

    /// The sum of squares over persons, by state.
    pub(super) fn squares(&self) -> Vec<f64> {
        (0..self.size).map(|state| self.value.iter().skip(state).step_by(self.size).map(|value| value * value).sum()).collect()
    }
}
