//! Which effects a model has, and how it is displayed.

use super::counts::AgePeriodCounts;
use super::fit::Design;
use super::result::AgePeriodCohort;
use crate::error::{Error, Result};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The effects in a model; every model has age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApcTerms {
    /// Age alone: the same rates in every year.
    Age,
    /// Age, and the same change from year to year, which is a change from cohort to cohort as well.
    AgeDrift,
    /// Age and cohort.
    AgeCohort,
    /// Age and period.
    AgePeriod,
    /// All three.
    AgePeriodCohort,
}

impl ApcTerms {
    /// All models, from the smallest.
    pub const ALL: [Self; 5] = [Self::Age, Self::AgeDrift, Self::AgeCohort, Self::AgePeriod, Self::AgePeriodCohort];

    pub(super) fn has_drift(self) -> bool {
        self != Self::Age
    }

    pub(super) fn has_period(self) -> bool {
        matches!(self, Self::AgePeriod | Self::AgePeriodCohort)
    }

    pub(super) fn has_cohort(self) -> bool {
        matches!(self, Self::AgeCohort | Self::AgePeriodCohort)
    }
}

impl fmt::Display for ApcTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Age => "age",
            Self::AgeDrift => "age-drift",
            Self::AgeCohort => "age-cohort",
            Self::AgePeriod => "age-period",
            Self::AgePeriodCohort => "age-period-cohort",
        })
    }
}

/// How the full model is displayed; consumed by [`ApcSettings::fit`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[must_use = "settings do nothing until `fit` is called"]
pub struct ApcSettings {
    pub(super) reference: Option<i32>,
    pub(super) confidence: Confidence,
}

impl ApcSettings {
    /// The cohort of the median event as reference, 95 %.
    pub fn new() -> Self {
        Self::default()
    }

    /// The cohort whose rates the age effects are, by its label.
    pub fn reference_cohort(self, cohort: i32) -> Self {
        Self { reference: Some(cohort), ..self }
    }

    /// How often limits contain the true value.
    pub fn confidence(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// Fits the five models.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when an age, a period or a cohort has no event: its effect has no finite estimate; leave that row, column or
    /// corner out or group years. The same when there are fewer than two ages or periods, or fewer cells than parameters.
    /// [`Error::Setting`] for a reference that is not among the cohorts.
    pub fn fit(&self, counts: &AgePeriodCounts) -> Result<AgePeriodCohort> {
        if counts.ages() < 2 || counts.periods() < 2 {
            return Err(Error::missing("cohorts of a table with one age or one period", "give at least two of each"));
        }
        self.every_level_has_events(counts)?;
        let reference = self.reference_position(counts)?;
        let design = Design::new(counts);
        let fits = ApcTerms::ALL.iter().map(|&terms| Ok((terms, design.fit(counts, terms)?))).collect::<Result<Vec<_>>>()?;
        Ok(AgePeriodCohort::new(*self, counts, &design, reference, &fits))
    }

    fn every_level_has_events(&self, counts: &AgePeriodCounts) -> Result<()> {
        for (factor, levels) in counts.levels().into_iter().enumerate() {
            let mut events = vec![0u64; levels];
            (0..counts.events.len()).for_each(|cell| events[counts.place(cell)[factor]] += counts.events[cell]);
            if let Some(level) = events.iter().position(|&events| events == 0) {
                let what = match factor {
                    0 => format!("the effect of age {} without events", counts.age_label(level)),
                    1 => format!("the effect of period {} without events", counts.period_label(level)),
                    _ => format!("the effect of cohort {} without events", counts.cohort_label(level)),
                };
                return Err(Error::missing(what, "leave out ages or periods at the edge of the table"));
            }
        }
        Ok(())
    }

    /// The position of the reference cohort.
    fn reference_position(&self, counts: &AgePeriodCounts) -> Result<usize> {
        let mut events = vec![0u64; counts.cohorts()];
        (0..counts.events.len()).for_each(|cell| events[counts.place(cell)[2]] += counts.events[cell]);
        let Some(label) = self.reference else {
            let total: u64 = events.iter().sum();
            let mut passed = 0;
            let is_median = |events: &u64| {
                passed += events;
                2 * passed >= total
            };
            return Ok(events.iter().position(is_median).unwrap_or(0));
        };
        (0..counts.cohorts()).find(|&cohort| counts.cohort_label(cohort) == label).ok_or_else(|| {
            let (first, last) = (counts.cohort_label(0), counts.cohort_label(counts.cohorts() - 1));
            Error::setting("reference_cohort", label, format!("is not among the cohorts {first} to {last}"))
        })
    }
}
