//! So many of so many: how far may the true share be from the one seen?

use super::minimum_likelihood;
use super::result::{Interval, IntervalMethod, Sides};
use crate::error::{Error, Result};
use crate::special::{BetaMixture, Tails, inverse_incomplete_beta, share};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the limits of one proportion are computed.
///
/// [`Wilson`](Self::Wilson) for most purposes; [`ClopperPearson`](Self::ClopperPearson) where the stated confidence must be a
/// guarantee; [`Jeffreys`](Self::Jeffreys) or [`MidP`](Self::MidP) between the two. Printing a method gives its usual name.
///
/// # References
///
/// R. G. Newcombe (1998), *Statistics in Medicine* 17, 857-872 (the methods compared); L. D. Brown, T. T. Cai, A. DasGupta (2001),
/// *Statistical Science* 16, 101-133 (which to use).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum ProportionMethod {
    /// Wilson's score interval (1927): the shares at which a test with the standard error *at that share* does not reject. Close to
    /// its stated confidence on average from 1 trial on; for single shares near 0 or 1 the coverage can fall some points below.
    #[default]
    Wilson,
    /// Wilson's interval with half a success taken off (below) and added (above): nearly as cautious as Clopper-Pearson; 0 below
    /// when there is no success, 1 above when there is no failure.
    WilsonContinuityCorrected,
    /// The exact interval of Clopper & Pearson (1934): covers at least as often as stated, always, and is the wider for it.
    ClopperPearson,
    /// Quantiles of Beta(k + ½, n − k + ½), with the lower limit set to 0 when k = 0 and the upper to 1 when k = n, as Brown, Cai &
    /// DasGupta (2001) advise: the plain quantiles exclude the observed share itself there.
    Jeffreys,
    /// Quantiles of Beta(k + ½, n − k + ½) as they are: the equal-tailed credible interval. With k = 0 it does *not* contain 0.
    JeffreysEqualTailed,
    /// Agresti & Coull (1998): the textbook formula after adding z²/2 successes and failures, cut off at 0 and 1. Never much narrower
    /// than Wilson, whose centre it has; wide near 0 and 1.
    AgrestiCoull,
    /// The same without the cut: for k = 0 the lower limit is negative. For comparison with software that prints it so.
    AgrestiCoullUnclipped,
    /// The textbook formula p ± z √(p(1−p)/n), cut off at 0 and 1. Weak: with k = 0 or k = n it claims certainty (width 0), and with
    /// fewer than about 40 trials, or a share near 0 or 1, it covers far less often than stated. For comparison only.
    Wald,
    /// The exact interval with the observed count counted half on each side: shorter than Clopper-Pearson and close to its stated
    /// confidence on average, but no guarantee.
    MidP,
    /// The shares that the two-sided exact test of R's `binom.test` (outcomes no more probable than the observed one) does not
    /// reject: Sterne's interval (1954). A guarantee like Clopper-Pearson, usually shorter. Where the shares not rejected have a gap,
    /// the interval spans it; its limits jump a little as the confidence changes.
    MinimumLikelihood,
}

impl fmt::Display for ProportionMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Wilson => "Wilson",
            Self::WilsonContinuityCorrected => "Wilson with continuity correction",
            Self::ClopperPearson => "Clopper-Pearson",
            Self::Jeffreys => "Jeffreys",
            Self::JeffreysEqualTailed => "Jeffreys, equal-tailed",
            Self::AgrestiCoull => "Agresti-Coull",
            Self::AgrestiCoullUnclipped => "Agresti-Coull, unclipped",
            Self::Wald => "Wald",
            Self::MidP => "mid-p",
            Self::MinimumLikelihood => "minimum likelihood",
        })
    }
}

/// The interval of a proportion of which `successes` in `trials` were seen.
///
/// `None` when there are no trials: nothing was seen, which is not a share of 0. The trials are taken as independent with one
/// probability; a register that is known completely has no sampling error and needs no such interval.
///
/// Limits are right for any count up to 2⁶⁴ and take a few microseconds ([`ProportionMethod::MinimumLikelihood`]: a tenth of
/// a millisecond with 10⁸ trials).
///
/// # Properties
///
/// Exchanging successes and failures turns the interval round: lower(n − k) = 1 − upper(k). More successes in the same trials never
/// lower a limit. From a confidence of 50 % on the interval contains k/n, except the equal-tailed Jeffreys interval at 0 and 1. Limits
/// stay within [0, 1], except the unclipped Agresti-Coull limits.
///
/// # Errors
///
/// [`Error::Setting`] when there are more successes than trials.
///
/// # Example
///
/// ```
/// use kaiin::rates::{ProportionMethod, proportion_interval};
/// use kaiin::Confidence;
/// let confidence = Confidence::default();
/// // nobody of 20 left: exact upper limit 1 − 0.025^(1/20)
/// let exact = proportion_interval(0, 20, confidence, ProportionMethod::ClopperPearson)?.expect("there are trials");
/// assert_eq!(exact.lower, 0.0);
/// assert!((exact.upper - (1.0 - 0.025f64.powf(0.05))).abs() < 1e-15);
/// assert_eq!(proportion_interval(0, 0, confidence, ProportionMethod::Wilson)?, None);
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// See [`ProportionMethod`].
pub fn proportion_interval(successes: u64, trials: u64, confidence: Confidence, method: ProportionMethod) -> Result<Option<Interval>> {
    if successes > trials {
        let reason = format!("is more than the {trials} trials; count a success only among those who were at risk");
        return Err(Error::setting("successes", successes, reason));
    }
    if trials == 0 {
        return Ok(None);
    }
    let seen = Seen { successes, failures: trials - successes, sides: Sides::of(confidence) };
    let (lower, upper) = seen.limits(method)?;
    Ok(Some(Interval { lower, upper, confidence, method: IntervalMethod::Proportion(method) }))
}

/// A count of successes and failures, at least one of them, and what is asked of each side.
#[derive(Clone, Copy)]
struct Seen {
    successes: u64,
    failures: u64,
    sides: Sides,
}

impl Seen {
    fn limits(self, method: ProportionMethod) -> Result<(f64, f64)> {
        let unit = |(lower, upper): (f64, f64)| (lower.clamp(0.0, 1.0), upper.clamp(0.0, 1.0));
        Ok(match method {
            ProportionMethod::Wilson => self.both_sides(Self::wilson_lower),
            ProportionMethod::WilsonContinuityCorrected => self.both_sides(Self::corrected_lower),
            ProportionMethod::ClopperPearson => self.clopper_pearson(),
            ProportionMethod::Jeffreys => self.jeffreys_with_edges()?,
            ProportionMethod::JeffreysEqualTailed => self.jeffreys()?,
            ProportionMethod::AgrestiCoull => unit(self.agresti_coull()),
            ProportionMethod::AgrestiCoullUnclipped => self.agresti_coull(),
            ProportionMethod::Wald => unit(self.wald()),
            ProportionMethod::MidP => self.mid_p(),
            ProportionMethod::MinimumLikelihood => self.minimum_likelihood(),
        })
    }

    fn k(self) -> f64 {
        self.successes as f64
    }

    fn n(self) -> f64 {
        self.successes as f64 + self.failures as f64
    }

    /// The same with successes and failures exchanged.
    fn mirrored(self) -> Self {
        Self { successes: self.failures, failures: self.successes, ..self }
    }

    /// A lower limit, and the upper limit as the lower limit of the failures.
    fn both_sides(self, lower: impl Fn(Self) -> f64) -> (f64, f64) {
        (lower(self), 1.0 - lower(self.mirrored()))
    }

    fn wilson_lower(self) -> f64 {
        wilson_lower(self.k(), self.failures as f64, self.sides.z)
    }

    fn corrected_lower(self) -> f64 {
        if self.successes == 0 { 0.0 } else { wilson_lower(self.k() - 0.5, self.failures as f64 + 0.5, self.sides.z) }
    }

    fn clopper_pearson(self) -> (f64, f64) {
        let exact = BetaMixture::new(self.k(), self.n());
        (share(exact.exact_lower_odds(self.sides.tail)).0, share(exact.exact_upper_odds(self.sides.tail)).0)
    }

    fn mid_p(self) -> (f64, f64) {
        let mixture = BetaMixture::new(self.k(), self.n());
        (share(mixture.mid_p_lower_odds(self.sides.tail)).0, share(mixture.mid_p_upper_odds(self.sides.tail)).0)
    }

    fn jeffreys(self) -> Result<(f64, f64)> {
        let (a, b) = (self.k() + 0.5, self.failures as f64 + 0.5);
        let (below, above) = (Tails::from_lower(self.sides.tail)?, Tails::from_upper(self.sides.tail)?);
        Ok((inverse_incomplete_beta(a, b, below)?, inverse_incomplete_beta(a, b, above)?))
    }

    fn jeffreys_with_edges(self) -> Result<(f64, f64)> {
        let (lower, upper) = self.jeffreys()?;
        Ok((if self.successes == 0 { 0.0 } else { lower }, if self.failures == 0 { 1.0 } else { upper }))
    }

    fn agresti_coull(self) -> (f64, f64) {
        let added = self.sides.z * self.sides.z;
        let n = self.n() + added;
        let (p, q) = ((self.k() + 0.5 * added) / n, (self.failures as f64 + 0.5 * added) / n);
        let half = self.sides.z * (p * q / n).sqrt();
        (p - half, p + half)
    }

    fn wald(self) -> (f64, f64) {
        let (p, q) = (self.k() / self.n(), self.failures as f64 / self.n());
        let half = self.sides.z * (p * q / self.n()).sqrt();
        (p - half, p + half)
    }

    fn minimum_likelihood(self) -> (f64, f64) {
        let alpha = 2.0 * self.sides.tail;
        let upper = minimum_likelihood::upper_odds(self.successes, self.failures, alpha);
        let lower = 1.0 / minimum_likelihood::upper_odds(self.failures, self.successes, alpha);
        (share(lower).0, share(upper).0)
    }
}

/// The smaller root p of (k/n − p)² = z² p (1 − p) / n for real k ≥ 0, in the form that keeps its digits when k is small.
///
/// ```text
/// p = 2k²/n / (2k + z² + z √(z² + 4k(n−k)/n))
/// ```
fn wilson_lower(k: f64, failures: f64, z: f64) -> f64 {
    let n = k + failures;
    if k <= 0.0 {
        return 0.0;
    }
    let root = (z * z + 4.0 * k * (failures / n)).sqrt();
    (2.0 * k * (k / n) / (2.0 * k + z * z + z * root)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(k: u64, n: u64, method: ProportionMethod) -> Interval {
        proportion_interval(k, n, Confidence::default(), method).unwrap().unwrap()
    }

    #[test]
    fn wilson_for_one_success_in_one_trial_by_hand() {
        // lower = 1/(1+z²), upper = 1
        let z = 1.959963984540054_f64;
        let got = interval(1, 1, ProportionMethod::Wilson);
        assert!((got.lower - 1.0 / (1.0 + z * z)).abs() < 1e-15 && got.upper == 1.0);
    }

    #[test]
    fn exact_limits_of_no_success_are_powers() {
        for n in [1, 10, 1_000_000, 100_000_000] {
            let exact = interval(0, n, ProportionMethod::ClopperPearson);
            let expected = -(0.025f64.ln() / n as f64).exp_m1();
            assert!(exact.lower == 0.0 && (exact.upper / expected - 1.0).abs() < 1e-13, "{n}");
            let half = interval(n, n, ProportionMethod::MidP);
            let expected = (0.05f64.ln() / n as f64).exp();
            assert!(half.upper == 1.0 && (half.lower - expected).abs() < 1e-15, "{n}");
        }
    }

    #[test]
    fn jeffreys_without_success_begins_at_zero_only_with_the_edges() {
        assert_eq!(interval(0, 10, ProportionMethod::Jeffreys).lower, 0.0);
        assert!(interval(0, 10, ProportionMethod::JeffreysEqualTailed).lower > 0.0);
        assert_eq!(interval(10, 10, ProportionMethod::Jeffreys).upper, 1.0);
    }

    #[test]
    fn agresti_coull_is_negative_only_unclipped() {
        assert_eq!(interval(0, 10, ProportionMethod::AgrestiCoull).lower, 0.0);
        assert!(interval(0, 10, ProportionMethod::AgrestiCoullUnclipped).lower < 0.0);
    }

    #[test]
    fn more_successes_than_trials_are_refused() {
        let error = proportion_interval(3, 2, Confidence::default(), ProportionMethod::Wilson).unwrap_err();
        assert_eq!(error.to_string(), "successes 3 is more than the 2 trials; count a success only among those who were at risk");
    }

    #[test]
    fn nothing_seen_is_no_interval() {
        assert_eq!(proportion_interval(0, 0, Confidence::default(), ProportionMethod::ClopperPearson).unwrap(), None);
    }

    #[test]
    fn methods_print_their_names() {
        assert_eq!(ProportionMethod::default().to_string(), "Wilson");
        assert_eq!(interval(1, 2, ProportionMethod::MidP).method.to_string(), "mid-p");
    }
}
