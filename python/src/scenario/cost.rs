//! What a change costs, in Python.

use crate::error::err;
use crate::result::{pickled, wraps};
use kaiin::decision::money::Money;
use pyo3::prelude::*;

/// The cost of a change. It is paid while the change is in force: from its first year until the last one of full strength; what fades
/// afterwards costs nothing. While a change grows, as large a share of the people is reached as its strength says.
///
/// Args:
///     once: Paid in the first year in force, a whole number of the smallest unit of money.
///     yearly: Paid in every year in force.
///     per_person: Paid for each person reached in a year.
///
/// Raises:
///     SettingError: An amount is negative.
///     TableError: An amount is beyond 2^53 units.
///
/// Examples:
///     >>> calls = Cost(once=2_000_000, yearly=500_000, per_person=300)
///     >>> calls.of_year(True, 1_000), calls.of_year(False, 1_000)
///     (2800000.0, 800000.0)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct Cost {
    pub(super) inner: kaiin::decision::scenario::Cost,
}

#[pymethods]
impl Cost {
    #[new]
    #[pyo3(signature = (*, once = None, yearly = None, per_person = None))]
    fn new(once: Option<i64>, yearly: Option<i64>, per_person: Option<i64>) -> PyResult<Self> {
        use kaiin::decision::scenario::Cost;
        let cost = once.map_or(Ok(Cost::default()), |amount| Cost::once(Money(amount)));
        let cost = yearly.into_iter().try_fold(cost.map_err(err)?, |cost, amount| cost.yearly(Money(amount))).map_err(err)?;
        per_person.into_iter().try_fold(cost, |cost, amount| cost.per_person(Money(amount))).map(Self::from).map_err(err)
    }

    /// The cost of a year in force.
    ///
    /// Args:
    ///     first: Whether it is the first one, in which what is paid once is paid.
    ///     reached: How many people are reached.
    fn of_year(&self, first: bool, reached: f64) -> f64 {
        self.inner.of_year(first, reached)
    }

    /// Whether it costs nothing.
    #[getter]
    fn is_nothing(&self) -> bool {
        self.inner.is_nothing()
    }

    /// What is paid once.
    #[getter]
    fn paid_once(&self) -> i64 {
        self.inner.paid_once().0
    }

    /// What is paid every year.
    #[getter]
    fn paid_yearly(&self) -> i64 {
        self.inner.paid_yearly().0
    }

    /// What is paid for each person.
    #[getter]
    fn paid_per_person(&self) -> i64 {
        self.inner.paid_per_person().0
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "Cost", &["paid_once", "paid_yearly", "paid_per_person"])
    }
}

pickled!(Cost, kaiin::decision::scenario::Cost);
wraps!(Cost, kaiin::decision::scenario::Cost);
