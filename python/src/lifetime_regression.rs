//! What lengthens membership: accelerated failure time regression, in Python.

use crate::array::Array;
use crate::curve_law::{CurveLaw, Family};
use crate::curve_projection::CurveEstimate;
use crate::error::{enter, err};
use crate::fit_ending::FitEnding;
use crate::mapping::Known;
use crate::observations::Observations;
use crate::result::{Field, pickled, record, tabular, wraps};
use crate::survival::Limits;
use kaiin::Confidence;
use kaiin::model::aft::CovariateValue;
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// A regression of the logarithm of time on what is known of each row (accelerated failure time), with right censoring, delayed entry and
/// weights.
///
/// ``ln T = intercept + Σ coefficient × value + scale × W``: one unit more of a value multiplies every time by exp(coefficient). This is the
/// regression of R's `survreg`, with the coefficients and the scale that it prints. Assumes that each value multiplies time by the same
/// factor at all tenures. Kalbfleisch and Prentice (2002), *The Statistical Analysis of Failure Time Data*, chapter 3.
///
/// Args:
///     family: ``"exponential"``, ``"weibull"``, ``"log_normal"`` or ``"log_logistic"``.
///     confidence: Confidence of limits, 0.95 by default.
///
/// Raises:
///     SettingError: Another family, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     Without censoring, the exponential regression on two groups gives the logarithms of their mean times, 2 and 4:
///
///     >>> rows = Observations.of_events([1, 3, 2, 6], [1, 1, 1, 1])
///     >>> fit = LifetimeRegression("exponential").levels("branch", ["A", "A", "B", "B"]).fit(rows)
///     >>> f"{fit.coefficient('branchB').estimate:.6f}"  # ln 2
///     '0.693147'
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LifetimeRegression {
    inner: kaiin::model::aft::LifetimeRegression,
}

impl From<kaiin::model::aft::LifetimeRegression> for LifetimeRegression {
    fn from(inner: kaiin::model::aft::LifetimeRegression) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl LifetimeRegression {
    #[new]
    #[pyo3(signature = (family, *, confidence = None))]
    fn new(family: Family, confidence: Option<f64>) -> PyResult<Self> {
        let regression = kaiin::model::aft::LifetimeRegression::new(family.0).map_err(err)?;
        let confidence = confidence.map(Confidence::new).transpose().map_err(err)?;
        Ok(confidence.into_iter().fold(regression, kaiin::model::aft::LifetimeRegression::confidence).into())
    }

    /// The same with a number known of each row.
    ///
    /// Args:
    ///     name: What it is called.
    ///     values: The number of each row.
    ///
    /// Raises:
    ///     InputError: A value is no number.
    fn numbers(&self, py: Python<'_>, name: &str, values: Array) -> PyResult<Self> {
        enter(py, |_| Ok(self.inner.clone().numbers(name, &values.reals(name)?))).map(Self::from)
    }

    /// The same with a level known of each row.
    ///
    /// Args:
    ///     name: What it is called; a coefficient is named by it and the level in one word, as R does.
    ///     values: The level of each row.
    ///     reference: The level with which others are compared; the first by name when left out.
    ///
    /// Raises:
    ///     InputError: A row has no level.
    #[pyo3(signature = (name, values, *, reference = None))]
    fn levels(&self, py: Python<'_>, name: &str, values: Array, reference: Option<&str>) -> PyResult<Self> {
        enter(py, |_| {
            let (regression, values) = (self.inner.clone(), values.names(name)?);
            Ok(match reference {
                None => regression.levels(name, &values),
                Some(reference) => regression.levels_against(name, &values, reference),
            })
        })
        .map(Self::from)
    }

    /// Fits the regression by maximum likelihood; the end of a row with any outcome is an event.
    ///
    /// Raises:
    ///     InputError: No row counts or none ended in an event, or what is known is not as long as the rows.
    ///     SettingError: A time is not above 0, a value is not finite, one value or combination of values explains nothing, or the
    ///         likelihood grows without limit.
    ///     RateError: A reference does not occur.
    fn fit(&self, py: Python<'_>, rows: PyRef<'_, Observations>) -> PyResult<LifetimeRegressionFit> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.fit(rows)).map(LifetimeRegressionFit::from)
    }

    fn __repr__(&self) -> String {
        "<kaiin.LifetimeRegression>".to_owned()
    }
}

record! {
    /// One coefficient of a `LifetimeRegressionFit`.
    RegressionCoefficient of kaiin::model::aft::RegressionCoefficient {
        /// Its name: ``(Intercept)``, the name of a number, the name and level of something with levels, ``Log(scale)``.
        name: String,
        /// Its value; ``None`` where the likelihood drives it to infinity (no events in a level).
        estimate: Option<f64>,
        /// Its standard error; ``None`` when any coefficient runs to infinity.
        error: Option<f64>,
        /// Estimate by error.
        z: Option<f64>,
        /// Two-sided p value of the estimate against 0 (Wald).
        p_value: Option<f64>,
        /// Limits about the estimate.
        limits: Option<Limits>,
    }
}

/// A fitted accelerated failure time regression, made by `LifetimeRegression.fit`; its table has a row a coefficient.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct LifetimeRegressionFit {
    inner: kaiin::model::aft::LifetimeRegressionFit,
}

#[pymethods]
impl LifetimeRegressionFit {
    /// The distribution of time.
    #[getter]
    fn family(&self) -> Family {
        Family(self.inner.family().clone())
    }

    /// How the search ended: ``"interior"``, or ``"boundary"`` where a coefficient runs to infinity. Other ends are errors of the fit.
    #[getter]
    fn ending(&self) -> FitEnding {
        self.inner.ending().field()
    }

    /// The log likelihood, of times (not of their logarithms).
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.inner.log_likelihood()
    }

    /// The log likelihood with the intercept and the scale alone.
    #[getter]
    fn null_log_likelihood(&self) -> f64 {
        self.inner.null_log_likelihood()
    }

    /// Akaike's criterion, ``2 k - 2 ℓ`` with ``k`` coefficients, the scale among them where it is estimated.
    #[getter]
    fn aic(&self) -> f64 {
        self.inner.aic()
    }

    /// Number of rows.
    #[getter]
    fn rows(&self) -> u64 {
        self.inner.rows()
    }

    /// Number of events, or the sum of their weights.
    #[getter]
    fn events(&self) -> f64 {
        self.inner.events()
    }

    /// The scale, 1 for the exponential: the inverse of the shape of a Weibull.
    #[getter]
    fn scale(&self) -> f64 {
        self.inner.scale()
    }

    /// The coefficients, the intercept first and the logarithm of the scale last.
    #[getter]
    fn coefficients(&self) -> Vec<RegressionCoefficient> {
        self.inner.coefficients().field()
    }

    /// A coefficient by its name; ``None`` when there is none of that name.
    fn coefficient(&self, name: &str) -> Option<RegressionCoefficient> {
        self.inner.coefficient(name).map(RegressionCoefficient::from)
    }

    /// The covariance of the coefficients, in their order; ``None`` when any runs to infinity.
    #[getter]
    fn covariance(&self) -> Option<Vec<Vec<f64>>> {
        self.inner.covariance().map(<[Vec<f64>]>::to_vec)
    }

    /// The curve of a member of whom these values are known.
    ///
    /// Args:
    ///     known: A number or a level for everything in the regression, such as ``{"age": 30, "branch": "東京都"}``.
    ///
    /// Raises:
    ///     RateError: A value is missing, not finite, or a level that the rows did not have.
    ///     SettingError: The curve cannot be, because a coefficient runs to infinity.
    fn law(&self, py: Python<'_>, known: Known) -> PyResult<CurveLaw> {
        let known = values(known.0);
        enter(py, |_| self.inner.law(&pairs(&known))).map(CurveLaw::from)
    }

    /// The share of such members still there after a time, with limits symmetric about ``log(-log S)``.
    ///
    /// Args:
    ///     known: As for `law`.
    ///     time: The time.
    ///
    /// Raises:
    ///     RateError: As for `law`.
    ///     SettingError: As for `law`, or the time is negative or not finite.
    fn survival(&self, py: Python<'_>, known: Known, time: f64) -> PyResult<CurveEstimate> {
        let known = values(known.0);
        enter(py, |_| self.inner.survival(&pairs(&known), time)).map(CurveEstimate::from)
    }

    /// The time by which a share of such members has left, with limits symmetric about the logarithm.
    ///
    /// Args:
    ///     known: As for `law`.
    ///     share: The share that has left, strictly between 0 and 1; 0.5 is the median.
    ///
    /// Raises:
    ///     RateError: As for `law`.
    ///     SettingError: As for `law`, or the share is not strictly between 0 and 1.
    fn quantile(&self, py: Python<'_>, known: Known, share: f64) -> PyResult<CurveEstimate> {
        let known = values(known.0);
        enter(py, |_| self.inner.quantile(&pairs(&known), share)).map(CurveEstimate::from)
    }

    fn __repr__(&self) -> String {
        let (family, rows, ending) = (self.inner.family(), self.inner.rows(), self.inner.ending());
        format!("<kaiin.LifetimeRegressionFit {family} of {rows} rows: {ending}>")
    }
}

wraps!(LifetimeRegressionFit, kaiin::model::aft::LifetimeRegressionFit);
tabular!(LifetimeRegressionFit);
pickled!(LifetimeRegressionFit, kaiin::model::aft::LifetimeRegressionFit);

/// A value of something known of a member.
#[derive(FromPyObject)]
pub(crate) enum KnownArg {
    #[pyo3(transparent, annotation = "float")]
    Number(f64),
    #[pyo3(transparent, annotation = "str")]
    Level(String),
}

fn values(known: BTreeMap<String, KnownArg>) -> Vec<(String, CovariateValue)> {
    let value = |value| match value {
        KnownArg::Number(number) => CovariateValue::Number(number),
        KnownArg::Level(level) => CovariateValue::Level(level),
    };
    known.into_iter().map(|(name, known)| (name, value(known))).collect()
}

fn pairs(known: &[(String, CovariateValue)]) -> Vec<(&str, CovariateValue)> {
    known.iter().map(|(name, value)| (name.as_str(), value.clone())).collect()
}
