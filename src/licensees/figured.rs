//! What is a table of licence holders made of?

use super::attrition::Attrition;
use super::cohort_rule::CohortRule;
use super::series::Series;
use crate::input::IssueLog;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Everything a table of licence holders is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Figured {
    pub(super) national: Series,
    pub(super) branches: BTreeMap<String, Series>,
    pub(super) rule: Option<CohortRule>,
    pub(super) attrition: Attrition,
    pub(super) count_sources: BTreeSet<String>,
    pub(super) total_sources: BTreeSet<String>,
    pub(super) known_on: Option<Day>,
    pub(super) log: IssueLog,
}

impl Figured {
    /// The series of a branch, or the national one.
    pub(super) fn series_mut(&mut self, branch: Option<String>) -> &mut Series {
        match branch {
            Some(branch) => self.branches.entry(branch).or_default(),
            None => &mut self.national,
        }
    }

    /// All series with their branch, the national one first.
    pub(super) fn series(&self) -> impl Iterator<Item = (Option<&str>, &Series)> {
        std::iter::once((None, &self.national)).chain(self.branches.iter().map(|(branch, series)| (Some(branch.as_str()), series)))
    }
}
