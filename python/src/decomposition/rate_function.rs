//! Rates that are functions of factors: the library's own, or the caller's, in Python.

use crate::array::Array;
use crate::error::{enter, err};
use kaiin::Result;
use kaiin::decision::decomposition as core;
use pyo3::prelude::*;
use std::cell::RefCell;

/// The rate as a function of the list of its factors, each the list of its cells.
pub(crate) struct RateOfFactors<'py>(Bound<'py, PyAny>);

/// The rate as a function of a list of numbers.
pub(super) struct RateOfNumbers<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for RateOfFactors<'py> {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "RateOfFactors");

    fn extract(rate: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        callable(&rate).map(Self)
    }
}

impl<'py> FromPyObject<'_, 'py> for RateOfNumbers<'py> {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "RateOfNumbers");

    fn extract(rate: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        callable(&rate).map(Self)
    }
}

fn callable<'py>(rate: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if rate.is_callable() {
        return Ok(rate.clone());
    }
    Err(pyo3::exceptions::PyTypeError::new_err(format!("{} is not a function", rate.repr()?)))
}

impl RateOfFactors<'_> {
    /// Work of the core with the rate: without the interpreter for a function of the library's, holding it for one of the caller's.
    pub(super) fn apply<T: Send>(self, work: impl FnOnce(&dyn Fn(&[&[f64]]) -> f64) -> Result<T> + Send) -> PyResult<T> {
        if is_own(&self.0, "sum_of_products")? {
            return enter(self.0.py(), |_| work(&core::sum_of_products));
        }
        if is_own(&self.0, "sum_of_factors")? {
            return enter(self.0.py(), |_| work(&core::sum_of_factors));
        }
        let caller = Caller::of(&self.0);
        let result = work(&|factors| caller.call(factors.iter().map(|cells| cells.to_vec()).collect::<Vec<_>>()));
        caller.finish(result)
    }
}

impl RateOfNumbers<'_> {
    /// The same for a rate of numbers.
    pub(super) fn apply<T: Send>(self, work: impl FnOnce(&dyn Fn(&[f64]) -> f64) -> Result<T> + Send) -> PyResult<T> {
        if is_own(&self.0, "product_of_factors")? {
            return enter(self.0.py(), |_| work(&core::product_of_factors));
        }
        let caller = Caller::of(&self.0);
        let result = work(&|values| caller.call(values.to_vec()));
        caller.finish(result)
    }
}

/// Whether a function is one of the library's.
fn is_own(rate: &Bound<'_, PyAny>, name: &str) -> PyResult<bool> {
    Ok(rate.is(&rate.py().import("kaiin._core")?.getattr(name)?))
}

/// Calls a function of the caller's. When it fails the core is given no number, on which it stops, and the exception is kept.
struct Caller<'a, 'py> {
    rate: &'a Bound<'py, PyAny>,
    failed: RefCell<Option<PyErr>>,
}

impl<'a, 'py> Caller<'a, 'py> {
    fn of(rate: &'a Bound<'py, PyAny>) -> Self {
        Self { rate, failed: RefCell::default() }
    }

    fn call(&self, values: impl IntoPyObject<'py>) -> f64 {
        if self.failed.borrow().is_some() {
            return f64::NAN;
        }
        self.rate.call1((values,)).and_then(|rate| rate.extract()).unwrap_or_else(|reason| {
            self.failed.replace(Some(reason));
            f64::NAN
        })
    }

    fn finish<T>(self, result: Result<T>) -> PyResult<T> {
        self.failed.into_inner().map_or_else(|| result.map_err(err), Err)
    }
}

/// The sum over cells of the product of all factors, ``sum a b c ...``, a factor of one number counting in every cell: the rate of most
/// decompositions. With factors of one number each it is their plain product; with shares and rates by cell the rate of the whole.
///
/// Args:
///     factors: The factors, each the list of its cells.
///
/// Raises:
///     InputError: A value is not a number.
///
/// Examples:
///     >>> sum_of_products([[0.25, 0.75], [0.8, 0.4], [100.0]])
///     50.0
#[pyfunction]
pub(crate) fn sum_of_products(factors: Vec<Array>) -> PyResult<f64> {
    with_cells(factors, core::sum_of_products)
}

/// The sum over cells of the sum of all factors, a factor of one number counting once.
///
/// Args:
///     factors: The factors, each the list of its cells.
///
/// Raises:
///     InputError: A value is not a number.
///
/// Examples:
///     >>> sum_of_factors([[0.25, 0.125], [0.0625]])
///     0.4375
#[pyfunction]
pub(crate) fn sum_of_factors(factors: Vec<Array>) -> PyResult<f64> {
    with_cells(factors, core::sum_of_factors)
}

/// The product of the factors of one cell: the rate of `Composition.standardise` where the rate of a cell is a product, or one factor alone.
///
/// Args:
///     factors: The factors.
///
/// Raises:
///     InputError: A value is not a number.
///
/// Examples:
///     >>> product_of_factors([0.5, 0.5, 3.0])
///     0.75
#[pyfunction]
pub(crate) fn product_of_factors(factors: Array) -> PyResult<f64> {
    factors.reals("factors").map(|factors| core::product_of_factors(&factors)).map_err(err)
}

fn with_cells(factors: Vec<Array>, rate: fn(&[&[f64]]) -> f64) -> PyResult<f64> {
    let factors = factors.into_iter().map(|cells| cells.reals("factors")).collect::<Result<Vec<_>>>().map_err(err)?;
    Ok(rate(&factors.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}
