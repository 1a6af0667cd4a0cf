//! Settings of a discrete-time hazard regression, in Python.

use super::hazard_fit::HazardFit;
use super::hazard_rows::HazardRows;
use super::term::{Ridge, Term};
use crate::error::{enter, err, setting};
use crate::rates::confidence_or_default;
use crate::result::pickled;
use crate::words::Word;
use kaiin::model::regression::{ClusterCorrection, Convergence, HazardRegression as Core, Link, OnSeparation};
use pyo3::prelude::*;

/// Settings of a discrete-time hazard regression: on what the probability to leave within a year depends.
///
/// Maximum likelihood for binomial counts, ``ln(p / (1 - p)) = offset + x' b`` or ``ln(-ln(1 - p)) = offset + x' b``, as R's ``glm``. The
/// trials of one cell are taken as independent with one probability; for several years of one person that is right as long as the
/// covariates tell all that the years have in common, and else `robust` widens the errors.
///
/// Source: P. McCullagh, J. A. Nelder, *Generalized Linear Models*, 2nd ed., 1989; J. D. Singer, J. B. Willett, *Journal of Educational
/// Statistics* 18(2), 1993, 155-195; R. L. Prentice, L. A. Gloeckler, *Biometrics* 34(1), 1978, 57-67 (complementary log-log).
///
/// Args:
///     link: How the linear predictor becomes a probability: ``"logit"`` (the default), whose coefficients are logarithms of odds ratios,
///         or ``"complementary_log_log"``, whose coefficients are logarithms of hazard ratios.
///     terms: What the hazard depends on; nothing but the intercept by default.
///     intercept: Without an intercept the first category has a coefficient for every level.
///     ridge: A ridge penalty; none by default.
///     robust: A variance that allows the rows of a person to depend on each other, multiplied by nothing, ``"none"`` (as R's ``survival``
///         and lifelines), by G / (G - 1) for G persons, ``"persons"`` (``sandwich::vcovCL``), or by that and (n - 1) / (n - k),
///         ``"persons_and_rows"`` (Stata). Not robust by default.
///     on_separation: When the covariates separate leavers from stayers: fit the ``"limit"`` and say so (the default), or ``"refuse"``.
///     convergence: Stop at the ``"maximum"`` (the default), or with ``("deviance", epsilon)`` where R's ``glm.control(epsilon)`` does.
///     confidence: How often limits contain the true value; 0.95 by default.
///
/// Raises:
///     SettingError: The confidence is not strictly between 0 and 1, or a word is not known.
///
/// Examples:
///     >>> rows = HazardRows({"tenure": [0, 1], "left": [10, 20], "members": [100, 100]}, events="left", trials="members")
///     >>> fit = HazardRegression(terms=[Term.category("tenure")]).fit(rows)
///     >>> second = fit.coefficient("tenure=1")  # the odds are 1/9 and 1/4
///     >>> round(second.ratio, 12), round(second.error, 4)  # √(1/10 + 1/90 + 1/20 + 1/80)
///     (2.25, 0.4167)
#[pyclass(frozen, eq, from_py_object, module = "kaiin")]
#[derive(Clone, PartialEq)]
pub(crate) struct HazardRegression {
    pub(crate) inner: Core,
}

#[pymethods]
impl HazardRegression {
    #[new]
    #[pyo3(signature = (link = None, *, terms = Vec::new(), intercept = true, ridge = None, robust = None, on_separation = None,
        convergence = None, confidence = None))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        link: Option<Word<Link>>,
        terms: Vec<Term>,
        intercept: bool,
        ridge: Option<Ridge>,
        robust: Option<Word<ClusterCorrection>>,
        on_separation: Option<Word<OnSeparation>>,
        convergence: Option<ConvergenceArg>,
        confidence: Option<f64>,
    ) -> PyResult<Self> {
        let settings = terms.into_iter().fold(Core::new(link.map_or_else(Link::default, |link| link.0)), |s, term| s.term(term.inner));
        let settings = if intercept { settings } else { settings.without_intercept() };
        let settings = ridge.into_iter().fold(settings, |settings, ridge| settings.ridge(ridge.inner));
        let settings = robust.into_iter().fold(settings, |settings, correction| settings.robust(correction.0));
        let settings = on_separation.into_iter().fold(settings, |settings, policy| settings.on_separation(policy.0));
        let settings = convergence.into_iter().fold(settings, |settings, rule| settings.convergence(rule.0));
        let confidence = confidence.map(|confidence| confidence_or_default(Some(confidence))).transpose()?;
        Ok(Self { inner: confidence.into_iter().fold(settings, Core::confidence) })
    }

    /// The same with one more term.
    fn term(&self, term: Term) -> Self {
        Self { inner: self.inner.clone().term(term.inner) }
    }

    /// How the linear predictor becomes a probability.
    #[getter]
    fn link(&self) -> Word<Link> {
        Word(self.inner.link())
    }

    /// The terms, in order.
    #[getter]
    fn terms(&self) -> Vec<Term> {
        self.inner.terms().iter().cloned().map(Term::from).collect()
    }

    /// Whether there is an intercept.
    #[getter]
    fn has_intercept(&self) -> bool {
        self.inner.has_intercept()
    }

    /// Estimates the coefficients.
    ///
    /// Raises:
    ///     RateError: Nobody left or everybody did; the data separate and that is refused; or a robust variance is asked for without
    ///         persons.
    ///     InputError: A term names no covariate, or one of the wrong kind.
    ///     SettingError: A term does not fit the covariates: a reference level that does not occur, the logarithm of 0, a knot outside the
    ///         boundary.
    ///     TableError: There are more than 5,000 columns.
    fn fit(&self, py: Python<'_>, rows: PyRef<'_, HazardRows>) -> PyResult<HazardFit> {
        let rows = &rows.inner;
        enter(py, |_| self.inner.fit(rows)).map(HazardFit::from)
    }

    fn __repr__(&self) -> String {
        let terms: Vec<String> = self.inner.terms().iter().map(ToString::to_string).collect();
        format!("<kaiin.HazardRegression {} link, terms [{}]>", self.inner.link(), terms.join(", "))
    }
}

pickled!(HazardRegression, Core);

/// ``"maximum"``, or ``"deviance"`` with R's epsilon.
pub(crate) struct ConvergenceArg(Convergence);

impl<'py> FromPyObject<'_, 'py> for ConvergenceArg {
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("kaiin._types", "Convergence");

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok((word, epsilon)) = value.extract::<(String, f64)>()
            && word == "deviance"
        {
            return Ok(Self(Convergence::Deviance { epsilon }));
        }
        match value.extract::<String>() {
            Ok(word) if word == "maximum" => Ok(Self(Convergence::Maximum)),
            _ => Err(err(setting("convergence", value.repr()?, "is not known; write \"maximum\" or (\"deviance\", 1e-8)"))),
        }
    }
}
