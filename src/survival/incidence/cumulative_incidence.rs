//! Who leaves for which reason: the cumulative incidence of each outcome, with errors and limits.

use super::settings::{IncidenceSettings, IncidenceVariance, LimitsOn};
use super::variance::{Leaving, Spread};
use crate::error::{Error, Result};
use crate::survival::curve::{EarlyRisk, SurvivalSettings};
use crate::survival::limits::{CurveInterval, Limits, z_of};
use crate::survival::risk_table::RiskTable;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// An estimated share with its standard error, which is 0 as long as the share is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct OutcomeShare {
    /// The share.
    pub share: f64,
    /// Its standard error.
    pub error: f64,
}

/// One time of a [`CumulativeIncidence`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncidencePoint<'a> {
    /// The time.
    pub time: f64,
    /// Weight at risk just before the time.
    pub at_risk: f64,
    /// Weight that left at the time, by outcome.
    pub events: &'a [f64],
    /// Weight last seen at the time.
    pub censored: f64,
    /// Share still there just after the time.
    pub survival: OutcomeShare,
    /// Share that had left by the time, by outcome.
    pub incidence: &'a [OutcomeShare],
}

/// The share that had left for each reason by each time (Aalen-Johansen), for one group, when reasons compete.
///
/// The shares of all reasons and the share still there add up to 1. Assumes that who is no longer seen would have left like those who are,
/// for the same reasons, and that who enters late is like those who were there. One minus the Kaplan-Meier curve of one reason, with the
/// others as censored, is not this: it tells what would happen if the other reasons did not exist, and is too high.
///
/// # Formula
///
/// With `d` the events of an outcome and `n` those at risk at each time up to `t`, and `S` the Kaplan-Meier curve of leaving at all:
///
/// ```text
/// F(t) = sum of S(before the time) d / n
/// ```
///
/// The variance is that of the [settings](IncidenceVariance).
///
/// With fewer than about ten leavers for a reason no error or limits are worth much; with delayed entry look at
/// [`early_risk`](CumulativeIncidence::early_risk) first.
///
/// # Example
///
/// ```
/// use kaiin::survival::{IncidenceSettings, Observations};
/// let rows = Observations::of_outcomes(&[1.0, 2.0, 2.0, 3.0], &[Some("arrears"), Some("death"), None, Some("arrears")])?;
/// let incidence = IncidenceSettings::new().incidence(&rows.risk_table()?)?;
/// // One of 4 left for arrears; then one of 3 died, 3/4 · 1/3; then the last one left for arrears.
/// let shares: Vec<f64> = incidence.points().map(|point| point.incidence[0].share).collect();
/// assert_eq!(shares, [0.25, 0.25, 0.75]);
/// assert_eq!(incidence.at("death", 2.5)?.map(|found| found.share), Some(0.25));
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// O. Aalen, S. Johansen (1978), *Scand. J. Statist.* 5, 141–150; P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding (1993), *Statistical
/// Models Based on Counting Processes*, section IV.4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct CumulativeIncidence {
    pub(super) settings: IncidenceSettings,
    pub(super) table: RiskTable,
    pub(super) survival: Vec<OutcomeShare>,
    /// `incidence[time * outcomes + outcome]`.
    pub(super) incidence: Vec<OutcomeShare>,
    /// Whether errors come from persons and not from the counts.
    pub(super) robust: bool,
}

/// An incidence as it is read back, before its columns are compared.
#[derive(Deserialize)]
struct Unchecked {
    settings: IncidenceSettings,
    table: RiskTable,
    survival: Vec<OutcomeShare>,
    incidence: Vec<OutcomeShare>,
    robust: bool,
}

impl TryFrom<Unchecked> for CumulativeIncidence {
    type Error = Error;

    fn try_from(read: Unchecked) -> Result<Self> {
        let Unchecked { settings, table, survival, incidence, robust } = read;
        let times = table.times().len();
        if survival.len() != times || incidence.len() != times * table.outcomes().len() {
            return Err(Error::setting("incidence", format!("of {times} times"), "has columns that do not fit; write it again"));
        }
        Ok(Self { settings, table, survival, incidence, robust })
    }
}

impl IncidenceSettings {
    /// The incidence of each outcome of a group, in O(times × outcomes).
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] for the infinitesimal jackknife of a table with delayed entry or weights: it needs the rows
    /// ([`robust_incidence`](IncidenceSettings::robust_incidence)). Without both it is Greenwood's variance, to the last digit.
    pub fn incidence(&self, table: &RiskTable) -> Result<CumulativeIncidence> {
        if self.variance == IncidenceVariance::InfinitesimalJackknife && !table.is_seen_from_start() {
            return Err(Error::missing(
                "the infinitesimal jackknife of counts with delayed entry or weights",
                "it depends on which entry belongs to which exit; take IncidenceSettings::robust_incidence of the rows, or Greenwood's variance",
            ));
        }
        Ok(self.of_counts(table))
    }

    /// The incidence with errors from the counts.
    pub(super) fn of_counts(&self, table: &RiskTable) -> CumulativeIncidence {
        let width = table.outcomes().len();
        let (mut survival, mut incidence) = (Vec::with_capacity(table.times().len()), Vec::with_capacity(table.times().len() * width));
        let mut still = OutcomeShare { share: 1.0, error: 0.0 };
        let mut spread_of_all = Spread::default();
        let mut spreads = vec![Spread::default(); width];
        let mut shares = vec![OutcomeShare::default(); width];
        for at in 0..table.times().len() {
            if let Some(leaving) = Leaving::at(table, at) {
                for ((share, spread), &events) in shares.iter_mut().zip(&mut spreads).zip(table.row(at).events) {
                    let turn = leaving.turn(events, self.variance);
                    spread.pass(&turn, still.share);
                    *share = OutcomeShare { share: share.share + still.share * turn.own, error: spread.incidence_error() };
                }
                spread_of_all.pass(&leaving.turn(leaving.events, self.variance), still.share);
                still = OutcomeShare { share: still.share * leaving.stayed, error: spread_of_all.survival_error() };
            }
            survival.push(still);
            incidence.extend_from_slice(&shares);
        }
        CumulativeIncidence { settings: *self, table: table.clone(), survival, incidence, robust: false }
    }
}

impl CumulativeIncidence {
    /// The names of the outcomes, in order.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        self.table.outcomes()
    }

    /// Who was at risk.
    #[must_use]
    pub fn risk_table(&self) -> &RiskTable {
        &self.table
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &IncidenceSettings {
        &self.settings
    }

    /// Whether errors allow for rows of one person and for weights that are not counts.
    #[must_use]
    pub fn is_robust(&self) -> bool {
        self.robust
    }

    /// The times at which something happened, ascending.
    pub fn points(&self) -> impl DoubleEndedIterator<Item = IncidencePoint<'_>> + ExactSizeIterator + '_ {
        (0..self.survival.len()).map(|at| self.point(at))
    }

    fn point(&self, at: usize) -> IncidencePoint<'_> {
        let (row, width) = (self.table.row(at), self.outcomes().len());
        IncidencePoint {
            time: row.time,
            at_risk: row.at_risk,
            events: row.events,
            censored: row.censored,
            survival: self.survival[at],
            incidence: &self.incidence[at * width..(at + 1) * width],
        }
    }

    /// The share that had left for an outcome by a time: 0 before the first event; `None` before anyone was seen, for NaN, and after the
    /// last time seen while anyone was left.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] when there is no such outcome.
    pub fn at(&self, outcome: &str, time: f64) -> Result<Option<OutcomeShare>> {
        let position = self.table.outcome_position(outcome)?;
        Ok(self.is_known(time).then(|| self.position_before(time).map_or(OutcomeShare::default(), |at| self.point(at).incidence[position])))
    }

    /// The share still there after a time, with the same ends as [`CumulativeIncidence::at`].
    #[must_use]
    pub fn survival_at(&self, time: f64) -> Option<OutcomeShare> {
        let from_start = OutcomeShare { share: 1.0, error: 0.0 };
        self.is_known(time).then(|| self.position_before(time).map_or(from_start, |at| self.survival[at]))
    }

    fn is_known(&self, time: f64) -> bool {
        let first = self.table.first_entry().unwrap_or(self.table.origin());
        let ends = self.table.times().last().zip(self.survival.last());
        ends.is_some_and(|(&last, survival)| time >= first && (time <= last || survival.share <= 0.0))
    }

    /// The position in force at a time: the last one at or before it.
    pub(super) fn position_before(&self, time: f64) -> Option<usize> {
        self.table.times().partition_point(|&seen| seen <= time).checked_sub(1)
    }

    /// The limits of a share, on the scale of the settings; `None` where the scale has none: at a share of 0, and at 1 on the log-log, logit
    /// and arcsine scales.
    #[must_use]
    pub fn limits(&self, share: OutcomeShare) -> Option<Limits> {
        self.settings.limits_of(share, self.settings.interval, self.settings.confidence)
    }

    /// The limits of a share on any scale.
    #[must_use]
    pub fn limits_on(&self, share: OutcomeShare, interval: CurveInterval, confidence: Confidence) -> Option<Limits> {
        self.settings.limits_of(share, interval, confidence)
    }

    /// The incidence among those still there at `start`: "leaves for arrears within ten years, given five". What happens at `start` itself
    /// counts.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when nobody was at risk at `start` or later. [`Error::Missing`] for a robust incidence: make it from the rows.
    pub fn given(&self, start: f64) -> Result<Self> {
        if self.robust {
            return Err(Error::missing(
                "the rows of a robust incidence",
                "make the conditional one from Observations entering at the start",
            ));
        }
        let table = self.table.starting_at(start);
        if start.is_nan() || table.times().is_empty() {
            return Err(Error::setting("start", start, "is after the last time seen; choose an earlier start"));
        }
        Ok(self.settings.of_counts(&table))
    }

    /// What makes the early part unreliable, as [`SurvivalCurve::early_risk`](crate::survival::SurvivalCurve::early_risk): with delayed
    /// entry few are at risk at first, and when all of them leave the incidences never move again.
    #[must_use]
    pub fn early_risk(&self) -> Option<EarlyRisk> {
        SurvivalSettings::new().curve(&self.table).early_risk()
    }

    /// The table: a row a time, and for each outcome its events and its incidence with error and limits.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |value: &dyn Fn(IncidencePoint<'_>) -> Option<f64>| Values::Reals(self.points().map(value).collect());
        let mut columns = vec![
            ("time".to_owned(), column(&|point| Some(point.time))),
            ("at_risk".to_owned(), column(&|point| Some(point.at_risk))),
            ("censored".to_owned(), column(&|point| Some(point.censored))),
            ("survival".to_owned(), column(&|point| Some(point.survival.share))),
            ("survival_error".to_owned(), column(&|point| Some(point.survival.error))),
        ];
        for (at, name) in self.outcomes().iter().enumerate() {
            columns.push((format!("events_{name}"), column(&|point| Some(point.events[at]))));
            columns.push((format!("incidence_{name}"), column(&|point| Some(point.incidence[at].share))));
            columns.push((format!("error_{name}"), column(&|point| Some(point.incidence[at].error))));
            columns.push((format!("lower_{name}"), column(&|point| self.limits(point.incidence[at]).map(|limits| limits.lower))));
            columns.push((format!("upper_{name}"), column(&|point| self.limits(point.incidence[at]).map(|limits| limits.upper))));
        }
        Table::of_columns("incidence", columns)
    }
}

impl IncidenceSettings {
    fn limits_of(&self, share: OutcomeShare, interval: CurveInterval, confidence: Confidence) -> Option<Limits> {
        let z = z_of(confidence);
        match self.limits_on {
            LimitsOn::Incidence => interval.limits(share.share, share.error / share.share, z),
            LimitsOn::Complement => {
                let stayed = 1.0 - share.share;
                let limits = (share.share > 0.0).then(|| interval.limits(stayed, share.error / stayed, z))??;
                Some(Limits { lower: 1.0 - limits.upper, upper: 1.0 - limits.lower })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::Observations;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-15, "{found} is not {expected}");
    }

    /// Of 4 one leaves for a at 1 and one for b at 2, where another is last seen; the last one leaves for a at 3.
    fn four() -> RiskTable {
        let outcome = [Some("a"), Some("b"), None, Some("a")];
        Observations::of_outcomes(&[1.0, 2.0, 2.0, 3.0], &outcome).unwrap().risk_table().unwrap()
    }

    fn of(variance: IncidenceVariance) -> CumulativeIncidence {
        IncidenceSettings::new().variance(variance).incidence(&four()).unwrap()
    }

    #[test]
    fn shares_by_hand() {
        let incidence = of(IncidenceVariance::Greenwood);
        let shares: Vec<[f64; 3]> =
            incidence.points().map(|point| [point.survival.share, point.incidence[0].share, point.incidence[1].share]).collect();
        // 3/4, 1/4, 0; then 2/3 of 3/4 stay and 1/3 of it leaves for b; then all who are left leave for a.
        assert_eq!(shares, [[0.75, 0.25, 0.0], [0.5, 0.25, 0.25], [0.0, 0.75, 0.25]]);
        assert_eq!(incidence.survival_at(2.5).map(|still| still.share), Some(0.5));
        assert_eq!(incidence.survival_at(9.0).map(|still| still.share), Some(0.0), "nobody is left");
    }

    #[test]
    fn greenwood_errors_by_hand() {
        let points: Vec<_> = of(IncidenceVariance::Greenwood).points().map(|point| [point.incidence[0], point.incidence[1]]).collect();
        // At 1 the share of a is 1 of 4: 1/4 · 3/4 / 4.
        near(points[0][0].error.powi(2), 3.0 / 64.0);
        // At 2 that of b is 3/4 · 1/3: (1/3)² · 3/64 + (3/4)² · (1/3 · 2/3 / 3) = 1/192 + 1/24.
        near(points[1][1].error.powi(2), 1.0 / 192.0 + 1.0 / 24.0);
        // At 3 that of a is 1 less that of b.
        near(points[2][0].error.powi(2), 1.0 / 192.0 + 1.0 / 24.0);
    }

    #[test]
    fn aalen_errors_by_hand() {
        let points: Vec<_> = of(IncidenceVariance::Aalen).points().map(|point| [point.incidence[0], point.incidence[1]]).collect();
        // One event among n counts 1/n²: 1/16; for b (1/3)² · 1/16 + (3/4)² / 9.
        near(points[0][0].error.powi(2), 1.0 / 16.0);
        near(points[1][1].error.powi(2), 1.0 / 144.0 + 1.0 / 16.0);
        // At 3, with the 1/1² of the last one: F_a = a₁ + (1 - a₁)(1 - b₂) a₃, derivatives 1 - 2/3, -3/4, 1/2.
        near(points[2][0].error.powi(2), 1.0 / 144.0 + 1.0 / 16.0 + 1.0 / 4.0);
    }

    #[test]
    fn the_table_has_a_row_a_time() {
        let table = of(IncidenceVariance::Greenwood).to_table();
        assert_eq!((table.rows(), table.columns().len()), (3, 15));
        assert_eq!(table.column("lower_b").unwrap().text(0), "", "nobody left for b yet");
    }
}
