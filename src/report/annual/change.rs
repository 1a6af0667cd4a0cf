//! Why did the organization rate change: its parts over the reference year, and over the years until then.

use super::builder::AnnualReportBuilder;
use super::value::RateChange;
use crate::cohort::{CohortTable, MovementTable};
use crate::decision::decomposition::{AccountSettings, Decomposition, Losses, RateAccount};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::DenominatorKind;
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
        for denominator in self.change_kinds() {
            let settings = AccountSettings::new().over(denominator).leave(self.settings.leave);
            let settings = settings.losses(losses(movements, table, year))?;
            let years = consecutive(year, |from, to| match table {
                Some(table) => settings.of_cohorts(table, licensees, from, to),
                None => settings.of_movements(movements, licensees, from, to),
            })?;
            if !years.is_empty() {
                return self.over_one_and_all(&years, denominator, year);
            }
        }
        Ok(Vec::new())
    }

    /// The licence holders over which a change is told: those of the organization rate; where they are not known for two years in a row,
    /// those summed from yearly figures.
    pub(super) fn change_kinds(&self) -> [DenominatorKind; 2] {
        [self.organization_kind(), DenominatorKind::CumulativeSummed]
    }

    /// The last of consecutive years, and all of them chained where there are several.
    fn over_one_and_all(&self, years: &[Decomposition], denominator: DenominatorKind, year: FiscalYear) -> Result<Vec<RateChange>> {
        let change = |count: usize, decomposition| RateChange {
            from_year: year.plus(-i32::try_from(count).unwrap_or(i32::MAX)),
            to_year: year,
            denominator,
            leave: self.settings.leave,
            decomposition,
        };
        let Some(last) = years.last() else { return Ok(Vec::new()) };
        let all = if years.len() > 1 { Some(change(years.len(), Decomposition::chained(years)?)) } else { None };
        Ok(std::iter::once(change(1, last.clone())).chain(all).collect())
    }
}

/// The changes of single years, back from the last one as far as all figures are known and can be divided.
fn consecutive(year: FiscalYear, account: impl Fn(FiscalYear, FiscalYear) -> Result<RateAccount>) -> Result<Vec<Decomposition>> {
    let mut years = Vec::new();
    for back in 0..MOST_YEARS {
        match account(year.plus(-back - 1), year.plus(-back)) {
            Ok(account) => years.push(account.decompose()?),
            Err(Error::Missing { .. } | Error::Setting { .. }) => break,
            Err(error) => return Err(error),
        }
    }
    years.reverse();
    Ok(years)
}

/// Losses by reason where any is stated, else by tenure where a table knows it.
fn losses(movements: &MovementTable, table: Option<&CohortTable>, year: FiscalYear) -> Losses {
    let rows = (0..MOST_YEARS).filter_map(|back| movements.row(year.plus(-back)));
    let stated = |(reason, count): (&EndReason, &u64)| *reason != EndReason::Unstated && *count > 0;
    let any_stated = rows.flat_map(|row| row.left_by_reason.iter()).any(stated);
    match table {
        _ if any_stated => Losses::ByReason,
        Some(_) => Losses::ByTenure(BANDS.to_vec()),
        None => Losses::Together,
    }
}

/// Whether any licence cohort of a table is known.
fn knows_licences(table: &CohortTable) -> bool {
    table.groups().iter().any(|group| group.licence_cohort.flatten().is_some())
}
