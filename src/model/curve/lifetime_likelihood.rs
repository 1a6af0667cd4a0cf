//! How probable lifetimes are under a curve in time.

use super::family::CurveFamily;
use super::lifetimes::Lifetimes;
use super::{continuous, mixture, piecewise};
use crate::model::jet::Jet;
use crate::model::number::Number;
use crate::model::parameter::Parameter;
use crate::model::{Derivatives, LogLikelihood};

/// Σ left × ln f(t) + last seen × ln S(t) − entered × ln S(entry).
pub(super) struct LifetimeLikelihood<'a> {
    pub(super) family: &'a CurveFamily,
    pub(super) has_long_term: bool,
    pub(super) lifetimes: &'a Lifetimes,
    pub(super) parameters: Vec<Parameter>,
}

impl LifetimeLikelihood<'_> {
    fn sum<T: Number>(&self, free: &[T]) -> Option<T> {
        let (own, odds) = free.split_at(self.family.size().min(free.len()));
        let long_term = odds.first().copied().filter(|_| self.has_long_term);
        let (place, width) = continuous::place_and_width(own)?;
        let mut sum = T::constant(0.0);
        for &(time, weight) in self.lifetimes.left() {
            let density = continuous::log_density(self.family, place, width, time);
            sum = sum + mixture::log_density(long_term, density).times(weight);
        }
        for (time, weight) in self.lifetimes.still_there() {
            let survival = continuous::log_survival(self.family, place, width, time);
            sum = sum + mixture::log_survival(long_term, survival).times(weight);
        }
        Some(sum)
    }
}

impl LogLikelihood for LifetimeLikelihood<'_> {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn derivatives(&self, at: &[f64]) -> Option<Derivatives> {
        Some(self.sum(&Jet::parameters(at))?.derivatives(at.len()))
    }

    fn value(&self, at: &[f64]) -> Option<f64> {
        self.sum(at)
    }
}

/// The same for rates that are constant in pieces, beside a share of members who never leave.
pub(super) struct PiecewiseLikelihood<'a> {
    pub(super) cuts: &'a [f64],
    pub(super) lifetimes: &'a Lifetimes,
    pub(super) parameters: Vec<Parameter>,
}

impl PiecewiseLikelihood<'_> {
    /// Adds a term of the cumulative hazard, the first variable of a jet, and of the log odds of never leaving, the second.
    fn add(&self, sum: &mut Derivatives, rates: &[f64], time: f64, term: impl Fn(Jet, Jet) -> Jet, odds: f64) {
        let by_rate: Vec<f64> = rates.iter().zip(piecewise::time_in_pieces(self.cuts, time)).map(|(rate, time)| rate * time).collect();
        let jet = term(Jet::parameter(by_rate.iter().sum(), 0), Jet::parameter(odds, 1));
        let [by_hazard, by_odds, ..] = jet.slope;
        let last = rates.len();
        sum.value += jet.value;
        sum.gradient[last] += by_odds;
        sum.hessian[(last, last)] += jet.curvature(1, 1);
        for (row, &slope) in by_rate.iter().enumerate() {
            sum.gradient[row] += by_hazard * slope;
            sum.hessian[(row, row)] += by_hazard * slope;
            sum.hessian[(row, last)] += jet.curvature(0, 1) * slope;
            sum.hessian[(last, row)] += jet.curvature(0, 1) * slope;
            for (column, &other) in by_rate.iter().enumerate() {
                sum.hessian[(row, column)] += jet.curvature(0, 0) * slope * other;
            }
        }
    }
}

impl LogLikelihood for PiecewiseLikelihood<'_> {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn derivatives(&self, at: &[f64]) -> Option<Derivatives> {
        let (&odds, log_rates) = at.split_last()?;
        let rates: Vec<f64> = log_rates.iter().map(|rate| rate.exp()).collect();
        let mut sum = Derivatives::zero(at.len());
        for &(time, weight) in self.lifetimes.left() {
            let piece = piecewise::piece_of(self.cuts, time);
            self.add(&mut sum, &rates, time, |hazard, odds| mixture::log_density(Some(odds), -hazard).times(weight), odds);
            sum.value += weight * log_rates.get(piece)?;
            sum.gradient[piece] += weight;
        }
        for (time, weight) in self.lifetimes.still_there() {
            self.add(&mut sum, &rates, time, |hazard, odds| mixture::log_survival(Some(odds), -hazard).times(weight), odds);
        }
        Some(sum)
    }
}
