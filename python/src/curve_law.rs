//! A retention curve with its parameters, in Python.

use crate::curve_projection::ResidualLifetime;
use crate::error::{enter, err, setting};
use crate::result::{pickled, wraps};
use crate::words::{parse, word};
use kaiin::model::curve::CurveFamily;
use pyo3::prelude::*;

/// The shape of a curve as Python writes it: a word, or the word and the cut points.
pub(crate) struct Family(pub(crate) CurveFamily);

impl<'py> FromPyObject<'_, 'py> for Family {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "CurveFamily");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok((word, cuts)) = value.extract::<(String, Vec<f64>)>()
            && word == "piecewise_exponential"
        {
            return Ok(Self(CurveFamily::PiecewiseExponential(cuts)));
        }
        let word: String = value.extract()?;
        if word == "piecewise_exponential" {
            let reason = "needs cut points; write (\"piecewise_exponential\", [1, 5]) for rates that change after 1 and after 5";
            return Err(err(setting("family", format!("{word:?}"), reason)));
        }
        parse("family", &word).map(Self).map_err(err)
    }
}

impl<'py> IntoPyObject<'py> for Family {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "CurveFamily");

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        match self.0 {
            CurveFamily::PiecewiseExponential(cuts) => Ok(("piecewise_exponential", cuts).into_pyobject(py)?.into_any()),
            family => Ok(word(family).into_pyobject(py)?.into_any()),
        }
    }
}

/// A retention curve: a shape with its parameters, and possibly a share of members who never leave.
///
/// ``S(t)`` is the share still there after ``t``. The first four shapes count renewals, the others measure time:
///
/// * ``"geometric"`` (theta): ``(1 - theta)^t``;
/// * ``"shifted_beta_geometric"`` (alpha, beta): ``B(alpha, beta + t) / B(alpha, beta)``, everyone has a theta of their own;
/// * ``"discrete_weibull"`` (theta, c): ``(1 - theta)^(t^c)``;
/// * ``"beta_discrete_weibull"`` (alpha, beta, c): ``B(alpha, beta + t^c) / B(alpha, beta)``;
/// * ``"exponential"`` (rate): ``exp(-rate t)``;
/// * ``"weibull"`` (shape, scale): ``exp(-(t / scale)^shape)``;
/// * ``"log_normal"`` (meanlog, sdlog): ``Φ(-(ln t - meanlog) / sdlog)``;
/// * ``"log_logistic"`` (shape, scale): ``1 / (1 + (t / scale)^shape)``;
/// * ``("piecewise_exponential", cuts)`` (rate_1, rate_2, …): ``exp(-Σ rate of a piece × time in it)``.
///
/// Sources: Fader and Hardie (2007), *J. Interactive Marketing* 21(1); Fader, Hardie, Liu, Davin and Steenburgh (2018), *J. Interactive
/// Marketing* 43; Kalbfleisch and Prentice (2002), *The Statistical Analysis of Failure Time Data*, chapter 2.
///
/// Args:
///     family: The shape.
///     parameters: Its parameters, in the order given above.
///     long_term: Share of members who never leave, in [0, 1]; nobody when left out. The parameters are those of the others.
///
/// Raises:
///     SettingError: There are too few or too many parameters, or one is outside its range.
///
/// Examples:
///     >>> law = CurveLaw("shifted_beta_geometric", [1, 2])  # S(t) = 2 / (t + 2)
///     >>> round(law.survival(2), 12), round(law.retention(2), 12), law.quantile(0.5)  # S(2) / S(1) = (2/4) / (2/3)
///     (0.5, 0.75, 2.0)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CurveLaw {
    pub(crate) inner: kaiin::model::curve::CurveLaw,
}

#[pymethods]
impl CurveLaw {
    #[new]
    #[pyo3(signature = (family, parameters, *, long_term = None))]
    fn new(family: Family, parameters: Vec<f64>, long_term: Option<f64>) -> PyResult<Self> {
        let law = kaiin::model::curve::CurveLaw::new(family.0, &parameters).map_err(err)?;
        let inner = long_term.into_iter().try_fold(law, kaiin::model::curve::CurveLaw::with_long_term).map_err(err)?;
        Ok(Self { inner })
    }

    /// The shape.
    #[getter]
    fn family(&self) -> Family {
        Family(self.inner.family().clone())
    }

    /// Whether it counts renewals; the others measure time.
    #[getter]
    fn counts_renewals(&self) -> bool {
        self.inner.family().counts_renewals()
    }

    /// The names of the parameters, in order.
    #[getter]
    fn parameter_names(&self) -> Vec<String> {
        self.inner.family().parameter_names()
    }

    /// The parameters, in the order of their names.
    #[getter]
    fn parameters(&self) -> Vec<f64> {
        self.inner.parameters().to_vec()
    }

    /// The share of members who never leave; ``None`` when the curve has none.
    #[getter]
    fn long_term(&self) -> Option<f64> {
        self.inner.long_term()
    }

    /// Share still there after a time, or after as many whole renewals. ``None`` for a negative time or NaN.
    fn survival(&self, time: f64) -> Option<f64> {
        self.inner.survival(time)
    }

    /// Share of those still there one period before a time who are still there at it, ``S(t) / S(t - 1)``, for times of 1 and more.
    /// ``None`` where nobody was left.
    fn retention(&self, time: f64) -> Option<f64> {
        self.inner.retention(time)
    }

    /// Share of all who leave in the period that ends at a time, ``S(t - 1) - S(t)``, for times of 1 and more.
    fn leaving(&self, time: f64) -> Option<f64> {
        self.inner.leaving(time)
    }

    /// The rate of leaving: for curves in time the hazard per unit of time, for curves that count renewals the probability of leaving at a
    /// renewal.
    fn hazard(&self, time: f64) -> Option<f64> {
        self.inner.hazard(time)
    }

    /// The time by which a share has left; where renewals are counted, the first renewal after which at least that share is gone.
    ///
    /// Args:
    ///     share: The share that has left, strictly between 0 and 1; 0.5 is the median.
    ///
    /// Returns:
    ///     The time; ``None`` when so many never leave, or not within 10¹⁵ periods.
    ///
    /// Raises:
    ///     SettingError: The share is not strictly between 0 and 1.
    fn quantile(&self, py: Python<'_>, share: f64) -> PyResult<Option<f64>> {
        enter(py, |_| self.inner.quantile(share))
    }

    /// The expected number of periods of membership of someone who joins now (DEL), each worth ``(1 + discount)`` less than the one before.
    ///
    /// ``Σ S(t) / (1 + d)^t`` over t = 0, 1, 2, … where renewals are counted, ``∫ S(t) / (1 + d)^t dt`` in time. Fader and Hardie (2010),
    /// *Marketing Science* 29, 85-93.
    ///
    /// Args:
    ///     discount: The rate a period; 0 gives the mean duration.
    ///
    /// Returns:
    ///     The number; ``None`` when it is infinite: many heavy tails have no mean, and who never leaves stays for ever.
    ///
    /// Raises:
    ///     SettingError: The discount is negative or not finite.
    ///
    /// Examples:
    ///     >>> years = CurveLaw("geometric", [0.2]).discounted_lifetime(0)
    ///     >>> round(years.value, 12)  # 1 + 0.8 + 0.64 + … = 1 / 0.2
    ///     5.0
    fn discounted_lifetime(&self, py: Python<'_>, discount: f64) -> PyResult<Option<ResidualLifetime>> {
        Ok(enter(py, |_| self.inner.discounted_lifetime(discount))?.map(ResidualLifetime::from))
    }

    /// The expected number of further periods of someone who has stayed so far, discounted (DERL).
    ///
    /// Where renewals are counted, the next one is due now and counts in full if it comes.
    ///
    /// Args:
    ///     after: Renewals made so far (whole), or the time so far.
    ///     discount: The rate a period.
    ///
    /// Returns:
    ///     The number; ``None`` when it is infinite, or nobody is left then.
    ///
    /// Raises:
    ///     SettingError: The discount is negative or not finite, or ``after`` is negative, not finite, or not whole where renewals are
    ///         counted.
    fn discounted_residual_lifetime(&self, py: Python<'_>, after: f64, discount: f64) -> PyResult<Option<ResidualLifetime>> {
        Ok(enter(py, |_| self.inner.discounted_residual_lifetime(after, discount))?.map(ResidualLifetime::from))
    }

    fn __repr__(&self) -> String {
        let named = self.inner.family().parameter_names().into_iter().zip(self.inner.parameters());
        let long_term = self.inner.long_term().map(|share| format!(" long_term={share}")).unwrap_or_default();
        let parameters: String = named.map(|(name, value)| format!(" {name}={value}")).collect();
        format!("<kaiin.CurveLaw {}{parameters}{long_term}>", self.inner.family())
    }
}

wraps!(CurveLaw, kaiin::model::curve::CurveLaw);
pickled!(CurveLaw, kaiin::model::curve::CurveLaw);
