//! What moved the organization rate, from yearly movements: totals typed in, or counted in a register.

use super::account::RateAccount;
use super::account_settings::{AccountSettings, Losses};
use super::account_years::{AccountYears, check_order};
use super::flow_name::{JOINED, LEFT, reason_words};
use super::result::Decomposition;
use crate::cohort::MovementTable;
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::licensees::Licensees;
use crate::unit::FiscalYear;
use std::collections::BTreeMap;

impl AccountSettings {
    /// The account between the last days of two fiscal years, from a table of movements.
    ///
    /// Parts are `joined`, `reinstated`, `left_…` by reason (or `left`), for one group of several `transferred_in` and `transferred_out`,
    /// for a register in which observation of some began late `came_under_observation`, `leave` and `left_on_leave` where leave is not
    /// counted, and `new_licensees`. Those of 0 persons in all years are left out, except joiners, leavers and licensees.
    ///
    /// Assumes that a count of reinstated, present or transferred that totals do not give is inside `joined` and `left`, as
    /// [`MovementTable::from_totals`] does. Years whose figures do not balance show as `not_explained`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when `from` is not before `to`, and for losses by tenure, which movements do not tell
    /// ([`of_cohorts`](Self::of_cohorts)); [`Error::Missing`] when a year is absent or not covered completely, or when
    /// members, joiners, leavers or licence holders are not known; [`Error::Limit`] for more than 2^53 persons.
    ///
    /// # Example
    ///
    /// See [`AccountSettings`].
    pub fn of_movements(&self, movements: &MovementTable, licensees: &Licensees, from: FiscalYear, to: FiscalYear) -> Result<RateAccount> {
        if matches!(self.losses, Losses::ByTenure(_)) {
            let reason = "are not told by a table of movements; make the account of a cohort table grouped by join cohort";
            return Err(Error::setting("losses", "by tenure", reason));
        }
        let years = AccountYears::of(movements, from, to)?;
        let account = JOINED.add_to(years.stocks(self, licensees)?, years.known("joiners", |row| row.joined)?);
        let account = self.losses_of(years.other_entries(account)?, &years)?;
        years.leave_and_licences(account, self, licensees)
    }

    /// A decomposition for each fiscal year after `from` until `to`; [`Decomposition::chained`] makes one of them that follows the path.
    ///
    /// # Errors
    ///
    /// As [`of_movements`](Self::of_movements).
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::decomposition::{AccountSettings, Decomposition};
    /// use kaiin::{FiscalCalendar, FiscalYear, Licensees, cohort::{MovementTable, StatedJoiners, YearTotals}};
    /// let year = |year, joined, left, closing| YearTotals {
    ///     year: FiscalYear(year), joined: Some(joined), left: Some(left), closing: Some(closing), ..YearTotals::default()
    /// };
    /// let totals = [year(2021, 10, 0, 80), year(2022, 10, 5, 85), year(2023, 12, 7, 90)];
    /// let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept)?;
    /// let licensees = Licensees::by_cohort([(FiscalYear(2021), 100), (FiscalYear(2022), 20), (FiscalYear(2023), 20)])?;
    /// let years = AccountSettings::new().each_year(&movements, &licensees, FiscalYear(2021), FiscalYear(2023))?;
    /// let all = Decomposition::chained(&years)?;
    /// assert_eq!(years.len(), 2);
    /// assert_eq!(all.part("joined").unwrap().persons, Some(22));
    /// assert!((all.sum_of_parts() - (90.0 / 140.0 - 80.0 / 100.0)).abs() < 1e-15);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn each_year(
        &self,
        movements: &MovementTable,
        licensees: &Licensees,
        from: FiscalYear,
        to: FiscalYear,
    ) -> Result<Vec<Decomposition>> {
        check_order(from, to)?;
        (from.get()..to.get())
            .map(|year| self.of_movements(movements, licensees, FiscalYear(year), FiscalYear(year + 1))?.decompose())
            .collect()
    }

    /// Those who left, by reason or together.
    pub(super) fn losses_of(&self, account: RateAccount, years: &AccountYears<'_>) -> Result<RateAccount> {
        let left = years.known("leavers", |row| row.left)?;
        if self.losses == Losses::Together {
            return Ok(LEFT.add_to(account, left));
        }
        let mut reasons: BTreeMap<EndReason, u64> = BTreeMap::new();
        for row in years.rows() {
            row.left_by_reason.iter().for_each(|(&reason, &count)| add(&mut reasons, reason, count));
            // Leavers beyond those of all reasons have none.
            let stated = row.left_by_reason.values().fold(0u64, |sum, &count| sum.saturating_add(count));
            add(&mut reasons, EndReason::Unstated, row.left.unwrap_or(0).saturating_sub(stated));
        }
        if left > 0 {
            reasons.retain(|_, count| *count > 0);
        }
        reasons.into_iter().try_fold(account, |account, (reason, count)| {
            Ok(account.flow_in(format!("left_{}", reason.name()), reason_words(reason), -years.persons(count)?))
        })
    }
}

/// Counts persons of a reason.
fn add(reasons: &mut BTreeMap<EndReason, u64>, reason: EndReason, count: u64) {
    let sum = reasons.entry(reason).or_insert(0);
    *sum = sum.saturating_add(count);
}
