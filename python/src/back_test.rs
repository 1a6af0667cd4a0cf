//! How good would a projection have been, in Python: the rolling back-test.

use crate::cohort::{CohortTable, MovementTable};
use crate::error::{enter, err};
use crate::licensees::Licensees;
use crate::result::{Field, pickled, record, tabular};
use crate::words::Word;
use kaiin::projection::back_test::{Forecast, Forecasts, constant_rate, drift, naive, projected_register, projected_totals};
use kaiin::projection::{InflowMethod, YearDependence};
use kaiin::{Error, FiscalYear};
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A projection as a method of forecasting, made again at every origin with the years before it.
///
/// Args:
///     table: A cohort table grouped by ``"licence_cohort"`` and ``"join_cohort"``, or a table of movements from yearly totals.
///     licensees: Licence holders, for a cohort table; without them the inflow is of joiners.
///     window: Years before the origin from which assumptions and variation between years are estimated.
///     dependence: How the effects of years hang together: ``"independent"`` (the default) or ``"random_walk"``.
///     inflow: How the inflow goes on from all years up to the origin, as in `InflowForecast`; ``"random_walk"`` unless told.
#[pyclass(frozen, module = "kaiin")]
pub(crate) struct ProjectionMethod {
    table: Basis,
    licensees: Option<Py<Licensees>>,
    window: u32,
    dependence: YearDependence,
    inflow: InflowMethod,
}

#[derive(FromPyObject)]
enum Basis {
    #[pyo3(transparent, annotation = "CohortTable")]
    Register(Py<CohortTable>),
    #[pyo3(transparent, annotation = "MovementTable")]
    Totals(Py<MovementTable>),
}

#[pymethods]
impl ProjectionMethod {
    #[new]
    #[pyo3(signature = (table, licensees = None, *, window, dependence = None, inflow = None))]
    fn new(
        table: Basis,
        licensees: Option<Py<Licensees>>,
        window: u32,
        dependence: Option<Word<YearDependence>>,
        inflow: Option<Word<InflowMethod>>,
    ) -> Self {
        let dependence = dependence.map(|word| word.0).unwrap_or_default();
        Self { table, licensees, window, dependence, inflow: inflow.map(|word| word.0).unwrap_or_default() }
    }
}

/// A method of forecasting.
#[derive(FromPyObject)]
pub(crate) enum MethodArg {
    #[pyo3(transparent, annotation = "ProjectionMethod")]
    Projection(Py<ProjectionMethod>),
    #[pyo3(transparent)]
    Other(Py<PyAny>),
}

/// The values of a series by fiscal year.
pub(crate) struct Series(BTreeMap<i32, f64>);

impl<'py> FromPyObject<'_, 'py> for Series {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "YearSeries");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        value.call_method0("items")?.try_iter()?.map(|item| item?.extract()).collect::<PyResult<_>>().map(Self)
    }
}

/// Methods by name, in the order given.
pub(crate) struct Methods(Vec<(String, MethodArg)>);

impl<'py> FromPyObject<'_, 'py> for Methods {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "ForecastMethods");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        value.call_method0("items")?.try_iter()?.map(|item| item?.extract()).collect::<PyResult<_>>().map(Self)
    }
}

type Method<'a> = Box<dyn Fn(&[(FiscalYear, f64)], usize) -> Forecasts + Send + 'a>;

impl MethodArg {
    /// The method; what a callable raises is kept in `raised`.
    fn method<'a>(&'a self, py: Python<'_>, raised: &'a Mutex<Option<PyErr>>) -> PyResult<Method<'a>> {
        match self {
            Self::Projection(projection) => Ok(projection.get().method()),
            Self::Other(other) => match other.extract::<String>(py).as_deref() {
                Ok("naive") => Ok(Box::new(naive)),
                Ok("drift") => Ok(Box::new(drift)),
                Ok("constant_rate") => Ok(Box::new(constant_rate)),
                Ok(word) => {
                    let reason = "is not known; write \"naive\", \"drift\" or \"constant_rate\", or give a function or a ProjectionMethod";
                    Err(err(crate::error::setting("method", format!("{word:?}"), reason)))
                }
                Err(_) => Ok(Box::new(move |history, horizon| called(other, history, horizon, raised))),
            },
        }
    }
}

impl ProjectionMethod {
    fn method(&self) -> Method<'_> {
        match &self.table {
            Basis::Register(table) => {
                let licensees = self.licensees.as_ref().map(|licensees| &licensees.get().inner);
                Box::new(projected_register(&table.get().inner, licensees, self.window, self.dependence, self.inflow))
            }
            Basis::Totals(table) => Box::new(projected_totals(&table.get().inner, self.window, self.dependence, self.inflow)),
        }
    }
}

/// What a function of the caller says.
fn called(function: &Py<PyAny>, history: &[(FiscalYear, f64)], horizon: usize, raised: &Mutex<Option<PyErr>>) -> Forecasts {
    let said = Python::attach(|py| {
        let history: Vec<(i32, f64)> = history.iter().map(|(year, value)| (year.get(), *value)).collect();
        function.call1(py, (history, horizon))?.extract::<Option<Vec<(f64, f64)>>>(py)
    });
    match said {
        Ok(said) => Ok(said.map(|all| all.into_iter().map(|(mean, deviation)| Forecast { mean, deviation }).collect())),
        Err(reason) => {
            *raised.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
            Err(Error::Cancelled)
        }
    }
}

/// Forecasts a series again from every earlier year with what was known then, and compares with what came.
///
/// Args:
///     series: The values by fiscal year, without a gap.
///     methods: By name, ``"naive"`` (as last year), ``"drift"``, ``"constant_rate"``, a `ProjectionMethod`, or a function of the years
///         up to the origin, as (year, value) pairs, and of the horizon, that returns (mean, deviation) for each year ahead, or ``None``.
///         Methods are compared where all of them say something.
///     horizon: How many years ahead.
///     fewest_years: How many years a method sees at the first origin.
///
/// Raises:
///     SettingError: Years are not consecutive, a value is no number, there is no method, or the horizon is 0.
///     InputError: No origin has enough years before and one after it.
///
/// Examples:
///     >>> line = {2000 + at: 100.0 + 5 * at for at in range(20)}
///     >>> scores = back_test(line, {"naive": "naive", "drift": "drift"}, horizon=3)
///     >>> scores.score("naive", 3).bias, scores.score("drift", 3).bias  # forecast less truth
///     (-15.0, 0.0)
#[pyfunction]
#[pyo3(signature = (series, methods, *, horizon = None, fewest_years = None))]
pub(crate) fn back_test(
    py: Python<'_>,
    series: Series,
    methods: Methods,
    horizon: Option<usize>,
    fewest_years: Option<usize>,
) -> PyResult<BackTestScores> {
    let raised = Mutex::new(None);
    let methods = methods.0.iter().map(|(name, method)| Ok((name, method.method(py, &raised)?))).collect::<PyResult<Vec<_>>>()?;
    let found = enter(py, move |_| {
        let test = kaiin::projection::back_test::BackTest::of(series.0.into_iter().map(|(year, value)| (FiscalYear(year), value)))?;
        let test = horizon.into_iter().fold(test, |test, years| test.horizon(years));
        let test = fewest_years.into_iter().fold(test, |test, years| test.fewest_years(years));
        methods.into_iter().fold(test, |test, (name, method)| test.method(name, method)).run()
    });
    match raised.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(reason) => Err(reason),
        None => found.map(|inner| BackTestScores { inner }),
    }
}

record! {
    /// How good a method was so many years ahead, over all origins.
    BackTestScore of kaiin::projection::back_test::BackTestScore {
        /// The method.
        method: String,
        /// Years ahead.
        ahead: usize,
        /// Forecasts judged.
        forecasts: usize,
        /// Mean of forecast less truth, in the unit of the series.
        bias: f64,
        /// Mean absolute error, in the unit of the series.
        absolute_error: f64,
        /// Mean absolute error in units of the mean absolute yearly change before each origin (MASE); ``None`` where nothing ever changed.
        scaled_error: Option<f64>,
        /// Mean continuous ranked probability score, in the unit of the series; smaller is better.
        ranked_score: f64,
        /// Share of the 50 % intervals that held what came.
        held_50: f64,
        /// Share of the 80 % intervals that held what came.
        held_80: f64,
        /// Share of the 95 % intervals that held what came.
        held_95: f64,
        /// Where what came lay in each forecast distribution, by origin: the probability integral transform.
        positions: Vec<f64>,
    }
}

/// The scores of all methods, by years ahead. Forecasts from neighbouring origins share most of their years: a share of intervals that held,
/// of twenty origins, is worth that of a few independent ones.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct BackTestScores {
    inner: kaiin::projection::back_test::BackTestScores,
}

#[pymethods]
impl BackTestScores {
    /// The scores, by method and years ahead.
    #[getter]
    fn scores(&self) -> Vec<BackTestScore> {
        self.inner.scores().iter().map(Field::field).collect()
    }

    /// The score of a method so many years ahead; ``None`` when it was not judged.
    fn score(&self, method: &str, ahead: usize) -> Option<BackTestScore> {
        self.inner.score(method, ahead).map(Field::field)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.BackTestScores of {} scores>", self.inner.scores().len())
    }
}

tabular!(BackTestScores);
pickled!(BackTestScores, kaiin::projection::back_test::BackTestScores);
