//! How many new people come, in Python: a number, or a number that is a matter of chance.

use crate::error::err;
use crate::result::{pickled, wraps};
use pyo3::prelude::*;

/// The people who come into a state in one year: new licence holders, joiners.
///
/// Their number matters for the variance: of 120 people known to come, only what becomes of them is chance; of 120 expected, the number is
/// chance too.
///
/// Args:
///     people: A given number of people. For a number that is uncertain see `Arrival.poisson`, `Arrival.binomial` and
///         `Arrival.uncertain`.
///
/// Raises:
///     SettingError: The number is negative, infinite or NaN.
///
/// Examples:
///     >>> Arrival(120).variance, Arrival.poisson(120).variance, Arrival.binomial(180, 0.5).variance
///     (0.0, 120.0, 45.0)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Arrival {
    pub(crate) inner: kaiin::projection::Arrival,
}

#[pymethods]
impl Arrival {
    #[new]
    fn new(people: f64) -> PyResult<Self> {
        kaiin::projection::Arrival::fixed(people).map(Self::from).map_err(err)
    }

    /// A Poisson number of people with the given mean.
    ///
    /// Raises:
    ///     SettingError: The mean is negative, infinite or NaN.
    #[staticmethod]
    fn poisson(mean: f64) -> PyResult<Self> {
        kaiin::projection::Arrival::poisson(mean).map(Self::from).map_err(err)
    }

    /// Those of ``of`` licence holders who join, each with the same probability.
    ///
    /// Raises:
    ///     SettingError: The probability is outside [0, 1].
    #[staticmethod]
    fn binomial(of: u64, probability: f64) -> PyResult<Self> {
        kaiin::projection::Arrival::binomial(of, probability).map(Self::from).map_err(err)
    }

    /// A number known by its mean and standard deviation only.
    ///
    /// Raises:
    ///     SettingError: One of them is negative, infinite or NaN.
    #[staticmethod]
    fn uncertain(mean: f64, deviation: f64) -> PyResult<Self> {
        kaiin::projection::Arrival::uncertain(mean, deviation).map(Self::from).map_err(err)
    }

    /// The expected number of people.
    #[getter]
    fn mean(&self) -> f64 {
        self.inner.mean()
    }

    /// The variance of their number.
    #[getter]
    fn variance(&self) -> f64 {
        self.inner.variance()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Arrival", &["mean", "variance"])
    }
}

pickled!(Arrival, kaiin::projection::Arrival);
wraps!(Arrival, kaiin::projection::Arrival);

/// A number of people, known or not.
#[derive(FromPyObject)]
pub(super) enum ArrivalArg {
    #[pyo3(transparent, annotation = "Arrival")]
    Given(Arrival),
    #[pyo3(transparent, annotation = "float")]
    People(f64),
}

impl ArrivalArg {
    pub(super) fn arrival(self) -> PyResult<kaiin::projection::Arrival> {
        match self {
            Self::Given(arrival) => Ok(arrival.inner),
            Self::People(people) => kaiin::projection::Arrival::fixed(people).map_err(err),
        }
    }
}
