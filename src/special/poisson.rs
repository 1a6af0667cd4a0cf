//! How probable are a number of events, at most that many, and more, when a mean number is expected.

use super::gamma;
use super::tails::Tails;
use crate::error::{Error, Result};

/// The probability of exactly `events` when `mean` are expected.
///
/// # Errors
///
/// [`Error::Setting`] when `mean` is negative, infinite or NaN.
///
/// # Example
///
/// ```
/// use kaiin::special::poisson_probability;
/// assert!((poisson_probability(2, 1.0)? - (-1f64).exp() / 2.0).abs() < 1e-16);
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn poisson_probability(events: u64, mean: f64) -> Result<f64> {
    let mean = checked_mean(mean)?;
    let count = events as f64;
    Ok(match events {
        0 => (-mean).exp(),
        _ => gamma::kernel(count, mean) / count,
    })
}

/// How probable it is to see at most `events` (the lower tail) and more than `events` (the upper tail) when `mean` are expected.
///
/// # Formula
///
/// ```text
/// upper = P(X > k) = P(k + 1, mean)      (DLMF 8.4.10)
/// ```
///
/// # Errors
///
/// [`Error::Setting`] when `mean` is negative, infinite or NaN.
///
/// # Example
///
/// ```
/// use kaiin::special::poisson_tails;
/// assert!((poisson_tails(1, 1.0)?.lower() - 2.0 * (-1f64).exp()).abs() < 1e-15);
/// # Ok::<(), kaiin::Error>(())
/// ```
pub fn poisson_tails(events: u64, mean: f64) -> Result<Tails> {
    Ok(gamma::tails(events as f64 + 1.0, checked_mean(mean)?).mirrored())
}

fn checked_mean(mean: f64) -> Result<f64> {
    if mean >= 0.0 && mean.is_finite() {
        Ok(mean)
    } else {
        Err(Error::setting("mean", mean, "is not a finite number of at least 0; give the expected number of events"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_add_up_to_the_lower_tail() {
        let mut below = 0.0;
        for events in 0..12 {
            below += poisson_probability(events, 3.0).unwrap();
            assert!((poisson_tails(events, 3.0).unwrap().lower() - below).abs() < 1e-15, "{events}");
        }
    }

    #[test]
    fn nothing_expected_means_nothing_seen() {
        assert_eq!(poisson_probability(0, 0.0).unwrap(), 1.0);
        assert_eq!(poisson_probability(3, 0.0).unwrap(), 0.0);
        assert_eq!(poisson_tails(0, 0.0).unwrap().lower(), 1.0);
        assert!(poisson_tails(0, -1.0).is_err() && poisson_probability(0, f64::NAN).is_err());
    }
}
