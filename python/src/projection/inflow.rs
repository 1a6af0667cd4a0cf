//! How many will come in the years ahead, in Python: a forecast inflow, or one that is given.

use super::arrival::{Arrival, ArrivalArg};
use crate::error::err;
use crate::result::{pickled, tabular, wraps};
use crate::words::Word;
use kaiin::projection::InflowMethod;
use pyo3::prelude::*;

/// How many new licence holders, or joiners, come in each year ahead, and how far these numbers may be off.
///
/// A year in which more come than expected raises what is expected of the years after it: the errors of different years hang together, and
/// `Projection` carries them so to all numbers, exactly. The forecast knows the past of one number and nothing of a school that
/// opens; with fewer than about ten years none of the methods knows how far it errs.
///
/// Args:
///     history: The numbers of the years that came, in order and without gaps; at most the last 20 are looked at.
///     horizon: How many years ahead.
///     method: ``"random_walk"`` (the default, chosen by back-tests: the last year, each year adds a change), ``"mean"`` (of the last five
///         years, each differs on its own), ``"drift"`` (the mean change goes on) or ``"damped_trend"`` (Gardner and McKenzie 1985).
///
/// Raises:
///     SettingError: Fewer than three years, or horizon 0.
///     TableError: More than 200 years ahead.
///
/// Examples:
///     >>> drift = InflowForecast([100, 104, 102, 106], 3, method="drift")  # changes 4, -2, 4: mean 2
///     >>> drift.mean
///     [108.0, 110.0, 112.0]
///     >>> drift.covariance(0, 2) > 0
///     True
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct InflowForecast {
    pub(crate) inner: kaiin::projection::InflowForecast,
}

#[pymethods]
impl InflowForecast {
    #[new]
    #[pyo3(signature = (history, horizon, *, method = None))]
    fn new(history: Vec<u64>, horizon: usize, method: Option<Word<InflowMethod>>) -> PyResult<Self> {
        let method = method.map(|word| word.0).unwrap_or_default();
        kaiin::projection::InflowForecast::of(&history, method, horizon).map(Self::from).map_err(err)
    }

    /// How the inflow goes on.
    #[getter]
    fn method(&self) -> Word<InflowMethod> {
        Word(self.inner.method())
    }

    /// The years that it follows from.
    #[getter]
    fn history(&self) -> Vec<u64> {
        self.inner.history().to_vec()
    }

    /// The expected number of each year ahead; never below 0.
    #[getter]
    fn mean(&self) -> Vec<f64> {
        self.inner.mean().to_vec()
    }

    /// The standard deviation of the number of each year ahead.
    #[getter]
    fn deviation(&self) -> Vec<f64> {
        self.inner.deviation()
    }

    /// The covariance of the numbers of two years, counted from 0; 0 beyond the horizon.
    fn covariance(&self, one: usize, other: usize) -> f64 {
        self.inner.covariance(one, other)
    }

    /// Each year with its mean and deviation, as if the years were independent: too certain for what adds up over years.
    fn arrivals(&self) -> PyResult<Vec<Arrival>> {
        self.inner.arrivals().map(|all| all.into_iter().map(Arrival::from).collect()).map_err(err)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.InflowForecast of {} years by {}>", self.inner.mean().len(), self.inner.method())
    }
}

tabular!(InflowForecast);
pickled!(InflowForecast, kaiin::projection::InflowForecast);
wraps!(InflowForecast, kaiin::projection::InflowForecast);

/// An inflow: a forecast, or numbers.
#[derive(FromPyObject)]
pub(super) enum InflowArg<'py> {
    #[pyo3(transparent, annotation = "InflowForecast")]
    Forecast(PyRef<'py, InflowForecast>),
    #[pyo3(transparent, annotation = "list[float | Arrival]")]
    Given(Vec<ArrivalArg>),
}

/// The same, kept.
pub(super) enum Inflow {
    Forecast(kaiin::projection::InflowForecast),
    Given(Vec<kaiin::projection::Arrival>),
}

impl InflowArg<'_> {
    pub(super) fn inflow(self) -> PyResult<Inflow> {
        match self {
            Self::Forecast(forecast) => Ok(Inflow::Forecast(forecast.inner.clone())),
            Self::Given(given) => given.into_iter().map(ArrivalArg::arrival).collect::<PyResult<_>>().map(Inflow::Given),
        }
    }
}

impl Inflow {
    /// How many years it names.
    pub(super) fn years(&self) -> usize {
        match self {
            Self::Forecast(forecast) => forecast.mean().len(),
            Self::Given(given) => given.len(),
        }
    }

    /// Settings with this inflow.
    pub(super) fn put<'a>(&self, settings: kaiin::projection::ProjectionSettings<'a>) -> kaiin::projection::ProjectionSettings<'a> {
        match self {
            Self::Forecast(forecast) => settings.inflow_forecast(forecast),
            Self::Given(given) => settings.inflow(given.iter().copied()),
        }
    }
}
