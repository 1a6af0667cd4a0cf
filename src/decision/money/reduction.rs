//! Who pays less than the full dues, and by how much? Newcomers, members on leave, members of long standing.

use super::amount::Money;
use super::member_group::MemberGroup;
use crate::decision::remade::remade_when_read;
use crate::episode::Standing;
use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};

/// One as a number of millionths: shares of dues are kept so, and are exact.
const MILLION: i128 = 1_000_000;

/// How an invoice that is no whole number of units after a reduction is rounded. The rounding is that of what is to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Down, to the benefit of the member: how Japanese offices drop fractions of a yen (端数切捨て). The default.
    #[default]
    Down,
    /// To the nearest unit, halves up (四捨五入).
    HalfUp,
    /// Up (切上げ).
    Up,
}

impl Rounding {
    /// A number of millionths of a unit, 0 or more, as whole units.
    fn whole(self, millionths: i128) -> i128 {
        match self {
            Self::Down => millionths / MILLION,
            Self::HalfUp => (millionths + MILLION / 2) / MILLION,
            Self::Up => (millionths + MILLION - 1) / MILLION,
        }
    }
}

/// By how much an invoice is reduced.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::{Money, Reduction, Rounding};
/// let half = Reduction::share(0.5)?;
/// assert_eq!(half.payable(Money(15_001), Rounding::Down), Money(7_500));
/// assert_eq!(half.payable(Money(15_001), Rounding::HalfUp), Money(7_501));
/// assert_eq!(Reduction::amount(Money(20_000))?.payable(Money(15_000), Rounding::Down), Money(0)); // never below nothing
/// assert!(Reduction::share(30.0).is_err()); // 30 % is 0.3
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kind")]
pub struct Reduction(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Amount(Money),
    Millionths(u32),
}

impl TryFrom<Kind> for Reduction {
    type Error = Error;

    fn try_from(read: Kind) -> Result<Self> {
        match read {
            Kind::Amount(off) => Self::amount(off),
            Kind::Millionths(off) => Self::share(f64::from(off) / MILLION as f64),
        }
    }
}

impl Reduction {
    /// A waiver: nothing is to be paid.
    #[must_use]
    pub fn whole() -> Self {
        Self(Kind::Millionths(MILLION as u32))
    }

    /// An amount off each invoice, down to nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative amount.
    pub fn amount(off: Money) -> Result<Self> {
        Ok(Self(Kind::Amount(off.not_negative("reduction")?)))
    }

    /// A share of each invoice: 0.3 for 30 % off. It is kept in millionths, so that invoices are exact.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] outside [0, 1], and for a share that is no whole number of millionths, such as 1 / 3.
    pub fn share(off: f64) -> Result<Self> {
        if !(0.0..=1.0).contains(&off) {
            return Err(Error::setting("reduction", off, "is outside [0, 1]; write 0.3 for 30 % off"));
        }
        let millionths = (off * MILLION as f64).round();
        if (off * MILLION as f64 - millionths).abs() > 1e-6 {
            return Err(Error::setting("reduction", off, "is no whole number of millionths; write 0.333333, or give an amount"));
        }
        Ok(Self(Kind::Millionths(millionths as u32)))
    }

    /// What is left to pay of an invoice that is not negative.
    #[must_use]
    pub fn payable(self, invoice: Money, rounding: Rounding) -> Money {
        let due = i128::from(invoice.0.max(0));
        let left = match self.0 {
            Kind::Amount(off) => (due - i128::from(off.0)).max(0),
            Kind::Millionths(off) => rounding.whole(due * (MILLION - i128::from(off))),
        };
        // No more than the invoice, which fits.
        Money(i64::try_from(left).unwrap_or(invoice.0))
    }
}

/// Who gets a reduction, and which.
///
/// # Example
///
/// ```
/// use kaiin::FiscalYear;
/// use kaiin::decision::money::{MemberGroup, Reduction, ReductionRule};
/// let newcomers = ReductionRule::newcomers(3, Reduction::share(0.5)?)?.of_class("full");
/// let member = MemberGroup::new(FiscalYear(2025), "full");
/// assert!(newcomers.covers(&member.clone().tenure(2)) && !newcomers.covers(&member.tenure(3)));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct ReductionRule {
    name: String,
    reduction: Reduction,
    class: Option<String>,
    standing: Option<Standing>,
    from_tenure: u32,
    until_tenure: Option<u32>,
    from_year: Option<FiscalYear>,
    until_year: Option<FiscalYear>,
}

remade_when_read! {
    Unchecked => ReductionRule {
        name: String, reduction: Reduction, class: Option<String>, standing: Option<Standing>, from_tenure: u32,
        until_tenure: Option<u32>, from_year: Option<FiscalYear>, until_year: Option<FiscalYear>,
    }
}

impl ReductionRule {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        self.until_tenure.map(check_newcomers_years).transpose()?;
        Ok(self)
    }

    /// A rule for everyone, under a name.
    pub fn everyone(name: impl Into<String>, reduction: Reduction) -> Self {
        Self {
            name: name.into(),
            reduction,
            class: None,
            standing: None,
            from_tenure: 0,
            until_tenure: None,
            from_year: None,
            until_year: None,
        }
    }

    /// For members in their first fiscal years (新人割引): tenure 0 until `years - 1`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for no year.
    pub fn newcomers(years: u32, reduction: Reduction) -> Result<Self> {
        check_newcomers_years(years)?;
        Ok(Self { until_tenure: Some(years), ..Self::everyone("newcomers", reduction) })
    }

    /// For members from a tenure on: of senior standing (永年会員).
    pub fn seniors(from_tenure: u32, reduction: Reduction) -> Self {
        Self { from_tenure, ..Self::everyone("seniors", reduction) }
    }

    /// For members in a standing, such as those on leave (休会).
    pub fn in_standing(standing: Standing, reduction: Reduction) -> Self {
        Self { standing: Some(standing), ..Self::everyone(standing.name(), reduction) }
    }

    /// Only for a class of members.
    pub fn of_class(self, class: impl Into<String>) -> Self {
        Self { class: Some(class.into()), ..self }
    }

    /// Only in the fiscal years from one on.
    pub fn from_year(self, year: FiscalYear) -> Self {
        Self { from_year: Some(year), ..self }
    }

    /// Only in the fiscal years before one.
    pub fn until_year(self, year: FiscalYear) -> Self {
        Self { until_year: Some(year), ..self }
    }

    /// Under another name.
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The name of the rule.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The reduction.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.reduction
    }

    /// Whether the rule is for such members. A rule by tenure is not for members of unknown tenure.
    #[must_use]
    pub fn covers(&self, group: &MemberGroup) -> bool {
        let tenure = match group.tenure {
            Some(tenure) => tenure >= self.from_tenure && self.until_tenure.is_none_or(|until| tenure < until),
            None => !self.needs_tenure(),
        };
        tenure && self.could_cover(group)
    }

    /// Whether the rule could be for such members, were their tenure right.
    pub(super) fn could_cover(&self, group: &MemberGroup) -> bool {
        self.class.as_ref().is_none_or(|class| *class == group.class)
            && self.standing.is_none_or(|standing| standing == group.standing)
            && self.from_year.is_none_or(|from| group.year >= from)
            && self.until_year.is_none_or(|until| group.year < until)
    }

    /// Whether tenure decides.
    pub(super) fn needs_tenure(&self) -> bool {
        self.from_tenure > 0 || self.until_tenure.is_some()
    }

    /// The tenure from which on nothing of this rule changes.
    pub(super) fn last_step(&self) -> u32 {
        self.until_tenure.unwrap_or(0).max(self.from_tenure)
    }
}

fn check_newcomers_years(years: u32) -> Result<()> {
    if years > 0 {
        return Ok(());
    }
    Err(Error::setting("newcomers' years", years, "cover nobody; give 1 or more, or leave the rule out"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact_where_real_numbers_are_not() {
        // 0.07 × 10,000 is 700.0000000000001 in real numbers; 7 % off 10,000 leaves 9,300 under every rounding
        for rounding in [Rounding::Down, Rounding::HalfUp, Rounding::Up] {
            assert_eq!(Reduction::share(0.07).unwrap().payable(Money(10_000), rounding), Money(9_300));
            assert_eq!(Reduction::whole().payable(Money(10_000), rounding), Money(0));
            assert_eq!(Reduction::share(0.0).unwrap().payable(Money(10_000), rounding), Money(10_000));
        }
        // 333,333 millionths off 10 leaves 6.66667
        let third = Reduction::share(0.333_333).unwrap();
        let left = [Rounding::Down, Rounding::HalfUp, Rounding::Up].map(|rounding| third.payable(Money(10), rounding));
        assert_eq!(left, [Money(6), Money(7), Money(7)]);
    }

    #[test]
    fn impossible_reductions_are_refused() {
        for off in [-0.1, 1.1, f64::NAN, f64::INFINITY, 1.0 / 3.0] {
            assert_eq!(Reduction::share(off).unwrap_err().code(), "setting", "{off}");
        }
        assert_eq!(Reduction::amount(Money(-1)).unwrap_err().code(), "setting");
        assert_eq!(ReductionRule::newcomers(0, Reduction::whole()).unwrap_err().code(), "setting");
    }
}
