//! Who leaves for which reason: the cumulative incidence of each outcome, in Python.

use crate::error::enter;
use crate::losses::OutcomeLosses;
use crate::observations::Observations;
use crate::rates::confidence_or_default;
use crate::result::{pickled, record, tabular};
use crate::survival::{EarlyRisk, Limits, RiskTable};
use crate::words::Word;
use kaiin::survival::{CurveInterval, IncidenceVariance, LimitsOn};
use pyo3::prelude::*;

record! {
    /// An estimated share with its standard error, which is 0 as long as the share is.
    OutcomeShare of kaiin::survival::OutcomeShare {
        /// The share.
        share: f64,
        /// Its standard error.
        error: f64,
    }
}

/// How a cumulative incidence is made.
///
/// Args:
///     variance: How errors are estimated: ``"greenwood"`` (the default, as R `etm`: from counts alone, right with delayed entry),
///         ``"infinitesimal_jackknife"`` (as R `survival`; with delayed entry or weights use `robust_incidence`), or ``"aalen"`` (as R
///         `cmprsk`; larger where few are at risk, for whole counts). All three are right in large groups.
///     interval: The scale on which limits are symmetric: ``"log_log"`` (the default), ``"log"``, ``"plain"``, ``"logit"`` or
///         ``"arcsine"``.
///     limits_on: Whose limits are computed: those of the ``"incidence"`` (the default, as R `survival`, SAS and lifelines) or of the
///         ``"complement"``, turned over (as R `etm`). Only the log and log-log scales differ by it.
///     confidence: How often the limits contain the true share; 0.95 by default.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
///
/// Examples:
///     >>> rows = Observations.of_outcomes([1, 2, 3, 4], ["arrears", "death", None, "arrears"])
///     >>> incidence = IncidenceSettings(variance="aalen", interval="plain").incidence(rows.risk_table())
///     >>> incidence.at("arrears", 1).share
///     0.25
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct IncidenceSettings {
    inner: kaiin::survival::IncidenceSettings,
}

#[pymethods]
impl IncidenceSettings {
    #[new]
    #[pyo3(signature = (*, variance = None, interval = None, limits_on = None, confidence = None))]
    fn new(
        variance: Option<Word<IncidenceVariance>>,
        interval: Option<Word<CurveInterval>>,
        limits_on: Option<Word<LimitsOn>>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let settings = kaiin::survival::IncidenceSettings::new();
        let settings = variance.into_iter().fold(settings, |settings, variance| settings.variance(variance.0));
        let settings = interval.into_iter().fold(settings, |settings, interval| settings.interval(interval.0));
        let settings = limits_on.into_iter().fold(settings, |settings, side| settings.limits_on(side.0));
        let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
        Ok(Self { inner: confidence.into_iter().fold(settings, kaiin::survival::IncidenceSettings::confidence) })
    }

    /// How errors are estimated.
    #[getter]
    fn variance_used(&self) -> Word<IncidenceVariance> {
        Word(self.inner.variance_used())
    }

    /// The incidence of each outcome of a group.
    ///
    /// Args:
    ///     table: Who was at risk.
    ///
    /// Raises:
    ///     RateError: The infinitesimal jackknife of a table with delayed entry or weights: it needs the rows (`robust_incidence`).
    fn incidence(&self, py: Python<'_>, table: PyRef<'_, RiskTable>) -> PyResult<CumulativeIncidence> {
        let table = &table.inner;
        enter(py, |_| self.inner.incidence(table)).map(|inner| CumulativeIncidence { inner })
    }

    /// The incidence with errors by person (infinitesimal jackknife), whatever variance the settings name: for rows of one person, for
    /// weights that are not counts, and for delayed entry as R `survival` does it.
    ///
    /// Args:
    ///     rows: The rows.
    ///     group: Name of the group; ``"all"`` when the rows are not grouped.
    ///
    /// Raises:
    ///     RateError: There is no such group.
    ///     InputError: No row of it counts.
    #[pyo3(signature = (rows, group = "all"))]
    fn robust_incidence(&self, py: Python<'_>, rows: PyRef<'_, Observations>, group: &str) -> PyResult<CumulativeIncidence> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.robust_incidence(rows, group)).map(|inner| CumulativeIncidence { inner })
    }

    /// What each outcome costs, as `CumulativeIncidence.losses`, with errors by person.
    ///
    /// Args:
    ///     rows: The rows.
    ///     horizon: The horizon, in the unit of the times.
    ///     group: Name of the group; ``"all"`` when the rows are not grouped.
    ///
    /// Raises:
    ///     RateError: There is no such group.
    ///     InputError: No row of it counts.
    ///     SettingError: The horizon is not after the origin or not finite.
    #[pyo3(signature = (rows, horizon, group = "all"))]
    fn robust_losses(&self, py: Python<'_>, rows: PyRef<'_, Observations>, horizon: f64, group: &str) -> PyResult<OutcomeLosses> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.robust_losses(rows, group, horizon)).map(OutcomeLosses::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.IncidenceSettings {:?}>", self.inner)
    }
}

pickled!(IncidenceSettings, kaiin::survival::IncidenceSettings);

/// The share that had left for each reason by each time (Aalen-Johansen), for one group, when reasons compete; made by
/// `IncidenceSettings.incidence`.
///
/// ``F(t) = sum over times up to t of S(before the time) d / n``, with ``d`` the events of the outcome, ``n`` those at risk and ``S`` the
/// Kaplan-Meier curve of leaving at all. The shares of all reasons and the share still there add up to 1. One minus the Kaplan-Meier curve
/// of one reason is not this: it is too high, because it tells what would happen if the other reasons did not exist.
///
/// Assumes that who is no longer seen would have left like those who are, for the same reasons, and that who enters late is like those who
/// were there. With fewer than about ten leavers for a reason no error or limits are worth much; with delayed entry look at `early_risk`
/// first. O. Aalen, S. Johansen (1978), Scand. J. Statist. 5, 141-150.
///
/// Examples:
///     One of 4 left for arrears; then one of 3 died, 3/4 * 1/3; then the last one left for arrears.
///
///     >>> rows = Observations.of_outcomes([1, 2, 2, 3], ["arrears", "death", None, "arrears"])
///     >>> incidence = IncidenceSettings().incidence(rows.risk_table())
///     >>> incidence.to_table()["incidence_arrears"], incidence.at("death", 2.5).share
///     ([0.25, 0.25, 0.75], 0.25)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CumulativeIncidence {
    inner: kaiin::survival::CumulativeIncidence,
}

#[pymethods]
impl CumulativeIncidence {
    /// The names of the outcomes, in order.
    #[getter]
    fn outcomes(&self) -> Vec<String> {
        self.inner.outcomes().to_vec()
    }

    /// Who was at risk.
    #[getter]
    fn risk_table(&self) -> RiskTable {
        self.inner.risk_table().clone().into()
    }

    /// The settings it was made with.
    #[getter]
    fn settings(&self) -> IncidenceSettings {
        IncidenceSettings { inner: *self.inner.settings() }
    }

    /// Whether errors allow for rows of one person and for weights that are not counts.
    #[getter]
    fn is_robust(&self) -> bool {
        self.inner.is_robust()
    }

    /// The share that had left for an outcome by a time: 0 before the first event; ``None`` before anyone was seen, and after the last time
    /// seen while anyone was left.
    ///
    /// Args:
    ///     outcome: Name of the outcome.
    ///     time: The time.
    ///
    /// Raises:
    ///     RateError: There is no such outcome.
    fn at(&self, py: Python<'_>, outcome: &str, time: f64) -> PyResult<Option<OutcomeShare>> {
        Ok(enter(py, |_| self.inner.at(outcome, time))?.map(OutcomeShare::from))
    }

    /// The share still there after a time, with the same ends as `at`.
    fn survival_at(&self, time: f64) -> Option<OutcomeShare> {
        self.inner.survival_at(time).map(OutcomeShare::from)
    }

    /// The limits of a share, on the scale of the settings; ``None`` where the scale has none: at a share of 0, and at 1 on the log-log,
    /// logit and arcsine scales.
    ///
    /// Args:
    ///     share: What `at` gave.
    fn limits(&self, share: PyRef<'_, OutcomeShare>) -> Option<Limits> {
        self.inner.limits(share.inner).map(Limits::from)
    }

    /// The limits of a share on any scale.
    ///
    /// Args:
    ///     share: What `at` gave.
    ///     interval: The scale.
    ///     confidence: The confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[pyo3(signature = (share, interval, *, confidence = None))]
    fn limits_on(
        &self,
        share: PyRef<'_, OutcomeShare>,
        interval: Word<CurveInterval>,
        confidence: Option<f64>,
    ) -> PyResult<Option<Limits>> {
        Ok(self.inner.limits_on(share.inner, interval.0, confidence_or_default(confidence)?).map(Limits::from))
    }

    /// The incidence among those still there at a time: "leaves for arrears within ten years, given five". What happens at that time itself
    /// counts.
    ///
    /// Raises:
    ///     SettingError: Nobody was at risk then or later.
    ///     RateError: The incidence is robust; make it from the rows.
    fn given(&self, py: Python<'_>, start: f64) -> PyResult<Self> {
        enter(py, |_| self.inner.given(start)).map(|inner| Self { inner })
    }

    /// What makes the early part unreliable, as `SurvivalCurve.early_risk`: with delayed entry few are at risk at first, and when all of
    /// them leave the incidences never move again. ``None`` when nothing does.
    #[getter]
    fn early_risk(&self) -> Option<EarlyRisk> {
        self.inner.early_risk().map(EarlyRisk::from)
    }

    /// Which outcome costs most by a horizon: members, and time of membership, lost to each; ranked by members.
    ///
    /// Time lost is the area under the incidence from the origin of the clock to the horizon. P. K. Andersen (2013), Statistics in Medicine
    /// 32, 5278-5285.
    ///
    /// Args:
    ///     horizon: The horizon, in the unit of the times.
    ///
    /// Raises:
    ///     SettingError: The horizon is not after the origin or not finite.
    ///     RateError: The incidence is robust; use `IncidenceSettings.robust_losses`.
    ///
    /// Examples:
    ///     Two of four move after 4 years: half a year each a head. One of four falls into arrears after 1 year: one year a head.
    ///
    ///     >>> rows = Observations.of_outcomes([1, 4, 4, 5], ["arrears", "moved", "moved", None])
    ///     >>> losses = IncidenceSettings().incidence(rows.risk_table()).losses(5)
    ///     >>> [(loss.outcome, loss.time_lost) for loss in losses.ranked], losses.time_kept
    ///     ([('moved', 0.5), ('arrears', 1.0)], 3.5)
    fn losses(&self, py: Python<'_>, horizon: f64) -> PyResult<OutcomeLosses> {
        enter(py, |_| self.inner.losses(horizon)).map(OutcomeLosses::from)
    }

    fn __len__(&self) -> usize {
        self.inner.points().len()
    }

    fn __repr__(&self) -> String {
        let (rows, times) = (self.inner.risk_table().count(), self.inner.points().len());
        format!("<kaiin.CumulativeIncidence of {rows} rows, {times} times, outcomes {}>", self.inner.outcomes().join(", "))
    }
}

tabular!(CumulativeIncidence);
pickled!(CumulativeIncidence, kaiin::survival::CumulativeIncidence);
