//! How many licence holders die or leave practice?

use crate::unit::Probability;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The assumption about licence holders who die or leave practice (死亡・離職), by years since the licence.
///
/// A sum of new licence holders keeps the dead and the retired for ever, so that a rate over it falls as a profession ages. This is an
/// assumption typed in by the user, not an estimate: state where it is from.
///
/// # Example
///
/// ```
/// use kaiin::{Probability, licensees::Attrition};
/// let one_in_ten = Attrition::Annual(Probability::new(0.1)?);
/// assert!((one_in_ten.survival(2).get() - 0.81).abs() < 1e-15);
/// let later_only = Attrition::ByYears(vec![Probability::new(0.0)?, Probability::new(0.5)?]);
/// assert_eq!(later_only.survival(1).get(), 1.0);
/// assert_eq!(later_only.survival(3).get(), 0.25); // the last value goes on
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Attrition {
    /// Nobody leaves: the number is an upper bound.
    #[default]
    None,
    /// The same probability of leaving in every year since the licence.
    Annual(Probability),
    /// The probability of leaving in the first, second, third … year since the licence; the last one goes on for all later years, and
    /// an empty list is the same as [`Attrition::None`].
    ByYears(Vec<Probability>),
}

impl Attrition {
    /// The probability of still being in practice `years` years after the licence.
    ///
    /// # Formula
    ///
    /// ```text
    /// S(k) = (1 - q_1) (1 - q_2) … (1 - q_k),  S(0) = 1
    /// ```
    ///
    /// where `q_i` is the probability of leaving in the i-th year since the licence.
    #[must_use]
    pub fn survival(&self, years: u32) -> Probability {
        let stays = match self {
            Self::None => 1.0,
            Self::Annual(q) => power(q.complement().get(), years),
            Self::ByYears(q) => by_years(q, years),
        };
        Probability::new(stays).unwrap_or_default()
    }
}

/// The product of the yearly stays, the last of them repeated.
fn by_years(q: &[Probability], years: u32) -> f64 {
    let listed = u32::try_from(q.len()).unwrap_or(u32::MAX).min(years);
    let first: f64 = q.iter().take(listed as usize).map(|q| q.complement().get()).product();
    q.last().map_or(1.0, |last| first * power(last.complement().get(), years - listed))
}

/// `base` to the power `n` by repeated squaring: the same bits on every machine, which `powi` does not promise.
fn power(mut base: f64, mut n: u32) -> f64 {
    let mut result = 1.0;
    while n > 0 {
        if n % 2 == 1 {
            result *= base;
        }
        base *= base;
        n /= 2;
    }
    result
}

impl fmt::Display for Attrition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("nobody is assumed to die or leave practice"),
            Self::Annual(q) => write!(f, "assumed to die or leave practice: {} a year", q.get()),
            Self::ByYears(q) => write!(f, "assumed to die or leave practice by years since the licence: {} yearly probabilities", q.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_in_practice_at_the_licence_and_nobody_comes_back() {
        let q = |x| Probability::new(x).unwrap();
        for attrition in
            [Attrition::None, Attrition::Annual(q(0.02)), Attrition::ByYears(vec![q(0.0), q(0.3), q(0.1)]), Attrition::ByYears(vec![])]
        {
            assert_eq!(attrition.survival(0).get(), 1.0);
            assert!((0..80).all(|k| attrition.survival(k + 1) <= attrition.survival(k)));
        }
        assert_eq!(Attrition::Annual(q(1.0)).survival(u32::MAX).get(), 0.0);
        assert_eq!(Attrition::ByYears(vec![]).survival(9).get(), 1.0);
    }
}
