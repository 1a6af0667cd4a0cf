//! Mean time within a horizon, and how much longer one group stays than another, in Python.

use crate::error::enter;
use crate::rates::confidence_or_default;
use crate::result::record;
use crate::survival::Limits;
use pyo3::prelude::*;

record! {
    /// Mean time spent by the horizon, in the unit of the times.
    RestrictedMean of kaiin::survival::RestrictedMean {
        /// The horizon.
        horizon: f64,
        /// Mean time from the origin to leaving or to the horizon, whichever comes first.
        mean: f64,
        /// Its standard error.
        error: f64,
        /// Whether the horizon lies after the last time seen, so that the curve was drawn on flat: an upper bound then.
        beyond_follow_up: bool,
    }
}

#[pymethods]
impl RestrictedMean {
    /// Normal limits.
    ///
    /// Args:
    ///     confidence: Confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[pyo3(signature = (*, confidence = None))]
    fn limits(&self, confidence: Option<f64>) -> PyResult<Limits> {
        Ok(self.inner.limits(confidence_or_default(confidence)?).into())
    }

    /// This mean less another one of the same horizon, from other persons.
    ///
    /// Raises:
    ///     TableError: The horizons differ.
    fn minus(&self, py: Python<'_>, other: PyRef<'_, Self>) -> PyResult<RestrictedMeanDifference> {
        let other = &other.inner;
        enter(py, |_| self.inner.minus(other)).map(RestrictedMeanDifference::from)
    }
}

record! {
    /// How much longer one group stays than another, within a horizon.
    RestrictedMeanDifference of kaiin::survival::RestrictedMeanDifference {
        /// The horizon.
        horizon: f64,
        /// First mean less second mean, in the unit of the times.
        difference: f64,
        /// Its standard error: groups are independent.
        error: f64,
        /// Two-sided p value of no difference; ``None`` when neither mean has an error.
        p_value: Option<f64>,
    }
}

#[pymethods]
impl RestrictedMeanDifference {
    /// Normal limits.
    ///
    /// Args:
    ///     confidence: Confidence, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    #[pyo3(signature = (*, confidence = None))]
    fn limits(&self, confidence: Option<f64>) -> PyResult<Limits> {
        Ok(self.inner.limits(confidence_or_default(confidence)?).into())
    }
}
