//! Whose dues? Members of one class, tenure and standing in one fiscal year, and how many they are.

use crate::decision::remade::remade_when_read;
use crate::episode::Standing;
use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// Members who are billed alike: of one fiscal year, class, tenure and standing.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, Standing};
/// use kaiin::decision::money::MemberGroup;
/// let group = MemberGroup::new(FiscalYear(2025), "full").tenure(4).standing(Standing::OnLeave);
/// assert_eq!((group.tenure, group.standing), (Some(4), Standing::OnLeave));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[must_use]
pub struct MemberGroup {
    /// The fiscal year billed.
    pub year: FiscalYear,
    /// The class of members (会員種別), as the dues name it.
    pub class: String,
    /// Fiscal years since that of joining, 0 in that year; `None` when it is not known, as where only totals are.
    pub tenure: Option<u32>,
    /// The standing.
    pub standing: Standing,
    /// How many instalments of the year these members pay; `None` for all of them. For members who pay monthly and join or leave in the
    /// course of the year.
    pub instalments: Option<u32>,
}

impl MemberGroup {
    /// Active members of a class, of a tenure that is not known, who pay the whole year.
    pub fn new(year: FiscalYear, class: impl Into<String>) -> Self {
        Self { year, class: class.into(), tenure: None, standing: Standing::Active, instalments: None }
    }

    /// Of a tenure in fiscal years, 0 in the year of joining.
    pub fn tenure(self, years: u32) -> Self {
        Self { tenure: Some(years), ..self }
    }

    /// In a standing.
    pub fn standing(self, standing: Standing) -> Self {
        Self { standing, ..self }
    }

    /// Who pay so many instalments of the year.
    pub fn instalments(self, paid: u32) -> Self {
        Self { instalments: Some(paid), ..self }
    }
}

/// How many members a group has, and how many of them pay an entrance fee this year.
///
/// # Example
///
/// ```
/// use kaiin::FiscalYear;
/// use kaiin::decision::money::{MemberCount, MemberGroup};
/// let group = MemberGroup::new(FiscalYear(2025), "full");
/// assert_eq!(MemberCount::new(group.clone().tenure(0), 120).entering, 120); // who joins this year pays the fee
/// assert_eq!(MemberCount::new(group.tenure(6), 80).with_entering(3)?.entering, 3); // and who comes back, where the rules say so
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedCount")]
#[must_use]
pub struct MemberCount {
    /// Who.
    pub group: MemberGroup,
    /// How many.
    pub members: u64,
    /// How many of them pay the entrance fee this year.
    pub entering: u64,
}

remade_when_read! {
    UncheckedCount => MemberCount { group: MemberGroup, members: u64, entering: u64 }
}

impl MemberCount {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        self.check()?;
        Ok(self)
    }

    /// Members of a group: all of them pay an entrance fee in the year of joining (tenure 0), none in another.
    pub fn new(group: MemberGroup, members: u64) -> Self {
        let entering = if group.tenure == Some(0) { members } else { 0 };
        Self { group, members, entering }
    }

    /// With another number who pay the entrance fee.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for more than there are members.
    pub fn with_entering(self, entering: u64) -> Result<Self> {
        let count = Self { entering, ..self };
        count.check()?;
        Ok(count)
    }

    /// Refuses more who enter than there are members: the fields are public.
    pub(super) fn check(&self) -> Result<()> {
        if self.entering <= self.members {
            return Ok(());
        }
        let reason = format!("is more than the {} members of the group; give those among them who pay the fee", self.members);
        Err(Error::setting("number entering", self.entering, reason))
    }
}

/// How many members a group is expected to have: the form in which projections give them.
///
/// # Example
///
/// ```
/// use kaiin::FiscalYear;
/// use kaiin::decision::money::{ExpectedMembers, MemberGroup};
/// let next_year = ExpectedMembers::new(MemberGroup::new(FiscalYear(2026), "full").tenure(0), 118.4)?;
/// assert_eq!(next_year.entering, 118.4);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedMembers")]
#[must_use]
pub struct ExpectedMembers {
    /// Who.
    pub group: MemberGroup,
    /// How many, in expectation.
    pub members: f64,
    /// How many of them pay the entrance fee this year, in expectation.
    pub entering: f64,
}

remade_when_read! {
    UncheckedMembers => ExpectedMembers { group: MemberGroup, members: f64, entering: f64 }
}

impl ExpectedMembers {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        self.check()?;
        Ok(self)
    }

    /// Members of a group: all of them pay an entrance fee in the year of joining (tenure 0), none in another.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a number that is negative or not finite.
    pub fn new(group: MemberGroup, members: f64) -> Result<Self> {
        let entering = if group.tenure == Some(0) { members } else { 0.0 };
        let expected = Self { group, members, entering };
        expected.check()?;
        Ok(expected)
    }

    /// With another number who pay the entrance fee.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] outside 0 and the number of members.
    pub fn with_entering(self, entering: f64) -> Result<Self> {
        let expected = Self { entering, ..self };
        expected.check()?;
        Ok(expected)
    }

    /// Refuses numbers that cannot be: the fields are public.
    pub(super) fn check(&self) -> Result<()> {
        if !(self.members >= 0.0 && self.members.is_finite()) {
            return Err(Error::setting("number of members", self.members, "is no expected number; give a finite one of 0 or more"));
        }
        if !(0.0..=self.members).contains(&self.entering) {
            let reason = format!("is outside 0 and the {} members of the group; give those among them who pay the fee", self.members);
            return Err(Error::setting("number entering", self.entering, reason));
        }
        Ok(())
    }
}
