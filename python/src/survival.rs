//! Who leaves when: tables of who is at risk, and survival curves, in Python.

use crate::durations::DurationTable;
use crate::error::enter;
use crate::observations::Observations;
use crate::rates::confidence_or_default;
use crate::restricted_mean::RestrictedMean;
use crate::result::{pickled, record, tabular};
use crate::words::Word;
use kaiin::survival::{CurveInterval, QuantileRule, SurvivalEstimator};
use pyo3::prelude::*;

/// Who was at risk and what happened, at each time at which something ended, for one group: what all estimators of this stage take.
///
/// Made by `Observations.risk_table`, `Observations.risk_tables` or `RiskTable.of_durations`. Counts are numbers of rows, or sums of
/// weights.
///
/// Examples:
///     >>> table = Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1]).risk_table()
///     >>> table.to_table()["at_risk"], table.times
///     ([4.0, 3.0, 1.0], [1.0, 2.0, 3.0])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct RiskTable {
    pub(crate) inner: kaiin::survival::RiskTable,
}

impl From<kaiin::survival::RiskTable> for RiskTable {
    fn from(inner: kaiin::survival::RiskTable) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl RiskTable {
    /// Who is at risk in a group of a `DurationTable`, in days; outcomes are the reasons of the table by their names.
    ///
    /// Args:
    ///     durations: The table.
    ///     group: Position of the group among ``durations.groups``; the first by default.
    ///
    /// Raises:
    ///     SettingError: There is no group at the position.
    ///
    /// Examples:
    ///     >>> rows = [{"person": "A", "start": "2023-04-01"}, {"person": "B", "start": "2023-04-01", "end": "2023-04-11"}]
    ///     >>> table = RiskTable.of_durations(DurationTable(Register(rows, as_of="2024-03-31")))
    ///     >>> SurvivalSettings().curve(table).at(30)
    ///     0.5
    #[staticmethod]
    #[pyo3(signature = (durations, group = 0))]
    fn of_durations(py: Python<'_>, durations: PyRef<'_, DurationTable>, group: usize) -> PyResult<Self> {
        let durations = &durations.inner;
        enter(py, |_| kaiin::survival::RiskTable::of_durations(durations, group)).map(Self::from)
    }

    /// The names of the outcomes, in order.
    #[getter]
    fn outcomes(&self) -> Vec<String> {
        self.inner.outcomes().to_vec()
    }

    /// Where the clock starts: 0, a time before 0 when there is one, or the start of a conditional table.
    #[getter]
    fn origin(&self) -> f64 {
        self.inner.origin()
    }

    /// The earliest time of entry, before which nobody was seen; ``None`` when some were at risk from the origin.
    #[getter]
    fn first_entry(&self) -> Option<f64> {
        self.inner.first_entry()
    }

    /// The last time of entry; ``None`` when all were at risk from the origin.
    #[getter]
    fn last_entry(&self) -> Option<f64> {
        self.inner.last_entry()
    }

    /// Number of rows counted, whatever their weight.
    #[getter]
    fn count(&self) -> u64 {
        self.inner.count()
    }

    /// The times, ascending.
    #[getter]
    fn times(&self) -> Vec<f64> {
        self.inner.times().to_vec()
    }

    /// The table with one outcome only; the others count as censored.
    ///
    /// Raises:
    ///     RateError: There is no such outcome.
    fn of_outcome(&self, py: Python<'_>, name: &str) -> PyResult<Self> {
        enter(py, |_| self.inner.of_outcome(name)).map(Self::from)
    }

    fn __len__(&self) -> usize {
        self.inner.times().len()
    }

    fn __repr__(&self) -> String {
        let (rows, times, outcomes) = (self.inner.count(), self.inner.times().len(), self.inner.outcomes().join(", "));
        format!("<kaiin.RiskTable of {rows} rows, {times} times, outcomes {outcomes}>")
    }
}

tabular!(RiskTable);
pickled!(RiskTable, kaiin::survival::RiskTable);

/// How a survival curve is made.
///
/// Args:
///     estimator: ``"kaplan_meier"`` (the default), ``"nelson_aalen"`` or ``"fleming_harrington"``.
///     interval: The scale on which limits are symmetric: ``"log_log"`` (the default, which stays in [0, 1] and keeps its level in small
///         groups), ``"log"`` (the default of R), ``"plain"``, ``"logit"`` or ``"arcsine"``.
///     confidence: How often the limits contain the true share; 0.95 by default.
///     quantile_rule: Which time is a quantile when the curve is flat exactly at it: the ``"midpoint"`` (the default, as R), the first
///         time ``"at_or_below"`` (lifelines), or the first ``"below"`` (statsmodels).
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
///
/// Examples:
///     >>> rows = Observations.of_events([1, 2, 2, 3], [1, 1, 0, 1])
///     >>> curve = SurvivalSettings(interval="log").curve(rows.risk_table())
///     >>> curve.at(1.5), curve.median  # three of four stay; 3/4 × 2/3 = 1/2 from 2 to 3, the middle of which is the median
///     (0.75, 2.5)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct SurvivalSettings {
    pub(crate) inner: kaiin::survival::SurvivalSettings,
}

#[pymethods]
impl SurvivalSettings {
    #[new]
    #[pyo3(signature = (*, estimator = None, interval = None, confidence = None, quantile_rule = None))]
    fn new(
        estimator: Option<Word<SurvivalEstimator>>,
        interval: Option<Word<CurveInterval>>,
        confidence: Option<f64>,
        quantile_rule: Option<Word<QuantileRule>>,
    ) -> PyResult<Self> {
        let settings = kaiin::survival::SurvivalSettings::new();
        let settings = estimator.into_iter().fold(settings, |settings, estimator| settings.estimator(estimator.0));
        let settings = interval.into_iter().fold(settings, |settings, interval| settings.interval(interval.0));
        let settings = quantile_rule.into_iter().fold(settings, |settings, rule| settings.quantile_rule(rule.0));
        let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
        Ok(Self { inner: confidence.into_iter().fold(settings, kaiin::survival::SurvivalSettings::confidence) })
    }

    /// The curve of a group for leaving with any outcome.
    ///
    /// Args:
    ///     table: Who was at risk; ``table.of_outcome(...)`` for one outcome alone.
    fn curve(&self, py: Python<'_>, table: PyRef<'_, RiskTable>) -> SurvivalCurve {
        let table = &table.inner;
        SurvivalCurve { inner: py.detach(|| self.inner.curve(table)) }
    }

    /// The curves of all groups of a duration table, in the order of ``durations.groups``; times are days.
    ///
    /// Examples:
    ///     >>> rows = [
    ///     ...     {"person": "A", "start": "2023-04-01", "branch": "Tokyo"},
    ///     ...     {"person": "B", "start": "2023-04-01", "end": "2023-04-10", "branch": "Tokyo"},
    ///     ...     {"person": "C", "start": "2023-04-01", "branch": "Osaka"},
    ///     ... ]
    ///     >>> durations = DurationTable(Register(rows, as_of="2024-03-31"), by=["branch"])
    ///     >>> [curve.at(30) for curve in SurvivalSettings().curves(durations)]
    ///     [1.0, 0.5]
    fn curves(&self, py: Python<'_>, durations: PyRef<'_, DurationTable>) -> PyResult<Vec<SurvivalCurve>> {
        let durations = &durations.inner;
        let curves = enter(py, |_| self.inner.curves(durations))?;
        Ok(curves.into_iter().map(|inner| SurvivalCurve { inner }).collect())
    }

    /// The curve of a group with errors by person (infinitesimal jackknife): for rows of one person, and for weights that are not counts.
    ///
    /// Args:
    ///     rows: The rows.
    ///     group: Name of the group; ``"all"`` when the rows are not grouped.
    ///
    /// Raises:
    ///     RateError: There is no such group.
    ///     InputError: No row of it counts.
    #[pyo3(signature = (rows, group = "all"))]
    fn robust_curve(&self, py: Python<'_>, rows: PyRef<'_, Observations>, group: &str) -> PyResult<SurvivalCurve> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.robust_curve(rows, group)).map(|inner| SurvivalCurve { inner })
    }

    /// Mean time within a horizon, as `SurvivalCurve.restricted_mean`, with its error by person.
    ///
    /// Args:
    ///     rows: The rows.
    ///     horizon: The horizon.
    ///     group: Name of the group; ``"all"`` when the rows are not grouped.
    ///
    /// Raises:
    ///     RateError: There is no such group.
    ///     InputError: No row of it counts.
    ///     SettingError: The horizon is not after the origin or not finite.
    #[pyo3(signature = (rows, horizon, group = "all"))]
    fn robust_restricted_mean(&self, py: Python<'_>, rows: PyRef<'_, Observations>, horizon: f64, group: &str) -> PyResult<RestrictedMean> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.robust_restricted_mean(rows, group, horizon)).map(RestrictedMean::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.SurvivalSettings {:?}>", self.inner)
    }
}

pickled!(SurvivalSettings, kaiin::survival::SurvivalSettings);

record! {
    /// Two limits.
    Limits of kaiin::survival::Limits {
        /// The lower limit.
        lower: f64,
        /// The upper limit.
        upper: f64,
    }
}

record! {
    /// One time of a `SurvivalCurve`.
    CurvePoint of kaiin::survival::CurvePoint {
        /// The time.
        time: f64,
        /// Weight at risk just before the time.
        at_risk: f64,
        /// Weight that left at the time.
        events: f64,
        /// Weight last seen at the time.
        censored: f64,
        /// Share still there just after the time.
        survival: f64,
        /// Standard error of the logarithm of the share; ``None`` once nobody is left.
        log_error: Option<f64>,
        /// Cumulative hazard: Nelson-Aalen, or Fleming-Harrington when the curve is of that estimator.
        hazard: f64,
        /// Standard error of the cumulative hazard.
        hazard_error: f64,
    }
}

#[pymethods]
impl CurvePoint {
    /// Standard error of the share; ``None`` once nobody is left.
    #[getter]
    fn error(&self) -> Option<f64> {
        self.inner.error()
    }
}

record! {
    /// A time by which a share had left, with limits.
    SurvivalQuantile of kaiin::survival::SurvivalQuantile {
        /// The share that had left; 0.5 for the median.
        share: f64,
        /// The time; ``None`` when so many never left while anyone was seen.
        time: Option<f64>,
        /// The lower limit; ``None`` when the limits of the curve never fall so far.
        lower: Option<f64>,
        /// The upper limit; ``None`` when the limits of the curve never fall so far.
        upper: Option<f64>,
    }
}

/// Why the early part of a curve with delayed entry cannot be relied on.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct EarlyRisk {
    inner: kaiin::survival::EarlyRisk,
}

impl From<kaiin::survival::EarlyRisk> for EarlyRisk {
    fn from(inner: kaiin::survival::EarlyRisk) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl EarlyRisk {
    /// ``"fell_to_zero"`` when all who were at risk left at once while others entered later, so that the curve is 0 for ever; ``"few"``
    /// when so few were at risk that one leaver moved the whole curve by a tenth or more.
    #[getter]
    fn kind(&self) -> &'static str {
        match self.inner {
            kaiin::survival::EarlyRisk::FellToZero { .. } => "fell_to_zero",
            kaiin::survival::EarlyRisk::Few { .. } => "few",
        }
    }

    /// When the curve fell to 0, or the last time at which few were at risk.
    #[getter]
    fn time(&self) -> f64 {
        match self.inner {
            kaiin::survival::EarlyRisk::FellToZero { time } | kaiin::survival::EarlyRisk::Few { time, .. } => time,
        }
    }

    /// How many were at risk at that time, when they were few.
    #[getter]
    fn at_risk(&self) -> Option<f64> {
        match self.inner {
            kaiin::survival::EarlyRisk::FellToZero { .. } => None,
            kaiin::survival::EarlyRisk::Few { at_risk, .. } => Some(at_risk),
        }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "EarlyRisk", &["kind", "time", "at_risk"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::html(slf, "EarlyRisk", &["kind", "time", "at_risk"])
    }
}

pickled!(EarlyRisk, kaiin::survival::EarlyRisk);

/// The share still there after each time (Kaplan-Meier and kin), for one group; made by `SurvivalSettings.curve`.
///
/// Assumes that who is no longer seen would have left like those who are, and that who enters late is like those who were there.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct SurvivalCurve {
    inner: kaiin::survival::SurvivalCurve,
}

#[pymethods]
impl SurvivalCurve {
    /// The times at which something happened, ascending.
    #[getter]
    fn points(&self) -> Vec<CurvePoint> {
        self.inner.points().iter().copied().map(CurvePoint::from).collect()
    }

    /// Who was at risk.
    #[getter]
    fn risk_table(&self) -> RiskTable {
        self.inner.risk_table().clone().into()
    }

    /// The settings it was made with.
    #[getter]
    fn settings(&self) -> SurvivalSettings {
        SurvivalSettings { inner: *self.inner.settings() }
    }

    /// Whether errors allow for rows of one person and for weights that are not counts.
    #[getter]
    fn is_robust(&self) -> bool {
        self.inner.is_robust()
    }

    /// The last time at which anyone was seen; what comes after is not known.
    #[getter]
    fn last_time(&self) -> Option<f64> {
        self.inner.last_time()
    }

    /// Share still there at a time: 1 before the first event; ``None`` before anyone was seen, and after the last time seen while anyone
    /// was left.
    fn at(&self, time: f64) -> Option<f64> {
        self.inner.at(time)
    }

    /// The limits of the share at a point, on the scale of the settings; ``None`` where the scale has none: at a share of 0, and at 1 on
    /// the log-log, logit and arcsine scales.
    ///
    /// Args:
    ///     point: One of `points`.
    fn limits(&self, point: PyRef<'_, CurvePoint>) -> Option<Limits> {
        self.inner.limits(&point.inner).map(Limits::from)
    }

    /// The limits of the share at a point on any scale.
    ///
    /// Args:
    ///     point: One of `points`.
    ///     interval: The scale.
    ///     confidence: The confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[pyo3(signature = (point, interval, *, confidence = None))]
    fn limits_on(&self, point: PyRef<'_, CurvePoint>, interval: Word<CurveInterval>, confidence: Option<f64>) -> PyResult<Option<Limits>> {
        Ok(self.inner.limits_on(&point.inner, interval.0, confidence_or_default(confidence)?).map(Limits::from))
    }

    /// The time by which a share had left, with the limits found by cutting the limits of the curve (Brookmeyer and Crowley).
    ///
    /// Args:
    ///     share: The share that had left, strictly between 0 and 1; 0.5 is the median.
    ///
    /// Raises:
    ///     SettingError: The share is not between 0 and 1.
    fn quantile(&self, py: Python<'_>, share: f64) -> PyResult<SurvivalQuantile> {
        enter(py, |_| self.inner.quantile(share)).map(SurvivalQuantile::from)
    }

    /// The time by which half had left; ``None`` when that was not reached.
    #[getter]
    fn median(&self) -> Option<f64> {
        self.inner.median()
    }

    /// Mean time within a horizon, from the origin of the clock; an upper bound where nobody was seen up to the horizon.
    ///
    /// Raises:
    ///     SettingError: The horizon is not after the origin or not finite.
    ///     RateError: The curve is robust; use `SurvivalSettings.robust_restricted_mean`.
    ///
    /// Examples:
    ///     >>> curve = SurvivalSettings().curve(Observations.of_events([1, 2], [1, 1]).risk_table())
    ///     >>> curve.restricted_mean(2).mean  # 1 year of all, 1 year of half
    ///     1.5
    fn restricted_mean(&self, py: Python<'_>, horizon: f64) -> PyResult<RestrictedMean> {
        enter(py, |_| self.inner.restricted_mean(horizon)).map(RestrictedMean::from)
    }

    /// The curve of those still there at a time: "still a member after ten years, given five". What happens at that time itself counts.
    ///
    /// Raises:
    ///     SettingError: Nobody was at risk then or later.
    ///     RateError: The curve is robust; make it from the rows.
    fn given(&self, py: Python<'_>, start: f64) -> PyResult<Self> {
        enter(py, |_| self.inner.given(start)).map(|inner| Self { inner })
    }

    /// What makes the early part of the curve unreliable: with delayed entry few are at risk at first, and one leaver weighs much.
    /// ``None`` when nothing does. Take `given` a time at which enough are at risk; `start_with` finds it.
    #[getter]
    fn early_risk(&self) -> Option<EarlyRisk> {
        self.inner.early_risk().map(EarlyRisk::from)
    }

    /// The earliest time from which on, as long as people still enter, at least so many were at risk; ``None`` when that never was.
    fn start_with(&self, at_risk: f64) -> Option<f64> {
        self.inner.start_with(at_risk)
    }

    fn __len__(&self) -> usize {
        self.inner.points().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.SurvivalCurve of {} rows, {} times>", self.inner.risk_table().count(), self.inner.points().len())
    }
}

tabular!(SurvivalCurve);
pickled!(SurvivalCurve, kaiin::survival::SurvivalCurve);
