//! How multi-state probabilities are estimated, in Python.

use super::estimates::{LengthOfStay, StateOccupation, TransitionCurves, TransitionMatrix};
use super::observations::{StateObservations, TransitionRiskTable};
use super::reinstatement::{Reinstatement, ReinstatementTable};
use crate::error::enter;
use crate::rates::confidence_or_default;
use crate::result::{pickled, record};
use crate::survival::Limits;
use crate::words::Word;
use kaiin::EndReason;
use kaiin::survival::{CurveInterval, InitialShares, MultistateSettings as Core, MultistateVariance, OccupationStart};
use pyo3::prelude::*;

/// How multi-state probabilities are estimated.
///
/// All estimates are of Aalen and Johansen: products of the shares that move at each time. They are right for the share in each state even
/// where the future depends on the past (not Markov), as long as who is censored or enters late is like the others; probabilities given a
/// state need Markov, or a landmark.
///
/// Source: P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding, *Statistical Models Based on Counting Processes*, 1993, section IV.4.
///
/// Args:
///     variance: ``"greenwood"`` (the default: a multinomial draw, as R ``etm``; right when many move on one day) or ``"aalen"`` (events
///         one by one, as R ``mstate`` by default).
///     initial_shares: Whether the shares at the start of `occupation` are ``"known"`` (the default, as R ``survfit``) or ``"estimated"``.
///     interval: The scale on which limits are symmetric: ``"log_log"`` (the default), ``"log"``, ``"plain"``, ``"logit"`` or
///         ``"arcsine"``.
///     confidence: How often the limits contain the true probability; 0.95 by default.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct MultistateSettings {
    pub(super) inner: Core,
}

#[pymethods]
impl MultistateSettings {
    #[new]
    #[pyo3(signature = (*, variance = None, initial_shares = None, interval = None, confidence = None))]
    fn new(
        variance: Option<Word<MultistateVariance>>,
        initial_shares: Option<Word<InitialShares>>,
        interval: Option<Word<CurveInterval>>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let settings = variance.into_iter().fold(Core::new(), |settings, variance| settings.variance(variance.0));
        let settings = initial_shares.into_iter().fold(settings, |settings, rule| settings.initial_shares(rule.0));
        let settings = interval.into_iter().fold(settings, |settings, interval| settings.interval(interval.0));
        let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
        Ok(Self { inner: confidence.into_iter().fold(settings, Core::confidence) })
    }

    /// The probabilities of going from each state to each other, from a start to every later time at which somebody moves.
    ///
    /// Args:
    ///     table: Who was at risk in which state.
    ///     start: When probabilities start, in the unit of the table; what happens at the start itself has happened.
    ///
    /// Raises:
    ///     SettingError: The start is not a finite number, or lies at the last time seen or later.
    fn transition_curves(&self, py: Python<'_>, table: PyRef<'_, TransitionRiskTable>, start: f64) -> PyResult<TransitionCurves> {
        let table = &table.inner;
        enter(py, |_| self.inner.transition_curves(table, start)).map(|inner| TransitionCurves { inner })
    }

    /// The probabilities of going from each state at one time to each state at another, with the covariance of all of them.
    ///
    /// Args:
    ///     table: Who was at risk in which state.
    ///     start: The one time, in the unit of the table.
    ///     end: The other.
    ///
    /// Raises:
    ///     SettingError: The start is not a time before the last one seen, or the end does not lie between the start and the last time seen.
    fn transition_matrix(&self, py: Python<'_>, table: PyRef<'_, TransitionRiskTable>, start: f64, end: f64) -> PyResult<TransitionMatrix> {
        let table = &table.inner;
        enter(py, |_| self.inner.transition_matrix(table, start, end)).map(|inner| TransitionMatrix { inner })
    }

    /// The mean time spent in each state from a start to a horizon, given each state at the start.
    ///
    /// Beyond the last time seen the probabilities are drawn on as they are then; `LengthOfStay.beyond_follow_up` says so.
    ///
    /// Args:
    ///     table: Who was at risk in which state.
    ///     start: The start, in the unit of the table.
    ///     horizon: The horizon.
    ///
    /// Raises:
    ///     SettingError: The start is not a time before the last one seen, or the horizon is not a finite time after it.
    fn length_of_stay(&self, py: Python<'_>, table: PyRef<'_, TransitionRiskTable>, start: f64, horizon: f64) -> PyResult<LengthOfStay> {
        let table = &table.inner;
        enter(py, |_| self.inner.length_of_stay(table, start, horizon)).map(|inner| LengthOfStay { inner })
    }

    /// The share of persons in each state at some times, with errors by person (infinitesimal jackknife).
    ///
    /// Takes time proportional to the rows for each time asked for: ask for the years, not for every day.
    ///
    /// Args:
    ///     rows: The rows.
    ///     times: The times, in the unit of the rows.
    ///     start: Those seen just after this time tell the shares at first, and what came before does not count. Without it (the default,
    ///         as R ``survfit``) those at risk at the first transition do; with delayed entry they may be few, or all in one state.
    ///
    /// Raises:
    ///     InputError: No row counts.
    ///     SettingError: The start lies at the last time seen or later.
    #[pyo3(signature = (rows, times, *, start = None))]
    fn occupation(
        &self,
        py: Python<'_>,
        rows: PyRef<'_, StateObservations>,
        times: Vec<f64>,
        start: Option<f64>,
    ) -> PyResult<StateOccupation> {
        let (rows, start) = (&rows.inner, start_of(start));
        enter(py, |_| self.inner.occupation(rows, start, &times)).map(|inner| StateOccupation { inner })
    }

    /// The mean time that a person spends in each state from the start until a horizon, in the order of the states, with errors by person.
    ///
    /// Args:
    ///     rows: The rows.
    ///     horizon: The horizon, not after the last time seen.
    ///     start: As for `occupation`; the earliest entry without it.
    ///
    /// Raises:
    ///     InputError: No row counts.
    ///     SettingError: The horizon does not lie after the start, or lies after the last time seen.
    #[pyo3(signature = (rows, horizon, *, start = None))]
    fn state_times(
        &self,
        py: Python<'_>,
        rows: PyRef<'_, StateObservations>,
        horizon: f64,
        start: Option<f64>,
    ) -> PyResult<Vec<StateTime>> {
        let (rows, start) = (&rows.inner, start_of(start));
        let times = enter(py, |_| self.inner.state_times(rows, start, horizon))?;
        Ok(times.into_iter().map(StateTime::from).collect())
    }

    /// The share of those who lapsed for a reason, or for any, that came back within each of some numbers of years.
    ///
    /// Args:
    ///     table: The lapses.
    ///     years: Years since the lapse, of 365.25 days.
    ///     reason: The reason for which they lapsed; any by default.
    ///
    /// Raises:
    ///     InputError: Nobody lapsed so.
    ///     SettingError: A number of years is negative or not a finite number.
    ///
    /// Examples:
    ///     >>> rows = [
    ///     ...     {"person": "A", "start": "2020-04-01", "end": "2021-04-01"},
    ///     ...     {"person": "A", "start": "2021-05-01"},
    ///     ...     {"person": "B", "start": "2020-04-01", "end": "2021-04-01"},
    ///     ... ]
    ///     >>> table = ReinstatementTable(Register(rows, as_of="2024-03-31"))
    ///     >>> one, ten = MultistateSettings().reinstatement(table, [1, 10]).shares
    ///     >>> one.returned.probability, ten.returned  # nobody was seen for ten years
    ///     (0.5, None)
    #[pyo3(signature = (table, years, *, reason = None))]
    fn reinstatement(
        &self,
        py: Python<'_>,
        table: PyRef<'_, ReinstatementTable>,
        years: Vec<f64>,
        reason: Option<Word<EndReason>>,
    ) -> PyResult<Reinstatement> {
        let (table, reason) = (&table.inner, reason.map(|word| word.0));
        enter(py, |_| self.inner.reinstatement(table, reason, &years)).map(|inner| Reinstatement { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(MultistateSettings, Core);

fn start_of(start: Option<f64>) -> OccupationStart {
    start.map_or_else(OccupationStart::default, OccupationStart::At)
}

record! {
    /// The probability of being in a state, or the share there.
    StateProbability of kaiin::survival::StateProbability {
        /// The probability.
        probability: f64,
        /// Its standard error; 0 where nothing happened yet.
        error: f64,
        /// Its limits on the scale of the settings; ``None`` where the scale has none (probabilities of 0 and 1) or the error is 0.
        limits: Option<Limits>,
    }
}

record! {
    /// A mean time spent in a state.
    StateTime of kaiin::survival::StateTime {
        /// Mean time, in the unit of the times.
        mean: f64,
        /// Its standard error.
        error: f64,
    }
}

#[pymethods]
impl StateTime {
    /// Normal limits, not below 0.
    ///
    /// Args:
    ///     confidence: Confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[pyo3(signature = (*, confidence = None))]
    fn limits(&self, confidence: Option<f64>) -> PyResult<Limits> {
        Ok(self.inner.limits(confidence_or_default(confidence)?).into())
    }
}
