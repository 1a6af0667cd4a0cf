//! How is the account of an organization rate made from the tables of an association?

use crate::cohort::TenureRules;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::licensees::DenominatorKind;
use crate::rates::LeaveCounted;
use serde::{Deserialize, Serialize};

/// How those who left are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Losses {
    /// By reason. The default: every table of movements can tell it, if only as "no reason stated".
    #[default]
    ByReason,
    /// All in one.
    Together,
    /// By fiscal years since the year of first joining, in bands that begin at these years: `[0, 1, 3]` is the year of joining, one to
    /// two years later, and three or more. Needs a cohort table grouped by join cohort.
    ByTenure(Vec<u32>),
}

/// How the account of an organization rate is made from movements or cohorts.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::AccountSettings;
/// use kaiin::{FiscalCalendar, FiscalYear, Licensees, cohort::{MovementTable, StatedJoiners, YearTotals}};
/// let year = |year, joined, left, closing| YearTotals {
///     year: FiscalYear(year), joined: Some(joined), left: Some(left), closing: Some(closing), ..YearTotals::default()
/// };
/// let totals = [year(2018, 12, 2, 100), year(2019, 9, 4, 105)];
/// let movements = MovementTable::from_totals(FiscalCalendar::japan(), totals, StatedJoiners::Kept)?;
/// let licensees = Licensees::by_cohort([(FiscalYear(2018), 160), (FiscalYear(2019), 15)])?;
/// let account = AccountSettings::new().of_movements(&movements, &licensees, FiscalYear(2018), FiscalYear(2019))?;
/// let change = account.decompose()?;
/// let persons: Vec<_> = change.parts.iter().map(|part| (part.name.as_str(), part.persons)).collect();
/// assert_eq!(persons, [("joined", Some(9)), ("left_unstated", Some(-4)), ("new_licensees", Some(15))]);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct AccountSettings {
    pub(super) denominator: DenominatorKind,
    pub(super) leave: LeaveCounted,
    pub(super) losses: Losses,
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self::new()
    }
}

remade_when_read! {
    Unchecked => AccountSettings { denominator: DenominatorKind, leave: LeaveCounted, losses: Losses }
}

impl AccountSettings {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let losses = self.losses.clone();
        self.losses(losses)
    }

    /// The customary rate: members on the roll, those on leave included, over cumulative licence holders summed from yearly figures;
    /// losses by reason.
    pub fn new() -> Self {
        Self { denominator: DenominatorKind::CumulativeSummed, leave: LeaveCounted::In, losses: Losses::default() }
    }

    /// Over other licence holders.
    pub fn over(self, denominator: DenominatorKind) -> Self {
        Self { denominator, ..self }
    }

    /// With members on leave counted or not. When they are not, a part `leave` has those who went on leave less those who came back from
    /// it, and a part `left_on_leave` gives back those who left while on leave, who are among the losses but were no longer counted.
    pub fn leave(self, leave: LeaveCounted) -> Self {
        Self { leave, ..self }
    }

    /// With losses told apart in another way.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for tenure bands that are none, do not begin with 0, or do not ascend.
    pub fn losses(self, losses: Losses) -> Result<Self> {
        if let Losses::ByTenure(bands) = &losses
            && (bands.first() != Some(&0) || !bands.is_sorted_by(|a, b| a < b))
        {
            return Err(Error::setting("tenure bands", format!("{bands:?}"), "must begin with 0 and ascend; write [0, 1, 3, 10]"));
        }
        Ok(Self { losses, ..self })
    }

    /// When tenure runs in [`Losses::ByTenure`]: from the fiscal year of first joining, through leave and lapses.
    pub fn tenure(&self) -> TenureRules {
        TenureRules::SINCE_JOINING
    }
}
