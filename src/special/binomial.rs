//! How probable are a number of successes, at most that many, and more: exact for a hundred million trials.

use super::beta;
use super::checked_probability;
use super::tails::Tails;
use crate::error::{Error, Result};

/// The probability of exactly `successes` in `trials` when each succeeds with probability `p`; 0 when there are more successes than
/// trials.
///
/// # Errors
///
/// [`Error::Setting`] when `p` is not in [0, 1].
///
/// # Example
///
/// ```
/// use kaiin::special::binomial_probability;
/// assert!((binomial_probability(2, 4, 0.5)? - 6.0 / 16.0).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// C. Loader (2000), *Fast and Accurate Computation of Binomial Probabilities*.
pub fn binomial_probability(successes: u64, trials: u64, p: f64) -> Result<f64> {
    let p = checked_probability("p", p)?;
    Ok(if successes > trials { 0.0 } else { probability(successes as f64, trials as f64, p, 1.0 - p) })
}

/// How probable it is to see at most `successes` (the lower tail) and more than `successes` (the upper tail) in `trials`.
///
/// # Formula
///
/// ```text
/// upper = P(X > k) = I_p(k + 1, n − k)      (DLMF 8.17.5)
/// ```
///
/// # Errors
///
/// [`Error::Setting`] when `p` is not in [0, 1].
///
/// # Example
///
/// At most one head in three throws: 1/8 + 3/8.
///
/// ```
/// use kaiin::special::binomial_tails;
/// assert!((binomial_tails(1, 3, 0.5)?.lower() - 0.5).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn binomial_tails(successes: u64, trials: u64, p: f64) -> Result<Tails> {
    let p = checked_probability("p", p)?;
    if successes >= trials {
        return Ok(Tails::of_upper(0.0));
    }
    Ok(beta::tails(successes as f64 + 1.0, (trials - successes) as f64, p, 1.0 - p).mirrored())
}

/// The tails of a binomial count where the probability of success is given by its odds, and by how much the upper tail grows per unit of
/// ln odds.
pub(crate) struct TailsAtOdds {
    /// P(X ≤ k) below, P(X > k) above.
    pub(crate) tails: Tails,
    /// d P(X > k) / d ln odds.
    pub(crate) slope: f64,
}

/// [`binomial_tails`] at odds p / (1 − p), for k < n.
pub(crate) fn binomial_tails_at_odds(successes: u64, trials: u64, odds: f64) -> TailsAtOdds {
    let (a, b) = (successes as f64 + 1.0, trials.saturating_sub(successes) as f64);
    let (x, y) = beta::share(odds);
    TailsAtOdds { tails: beta::tails(a, b, x, y).mirrored(), slope: beta::kernel(a, b, x, y) }
}

/// P(X = k) for whole 0 ≤ k ≤ n, with q = 1 − p given separately.
fn probability(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if n == 0.0 {
        1.0
    } else if k == 0.0 {
        power(q, p, n)
    } else if k == n {
        power(p, q, n)
    } else {
        beta::kernel(k, n - k, p, q) * (n / k / (n - k))
    }
}

/// `share`ⁿ, where `rest` = 1 − `share`: through the logarithm of whichever is nearer to 0.
fn power(share: f64, rest: f64, n: f64) -> f64 {
    (n * if rest < 0.5 { (-rest).ln_1p() } else { share.ln() }).exp()
}

/// The probability of a count at most as probable as the one observed: the two-sided minimum-likelihood p-value that R's `binom.test`
/// and scipy's `binomtest` print.
///
/// Counts whose probability is within a relative 1e-7 of the observed one are taken as equally probable, as both packages do.
pub(crate) fn minimum_likelihood_p(successes: u64, trials: u64, p: f64) -> Result<f64> {
    let p = checked_probability("p", p)?;
    if successes > trials {
        return Err(Error::setting("successes", successes, format!("is more than the {trials} trials; exchange the arguments")));
    }
    let expected = p * trials as f64;
    if successes as f64 == expected {
        return Ok(1.0);
    }
    if (successes as f64) > expected {
        return two_sided_from_below(trials - successes, trials, 1.0 - p, p);
    }
    two_sided_from_below(successes, trials, p, 1.0 - p)
}

/// [`minimum_likelihood_p`] for a count below its expectation: the tail at and below it, and the tail beyond its counterpart.
fn two_sided_from_below(successes: u64, trials: u64, p: f64, q: f64) -> Result<f64> {
    let (k, n) = (successes as f64, trials as f64);
    let bar = probability(k, n, p, q) * (1.0 + 1e-7);
    // probabilities fall beyond the expectation: find the first count that is no more probable than the bar
    let (mut low, mut high) = ((n * p).floor().max(k) as u64, trials + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if probability(middle as f64, n, p, q) <= bar { high = middle } else { low = middle }
    }
    let below = beta::tails(k + 1.0, n - k, p, q).upper();
    let beyond = if high > trials { 0.0 } else { beta::tails(high as f64, (trials - high) as f64 + 1.0, p, q).lower() };
    Ok((below + beyond).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_of_four_throws_add_up_by_hand() {
        let expected = [1.0, 4.0, 6.0, 4.0, 1.0].map(|v| v / 16.0);
        let mut below = 0.0;
        for (k, share) in expected.into_iter().enumerate() {
            below += share;
            assert!((binomial_probability(k as u64, 4, 0.5).unwrap() - share).abs() < 1e-15);
            assert!((binomial_tails(k as u64, 4, 0.5).unwrap().lower() - below).abs() < 1e-15);
        }
    }

    #[test]
    fn the_ends_are_exact() {
        assert_eq!(binomial_probability(5, 4, 0.5).unwrap(), 0.0);
        assert_eq!(binomial_probability(0, 0, 0.5).unwrap(), 1.0);
        assert_eq!(binomial_probability(0, 7, 0.0).unwrap(), 1.0);
        assert_eq!(binomial_probability(3, 7, 0.0).unwrap(), 0.0);
        assert_eq!(binomial_probability(7, 7, 1.0).unwrap(), 1.0);
        assert_eq!(binomial_tails(7, 7, 0.3).unwrap().lower(), 1.0);
        assert!(binomial_tails(1, 2, 1.5).is_err());
    }

    #[test]
    fn two_sided_p_adds_the_counts_that_are_no_more_probable() {
        // n = 4, p = 1/2, k = 1: counts 0, 1, 3, 4 → 10/16; k = 0: counts 0 and 4 → 2/16
        assert!((minimum_likelihood_p(1, 4, 0.5).unwrap() - 10.0 / 16.0).abs() < 1e-15);
        assert!((minimum_likelihood_p(4, 4, 0.5).unwrap() - 2.0 / 16.0).abs() < 1e-15);
        assert_eq!(minimum_likelihood_p(2, 4, 0.5).unwrap(), 1.0);
        // n = 2, p = 0.1, k = 1: counts 1, 2 → 0.19
        assert!((minimum_likelihood_p(1, 2, 0.1).unwrap() - 0.19).abs() < 1e-15);
        // n = 1, p = 0.3, k = 0: below its expectation of 0.3 but the most probable count
        assert!((minimum_likelihood_p(0, 1, 0.3).unwrap() - 1.0).abs() < 1e-15);
        assert!(minimum_likelihood_p(3, 2, 0.1).is_err());
    }
}
