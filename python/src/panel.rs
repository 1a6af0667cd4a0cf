//! How often people change state when they are only seen now and then, in Python: a Markov model from snapshots.

use crate::array::{Array, TableArg};
use crate::calendar::FiscalCalendar;
use crate::error::{enter, err};
use crate::fit_ending::FitEnding;
use crate::rates::confidence_or_default;
use crate::register::Register;
use crate::result::{pickled, record, tabular};
use crate::survival::Limits;
use crate::words::Word;
use kaiin::EndReason;
use kaiin::cohort::StandingStates;
use kaiin::model::panel::{ExitTimes, PanelObservations as Core, YearEndSettings};
use pyo3::prelude::*;

/// Snapshots of persons, as counts of what is seen from one to the next.
///
/// Whole numbers, and all that the likelihood needs; the observations of two groups of persons add.
///
/// Args:
///     data: An Arrow stream (pandas, polars, pyarrow, duckdb ...), a mapping of columns, or a list of dicts.
///     states: The names of the states in the order of results.
///     person: Name of the column of persons.
///     time: Name of the column of times of the snapshots, in any one unit; rates are per that unit.
///     state: Name of the column of the states seen.
///
/// Raises:
///     InputError: A column is missing or has another type, or nobody is seen twice.
///     SettingError: With the row: a state that is listed twice or not at all, a time that is not a finite number, and two rows of one
///         person at one time.
///
/// Examples:
///     >>> snapshots = {"person": "AAABB", "time": [2020, 2021, 2022, 2021, 2022], "state": ["in", "in", "out", "in", "in"]}
///     >>> seen = PanelObservations(snapshots | {"person": list("AAABB")}, states=["in", "out"])
///     >>> seen.count("in", "in"), seen.count("in", "out")
///     (2, 1)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct PanelObservations {
    inner: Core,
}

#[pymethods]
impl PanelObservations {
    #[new]
    #[pyo3(signature = (data, *, states, person = "person", time = "time", state = "state"))]
    fn new(py: Python<'_>, data: TableArg<'_>, states: Vec<String>, person: &str, time: &str, state: &str) -> PyResult<Self> {
        let mut arrays = data.arrays(&[person, time, state])?.into_iter();
        let mut next = || arrays.next().unwrap_or(Array::Reals(Vec::new()));
        let (persons, times, seen) = (next(), next(), next());
        enter(py, |_| Core::new(&states, &persons.names(person)?, &times.reals(time)?, &seen.names(state)?)).map(|inner| Self { inner })
    }

    /// Snapshots of a register at the last days of its fiscal years; time is counted in years.
    ///
    /// Each person who has joined is in one state: a standing, lapsed, or exited for a final reason, after which the person is no longer
    /// followed.
    ///
    /// Args:
    ///     register: The register.
    ///     calendar: The fiscal calendar; the Japanese one by default.
    ///     standings: Whether standings are states ``"apart"`` (the default) or one state, ``"together"``.
    ///     final_reasons: The reasons after which a person is gone for good; death and retirement by default.
    ///     exits: Whether a final exit is seen at the next ``"year_end"`` (the default) or on its day, ``"exact"``.
    ///
    /// Raises:
    ///     InputError: Nobody is seen twice.
    #[staticmethod]
    #[pyo3(signature = (register, *, calendar = None, standings = None, final_reasons = None, exits = None))]
    fn of_register(
        py: Python<'_>,
        register: PyRef<'_, Register>,
        calendar: Option<FiscalCalendar>,
        standings: Option<Word<StandingStates>>,
        final_reasons: Option<Vec<Word<EndReason>>>,
        exits: Option<Word<ExitTimes>>,
    ) -> PyResult<Self> {
        let settings = YearEndSettings::new(calendar.map(|calendar| calendar.inner).unwrap_or_default());
        let settings = standings.into_iter().fold(settings, |settings, standings| settings.standings(standings.0));
        let plain = |reasons: Vec<Word<EndReason>>| reasons.into_iter().map(|word| word.0).collect::<Vec<_>>();
        let settings = final_reasons.into_iter().fold(settings, |settings, reasons| settings.final_reasons(&plain(reasons)));
        let settings = exits.into_iter().fold(settings, |settings, exits| settings.exits(exits.0));
        let register = &register.inner;
        enter(py, |_| settings.build(register)).map(|inner| Self { inner })
    }

    /// The same, with some states whose times are not those of a snapshot but of the change itself: deaths, or exits with their day.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    ///     SettingError: Persons are seen again after reaching it.
    fn exactly_observed(&self, py: Python<'_>, states: Vec<String>) -> PyResult<Self> {
        let names: Vec<&str> = states.iter().map(String::as_str).collect();
        enter(py, |_| self.inner.clone().exactly_observed(&names)).map(|inner| Self { inner })
    }

    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// How many times one state was seen after another, whatever the time between.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn count(&self, py: Python<'_>, from_: &str, to: &str) -> PyResult<u64> {
        enter(py, |_| self.inner.count(from_, to))
    }

    /// The observations of two groups with no person in both.
    ///
    /// Raises:
    ///     TableError: The states differ.
    fn merge(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<Self> {
        let other = &other.inner;
        enter(py, |_| self.inner.merge(other)).map(|inner| Self { inner })
    }

    fn __len__(&self) -> usize {
        self.inner.steps().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.PanelObservations: {} kinds of step, states {}>", self.inner.steps().len(), self.inner.states().join(", "))
    }
}

tabular!(PanelObservations);
pickled!(PanelObservations, Core);

/// A Markov process in continuous time: which changes of state can happen at a moment. Others happen by way of these.
///
/// ``P(t) = exp(Q t)`` with Q the rates; the likelihood is the product over pairs of snapshots of ``P(t; r, s)``. Assumes that rates do not
/// change with time, and that how long a person was in a state, or what came before, says nothing on what comes next. Where tenure matters,
/// as it does in most associations, fit newcomers and others apart, or take the rates as means.
///
/// Source: J. D. Kalbfleisch, J. F. Lawless, *J. Amer. Statist. Assoc.* 80, 1985, 863-871; C. H. Jackson, *J. Statist. Software* 38(8),
/// 2011 (R ``msm``).
///
/// Args:
///     allowed: The changes that are possible, each from one state to another.
///     confidence: How often limits contain the true value; 0.95 by default.
///
/// Raises:
///     SettingError: A change is named twice or is from a state to itself, or the confidence is not strictly between 0 and 1.
///     InputError: No change is named.
///
/// Examples:
///     >>> people = [{"person": n, "time": t, "state": "out" if t and n < 20 else "in"} for n in range(100) for t in (0, 1)]
///     >>> fit = PanelModel([("in", "out")]).fit(PanelObservations(people, states=["in", "out"]))
///     >>> round(fit.rates[0].rate, 9)  # exp(-rate) = 0.8
///     0.223143551
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct PanelModel {
    inner: kaiin::model::panel::PanelModel,
}

#[pymethods]
impl PanelModel {
    #[new]
    #[pyo3(signature = (allowed, *, confidence = None))]
    fn new(allowed: Vec<(String, String)>, confidence: Option<f64>) -> PyResult<Self> {
        let model = kaiin::model::panel::PanelModel::new(&allowed).map_err(err)?;
        let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
        Ok(Self { inner: confidence.into_iter().fold(model, kaiin::model::panel::PanelModel::confidence) })
    }

    /// The rates that make the snapshots most probable.
    ///
    /// Raises:
    ///     RateError: A change names a state that the observations do not have.
    ///     SettingError: The observations contain a step that is not possible, even by way of other states, or a state with exact times can
    ///         be left.
    fn fit(&self, py: Python<'_>, observations: PyRef<'_, PanelObservations>) -> PyResult<PanelFit> {
        let observations = &observations.inner;
        enter(py, |_| self.inner.fit(observations)).map(|inner| PanelFit { inner })
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.{:?}>", self.inner)
    }
}

pickled!(PanelModel, kaiin::model::panel::PanelModel);

record! {
    /// The rate of one change of state.
    PanelRate of kaiin::model::panel::PanelRate {
        /// The state reached.
        to: String,
        /// How often per unit of time, of those in the state.
        rate: f64,
        /// Its standard error; ``None`` when the fit did not end at a maximum.
        error: Option<f64>,
        /// The standard error of its logarithm.
        log_error: Option<f64>,
        /// Its limits, symmetric about the logarithm.
        limits: Option<Limits>,
    }
}

#[pymethods]
impl PanelRate {
    /// The state left.
    #[getter]
    fn from_(&self) -> &str {
        &self.inner.from
    }
}

record! {
    /// A value that follows from the rates, with the standard error that they give it (delta method).
    PanelEstimate of kaiin::model::panel::PanelEstimate {
        /// The value.
        value: f64,
        /// Its standard error; ``None`` when the fit did not end at a maximum.
        error: Option<f64>,
    }
}

/// A Markov process fitted to snapshots; made by `PanelModel.fit`.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct PanelFit {
    inner: kaiin::model::panel::PanelFit,
}

#[pymethods]
impl PanelFit {
    /// What was asked for.
    #[getter]
    fn model(&self) -> PanelModel {
        PanelModel { inner: self.inner.model().clone() }
    }

    /// The snapshots it was fitted to.
    #[getter]
    fn observations(&self) -> PanelObservations {
        PanelObservations { inner: self.inner.observations().clone() }
    }

    /// How the fit ended. A rate at the lower end: the change is not needed to explain the snapshots; leave it out.
    #[getter]
    fn ending(&self) -> FitEnding {
        self.inner.ending().clone().into()
    }

    /// The log likelihood at the rates found.
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.inner.log_likelihood()
    }

    /// Akaike's criterion: twice the number of rates less twice the log likelihood.
    #[getter]
    fn aic(&self) -> f64 {
        self.inner.aic()
    }

    /// Steps of the search.
    #[getter]
    fn steps(&self) -> u64 {
        self.inner.steps()
    }

    /// The names of the states, in order.
    #[getter]
    fn states(&self) -> Vec<String> {
        self.inner.states().to_vec()
    }

    /// The covariance of the logarithms of the rates, in the order of the model; ``None`` when the fit did not end at a maximum.
    #[getter]
    fn log_covariance(&self) -> Option<Vec<Vec<f64>>> {
        self.inner.log_covariance().map(<[Vec<f64>]>::to_vec)
    }

    /// The rates, in the order of the model.
    #[getter]
    fn rates(&self) -> Vec<PanelRate> {
        self.inner.rates().into_iter().map(PanelRate::from).collect()
    }

    /// The rate at which a state is left, for any other.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn rate_out(&self, py: Python<'_>, state: &str) -> PyResult<PanelEstimate> {
        enter(py, |_| self.inner.rate_out(state)).map(PanelEstimate::from)
    }

    /// The mean time of one stay in a state; ``None`` where nobody leaves.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    fn mean_stay(&self, py: Python<'_>, state: &str) -> PyResult<Option<PanelEstimate>> {
        Ok(enter(py, |_| self.inner.mean_stay(state))?.map(PanelEstimate::from))
    }

    /// The probability of being in a state so much later, given a state.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    ///     SettingError: The time is negative or not a finite number.
    fn probability(&self, py: Python<'_>, from_: &str, to: &str, time: f64) -> PyResult<PanelEstimate> {
        enter(py, |_| self.inner.probability(from_, to, time)).map(PanelEstimate::from)
    }

    /// The mean time spent in a state until a horizon, all stays together, given a state at first.
    ///
    /// Raises:
    ///     RateError: There is no such state.
    ///     SettingError: The horizon is negative or not a finite number.
    fn time_in_state(&self, py: Python<'_>, from_: &str, state: &str, horizon: f64) -> PyResult<PanelEstimate> {
        enter(py, |_| self.inner.time_in_state(from_, state, horizon)).map(PanelEstimate::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.PanelFit of {} rates, states {}>", self.inner.rates().len(), self.inner.states().join(", "))
    }
}

tabular!(PanelFit);
pickled!(PanelFit, kaiin::model::panel::PanelFit);
