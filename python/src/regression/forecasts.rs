//! How good probabilities were that were forecast, in Python: scores, calibration, lift and concordance.

use crate::array::Array;
use crate::error::enter;
use crate::rates::confidence_or_default;
use crate::result::{pickled, record, tabular, wraps};
use kaiin::model::regression::Forecasts as Core;
use pyo3::prelude::*;

/// Probabilities that were forecast, each with how many it was forecast for and how many of them had the event.
///
/// Made by `grouped` or `of_outcomes`. Equal probabilities are one, and probabilities ascend: the order of rows never matters.
///
/// Examples:
///     >>> forecasts = Forecasts.of_outcomes([0.2, 0.8, 0.2, 0.5], [False, True, True, False])
///     >>> round(forecasts.brier, 12)  # (0.04 + 0.04 + 0.64 + 0.25) / 4
///     0.2425
///     >>> round(forecasts.brier_skill(0.5), 12)  # against the constant 0.5, whose Brier score is 0.25
///     0.03
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Forecasts {
    inner: Core,
}

#[pymethods]
impl Forecasts {
    /// Forecasts for cells of so many trials and events.
    ///
    /// Args:
    ///     hazards: The probabilities.
    ///     events: How many had the event.
    ///     trials: Of how many.
    ///
    /// Raises:
    ///     InputError: The columns differ in length or hold something else, or there is no trial.
    ///     SettingError: A probability is outside [0, 1], or there are more events than trials, with the row.
    #[staticmethod]
    fn grouped(py: Python<'_>, hazards: Array, events: Array, trials: Array) -> PyResult<Self> {
        enter(py, |_| Core::grouped(&hazards.reals("hazards")?, &events.counts("events")?, &trials.counts("trials")?))
            .map(|inner| Self { inner })
    }

    /// Forecasts for single persons, and whether each had the event.
    ///
    /// Args:
    ///     hazards: The probabilities.
    ///     events: Whether each had the event.
    ///
    /// Raises:
    ///     InputError: As for `grouped`.
    ///     SettingError: As for `grouped`.
    #[staticmethod]
    fn of_outcomes(py: Python<'_>, hazards: Array, events: Array) -> PyResult<Self> {
        enter(py, |_| Core::of_outcomes(&hazards.reals("hazards")?, &events.flags("events")?)).map(|inner| Self { inner })
    }

    /// Number of trials.
    #[getter]
    fn trials(&self) -> u64 {
        self.inner.trials()
    }

    /// Number of events.
    #[getter]
    fn events(&self) -> u64 {
        self.inner.events()
    }

    /// Number of events that were to be expected: the sum of the probabilities.
    #[getter]
    fn expected(&self) -> f64 {
        self.inner.expected()
    }

    /// The Brier score: the mean squared difference of probability and outcome. 0 is perfect.
    ///
    /// Source: G. W. Brier, *Monthly Weather Review* 78(1), 1950, 1-3.
    #[getter]
    fn brier(&self) -> f64 {
        self.inner.brier()
    }

    /// By how much the Brier score is better than that of a constant probability: 1 is perfect, 0 no better, below 0 worse. ``None`` when
    /// the constant is perfect itself.
    fn brier_skill(&self, constant: f64) -> Option<f64> {
        self.inner.brier_skill(constant)
    }

    /// The logarithmic score: the mean of minus the logarithm of the probability of what happened, in nats. 0 is perfect. ``None`` when
    /// something happened whose probability was 0.
    ///
    /// Source: I. J. Good, *Journal of the Royal Statistical Society B* 14(1), 1952, 107-114.
    #[getter]
    fn log_score(&self) -> Option<f64> {
        self.inner.log_score()
    }

    /// Whether as many left as was forecast, in groups of rising probability.
    ///
    /// Args:
    ///     groups: Number of groups; 10 for deciles.
    ///     confidence: Confidence of the limits of the shares, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: There is no group, or the confidence is not strictly between 0 and 1.
    #[pyo3(signature = (groups, *, confidence = None))]
    fn calibration(&self, py: Python<'_>, groups: usize, confidence: Option<f64>) -> PyResult<Calibration> {
        let confidence = confidence_or_default(confidence)?;
        enter(py, |_| self.inner.calibration(groups, confidence)).map(Calibration::from)
    }

    /// How many of the leavers are among those of highest probability.
    ///
    /// Args:
    ///     groups: Number of groups; 10 for deciles.
    ///
    /// Raises:
    ///     SettingError: There is no group.
    fn lift(&self, py: Python<'_>, groups: usize) -> PyResult<Lift> {
        enter(py, |_| self.inner.lift(groups)).map(Lift::from)
    }

    /// How often a leaver had a higher probability than one who stayed; ``None`` without either.
    ///
    /// Args:
    ///     confidence: Confidence of the limits, 0.95 by default.
    ///
    /// Raises:
    ///     SettingError: The confidence is not strictly between 0 and 1.
    ///
    /// Examples:
    ///     >>> Forecasts.of_outcomes([0.1, 0.4, 0.35, 0.8], [False, False, True, True]).concordance().value  # three of four pairs
    ///     0.75
    #[pyo3(signature = (*, confidence = None))]
    fn concordance(&self, confidence: Option<f64>) -> PyResult<Option<Concordance>> {
        Ok(self.inner.concordance(confidence_or_default(confidence)?).map(Concordance::from))
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Forecasts of {} trials, {} events>", self.inner.trials(), self.inner.events())
    }
}

pickled!(Forecasts, Core);

record! {
    /// A number with its standard error.
    Estimate of kaiin::model::regression::Estimate {
        /// The number.
        value: f64,
        /// Its standard error.
        error: f64,
    }
}

/// Forecasts against outcomes: did as many leave as was forecast?
///
/// ``logit P(event) = a + b logit(p)``: a slope b below 1 says that forecasts are too far apart (overfitted), above 1 too close. In the
/// large, ``logit P(event) = a + logit(p)``: a above 0 says that more left than was forecast. As a table, one row a group: `from`, `to`,
/// `trials`, `events`, `forecast`, `observed`, and exact limits of the share, `lower` and `upper`. Equal probabilities stay together, so
/// there may be fewer groups than asked for.
///
/// Source: D. R. Cox, *Biometrika* 45(3/4), 1958, 562-565; E. W. Steyerberg, *Clinical Prediction Models*, 2009, chapter 15.
///
/// Examples:
///     >>> forecasts = Forecasts.grouped([0.1, 0.5], [20, 70], [100, 100])
///     >>> calibration = forecasts.calibration(2)
///     >>> calibration.to_table()["observed"]
///     [0.2, 0.7]
///     >>> round(calibration.slope.value, 4)  # ln(28 / 3) / ln 9
///     1.0166
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Calibration {
    inner: kaiin::model::regression::Calibration,
}

wraps!(Calibration, kaiin::model::regression::Calibration);

#[pymethods]
impl Calibration {
    /// The slope; ``None`` when a probability is 0 or 1, all are the same, or outcomes follow them without exception.
    #[getter]
    fn slope(&self) -> Option<Estimate> {
        self.inner.slope.map(Estimate::from)
    }

    /// The intercept that belongs to the slope.
    #[getter]
    fn intercept(&self) -> Option<Estimate> {
        self.inner.intercept.map(Estimate::from)
    }

    /// The intercept at slope 1 (calibration in the large).
    #[getter]
    fn in_the_large(&self) -> Option<Estimate> {
        self.inner.in_the_large.map(Estimate::from)
    }

    fn __len__(&self) -> usize {
        self.inner.rows.len()
    }

    fn __repr__(&self) -> String {
        let slope = self.inner.slope.map_or_else(|| "None".to_owned(), |slope| slope.value.to_string());
        format!("<kaiin.Calibration of {} groups, slope={slope}>", self.inner.rows.len())
    }
}

tabular!(Calibration);
pickled!(Calibration, kaiin::model::regression::Calibration);

/// Lift and gain by groups of falling probability with about the same number of members; equal probabilities stay together.
///
/// As a table, one row a group: `from` (the lowest probability in it), `trials`, `events`, `lift` (the share that left, by the share that
/// left of all), and the shares of members and of leavers in this group and those above, `share_of_members` and `share_of_leavers`.
///
/// Examples:
///     >>> lift = Forecasts.grouped([0.1, 0.4], [5, 15], [50, 50]).lift(2).to_table()
///     >>> lift["lift"][0], lift["share_of_leavers"]  # 30 % against 20 %; 15 of 20
///     (1.5, [0.75, 1.0])
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct Lift {
    inner: kaiin::model::regression::Lift,
}

wraps!(Lift, kaiin::model::regression::Lift);

#[pymethods]
impl Lift {
    fn __len__(&self) -> usize {
        self.inner.rows.len()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Lift of {} groups>", self.inner.rows.len())
    }
}

tabular!(Lift);
pickled!(Lift, kaiin::model::regression::Lift);

record! {
    /// The probability that a leaver had a higher forecast than one who stayed; equal forecasts count half (area under the ROC curve).
    /// 0.5 is chance, 1 perfect order. It says nothing about whether the probabilities are right.
    ///
    /// Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, *Biometrics* 44(3), 1988, 837-845.
    Concordance of kaiin::model::regression::Concordance {
        /// The probability.
        value: f64,
        /// Its standard error; ``None`` with fewer than two leavers or stayers.
        error: Option<f64>,
        /// Lower limit; ``None`` without an error, or when the value is 0 or 1.
        lower: Option<f64>,
        /// Upper limit; ``None`` without an error, or when the value is 0 or 1.
        upper: Option<f64>,
        /// The confidence of the limits.
        confidence: f64,
    }
}
