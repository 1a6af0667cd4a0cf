//! Retention curves fitted to renewals or lifetimes, in Python.

use crate::curve_data::DataArg;
use crate::curve_law::{CurveLaw, Family};
use crate::curve_projection::{CurveEstimate, ProjectedCurve, ResidualLifetime};
use crate::error::{enter, err};
use crate::fit_ending::FitEnding;
use crate::result::{Field, pickled, record, tabular, wraps};
use crate::survival::Limits;
use crate::words::Word;
use kaiin::Confidence;
use kaiin::model::curve::LongTerm;
use kaiin::survival::CurveInterval;
use pyo3::prelude::*;

/// A retention curve to be fitted: its shape, whether some never leave, and how intervals are made.
///
/// Args:
///     family: The shape, as in `CurveLaw`. ``"geometric"``, ``"shifted_beta_geometric"``, ``"discrete_weibull"`` and
///         ``"beta_discrete_weibull"`` count renewals; ``"exponential"``, ``"weibull"``, ``"log_normal"``, ``"log_logistic"`` and
///         ``("piecewise_exponential", cuts)`` measure time.
///     long_term: Whether everyone leaves in the end, ``"nobody"`` stays for ever (the default), or a ``"share"`` of members never leaves.
///         Believe a share only where the observed curve has become level and many are seen beyond.
///     confidence: Confidence of limits, 0.95 by default.
///     survival_interval: The scale on which limits of shares still there are symmetric: ``"log_log"`` (the default), ``"log"``,
///         ``"plain"``, ``"logit"`` or ``"arcsine"``.
///     retention_interval: The same for retention rates, ``"logit"`` by default.
///
/// Raises:
///     SettingError: The family is not known, or the confidence is not strictly between 0 and 1.
///
/// Examples:
///     Regular customers of Fader and Hardie, per 1,000, after each of seven renewals; observed after the twelfth: 173.
///
///     >>> fit = CurveModel("shifted_beta_geometric").fit([1000, 631, 468, 382, 326, 289, 262, 241])
///     >>> fit.ending.kind, f"{fit.parameter('alpha').value:.3f}", f"{fit.survival(12).value:.3f}"
///     ('interior', '0.704', '0.170')
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct CurveModel {
    pub(crate) inner: kaiin::model::curve::CurveModel,
}

#[pymethods]
impl CurveModel {
    #[new]
    #[pyo3(signature = (family, *, long_term = None, confidence = None, survival_interval = None, retention_interval = None))]
    fn new(
        family: Family,
        long_term: Option<Word<LongTerm>>,
        confidence: Option<f64>,
        survival_interval: Option<Word<CurveInterval>>,
        retention_interval: Option<Word<CurveInterval>>,
    ) -> PyResult<Self> {
        let model = kaiin::model::curve::CurveModel::new(family.0);
        let model = long_term.into_iter().fold(model, |model, rule| model.long_term(rule.0));
        let model = survival_interval.into_iter().fold(model, |model, interval| model.survival_interval(interval.0));
        let model = retention_interval.into_iter().fold(model, |model, interval| model.retention_interval(interval.0));
        let confidence = confidence.map(Confidence::new).transpose().map_err(err)?;
        Ok(Self { inner: confidence.into_iter().fold(model, kaiin::model::curve::CurveModel::confidence) })
    }

    /// The shape.
    #[getter]
    fn family(&self) -> Family {
        Family(self.inner.family().clone())
    }

    /// Whether some members never leave.
    #[getter]
    fn has_long_term(&self) -> bool {
        self.inner.has_long_term()
    }

    /// Fits the curve by maximum likelihood; `CurveFit.ending` says how the fit ended.
    ///
    /// Where the likelihood has no maximum inside the range of the parameters, the answer is the simpler curve at the edge, with the errors
    /// of its own parameters. Variances are the inverse of the observed information, by the delta method for everything else.
    ///
    /// Args:
    ///     data: For shapes that count renewals: `RenewalCounts`, a `RetentionTriangle`, the members of one cohort after 0, 1, 2, … renewals,
    ///         or a list of such cohorts. For shapes in time: `Lifetimes`, or all rows of `Observations`.
    ///
    /// Raises:
    ///     SettingError: The family and the data do not fit each other (renewals or time), nobody was at risk beyond a cut point, or the
    ///         likelihood grows without limit, as it does when all leave at one time.
    ///     InputError: Nobody was at risk.
    fn fit(&self, py: Python<'_>, data: DataArg) -> PyResult<CurveFit> {
        enter(py, |_| data.with(|data| self.inner.fit(data))).map(CurveFit::from)
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.CurveModel {}>", self.inner)
    }
}

wraps!(CurveModel, kaiin::model::curve::CurveModel);
pickled!(CurveModel, kaiin::model::curve::CurveModel);

record! {
    /// A parameter of a `CurveFit` with its errors.
    FittedParameter of kaiin::model::curve::FittedParameter {
        /// Its name; ``"long_term"`` is the share who never leave.
        name: String,
        /// Its value.
        value: f64,
        /// Its standard error; ``None`` where the parameter is at the edge of its range.
        error: Option<f64>,
        /// The standard error of its logarithm; ``None`` there too, and for ``meanlog``, which may be negative.
        log_error: Option<f64>,
        /// Limits: symmetric about the logarithm (shapes, scales, rates), the log odds (probabilities, shares) or the value (``meanlog``).
        limits: Option<Limits>,
    }
}

/// A curve fitted to data, made by `CurveModel.fit`; its table has a row a parameter.
///
/// Examples:
///     Lost by renewals that were due, 360 of 1,800; one cohort halves its loss a year:
///
///     >>> fit = CurveModel("geometric").fit([1000, 800, 640])
///     >>> round(fit.parameter("theta").value, 12), fit.people, fit.events
///     (0.2, 1000.0, 360.0)
///     >>> f"{fit.project(3).points[3].survival.value:.3f}"  # 0.8 cubed
///     '0.512'
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct CurveFit {
    pub(crate) inner: kaiin::model::curve::CurveFit,
}

#[pymethods]
impl CurveFit {
    /// What was asked for.
    #[getter]
    fn model(&self) -> CurveModel {
        self.inner.model().field()
    }

    /// The curve: of the family asked for, or the simpler one that it became at an edge.
    #[getter]
    fn law(&self) -> CurveLaw {
        self.inner.law().field()
    }

    /// How the search for the curve that was asked for ended.
    #[getter]
    fn ending(&self) -> FitEnding {
        self.inner.ending().field()
    }

    /// Whether the curve is of the family that was asked for, with the long-term share that was asked for.
    #[getter]
    fn is_as_asked(&self) -> bool {
        self.inner.is_as_asked()
    }

    /// The log likelihood; for renewals that of each person, without multinomial coefficients.
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.inner.log_likelihood()
    }

    /// Number of parameters that were estimated.
    #[getter]
    fn estimated(&self) -> usize {
        self.inner.estimated()
    }

    /// Number of persons, or the sum of their weights.
    #[getter]
    fn people(&self) -> f64 {
        self.inner.people()
    }

    /// How many left, or the sum of their weights.
    #[getter]
    fn events(&self) -> f64 {
        self.inner.events()
    }

    /// Akaike's criterion, ``2 k - 2 ℓ`` with ``k`` parameters estimated: the smaller the better.
    #[getter]
    fn aic(&self) -> f64 {
        self.inner.aic()
    }

    /// The Bayesian criterion, ``k ln n - 2 ℓ`` with ``n`` persons: the smaller the better.
    #[getter]
    fn bic(&self) -> f64 {
        self.inner.bic()
    }

    /// Steps of the search.
    #[getter]
    fn steps(&self) -> u64 {
        self.inner.steps()
    }

    /// Length of the gradient of the log likelihood at the end, by the parameters of the search (logarithms and log odds).
    #[getter]
    fn gradient_norm(&self) -> f64 {
        self.inner.gradient_norm()
    }

    /// The parameters with their errors.
    #[getter]
    fn parameters(&self) -> Vec<FittedParameter> {
        self.inner.parameters().into_iter().map(FittedParameter::from).collect()
    }

    /// A parameter by its name; ``None`` when the curve has none of that name.
    fn parameter(&self, name: &str) -> Option<FittedParameter> {
        self.inner.parameter(name).map(FittedParameter::from)
    }

    /// The covariance of the parameters, in their order; ``None`` where one is at the edge of its range.
    #[getter]
    fn covariance(&self) -> Option<Vec<Vec<f64>>> {
        self.inner.covariance()
    }

    /// The covariance of the logarithms of the parameters; ``None`` there too, and where a parameter is not above 0.
    #[getter]
    fn log_covariance(&self) -> Option<Vec<Vec<f64>>> {
        self.inner.log_covariance()
    }

    /// Share still there after a time, or number of renewals. ``None`` for a negative time or NaN.
    fn survival(&self, time: f64) -> Option<CurveEstimate> {
        self.inner.survival(time).map(CurveEstimate::from)
    }

    /// Share of those there one period before a time who are still there at it, for times of 1 and more.
    fn retention(&self, time: f64) -> Option<CurveEstimate> {
        self.inner.retention(time).map(CurveEstimate::from)
    }

    /// The time by which a share has left: see `CurveLaw.quantile`. A whole number of renewals has no standard error.
    ///
    /// Args:
    ///     share: The share that has left, strictly between 0 and 1; 0.5 is the median.
    ///
    /// Raises:
    ///     SettingError: The share is not strictly between 0 and 1.
    fn quantile(&self, py: Python<'_>, share: f64) -> PyResult<Option<CurveEstimate>> {
        Ok(enter(py, |_| self.inner.quantile(share))?.map(CurveEstimate::from))
    }

    /// The expected number of periods of membership, discounted (DEL): see `CurveLaw.discounted_lifetime`, here with its standard error.
    ///
    /// Args:
    ///     discount: The rate a period; 0 gives the mean duration.
    ///
    /// Raises:
    ///     SettingError: The discount is negative or not finite.
    fn discounted_lifetime(&self, py: Python<'_>, discount: f64) -> PyResult<Option<ResidualLifetime>> {
        Ok(enter(py, |_| self.inner.discounted_lifetime(discount))?.map(ResidualLifetime::from))
    }

    /// The expected number of further periods, discounted (DERL): see `CurveLaw.discounted_residual_lifetime`, here with its standard error.
    ///
    /// Args:
    ///     after: Renewals made so far (whole), or the time so far.
    ///     discount: The rate a period.
    ///
    /// Raises:
    ///     SettingError: The discount or ``after`` cannot be used.
    fn discounted_residual_lifetime(&self, py: Python<'_>, after: f64, discount: f64) -> PyResult<Option<ResidualLifetime>> {
        Ok(enter(py, |_| self.inner.discounted_residual_lifetime(after, discount))?.map(ResidualLifetime::from))
    }

    /// The curve after 0, 1, 2, … periods, up to a horizon.
    ///
    /// Raises:
    ///     TableError: There are more than 100,000 periods.
    fn project(&self, py: Python<'_>, horizon: u32) -> PyResult<ProjectedCurve> {
        enter(py, |_| self.inner.project(horizon)).map(ProjectedCurve::from)
    }

    /// The curve at some times.
    ///
    /// Raises:
    ///     SettingError: A time is negative or not finite.
    fn project_at(&self, py: Python<'_>, times: Vec<f64>) -> PyResult<ProjectedCurve> {
        enter(py, |_| self.inner.project_at(&times)).map(ProjectedCurve::from)
    }

    fn __repr__(&self) -> String {
        let (model, people, ending) = (self.inner.model(), self.inner.people(), self.inner.ending());
        format!("<kaiin.CurveFit {model} of {people} persons: {ending}>")
    }
}

wraps!(CurveFit, kaiin::model::curve::CurveFit);
tabular!(CurveFit);
pickled!(CurveFit, kaiin::model::curve::CurveFit);
