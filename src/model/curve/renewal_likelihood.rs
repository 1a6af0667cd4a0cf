//! How probable counts of renewals are under a curve.

use super::family::CurveFamily;
use super::renewal_counts::RenewalCounts;
use super::{discrete, mixture};
use crate::model::jet::Jet;
use crate::model::number::Number;
use crate::model::parameter::Parameter;
use crate::model::{Derivatives, LogLikelihood};

/// Σ lost × ln h(t) + stayed × ln r(t) over renewals.
pub(super) struct RenewalLikelihood<'a> {
    pub(super) family: &'a CurveFamily,
    pub(super) has_long_term: bool,
    pub(super) counts: &'a RenewalCounts,
    pub(super) parameters: Vec<Parameter>,
}

impl RenewalLikelihood<'_> {
    fn sum<T: Number>(&self, free: &[T]) -> T {
        let (own, odds) = free.split_at(self.family.size().min(free.len()));
        let long_term = odds.first().copied().filter(|_| self.has_long_term);
        let (mut sum, mut left, mut before) = (T::constant(0.0), T::constant(0.0), T::constant(0.0));
        for (t, (&at_risk, &lost)) in (1..).zip(self.counts.at_risk().iter().zip(self.counts.lost())) {
            let mut stays = discrete::log_retention(self.family, own, f64::from(t));
            if long_term.is_some() {
                left = left + stays;
                let after = mixture::log_survival(long_term, left);
                stays = after - before;
                before = after;
            }
            if lost > 0 {
                sum = sum + stays.log_one_less_exp().times(lost as f64);
            }
            if at_risk > lost {
                sum = sum + stays.times((at_risk - lost) as f64);
            }
        }
        sum
    }
}

impl LogLikelihood for RenewalLikelihood<'_> {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn derivatives(&self, at: &[f64]) -> Option<Derivatives> {
        Some(self.sum(&Jet::parameters(at)).derivatives(at.len()))
    }

    fn value(&self, at: &[f64]) -> Option<f64> {
        Some(self.sum(at))
    }
}

/// The log likelihood of counts under a probability of leaving at each renewal; 0 × ln 0 is 0.
pub(super) fn of_counts(counts: &RenewalCounts, leaving: impl Fn(usize) -> f64) -> f64 {
    let times_ln = |count: u64, share: f64| if count == 0 { 0.0 } else { count as f64 * share.ln() };
    let pairs = counts.at_risk().iter().zip(counts.lost()).enumerate();
    pairs.map(|(t, (&at_risk, &lost))| times_ln(lost, leaving(t + 1)) + times_ln(at_risk - lost, 1.0 - leaving(t + 1))).sum()
}
