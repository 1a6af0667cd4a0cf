//! How probable the snapshots are at given rates, with the first and second derivatives by the logarithms of the rates.

use super::exponential::{Exponential, Rate, pairs};
use super::observations::{PanelObservations, PanelStep};
use crate::model::{Derivatives, LogLikelihood, Parameter};

/// The log likelihood of snapshots.
pub(super) struct PanelLikelihood<'a> {
    observations: &'a PanelObservations,
    /// The states left and reached by each rate.
    allowed: &'a [(usize, usize)],
    parameters: Vec<Parameter>,
    /// The steps of each interval, ascending.
    intervals: Vec<(f64, Vec<PanelStep>)>,
}

impl<'a> PanelLikelihood<'a> {
    pub(super) fn new(observations: &'a PanelObservations, allowed: &'a [(usize, usize)], parameters: Vec<Parameter>) -> Self {
        let mut steps = observations.steps.clone();
        steps.sort_by(|a, b| a.interval.total_cmp(&b.interval).then((a.from, a.to).cmp(&(b.from, b.to))));
        let intervals = steps.chunk_by(|a, b| a.interval == b.interval).map(|same| (same[0].interval, same.to_vec())).collect();
        Self { observations, allowed, parameters, intervals }
    }

    /// The rates that the search has as logarithms.
    pub(super) fn rates(&self, at: &[f64]) -> Vec<Rate> {
        rates_of(self.allowed, at)
    }

    /// The probability of a step and its derivatives: a linear function of the row of `exp(Q t)` from the state left.
    fn step<'b>(&self, step: &PanelStep, rates: &'b [Rate]) -> Seen<'b> {
        let is_exact = self.observations.exact[step.to as usize];
        let into = rates.iter().enumerate().filter(|(_, rate)| is_exact && rate.to == step.to as usize).collect();
        Seen { from: step.from as usize, to: step.to as usize, size: self.observations.states.len(), into: is_exact.then_some(into) }
    }
}

/// The rates of the logarithms that a search has.
pub(super) fn rates_of(allowed: &[(usize, usize)], at: &[f64]) -> Vec<Rate> {
    allowed.iter().zip(at).map(|(&(from, to), &log)| Rate { from, to, rate: log.exp() }).collect()
}

/// What is seen of a person: a state, or the moment of a change to a state.
struct Seen<'a> {
    from: usize,
    to: usize,
    size: usize,
    /// The rates into the state, with their numbers, when the moment is seen.
    into: Option<Vec<(usize, &'a Rate)>>,
}

impl Seen<'_> {
    /// The entry of a matrix, or the flow into the state: the sum of entries times rates.
    fn of(&self, square: &[f64]) -> f64 {
        let row = &square[self.from * self.size..(self.from + 1) * self.size];
        match &self.into {
            None => row[self.to],
            Some(into) => into.iter().map(|(_, rate)| row[rate.from] * rate.rate).sum(),
        }
    }

    /// The part of the flow that goes by one rate.
    fn by(&self, square: &[f64], number: usize) -> f64 {
        let row = &square[self.from * self.size..(self.from + 1) * self.size];
        let is_it = |(at, _): &&(usize, &Rate)| *at == number;
        self.into.iter().flatten().filter(is_it).map(|(_, rate)| row[rate.from] * rate.rate).sum()
    }
}

impl LogLikelihood for PanelLikelihood<'_> {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn derivatives(&self, at: &[f64]) -> Option<Derivatives> {
        let rates = self.rates(at);
        let (count, size) = (rates.len(), self.observations.states.len());
        let mut total = Derivatives::zero(count);
        let mut slope = vec![0.0; count];
        for (interval, steps) in &self.intervals {
            let exponential = Exponential::new(&rates, size, *interval, 2);
            for step in steps {
                let (seen, weight) = (self.step(step, &rates), step.count as f64);
                let probability = seen.of(&exponential.value);
                if probability <= 0.0 {
                    return None;
                }
                total.value += weight * probability.ln();
                for ((a, slope), first) in slope.iter_mut().enumerate().zip(exponential.first()) {
                    *slope = (seen.of(first) + seen.by(&exponential.value, a)) / probability;
                    total.gradient[a] += weight * *slope;
                }
                let firsts: Vec<&[f64]> = exponential.first().collect();
                for ((a, b), second) in pairs(count).zip(exponential.second()) {
                    let own = if a == b { seen.by(&exponential.value, a) } else { 0.0 };
                    let mixed = seen.by(firsts[a], b) + seen.by(firsts[b], a);
                    let bend = (seen.of(second) + mixed + own) / probability - slope[a] * slope[b];
                    total.hessian[(a, b)] += weight * bend;
                    if a != b {
                        total.hessian[(b, a)] += weight * bend;
                    }
                }
            }
        }
        Some(total)
    }
}
