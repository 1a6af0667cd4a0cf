//! The limits of a survival curve, on the scale on which they are computed.

use crate::special::{Tails, normal_quantile};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};
use std::f64::consts::FRAC_PI_2;
use std::fmt;

/// Two limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// On which scale the limits of a curve are symmetric.
///
/// With `S` the share, `s` the standard error of `log S` and `z` the normal quantile:
///
/// # Formula
///
/// ```text
/// plain    S ± z S s, cut to [0, 1]
/// log      S exp(± z s), cut at 1
/// log-log  S ^ exp(± z s / log S)
/// logit    logit⁻¹(logit S ± z s / (1 - S))
/// arcsine  sin²(asin √S ± ½ z s √(S / (1 - S)))
/// ```
///
/// # References
///
/// J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*, 2nd ed., section 4.3; Ø. Borgan and K. Liestøl (1990), *Scand. J.
/// Statist.* 17, 35–41 (log-log and arcsine keep their level from about 25 rows on, plain needs 100 and more).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurveInterval {
    /// Symmetric about the share itself; can leave [0, 1] and is cut.
    Plain,
    /// Symmetric about its logarithm. The default of R.
    Log,
    /// Symmetric about `log(-log S)`. The default: stays in [0, 1] and keeps its level in small groups.
    #[default]
    LogLog,
    /// Symmetric about the log odds.
    Logit,
    /// Symmetric about the arcsine of the square root.
    Arcsine,
}

impl CurveInterval {
    /// The limits of a share with the standard error of its logarithm; `None` where the scale has none (nobody left yet, nobody is left).
    pub(crate) fn limits(self, share: f64, log_se: f64, z: f64) -> Option<Limits> {
        if share <= 0.0 || !log_se.is_finite() || (share >= 1.0 && !matches!(self, Self::Plain | Self::Log)) {
            return None;
        }
        let half = z * log_se;
        let (lower, upper) = match self {
            Self::Plain => ((share - half * share).max(0.0), (share + half * share).min(1.0)),
            Self::Log => (share * (-half).exp(), (share * half.exp()).min(1.0)),
            Self::LogLog => {
                let factor = (half / share.ln()).exp();
                (share.powf(1.0 / factor), share.powf(factor))
            }
            Self::Logit => {
                let (odds, half) = (share / (1.0 - share), half / (1.0 - share));
                let share_of = |odds: f64| odds / (1.0 + odds);
                let upper = odds * half.exp();
                (share_of(odds * (-half).exp()), if upper.is_finite() { share_of(upper) } else { 1.0 })
            }
            Self::Arcsine => {
                let (angle, half) = (share.sqrt().asin(), 0.5 * half * (share / (1.0 - share)).sqrt());
                ((angle - half).max(0.0).sin().powi(2), (angle + half).min(FRAC_PI_2).sin().powi(2))
            }
        };
        Some(Limits { lower, upper })
    }
}

impl fmt::Display for CurveInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Log => "log",
            Self::LogLog => "log-log",
            Self::Logit => "logit",
            Self::Arcsine => "arcsine",
        })
    }
}

/// The normal quantile of a two-sided confidence.
pub(super) fn z_of(confidence: Confidence) -> f64 {
    normal_quantile(Tails::of_upper((1.0 - confidence.get()) / 2.0))
}
