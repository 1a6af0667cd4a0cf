//! How many of those who pay now will still pay later, and how many payments is that worth today?

use crate::error::{Error, Result};
use crate::model::curve::CurveLaw;
use crate::special::CompensatedSum;
use serde::{Deserialize, Serialize};

/// Shares this small and beyond are not summed one by one: the rest of a curve in time is integrated.
const SUMMED_YEARS: u32 = 512;

/// What happens after the last share that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// Nothing after it counts: a lower bound, of what the years seen are worth.
    NotCounted,
    /// The retention of the last year seen goes on for ever. Retention mostly rises with tenure, so that this is on the low side too.
    LastRetention,
}

/// How members stay: the share of those who joined who make their payment of a later year.
///
/// The payment of year 0 is made by all; that of year `t` by those who renewed `t` times.
///
/// # Example
///
/// ```
/// use kaiin::decision::money::{Beyond, Staying};
/// use kaiin::model::curve::{CurveFamily, CurveLaw};
/// let constant = Staying::constant(0.9)?;
/// let seen = Staying::shares(&[1.0, 0.9], Beyond::LastRetention)?;
/// let curve = Staying::curve(CurveLaw::new(CurveFamily::Geometric, &[0.1])?);
/// for staying in [constant, seen, curve] {
///     assert!((staying.share(2) - 0.81).abs() < 1e-15);
///     assert!((staying.payments(0, 0.0)?.unwrap().number - 10.0).abs() < 1e-12); // 1 / (1 - 0.9)
/// }
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Law")]
pub struct Staying(Law);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Law {
    Constant(f64),
    Shares(Vec<f64>, Beyond),
    Curve(CurveLaw),
}

/// An expected number of yearly payments.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Payments {
    /// The number, each payment discounted to the day of the first.
    pub number: f64,
    /// By how much it can be off because sums and integrals that go on for ever were approached.
    pub numerical_error: f64,
}

impl TryFrom<Law> for Staying {
    type Error = Error;

    fn try_from(read: Law) -> Result<Self> {
        match read {
            Law::Constant(retention) => Self::constant(retention),
            Law::Shares(shares, beyond) => Self::shares(&shares, beyond),
            Law::Curve(law) => Ok(Self::curve(law)),
        }
    }
}

impl Staying {
    /// The same retention every year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] outside [0, 1].
    pub fn constant(retention: f64) -> Result<Self> {
        if !(0.0..=1.0).contains(&retention) {
            return Err(Error::setting("retention", retention, "is outside [0, 1]; write 0.9 for 90 % a year"));
        }
        Ok(Self(Law::Constant(retention)))
    }

    /// Shares that were seen: of those who joined, who paid in year 0 (all: 1), 1, 2, …
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a share; [`Error::Setting`] when the first is not 1, one is negative, or one exceeds that before it;
    /// [`Error::Missing`] when the last retention shall go on and there is one share only.
    pub fn shares(shares: &[f64], beyond: Beyond) -> Result<Self> {
        let Some(&first) = shares.first() else {
            return Err(Error::NoRows { input: "the shares who stay".into(), advice: "give 1 and the shares of later years".into() });
        };
        if first != 1.0 {
            return Err(Error::setting("first share", first, "is not 1; give shares of those who joined, beginning with all of them"));
        }
        for (before, share) in shares.iter().zip(shares.iter().skip(1)) {
            if !(*share >= 0.0 && share <= before) {
                let reason = format!("follows on {before}; give shares in [0, 1] that do not rise");
                return Err(Error::setting("share", share, reason));
            }
        }
        if beyond == Beyond::LastRetention && shares.len() < 2 {
            return Err(Error::missing("a retention to go on with", "give two shares or more, or choose Beyond::NotCounted"));
        }
        Ok(Self(Law::Shares(shares.to_vec(), beyond)))
    }

    /// A retention curve, whose unit of time is the year. Curves in time are read at whole years.
    #[must_use]
    pub fn curve(law: CurveLaw) -> Self {
        Self(Law::Curve(law))
    }

    /// The share of those who joined who make the payment of a year.
    #[must_use]
    pub fn share(&self, year: u32) -> f64 {
        match &self.0 {
            Law::Constant(retention) => power(*retention, year),
            Law::Curve(law) => law.survival(f64::from(year)).unwrap_or(0.0),
            Law::Shares(shares, beyond) => match (shares.get(year as usize), beyond) {
                (Some(share), _) => *share,
                (None, Beyond::NotCounted) => 0.0,
                (None, Beyond::LastRetention) => {
                    let last = shares.last().copied().unwrap_or(0.0);
                    let more = u32::try_from(year as usize + 1 - shares.len()).unwrap_or(u32::MAX);
                    last * power(last_retention(shares), more)
                }
            },
        }
    }

    /// How many payments someone who makes that of a year is expected to make, that one included, discounted to its day. `None` when it
    /// is infinite, or when nobody makes that payment.
    ///
    /// # Formula
    ///
    /// ```text
    /// N(n) = Σ S(t) / S(n) / (1 + d)^(t - n)   over t = n, n + 1, …
    /// ```
    ///
    /// where `S(t)` is the share who make the payment of year `t` and `d` the yearly discount rate. For a constant retention `r` it is
    /// `1 / (1 - r / (1 + d))`. Curves in time are summed over whole years, and from 512 years on integrated (Euler and Maclaurin).
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the discount rate is negative or not finite.
    pub fn payments(&self, from_year: u32, discount: f64) -> Result<Option<Payments>> {
        check_discount(discount)?;
        if self.share(from_year) <= 0.0 {
            return Ok(None);
        }
        let factor = 1.0 / (1.0 + discount);
        let payments = match &self.0 {
            Law::Constant(retention) => Some(exact(geometric(retention * factor))),
            Law::Shares(shares, beyond) => Some(exact(self.of_shares(shares, *beyond, from_year, factor))),
            Law::Curve(law) if law.family().counts_renewals() => renewals(law, from_year, discount)?,
            Law::Curve(law) => self.in_time(law, from_year, discount)?,
        };
        Ok(payments.filter(|payments| payments.number.is_finite()))
    }

    /// Those seen, then those who stay as in the last year seen.
    fn of_shares(&self, shares: &[f64], beyond: Beyond, from: u32, factor: f64) -> f64 {
        let (start, here) = (from as usize, self.share(from));
        let ratio = last_retention(shares) * factor;
        if start >= shares.len() {
            return geometric(ratio);
        }
        let (mut sum, mut worth) = (CompensatedSum::default(), 1.0 / here);
        for &share in shares.iter().skip(start) {
            sum.add(share * worth);
            worth *= factor;
        }
        let last = shares.last().copied().unwrap_or(0.0);
        if beyond == Beyond::LastRetention && last > 0.0 {
            sum.add(last * worth / factor * ratio * geometric(ratio));
        }
        sum.value()
    }

    /// Whole years of a curve in time: summed, then integrated.
    fn in_time(&self, law: &CurveLaw, from: u32, discount: f64) -> Result<Option<Payments>> {
        let (here, factor) = (self.share(from), 1.0 / (1.0 + discount));
        let (mut sum, mut worth) = (CompensatedSum::default(), 1.0 / here);
        let end = from.saturating_add(SUMMED_YEARS);
        for year in from..end {
            sum.add(self.share(year) * worth);
            worth *= factor;
        }
        let next = self.share(end) * worth;
        if next == 0.0 {
            return Ok(Some(exact(sum.value())));
        }
        let Some(rest) = law.discounted_residual_lifetime(f64::from(end), discount)? else { return Ok(None) };
        let slope = next * (law.hazard(f64::from(end)).unwrap_or(0.0) + discount.ln_1p());
        sum.add(next * rest.value);
        sum.add(0.5 * next);
        sum.add(slope / 12.0);
        let number = sum.value();
        Ok(Some(Payments { number, numerical_error: next * rest.numerical_error + slope / 720.0 + 1e-14 * number }))
    }
}

/// The payments of a curve that counts renewals: the one due now, and those of later renewals.
fn renewals(law: &CurveLaw, from: u32, discount: f64) -> Result<Option<Payments>> {
    let later = law.discounted_residual_lifetime(f64::from(from), discount)?;
    Ok(later.map(|later| Payments { number: 1.0 + later.value / (1.0 + discount), numerical_error: later.numerical_error }))
}

fn exact(number: f64) -> Payments {
    Payments { number, numerical_error: 1e-14 * number.abs() }
}

/// 1 + q + q² + …; infinite for a ratio of 1.
fn geometric(ratio: f64) -> f64 {
    1.0 / (1.0 - ratio)
}

/// The retention of the last year seen.
fn last_retention(shares: &[f64]) -> f64 {
    match shares {
        [.., before, last] if *before > 0.0 => last / before,
        _ => 0.0,
    }
}

/// A share to a whole power of any size.
fn power(share: f64, exponent: u32) -> f64 {
    share.powf(f64::from(exponent))
}

/// Refuses a discount rate at which later money is worth more, or that is none.
pub(crate) fn check_discount(discount: f64) -> Result<f64> {
    if discount >= 0.0 && discount.is_finite() {
        return Ok(discount);
    }
    Err(Error::setting("discount", discount, "is not a rate of at least 0; write 0.03 for 3 % a year"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::curve::CurveFamily;

    fn number(staying: &Staying, from: u32, discount: f64) -> Option<f64> {
        staying.payments(from, discount).unwrap().map(|payments| payments.number)
    }

    #[test]
    fn shares_by_hand() {
        let seen = [1.0, 0.6, 0.3];
        let counted = Staying::shares(&seen, Beyond::NotCounted).unwrap();
        assert!((number(&counted, 0, 0.0).unwrap() - 1.9).abs() < 1e-15);
        // 1 + 0.6 / 1.25 + 0.3 / 1.5625
        assert!((number(&counted, 0, 0.25).unwrap() - 1.672).abs() < 1e-15);
        // from year 1: (0.6 + 0.3) / 0.6
        assert!((number(&counted, 1, 0.0).unwrap() - 1.5).abs() < 1e-15);
        assert_eq!(number(&counted, 3, 0.0), None);
        // the last retention of ½ for ever: 1.9 + 0.15 + 0.075 + … = 1.9 + 0.3
        let on = Staying::shares(&seen, Beyond::LastRetention).unwrap();
        assert!((number(&on, 0, 0.0).unwrap() - 2.2).abs() < 1e-15);
        assert!((number(&on, 7, 0.0).unwrap() - 2.0).abs() < 1e-15);
        assert!((on.share(4) - 0.075).abs() < 1e-16);
    }

    #[test]
    fn curves_in_time_are_summed_over_whole_years() {
        // S(t) = e^(-t/50): 1 / (1 - e^(-1/50) / 1.02), and without discount 1 / (1 - e^(-1/50))
        let slow = Staying::curve(CurveLaw::new(CurveFamily::Exponential, &[0.02]).unwrap());
        for discount in [0.0, 0.02] {
            let expected = 1.0 / (1.0 - (-0.02f64).exp() / (1.0 + discount));
            let found = slow.payments(0, discount).unwrap().unwrap();
            assert!((found.number / expected - 1.0).abs() < 1e-12, "{found:?} {expected}");
            assert!((number(&slow, 30, discount).unwrap() / expected - 1.0).abs() < 1e-12);
        }
        // A tail so heavy that the integral matters: 2 % leave a century.
        let slower = Staying::curve(CurveLaw::new(CurveFamily::Exponential, &[0.0002]).unwrap());
        let expected = 1.0 / -(-0.0002f64).exp_m1();
        assert!((number(&slower, 0, 0.0).unwrap() / expected - 1.0).abs() < 1e-11);
    }

    #[test]
    fn what_never_ends_has_no_number() {
        assert_eq!(number(&Staying::constant(1.0).unwrap(), 0, 0.0), None);
        assert!((number(&Staying::constant(1.0).unwrap(), 0, 0.25).unwrap() - 5.0).abs() < 1e-14);
        assert_eq!(number(&Staying::shares(&[1.0, 1.0], Beyond::LastRetention).unwrap(), 0, 0.0), None);
        let heavy = CurveLaw::new(CurveFamily::LogLogistic, &[0.9, 2.0]).unwrap();
        assert_eq!(number(&Staying::curve(heavy), 0, 0.0), None);
        assert_eq!(number(&Staying::constant(0.0).unwrap(), 0, 0.0), Some(1.0));
        assert_eq!(number(&Staying::constant(0.0).unwrap(), 1, 0.0), None);
    }

    #[test]
    fn what_is_no_retention_is_refused() {
        for bad in [-0.1, 1.1, f64::NAN] {
            assert_eq!(Staying::constant(bad).unwrap_err().code(), "setting");
        }
        let code = |shares: &[f64], beyond| Staying::shares(shares, beyond).unwrap_err().code();
        assert_eq!(code(&[], Beyond::NotCounted), "no_rows");
        assert_eq!(code(&[0.9, 0.8], Beyond::NotCounted), "setting");
        assert_eq!(code(&[1.0, 0.8, 0.9], Beyond::NotCounted), "setting");
        assert_eq!(code(&[1.0, f64::NAN], Beyond::NotCounted), "setting");
        assert_eq!(code(&[1.0], Beyond::LastRetention), "missing");
        for discount in [-1.0, -0.01, f64::NAN, f64::INFINITY] {
            assert_eq!(Staying::constant(0.5).unwrap().payments(0, discount).unwrap_err().code(), "setting");
        }
    }
}
