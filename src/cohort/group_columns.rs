//! The columns that tell the group of each row of a table.

use super::grouping::{Group, GroupBy};
use crate::table::Values;
use crate::unit::FiscalYear;

impl GroupBy {
    /// One column for everything grouped by, with the value of each group; empty where it is not known.
    pub(crate) fn columns_of(&self, groups: &[&Group]) -> Vec<(String, Values)> {
        let year = |cohort: Option<Option<FiscalYear>>| cohort.flatten().map(|year| i64::from(year.get()));
        let mut columns: Vec<(String, Values)> = Vec::new();
        if self.has_licence_cohort() {
            columns.push(("licence_cohort".into(), Values::Integers(groups.iter().map(|group| year(group.licence_cohort)).collect())));
        }
        if self.has_join_cohort() {
            columns.push(("join_cohort".into(), Values::Integers(groups.iter().map(|group| year(group.join_cohort)).collect())));
        }
        for (at, name) in self.segments().iter().enumerate() {
            let levels = groups.iter().map(|group| group.levels.get(at).and_then(|level| level.level.clone())).collect();
            columns.push((name.clone(), Values::Texts(levels)));
        }
        columns
    }
}
