//! Why did the organization rate change: its parts over the reference year, and over the years until then.

use super::builder::AnnualReportBuilder;
use super::value::RateChange;
use crate::cohort::{CohortTable, MovementTable};
use crate::decision::decomposition::{AccountSettings, Decomposition, Losses};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::unit::FiscalYear;

/// Most fiscal years over which a change is told.
const MOST_YEARS: i32 = 5;
/// Where bands of tenure begin, in fiscal years since that of joining: its own, the two after it, until the tenth, later.
const BANDS: [u32; 4] = [0, 1, 3, 10];

impl AnnualReportBuilder<'_> {
    /// The change over the reference year, and over up to five years that end with it; nothing where the figures are not there.
    pub(super) fn rate_changes(&self, movements: &MovementTable, table: Option<&CohortTable>, year: FiscalYear) -> Result<Vec<RateChange>> {
        let Some(licensees) = self.licensees else { return Ok(Vec::new()) };
        let table = table.filter(|table| self.movements.is_none() && knows_licences(table));
        let settings = self.account_settings(movements, table, year)?;
        let mut years = Vec::new();
        for back in 0..MOST_YEARS {
            let (from, to) = (year.plus(-back - 1), year.plus(-back));
            let account = match table {
                Some(table) => settings.of_cohorts(table, licensees, from, to),
                None => settings.of_movements(movements, licensees, from, to),
            };
            match account {
                Ok(account) => years.push(account.decompose()?),
                Err(Error::Missing { .. } | Error::Setting { .. }) => break,
                Err(error) => return Err(error),
            }
        }
        years.reverse();
        self.over_one_and_all(&years, year)
    }

    /// Losses by reason where any is stated, else by tenure where a table knows it.
    fn account_settings(&self, movements: &MovementTable, table: Option<&CohortTable>, year: FiscalYear) -> Result<AccountSettings> {
        let stated = (0..MOST_YEARS)
            .filter_map(|back| movements.row(year.plus(-back)))
            .any(|row| row.left_by_reason.iter().any(|(reason, count)| *reason != EndReason::Unstated && *count > 0));
        let losses = match table {
            _ if stated => Losses::ByReason,
            Some(_) => Losses::ByTenure(BANDS.to_vec()),
            None => Losses::Together,
        };
        AccountSettings::new().over(self.organization_kind()).leave(self.settings.leave).losses(losses)
    }

    /// The last of consecutive years, and all of them chained where there are several.
    fn over_one_and_all(&self, years: &[Decomposition], year: FiscalYear) -> Result<Vec<RateChange>> {
        let change = |count: usize, decomposition| RateChange {
            from_year: year.plus(-i32::try_from(count).unwrap_or(i32::MAX)),
            to_year: year,
            denominator: self.organization_kind(),
            leave: self.settings.leave,
            decomposition,
        };
        let Some(last) = years.last() else { return Ok(Vec::new()) };
        let all = if years.len() > 1 { Some(change(years.len(), Decomposition::chained(years)?)) } else { None };
        Ok(std::iter::once(change(1, last.clone())).chain(all).collect())
    }
}

/// Whether any licence cohort of a table is known.
fn knows_licences(table: &CohortTable) -> bool {
    table.groups().iter().any(|group| group.licence_cohort.flatten().is_some())
}
