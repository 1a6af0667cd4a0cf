//! Whether two rates differ, and by how much, in Python.

use crate::error::{enter, err};
use crate::rates::{Interval, confidence_or_default};
use crate::result::{pickled, record};
use crate::words::Word;
use kaiin::rates::{DifferenceMethod, RateTest, RatioMethod};
use pyo3::prelude::*;

/// Events counted in an exposure (person-years, members at start): the evidence for one rate.
///
/// Args:
///     events: Events counted.
///     exposure: Exposure in which they were counted, above 0.
///
/// Raises:
///     SettingError: The exposure is not a finite number above 0: without exposure there is no rate to compare.
///
/// Examples:
///     >>> ObservedRate(11, 44.0).rate
///     0.25
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct ObservedRate {
    inner: kaiin::rates::ObservedRate,
}

#[pymethods]
impl ObservedRate {
    #[new]
    fn new(events: u64, exposure: f64) -> PyResult<Self> {
        kaiin::rates::ObservedRate::new(events, exposure).map(|inner| Self { inner }).map_err(err)
    }

    /// Events counted.
    #[getter]
    fn events(&self) -> u64 {
        self.inner.events()
    }

    /// Exposure in which they were counted.
    #[getter]
    fn exposure(&self) -> f64 {
        self.inner.exposure()
    }

    /// Events per unit of exposure.
    #[getter]
    fn rate(&self) -> f64 {
        self.inner.rate()
    }

    fn __repr__(&self) -> String {
        format!("ObservedRate({}, {:?})", self.events(), self.exposure())
    }
}

pickled!(ObservedRate, kaiin::rates::ObservedRate);

impl crate::result::Field<ObservedRate> for kaiin::rates::ObservedRate {
    fn field(&self) -> ObservedRate {
        ObservedRate { inner: *self }
    }
}

record! {
    /// Limits of a ratio; without an upper one the ratio may be as large as one likes.
    RatioInterval of kaiin::rates::RatioInterval {
        /// The lower limit, at least 0.
        lower: f64,
        /// The upper limit; ``None`` when the data set none.
        upper: Option<f64>,
        /// How often such intervals contain the true ratio, according to the method.
        confidence: f64,
        /// How the limits were computed.
        method: String,
    }
}

#[pymethods]
impl RatioInterval {
    /// Whether a value lies between the limits or on one.
    fn contains(&self, value: f64) -> bool {
        self.inner.contains(value)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }
}

record! {
    /// The ratio of two rates, with what it was computed from.
    RateRatio of kaiin::rates::RateRatio {
        /// The rate in the numerator.
        first: ObservedRate,
        /// The rate in the denominator.
        second: ObservedRate,
        /// First rate divided by second; ``None`` when the second group had no event.
        ratio: Option<f64>,
        /// Limits of the ratio; ``None`` when the method has none for these counts.
        interval: Option<RatioInterval>,
    }
}

record! {
    /// The difference of two rates, with what it was computed from.
    RateDifference of kaiin::rates::RateDifference {
        /// The rate from which is subtracted.
        first: ObservedRate,
        /// The rate that is subtracted.
        second: ObservedRate,
        /// First rate minus second, per unit of exposure.
        difference: f64,
        /// Limits of the difference.
        interval: Interval,
    }
}

/// The ratio of the first rate to the second, with an interval.
///
/// Events are taken as Poisson and the two groups as independent. Exchanging the groups turns limits into their reciprocals.
///
/// Args:
///     first: The rate in the numerator.
///     second: The rate in the denominator.
///     confidence: Confidence, 0.95 by default.
///     method: Method, ``"exact_conditional"`` by default: right where the stated confidence must be a guarantee; ``"score"`` and
///         ``"mid_p"`` hold it on average only.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
///
/// Examples:
///     Seven lapses in 80 years against none in 90: no upper limit.
///
///     >>> result = rate_ratio(ObservedRate(7, 80.0), ObservedRate(0, 90.0))
///     >>> result.ratio, result.interval.upper
///     (None, None)
///     >>> round(result.interval.lower, 4)  # 90/80 s/(1 - s) with s = 0.025 ^ (1/7)
///     1.6215
#[pyfunction]
#[pyo3(signature = (first, second, *, confidence = None, method = None))]
pub(crate) fn rate_ratio(
    py: Python<'_>,
    first: ObservedRate,
    second: ObservedRate,
    confidence: Option<f64>,
    method: Option<Word<RatioMethod>>,
) -> PyResult<RateRatio> {
    let (confidence, method) = (confidence_or_default(confidence)?, method.map(|word| word.0).unwrap_or_default());
    enter(py, |_| kaiin::rates::rate_ratio(first.inner, second.inner, confidence, method)).map(RateRatio::from)
}

/// The first rate minus the second, with an interval; per unit of exposure, which must be the same unit in both.
///
/// Events are taken as Poisson and the two groups as independent.
///
/// Args:
///     first: The rate from which is subtracted.
///     second: The rate that is subtracted.
///     confidence: Confidence, 0.95 by default.
///     method: Method, ``"score"`` by default.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1.
///
/// Examples:
///     Nine lapses in 10 years against four in 10: 0.5 ± 1.96 √13 / 10.
///
///     >>> result = rate_difference(ObservedRate(9, 10.0), ObservedRate(4, 10.0), method="wald")
///     >>> result.difference, round(result.interval.upper, 4)
///     (0.5, 1.2067)
#[pyfunction]
#[pyo3(signature = (first, second, *, confidence = None, method = None))]
pub(crate) fn rate_difference(
    py: Python<'_>,
    first: ObservedRate,
    second: ObservedRate,
    confidence: Option<f64>,
    method: Option<Word<DifferenceMethod>>,
) -> PyResult<RateDifference> {
    let (confidence, method) = (confidence_or_default(confidence)?, method.map(|word| word.0).unwrap_or_default());
    enter(py, |_| kaiin::rates::rate_difference(first.inner, second.inner, confidence, method)).map(RateDifference::from)
}

/// The two-sided p-value of equal rates: how probable it is, if they are equal, to see counts at least as unlike as these.
///
/// Without any event it is 1. A large p-value does not show that the rates are equal; look at the interval of their `rate_ratio`.
///
/// Args:
///     first: One rate.
///     second: The other.
///     test: Test, ``"exact_conditional"`` by default.
///
/// Examples:
///     Four lapses against none in the same exposure: all four on one side or on the other, 2/16.
///
///     >>> round(equal_rates_p(ObservedRate(4, 100.0), ObservedRate(0, 100.0)), 12)
///     0.125
#[pyfunction]
#[pyo3(signature = (first, second, *, test = None))]
pub(crate) fn equal_rates_p(py: Python<'_>, first: ObservedRate, second: ObservedRate, test: Option<Word<RateTest>>) -> PyResult<f64> {
    let test = test.map(|word| word.0).unwrap_or_default();
    enter(py, |_| kaiin::rates::equal_rates_p(first.inner, second.inner, test))
}
