//! Which leavers weigh how much, and how the variance treats those who leave at one time: the settings of a log-rank test.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a difference at a time weighs, early against late. The weight must be chosen before the data are looked at.
///
/// With `N` at risk and `D` leavers at a time, all groups of the stratum together: `S(t−)` is the Kaplan-Meier share of all groups together
/// just before the time (left-continuous), `S̃(t)` the product of `1 − D / (N + 1)` up to and with the time. Printing gives the usual name.
///
/// # References
///
/// D. P. Harrington, T. R. Fleming (1982), *Biometrika* 69, 553–566 (the G-rho family); R. E. Tarone, J. Ware (1977), *Biometrika* 64,
/// 156–160; R. Peto, J. Peto (1972), *J. R. Statist. Soc. A* 135, 185–207; J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*,
/// 2nd ed., section 7.3.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LogRankWeight {
    /// 1: every leaver counts the same. The default; best when one group leaves at a constant multiple of the other's rate.
    #[default]
    LogRank,
    /// `N`, the Wilcoxon test of Gehan and Breslow. Depends on how many are censored, and with delayed entry on when people enter.
    GehanBreslow,
    /// `√N`, between the two above.
    TaroneWare,
    /// `S̃(t)`, the weight of Peto and Peto as in Klein and Moeschberger and in lifelines (`peto`).
    PetoPeto,
    /// `S̃(t) N / (N + 1)`, as modified by Andersen.
    ModifiedPetoPeto,
    /// `S(t−)^rho`, as R `survdiff(rho = …)`: 0 is the log-rank test, 1 what R calls the Peto and Peto modification of the Gehan-Wilcoxon test.
    GRho(f64),
    /// `S(t−)^rho (1 − S(t−))^gamma` of Fleming and Harrington: a gamma above 0 looks at late differences.
    FlemingHarrington {
        /// Weight of the early.
        rho: f64,
        /// Weight of the late, at least 0.
        gamma: f64,
    },
}

impl LogRankWeight {
    /// That the powers can be used.
    fn check(self) -> Result<()> {
        let (rho, gamma) = match self {
            Self::GRho(rho) => (rho, 0.0),
            Self::FlemingHarrington { rho, gamma } => (rho, gamma),
            _ => return Ok(()),
        };
        if !rho.is_finite() {
            return Err(Error::setting(
                "rho",
                rho,
                "is not a finite number; write 0 for the log-rank test, 1 for more weight on the early",
            ));
        }
        if !(gamma >= 0.0 && gamma.is_finite()) {
            return Err(Error::setting("gamma", gamma, "is not a finite number of at least 0; write 1 for more weight on the late"));
        }
        Ok(())
    }
}

impl fmt::Display for LogRankWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LogRank => f.pad("log-rank"),
            Self::GehanBreslow => f.pad("Gehan-Breslow"),
            Self::TaroneWare => f.pad("Tarone-Ware"),
            Self::PetoPeto => f.pad("Peto-Peto"),
            Self::ModifiedPetoPeto => f.pad("modified Peto-Peto"),
            Self::GRho(rho) => write!(f, "G-rho ({rho})"),
            Self::FlemingHarrington { rho, gamma } => write!(f, "Fleming-Harrington ({rho}, {gamma})"),
        }
    }
}

/// How the variance, and for one of them the expectation, treats several leavers at one time. Without such ties all three are one.
///
/// With `n` at risk and `d` leavers in a group, `N` and `D` in all groups together, `p = n / N` and `c = 1` for a group with itself, else 0, the
/// covariance of two groups `g` and `h` at a time is a multiple of `p_g (c − p_h)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TieVariance {
    /// `D (N − D) / (N − 1)`, of the hypergeometric distribution: leavers are drawn without replacement. The log-rank test proper, as R
    /// `survdiff`. The default.
    #[default]
    Hypergeometric,
    /// `D`: as if leavers were put back. The score test of Cox regression with Breslow's ties, R `coxph(ties = "breslow")$score`.
    CoxBreslow,
    /// Leavers of one time leave one after the other, each of them equally likely to be first: the score test of Cox regression with Efron's
    /// ties, R `coxph(ties = "efron")$score`. The expectation differs too.
    CoxEfron,
}

/// How a log-rank test is made.
///
/// # Example
///
/// ```
/// use kaiin::survival::{LogRankSettings, LogRankWeight};
/// let settings = LogRankSettings::new().weight(LogRankWeight::GRho(1.0))?.outcome("arrears");
/// assert!(LogRankSettings::new().weight(LogRankWeight::GRho(f64::NAN)).is_err());
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[must_use = "settings do nothing until a test is made"]
pub struct LogRankSettings {
    pub(super) weight: LogRankWeight,
    pub(super) ties: TieVariance,
    pub(super) outcome: Option<String>,
}

impl LogRankSettings {
    /// The log-rank test with the hypergeometric variance, for leaving with any outcome.
    pub fn new() -> Self {
        Self::default()
    }

    /// How much a difference at a time weighs.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a power that is not a finite number, or a gamma below 0.
    pub fn weight(mut self, weight: LogRankWeight) -> Result<Self> {
        weight.check()?;
        self.weight = weight;
        Ok(self)
    }

    /// How several leavers at one time are treated.
    pub fn ties(mut self, ties: TieVariance) -> Self {
        self.ties = ties;
        self
    }

    /// Only who left with this outcome has an event; others who leave count as censored. This compares rates of leaving for that reason among
    /// those who are there, not shares who ever leave for it; for these take [`GraySettings`](super::GraySettings).
    pub fn outcome(mut self, name: impl Into<String>) -> Self {
        self.outcome = Some(name.into());
        self
    }
}
