//! What moved the organization rate, from cohorts: new cohorts apart from late entry, losses by tenure.

use super::account::RateAccount;
use super::account_settings::{AccountSettings, Losses};
use super::account_years::{AccountYears, check_order};
use super::flow_name::{COHORT_UNKNOWN, LATE_ENTRY, NEW_COHORTS, tenure_name};
use super::result::Decomposition;
use crate::cohort::{CohortTable, Group, GroupBy, MovementRow};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::licensees::Licensees;
use crate::unit::FiscalYear;
use std::collections::{BTreeMap, BTreeSet};

impl AccountSettings {
    /// The account between the last days of two fiscal years, from a cohort table.
    ///
    /// As [`of_movements`](Self::of_movements), with joiners told apart: `new_cohorts` joined by the end of the fiscal year of their
    /// licence, `late_entry` later, `joined_cohort_unknown` have no known licence year. Losses can be told apart by tenure:
    /// `left_tenure_0`, `left_tenure_1_2`, `left_tenure_3_plus` for [`Losses::ByTenure`] of `[0, 1, 3]`, and `left_tenure_unknown`.
    ///
    /// Tenure is in fiscal years since that of first joining, leave and lapses included; who joined before the record began has none.
    ///
    /// # Errors
    ///
    /// As [`of_movements`](Self::of_movements); [`Error::MissingColumn`] when the table is not grouped by licence cohort, or, for losses by
    /// tenure, by join cohort; [`Error::Mismatch`] when licensees and table assign licences to cohorts by different rules.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::decomposition::{AccountSettings, Losses};
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, FiscalYear, Licensees, Register, cohort::{CohortTable, GroupBy}};
    /// let day = |y, m, d| Day::from_ymd(y, m, d);
    /// let rows = [
    ///     Episode::new("A", day(2021, 4, 1)?).licensed(day(2021, 4, 1)?),
    ///     Episode::new("B", day(2021, 4, 1)?).licensed(day(2021, 4, 1)?).until(day(2022, 9, 1)?, EndReason::Voluntary),
    ///     Episode::new("C", day(2022, 5, 1)?).licensed(day(2021, 4, 1)?), // a year late
    ///     Episode::new("D", day(2022, 4, 1)?).licensed(day(2022, 4, 1)?),
    /// ];
    /// let register = Register::settings_as_of(day(2023, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let by = GroupBy::nothing().licence_cohort().join_cohort();
    /// let table = CohortTable::settings(FiscalCalendar::japan()).by(by).build(&register)?;
    /// let licensees = Licensees::by_cohort([(FiscalYear(2021), 4), (FiscalYear(2022), 4)])?;
    /// let settings = AccountSettings::new().losses(Losses::ByTenure(vec![0, 1, 3]))?;
    /// let account = settings.of_cohorts(&table, &licensees, FiscalYear(2021), FiscalYear(2022))?;
    /// // 2 / 4 to 3 / 8; one member was worth ½ (1/4 + 1/8) = 3/16, one licence cost ½ (2 + 3) / (4 · 8) = 5/64
    /// let change = account.decompose()?;
    /// assert_eq!((change.value("new_cohorts"), change.value("late_entry")), (Some(3.0 / 16.0), Some(3.0 / 16.0)));
    /// assert_eq!((change.value("left_tenure_1_2"), change.value("new_licensees")), (Some(-3.0 / 16.0), Some(-4.0 * 5.0 / 64.0)));
    /// assert_eq!((change.change, change.residue()), (-0.125, 0.0));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of_cohorts(&self, table: &CohortTable, licensees: &Licensees, from: FiscalYear, to: FiscalYear) -> Result<RateAccount> {
        if let Some(rule) = licensees.rule().filter(|rule| *rule != table.cohort_rule()) {
            let (left, right) = (table.cohort_rule().to_string(), rule.to_string());
            return Err(Error::Mismatch { what: "cohort rule", left, right });
        }
        let movements = table.movements();
        let years = AccountYears::of(&movements, from, to)?;
        let account = entries_of(years.stocks(self, licensees)?, &years, &table.regroup(&GroupBy::nothing().licence_cohort())?)?;
        let account = years.other_entries(account)?;
        let account = match &self.losses {
            Losses::ByTenure(bands) => losses_by_tenure(account, &years, &table.regroup(&GroupBy::nothing().join_cohort())?, bands)?,
            Losses::ByReason | Losses::Together => self.losses_of(account, &years)?,
        };
        years.leave_and_licences(account, self, licensees)
    }

    /// A decomposition of [`of_cohorts`](Self::of_cohorts) for each fiscal year after `from` until `to`.
    ///
    /// # Errors
    ///
    /// As [`of_cohorts`](Self::of_cohorts).
    pub fn each_year_of_cohorts(
        &self,
        table: &CohortTable,
        licensees: &Licensees,
        from: FiscalYear,
        to: FiscalYear,
    ) -> Result<Vec<Decomposition>> {
        check_order(from, to)?;
        (from.get()..to.get()).map(|year| self.of_cohorts(table, licensees, FiscalYear(year), FiscalYear(year + 1))?.decompose()).collect()
    }
}

/// The account with joiners of new cohorts and late joiners.
fn entries_of(account: RateAccount, years: &AccountYears<'_>, by_licence: &CohortTable) -> Result<RateAccount> {
    let (mut new, mut late, mut unknown) = (0u64, 0u64, 0u64);
    for (cohort, year, joined) in counts_by(by_licence, years, |group| group.licence_cohort.flatten(), |row| row.joined) {
        let counted = match cohort {
            Some(cohort) if cohort >= year => &mut new,
            Some(_) => &mut late,
            None => &mut unknown,
        };
        *counted = counted.saturating_add(joined);
    }
    let account = LATE_ENTRY.add_to(NEW_COHORTS.add_to(account, years.persons(new)?), years.persons(late)?);
    Ok(if unknown == 0 { account } else { COHORT_UNKNOWN.add_to(account, years.persons(unknown)?) })
}

/// The account with losses in bands of fiscal years since joining.
fn losses_by_tenure(account: RateAccount, years: &AccountYears<'_>, by_joining: &CohortTable, bands: &[u32]) -> Result<RateAccount> {
    let mut left: BTreeMap<usize, u64> = (0..bands.len()).map(|band| (band, 0)).collect();
    let mut unknown = 0u64;
    for (cohort, year, count) in counts_by(by_joining, years, |group| group.join_cohort.flatten(), |row| row.left) {
        let tenure = cohort.map(|cohort| u32::try_from(year.since(cohort)).unwrap_or(0));
        let counted = match tenure {
            Some(tenure) => left.entry(bands.partition_point(|first| *first <= tenure).saturating_sub(1)).or_insert(0),
            None => &mut unknown,
        };
        *counted = counted.saturating_add(count);
    }
    let account = left.into_iter().try_fold(account, |account, (band, count)| {
        let last = bands.get(band + 1).map(|next| next.saturating_sub(1));
        let (name, words) = tenure_name(bands.get(band).copied().unwrap_or(0), last);
        Ok::<_, Error>(account.flow_in(name, words, -years.persons(count)?))
    })?;
    let words = Bilingual::new("members who left and whose year of joining is not known", "入会年度が不明の退会者");
    Ok(if unknown == 0 { account } else { account.flow_in("left_tenure_unknown", words, -years.persons(unknown)?) })
}

/// A count of every cohort in every year of the account.
fn counts_by(
    table: &CohortTable,
    years: &AccountYears<'_>,
    cohort: fn(&Group) -> Option<FiscalYear>,
    count: fn(&MovementRow) -> Option<u64>,
) -> Vec<(Option<FiscalYear>, FiscalYear, u64)> {
    let wanted: BTreeSet<FiscalYear> = years.years().collect();
    let of_group = |(at, group): (usize, &Group)| {
        let cohort = cohort(group);
        let counted = |row: MovementRow| Some((cohort, row.year.filter(|year| wanted.contains(year))?, count(&row)?));
        table.rows_of(at).into_iter().filter_map(counted).collect::<Vec<_>>()
    };
    table.groups().iter().enumerate().flat_map(of_group).collect()
}
