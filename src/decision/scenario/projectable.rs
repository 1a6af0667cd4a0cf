//! What a scenario can be asked of: one population, or branches that add up to an association.

use super::Scenario;
use super::apply::Plan;
use super::change::LeverChange;
use crate::decision::Lever;
use crate::error::{Error, Result};
use crate::projection::{Exposed, Projection, ProjectionSettings, SegmentSettings, SegmentedProjection};

/// A projection that scenarios, goals and sensitivities can be asked of: [`ProjectionSettings`] of one population, or
/// [`SegmentSettings`], whose answers are those of the whole.
pub trait Projectable: sealed::Parts {}

impl Projectable for ProjectionSettings<'_> {}
impl Projectable for SegmentSettings<'_> {}

mod sealed {
    use super::{Projection, ProjectionSettings, Result};

    /// How a whole is made of its parts.
    pub trait Parts {
        /// The parts, with the names of segments.
        fn parts(&self) -> Vec<(Option<&str>, &ProjectionSettings<'_>)>;

        /// The projection of the whole with other settings for the parts, in their order; `spread` asks for variances too.
        fn whole(&self, parts: Vec<ProjectionSettings<'_>>, spread: bool) -> Result<Projection>;
    }
}

impl sealed::Parts for ProjectionSettings<'_> {
    fn parts(&self) -> Vec<(Option<&str>, &ProjectionSettings<'_>)> {
        vec![(None, self)]
    }

    fn whole(&self, mut parts: Vec<ProjectionSettings<'_>>, spread: bool) -> Result<Projection> {
        match parts.pop() {
            Some(only) if spread => only.run(),
            Some(only) => only.expected(),
            None => self.run(),
        }
    }
}

impl sealed::Parts for SegmentSettings<'_> {
    fn parts(&self) -> Vec<(Option<&str>, &ProjectionSettings<'_>)> {
        self.segments().iter().map(|(name, of)| (Some(name.as_str()), of)).collect()
    }

    fn whole(&self, parts: Vec<ProjectionSettings<'_>>, spread: bool) -> Result<Projection> {
        let of = self.with_settings(parts);
        if spread { of.run().map(|all| all.total().clone()) } else { of.expected() }
    }
}

/// The plans of all parts, when the scenario names no segment that there is not.
fn plans<P: Projectable + ?Sized>(scenario: &Scenario, of: &P) -> Result<Vec<Plan>> {
    let parts = of.parts();
    let known = |segment: &String| parts.iter().any(|(name, _)| *name == Some(segment.as_str()));
    if let Some(segment) = scenario.changes.iter().flat_map(|change| &change.segments).find(|segment| !known(segment)) {
        let names = parts.iter().filter_map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let reason = match names.is_empty() {
            true => "is the target of a change, but the projection is of one population; use Projection::of_segments".to_owned(),
            false => format!("is the target of a change and no segment of the projection; there are [{names}]"),
        };
        return Err(Error::setting("segment", format!("\"{segment}\""), reason));
    }
    parts.iter().map(|(name, settings)| Plan::of_part(scenario, *name, settings)).collect()
}

/// Settings under plans.
fn planned<'a>(parts: &[(Option<&'a str>, &'a ProjectionSettings<'a>)], plans: &'a [Plan]) -> Vec<ProjectionSettings<'a>> {
    let under = |((_, settings), plan): (&(Option<&str>, &'a ProjectionSettings<'a>), &'a Plan)| {
        let settings: ProjectionSettings<'a> = (*settings).clone();
        settings.with_changed_inflow(plan.inflow.clone()).assumptions_by_year(&plan.assumptions)
    };
    parts.iter().zip(plans).map(under).collect()
}

/// The projection of the whole under a scenario, with its spread or without.
pub(super) fn project<P: Projectable + ?Sized>(scenario: &Scenario, of: &P, spread: bool) -> Result<Projection> {
    let plans = plans(scenario, of)?;
    of.whole(planned(&of.parts(), &plans), spread)
}

/// The projections of all segments under a scenario.
pub(super) fn project_segments(scenario: &Scenario, of: &SegmentSettings<'_>) -> Result<SegmentedProjection> {
    let plans = plans(scenario, of)?;
    of.with_settings(planned(&sealed::Parts::parts(of), &plans)).run()
}

/// The expected cost of every projected year.
pub(super) fn costs<P: Projectable + ?Sized>(scenario: &Scenario, of: &P) -> Result<Vec<f64>> {
    let plans = plans(scenario, of)?;
    let parts = of.parts();
    let under = planned(&parts, &plans);
    let horizon = parts.first().map_or(0, |(_, settings)| settings.inflow_by_year().len());
    let mut costs = vec![0.0; horizon];
    for change in scenario.changes.iter().filter(|change| !change.cost.is_nothing()) {
        // What is paid once or every year is paid for the whole, however many segments there are.
        let mut reached = vec![0.0; horizon];
        for (_, settings) in parts.iter().zip(&under).filter(|((name, _), _)| change.concerns(*name)) {
            let exposed = settings.exposed(&concerned(change))?;
            reached.iter_mut().zip(exposed).for_each(|(reached, exposed)| *reached += exposed);
        }
        let base = parts.first().map_or(crate::unit::FiscalYear(0), |(_, settings)| settings.base_year());
        let mut first = true;
        for (at, (cost, exposed)) in costs.iter_mut().zip(reached).enumerate() {
            let strength = change.schedule.in_force(base.plus(at as i32 + 1));
            if strength > 0.0 && change.reach.get() > 0.0 {
                *cost += change.cost.of_year(std::mem::take(&mut first), exposed * strength * change.reach.get());
            }
        }
    }
    Ok(costs)
}

/// The people whom a change concerns.
fn concerned(change: &LeverChange) -> Vec<Exposed> {
    let (first, last) = change.years.unwrap_or((0, u32::MAX));
    match change.lever {
        Lever::Entry | Lever::LicenceInflow => vec![Exposed::New],
        Lever::LateEntry => vec![Exposed::NeverJoined(first, last)],
        Lever::Lapse if change.years.is_none() => vec![Exposed::Active(first, last), Exposed::OnLeave],
        Lever::Lapse => vec![Exposed::Active(first, last)],
        Lever::LeaveTaken => vec![Exposed::Active(1, u32::MAX)],
        Lever::LeaveEnd => vec![Exposed::OnLeave],
        Lever::Reinstatement => vec![Exposed::Lapsed(first, last)],
    }
}
