//! What makes a register of licence holders, or a linkage, that was stored one that this library could have made?

use super::builder::YEARS;
use super::licence_holder::LicenceHolder;
use super::licence_register::LicenceRegister;
use super::licence_row::LicenceStart;
use super::linkage::Linkage;
use crate::error::{Error, Result};
use crate::input::IssueLog;
use crate::time::Day;
use serde::Deserialize;

/// The fields of a [`LicenceRegister`] as they stand in a file.
#[derive(Debug, Deserialize)]
pub(super) struct StoredRegister {
    holders: Vec<LicenceHolder>,
    log: IssueLog,
    as_of: Option<Day>,
}

impl TryFrom<StoredRegister> for LicenceRegister {
    type Error = Error;
    /// Refuses holders that are not sorted by key, keys that are blank or come twice, licences that end before they begin or lie outside
    /// 1800 to 2200, and rows that do not add up.
    fn try_from(stored: StoredRegister) -> Result<Self> {
        if stored.holders.is_empty() {
            let advice = "store a register with at least one holder".into();
            return Err(Error::NoRows { input: "the stored register of licence holders".into(), advice });
        }
        stored.holders.iter().try_for_each(check_holder)?;
        check_keys("key of a licence holder", stored.holders.iter().map(|holder| holder.key.as_str()))?;
        let log = &stored.log;
        let parts = [log.rows_kept, log.rows_repaired, log.rows_set_aside];
        if parts.iter().try_fold(0u64, |sum, &part| sum.checked_add(part)) != Some(log.rows_read) {
            let reason = format!("is not the sum of the rows kept, repaired and set aside, {parts:?}; store the register again");
            return Err(Error::setting("rows read", log.rows_read, reason));
        }
        Ok(Self::of_parts(stored.holders, stored.log, stored.as_of))
    }
}

/// Refuses a holder that no rows could have made.
fn check_holder(holder: &LicenceHolder) -> Result<()> {
    if let Some(LicenceStart::Cohort(year)) = holder.licence
        && !YEARS.contains(&year.get())
    {
        return Err(Error::setting("licence cohort", year, "lies outside 1800 to 2200; correct the year"));
    }
    match (holder.licence, holder.end) {
        (Some(LicenceStart::Day(start)), Some(end)) if end < start => {
            Err(Error::setting("end of the licence", end, format!("of {} lies before its beginning on {start}; correct it", holder.key)))
        }
        _ => Ok(()),
    }
}

/// The fields of a [`Linkage`] as they stand in a file.
#[derive(Debug, Deserialize)]
pub(super) struct StoredLinkage {
    matched: u64,
    unmatched_members: Vec<String>,
    unmatched_licensees: Vec<String>,
}

impl TryFrom<StoredLinkage> for Linkage {
    type Error = Error;
    /// Refuses keys that are not sorted or come twice, and a key that is on both sides: it would be matched.
    fn try_from(stored: StoredLinkage) -> Result<Self> {
        let StoredLinkage { matched, unmatched_members, unmatched_licensees } = stored;
        check_keys("unmatched member", unmatched_members.iter().map(String::as_str))?;
        check_keys("unmatched licence holder", unmatched_licensees.iter().map(String::as_str))?;
        if let Some(both) = unmatched_members.iter().find(|key| unmatched_licensees.binary_search(key).is_ok()) {
            return Err(Error::setting("unmatched key", both, "is on both sides, so it is matched; link the registers again"));
        }
        Ok(Self { matched, unmatched_members, unmatched_licensees })
    }
}

/// Refuses keys that are blank, come twice or are not in order.
fn check_keys<'a>(what: &'static str, keys: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut last: Option<&str> = None;
    for key in keys {
        if key.trim().is_empty() {
            return Err(Error::setting(what, format!("{key:?}"), "is blank; give every person a key"));
        }
        if let Some(last) = last.filter(|last| *last >= key) {
            return Err(Error::setting(what, key, format!("does not come after {last}; sort the keys and keep each once")));
        }
        last = Some(key);
    }
    Ok(())
}
