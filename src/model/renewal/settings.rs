//! When is the renewal date, and which days about it belong to it?

use crate::cohort::SpellsCounted;
use crate::error::{Error, Result};
use crate::survival::CurveInterval;
use crate::time::{FiscalCalendar, LeapDay};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// On which day memberships are renewed: the first day of the next year of membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenewalDate {
    /// On the anniversary of joining.
    Anniversary(LeapDay),
    /// On the first day of the fiscal year, for everybody. The first year is what is left of the fiscal year of joining.
    FiscalYear(FiscalCalendar),
}

/// How the share that stays through the mid-term is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MidTermSurvival {
    /// Kaplan-Meier over the days of the year. The default: mid-term and renewal combine to the Kaplan-Meier estimate of the year.
    #[default]
    ProductLimit,
    /// `exp(-force × days)`, with resignations spread evenly over the mid-term. One number a year, for projections.
    ConstantForce,
}

/// How lapse at renewal and resignation in mid-term are told apart; consumed by [`RenewalSettings::fit`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[must_use = "settings do nothing until `fit` is called"]
pub struct RenewalSettings {
    pub(super) date: RenewalDate,
    pub(super) before: u32,
    pub(super) after: u32,
    pub(super) mid_term: MidTermSurvival,
    pub(super) spells: SpellsCounted,
    pub(super) confidence: Confidence,
    pub(super) interval: CurveInterval,
}

/// The longest window: with more, what is left of the year is no mid-term.
const LONGEST_WINDOW: u32 = 300;

impl RenewalSettings {
    /// Leaving on the renewal date itself is a lapse at renewal; first memberships; 95 %.
    pub fn new(date: RenewalDate) -> Self {
        Self {
            date,
            before: 0,
            after: 0,
            mid_term: MidTermSurvival::default(),
            spells: SpellsCounted::default(),
            confidence: Confidence::default(),
            interval: CurveInterval::default(),
        }
    }

    /// How many days before and after the renewal date a first day out still counts as not renewing: resignations handed in for the end of
    /// the year, arrears struck off after a grace period. A window that reaches to the day of a mass exit takes it in.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when it is longer than 300 days together.
    pub fn window(self, before: u32, after: u32) -> Result<Self> {
        if before.saturating_add(after) > LONGEST_WINDOW {
            let reason = format!("days are more than {LONGEST_WINDOW}; what is left of the year would be no mid-term");
            return Err(Error::setting("window", format!("{before} + {after}"), reason));
        }
        Ok(Self { before, after, ..self })
    }

    /// How the share that stays through the mid-term is estimated.
    pub fn mid_term(self, rule: MidTermSurvival) -> Self {
        Self { mid_term: rule, ..self }
    }

    /// Which memberships count; the first of each person unless told.
    pub fn spells(self, spells: SpellsCounted) -> Self {
        Self { spells, ..self }
    }

    /// How often limits contain the true value.
    pub fn confidence(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// On which scale the limits of the shares still there are computed.
    pub fn interval(self, interval: CurveInterval) -> Self {
        Self { interval, ..self }
    }
}
