//! Who is where at the start of a projection: never joined, member by tenure, on leave, lapsed.

use crate::cohort::{CohortTable, MovementRow};
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
        };
        Self { base_year, cohorts: vec![(None, people)] }
    }

    /// The population at the end of `base_year`, from a table grouped by licence cohort and join cohort.
    ///
    /// Suspended members count as active. The table does not say when those who came back had lapsed; they are taken from the most recent
    /// lapses before. Without `licensees` nobody is counted as never joined, and there is no late entry. Those who
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
            lapsed_by_years(&rows, base_year).into_iter().for_each(|(since, count)| *people.lapsed.entry(since).or_default() += count);
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

/// Those who lapsed and are not back, by fiscal years since the lapse; returns are taken from the most recent lapses.
fn lapsed_by_years(rows: &[MovementRow], base_year: FiscalYear) -> BTreeMap<u32, u64> {
    let mut still_out: Vec<(u32, u64)> = Vec::new();
    for row in rows {
        let since = row.year.and_then(|year| u32::try_from(base_year.since(year)).ok()).unwrap_or(u32::MAX);
        still_out.push((since, super::lapsed_in(row)));
        let mut back = row.reinstated.unwrap_or(0);
        while let Some((_, count)) = still_out.last_mut().filter(|_| back > 0) {
            let taken = back.min(*count);
            (*count, back) = (*count - taken, back - taken);
            if *count == 0 {
                still_out.pop();
            }
        }
    }
    still_out.into_iter().collect()
}
