//! How many people stand before a decision in each projected year: those whom a measure can reach.

use super::settings::ProjectionSettings;
use super::states::ProjectedState;
use super::years::Years;
use crate::error::Result;
use crate::projection::chain::Arrival;

/// Who stands before a decision. Years are those since the licence, joining or the lapse, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exposed {
    /// The new licence holders of the year.
    New,
    /// Those of earlier cohorts who never joined.
    NeverJoined(u32, u32),
    /// Active members at the start of the year; with a first year of 0 also those who join within it.
    Active(u32, u32),
    /// Members on leave at the start of the year.
    OnLeave,
    /// Those who lapsed in an earlier year and could come back.
    Lapsed(u32, u32),
}

impl ProjectionSettings<'_> {
    /// The expected number of people of several kinds in each projected year, together.
    pub(crate) fn exposed(&self, of: &[Exposed]) -> Result<Vec<f64>> {
        self.check()?;
        let years = Years::new(&self.assumptions, self.inflow.len());
        let people = years.follow(self.start(&years), &self.inflow.iter().map(Arrival::mean).collect::<Vec<_>>());
        let of_year = |(at, (people, counted)): (usize, &(Vec<f64>, super::moments::Chances))| {
            let joined = counted[ProjectedState::ALL.len()];
            of.iter().map(|of| exposed(&years, people, *of, (self.inflow[at].mean(), joined))).sum()
        };
        Ok(people.iter().enumerate().map(of_year).collect())
    }
}

/// People of one kind at the start of a year, the new licence holders included.
fn exposed(years: &Years, people: &[f64], of: Exposed, (new, joined): (f64, f64)) -> f64 {
    let sum = |kind: ProjectedState, first: u32, last: u32| -> f64 {
        let of_state = |(state, people): (usize, &f64)| {
            let (place, year) = years.states().place(state);
            (place == kind && (first as usize..=last as usize).contains(&year)).then_some(*people)
        };
        people.iter().enumerate().filter_map(of_state).sum()
    };
    match of {
        Exposed::New => new,
        // Where the assumptions do not tell years apart, the new ones are among all others.
        Exposed::NeverJoined(..) if years.states().never == 1 => (people[years.states().never(0)] - new).max(0.0),
        Exposed::NeverJoined(first, last) => sum(ProjectedState::NeverJoined, first.max(1), last),
        Exposed::Active(first, last) => sum(ProjectedState::Active, first, last) + if first == 0 { joined } else { 0.0 },
        Exposed::OnLeave => sum(ProjectedState::OnLeave, 0, u32::MAX),
        Exposed::Lapsed(first, last) => sum(ProjectedState::Lapsed, first, last),
    }
}
