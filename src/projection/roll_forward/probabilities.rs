//! The assumptions of one year as plain numbers, and what becomes of a person in that year.

use super::states::{ProjectedState, States};
use crate::episode::EndReason;
use crate::projection::assumed::{Assumed, Provenance};
use crate::projection::assumptions::{Assumptions, TenureOnReturn};
use std::collections::BTreeMap;

/// What a move within a year counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::projection) struct Flows {
    pub(in crate::projection) joined: bool,
    pub(in crate::projection) reinstated: bool,
    pub(in crate::projection) left: bool,
}

/// Where the numbers of each assumption lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::projection) struct Places {
    states: States,
    entry: usize,
    lapse: usize,
    final_share: usize,
    reinstatement: usize,
    single: usize,
}

/// The assumptions of one year, one number after the other: entry, lapse, share of final reasons, reinstatement, leave, leave end, lapse
/// on leave, exit.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::projection) struct Probabilities {
    pub(in crate::projection) values: Vec<f64>,
    pub(in crate::projection) tenure_on_return: TenureOnReturn,
}

impl Places {
    pub(in crate::projection) fn new(states: States) -> Self {
        let tenures = states.tenures + 1;
        let lapse = states.never;
        let final_share = lapse + tenures;
        let reinstatement = final_share + tenures;
        Self { states, entry: 0, lapse, final_share, reinstatement, single: reinstatement + states.lapsed }
    }

    pub(in crate::projection) fn states(&self) -> &States {
        &self.states
    }

    /// Number of probabilities.
    pub(in crate::projection) fn len(&self) -> usize {
        self.single + 4
    }

    fn leave(&self) -> usize {
        self.single
    }

    fn leave_end(&self) -> usize {
        self.single + 1
    }

    pub(in crate::projection) fn lapse_on_leave(&self) -> usize {
        self.single + 2
    }

    fn exit(&self) -> usize {
        self.single + 3
    }

    /// The entry probability in the year `since` years after the licence cohort.
    pub(in crate::projection) fn entry(&self, since: usize) -> usize {
        self.entry + since.min(self.states.never - 1)
    }

    /// The lapse probability in the `tenure`-th year after the one of joining.
    pub(in crate::projection) fn lapse(&self, tenure: usize) -> usize {
        self.lapse + tenure.min(self.states.tenures)
    }

    /// The places of one assumption: of the last entry of a list all later ones too. The share of a reason after which people come back
    /// has none.
    pub(in crate::projection) fn places_of(
        &self,
        (name, reason, year): (&str, Option<EndReason>, Option<u32>),
        of: &Assumptions,
    ) -> Vec<usize> {
        let list = |start: usize, end: usize, length: usize| {
            let first = start + year.unwrap_or(0) as usize;
            let last = if year.is_some_and(|year| year as usize + 1 == length) { end } else { first + 1 };
            (first..last.min(end)).collect()
        };
        match name {
            "entry" => list(self.entry, self.lapse, of.entry.len()),
            "lapse" => list(self.lapse, self.final_share, of.lapse.len()),
            "reason" => match reason.filter(|reason| EndReason::FINAL.contains(reason)).and_then(|reason| of.reasons.get(&reason)) {
                Some(shares) => list(self.final_share, self.reinstatement, shares.len()),
                None => Vec::new(),
            },
            "reinstatement" => list(self.reinstatement, self.single, of.reinstatement.len()),
            "leave" => vec![self.leave()],
            "leave_end" => vec![self.leave_end()],
            "lapse_on_leave" => vec![self.lapse_on_leave()],
            "exit" => vec![self.exit()],
            _ => Vec::new(),
        }
    }

    /// The name of the assumption that a place belongs to, and its year where it has one.
    pub(in crate::projection) fn name_of(&self, at: usize) -> (&'static str, Option<u32>) {
        const SINGLE: [&str; 4] = ["leave", "leave_end", "lapse_on_leave", "exit"];
        let lists = [("reinstatement", self.reinstatement), ("reason", self.final_share), ("lapse", self.lapse), ("entry", self.entry)];
        match at.checked_sub(self.single) {
            Some(single) => (SINGLE.get(single).copied().unwrap_or("exit"), None),
            None => {
                let (name, start) = lists.into_iter().find(|(_, start)| at >= *start).unwrap_or(("entry", 0));
                (name, Some((at - start) as u32))
            }
        }
    }

    /// The probabilities of entry, of lapse (on leave too), and of reinstatement.
    pub(in crate::projection) fn entry_lapse_reinstatement(&self) -> [Vec<usize>; 3] {
        let lapse = (self.lapse..self.final_share).chain([self.lapse_on_leave()]).collect();
        [(self.entry..self.lapse).collect(), lapse, (self.reinstatement..self.single).collect()]
    }

    /// The numbers of a year.
    pub(in crate::projection) fn probabilities(&self, of: &Assumptions) -> Probabilities {
        let mut values = vec![0.0; self.len()];
        self.fill(of, |at, _, _, assumed| values[at] = assumed.get());
        for tenure in 0..=self.states.tenures {
            let shares = EndReason::FINAL.map(|reason| of.share_of(reason, tenure as u32));
            values[self.final_share + tenure] = shares.iter().sum::<f64>().min(1.0);
        }
        Probabilities { values, tenure_on_return: of.tenure_on_return }
    }

    /// The standard errors of a year: the assumption that the error comes from, the place that errs with it, and by how much. What was
    /// taken over from another year errs with that year, and years of one fitted curve err together. Errors of the shares of final reasons
    /// add up as if they were independent; shares of one whole are less so, and their sum errs somewhat less.
    pub(in crate::projection) fn errors(&self, of: &Assumptions) -> Vec<(usize, usize, f64)> {
        let mut sources = vec![0; self.len()];
        let mut own = vec![0.0; self.len()];
        let mut of_curves: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        self.fill(of, |at, start, year, assumed| {
            sources[at] = match &assumed.provenance {
                Provenance::CarriedOver { from_year } => start + (*from_year as usize).min(year),
                Provenance::FittedCurve(words) => *of_curves.entry((start, words)).or_insert(start + year),
                _ => start + year,
            };
            own[at] = assumed.standard_error.unwrap_or(0.0);
        });
        let of_reasons: Vec<&Vec<Assumed>> = EndReason::FINAL.iter().filter_map(|reason| of.reasons.get(reason)).collect();
        let told_apart = of_reasons.iter().map(|list| list.len()).max().unwrap_or(1).max(1);
        for tenure in 0..=self.states.tenures {
            let share = |list: &&Vec<Assumed>| list.get(tenure).or(list.last()).and_then(|of| of.standard_error).unwrap_or(0.0);
            sources[self.final_share + tenure] = self.final_share + tenure.min(told_apart - 1);
            own[self.final_share + tenure] = of_reasons.iter().map(|list| share(list).powi(2)).sum::<f64>().sqrt();
        }
        let error = |at: usize| if own[at] > 0.0 { own[at] } else { own[sources[at]] };
        (0..self.len()).map(|at| (sources[at], at, error(at))).filter(|(.., error)| *error > 0.0).collect()
    }

    /// Calls `put` with every place, where its list starts, and the entry of the list that belongs there: the last one for all later
    /// places.
    fn fill<'a>(&self, of: &'a Assumptions, mut put: impl FnMut(usize, usize, usize, &'a Assumed)) {
        let lists = [
            (self.entry..self.lapse, &of.entry),
            (self.lapse..self.final_share, &of.lapse),
            (self.reinstatement..self.single, &of.reinstatement),
        ];
        for (places, list) in lists {
            let start = places.start;
            for at in places {
                let year = (at - start).min(list.len().saturating_sub(1));
                if let Some(assumed) = list.get(year) {
                    put(at, start, year, assumed);
                }
            }
        }
        let single = [
            (self.leave(), &of.leave),
            (self.leave_end(), &of.leave_end),
            (self.lapse_on_leave(), &of.lapse_on_leave),
            (self.exit(), &of.exit),
        ];
        single.into_iter().for_each(|(at, assumed)| put(at, at, 0, assumed));
    }

    /// Calls `to` with every state that can be reached from `state` within a year, its probability, and what the move counts as.
    pub(in crate::projection) fn moves(&self, of: &Probabilities, state: usize, mut to: impl FnMut(usize, f64, Flows)) {
        let (at, states) = (&of.values, &self.states);
        let (place, year) = states.place(state);
        let stay = Flows::default();
        match place {
            ProjectedState::NeverJoined => {
                let (entry, lapse, exit) = (at[self.entry + year], at[self.lapse], at[self.exit()]);
                let joins = Flows { joined: true, ..stay };
                to(states.active(1), entry * (1.0 - lapse), joins);
                self.leave_the_roll(of, 0, entry * lapse, joins, &mut to);
                to(states.gone(), (1.0 - entry) * exit, stay);
                to(states.never(year + 1), (1.0 - entry) * (1.0 - exit), stay);
            }
            ProjectedState::Active => {
                let (lapse, leave) = (at[self.lapse + year], at[self.leave()]);
                self.leave_the_roll(of, year, lapse, stay, &mut to);
                to(states.active(year + 1), (1.0 - lapse) * (1.0 - leave), stay);
                to(states.on_leave(year + 1), (1.0 - lapse) * leave, stay);
            }
            ProjectedState::OnLeave => {
                let (lapse, end) = (at[self.lapse_on_leave()], at[self.leave_end()]);
                self.leave_the_roll(of, year, lapse, stay, &mut to);
                to(states.active(year + 1), (1.0 - lapse) * end, stay);
                to(states.on_leave(year + 1), (1.0 - lapse) * (1.0 - end), stay);
            }
            ProjectedState::Lapsed => {
                let (back, exit) = (at[self.reinstatement + year - 1], at[self.exit()]);
                let since_joining = states.tenure_of_lapsed(state);
                let tenure = match of.tenure_on_return {
                    TenureOnReturn::Reset => 1,
                    TenureOnReturn::Longest => states.tenures,
                    TenureOnReturn::RunsOn => since_joining + 1,
                };
                to(states.active(tenure), back, Flows { reinstated: true, ..stay });
                to(states.gone(), (1.0 - back) * exit, stay);
                to(states.lapsed(since_joining + 1, year + 1), (1.0 - back) * (1.0 - exit), stay);
            }
            ProjectedState::Gone => to(state, 1.0, stay),
        }
    }

    /// The places of the probabilities that the moves of a state depend on.
    pub(in crate::projection) fn used_by(&self, state: usize) -> Vec<usize> {
        let (place, year) = self.states.place(state);
        match place {
            ProjectedState::NeverJoined => vec![self.entry + year, self.lapse, self.final_share, self.exit()],
            ProjectedState::Active => vec![self.lapse + year, self.final_share + year, self.leave()],
            ProjectedState::OnLeave => vec![self.final_share + year, self.leave_end(), self.lapse_on_leave()],
            ProjectedState::Lapsed => vec![self.reinstatement + year - 1, self.exit()],
            ProjectedState::Gone => Vec::new(),
        }
    }

    /// Leaving in the `tenure`-th year after the one of joining: for good, or so that a return is possible.
    fn leave_the_roll(&self, of: &Probabilities, tenure: usize, lapse: f64, flows: Flows, to: &mut impl FnMut(usize, f64, Flows)) {
        let gone = of.values[self.final_share + tenure.min(self.states.tenures)];
        let left = Flows { left: true, ..flows };
        to(self.states.lapsed(tenure + 1, 1), lapse * (1.0 - gone), left);
        to(self.states.gone(), lapse * gone, left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_somewhere_after_a_year() {
        let p = |probability: f64| Assumed::typed_in(probability, "").unwrap();
        use TenureOnReturn::{Longest, Reset, RunsOn};
        for (entry, lapse) in [(vec![0.9], vec![0.3]), (vec![0.9, 0.1], vec![0.1, 0.7, 0.2]), (vec![1.0, 0.0, 0.3], vec![1.0, 0.05])] {
            for (gone, tenure_on_return) in [(0.0, Reset), (0.3, Longest), (1.0, RunsOn), (0.2, RunsOn)] {
                let assumptions = Assumptions {
                    entry: entry.iter().copied().map(p).collect(),
                    lapse: lapse.iter().copied().map(p).collect(),
                    reasons: [(EndReason::Death, vec![p(gone)])].into(),
                    leave: p(0.1),
                    leave_end: p(0.6),
                    lapse_on_leave: p(0.2),
                    reinstatement: vec![p(0.15), p(0.05)],
                    exit: p(0.02),
                    tenure_on_return,
                };
                let places = Places::new(States::of(&[&assumptions]));
                let of = places.probabilities(&assumptions);
                for state in 0..places.states().len() {
                    let mut sum = 0.0;
                    places.moves(&of, state, |to, probability, _| {
                        assert!(to < places.states().len() && (0.0..=1.0).contains(&probability));
                        sum += probability;
                    });
                    assert!((sum - 1.0).abs() < 1e-14, "{state} {sum}");
                }
            }
        }
    }
}
