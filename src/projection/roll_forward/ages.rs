//! How old will the members be? Licence cohorts turned into ages.

use super::result::ProjectedYear;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Oldest age at which somebody obtains a licence.
const OLDEST: u32 = 120;

/// At which ages people obtain the licence: shares that sum to 1.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, projection::{AgeAtLicence, Assumptions, Population, CohortPopulation, Projection}};
/// let cohort = CohortPopulation { active: [(3, 100)].into(), ..CohortPopulation::default() };
/// let population = Population { base_year: FiscalYear(2024), cohorts: vec![(Some(FiscalYear(2021)), cohort)] };
/// let projection = Projection::of(&population, &Assumptions::nothing_happens(), [0]).run()?;
/// let ages = projection.years()[0].members_by_age(&AgeAtLicence::counted([(22, 3), (30, 1)])?);
/// assert_eq!(ages, [(Some(26), 75.0), (Some(34), 25.0)].into()); // four years after the licence
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgeAtLicence {
    shares: BTreeMap<u32, f64>,
}

impl AgeAtLicence {
    /// From counts of new licence holders by age in completed years, as of a census or an examination.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when nobody was counted; [`Error::Setting`] for an age above 120.
    pub fn counted(counts: impl IntoIterator<Item = (u32, u64)>) -> Result<Self> {
        let mut shares: BTreeMap<u32, f64> = BTreeMap::new();
        for (age, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            if age > OLDEST {
                return Err(Error::setting("age", age, "is no age at which somebody obtains a licence; give completed years"));
            }
            *shares.entry(age).or_default() += count as f64;
        }
        let sum: f64 = shares.values().sum();
        if sum == 0.0 {
            return Err(Error::NoRows {
                input: "the ages at the licence".into(),
                advice: "give counts of new licence holders by age".into(),
            });
        }
        shares.values_mut().for_each(|share| *share /= sum);
        Ok(Self { shares })
    }

    /// The share of each age.
    #[must_use]
    pub fn shares(&self) -> &BTreeMap<u32, f64> {
        &self.shares
    }
}

impl ProjectedYear {
    /// Members on the last day of the year by age (mean); `None` is the age of those whose licence year is not known.
    ///
    /// # Assumption
    ///
    /// Whether somebody joins or leaves does not depend on the age at the licence, only on the years since: people of one cohort are of
    /// the ages at which they obtained it, so many years later. Those who obtained it late in life leave earlier in fact, so that the
    /// oldest ages come out too large.
    #[must_use]
    pub fn members_by_age(&self, ages: &AgeAtLicence) -> BTreeMap<Option<u32>, f64> {
        let mut by_age: BTreeMap<Option<u32>, f64> = BTreeMap::new();
        for (cohort, members) in self.members_by_cohort.iter().filter(|(_, members)| *members > 0.0) {
            let Some(since) = cohort.and_then(|cohort| u32::try_from(self.year.since(cohort)).ok()) else {
                *by_age.entry(None).or_default() += members;
                continue;
            };
            for (age, share) in &ages.shares {
                *by_age.entry(Some(age.saturating_add(since))).or_default() += members * share;
            }
        }
        by_age
    }
}
