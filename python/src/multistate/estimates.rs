//! Probabilities of states, shares in states and times spent in them, in Python.

use super::settings::{MultistateSettings, StateProbability, StateTime};
use crate::error::enter;
use crate::result::{pickled, tabular};
use pyo3::prelude::*;

/// The probabilities of going from each state to each other, from a start to every later time (Aalen-Johansen); made by
/// `MultistateSettings.transition_curves`.
///
/// ``P(s, t) = product over times u in (s, t] of (I + dA(u))``, with dA the share of those at risk in a state that goes to another. From a
/// state in which nobody was at risk at first, the probability of staying is 1 until somebody is: see `unsupported`.
///
/// Source: O. O. Aalen, S. Johansen, *Scandinavian Journal of Statistics* 5, 1978, 141-150.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct TransitionCurves {
    pub(super) inner: kaiin::survival::TransitionCurves,
}

#[pymethods]
impl TransitionCurves {
    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// When the probabilities start.
    #[getter]
    fn start(&self) -> f64 {
        self.inner.start()
    }

    /// The start, and the later times at which somebody moved, ascending.
    #[getter]
    fn times(&self) -> Vec<f64> {
        self.inner.times().to_vec()
    }

    /// The settings it was made with.
    #[getter]
    fn settings(&self) -> MultistateSettings {
        MultistateSettings { inner: *self.inner.settings() }
    }

    /// The probability of being in a state at a time, given a state at the start.
    ///
    /// ``None`` before the start, for NaN, and after the last time seen unless all have come to where nobody leaves.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn at(&self, py: Python<'_>, from_: &str, to: &str, time: f64) -> PyResult<Option<StateProbability>> {
        Ok(enter(py, |_| self.inner.at(from_, to, time))?.map(StateProbability::from))
    }

    /// Weight at risk in a state just after the start: on how many the probabilities from it rest at first.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn at_risk(&self, py: Python<'_>, state: &str) -> PyResult<f64> {
        enter(py, |_| self.inner.at_risk(state))
    }

    /// The largest probability that, until a time, lay in a state in which nobody was at risk while others were seen: so much of the answer
    /// rests on nobody. 0 where all is well. With delayed entry an early risk set can be empty; start later then. ``None`` where the
    /// probabilities are not known.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn unsupported(&self, py: Python<'_>, from_: &str, time: f64) -> PyResult<Option<f64>> {
        enter(py, |_| self.inner.unsupported(from_, time))
    }

    fn __len__(&self) -> usize {
        self.inner.times().len()
    }

    fn __repr__(&self) -> String {
        format!(
            "<kaiin.TransitionCurves from {}, {} times, states {}>",
            self.inner.start(),
            self.inner.times().len(),
            listed(self.inner.states())
        )
    }
}

tabular!(TransitionCurves);
pickled!(TransitionCurves, kaiin::survival::TransitionCurves);

/// The probabilities of going from each state at one time to each state at another, with the covariance of all of them; made by
/// `MultistateSettings.transition_matrix`.
///
/// Examples:
///     >>> stays = {  # of four members one goes on leave at 1; one of the other three resigns at 2
///     ...     "person": ["A", "A", "B", "C", "D"],
///     ...     "from": ["active", "on_leave", "active", "active", "active"],
///     ...     "to": ["on_leave", None, "out", None, None],
///     ...     "entry": [0, 1, 0, 0, 0],
///     ...     "time": [1, 3, 2, 3, 3],
///     ... }
///     >>> table = StateObservations(stays, states=["active", "on_leave", "out"]).risk_table()
///     >>> matrix = MultistateSettings().transition_matrix(table, 0, 3)
///     >>> on_the_roll = matrix.share("active", ["active", "on_leave"])
///     >>> on_the_roll.probability, round(on_the_roll.error, 12)  # as for 3 of 4: √(3/4 × 1/4 / 4)
///     (0.75, 0.216506350946)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct TransitionMatrix {
    pub(super) inner: kaiin::survival::TransitionMatrix,
}

#[pymethods]
impl TransitionMatrix {
    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// From which time to which.
    #[getter]
    fn period(&self) -> (f64, f64) {
        self.inner.period()
    }

    /// The probability of being in a state at the end, given a state at the start.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn probability(&self, py: Python<'_>, from_: &str, to: &str) -> PyResult<StateProbability> {
        enter(py, |_| self.inner.probability(from_, to)).map(StateProbability::from)
    }

    /// The probability of being in any of some states at the end, given a state at the start.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    ///     SettingError: A state is named twice.
    fn share(&self, py: Python<'_>, from_: &str, to: Vec<String>) -> PyResult<StateProbability> {
        enter(py, |_| self.inner.share(from_, &texts(&to))).map(StateProbability::from)
    }

    /// The probability of being in any of some states at the end, when so many are in each state at the start.
    ///
    /// Args:
    ///     initial: The share in each state at the start, in the order of the states; taken as known.
    ///     to: The states at the end.
    ///
    /// Raises:
    ///     InputError: There is not one share a state.
    ///     SettingError: The shares do not add up to 1, or a state is named twice.
    ///     RateError: There is no such state.
    fn share_from(&self, py: Python<'_>, initial: Vec<f64>, to: Vec<String>) -> PyResult<StateProbability> {
        enter(py, |_| self.inner.share_from(&initial, &texts(&to))).map(StateProbability::from)
    }

    /// The covariance of two estimated probabilities, each of a state at the start and one at the end.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn covariance(&self, py: Python<'_>, one: (String, String), other: (String, String)) -> PyResult<f64> {
        enter(py, |_| self.inner.covariance((&one.0, &one.1), (&other.0, &other.1)))
    }

    fn __repr__(&self) -> String {
        let (start, end) = self.inner.period();
        format!("<kaiin.TransitionMatrix from {start} to {end}, states {}>", listed(self.inner.states()))
    }
}

tabular!(TransitionMatrix);
pickled!(TransitionMatrix, kaiin::survival::TransitionMatrix);

/// The mean time spent in each state from a start to a horizon, given each state at the start; made by
/// `MultistateSettings.length_of_stay`.
///
/// ``L(s, t) = ∫ P(s, u) du``; the times in all states add up to the whole period.
///
/// Source: R. B. Geskus, *Data Analysis with Competing Risks and Intermediate States*, 2016; R ``mstate``, function ``ELOS``, gives the
/// means.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LengthOfStay {
    pub(super) inner: kaiin::survival::LengthOfStay,
}

#[pymethods]
impl LengthOfStay {
    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// From which time to which.
    #[getter]
    fn period(&self) -> (f64, f64) {
        self.inner.period()
    }

    /// Whether the horizon lies after the last time seen, so that the probabilities were drawn on flat.
    #[getter]
    fn beyond_follow_up(&self) -> bool {
        self.inner.beyond_follow_up()
    }

    /// The mean time spent in a state, given a state at the start.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn time(&self, py: Python<'_>, from_: &str, state: &str) -> PyResult<StateTime> {
        enter(py, |_| self.inner.time(from_, state)).map(StateTime::from)
    }

    fn __repr__(&self) -> String {
        let (start, horizon) = self.inner.period();
        format!("<kaiin.LengthOfStay from {start} to {horizon}, states {}>", listed(self.inner.states()))
    }
}

tabular!(LengthOfStay);
pickled!(LengthOfStay, kaiin::survival::LengthOfStay);

/// The share of persons in each state at some times (Aalen-Johansen), with errors by person; made by `MultistateSettings.occupation`.
///
/// Right for those who were there at the start whether or not the future depends on the past, as long as who is censored or enters late is
/// like those seen. The variance is the sum over persons of the squares of their influence (infinitesimal jackknife).
///
/// Source: T. Therneau, *The survival package*, methods vignette.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct StateOccupation {
    pub(super) inner: kaiin::survival::StateOccupation,
}

#[pymethods]
impl StateOccupation {
    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// The shares at the start, by state.
    #[getter]
    fn initial(&self) -> Vec<f64> {
        self.inner.initial().to_vec()
    }

    /// The times asked for.
    #[getter]
    fn times(&self) -> Vec<f64> {
        self.inner.times().to_vec()
    }

    /// The share in a state at the time at a position among those asked for.
    ///
    /// ``None`` before anyone was seen, after the last time seen unless all have come to where nobody leaves, and beyond the last position.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn share(&self, py: Python<'_>, state: &str, position: usize) -> PyResult<Option<StateProbability>> {
        Ok(enter(py, |_| self.inner.share(state, position))?.map(StateProbability::from))
    }

    fn __len__(&self) -> usize {
        self.inner.times().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.StateOccupation at {} times, states {}>", self.inner.times().len(), listed(self.inner.states()))
    }
}

tabular!(StateOccupation);
pickled!(StateOccupation, kaiin::survival::StateOccupation);

fn listed(states: &[String]) -> String {
    states.join(", ")
}

fn texts(states: &[String]) -> Vec<&str> {
    states.iter().map(String::as_str).collect()
}
