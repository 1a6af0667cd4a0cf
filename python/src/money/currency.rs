//! How whole amounts are written and divided, in Python.

use crate::error::err;
use crate::result::pickled;
use kaiin::decision::money::Money;
use pyo3::prelude::*;

/// How amounts of money are written for a reader.
///
/// An amount that is billed is an ``int`` everywhere in this library: a whole number of the smallest unit, such as yen or cents, so that
/// sums are exact in any order. What is only expected or discounted is a ``float`` of the same unit. One calculation is in one currency.
///
/// Args:
///     sign: What stands before amounts.
///     decimals: The number of decimals of the smallest unit: 0 for yen, 2 for euros and dollars.
///
/// Raises:
///     SettingError: More than 4 decimals.
///
/// Examples:
///     >>> Currency.yen().format(-1_234_567), Currency("EUR ", 2).format(1_050)
///     ('-¥1,234,567', 'EUR 10.50')
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Currency {
    inner: kaiin::decision::money::Currency,
}

#[pymethods]
impl Currency {
    #[new]
    fn new(sign: &str, decimals: u32) -> PyResult<Self> {
        kaiin::decision::money::Currency::new(sign, decimals).map(|inner| Self { inner }).map_err(err)
    }

    /// The yen, which has no smaller unit.
    #[staticmethod]
    fn yen() -> Self {
        Self { inner: kaiin::decision::money::Currency::yen() }
    }

    /// What stands before amounts.
    #[getter]
    fn sign(&self) -> &str {
        self.inner.sign()
    }

    /// The number of decimals of the smallest unit.
    #[getter]
    fn decimals(&self) -> u32 {
        self.inner.decimals()
    }

    /// An amount with the sign of the currency and its decimals.
    ///
    /// Args:
    ///     amount: A whole number of the smallest unit.
    fn format(&self, amount: i64) -> String {
        Money(amount).in_currency(&self.inner)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Currency as in {}>", self.format(1_234_567))
    }
}

pickled!(Currency, kaiin::decision::money::Currency);

/// An amount in instalments that differ by one unit at most and sum to it: the first ones are the larger.
///
/// Args:
///     amount: A whole number of the smallest unit.
///     number: How many instalments.
///
/// Raises:
///     SettingError: No instalment, or more than 366.
///
/// Examples:
///     >>> instalments(10_000, 3)
///     [3334, 3333, 3333]
#[pyfunction]
pub(crate) fn instalments(amount: i64, number: u32) -> PyResult<Vec<i64>> {
    let parts = Money(amount).instalments(number).map_err(err)?;
    Ok(parts.into_iter().map(|part| part.0).collect())
}
