//! One step of self-consistency: who is expected to have left in each cell, and who was at risk.
//!
//! In terms of the hazard of each cell, so that delayed entry needs no persons who were never seen: with exact times one step is the
//! Kaplan-Meier estimator.

use super::innermost::Placed;

/// Below this logarithm what is left of a cell is nothing.
const NOTHING_LEFT: f64 = -500.0;

/// The rows in terms of cells, as sums that every step needs.
#[derive(Debug)]
pub(super) struct Rows {
    cells: usize,
    /// Rows whose event lies in `low..high`.
    events: Vec<(usize, usize, f64)>,
    /// Weight that enters before each cell.
    entering: Vec<f64>,
    /// Weight censored before each cell.
    censored: Vec<f64>,
    /// Weight that is at risk in a cell and certain not to leave in it.
    surely_staying: Vec<f64>,
    pub(super) weight: f64,
}

/// What a hazard leads to.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Events expected in each cell for each unit of its hazard.
    pub(super) per_hazard: Vec<f64>,
    /// Weight expected to be at risk in each cell.
    pub(super) at_risk: Vec<f64>,
    pub(super) log_likelihood: f64,
}

impl Rows {
    pub(super) fn new(cells: usize, rows: &[Placed]) -> Self {
        let mut events: Vec<(usize, usize, f64)> = Vec::new();
        let (mut entering, mut censored, mut staying) = (vec![0.0; cells + 1], vec![0.0; cells + 1], vec![0.0; cells + 1]);
        let mut weight = 0.0;
        let mut sorted = rows.to_vec();
        sorted.sort_by(|a, b| (a.low, a.high, a.entry).cmp(&(b.low, b.high, b.entry)).then(a.weight.total_cmp(&b.weight)));
        for row in &sorted {
            weight += row.weight;
            entering[row.entry] += row.weight;
            staying[row.entry] += row.weight;
            staying[row.low] -= row.weight;
            match row.high {
                None => censored[row.low] += row.weight,
                Some(high) => match events.last_mut().filter(|last| (last.0, last.1) == (row.low, high)) {
                    Some(last) => last.2 += row.weight,
                    None => events.push((row.low, high, row.weight)),
                },
            }
        }
        let mut sum = 0.0;
        for value in &mut staying {
            sum += *value;
            *value = sum;
        }
        Self { cells, events, entering, censored, surely_staying: staying, weight }
    }

    /// The hazards of equal masses.
    pub(super) fn start(&self) -> Vec<f64> {
        (0..self.cells).map(|cell| 1.0 / (self.cells - cell + 1) as f64).collect()
    }

    /// What some hazards lead to.
    pub(super) fn step(&self, hazards: &[f64]) -> Step {
        let Survivors { before, after, end_of } = survivors(hazards);
        let mut log_likelihood: f64 = (0..self.cells)
            .filter(|&cell| self.surely_staying[cell] > 0.5 * f64::EPSILON * self.weight)
            .map(|cell| self.surely_staying[cell] * (-hazards[cell]).ln_1p())
            .sum();
        let (mut starting, mut ending) = (vec![0.0; self.cells + 1], vec![0.0; self.cells + 1]);
        for &(low, high, weight) in &self.events {
            let high = high.min(end_of[low]);
            let chance = -(after[high - 1] - before[low]).exp_m1();
            log_likelihood += weight * chance.ln();
            if chance > 0.0 {
                let part = weight * (-before[low]).exp() / chance;
                starting[low] += part;
                ending[high] += part;
            }
        }
        let (mut sum, mut next_stretch) = (0.0, 0);
        let mut per_hazard = Vec::with_capacity(self.cells);
        for cell in 0..self.cells {
            // what ends where a stretch begins is of the stretch before it
            sum = if cell == next_stretch { starting[cell] } else { sum + starting[cell] - ending[cell] };
            next_stretch = end_of[cell];
            per_hazard.push((sum * before[cell].exp()).max(0.0));
        }
        let mut at_risk = Vec::with_capacity(self.cells);
        let mut now = 0.0;
        for cell in 0..self.cells {
            now += self.entering[cell] - self.censored[cell];
            at_risk.push(now);
            now -= hazards[cell] * per_hazard[cell];
        }
        Step { per_hazard, at_risk, log_likelihood }
    }
}

/// Logarithms of the share still there before and after each cell, counted from the start of its stretch; a stretch ends where nobody is
/// left.
struct Survivors {
    before: Vec<f64>,
    after: Vec<f64>,
    /// The first cell after the stretch of each.
    end_of: Vec<usize>,
}

fn survivors(hazards: &[f64]) -> Survivors {
    let mut log = 0.0;
    let (mut before, mut after) = (Vec::with_capacity(hazards.len()), Vec::with_capacity(hazards.len()));
    for &hazard in hazards {
        before.push(log);
        log += (-hazard).ln_1p();
        after.push(log);
        if log < NOTHING_LEFT {
            log = 0.0;
        }
    }
    let mut end_of = vec![hazards.len(); hazards.len()];
    for cell in (0..hazards.len().saturating_sub(1)).rev() {
        end_of[cell] = if after[cell] < NOTHING_LEFT { cell + 1 } else { end_of[cell + 1] };
    }
    Survivors { before, after, end_of }
}
