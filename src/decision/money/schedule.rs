//! What does a member owe in a fiscal year? Dues by class and year, entrance fees, reductions.

use super::amount::{Money, check_instalments};
use super::member_group::MemberGroup;
use super::reduction::{ReductionRule, Rounding};
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::unit::FiscalYear;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The dues of a class: so much an invoice, so many invoices a year.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::{Dues, Money};
/// assert_eq!(Dues::yearly(Money(15_000))?.per_year()?, Money(15_000));
/// assert_eq!(Dues::monthly(Money(1_500))?.per_year()?, Money(18_000));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedDues")]
pub struct Dues {
    each: Money,
    instalments: u32,
}

remade_when_read! {
    UncheckedDues => Dues { each: Money, instalments: u32 }
}

impl Dues {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        Self::instalments(self.each, self.instalments)
    }

    /// One invoice a year (年会費).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative amount.
    pub fn yearly(amount: Money) -> Result<Self> {
        Self::instalments(amount, 1)
    }

    /// A flat monthly fee (月額制): twelve invoices a year.
    ///
    /// # Errors
    ///
    /// As [`yearly`](Self::yearly).
    pub fn monthly(each: Money) -> Result<Self> {
        Self::instalments(each, 12)
    }

    /// So many invoices a year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative amount, for no invoice and for more than 366.
    pub fn instalments(each: Money, a_year: u32) -> Result<Self> {
        check_instalments(a_year)?;
        Ok(Self { each: each.not_negative("dues")?, instalments: a_year })
    }

    /// One invoice.
    #[must_use]
    pub fn each(self) -> Money {
        self.each
    }

    /// Invoices a year.
    #[must_use]
    pub fn a_year(self) -> u32 {
        self.instalments
    }

    /// A whole year.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] beyond [`MOST_MONEY`](super::MOST_MONEY).
    pub fn per_year(self) -> Result<Money> {
        self.each.times(self.instalments.into())
    }
}

/// What one member of a group owes for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The dues of the instalments that the member pays, before a reduction.
    pub in_full: Money,
    /// What is taken off.
    pub reduction: Money,
    /// What is left to pay: `in_full - reduction`.
    pub payable: Money,
    /// The entrance fee of who joins this year; not part of `payable`.
    pub entrance_fee: Money,
    /// The name of the rule that gave the reduction.
    pub rule: Option<String>,
    /// Whether a rule by tenure could apply and the tenure is not known, so that `payable` is an upper bound.
    pub is_upper_bound: bool,
}

/// The dues of every class from which fiscal year on, entrance fees, and who pays less.
///
/// Dues and fees hold from the year they are given for until the next given. Where several reductions apply to a member, the one that
/// leaves the least to pay is given, and no other. An invoice is reduced and rounded before it is multiplied: what is billed
/// is what is summed.
///
/// # Example
///
/// ```
/// use kaiin::{FiscalYear, Standing};
/// use kaiin::decision::money::{Dues, DuesSchedule, MemberGroup, Money, Reduction, ReductionRule};
/// let schedule = DuesSchedule::new()
///     .dues("full", FiscalYear(2020), Dues::yearly(Money(12_000))?)?
///     .dues("full", FiscalYear(2025), Dues::yearly(Money(15_000))?)?
///     .entrance_fee("full", FiscalYear(2020), Money(10_000))?
///     .reduce(ReductionRule::newcomers(2, Reduction::share(0.5)?)?)
///     .reduce(ReductionRule::in_standing(Standing::OnLeave, Reduction::whole()));
/// let member = MemberGroup::new(FiscalYear(2025), "full");
/// let newcomer = schedule.due(&member.clone().tenure(1))?;
/// assert_eq!((newcomer.in_full, newcomer.payable, newcomer.rule.as_deref()), (Money(15_000), Money(7_500), Some("newcomers")));
/// assert_eq!(schedule.due(&member.tenure(9).standing(Standing::OnLeave))?.payable, Money(0));
/// assert_eq!(schedule.due(&MemberGroup::new(FiscalYear(2024), "full").tenure(9))?.payable, Money(12_000));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct DuesSchedule {
    dues: BTreeMap<String, BTreeMap<FiscalYear, Dues>>,
    entrance_fees: BTreeMap<String, BTreeMap<FiscalYear, Money>>,
    rules: Vec<ReductionRule>,
    rounding: Rounding,
}

remade_when_read! {
    Unchecked => DuesSchedule {
        dues: BTreeMap<String, BTreeMap<FiscalYear, Dues>>, entrance_fees: BTreeMap<String, BTreeMap<FiscalYear, Money>>,
        rules: Vec<ReductionRule>, rounding: Rounding,
    }
}

impl DuesSchedule {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = Self { rules: self.rules, rounding: self.rounding, ..Self::default() };
        let made = each_from(self.dues).try_fold(made, |made, (class, from, dues)| made.dues(class, from, dues))?;
        each_from(self.entrance_fees).try_fold(made, |made, (class, from, fee)| made.entrance_fee(class, from, fee))
    }

    /// A schedule without dues.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the dues of a class from a fiscal year on.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when they are given twice; [`Error::Limit`] for more than [`MOST_MONEY`](super::MOST_MONEY) a year.
    pub fn dues(mut self, class: impl Into<String>, from: FiscalYear, dues: Dues) -> Result<Self> {
        let class = class.into();
        dues.per_year()?;
        if self.dues.entry(class.clone()).or_default().insert(from, dues).is_some() {
            return Err(Error::setting("dues", dues.each, format!("of class {class:?} are given twice for {from}; give them once")));
        }
        Ok(self)
    }

    /// With the entrance fee of a class from a fiscal year on; without one there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is negative or given twice.
    pub fn entrance_fee(mut self, class: impl Into<String>, from: FiscalYear, fee: Money) -> Result<Self> {
        let (class, fee) = (class.into(), fee.not_negative("entrance fee")?);
        if self.entrance_fees.entry(class.clone()).or_default().insert(from, fee).is_some() {
            return Err(Error::setting("entrance fee", fee, format!("of class {class:?} is given twice for {from}; give it once")));
        }
        Ok(self)
    }

    /// With a reduction of dues. Entrance fees are not reduced: give a lower fee from a year on.
    pub fn reduce(mut self, rule: ReductionRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// With another rounding of reduced invoices than down.
    pub fn rounding(self, rounding: Rounding) -> Self {
        Self { rounding, ..self }
    }

    /// What one member of a group owes.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when the class has no dues in that year; [`Error::Setting`] when more instalments are paid than the year has.
    pub fn due(&self, group: &MemberGroup) -> Result<Due> {
        let dues = self.dues_of(group)?;
        let paid = instalments_paid(group, dues)?;
        let rule = self.best_rule(group, dues.each);
        let each = rule.map_or(dues.each, |rule| rule.reduction().payable(dues.each, self.rounding));
        let (in_full, payable) = (dues.each.times(paid.into())?, each.times(paid.into())?);
        let fees = self.entrance_fees.get(&group.class);
        let entrance_fee = fees.and_then(|fees| in_force(fees, group.year)).unwrap_or(Money::ZERO);
        let unknown = group.tenure.is_none() && self.rules.iter().any(|rule| rule.needs_tenure() && rule.could_cover(group));
        Ok(Due {
            in_full,
            reduction: Money(in_full.0 - payable.0),
            payable,
            entrance_fee,
            rule: rule.map(|rule| rule.name().to_owned()),
            is_upper_bound: unknown && payable > Money::ZERO,
        })
    }

    /// The classes that have dues, in order of their names.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.dues.keys().map(String::as_str)
    }

    /// The tenure from which on dues no longer change with tenure.
    pub(super) fn last_step(&self) -> u32 {
        self.rules.iter().map(ReductionRule::last_step).max().unwrap_or(0)
    }

    fn dues_of(&self, group: &MemberGroup) -> Result<Dues> {
        let found = self.dues.get(&group.class).and_then(|years| in_force(years, group.year));
        found.ok_or_else(|| {
            let known = self.classes().collect::<Vec<_>>().join(", ");
            let advice = format!("give them from that year or an earlier one on; classes with dues: [{known}]");
            Error::missing(format!("the dues of class {:?} in {}", group.class, group.year), advice)
        })
    }

    /// Of the rules that apply, the first that leaves least.
    fn best_rule(&self, group: &MemberGroup, invoice: Money) -> Option<&ReductionRule> {
        let left = |rule: &&ReductionRule| rule.reduction().payable(invoice, self.rounding);
        self.rules.iter().filter(|rule| rule.covers(group)).min_by_key(left)
    }
}

/// What was last given for a year or an earlier one.
/// What holds from a fiscal year on, class by class.
fn each_from<T>(given: BTreeMap<String, BTreeMap<FiscalYear, T>>) -> impl Iterator<Item = (String, FiscalYear, T)> {
    given.into_iter().flat_map(|(class, years)| years.into_iter().map(move |(from, of)| (class.clone(), from, of)))
}

fn in_force<T: Copy>(given: &BTreeMap<FiscalYear, T>, year: FiscalYear) -> Option<T> {
    given.range(..=year).next_back().map(|(_, &value)| value)
}

fn instalments_paid(group: &MemberGroup, dues: Dues) -> Result<u32> {
    match group.instalments {
        None => Ok(dues.instalments),
        Some(paid) if paid <= dues.instalments => Ok(paid),
        Some(paid) => {
            let reason = format!("are more than the {} of the year; give those of one year", dues.instalments);
            Err(Error::setting("instalments paid", paid, reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::money::Reduction;

    fn schedule() -> DuesSchedule {
        let dues = Dues::monthly(Money(1_001)).unwrap();
        DuesSchedule::new().dues("full", FiscalYear(2020), dues).unwrap()
    }

    #[test]
    fn invoices_are_rounded_one_by_one() {
        // half of 1,001 is 500.5: 500 each, twelve times 6,000, not 6,006
        let reduced = schedule().reduce(ReductionRule::newcomers(1, Reduction::share(0.5).unwrap()).unwrap());
        let newcomer = MemberGroup::new(FiscalYear(2021), "full").tenure(0);
        let due = reduced.due(&newcomer).unwrap();
        assert_eq!((due.in_full, due.payable, due.reduction), (Money(12_012), Money(6_000), Money(6_012)));
        assert_eq!(reduced.due(&newcomer.clone().instalments(5)).unwrap().payable, Money(2_500));
        assert_eq!(reduced.due(&newcomer.instalments(13)).unwrap_err().code(), "setting");
    }

    #[test]
    fn the_reduction_that_leaves_least_is_the_only_one() {
        let both = schedule()
            .reduce(ReductionRule::everyone("campaign", Reduction::amount(Money(300)).unwrap()))
            .reduce(ReductionRule::seniors(40, Reduction::share(0.5).unwrap()));
        let senior = both.due(&MemberGroup::new(FiscalYear(2021), "full").tenure(40)).unwrap();
        assert_eq!((senior.payable, senior.rule.as_deref()), (Money(6_000), Some("seniors")));
        let unknown = both.due(&MemberGroup::new(FiscalYear(2021), "full")).unwrap();
        assert_eq!((unknown.payable, unknown.is_upper_bound), (Money(8_412), true));
    }

    #[test]
    fn dues_that_are_not_there_or_impossible_are_refused() {
        assert_eq!(schedule().due(&MemberGroup::new(FiscalYear(2019), "full")).unwrap_err().code(), "missing");
        assert_eq!(schedule().due(&MemberGroup::new(FiscalYear(2021), "student")).unwrap_err().code(), "missing");
        assert_eq!(Dues::yearly(Money(-1)).unwrap_err().code(), "setting");
        assert_eq!(Dues::instalments(Money(1), 0).unwrap_err().code(), "setting");
        let dues = Dues::monthly(Money(1)).unwrap();
        assert_eq!(schedule().dues("full", FiscalYear(2020), dues).unwrap_err().code(), "setting");
        assert_eq!(schedule().entrance_fee("full", FiscalYear(2020), Money(-1)).unwrap_err().code(), "setting");
        let most = Dues::monthly(Money(crate::decision::money::MOST_MONEY)).unwrap();
        assert_eq!(schedule().dues("x", FiscalYear(2020), most).unwrap_err().code(), "limit");
    }
}
