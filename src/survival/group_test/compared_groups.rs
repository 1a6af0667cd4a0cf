//! Which groups are compared, within which strata, and who was at risk in each.

use crate::cohort::{DurationTable, Group, GroupBy};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::survival::observations::{Observations, coded, same_length};
use crate::survival::risk_table::RiskTable;
use std::collections::BTreeMap;

/// Groups to be compared, each with who was at risk in it; within strata when like must be compared with like.
///
/// Made from rows, from [`RiskTable`]s, or from a [`DurationTable`], whose counts are read where they are. A test looks at every time at
/// which anyone left, once for all groups.
///
/// # Example
///
/// ```
/// use kaiin::survival::{ComparedGroups, LogRankSettings, Observations};
/// let rows = Observations::of_events(&[1.0, 3.0, 2.0, 4.0], &[true, true, true, true])?.grouped(&["a", "a", "b", "b"])?;
/// let groups = ComparedGroups::of_rows(&rows)?;
/// assert_eq!(groups.names(), ["a", "b"]);
/// let test = LogRankSettings::new().test(&groups)?;
/// // expected in a: 2/4 at time 1, 1/3 at 2, 1/2 at 3, 0 at 4
/// assert!((test.groups[0].expected - 4.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ComparedGroups<'a> {
    names: Vec<String>,
    strata: Vec<GroupsOfStratum<'a>>,
}

/// The groups of one stratum, in the order of the names; `None` where a group has nobody in it.
#[derive(Debug, Clone)]
pub(super) struct GroupsOfStratum<'a> {
    pub(super) name: String,
    pub(super) groups: Vec<Option<RiskSource<'a>>>,
}

impl GroupsOfStratum<'_> {
    /// Only two of the groups.
    fn pair(&self, first: usize, second: usize) -> GroupsOfStratum<'_> {
        let counts = |group: usize| self.groups[group].as_ref().map(|source| RiskSource::Elsewhere(source.counts()));
        GroupsOfStratum { name: self.name.clone(), groups: vec![counts(first), counts(second)] }
    }
}

/// The counts of a group in a stratum: made here, or elsewhere.
#[derive(Debug, Clone)]
pub(super) enum RiskSource<'a> {
    Owned(Box<RiskTable>),
    Elsewhere(RiskCounts<'a>),
}

/// Where the counts of a group in a stratum are.
#[derive(Debug, Clone, Copy)]
pub(super) enum RiskCounts<'a> {
    Table(&'a RiskTable),
    Durations(DurationCounts<'a>),
}

/// The counts of a group of a [`DurationTable`].
#[derive(Debug, Clone, Copy)]
pub(super) struct DurationCounts<'a> {
    pub(super) days: &'a [u32],
    /// For each day late entries, censored, and exits by reason.
    pub(super) counts: &'a [u32],
    pub(super) from_start: u64,
    reasons: &'a [EndReason],
}

impl DurationCounts<'_> {
    /// Number of counts a day.
    pub(super) fn width(self) -> usize {
        self.reasons.len() + 2
    }
}

impl RiskSource<'_> {
    pub(super) fn counts(&self) -> RiskCounts<'_> {
        match self {
            Self::Owned(table) => RiskCounts::Table(table),
            Self::Elsewhere(counts) => *counts,
        }
    }
}

impl RiskCounts<'_> {
    /// Number of rows, whatever their weight.
    pub(super) fn count(self) -> u64 {
        match self {
            Self::Table(table) => table.count(),
            Self::Durations(durations) => {
                let late = durations.counts.chunks_exact(durations.width()).map(|counts| u64::from(counts[0]));
                durations.from_start + late.sum::<u64>()
            }
        }
    }

    /// The position of an outcome by its name.
    pub(super) fn outcome(self, name: &str) -> Option<usize> {
        match self {
            Self::Table(table) => table.outcomes().iter().position(|outcome| outcome == name),
            Self::Durations(durations) => durations.reasons.iter().position(|reason| reason.name() == name),
        }
    }

    fn outcomes(self) -> Vec<String> {
        match self {
            Self::Table(table) => table.outcomes().to_vec(),
            Self::Durations(durations) => durations.reasons.iter().map(EndReason::to_string).collect(),
        }
    }
}

/// More groups than this have a table of covariances that no machine holds with ease.
pub(super) const MOST_GROUPS: usize = 1_000;

/// The name of the only stratum.
const WHOLE: &str = "all";

impl<'a> ComparedGroups<'a> {
    /// The groups of rows. A group whose rows all have weight 0 has nobody at risk.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] when no row counts; [`Error::Limit`] for more than 1,000 groups.
    pub fn of_rows(rows: &Observations) -> Result<Self> {
        Self::of_coded(rows, &[WHOLE.to_owned()], |_| 0)
    }

    /// The groups of rows, compared within strata: one name a row. A group may be absent from a stratum.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there is not one name a row; otherwise as [`ComparedGroups::of_rows`].
    pub fn of_rows_within<S: AsRef<str>>(rows: &Observations, stratum: &[S]) -> Result<Self> {
        same_length("stratum", stratum.len(), "time", rows.len())?;
        let (names, codes) = coded(stratum.iter().map(|name| Some(name.as_ref())));
        Self::of_coded(rows, &names, |row| codes[row].map_or(0, |code| code as usize))
    }

    /// Groups given by their tables, in the order given.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when a name occurs twice; [`Error::NoRows`] without a group; [`Error::Limit`] for more than 1,000 groups.
    pub fn of_tables(tables: &'a [(String, RiskTable)]) -> Result<Self> {
        Self::of_named(vec![(WHOLE.to_owned(), borrowed(tables))])
    }

    /// Strata given by their names, each with the tables of its groups. Groups of one name are one group; they come in the order in which
    /// they are first named.
    ///
    /// # Errors
    ///
    /// As [`ComparedGroups::of_tables`].
    pub fn of_strata(strata: &'a [(String, Vec<(String, RiskTable)>)]) -> Result<Self> {
        Self::of_named(strata.iter().map(|(name, tables)| (name.clone(), borrowed(tables))).collect())
    }

    /// The groups of a table of durations; times are days.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a group; [`Error::Limit`] for more than 1,000 groups.
    pub fn of_durations(durations: &'a DurationTable) -> Result<Self> {
        let everything = durations.made_by().grouped_by();
        Self::of_durations_within(durations, everything, &GroupBy::nothing())
    }

    /// Groups and strata of a table of durations that was built by both: "branches within licence cohorts".
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the table is not grouped by one of the things named, or by others besides
    /// ([`DurationTable::regroup`] takes them away); otherwise as [`ComparedGroups::of_durations`].
    pub fn of_durations_within(durations: &'a DurationTable, compare: &GroupBy, within: &GroupBy) -> Result<Self> {
        check_axes(durations.made_by().grouped_by(), compare, within)?;
        let groups: Vec<Group> = distinct(durations.groups().map(|group| compare.project(group)));
        let strata: Vec<Group> = distinct(durations.groups().map(|group| within.project(group)));
        checked_number(groups.len())?;
        let mut filled: Vec<GroupsOfStratum<'a>> =
            strata.iter().map(|stratum| GroupsOfStratum { name: stratum.label(), groups: vec![None; groups.len()] }).collect();
        for (at, group) in durations.groups().enumerate() {
            let place = (strata.binary_search(&within.project(group)), groups.binary_search(&compare.project(group)));
            if let ((Ok(stratum), Ok(group)), Some((days, counts, from_start))) = (place, durations.counts_of(at)) {
                let source = DurationCounts { days, counts, from_start, reasons: durations.reasons() };
                filled[stratum].groups[group] = Some(RiskSource::Elsewhere(RiskCounts::Durations(source)));
            }
        }
        Ok(Self { names: groups.iter().map(Group::label).collect(), strata: filled })
    }

    /// The names of the groups, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The strata.
    pub(super) fn strata(&self) -> &[GroupsOfStratum<'a>] {
        &self.strata
    }

    /// Number of rows of a group, whatever their weight, in all strata.
    pub(super) fn count(&self, group: usize) -> u64 {
        self.strata.iter().filter_map(|stratum| stratum.groups[group].as_ref()).map(|source| source.counts().count()).sum()
    }

    /// Only two of the groups.
    pub(super) fn pair(&self, first: usize, second: usize) -> ComparedGroups<'_> {
        let names = vec![self.names[first].clone(), self.names[second].clone()];
        ComparedGroups { names, strata: self.strata.iter().map(|stratum| stratum.pair(first, second)).collect() }
    }

    /// That an outcome is known in some group.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] naming the outcomes there are.
    pub(super) fn check_outcome(&self, name: &str) -> Result<()> {
        let sources = || self.strata.iter().flat_map(|stratum| stratum.groups.iter().flatten()).map(RiskSource::counts);
        if sources().any(|source| source.outcome(name).is_some()) {
            return Ok(());
        }
        let known = distinct(sources().flat_map(RiskCounts::outcomes)).join(", ");
        Err(Error::missing(format!("outcome {name:?}"), format!("the outcomes are: {known}")))
    }

    /// The groups of rows whose stratum is known by its position.
    fn of_coded(rows: &Observations, strata: &[String], stratum_of: impl Fn(usize) -> usize) -> Result<Self> {
        let groups = rows.groups().len();
        checked_number(groups)?;
        let mut rows_of: Vec<BTreeMap<usize, Vec<usize>>> = vec![BTreeMap::new(); strata.len()];
        for row in (0..rows.len()).filter(|&row| rows.weight_of(row) > 0.0) {
            rows_of[stratum_of(row)].entry(rows.group_of(row)).or_default().push(row);
        }
        if rows_of.iter().all(BTreeMap::is_empty) {
            return Err(Error::NoRows { input: "the comparison".into(), advice: "give at least one row with a weight above 0".into() });
        }
        // A table is refused only when no row has time at risk: then the group has nobody in the stratum.
        let table = |rows_of: &BTreeMap<usize, Vec<usize>>, group| {
            let table = rows.risk_table_of(rows_of.get(&group)?).ok()?;
            Some(RiskSource::Owned(Box::new(table)))
        };
        let filled = strata.iter().zip(&rows_of).map(|(name, rows_of)| GroupsOfStratum {
            name: name.clone(),
            groups: (0..groups).map(|group| table(rows_of, group)).collect(),
        });
        Ok(Self { names: rows.groups().to_vec(), strata: filled.collect() })
    }

    /// The groups of named strata, matched by name.
    fn of_named(strata: Vec<(String, Vec<(String, RiskSource<'a>)>)>) -> Result<Self> {
        let mut names: Vec<String> = Vec::new();
        let mut place: BTreeMap<String, usize> = BTreeMap::new();
        for (name, _) in strata.iter().flat_map(|(_, groups)| groups) {
            if !place.contains_key(name) {
                place.insert(name.clone(), names.len());
                names.push(name.clone());
            }
        }
        checked_number(names.len())?;
        let mut filled = Vec::with_capacity(strata.len());
        for (stratum, groups) in strata {
            let mut slots = vec![None; names.len()];
            for (name, source) in groups {
                if let Some(&at) = place.get(&name)
                    && slots[at].replace(source).is_some()
                {
                    let reason = format!("occurs twice in stratum {stratum:?}; give each group one table");
                    return Err(Error::setting("group", format!("{name:?}"), reason));
                }
            }
            filled.push(GroupsOfStratum { name: stratum, groups: slots });
        }
        Ok(Self { names, strata: filled })
    }
}

fn borrowed(tables: &[(String, RiskTable)]) -> Vec<(String, RiskSource<'_>)> {
    tables.iter().map(|(name, table)| (name.clone(), RiskSource::Elsewhere(RiskCounts::Table(table)))).collect()
}

/// The distinct values in order.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values.dedup();
    values
}

fn checked_number(groups: usize) -> Result<()> {
    match groups {
        0 => Err(Error::NoRows { input: "the comparison".into(), advice: "give at least two groups with rows".into() }),
        1..=MOST_GROUPS => Ok(()),
        _ => {
            let advice = "join groups that belong together, or compare each with all the others".into();
            Err(Error::Limit { what: "groups to compare", found: groups as u64, limit: MOST_GROUPS as u64, advice })
        }
    }
}

/// That a table is grouped by what is compared and by the strata, and by nothing else.
fn check_axes(table: &GroupBy, compare: &GroupBy, within: &GroupBy) -> Result<()> {
    let (known, asked) = (table.names(), [compare.names(), within.names()].concat());
    if let Some(unknown) = asked.iter().find(|name| !known.contains(name)) {
        return Err(Error::setting("by", unknown, format!("is not among what the table is grouped by ({table}); build it by that too")));
    }
    if let Some(left) = known.iter().find(|name| !asked.contains(name)) {
        return Err(Error::setting("by", left, "is neither compared nor a stratum; name it or regroup the table without it"));
    }
    match compare.names().iter().find(|name| within.names().contains(name)) {
        Some(twice) => Err(Error::setting("by", twice, "is both compared and a stratum; it can be one of them")),
        None => Ok(()),
    }
}
