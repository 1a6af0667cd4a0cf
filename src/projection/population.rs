//! Who is where at the start of a projection: never joined, member by tenure, on leave, lapsed.

use crate::cohort::CohortTable;
use crate::error::{Error, Result};
use crate::licensees::Licensees;
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The people of one licence cohort on the last day of the base year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct CohortPopulation {
    /// Licence holders of the cohort who have never joined.
    pub never_joined: u64,
    /// Active members by fiscal years since joining.
    pub active: BTreeMap<u32, u64>,
    /// Members on leave by fiscal years since joining.
    pub on_leave: BTreeMap<u32, u64>,
    /// Persons who lapsed within the record, could come back and have not, by fiscal years since the lapse.
    pub lapsed: BTreeMap<u32, u64>,
    /// Of the lapsed those whose joining is known: by fiscal years since the lapse, then since joining; the largest number for a joining
    /// before the record. It matters only where tenure [runs on](crate::projection::TenureOnReturn::RunsOn). The others count as joined
    /// in the year of the licence; where that is not known either, as of the longest tenure.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lapsed_by_tenure: BTreeMap<u32, BTreeMap<u32, u64>>,
}

impl CohortPopulation {
    /// Members on the roll.
    #[must_use]
    pub fn members(&self) -> u64 {
        self.active.values().chain(self.on_leave.values()).fold(0, |sum, &count| sum.saturating_add(count))
    }
}

/// Everyone on the last day of the base year, by licence cohort; `None` is the cohort of those whose licence is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub struct Population {
    /// The fiscal year on whose last day the people are counted.
    pub base_year: FiscalYear,
    /// The people by licence cohort.
    pub cohorts: Vec<(Option<FiscalYear>, CohortPopulation)>,
}

impl Population {
    /// A population of which only the totals are known: every member counts as one of long standing, and every lapse as long ago.
    #[must_use]
    pub fn from_totals(base_year: FiscalYear, members: u64, on_leave: u64, never_joined: u64, lapsed: u64) -> Self {
        let long = u32::MAX;
        let people = CohortPopulation {
            never_joined,
            active: BTreeMap::from([(long, members.saturating_sub(on_leave))]),
            on_leave: BTreeMap::from([(long, on_leave.min(members))]),
            lapsed: BTreeMap::from([(long, lapsed)]),
            lapsed_by_tenure: BTreeMap::new(),
        };
        Self { base_year, cohorts: vec![(None, people)] }
    }

    /// The population at the end of `base_year`, from a table grouped by licence cohort and join cohort.
    ///
    /// Suspended members count as active. Of several lapses of a person the last one counts. Without `licensees` nobody is counted as never joined, and there is no late entry. Those who
    /// lapsed before the record began are not known: where licence cohorts reach further back than the record, they are among the never
    /// joined.
    ///
    /// # Errors
    ///
    /// [`Error::MissingColumn`] when the table is not grouped by both cohorts; [`Error::Missing`] when it does not cover the base year
    /// to its end.
    pub fn from_table(table: &CohortTable, licensees: Option<&Licensees>, base_year: FiscalYear) -> Result<Self> {
        let table = super::by_both_cohorts(table)?;
        let covered = table.years().any(|year| year == base_year) && table.coverage(base_year).has_ended();
        if !covered {
            let advice = "choose a base year that has ended on the extract date";
            return Err(Error::missing(format!("the end of fiscal year {base_year} in the table"), advice));
        }
        let mut cohorts: BTreeMap<Option<FiscalYear>, CohortPopulation> = BTreeMap::new();
        let mut ever_joined: BTreeMap<Option<FiscalYear>, u64> = BTreeMap::new();
        for (at, group) in table.groups().iter().enumerate() {
            let licence = group.licence_cohort.flatten();
            let tenure = group.join_cohort.flatten().map_or(u32::MAX, |joined| u32::try_from(base_year.since(joined)).unwrap_or(0));
            let people = cohorts.entry(licence).or_default();
            let rows: Vec<_> = table.rows_of(at).into_iter().filter(|row| row.year.is_some_and(|year| year <= base_year)).collect();
            let Some(last) = rows.last() else { continue };
            let active = last.active.unwrap_or(0) + last.suspended.unwrap_or(0);
            *people.active.entry(tenure).or_default() += active;
            *people.on_leave.entry(tenure).or_default() += last.on_leave.unwrap_or(0);
            for lapses in table.lapses_of(at).iter().filter(|lapses| lapses.year <= base_year) {
                let (since, out) = (u32::try_from(base_year.since(lapses.year)).unwrap_or(0), lapses.out_after(base_year));
                *people.lapsed.entry(since).or_default() += out;
                if out > 0 {
                    *people.lapsed_by_tenure.entry(since).or_default().entry(tenure).or_default() += out;
                }
            }
            *ever_joined.entry(licence).or_default() +=
                rows.iter().map(|row| row.joined.unwrap_or(0) + row.present.unwrap_or(0)).sum::<u64>();
        }
        for year in licensees.map(Licensees::years).unwrap_or_default().into_iter().filter(|year| *year <= base_year) {
            let count = licensees.and_then(|l| l.new_licensees(year)).and_then(|new| new.value.count()).unwrap_or(0);
            let joined = ever_joined.get(&Some(year)).copied().unwrap_or(0);
            cohorts.entry(Some(year)).or_default().never_joined = count.saturating_sub(joined);
        }
        for people in cohorts.values_mut() {
            people.active.retain(|_, count| *count > 0);
            people.on_leave.retain(|_, count| *count > 0);
            people.lapsed.retain(|_, count| *count > 0);
        }
        Ok(Self { base_year, cohorts: cohorts.into_iter().collect() })
    }

    /// Members on the roll in all cohorts.
    #[must_use]
    pub fn members(&self) -> u64 {
        self.cohorts.iter().fold(0, |sum, (_, people)| sum.saturating_add(people.members()))
    }
}
