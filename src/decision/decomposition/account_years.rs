//! The years between two dates: stocks at their ends, and flows that are the same whatever losses and entries are told apart by.

use super::account::RateAccount;
use super::account_settings::AccountSettings;
use super::flow_name::{
    FlowName, LEAVE, LEFT_ON_LEAVE, LICENCE_HOLDERS, NEW_LICENSEES, PRESENT, REINSTATED, TRANSFERRED_IN, TRANSFERRED_OUT,
};
use super::rate_stock::{MOST_PERSONS, RateStock};
use crate::cohort::{MovementRow, MovementTable};
use crate::error::{Error, Result};
use crate::licensees::{DenominatorKind, Licensees};
use crate::rates::LeaveCounted;
use crate::unit::FiscalYear;

/// The movements of the fiscal years after one until another.
#[derive(Debug)]
pub(super) struct AccountYears<'a> {
    from: FiscalYear,
    to: FiscalYear,
    /// The year at whose end the account begins.
    before: &'a MovementRow,
    /// The years of the flows.
    rows: Vec<&'a MovementRow>,
}

impl<'a> AccountYears<'a> {
    /// The years of a table, all of which must be covered completely.
    pub(super) fn of(movements: &'a MovementTable, from: FiscalYear, to: FiscalYear) -> Result<Self> {
        check_order(from, to)?;
        let row = |year: FiscalYear| {
            let advice = "ask for years that the table holds";
            movements.row(year).ok_or_else(|| Error::missing(format!("fiscal year {year} in the movements"), advice))
        };
        let complete = |year: i32| {
            let row = row(FiscalYear(year))?;
            let advice = "choose dates between which every fiscal year is covered from its first day to its last";
            if row.coverage.is_complete() { Ok(row) } else { Err(Error::missing(format!("a part of fiscal year {year}"), advice)) }
        };
        let before = row(from)?;
        if !before.coverage.has_ended() {
            return Err(Error::missing(format!("the end of fiscal year {from}"), "begin with a year that has ended"));
        }
        Ok(Self { from, to, before, rows: (from.get() + 1..=to.get()).map(complete).collect::<Result<_>>()? })
    }

    /// The rows of the flows.
    pub(super) fn rows(&self) -> &[&'a MovementRow] {
        &self.rows
    }

    /// The fiscal years of the flows.
    pub(super) fn years(&self) -> impl Iterator<Item = FiscalYear> + use<> {
        (self.from.get() + 1..=self.to.get()).map(FiscalYear)
    }

    /// The two dates with their members and licence holders.
    pub(super) fn stocks(&self, settings: &AccountSettings, licensees: &Licensees) -> Result<RateAccount> {
        let kind = settings.denominator;
        if kind == DenominatorKind::NewLicensees {
            let reason = "counts one year's licences only; an organization rate needs all, such as cumulative_summed";
            return Err(Error::setting("denominator", kind.name(), reason));
        }
        let stock = |year: FiscalYear, row: &MovementRow| {
            let advice = "give the yearly figures, or choose another denominator";
            let holders = licensees.get(kind, year).ok_or_else(|| Error::missing(format!("the number of {kind} for {year}"), advice))?;
            RateStock::new(format!("end of {year}"), members(year, row, settings.leave)?, holders.value)
        };
        Ok(RateAccount::between(stock(self.from, self.before)?, stock(self.to, self.last())?))
    }

    /// The sum over all years of a count that must be known.
    pub(super) fn known(&self, what: &str, count: fn(&MovementRow) -> Option<u64>) -> Result<i64> {
        let mut sum = 0u64;
        for (row, year) in self.rows.iter().zip(self.years()) {
            let advice = "give the figure, or enter the flows that are known in a RateAccount by hand";
            let count = count(row).ok_or_else(|| Error::missing(format!("the number of {what} in {year}"), advice))?;
            sum = sum.saturating_add(count);
        }
        self.persons(sum)
    }

    /// A number of persons with a sign; refused where it is beyond what is exact.
    pub(super) fn persons(&self, count: u64) -> Result<i64> {
        let limit = MOST_PERSONS;
        match i64::try_from(count) {
            Ok(persons) if count <= limit => Ok(persons),
            _ => Err(Error::Limit { what: "persons of a flow", found: count, limit, advice: "correct the figures".into() }),
        }
    }

    /// The account with those who became members other than by joining.
    pub(super) fn other_entries(&self, account: RateAccount) -> Result<RateAccount> {
        let account = self.where_any(account, REINSTATED, |row| row.reinstated)?;
        let account = self.where_any(account, PRESENT, |row| row.present)?;
        self.where_any(account, TRANSFERRED_IN, |row| row.transferred_in)
    }

    /// The account with transfers out, leave and licences.
    pub(super) fn leave_and_licences(
        &self,
        account: RateAccount,
        settings: &AccountSettings,
        licensees: &Licensees,
    ) -> Result<RateAccount> {
        let account = self.where_any(account, TRANSFERRED_OUT, |row| row.transferred_out)?;
        let account = match settings.leave {
            LeaveCounted::In => account,
            LeaveCounted::Out => self.leave(account)?,
        };
        self.licences(account, licensees)
    }

    /// The account with a flow, where there was any.
    fn where_any(&self, account: RateAccount, flow: FlowName, count: fn(&MovementRow) -> Option<u64>) -> Result<RateAccount> {
        let persons = self.persons(self.rows.iter().fold(0u64, |sum, row| sum.saturating_add(count(row).unwrap_or(0))))?;
        Ok(if persons == 0 { account } else { flow.add_to(account, persons) })
    }

    /// Members who went on leave less those who came back, where members on leave do not count.
    fn leave(&self, account: RateAccount) -> Result<RateAccount> {
        let (before, after) = (on_leave(self.from, self.before)?, on_leave(self.to, self.last())?);
        let more = self.persons(after)? - self.persons(before)?;
        let left = self.rows.iter().try_fold(0u64, |sum, row| Some(sum.saturating_add(row.left_on_leave?)));
        match left {
            None => Ok(LEAVE.add_to(account, more)),
            Some(left) => {
                let left = self.persons(left)?;
                Ok(LEFT_ON_LEAVE.add_to(LEAVE.add_to(account, more + left), left))
            }
        }
    }

    /// New licence holders of all years where they are known; else the change of the number of licence holders.
    fn licences(&self, account: RateAccount, licensees: &Licensees) -> Result<RateAccount> {
        let new_in = |year| licensees.new_licensees(year).and_then(|figure| figure.value.count());
        let new = self.years().try_fold(0u64, |sum, year| Some(sum.saturating_add(new_in(year)?)));
        let (before, after) = (account.before().licence_holders().count(), account.after().licence_holders().count());
        Ok(match (new, before, after) {
            (Some(new), ..) => NEW_LICENSEES.add_licences_to(account, self.persons(new)?),
            (None, Some(before), Some(after)) => {
                let more = self.persons(after)? - self.persons(before)?;
                LICENCE_HOLDERS.add_licences_to(account, more)
            }
            (None, ..) => account,
        })
    }

    /// The last year.
    fn last(&self) -> &'a MovementRow {
        self.rows.last().copied().unwrap_or(self.before)
    }
}

/// Refuses dates of which the first is not the earlier one.
pub(super) fn check_order(from: FiscalYear, to: FiscalYear) -> Result<()> {
    if from < to {
        return Ok(());
    }
    Err(Error::setting("first year", from, format!("is not before the last, {to}; exchange them, or choose years apart")))
}

/// Members at the end of a year, with or without those on leave.
pub(super) fn members(year: FiscalYear, row: &MovementRow, leave: LeaveCounted) -> Result<u64> {
    let closing = row.closing.ok_or_else(|| Error::missing(format!("the number of members at the end of {year}"), "give the figure"))?;
    match leave {
        LeaveCounted::In => Ok(closing),
        LeaveCounted::Out => {
            let on_leave = on_leave(year, row)?;
            let reason = format!("exceeds the {closing} members of {year}, who must include them; correct the figures");
            closing.checked_sub(on_leave).ok_or_else(|| Error::setting("number on leave", on_leave, reason))
        }
    }
}

/// Members on leave at the end of a year.
fn on_leave(year: FiscalYear, row: &MovementRow) -> Result<u64> {
    let advice = "give the figure, or count members on leave as members";
    row.on_leave.ok_or_else(|| Error::missing(format!("the number of members on leave at the end of {year}"), advice))
}
