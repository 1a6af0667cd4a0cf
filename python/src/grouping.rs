//! What tables are grouped by, and counts of exits, as Python writes them.

use crate::error::setting;
use kaiin::cohort::{ExitCounts, Group, GroupBy, Level};
use kaiin::{EndReason, Error, FiscalYear};
use pyo3::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The grouping by these names, of which two stand for cohorts.
pub(crate) fn group_by(names: Vec<String>) -> GroupBy {
    names.into_iter().fold(GroupBy::nothing(), |by, name| match name.as_str() {
        "licence_cohort" => by.licence_cohort(),
        "join_cohort" => by.join_cohort(),
        _ => by.segment(name),
    })
}

/// A group by what the table is grouped by; `None` is not known.
pub(crate) fn group(group: &Group) -> BTreeMap<String, Option<LevelArg>> {
    let cohorts = [("licence_cohort", group.licence_cohort), ("join_cohort", group.join_cohort)];
    let cohort =
        |(name, cohort): (&str, Option<Option<FiscalYear>>)| Some((name.to_owned(), cohort?.map(|year| LevelArg::Cohort(year.get()))));
    let level = |level: &Level| (level.segment.clone(), level.level.clone().map(LevelArg::Level));
    cohorts.into_iter().filter_map(cohort).chain(group.levels.iter().map(level)).collect()
}

/// A cohort or the level of a segment.
#[derive(FromPyObject, IntoPyObject)]
pub(crate) enum LevelArg {
    #[pyo3(transparent, annotation = "int")]
    Cohort(i32),
    #[pyo3(transparent, annotation = "str")]
    Level(String),
}

impl LevelArg {
    /// The level as it is named.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Level(text) => text,
            Self::Cohort(number) => number.to_string(),
        }
    }
}

/// A group by what the table is grouped by.
pub(crate) type GroupArg = HashMap<String, Option<LevelArg>>;

/// The group of a table grouped by `by` that a caller names.
pub(crate) fn group_of(mut named: GroupArg, by: &GroupBy) -> kaiin::Result<Group> {
    let mut take = |name: &str| {
        let advice = format!("the table is grouped by {by}; name them all");
        named.remove(name).ok_or_else(|| Error::Missing { what: format!("{name} of the group"), advice })
    };
    let cohort = |level: Option<LevelArg>| match level {
        None => Ok(None),
        Some(LevelArg::Cohort(year)) => Ok(Some(FiscalYear(year))),
        Some(LevelArg::Level(text)) => Err(setting("group", text, "is a text; give a cohort as a whole number")),
    };
    let licence_cohort = by.has_licence_cohort().then(|| take("licence_cohort").and_then(cohort)).transpose()?;
    let join_cohort = by.has_join_cohort().then(|| take("join_cohort").and_then(cohort)).transpose()?;
    let levels = by.segments().iter().map(|segment| Ok(Level { segment: segment.clone(), level: take(segment)?.map(LevelArg::into_text) }));
    let levels = levels.collect::<kaiin::Result<_>>()?;
    match named.keys().next() {
        Some(other) => Err(setting("group", other, format!("is not what the table is grouped by; that is {by}"))),
        None => Ok(Group { licence_cohort, join_cohort, levels }),
    }
}

/// Exits by reason; reasons that did not occur are absent.
pub(crate) fn exits(counts: ExitCounts) -> BTreeMap<&'static str, u64> {
    EndReason::ALL.into_iter().map(|reason| (reason.name(), counts.of(reason))).filter(|&(_, count)| count > 0).collect()
}
