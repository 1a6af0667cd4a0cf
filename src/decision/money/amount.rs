//! How is an amount of money written so that sums are exact?

use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest amount, either way: all whole numbers up to it are exact as real numbers too.
pub const MOST_MONEY: i64 = 1 << 53;

/// An amount of money: a whole number of the smallest unit that is billed, such as yen or cents.
///
/// # Why a whole number
///
/// What an association bills, it bills in whole yen (or cents), so that what it takes is a whole number too, and the sum over a hundred
/// thousand members is exact and the same in any order. Real numbers cannot hold a tenth of a euro. What is only expected or discounted (a
/// lifetime value) is no amount that anyone pays, and is a real number of the same unit. There is no label of currency: one calculation is
/// in one currency, and [`Currency`] writes it where a reader sees it.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::{Currency, Money};
/// let dues = Money(15_000);
/// assert_eq!(dues.to_string(), "15,000");
/// assert_eq!(dues.times(3)?, Money(45_000));
/// assert_eq!(Money(-1_234_567).in_currency(&Currency::yen()), "-¥1,234,567");
/// assert_eq!(Money(1_050).in_currency(&Currency::new("EUR ", 2)?), "EUR 10.50");
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount as a real number of the same unit: exact up to [`MOST_MONEY`].
    #[must_use]
    pub fn as_real(self) -> f64 {
        self.0 as f64
    }

    /// The amount for several members or instalments.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] beyond [`MOST_MONEY`].
    pub fn times(self, count: u64) -> Result<Self> {
        Self::of_whole(i128::from(self.0) * i128::from(count))
    }

    /// The sum of amounts, exact.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] beyond [`MOST_MONEY`].
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::money::Money;
    /// assert_eq!(Money::sum([Money(100), Money(-30)])?, Money(70));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self> {
        // Fewer than 2^63 amounts of less than 2^63 stay within 128 bits.
        Self::of_whole(amounts.into_iter().map(|amount| i128::from(amount.0)).sum())
    }

    /// The amount in instalments that differ by one unit at most and sum to it: the first ones are the larger.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for no instalment or more than 366.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::money::Money;
    /// assert_eq!(Money(10_000).instalments(3)?, [Money(3_334), Money(3_333), Money(3_333)]);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn instalments(self, number: u32) -> Result<Vec<Self>> {
        check_instalments(number)?;
        let (each, larger) = (self.0.div_euclid(i64::from(number)), self.0.rem_euclid(i64::from(number)));
        Ok((0..i64::from(number)).map(|at| Self(each + i64::from(at < larger))).collect())
    }

    /// The amount with the sign of its currency and its decimals.
    #[must_use]
    pub fn in_currency(self, currency: &Currency) -> String {
        let unit = 10u64.pow(currency.decimals);
        let (whole, part) = (self.0.unsigned_abs() / unit, self.0.unsigned_abs() % unit);
        let sign = if self.0 < 0 { "-" } else { "" };
        let decimals = currency.decimals as usize;
        let part = if decimals == 0 { String::new() } else { format!(".{part:0decimals$}") };
        format!("{sign}{}{}{part}", currency.sign, with_thousands(whole))
    }

    /// An amount that was computed in more digits.
    pub(super) fn of_whole(amount: i128) -> Result<Self> {
        match i64::try_from(amount) {
            Ok(whole) if whole.unsigned_abs() <= MOST_MONEY.unsigned_abs() => Ok(Self(whole)),
            _ => Err(Error::Limit {
                what: "amount of money",
                found: u64::try_from(amount.unsigned_abs()).unwrap_or(u64::MAX),
                limit: MOST_MONEY.unsigned_abs(),
                advice: "check the unit of the amounts and the counts".into(),
            }),
        }
    }

    /// The amount, when it is not negative and not too large.
    pub(crate) fn not_negative(self, name: &'static str) -> Result<Self> {
        if self.0 < 0 {
            return Err(Error::setting(name, self, "is negative; give an amount of 0 or more"));
        }
        Self::of_whole(i128::from(self.0))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.0 < 0 { "-" } else { "" }, with_thousands(self.0.unsigned_abs()))
    }
}

/// How amounts are written for a reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Currency {
    sign: String,
    decimals: u32,
}

remade_when_read! {
    Unchecked => Currency { sign: String, decimals: u32 }
}

impl Currency {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        Self::new(self.sign, self.decimals)
    }

    /// A currency by the sign that stands before amounts, and the number of decimals of its smallest unit.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for more than 4 decimals.
    pub fn new(sign: impl Into<String>, decimals: u32) -> Result<Self> {
        if decimals > 4 {
            return Err(Error::setting("decimals", decimals, "are more than any currency has; give 0 for yen, 2 for euros and dollars"));
        }
        Ok(Self { sign: sign.into(), decimals })
    }

    /// The yen, which has no smaller unit.
    #[must_use]
    pub fn yen() -> Self {
        Self { sign: "¥".into(), decimals: 0 }
    }

    /// What stands before amounts.
    #[must_use]
    pub fn sign(&self) -> &str {
        &self.sign
    }

    /// The number of decimals of the smallest unit.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        self.decimals
    }
}

/// Refuses a number of instalments a year that nobody bills.
pub(super) fn check_instalments(number: u32) -> Result<()> {
    if (1..=366).contains(&number) {
        return Ok(());
    }
    Err(Error::setting("number of instalments", number, "is outside 1 to 366 a year; give 12 for monthly payment"))
}

/// An amount that is no whole number, as the nearest one.
pub(crate) fn shown(amount: f64) -> String {
    if amount.abs() <= MOST_MONEY as f64 { Money(amount.round() as i64).to_string() } else { format!("{amount:e}") }
}

/// A number with a comma before each three digits.
fn with_thousands(number: u64) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.chars().enumerate().flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart() {
        let shown = |amount: i64| Money(amount).to_string();
        assert_eq!([0, 999, 1_000, -12_345, 1_000_000].map(shown), ["0", "999", "1,000", "-12,345", "1,000,000"]);
        let dollar = Currency::new("$", 2).unwrap();
        assert_eq!((Money(-5).in_currency(&dollar).as_str(), dollar.sign(), dollar.decimals()), ("-$0.05", "$", 2));
        assert_eq!(Currency::new("$", 5).unwrap_err().code(), "setting");
    }

    #[test]
    fn what_is_beyond_exact_numbers_is_refused() {
        assert_eq!(Money(MOST_MONEY).times(1).unwrap(), Money(MOST_MONEY));
        assert_eq!(Money(MOST_MONEY).times(2).unwrap_err().code(), "limit");
        assert_eq!(Money(i64::MIN).times(u64::MAX).unwrap_err().code(), "limit");
        assert_eq!(Money::sum([Money(i64::MAX), Money(i64::MAX)]).unwrap_err().code(), "limit");
        assert_eq!(Money(-1).not_negative("dues").unwrap_err().to_string(), "dues -1 is negative; give an amount of 0 or more");
    }

    #[test]
    fn instalments_sum_to_the_whole_of_debts_too() {
        assert_eq!(Money(-10).instalments(3).unwrap(), [Money(-3), Money(-3), Money(-4)]);
        assert_eq!(Money(2).instalments(4).unwrap(), [Money(1), Money(1), Money(0), Money(0)]);
        assert_eq!(Money(2).instalments(0).unwrap_err().code(), "setting");
        assert_eq!(Money(2).instalments(367).unwrap_err().code(), "setting");
    }
}
