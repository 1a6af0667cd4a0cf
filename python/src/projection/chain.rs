//! How people go through the states of a Markov chain, in Python.

use super::arrival::ArrivalArg;
use crate::error::{enter, err};
use crate::rates::{Interval, confidence_or_default};
use crate::result::{Field, pickled, record, tabular, wraps};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// States, and for each step the probabilities of going from one to another: the model of manpower planning.
///
/// Everyone moves once a step, independently, with probabilities that depend on state and step only.
///
/// Args:
///     states: The names of the states.
///     probabilities: A square matrix by rows for all steps, or a list of matrices for the first, second, ... step, of which the last
///         holds for all later steps. Row ``i`` holds the probabilities of going from state ``i`` to each state, and sums to 1: people who
///         leave for good go to a state that they never leave.
///
/// Raises:
///     SettingError: A state is named twice, a probability is outside [0, 1], or a row does not sum to 1.
///     TableError: A matrix is not square with a row and column for each state, or there are more than 1,000 states.
///
/// References:
///     D. J. Bartholomew, A. F. Forbes and S. I. McClean (1991), Statistical Techniques for Manpower Planning, 2nd ed., Wiley.
///
/// Examples:
///     >>> chain = MarkovChain(["member", "gone"], [[0.75, 0.25], [0, 1]])
///     >>> later = chain.project([16, 0], 2)
///     >>> later.expected(2)  # 16 x 0.75 x 0.75
///     [9.0, 7.0]
///     >>> later.covariance(2, "member", "member")
///     3.9375
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MarkovChain {
    inner: kaiin::projection::MarkovChain,
}

/// One matrix, or one for each step.
#[derive(FromPyObject)]
enum MatrixArg {
    #[pyo3(transparent, annotation = "list[list[float]]")]
    All(Vec<Vec<f64>>),
    #[pyo3(transparent, annotation = "list[list[list[float]]]")]
    ByStep(Vec<Vec<Vec<f64>>>),
}

/// For each state the people who come at the end of the first, second, ... step; a single number or `Arrival` comes at every step.
#[derive(FromPyObject)]
enum ArrivalsArg {
    #[pyo3(transparent, annotation = "Arrival | float")]
    EachStep(ArrivalArg),
    #[pyo3(transparent, annotation = "list[Arrival | float]")]
    ByStep(Vec<ArrivalArg>),
}

#[pymethods]
impl MarkovChain {
    #[new]
    fn new(states: Vec<String>, probabilities: MatrixArg) -> PyResult<Self> {
        let chain = match &probabilities {
            MatrixArg::All(matrix) => kaiin::projection::MarkovChain::constant(states, matrix),
            MatrixArg::ByStep(steps) => kaiin::projection::MarkovChain::by_step(states, steps),
        };
        chain.map(Self::from).map_err(err)
    }

    /// The names of the states.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// Expected numbers and covariances after each of ``steps`` steps, exactly.
    ///
    /// Args:
    ///     start: The people in each state at the start.
    ///     steps: How many steps.
    ///     arrivals: By state, the people who come at the end of the first, second, ... step; a single number or `Arrival` comes at the end
    ///         of every step. They move for the first time in the step after.
    ///
    /// Raises:
    ///     SettingError: There is no such state, or a number of people is negative.
    ///     TableError: There is not one number for each state, or the steps are too many.
    #[pyo3(signature = (start, steps, *, arrivals = None))]
    fn project(
        &self,
        py: Python<'_>,
        start: Vec<f64>,
        steps: usize,
        arrivals: Option<BTreeMap<String, ArrivalsArg>>,
    ) -> PyResult<ChainProjection> {
        let settings = self.settings(&start, arrivals)?;
        enter(py, |_| settings.run(steps)).map(ChainProjection::from)
    }

    /// The exact distribution of the number of people who are in one of ``states`` after ``steps`` steps.
    ///
    /// Args:
    ///     start: The people in each state at the start: whole numbers.
    ///     states: The states counted.
    ///     steps: How many steps.
    ///     arrivals: As in `project`; not `Arrival.uncertain`.
    ///
    /// Raises:
    ///     SettingError: There is no such state, a number of people is not whole, or arrivals have no distribution.
    ///     TableError: More than 20,000 people.
    ///
    /// Examples:
    ///     >>> chain = MarkovChain(["member", "gone"], [[0.5, 0.5], [0, 1]])
    ///     >>> [round(p, 12) for p in chain.distribution([2, 0], ["member"], 1).probabilities]
    ///     [0.25, 0.5, 0.25]
    #[pyo3(signature = (start, states, steps, *, arrivals = None))]
    fn distribution(
        &self,
        py: Python<'_>,
        start: Vec<f64>,
        states: Vec<String>,
        steps: usize,
        arrivals: Option<BTreeMap<String, ArrivalsArg>>,
    ) -> PyResult<CountDistribution> {
        let settings = self.settings(&start, arrivals)?;
        let states: Vec<&str> = states.iter().map(String::as_str).collect();
        enter(py, |_| settings.distribution(&states, steps)).map(CountDistribution::from)
    }

    /// How long people stay before they end in a state that nobody leaves, and in which.
    ///
    /// Raises:
    ///     SettingError: The probabilities differ from step to step, every state is left or none is, or some people never reach an end.
    fn absorbing_times(&self, py: Python<'_>) -> PyResult<AbsorbingTimes> {
        enter(py, |_| self.inner.absorbing_times()).map(AbsorbingTimes::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.MarkovChain of {} states>", self.inner.states().len())
    }
}

impl MarkovChain {
    fn settings(&self, start: &[f64], arrivals: Option<BTreeMap<String, ArrivalsArg>>) -> PyResult<kaiin::projection::ChainSettings<'_>> {
        let mut settings = self.inner.starting_with(start).map_err(err)?;
        for (state, numbers) in arrivals.unwrap_or_default() {
            settings = match numbers {
                ArrivalsArg::EachStep(number) => settings.arrivals_each_step(&state, number.arrival()?).map_err(err)?,
                ArrivalsArg::ByStep(numbers) => (1..)
                    .zip(numbers)
                    .try_fold(settings, |settings, (step, number)| settings.arrivals(step, &state, number.arrival()?).map_err(err))?,
            };
        }
        Ok(settings)
    }
}

pickled!(MarkovChain, kaiin::projection::MarkovChain);
wraps!(MarkovChain, kaiin::projection::MarkovChain);

/// The expected number of people in every state after 0, 1, 2, ... steps, and the covariances of these numbers.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct ChainProjection {
    inner: kaiin::projection::ChainProjection,
}

#[pymethods]
impl ChainProjection {
    /// The names of the states.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// Number of steps followed.
    #[getter]
    fn steps(&self) -> usize {
        self.inner.steps()
    }

    /// The expected number of people in each state after ``step`` steps.
    ///
    /// Raises:
    ///     SettingError: So many steps were not followed.
    fn expected(&self, step: usize) -> PyResult<Vec<f64>> {
        self.inner.expected(step).map(<[f64]>::to_vec).map_err(err)
    }

    /// The covariance of the numbers of people in two states after ``step`` steps; the variance when they are the same state.
    ///
    /// Raises:
    ///     SettingError: So many steps were not followed, or there is no such state.
    fn covariance(&self, step: usize, one: &str, other: &str) -> PyResult<f64> {
        self.inner.covariance(step, one, other).map_err(err)
    }

    /// The expected number of people in any of ``states`` after ``step`` steps, and the variance of that number.
    ///
    /// Raises:
    ///     SettingError: So many steps were not followed, or there is no such state.
    fn together(&self, step: usize, states: Vec<String>) -> PyResult<(f64, f64)> {
        self.inner.together(step, &states.iter().map(String::as_str).collect::<Vec<_>>()).map_err(err)
    }

    /// The prediction interval of the number of people in any of ``states`` after ``step`` steps, by the normal approximation, never
    /// below 0. For few people use `MarkovChain.distribution`, which is exact.
    ///
    /// Args:
    ///     step: After how many steps.
    ///     states: The states counted.
    ///     confidence: Confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: So many steps were not followed, or there is no such state.
    #[pyo3(signature = (step, states, *, confidence = None))]
    fn interval(&self, step: usize, states: Vec<String>, confidence: Option<f64>) -> PyResult<Interval> {
        let states: Vec<&str> = states.iter().map(String::as_str).collect();
        self.inner.interval(step, &states, confidence_or_default(confidence)?).map(|interval| interval.field()).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.ChainProjection of {} steps>", self.inner.steps())
    }
}

tabular!(ChainProjection);
pickled!(ChainProjection, kaiin::projection::ChainProjection);
wraps!(ChainProjection, kaiin::projection::ChainProjection);

/// The probability of every number of people in some states after some steps.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CountDistribution {
    inner: kaiin::projection::CountDistribution,
}

#[pymethods]
impl CountDistribution {
    /// The probability of 0, 1, 2, ... people.
    #[getter]
    fn probabilities(&self) -> Vec<f64> {
        self.inner.probabilities().to_vec()
    }

    /// The expected number of people.
    #[getter]
    fn mean(&self) -> f64 {
        self.inner.mean()
    }

    /// The variance of the number of people.
    #[getter]
    fn variance(&self) -> f64 {
        self.inner.variance()
    }

    /// The probability of at least ``number`` people: of reaching a target.
    fn at_least(&self, number: u64) -> f64 {
        self.inner.at_least(number)
    }

    /// The smallest number of people that is not exceeded with at least the given probability.
    ///
    /// Raises:
    ///     SettingError: The probability is outside [0, 1].
    fn quantile(&self, probability: f64) -> PyResult<u64> {
        self.inner.quantile(probability).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.CountDistribution of mean {:.1}>", self.inner.mean())
    }
}

tabular!(CountDistribution);
pickled!(CountDistribution, kaiin::projection::CountDistribution);
wraps!(CountDistribution, kaiin::projection::CountDistribution);

record! {
    /// Times spent in the states of an absorbing chain. Steps include the one in which people are at the start: who leaves at once has
    /// spent one. J. G. Kemeny and J. L. Snell (1976), Finite Markov Chains, Springer, chapter III.
    AbsorbingTimes of kaiin::projection::AbsorbingTimes {
        /// States that everyone leaves at last.
        transient: Vec<String>,
        /// States that nobody leaves.
        absorbing: Vec<String>,
        /// Expected steps spent in each transient state (columns), by the transient state of the start (rows).
        steps_in_state: Vec<Vec<f64>>,
        /// Expected steps until an absorbing state is reached, by the state of the start.
        expected_steps: Vec<f64>,
        /// Variance of these steps.
        variance_of_steps: Vec<f64>,
        /// Probability of ending in each absorbing state (columns), by the state of the start (rows).
        probability_of_end: Vec<Vec<f64>>,
    }
}

crate::result::produces_arrow!(AbsorbingTimes);
