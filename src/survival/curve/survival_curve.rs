//! How many are still there after a time: the survival curve, with its hazard, errors and limits.

use super::settings::{SurvivalEstimator, SurvivalSettings};
use crate::cohort::DurationTable;
use crate::error::{Error, Result};
use crate::survival::limits::{CurveInterval, Limits, z_of};
use crate::survival::risk_table::RiskTable;
use crate::table::{Table, Values};
use crate::unit::Confidence;
use serde::{Deserialize, Serialize};

/// One time of a [`SurvivalCurve`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The time.
    pub time: f64,
    /// Weight at risk just before the time.
    pub at_risk: f64,
    /// Weight that left at the time.
    pub events: f64,
    /// Weight last seen at the time.
    pub censored: f64,
    /// Share still there just after the time.
    pub survival: f64,
    /// Standard error of the logarithm of the share; `None` once nobody is left.
    pub log_error: Option<f64>,
    /// Cumulative hazard: Nelson-Aalen, or Fleming-Harrington when the curve is of that estimator.
    pub hazard: f64,
    /// Standard error of the cumulative hazard.
    pub hazard_error: f64,
}

impl CurvePoint {
    /// Standard error of the share; `None` once nobody is left.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        self.log_error.map(|error| error * self.survival)
    }
}

/// Why the early part of a curve with delayed entry cannot be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlyRisk {
    /// All who were at risk left at this time while others entered later: the curve is 0 for ever.
    FellToZero {
        /// When it fell to 0.
        time: f64,
    },
    /// So few were at risk at this time that one leaver moved the whole curve by a tenth or more.
    Few {
        /// The last such time.
        time: f64,
        /// How many were at risk.
        at_risk: f64,
    },
}

/// The share still there after each time (Kaplan-Meier and kin), for one group.
///
/// Assumes that who is no longer seen would have left like those who are, and that who enters late is like those who were there.
///
/// # Formula
///
/// With `d` the events and `n` those at risk at each time up to `t`:
///
/// ```text
/// S(t)          = product (1 - d / n)
/// Var log S(t)  = sum d / (n (n - d))                                      (Greenwood)
/// H(t)          = sum d / n                 Var H(t) = sum d / n²          (Nelson-Aalen)
/// H(t)          = sum 1/n + 1/(n-1) + … d terms, Var the same with squares (Fleming-Harrington)
/// ```
///
/// # References
///
/// E. L. Kaplan and P. Meier (1958), *J. Amer. Statist. Assoc.* 53, 457–481; T. R. Fleming and D. P. Harrington (1984), *Commun. Statist. A*
/// 13, 2469–2486; J. P. Klein and M. L. Moeschberger (2003), *Survival Analysis*, 2nd ed., chapter 4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SurvivalCurve {
    pub(super) settings: SurvivalSettings,
    pub(super) table: RiskTable,
    pub(super) points: Vec<CurvePoint>,
    /// Whether errors come from persons and not from the counts.
    pub(super) robust: bool,
}

impl SurvivalSettings {
    /// The curve of a group for leaving with any outcome.
    #[must_use]
    pub fn curve(&self, table: &RiskTable) -> SurvivalCurve {
        self.curve_with(table.clone())
    }

    /// The curves of all groups of a duration table, in their order; times are days. Groups are shared out among as many threads as the
    /// machine offers.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::cohort::{DurationTable, GroupBy};
    /// use kaiin::survival::SurvivalSettings;
    /// use kaiin::{Day, EndReason, Episode, FiscalCalendar, Register};
    /// let joined = Day::from_ymd(2023, 4, 1)?;
    /// let rows = [
    ///     Episode::new("A", joined).segment("branch", "Tokyo"),
    ///     Episode::new("B", joined).segment("branch", "Tokyo").until(Day::from_ymd(2023, 4, 11)?, EndReason::Arrears),
    ///     Episode::new("C", joined).segment("branch", "Osaka"),
    /// ];
    /// let register = Register::settings_as_of(Day::from_ymd(2024, 3, 31)?).build(&rows.into_iter().collect())?;
    /// let table = DurationTable::settings(FiscalCalendar::japan()).by(GroupBy::nothing().segment("branch")).build(&register)?;
    /// let shares: Vec<_> = SurvivalSettings::new().curves(&table)?.iter().map(|curve| curve.at(30.0)).collect();
    /// assert_eq!(shares, [Some(1.0), Some(0.5)]); // Osaka, Tokyo
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None in practice: every group of a table has a curve.
    pub fn curves(&self, durations: &DurationTable) -> Result<Vec<SurvivalCurve>> {
        let groups = durations.groups().len();
        let curves_of = |groups: std::ops::Range<usize>| -> Result<Vec<SurvivalCurve>> {
            groups.map(|group| Ok(self.curve_with(RiskTable::of_durations(durations, group)?))).collect()
        };
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).clamp(1, groups.max(1));
        let parts = std::thread::scope(|scope| {
            let curves_of = &curves_of;
            let bounds = |part: usize| groups * part / threads;
            let workers: Vec<_> = (0..threads).map(|part| scope.spawn(move || curves_of(bounds(part)..bounds(part + 1)))).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect::<Vec<_>>()
        });
        let mut curves = Vec::with_capacity(groups);
        for part in parts {
            curves.extend(part?);
        }
        Ok(curves)
    }

    /// The curve of a group, which keeps the table.
    fn curve_with(&self, table: RiskTable) -> SurvivalCurve {
        let mut step = Step::default();
        let points = table.rows().enumerate().map(|(at, row)| {
            let events = row.all_events();
            step.pass(self.estimator, row.at_risk, events, table.event_rows(at), table.is_emptied(at));
            CurvePoint {
                time: row.time,
                at_risk: row.at_risk,
                events,
                censored: row.censored,
                survival: step.survival(self.estimator),
                log_error: step.log_error(self.estimator),
                hazard: step.hazard,
                hazard_error: step.hazard_variance.sqrt(),
            }
        });
        let points = points.collect();
        SurvivalCurve { settings: *self, points, table, robust: false }
    }
}

/// The running sums and the running product of a curve.
#[derive(Debug, Clone, Copy)]
struct Step {
    product: f64,
    greenwood: f64,
    hazard: f64,
    hazard_variance: f64,
}

impl Default for Step {
    fn default() -> Self {
        Self { product: 1.0, greenwood: 0.0, hazard: 0.0, hazard_variance: 0.0 }
    }
}

impl Step {
    fn pass(&mut self, estimator: SurvivalEstimator, at_risk: f64, events: f64, rows: u64, emptied: bool) {
        if events == 0.0 {
            return;
        }
        let stayed = if emptied { 0.0 } else { at_risk - events };
        self.product *= if emptied { 0.0 } else { stayed / at_risk };
        self.greenwood += events / (at_risk * stayed);
        let (hazard, variance) = if estimator == SurvivalEstimator::FlemingHarrington {
            one_after_the_other(at_risk, events, rows)
        } else {
            (events / at_risk, events / (at_risk * at_risk))
        };
        self.hazard += hazard;
        self.hazard_variance += variance;
    }

    fn survival(&self, estimator: SurvivalEstimator) -> f64 {
        match estimator {
            SurvivalEstimator::KaplanMeier => self.product,
            SurvivalEstimator::NelsonAalen | SurvivalEstimator::FlemingHarrington => (-self.hazard).exp(),
        }
    }

    fn log_error(&self, estimator: SurvivalEstimator) -> Option<f64> {
        let variance = match estimator {
            SurvivalEstimator::KaplanMeier => self.greenwood,
            SurvivalEstimator::NelsonAalen | SurvivalEstimator::FlemingHarrington => self.hazard_variance,
        };
        variance.is_finite().then_some(variance.sqrt())
    }
}

/// The hazard and its variance when the events of one time come one after the other; rows that leave share the weight that leaves
/// equally, as in R `survival`.
fn one_after_the_other(at_risk: f64, events: f64, rows: u64) -> (f64, f64) {
    let each = events / rows as f64;
    (0..rows).fold((0.0, 0.0), |(hazard, variance), before| {
        let n = at_risk - before as f64 * each;
        (hazard + each / n, variance + each / (n * n))
    })
}

impl SurvivalCurve {
    /// The times at which something happened, ascending.
    #[must_use]
    pub fn points(&self) -> &[CurvePoint] {
        &self.points
    }

    /// Who was at risk.
    #[must_use]
    pub fn risk_table(&self) -> &RiskTable {
        &self.table
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &SurvivalSettings {
        &self.settings
    }

    /// Whether errors allow for rows of one person and for weights that are not counts.
    #[must_use]
    pub fn is_robust(&self) -> bool {
        self.robust
    }

    /// The last time at which anyone was seen; what comes after is not known.
    #[must_use]
    pub fn last_time(&self) -> Option<f64> {
        self.points.last().map(|point| point.time)
    }

    /// Share still there at a time: 1 before the first event; `None` before anyone was seen, for NaN, and after the last time seen while
    /// anyone was left.
    #[must_use]
    pub fn at(&self, time: f64) -> Option<f64> {
        let last = self.points.last()?;
        let first = self.table.first_entry().unwrap_or(self.table.origin());
        if time.is_nan() || time < first || (time > last.time && last.survival > 0.0) {
            return None;
        }
        Some(self.point_before(time).map_or(1.0, |point| point.survival))
    }

    /// The point in force at a time: the last one at or before it.
    pub(super) fn point_before(&self, time: f64) -> Option<&CurvePoint> {
        self.points.partition_point(|point| point.time <= time).checked_sub(1).and_then(|at| self.points.get(at))
    }

    /// The limits of the share at a point, on the scale of the settings; `None` where the scale has none: at a share of 0, and at 1 on
    /// the log-log, logit and arcsine scales.
    #[must_use]
    pub fn limits(&self, point: &CurvePoint) -> Option<Limits> {
        self.limits_on(point, self.settings.interval, self.settings.confidence)
    }

    /// The limits of the share at a point on any scale.
    #[must_use]
    pub fn limits_on(&self, point: &CurvePoint, interval: CurveInterval, confidence: Confidence) -> Option<Limits> {
        interval.limits(point.survival, point.log_error?, z_of(confidence))
    }

    /// The curve of those still there at `start`: "still a member after ten years, given five". What happens at `start` itself counts.
    ///
    /// # Formula
    ///
    /// ```text
    /// S(t | start) = product over times in [start, t] of (1 - d / n)
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when nobody was at risk at `start` or later. [`Error::Missing`] for a robust curve: make it from the rows.
    pub fn given(&self, start: f64) -> Result<Self> {
        if self.robust {
            return Err(Error::missing("the rows of a robust curve", "take the conditional curve with Observations entering at the start"));
        }
        let table = self.table.starting_at(start);
        if start.is_nan() || table.times().is_empty() {
            return Err(Error::setting("start", start, "is after the last time seen; choose an earlier start"));
        }
        Ok(self.settings.curve_with(table))
    }

    /// What makes the early part of the curve unreliable: with delayed entry few are at risk at first, and one leaver weighs much.
    /// `None` when nothing does, or when all were at risk from the origin.
    ///
    /// Take [`SurvivalCurve::given`] a time at which enough are at risk; [`SurvivalCurve::start_with`] finds it.
    #[must_use]
    pub fn early_risk(&self) -> Option<EarlyRisk> {
        let last_entry = self.table.last_entry()?;
        let fell = self.points.iter().find(|point| point.survival == 0.0 && point.time <= last_entry);
        if let Some(point) = fell {
            return Some(EarlyRisk::FellToZero { time: point.time });
        }
        let heavy = |point: &&CurvePoint| point.time <= last_entry && point.events > 0.0 && point.at_risk <= 10.0;
        self.points.iter().rev().find(heavy).map(|point| EarlyRisk::Few { time: point.time, at_risk: point.at_risk })
    }

    /// The earliest time from which on, as long as people still enter, at least `at_risk` were at risk: where a conditional curve may
    /// start. `None` when that never was.
    #[must_use]
    pub fn start_with(&self, at_risk: f64) -> Option<f64> {
        let Some(last_entry) = self.table.last_entry() else { return Some(self.table.origin()) };
        let entering = self.points.partition_point(|point| point.time <= last_entry);
        let last_few = self.points[..entering].iter().rposition(|point| point.at_risk < at_risk);
        let first = last_few.map_or(0, |at| at + 1);
        let start = self.points.get(first).filter(|point| point.at_risk >= at_risk)?;
        Some(if first == 0 { self.table.first_entry().unwrap_or(self.table.origin()) } else { start.time })
    }

    /// The table: a row a time, with limits.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |value: &dyn Fn(&CurvePoint) -> Option<f64>| Values::Reals(self.points.iter().map(value).collect());
        let columns = [
            ("time", column(&|point| Some(point.time))),
            ("at_risk", column(&|point| Some(point.at_risk))),
            ("events", column(&|point| Some(point.events))),
            ("censored", column(&|point| Some(point.censored))),
            ("survival", column(&|point| Some(point.survival))),
            ("error", column(&CurvePoint::error)),
            ("lower", column(&|point| self.limits(point).map(|limits| limits.lower))),
            ("upper", column(&|point| self.limits(point).map(|limits| limits.upper))),
            ("hazard", column(&|point| Some(point.hazard))),
            ("hazard_error", column(&|point| Some(point.hazard_error))),
        ];
        Table::of_columns("survival", columns)
    }
}
