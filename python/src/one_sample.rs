//! Does a group leave as a given standard says, or faster, or slower? In Python.

use crate::array::Array;
use crate::error::{enter, err};
use crate::log_rank::ChiSquared;
use crate::rates::{Interval, confidence_or_default};
use crate::result::{Field, fields, pickled, tabular};
use crate::survival::RiskTable;
use crate::words::Word;
use kaiin::rates::RateMethod;
use pyo3::prelude::*;

/// A given hazard, constant between given times: what leaving would be if the group were like the standard.
///
/// Times are in the unit of the rows, rates per that unit. The standard is taken as known without error; when it was estimated from about
/// as many members as the group has, compare the two with a log-rank test instead.
///
/// Examples:
///     >>> standard = StandardHazard.piecewise([0, 2], [0.1, 0.05])
///     >>> round(standard.cumulative(4), 12), standard.cumulative(-1)  # 2 * 0.1 + 2 * 0.05
///     (0.3, None)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct StandardHazard {
    inner: kaiin::survival::StandardHazard,
}

#[pymethods]
impl StandardHazard {
    /// One rate at all times.
    ///
    /// Raises:
    ///     SettingError: It is negative or not finite.
    #[staticmethod]
    fn constant(rate: f64) -> PyResult<Self> {
        kaiin::survival::StandardHazard::constant(rate).map(|inner| Self { inner }).map_err(err)
    }

    /// Rates that hold from given times on, each until the next, the last for ever. Before the first start the hazard is not known.
    ///
    /// Args:
    ///     starts: The times, ascending.
    ///     rates: One rate a start.
    ///
    /// Raises:
    ///     InputError: There is not one rate a start, or none at all.
    ///     SettingError: A rate is negative or not finite, or starts do not ascend.
    #[staticmethod]
    fn piecewise(py: Python<'_>, starts: Array, rates: Array) -> PyResult<Self> {
        let make = || kaiin::survival::StandardHazard::piecewise(&starts.reals("starts")?, &rates.reals("rates")?);
        enter(py, |_| make()).map(|inner| Self { inner })
    }

    /// A table of cumulative hazards, with straight lines between the times; not known before the first and after the last.
    ///
    /// Args:
    ///     times: The times, ascending.
    ///     cumulative: The cumulative hazard at each.
    ///
    /// Raises:
    ///     InputError: There is not one hazard a time, or fewer than two times.
    ///     SettingError: Times do not ascend, or a cumulative hazard falls or is not finite.
    #[staticmethod]
    fn of_cumulative(py: Python<'_>, times: Array, cumulative: Array) -> PyResult<Self> {
        let make = || kaiin::survival::StandardHazard::of_cumulative(&times.reals("times")?, &cumulative.reals("cumulative")?);
        enter(py, |_| make()).map(|inner| Self { inner })
    }

    /// A life table: the probability of leaving within each interval, given there at its start; ``rate = -ln(1 - q) / width``.
    ///
    /// Args:
    ///     times: The times between which the intervals lie, ascending: one more than probabilities.
    ///     probabilities: One probability an interval, from 0 to below 1.
    ///
    /// Raises:
    ///     InputError: There is not one time more than probabilities, or no interval.
    ///     SettingError: Times do not ascend, or a probability is not in [0, 1).
    #[staticmethod]
    fn of_probabilities(py: Python<'_>, times: Array, probabilities: Array) -> PyResult<Self> {
        let make = || kaiin::survival::StandardHazard::of_probabilities(&times.reals("times")?, &probabilities.reals("probabilities")?);
        enter(py, |_| make()).map(|inner| Self { inner })
    }

    /// The cumulative hazard at a time, from the first start on (from 0 for a constant rate); ``None`` where it is not known.
    fn cumulative(&self, time: f64) -> Option<f64> {
        self.inner.cumulative(time)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.StandardHazard {:?}>", self.inner)
    }
}

pickled!(StandardHazard, kaiin::survival::StandardHazard);

/// Observed leavers of a group against those expected under a given hazard: the one-sample log-rank test.
///
/// ``E = sum over rows of H(time) - H(entry)`` with the cumulative hazard H of the standard, ``z = (O - E) / sqrt(E)``. The standard is
/// taken as known. Allows for delayed entry. With fewer than about ten expected leavers take `exact_p_value`. N. E. Breslow (1975),
/// International Statistical Review 43, 45-57.
///
/// Examples:
///     Three members seen for 10, 20 and 30 years, two of whom left; the standard is 0.05 a year.
///
///     >>> rows = Observations.of_events([10, 20, 30], [1, 0, 1])
///     >>> test = OneSampleTest.of_table(rows.risk_table(), StandardHazard.constant(0.05))
///     >>> test.observed, test.expected, round(test.ratio, 12)
///     (2.0, 3.0, 0.666666666667)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct OneSampleTest {
    inner: kaiin::survival::OneSampleTest,
}

fields!(OneSampleTest {
    /// Leavers.
    observed: f64,
    /// Leavers expected under the standard; their variance is the same number.
    expected: f64,
});

#[pymethods]
impl OneSampleTest {
    /// The test of a group against a standard, for leaving with any outcome; `RiskTable.of_outcome` chooses one.
    ///
    /// Args:
    ///     table: Who was at risk.
    ///     standard: The standard.
    ///
    /// Raises:
    ///     RateError: Somebody was at risk at a time for which the standard is not known.
    #[staticmethod]
    fn of_table(py: Python<'_>, table: PyRef<'_, RiskTable>, standard: PyRef<'_, StandardHazard>) -> PyResult<Self> {
        let (table, standard) = (&table.inner, &standard.inner);
        enter(py, |_| kaiin::survival::OneSampleTest::of_table(table, standard)).map(|inner| Self { inner })
    }

    /// The test when the standard gives each row its own expectation, for example by age and sex.
    ///
    /// Args:
    ///     event: Whether each row left.
    ///     expected: The hazard that each row accumulates while it is seen.
    ///
    /// Raises:
    ///     InputError: The arrays differ in length.
    ///     SettingError: An expectation is negative or not finite, with its row.
    #[staticmethod]
    fn of_rows(py: Python<'_>, event: Array, expected: Array) -> PyResult<Self> {
        enter(py, |_| kaiin::survival::OneSampleTest::of_rows(&event.flags("event")?, &expected.reals("expected")?))
            .map(|inner| Self { inner })
    }

    /// The test from totals.
    ///
    /// Args:
    ///     observed: Leavers.
    ///     expected: Leavers expected.
    ///
    /// Raises:
    ///     SettingError: A total is negative or not finite.
    #[staticmethod]
    fn of_totals(observed: f64, expected: f64) -> PyResult<Self> {
        kaiin::survival::OneSampleTest::of_totals(observed, expected).map(|inner| Self { inner }).map_err(err)
    }

    /// Observed divided by expected, a standardised ratio: above 1 when the group leaves faster; ``None`` when none are expected.
    #[getter]
    fn ratio(&self) -> Option<f64> {
        self.inner.ratio()
    }

    /// Limits of the ratio, leavers taken as Poisson; ``None`` when none are expected, and when leavers were weighted so that their sum is
    /// not a whole number.
    ///
    /// Args:
    ///     confidence: Confidence, 0.95 by default.
    ///     method: Method, as in `rate_interval`; ``"garwood"``, the exact one, by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[pyo3(signature = (*, confidence = None, method = None))]
    fn ratio_interval(&self, py: Python<'_>, confidence: Option<f64>, method: Option<Word<RateMethod>>) -> PyResult<Option<Interval>> {
        let (confidence, method) = (confidence_or_default(confidence)?, method.map(|word| word.0).unwrap_or_default());
        enter(py, |_| self.inner.ratio_interval(confidence, method)).map(|limits| limits.field())
    }

    /// The standardised difference: above 0 when the group leaves faster; ``None`` when none are expected.
    #[getter]
    fn z(&self) -> Option<f64> {
        self.inner.z()
    }

    /// The square of `z` with its p value.
    #[getter]
    fn chi_squared(&self) -> Option<ChiSquared> {
        self.inner.chi_squared().map(ChiSquared::from)
    }

    /// The two-sided normal p value of `z`.
    #[getter]
    fn p_value(&self) -> Option<f64> {
        self.inner.p_value()
    }

    /// The exact two-sided p value, twice the smaller Poisson tail and at most 1: below 0.05 exactly when the 95 % Garwood interval does not
    /// contain 1. ``None`` when leavers were weighted so that their sum is not a whole number, and when none are expected and none left.
    #[getter]
    fn exact_p_value(&self) -> Option<f64> {
        self.inner.exact_p_value()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.OneSampleTest observed={} expected={}>", self.inner.observed, self.inner.expected)
    }
}

tabular!(OneSampleTest);
pickled!(OneSampleTest, kaiin::survival::OneSampleTest);
