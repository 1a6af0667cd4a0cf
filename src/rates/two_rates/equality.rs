//! Could two rates be the same, and the difference seen be chance?

use super::difference::score_variance;
use super::observed::ObservedRate;
use crate::error::Result;
use crate::special::{binomial_probability, binomial_tails, minimum_likelihood_p, normal_tails};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A two-sided test of whether two rates are equal. Printing it gives its usual name.
///
/// # References
///
/// K. Gu, H. K. T. Ng, M. L. Tang, W. R. Schucany (2008), *Biometrical Journal* 50, 283-298.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RateTest {
    /// Exact: given the sum of events, the probability of a division no more probable than the one seen. Never rejects true equality
    /// more often than stated. May disagree with the exact interval of the ratio when close to the limit, because that puts equal
    /// tails on both sides: [`ExactCentral`](Self::ExactCentral) is the test that agrees.
    #[default]
    ExactConditional,
    /// Exact: twice the smaller tail, at most 1.
    ExactCentral,
    /// The exact conditional test with the division seen counted half: near its stated level on average, no guarantee.
    MidP,
    /// The score test, with the standard error under equality.
    Score,
    /// The Wald test of the difference of expected counts, with the standard error of the rates seen. Weak with few events; says
    /// nothing (1) when there are none.
    Wald,
}

impl fmt::Display for RateTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ExactConditional => "exact conditional",
            Self::ExactCentral => "exact central",
            Self::MidP => "conditional mid-p",
            Self::Score => "score",
            Self::Wald => "Wald",
        })
    }
}

/// The two-sided p-value of equal rates: how probable it is, if they are equal, to see counts at least as unlike as these.
///
/// Events are taken as Poisson and the two groups as independent. Without any event it is 1. A large p-value does not show that the
/// rates are equal; look at the interval of their [ratio](super::rate_ratio).
///
/// # Errors
///
/// None for the present tests; the result type leaves room for those that can fail.
///
/// # Example
///
/// Four lapses against none in the same exposure: all four on one side or on the other, 2/16.
///
/// ```
/// use kaiin::rates::{ObservedRate, RateTest, equal_rates_p};
/// let (first, second) = (ObservedRate::new(4, 100.0)?, ObservedRate::new(0, 100.0)?);
/// assert!((equal_rates_p(first, second, RateTest::ExactConditional)? - 0.125).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// See [`RateTest`].
pub fn equal_rates_p(first: ObservedRate, second: ObservedRate, test: RateTest) -> Result<f64> {
    let total = first.events().saturating_add(second.events());
    if total == 0 {
        return Ok(1.0);
    }
    let share = first.exposure() / (first.exposure() + second.exposure());
    match test {
        RateTest::ExactConditional => minimum_likelihood_p(first.events(), total, share),
        RateTest::ExactCentral => central_p(first.events(), total, share),
        RateTest::MidP => {
            Ok(minimum_likelihood_p(first.events(), total, share)? - 0.5 * binomial_probability(first.events(), total, share)?)
        }
        RateTest::Score => Ok(normal_p(first, second, score_variance(first, second, 0.0))),
        RateTest::Wald => {
            let part = |rate: ObservedRate| rate.count() / rate.exposure() / rate.exposure();
            Ok(normal_p(first, second, part(first) + part(second)))
        }
    }
}

/// Twice the smaller of P(X ≤ k) and P(X ≥ k).
fn central_p(events: u64, total: u64, share: f64) -> Result<f64> {
    let at_most = binomial_tails(events, total, share)?.lower();
    let at_least = if events == 0 { 1.0 } else { binomial_tails(events - 1, total, share)?.upper() };
    Ok((2.0 * at_most.min(at_least)).min(1.0))
}

/// Both normal tails beyond the observed difference.
fn normal_p(first: ObservedRate, second: ObservedRate, variance: f64) -> f64 {
    2.0 * normal_tails((first.rate() - second.rate()).abs() / variance.sqrt()).upper()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [RateTest; 5] = [RateTest::ExactConditional, RateTest::ExactCentral, RateTest::MidP, RateTest::Score, RateTest::Wald];

    fn p(k1: u64, k2: u64, test: RateTest) -> f64 {
        equal_rates_p(ObservedRate::new(k1, 10.0).unwrap(), ObservedRate::new(k2, 10.0).unwrap(), test).unwrap()
    }

    #[test]
    fn equal_exposures_by_hand() {
        // 4 and 0: 2/16, mid-p 2/16 − ½ · 1/16; score z = 4/√4 = 2
        assert!((p(4, 0, RateTest::ExactCentral) - 0.125).abs() < 1e-15);
        assert!((p(4, 0, RateTest::MidP) - 3.0 / 32.0).abs() < 1e-15);
        assert!((p(4, 0, RateTest::Score) - 2.0 * normal_tails(2.0).upper()).abs() < 1e-15);
    }

    #[test]
    fn exchanging_the_groups_changes_nothing_and_no_event_says_nothing() {
        for test in ALL {
            assert!((p(3, 9, test) - p(9, 3, test)).abs() < 1e-14, "{test}");
            assert_eq!(p(0, 0, test), 1.0, "{test}");
        }
    }
}
