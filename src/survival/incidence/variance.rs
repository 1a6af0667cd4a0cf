//! How the errors of an incidence are carried from time to time, for the variances that need counts only.

use super::settings::IncidenceVariance;
use crate::survival::risk_table::RiskTable;

/// How many left at one time, for all outcomes together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    /// Weight at risk just before.
    pub(super) at_risk: f64,
    /// Weight that left.
    pub(super) events: f64,
    /// Share that stayed; exactly 0 where all left.
    pub(super) stayed: f64,
}

impl Leaving {
    /// Those who left at a position of a table; `None` when nobody did.
    pub(super) fn at(table: &RiskTable, at: usize) -> Option<Self> {
        let row = table.row(at);
        let (at_risk, events) = (row.at_risk, row.all_events());
        let stayed = if table.is_emptied(at) { 0.0 } else { (at_risk - events) / at_risk };
        (events > 0.0 && at_risk > 0.0).then_some(Self { at_risk, events, stayed })
    }

    /// What that was for an outcome of which so many left.
    pub(super) fn turn(&self, events: f64, variance: IncidenceVariance) -> Turn {
        let (n, others) = (self.at_risk, self.events - events);
        let covariance = if variance == IncidenceVariance::Aalen { 0.0 } else { -(events / n) * (others / n) / n };
        let of = |events: f64| share_variance(variance, n, events);
        Turn { own: events / n, stayed: self.stayed, own_variance: of(events), other_variance: of(others), covariance }
    }
}

/// What happened at one time, seen from one outcome.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// Share of those at risk that left for the outcome.
    pub(super) own: f64,
    /// Share of those at risk that stayed.
    pub(super) stayed: f64,
    /// How much the share of the outcome varies.
    pub(super) own_variance: f64,
    /// How much the share of all other outcomes varies.
    pub(super) other_variance: f64,
    /// How much the two vary together.
    pub(super) covariance: f64,
}

/// How much the share `events / n` varies.
fn share_variance(variance: IncidenceVariance, n: f64, events: f64) -> f64 {
    match variance {
        IncidenceVariance::Aalen if events > 1.0 => events * ((n - events) / (n - 1.0)) / (n * n),
        IncidenceVariance::Aalen => events / (n * n),
        IncidenceVariance::Greenwood | IncidenceVariance::InfinitesimalJackknife => {
            let share = (events / n).min(1.0);
            share * (1.0 - share) / n
        }
    }
}

/// The variances of the share still there and of the incidence of one outcome, and their covariance.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spread {
    survival: f64,
    both: f64,
    incidence: f64,
    /// The largest variance of the incidence so far.
    largest: f64,
}

/// A variance that has fallen to this part of the largest one before is what rounding leaves of 0: all left for one outcome.
pub(super) const RESIDUE: f64 = 1e-13;

impl Spread {
    /// After one more time, with `survival` the share still there before it.
    pub(super) fn pass(&mut self, turn: &Turn, survival: f64) {
        let squared = survival * survival;
        self.incidence += 2.0 * turn.own * self.both + turn.own * turn.own * self.survival + squared * turn.own_variance;
        self.largest = self.largest.max(self.incidence);
        self.both = turn.stayed * (self.both + turn.own * self.survival) - squared * (turn.own_variance + turn.covariance);
        let all = turn.own_variance + turn.other_variance + 2.0 * turn.covariance;
        self.survival = turn.stayed * turn.stayed * self.survival + squared * all;
    }

    /// The standard error of the incidence.
    pub(super) fn incidence_error(&self) -> f64 {
        if self.incidence > RESIDUE * self.largest { self.incidence.sqrt() } else { 0.0 }
    }

    /// The standard error of the share still there.
    pub(super) fn survival_error(&self) -> f64 {
        self.survival.max(0.0).sqrt()
    }
}
