//! How what is expected responds to a single assumption.

use super::moments::{Chances, STATES};
use super::result::ProjectedYear;
use super::settings::ProjectionSettings;
use super::states::ProjectedState;
use super::years::{Change, Years};
use crate::episode::EndReason;
use crate::error::Result;
use crate::projection::assumed::Assumed;
use crate::projection::assumptions::NamedAssumption;
use crate::projection::chain::Arrival;
use crate::projection::quantity::Quantity;

/// The derivative of everything that is counted, by one assumption raised in all projected years.
pub(crate) struct Response {
    pub(crate) name: &'static str,
    pub(crate) reason: Option<EndReason>,
    pub(crate) year: Option<u32>,
    pub(crate) assumed: Assumed,
    by_year: Vec<Chances>,
}

impl Response {
    /// The derivative of a quantity at the end of the `at`-th projected year, of which `year` is what is expected.
    pub(crate) fn derivative(&self, of: Quantity, at: usize, year: &ProjectedYear) -> f64 {
        let by = &self.by_year[at];
        let state = |state: ProjectedState| by[state as usize];
        let members = state(ProjectedState::Active) + state(ProjectedState::OnLeave);
        let over = |below: Option<f64>| below.filter(|below| *below > 0.0).map_or(0.0, |below| members / below);
        match of {
            Quantity::Members => members,
            Quantity::OrganizationRate => over(year.licensees),
            Quantity::OrganizationRatePractising => {
                let below = year.members.mean + year.never_joined.mean + year.lapsed.mean;
                let rate = year.organization_practising.map_or(0.0, |rate| rate.mean);
                // Whoever is gone is missing below the line.
                if below > 0.0 { (members + rate * state(ProjectedState::Gone)) / below } else { 0.0 }
            }
            Quantity::EntryRate => {
                if year.new_licensees > 0.0 {
                    by[STATES] / year.new_licensees
                } else {
                    0.0
                }
            }
            Quantity::OnLeave => state(ProjectedState::OnLeave),
            Quantity::Joined => by[STATES],
            Quantity::Reinstated => by[STATES + 1],
            Quantity::Left => by[STATES + 2],
        }
    }
}

impl ProjectionSettings<'_> {
    /// The response to every assumption. What a share of a reason gains, the unstated reason loses.
    pub(crate) fn responses(&self) -> Result<Vec<Response>> {
        self.check()?;
        let years = Years::new(&self.assumptions, self.inflow.len());
        let people = years.follow(self.start(&years), &self.inflow.iter().map(Arrival::mean).collect::<Vec<_>>());
        let first = self.assumptions_of(0);
        let response = |(name, reason, year, assumed): NamedAssumption<'_>| {
            let places = years.places().places_of((name, reason, year), first);
            let changes: Vec<Change> =
                (0..years.horizon()).flat_map(|year| places.iter().map(move |&at| Change { year, at, by: 1.0 })).collect();
            Response { name, reason, year, assumed: assumed.clone(), by_year: years.respond(&people, &changes) }
        };
        Ok(first.named().into_iter().map(response).collect())
    }

    /// Expected members at the base and at the end of so many years, the inflow and assumptions of the last year given held for ever.
    pub(crate) fn expected_members(&self, horizon: usize) -> Result<Vec<f64>> {
        self.check()?;
        let years = Years::new(&self.assumptions, self.inflow.len());
        let last = years.horizon() - 1;
        let (mut people, mut members) = (self.start(&years), vec![self.population().members() as f64]);
        for year in 0..horizon.max(years.horizon()) {
            people[years.states().never(0)] += self.inflow[year.min(last)].mean();
            let (after, counted) = years.moves(year.min(last)).advance(&people);
            members.push(super::projected::member(&counted));
            people = after;
        }
        Ok(members)
    }
}
