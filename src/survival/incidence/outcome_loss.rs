//! Which reason costs most: members and time of membership lost to each reason before a horizon.

use super::cumulative_incidence::{CumulativeIncidence, OutcomeShare};
use super::jackknife::{ChosenRows, Span};
use super::settings::{IncidenceSettings, IncidenceVariance};
use super::variance::Leaving;
use crate::error::{Error, Result};
use crate::survival::limits::{Limits, z_of};
use crate::survival::observations::Observations;
use crate::survival::risk_table::RiskTable;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// What one outcome costs before a horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeLoss {
    /// The outcome.
    pub outcome: String,
    /// Weight that was seen to leave for it by the horizon.
    pub events: f64,
    /// Share of those who start that leaves for it by the horizon.
    pub incidence: OutcomeShare,
    /// The limits of the share, on the scale of the settings; `None` where that has none.
    pub incidence_limits: Option<Limits>,
    /// Mean time lost to it by the horizon, of all who start, in the unit of the times.
    pub time_lost: f64,
    /// Its standard error.
    pub time_error: f64,
    /// Normal limits of the time lost, cut at 0 and at the whole time.
    pub time_limits: Limits,
    /// Share of all time lost that is lost to it; `None` when none is.
    pub share_of_time: Option<f64>,
}

/// By what outcomes are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossRanking {
    /// By the share of members who leave for the outcome by the horizon. The default: it is what "costs members" means.
    #[default]
    Members,
    /// By the time lost: who leaves early costs more than who leaves late. Dues follow it.
    Time,
}

/// What each outcome costs before a horizon, the costliest first; outcomes that cost the same by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeLosses {
    /// The horizon.
    pub horizon: f64,
    /// By what they are ranked.
    pub ranking: LossRanking,
    /// The outcomes.
    pub ranked: Vec<OutcomeLoss>,
    /// Mean time kept by the horizon, in the unit of the times: with all that is lost it makes the time from the origin to the horizon.
    pub time_kept: f64,
    /// Whether the horizon lies after the last time seen, so that incidences were drawn on flat: too little is lost then.
    pub beyond_follow_up: bool,
}

impl CumulativeIncidence {
    /// Which outcome costs most by a horizon: members and time of membership lost to each, ranked by members. Rank them
    /// [by time](OutcomeLosses::ranked_by) for the other answer.
    ///
    /// Time is counted from the [origin](RiskTable::origin) of the clock; before the earliest entry nothing is lost.
    ///
    /// # Formula
    ///
    /// With `F` the incidence of an outcome and `τ` the horizon:
    ///
    /// ```text
    /// lost = ∫ F from origin to τ
    /// Var  = sum over times u ≤ τ of S(before u)² ((τ - u - R)² Var p₁ + R² Var p₂ - 2 (τ - u - R) R Cov(p₁, p₂))
    /// ```
    ///
    /// where `R` is the mean time lost to the outcome from `u` to `τ` by those still there after `u`, `p₁` the share that leaves for it at
    /// `u`, `p₂` that for the others, with the variances of [`IncidenceVariance`]. The errors of a robust incidence cannot be added up this way:
    /// use [`IncidenceSettings::robust_losses`].
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when the horizon is not after the origin or not finite. [`Error::Missing`] for a robust incidence.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::survival::{IncidenceSettings, LossRanking, Observations};
    /// let rows = Observations::of_outcomes(&[1.0, 4.0, 4.0, 5.0], &[Some("arrears"), Some("moved"), Some("moved"), None])?;
    /// let losses = IncidenceSettings::new().incidence(&rows.risk_table()?)?.losses(5.0)?;
    /// // Two of four move after 4 years: half a year each a head. One of four falls into arrears after 1 year: one year a head.
    /// assert_eq!((losses.ranked[0].outcome.as_str(), losses.ranked[0].time_lost), ("moved", 0.5));
    /// let losses = losses.ranked_by(LossRanking::Time);
    /// assert_eq!((losses.ranked[0].outcome.as_str(), losses.ranked[0].time_lost), ("arrears", 1.0));
    /// assert_eq!(losses.time_kept, 3.5);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// P. K. Andersen (2013), *Statistics in Medicine* 32, 5278–5285.
    pub fn losses(&self, horizon: f64) -> Result<OutcomeLosses> {
        if self.robust {
            let advice = "take IncidenceSettings::robust_losses of the rows";
            return Err(Error::missing("the rows of a robust incidence", advice));
        }
        let variance = self.settings.variance;
        self.losses_with(horizon, |slopes, outcome| slopes.error(&self.table, outcome, variance))
    }

    fn losses_with(&self, horizon: f64, error: impl Fn(&Slopes, usize) -> f64) -> Result<OutcomeLosses> {
        let origin = self.table.origin();
        if !horizon.is_finite() || horizon <= origin {
            return Err(Error::setting("horizon", horizon, format!("is not after the origin {origin}; give a later, finite horizon")));
        }
        let (last, width) = (self.position_before(horizon), self.outcomes().len());
        let slopes: Vec<Slopes> = (0..width).map(|outcome| Slopes::new(self, outcome, horizon)).collect();
        let all: f64 = slopes.iter().map(|slopes| slopes.area).sum();
        let loss = |(outcome, slopes): (usize, &Slopes)| {
            let incidence = last.map_or(OutcomeShare::default(), |at| self.incidence[at * width + outcome]);
            let time_error = error(slopes, outcome);
            OutcomeLoss {
                outcome: self.outcomes()[outcome].clone(),
                events: self.table.rows().take_while(|row| row.time <= horizon).map(|row| row.events[outcome]).sum(),
                incidence,
                incidence_limits: self.limits(incidence),
                time_lost: slopes.area,
                time_error,
                time_limits: normal_limits(slopes.area, time_error, horizon - origin, self.settings.confidence),
                share_of_time: (all > 0.0).then(|| slopes.area / all),
            }
        };
        let ranked = slopes.iter().enumerate().map(loss).collect();
        let is_over = self.table.times().last().zip(self.survival.last()).is_none_or(|(&last, still)| last < horizon && still.share > 0.0);
        let losses =
            OutcomeLosses { horizon, ranking: LossRanking::Members, ranked, time_kept: horizon - origin - all, beyond_follow_up: is_over };
        Ok(losses.ranked_by(LossRanking::Members))
    }
}

impl IncidenceSettings {
    /// What each outcome costs, as [`CumulativeIncidence::losses`], with errors by person.
    ///
    /// # Errors
    ///
    /// As [`CumulativeIncidence::losses`] and [`IncidenceSettings::robust_incidence`].
    pub fn robust_losses(&self, rows: &Observations, group: &str, horizon: f64) -> Result<OutcomeLosses> {
        let chosen = ChosenRows::new(rows, group)?;
        self.robust_of(&chosen).losses_with(horizon, |slopes, outcome| slopes.error_by_person(&chosen, outcome))
    }
}

fn normal_limits(value: f64, error: f64, largest: f64, confidence: Confidence) -> Limits {
    let half = z_of(confidence) * error;
    Limits { lower: (value - half).max(0.0), upper: (value + half).min(largest) }
}

/// How the time lost to an outcome depends on what happens at each time up to the horizon.
struct Slopes {
    area: f64,
    /// For each time: the share still there before it, the time from it to the horizon less `R`, and `R`.
    at: Vec<(f64, f64, f64)>,
}

impl Slopes {
    fn new(incidence: &CumulativeIncidence, outcome: usize, horizon: f64) -> Self {
        let table = &incidence.table;
        let used = incidence.position_before(horizon).map_or(0, |last| last + 1);
        let mut at = vec![(0.0, 0.0, 0.0); used];
        let mut lost = 0.0;
        for (position, slope) in at.iter_mut().enumerate().rev() {
            let before = position.checked_sub(1).map_or(1.0, |before| incidence.survival[before].share);
            let left = horizon - table.times()[position];
            *slope = (before, left - lost, lost);
            if let Some(leaving) = Leaving::at(table, position) {
                lost = table.row(position).events[outcome] / leaving.at_risk * left + leaving.stayed * lost;
            }
        }
        Self { area: lost, at }
    }

    /// The standard error of the area from the counts.
    fn error(&self, table: &RiskTable, outcome: usize, variance: IncidenceVariance) -> f64 {
        let part = |(position, &(before, own, later)): (usize, &(f64, f64, f64))| {
            let turn = Leaving::at(table, position)?.turn(table.row(position).events[outcome], variance);
            let squares = own * own * turn.own_variance + later * later * turn.other_variance - 2.0 * own * later * turn.covariance;
            Some(before * before * squares)
        };
        self.at.iter().enumerate().filter_map(part).sum::<f64>().max(0.0).sqrt()
    }

    /// The standard error of the area by person.
    fn error_by_person(&self, chosen: &ChosenRows, outcome: usize) -> f64 {
        let table = &chosen.table;
        let mut while_at_risk = vec![0.0];
        let mut sum = 0.0;
        for (position, &(before, own, later)) in self.at.iter().enumerate() {
            let row = table.row(position);
            let (events, others) = (row.events[outcome], row.all_events() - row.events[outcome]);
            sum += before / (row.at_risk * row.at_risk) * (own * events - later * others);
            while_at_risk.push(sum);
        }
        let used = self.at.len();
        chosen.error_of(|Span { first, last, outcome: end }| {
            let passed = while_at_risk[(last + 1).min(used)] - while_at_risk[first.min(used)];
            let left = self.at.get(last).filter(|_| end > 0).map_or(0.0, |&(before, own, later)| {
                let slope = if end as usize == outcome + 1 { own } else { -later };
                before / table.row(last).at_risk * slope
            });
            left - passed
        })
    }
}

impl OutcomeLosses {
    /// The same, ranked by another cost.
    #[must_use]
    pub fn ranked_by(mut self, ranking: LossRanking) -> Self {
        let cost = |loss: &OutcomeLoss| match ranking {
            LossRanking::Members => loss.incidence.share,
            LossRanking::Time => loss.time_lost,
        };
        self.ranked.sort_by(|a, b| cost(b).total_cmp(&cost(a)).then_with(|| a.outcome.cmp(&b.outcome)));
        self.ranking = ranking;
        self
    }

    /// The outcome that costs most; `None` when nobody left.
    #[must_use]
    pub fn costliest(&self) -> Option<&OutcomeLoss> {
        self.ranked.first().filter(|loss| loss.incidence.share > 0.0)
    }

    /// The table: a row an outcome, the costliest first.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |value: &dyn Fn(&OutcomeLoss) -> Option<f64>| Values::Reals(self.ranked.iter().map(value).collect());
        let columns = [
            ("outcome", Values::Texts(self.ranked.iter().map(|loss| Some(loss.outcome.clone())).collect())),
            ("events", column(&|loss| Some(loss.events))),
            ("incidence", column(&|loss| Some(loss.incidence.share))),
            ("incidence_error", column(&|loss| Some(loss.incidence.error))),
            ("incidence_lower", column(&|loss| loss.incidence_limits.map(|limits| limits.lower))),
            ("incidence_upper", column(&|loss| loss.incidence_limits.map(|limits| limits.upper))),
            ("time_lost", column(&|loss| Some(loss.time_lost))),
            ("time_error", column(&|loss| Some(loss.time_error))),
            ("time_lower", column(&|loss| Some(loss.time_limits.lower))),
            ("time_upper", column(&|loss| Some(loss.time_limits.upper))),
            ("share_of_time", column(&|loss| loss.share_of_time)),
        ];
        Table::of_columns("losses", columns)
    }
}
