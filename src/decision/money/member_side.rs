//! Does membership pay for the member? Savings by the benefits used against dues paid, and how much use pays the dues.

use super::amount::Money;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::special::compensated_sum;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// A benefit that saves a member money each time it is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Benefit {
    name: String,
    saving: Money,
    uses_a_year: f64,
}

/// What a member pays, and the benefits that save money.
///
/// Savings are against what the same person would pay as a non-member. What has no price (standing, colleagues, advice) is not seen here.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::{MemberSide, Money};
/// let member = MemberSide::of_dues(Money(15_000))?.benefit("seminar", Money(4_000), 2.0)?.benefit("insurance", Money(6_000), 1.0)?;
/// let year = member.returns()?;
/// assert_eq!((year.paid, year.saved, year.net), (Money(15_000), 14_000.0, -1_000.0));
/// let seminar = &year.benefits[0];
/// assert_eq!(seminar.break_even_alone, Some(4)); // 4 × 4,000 pay 15,000; 3 do not
/// assert_eq!(seminar.break_even_beside_others, Some(3)); // beside the insurance, 9,000 are left to pay
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct MemberSide {
    dues: Money,
    entrance_fee: Money,
    years: u32,
    benefits: Vec<Benefit>,
}

/// What membership costs a member and returns, over the years asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberReturn {
    /// The years.
    pub years: u32,
    /// Dues of all years and entrance fee.
    pub paid: Money,
    /// Expected savings.
    pub saved: f64,
    /// Savings less what is paid.
    pub net: f64,
    /// Savings per unit paid; `None` when nothing is paid.
    pub ratio: Option<f64>,
    /// Each benefit, in the order given.
    pub benefits: Vec<BenefitReturn>,
}

/// What one benefit saves, and how much use of it pays the dues.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BenefitReturn {
    /// The benefit.
    pub name: String,
    /// What one use saves.
    pub saving: Money,
    /// Expected uses over the years.
    pub uses: f64,
    /// What they save.
    pub saved: f64,
    /// The least whole number of uses over the years that pays all, were this the only benefit; `None` when a use saves nothing.
    pub break_even_alone: Option<u64>,
    /// The same a year: not rounded, so that 1.5 is three uses in two years.
    pub break_even_alone_a_year: Option<f64>,
    /// The least whole number of uses that pays what the other benefits, used as expected, leave; `None` when a use saves nothing and
    /// something is left.
    pub break_even_beside_others: Option<u64>,
}

remade_when_read! {
    Unchecked => MemberSide { dues: Money, entrance_fee: Money, years: u32, benefits: Vec<Benefit> }
}

impl MemberSide {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        let made = Self::of_dues(self.dues)?.entrance_fee(self.entrance_fee, self.years)?;
        self.benefits.into_iter().try_fold(made, |made, of| made.benefit(of.name, of.saving, of.uses_a_year))
    }

    /// A member who pays such dues a year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for negative dues.
    pub fn of_dues(a_year: Money) -> Result<Self> {
        Ok(Self { dues: a_year.not_negative("dues")?, entrance_fee: Money::ZERO, years: 1, benefits: Vec::new() })
    }

    /// Who also paid an entrance fee, to be earned back over so many years.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative fee and for no year.
    pub fn entrance_fee(self, fee: Money, over_years: u32) -> Result<Self> {
        if over_years == 0 {
            return Err(Error::setting("years", over_years, "are none in which a fee could be earned back; give 1 or more"));
        }
        Ok(Self { entrance_fee: fee.not_negative("entrance fee")?, years: over_years, ..self })
    }

    /// With a benefit: what one use saves, and how often it is used a year, on average.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a negative saving, for a number of uses that is negative or not finite, and for a name given twice.
    pub fn benefit(mut self, name: impl Into<String>, saving: Money, uses_a_year: f64) -> Result<Self> {
        let (name, saving) = (name.into(), saving.not_negative("saving")?);
        if !(uses_a_year >= 0.0 && uses_a_year.is_finite()) {
            return Err(Error::setting("uses a year", uses_a_year, "is no number of uses; give a finite one of 0 or more"));
        }
        if self.benefits.iter().any(|benefit| benefit.name == name) {
            return Err(Error::setting("benefit", format!("{name:?}"), "is given twice; give each a name of its own"));
        }
        self.benefits.push(Benefit { name, saving, uses_a_year });
        Ok(self)
    }

    /// Dues a year.
    #[must_use]
    pub fn dues(&self) -> Money {
        self.dues
    }

    /// The entrance fee.
    #[must_use]
    pub fn entrance_fee_paid(&self) -> Money {
        self.entrance_fee
    }

    /// The years over which the fee is to be earned back, and for which returns are told.
    #[must_use]
    pub fn years(&self) -> u32 {
        self.years
    }

    /// The benefits in the order given: the name, what one use saves, and uses a year.
    pub fn benefits(&self) -> impl Iterator<Item = (&str, Money, f64)> {
        self.benefits.iter().map(|benefit| (benefit.name.as_str(), benefit.saving, benefit.uses_a_year))
    }

    /// What is paid, what is saved, and how much use pays all.
    ///
    /// # Formula
    ///
    /// ```text
    /// paid = E + n D,   saved = n Σ s u,   break-even use = ⌈paid / s⌉
    /// ```
    ///
    /// where `E` is the entrance fee, `D` dues, `n` years, `s` the saving of one use of a benefit and `u` its uses a year.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for amounts beyond [`MOST_MONEY`](super::MOST_MONEY).
    pub fn returns(&self) -> Result<MemberReturn> {
        let paid = Money::sum([self.entrance_fee, self.dues.times(self.years.into())?])?;
        let saved_by = |benefit: &Benefit| benefit.saving.as_real() * benefit.uses_a_year * f64::from(self.years);
        let saved = compensated_sum(self.benefits.iter().map(saved_by));
        let returned = |at: usize, benefit: &Benefit| {
            let others = compensated_sum(self.benefits.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, b)| saved_by(b)));
            let alone = uses_for(paid.as_real(), benefit.saving);
            BenefitReturn {
                name: benefit.name.clone(),
                saving: benefit.saving,
                uses: benefit.uses_a_year * f64::from(self.years),
                saved: saved_by(benefit),
                break_even_alone: alone,
                break_even_alone_a_year: alone.map(|uses| uses as f64 / f64::from(self.years)),
                break_even_beside_others: uses_for(paid.as_real() - others, benefit.saving),
            }
        };
        Ok(MemberReturn {
            years: self.years,
            paid,
            saved,
            net: saved - paid.as_real(),
            ratio: (paid > Money::ZERO).then(|| saved / paid.as_real()),
            benefits: self.benefits.iter().enumerate().map(|(at, benefit)| returned(at, benefit)).collect(),
        })
    }
}

impl MemberReturn {
    /// The benefits as a table.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let whole = |of: fn(&BenefitReturn) -> Option<u64>| {
            Values::Integers(self.benefits.iter().map(|benefit| of(benefit).and_then(|uses| i64::try_from(uses).ok())).collect())
        };
        let real = |of: fn(&BenefitReturn) -> f64| Values::Reals(self.benefits.iter().map(|benefit| Some(of(benefit))).collect());
        let columns = [
            ("benefit", Values::Texts(self.benefits.iter().map(|benefit| Some(benefit.name.clone())).collect())),
            ("saving", Values::Integers(self.benefits.iter().map(|benefit| Some(benefit.saving.0)).collect())),
            ("uses", real(|benefit| benefit.uses)),
            ("saved", real(|benefit| benefit.saved)),
            ("break_even_alone", whole(|benefit| benefit.break_even_alone)),
            ("break_even_beside_others", whole(|benefit| benefit.break_even_beside_others)),
        ];
        Table::of_columns("member_return", columns)
    }
}

/// The least whole number of uses that saves an amount.
fn uses_for(amount: f64, saving: Money) -> Option<u64> {
    if amount <= 0.0 {
        return Some(0);
    }
    // A hair above a whole number is rounding.
    (saving > Money::ZERO).then(|| (amount / saving.as_real() * (1.0 - 1e-12)).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entrance_fee_is_earned_back_over_years() {
        // (6,000 + 3 × 10,000) / 8,000 = 4.5: five uses in three years
        let member = MemberSide::of_dues(Money(10_000)).unwrap().entrance_fee(Money(6_000), 3).unwrap();
        let member = member.benefit("seminar", Money(8_000), 1.0).unwrap();
        assert_eq!((member.dues(), member.entrance_fee_paid(), member.years()), (Money(10_000), Money(6_000), 3));
        assert_eq!(member.benefits().collect::<Vec<_>>(), [("seminar", Money(8_000), 1.0)]);
        let returned = member.returns().unwrap();
        assert_eq!((returned.paid, returned.saved, returned.ratio), (Money(36_000), 24_000.0, Some(24.0 / 36.0)));
        assert_eq!(returned.benefits[0].break_even_alone, Some(5));
        assert_eq!(returned.benefits[0].break_even_alone_a_year, Some(5.0 / 3.0));
    }

    #[test]
    fn nothing_paid_and_nothing_saved() {
        let free = MemberSide::of_dues(Money(0)).unwrap().benefit("journal", Money(0), 4.0).unwrap().returns().unwrap();
        assert_eq!((free.ratio, free.net, free.benefits[0].break_even_alone), (None, 0.0, Some(0)));
        let paid = MemberSide::of_dues(Money(1)).unwrap().benefit("journal", Money(0), 4.0).unwrap().returns().unwrap();
        assert_eq!((paid.ratio, paid.benefits[0].break_even_alone), (Some(0.0), None));
        assert_eq!(MemberSide::of_dues(Money(5)).unwrap().returns().unwrap().saved, 0.0);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let member = || MemberSide::of_dues(Money(1)).unwrap();
        assert_eq!(MemberSide::of_dues(Money(-1)).unwrap_err().code(), "setting");
        assert_eq!(member().entrance_fee(Money(1), 0).unwrap_err().code(), "setting");
        assert_eq!(member().benefit("x", Money(-1), 1.0).unwrap_err().code(), "setting");
        assert_eq!(member().benefit("x", Money(1), f64::INFINITY).unwrap_err().code(), "setting");
        let once = member().benefit("x", Money(1), 1.0).unwrap();
        assert_eq!(once.benefit("x", Money(1), 1.0).unwrap_err().code(), "setting");
    }
}
