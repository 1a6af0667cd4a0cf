//! Which intervals, and when in them people are last seen: the settings of a life table.

use crate::error::{Error, Result};
use crate::survival::limits::CurveInterval;
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// When in an interval those were last seen who were not seen to its end, and when those came who entered in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalTiming {
    /// Evenly over it, so that each counts for half. The default, and what "actuarial" means.
    #[default]
    Uniform,
    /// At its start: they do not count. Probabilities are the largest then.
    AtStart,
    /// At its end: each counts in full; who entered in the interval counts from its start. Probabilities are the smallest then.
    AtEnd,
}

impl WithdrawalTiming {
    /// For how much one counts who was seen in a part of the interval only.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Uniform => 0.5,
            Self::AtStart => 0.0,
            Self::AtEnd => 1.0,
        }
    }
}

/// To which interval a time belongs that is the end of one and the start of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AtBoundary {
    /// To the interval that it ends: intervals are `(start, end]`. The default: who does not renew leaves after exactly a year and belongs
    /// to the first year; the share left at an end is that of the survival curve. Who is last seen at the end was at risk in the whole interval.
    #[default]
    Before,
    /// To the interval that it starts: intervals are `[start, end)`, as in Klein and Moeschberger and in R's `cut(right = FALSE)`.
    After,
}

/// How a life table is made.
///
/// # Example
///
/// ```
/// use kaiin::survival::LifeTableSettings;
/// // Of 100 members 10 are last seen and 19 leave in the first year, 4 and 12 in the second.
/// let table = LifeTableSettings::every(1.0, 2)?.of_counts(100.0, &[10.0, 4.0], &[19.0, 12.0])?;
/// assert_eq!(table.rows()[0].probability, Some(0.2)); // 19 of 95
/// assert_eq!(table.rows()[1].survival, Some(0.8));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use = "settings do nothing until a table is made"]
pub struct LifeTableSettings {
    pub(super) breaks: Vec<f64>,
    pub(super) open_ended: bool,
    pub(super) timing: WithdrawalTiming,
    pub(super) boundary: AtBoundary,
    pub(super) interval: CurveInterval,
    pub(super) confidence: Confidence,
}

/// Settings as they are read back, before the times are checked.
#[derive(Deserialize)]
struct Unchecked {
    breaks: Vec<f64>,
    open_ended: bool,
    timing: WithdrawalTiming,
    boundary: AtBoundary,
    interval: CurveInterval,
    confidence: Confidence,
}

impl TryFrom<Unchecked> for LifeTableSettings {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { breaks, open_ended, timing, boundary, interval, confidence } = read;
        Ok(Self { open_ended, timing, boundary, interval, confidence, ..Self::between(&breaks)? })
    }
}

/// More intervals than any table has.
const MOST_INTERVALS: usize = 1_000_000;

impl LifeTableSettings {
    /// Intervals between the given times, ascending.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when there are fewer than two times, or one is not finite or not after the one before it.
    pub fn between(breaks: &[f64]) -> Result<Self> {
        if breaks.len() < 2 {
            return Err(Error::setting("breaks", breaks.len(), "times make no interval; give two or more"));
        }
        if let Some(wrong) = breaks.iter().find(|time| !time.is_finite()) {
            return Err(Error::setting("breaks", wrong, "is not a finite number; end the table with open_ended() instead"));
        }
        if let Some(pair) = breaks.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(Error::setting("breaks", pair[1], format!("does not come after {}; give ascending times", pair[0])));
        }
        Ok(Self {
            breaks: breaks.to_vec(),
            open_ended: false,
            timing: WithdrawalTiming::default(),
            boundary: AtBoundary::default(),
            interval: CurveInterval::default(),
            confidence: Confidence::default(),
        })
    }

    /// So many intervals of one width, from 0 on; 365.25 days make a year.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the width is not above 0 or there is no interval; [`Error::Limit`] for more than a million.
    pub fn every(width: f64, intervals: usize) -> Result<Self> {
        if !(width > 0.0 && width.is_finite()) {
            return Err(Error::setting("width", width, "is not a finite number above 0; give the length of an interval"));
        }
        if intervals > MOST_INTERVALS {
            let (found, limit) = (intervals as u64, MOST_INTERVALS as u64);
            return Err(Error::Limit { what: "intervals of a life table", found, limit, advice: "give wider intervals".into() });
        }
        Self::between(&(0..=intervals).map(|at| at as f64 * width).collect::<Vec<f64>>())
    }

    /// One more interval, from the last time on, without an end.
    pub fn open_ended(mut self) -> Self {
        self.open_ended = true;
        self
    }

    /// When in an interval people are last seen, or enter.
    pub fn timing(mut self, timing: WithdrawalTiming) -> Self {
        self.timing = timing;
        self
    }

    /// To which interval a time at a boundary belongs.
    pub fn boundary(mut self, boundary: AtBoundary) -> Self {
        self.boundary = boundary;
        self
    }

    /// On which scale limits of the share still there are computed.
    pub fn interval(mut self, interval: CurveInterval) -> Self {
        self.interval = interval;
        self
    }

    /// How often the limits contain the true share.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Number of intervals, with the open one.
    #[must_use]
    pub fn intervals(&self) -> usize {
        self.breaks.len() - 1 + usize::from(self.open_ended)
    }

    /// The start of an interval and its end; `None` for the end of the open one.
    pub(super) fn ends(&self, interval: usize) -> (f64, Option<f64>) {
        (self.breaks[interval], self.breaks.get(interval + 1).copied())
    }
}
