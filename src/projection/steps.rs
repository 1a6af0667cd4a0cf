//! Where a person can be, and with which probability the person moves there within one fiscal year.

use super::assumption::{Assumptions, TenureOnReturn};
use super::population::CohortPopulation;

/// How someone stands at the end of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Out,
    Active,
    OnLeave,
}

/// The states and the moves between them. A state is named by the year about to be lived: "never joined, in the k-th year since
/// licence", "active, in the t-th year since joining", "on leave, in the t-th year", "lapsed", "gone for good".
pub(super) struct Steps<'a> {
    assumptions: &'a Assumptions,
    entry_years: usize,
    tenures: usize,
}

/// What happens within one year to the people in their states, in expectation.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flows {
    pub(super) joined: f64,
    pub(super) reinstated: f64,
    pub(super) left: f64,
}

impl<'a> Steps<'a> {
    pub(super) fn new(assumptions: &'a Assumptions) -> Self {
        Self { assumptions, entry_years: assumptions.entry.len(), tenures: assumptions.lapse.len().saturating_sub(1).max(1) }
    }

    /// Number of states.
    pub(super) fn len(&self) -> usize {
        self.entry_years + 2 * self.tenures + 2
    }

    /// Never joined, about to live through the year `since` years after the licence cohort.
    pub(super) fn never(&self, since: u32) -> usize {
        (since as usize).min(self.entry_years - 1)
    }

    /// Active, about to live through the `tenure`-th year after the one of joining; tenures are counted from 1.
    fn active(&self, tenure: usize) -> usize {
        self.entry_years + tenure.clamp(1, self.tenures) - 1
    }

    fn on_leave(&self, tenure: usize) -> usize {
        self.active(tenure) + self.tenures
    }

    fn lapsed(&self) -> usize {
        self.len() - 2
    }

    fn gone(&self) -> usize {
        self.len() - 1
    }

    /// How someone in a state stands.
    fn standing(&self, state: usize) -> Standing {
        match state.checked_sub(self.entry_years) {
            Some(at) if at < self.tenures => Standing::Active,
            Some(at) if at < 2 * self.tenures => Standing::OnLeave,
            _ => Standing::Out,
        }
    }

    /// Lapse probability in the year `tenure` years after the one of joining.
    fn lapse(&self, tenure: usize) -> f64 {
        self.assumptions.lapse.get(tenure).or(self.assumptions.lapse.last()).map_or(0.0, |assumed| assumed.get())
    }

    /// Calls `to` with every state that can be reached from `state` within a year, and its probability.
    fn moves(&self, state: usize, mut to: impl FnMut(usize, f64)) {
        let a = self.assumptions;
        let gone = a.gone_for_good.get();
        let leave_the_roll = |probability: f64, to: &mut dyn FnMut(usize, f64)| {
            to(self.lapsed(), probability * (1.0 - gone));
            to(self.gone(), probability * gone);
        };
        if state < self.entry_years {
            let entry = a.entry.get(state).map_or(0.0, |assumed| assumed.get());
            to((state + 1).min(self.entry_years - 1), 1.0 - entry);
            to(self.active(1), entry * (1.0 - self.lapse(0)));
            leave_the_roll(entry * self.lapse(0), &mut to);
            return;
        }
        match self.standing(state) {
            Standing::Active => {
                let tenure = state - self.entry_years + 1;
                let (lapse, leave) = (self.lapse(tenure), a.leave.get());
                leave_the_roll(lapse, &mut to);
                to(self.active(tenure + 1), (1.0 - lapse) * (1.0 - leave));
                to(self.on_leave(tenure + 1), (1.0 - lapse) * leave);
            }
            Standing::OnLeave => {
                let tenure = state - self.entry_years - self.tenures + 1;
                let (lapse, end) = (a.lapse_on_leave.get(), a.leave_end.get());
                leave_the_roll(lapse, &mut to);
                to(self.active(tenure + 1), (1.0 - lapse) * end);
                to(self.on_leave(tenure + 1), (1.0 - lapse) * (1.0 - end));
            }
            Standing::Out if state == self.lapsed() => {
                let back = match a.tenure_on_return {
                    TenureOnReturn::Reset => self.active(1),
                    TenureOnReturn::Longest => self.active(self.tenures),
                };
                to(back, a.reinstatement.get());
                to(state, 1.0 - a.reinstatement.get());
            }
            Standing::Out => to(state, 1.0),
        }
    }

    /// For 0, 1, … `horizon` years the probability, by state, of standing as `wanted` says that many years later.
    pub(super) fn chances(&self, horizon: usize, wanted: impl Fn(Standing) -> bool) -> Vec<Vec<f64>> {
        let now: Vec<f64> = (0..self.len()).map(|state| f64::from(u8::from(wanted(self.standing(state))))).collect();
        let mut chances = vec![now];
        for year in 0..horizon {
            let later = &chances[year];
            let earlier = (0..self.len())
                .map(|state| {
                    let mut chance = 0.0;
                    self.moves(state, |to, probability| chance += probability * later[to]);
                    chance
                })
                .collect();
            chances.push(earlier);
        }
        chances
    }

    /// Calls `visit` with each state and the number of people of a cohort in it; `since` are the years from the cohort to the first year
    /// projected.
    pub(super) fn each_state(&self, people: &CohortPopulation, since: u32, mut visit: impl FnMut(usize, u64)) {
        visit(self.never(since), people.never_joined);
        people.active.iter().for_each(|(&tenure, &count)| visit(self.active((tenure as usize).saturating_add(1)), count));
        people.on_leave.iter().for_each(|(&tenure, &count)| visit(self.on_leave((tenure as usize).saturating_add(1)), count));
        visit(self.lapsed(), people.lapsed);
    }

    /// The expected flows of one year, and the expected people in each state after it.
    pub(super) fn advance(&self, people: &[f64]) -> (Flows, Vec<f64>) {
        let mut flows = Flows::default();
        let mut after = vec![0.0; self.len()];
        for (state, &count) in people.iter().enumerate().filter(|(_, count)| **count > 0.0) {
            let entry = self.assumptions.entry.get(state).map_or(0.0, |assumed| assumed.get());
            match self.standing(state) {
                _ if state < self.entry_years => {
                    flows.joined += count * entry;
                    flows.left += count * entry * self.lapse(0);
                }
                Standing::Active => flows.left += count * self.lapse(state - self.entry_years + 1),
                Standing::OnLeave => flows.left += count * self.assumptions.lapse_on_leave.get(),
                Standing::Out if state == self.lapsed() => flows.reinstated += count * self.assumptions.reinstatement.get(),
                Standing::Out => {}
            }
            self.moves(state, |to, probability| after[to] += count * probability);
        }
        (flows, after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Assumed;

    #[test]
    fn everyone_is_somewhere_after_any_number_of_years() {
        let p = |probability: f64| Assumed::typed_in(probability, "").unwrap();
        for (entry, lapse) in [(vec![0.9], vec![0.3]), (vec![0.9, 0.1], vec![0.1, 0.7, 0.2]), (vec![1.0, 0.0, 0.3], vec![1.0, 0.05])] {
            for gone in [0.0, 0.3, 1.0] {
                let assumptions = Assumptions {
                    entry: entry.iter().copied().map(p).collect(),
                    lapse: lapse.iter().copied().map(p).collect(),
                    leave: p(0.1),
                    leave_end: p(0.6),
                    lapse_on_leave: p(0.2),
                    reinstatement: p(0.15),
                    gone_for_good: p(gone),
                    ..Assumptions::nothing_happens()
                };
                let steps = Steps::new(&assumptions);
                let chances = steps.chances(40, |_| true);
                assert!(chances.iter().flatten().all(|chance| (chance - 1.0).abs() < 1e-12), "{chances:?}");
                let (mut people, mut total) = (vec![1.0; steps.len()], steps.len() as f64);
                for _ in 0..40 {
                    people = steps.advance(&people).1;
                    total = people.iter().sum();
                }
                assert!((total - steps.len() as f64).abs() < 1e-9, "{total}");
            }
        }
    }
}
