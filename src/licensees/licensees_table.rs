//! All denominators of a table of licence holders, one row a branch and year.

use super::agreement;
use super::denominator::Denominator;
use super::holders::Licensees;
use crate::error::{Error, Result};
use crate::table::{Table, Values};
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Licensees {
    /// One row a branch and year (the whole first, without a branch name): `branch`, `year`, `new_licensees`, `cumulative_given`,
    /// `cumulative_summed`, `practising`, and `known`, the vintage of the new licence holders.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] when it would have more than ten million rows.
    pub fn to_table(&self) -> Result<Table> {
        let years = self.years();
        check_rows("rows of the table of licence holders", self.of.branches.len() + 1, years.len())?;
        let whole = self.whole();
        let (mut branches, mut labels, mut known) = (Vec::new(), Vec::new(), Vec::new());
        let (mut new, mut given, mut summed, mut practising) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for branch in std::iter::once(None).chain(self.branches().map(Some)) {
            let table = branch.and_then(|branch| self.of_branch(branch)).map_or(Cow::Borrowed(&*whole), Cow::Owned);
            for &year in &years {
                let counted = table.new_licensees(year);
                branches.push(branch.map(str::to_owned));
                labels.push(Some(i64::from(year.get())));
                known.push(counted.as_ref().and_then(|d| d.vintage));
                new.push(whole_number(counted));
                given.push(whole_number(table.cumulative_given(year)));
                summed.push(whole_number(table.cumulative_summed(year)));
                practising.push(table.practising(year).map(|d| d.value.get()));
            }
        }
        Table::new("licensees")
            .with("branch", Values::Texts(branches))?
            .with("year", Values::Integers(labels))?
            .with("new_licensees", Values::Integers(new))?
            .with("cumulative_given", Values::Integers(given))?
            .with("cumulative_summed", Values::Integers(summed))?
            .with("practising", Values::Reals(practising))?
            .with("known", Values::Days(known))
    }

    /// The same table with the national series filled from the branches beforehand, so that many years can be looked up in it.
    fn whole(&self) -> Cow<'_, Self> {
        if self.of.national.is_empty() || self.of.branches.is_empty() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(self.only(agreement::filled(&self.of), BTreeMap::new()))
    }
}

/// Refuses a table of more than ten million rows.
pub(super) fn check_rows(what: &'static str, branches: usize, years: usize) -> Result<()> {
    let (found, limit) = ((branches as u64).saturating_mul(years as u64), 10_000_000);
    let advice = "merge branches, or correct years that are far off".into();
    if found > limit { Err(Error::Limit { what, found, limit, advice }) } else { Ok(()) }
}

/// A count as a table holds it.
fn whole_number(denominator: Option<Denominator>) -> Option<i64> {
    denominator.and_then(|d| d.value.count()).and_then(|count| i64::try_from(count).ok())
}
