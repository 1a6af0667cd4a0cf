//! The standardised rates of every population, factor by factor, in Python.

use super::change::Decomposition;
use super::populations::Populations;
use super::rate_function::RateOfFactors;
use crate::error::err;
use crate::result::{Field, pickled, record, tabular, wraps};
use pyo3::prelude::*;

record! {
    /// The rates of all populations as they would be if they differed in one factor only.
    StandardisedFactor of kaiin::decision::decomposition::StandardisedFactor {
        /// The factor that differs.
        name: String,
        /// What it counts, in English and Japanese.
        counts: (String, String),
        /// The standardised rate of each population.
        rates: Vec<f64>,
    }
}

/// Standardised rates of two populations or more. Made by `standardise` and `Composition.standardise`.
///
/// For any two populations the differences of the standardised rates sum over the factors to the difference of the rates.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct StandardisedRates {
    inner: kaiin::decision::decomposition::StandardisedRates,
}

wraps!(StandardisedRates, kaiin::decision::decomposition::StandardisedRates);

#[pymethods]
impl StandardisedRates {
    /// The convention by which what changed together is shared, in words.
    #[getter]
    fn method(&self) -> String {
        self.inner.method().to_string()
    }

    /// The populations.
    #[getter]
    fn populations(&self) -> Vec<String> {
        self.inner.populations().to_vec()
    }

    /// The rate of each population as it is (the crude rate).
    #[getter]
    fn rates(&self) -> Vec<f64> {
        self.inner.rates().to_vec()
    }

    /// The standardised rates, factor by factor.
    #[getter]
    fn factors(&self) -> Vec<StandardisedFactor> {
        self.inner.factors().iter().map(Field::field).collect()
    }

    /// The standardised rates of one factor; ``None`` when there is none of the name.
    fn factor(&self, name: &str) -> Option<StandardisedFactor> {
        self.inner.factor(name).map(Field::field)
    }

    /// The difference of two populations, as the second less the first, by factor.
    ///
    /// Args:
    ///     first: The population of before.
    ///     second: The population of after.
    ///
    /// Raises:
    ///     RateError: A population is not there.
    ///     SettingError: A difference is beyond what real numbers hold.
    fn between(&self, first: &str, second: &str) -> PyResult<Decomposition> {
        self.inner.between(first, second).map(Decomposition::from).map_err(err)
    }

    fn __len__(&self) -> usize {
        self.inner.factors().len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.StandardisedRates of {} by {} factors>", self.inner.populations().join(", "), self.inner.factors().len())
    }
}

tabular!(StandardisedRates);
pickled!(StandardisedRates, kaiin::decision::decomposition::StandardisedRates);

/// Standardises a rate that is any function of its factors, for two populations or more, without an order of the factors (Das Gupta).
///
/// The part of a factor is the mean over all orders in which the factors can be replaced (the Shapley value); with two factors it is
/// Kitagawa's. With more than two populations the rates are made consistent: the effect between two is the sum of those by way of a third.
/// The joint effect of factors that changed together is shared equally among them: that is the convention, and where factors changed much
/// another one can give other parts. Weak with many factors: 20, the most there may be, take a million evaluations a pair.
///
/// Source: Das Gupta, Standardization and Decomposition of Rates, U.S. Bureau of the Census P23-186 (1993), chapters 2 to 4 and 6.
///
/// Args:
///     populations: The populations and the factors of the rate in each.
///     rate: The rate, a function of the list of the factors in their order, each the list of its cells (of one where it is a number):
///         ``lambda f: f[0][0] * f[1][0] - f[2][0]``. It is called for every mixture of factors of two populations and must be defined for
///         them all. `sum_of_products` and `sum_of_factors` are computed without calling Python.
///
/// Returns:
///     The standardised rates of every population, and the `Decomposition` between any two.
///
/// Raises:
///     InputError: There is no factor.
///     TableError: There are more than 20 factors, or more than 2^27 evaluations in all.
///     SettingError: The rate of a mixture is not a finite number, as where it divides by 0.
///     Exception: One of the function's own comes out as it is.
///
/// Examples:
///     >>> years = Populations(["2013", "2023"]).factor("entry", [0.9, 0.7]).factor("stay", [0.8, 0.9]).factor("barred", [0.01, 0.01])
///     >>> change = standardise(years, lambda f: f[0][0] * f[1][0] - f[2][0]).between("2013", "2023")
///     >>> round(change.value("entry"), 12), round(change.value("stay"), 12), change.value("barred")  # -0.2 * 0.85 and 0.1 * 0.8
///     (-0.17, 0.08, 0.0)
#[pyfunction]
pub(crate) fn standardise(populations: PyRef<'_, Populations>, rate: RateOfFactors<'_>) -> PyResult<StandardisedRates> {
    let populations = &populations.inner;
    rate.apply(|rate| kaiin::decision::decomposition::standardise(populations, rate)).map(StandardisedRates::from)
}
