//! By what are years at risk told apart: tenure, fiscal year, attained age, cohort and segments?

use crate::cohort::grouping::{Group, GroupBy};
use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Age in completed years, where the day of birth is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttainedAge {
    /// Completed years since birth on the first day at risk in the year.
    Years(u32),
    /// The day of birth is not known.
    Unknown,
}

/// What a [`HazardTable`](super::HazardTable) has one row for.
///
/// # Example
///
/// ```
/// use kaiin::cohort::{GroupBy, HazardAxes};
/// let axes = HazardAxes::tenure().and_period().and_group(GroupBy::nothing().join_cohort());
/// assert_eq!(axes.to_string(), "join_cohort, tenure, period");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[must_use]
pub struct HazardAxes {
    tenure: bool,
    period: bool,
    age: bool,
    group: GroupBy,
}

impl HazardAxes {
    /// One row for all years at risk.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// By tenure: the first year of membership is 0.
    pub fn tenure() -> Self {
        Self::nothing().and_tenure()
    }

    /// Also by tenure.
    pub fn and_tenure(mut self) -> Self {
        self.tenure = true;
        self
    }

    /// Also by fiscal year: the one of the first day at risk in the year.
    pub fn and_period(mut self) -> Self {
        self.period = true;
        self
    }

    /// Also by attained age, where the day of birth is known.
    pub fn and_age(mut self) -> Self {
        self.age = true;
        self
    }

    /// Also by cohorts and segments.
    pub fn and_group(mut self, group: GroupBy) -> Self {
        self.group = group;
        self
    }

    /// Whether by tenure.
    #[must_use]
    pub fn has_tenure(&self) -> bool {
        self.tenure
    }

    /// Whether by fiscal year.
    #[must_use]
    pub fn has_period(&self) -> bool {
        self.period
    }

    /// Whether by attained age.
    #[must_use]
    pub fn has_age(&self) -> bool {
        self.age
    }

    /// The cohorts and segments.
    pub fn group(&self) -> &GroupBy {
        &self.group
    }

    /// The names of all axes.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let own = [(self.tenure, "tenure"), (self.period, "period"), (self.age, "age")];
        let own = own.into_iter().filter(|(on, _)| *on).map(|(_, name)| name.to_owned());
        self.group.names().into_iter().chain(own).collect()
    }

    /// What remains of a key when only these axes are looked at.
    pub(crate) fn project(&self, key: &HazardKey) -> HazardKey {
        HazardKey {
            group: self.group.project(&key.group),
            tenure: key.tenure.filter(|_| self.tenure),
            period: key.period.filter(|_| self.period),
            age: key.age.filter(|_| self.age),
        }
    }

    /// An error that names the first axis that a table by `other` does not have.
    pub(crate) fn must_be_within(&self, other: &Self) -> Result<()> {
        let known = other.names();
        match self.names().into_iter().find(|name| !known.contains(name)) {
            None => Ok(()),
            Some(name) => {
                let reason = format!("is not among the axes of the table ({other}); build it by that too");
                Err(Error::setting("axis", name, reason))
            }
        }
    }
}

impl fmt::Display for HazardAxes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.names() {
            names if names.is_empty() => f.write_str("nothing"),
            names => f.write_str(&names.join(", ")),
        }
    }
}

/// Which years at risk a row of a [`HazardTable`](super::HazardTable) is about. What the table is not by is `None`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct HazardKey {
    /// Cohorts and segments.
    pub group: Group,
    /// Years of membership before the year: 0 is the first.
    pub tenure: Option<u32>,
    /// The fiscal year of the first day at risk in the year.
    pub period: Option<FiscalYear>,
    /// Age on that day.
    pub age: Option<AttainedAge>,
}
