//! How many members and licence holders are there on a date?

use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::licensees::Amount;
use serde::{Deserialize, Serialize};

/// Most persons of a stock or flow: up to here real numbers hold every count exactly.
pub(super) const MOST_PERSONS: u64 = 1 << 53;

/// Members and licence holders on a date.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::RateStock;
/// let stock = RateStock::counted("2020-03-31", 105, 175)?;
/// assert_eq!(stock.rate(), 0.6);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct RateStock {
    on: String,
    members: u64,
    licence_holders: Amount,
}

remade_when_read! {
    Unchecked => RateStock { on: String, members: u64, licence_holders: Amount }
}

impl RateStock {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        Self::new(self.on, self.members, self.licence_holders)
    }

    /// Counted members and counted licence holders on a date, which is named in words.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there are no licence holders; [`Error::Limit`] for more than 2^53 persons.
    pub fn counted(on: impl Into<String>, members: u64, licence_holders: u64) -> Result<Self> {
        Self::new(on, members, Amount::Count(licence_holders))
    }

    /// The same over licence holders that may be an estimate, such as those in practice.
    ///
    /// # Errors
    ///
    /// As [`counted`](Self::counted), and [`Error::Setting`] for an estimate that is not a finite number.
    pub fn new(on: impl Into<String>, members: u64, licence_holders: Amount) -> Result<Self> {
        let (on, holders) = (on.into(), licence_holders.get());
        if !(holders > 0.0 && holders.is_finite()) {
            let reason = format!("on {on:?} cannot be divided by; give a date with licence holders");
            return Err(Error::setting("number of licence holders", licence_holders, reason));
        }
        check_size("members", members)?;
        match licence_holders {
            Amount::Count(count) => check_size("licence holders", count)?,
            Amount::Estimate(holders) if holders > MOST_PERSONS as f64 => check_size("licence holders", u64::MAX)?,
            Amount::Estimate(_) => {}
        }
        Ok(Self { on, members, licence_holders })
    }

    /// The date in words.
    #[must_use]
    pub fn on(&self) -> &str {
        &self.on
    }

    /// The members.
    #[must_use]
    pub fn members(&self) -> u64 {
        self.members
    }

    /// The licence holders.
    #[must_use]
    pub fn licence_holders(&self) -> Amount {
        self.licence_holders
    }

    /// Members over licence holders.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.members as f64 / self.licence_holders.get()
    }
}

/// Refuses numbers of persons that no association has.
pub(super) fn check_size(of: &'static str, persons: u64) -> Result<()> {
    if persons <= MOST_PERSONS {
        return Ok(());
    }
    Err(Error::Limit { what: of, found: persons, limit: MOST_PERSONS, advice: "correct the figure".into() })
}
