//! So many events in so much exposure: how far may the true rate be from the one seen?

use super::result::{Interval, IntervalMethod, Sides};
use crate::error::{Error, Result};
use crate::special::{GammaMixture, Tails, inverse_incomplete_gamma};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the limits of one rate of events per exposure are computed; events are taken as Poisson.
///
/// [`Garwood`](Self::Garwood) unless there is a reason. Printing a method gives its usual name.
///
/// # References
///
/// L. Barker (2002), *The American Statistician* 56, 85-89; M. B. Swift (2009), *Communications in Statistics: Theory and Methods* 38,
/// 748-759 (the methods compared).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum RateMethod {
    /// The exact interval of Garwood (1936), half the quantiles of χ² with 2k and 2k + 2 degrees: covers at least as often as stated,
    /// always.
    #[default]
    Garwood,
    /// Byar's approximation of it by a cube root (Breslow & Day 1987, p. 69), the lower limit cut off at 0; within 1 % of it from about
    /// 5 events on. Some tables switch to the exact limits below 10 events; this one does not.
    Byar,
    /// The same without the cut: with 1 event and a confidence above 99.2 % the lower limit is negative.
    ByarUnclipped,
    /// The score interval: the rates at which a test with the standard error *at that rate* does not reject. Good on average from a
    /// few events on.
    Score,
    /// The textbook formula k ± z √k, cut off at 0. Weak: no event gives a width of 0, and below about 20 events it covers less often
    /// than stated. For comparison only.
    Wald,
    /// The textbook formula with the standard error of k + ½ events, cut off at 0 (Barker 2002). Keeps a width when there is no event,
    /// little else.
    WaldHalfEvent,
    /// Quantiles of Gamma(k + ½): the equal-tailed credible interval of Jeffreys' prior. Without an event it does not contain 0.
    Jeffreys,
    /// The exact interval with the observed count counted half on each side: shorter, near its stated confidence on average, no
    /// guarantee.
    MidP,
    /// Anscombe's square root, (√(k + ⅜) ± z/2)² − ⅜, cut off at 0 (Swift 2009). Too short for fewer than about 10 events.
    SquareRootAnscombe,
    /// Vandenbroucke's square root, (√(k + (z² + 2)/12) ± z/2)² (Vandenbroucke 1982; Swift 2009): close to mid-p.
    SquareRootVandenbroucke,
}

impl fmt::Display for RateMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Garwood => "Garwood exact",
            Self::Byar => "Byar",
            Self::ByarUnclipped => "Byar, unclipped",
            Self::Score => "score",
            Self::Wald => "Wald",
            Self::WaldHalfEvent => "Wald with half an event",
            Self::Jeffreys => "Jeffreys",
            Self::MidP => "mid-p",
            Self::SquareRootAnscombe => "square root, Anscombe",
            Self::SquareRootVandenbroucke => "square root, Vandenbroucke",
        })
    }
}

/// The interval of a rate of which `events` were seen in an `exposure`; limits are per unit of exposure.
///
/// `None` when there is no exposure: nobody was at risk, which is not a rate of 0. Events are taken as independent with one rate; when
/// a person has several, or a day of striking-off takes many at once, intervals are too short.
///
/// # Properties
///
/// Limits are inversely proportional to the exposure: twice the exposure with the same events halves both.
///
/// # Errors
///
/// [`Error::Setting`] when the exposure is negative, infinite or NaN, or when there are events without exposure.
///
/// # Example
///
/// ```
/// use kaiin::rates::{RateMethod, rate_interval};
/// use kaiin::Confidence;
/// let confidence = Confidence::default();
/// // no event in 2 years: exact upper limit −ln 0.025 / 2 a year
/// let exact = rate_interval(0, 2.0, confidence, RateMethod::Garwood)?.expect("there is exposure");
/// assert_eq!(exact.lower, 0.0);
/// assert!((exact.upper + 0.025f64.ln() / 2.0).abs() < 1e-15);
/// assert_eq!(rate_interval(0, 0.0, confidence, RateMethod::Garwood)?, None);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// See [`RateMethod`].
pub fn rate_interval(events: u64, exposure: f64, confidence: Confidence, method: RateMethod) -> Result<Option<Interval>> {
    check_exposure(events, exposure)?;
    if exposure == 0.0 {
        return Ok(None);
    }
    let (lower, upper) = count_limits(events, Sides::of(confidence), method)?;
    let (lower, upper) = (lower / exposure, upper / exposure);
    Ok(Some(Interval { lower, upper, confidence, method: IntervalMethod::Rate(method) }))
}

/// An exposure is a finite number of at least 0, and without exposure there are no events.
pub(in crate::rates) fn check_exposure(events: u64, exposure: f64) -> Result<()> {
    if !(exposure >= 0.0 && exposure.is_finite()) {
        return Err(Error::setting("exposure", exposure, "is not a finite number of at least 0; give the time or persons at risk"));
    }
    if exposure == 0.0 && events > 0 {
        let reason = format!("cannot have {events} events; give the exposure in which they happened");
        return Err(Error::setting("exposure", exposure, reason));
    }
    Ok(())
}

/// The limits of the expected number of events.
pub(in crate::rates) fn count_limits(events: u64, sides: Sides, method: RateMethod) -> Result<(f64, f64)> {
    let count = events as f64;
    let Sides { tail, z } = sides;
    let exact = GammaMixture::new(count);
    let positive = |(lower, upper): (f64, f64)| (lower.max(0.0), upper);
    Ok(match method {
        RateMethod::Garwood => (exact.exact_lower(tail), exact.exact_upper(tail)),
        RateMethod::MidP => (exact.mid_p_lower(tail), exact.mid_p_upper(tail)),
        RateMethod::Jeffreys => jeffreys(count, tail)?,
        RateMethod::Byar => positive(byar(count, z)),
        RateMethod::ByarUnclipped => byar(count, z),
        RateMethod::Score => score(count, z),
        RateMethod::Wald => positive((count - z * count.sqrt(), count + z * count.sqrt())),
        RateMethod::WaldHalfEvent => positive((count - z * (count + 0.5).sqrt(), count + z * (count + 0.5).sqrt())),
        RateMethod::SquareRootAnscombe => {
            let (lower, upper) = square_root(count + 0.375, z);
            positive((lower - 0.375, upper - 0.375))
        }
        RateMethod::SquareRootVandenbroucke => square_root(count + (z * z + 2.0) / 12.0, z),
    })
}

fn jeffreys(count: f64, tail: f64) -> Result<(f64, f64)> {
    let shape = count + 0.5;
    let (below, above) = (Tails::from_lower(tail)?, Tails::from_upper(tail)?);
    Ok((inverse_incomplete_gamma(shape, below)?, inverse_incomplete_gamma(shape, above)?))
}

/// k (1 − 1/(9k) − z/(3√k))³ and (k+1) (1 − 1/(9(k+1)) + z/(3√(k+1)))³.
fn byar(count: f64, z: f64) -> (f64, f64) {
    let cubed = |c: f64, z: f64| c * (1.0 - 1.0 / (9.0 * c) + z / (3.0 * c.sqrt())).powi(3);
    (if count > 0.0 { cubed(count, -z) } else { 0.0 }, cubed(count + 1.0, z))
}

/// The roots m of (k − m)² = z² m; the lower as k² divided by the upper, which keeps its digits.
fn score(count: f64, z: f64) -> (f64, f64) {
    let upper = count + 0.5 * z * z + z * (count + 0.25 * z * z).sqrt();
    (if count > 0.0 { count * (count / upper) } else { 0.0 }, upper)
}

/// (√c ± z/2)², with a negative root taken as 0.
fn square_root(count: f64, z: f64) -> (f64, f64) {
    let (lower, upper) = ((count.sqrt() - 0.5 * z).max(0.0), count.sqrt() + 0.5 * z);
    (lower * lower, upper * upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn score_limits_solve_their_equation_by_hand() {
        // 4 events with z = 3: (4 − m)² = 9m has the roots 1 and 16
        let (lower, upper) = score(4.0, 3.0);
        assert!((lower - 1.0).abs() < 1e-15 && (upper - 16.0).abs() < 1e-14);
    }

    #[test]
    fn mid_p_without_an_event_uses_both_tails_above() {
        let got = rate_interval(0, 1.0, Confidence::default(), RateMethod::MidP).unwrap().unwrap();
        assert!(got.lower == 0.0 && (got.upper + 0.05f64.ln()).abs() < 1e-14);
    }

    #[test]
    fn unusable_exposures_are_refused() {
        for exposure in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(rate_interval(1, exposure, Confidence::default(), RateMethod::Garwood).unwrap_err().code(), "setting");
        }
        let error = rate_interval(2, 0.0, Confidence::default(), RateMethod::Garwood).unwrap_err();
        assert_eq!(error.to_string(), "exposure 0 cannot have 2 events; give the exposure in which they happened");
    }

    #[test]
    fn byar_is_negative_only_unclipped() {
        let confidence = Confidence::new(0.998).unwrap();
        assert_eq!(rate_interval(1, 1.0, confidence, RateMethod::Byar).unwrap().unwrap().lower, 0.0);
        assert!(rate_interval(1, 1.0, confidence, RateMethod::ByarUnclipped).unwrap().unwrap().lower < 0.0);
    }
}
