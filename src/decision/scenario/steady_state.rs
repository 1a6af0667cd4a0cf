//! Where do the present rates lead in the end, and how soon?

use super::projectable::Projectable;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// Most years that are followed.
const MOST_YEARS: usize = 5_000;
/// Relative change in a year below which nothing moves any more.
const STILL: f64 = 1e-12;

/// The membership to which a projection tends when the assumptions and the inflow of its last year hold for ever.
///
/// The ratio to the members of today is the momentum of the population: what is still to come of rates that hold already.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, decision::scenario::SteadyState, projection::{Assumed, Assumptions, Population, Projection}};
/// let population = Population::from_totals(FiscalYear(2024), 1_000, 0, 0, 0);
/// let assumptions = Assumptions {
///     entry: vec![Assumed::typed_in(1.0, "the inflow is of joiners")?, Assumed::typed_in(0.0, "nobody later")?],
///     lapse: vec![Assumed::typed_in(0.0, "nobody at once")?, Assumed::typed_in(0.1, "one in ten")?],
///     ..Assumptions::nothing_happens()
/// };
/// let found = SteadyState::of(&Projection::of(&population, &assumptions, [200]))?.unwrap();
/// assert!((found.members - 2_000.0).abs() < 1e-6); // 200 / 0.1
/// assert_eq!(found.years_to_half, 7); // 0.9^7 = 0.478
/// assert!((found.momentum().unwrap() - 2.0).abs() < 1e-9);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct SteadyState {
    /// Members at the base.
    pub base_members: f64,
    /// Members in the end.
    pub members: f64,
    /// Fiscal years until half of the way is behind.
    pub years_to_half: u32,
    /// Fiscal years until no more than a hundredth of the way is left.
    pub years_to_a_hundredth: u32,
}

impl SteadyState {
    /// The steady state of a projection; `None` when the membership still moves after 5,000 years.
    ///
    /// # Errors
    ///
    /// As [`ProjectionSettings::run`](crate::projection::ProjectionSettings::run).
    pub fn of<P: Projectable + ?Sized>(settings: &P) -> Result<Option<Self>> {
        let (mut members, mut horizon) = (vec![0.0; MOST_YEARS + 1], 0);
        for (_, part) in settings.parts() {
            horizon = part.inflow_by_year().len();
            members.iter_mut().zip(part.expected_members(MOST_YEARS)?).for_each(|(sum, of_part)| *sum += of_part);
        }
        let still = |pair: &[f64]| (pair[1] - pair[0]).abs() <= STILL * pair[0].abs().max(1.0);
        let Some(end) = (horizon..members.len() - 1).find(|&at| still(&members[at..=at + 1])) else { return Ok(None) };
        let (base, last) = (members[0], members[end + 1]);
        let within = |share: f64| {
            let far = (0..=end + 1).rev().find(|&at| (members[at] - last).abs() > share * (base - last).abs());
            far.map_or(0, |at| at as u32 + 1)
        };
        Ok(Some(Self { base_members: base, members: last, years_to_half: within(0.5), years_to_a_hundredth: within(0.01) }))
    }

    /// Members in the end over members at the base; `None` when there are none at the base.
    #[must_use]
    pub fn momentum(&self) -> Option<f64> {
        (self.base_members > 0.0).then(|| self.members / self.base_members)
    }
}
