//! What lies ahead of a person in each state at each time: the products and areas that every multi-state estimate is made of, from the
//! end backward.

use super::transition_step::TransitionStep;
use super::transition_table::TransitionRiskTable;

/// For each of some times of a table a value for each state just after it and each state later: a probability at an end, or a mean time
/// until then.
pub(super) struct Ahead {
    size: usize,
    /// `value[at * size² + from * size + later]`; the first square is that of the start.
    value: Vec<f64>,
}

impl Ahead {
    /// The probability of each state after the last of the times.
    pub(super) fn probability(table: &TransitionRiskTable, positions: &[usize]) -> Self {
        Self::backward(table, positions, 1.0, |_| 0.0)
    }

    /// The mean time in each state until a horizon, which is not before the last of the times.
    pub(super) fn time(table: &TransitionRiskTable, positions: &[usize], start: f64, horizon: f64) -> Self {
        let time = |at: usize| at.checked_sub(1).map_or(start, |before| table.times()[positions[before]]);
        let end = |at: usize| if at == positions.len() { horizon } else { time(at + 1) };
        Self::backward(table, positions, 0.0, |at| end(at) - time(at))
    }

    /// From the end, where being in a state is worth `last` there, back to the start; the time after each step is worth `gain` where it
    /// is spent.
    fn backward(table: &TransitionRiskTable, positions: &[usize], last: f64, gain: impl Fn(usize) -> f64) -> Self {
        let size = table.states().len();
        let square = size * size;
        let mut value = vec![0.0; (positions.len() + 1) * square];
        // The columns of the matrix lie together while the steps are taken.
        let mut columns: Vec<f64> = (0..square).map(|place| if place / size == place % size { last } else { 0.0 }).collect();
        let mut step = TransitionStep::default();
        for at in (0..=positions.len()).rev() {
            let gained = gain(at);
            (0..size).for_each(|state| columns[state * size + state] += gained);
            let kept = &mut value[at * square..(at + 1) * square];
            (0..square).for_each(|place| kept[place] = columns[place % size * size + place / size]);
            if at > 0 && step.read(table, positions[at - 1]) {
                columns.chunks_exact_mut(size).for_each(|column| step.backward(column));
            }
        }
        Self { size, value }
    }

    /// Just after the time at a place among the positions, by state there and state later.
    pub(super) fn after(&self, at: usize) -> &[f64] {
        let square = self.size * self.size;
        &self.value[(at + 1) * square..(at + 2) * square]
    }

    /// From the start on.
    pub(super) fn at_start(&self) -> &[f64] {
        &self.value[..self.size * self.size]
    }
}
